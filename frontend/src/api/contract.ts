// The names the screens use for what crosses the wire. The shapes come from the server's own description (schema.d.ts,
// `npm run generate`); a name stands here only so that a screen can say Paper and not components["schemas"]["Paper"].
import type { components } from "./schema";

type Schemas = components["schemas"];

/** A sentence in both languages; the screen picks. */
export type Text = Schemas["Text"];
/** A person or a thing as named inside another record. */
export type Ref = Schemas["Ref"];
export type ProblemBody = Schemas["Problem"];
export type ProblemKind = ProblemBody["kind"];
/** What a field may hold: text, code, money in fen, a date, yes or no, or a list of them; the rulebook says which. */
export type Value = unknown;

export type Office = Schemas["Office"];
export type OfficeSetup = Schemas["NewOffice"];
export type Person = Schemas["Person"];
export type PersonDraft = Schemas["PersonDraft"];
export type Session = Schemas["Session"];
export type Settings = Schemas["Settings"];
export type Kind = Schemas["Kind"];

export type Rulebook = Schemas["Rulebook"];
export type StateInfo = Schemas["StateInfo"];
export type FieldInfo = Schemas["FieldInfo"];
export type OpinionInfo = Schemas["OpinionInfo"];
export type PaperKind = Schemas["PaperInfo"];

export type Case = Schemas["Case"];
export type CaseRow = Schemas["CaseRow"];
export type Clock = Schemas["Clock"];
export type WorkCalendar = Schemas["WorkCalendar"];
export type HolidaysNotice = Schemas["HolidaysNotice"];
export type NoticeEffect = Schemas["NoticeEffect"];
export type FieldValue = Schemas["FieldValue"];
export type Source = Schemas["Place"];
export type Proposal = Schemas["Proposal"];
export type Because = Schemas["Because"];
export type MajorRule = Schemas["MajorRule"];
export type Material = Schemas["Material"];
export type Change = Schemas["Change"];
export type DiffPart = Schemas["DiffPart"];
export type Stop = Schemas["Stop"];
/** A step. `by` names the event that makes it, such as "review.submitted"; empty means that the moves route does. */
export type Move = Schemas["Move"];
export type NextSteps = Schemas["NextSteps"];
export type Paper = Schemas["Paper"];
export type PaperDetail = Schemas["PaperPage"];
export type PaperChange = Schemas["PaperChange"];
export type Import = Schemas["Import"];
export type ImportFile = Schemas["ImportFile"];
export type ImportDetail = Schemas["ImportPage"];
/** A register of finished cases: as it was understood, what its import would do, and those that were imported. */
export type Register = Schemas["RegisterPage"];
export type RegisterColumn = Schemas["RegisterColumn"];
export type RegisterOrder = Schemas["RegisterOrder"];
export type RegisterTrial = Schemas["RegisterTrial"];
export type RegisterKept = Schemas["RegisterKept"];
export type RegisterCase = Schemas["RegisterCase"];
export type RowFault = Schemas["RowFault"];

export type Review = Schemas["Review"];
export type ReviewRow = Schemas["ReviewRow"];
export type ReviewItem = Schemas["ReviewItem"];
export type ReviewCourse = Schemas["ReviewCourse"];
export type ReviewSupplement = Schemas["ReviewSupplement"];
export type DiscussionDraft = Schemas["DiscussionDraft"];
export type DisputeLevel = Schemas["Referral"]["level"];
export type Recusal = Schemas["Recusal"];
export type AdoptedPoint = Schemas["AdoptedPoint"];
export type Reviewers = Schemas["Reviewers"];
export type ReviewStatistics = Schemas["ReviewStatistics"];
export type Quality = Schemas["Quality"];
export type ReviewSample = Schemas["Sample"];
export type DrawnReview = Schemas["DrawnReview"];
export type OpinionText = Schemas["OpinionText"];
export type Readings = Schemas["Readings"];
export type Precheck = Schemas["Precheck"];
export type Finding = ReviewItem["finding"];
/** A place in a paper: a page, words on it, a box on it, or a stretch of a recording. */
export type Citation = Schemas["Citation"];
/** A box on an upright page, in ten-thousandths of its sides. */
export type Region = Schemas["Region"];
/** A stretch of a recording, in milliseconds. */
export type Span = Schemas["Span"];
export type ItemFinding = Schemas["ItemFinding"];
/** A page as it is read and as it looks. */
export type PageFace = Schemas["PageFace"];
export type PageLine = Schemas["PageLine"];
export type FoundInCase = Schemas["FoundInCase"];
export type FoundText = Schemas["FoundText"];
export type ItemMark = Required<Schemas["ItemMark"]>;
export type Decision = Schemas["Decision"];
export type DecisionDoor = Schemas["DecisionDoor"];
export type DecisionStep = Schemas["DecisionStep"];

export type Disclosure = Schemas["DisclosurePage"];
export type HandlingOrder = Schemas["HandlingOrder"];
export type AnswerOrder = Schemas["AnswerOrder"];
export type RequestOrder = Schemas["RequestOrder"];
export type RequestAnswer = Schemas["RequestAnswer"];
export type ConsultationDraft = Schemas["ConsultationDraft"];
export type ConsultationAnswer = Schemas["ConsultationAnswer"];
export type AssessmentDraft = Schemas["AssessmentDraft"];
export type AnnualFigure = Schemas["AnnualFigure"];
export type Showing = Schemas["Showing"];
export type ShowingNote = Schemas["ShowingNote"];
export type AnswerRows = Schemas["AnswerRows"];
export type AnswerFileOrder = Schemas["AnswerFileOrder"];
/** A file of a receiver's answers that was handed in: its columns and what they are taken for. */
export interface AnswerFile { id: string; name: string; header: number; rows: number; columns: Schemas["RegisterColumn"][]; targets: Schemas["RegisterTarget"][] }
export type PublicPlace = Schemas["PublicPlace"];
export type AnchorRow = Schemas["AnchorRow"];
export type TimestampService = Schemas["TimestampService"];
export type Dossier = Schemas["DossierPage"];
export type DossierEntry = Schemas["DossierEntry"];
export type DossierParticulars = Schemas["Particulars"];
export type Synonyms = Schemas["Synonyms"];
export type Restriction = Schemas["CaseRestriction"];
export type PaperSplit = Schemas["PaperSplit"];
export type SplitPapers = Schemas["SplitPapers"];
export type MakeVolume = Schemas["MakeOrder"];
export type ScoreSheet = Schemas["ScoreSheet"];
export type VetoLine = Schemas["VetoLine"];
export type ScoreLine = Schemas["ScoreLine"];
export type DossierFault = Schemas["Flaw"];
export type DossierSay = Omit<Schemas["DossierScoreOrder"], "round">;
export type ArchivedDossier = Schemas["ArchivedRow"];
export type Disposal = Schemas["DisposalRow"];
export type DossierRound = Schemas["DossierRound"];
export type DisclosureRow = Schemas["DisclosureRow"];
export type DisclosureState = DisclosureRow["state"];
export type Mask = Schemas["Mask"];
export type MaskDraft = Schemas["MaskDraft"];
export type Scan = Schemas["Scan"];
export type Cover = Schemas["Cover"];
export type CoverDraft = Schemas["CoverDraft"];
export type MaskRule = Schemas["MaskRule"];

export type OpenList = Schemas["OpenList"];
export type OpenListDetail = Schemas["OpenListDetail"];
export type ListRow = Schemas["ListRow"];
export type ListField = Schemas["ListField"];
export type ListFlag = Schemas["ListFlag"];

export type Hit = Schemas["Hit"];
export type Coverage = Schemas["Coverage"];
export type Unsearched = Schemas["Unsearched"];
export type SearchResult = Schemas["SearchResult"];
export type Facet = Schemas["Facet"];
/** A search that this person keeps, with how many new papers it finds; and a line of a batch. */
export type SavedSearch = Schemas["SavedSearch"];
export type BatchLine = Schemas["BatchLine"];
export type SimilarCases = Schemas["SimilarCases"];
export type SimilarCase = Schemas["SimilarCase"];
/** What other offices have made public, as the office has imported it. */
export type Collection = Schemas["Collection"];
/** What came of an import; the route answers it as JSON. */
export interface CollectionImported { id: string; documents: number; left_out: string[] }
export type ForeignCase = Schemas["ForeignCase"];
export type Why = Schemas["Why"];
/** Where a case leaves a standard, and why. */
export type Departure = Schemas["Departure"];
export type Penalties = Schemas["Penalties"];
export type Fined = Schemas["Fined"];
export type Entry = Schemas["Entry"];
export type EntryDetail = Schemas["EntryPage"];
export type Head = Schemas["Head"];
export type Proof = Schemas["CaseProof"];
export type Verification = Schemas["Verification"];
export type Job = Schemas["Job"];
export type Task = Schemas["Task"];
export type Workbench = Schemas["Workbench"];

/** The versions of the rulebook, the proposals to change it, and what this person may do with them. */
export type Library = Schemas["Library"];
export type RulebookVersion = Schemas["VersionInfo"];
/** The data files of a version, and one of them. */
export type Tables = Schemas["Tables"];
export type TableFile = Schemas["TableInfo"];
export type TableRow = Schemas["TableRow"];
export type RowChange = Schemas["RowChange"];
export type RowEdit = Schemas["RowEdit"];
export type Fault = Schemas["Fault"];
export type Amendment = Schemas["AmendmentInfo"];
export type AmendmentDetail = Schemas["AmendmentPage"];
export type Trial = Schemas["RulebookTrial"];
export type Effect = Schemas["Effect"];
export type CaseRef = Schemas["CaseRef"];
/** A provision that a text cites, with its gist and whether it was in force. */
export type Cited = Schemas["CitedArticle"];
export type Instrument = Schemas["InstrumentInfo"];
export type LawText = Schemas["LawText"];
export type LawArticle = Schemas["LawArticle"];
/** What a file holds as the text of a law. The mark is handed back when a person confirms what was found. */
export interface LawReading { articles: LawArticle[]; findings: Schemas["LawFinding"][]; mark: string }

/** The template of a paper, and all that its page shows. */
export type PaperTemplate = Schemas["PaperTemplate"];
export type PaperTemplateDetail = Schemas["PaperTemplatePage"];
export type PlaceholderName = Schemas["PlaceholderName"];
/** What a Word file holds as a template, beside the one in force. */
export type TemplateReading = Schemas["TemplateReading"];

export type Recording = Schemas["Recording"];
export type RecordingPage = Schemas["RecordingPage"];
export type RecordingMark = Schemas["RecordingMark"];
export type RecordingImport = Schemas["RecordingImport"];
export type CaseRecord = Schemas["CaseRecord"];
export type RecordDuty = Schemas["RecordDuty"];
export type RecordFinding = Schemas["RecordFinding"];
export type RecordDevice = Schemas["RecordDevice"];
export type LifeItem = Schemas["LifeItem"];
/** What is said of a recording. */
export type RecordingSays = Schemas["Description"];

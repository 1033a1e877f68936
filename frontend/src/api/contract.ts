// The shapes that cross the wire, written by hand from the API contract. When the server's OpenAPI file is
// generated into schema.d.ts, these names become aliases of components["schemas"][…] and paths.ts goes away.

/** A sentence in both languages; the screen picks. */
export interface Text { zh: string; en: string }
/** A person as named inside another record. */
export interface Ref { id: string; name: string }
/** A person, or only the name where the contract leaves the shape open. */
export type Who = Ref | string;

export type ProblemKind =
  | "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "refused"
  | "unreadable" | "storage" | "damaged" | "unavailable" | "cancelled" | "internal";
export interface ProblemBody { kind: ProblemKind; message: Text; hint?: Text; article?: string; field?: string }

export type RoleId =
  | "handler" | "head" | "reviewer" | "chief" | "leader" | "publisher"
  | "archivist" | "auditor" | "system_admin" | "security_admin" | "supervisor";

export interface Office {
  set_up: boolean; name: string; uscc: string; region: string; code_word: string; sample: boolean;
  sample_people?: { username: string; name: string; roles: RoleId[] }[]; sample_password?: string;
  version: string; window: boolean;
}
export interface Person {
  id: string; username: string; name: string; department: string; roles: RoleId[];
  cert_no: string; cert_from: string; cert_to: string; law_qualified: boolean; first_review_on: string; active: boolean;
}
export type PersonDraft = Omit<Person, "id" | "active"> & { active?: boolean };
export interface Session { person: Person; may: string[] }
export interface OfficeSetup {
  name: string; uscc: string; region: string; code_word: string;
  people: { username: string; name: string; roles: RoleId[]; password: string }[];
}

export interface StateInfo { id: string; label: Text; phase: string; final: boolean }
export interface FieldInfo { name: string; type: string; label: Text; group: Text | string; unit?: string; codes?: string; sensitive: boolean }
export interface OpinionInfo { code: string; label: Text; passes: boolean; effect: Text }
export interface PaperKind { code: string; name: Text; side: string; level: string }
export interface Rulebook {
  version: string; hash: string;
  kinds: { id: string; label: Text; procedures: { id: string; label: Text }[] }[];
  states: StateInfo[];
  transitions: { id: string; from: string[]; to: string; label: Text }[];
  papers: PaperKind[];
  fields: FieldInfo[];
  codes: Record<string, { code: string; label: Text }[]>;
  headings: { code: string; label: Text }[];
  opinions: OpinionInfo[];
  grounds: { code: string; label: Text; blocks: boolean }[];
  roles: { id: RoleId; label: Text }[];
}

/** What a field may hold: text, code, money in fen, a date, yes or no, or a list of them. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export interface Clock {
  id: string; label: Text; article: string; start_on: string; due_strict: string; due_legal: string; days_left: number;
  unit: string; state: "running" | "met" | "overdue" | "suspended"; provisional: boolean; arithmetic: Text[];
}
export interface CaseRow {
  id: string; no: string; title: string; kind: string; procedure: string; state: string; state_since: string; party: string;
  handlers: Ref[]; filed_on: string; fine: number; major: boolean; clock?: Clock; updated_at: string; papers: number;
}
export interface Source { paper: string; page: number; offset: number; length: number; quote: string }
export interface FieldValue { name: string; value: Value; by?: Ref; at: string; source?: Source }
export interface Proposal extends Source { id: string; field: string; value: Value; reason: Text }
export interface DiffPart { op: "same" | "added" | "removed"; text: string }
export interface Change { part: string; label: Text; item: string; before: string; after: string; diff?: DiffPart[] }
export interface Because { field: string; label: Text; value: Value }
export interface MajorRule { id: string; label: Text; tier: string; article: string; because: Because[] }
export interface Material { id: string; name: Text; level: string; present: boolean; article: string; papers: string[]; missing?: Text | string }
export interface Paper {
  id: string; case: string; code: string; name: Text; title: string; no: string; on: string; served_on: string;
  approved_by: string; file_name: string; media: string; size: number; sha256: string;
  status: "read" | "no_text" | "unreadable" | "waiting"; reason?: Text; pages_count: number; sort_reason?: Text;
  sort_confirmed: boolean; draft: boolean; has_image: boolean; meta: Record<string, string>; added_at: string; added_by: Who;
}
export interface PaperDetail extends Paper {
  pages: { number: number; text: string }[];
  versions: { sha256: string; at: string; by: Ref; size: number }[];
}
export interface PaperChange { code?: string; title?: string; no?: string; on?: string; served_on?: string; approved_by?: string }
export interface Decision { id: string; case: string; no: string; issued_on: string; by: Who; paper: string; round: number; fingerprint: string }
export interface Case extends Omit<CaseRow, "papers"> {
  opened_at: string; opened_by: Who; fields: FieldValue[]; proposals: Proposal[]; papers: Paper[]; clocks: Clock[];
  major_rules: MajorRule[]; materials: Material[]; review?: ReviewRow; decision?: Decision; disclosure?: DisclosureRow;
  pass?: { valid: boolean; round: number; changes: Change[] };
}
export interface Stop { level: "block" | "warn"; message: Text; article: string; hint: Text }
/** A step. `by` names the event that makes it, such as "review.submitted"; empty means that the moves route does. */
export interface Move {
  transition: string; label: Text; to: string; to_label: Text; roles: RoleId[]; by: string; allowed: boolean; stops: Stop[];
}
export interface NextSteps { state: string; moves: Move[] }
export interface Entry { seq: number; at: string; actor: Ref; kind: string; subject: string; text: Text; data: Record<string, unknown> }
export interface Head { size: number; root: string; at: string; note: string }
export interface Proof {
  entries: number; first_seq: number; last_seq: number; head: Head;
  papers: { id: string; title: string; sha256: string; size: number }[];
}

export interface Import {
  id: string; name: string; case: string; case_no: string; state: "receiving" | "running" | "paused" | "done";
  total: number; done: number; unreadable: number; bytes: number; started_at: string;
}
export interface ImportFile {
  path: string; size: number; state: "waiting" | "reading" | "done" | "unreadable" | "duplicate" | "failed"; reason?: Text; paper?: string; code?: string;
}
export interface ImportDetail extends Import { files: ImportFile[] }

export interface ReviewRow {
  id: string; case: string; case_no: string; case_title: string; round: number;
  state: "submitted" | "accepted" | "returned" | "judged" | "signed"; submitted_at: string; submitted_by: Who; due_on: string;
  reviewer?: Ref; opinion?: string; overdue: boolean; items_done: number; items_total: number; valid: boolean;
}
export type Finding = "met" | "not_met" | "not_applicable" | "unchecked";
export interface Citation { paper: string; page: number; quote: string }
export interface ReviewItem {
  id: string; heading: string; question: Text; look_at: Text; article: string; class: "A" | "S" | "M";
  /** What to watch for, and the codes of the papers to look at. */
  tip?: Text; papers?: string[];
  machine: { result: "met" | "not_met" | "not_applicable" | "unknown" | "none"; because: Because[]; missing: { field: string; label: Text }[] };
  finding: Finding; remark: string; proofs: Citation[]; by?: Ref; at?: string;
}
export interface ItemMark { finding: Finding; remark: string; proofs: Citation[] }
export interface Review extends ReviewRow {
  note: string; fingerprint: string; items: ReviewItem[]; materials: Material[]; changes: Change[];
  opinion_text: string; return_reason: string; case_detail: CaseRow;
}
export interface DecisionDoor { may_issue: boolean; stops: Stop[]; decision?: Decision; draft?: Paper }

export type DisclosureState = "to_judge" | "masking" | "checking" | "approved" | "published" | "withheld" | "withdrawn";
export interface DisclosureRow {
  id: string; case: string; case_no: string; case_title: string; decision_no: string; state: DisclosureState; due_on: string;
  days_left: number; overdue: boolean; prepared_by?: Who; approved_by?: Who; published_at?: string;
}
export interface Mask {
  id: string; rule: string; label: Text; start: number; end: number; original: string; mask: string; reason: Text;
  accepted: boolean; by: "machine" | "person";
}
export interface MaskDraft { id?: string; start?: number; end?: number; rule?: string; mask?: string; reason?: string; accepted: boolean }
export interface Disclosure extends DisclosureRow {
  text: string; masks: Mask[]; public_text: string;
  /** `public` is what stands in the published table; `private` columns are reported but never published. */
  row: { code: string; label: Text; value: string; public?: string; private?: boolean; required: boolean; problems: (Text | string)[] }[];
  problems: { id: string; level: "block" | "warn"; message: Text; field: string; article?: string }[];
  ground?: string; ground_note?: string; reason?: string; files?: { name: string; size: number; sha256: string }[];
}

export interface Hit {
  paper: string; case: string; case_no: string; case_title: string; paper_title: string; code: string; page: number;
  snippet: string; marks: number[][]; on: string; score: number;
}
export interface SearchResult {
  total: number; exact: boolean; took_ms: number;
  index: { state: "ready" | "following" | "rebuilding"; done: number; total: number }; unreadable: number; hits: Hit[];
}

export interface EntryDetail extends Entry { body: string; leaf: string; proof: string[] }
export interface Verification {
  finished_at: string; intact: boolean; entries: number; rows: number; files: number; took_ms: number;
  findings: { where: string; what: Text }[];
}
export interface Job {
  id: string; kind: "verification" | "reindex" | "publication" | "import"; label: Text; state: "running" | "done" | "failed" | "cancelled"; done: number; total: number;
  message: Text; started_at: string; error?: ProblemBody;
}
export interface Task {
  kind: "confirm" | "move" | "submit" | "review" | "sign" | "issue" | "disclose" | "approve" | "publish" | "archive";
  case: string; case_no: string; title: string; label: Text; due_on?: string; days_left?: number; overdue: boolean;
}
export interface Workbench {
  tasks: Task[]; counts: { state: string; label: Text; count: number; phase: string }[]; overdue: number; due_soon: number;
  month: { month: string; opened: number; decided: number }[];
}
export type Settings = Record<string, string | number | boolean | null>;
export interface Shell { window: boolean }

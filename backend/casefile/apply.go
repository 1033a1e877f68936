package casefile

import (
	"encoding/json"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

type opened struct {
	No        string   `json:"no"`
	Title     string   `json:"title"`
	Procedure string   `json:"procedure"`
	State     string   `json:"state"`
	Handlers  []string `json:"handlers"`
	Rulebook  string   `json:"rulebook,omitempty"` // absent in cases from before versions were noted

	Review *ReviewDuty `json:"review,omitempty"` // absent in the cases of the time when there were only ordinary penalties
	Step   string      `json:"step,omitempty"`   // the transition that opened it
	Legacy string      `json:"legacy,omitempty"` // a finished dossier, and what it was brought in for
}

func applyOpened(t *store.Tables, e store.Event, d opened) error {
	if d.Review == nil {
		d.Review = formerDuty()
	}
	if d.Step == "" {
		d.Step = formerStep
	}
	if err := t.Exec(queries.Get("case_insert"), e.Subject, d.No, d.Title, d.Procedure, d.State, e.Day(), e.Instant(), e.Actor, e.Instant(), e.Seq, d.Rulebook, store.JSON(d.Review), d.Legacy); err != nil {
		return err
	}
	if err := setHandlers(t, e.Subject, d.Handlers); err != nil {
		return err
	}
	return t.Exec(queries.Get("step_insert"), e.Subject, e.Seq, d.Step, d.State, e.Day(), e.Actor, "")
}

// converted takes a case over into another procedure of its kind. The move begins in the old one and ends in the new one.
type converted struct {
	Procedure string      `json:"procedure"`
	Review    *ReviewDuty `json:"review"`
	Move      Move        `json:"move"`
}

func applyConverted(t *store.Tables, e store.Event, d converted) error {
	if err := t.Exec(queries.Get("case_convert"), d.Procedure, store.JSON(d.Review), e.Subject); err != nil {
		return err
	}
	if err := plain(t, e.Subject, d.Move.To); err != nil {
		return err
	}
	return Enter(t, e, e.Subject, d.Move)
}

type rulebookChanged struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Reason string `json:"reason"`

	Review *ReviewDuty `json:"review,omitempty"` // absent where it stays as it was
}

func applyRulebookChanged(t *store.Tables, e store.Event, d rulebookChanged) error {
	rows, err := t.Change(queries.Get("case_rulebook"), d.To, e.Instant(), e.Seq, e.Subject, d.From)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "casefile.rulebook_changed", fault.T("案件适用的规则版本已变动", "the case is under another version of the rulebook by now"))
	}
	if err == nil && d.Review != nil {
		err = t.Exec(queries.Get("case_review"), store.JSON(d.Review), e.Subject)
	}
	return err
}

type titled struct {
	Title string `json:"title"`
}

func applyTitled(t *store.Tables, e store.Event, d titled) error {
	return t.Exec(queries.Get("case_card"), d.Title, nil, nil, nil, e.Instant(), e.Seq, e.Subject)
}

type handlersSet struct {
	Handlers []string `json:"handlers"`
}

func applyHandlers(t *store.Tables, e store.Event, d handlersSet) error {
	if err := t.Exec(queries.Get("handlers_past"), e.Subject); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("handlers_clear"), e.Subject); err != nil {
		return err
	}
	if err := setHandlers(t, e.Subject, d.Handlers); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

func setHandlers(t *store.Tables, caseID string, handlers []string) error {
	for _, person := range handlers {
		if err := t.Exec(queries.Get("handler_insert"), caseID, person); err != nil {
			return err
		}
	}
	return nil
}

// touch notes that something about a case has happened.
func touch(t *store.Tables, e store.Event, caseID string) error {
	return t.Exec(queries.Get("case_touch"), e.Instant(), e.Seq, caseID)
}

// TouchPapers notes that what the search knows of a case's papers beside their text has changed, as part of an event of any pillar.
func TouchPapers(t *store.Tables, e store.Event, caseID string) error {
	return t.Exec(queries.Get("papers_touch"), e.Seq, caseID)
}

// Enter brings a case into another state as part of an event of any pillar. It refuses a case that is not where the move
// says it comes from, so that an event replayed out of order cannot pass.
func Enter(t *store.Tables, e store.Event, caseID string, m Move) error {
	var rows int64
	var err error
	if m.From == m.To {
		rows, err = t.Change(queries.Get("case_stay"), e.Instant(), e.Seq, caseID, m.From)
	} else {
		rows, err = t.Change(queries.Get("case_enter"), m.To, e.Day(), e.Instant(), e.Seq, caseID, m.From)
	}
	if err != nil {
		return err
	}
	if rows == 0 {
		return elsewhere(t, caseID)
	}
	if m.From == m.To {
		return nil
	}
	return t.Exec(queries.Get("step_insert"), caseID, e.Seq, m.Transition, m.To, e.Day(), e.Actor, m.Note)
}

// elsewhere is the refusal of a move that does not begin where the case stands.
func elsewhere(t *store.Tables, caseID string) error {
	state, _, err := store.One[string](t, queries.Get("case_state"), caseID)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "casefile.enter", fault.Tf("案件已在其他环节(%[1]s)", "the case is elsewhere by now (%[1]s)", state)).
		WithHint(fault.T("刷新后重试。", "Refresh and try again."))
}

// fieldSet is a value as an event carries it. A null value takes the field away.
type fieldSet struct {
	Name   string          `json:"name"`
	Value  json.RawMessage `json:"value"`
	Part   string          `json:"part,omitempty"`
	Source *Place          `json:"source,omitempty"`
	Column string          `json:"column,omitempty"` // of the case list, if it shows the value
	Found  bool            `json:"found,omitempty"`  // the search knows the case's papers by it, or must not
}

type fieldsSet struct {
	Fields   []fieldSet `json:"fields"`
	Accepted []string   `json:"accepted,omitempty"` // ids of proposals
}

// columns are the places of the columns in the query case_card.
var columns = map[string]int{rulebook.ColumnTitle: 0, rulebook.ColumnParty: 1, rulebook.ColumnAmount: 2, rulebook.ColumnFiledOn: 3}

func applyFields(t *store.Tables, e store.Event, d fieldsSet) error {
	var shown [4]any // what the list shows from now on, nil where it stays
	listed, card := false, false
	if err := putFields(t, e, d.Fields); err != nil {
		return err
	}
	for _, f := range d.Fields {
		f.former()
		at, column := columns[f.Column]
		if column {
			var err error
			if shown[at], err = f.shown(); err != nil {
				return err
			}
		}
		listed = listed || column
		card = card || column || f.Found
	}
	if card { // the papers are found by these values
		if err := TouchPapers(t, e, e.Subject); err != nil {
			return err
		}
	}
	for _, id := range d.Accepted {
		if err := t.Exec(queries.Get("proposal_close"), "accepted", e.Subject, id); err != nil {
			return err
		}
	}
	if listed {
		return t.Exec(queries.Get("case_card"), shown[0], shown[1], shown[2], shown[3], e.Instant(), e.Seq, e.Subject)
	}
	return touch(t, e, e.Subject)
}

func (f fieldSet) gone() bool { return string(f.Value) == "null" }

// shown is a value as the case list shows it: fen for the sum, a text, empty for none, for the others.
func (f fieldSet) shown() (any, error) {
	if f.Column == rulebook.ColumnAmount {
		var fen int64 // none when the value is null
		err := json.Unmarshal(f.Value, &fen)
		return fen, fault.Wrap("casefile.apply_field", err)
	}
	var text any
	err := json.Unmarshal(f.Value, &text)
	if text == nil {
		text = ""
	}
	return text, fault.Wrap("casefile.apply_field", err)
}

// putFields keeps values in their order, so that the last one of a name stays.
func putFields(t *store.Tables, e store.Event, fields []fieldSet) error {
	rows, at := make([]any, 0, 7*len(fields)), e.Instant()
	for _, f := range fields {
		if !f.gone() {
			rows = append(rows, e.Subject, f.Name, string(f.Value), f.Part, e.Actor, at, store.JSON(f.Source))
			continue
		}
		if err := t.ExecRows(queries.Get("field_put"), rows...); err != nil {
			return err
		}
		rows = rows[:0]
		if err := t.Exec(queries.Get("field_delete"), e.Subject, f.Name); err != nil {
			return err
		}
	}
	return t.ExecRows(queries.Get("field_put"), rows...)
}

type proposalIDs struct {
	Proposals []string `json:"proposals"`
}

func applyDismissed(t *store.Tables, e store.Event, d proposalIDs) error {
	for _, id := range d.Proposals {
		if err := t.Exec(queries.Get("proposal_close"), "dismissed", e.Subject, id); err != nil {
			return err
		}
	}
	return touch(t, e, e.Subject)
}

type majorJudged struct {
	Rules []MajorHit `json:"rules"`
}

func applyMajor(t *store.Tables, e store.Event, d majorJudged) error {
	return t.Exec(queries.Get("case_major"), store.JSON(d.Rules), e.Instant(), e.Seq, e.Subject)
}

// paperAdded is a paper as it comes into the dossier, with what was read in it. Subject is the case.
type paperAdded struct {
	Paper     Paper      `json:"paper"`
	Proposals []Proposal `json:"proposals,omitempty"`
	Import    string     `json:"import,omitempty"`
}

func applyPaperAdded(t *store.Tables, e store.Event, d paperAdded) error {
	p := d.Paper
	if err := t.Original(e, p.SHA256, p.SM3, p.Size); err != nil {
		return err
	}
	err := t.Exec(queries.Get("paper_insert"), p.ID, e.Subject, p.Code, p.Part, p.Evidence, p.Title, p.No, p.MadeOn, p.Path, p.Media, p.Format, p.SHA256, p.Size,
		p.Status, store.JSON(p.Reason), p.PagesCount, store.JSON(p.SortReason), p.SortConfirmed, p.Draft, store.JSON(p.Meta), e.Instant(), e.Actor, e.Seq, p.Cause, p.Signed)
	if err != nil {
		return err
	}
	if err := t.ExecRows(queries.Get("page_insert"), pageRows(p.ID, p.Unread)...); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("version_insert"), p.ID, e.Seq, p.SHA256, p.Size, e.Instant(), e.Actor); err != nil {
		return err
	}
	var rows []any
	for _, q := range d.Proposals {
		rows = append(rows, q.ID, e.Subject, q.Field, string(q.Value), q.Weight, p.ID, q.Page, q.Start, q.Length, q.Quote, "open")
	}
	if err := t.ExecRows(queries.Get("proposal_insert"), rows...); err != nil {
		return err
	}
	if d.Import != "" {
		state := "done"
		if p.Status == "unreadable" {
			state = "unreadable"
		}
		if err := t.Exec(queries.Get("import_file_state"), state, p.ID, store.JSON(p.Reason), d.Import, p.Path); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("case_add_paper"), e.Instant(), e.Seq, e.Subject)
}

// paperSorted is a paper put into its place in the dossier by a person.
type paperSorted struct {
	Paper    string `json:"paper"`
	Code     string `json:"code"`
	Part     string `json:"part,omitempty"`
	Evidence string `json:"evidence,omitempty"`
	Title    string `json:"title"`
	No       string `json:"no"`
	MadeOn   string `json:"made_on"`
}

func applyPaperSorted(t *store.Tables, e store.Event, d paperSorted) error {
	if err := t.Exec(queries.Get("paper_sort"), d.Code, d.Part, d.Evidence, d.Title, d.No, d.MadeOn, e.Seq, d.Paper); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

// paperRevised is a new version of a draft.
type paperRevised struct {
	Paper  string `json:"paper"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
	Size   int64  `json:"size"`
	Pages  int    `json:"pages"`
}

func applyPaperRevised(t *store.Tables, e store.Event, d paperRevised) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("pages_drop"), d.Paper); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("paper_revise"), d.SHA256, d.Size, d.Pages, draftMedia, "txt", e.Seq, d.Paper); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("version_insert"), d.Paper, e.Seq, d.SHA256, d.Size, e.Instant(), e.Actor); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

type paperRemoved struct {
	Paper  string `json:"paper"`
	Reason string `json:"reason"`
}

func applyPaperRemoved(t *store.Tables, e store.Event, d paperRemoved) error {
	if err := t.Exec(queries.Get("pages_drop"), d.Paper); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("paper_remove"), store.JSON(d.Reason), e.Seq, d.Paper); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("proposals_drop"), d.Paper); err != nil {
		return err
	}
	return t.Exec(queries.Get("case_count_papers"), e.Instant(), e.Seq, e.Subject)
}

// IssuedPaper is a draft that has become an issued paper: its number, its day and the bytes of its final text.
type IssuedPaper struct {
	Paper, No, MadeOn, SHA256 string
	Size                      int64
}

// IssuePaper closes a draft as part of an event of another pillar: the final text is its last version.
func IssuePaper(t *store.Tables, e store.Event, p IssuedPaper) error {
	if err := t.Exec(queries.Get("paper_issue"), p.No, p.MadeOn, p.SHA256, p.Size, draftMedia, e.Seq, p.Paper); err != nil {
		return err
	}
	return t.Exec(queries.Get("version_insert"), p.Paper, e.Seq, p.SHA256, p.Size, e.Instant(), e.Actor)
}

type importStarted struct {
	Case   string `json:"case_id"`
	Name   string `json:"name"`
	Folder string `json:"folder,omitempty"`
}

func applyImportStarted(t *store.Tables, e store.Event, d importStarted) error {
	return t.Exec(queries.Get("import_insert"), e.Subject, d.Case, d.Name, d.Folder, e.Instant(), e.Actor)
}

func importState(state string) store.Apply {
	return func(t *store.Tables, e store.Event) error {
		return t.Exec(queries.Get("import_state"), state, e.Subject)
	}
}

type fileReceived struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
	Size   int64  `json:"size"`
}

func applyFileReceived(t *store.Tables, e store.Event, d fileReceived) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	return t.Exec(queries.Get("import_file_put"), e.Subject, d.Path, d.SHA256, d.Size)
}

// fileSkipped is a file of an import that became no paper: the case has it already, or it could not be dealt with.
type fileSkipped struct {
	Path   string      `json:"path"`
	State  string      `json:"state"` // duplicate, failed or unreadable
	Paper  string      `json:"paper,omitempty"`
	Reason *fault.Text `json:"reason,omitempty"`
}

func applyFileSkipped(t *store.Tables, e store.Event, d fileSkipped) error {
	return t.Exec(queries.Get("import_file_skip"), e.Subject, d.Path, d.State, d.Paper, store.JSON(d.Reason))
}

// Package casefile holds the cases of an office: what is known of each, its papers and their versions, the steps it has
// taken and the periods that run. It brings files in, proposes what they say for a person to confirm, and moves a case
// along the course that the rulebook draws.
package casefile

import (
	_ "embed"
	"encoding/json"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Case is a row of the case list. Amount is the sum that the case is about, in fen; dates are YYYY-MM-DD or empty.
type Case struct {
	ID         string     `json:"id"`
	No         string     `json:"no"`
	Title      string     `json:"title"`
	Procedure  string     `json:"procedure"`
	State      string     `json:"state"`
	StateSince string     `json:"state_since"`
	OpenedAt   string     `json:"opened_at"`
	OpenedBy   string     `json:"opened_by"`
	UpdatedAt  string     `json:"updated_at"`
	Party      string     `json:"party"`
	Amount     int64      `json:"amount"`
	FiledOn    string     `json:"filed_on"`
	Major      []MajorHit `json:"major"`
	Papers     int        `json:"papers"`
	Rulebook   string     `json:"rulebook"` // the version that it is under; empty for the office's first
	Review     ReviewDuty `json:"review"`
	Legacy     string     `json:"legacy,omitempty"` // a finished dossier that was brought in, and for what: see Practice
}

// ReviewDuty says which decisions of a case may not be issued without legal review, as the rulebook had it when the case was
// opened: every one, or a major one. Urgent are the transitions whose decision is issued at once and reviewed afterwards.
type ReviewDuty struct {
	Always  bool     `json:"always"`
	Article string   `json:"article"`
	Urgent  []string `json:"urgent,omitempty"`

	// Further are the decisions that may follow the main one, by the papers that carry them, and Elsewhere the rules that do not
	// bear on the main one. Both are absent in cases from before there were such.
	Further   []FurtherDuty `json:"further,omitempty"`
	Elsewhere []string      `json:"elsewhere,omitempty"`
}

// FurtherDuty is which rules may make a further decision a major one.
type FurtherDuty struct {
	Paper string   `json:"paper"`
	Rules []string `json:"rules"`
}

// Of finds the duty for the decision that a paper carries; false for the main one.
func (d ReviewDuty) Of(code string) (FurtherDuty, bool) {
	i := slices.IndexFunc(d.Further, func(f FurtherDuty) bool { return f.Paper == code })
	if i < 0 {
		return FurtherDuty{}, false
	}
	return d.Further[i], true
}

// dutyOf is the duty of review in a procedure.
func dutyOf(procedure *rulebook.Procedure) *ReviewDuty {
	duty := &ReviewDuty{Always: procedure.Review != rulebook.ReviewMajor, Article: procedure.ReviewArticle}
	for _, t := range procedure.Lifecycle.Transitions {
		if t.ReviewAfter {
			duty.Urgent = append(duty.Urgent, t.ID)
		}
	}
	for _, paper := range procedure.FurtherDecisions() {
		duty.Further = append(duty.Further, FurtherDuty{paper.Code, procedure.Bearing(paper.Code)})
	}
	main := procedure.Decisions()
	for _, rule := range procedure.MajorRules {
		if !slices.ContainsFunc(main, func(paper rulebook.Paper) bool { return procedure.Bears(rule, paper.Code) }) {
			duty.Elsewhere = append(duty.Elsewhere, rule.ID)
		}
	}
	return duty
}

// MajorHit is a rule by which the decision in a case is a major one, with the values that triggered it then.
type MajorHit struct {
	ID      string                `json:"id"`
	Label   fault.Text            `json:"label"`
	Tier    string                `json:"tier"`
	Article string                `json:"article"`
	Because []rulebook.FieldValue `json:"because"`
}

// Place is where in a paper something stands: rune offsets within the text of a page.
type Place struct {
	Paper  string `json:"paper"`
	Page   int    `json:"page"`
	Start  int    `json:"start"`
	Length int    `json:"length"`
	Quote  string `json:"quote"`
	Region Region `json:"region,omitzero"`
	Span   Span   `json:"span,omitzero"`
}

// Region is a box on a page as it is drawn, upright: left, top, width and height in ten-thousandths of the page's width and
// height. The zero Region is none.
type Region struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

// Span is a stretch of a recording in milliseconds from its beginning. The zero Span is none.
type Span struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// Field is a confirmed value.
type Field struct {
	Name   string          `json:"name"`
	Value  json.RawMessage `json:"value"`
	Part   string          `json:"part,omitempty"`
	By     string          `json:"by"`
	At     string          `json:"at"`
	Source *Place          `json:"source,omitempty"`
}

// Proposal is a value that the machine has read and nobody has confirmed. Weight is how good a witness the paper is,
// 100 the best.
type Proposal struct {
	ID     string          `json:"id"`
	Field  string          `json:"field"`
	Value  json.RawMessage `json:"value"`
	Weight int             `json:"weight"`
	Place
}

// Paper is a document or recording of a case. An unreadable paper is kept and says why. A draft can be written on.
type Paper struct {
	ID            string            `json:"id"`
	Case          string            `json:"case_id"`
	Code          string            `json:"code"`
	Part          string            `json:"part,omitempty"`
	Evidence      string            `json:"evidence,omitempty"`
	Title         string            `json:"title"`
	No            string            `json:"no"`
	MadeOn        string            `json:"made_on"`
	Path          string            `json:"path"`
	Media         string            `json:"media"`
	Format        string            `json:"format"`
	SHA256        string            `json:"sha256"`
	SM3           string            `json:"sm3,omitempty"` // as its entry names it; not in the table
	Size          int64             `json:"size"`
	Status        string            `json:"status"`
	Reason        *fault.Text       `json:"reason,omitempty"`
	PagesCount    int               `json:"pages_count"`
	SortReason    *fault.Text       `json:"sort_reason,omitempty"`
	SortConfirmed bool              `json:"sort_confirmed"`
	Draft         bool              `json:"draft"`
	Issued        bool              `json:"issued,omitempty"` // a decision that went through the door
	Meta          map[string]string `json:"meta,omitempty"`
	AddedAt       string            `json:"added_at"`
	AddedBy       string            `json:"added_by"`
	Seq           int64             `json:"seq"`
	Cause         string            `json:"cause,omitempty"`      // why it was not read, or not whole, as in extract
	Unread        []int             `json:"unread,omitempty"`     // pages that gave no text and can be shown as pictures
	Recognised    string            `json:"recognised,omitempty"` // hash of the text that was read off its pages' pictures
	First         int               `json:"first,omitempty"`      // page of the file at which it begins; 0 if it is the whole file
	SplitFrom     string            `json:"split_from,omitempty"` // paper that was the whole file
	Signed        bool              `json:"signed,omitempty"`     // what it says was signed within the program: it stays as it is
}

// Version is one state of a paper's bytes.
type Version struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	At     string `json:"at"`
	By     string `json:"by"`
}

// Step is a move that a case has made. State is the one it entered.
type Step struct {
	Seq        int64  `json:"seq"`
	Transition string `json:"transition"`
	State      string `json:"state"`
	Day        string `json:"day"`
	By         string `json:"by"`
	Note       string `json:"note"`
}

// Move is the part of an event that brings a case from one state to another.
type Move struct {
	Transition string `json:"transition"`
	From       string `json:"from"`
	To         string `json:"to"`
	Note       string `json:"note,omitempty"`
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	byCase, named, paper := store.Veil{Column: "case_id"}, store.Veil{Column: "case_id", Names: []string{"id"}}, store.Veil{Column: "paper", Through: "casefile_paper"}
	return store.Pillar{Name: "casefile", Tables: tables, Veils: map[string]store.Veil{
		"casefile_case": {Column: "id", Names: []string{"id", "no"}}, "casefile_handler": byCase, "casefile_past_handler": byCase, "casefile_field": byCase,
		"casefile_proposal": named, "casefile_paper": named, "casefile_page": paper, "casefile_version": paper, "casefile_step": byCase, "casefile_lock": byCase,
		"casefile_import": named, "casefile_import_file": {Column: "import_id", Through: "casefile_import"}, "casefile_past": byCase,
		"casefile_restriction": byCase, "casefile_named": byCase,
	}, Events: map[string]store.Apply{
		"casefile.kinds_set":           store.On(applyKinds),
		"casefile.opened":              store.On(applyOpened),
		"casefile.titled":              store.On(applyTitled),
		"casefile.handlers_set":        store.On(applyHandlers),
		"casefile.fields_set":          store.On(applyFields),
		"casefile.proposals_dismissed": store.On(applyDismissed),
		"casefile.major_judged":        store.On(applyMajor),
		"casefile.rulebook_changed":    store.On(applyRulebookChanged),
		"casefile.paper_added":         open("lock_of", func(e store.Event, _ paperAdded) string { return e.Subject }, applyPaperAdded),
		"casefile.paper_sorted":        open("lock_of_paper", func(_ store.Event, d paperSorted) string { return d.Paper }, applyPaperSorted),
		"casefile.paper_reread":        store.On(applyPaperReread),
		"casefile.paper_recognised":    store.On(applyPaperRecognised),
		"casefile.paper_revised":       open("lock_of_paper", func(_ store.Event, d paperRevised) string { return d.Paper }, applyPaperRevised),
		"casefile.paper_split":         open("lock_of_paper", func(_ store.Event, d paperSplit) string { return d.Paper }, applyPaperSplit),
		"casefile.papers_joined":       open("lock_of_paper", func(_ store.Event, d papersJoined) string { return d.Paper }, applyPapersJoined),
		"casefile.paper_removed":       open("lock_of_paper", func(_ store.Event, d paperRemoved) string { return d.Paper }, applyPaperRemoved),
		"casefile.moved": store.On(func(t *store.Tables, e store.Event, m Move) error {
			if err := plain(t, e.Subject, m.To); err != nil {
				return err
			}
			return Enter(t, e, e.Subject, m)
		}),
		"casefile.converted":          store.On(applyConverted),
		"casefile.restricted":         store.On(applyRestricted),
		"casefile.restriction_lifted": store.On(applyRestrictionLifted),
		"casefile.archived":           store.On(applyArchived),
		"casefile.reopened":           store.On(applyReopened),
		"casefile.closed_again":       store.On(applyClosedAgain),
		"casefile.import_started":     store.On(applyImportStarted),
		"casefile.import_paused":      importState("paused"),
		"casefile.import_resumed":     importState("receiving"),
		"casefile.import_finished":    importState("done"),
		"casefile.file_received":      store.On(applyFileReceived),
		"casefile.file_skipped":       store.On(applyFileSkipped),

		"casefile.register_imported": store.On(applyRegister),
		"casefile.past_recorded":     store.On(applyPast),
		"casefile.import_retried": func(t *store.Tables, e store.Event) error {
			return t.Exec(queries.Get("import_retry"), e.Subject)
		},
	}}
}

// plain refuses a state that only the event of another pillar leads to, by the procedure and the rulebook that the case is
// under.
func plain(t *store.Tables, caseID, state string) error {
	c, _, err := store.One[Case](t, queries.Get("case_procedure"), caseID)
	if err != nil {
		return err
	}
	door, err := rulebook.IsDoor(t, c.Rulebook, c.Procedure, state)
	if err == nil && door {
		err = fault.New(fault.Refused, "casefile.moved", fault.Tf("不能直接进入状态 %[1]s", "state %[1]s cannot be entered by a plain move", state))
	}
	return err
}

// CaseOf returns a case from what is being read; an unknown id is fault.NotFound.
func CaseOf(from store.Source, id string) (Case, error) {
	c, found, err := store.One[Case](from, queries.Get("case"), id)
	if err == nil && !found {
		c, found, err = store.One[Case](from, queries.Get("case_by_no"), id)
	}
	if err == nil && !found {
		err = fault.New(fault.NotFound, "casefile.case", fault.T("没有这个案件", "no such case"))
	}
	return c, err
}

// PaperOf returns a paper from what is being read; an unknown id is fault.NotFound.
func PaperOf(from store.Source, id string) (Paper, error) {
	p, found, err := store.One[Paper](from, queries.Get("paper"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "casefile.paper", fault.T("没有这份材料", "no such paper"))
	}
	return p, err
}

// PapersOf lists the papers of a case in the order of the catalogue.
func PapersOf(from store.Source, caseID string) ([]Paper, error) {
	return store.All[Paper](from, queries.Get("papers"), caseID)
}

// FieldsOf lists the confirmed values of a case by name.
func FieldsOf(from store.Source, caseID string) ([]Field, error) {
	return store.All[Field](from, queries.Get("fields"), caseID)
}

// TookPartIn lists the ids of those who handle a case or have handled it.
func TookPartIn(from store.Source, caseID string) ([]string, error) {
	now, err := HandlersOf(from, caseID)
	if err != nil {
		return nil, err
	}
	past, err := store.All[string](from, queries.Get("past_handlers"), caseID)
	return append(now, past...), err
}

// HandlersOf lists the ids of those who handle a case.
func HandlersOf(from store.Source, caseID string) ([]string, error) {
	return store.All[string](from, queries.Get("handlers"), caseID)
}

// StepsOf lists the steps of a case in their order.
func StepsOf(from store.Source, caseID string) ([]Step, error) {
	return store.All[Step](from, queries.Get("steps"), caseID)
}

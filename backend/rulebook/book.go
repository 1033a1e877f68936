// Package rulebook is the law as data: life cycles, papers, periods, criteria, checklists, code tables and field lists,
// read from versioned files and checked as a whole before anything uses them.
//
// The package holds no decision about the law in code. Conditions in the files are CEL expressions over canonical field
// names such as x.fine; they are three-valued, and what is not known is never taken for false.
package rulebook

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/workday"
)

//go:embed data
var embedded embed.FS

// Book is a rulebook, loaded and checked. It does not change and may be used from many goroutines.
type Book struct {
	Version     string // such as "2026.11"
	InForceFrom string // YYYY-MM-DD
	Hash        string // hex SHA-256 over the files in name order
	Usual       string // the procedure of a case of which nobody says more; the first if the book does not say

	Roles        []Role
	Headings     []Heading
	Opinions     []Opinion
	Fields       []Field
	Codes        []Code
	Parameters   []Parameter
	Instruments  []Instrument
	Articles     []Article
	ReviewLimits []ReviewLimit
	Grounds      []Ground
	Periods      []PublicationPeriod
	Showings     []Showing
	Wordings     []Wording
	Annual       []AnnualFigure
	ReportForms  []ReportForm
	PenaltyKinds []PenaltyKind
	Holidays     Holidays
	Calendar     *workday.Calendar // of the holidays
	Redaction    []redact.Rule
	Redactor     *redact.Redactor // of the redaction rules
	Recordings   []Recording
	RecordFields []RecordingField
	RecordChecks []RecordingCheck
	Retentions   []Retention
	Vetoes       []Veto
	Lists        []DisclosureList
	Indicators   []Indicator
	Statistics   []Statistic
	Templates    []Template // of papers, that the office has made its own
	Procedures   []*Procedure
	fields       map[string]Field
	parameters   map[string]any
	bundle       Bundle
	patterns     *sync.Map // of the pre-checks, compiled when first asked for; nil in a book that nobody has loaded
}

// Procedure is all that the book says about one course of enforcement action, such as the ordinary procedure of penalties.
// Rows that hold for every kind of action are included in each procedure.
type Procedure struct {
	Head
	ID               string // the folder's name
	Lifecycle        Lifecycle
	Papers           []Paper
	Deadlines        []Deadline
	MajorRules       []MajorRule
	MaterialRules    []MaterialRule
	ReviewerRules    []ReviewerRule
	Checklist        []Item
	ProposalRules    []ProposalRule
	DisclosureFields []DisclosureField
	DisclosureChecks []DisclosureCheck
	DisclosureRules  []DisclosureRule
	ArchiveOrder     []ArchiveSlot
	Comparisons      []Comparison
	DraftChecks      []DraftCheck
	Elements         []Element
	Scores           []Score

	book       *Book
	papers     map[string]Paper
	deadlines  map[string]Deadline
	conditions *conditions
	names      []paperName
}

// The answers to which decisions of a procedure need legal review.
const (
	ReviewAlways = "always" // every one
	ReviewMajor  = "major"  // those that a rule makes major ones
)

// Head is what a procedure says of itself in procedure.json.
type Head struct {
	Schema  string     `json:"schema"`
	Note    string     `json:"note,omitempty"`
	Label   fault.Text `json:"label"`
	Title   fault.Text `json:"title_hint,omitzero"` // how the title of a case is made up
	Kind    string     `json:"kind"`                // of action: penalty, license, coercion, levy, fee, inspection
	Sub     string     `json:"sub,omitempty"`       // which of the kind's procedures, such as "simple"
	Like    string     `json:"like,omitempty"`      // the folder whose files stand in for those that this one does not have
	NoWord  string     `json:"no_word"`             // the word for the kind in case numbers, such as PEN
	Amount  string     `json:"amount,omitempty"`    // the field that is the case's sum in lists
	Article string     `json:"article,omitempty"`

	Review        string `json:"review,omitempty"`         // ReviewAlways (also if empty) or ReviewMajor
	ReviewArticle string `json:"review_article,omitempty"` // by which no decision may be issued without review
}

// Role is a part that a person plays in an office.
type Role struct {
	ID     string     `json:"id"`
	Label  fault.Text `json:"label"`
	May    fault.Text `json:"may"`
	MayNot fault.Text `json:"may_not"`
	Rules  []string   `json:"rules,omitempty"` // what it may do with the rulebook: propose, approve, move
	Source string     `json:"source"`
}

// Heading is one of the headings under which a legal reviewer examines a case.
type Heading struct {
	ID     string     `json:"id"` // such as "SUB"
	Label  fault.Text `json:"label"`
	Source string     `json:"source"`
}

// Opinion is a kind of review opinion. Passes tells whether a decision may follow; Effect is "release", "release_after_fix",
// "return" or "stop".
type Opinion struct {
	ID      string     `json:"id"` // such as "O1"
	Label   fault.Text `json:"label"`
	Use     fault.Text `json:"use"` // when to give it
	Then    fault.Text `json:"then"`
	Passes  bool       `json:"passes"`
	Effect  string     `json:"effect"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Code is one entry of a code table.
type Code struct {
	Force
	Table  string     `json:"table"` // such as "party_type"
	ID     string     `json:"id"`
	Label  fault.Text `json:"label"`
	Number string     `json:"number,omitempty"` // the number that platforms use instead, if there is one
	Source string     `json:"source"`
}

// Parameter is a threshold or a switch that an office may set. In conditions it is param.<id>. Value is a whole number
// (money in fen), a bool or a string.
type Parameter struct {
	ID      string     `json:"id"`
	Type    Type       `json:"type"`
	Value   any        `json:"value"`
	Choices []any      `json:"choices,omitempty"` // values seen in practice
	Label   fault.Text `json:"label"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Instrument is a law, regulation, rule, policy document or standard that the book rests on.
type Instrument struct {
	ID          string     `json:"id"`
	Label       fault.Text `json:"label"`
	Level       string     `json:"level"`                 // law, regulation, rule, local, policy, standard, interpretation
	InForceFrom string     `json:"in_force_from"`         // YYYY-MM-DD, YYYY-MM or YYYY
	InForceTo   string     `json:"in_force_to,omitempty"` // last day in force, YYYY-MM-DD
	Articles    int        `json:"articles,omitempty"`    // how many it has; 0 if the book does not say
	Note        fault.Text `json:"note,omitzero"`         // what it means for the program
	Source      string     `json:"source"`
}

// Force is the time in which a row is in force, by the first and the last day (YYYY-MM-DD); empty for no bound.
type Force struct {
	InForceFrom string `json:"in_force_from,omitempty"`
	InForceTo   string `json:"in_force_to,omitempty"`
}

// On tells whether the row is in force on a day. On an empty day, one not known, every row is.
func (f Force) On(day string) bool {
	return day == "" || (day >= f.InForceFrom && (f.InForceTo == "" || day <= f.InForceTo))
}

// ReviewLimit is a set of time limits for legal review, in working days; 0 means that the source sets none.
type ReviewLimit struct {
	ID         string     `json:"id"`
	Label      fault.Text `json:"label"`
	Supplement int        `json:"supplement"` // to supply what is missing
	Review     int        `json:"review"`     // from acceptance to the opinion
	Extension  int        `json:"extension"`
	Objection  int        `json:"objection"` // to ask for a second review
	Answer     int        `json:"answer"`    // to answer that
	Default    bool       `json:"default,omitempty"`
	Source     string     `json:"source"`
}

// Embedded loads the rulebook that comes with the program.
func Embedded() (*Book, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fault.Wrap("rulebook.embedded", err)
	}
	return Load(data)
}

// Bundle is the book as data.
func (b *Book) Bundle() Bundle { return maps.Clone(b.bundle) }

// Book is the book that the procedure belongs to.
func (p *Procedure) Book() *Book { return p.book }

// Procedure finds the procedure of a kind of action, such as "penalty".
func (b *Book) Procedure(id string) (*Procedure, bool) {
	i := slices.IndexFunc(b.Procedures, func(p *Procedure) bool { return p.ID == id })
	if i < 0 {
		return nil, false
	}
	return b.Procedures[i], true
}

// Among tells whether a row that holds for some kinds of action, or for all if it names none, holds for the procedure.
func (p *Procedure) Among(actions []string) bool {
	return len(actions) == 0 || slices.Contains(actions, p.Kind) || slices.Contains(actions, p.ID)
}

// OfKind lists the procedures of a kind of action, such as "penalty", in the order of the table of procedures.
func (b *Book) OfKind(kind string) []*Procedure {
	var list []*Procedure
	for _, p := range b.Procedures {
		if p.Kind == kind {
			list = append(list, p)
		}
	}
	place := func(p *Procedure) int {
		return slices.IndexFunc(b.Table("proc"), func(c Code) bool { return c.ID == p.Sub })
	}
	slices.SortStableFunc(list, func(x, y *Procedure) int { return place(x) - place(y) })
	return list
}

// Opinion finds a kind of review opinion.
func (b *Book) Opinion(id string) (Opinion, bool) {
	return find(b.Opinions, id, func(o Opinion) string { return o.ID })
}

// Heading finds a heading of the checklist.
func (b *Book) Heading(id string) (Heading, bool) {
	return find(b.Headings, id, func(h Heading) string { return h.ID })
}

// Role finds a role.
func (b *Book) Role(id string) (Role, bool) {
	return find(b.Roles, id, func(r Role) string { return r.ID })
}

// RoleNames are the labels of roles, in one list.
func (b *Book) RoleNames(ids []string) fault.Text {
	var zh, en []string
	for _, id := range ids {
		role, _ := b.Role(id)
		zh, en = append(zh, role.Label.Zh), append(en, role.Label.En)
	}
	return fault.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// Table lists the entries of a code table in the file's order; nothing if there is no such table.
func (b *Book) Table(table string) []Code {
	var codes []Code
	for _, c := range b.Codes {
		if c.Table == table {
			codes = append(codes, c)
		}
	}
	return codes
}

// Parameter is the value that the office has set for a parameter, nil if there is none of that name.
func (b *Book) Parameter(id string) any { return b.parameters[id] }

// find looks a row up by its id.
func find[T any](rows []T, id string, key func(T) string) (T, bool) {
	for _, row := range rows {
		if key(row) == id {
			return row, true
		}
	}
	var none T
	return none, false
}

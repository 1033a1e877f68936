package rulebook

import (
	"fmt"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
)

// DisclosureField is a column of the report that every penalty is published and reported with (双公示).
type DisclosureField struct {
	No       int        `json:"no"`
	Code     string     `json:"code"` // such as "CF_WSH"
	Alias    string     `json:"alias,omitempty"`
	Label    fault.Text `json:"label"`
	Type     string     `json:"type"`            // text, code, date, decimal
	Length   int        `json:"length"`          // characters, 0 for none
	Required string     `json:"required"`        // must, when, optional
	When     string     `json:"when,omitempty"`  // for "when"
	From     []string   `json:"from"`            // canonical fields that it is made of
	Scale    int        `json:"scale,omitempty"` // decimals after conversion of fen to ten thousand yuan
	Codes    string     `json:"codes,omitempty"`
	Private  bool       `json:"private,omitempty"` // reported, never published
	Note     fault.Text `json:"note,omitzero"`
	Source   string     `json:"source"`
}

// DisclosureCheck is a check of a report before it leaves. Check names what the disclosure package runs.
type DisclosureCheck struct {
	ID      string     `json:"id"` // such as "V02"
	Label   fault.Text `json:"label"`
	Level   string     `json:"level"` // block, warn, fix
	Check   string     `json:"check"`
	Columns []string   `json:"columns,omitempty"`
	Note    fault.Text `json:"note,omitzero"`
	Source  string     `json:"source"`
}

// DisclosureRule says whether, where and how soon a decision is published. The first rule that is met holds.
type DisclosureRule struct {
	Force
	ID           string            `json:"id"`
	When         string            `json:"when,omitempty"`
	Publish      string            `json:"publish"` // yes, no (by default), never
	Content      fault.Text        `json:"content"`
	Destinations []string          `json:"destinations"` // site, credit, gsxt
	Deadline     string            `json:"deadline,omitempty"`
	Periods      map[string]string `json:"periods,omitempty"` // ids, by the destinations that have a period of their own
	Ground       string            `json:"ground,omitempty"`  // the ground for not publishing
	Article      string            `json:"article"`
	Source       string            `json:"source"`
}

// Ground is a ground for not publishing. Effect is "withhold", "seal", "mask" or "hold".
type Ground struct {
	Force
	ID      string     `json:"id"` // such as "X05"
	Label   fault.Text `json:"label"`
	Effect  string     `json:"effect"`
	Then    fault.Text `json:"then"`
	When    string     `json:"when,omitempty"` // where the facts can tell
	Never   bool       `json:"never,omitempty"`
	Article string     `json:"article"`
	Source  string     `json:"source"`

	// Restricts says what the ground means within the office: RestrictsCase, BarsCase, or empty for nothing.
	Restricts string `json:"restricts,omitempty"`
}

// What a ground means within the office: a case may be kept from those who have nothing to do with it, or must not be kept in
// this program at all.
const (
	RestrictsCase = "case"
	BarsCase      = "barred"
)

// PublicationPeriod says how long a penalty stays published and when its repair may be asked for. Months; 0 for none.
type PublicationPeriod struct {
	ID          string     `json:"id"`
	Rule        string     `json:"rule"`         // the instrument, in Chinese
	DecidedFrom string     `json:"decided_from"` // by the day of the decision, YYYY-MM-DD or empty
	DecidedTo   string     `json:"decided_to,omitempty"`
	Destination string     `json:"destination"` // credit, gsxt, site
	Class       string     `json:"class"`       // minor, ordinary, serious, or the rule's own
	Label       fault.Text `json:"label"`
	Shortest    int        `json:"shortest"`
	Longest     int        `json:"longest"`
	StartBasis  string     `json:"start_basis"` // decision or publish
	Note        fault.Text `json:"note,omitzero"`
	Source      string     `json:"source"`
}

// PenaltyKind is a kind of penalty.
type PenaltyKind struct {
	ID          string     `json:"id"`       // such as "010103"
	Severity    int        `json:"severity"` // 1 is the mildest
	Label       fault.Text `json:"label"`
	ReportName  string     `json:"report_name"`  // as the older report forms call it
	Hearing     string     `json:"hearing"`      // no, amount, yes, office: whether the party may ask for a hearing
	CreditClass string     `json:"credit_class"` // minor, ordinary, serious, none
	StatColumn  string     `json:"stat_column"`
	Article     string     `json:"article"`
	Source      string     `json:"source"`
}

// DisclosureList is a list that is open to the public before anybody is dealt with (事前公开), such as that of officers.
type DisclosureList struct {
	ID       string      `json:"id"` // such as "A02"
	Label    fault.Text  `json:"label"`
	Actions  []string    `json:"actions,omitempty"` // the kinds of action; empty for all
	Fields   []ListField `json:"fields"`
	From     string      `json:"from,omitempty"` // what rows can be taken from: see ListSources
	Body     bool        `json:"body,omitempty"` // rests on what the office is: looked over when that changes
	Deadline string      `json:"deadline"`       // the period in which a change must be published
	Note     fault.Text  `json:"note,omitzero"`
	Article  string      `json:"article,omitempty"`
	Source   string      `json:"source"`
}

// ListField is what such a list says of each of its entries. Type is "date", "citations" (provisions that must be in force),
// "picture" (the hash of an original), or empty for text.
type ListField struct {
	ID       string     `json:"id"`
	Label    fault.Text `json:"label"`
	Optional bool       `json:"optional,omitempty"`
	Type     string     `json:"type,omitempty"`
	Key      bool       `json:"key,omitempty"`  // tells the rows apart
	Ends     bool       `json:"ends,omitempty"` // the last day of what the row says
}

// ListSources are what the program knows already and can make rows of: the office, its people, the courses of the procedures,
// the sums for hearings, the criteria of major decisions, the recordings and the instruments.
var ListSources = []string{"body", "people", "courses", "hearings", "major", "recordings", "instruments"}

var listFieldTypes = []string{"", "date", "citations", "picture"}

// Key is the field that tells the rows of the list apart; ok is false if none does.
func (d DisclosureList) Key() (f ListField, ok bool) {
	i := slices.IndexFunc(d.Fields, func(f ListField) bool { return f.Key })
	if i < 0 {
		return f, false
	}
	return d.Fields[i], true
}

// List finds a list that is open to the public.
func (b *Book) List(id string) (DisclosureList, bool) {
	return find(b.Lists, id, func(d DisclosureList) string { return d.ID })
}

// ListDue is the last day on which a change of a list, made on a day (YYYY-MM-DD), must be published.
func (b *Book) ListDue(d DisclosureList, changed string) (workday.Result, error) {
	period, ok := b.Procedures[0].Deadline(d.Deadline)
	if !ok {
		return workday.Result{}, fault.Wrap("rulebook.list_due", fmt.Errorf("unknown period %q", d.Deadline))
	}
	from, err := workday.ParseDate(changed)
	if err != nil {
		return workday.Result{}, fault.Wrap("rulebook.list_due", err)
	}
	return b.reckon(period.Unit, false, from, period.N, nil)
}

// PublicationArticle is that by which decisions of the procedure are published.
func (p *Procedure) PublicationArticle() string {
	for _, t := range p.Lifecycle.Transitions {
		if t.By == DisclosurePublished {
			return t.Article
		}
	}
	return ""
}

// DisclosureRuleFor is the first rule that the facts meet. A rule that cannot be settled stops the search: Demanded is then
// Unknown and missing names the fields.
func (p *Procedure) DisclosureRuleFor(f Facts) (rule DisclosureRule, verdict Verdict, missing []string) {
	for _, r := range p.DisclosureRules {
		if !r.On(p.day(f)) {
			continue
		}
		switch out := p.judge(r.When, f); out.Verdict {
		case Met:
			return r, Met, nil
		case Unknown:
			return r, Unknown, out.Missing
		}
	}
	return DisclosureRule{}, NotMet, nil
}

// GroundsFor lists the grounds for not publishing that the facts meet by themselves, and those that cannot be settled yet.
func (p *Procedure) GroundsFor(f Facts) (met, open []Ground) {
	for _, g := range p.book.Grounds {
		if g.When == "" || !g.On(p.day(f)) {
			continue
		}
		switch p.judge(g.When, f).Verdict {
		case Met:
			met = append(met, g)
		case Unknown:
			open = append(open, g)
		}
	}
	return met, open
}

// PeriodsOn lists the publication periods in force for a decision of a day (YYYY-MM-DD) at a destination.
func (b *Book) PeriodsOn(decided, destination string) []PublicationPeriod {
	return slices.DeleteFunc(slices.Clone(b.Periods), func(p PublicationPeriod) bool {
		return p.Destination != destination || decided < p.DecidedFrom || (p.DecidedTo != "" && decided > p.DecidedTo)
	})
}

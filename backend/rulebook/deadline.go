package rulebook

import (
	"zhiheng/backend/fault"
)

// Unit is the unit of a period.
type Unit string

// The units of a period. YearDate is a fixed day of the following year: Day holds it as MM-DD.
const (
	Workday     Unit = "workday"
	CalendarDay Unit = "calendar_day"
	Hour        Unit = "hour"
	Month       Unit = "month"
	Year        Unit = "year"
	YearDate    Unit = "year_date"
)

// Deadline is a statutory period. From and To are the fields that start and end it. Before means that the period is counted
// back from From: the act must be done at least N units earlier.
type Deadline struct {
	ID        string     `json:"id"` // such as "T02"
	Actions   []string   `json:"actions,omitempty"`
	Label     fault.Text `json:"label"`
	N         int        `json:"n"`
	Unit      Unit       `json:"unit"`
	Day       string     `json:"day,omitempty"`
	Before    bool       `json:"before,omitempty"`
	From      string     `json:"from,omitempty"`
	To        string     `json:"to,omitempty"`
	When      string     `json:"when,omitempty"`     // applies only then
	Pausable  bool       `json:"pausable,omitempty"` // stands still while the case is suspended
	Strict    bool       `json:"strict,omitempty"`   // the office's own limit: warn by the day itself, even if it is a holiday
	Param     string     `json:"param,omitempty"`    // the parameter that overrides N
	Extend    int        `json:"extend,omitempty"`   // by how much it may be extended, in the same unit
	Extension fault.Text `json:"extension,omitzero"`
	Article   string     `json:"article,omitempty"`
	Source    string     `json:"source"`
}

// Deadline finds a period of the procedure.
func (p *Procedure) Deadline(id string) (Deadline, bool) {
	d, ok := p.deadlines[id]
	return d, ok
}

// Length is the period's N, or the parameter that overrides it, as the facts and the book have it.
func (p *Procedure) Length(d Deadline, f Facts) int {
	if d.Param == "" {
		return d.N
	}
	if v, ok := p.value(f, "param."+d.Param); ok {
		if n, ok := v.(int64); ok {
			return int(n)
		}
	}
	return d.N
}

// Applies tells whether a period runs in a case.
func (p *Procedure) Applies(d Deadline, f Facts) Verdict { return p.judge(d.When, f).Verdict }

// Holidays are the days on which the working calendar departs from the week, from the yearly notices of the State Council.
type Holidays struct {
	From   string            `json:"from"` // first day covered, YYYY-MM-DD
	To     string            `json:"to"`   // last day covered; later days are provisional
	Off    []string          `json:"off"`  // weekdays without work
	On     []string          `json:"on"`   // weekend days with work
	Names  []Holiday         `json:"names"`
	Counts map[string]int    `json:"workdays_per_year"`
	Notice map[string]string `json:"notices"` // by year: where the notice stands
	Source string            `json:"source"`
}

// Holiday is a public holiday as the notice gives it, in days of its year.
type Holiday struct {
	Year  int        `json:"year"`
	Label fault.Text `json:"label"`
	Off   string     `json:"off"` // such as "01-01~01-03"
	Days  int        `json:"days"`
	On    string     `json:"on,omitempty"` // days worked in exchange
}

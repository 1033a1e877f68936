package rulebook

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
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

// Deadline is a statutory period. From and To are the fields that start and end it; After names the period whose legal end
// starts it where From is empty or not known. Before means that the period is counted back from From: the act must be done
// at least N units earlier.
type Deadline struct {
	Force
	ID        string      `json:"id"` // such as "T02"
	Actions   []string    `json:"actions,omitempty"`
	Label     fault.Text  `json:"label"`
	N         int         `json:"n"`
	Unit      Unit        `json:"unit"`
	Day       string      `json:"day,omitempty"`
	Before    bool        `json:"before,omitempty"`
	From      string      `json:"from,omitempty"`
	After     string      `json:"after,omitempty"`
	To        string      `json:"to,omitempty"`
	When      string      `json:"when,omitempty"`     // applies only then
	Pausable  bool        `json:"pausable,omitempty"` // stands still while the case is suspended
	Strict    bool        `json:"strict,omitempty"`   // the office's own limit: warn by the day itself, even if it is a holiday
	Right     bool        `json:"right,omitempty"`    // a right that lapses: nobody owes anything when it has run out
	Opinion   bool        `json:"opinion,omitempty"`  // the time in which the opinion of legal review is due
	Param     string      `json:"param,omitempty"`    // the parameter that overrides N
	Extend    Extend      `json:"extend,omitzero"`
	Exclude   []Exclusion `json:"exclude,omitempty"`  // spans that are not counted, whether or not the case was suspended by a step
	Excluded  string      `json:"excluded,omitempty"` // the field that states how many days are not counted, without saying which
	Fills     string      `json:"fills,omitempty"`    // the field that tells its last day
	Extension fault.Text  `json:"extension,omitzero"`
	Article   string      `json:"article,omitempty"`
	Source    string      `json:"source"`
}

// Extend is how a period may be lengthened: by N each time, in Unit (the period's own if empty), once for each of Grants. A
// bare number in the file says how much and names no facts.
type Extend struct {
	N      int     `json:"n"`
	Param  string  `json:"param,omitempty"` // the parameter that overrides N
	Unit   Unit    `json:"unit,omitempty"`
	Grants []Grant `json:"grants,omitempty"`
}

// Grant is one lengthening as the facts have it. It is granted when When is met, or, without a condition, when On is filled:
// the day of approval. By, Reason and N are the fields for who approved it, why, and how much (all that is allowed if not
// known). Free means that no limit stands in the law: N is what was decided.
type Grant struct {
	When   string `json:"when,omitempty"`
	On     string `json:"on"`
	N      string `json:"n,omitempty"`
	Reason string `json:"reason,omitempty"`
	By     string `json:"by,omitempty"`
	Free   bool   `json:"free,omitempty"`

	Supposed bool `json:"-"` // granted by whoever asks what would be
}

// Exclusion is a span that is not counted: from the day in the field From up to but not including the day in the field To.
// Without a To the period stands still.
type Exclusion struct {
	From  string     `json:"from"`
	To    string     `json:"to"`
	When  string     `json:"when,omitempty"`
	Label fault.Text `json:"label"`
}

// UnmarshalJSON reads an object, or a bare number as N.
func (e *Extend) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &e.N); err == nil {
		return nil
	}
	type plain Extend
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	return decoder.Decode((*plain)(e))
}

// Deadline finds a period of the procedure.
func (p *Procedure) Deadline(id string) (Deadline, bool) {
	d, ok := p.deadlines[id]
	return d, ok
}

// OpinionPeriod is the period in which the opinion of legal review is due.
func (p *Procedure) OpinionPeriod() (Deadline, bool) {
	i := slices.IndexFunc(p.Deadlines, func(d Deadline) bool { return d.Opinion })
	if i < 0 {
		return Deadline{}, false
	}
	return p.Deadlines[i], true
}

// PeriodTo is the first period that a field ends.
func (p *Procedure) PeriodTo(field string) (Deadline, bool) {
	i := slices.IndexFunc(p.Deadlines, func(d Deadline) bool { return d.To == field })
	if i < 0 {
		return Deadline{}, false
	}
	return p.Deadlines[i], true
}

// Length is the period's N, or the parameter that overrides it, as the facts and the book have it.
func (p *Procedure) Length(d Deadline, f Facts) int {
	return p.number(d.Param, d.N, f)
}

// Longest is by how much a period is lengthened each time at most, as the office set it.
func (p *Procedure) Longest(d Deadline, f Facts) int {
	return p.number(d.Extend.Param, d.Extend.N, f)
}

// number is the value of a parameter, or another number where there is none.
func (p *Procedure) number(param string, otherwise int, f Facts) int {
	if param == "" {
		return otherwise
	}
	if v, ok := p.value(f, "param."+param); ok {
		if n, ok := v.(int64); ok {
			return int(n)
		}
	}
	return otherwise
}

// Applies tells whether a period runs in a case.
func (p *Procedure) Applies(d Deadline, f Facts) Verdict {
	if !d.On(p.day(f)) {
		return NotMet
	}
	return p.judge(d.When, f).Verdict
}

// Holidays are the days on which the working calendar departs from the week, from the yearly notices of the State Council.
type Holidays struct {
	Schema string            `json:"schema"`
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

// calendar makes the calendar of working days.
func (h Holidays) calendar() (*workday.Calendar, error) {
	e, err := h.exceptions()
	if err != nil {
		return nil, err
	}
	return workday.NewCalendar(e)
}

func (h Holidays) exceptions() (e workday.Exceptions, err error) {
	if e.CoveredFrom, err = workday.ParseDate(h.From); err != nil {
		return e, err
	}
	if e.CoveredTo, err = workday.ParseDate(h.To); err != nil {
		return e, err
	}
	if e.OffOnWeekday, err = dates(h.Off); err != nil {
		return e, err
	}
	if e.WorkOnWeekend, err = dates(h.On); err != nil {
		return e, err
	}
	e.Notices = map[int]string{}
	for year, notice := range h.Notice {
		n, err := strconv.Atoi(year)
		if err != nil {
			return e, err
		}
		e.Notices[n] = notice
	}
	return e, nil
}

func dates(days []string) ([]workday.Date, error) {
	out := make([]workday.Date, 0, len(days))
	for _, day := range days {
		d, err := workday.ParseDate(day)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

package rulebook

import "zhiheng/backend/fault"

// Indicator is a figure by which an office, or whoever oversees it, sees how the three systems are kept. Most have one
// measure, some two that are read together.
type Indicator struct {
	ID       string     `json:"id"` // such as "I01"
	Label    fault.Text `json:"label"`
	Actions  []string   `json:"actions,omitempty"` // the kinds of action; empty for all
	Measures []Measure  `json:"measures"`
	Article  string     `json:"article,omitempty"`
	Source   string     `json:"source"`
}

// Measure is one number of an indicator. Goal is "equal", "at_least", "at_most", "watch" (no goal: it is looked at) or
// "office" (the office sets one). The goal's figure is Target, the length of a Period, or a Field of each case.
type Measure struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Formula fault.Text `json:"formula"`
	Unit    string     `json:"unit"` // percent, count, workday, calendar_day, point
	Goal    string     `json:"goal"`
	Target  *int       `json:"target,omitempty"`
	Period  string     `json:"period,omitempty"` // the period that it measures, or that is the goal
	Field   string     `json:"field,omitempty"`
}

// Statistic is a statistical table with its columns in order.
type Statistic struct {
	ID      string       `json:"id"` // such as "ST1"
	Label   fault.Text   `json:"label"`
	Actions []string     `json:"actions,omitempty"` // the kinds of action; empty for all
	Columns []StatColumn `json:"columns"`
	Note    fault.Text   `json:"note,omitzero"` // how it is counted
	Source  string       `json:"source"`
}

// StatColumn is a column of a statistical table.
type StatColumn struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
	Unit  string     `json:"unit"`           // count, percent, workday, ten_thousand_yuan, hour
	Group fault.Text `json:"group,omitzero"` // the heading over several columns
	By    string     `json:"by,omitempty"`   // the code table that it is split by, or opinions or grounds
	Note  fault.Text `json:"note,omitzero"`
}

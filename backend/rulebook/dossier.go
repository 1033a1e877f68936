package rulebook

import "zhiheng/backend/fault"

// Veto is a fault for which a dossier fails its review, whatever its points. Items are the checklist items that ask for it.
type Veto struct {
	ID      string     `json:"id"` // such as "VT02"
	Label   fault.Text `json:"label"`
	Actions []string   `json:"actions,omitempty"` // the kinds of action; empty for all
	Items   []string   `json:"items,omitempty"`
	Note    fault.Text `json:"note,omitzero"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Score is a line of the table by which a dossier is reviewed. The lines of a procedure come to a hundred points. Where
// When is not met there is nothing to find fault with, and the line has all its points.
type Score struct {
	ID         string      `json:"id"` // such as "S05"
	Section    fault.Text  `json:"section"`
	Label      fault.Text  `json:"label"`
	Points     int         `json:"points"`
	Deductions []Deduction `json:"deductions"`
	Class      string      `json:"class"` // A: the program can tell, S: it can help, M: a person decides
	When       string      `json:"when,omitempty"`
	Source     string      `json:"source"`
}

// Deduction is what a fault costs, in tenths of a point, or the veto that it comes under.
type Deduction struct {
	For    fault.Text `json:"for"`
	Tenths int        `json:"tenths,omitempty"`
	Veto   string     `json:"veto,omitempty"`
}

// scoreTotal is the sum of the points of a procedure's table.
const scoreTotal = 100

package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

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
	Checks     []string    `json:"checks,omitempty"` // what the program looks at: "paper:D02", "item:P20", "field:c.cause", "plan" (of the volume)
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

// DossierRetention is how long a dossier of a procedure is kept: the period of an id, or the one that names the procedure.
func (b *Book) DossierRetention(p *Procedure, id string) (Retention, bool) {
	for _, r := range b.Retentions {
		if r.Of != "dossier" {
			continue
		}
		if r.ID == id || id == "" && (len(r.Actions) == 0 || slices.Contains(r.Actions, p.Kind)) && (len(r.Procs) == 0 || slices.Contains(r.Procs, p.Sub)) {
			return r, true
		}
	}
	return Retention{}, false
}

// DossierRetentions are the periods for which dossiers may be kept.
func (b *Book) DossierRetentions() (list []Retention) {
	for _, r := range b.Retentions {
		if r.Of == "dossier" {
			list = append(list, r)
		}
	}
	return list
}

// Met judges a condition of the book by the facts of a case.
func (p *Procedure) Met(condition string, f Facts) Verdict { return p.judge(condition, f).Verdict }

// The fields that the cover of a dossier shows, beside those of the list of cases: the cause, in the words of the case or of
// the power, the day of closing, and the words of the decision.
const (
	CoverCause     = "c.cause"
	CoverItemCause = "c.item_cause"
	CoverClosedOn  = "c.closed_on"
	CoverResult    = "x.text"
)

package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
)

// PublicTerm says how long a decision stays public at a destination: by which rule and class, from which day (the decision's or
// that of its publication, see [PublicationPeriod]), until when at the latest, and from when its repair may be asked for. Days
// are YYYY-MM-DD; RepairFrom is empty where the rule sets no shortest term.
type PublicTerm struct {
	Destination string
	Rule        string
	Label       fault.Text
	Note        fault.Text
	StartsOn    string
	RepairFrom  string
	EndsOn      string
}

// creditClasses are the classes of penalties in the order of their weight.
var creditClasses = []string{"none", "minor", "ordinary", "serious"}

// creditClass is the class of the most serious of the penalty's kinds.
func (p *Procedure) creditClass(f Facts) string {
	worst := 0
	for _, k := range p.book.PenaltyKinds {
		if kinds, _ := f["x.kinds"].([]string); slices.Contains(kinds, k.ID) {
			worst = max(worst, slices.Index(creditClasses, k.CreditClass))
		}
	}
	return creditClasses[worst]
}

// PublicTerms lists how long a decision of a day stays public at each destination that has a rule on it. Published is the day
// of its publication, or today's as long as it is not.
func (p *Procedure) PublicTerms(f Facts, decided, published string) (terms []PublicTerm, err error) {
	class := p.creditClass(f)
	for _, destination := range p.book.Table("destination") {
		rows := p.book.PeriodsOn(decided, destination.ID)
		at := slices.IndexFunc(rows, func(r PublicationPeriod) bool { return r.Class == class })
		if at < 0 && class == "serious" { // a rule that knows no serious class has its general one
			at = slices.IndexFunc(rows, func(r PublicationPeriod) bool { return r.Class == "ordinary" })
		}
		if at < 0 || rows[at].Longest == 0 {
			continue
		}
		t := PublicTerm{Destination: destination.ID, Rule: rows[at].Rule, Label: rows[at].Label, Note: rows[at].Note, StartsOn: decided}
		if rows[at].StartBasis == "publish" {
			t.StartsOn = published
		}
		if t.EndsOn, err = p.monthsAfter(t.StartsOn, rows[at].Longest); err != nil {
			return nil, err
		}
		if rows[at].Shortest > 0 {
			if t.RepairFrom, err = p.monthsAfter(t.StartsOn, rows[at].Shortest); err != nil {
				return nil, err
			}
		}
		terms = append(terms, t)
	}
	return terms, nil
}

func (p *Procedure) monthsAfter(day string, months int) (string, error) {
	start, err := workday.ParseDate(day)
	if err != nil {
		return "", fault.Wrap("rulebook.public_terms", err)
	}
	end, err := p.book.Calendar.AddMonths(start, months)
	return end.Strict.String(), err
}

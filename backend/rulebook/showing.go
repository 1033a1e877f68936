package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

// Showing is something that people are shown, told or heard on while they are dealt with (事中公示). Does is "show", "tell" or
// "hear". Papers tell that it was done: one of them in the dossier is enough.
type Showing struct {
	Force
	ID      string          `json:"id"` // such as "P01"
	Label   fault.Text      `json:"label"`
	Actions []string        `json:"actions"` // the kinds of action
	Moment  string          `json:"moment"`  // of the code table showing_moment
	Does    string          `json:"does"`
	Says    fault.Text      `json:"says"`             // what is shown or told, in words to be said
	When    []RecordingRule `json:"when,omitempty"`   // that it must be; without a rule it must always be
	Papers  []string        `json:"papers,omitempty"` // codes
	Article string          `json:"article"`
	Source  string          `json:"source"`
}

// ShowingDuty is a showing as it stands in one case. Due is Met if it must be done. Papers are those in the dossier that tell
// that it was.
type ShowingDuty struct {
	Showing
	Due    Verdict
	Papers []string
	Lacks  []string // the facts that would settle it
}

// ShowingsFor lists what must be shown and told in a case, in the order of the table.
func (p *Procedure) ShowingsFor(f Facts) (duties []ShowingDuty) {
	today, _ := f["today"].(string)
	for _, s := range p.book.Showings {
		if !p.Among(s.Actions) || !s.On(today) {
			continue
		}
		d := ShowingDuty{Showing: s, Due: Met}
		if due, ruled := p.anyRule(s.When, f); ruled {
			d.Due, d.Lacks = due.Verdict, due.Missing
		}
		for _, code := range s.Papers {
			if _, known := p.papers[code]; known && f.has(code) {
				d.Papers = append(d.Papers, code)
			}
		}
		duties = append(duties, d)
	}
	return duties
}

// Showing finds what is shown or told.
func (b *Book) Showing(id string) (Showing, bool) {
	return find(b.Showings, id, func(s Showing) string { return s.ID })
}

// showings checks the table of what is shown and told.
func (l *loader) showings(b *Book) {
	const file = "showings.json"
	for _, s := range b.Showings {
		l.oneOf(file, s.ID, fault.T("方式", "way"), s.Does, "show", "tell", "hear")
		if !b.HasCode("showing_moment", s.Moment) {
			l.problem(file, s.ID, "没有“%s”这个时点", "unknown moment %q", s.Moment)
		}
		l.points(file, s.ID, fault.T("文书", "paper"), b, s.Actions, s.Papers, func(p *Procedure, code string) bool {
			_, ok := p.papers[code]
			return ok
		})
		for _, rule := range s.When {
			l.points(file, s.ID, fault.Text{}, b, rule.Actions, nil, nil)
			if rule.Condition == "" {
				l.problem(file, s.ID, "规则没有写明条件", "a rule without a condition")
			}
		}
	}
}

// showings compiles the conditions of what is shown and told, in each procedure for which they hold.
func (c *checker) showings(file string) {
	for _, s := range c.p.book.Showings {
		for _, rule := range s.When {
			if c.p.Among(s.Actions) && c.p.Among(rule.Actions) {
				c.condition(file, s.ID, rule.Condition)
			}
		}
	}
}

// PeriodFor is the period in which a decision must be public at a destination, by its id: the destination's own, or else that
// of the rule.
func (r DisclosureRule) PeriodFor(destination string) string {
	if own := r.Periods[destination]; own != "" {
		return own
	}
	return r.Deadline
}

// destinationPeriods checks the periods that single destinations have.
func (c *checker) destinationPeriods(file string, r DisclosureRule) {
	for destination, period := range r.Periods {
		if !slices.Contains(r.Destinations, destination) {
			c.problem(file, r.ID, "去向中没有“%s”", "%q is none of the destinations", destination)
		}
		if _, ok := c.p.deadlines[period]; !ok {
			c.problem(file, r.ID, "没有“%s”这个期限", "unknown deadline %q", period)
		}
	}
}

package rulebook

import "slices"

// lifecycle checks states and transitions: that every name in them exists, that every state can be reached and left, and
// that a case becomes decided through the one event that may do it.
func (c *checker) lifecycle(folder string) {
	c.transitions(folder + "/transitions.json")
	file := folder + "/states.json"
	life := c.p.Lifecycle
	opening := life.Opening()
	reached := map[string]bool{opening.To: true}
	for queue := []string{opening.To}; len(queue) > 0; queue = queue[1:] {
		for _, to := range life.Exits(queue[0]) {
			if !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	for _, s := range life.States {
		if !reached[s.ID] {
			c.problem(file, s.ID, "no transition leads here from the opening of a case")
		}
		if !s.Final && len(life.Exits(s.ID)) == 0 {
			c.problem(file, s.ID, "no way out, and not final")
		}
		c.code(file, s.ID, "phase", s.Phase)
		if s.Phase == "decision" {
			for _, t := range life.Transitions {
				if t.To == s.ID && t.By != DecisionIssued {
					c.problem(folder+"/transitions.json", t.ID, "leads to the decision %q other than by %s", s.ID, DecisionIssued)
				}
			}
		}
	}
}

func (c *checker) transitions(file string) {
	openings := 0
	for _, t := range c.p.Lifecycle.Transitions {
		if len(t.From) == 0 {
			openings++
		}
		for _, s := range append(slices.Clone(t.From), t.To) {
			if _, ok := c.p.Lifecycle.State(s); !ok {
				c.problem(file, t.ID, "unknown state %q", s)
			}
		}
		for _, role := range t.Roles {
			if _, ok := c.p.book.Role(role); !ok {
				c.problem(file, t.ID, "unknown role %q", role)
			}
		}
		if len(t.Roles) == 0 {
			c.problem(file, t.ID, "no role may make this move")
		}
		c.oneOf(file, t.ID, "event", t.By, events...)
		for _, o := range t.Opinions {
			if _, ok := c.p.book.Opinion(o); !ok {
				c.problem(file, t.ID, "unknown opinion %q", o)
			}
		}
		for _, id := range slices.Concat(t.Starts, t.Ends, t.Pauses, t.Resumes) {
			if _, ok := c.p.deadlines[id]; !ok {
				c.problem(file, t.ID, "unknown deadline %q", id)
			}
		}
		for _, d := range t.Papers {
			c.oneOf(file, t.ID, "level", d.Level, "must", "when", "should")
			c.codes(file, t.ID, d.Codes)
			c.condition(file, t.ID, d.When)
			if len(d.Codes) == 0 {
				c.problem(file, t.ID, "a demand without a paper")
			}
			if (d.Level == "when") != (d.When != "") {
				c.problem(file, t.ID, "level %q and condition %q do not go together", d.Level, d.When)
			}
		}
		for _, g := range t.Guards {
			c.oneOf(file, t.ID+"/"+g.ID, "level", g.Level, "block", "warn")
			c.condition(file, t.ID+"/"+g.ID, g.When)
			c.condition(file, t.ID+"/"+g.ID, g.Require)
			if g.Require == "" || g.Message.Zh == "" || g.Message.En == "" || g.Hint.Zh == "" || g.Hint.En == "" {
				c.problem(file, t.ID+"/"+g.ID, "a guard needs a requirement, a message and a hint in zh and en")
			}
		}
	}
	if openings != 1 {
		c.problem(file, "", "%d transitions open a case; there must be one", openings)
	}
}

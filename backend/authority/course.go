package authority

import (
	"cmp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// Course is the course of a procedure as it is shown to the public: its usual way from the beginning to the archive, what
// branches off from it, and a table of its steps.
type Course struct {
	Label fault.Text
	Nodes []Node
	Links []Link
}

// Node is a state of the course. Main tells whether it lies on the usual way; Who, Period and Papers are of the step that
// leads into it.
type Node struct {
	ID     string
	Label  fault.Text
	Phase  string
	Main   bool
	Who    fault.Text
	Period fault.Text
	Papers fault.Text
}

// Link is a step from one node to another.
type Link struct{ From, To string }

// CourseOf draws the course of a procedure from the rulebook.
func CourseOf(p *rulebook.Procedure) Course {
	c := Course{Label: p.Label}
	main := mainWay(p.Lifecycle)
	for _, s := range p.Lifecycle.States {
		n := Node{ID: s.ID, Label: s.Label, Phase: s.Phase, Main: slices.Contains(main, s.ID)}
		if t, ok := into(p.Lifecycle, s.ID, main); ok {
			n.Who, n.Papers, n.Period = p.Book().RoleNames(t.Roles), papersOf(p, t), periodOf(p, t, main)
		}
		c.Nodes = append(c.Nodes, n)
	}
	for i := 1; i < len(main); i++ {
		c.Links = append(c.Links, Link{main[i-1], main[i]})
	}
	rank := map[string]int{}
	for i, id := range main {
		rank[id] = 2 * i
	}
	for more := true; more; { // what branches off from a branch comes in a later turn
		more = false
		for _, n := range c.Nodes {
			if _, placed := rank[n.ID]; placed {
				continue
			}
			if from := branch(p.Lifecycle, n.ID, rank); from != "" {
				rank[n.ID], more = rank[from]|1, true
				c.Links = append(c.Links, Link{from, n.ID})
			}
		}
	}
	slices.SortStableFunc(c.Nodes, func(a, b Node) int { return cmp.Compare(rank[a.ID], rank[b.ID]) })
	return c
}

// mainWay is the longest way on usual steps from where a case begins; a way through legal review counts as usual.
func mainWay(l rulebook.Lifecycle) []string {
	next := map[string][]string{}
	var begin string
	for _, t := range l.Transitions {
		if len(t.From) == 0 {
			begin = cmp.Or(begin, t.To)
		}
		for _, from := range t.From {
			passes := t.By == rulebook.OpinionIssued && slices.Contains(t.Opinions, "O1")
			if (t.Usual(from) || passes) && t.To != from && forward(l, from, t.To) {
				next[from] = append(next[from], t.To)
			}
		}
	}
	return longest(next, begin, nil)
}

// forward tells whether a step leads on: the file has the states in the order in which a case comes to them.
func forward(l rulebook.Lifecycle, from, to string) bool {
	at := func(id string) int {
		return slices.IndexFunc(l.States, func(s rulebook.State) bool { return s.ID == id })
	}
	return at(from) < at(to)
}

func longest(next map[string][]string, at string, way []string) []string {
	if slices.Contains(way, at) {
		return nil
	}
	way = append(slices.Clone(way), at)
	best := way
	for _, to := range next[at] {
		if w := longest(next, to, way); len(w) > len(best) {
			best = w
		}
	}
	return best
}

// branch is the earliest of the nodes that have a place from which another one is reached.
func branch(l rulebook.Lifecycle, id string, rank map[string]int) (from string) {
	for _, t := range l.Transitions {
		if t.To != id {
			continue
		}
		for _, f := range t.From {
			if r, placed := rank[f]; placed && f != id && (from == "" || r < rank[from]) {
				from = f
			}
		}
	}
	return from
}

// into is the step by which the usual way, or else any, leads to a state.
func into(l rulebook.Lifecycle, id string, main []string) (best rulebook.Transition, ok bool) {
	before := slices.Index(main, id) - 1
	for _, t := range l.Transitions {
		if t.To != id {
			continue
		}
		if len(t.From) == 0 || before >= 0 && slices.Contains(t.From, main[before]) {
			return t, true
		}
		if !ok {
			best, ok = t, true
		}
	}
	return best, ok
}

func papersOf(p *rulebook.Procedure, t rulebook.Transition) fault.Text {
	var zh, en []string
	for _, d := range t.Papers {
		if d.Level == "should" || len(d.Codes) == 0 {
			continue
		}
		if k, ok := p.Paper(d.Codes[0]); ok {
			zh, en = append(zh, k.Label.Zh), append(en, k.Label.En)
		}
	}
	return fault.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// periodOf names the period that a step keeps: that of the opinion, or else the first. Rights that lapse, periods counted
// back, and what begins only beside the usual way are left out.
func periodOf(p *rulebook.Procedure, t rulebook.Transition, main []string) fault.Text {
	var first rulebook.Deadline
	for _, id := range t.Ends {
		d, ok := p.Deadline(id)
		if ok && !d.Right && !d.Before && d.N > 0 && (first.N == 0 || d.Opinion) && !besides(p.Lifecycle, id, main) {
			first = d
		}
	}
	if first.N == 0 {
		return fault.Text{}
	}
	return periodText(first)
}

// besides tells whether a period begins with steps that lead off the usual way or back on it, and with no other.
func besides(l rulebook.Lifecycle, period string, main []string) (only bool) {
	for _, t := range l.Transitions {
		if !slices.Contains(t.Starts, period) {
			continue
		}
		onward := func(from string) bool { return slices.Contains(main, from) && forward(l, from, t.To) }
		if len(t.From) == 0 || slices.Contains(main, t.To) && slices.ContainsFunc(t.From, onward) {
			return false
		}
		only = true
	}
	return only
}

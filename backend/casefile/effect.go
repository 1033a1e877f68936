package casefile

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Effect is what a changed rulebook would have meant for the office's own cases. Nothing of it happens: cases stay under
// the version that they are under.
type Effect struct {
	Since     string       `json:"since"`     // cases opened on this day or later were looked at, and all that are open
	Cases     int          `json:"cases"`     // how many
	Open      int          `json:"open"`      // how many of them are open
	NowMajor  []MajorShift `json:"now_major"` // would be major decisions and are none
	NotMajor  []MajorShift `json:"not_major"` // are major decisions and would be none
	ByOthers  []MajorShift `json:"by_others"` // are major ones either way, by other rules
	Clocks    []ClockShift `json:"clocks"`    // of open cases
	Checklist []ItemShift  `json:"checklist"` // of procedures that have cases in review
}

// CaseRef names a case.
type CaseRef struct {
	ID    string `json:"id"`
	No    string `json:"no"`
	Title string `json:"title"`
}

// RuleRef names a rule.
type RuleRef struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
}

// MajorShift is a case in which other rules would make the decision a major one.
type MajorShift struct {
	Case   CaseRef   `json:"case"`
	Gained []RuleRef `json:"gained"`
	Lost   []RuleRef `json:"lost"`
}

// ClockShift is a period of an open case that would end on another day. An empty day means that it does not run.
type ClockShift struct {
	Case   CaseRef    `json:"case"`
	ID     string     `json:"id"`
	Label  fault.Text `json:"label"`
	Before string     `json:"before"`
	After  string     `json:"after"`
}

// ItemShift is a point of the checklist that would be added, removed or changed while cases are in review.
type ItemShift struct {
	Procedure string     `json:"procedure"`
	ID        string     `json:"id"`
	Question  fault.Text `json:"question"`
	Change    string     `json:"change" enum:"added,removed,changed"`
	Cases     []CaseRef  `json:"cases"` // in review now
}

// by is the same cases, all of them read by one book.
func (f *Files) by(book *rulebook.Book) *Files {
	read := *f
	read.Rules = rulebook.NewShelf(book)
	return &read
}

// chunk is how many cases are looked at in one view of the tables.
const chunk = 200

// Effect tries two books on the cases opened since a day (YYYY-MM-DD), and on all that are open.
func (f *Files) Effect(ctx context.Context, before, after *rulebook.Book, since string, progress func(done, total int64)) (Effect, error) {
	e := Effect{Since: since, NowMajor: []MajorShift{}, NotMajor: []MajorShift{}, ByOthers: []MajorShift{}, Clocks: []ClockShift{}, Checklist: []ItemShift{}}
	cases, err := f.since(ctx, before, since)
	if err != nil {
		return e, err
	}
	w := &weighing{before: f.by(before), after: f.by(after), effect: &e, inReview: map[string][]CaseRef{}}
	for done := 0; done < len(cases); done += chunk {
		if err := ctx.Err(); err != nil {
			return e, fault.New(fault.Cancelled, "casefile.effect", fault.T("已取消", "cancelled")).WithCause(err)
		}
		part := cases[done:min(done+chunk, len(cases))]
		err := f.Store.View(ctx, func(r *store.Reader) error {
			for _, c := range part {
				if err := w.weigh(r, c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return e, err
		}
		if progress != nil {
			progress(int64(done+len(part)), int64(len(cases)))
		}
	}
	w.checklists(before, after)
	return e, nil
}

// since lists the cases opened since a day and those that are open, by the states of a book.
func (f *Files) since(ctx context.Context, book *rulebook.Book, day string) (cases []Case, err error) {
	var final []string
	for _, p := range book.Procedures {
		for _, s := range p.Lifecycle.States {
			if s.Final {
				final = append(final, p.ID+"/"+s.ID)
			}
		}
	}
	states, err := json.Marshal(final)
	if err != nil {
		return nil, fault.Wrap("casefile.since", err)
	}
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		cases, err = store.All[Case](r, queries.Get("cases_since"), day, string(states))
		return err
	})
	return cases, err
}

// weighing tries two books on one case after another.
type weighing struct {
	before, after *Files
	effect        *Effect
	inReview      map[string][]CaseRef // by procedure
}

func (w *weighing) weigh(from store.Source, c Case) error {
	procedure, known := w.before.Procedure(c)
	other, still := w.after.Procedure(c)
	if !known || !still {
		return nil // the office has no rule, old or new, to hold it against
	}
	w.effect.Cases++
	ref := CaseRef{c.ID, c.No, c.Title}
	old, err := w.before.Facts(from, c)
	if err != nil {
		return err
	}
	now, err := w.after.Facts(from, c)
	if err != nil {
		return err
	}
	w.major(ref, procedure, other, old, now)
	state, _ := procedure.Lifecycle.State(c.State)
	if state.Final {
		return nil
	}
	w.effect.Open++
	if state.Phase == "review" {
		w.inReview[c.Procedure] = append(w.inReview[c.Procedure], ref)
	}
	return w.clocks(from, c, ref, old, now)
}

func (w *weighing) major(ref CaseRef, before, after *rulebook.Procedure, old, now rulebook.Facts) {
	was, _ := before.Major(old)
	would, _ := after.Major(now)
	shift := MajorShift{Case: ref, Gained: without(would, was), Lost: without(was, would)}
	switch {
	case len(was) == 0 && len(would) > 0:
		w.effect.NowMajor = append(w.effect.NowMajor, shift)
	case len(was) > 0 && len(would) == 0:
		w.effect.NotMajor = append(w.effect.NotMajor, shift)
	case len(shift.Gained)+len(shift.Lost) > 0:
		w.effect.ByOthers = append(w.effect.ByOthers, shift)
	}
}

// without names the rules of a list that another does not hold.
func without(list, other []rulebook.Triggered) []RuleRef {
	refs := []RuleRef{}
	for _, t := range list {
		if !slices.ContainsFunc(other, func(o rulebook.Triggered) bool { return o.Rule.ID == t.Rule.ID }) {
			refs = append(refs, RuleRef{t.Rule.ID, t.Rule.Label})
		}
	}
	return refs
}

func (w *weighing) clocks(from store.Source, c Case, ref CaseRef, old, now rulebook.Facts) error {
	was, err := w.before.Clocks(from, c, old)
	if err != nil {
		return err
	}
	would, err := w.after.Clocks(from, c, now)
	if err != nil {
		return err
	}
	days := func(list []Clock, id string) string {
		i := slices.IndexFunc(list, func(k Clock) bool { return k.ID == id && k.Running() })
		if i < 0 {
			return ""
		}
		return list[i].WarnOn
	}
	first := len(w.effect.Clocks) // of this case
	for _, k := range slices.Concat(was, would) {
		a, b := days(was, k.ID), days(would, k.ID)
		told := slices.ContainsFunc(w.effect.Clocks[first:], func(s ClockShift) bool { return s.ID == k.ID })
		if a != b && !told {
			w.effect.Clocks = append(w.effect.Clocks, ClockShift{Case: ref, ID: k.ID, Label: k.Label, Before: a, After: b})
		}
	}
	return nil
}

// checklists compares the checklists of the procedures that have cases in review.
func (w *weighing) checklists(before, after *rulebook.Book) {
	for _, p := range before.Procedures {
		cases := w.inReview[p.ID]
		other, known := after.Procedure(p.ID)
		if len(cases) == 0 || !known {
			continue
		}
		tell := func(i rulebook.Item, change string) {
			w.effect.Checklist = append(w.effect.Checklist, ItemShift{Procedure: p.ID, ID: i.ID, Question: i.Question, Change: change, Cases: cases})
		}
		for _, item := range p.Checklist {
			i := slices.IndexFunc(other.Checklist, func(o rulebook.Item) bool { return o.ID == item.ID })
			switch {
			case i < 0:
				tell(item, "removed")
			case !sameItem(item, other.Checklist[i]):
				tell(other.Checklist[i], "changed")
			}
		}
		for _, item := range other.Checklist {
			if !slices.ContainsFunc(p.Checklist, func(o rulebook.Item) bool { return o.ID == item.ID }) {
				tell(item, "added")
			}
		}
	}
}

func sameItem(a, b rulebook.Item) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

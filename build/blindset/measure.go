package blindset

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// Alarm is a point of the checklist, or a pre-check, that finds something.
type Alarm struct {
	Item, Check string // one of them may be empty
	Class       string
	Says        string
}

// Result is what a review of a case began with.
type Result struct {
	Case     *Case
	Operator *Operator // nil if nothing was done to the case
	Alarms   []Alarm
	Unlooked int // pre-checks that could not look
	Asked    int
	Class    string // of the points that the operator breaks: A if one of them is
	Found    bool   // at a point that the operator breaks
	Anywhere bool   // by anything
	Unfound  bool   // not found, but a check of such a point says that it could not find what the paper must say
	Apart    bool   // at a point that the operator breaks, by something that keeps quiet in the sound dossiers of this kind and hand
}

// judge lists the alarms of a review, and whether they are what the operator has done.
func judge(c *Case, o *Operator, detail review.Detail) Result {
	r := Result{Case: c, Operator: o}
	classes := map[string]string{}
	for _, p := range detail.Points {
		classes[p.ID] = p.Class
		if p.Machine.Verdict == rulebook.NotMet {
			r.Alarms = append(r.Alarms, Alarm{Item: p.ID, Class: p.Class, Says: p.Question.Zh})
		}
	}
	for _, check := range detail.Prechecks {
		r.Asked++
		switch check.Result {
		case rulebook.Unknown:
			r.Unlooked++
			r.Unfound = r.Unfound || check.Unfound && o != nil && slices.Contains(o.Items, check.Item)
		case rulebook.NotMet:
			says := check.Question.Zh
			for _, trace := range check.Found {
				for _, place := range trace.Places {
					says += " «" + place.Quote + "»"
				}
			}
			r.Alarms = append(r.Alarms, Alarm{Item: check.Item, Check: check.ID, Class: classes[check.Item], Says: says})
		}
	}
	r.Anywhere = len(r.Alarms) > 0
	if o != nil {
		for _, item := range o.Items {
			if class := classes[item]; class != "" && r.Class != "A" {
				r.Class = class
			}
		}
		r.Found = slices.ContainsFunc(r.Alarms, func(a Alarm) bool { return slices.Contains(o.Items, a.Item) })
		r.Unfound = r.Unfound && !r.Found
	}
	return r
}

// Alarmed tells whether something is found at a point of class A, those that the machine answers by itself.
func (r Result) Alarmed() bool {
	return slices.ContainsFunc(r.Alarms, func(a Alarm) bool { return a.Class == "A" })
}

// Figures are what a run over a part of the set gave.
type Figures struct {
	Sound, Quiet   map[string]int // sound dossiers by kind, and those without an alarm at a point of class A
	Faulty, Found  map[string]int // dossiers with a fault of class A by kind, and those in which it was found at a point that it breaks
	Apart          int            // of the found ones, those that are told apart from what is found in sound dossiers anyway
	Unfound        int            // of those not found, those of which a check says that it could not find what the paper must say
	Elsewhere      int            // faults that were found, but only at other points
	Further, Other int            // faults of classes S and M alone, and those of them that were found
	Hints          int            // things found in sound dossiers at points of other classes, or at none
	Unlooked       int            // pre-checks of sound dossiers that could not look
	Asked          int
	Skipped        []string // operators and oddities that the wordings left nothing to do
	Effort         Effort

	loud map[string]bool // what is found in sound dossiers
}

// Add adds the figures of another run.
func (f *Figures) Add(more Figures) {
	for _, pair := range [][2]*map[string]int{{&f.Sound, &more.Sound}, {&f.Quiet, &more.Quiet}, {&f.Faulty, &more.Faulty}, {&f.Found, &more.Found}} {
		if *pair[0] == nil {
			*pair[0] = map[string]int{}
		}
		for kind, n := range *pair[1] {
			(*pair[0])[kind] += n
		}
	}
	f.Elsewhere, f.Further, f.Other, f.Hints = f.Elsewhere+more.Elsewhere, f.Further+more.Further, f.Other+more.Other, f.Hints+more.Hints
	f.Unfound += more.Unfound
	f.Unlooked, f.Asked, f.Apart, f.Skipped = f.Unlooked+more.Unlooked, f.Asked+more.Asked, f.Apart+more.Apart, append(f.Skipped, more.Skipped...)
	f.Effort.add(more.Effort)
}

// Sum adds the values of a count by kind.
func Sum(count map[string]int) (n int) {
	for _, v := range count {
		n += v
	}
	return n
}

// Part is a part of the set.
type Part struct {
	Hands     []Hand
	Operators []Operator
	Sound     int // dossiers of each kind and hand without a fault, beside those with an oddity
	Rounds    int // dossiers of each operator and kind
	First     int // the number of the first case; other numbers give other cases
	Oddities  bool
	Lenient   bool // an operator that fits no case, or changes nothing of it, is skipped and counted
}

// Run brings in the dossiers of a part and measures. Tell is given every result; it may be nil.
func (r *Room) Run(ctx context.Context, p Part, tell func(Result)) (f Figures, err error) {
	f = Figures{Sound: map[string]int{}, Quiet: map[string]int{}, Faulty: map[string]int{}, Found: map[string]int{}}
	for _, kind := range Kinds() {
		for i := range p.Sound * len(p.Hands) {
			if err := r.examine(ctx, Make(kind, p.First+5*i+1, p.Hands[i%len(p.Hands)]), nil, &f, tell); err != nil {
				return f, err
			}
		}
		if p.Oddities {
			for i, o := range Oddities() {
				if err := r.apply(ctx, p, kind, i, o, nil, &f, tell); err != nil {
					return f, err
				}
			}
		}
		for i, o := range p.Operators {
			for round := range p.Rounds {
				if err := r.apply(ctx, p, kind, 3*i+round, o, &o, &f, tell); err != nil {
					return f, err
				}
			}
		}
	}
	return f, nil
}

// apply makes a case that an operator can work on, and examines it.
func (r *Room) apply(ctx context.Context, p Part, kind string, seed int, o Operator, fault *Operator, f *Figures, tell func(Result)) error {
	if !o.For(kind) {
		return nil
	}
	for try := range 40 {
		c := Make(kind, p.First+200+7*seed+try, p.Hands[(seed+try/20)%len(p.Hands)])
		if o.Apply(c) && (!p.Lenient || changed(c)) {
			c.Why = o.ID
			return r.examine(ctx, c, fault, f, tell)
		}
	}
	if p.Lenient {
		f.Skipped = append(f.Skipped, kind+" "+o.ID)
		return nil
	}
	return fmt.Errorf("%s fits no case of %s", o.ID, kind)
}

// changed tells whether a case is another one than it was made.
func changed(c *Case) bool {
	made := Make(c.Kind, c.Number, c.Hand)
	return made.Today != c.Today || !reflect.DeepEqual(made.Truth(), c.Truth()) || !reflect.DeepEqual(made.Texts(), c.Texts())
}

func (r *Room) examine(ctx context.Context, c *Case, o *Operator, f *Figures, tell func(Result)) error {
	detail, err := r.Bring(ctx, c, &f.Effort)
	if err != nil {
		return fmt.Errorf("%s %d %s %s: %w", c.Kind, c.Number, c.Hand.ID, c.Why, err)
	}
	result := judge(c, o, detail)
	f.tellApart(&result)
	f.count(result)
	if tell != nil {
		tell(result)
	}
	return nil
}

// tellApart notes what is found in sound dossiers, and whether a fault is found by anything else.
func (f *Figures) tellApart(r *Result) {
	if f.loud == nil {
		f.loud = map[string]bool{}
	}
	for _, a := range r.Alarms {
		key := strings.Join([]string{r.Case.Kind, r.Case.Hand.ID, a.Item, a.Check}, " ")
		if r.Operator == nil {
			f.loud[key] = true
		} else if !f.loud[key] && slices.Contains(r.Operator.Items, a.Item) {
			r.Apart = true
		}
	}
}

func (f *Figures) count(r Result) {
	kind := r.Case.Kind
	switch {
	case r.Operator == nil:
		f.Asked, f.Unlooked = f.Asked+r.Asked, f.Unlooked+r.Unlooked
		for _, a := range r.Alarms {
			if a.Class != "A" && a.Check != "" {
				f.Hints++
			}
		}
		if f.Sound[kind]++; !r.Alarmed() {
			f.Quiet[kind]++
		}
	case r.Class != "A":
		if f.Further++; r.Found {
			f.Other++
		}
	default:
		if r.Apart {
			f.Apart++
		}
		if f.Faulty[kind]++; r.Found {
			f.Found[kind]++
			break
		}
		if r.Unfound {
			f.Unfound++
		}
		if r.Anywhere {
			f.Elsewhere++
		}
	}
}

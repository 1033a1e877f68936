package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/review"
	"zhiheng/build/blindset"
)

// blindly measures the pre-checks over dossiers that were written without knowledge of them: those by which they were mended, then
// those that were kept back.
func blindly(ctx context.Context, b *bench, s *section) error {
	r, end, err := b.room(ctx, "blind", (*office).found)
	if err != nil {
		return err
	}
	defer end()
	var again []time.Duration
	r.Opened = func(round string) error {
		begin := time.Now()
		_, err := r.Desk.Detail(ctx, round)
		again = append(again, time.Since(begin))
		return err
	}
	open, kept := blindset.Hands()
	var known, unknown []blindset.Operator
	for _, o := range blindset.Operators() {
		if o.Kept {
			unknown = append(unknown, o)
		} else {
			known = append(known, o)
		}
	}
	for _, part := range []struct {
		name string
		blindset.Part
	}{
		{"mended by", blindset.Part{Hands: open, Operators: known, Sound: b.size(4), Rounds: 2, Oddities: true}},
		{"kept back, other hands", blindset.Part{Hands: kept, Operators: known, Sound: b.size(6), Rounds: 1, Oddities: true, First: 4000}},
		{"kept back, other faults", blindset.Part{Hands: slices.Concat(open, kept), Operators: unknown, Sound: b.size(1), Rounds: 2, First: 8000}},
	} {
		if b.shrink > 0 {
			part.Operators, part.Rounds, part.Oddities = everyTenth(part.Operators), 1, false
		}
		f, err := r.Run(ctx, part.Part, func(result blindset.Result) { tellBlind(part.name, result) })
		if err != nil {
			return err
		}
		rowsOf(s, "Written blind, "+part.name, f, s.judge)
	}
	s.judge(quantile(again, .95) < 30*time.Millisecond, "< 30 ms", "The desk opened again, nothing having changed: p50, p95", "%s, %s", millis(quantile(again, .5)), millis(quantile(again, .95)))
	return nil
}

func everyTenth(list []blindset.Operator) (few []blindset.Operator) {
	for i := 0; i < len(list); i += 10 {
		few = append(few, list[i])
	}
	return few
}

// rowsOf adds the figures of a part; judge says whether the first two are as they should be.
func rowsOf(s *section, part string, f blindset.Figures, judge func(ok bool, want, what, format string, args ...any)) {
	quiet, sound := blindset.Sum(f.Quiet), blindset.Sum(f.Sound)
	found, faulty := blindset.Sum(f.Found), blindset.Sum(f.Faulty)
	judge(quiet == sound, "all", part+": sound dossiers without an alarm at a point of class A", "%s", share{quiet, sound})
	judge(float64(found) >= .95*float64(faulty), "≥ 95 %", part+": faults found at a point that they break, class A", "%s", share{found, faulty})
	byKind := ""
	for _, kind := range blindset.Kinds() {
		byKind += fmt.Sprintf("%s %d/%d, ", kind, f.Found[kind], f.Faulty[kind])
	}
	s.add(part+": the same by kind", "%sof the others %d found at other points only", byKind, f.Elsewhere)
	s.add(part+": faults of class A that were not found, of which a check at such a point says that it could not find what must stand there", "%d", f.Unfound)
	s.add(part+": pre-checks that could not look, in sound dossiers; hints in them at other points", "%s; %d", share{f.Unlooked, f.Asked}, f.Hints)
	s.add(part+": papers put into their place by the machine; values read of all that were confirmed", "%s; %s", share{f.Effort.Sorted, f.Effort.Papers}, share{f.Effort.Taken, f.Effort.Taken + f.Effort.Typed})
}

// tellBlind names what went wrong in a dossier. Of those kept back it says which fault it was, and no more.
func tellBlind(part string, r blindset.Result) {
	c := r.Case
	switch {
	case r.Operator != nil && r.Class == "A" && !r.Found:
		fmt.Fprintf(os.Stderr, "          %s: not found: %s %s in the hand %s\n", part, c.Kind, r.Operator.ID, c.Hand.ID)
	case r.Operator == nil && r.Alarmed():
		fmt.Fprintf(os.Stderr, "          %s: alarm: %s %d %s in the hand %s\n", part, c.Kind, c.Number, c.Why, c.Hand.ID)
	}
}

// room opens an office for dossiers that come from outside.
func (b *bench) room(ctx context.Context, folder string, found func(*office, context.Context) error) (r *blindset.Room, end func(), err error) {
	o, err := openOffice(ctx, filepath.Join(b.temp, folder))
	if err != nil {
		return nil, nil, err
	}
	end = func() { o.close() }
	if err := found(o, ctx); err != nil {
		return nil, end, err
	}
	handlers, err := o.handlers(ctx)
	if err != nil {
		return nil, end, err
	}
	staff := map[string]account.Person{}
	for name, role := range map[string]string{"何三": "reviewer", "魏六": "system_admin"} {
		added, err := o.people.Add(ctx, "", account.Newcomer{Person: account.Person{Username: role, Name: name, Roles: []string{role}, LawQualified: true, FirstReviewOn: "2019-05-01"}, Password: password})
		if err != nil {
			return nil, end, err
		}
		staff[role] = added
	}
	body := &authority.Authority{Store: o.store, Rules: o.rules, Blobs: o.blobs, Today: o.files.Today}
	if err := body.Describe(ctx, staff["system_admin"], authority.Body{Kind: "agency", Level: "county", Listed: true, Powers: []string{"YT-0231"}}); err != nil {
		return nil, end, err
	}
	desk := &review.Desk{Files: o.files}
	o.files.Sources = []casefile.FactSource{authority.Facts, desk.Facts}
	today := o.files.Today()
	o.files.Today = func() string { return today }
	blindset.Handled(blindset.Officer{Name: handlers[0].Name, Cert: handlers[0].CertNo}, blindset.Officer{Name: handlers[1].Name, Cert: handlers[1].CertNo})
	return &blindset.Room{Desk: desk, Handlers: handlers[:2], Reviewer: staff["reviewer"], Temp: filepath.Join(b.temp, folder+"-dossiers"), SetToday: func(day string) { today = day }}, end, nil
}

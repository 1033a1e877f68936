package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/review"
	"zhiheng/build/faultset"
)

// share counts how many of something were right.
type share struct{ right, all int }

func (s *share) count(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s share) String() string {
	if s.all == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d (%.1f %%)", s.right, s.all, 100*float64(s.right)/float64(s.all))
}

// prechecking plants every fault of the catalogue in a dossier of its own and counts those that are found, and looks for
// alarms in dossiers without a fault.
func prechecking(ctx context.Context, b *bench, s *section) error {
	if b.part == "" {
		if err := blindly(ctx, b, s); err != nil {
			return err
		}
	}
	if b.shrink == 0 || b.part != "" {
		if err := elsewhere(ctx, b, s); err != nil || b.part != "" {
			return err
		}
	}
	o, err := openOffice(ctx, filepath.Join(b.temp, "precheck"))
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	handlers, err := o.handlers(ctx)
	if err != nil {
		return err
	}
	set := &faultset.Set{Desk: &review.Desk{Files: o.files}, Handler: handlers[0], More: []string{handlers[1].ID}}
	if err := soundDossiers(ctx, b, s, set); err != nil {
		return err
	}
	faults, err := faultset.Catalogue()
	if err != nil {
		return err
	}
	byClass, byKind, besides := map[string]*share{}, map[string]*share{}, share{}
	for i, f := range faults {
		if i%max(b.shrink, 1) > 0 {
			continue
		}
		c, err := set.Faulty(ctx, f)
		if err != nil {
			return err
		}
		r, err := faultset.Examine(c)
		if err != nil {
			return err
		}
		for in, name := range map[*map[string]*share]string{&byClass: r.Class, &byKind: f.Kind} {
			if (*in)[name] == nil {
				(*in)[name] = &share{}
			}
			(*in)[name].count(r.Found)
		}
		if besides.count(len(r.Besides) > 0); !r.Found {
			fmt.Fprintf(os.Stderr, "          not found: %s %s, by %s\n", f.ID, f.Label.En, f.Check)
		}
	}
	for _, class := range []string{"A", "S", "M"} {
		if found := byClass[class]; found != nil && class == "A" {
			s.judge(float64(found.right) >= .95*float64(found.all), "≥ 95 %", "Planted faults found, points of class "+class, "%s", found)
		} else if found != nil {
			s.add("Planted faults found, points of class "+class, "%s", found)
		}
	}
	for _, kind := range faultset.Kinds() {
		if found := byKind[kind]; found != nil {
			s.add("Planted faults found, "+kind, "%s", found)
		}
	}
	s.add("Dossiers with one fault in which other pre-checks found something too", "%s", besides)
	return otherHands(ctx, b, s, set, faults)
}

// firstHand is the first of the styles that the bench writes in: none that the tests know.
const firstHand = 50_000

// otherHands writes sound and faulty dossiers in other words, other forms of dates and sums, and with broken lines, and counts
// anew.
func otherHands(ctx context.Context, b *bench, s *section, set *faultset.Set, faults []faultset.Fault) error {
	quiet, found := share{}, share{}
	for i, kind := range faultset.Kinds() {
		for n := range b.size(10) {
			c, err := set.Sound(ctx, kind)
			if err != nil {
				return err
			}
			r, err := faultset.Examine(faultset.Restyle(c, firstHand+uint64(100*i+n)))
			if err != nil {
				return err
			}
			if quiet.count(len(r.Besides) == 0); len(r.Besides) > 0 {
				fmt.Fprintf(os.Stderr, "          alarm in another hand: %s %v\n", kind, r.Besides)
			}
		}
	}
	for i, f := range faults {
		if i%max(b.shrink, 1) > 0 {
			continue
		}
		c, err := set.Faulty(ctx, f)
		if err != nil {
			return err
		}
		for n := range uint64(3) {
			r, err := faultset.Examine(faultset.Restyle(c, firstHand+1000+uint64(3*i)+n))
			if err != nil {
				return err
			}
			if r.Class != "A" {
				continue
			}
			if found.count(r.Found); !r.Found {
				fmt.Fprintf(os.Stderr, "          not found in another hand: %s %s, by %s\n", f.ID, f.Label.En, f.Check)
			}
		}
	}
	s.judge(float64(found.right) >= .95*float64(found.all), "≥ 95 %", "The same faults in the hands of other writers, points of class A", "%s", found)
	s.judge(quiet.right == quiet.all, "all", "Sound dossiers in other hands without an alarm", "%s", quiet)
	return nil
}

// soundDossiers counts the alarms in dossiers without a fault, and takes the time.
func soundDossiers(ctx context.Context, b *bench, s *section, set *faultset.Set) error {
	quiet, unlooked, asked := share{}, 0, 0
	var times []time.Duration
	for _, kind := range faultset.Kinds() {
		for range b.size(10) {
			c, err := set.Sound(ctx, kind)
			if err != nil {
				return err
			}
			begin := time.Now()
			r, err := faultset.Examine(c)
			if err != nil {
				return err
			}
			times = append(times, time.Since(begin))
			quiet.count(len(r.Besides) == 0)
			unlooked, asked = unlooked+r.Unlooked, asked+len(c.Dossier.Procedure.Comparisons)+len(c.Dossier.Procedure.DraftChecks)
		}
	}
	s.judge(quiet.right == quiet.all, "all", "Sound dossiers without an alarm", "%s", quiet)
	s.add("Pre-checks that could not look, in sound dossiers", "%s", share{unlooked, asked})
	s.add("Time for the pre-checks of a dossier: p50, p95", "%s, %s", millis(quantile(times, .5)), millis(quantile(times, .95)))
	return nil
}

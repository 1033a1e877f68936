package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/build/blindset"
)

// elsewhere measures the pre-checks over the dossiers of offices that write of other matters in other papers: those by which the
// checks have been mended, and those by which nothing has. The latter have no target: a figure of the first sight is no more one
// when something has been mended for it.
func elsewhere(ctx context.Context, b *bench, s *section) error {
	if !slices.Contains([]string{"", "seen", "fresh"}, b.part) {
		return fmt.Errorf("of the pre-checks there is no part %q", b.part)
	}
	if b.part != "fresh" {
		if err := b.inOffices(ctx, s, "Seen offices", blindset.Seen(), 12_000, s.judge); err != nil {
			return err
		}
	}
	if b.part != "seen" {
		return b.inOffices(ctx, s, "Fresh offices, first sight", blindset.Fresh(), 16_000, func(_ bool, _, what, format string, args ...any) { s.add(what, format, args...) })
	}
	return nil
}

// inOffices measures the pre-checks over the dossiers of some offices, each in a program of its own: every fault that the wordings
// let happen, and every oddity, once. Judge says whether the first two figures are as they should be.
func (b *bench) inOffices(ctx context.Context, s *section, part string, hands []blindset.Hand, first int, judge func(ok bool, want, what, format string, args ...any)) error {
	var all blindset.Figures
	for i, hand := range hands {
		r, end, err := b.room(ctx, "office-"+hand.ID, func(o *office, ctx context.Context) error {
			return o.foundAs(ctx, account.Office{Name: hand.Office.Name, USCC: hand.Office.USCC, CodeWord: hand.Office.CodeWord})
		})
		if err == nil {
			set := blindset.Part{Hands: []blindset.Hand{hand}, Operators: blindset.Operators(), Sound: b.size(6), Rounds: 1, First: first + 2_000*i, Oddities: true, Lenient: true}
			if b.shrink > 0 {
				set.Operators, set.Oddities = everyTenth(set.Operators), false
			}
			var f blindset.Figures
			f, err = r.Run(ctx, set, func(result blindset.Result) { tellOffice(part, result) })
			all.Add(f)
		}
		if end != nil {
			end()
		}
		if err != nil {
			return err
		}
	}
	rowsOf(s, part, all, judge)
	s.add(part+": faults of class A found by something that keeps quiet in every sound dossier of the kind and office", "%s", share{all.Apart, blindset.Sum(all.Faulty)})
	s.add(part+": faults and oddities that the wordings left nothing to do, skipped", "%d (%s)", len(all.Skipped), strings.Join(all.Skipped, ", "))
	return nil
}

// tellOffice names all that went wrong in a dossier, and what was found in a sound one.
func tellOffice(part string, r blindset.Result) {
	tellBlind(part, r)
	if r.Operator != nil {
		if r.Class == "A" && r.Found && !r.Apart {
			fmt.Fprintf(os.Stderr, "          %s: not told apart: %s %s in the hand %s\n", part, r.Case.Kind, r.Operator.ID, r.Case.Hand.ID)
		}
		return
	}
	for _, a := range r.Alarms {
		fmt.Fprintf(os.Stderr, "          %s: %s %d %s in the hand %s: %s %s %s: %s\n", part, r.Case.Kind, r.Case.Number, r.Case.Why, r.Case.Hand.ID, a.Class, a.Item, a.Check, a.Says)
	}
}

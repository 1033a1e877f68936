package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/build/blindset"
)

// freshly measures the pre-checks over the dossiers of offices that nobody had seen when they were made, each in a program of its
// own: every fault that the wordings let happen, and every oddity, once. It has no target: a figure of the first sight is no more
// one when something has been mended for it.
func freshly(ctx context.Context, b *bench, s *section) error {
	var all blindset.Figures
	for i, hand := range blindset.Fresh() {
		r, end, err := b.room(ctx, "fresh-"+hand.ID, func(o *office, ctx context.Context) error {
			return o.foundAs(ctx, account.Office{Name: hand.Office.Name, USCC: hand.Office.USCC, CodeWord: hand.Office.CodeWord})
		})
		if err == nil {
			part := blindset.Part{Hands: []blindset.Hand{hand}, Operators: blindset.Operators(), Sound: b.size(6), Rounds: 1, First: 12_000 + 2_000*i, Oddities: true, Lenient: true}
			if b.shrink > 0 {
				part.Operators, part.Oddities = everyTenth(part.Operators), false
			}
			var f blindset.Figures
			f, err = r.Run(ctx, part, tellFresh)
			all.Add(f)
		}
		if end != nil {
			end()
		}
		if err != nil {
			return err
		}
	}
	const part = "Fresh offices, first sight"
	rowsOf(s, part, all, func(_ bool, _, what, format string, args ...any) { s.add(what, format, args...) })
	s.add(part+": faults of class A found by something that keeps quiet in every sound dossier of the kind and office", "%s", share{all.Apart, blindset.Sum(all.Faulty)})
	s.add(part+": faults and oddities that the wordings left nothing to do, skipped", "%d (%s)", len(all.Skipped), strings.Join(all.Skipped, ", "))
	return nil
}

// tellFresh names all that went wrong in a dossier, and what was found in a sound one.
func tellFresh(r blindset.Result) {
	tellBlind("fresh", r)
	if r.Operator != nil {
		if r.Class == "A" && r.Found && !r.Apart {
			fmt.Fprintf(os.Stderr, "          fresh: not told apart: %s %s in the hand %s\n", r.Case.Kind, r.Operator.ID, r.Case.Hand.ID)
		}
		return
	}
	for _, a := range r.Alarms {
		fmt.Fprintf(os.Stderr, "          fresh: %s %d %s in the hand %s: %s %s %s: %s\n", r.Case.Kind, r.Case.Number, r.Case.Why, r.Case.Hand.ID, a.Class, a.Item, a.Check, a.Says)
	}
}

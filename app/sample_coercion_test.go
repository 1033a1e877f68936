package app_test

import (
	"strings"
	"testing"

	"zhiheng/backend/decision"
	"zhiheng/backend/store"
)

// TestSampleOfCoercion looks at the cases of coercion: where they stand, what their decisions rest on, which periods run.
func TestSampleOfCoercion(t *testing.T) {
	o, _ := writeSample(t, 1, 1)
	want := map[string]struct{ no, rests, period, state string }{
		"legal_review": {"", "", "T44", "running"},
		"in_force":     {"云市监强措", "judged", "T28", "running"},
		"extended":     {"云市监强措", "review", "T28", "running"},
		"closed":       {"云市监强措", "after", "T27", "met"},
		"at_court":     {"云市监强申", "review", "T34", "met"},
	}
	view(t, o, func(r *store.Reader) error {
		for _, c := range casesOf(t, o) {
			if !strings.HasPrefix(c.Procedure, "coercion") {
				continue
			}
			w, there := want[c.State]
			if !there {
				t.Errorf("%s stands at %s", c.No, c.State)
				continue
			}
			delete(want, c.State)
			d, found, err := decision.Of(r, c.ID)
			if err != nil {
				return err
			}
			rests := map[bool]string{true: "review"}[d.Review != ""] + map[bool]string{true: "judged"}[len(d.Judged) > 0] + map[bool]string{true: "after"}[d.ReviewAfter]
			if found != (w.no != "") || !strings.HasPrefix(d.No, w.no) || rests != w.rests {
				t.Errorf("%s was decided as %s on %s", c.No, d.No, rests)
			}
			facts, err := o.Files.Facts(r, c)
			if err != nil {
				return err
			}
			clocks, err := o.Files.Clocks(r, c, facts)
			if err != nil {
				return err
			}
			states := map[string]string{}
			for _, clock := range clocks {
				states[clock.ID] = clock.State
			}
			if states[w.period] != w.state {
				t.Errorf("%s: %s is %q, not %q", c.State, w.period, states[w.period], w.state)
			}
			if c.Amount == 0 {
				t.Errorf("%s has no sum in the list", c.No)
			}
		}
		return nil
	})
	for state := range want {
		t.Errorf("no case stands at %s", state)
	}
}

package app_test

import (
	"strings"
	"testing"

	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/store"
)

// TestSampleOfQuickPenalties looks at the penalties on the spot and by the fast track: where they stand, what their decisions
// rest on, and whether they were published.
func TestSampleOfQuickPenalties(t *testing.T) {
	o, _ := writeSample(t, 1, 1)
	want := map[string]struct {
		no       string
		reviewed bool
		state    disclosure.State // of the disclosure
	}{
		"penalty_simple archived": {"云市监当罚", false, ""}, "penalty_simple reported": {"云市监当罚", false, ""},
		"penalty_fast archived": {"云市监处罚", true, disclosure.Published}, "penalty_fast legal_review": {"", false, ""},
	}
	view(t, o, func(r *store.Reader) error {
		for _, c := range casesOf(t, o) {
			if c.Procedure != "penalty_simple" && c.Procedure != "penalty_fast" {
				continue
			}
			key := c.Procedure + " " + c.State
			w, there := want[key]
			if !there {
				t.Errorf("%s stands at %s", c.No, key)
				continue
			}
			delete(want, key)
			d, found, err := decision.Of(r, c.ID)
			if err != nil {
				return err
			}
			if found != (w.no != "") || !strings.HasPrefix(d.No, w.no) || (d.Review != "") != w.reviewed || found && !w.reviewed && len(d.Judged) == 0 {
				t.Errorf("%s: decided as %+v", key, d)
			}
			item, _, err := disclosure.OfCase(r, c.ID)
			if err != nil {
				return err
			}
			if w.state != "" && item.State != w.state {
				t.Errorf("%s: its disclosure is %q", key, item.State)
			}
			if c.Amount == 0 {
				t.Errorf("%s has no sum in the list", key)
			}
		}
		return nil
	})
	for key := range want {
		t.Errorf("no case stands at %s", key)
	}
}

package casefile_test

import (
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// clockStates are the states of a case's periods by id, as seen on a day.
func (d drafting) clockStates(t *testing.T, id, today string) map[string]string {
	t.Helper()
	d.Today = func() string { return today }
	states := map[string]string{}
	err := d.Store.View(t.Context(), func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		facts, err := d.Facts(r, c)
		if err != nil {
			return err
		}
		clocks, err := d.Clocks(r, c, facts)
		for _, clock := range clocks {
			states[clock.ID] = clock.State
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// TestClocksEndWithTheirSteps: a period that a step has ended is met though no field says so, and one that is the party's
// right lapses without being anybody's delay.
func TestClocksEndWithTheirSteps(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, map[string]any{"c.domain": "market", "d.D21.served_on": "2026-02-02"})
	if got := office.clockStates(t, c.ID, "2026-02-03")["T52"]; got != "running" {
		t.Errorf("the time for defence is %q on its first day", got)
	}
	states := office.clockStates(t, c.ID, "2026-06-01")
	if states["T51"] != "overdue" || states["T52"] != "met" {
		t.Errorf("months later: %v", states)
	}
	err := office.Store.Do(t.Context(), office.handler.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.moved", c.ID, casefile.Move{Transition: "decline", From: "clue", To: "declined"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := office.clockStates(t, c.ID, "2026-06-01")["T51"]; got != "met" {
		t.Errorf("the time to look into the clue is %q after it was declined in time", got)
	}
}

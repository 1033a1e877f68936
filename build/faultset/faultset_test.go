package faultset_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/build/faultset"
)

func set(t *testing.T) *faultset.Set {
	o := officetest.New(t)
	return &faultset.Set{Desk: o.Desk, Handler: o.Who["lin"], More: []string{o.Who["mei"].ID}}
}

var kinds = []string{"penalty", "license", "levy", "fee", "coercion_measure", "inspection"}

// TestSoundDossiersRaiseNoAlarm makes dossiers of every kind in which nothing is wrong.
func TestSoundDossiersRaiseNoAlarm(t *testing.T) {
	s := set(t)
	for _, kind := range kinds {
		for range 6 {
			c, err := s.Sound(t.Context(), kind)
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			r, err := faultset.Examine(c)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Besides) > 0 {
				t.Errorf("%s %d: false alarms %v", kind, c.Number, r.Besides)
				tell(t, c, r.Besides)
			}
			if all := len(c.Dossier.Procedure.Comparisons) + len(c.Dossier.Procedure.DraftChecks); r.Unlooked > all/3 {
				t.Errorf("%s %d: %d of %d could not look", kind, c.Number, r.Unlooked, all)
			}
		}
	}
}

func tell(t *testing.T, c faultset.Case, ids []string) {
	checks, _ := c.Dossier.Look()
	for _, check := range checks {
		if slices.Contains(ids, check.ID) {
			t.Logf("%s %s: %+v", check.ID, check.Question.Zh, check.Found)
		}
	}
}

// TestPlantedFaultsAreFound plants every third fault of the catalogue, all of them with FAULTSET=all, and holds the recall.
func TestPlantedFaultsAreFound(t *testing.T) {
	s := set(t)
	if _, err := s.Sound(t.Context(), "penalty"); err != nil { // the party of another case
		t.Fatal(err)
	}
	faults, err := faultset.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	if len(faults) < 120 {
		t.Errorf("the catalogue has only %d faults", len(faults))
	}
	found, all := 0, 0
	for i, f := range faults {
		if i%3 > 0 && os.Getenv("FAULTSET") != "all" {
			continue
		}
		c, err := s.Faulty(t.Context(), f)
		if err != nil {
			t.Errorf("%s: %v", f.ID, err)
			continue
		}
		r, err := faultset.Examine(c)
		if err != nil {
			t.Fatal(err)
		}
		if r.Found {
			found++
		} else {
			t.Logf("%s %s was not found by %s, but by %v", f.ID, f.Label.Zh, f.Check, r.Besides)
		}
		if all++; r.Class == "" && !strings.HasPrefix(f.Check, "WG") {
			t.Errorf("%s belongs to no point of the checklist", f.Check)
		}
	}
	if all == 0 || float64(found) < .95*float64(all) {
		t.Errorf("%d of %d planted faults were found", found, all)
	}
	t.Logf("%d of %d", found, all)
}

// TestAFaultThatChangesNothingIsTold shows that a fault which finds no place in the paper does not count as planted.
func TestAFaultThatChangesNothingIsTold(t *testing.T) {
	s := set(t)
	if _, err := s.Faulty(t.Context(), faultset.Fault{ID: "none", Kind: "penalty", Paper: "D27", Cut: "没有这些字", Put: "x"}); err == nil {
		t.Error("a fault that is nowhere was planted")
	}
	c, err := s.Sound(t.Context(), "penalty")
	if err != nil {
		t.Fatal(err)
	}
	c.Dossier.Sheets = nil
	checks, err := c.Dossier.Look()
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range checks {
		if check.Result == "met" || check.Result == "not_met" {
			t.Errorf("%s looked at nothing and says %s", check.ID, check.Result)
		}
	}
	if _, there := review.VerdictOn(checks, "P55"); !there {
		t.Error("no pre-check belongs to P55")
	}
}

package faultset_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/build/faultset"
)

// TestOtherHandsAreReadAsWell writes sound and faulty dossiers in the hands of other writers. Every ninth fault is planted, in two
// styles; all of them, in three, with FAULTSET=all.
func TestOtherHandsAreReadAsWell(t *testing.T) {
	s := set(t)
	every, styles, sound := 9, uint64(2), 4
	if os.Getenv("FAULTSET") == "all" {
		every, styles, sound = 1, 3, 30
	}
	alarms, missed := map[string]int{}, map[string]int{}
	quiet, found, all := 0, 0, 0
	for _, kind := range kinds {
		for i := range sound {
			c, err := s.Sound(t.Context(), kind)
			fatal(t, err)
			c = faultset.Restyle(c, uint64(1+i))
			r, err := faultset.Examine(c)
			fatal(t, err)
			placesHold(t, c)
			if len(r.Besides) == 0 {
				quiet++
			}
			for _, id := range r.Besides {
				alarms[kind+" "+id]++
				if alarms[kind+" "+id] == 1 {
					show(t, c, id)
				}
			}
		}
	}
	faults, err := faultset.Catalogue()
	fatal(t, err)
	for i, f := range faults {
		if i%every > 0 {
			continue
		}
		c, err := s.Faulty(t.Context(), f)
		fatal(t, err)
		for n := range styles {
			styled := faultset.Restyle(c, 100+uint64(i)*7+n)
			r, err := faultset.Examine(styled)
			fatal(t, err)
			if r.Class != "A" {
				continue
			}
			placesHold(t, styled)
			if all++; r.Found {
				found++
				continue
			}
			if missed[f.Check]++; missed[f.Check] == 1 {
				t.Logf("missed %s %s by %s: %s", f.ID, f.Label.Zh, f.Check, sheet(styled, f.Paper))
			}
		}
	}
	t.Logf("%d of %d faults, %d of %d sound dossiers quiet", found, all, quiet, sound*len(kinds))
	for _, k := range sorted(alarms) {
		t.Errorf("false alarm %s: %d times", k, alarms[k])
	}
	for _, k := range sorted(missed) {
		t.Logf("missed by %s: %d times", k, missed[k])
	}
	if all == 0 || float64(found) < .95*float64(all) {
		t.Errorf("%d of %d planted faults were found in other hands", found, all)
	}
}

// placesHold holds that what a check points to is in the paper as it is, word for word.
func placesHold(t *testing.T, c faultset.Case) {
	t.Helper()
	checks, err := c.Dossier.Look()
	fatal(t, err)
	for _, check := range checks {
		for _, trace := range check.Found {
			for _, p := range trace.Places {
				for _, s := range c.Dossier.Sheets {
					if s.ID != p.Paper || p.Length == 0 {
						continue
					}
					if text := []rune(s.Pages[p.Page-1].Text); p.Start+p.Length > len(text) || string(text[p.Start:p.Start+p.Length]) != p.Quote {
						t.Errorf("%s points to %q, which does not stand at %d of %s", check.ID, p.Quote, p.Start, s.Title)
					}
				}
			}
		}
	}
}

func sorted(m map[string]int) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(m[b]-m[a], strings.Compare(a, b)) })
	return keys
}

func sheet(c faultset.Case, code string) string {
	for _, s := range c.Dossier.Sheets {
		if s.Code == code && len(s.Pages) > 0 {
			return fmt.Sprintf("%.900s", s.Pages[0].Text)
		}
	}
	return ""
}

func show(t *testing.T, c faultset.Case, id string) {
	checks, err := c.Dossier.Look()
	fatal(t, err)
	for _, check := range checks {
		if check.ID != id || len(check.Found) == 0 {
			continue
		}
		t.Logf("alarm %s %s: %s", id, check.Question.Zh, say(check.Found[0]))
		if places := check.Found[0].Places; len(places) > 0 {
			for _, s := range c.Dossier.Sheets {
				if s.ID == places[0].Paper {
					t.Logf("%.700s", s.Pages[0].Text)
				}
			}
		}
	}
}

func say(trace review.Trace) string {
	list := []string{trace.Says.Zh}
	for _, p := range trace.Places {
		list = append(list, p.Quote)
	}
	return strings.Join(list, " | ")
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(fault.As(err))
	}
}

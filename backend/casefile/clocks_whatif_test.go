package casefile_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// looked is a case with its clocks on a day.
func (d drafting) looked(t *testing.T, id, today string, look func(r *store.Reader, c casefile.Case, facts rulebook.Facts) error) {
	t.Helper()
	d.Today = func() string { return today }
	err := d.Store.View(t.Context(), func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		facts, err := d.Facts(r, c)
		if err != nil {
			return err
		}
		return look(r, c, facts)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestClocksThatWait(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-03-02", "x.fine": 100})
	office.looked(t, c.ID, "2026-04-30", func(r *store.Reader, c casefile.Case, facts rulebook.Facts) error {
		waiting, err := office.Waiting(r, c, facts)
		found := map[string]casefile.Clock{}
		for _, clock := range waiting {
			found[clock.ID] = clock
		}
		if pay := found["T07"]; pay.State != casefile.ClockWaiting || pay.StartOn != "2026-04-30" || pay.WarnOn != "2026-05-15" || pay.StartWhy.Zh != "行政处罚决定书·送达日期" {
			t.Errorf("if the decision were served today: %+v", pay)
		}
		if _, begun := found["T02"]; begun {
			t.Error("a period that runs is said to wait")
		}
		for _, foreign := range []string{"T11", "T13", "T28"} {
			if _, waits := found[foreign]; waits {
				t.Errorf("%s waits in a case in which it cannot come", foreign)
			}
		}
		return err
	})
}

func TestSuppositions(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-03-02"})
	span := func(text string) []workday.Suspension {
		s, err := casefile.ParseSpan(text)
		if err != nil {
			t.Fatal(err)
		}
		return []workday.Suspension{s}
	}
	for name, q := range map[string]struct {
		casefile.Supposition
		want string
	}{
		"another day":     {casefile.Supposition{Deadline: "T02", From: "2026-04-01"}, "2026-06-30"},
		"lengthened":      {casefile.Supposition{Deadline: "T02", From: "2026-03-02", Extend: 30}, "2026-06-30"},
		"less a span":     {casefile.Supposition{Deadline: "T02", From: "2026-03-02", Exclude: span("2026-03-10..2026-03-20")}, "2026-06-10"},
		"both":            {casefile.Supposition{Deadline: "T02", From: "2026-03-02", Extend: 30, Exclude: span("2026-06-20..2026-06-25")}, "2026-07-05"},
		"after another":   {casefile.Supposition{Deadline: "T34", From: "2026-05-06"}, "2026-08-06"},
		"without a field": {casefile.Supposition{Deadline: "T47", From: "2026-04-29"}, "2027-04-29"},
	} {
		office.looked(t, c.ID, "2026-04-30", func(r *store.Reader, c casefile.Case, facts rulebook.Facts) error {
			clock, err := office.Suppose(r, c, facts, q.Supposition)
			if clock.DueStrict != q.want {
				t.Errorf("%s: %s, want %s", name, clock.DueStrict, q.want)
			}
			return err
		})
	}
	procedure, _ := office.Rules.Current().Procedure("penalty")
	for name, q := range map[string]casefile.Supposition{"no such period": {Deadline: "T99", From: "2026-01-01"}, "no day": {Deadline: "T02"}, "a bad day": {Deadline: "T02", From: "2026-02-30"},
		"too long": {Deadline: "T02", From: "2026-01-01", Extend: 99_999}} {
		if _, err := office.SupposeAlone(procedure, q); fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := casefile.ParseSpan("2026-03-10"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a day passes for a span: %v", err)
	}
}

func TestRemindersLieWorkingDaysAhead(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, map[string]any{"c.domain": "market", "d.D27.served_on": "2026-04-24", "x.fine": 100})
	office.looked(t, c.ID, "2026-04-27", func(r *store.Reader, c casefile.Case, facts rulebook.Facts) error {
		list, err := office.Appointments(r, c, "zh")
		if err != nil {
			return err
		}
		i := strings.Index(strings.Join(uids(list), " "), "-T07@zhiheng")
		if i < 0 {
			t.Fatalf("the payment is in no calendar: %v", uids(list))
		}
		for _, a := range list {
			if !strings.Contains(a.UID, "T07") {
				continue
			}
			if a.Day.Format(time.DateOnly) != "2026-05-09" || a.UID != c.ID+"-T07@zhiheng" || a.Tentative { // a Saturday that is worked
				t.Errorf("%+v", a)
			}
			var at []string
			for _, alarm := range a.Alarms {
				at = append(at, alarm.Format("01-02 15"))
			}
			if got := strings.Join(at, ", "); got != "04-29 09, 05-06 09, 05-08 09" {
				t.Errorf("the reminders are on %s", got)
			}
		}
		return nil
	})
}

func uids(list []paper.Appointment) (out []string) {
	for _, a := range list {
		out = append(out, a.UID)
	}
	return out
}

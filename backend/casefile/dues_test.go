package casefile_test

import (
	"context"
	"path/filepath"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// caught lets dues catch up wholly and returns the open cases by what ends next in them.
func caught(t *testing.T, d *casefile.Dues) []*casefile.DueCase {
	t.Helper()
	for {
		left, err := d.CatchUp(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			return d.Open()
		}
	}
}

func TestDuesFollowTheCases(t *testing.T) {
	office := newDrafting(t)
	today := "2026-03-05"
	office.Today = func() string { return today }
	dues := casefile.NewDues(office.Files)
	if list := caught(t, dues); len(list) != 0 {
		t.Fatalf("an office without cases owes %v", list)
	}
	later := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-03-04"})
	sooner := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-03-02"})
	list := caught(t, dues)
	if len(list) != 2 || list[0].ID != sooner.ID || list[1].ID != later.ID {
		t.Fatalf("%+v", list)
	}
	if next := list[0].Next(today); next != "2026-05-31" {
		t.Errorf("the next end is %s", next)
	}
	if err := office.SetFields(t.Context(), office.handler, later.ID, map[string]any{"c.filed_on": "2026-02-02"}); err != nil {
		t.Fatal(err)
	}
	if list = caught(t, dues); list[0].ID != later.ID || list[0].Next(today) != "2026-05-03" {
		t.Errorf("the change is not seen: %+v", list[0])
	}
	today = "2026-06-15"
	if next := caught(t, dues)[0].Next(today); next != "2026-05-03" {
		t.Errorf("what is over is not the next: %q", next)
	}
	err := office.Store.Do(t.Context(), office.handler.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.moved", later.ID, casefile.Move{Transition: "decline", From: "clue", To: "declined"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if list = caught(t, dues); len(list) != 1 || list[0].ID != sooner.ID {
		t.Errorf("a case at rest still owes: %+v", list)
	}
}

// TestARightThatLapsesMakesNobodyLate: the time to ask for a hearing passes, and what comes next is the office's own limit.
func TestARightThatLapsesMakesNobodyLate(t *testing.T) {
	c := casefile.DueCase{Periods: []casefile.DueDate{{ID: "T04", On: "2026-03-27", Right: true}, {ID: "T02", On: "2026-05-31"}}}
	for today, want := range map[string]string{"2026-03-20": "2026-03-27", "2026-03-27": "2026-03-27", "2026-03-28": "2026-05-31", "2026-06-30": "2026-05-31"} {
		if got := c.Next(today); got != want {
			t.Errorf("on %s: %s, want %s", today, got, want)
		}
	}
}

// TestDuesAreKept: a second run takes up what the first has worked out, and what has changed since.
func TestDuesAreKept(t *testing.T) {
	office := newDrafting(t)
	office.Today = func() string { return "2026-03-05" }
	cache, err := store.OpenCache(filepath.Join(t.TempDir(), "cache.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cache.Close() })
	office.Cache = cache
	a := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-03-02"})
	first := casefile.NewDues(office.Files)
	caught(t, first)
	if err := first.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := office.open(t, map[string]any{"c.domain": "market", "c.filed_on": "2026-02-02"})
	second := casefile.NewDues(office.Files)
	if left, err := second.CatchUp(t.Context(), 0); err != nil || left != 1 || len(second.Open()) != 1 || second.Open()[0].ID != a.ID {
		t.Fatalf("%d cases to look at, %v, knows %+v", left, err, second.Open())
	}
	if list := caught(t, second); len(list) != 2 || list[0].ID != b.ID {
		t.Errorf("%+v", list)
	}
	office.Today = func() string { return "2026-03-06" }
	third := casefile.NewDues(office.Files)
	if left, err := third.CatchUp(context.Background(), 0); err != nil || left != 2 {
		t.Errorf("on the next day %d cases are looked at again, %v", left, err)
	}
}

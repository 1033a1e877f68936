package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"zhiheng/backend/store"
)

// tally is a pillar that counts how often its appliers have run, and writes many rows at once.
func tally(runs map[string]int, refuse int64) store.Pillar {
	return store.Pillar{Name: "tally", Tables: `
CREATE TABLE tally_row (
  seq  INTEGER NOT NULL,
  n    INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT;
CREATE INDEX tally_row_by_word ON tally_row (word); -- for readers
CREATE INDEX tally_row_by_n ON tally_row (n);
`, Events: map[string]store.Apply{
		"tally.counted": store.On(func(t *store.Tables, e store.Event, n int) error {
			runs[e.Kind]++
			if e.Seq == refuse {
				return errors.New("refused")
			}
			var rows []any
			for i := range n {
				rows = append(rows, e.Seq, i, "计")
			}
			return t.ExecRows("INSERT INTO tally_row (seq, n, word) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows...)
		}),
		"tally.noted": func(t *store.Tables, e store.Event) error {
			if err := t.Exec("INSERT INTO tally_row (seq, n, word) VALUES (?, -1, ?)", e.Seq, e.Subject); err != nil {
				return err
			}
			runs[e.Kind]++
			return nil
		},
	}}
}

// tallied makes an office of several batches of entries under the tally.
func tallied(t *testing.T, runs map[string]int) *office {
	t.Helper()
	o := newOffice(t)
	o.options.Pillars = []store.Pillar{tally(runs, 0)}
	o.reopen(t)
	err := o.Do(context.Background(), "lin", func(tx *store.Tx) error {
		for i := range 4100 {
			kind, data := "tally.counted", any(i%4)
			if i%5 == 0 {
				kind, data = "tally.noted", struct{}{}
			}
			if _, err := tx.Record(kind, fmt.Sprintf("t%d", i), data); err != nil {
				return err
			}
		}
		_, err := tx.Record("tally.counted", "many", 30_000) // more parameters than one statement takes
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) number(t *testing.T, query string) (n int) {
	t.Helper()
	err := o.View(context.Background(), func(r *store.Reader) (err error) {
		n, _, err = store.One[int](r, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAReplayAppliesEveryEntryOnce(t *testing.T) {
	runs := map[string]int{}
	o := tallied(t, runs)
	const rows = "SELECT count(*) FROM tally_row"
	want := o.number(t, rows)
	if want < 35_000 {
		t.Fatalf("%d rows", want)
	}
	clear(runs)
	o.options.Pillars[0].Tables += "-- another shape\n"
	o.reopen(t)
	if runs["tally.counted"] != 3281 || runs["tally.noted"] != 820 {
		t.Errorf("applied %v", runs)
	}
	if got := o.number(t, rows); got != want {
		t.Errorf("%d rows after the replay, %d before", got, want)
	}
	if got := o.number(t, "SELECT count(*) FROM event"); got != 4101 {
		t.Errorf("%d events", got)
	}
	report, err := o.Replay(context.Background(), nil)
	if err != nil || !report.Intact || report.Entries != 4101 {
		t.Errorf("%+v %v", report, err)
	}
}

func TestIndexesForReadersAreThereAfterAReplay(t *testing.T) {
	o := tallied(t, map[string]int{})
	const indexes = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
	want := o.number(t, indexes)
	o.options.Pillars[0].Tables += "-- another shape\n"
	o.reopen(t)
	if got := o.number(t, indexes); got != want || got < 3 {
		t.Errorf("%d indexes after the replay, %d before", got, want)
	}
	o.mustBeIntact(t)
}

func TestAReplayThatIsRefusedChangesNothing(t *testing.T) {
	runs := map[string]int{}
	o := tallied(t, runs)
	was := o.number(t, "SELECT count(*) FROM tally_row")
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	refusing := o.options
	refusing.Pillars = []store.Pillar{tally(runs, 2502)}
	refusing.Pillars[0].Tables += "-- another shape\n"
	if _, err := store.Open(o.path, refusing); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Fatalf("opened with %v", err)
	}
	o.open(t)
	if got := o.number(t, "SELECT count(*) FROM tally_row"); got != was {
		t.Errorf("%d rows, %d before", got, was)
	}
	o.mustBeIntact(t)
}

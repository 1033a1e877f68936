package store_test

import (
	"context"
	"slices"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// slate is a pillar whose event runs what a test wants to run against the tables.
func slate(run func(t *store.Tables, e store.Event) error) store.Pillar {
	return store.Pillar{Name: "slate", Tables: "CREATE TABLE slate_line (\n  id INTEGER PRIMARY KEY,\n  value ANY,\n  CHECK (id > 0)\n) STRICT;",
		Events: map[string]store.Apply{"slate.written": run}}
}

// written records one event of a slate.
func written(t *testing.T, run func(t *store.Tables, e store.Event) error) (*office, error) {
	t.Helper()
	o := newOffice(t)
	o.options.Pillars = []store.Pillar{slate(run)}
	o.reopen(t)
	return o, o.Do(context.Background(), "lin", func(tx *store.Tx) error {
		_, err := tx.Record("slate.written", "s", struct{}{})
		return err
	})
}

const insertLine = "INSERT INTO slate_line (id, value) VALUES (?, ?)"

func TestValuesComeIntoTheTablesAsWhatTheyAre(t *testing.T) {
	o, err := written(t, func(t *store.Tables, _ store.Event) error {
		for i, value := range []any{nil, 7, int64(1) << 62, true, 1.5, "字", "", []byte{0}, []byte{}, store.JSON([]string{"x"})} {
			if err := t.Exec(insertLine, i+1, value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"null NULL", "integer 7", "integer 4611686018427387904", "integer 1", "real 1.5", "text '字'", "text ''", "blob X'00'", "blob X''", `text '["x"]'`}
	var have []string
	err = o.View(context.Background(), func(r *store.Reader) (err error) {
		have, err = store.All[string](r, "SELECT typeof(value) || ' ' || quote(value) FROM slate_line ORDER BY id")
		return err
	})
	if err != nil || !slices.Equal(have, want) {
		t.Errorf("%q, %v", have, err)
	}
	o.mustBeIntact(t)
}

func TestAChangeTellsHowManyRowsItFound(t *testing.T) {
	var found []int64
	_, err := written(t, func(t *store.Tables, _ store.Event) error {
		if err := t.ExecRows(insertLine, 1, "a", 2, "a", 3, "b"); err != nil {
			return err
		}
		for _, value := range []string{"a", "b", "c"} {
			rows, err := t.Change("UPDATE slate_line SET value = value WHERE value = ?", value)
			if err != nil {
				return err
			}
			found = append(found, rows)
		}
		return nil
	})
	if err != nil || !slices.Equal(found, []int64{2, 1, 0}) {
		t.Errorf("%v, %v", found, err)
	}
}

func TestAStatementThatFailsIsToldAndCanBeRunAgain(t *testing.T) {
	_, err := written(t, func(tables *store.Tables, _ store.Event) error {
		if err := tables.Exec(insertLine, 1, "a"); err != nil {
			return err
		}
		for name, args := range map[string][]any{"a key twice": {1, "b"}, "a constraint": {0, "b"}, "a value of no kind": {2, make(chan int)}, "a value missing": {2}} {
			if err := tables.Exec(insertLine, args...); fault.KindOf(err) != fault.Internal {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := tables.Change(insertLine, args...); fault.KindOf(err) != fault.Internal {
				t.Errorf("%s, counted: %v", name, err)
			}
		}
		return tables.Exec(insertLine, 2, "c")
	})
	if err != nil {
		t.Error(err)
	}
}

package store_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// shelf is a pillar for tests: boxes with a label and things in them, some of which are files.
const shelfTables = `
CREATE TABLE shelf_box (
  id    TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  count INTEGER NOT NULL
) STRICT;
CREATE INDEX shelf_box_by_label ON shelf_box (label);
CREATE TABLE shelf_thing (
  box  TEXT NOT NULL REFERENCES shelf_box (id),
  n    INTEGER NOT NULL,
  name TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (box, n)
) STRICT;
`

type put struct {
	Label string   `json:"label,omitempty"`
	Name  string   `json:"name,omitempty"`
	Tags  []string `json:"tags,omitempty"`
	SHA   string   `json:"sha256,omitempty"`
	SM3   string   `json:"sm3,omitempty"`
	Size  int64    `json:"size,omitempty"`
}

func shelf() store.Pillar {
	return store.Pillar{Name: "shelf", Tables: shelfTables, Events: map[string]store.Apply{
		"shelf.box_placed": store.On(func(t *store.Tables, e store.Event, d put) error {
			return t.Exec("INSERT INTO shelf_box (id, label, count) VALUES (?, ?, 0)", e.Subject, d.Label)
		}),
		"shelf.thing_put": store.On(func(t *store.Tables, e store.Event, d put) error {
			box, found, err := store.One[boxRow](t, "SELECT id, label, count FROM shelf_box WHERE id = ?", e.Subject)
			if err != nil {
				return err
			}
			if !found {
				return fault.New(fault.NotFound, "shelf.put", fault.T("没有这个箱子", "no such box"))
			}
			if d.SHA != "" {
				if err := t.Original(e, d.SHA, d.SM3, d.Size); err != nil {
					return err
				}
			}
			if err := t.Exec("UPDATE shelf_box SET count = count + 1 WHERE id = ?", e.Subject); err != nil {
				return err
			}
			return t.Exec("INSERT INTO shelf_thing (box, n, name, tags) VALUES (?, ?, ?, ?)", e.Subject, box.Count+1, d.Name, store.JSON(d.Tags))
		}),
		"shelf.head_named": store.On(func(t *store.Tables, e store.Event, d headNamed) error { return t.NamedHead(e, d.Size, d.Root, d.SM3) }),
		"shelf.box_emptied": func(t *store.Tables, e store.Event) error {
			if err := t.Exec("DELETE FROM shelf_thing WHERE box = ?", e.Subject); err != nil {
				return err
			}
			return t.Exec("UPDATE shelf_box SET count = 0 WHERE id = ?", e.Subject)
		},
	}}
}

type headNamed struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
	SM3  string `json:"sm3"`
}

type boxRow struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

type thingRow struct {
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

// office is a store under test.
type office struct {
	*store.Store
	path    string
	options store.Options
	blobs   *blob.Store
	now     time.Time
}

func newOffice(t testing.TB) *office {
	t.Helper()
	dir := t.TempDir()
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/test")
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{path: filepath.Join(dir, "数据 dir", "office.db"), blobs: blobs, now: time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone)}
	o.options = store.Options{Pillars: []store.Pillar{shelf()}, Keys: keys, Origin: "zhiheng/test", Clock: func() time.Time { return o.now }}
	o.open(t)
	t.Cleanup(func() { o.Close(); blobs.Close() })
	return o
}

func (o *office) open(t testing.TB) {
	t.Helper()
	s, err := store.Open(o.path, o.options)
	if err != nil {
		t.Fatal(err)
	}
	o.Store = s
}

func (o *office) reopen(t testing.TB) {
	t.Helper()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	o.open(t)
}

func (o *office) do(t testing.TB, kind, subject string, data any) {
	t.Helper()
	err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error { _, err := tx.Record(kind, subject, data); return err })
	if err != nil {
		t.Fatal(err)
	}
}

// fill puts boxes, things and files in.
func (o *office) fill(t testing.TB, boxes, things int) {
	t.Helper()
	for b := range boxes {
		id := fmt.Sprintf("box-%d", b)
		o.do(t, "shelf.box_placed", id, put{Label: fmt.Sprintf("第%d箱", b)})
		for n := range things {
			stored, err := o.blobs.Put(strings.NewReader(fmt.Sprintf("原件 %d/%d", b, n)))
			if err != nil {
				t.Fatal(err)
			}
			o.do(t, "shelf.thing_put", id, put{Name: fmt.Sprintf("物品%d", n), Tags: []string{"甲", "乙"}, SHA: stored.SHA256, SM3: stored.SM3, Size: stored.Size})
		}
	}
}

func (o *office) verify(t testing.TB) store.Report {
	t.Helper()
	report, err := o.Verify(context.Background(), store.VerifyOptions{Originals: o.blobs})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func (o *office) mustBeIntact(t testing.TB) store.Report {
	t.Helper()
	report := o.verify(t)
	if !report.Intact {
		t.Fatalf("not intact: %+v", report.Findings)
	}
	return report
}

func TestAnEventIsInLedgerAndTablesOrInNeither(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 1, 2)
	refused := errors.New("no")
	err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
		if _, err := tx.Record("shelf.thing_put", "box-0", put{Name: "x", Tags: []string{}}); err != nil {
			return err
		}
		if things, err := store.All[thingRow](tx, "SELECT name, tags FROM shelf_thing"); err != nil || len(things) != 3 {
			t.Errorf("inside: %d things, %v", len(things), err)
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Fatalf("got %v", err)
	}
	err = o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
		_, err := tx.Record("shelf.thing_put", "no-such-box", put{})
		return err
	})
	if fault.KindOf(err) != fault.NotFound {
		t.Fatalf("the applier's refusal became %v", err)
	}
	if report := o.mustBeIntact(t); report.Entries != 3 || report.Files != 2 {
		t.Fatalf("%+v", report)
	}
	err = o.View(context.Background(), func(r *store.Reader) error {
		things, err := store.All[thingRow](r, "SELECT name, tags FROM shelf_thing ORDER BY n")
		if err != nil || len(things) != 2 || things[1].Name != "物品1" || len(things[1].Tags) != 2 {
			t.Errorf("%+v, %v", things, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReplayGivesTheSameTables(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice(t)
		defer o.Close()
		boxes := 0
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
				for range rapid.IntRange(1, 3).Draw(rt, "events") {
					switch box := fmt.Sprintf("box-%d", rapid.IntRange(0, max(0, boxes-1)).Draw(rt, "box")); {
					case boxes == 0 || rapid.IntRange(0, 4).Draw(rt, "what") == 0:
						if _, err := tx.Record("shelf.box_placed", fmt.Sprintf("box-%d", boxes), put{Label: rapid.String().Draw(rt, "label")}); err != nil {
							return err
						}
						boxes++
					case rapid.IntRange(0, 6).Draw(rt, "empty") == 0:
						if _, err := tx.Record("shelf.box_emptied", box, struct{}{}); err != nil {
							return err
						}
					default:
						if _, err := tx.Record("shelf.thing_put", box, put{Name: rapid.String().Draw(rt, "name"), Tags: []string{"x"}}); err != nil {
							return err
						}
					}
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
			o.now = o.now.Add(time.Duration(rapid.IntRange(-10, 100).Draw(rt, "seconds")) * time.Second)
		}
		report, err := o.Replay(context.Background(), nil)
		if err != nil || !report.Intact {
			rt.Fatalf("%+v, %v", report, err)
		}
	})
}

func TestAnOfficeOpensAgainAndGrowsOn(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 2, 3)
	before := o.mustBeIntact(t).Head
	o.reopen(t)
	o.do(t, "shelf.box_placed", "box-9", put{Label: "新"})
	after := o.mustBeIntact(t).Head
	if after.Size != before.Size+1 {
		t.Fatalf("%d after %d", after.Size, before.Size)
	}
	if _, c, err := o.Head(context.Background()); err != nil || c != after {
		t.Fatalf("head %+v, %v", c, err)
	}
}

func TestIDsSortAsTheLedgerAndAreUnique(t *testing.T) {
	o := newOffice(t)
	last, seen := "", map[string]bool{}
	for range 3 {
		err := o.Do(context.Background(), "lin", func(tx *store.Tx) error {
			for range 40 {
				var drawn []string // before the same entry: in any order, but never twice
				for range 50 {
					id, err := tx.NewID("c")
					if err != nil {
						return err
					}
					if seen[id] || id <= last || len(id) != len("c-000001abcdef") {
						t.Errorf("%s after %s", id, last)
					}
					seen[id] = true
					drawn = append(drawn, id)
				}
				last = slices.Max(drawn)
				if _, err := tx.Record("shelf.box_placed", last, put{Label: "a"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnotherShapeOfTheTablesIsReplayed(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 2, 3)
	changed := shelf()
	changed.Tables = strings.Replace(changed.Tables, "label TEXT NOT NULL,", "label TEXT NOT NULL, colour TEXT NOT NULL DEFAULT 'grey',", 1)
	o.options.Pillars = []store.Pillar{changed}
	o.reopen(t)
	report := o.mustBeIntact(t)
	if report.Entries != 8 || report.Rows == 0 {
		t.Fatalf("%+v", report)
	}
	err := o.View(context.Background(), func(r *store.Reader) error {
		colours, err := store.All[string](r, "SELECT colour FROM shelf_box")
		if len(colours) != 2 {
			t.Errorf("%v", colours)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewerOfficeIsLeftUntouched(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 1, 1)
	o.Close()
	sqlite(t, o.path, "PRAGMA user_version = 99")
	if _, err := store.Open(o.path, o.options); fault.KindOf(err) != fault.Refused {
		t.Fatalf("a newer format: %v", err)
	}
	sqlite(t, o.path, fmt.Sprintf("PRAGMA user_version = %d", store.Format))
	older := shelf()
	older.Tables += "-- another shape, so that it must replay\n"
	delete(older.Events, "shelf.thing_put")
	options := o.options
	options.Pillars = []store.Pillar{older}
	if _, err := store.Open(o.path, options); fault.KindOf(err) != fault.Refused {
		t.Fatalf("an unknown kind of event: %v", err)
	}
	o.open(t)
	o.mustBeIntact(t)
}

func TestAFileThatIsNoOfficeIsRefused(t *testing.T) {
	o := newOffice(t)
	o.Close()
	other := filepath.Join(t.TempDir(), "other.db")
	sqlite(t, other, "CREATE TABLE x (y)")
	if _, err := store.Open(other, o.options); fault.KindOf(err) != fault.Damaged {
		t.Fatalf("got %v", err)
	}
	o.open(t)
}

func TestAClockSetBackIsRecordedAndOrderKept(t *testing.T) {
	o := newOffice(t)
	o.do(t, "shelf.box_placed", "a", put{})
	o.now = o.now.Add(-3 * time.Hour)
	o.do(t, "shelf.box_placed", "b", put{})
	entries, err := o.Entries(context.Background(), 0, 10)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if entries[1].Kind != "store.clock_set_back" || !strings.Contains(string(entries[1].Data), `"behind_seconds":10800`) || entries[1].Actor != store.System {
		t.Errorf("%+v", entries[1])
	}
	if entries[2].At < entries[0].At || entries[2].Actor != "p-1" {
		t.Errorf("%+v", entries[2])
	}
	o.mustBeIntact(t)
}

func TestFollowersAreWokenAndCatchUpBySequence(t *testing.T) {
	o := newOffice(t)
	woken, stop := o.Follow()
	o.fill(t, 1, 4)
	<-woken
	entries, err := o.Entries(context.Background(), 2, 2)
	if err != nil || len(entries) != 2 || entries[0].Seq != 3 {
		t.Fatalf("%+v, %v", entries, err)
	}
	stop()
	if _, open := <-woken; open {
		t.Fatal("still woken after stop")
	}
	o.do(t, "shelf.box_placed", "later", put{}) // must not panic on a closed channel
}

func TestQueriesAreParsedByName(t *testing.T) {
	q := store.ParseQueries("-- name: one\nSELECT 1;\n\n-- name: two\nSELECT\n  2\n")
	if q.Get("one") != "SELECT 1;" || q.Get("two") != "SELECT\n  2" {
		t.Fatalf("%q", q)
	}
	for _, bad := range []string{"-- name: a\nSELECT 1\n-- name: a\nSELECT 2", "-- name: a\n\n-- name: b\nSELECT 1"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", bad)
				}
			}()
			store.ParseQueries(bad)
		}()
	}
}

func TestAnUnknownColumnIsAFaultOfTheProgram(t *testing.T) {
	o := newOffice(t)
	err := o.View(context.Background(), func(r *store.Reader) error {
		_, err := store.All[boxRow](r, "SELECT 1 AS nonsense")
		return err
	})
	if fault.KindOf(err) != fault.Internal {
		t.Fatalf("got %v", err)
	}
}

func BenchmarkAppend(b *testing.B) {
	o := newOffice(b)
	o.do(b, "shelf.box_placed", "box", put{Label: "x"})
	for b.Loop() {
		o.do(b, "shelf.thing_put", "box", put{Name: "物品", Tags: []string{"甲"}})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkReplay(b *testing.B) {
	o := newOffice(b)
	const n = 50_000
	err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
		if _, err := tx.Record("shelf.box_placed", "box", put{Label: "x"}); err != nil {
			return err
		}
		for range n - 1 {
			if _, err := tx.Record("shelf.thing_put", "box", put{Name: "物品", Tags: []string{"甲"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if report, err := o.Replay(context.Background(), nil); err != nil || !report.Intact {
			b.Fatalf("%+v, %v", report, err)
		}
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "entries/s")
}

package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/store"
)

// sqlite runs statements on a file as any other program could.
func sqlite(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(path, " ", "%20")+"?_foreign_keys=0")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestChangesByAnotherProgramAreNamed(t *testing.T) {
	const free = "DROP TRIGGER entry_stays; DROP TRIGGER entry_remains;"
	cases := map[string]struct {
		harm string
		want func(f store.Finding) bool
	}{
		"a cell of a row": {"UPDATE shelf_box SET label = '假' WHERE id = 'box-1'", func(f store.Finding) bool {
			return f.Name == "shelf_box" && f.Key == "id=box-1" && f.Column == "label"
		}},
		"the type of a cell": {"UPDATE shelf_thing SET tags = CAST(name AS TEXT) WHERE n = 1 AND box = 'box-0'", func(f store.Finding) bool {
			return f.Name == "shelf_thing" && f.Key == "box=box-0 n=1" && f.Column == "tags"
		}},
		"a row deleted":     {"DELETE FROM shelf_thing WHERE box = 'box-1' AND n = 2", func(f store.Finding) bool { return f.Key == "box=box-1 n=2" }},
		"a row added":       {"INSERT INTO shelf_box VALUES ('box-x', 'y', 0)", func(f store.Finding) bool { return f.Key == "id=box-x" }},
		"an entry's text":   {free + "UPDATE entry SET body = replace(body, '物品1', '物品7') WHERE seq = 3", func(f store.Finding) bool { return f.Where == "entry" && f.Seq == 3 }},
		"an entry's actor":  {free + `UPDATE entry SET body = replace(body, '"p-1"', '"p-2"') WHERE seq = 2`, func(f store.Finding) bool { return f.Where == "entry" && f.Seq == 2 }},
		"an entry deleted":  {free + "DELETE FROM entry WHERE seq = 4", func(f store.Finding) bool { return f.Where == "entry" && f.Seq == 4 }},
		"the tail cut":      {free + "DELETE FROM entry WHERE seq >= 5", func(f store.Finding) bool { return f.Where == "checkpoint" }},
		"an entry added":    {"INSERT INTO entry SELECT max(seq) + 1, replace(body, '\"seq\":' || seq, '\"seq\":' || (max(seq) + 1)) FROM entry", func(f store.Finding) bool { return f.Where == "checkpoint" }},
		"entries swapped":   {free + "UPDATE entry SET seq = -1 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = -1", func(f store.Finding) bool { return f.Where == "entry" && f.Seq == 2 }},
		"a stored hash":     {"UPDATE tree_hash SET hash = zeroblob(32) WHERE n = 3", func(f store.Finding) bool { return f.Where == "entry" || f.Where == "tree" }},
		"a hash added":      {"INSERT INTO tree_hash VALUES (999, zeroblob(32))", func(f store.Finding) bool { return f.Where == "tree" && f.Name == "999" }},
		"the signed head":   {"UPDATE checkpoint SET note = substr(note, 1, length(note) - 9) || CASE substr(note, -9, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(note, -8)", func(f store.Finding) bool { return f.Where == "checkpoint" }},
		"the head deleted":  {"DELETE FROM checkpoint", func(f store.Finding) bool { return f.Where == "checkpoint" }},
		"the public key":    {"UPDATE meta SET value = 'x' WHERE key = 'public_key'", func(f store.Finding) bool { return f.Where == "meta" && f.Name == "public_key" }},
		"a trigger dropped": {"DROP TRIGGER entry_stays", func(f store.Finding) bool { return f.Where == "schema" && f.Name == "trigger entry_stays" }},
		"an index dropped":  {"DROP INDEX shelf_box_by_label", func(f store.Finding) bool { return f.Where == "schema" }},
		"a table added":     {"CREATE TABLE hidden (x)", func(f store.Finding) bool { return f.Where == "schema" && f.Name == "table hidden" }},
		"an event row":      {"UPDATE event SET subject = 'c-9' WHERE seq = 2", func(f store.Finding) bool { return f.Name == "event" && f.Column == "subject" }},
		"an original's row": {"DELETE FROM original WHERE seq = 2", func(f store.Finding) bool { return f.Name == "original" }},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.fill(t, 2, 3)
			o.mustBeIntact(t)
			sqlite(t, o.path, c.harm) // while the office is open, as it would happen
			report := o.verify(t)
			if report.Intact {
				t.Fatal("nobody saw it")
			}
			for _, f := range report.Findings {
				if c.want(f) {
					return
				}
			}
			t.Fatalf("seen, but not named: %+v", report.Findings)
		})
	}
}

func TestEveryCellOfEveryTableIsCovered(t *testing.T) {
	fill := func(o *office) {
		o.fill(t, 2, 2)
		o.do(t, "shelf.head_named", "office", headNamed{1, "x", "y"})
	}
	o := newOffice(t)
	fill(o)
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(o.path, " ", "%20"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query("SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'")
	if err != nil {
		t.Fatal(err)
	}
	var cells [][3]string
	for rows.Next() {
		var c [3]string
		if err := rows.Scan(&c[0], &c[1], &c[2]); err != nil {
			t.Fatal(err)
		}
		cells = append(cells, c)
	}
	db.Close()
	if len(cells) < 18 {
		t.Fatalf("only %d columns", len(cells))
	}
	for _, c := range cells {
		t.Run(c[0]+"."+c[1], func(t *testing.T) {
			o := newOffice(t)
			fill(o)
			value := map[string]string{"TEXT": "'改' || %[1]s", "INTEGER": "%[1]s + 1000", "BLOB": "zeroblob(32)"}[c[2]]
			sqlite(t, o.path, "DROP TRIGGER entry_stays",
				fmt.Sprintf("UPDATE %[2]s SET %[1]s = "+value+" WHERE %[1]s = (SELECT max(%[1]s) FROM %[2]s)", c[1], c[0]))
			report := o.verify(t)
			for _, f := range report.Findings {
				if f.Where != "schema" {
					return
				}
			}
			t.Fatalf("not seen: %+v", report.Findings)
		})
	}
}

func TestAnchorsShowARewrittenOrShortenedHistory(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 1, 2)
	early, _, _ := o.Head(context.Background())
	o.fill2(t)
	late, _, _ := o.Head(context.Background())
	verify := func(s *office, anchors ...string) store.Report {
		report, err := s.Verify(context.Background(), store.VerifyOptions{Anchors: anchors})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	if report := verify(o, early, late); !report.Intact {
		t.Fatalf("%+v", report.Findings)
	}
	// Another history under the same key: shorter, and with other entries.
	other := newOffice(t)
	other.Close()
	other.options.Keys = o.options.Keys
	os.Remove(other.path)
	other.open(t)
	other.fill(t, 1, 2)
	if !other.mustBeIntact(t).Intact {
		t.Fatal("a rewritten history is sound in itself")
	}
	report := verify(other, early, late)
	var where []string
	for _, f := range report.Findings {
		where = append(where, f.Where+" "+strconv.FormatInt(f.Seq, 10))
	}
	sort.Strings(where)
	if strings.Join(where, ",") != "anchor 3,anchor 5" {
		t.Fatalf("%v", where)
	}
	if report := verify(o, early[:len(early)-3]+"xx\n"); report.Intact {
		t.Fatal("a forged anchor was taken")
	}
}

func (o *office) fill2(t testing.TB) {
	o.do(t, "shelf.box_placed", "box-8", put{Label: "八"})
	o.do(t, "shelf.thing_put", "box-8", put{Name: "x", Tags: []string{}})
}

// count is how many damages are tried: normally, and with ZHIHENG_FAULTS=full.
func count(normal, full int) int {
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		return full
	}
	return normal
}

// dump reads every row of every table the way a reader would meet them: by table and by index.
func dump(path string) string {
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(path, " ", "%20")+"?mode=ro&_cell_size_check=1")
	if err != nil {
		return err.Error()
	}
	defer db.Close()
	var out strings.Builder
	for _, table := range []string{"entry", "tree_hash", "checkpoint", "meta", "event", "original", "shelf_box", "shelf_thing"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			return "unreadable: " + err.Error()
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				rows.Close()
				return "unreadable: " + err.Error()
			}
			fmt.Fprintf(&out, "%s %q\n", table, row)
		}
		if err := rows.Err(); err != nil {
			return "unreadable: " + err.Error()
		}
	}
	return out.String()
}

// flipping is what came of changing bytes of an office file one at a time.
type flipping struct {
	changed, mattered, seen, mended int
	missed                          []int // bytes that changed a row, and nobody saw
}

// flip changes n random bytes of a filled office, each in a sound file, and asks each time whether the file is intact.
func flip(t *testing.T, n int, intact func(o *office) bool) flipping {
	o := newOffice(t)
	o.fill(t, 4, 8)
	o.Close()
	sqlite(t, o.path, "PRAGMA wal_checkpoint(TRUNCATE)")
	sound, err := os.ReadFile(o.path)
	if err != nil {
		t.Fatal(err)
	}
	want := dump(o.path)
	r := rand.New(rand.NewPCG(1, 2))
	f := flipping{changed: n}
	for range n {
		changed := append([]byte(nil), sound...)
		at := r.IntN(len(changed))
		changed[at] ^= byte(1 + r.IntN(255))
		if err := os.WriteFile(o.path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		os.Remove(o.path + "-wal")
		os.Remove(o.path + "-shm")
		matters, seen := dump(o.path) != want, !intact(o)
		if matters {
			f.mattered++
		}
		if seen {
			f.seen++
		}
		switch {
		case !matters || seen:
		case dump(o.path) == want:
			f.mended++ // the shape of the tables: opening the office made them anew, and wrote the shape again
		default:
			f.missed = append(f.missed, at)
		}
	}
	if err := os.WriteFile(o.path, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	o.open(t)
	o.mustBeIntact(t)
	return f
}

func TestEveryChangedByteThatMattersIsFound(t *testing.T) {
	f := flip(t, count(150, 10_000), func(o *office) bool { return examine(t, o) })
	t.Logf("%d bytes changed, %d of them changed a row, %d were reported, %d mended at once", f.changed, f.mattered, f.seen, f.mended)
	if f.mattered < f.changed/10 {
		t.Fatal("hardly a flip did anything: the test looks at nothing")
	}
	if len(f.missed) > 0 {
		t.Errorf("bytes %d changed a row and nobody saw", f.missed)
	}
}

func TestFlipsFindAVerificationThatIsBlind(t *testing.T) {
	f := flip(t, 150, func(o *office) bool { // one that asks SQLite and looks at no entry
		db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(o.path, " ", "%20")+"?mode=ro&_cell_size_check=1")
		if err != nil {
			return false
		}
		defer db.Close()
		var answer string
		return db.QueryRow("PRAGMA integrity_check(1)").Scan(&answer) == nil && answer == "ok"
	})
	t.Logf("%d bytes changed, %d of them changed a row, %d were reported, %d missed", f.changed, f.mattered, f.seen, len(f.missed))
	if len(f.missed) == 0 {
		t.Fatal("the harness does not find it")
	}
}

// examine tells whether an office that may not even open is intact.
func examine(t *testing.T, o *office) bool {
	s, err := store.Open(o.path, o.options)
	if err != nil {
		return false // it says so by itself
	}
	defer s.Close()
	report, err := s.Verify(context.Background(), store.VerifyOptions{Originals: o.blobs})
	if err != nil {
		return false
	}
	if !report.Intact && len(report.Findings) == 0 {
		t.Fatal("damaged, but nothing is named")
	}
	return report.Intact
}

func TestDamagedOriginalsAreNamed(t *testing.T) {
	o := newOffice(t)
	damages := count(50, 500)
	o.fill(t, damages/10, 20)
	r := rand.New(rand.NewPCG(3, 4))
	var all []string
	if err := o.blobs.Each(func(sha string) error { all = append(all, sha); return nil }); err != nil {
		t.Fatal(err)
	}
	harmed := map[string]bool{}
	for i := range damages {
		sha := all[i*2]
		path := o.blobs.Path(sha)
		os.Chmod(path, 0o600)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch i % 4 {
		case 0:
			content[r.IntN(len(content))] ^= 1 << r.IntN(8)
		case 1:
			content = content[:r.IntN(len(content))]
		case 2:
			clear(content)
		case 3:
			os.Remove(path)
		}
		if i%4 != 3 {
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		harmed[sha] = true
	}
	report := o.verify(t)
	for _, f := range report.Findings {
		if f.Where != "original" || !harmed[f.Name] {
			t.Errorf("wrongly named: %+v", f)
		}
		delete(harmed, f.Name)
	}
	t.Logf("%d originals damaged, %d reported", damages, len(report.Findings))
	if len(harmed) != 0 || report.Files != int64(2*damages) {
		t.Fatalf("%d not found, %d files looked at", len(harmed), report.Files)
	}
}

package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// rewrite makes the ledger of a closed office hold some bodies and nothing else, with every hash and the office's own signature
// right, as somebody could who holds the file and the key. The tables are made anew out of it when the office is opened.
func rewrite(t testing.TB, o *office, bodies []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.ReplaceAll(o.path, " ", "%20")+"?_foreign_keys=0")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	must := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{"DROP TRIGGER entry_stays", "DROP TRIGGER entry_remains", "DELETE FROM entry", "DELETE FROM tree_hash", "DELETE FROM checkpoint"} {
		must(query)
	}
	tree := &ledger.Tree{}
	for i, body := range bodies {
		must("INSERT INTO entry VALUES (?, ?)", i+1, body)
		for _, node := range tree.Append(ledger.LeafHash([]byte(body))) {
			must("INSERT INTO tree_hash VALUES (?, ?)", node.Index, node.Hash[:])
		}
	}
	note, err := ledger.Checkpoint{Origin: o.options.Origin, Size: tree.Size, Root: tree.Root()}.Sign(o.options.Keys.Private)
	if err != nil {
		t.Fatal(err)
	}
	must("INSERT INTO checkpoint VALUES (?, ?)", tree.Size, note)
	must("CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END")
	must("CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END")
	must("UPDATE meta SET value = 'old' WHERE key = 'shape'")
}

// kept is an office with heads that somebody outside has kept, by their size, and the bodies of its entries.
func kept(t testing.TB) (o *office, anchors map[int64]string, bodies []string) {
	o = newOffice(t)
	anchors = map[int64]string{}
	for n := range 12 {
		o.do(t, "shelf.box_placed", fmt.Sprintf("box-%d", n), put{Label: "箱"})
		signed, head, err := o.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		anchors[head.Size] = signed
	}
	err := o.View(context.Background(), func(r *store.Reader) (err error) {
		bodies, err = store.All[string](r, "SELECT body FROM entry ORDER BY seq")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o, anchors, bodies
}

// against verifies an office against one kept head, and tells which findings there are.
func against(t testing.TB, o *office, anchor string) string {
	t.Helper()
	report, err := o.Verify(context.Background(), store.VerifyOptions{Anchors: []string{anchor}})
	if err != nil {
		t.Fatal(err)
	}
	var where []string
	for _, f := range report.Findings {
		where = append(where, fmt.Sprintf("%s %d", f.Where, f.Seq))
	}
	return strings.Join(where, ",")
}

// TestEveryCutIsFoundByEveryNewerHead: a ledger whose end was cut off, with all hashes and the signature right, is found by every
// head that was kept after the cut, and by none before.
func TestEveryCutIsFoundByEveryNewerHead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range count(4, 200) {
		o, anchors, bodies := kept(t)
		o.Close()
		cut := 1 + r.IntN(len(bodies)-1)
		rewrite(t, o, bodies[:cut])
		o.open(t)
		for size, anchor := range anchors {
			want := ""
			if size > int64(cut) {
				want = fmt.Sprintf("anchor %d", size)
			}
			if got := against(t, o, anchor); got != want {
				t.Fatalf("cut to %d, head of %d: %q, not %q", cut, size, got, want)
			}
		}
	}
}

// TestEveryRewritingIsFoundByEveryNewerHead: one entry is another, and everything after it fits.
func TestEveryRewritingIsFoundByEveryNewerHead(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range count(4, 100) {
		o, anchors, bodies := kept(t)
		o.Close()
		at := r.IntN(len(bodies))
		bodies[at] = strings.Replace(bodies[at], "箱", "相", 1)
		rewrite(t, o, bodies)
		o.open(t)
		for size, anchor := range anchors {
			want := ""
			if size > int64(at) {
				want = fmt.Sprintf("anchor %d", size)
			}
			if got := against(t, o, anchor); got != want {
				t.Fatalf("entry %d rewritten, head of %d: %q, not %q", at+1, size, got, want)
			}
		}
	}
}

// TestAnOlderBackupThatGoesOnIsFound: the file is an older copy, and other things have happened since.
func TestAnOlderBackupThatGoesOnIsFound(t *testing.T) {
	for range count(2, 20) {
		o := newOffice(t)
		o.do(t, "shelf.box_placed", "box-1", put{Label: "箱"})
		o.Close()
		copied, err := os.ReadFile(o.path)
		if err != nil {
			t.Fatal(err)
		}
		o.open(t)
		o.do(t, "shelf.box_placed", "box-2", put{Label: "后来删去的"})
		late, _, _ := o.Head(context.Background())
		o.Close()
		for _, end := range []string{"-wal", "-shm"} {
			os.Remove(o.path + end)
		}
		if err := os.WriteFile(o.path, copied, 0o600); err != nil {
			t.Fatal(err)
		}
		o.open(t)
		if got := against(t, o, late); got != "anchor 2" {
			t.Errorf("an older copy: %q", got)
		}
		for n := range 3 {
			o.do(t, "shelf.box_placed", fmt.Sprintf("other-%d", n), put{Label: "箱"})
		}
		if got := against(t, o, late); got != "anchor 2" {
			t.Errorf("an older copy that went on: %q", got)
		}
	}
}

// TestTheFirstBadEntryIsNamed: an entry deleted, put twice, put in another place, or two exchanged: the first of them is named.
func TestTheFirstBadEntryIsNamed(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	const free = "DROP TRIGGER entry_stays; DROP TRIGGER entry_remains;"
	for i := range count(12, 800) {
		o := newOffice(t)
		o.fill(t, 2, 5)
		a := 1 + r.IntN(10)
		b := a + 1 + r.IntN(12-a)
		var harm string
		first := a
		switch i % 4 {
		case 0:
			harm = fmt.Sprintf("DELETE FROM entry WHERE seq = %d", a)
		case 1: // one stands twice, in the place of another
			harm = fmt.Sprintf("UPDATE entry SET body = (SELECT body FROM entry WHERE seq = %d) WHERE seq = %d", a, b)
			first = b
		case 2: // one is put in, and all after it move
			harm = fmt.Sprintf("UPDATE entry SET seq = -seq WHERE seq > %[1]d; UPDATE entry SET seq = 1 - seq WHERE seq < 0; INSERT INTO entry SELECT %[1]d + 1, body FROM entry WHERE seq = %[1]d", a)
			first = a + 1
		case 3:
			harm = fmt.Sprintf("UPDATE entry SET seq = 0 WHERE seq = %[1]d; UPDATE entry SET seq = %[1]d WHERE seq = %[2]d; UPDATE entry SET seq = %[2]d WHERE seq = 0", a, b)
		}
		sqlite(t, o.path, free+harm)
		named := int64(0)
		for _, f := range o.verify(t).Findings {
			if f.Where == "entry" && named == 0 {
				named = f.Seq
			}
		}
		if named != int64(first) {
			t.Errorf("%s: entry %d is named", harm, named)
		}
		o.Close()
	}
}

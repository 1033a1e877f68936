package faults_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // as another program would use it

	"zhiheng/backend/fault"
)

// Two programs in one folder: the lock on the folder is the program's, not the store's, so the store itself has to bear
// a second opener without harm.
func TestTwoOpenersOfOneOffice(t *testing.T) {
	keys := newKeys(t)
	kept, refused := 0, 0
	for range count(5, 20) {
		dir := t.TempDir()
		var acknowledged []string
		children := []*running{}
		for i := range 2 {
			children = append(children, start(t, job{Dir: dir, Keys: keys, Round: fmt.Sprint(i), Workers: 1, Most: 15}))
		}
		for _, c := range children {
			lines := c.wait()
			acknowledged = append(acknowledged, said(lines, "kept")...)
			if text := c.panicked(); text != "" {
				t.Fatal(text)
			}
			refused += len(said(lines, "failed")) + len(said(lines, "unopened"))
		}
		kept += len(acknowledged)
		if v := judge(dir, keys, acknowledged); !v.sound() {
			t.Fatalf("after %d acknowledged items the office %v", len(acknowledged), v)
		}
	}
	t.Logf("%d items acknowledged, %d refused, 0 lost", kept, refused)
	if kept == 0 {
		t.Fatal("nothing was kept: the test looks at nothing")
	}
}

// outside runs a statement on the office file as any other program could, while the office is open.
func outside(t *testing.T, dir, statement string) error {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "office.db")+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

func TestAnotherProgramWritesWhileTheOfficeIsOpen(t *testing.T) {
	for name, c := range map[string]struct {
		statement string
		found     bool
	}{
		"an item changed": {"UPDATE item_kept SET sha256 = replace(sha256, 'a', 'b')", true},
		"an item deleted": {"DELETE FROM item_kept WHERE id = 'item-3'", true},
		"an item added":   {"INSERT INTO item_kept VALUES ('item-x', 'x')", true},
		"an entry added":  {"INSERT INTO entry SELECT max(seq) + 1, body FROM entry", true},
		"nothing changed": {"UPDATE item_kept SET sha256 = sha256", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			o, err := openOffice(dir, newKeys(t), "")
			if err != nil {
				t.Fatal(err)
			}
			defer o.close()
			for n := range 6 {
				if err := o.keep(fmt.Sprint("item-", n)); err != nil {
					t.Fatal(err)
				}
			}
			if err := outside(t, dir, c.statement); err != nil {
				t.Fatal(err)
			}
			if v := o.judge(nil); v.err != nil || (len(v.findings) > 0) != c.found {
				t.Errorf("the office %v", v)
			}
			err = o.keep("item-later") // it may go on or refuse, but it may not hide what was done
			if v := o.judge(nil); v.err != nil || (len(v.findings) > 0) != c.found {
				t.Errorf("one item later (%v) the office %v", err, v)
			}
		})
	}
}

func TestAnotherProgramHoldsTheOffice(t *testing.T) {
	if !full() {
		t.Skip("in the full run only: it waits ten seconds for the other program")
	}
	dir := t.TempDir()
	o, err := openOffice(dir, newKeys(t), "")
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	if err := o.keep("item-1"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "office.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := o.keep("item-2"); fault.KindOf(err) != fault.Unavailable || fault.As(err).Hint.IsZero() {
		t.Errorf("after %v: %v", time.Since(began).Round(time.Second), err)
	}
	if v := o.judge([]string{"item-1"}); !v.sound() {
		t.Errorf("reading meanwhile: the office %v", v)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := o.keep("item-3"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if v := o.judge([]string{"item-1", "item-3"}); !v.sound() {
		t.Errorf("the office %v", v)
	}
}

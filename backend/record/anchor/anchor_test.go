package anchor_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/store"
)

var reviewer = account.Person{ID: "p-1", Active: true, Roles: []string{"reviewer"}}

type office struct {
	*anchor.Desk
	now  time.Time
	keys ledger.Keys
	path string
}

// notes is a pillar whose events change nothing, to let a ledger grow.
func notes() store.Pillar {
	return store.Pillar{Name: "note", Events: map[string]store.Apply{"note.taken": func(*store.Tables, store.Event) error { return nil }}}
}

func open(t *testing.T, path string, keys ledger.Keys) *office {
	t.Helper()
	o := &office{now: time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone), keys: keys, path: path}
	s, err := store.Open(path, store.Options{Origin: "zhiheng", Keys: keys, Synchronous: "OFF", Clock: func() time.Time { return o.now }, Pillars: []store.Pillar{account.Pillar(), anchor.Pillar(), notes()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o.Desk = &anchor.Desk{Store: s}
	return o
}

func newOffice(t *testing.T) *office {
	t.Helper()
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng")
	if err != nil {
		t.Fatal(err)
	}
	return open(t, filepath.Join(t.TempDir(), "office.db"), keys)
}

func (o *office) grow(t *testing.T, n int, word string) {
	t.Helper()
	for range n {
		must(t, o.Store.Do(context.Background(), "p-1", func(tx *store.Tx) error {
			_, err := tx.Record("note.taken", "n", map[string]string{"word": word})
			return err
		}))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) anchors(t *testing.T) (list []anchor.Anchor) {
	t.Helper()
	must(t, o.Store.View(context.Background(), func(r *store.Reader) (err error) { list, err = anchor.Anchors(r); return err }))
	return list
}

func TestAWitnessSignsWhatGrewAndRefusesWhatWasRewritten(t *testing.T) {
	ctx := context.Background()
	a, w := newOffice(t), newOffice(t)
	a.grow(t, 7, "真")
	offer, err := a.Offer(ctx, reviewer, "邻县", 0)
	must(t, err)
	answer, held, err := w.Take(ctx, reviewer, offer)
	must(t, err)
	must(t, a.Keep(ctx, reviewer, answer))
	if list := a.anchors(t); len(list) != 1 || !list[0].Outside() || list[0].Key != w.keys.Public {
		t.Fatalf("%+v", list)
	}
	a.grow(t, 5, "真")
	offer, err = a.Offer(ctx, reviewer, "邻县", held.Size)
	must(t, err)
	if _, _, err := w.Take(ctx, reviewer, offer); err != nil {
		t.Fatalf("refused what only grew: %v", err)
	}
	if err := w.Keep(ctx, reviewer, answer); fault.KindOf(err) != fault.NotFound {
		t.Errorf("kept an answer to somebody else: %v", err)
	}
	forger := open(t, filepath.Join(t.TempDir(), "forged.db"), a.keys) // the same key, another history
	forger.grow(t, 20, "假")
	lie, err := forger.Offer(ctx, reviewer, "邻县", 14)
	must(t, err)
	if _, _, err := w.Take(ctx, reviewer, lie); fault.KindOf(err) != fault.Refused {
		t.Fatalf("witnessed a rewritten history: %v", err)
	}
	for i := range lie { // no changed byte turns the lie into a truth
		changed := append([]byte(nil), lie...)
		changed[i] ^= 1
		if _, _, err := w.Take(ctx, reviewer, changed); err == nil && i < len(lie)-1 {
			var was, is anchor.Offer
			if json.Unmarshal(lie, &was) == nil && json.Unmarshal(changed, &is) == nil && was.Key == is.Key {
				t.Fatalf("byte %d changed and it was witnessed", i)
			}
		}
	}
}

func TestTheHeadOfADayIsSignedOnce(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t)
	must(t, o.EachDay(ctx))
	if n := len(o.anchors(t)); n != 0 {
		t.Fatalf("an empty ledger has %d heads", n)
	}
	o.grow(t, 2, "x")
	must(t, o.EachDay(ctx))
	must(t, o.EachDay(ctx))
	o.now = o.now.Add(24 * time.Hour)
	must(t, o.EachDay(ctx)) // nothing has happened since
	if n := len(o.anchors(t)); n != 1 {
		t.Fatalf("%d heads", n)
	}
	o.grow(t, 1, "x")
	must(t, o.EachDay(ctx))
	list := o.anchors(t)
	if len(list) != 2 || list[0].Size != 4 || list[0].Outside() {
		t.Fatalf("%+v", list)
	}
	report, err := o.Store.Verify(ctx, store.VerifyOptions{Anchors: []string{list[0].Note, list[1].Note}})
	if err != nil || !report.Intact {
		t.Errorf("%+v, %v", report.Findings, err)
	}
}

func TestAReceiptOfTheStoreIsGood(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t)
	o.grow(t, 9, "n")
	made, err := o.Make(ctx, "p-1", anchor.Line, "市局")
	must(t, err)
	o.grow(t, 3, "n")
	receipt, err := o.Store.Receipt(ctx, "n", []int64{1, 4, 9}, map[int64]bool{4: true}, []store.Anchored{{Signed: made.Note, Seq: made.Seq}})
	must(t, err)
	raw, err := receipt.Bytes()
	must(t, err)
	p, err := ledger.CheckReceipt(raw, o.keys.Public)
	must(t, err)
	if p.Since == "" || p.Window != 4 || p.Count != 3 || len(p.Entries) != 2 {
		t.Errorf("%+v", p)
	}
}

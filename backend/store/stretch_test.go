package store_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// long is an office whose ledger spans several of the stretches in which it is verified, with a head named in each.
func long(t testing.TB) *office {
	o := newOffice(t)
	o.options.Synchronous = "OFF"
	o.reopen(t)
	for range 3 {
		err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
			for range 3_000 {
				if _, err := tx.Record("shelf.box_placed", fmt.Sprintf("long-%d", tx.Size()), put{Label: "箱"}); err != nil {
					return err
				}
			}
			_, head, err := tx.SignedHead()
			if err != nil {
				return err
			}
			_, err = tx.Record("shelf.head_named", "office", headNamed{head.Size, base64.StdEncoding.EncodeToString(head.Root[:]), tx.SM3()})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func TestALongLedgerIsVerifiedInStretches(t *testing.T) {
	const free = "DROP TRIGGER entry_stays; DROP TRIGGER entry_remains;"
	for name, c := range map[string]struct {
		harm  string
		first string // where and seq of the first finding about entries, nodes or heads
		all   int    // such findings; 0 for any number
	}{
		"nothing":                        {"", "", 0},
		"an entry in the second stretch": {free + "UPDATE entry SET body = replace(body, '箱', '相') WHERE seq = 5000", "entry 5000", 0},
		"the last of a stretch":          {free + "UPDATE entry SET body = replace(body, '箱', '相') WHERE seq = 8192", "entry 8192", 0},
		"an entry deleted":               {free + "DELETE FROM entry WHERE seq = 4096", "entry 4096", 1},
		"several on end":                 {free + "DELETE FROM entry WHERE seq BETWEEN 4090 AND 4100", "entry 4090", 2},
		"one before all":                 {"INSERT INTO entry SELECT 0, body FROM entry WHERE seq = 1", "entry 0", 1},
		"one far beyond":                 {"INSERT INTO entry SELECT 4000000000, body FROM entry WHERE seq = 1", "entry 4000000000", 1},
		"a node between stretches":       {"UPDATE tree_hash SET hash = zeroblob(32) WHERE n = (SELECT 4096*2-1 + 4096*2-1)", "tree 8192", 1},
		"a node that does not belong":    {"INSERT INTO tree_hash VALUES (-1, zeroblob(32))", "tree 0", 1},
		"the root by SHA-256 in a head":  {"UPDATE named_head SET root = sm3 WHERE size = 6001", "anchor 6002", 1},
		"the root by SM3 in a head":      {"UPDATE named_head SET sm3 = replace(sm3, substr(sm3, 1, 1), CASE substr(sm3, 1, 1) WHEN '0' THEN '1' ELSE '0' END) WHERE size = 6001", "anchor 6002", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := long(t)
			if c.harm != "" {
				sqlite(t, o.path, c.harm)
			}
			report := o.verify(t)
			var found []string
			for _, f := range report.Findings {
				if f.Where == "entry" || f.Where == "tree" || f.Where == "anchor" {
					found = append(found, fmt.Sprintf("%s %d", f.Where, f.Seq))
				}
			}
			if c.first == "" {
				if !report.Intact || report.Entries != 9003 {
					t.Fatalf("%d entries: %+v", report.Entries, report.Findings)
				}
				return
			}
			if len(found) == 0 || found[0] != c.first || c.all > 0 && len(found) != c.all {
				t.Fatalf("%q: %d findings", found, report.Total)
			}
		})
	}
}

func TestHeadsKeptElsewhereAreReckonedWithinAStretch(t *testing.T) {
	o := long(t)
	signed, _, _ := o.Head(context.Background())
	o.fill2(t)
	for anchor, intact := range map[string]bool{signed: true, strings.Replace(signed, "\n9003\n", "\n9002\n", 1): false} {
		report, err := o.Verify(context.Background(), store.VerifyOptions{Anchors: []string{anchor}})
		if err != nil || report.Intact != intact {
			t.Errorf("intact %v, %v: %+v", report.Intact, err, report.Findings)
		}
	}
}

func TestAVerificationTellsItsPhasesAndStops(t *testing.T) {
	o := long(t)
	o.fill(t, 1, 1)
	seen := map[string]store.Progress{}
	if _, err := o.Verify(context.Background(), store.VerifyOptions{Originals: o.blobs, Progress: func(p store.Progress) { seen[p.Phase] = p }}); err != nil {
		t.Fatal(err)
	}
	for phase, total := range map[string]int64{store.PhaseLedger: 9005, store.PhaseTables: 9005, store.PhaseRows: seen[store.PhaseRows].Total, store.PhaseOriginals: 10} {
		if p := seen[phase]; p.Done != total || p.Total != total || total == 0 {
			t.Errorf("%s: %+v, want %d", phase, p, total)
		}
	}
	for _, phase := range []string{store.PhaseLedger, store.PhaseTables} {
		ctx, stop := context.WithCancel(context.Background())
		_, err := o.Verify(ctx, store.VerifyOptions{Progress: func(p store.Progress) {
			if p.Phase == phase {
				stop()
			}
		}})
		if fault.KindOf(err) != fault.Cancelled {
			t.Errorf("stopped in %s: %v", phase, err)
		}
	}
}

func TestAPaceSaysHowFastAndHowLong(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	pace := &store.Pace{}
	pace.Tell(at, store.Progress{Phase: store.PhaseLedger, Done: 0, Total: 1_000_000})
	said := pace.Tell(at.Add(2*time.Second), store.Progress{Phase: store.PhaseLedger, Done: 500_000, Total: 1_000_000})
	for _, want := range []string{"500,000/1,000,000条", "每秒 250,000条", "约剩 0:02"} {
		if !strings.Contains(said.Zh, want) {
			t.Errorf("%s: no %s", said.Zh, want)
		}
	}
	if !strings.Contains(said.En, "250,000 entries/s, about 0:02 left") {
		t.Error(said.En)
	}
	if first := pace.Tell(at.Add(3*time.Second), store.Progress{Phase: store.PhaseOriginals, Done: 1 << 20, Total: 1 << 33}); strings.Contains(first.Zh, "每秒") || !strings.Contains(first.Zh, "8.6 GB") {
		t.Error(first.Zh)
	}
}

// TestTheTreeBySM3SurvivesAnUpgradeAndALoss: it is made anew with the tables, and when its row is gone; a changed row is found.
func TestTheTreeBySM3SurvivesAnUpgradeAndALoss(t *testing.T) {
	o := newOffice(t)
	o.fill(t, 2, 3)
	root := func() (root string) {
		if err := o.Do(context.Background(), "p-1", func(tx *store.Tx) error { root = tx.SM3(); return nil }); err != nil {
			t.Fatal(err)
		}
		return root
	}
	want := root()
	for name, harm := range map[string]string{"an older shape": "UPDATE meta SET value = 'old' WHERE key = 'shape'; DROP TABLE sm3_edge", "a lost row": "DELETE FROM sm3_edge", "a cut edge": "UPDATE sm3_edge SET edge = zeroblob(31)"} {
		o.Close()
		sqlite(t, o.path, harm)
		o.open(t)
		if got := root(); got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
		o.do(t, "shelf.box_placed", "box-"+name, put{Label: "后"})
		want = root()
		o.mustBeIntact(t)
	}
}

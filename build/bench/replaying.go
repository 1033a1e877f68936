package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/store"
)

// replaying measures how fast tables are made anew and how long verification takes.
func replaying(ctx context.Context, b *bench, s *section) error {
	made, err := b.bigOffice(ctx)
	if err != nil {
		return err
	}
	size := fmt.Sprintf("%s entries, %s cases", thousands(made.Entries), thousands(made.Cases))
	used := processorTime()
	took, err := b.rebuild(ctx, made)
	if err != nil {
		return err
	}
	used = (processorTime() - used) / time.Duration(b.runs())
	rate := perSecond(int(made.Entries), took)
	s.judge(rate >= 50_000, "≥ 50,000 entries/s", "Replay into new tables of the file, as an upgrade does ("+size+")", "%s entries/s (%.1f s; %.1f s of processor time on two threads)", thousands(rate), took.Seconds(), used.Seconds())
	return b.verifyBig(ctx, made, s)
}

// rebuild opens a copy of the big office as a program would whose tables have another shape, and checks what comes out.
func (b *bench) rebuild(ctx context.Context, made big) (time.Duration, error) {
	dir := filepath.Join(b.temp, "rebuilt")
	if err := os.CopyFS(dir, os.DirFS(made.Dir)); err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir) // what is left goes with the run's folder
	return median(b.runs(), func(run int) error {
		shape := store.Pillar{Name: "bench", Tables: fmt.Sprintf("CREATE TABLE bench_shape_%d (\n  id INTEGER PRIMARY KEY\n) STRICT;", run)}
		o, err := openOffice(ctx, dir, shape)
		if err != nil {
			return err
		}
		return errors.Join(made.check(ctx, o), o.close())
	})
}

// check counts what is in the tables of an office.
func (g big) check(ctx context.Context, o *office) error {
	return o.store.View(ctx, func(r *store.Reader) error {
		for table, want := range map[string]int64{"casefile_case": int64(g.Cases), "casefile_paper": int64(g.Papers), "event": g.Entries, "casefile_proposal": 3 * int64(g.Papers)} {
			have, _, err := store.One[int64](r, "SELECT count(*) FROM "+table)
			if err != nil {
				return err
			}
			if have != want {
				return fmt.Errorf("%s has %d rows, not %d", table, have, want)
			}
		}
		return nil
	})
}

func (b *bench) verifyBig(ctx context.Context, made big, s *section) error {
	o, err := openOffice(ctx, made.Dir)
	if err != nil {
		return err
	}
	defer o.close()
	if err := made.check(ctx, o); err != nil {
		return err
	}
	begin, replayed := time.Now(), time.Duration(0)
	report, err := o.store.Replay(ctx, func(p store.Progress) {
		if p.Phase == store.PhaseTables && p.Done == p.Total {
			replayed = time.Since(begin)
		}
	})
	took := time.Since(begin)
	if err != nil {
		return err
	}
	if !report.Intact || report.Entries != made.Entries || report.Rows < made.Entries {
		return fmt.Errorf("the big office is not what its ledger says: %+v", report)
	}
	s.add("Replay in memory beside the open office, each entry checked against the hash tree", "%s entries/s (%.1f s); with every row compared %.1f s, %s rows",
		thousands(perSecond(int(made.Entries), replayed)), replayed.Seconds(), took.Seconds(), thousands(report.Rows))
	begin = time.Now()
	if report, err = o.store.Verify(ctx, store.VerifyOptions{Originals: o.blobs}); err != nil {
		return err
	}
	if !report.Intact || report.Entries != made.Entries || report.Files != made.Files {
		return fmt.Errorf("the big office does not verify: %+v", report)
	}
	s.add(fmt.Sprintf("Verify everything: file, ledger, %s rows, %d originals", thousands(report.Rows), report.Files), "%.1f s", time.Since(begin).Seconds())
	return nil
}

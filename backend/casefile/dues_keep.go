package casefile

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"zhiheng/backend/fault"
)

// keptDues is what is kept of the dues between two runs of the program.
type keptDues struct {
	Seq   int64      `json:"seq"`
	Mark  string     `json:"mark"` // of the ledger at that sequence
	Today string     `json:"today"`
	Rules string     `json:"rules"`
	Cases []*DueCase `json:"cases"`
	Stale []string   `json:"stale"`
}

// duesKey is the cache's key of the kept dues. Another form of them takes another number.
const duesKey = "dues/1"

// begin takes up what was kept, or else marks every open case.
func (d *Dues) begin(ctx context.Context) error {
	kept, found := d.kept(ctx)
	d.mu.Lock()
	d.cases, d.stale, d.sorted = map[string]*DueCase{}, map[string]int64{}, nil
	d.queue = nil
	if found {
		d.seq, d.today, d.rules, d.begun = kept.Seq, kept.Today, kept.Rules, true
		for _, c := range kept.Cases {
			d.cases[c.ID] = c
		}
		for _, id := range kept.Stale {
			d.touch(id)
		}
		d.mu.Unlock()
		return nil
	}
	d.mu.Unlock()
	_, head, err := d.files.Store.Head(ctx)
	if err != nil {
		return err
	}
	if err := d.touchAll(ctx); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seq, d.today, d.rules, d.begun = head.Size, d.files.Today(), d.rulesNow(), true
	return nil
}

// kept reads what was kept. It counts only if it belongs to this ledger's history.
func (d *Dues) kept(ctx context.Context) (k keptDues, found bool) {
	if d.files.Cache == nil {
		return k, false
	}
	raw, found, err := d.files.Cache.Get(ctx, duesKey)
	if err != nil || !found || json.Unmarshal(raw, &k) != nil || k.Seq == 0 {
		return k, false
	}
	mark, err := d.files.Mark(ctx, k.Seq)
	return k, err == nil && mark == k.Mark
}

// Keep writes down what is known, if enough of it is new.
func (d *Dues) Keep(ctx context.Context) error {
	d.mu.Lock()
	k := keptDues{Seq: d.seq, Today: d.today, Rules: d.rules}
	worth := d.begun && d.fresh > 0 && d.files.Cache != nil
	for _, c := range d.cases {
		k.Cases = append(k.Cases, c)
	}
	for id := range d.stale {
		k.Stale = append(k.Stale, id)
	}
	d.fresh = 0
	d.mu.Unlock()
	if !worth {
		return nil
	}
	slices.Sort(k.Stale)
	mark, err := d.files.Mark(ctx, k.Seq)
	if err != nil {
		return err
	}
	k.Mark = mark
	raw, err := json.Marshal(k)
	if err != nil {
		return fault.Wrap("casefile.keep_dues", err)
	}
	return d.files.Cache.Put(ctx, duesKey, raw)
}

// dayCheck is how often the follower looks whether a new day has begun.
const dayCheck = 10 * time.Minute

// Follow keeps the dues up to date until the context ends, and writes them down now and then and at the end.
func (d *Dues) Follow(ctx context.Context, failed func(error)) {
	woken, stop := d.files.Store.Follow()
	defer stop()
	beat := time.NewTicker(dayCheck)
	defer beat.Stop()
	for {
		left, err := d.CatchUp(ctx, casesAtOnce)
		if err == nil && left > 0 && ctx.Err() == nil {
			continue
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		d.mu.Lock()
		worth := d.fresh >= keepAfter
		d.mu.Unlock()
		if left == 0 && worth {
			if err := d.Keep(ctx); err != nil && ctx.Err() == nil {
				failed(err)
			}
		}
		open := true
		select {
		case <-ctx.Done():
			open = false
		case _, open = <-woken:
		case <-beat.C:
		}
		if !open {
			if err := d.Keep(context.WithoutCancel(ctx)); err != nil {
				failed(err)
			}
			return
		}
	}
}

package casefile

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"zhiheng/backend/fault"
)

// keptDues is what is kept of the dues between two runs of the program. The cases are kept beside it in parts, so that an
// office of many cases does not take them all up at once.
type keptDues struct {
	Seq   int64    `json:"seq"`
	Mark  string   `json:"mark"` // of the ledger at that sequence
	Today string   `json:"today"`
	Rules string   `json:"rules"`
	Parts int      `json:"parts"`
	Stale []string `json:"stale"`
}

// duesKey is the cache's key of the kept dues, and with a number after it that of a part. Another form of them takes
// another number.
const (
	duesKey  = "dues/2"
	duesPart = 2_000 // cases
)

func partKey(n int) string { return fmt.Sprintf("%s/%d", duesKey, n) }

// begin takes up what was kept, or else marks every open case.
func (d *Dues) begin(ctx context.Context) error {
	kept, cases, found := d.kept(ctx)
	d.mu.Lock()
	d.cases, d.stale, d.sorted = map[string]*DueCase{}, map[string]int64{}, nil
	d.queue = nil
	if found {
		d.seq, d.today, d.rules, d.begun, d.cases = kept.Seq, kept.Today, kept.Rules, true, cases
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

// kept reads what was kept. It counts only if it belongs to this ledger's history and all of it is there.
func (d *Dues) kept(ctx context.Context) (k keptDues, cases map[string]*DueCase, found bool) {
	if d.files.Cache == nil || !d.take(ctx, duesKey, &k) || k.Seq == 0 {
		return k, nil, false
	}
	if mark, err := d.files.Mark(ctx, k.Seq); err != nil || mark != k.Mark {
		return k, nil, false
	}
	cases = map[string]*DueCase{}
	for n := range k.Parts {
		var part []*DueCase
		if !d.take(ctx, partKey(n), &part) {
			return k, nil, false
		}
		for _, c := range part {
			d.words.share(c)
			cases[c.ID] = c
		}
	}
	return k, cases, true
}

// take takes a value up from the cache.
func (d *Dues) take(ctx context.Context, key string, into any) bool {
	raw, found, err := d.files.Cache.Get(ctx, key)
	return err == nil && found && json.Unmarshal(raw, into) == nil
}

// words are the texts that many cases share: states, days, people, periods.
type words map[string]string

func (w words) one(s string) string {
	if known, ok := w[s]; ok {
		return known
	}
	w[s] = s
	return s
}

// share lets a case hold shared texts instead of copies of its own.
func (w words) share(c *DueCase) {
	c.State, c.Since = w.one(c.State), w.one(c.Since)
	for i, handler := range c.Handlers {
		c.Handlers[i] = w.one(handler)
	}
	for i := range c.Periods {
		c.Periods[i].ID, c.Periods[i].On = w.one(c.Periods[i].ID), w.one(c.Periods[i].On)
	}
}

// Keep writes down what is known, if enough of it is new. The head goes last: without it the parts count for nothing.
func (d *Dues) Keep(ctx context.Context) error {
	d.mu.Lock()
	k := keptDues{Seq: d.seq, Today: d.today, Rules: d.rules}
	worth := d.begun && d.fresh > 0 && d.files.Cache != nil
	cases := slices.Collect(maps.Values(d.cases))
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
	if err := d.put(ctx, duesKey, keptDues{}); err != nil { // the parts of the last time are about to go
		return err
	}
	for part := range slices.Chunk(cases, duesPart) {
		if err := d.put(ctx, partKey(k.Parts), part); err != nil {
			return err
		}
		k.Parts++
	}
	return d.put(ctx, duesKey, k)
}

func (d *Dues) put(ctx context.Context, key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fault.Wrap("casefile.keep_dues", err)
	}
	return d.files.Cache.Put(ctx, key, raw)
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

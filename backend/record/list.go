package record

import (
	"context"
	"time"

	"zhiheng/backend/store"
)

// Filter says which recordings to list. Loose are those that are attached to no case.
type Filter struct {
	Case   string
	Loose  bool
	Event  string
	Text   string
	Offset int
	Limit  int
}

// List lists recordings, the latest first, and tells how many there are in all.
func (k *Desk) List(ctx context.Context, f Filter) (list []Recording, total int, err error) {
	if f.Limit <= 0 {
		f.Limit = 100
	}
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		if total, _, err = store.One[int](r, queries.Get("recordings_count"), f.Case, f.Loose, f.Event, f.Text); err != nil {
			return err
		}
		list, err = store.All[Recording](r, queries.Get("recordings"), f.Case, f.Loose, f.Event, f.Text, f.Limit, f.Offset)
		return err
	})
	return list, total, err
}

// Overdue counts the recordings that have been attached to no case for longer than they should.
func (k *Desk) Overdue(ctx context.Context) (count int, err error) {
	days := k.Files.Rules.Current().Count("record_unattached_days", 7)
	before := instant(k.now().Add(-time.Duration(days) * 24 * time.Hour))
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		count, _, err = store.One[int](r, queries.Get("recordings_loose"), before)
		return err
	})
	return count, err
}

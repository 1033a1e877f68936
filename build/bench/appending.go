package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"zhiheng/backend/store"
)

// appending measures how many events are acknowledged in a second, alone and together.
func appending(ctx context.Context, b *bench, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "append"))
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	const id = "c-000000000001"
	open := object{"no": "320681-PEN-2026-00001", "title": "虚构案", "procedure": "penalty", "state": "clue", "handlers": []string{}}
	if err := o.store.Do(ctx, store.System, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.opened", id, open)
		return err
	}); err != nil {
		return err
	}
	serial := 0
	for _, batch := range []int{1, 10, 100, 1000} {
		rounds := max(b.size(1000)/batch, 3)
		_, before, err := o.store.Head(ctx)
		if err != nil {
			return err
		}
		took, err := median(b.runs(), func(int) error {
			for range rounds {
				err := o.store.Do(ctx, store.System, func(tx *store.Tx) error {
					for range batch {
						serial++
						data := object{"fields": fields("p.name", fmt.Sprintf("云汀县第%d食品有限公司", serial), "x.fine", serial*100, "p.addr", "云汀县虚构区示例路8号")}
						if _, err := tx.Record("casefile.fields_set", id, data); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := grew(ctx, o, before.Size, int64(b.runs()*rounds*batch), id, serial); err != nil {
			return err
		}
		s.add(fmt.Sprintf("%d event(s) of three values a transaction", batch), "%s entries/s, %s a transaction", thousands(perSecond(rounds*batch, took)), millis(took/time.Duration(rounds)))
	}
	return nil
}

// grew checks that the ledger has so many entries more, and that the table shows the last of them.
func grew(ctx context.Context, o *office, before, by int64, id string, last int) error {
	_, head, err := o.store.Head(ctx)
	if err != nil {
		return err
	}
	if head.Size != before+by {
		return fmt.Errorf("the ledger grew from %d to %d, not by %d", before, head.Size, by)
	}
	return o.store.View(ctx, func(r *store.Reader) error {
		amount, _, err := store.One[int](r, "SELECT amount FROM casefile_case WHERE id = ?", id)
		if err == nil && amount != last*100 {
			err = fmt.Errorf("the case shows %d, not %d", amount, last*100)
		}
		return err
	})
}

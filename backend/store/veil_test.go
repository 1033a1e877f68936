package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/store"
)

// veiledShelf is the shelf with a veil over its boxes and what lies in them.
func veiledShelf() store.Pillar {
	p := shelf()
	p.Veils = map[string]store.Veil{"shelf_box": {Column: "id", Names: []string{"id", "label"}}, "shelf_thing": {Column: "box", Through: "shelf_box"}}
	return p
}

// TestWhatIsUnseenIsInNoRowAndNoCount hides any boxes from readers who ask at the same time.
func TestWhatIsUnseenIsInNoRowAndNoCount(t *testing.T) {
	o := newOffice(t)
	o.Close()
	o.options.Pillars = []store.Pillar{veiledShelf()}
	o.open(t)
	ctx := context.Background()
	var all []string
	err := o.Do(ctx, "somebody", func(tx *store.Tx) error {
		for i := range 12 {
			id := fmt.Sprintf("b%02d", i)
			all = append(all, id)
			if _, err := tx.Record("shelf.box_placed", id, put{Label: "label " + id}); err != nil {
				return err
			}
			if _, err := tx.Record("shelf.thing_put", id, put{Name: "thing of " + id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := func(ctx context.Context) (list []string, things int, err error) {
		err = o.View(ctx, func(r *store.Reader) error {
			if list, err = store.All[string](r, "SELECT id FROM shelf_box ORDER BY rowid"); err != nil {
				return err
			}
			things, _, err = store.One[int](r, "SELECT count(*) FROM shelf_thing t JOIN shelf_box b ON b.id = t.box")
			return err
		})
		return list, things, err
	}
	rapid.Check(t, func(rt *rapid.T) {
		var wg sync.WaitGroup
		for range 6 {
			hidden := rapid.SliceOf(rapid.SampledFrom(append([]string{"none"}, all...))).Draw(rt, "hidden")
			want := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(hidden, id) })
			wg.Go(func() {
				unseen := store.Unseen(ctx, hidden)
				list, things, err := seen(unseen)
				if err != nil || !slices.Equal(list, want) && len(want)+len(list) > 0 || things != len(want) {
					t.Errorf("without %v: %v, %d things, %v", hidden, list, things, err)
				}
				if list, _, err := seen(store.Whole(unseen)); err != nil || !slices.Equal(list, all) {
					t.Errorf("whole: %v, %v", list, err)
				}
				withheld, err := o.Withheld(unseen, []string{"b03", "label b03", "b99", "none"})
				if is := slices.Contains(hidden, "b03"); err != nil || withheld["b03"] != is || withheld["label b03"] != is || withheld["b99"] || withheld["none"] {
					t.Errorf("without %v: withheld %v, %v", hidden, withheld, err)
				}
			})
		}
		wg.Wait()
	})
	if list, things, err := seen(ctx); err != nil || len(list) != len(all) || things != len(all) {
		t.Errorf("afterwards: %v, %d, %v", list, things, err)
	}
}

package casefile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// listed is a case as the test knows it.
type listed struct {
	id, no, title, party, state string
	handlers                    []string
	major                       bool
}

// manyCases records cases of two handlers: lin has most of them, mei one in forty.
func manyCases(o *officetest.Office, n int) (all []listed) {
	record := func(tx *store.Tx, kind, id string, data map[string]any) {
		_, err := tx.Record(kind, id, data)
		o.Must(err)
	}
	o.Must(o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error {
		for i := range n {
			c := listed{id: fmt.Sprintf("c-%06d", i), no: fmt.Sprintf("320681-PEN-2026-%05d", i), title: []string{"青禾Tea案", "100%果汁案", "酱油案"}[i%3], party: []string{"甲店", "乙_店"}[i%2],
				state: "clue", handlers: []string{o.Who["lin"].ID}, major: i%7 == 0}
			if i%40 == 0 {
				c.handlers = []string{o.Who["mei"].ID}
			}
			record(tx, "casefile.opened", c.id, map[string]any{"no": c.no, "title": c.title, "procedure": "penalty", "state": "clue", "handlers": c.handlers})
			record(tx, "casefile.fields_set", c.id, map[string]any{"fields": []map[string]any{{"name": "p.name", "value": c.party}}})
			if i%5 == 0 {
				c.state = "filed"
				record(tx, "casefile.moved", c.id, map[string]any{"transition": "file", "from": "clue", "to": "filed"})
			}
			if c.major {
				record(tx, "casefile.major_judged", c.id, map[string]any{"rules": []map[string]any{{"id": "r"}}})
			}
			all = append(all, c)
		}
		return nil
	}))
	slices.Reverse(all) // the latest first
	return all
}

func (c listed) passes(f casefile.Filter) bool {
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(f.Text)) }
	return (has(c.no) || has(c.title) || has(c.party)) && (f.State == "" || c.state == f.State) &&
		(f.Handler == "" || slices.Contains(c.handlers, f.Handler)) && (!f.Major || c.major)
}

func TestTheListHoldsWhatPassesItsFilter(t *testing.T) {
	o := officetest.New(t)
	all := manyCases(o, 2400)
	pages := 0
	for _, text := range []string{"", "酱油", "tEA", "100%", "_店", "-0011", "没有"} {
		for _, handler := range []string{"", o.Who["lin"].ID, o.Who["mei"].ID, "nobody"} {
			for _, f := range []casefile.Filter{{}, {State: "filed"}, {Major: true}, {State: "filed", Major: true}} {
				f.Text, f.Handler = text, handler
				var want []string
				for _, c := range all {
					if c.passes(f) {
						want = append(want, c.id)
					}
				}
				for _, f.Offset = range []int{0, 40, max(len(want)-10, 0), len(want), len(want) + 10} {
					cases, total, err := o.Files.List(o.Ctx, f)
					o.Must(err)
					var got []string
					for _, c := range cases {
						got = append(got, c.ID)
					}
					from := min(f.Offset, len(want))
					if page := want[from:min(from+50, len(want))]; total != len(want) || !slices.Equal(got, page) {
						t.Fatalf("%+v: %d of %d, want %d of %d", f, len(got), total, len(page), len(want))
					}
					pages++
				}
			}
		}
	}
	if pages != 7*4*4*5 {
		t.Errorf("%d pages", pages)
	}
}

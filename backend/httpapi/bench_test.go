package httpapi_test

import (
	"fmt"
	"testing"
	"time"

	"zhiheng/backend/store"
)

// many opens a copy of the model office with a number of further cases, one in ten of which is open.
func many(b *testing.B, cases int) *office {
	b.Helper()
	o := newOffice(b)
	open := []string{"clue", "filed", "investigating", "investigated", "notified", "legal_review", "reviewed", "served"}
	day := o.now().AddDate(0, 0, -80).Format(time.DateOnly)
	for from := 0; from < cases; from += 2000 {
		err := o.store.Do(bg, o.ids["handler"], func(tx *store.Tx) error {
			for n := from; n < min(from+2000, cases); n++ {
				state := "archived"
				if n%10 == 0 {
					state = open[n/10%len(open)]
				}
				id := fmt.Sprintf("c-bench%07d", n)
				if _, err := tx.Record("casefile.opened", id, map[string]any{"no": fmt.Sprintf("320681-PEN-2020-%06d", n), "title": fmt.Sprintf("虚构案件第%d号", n),
					"procedure": "penalty", "state": state, "handlers": []string{o.ids["handler"]}}); err != nil {
					return err
				}
				fields := []map[string]any{}
				for name, value := range map[string]any{"c.filed_on": day, "c.domain": "market", "p.name": fmt.Sprintf("虚构公司%d", n), "x.fine": n * 100} {
					fields = append(fields, map[string]any{"name": name, "value": value})
				}
				if _, err := tx.Record("casefile.fields_set", id, map[string]any{"fields": fields}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return o
}

func BenchmarkAmong100000Cases(b *testing.B) {
	o := many(b, 100_000)
	o.ids["bench"] = "c-bench0000010"
	for _, one := range []struct{ name, who, url string }{
		{"list by change", "leader", "/api/cases?sort=updated"}, {"list by due day", "leader", "/api/cases?sort=due"}, {"overdue", "leader", "/api/cases?overdue=true"},
		{"words", "leader", "/api/cases?q=第777号&sort=updated"}, {"deep page", "leader", "/api/cases?sort=updated&offset=90000"}, {"case", "handler", "/api/cases/c-bench0000010"},
		{"workbench of a handler", "handler", "/api/workbench"}, {"workbench of a leader", "leader", "/api/workbench"}, {"workbench of a chief", "chief", "/api/workbench"},
		{"ledger", "supervisor", "/api/ledger"}, {"session", "leader", "/api/session"}, {"rulebook", "leader", "/api/rulebook"},
	} {
		b.Run(one.name, func(b *testing.B) {
			v := o.as(one.who)
			for b.Loop() {
				if w := v.do("GET", one.url, nil); w.Code != 200 {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}

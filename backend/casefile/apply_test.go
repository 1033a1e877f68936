package casefile_test

import (
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// set records one event with values in the order given, nil taking one away.
func set(o *officetest.Office, id string, pairs ...any) {
	var fields []map[string]any
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, map[string]any{"name": pairs[i], "value": pairs[i+1]})
	}
	o.Must(o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.fields_set", id, map[string]any{"fields": fields})
		return err
	}))
}

func TestTheLastValueOfAnEventStands(t *testing.T) {
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案"})
	o.Must(err)
	values := func() map[string]string {
		found := map[string]string{}
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
			list, err := casefile.FieldsOf(r, c.ID)
			for _, f := range list {
				found[f.Name] = string(f.Value)
			}
			return err
		}))
		return found
	}
	set(o, c.ID, "p.name", "甲店", "x.fine", 100, "p.name", "乙店", "p.addr", "示例路1号", "p.addr", nil, "p.phone", nil, "p.phone", "0513-0000000")
	if c = o.CaseOf(c.ID); c.Party != "乙店" || c.Amount != 100 || c.Title != "虚构案" {
		t.Errorf("%+v", c)
	}
	if v := values(); v["p.name"] != `"乙店"` || v["p.addr"] != "" || v["p.phone"] != `"0513-0000000"` {
		t.Errorf("%v", v)
	}
	set(o, c.ID, "p.name", nil, "x.fine", nil, "c.filed_on", "2026-03-02", "c.title", "虚构案之二")
	if c = o.CaseOf(c.ID); c.Party != "" || c.Amount != 0 || c.FiledOn != "2026-03-02" || c.Title != "虚构案之二" {
		t.Errorf("%+v", c)
	}
	if v := values(); v["p.name"] != "" || v["x.fine"] != "" {
		t.Errorf("%v", v)
	}
	o.MustBeIntact()
}

func TestPapersAreCounted(t *testing.T) {
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案"})
	o.Must(err)
	first := o.Write(c, "D02", "立案审批表")
	o.Write(c, "D08", "检查笔录")
	if n := o.CaseOf(c.ID).Papers; n != 2 {
		t.Errorf("%d papers", n)
	}
	for range 2 { // taken out twice it still counts once
		o.Must(o.Store.Do(o.Ctx, o.Who["lin"].ID, func(tx *store.Tx) error {
			_, err := tx.Record("casefile.paper_removed", c.ID, map[string]any{"paper": first.ID, "reason": "重复"})
			return err
		}))
		if n := o.CaseOf(c.ID).Papers; n != 1 {
			t.Errorf("%d papers", n)
		}
	}
	o.MustBeIntact()
}

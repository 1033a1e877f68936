package precedent_test

import (
	"fmt"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

func TestTheOfficesSynonymsFindEachOther(t *testing.T) {
	o := officetest.New(t)
	d := &precedent.Desk{Files: o.Files}
	src := newOffice()
	src.put(precedent.Paper{ID: "a", Case: "c"}, "货架上有超过保质期的酸奶")
	src.put(precedent.Paper{ID: "b", Case: "c"}, "现场发现过期鱼丸")
	x := open(t, t.TempDir(), src)
	found := func(text string) int {
		t.Helper()
		res, err := x.Search(t.Context(), precedent.Query{Text: text})
		o.Must(err)
		return res.Exact
	}
	if n := found("过期"); n != 1 {
		t.Fatalf("%d before there is a list", n)
	}
	fang := o.Who["fang"]
	o.Must(d.SetSynonyms(t.Context(), fang, [][]string{{" 过期 ", "超过保质期", "过期"}, {}, {"罚款", "罚金"}}))
	o.Must(d.TakeSynonyms(t.Context(), x))
	if n, exact := found("过期"), found(`"过期"`); n != 2 || exact != 1 {
		t.Errorf("%d papers, and %d by the very words", n, exact)
	}
	o.Must(d.SetSynonyms(t.Context(), fang, nil))
	o.Must(d.TakeSynonyms(t.Context(), x))
	if n := found("过期"); n != 1 {
		t.Errorf("%d after the list was emptied", n)
	}
	for _, bad := range [][][]string{{{"一个"}}, {{"甲乙", "丙丁"}, {"丙丁", "戊己"}}, {{"a:b", "甲乙"}}, {{"！", "甲乙"}}, {{fmt.Sprintf("%031d", 1), "甲乙"}}} {
		if err := d.SetSynonyms(t.Context(), fang, bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := d.SetSynonyms(t.Context(), o.Who["lin"], nil); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler changes the list: %v", err)
	}
	o.Must(o.Store.View(t.Context(), func(r *store.Reader) error {
		list, err := precedent.SynonymsOf(r)
		if len(list) != 0 {
			t.Errorf("%v is left", list)
		}
		return err
	}))
}

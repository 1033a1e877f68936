package precedent_test

import (
	"slices"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

func savedOf(o *officetest.Office, who string) (list []precedent.Saved) {
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) {
		list, err = precedent.SavedOf(r, o.Who[who].ID)
		return err
	}))
	return list
}

func TestASavedSearchBelongsToItsPerson(t *testing.T) {
	o := officetest.New(t)
	desk := &precedent.Desk{Files: o.Files}
	id, err := desk.Save(o.Ctx, o.Who["lin"], precedent.Saved{Text: "过期 鱼丸", Scope: "office", Filters: []string{"year:2026"}, Alert: true})
	o.Must(err)
	if list := savedOf(o, "lin"); len(list) != 1 || list[0].Name != "过期 鱼丸" || !list[0].Alert || list[0].Since == 0 || !slices.Equal(list[0].Filters, []string{"year:2026"}) {
		t.Fatalf("%+v", list)
	}
	if list := savedOf(o, "mei"); len(list) != 0 {
		t.Errorf("another person has %+v", list)
	}
	if _, err := desk.Save(o.Ctx, o.Who["mei"], precedent.Saved{ID: id, Text: "甲"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another person changed it: %v", err)
	}
	if err := desk.Drop(o.Ctx, o.Who["mei"], id); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another person dropped it: %v", err)
	}
	if _, err := desk.Save(o.Ctx, o.Who["lin"], precedent.Saved{Text: `"`}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("what cannot be asked was kept: %v", err)
	}
	if _, err := desk.Save(o.Ctx, o.Who["wei"], precedent.Saved{Text: "甲"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an administrator kept a search: %v", err)
	}
	o.Must(desk.Drop(o.Ctx, o.Who["lin"], id))
	if list := savedOf(o, "lin"); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	o.MustBeIntact()
}

func TestOnlyWhatCameInSinceIsFresh(t *testing.T) {
	o := officetest.New(t)
	desk := &precedent.Desk{Files: o.Files}
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案"})
	o.Must(err)
	old := o.Write(c, "D02", "立案审批表:过期鱼丸")
	id, err := desk.Save(o.Ctx, o.Who["lin"], precedent.Saved{Text: "鱼丸"})
	o.Must(err)
	o.Set(c, map[string]any{"p.name": "某店"}) // touches the papers, which do not come in again
	fresh := func() (papers map[string]bool) {
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) {
			papers, _, err = precedent.Fresh(r, savedOf(o, "lin")[0].Since)
			return err
		}))
		return papers
	}
	if got := fresh(); len(got) != 0 {
		t.Errorf("old papers are fresh: %v (%s)", got, old.ID)
	}
	added := o.Write(c, "D08", "检查笔录:又见过期鱼丸")
	if got := fresh(); len(got) != 1 || !got[added.ID] {
		t.Errorf("%v, want %s", got, added.ID)
	}
	_, head, err := o.Store.Head(o.Ctx)
	o.Must(err)
	o.Must(desk.Seen(o.Ctx, o.Who["lin"], id, head.Size))
	if got := fresh(); len(got) != 0 {
		t.Errorf("seen and still fresh: %v", got)
	}
	o.Must(desk.Read(o.Ctx, o.Who["lin"], added.ID))
	o.Must(desk.Read(o.Ctx, o.Who["lin"], added.ID))
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		mine, err := precedent.ReadBy(r, o.Who["lin"].ID)
		if err == nil && (len(mine) != 1 || !mine[added.ID]) {
			t.Errorf("%v", mine)
		}
		return err
	}))
	o.MustBeIntact()
}

func TestABatchAsksLineByLine(t *testing.T) {
	src := newOffice()
	src.put(precedent.Paper{ID: "d1", Case: "c1", DocNos: []string{"云市监处罚〔2026〕7号"}}, "云汀县青禾食品有限公司销售过期鱼丸")
	src.put(precedent.Paper{ID: "d2", Case: "c2", Restricted: true}, "云汀县青禾食品有限公司的举报材料")
	x, err := precedent.Open(t.TempDir(), src, precedent.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	if err := x.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines := precedent.Lines("云汀县青禾食品有限公司\n\n没有这家\r\n云市监处罚[2026]7号\n云汀县青禾食品有限公司\n(坏的\n")
	if len(lines) != 4 {
		t.Fatalf("%q", lines)
	}
	got, err := x.Batch(t.Context(), lines, precedent.Query{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Total != 1 || got[0].Hits[0].Paper.ID != "d1" || got[1].Total != 0 || got[2].Total != 1 || got[3].Wrong == nil {
		t.Errorf("%+v", got)
	}
	all, err := x.Batch(t.Context(), lines[:1], precedent.Query{May: func(precedent.Paper) bool { return true }}, nil)
	if err != nil || all[0].Total != 2 {
		t.Errorf("%+v %v", all, err)
	}
	for query, want := range map[string]int{"青禾食品": 1} { // what may not be seen is not news either
		n, _, err := x.News(t.Context(), precedent.Query{Text: query}, map[string]bool{"d1": true, "d2": true})
		if err != nil || n != want {
			t.Errorf("%s: %d new, %v", query, n, err)
		}
	}
}

func TestADraftIsAskedForWhatItNames(t *testing.T) {
	lines := precedent.DraftLines("行政处罚决定书\n云市监处罚〔2026〕7号\n当事人:云汀县青禾食品有限公司\n依据《中华人民共和国食品安全法》第一百二十四条的规定\n")
	for _, want := range []string{`"云汀县青禾食品有限公司"`, "docno:云市监处罚〔2026〕7号"} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %s among %q", want, lines)
		}
	}
	if len(lines) < 3 {
		t.Errorf("no article among %q", lines)
	}
}

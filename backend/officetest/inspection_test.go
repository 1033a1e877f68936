package officetest_test

import (
	"strings"
	"testing"

	"zhiheng/backend/casefile"
)

// planned opens a routine inspection with its papers, up to where it can be approved.
func planned(t *testing.T) walked {
	w := open(t, "inspection", "云汀县青禾置业有限公司日常检查")
	w.prepare(w.c, "daily")
	return w
}

func (w walked) prepare(c casefile.Case, kind string) {
	w.T.Helper()
	w.Set(c, map[string]any{"i.type": kind, "i.task": "2026年度检查计划", "i.random": kind == "daily", "i.body_announced": true, "i.items": []string{"产品质量"}, "i.items_published": true, "i.items_from": "2026-01-01",
		"i.cap": 1, "i.standard": "产品质量检查要点", "i.standard_from": "2025-01-01", "i.plan_published_on": "2026-01-15", "d.J-D02.approved_by": "江五", "d.J-D02.basis": "产品质量法第十八条",
		"d.J-D03.basis": "产品质量法第十八条", "d.J-D03.rights": true, "d.J-D01.seed": "20260302-7", "d.J-D01.drawn_at": "2026-03-02 09:10", "d.J-D01.list_hash": "9f2c", "i.scan_id": "SM-0412"})
	for _, code := range []string{"J-D01", "J-D10", "J-D11", "D08", "D43"} {
		w.Write(c, code, "材料 "+code)
	}
	for _, code := range []string{"J-D02", "J-D03"} {
		_, err := w.Files.Draft(w.Ctx, w.Who["lin"], c.ID, code)
		w.Must(err)
	}
}

// inspected goes on to the record of the inspection.
func (w walked) inspected(c casefile.Case) {
	w.T.Helper()
	w.Move(c, "jiang", "approve")
	w.Move(c, "lin", "notify")
	w.Move(c, "lin", "inspect")
	w.Set(c, map[string]any{"c.facts": "抽查货架商品十二种，其中一种标签未标明生产日期。", "d.J-D04.from": "9:30", "d.J-D04.to": "10:40", "d.J-D04.place": "云汀县云岫路9号", "d.J-D04.every_page_signed": true,
		"d.J-D04.cards_shown": true, "d.J-D04.discipline_told": true, "d.J-D04.by": []string{"林一", "梅二"}})
	w.Write(c, "J-D04", "现场检查笔录")
}

func TestAnInspectionFromItsPlanToTheArchive(t *testing.T) {
	w := planned(t)
	w.Move(w.c, "lin", "draw")
	w.inspected(w.c)
	if f := w.facts(); f["i.approved_on"] != "2026-03-02" || f["i.on"] != "2026-03-02" {
		t.Errorf("approved on %v, inspected on %v", f["i.approved_on"], f["i.on"])
	}
	if due := w.clocks()["T71"]; due.DueStrict != "2026-03-16" {
		t.Errorf("to tell the result by: %+v", due)
	}
	w.Set(w.c, map[string]any{"i.result": "order", "i.fix_by": "2026-03-20", "i.measure": true}) // closure, so that review comes first
	w.Write(w.c, "D17", "责令改正通知书")
	if text := w.text(w.draft("J-D08")); !strings.Contains(text, "责令限期改正") || !strings.Contains(text, "2026年3月20日") || strings.Contains(text, "待填") {
		t.Errorf("the result: %s", text)
	}
	if _, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.c.ID, ""); w.refused(err) == "" {
		t.Error("a closure without review")
	}
	w.Write(w.c, "R01", "送审表")
	w.review()
	if no := w.issue(); no != "云市监检告〔2026〕1号" {
		t.Errorf("number %s", no)
	}
	w.Set(w.c, map[string]any{"d.J-D08.served_on": "2026-03-03"})
	if due := w.clocks()["T72"]; due.DueStrict != "2026-03-27" {
		t.Errorf("to follow up by: %+v", due)
	}
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], w.c.ID, "close", "")); !strings.Contains(why, "没有复查") {
		t.Errorf("closed without a follow-up: %s", why)
	}
	w.at("2026-03-23")
	w.Set(w.c, map[string]any{"d.J-D09.fixed": true, "d.J-D09.outcome": "标签已补正。"})
	w.draft("J-D09")
	w.Move(w.c, "lin", "recheck")
	w.Move(w.c, "jiang", "close")
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.c.ID, ""))
	if c := w.clocks()["T72"]; w.CaseOf(w.c.ID).State != "archived" || c.State != "met" {
		t.Errorf("%s, follow-up %s", w.CaseOf(w.c.ID).State, c.State)
	}
	w.MustBeIntact()
}

func TestTheYearlyCapStopsASecondInspection(t *testing.T) {
	w := planned(t)
	w.inspected(w.c)
	again, err := w.Files.Open(w.Ctx, w.Who["lin"], casefile.Opening{Title: "再次检查", Procedure: "inspection", Handlers: []string{w.Who["lin"].ID, w.Who["mei"].ID}})
	w.Must(err)
	w.Set(again, map[string]any{"p.type": "entity", "p.name": "云汀县青禾置业有限公司", "c.region": "320681", "org.region": "320681"})
	w.prepare(again, "daily")
	first := w.facts()
	w.c = again
	if n, was := w.facts()["i.year_count"], first["i.year_count"]; n != int64(1) || was != int64(0) {
		t.Errorf("%v and %v inspections before", n, was)
	}
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], again.ID, "approve", "")); !strings.Contains(why, "已达上限") {
		t.Errorf("a second inspection: %s", why)
	}
	w.Set(again, map[string]any{"i.type": "individual", "i.task": "投诉举报"})
	w.Move(again, "jiang", "approve")
}

func TestABreachIsPassedOnAsAPenaltyCase(t *testing.T) {
	w := planned(t)
	w.inspected(w.c)
	w.Set(w.c, map[string]any{"i.result": "transfer", "i.measure": true})
	w.draft("J-D08")
	w.Write(w.c, "R01", "送审表")
	w.review()
	w.issue()
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], w.c.ID, "close", "")); !strings.Contains(why, "没有移交立案") {
		t.Errorf("closed with a breach: %s", why)
	}
	w.Move(w.c, "jiang", "transfer")
	no, _ := w.facts()["i.opened_case"].(string)
	list, _, err := w.Files.List(w.Ctx, casefile.Filter{Text: "涉嫌违法案", Limit: 5})
	w.Must(err)
	if len(list) != 1 || list[0].No != no || list[0].Procedure != "penalty" || list[0].State != "clue" || list[0].Title != "云汀县青禾置业有限公司涉嫌违法案" {
		t.Fatalf("opened %s: %+v", no, list)
	}
	from := w.c
	w.c = list[0]
	f := w.facts()
	if f["c.origin_case"] != from.No || f["c.source"] != "inspection" || f["p.uscc"] != "91320681MA1ABCD2XX" || !strings.Contains(f["c.facts"].(string), "标签") {
		t.Errorf("carried over: %v, %v, %v, %v", f["c.origin_case"], f["c.source"], f["p.uscc"], f["c.facts"])
	}
	if officers := f["off"].([]map[string]any); len(officers) != 2 {
		t.Errorf("%d handlers", len(officers))
	}
	w.Move(from, "jiang", "close")
	w.MustBeIntact()
}

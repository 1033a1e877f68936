package officetest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// walked is an office with a case on its way.
type walked struct {
	*officetest.Office
	c casefile.Case
}

func open(t *testing.T, procedure, title string) walked {
	t.Helper()
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: title, Procedure: procedure, Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	o.Set(c, map[string]any{"p.type": "entity", "p.name": "云汀县青禾置业有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "许采薇", "p.addr": "云汀县云岫路9号", "c.region": "320681", "org.region": "320681"})
	return walked{o, c}
}

// refused takes a step that the law forbids now, and returns why.
func (w walked) refused(err error) string {
	w.T.Helper()
	if fault.KindOf(err) != fault.Refused {
		w.T.Fatalf("not refused: %v", err)
	}
	return fault.As(err).Message.Zh
}

func (w walked) draft(code string) casefile.Paper {
	w.T.Helper()
	p, err := w.Files.Draft(w.Ctx, w.Who["lin"], w.c.ID, code)
	w.Must(err)
	return p
}

// text is what a paper says.
func (w walked) text(p casefile.Paper) string {
	w.T.Helper()
	text, err := w.Files.Text(w.Ctx, p.SHA256)
	w.Must(err)
	return text
}

// review has the case reviewed and passed.
func (w walked) review() {
	w.T.Helper()
	round, err := w.Desk.Submit(w.Ctx, w.Who["lin"], w.c.ID, "")
	w.Must(err)
	w.JudgeAll(round.ID)
	w.Must(w.Desk.Propose(w.Ctx, w.Who["he"], round.ID, "O1", "同意"))
	w.Must(w.Desk.Sign(w.Ctx, w.Who["fang"], round.ID))
}

func (w walked) issue() string {
	w.T.Helper()
	d, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.c.ID, "")
	w.Must(err)
	return d.No
}

func (w walked) at(day string) {
	w.T.Helper()
	on, err := time.Parse(time.DateOnly, day)
	w.Must(err)
	w.Now = on.Add(9 * time.Hour)
}

func (w walked) facts() map[string]any {
	w.T.Helper()
	var facts map[string]any
	w.Must(w.Store.View(w.Ctx, func(r *store.Reader) error {
		f, err := w.Files.Facts(r, w.CaseOf(w.c.ID))
		facts = f
		return err
	}))
	return facts
}

func (w walked) clocks() map[string]casefile.Clock {
	w.T.Helper()
	clocks := map[string]casefile.Clock{}
	w.Must(w.Store.View(w.Ctx, func(r *store.Reader) error {
		c := w.CaseOf(w.c.ID)
		f, err := w.Files.Facts(r, c)
		if err != nil {
			return err
		}
		list, err := w.Files.Clocks(r, c, f)
		for _, clock := range list {
			clocks[clock.ID] = clock
		}
		return err
	}))
	return clocks
}

// charge are the facts of a charge of 2,000 yuan a square metre for 1,234.56 square metres.
var charge = map[string]any{"c.facts": "建设单位应建防空地下室1234.56平方米，因地质条件不宜修建，申请易地建设。", "t.item": "civil_air_defence", "t.listed": true, "t.collectors": []string{"云汀县国防动员办公室"},
	"t.basis_doc": "人民防空法第二十二条", "t.basis_level": "law", "t.std": 200_000, "t.unit": "平方米", "t.std_doc": "省价格文件〔2020〕1号", "t.std_from": "2020-01-01", "t.qty": "1234.56",
	"t.base_on": "2026-02-20", "t.trigger_on": "2026-02-20", "t.period_from": "2026-02-20", "t.period_to": "2026-02-20", "t.amount": 246_912_000, "t.due_on": "2026-04-10", "t.account": "云汀县非税收入汇缴专户"}

// calculated walks a charge to where its sum stands.
func calculated(t *testing.T, procedure string) walked {
	w := open(t, procedure, "云汀县青禾置业有限公司易地建设费")
	w.Set(w.c, charge)
	for _, code := range []string{"T-D01", "T-D11", "T-D12", "T-D13", "D43", "D08", "R01"} {
		w.Write(w.c, code, "材料 "+code)
	}
	w.Set(w.c, map[string]any{"d.T-D02.calculated_by": "林一", "d.T-D02.checked_by": "林一"})
	if text := w.text(w.draft("T-D02")); !strings.Contains(text, "2,469,120.00") || !strings.Contains(text, "贰佰肆拾陆万玖仟壹佰贰拾元整") {
		t.Errorf("the calculation: %s", text)
	}
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["lin"], w.c.ID, "calculate", "")); !strings.Contains(why, "不同的两人") {
		t.Errorf("one person both calculates and checks: %s", why)
	}
	w.Set(w.c, map[string]any{"d.T-D02.checked_by": "梅二", "t.amount": 246_912_100})
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["lin"], w.c.ID, "calculate", "")); !strings.Contains(why, "不一致") {
		t.Errorf("a yuan too much: %s", why)
	}
	w.Set(w.c, map[string]any{"t.amount": 246_912_000, "t.item": "water_resource"})
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["lin"], w.c.ID, "calculate", "")); !strings.Contains(why, "停征") {
		t.Errorf("an item that has ended: %s", why)
	}
	w.Set(w.c, map[string]any{"t.item": "civil_air_defence"})
	w.Move(w.c, "lin", "calculate")
	return w
}

func TestALevyFromItsBaseToTheArchive(t *testing.T) {
	w := calculated(t, "levy")
	if c := w.CaseOf(w.c.ID); len(c.Major) != 1 || c.Major[0].ID != "M41" || !strings.HasPrefix(c.No, "320681-LEV-2026-") {
		t.Fatalf("%s, major by %v", c.No, c.Major)
	}
	if text := w.text(w.draft("T-D05")); strings.Contains(text, "待填") {
		t.Errorf("places left open: %s", text)
	}
	if _, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.c.ID, ""); w.refused(err) == "" {
		t.Error("issued without review")
	}
	w.review()
	if no := w.issue(); no != "云市监征缴〔2026〕1号" {
		t.Errorf("number %s", no)
	}
	w.Write(w.c, "T-D06", "送达回证")
	w.Set(w.c, map[string]any{"d.T-D05.served_on": "2026-03-05"})
	w.Move(w.c, "lin", "serve")
	w.Move(w.c, "lin", "await_payment")
	clocks := w.clocks()
	if due := clocks["T63"]; due.DueStrict != "2026-04-10" || due.State != "running" {
		t.Errorf("to pay by: %+v", due)
	}
	if sue := clocks["T37"]; sue.DueStrict != "2026-09-05" || sue.DueLegal != "2026-09-07" { // a Saturday
		t.Errorf("to sue by: %+v", sue)
	}
	w.Write(w.c, "T-D08", "催缴通知书")
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["lin"], w.c.ID, "demand", "")); !strings.Contains(why, "期限未满") {
		t.Errorf("demanded before it is due: %s", why)
	}
	w.at("2026-04-20")
	if c := w.clocks()["T63"]; c.State != "overdue" {
		t.Errorf("ten days later: %+v", c)
	}
	// Half a thousandth a day of 2,469,120 yuan for ten days is 12,345.60 yuan.
	w.Set(w.c, map[string]any{"t.late_rate": 5, "t.late_to": "2026-04-20", "t.late_basis": "县征收规定第九条", "t.late_fee": 1_234_561})
	w.Set(w.c, map[string]any{"d.T-D08.served_on": "2026-04-20"})
	w.Move(w.c, "lin", "demand")
	w.draft("T-D09")
	charge := func() error { _, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.c.ID, "charge_late"); return err }
	if why := w.refused(charge()); !strings.Contains(why, "重大执法决定") {
		t.Errorf("a surcharge without its review: %s", why)
	}
	w.review()
	if why := w.refused(charge()); !strings.Contains(why, "滞纳金超过") {
		t.Errorf("a fen too much: %s", why)
	}
	w.Set(w.c, map[string]any{"t.late_fee": 1_234_560})
	if why := w.refused(charge()); !strings.Contains(why, "失效") {
		t.Errorf("another sum than was reviewed: %s", why)
	}
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], w.c.ID, "enforce", "")); !strings.Contains(why, "没有作出决定") {
		t.Errorf("enforced a surcharge that was not decided: %s", why)
	}
	w.draft("T-D09")
	w.review()
	w.Must(charge())
	if c := w.CaseOf(w.c.ID); !slices.ContainsFunc(c.Major, func(h casefile.MajorHit) bool { return h.ID == "M40" }) {
		t.Errorf("a surcharge is no major decision: %v", c.Major)
	}
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], w.c.ID, "enforce", "")); !strings.Contains(why, "三十日") {
		t.Errorf("enforced at once: %s", why)
	}
	w.Write(w.c, "T-D07", "非税收入票据")
	w.Set(w.c, map[string]any{"t.paid": 248_146_560, "t.paid_on": "2026-04-24", "t.bill_no": "32068126000123"})
	w.Move(w.c, "jiang", "close")
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.c.ID, "整卷完毕"))
	if c := w.CaseOf(w.c.ID); c.State != "archived" || w.facts()["c.closed_on"] != "2026-04-20" {
		t.Errorf("%s, closed on %v", c.State, w.facts()["c.closed_on"])
	}
	w.MustBeIntact()
}

func TestReliefNeedsAnAuthorityThatMayGrantIt(t *testing.T) {
	w := calculated(t, "fee")
	if c := w.CaseOf(w.c.ID); !strings.HasPrefix(c.No, "320681-FEE-2026-") {
		t.Errorf("number %s", c.No)
	}
	w.Set(w.c, map[string]any{"t.relief": "waive", "t.relief_sum": 246_912_000, "t.amount": 0, "t.relief_basis": "省减免规定第三条", "t.relief_by": "云汀县国防动员办公室", "t.relief_authority": []string{"云汀县人民政府"}, "d.T-D04.approved_by": "江五"})
	w.Write(w.c, "T-D04", "减免审批表")
	if why := w.refused(w.Files.Move(w.Ctx, w.Who["jiang"], w.c.ID, "grant_relief", "")); !strings.Contains(why, "有权机关") {
		t.Errorf("relief by whom it may not be: %s", why)
	}
	w.Set(w.c, map[string]any{"t.relief_by": "云汀县人民政府"})
	w.Move(w.c, "jiang", "grant_relief")
	text := w.text(w.draft("T-D05"))
	if !strings.Contains(text, "缴费通知书") || !strings.Contains(text, "免征") {
		t.Errorf("the notice of a fee: %s", text)
	}
	if hits := w.CaseOf(w.c.ID).Major; len(hits) != 1 || hits[0].ID != "M51" {
		t.Errorf("major by %v", hits)
	}
	w.review()
	w.issue()
	w.Write(w.c, "T-D06", "送达回证")
	w.Move(w.c, "lin", "serve")
	w.Move(w.c, "lin", "await_payment")
	w.Move(w.c, "jiang", "close")
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.c.ID, ""))
	if state := w.CaseOf(w.c.ID).State; state != "archived" {
		t.Error(state)
	}
}

func TestASecondChargeForTheSameIsCounted(t *testing.T) {
	w := calculated(t, "levy")
	if n := w.facts()["t.same"]; n != int64(0) {
		t.Errorf("%v others", n)
	}
	again, err := w.Files.Open(w.Ctx, w.Who["lin"], casefile.Opening{Title: "再次征收", Procedure: "levy"})
	w.Must(err)
	values := maps.Clone(charge)
	values["p.name"] = "云汀县青禾置业有限公司"
	w.Set(again, values)
	if n := w.facts()["t.same"]; n != int64(1) {
		t.Errorf("%v others", n)
	}
	w.Set(again, map[string]any{"t.period_to": "2026-02-21"})
	if n := w.facts()["t.same"]; n != int64(0) {
		t.Errorf("another period: %v others", n)
	}
}

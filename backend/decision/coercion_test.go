package decision_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
)

// coercing is a case of coercion on its way.
type coercing struct {
	*officetest.Office
	t *testing.T
	casefile.Case
}

// begin opens a case of coercion against a company.
func begin(t *testing.T, procedure string, values map[string]any) coercing {
	t.Helper()
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "云汀县青禾食品有限公司强制案", Procedure: procedure, Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	w := coercing{o, t, c}
	w.set(map[string]any{"p.type": "entity", "p.name": "云汀县青禾食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "c.facts": "涉嫌使用非食品原料", "k.law": []string{"食品安全法第一百一十条"},
		"k.law_level": "law", "k.law_valid": true, "k.necessity": "防止转移、隐匿"})
	w.set(values)
	return w
}

func (w coercing) set(values map[string]any) { w.t.Helper(); w.Set(w.Case, values) }

func (w coercing) write(codes ...string) {
	w.t.Helper()
	for _, code := range codes {
		w.Write(w.Case, code, "材料 "+code+"\n"+decision.NumberMark+"\n"+decision.DayMark)
	}
}

func (w coercing) today() string { return w.Now.Format(time.DateOnly) }

func (w coercing) later(days int) { w.Office.Now = w.Office.Now.AddDate(0, 0, days) }

// review takes the case through a round to a signed opinion.
func (w coercing) review(opinion string) {
	w.t.Helper()
	round, err := w.Desk.Submit(w.Ctx, w.Who["lin"], w.ID, "")
	w.Must(err)
	w.JudgeAll(round.ID)
	w.Must(w.Desk.Propose(w.Ctx, w.Who["he"], round.ID, opinion, "意见"))
	w.Must(w.Desk.Sign(w.Ctx, w.Who["fang"], round.ID))
	if opinion > "O2" {
		w.Reply(round.ID)
	}
}

// decide tries to issue the decision of a step.
func (w coercing) decide(step string) error {
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, step)
	return err
}

func (w coercing) issue() decision.Decision {
	w.t.Helper()
	d, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.Must(err)
	return d
}

// refused wants a step refused, with words that hold a part.
func (w coercing) refused(err error, part string) {
	w.t.Helper()
	if e := fault.As(err); err == nil || e.Kind != fault.Refused || !strings.Contains(e.Message.Zh+e.Hint.Zh, part) || e.Hint.Zh == "" {
		w.t.Errorf("%v, not a refusal that speaks of %s", err, part)
	}
}

func (w coercing) move(who, transition string) error {
	return w.Files.Move(w.Ctx, w.Who[who], w.ID, transition, "")
}

func (w coercing) stands(state string) {
	w.t.Helper()
	if c := w.CaseOf(w.ID); c.State != state {
		w.t.Fatalf("the case stands at %s, not %s", c.State, state)
	}
}

// value is a field of the case as it stands.
func (w coercing) value(name string) any {
	w.t.Helper()
	r, err := w.facts()
	w.Must(err)
	return r[name]
}

// seal prepares the sealing of goods, approved by the leader.
func seal(t *testing.T, stops bool) coercing {
	w := begin(t, "coercion_measure", map[string]any{"k.kind": "seal", "k.days": 30, "k.items": []string{"面粉十袋"}, "k.place": "原料库", "k.stops_business": stops, "k.amount": 5_000_000})
	w.write("K-D01", "K-D02", "D05", "D43", "R01")
	w.set(map[string]any{"d.K-D01.approved_by": "江五", "d.K-D01.approved_on": w.today()})
	return w
}

// onSite is the record of the measure and the list, as the law wants them.
func (w coercing) onSite() {
	w.t.Helper()
	w.write("K-D03", "K-D04")
	w.set(map[string]any{"d.K-D03.copies": 2, "d.K-D03.both_signed": true, "d.K-D04.cards_shown": true, "d.K-D04.party_there": true, "d.K-D04.reasons_told": true, "d.K-D04.rights_told": true,
		"d.K-D04.heard": true, "d.K-D04.sign_party": true})
}

// TestAMeasureFromApprovalToArchive seals goods of a business that comes to stand still: a major measure, reviewed, carried
// out, extended after another review, and released.
func TestAMeasureFromApprovalToArchive(t *testing.T) {
	w := seal(t, true)
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "审核")
	w.review("O1")
	d := w.issue()
	if d.No != "云市监强措〔2026〕1号" || d.Review == "" || w.value("k.decided_on") != w.today() {
		t.Errorf("%+v on %v", d, w.value("k.decided_on"))
	}
	w.write("K-D04")
	w.refused(w.move("lin", "implement"), "亮证")
	w.onSite()
	w.refused(w.move("lin", "implement"), "当场交付")
	w.set(map[string]any{"d.K-D02.served_on": w.today()})
	w.Must(w.move("lin", "implement"))
	w.stands("in_force")
	began := w.today()
	if w.value("k.from") != began {
		t.Errorf("in force from %v", w.value("k.from"))
	}
	w.set(map[string]any{"k.to": w.Now.AddDate(0, 0, 30).Format(time.DateOnly)})
	w.ends("T28", w.Now.AddDate(0, 0, 30))

	w.later(20)
	to := w.Now.AddDate(0, 0, 40).Format(time.DateOnly)
	w.set(map[string]any{"k.ext_days": 30, "k.ext_to": to, "k.ext_reasons": "案情复杂，需跨省取证"})
	w.write("K-D07")
	w.set(map[string]any{"d.K-D07.approved_by": "江五", "d.K-D07.reasons": "案情复杂，需跨省取证"})
	w.refused(w.decide("extend"), "审核")
	w.review("O3")
	w.stands("in_force")
	w.review("O1")
	w.stands("further_passed")
	w.set(map[string]any{"k.ext_reasons": "另一个理由"})
	w.refused(w.decide("extend_reviewed"), "审核")
	w.set(map[string]any{"k.ext_reasons": "案情复杂，需跨省取证"})
	w.Must(w.decide("extend_reviewed"))
	w.ends("T28", w.Now.AddDate(0, 0, 40))

	w.later(10)
	w.write("K-D06")
	w.set(map[string]any{"d.K-D06.from": w.today(), "d.K-D06.to": w.Now.AddDate(0, 0, 6).Format(time.DateOnly)})
	w.Must(w.move("lin", "test"))
	w.later(6)
	w.set(map[string]any{"k.test_days": 6})
	w.Must(w.move("lin", "resume"))
	w.ends("T28", w.Now.AddDate(0, 0, 30)) // forty days, ten of them gone, the tests left out

	w.write("K-D08")
	w.refused(w.decide("release"), "解除")
	w.set(map[string]any{"k.disposal": "release", "d.K-D08.returned": true})
	w.Must(w.decide("release"))
	w.write("D36")
	w.Must(w.move("jiang", "close"))
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.ID, ""))
	w.stands("archived")
	w.MustBeIntact()
}

// TestAnOrdinaryMeasureNeedsNoReview, but it must be known to be ordinary.
func TestAnOrdinaryMeasureNeedsNoReview(t *testing.T) {
	w := seal(t, false)
	w.set(map[string]any{"k.stops_business": nil})
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "生产经营")
	w.set(map[string]any{"k.stops_business": false, "k.days": 31})
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "三十日")
	w.set(map[string]any{"k.days": 30, "k.law_level": "rule"})
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "设定")
	w.set(map[string]any{"k.law_level": "local_reg"})
	if d := w.issue(); d.Review != "" || len(d.Judged) == 0 || d.ReviewAfter {
		t.Errorf("%+v", d)
	}
}

// TestAnUrgentMeasureIsReviewedAfterwards: taken at once, decided within the day, and not closed before its review.
func TestAnUrgentMeasureIsReviewedAfterwards(t *testing.T) {
	w := seal(t, true)
	w.onSite()
	w.refused(w.move("lin", "act_urgently"), "紧急")
	w.set(map[string]any{"k.urgent": true, "k.taken_at": w.Now.Format(time.RFC3339)})
	w.Must(w.move("lin", "act_urgently"))
	w.stands("urgent")
	w.ends("T27", w.Now.AddDate(0, 0, 1))
	w.set(map[string]any{"k.approved_at": w.Now.Add(3 * time.Hour).Format(time.RFC3339), "d.K-D02.served_on": w.today()})
	if d := w.issue(); d.Review != "" || !d.ReviewAfter {
		t.Errorf("%+v", d)
	}
	w.Must(w.move("lin", "implement"))
	w.ends("T27R", w.Now.AddDate(0, 0, 2))
	w.write("K-D08", "D36")
	w.set(map[string]any{"k.disposal": "release", "d.K-D08.returned": true})
	w.Must(w.decide("release"))
	w.refused(w.move("jiang", "close"), "审核")

	w = seal(t, true)
	w.onSite()
	w.set(map[string]any{"k.urgent": true, "k.taken_at": w.Now.Format(time.RFC3339), "k.approved_at": w.Now.Format(time.RFC3339), "d.K-D02.served_on": w.today()})
	w.Must(w.move("lin", "act_urgently"))
	w.issue()
	w.Must(w.move("lin", "implement"))
	w.later(1)
	w.review("O1")
	w.stands("further_passed")
	w.write("K-D08", "D36")
	w.set(map[string]any{"k.disposal": "release", "d.K-D08.returned": true})
	w.Must(w.decide("release"))
	w.Must(w.move("jiang", "close"))
	w.MustBeIntact()
}

func TestFreezingGoesThroughTheBankAndReview(t *testing.T) {
	w := begin(t, "coercion_measure", map[string]any{"k.kind": "freeze", "k.days": 30, "k.bank": "账户甲", "k.amount": 3_000_000, "k.case_sum": 2_000_000})
	w.write("K-D01", "K-D05", "D05", "D43", "R01")
	w.set(map[string]any{"d.K-D01.approved_by": "江五", "d.K-D01.approved_on": w.today()})
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "M32")
	w.review("O1")
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "金额")
	w.Must(w.move("jiang", "drop"))
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.ID, ""))
}

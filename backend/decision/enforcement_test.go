package decision_test

import (
	"testing"
	"time"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func (w coercing) facts() (facts rulebook.Facts, err error) {
	err = w.Store.View(w.Ctx, func(r *store.Reader) error {
		facts, err = w.Files.Facts(r, w.CaseOf(w.ID))
		return err
	})
	return facts, err
}

// ends wants a period that runs to a day.
func (w coercing) ends(id string, day time.Time) {
	w.t.Helper()
	w.Must(w.Store.View(w.Ctx, func(r *store.Reader) error {
		c := w.CaseOf(w.ID)
		facts, err := w.Files.Facts(r, c)
		if err != nil {
			return err
		}
		clocks, err := w.Files.Clocks(r, c, facts)
		for _, clock := range clocks {
			if clock.ID == id {
				if clock.DueStrict != day.Format(time.DateOnly) || clock.State != "running" {
					w.t.Errorf("%s is %s and ends on %s, not %s", id, clock.State, clock.DueStrict, day.Format(time.DateOnly))
				}
				return err
			}
		}
		w.t.Errorf("%s does not run", id)
		return err
	}))
}

// unpaid is a fine that was not paid, with the demand served.
func unpaid(t *testing.T, values map[string]any) coercing {
	w := begin(t, "coercion_enforcement", map[string]any{"k.base_no": "云市监处罚〔2025〕8号", "k.base_on": "2025-06-02", "k.base_served_on": "2025-06-03", "k.duty": "pay", "k.duty_text": "缴纳罚款",
		"k.principal": 1_000_000, "k.daily_rate": 300, "k.overdue_days": 40, "k.surcharge": 1_000_000, "k.surcharge_told": true, "k.surcharge_from": "2025-12-04", "k.amount": 2_000_000, "k.target": "罚款一万元"})
	w.write("K-B01", "K-D09", "D43", "R01")
	w.refused(w.move("lin", "demand"), "履行期限")
	w.set(map[string]any{"k.perform_by": "2026-03-01"})
	w.refused(w.move("lin", "demand"), "催告书")
	w.set(map[string]any{"d.K-D09.due_on": "2026-03-10", "d.K-D09.way": "缴款", "d.K-D09.sum": 2_000_000, "d.K-D09.pay_how": "银行转账", "d.K-D09.rights": true})
	w.Must(w.move("lin", "demand"))
	w.set(values)
	return w
}

// TestAnEnforcementFromDemandToArchive enforces with the agency's own power: reviewed, served, and by day on a working day.
func TestAnEnforcementFromDemandToArchive(t *testing.T) {
	w := unpaid(t, map[string]any{"k.own_power": true, "k.way": "auction", "k.do_on": "2026-03-20"})
	w.write("K-D10")
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "M34")
	_, err = w.Desk.Submit(w.Ctx, w.Who["lin"], w.ID, "")
	w.refused(err, "材料")
	w.set(map[string]any{"d.K-D09.served_on": "2026-03-02"})
	w.review("O1")
	w.set(map[string]any{"k.do_on": "2026-03-21"})
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "变动")
	w.set(map[string]any{"k.do_on": "2026-03-20"})
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "届满")
	w.later(9) // Wednesday 2026-03-11
	d := w.issue()
	if d.No != "云市监强执〔2026〕1号" {
		t.Errorf("%+v", d)
	}
	w.write("D31")
	w.Must(w.move("lin", "serve"))
	w.later(3) // Saturday
	w.refused(w.move("lin", "execute"), "节假日")
	w.later(2)
	w.Must(w.move("lin", "execute"))
	w.write("K-D11", "D36")
	w.set(map[string]any{"d.K-D11.began_at": "2026-03-16T09:30:00+08:00", "d.K-D11.ended_at": "2026-03-16T11:00:00+08:00", "d.K-D11.cut_supply": true})
	w.refused(w.move("jiang", "close"), "供水")
	w.set(map[string]any{"d.K-D11.cut_supply": false})
	w.Must(w.move("jiang", "close"))
	w.Must(w.Files.Archive(w.Ctx, w.Who["lin"], w.ID, ""))
	w.stands("archived")
	w.MustBeIntact()
}

// TestASurchargeIsCappedAndRunsThirtyDays: ten thousand yuan bear no more than ten thousand.
func TestASurchargeIsCappedAndRunsThirtyDays(t *testing.T) {
	for part, values := range map[string]map[string]any{"本金": {"k.surcharge": 1_000_001}, "三十日": {"k.surcharge_from": "2026-02-20"}, "法院": {"k.own_power": false}} {
		w := unpaid(t, map[string]any{"k.own_power": true, "k.way": "auction", "d.K-D09.served_on": "2026-03-02"})
		w.set(values)
		w.write("K-D10")
		w.review("O1")
		w.later(9)
		_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
		w.refused(err, part)
	}
}

// TestAnApplicationToTheCourt is made after ten working days and within three months, and ends with the ruling.
func TestAnApplicationToTheCourt(t *testing.T) {
	w := unpaid(t, map[string]any{"k.own_power": false, "k.way": "court", "d.K-D09.served_on": "2026-03-02", "k.remedy_over_on": "2025-12-15"})
	w.write("K-D18", "K-B02")
	w.review("O1")
	w.later(14) // 2026-03-16, the tenth working day
	_, err := w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "十个工作日")
	w.later(1)
	_, err = w.Door.Issue(w.Ctx, w.Who["jiang"], w.ID, "")
	w.refused(err, "三个月")
	w.set(map[string]any{"k.remedy_over_on": "2025-12-17"})
	w.review("O1")
	d := w.issue()
	if d.No != "云市监强申〔2026〕1号" {
		t.Errorf("%+v", d)
	}
	w.write("D31", "D36")
	w.refused(w.move("lin", "serve"), "法院")
	w.refused(w.move("lin", "file_in_court"), "材料")
	w.set(map[string]any{"d.K-D18.leader_signed": true})
	w.Must(w.move("lin", "file_in_court"))
	w.ends("T34A", w.Now.AddDate(0, 0, 7))
	w.refused(w.move("jiang", "close"), "裁定")
	w.set(map[string]any{"k.court_accepted_on": w.today(), "k.court_ruled_on": w.today()})
	w.Must(w.move("jiang", "close"))
	w.MustBeIntact()
}

// TestPollutionIsClearedAtOnceAndReviewedAfterwards is substitute performance that could not wait.
func TestPollutionIsClearedAtOnceAndReviewedAfterwards(t *testing.T) {
	w := begin(t, "coercion_enforcement", map[string]any{"k.way": "substitute", "k.duty": "act", "k.duty_text": "清除倾倒的废渣", "k.harm": "environment", "k.performer": "云汀县净川环保有限公司",
		"k.performer_interested": false, "k.budget": 800_000, "k.do_on": "2026-03-02", "k.target": "废渣二十吨"})
	w.write("K-D13", "K-D14", "R01", "D31", "D43", "D36")
	w.refused(w.move("lin", "act_at_once"), "立即清除")
	w.set(map[string]any{"k.immediate": true})
	w.Must(w.move("lin", "act_at_once"))
	if d := w.issue(); !d.ReviewAfter || d.No != "云市监代履〔2026〕1号" {
		t.Errorf("%+v", d)
	}
	w.Must(w.move("lin", "serve"))
	w.set(map[string]any{"c.performed": true})
	w.refused(w.move("jiang", "close_performed"), "审核")
	w.later(1)
	w.review("O1")
	w.Must(w.move("lin", "go_on"))
	w.Must(w.move("lin", "substitute"))
	w.Must(w.move("jiang", "close"))
	w.MustBeIntact()
}

// TestEnforcementMaySuspendAndEnd: suspension starts the three years, and its end needs a ground.
func TestEnforcementMaySuspendAndEnd(t *testing.T) {
	w := unpaid(t, map[string]any{"k.own_power": true, "k.way": "auction", "d.K-D09.served_on": "2026-03-02", "k.do_on": "2026-03-20"})
	w.write("K-D10", "D31", "K-D15", "K-D16", "D36")
	w.review("O1")
	w.later(9)
	w.issue()
	w.Must(w.move("lin", "serve"))
	w.refused(w.decide("suspend"), "情形")
	w.set(map[string]any{"d.K-D15.reason": "当事人履行行政决定确有困难，暂无履行能力"})
	w.Must(w.decide("suspend"))
	w.ends("T35", w.Now.AddDate(3, 0, 0))
	w.set(map[string]any{"d.K-D16.reason": "中止执行满三年未恢复执行"})
	w.Must(w.decide("terminate"))
	w.Must(w.move("jiang", "close"))
}

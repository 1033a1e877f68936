package disclosure_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

func TestAThirdPartyIsHeardBeforeItIsPublic(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.check(o.Prepare(bg, o.publisher, id))
	refused(t, "asked about nothing", o.Consult(bg, o.publisher, id, "供货商", "", "2026-04-29"), fault.Invalid)
	o.check(o.Consult(bg, o.publisher, id, "虚构供货商行", "供货价格是否属于商业秘密", "2026-04-29"))
	if c := o.get(id).Consultations; len(c) != 1 || c[0].DueOn != "2026-05-22" {
		t.Errorf("%+v", c)
	}
	e := refused(t, "handed in while they may answer", o.Submit(bg, o.publisher, id), fault.Refused)
	if !strings.Contains(e.Message.Zh, "V21") {
		t.Error(e.Message.Zh)
	}
	o.check(o.AnswerConsultation(bg, o.publisher, id, 1, true, "", "2026-04-29"))
	refused(t, "answered twice", o.AnswerConsultation(bg, o.publisher, id, 1, true, "", "2026-04-29"), fault.Conflict)
	o.check(o.Submit(bg, o.publisher, id))
	o.replays()
}

func TestWhoeverIsAskedAndSaysNothingHoldsNothingUp(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.Consult(bg, o.publisher, id, "虚构供货商行", "供货价格", "2026-04-29"))
	o.now = time.Date(2026, 5, 23, 10, 0, 0, 0, ledger.Zone)
	o.check(o.Submit(bg, o.publisher, id))
}

func TestAnAssessmentIsKeptThreeYearsAndComesAgainEveryYear(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	o.check(o.Prepare(bg, o.publisher, id))
	warned := func() bool {
		for _, p := range o.get(id).Problems {
			if p.ID == "V22" {
				return true
			}
		}
		return false
	}
	if !warned() {
		t.Error("a person's data is at stake and nobody is told to assess it")
	}
	refused(t, "without risks", o.Assess(bg, o.publisher, id, disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: "公示必要"}), fault.Invalid)
	refused(t, "of what is not withheld", o.Assess(bg, o.publisher, id, disclosure.AssessmentInput{Kind: disclosure.AssessWithheld, Purpose: "复评"}), fault.Conflict)
	o.check(o.Assess(bg, o.publisher, id, disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: "公示处罚信息确有必要", Risks: "名誉影响", Measures: "隐去身份证号和住址", Passed: true}))
	if warned() {
		t.Error("it was assessed and is still asked for")
	}
	d := o.get(id)
	if a := d.Assessments[0]; a.KeepUntil != "2029-04-29" || a.NextOn != "2027-04-29" || d.AssessBy != a.NextOn {
		t.Errorf("%+v", a)
	}
	o.replays()
}

func TestThePersonalDataOfAPartyGoesOutOnlyAfterAnAssessmentThatLetsIt(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕13号", "trader.txt", asPerson(nil).over(trader()))
	o.check(o.Prepare(bg, o.publisher, id))
	v22 := func() (list []disclosure.Problem) {
		for _, p := range o.get(id).Problems {
			if p.ID == "V22" {
				list = append(list, p)
			}
		}
		return list
	}
	held := func(what string) {
		t.Helper()
		if list := v22(); len(list) != 1 || list[0].Level != "block" || !strings.Contains(list[0].Article, "个人信息保护法") {
			t.Errorf("%s: %+v", what, list)
		}
		refused(t, what, o.Submit(bg, o.publisher, id), fault.Refused)
	}
	held("not assessed")
	in := disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: "公示处罚信息确有必要", Risks: "名誉影响", Measures: "隐去身份证号和住址"}
	o.check(o.Assess(bg, o.publisher, id, in))
	held("to be improved")
	in.Passed = true
	o.check(o.Assess(bg, o.publisher, id, in))
	if list := v22(); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	in.Passed = false
	o.check(o.Assess(bg, o.publisher, id, in))
	held("found wanting afterwards")
	o.replays()
}

func TestThePublicationEndsByItselfWhenItsTimeIsOver(t *testing.T) {
	o := newOffice(t)
	first, second := o.bothUploaded()
	until := o.get(first).Until
	if until == "" {
		t.Fatal("no rule limits the publication")
	}
	o.now, _ = time.ParseInLocation(time.DateOnly, until, ledger.Zone)
	if n, err := o.EndExpired(bg); err != nil || n != 0 {
		t.Errorf("%d ended on the last day, %v", n, err)
	}
	o.now = o.now.AddDate(0, 0, 1)
	if n, err := o.EndExpired(bg); err != nil || n < 1 {
		t.Errorf("%d ended, %v", n, err)
	}
	if d := o.get(first); d.State != disclosure.TakenDown || d.Ended != disclosure.EndExpired || d.ToRecall != 1 {
		t.Errorf("%+v", d.Row)
	}
	if n, err := o.EndExpired(bg); err != nil || n != 0 {
		t.Errorf("%d ended twice, %v", n, err)
	}
	_ = second
	o.replays()
}

func TestADecisionThatFallsLeadsToItsWithdrawal(t *testing.T) {
	o := newOffice(t)
	first, second := o.bothUploaded()
	o.check(o.files.SetFields(bg, o.handler, o.get(first).Case, map[string]any{"c.amended_on": "2026-04-29"}))
	rows, err := o.List(bg, disclosure.Filter{})
	o.check(err)
	for _, r := range rows {
		switch {
		case r.ID == first && r.WithdrawBy != "2026-05-07": // three working days, over the holiday
			t.Errorf("to be withdrawn by %q", r.WithdrawBy)
		case r.ID == second && r.WithdrawBy != "":
			t.Errorf("%+v", r)
		}
	}
	o.check(o.Withdraw(bg, o.publisher, first, "处罚决定被依法撤销"))
	if rows, err = o.List(bg, disclosure.Filter{}); err != nil || rows[len(rows)-1].WithdrawBy != "" {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestTheTermsGoByTheDayOfTheDecision(t *testing.T) {
	o := newOffice(t)
	p, _ := o.book.Procedure("penalty")
	facts := map[string]any{"x.kinds": []string{"010103"}} // a fine
	for decided, want := range map[string][2]string{"2023-04-30": {"2023-08-30", "2024-05-30"}, "2024-06-01": {"2023-08-30", "2026-05-30"}, "2026-04-29": {"2026-07-29", "2027-04-29"}} {
		terms, err := p.PublicTerms(facts, decided, "2023-05-30")
		o.check(err)
		if terms[0].Destination != "credit" || terms[0].RepairFrom != want[0] || terms[0].EndsOn != want[1] {
			t.Errorf("%s: %+v", decided, terms[0])
		}
	}
	grave, err := p.PublicTerms(map[string]any{"x.kinds": []string{"010103", "010107"}}, "2026-04-29", "2026-05-01")
	o.check(err)
	if grave[0].EndsOn != "2029-04-29" || grave[0].RepairFrom != "2027-04-29" || grave[1].Destination != "gsxt" || grave[1].EndsOn != "2029-05-01" {
		t.Errorf("%+v", grave)
	}
}

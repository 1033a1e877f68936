package rulebook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/rulebook"
)

func coercion(t *testing.T, id string) *rulebook.Procedure {
	t.Helper()
	p, ok := load(t).Procedure(id)
	if !ok {
		t.Fatalf("no %s", id)
	}
	return p
}

// sealed is a shop whose goods were sealed for thirty days, extended and still held: a major measure, carried out as the law
// wants it.
func sealed() rulebook.Facts {
	return rulebook.Facts{
		"today": "2026-04-20", "c.proc": "measure", "c.item": "A-12", "c.defended": true, "c.crime_suspected": true, "c.record_gaps": 0, "c.major": []string{"M30"},
		"org.kind": "agency", "org.name": "云汀县市场监督管理局", "org.powers": []string{"A-12"}, "p.name": "云汀县青禾食品有限公司",
		"off":    []map[string]any{{"name": "甲", "cert_from": "2024-01-01", "cert_to": "2028-12-31"}, {"name": "乙", "cert_from": "2024-01-01", "cert_to": "2028-12-31"}},
		"k.kind": "seal", "k.law": []string{"食品安全法第一百一十条"}, "k.law_level": "law", "k.law_valid": true, "k.necessity": "防止转移", "k.stops_business": true,
		"k.living_goods": false, "k.sealed_before": false, "k.amount": int64(5_000_000), "k.case_sum": int64(5_000_000), "k.days": 30, "k.term_by_law": false,
		"k.from": "2026-03-02", "k.to": "2026-04-01", "k.ext_days": 30, "k.ext_on": "2026-03-31", "k.ext_to": "2026-05-01", "k.test_days": 0, "k.urgent": false, "k.ground_gone": false, "k.disposal": "",
		"d.K-D01.approved_by": "局长", "d.K-D01.approved_on": "2026-03-01",
		"d.K-D02.party": "云汀县青禾食品有限公司", "d.K-D02.reasons": "涉嫌使用非食品原料", "d.K-D02.basis": []string{"食品安全法第一百一十条"}, "d.K-D02.items": []string{"面粉十袋"}, "d.K-D02.remedy": "六十日内申请复议",
		"d.K-D02.org_name": "云汀县市场监督管理局", "d.K-D02.served_on": "2026-03-02", "d.K-D03.copies": 2, "d.K-D03.both_signed": true,
		"d.K-D04.by": []string{"甲", "乙"}, "d.K-D04.cards_shown": true, "d.K-D04.party_there": true, "d.K-D04.reasons_told": true, "d.K-D04.rights_told": true, "d.K-D04.heard": true, "d.K-D04.sign_party": true,
		"d.K-D07.reasons": "案情复杂", "d.D22.examined": true, "d.D30.items_listed": true, "d.D30.party_told": true,
	}
}

// frozen is the same case with an account instead of goods.
func frozen() rulebook.Facts {
	return with(sealed(), rulebook.Facts{"k.kind": "freeze", "d.K-D05.bank_told": true, "d.K-D05.served_on": "2026-03-05", "d.K-D02.present": false, "d.K-D05.party": "云汀县青禾食品有限公司",
		"d.K-D05.reasons": "转移资金", "d.K-D05.basis": []string{"法律"}, "d.K-D05.account": "账户甲", "d.K-D05.remedy": "六十日内申请复议", "d.K-D05.org_name": "云汀县市场监督管理局"})
}

// fined is a fine of ten thousand yuan, forty days overdue, enforced by the agency itself.
func fined() rulebook.Facts {
	return rulebook.Facts{
		"today": "2026-06-23", "c.proc": "enforcement", "c.item": "A-12", "c.contested": false, "c.record_gaps": 0, "org.kind": "agency", "org.name": "云汀县市场监督管理局", "org.powers": []string{"A-12"},
		"p.name": "云汀县青禾食品有限公司", "off": sealed()["off"], "k.law": []string{"某法第十条"}, "k.law_level": "law", "k.law_valid": true, "k.own_power": true, "k.way": "auction", "k.duty": "pay",
		"k.immediate": false, "k.hiding": false, "k.emergency": false, "k.principal": int64(1_000_000), "k.daily_rate": 300, "k.overdue_days": 40, "k.surcharge": int64(1_000_000), "k.surcharge_told": true,
		"k.base_served_on": "2025-11-03", "k.remedy_ended": false, "k.remedy_over_on": "2026-05-03", "k.target": "罚款一万元", "k.court_filed_on": "",
		"d.K-D09.due_on": "2026-06-01", "d.K-D09.way": "缴款", "d.K-D09.sum": int64(2_000_000), "d.K-D09.pay_how": "银行转账", "d.K-D09.rights": true, "d.K-D09.served_on": "2026-05-18",
		"d.K-D10.party": "云汀县青禾食品有限公司", "d.K-D10.reasons": "逾期不履行", "d.K-D10.basis": []string{"某法第十条"}, "d.K-D10.way": "auction", "d.K-D10.do_on": "2026-06-24", "d.K-D10.remedy": "六十日内申请复议", "d.K-D10.org_name": "云汀县市场监督管理局",
		"d.K-D11.began_at": "2026-06-24T09:00:00+08:00", "d.K-D11.ended_at": "2026-06-24T17:30:00+08:00", "d.K-D11.cut_supply": false, "d.K-D11.by": []string{"甲", "乙"}, "d.K-B01.present": true,
	}
}

func demolished() rulebook.Facts {
	return with(fined(), rulebook.Facts{"k.way": "demolish", "d.K-D12.due_on": "2026-06-10"})
}

func replaced() rulebook.Facts {
	return with(fined(), rulebook.Facts{"d.K-D10.present": false, "k.do_on": "2026-06-25", "k.harm": "environment", "k.performer_interested": false, "d.K-D13.reasons": "污染河道", "d.K-D13.basis": []string{"某法第十条"},
		"d.K-D13.way": "清运", "d.K-D13.do_on": "2026-06-25", "d.K-D13.subject": "废渣二十吨", "d.K-D13.budget": int64(800_000), "d.K-D13.performer": "云汀县净川环保有限公司", "d.K-D13.party": "云汀县青禾食品有限公司",
		"d.K-D13.remedy": "六十日内申请复议", "d.K-D13.org_name": "云汀县市场监督管理局", "d.K-D14.supervised": true, "d.K-D14.all_signed": true})
}

func atCourt() rulebook.Facts {
	return with(fined(), rulebook.Facts{"k.own_power": false, "d.K-D10.present": false, "d.K-D18.leader_signed": true})
}

func TestCoercionHasItsPapersAndItsChecklist(t *testing.T) {
	for _, id := range []string{"coercion_measure", "coercion_enforcement"} {
		p := coercion(t, id)
		if p.Kind != "coercion" || p.NoWord != "COE" || p.Review != rulebook.ReviewMajor {
			t.Errorf("%s: %+v", id, p.Head)
		}
		for n := 1; n <= 18; n++ {
			code := fmt.Sprintf("K-D%02d", n)
			if paper, ok := p.Paper(code); !ok || paper.Article == "" {
				t.Errorf("%s has no %s", id, code)
			}
		}
		if len(p.Checklist) != 25 {
			t.Errorf("%s has %d points", id, len(p.Checklist))
		}
		classes := map[string]int{}
		for i, item := range p.Checklist {
			classes[item.Class]++
			if want := fmt.Sprintf("K%02d", i+1); item.ID != want {
				t.Errorf("%s at the place of %s", item.ID, want)
			}
			if (item.Check == "") != (item.Class == "M") {
				t.Errorf("%s of class %s has the check %q", item.ID, item.Class, item.Check)
			}
		}
		if classes["A"] != 21 || classes["S"] != 2 || classes["M"] != 2 {
			t.Errorf("%v", classes)
		}
		for _, d := range []string{"T27", "T28", "T29", "T30", "T31", "T32", "T33", "T34", "T35", "T36", "T37"} {
			if _, ok := p.Deadline(d); !ok {
				t.Errorf("%s has no %s", id, d)
			}
		}
	}
}

// TestCoercionPointsAreThreeValued takes each point with a check through facts that meet it, facts that do not, and facts
// that leave it open.
func TestCoercionPointsAreThreeValued(t *testing.T) {
	type facts = rulebook.Facts
	cases := map[string]struct {
		base         facts
		bad, unknown []facts
	}{
		"K01": {sealed(), []facts{{"org.kind": "delegated"}, {"c.item": "B-1"}, {"k.law_level": "rule"}}, []facts{{"org.powers": nil}, {"k.law_level": nil}}},
		"K02": {sealed(), []facts{{"off": []map[string]any{{"name": "甲", "cert_from": "2024-01-01", "cert_to": "2028-12-31"}}}, {"today": "2029-01-01"}, {"d.K-D04.by": []string{"甲", "甲"}}}, []facts{{"d.K-D04.by": nil}}},
		"K03": {sealed(), []facts{{"k.law_level": "rule"}, {"k.kind": "freeze", "k.law_level": "admin_reg"}, {"k.kind": "other", "k.law_level": "local_reg"}, {"c.proc": "enforcement", "k.law_level": "admin_reg"}}, []facts{{"k.kind": nil}}},
		"K04": {fined(), []facts{{"k.own_power": false}, {"k.law_level": "admin_reg"}}, []facts{{"k.own_power": nil}}},
		"K05": {sealed(), []facts{{"d.K-D01.approved_by": ""}, {"d.K-D01.approved_on": "2026-03-03"},
			{"k.urgent": true, "k.taken_at": "2026-03-02T10:00:00+08:00", "k.approved_at": "2026-03-03T10:00:01+08:00"}}, []facts{{"d.K-D01.approved_on": nil}, {"k.urgent": true}}},
		"K06": {sealed(), []facts{{"d.K-D04.heard": false}, {"d.K-D04.cards_shown": false}}, []facts{{"d.K-D04.rights_told": nil}}},
		"K07": {sealed(), []facts{{"d.K-D04.sign_party": false, "d.K-D04.refuse_note": ""}, {"d.K-D04.sign_party": false, "d.K-D04.party_there": false, "d.K-D04.witness": ""}}, []facts{{"d.K-D04.sign_party": nil}}},
		"K08": {sealed(), []facts{{"d.K-D02.served_on": "2026-03-03"}, {"d.K-D03.copies": 1}, {"d.K-D03.present": false}}, []facts{{"d.K-D03.copies": nil}}},
		"K09": {sealed(), []facts{{"k.days": 31}, {"k.to": "2026-04-02"}, {"k.ext_days": 31}, {"k.ext_to": "2026-05-02"}, {"k.ext_on": "2026-04-02"}, {"d.K-D07.reasons": ""}}, []facts{{"k.days": nil}, {"k.to": nil}}},
		"K10": {frozen(), []facts{{"k.amount": int64(5_000_001)}, {"d.K-D05.bank_told": false}, {"d.K-D05.served_on": "2026-03-06"}, {"d.K-D05.served_on": ""}}, []facts{{"k.case_sum": nil}, {"d.K-D05.served_on": nil}}},
		"K11": {sealed(), []facts{{"today": "2026-05-02"}, {"k.ground_gone": true}, {"k.ext_to": ""}, {"d.K-D08.present": true, "k.disposal": "release", "d.K-D08.returned": false}}, []facts{{"k.ext_to": "", "k.to": nil}}},
		"K12": {fined(), []facts{{"d.K-D09.rights": false}, {"d.K-D09.sum": int64(0)}, {"d.K-D09.served_on": ""}, {"d.K-D09.due_on": ""}, {"d.K-D18.present": true, "today": "2026-06-01"},
			{"d.K-D13.present": true, "k.do_on": "2026-05-21"}}, []facts{{"d.K-D09.pay_how": nil}}},
		"K13": {sealed(), []facts{{"d.D22.examined": false}, {"d.D22.present": false}}, []facts{{"d.D22.examined": nil, "d.D22.present": true}}},
		"K14": {fined(), []facts{{"d.K-D11.cut_supply": true}, {"d.K-D11.ended_at": "2026-06-24T22:00:00+08:00"}, {"d.K-D11.began_at": "2026-06-24T05:59:00+08:00"},
			{"d.K-D11.began_at": "2026-06-27T09:00:00+08:00", "d.K-D11.ended_at": "2026-06-27T10:00:00+08:00"}, {"d.K-D11.began_at": "2026-10-01T09:00:00+08:00", "d.K-D11.ended_at": "2026-10-01T10:00:00+08:00"},
			{"d.K-D11.ended_at": "2026-06-25T07:00:00+08:00"}}, []facts{{"d.K-D11.ended_at": nil}, {"d.K-D11.cut_supply": nil}}},
		"K15": {demolished(), []facts{{"d.K-D12.present": false}, {"d.K-D12.due_on": "2026-06-23"}, {"c.contested": true}, {"k.base_served_on": "2025-12-23"}}, []facts{{"k.base_served_on": nil}}},
		"K16": {replaced(), []facts{{"k.harm": ""}, {"k.performer_interested": true}, {"d.K-D13.budget": int64(0)}, {"d.K-D14.supervised": false}}, []facts{{"k.harm": nil}, {"d.K-D13.subject": nil}}},
		"K17": {atCourt(), []facts{{"c.contested": true}, {"today": "2026-08-04"}, {"today": "2026-05-03"}, {"d.K-D18.leader_signed": false}, {"d.K-B01.present": false}, {"k.target": ""}, {"k.court_filed_on": "2026-08-04"}}, []facts{{"k.remedy_over_on": nil}}},
		"K18": {sealed(), []facts{{"c.record_gaps": 1}}, []facts{{"c.record_gaps": nil}}},
		"K19": {sealed(), []facts{{"k.living_goods": true}, {"k.sealed_before": true}}, []facts{{"k.living_goods": nil}}},
		"K21": {sealed(), []facts{{"k.law": []string{}}, {"k.law_valid": false}}, []facts{{"k.law_valid": nil}}},
		"K23": {fined(), []facts{{"k.surcharge": int64(1_000_001)}, {"k.overdue_days": 30}, {"k.surcharge_told": false}}, []facts{{"k.principal": nil}}},
		"K24": {sealed(), []facts{{"d.K-D02.remedy": ""}, {"d.K-D02.party": "别人"}, {"d.K-D02.basis": []string{}}}, []facts{{"d.K-D02.items": nil}}},
		"K25": {sealed(), []facts{{"d.D30.present": false}, {"d.D30.party_told": false}}, []facts{{"d.D30.items_listed": nil, "d.D30.present": true}}},
	}
	p := coercion(t, "coercion_measure")
	for _, item := range p.Checklist {
		if item.Check == "" {
			continue
		}
		c, there := cases[item.ID]
		if !there {
			t.Errorf("no facts for %s", item.ID)
			continue
		}
		want := func(f facts, want rulebook.Verdict, how string) {
			t.Helper()
			if err := p.CheckFacts(f); err != nil {
				t.Fatalf("%s: %v", item.ID, err)
			}
			results := p.Examine(f)
			got := results[slices.IndexFunc(results, func(r rulebook.ItemResult) bool { return r.Item.ID == item.ID })].Outcome
			if got.Verdict != want {
				t.Errorf("%s with %s is %s, not %s; missing %v, %s", item.ID, how, got.Verdict, want, got.Missing, got.Note)
			}
		}
		want(c.base, rulebook.Met, "sound facts")
		for _, change := range c.bad {
			want(with(c.base, change), rulebook.NotMet, fmt.Sprint(change))
		}
		for _, change := range c.unknown {
			want(with(c.base, change), rulebook.Unknown, fmt.Sprint(change))
		}
	}
}

// TestCoercionPointsThatDoNotApply: what belongs to the other procedure, or to later, is not asked.
func TestCoercionPointsThatDoNotApply(t *testing.T) {
	p := coercion(t, "coercion_measure")
	for _, c := range []struct {
		name  string
		facts rulebook.Facts
		want  string
	}{
		{"a measure", sealed(), "K04 K10 K12 K14 K15 K16 K17 K23"},
		{"an enforcement", with(fined(), rulebook.Facts{"c.defended": false}), "K05 K06 K07 K08 K09 K10 K11 K13 K15 K16 K17 K19 K25"},
		{"a measure that is not yet taken", with(sealed(), rulebook.Facts{"k.from": "", "k.ext_to": "", "d.K-D04.present": false, "d.K-D07.present": false}), "K04 K06 K07 K08 K10 K11 K12 K14 K15 K16 K17 K23"},
	} {
		var left []string
		for _, r := range p.Examine(c.facts) {
			if r.Outcome.Verdict == rulebook.NotApplicable {
				left = append(left, r.Item.ID)
			}
		}
		if got := strings.Join(left, " "); got != c.want {
			t.Errorf("%s leaves out %s, not %s", c.name, got, c.want)
		}
	}
}

func TestCoercionMajorRules(t *testing.T) {
	p := coercion(t, "coercion_measure")
	none := rulebook.Facts{"c.flag_public_interest": false, "c.item_review": false, "c.flag_social_impact": false, "c.proc": "measure", "k.kind": "seal", "k.stops_business": false, "k.disposal": "", "k.amount": int64(100)}
	for _, c := range []struct {
		name       string
		changes    rulebook.Facts
		want, open string
	}{
		{"nothing", nil, "", ""},
		{"a business that stands still", rulebook.Facts{"k.stops_business": true}, "M30", ""},
		{"not known whether it does", rulebook.Facts{"k.stops_business": nil}, "", "M30"},
		{"goods of a hundred thousand yuan destroyed", rulebook.Facts{"k.disposal": "destroy", "k.amount": int64(10_000_000)}, "M31", ""},
		{"goods of less", rulebook.Facts{"k.disposal": "destroy", "k.amount": int64(9_999_999)}, "", ""},
		{"a release of goods of any value", rulebook.Facts{"k.disposal": "release", "k.amount": int64(90_000_000)}, "", ""},
		{"freezing", rulebook.Facts{"k.kind": "freeze"}, "M32", ""},
		{"an extension", rulebook.Facts{"d.K-D07.present": true}, "M33", ""},
		{"an extension where the office does not review it", rulebook.Facts{"d.K-D07.present": true, "param.review_extension": false}, "", ""},
		{"enforcement", rulebook.Facts{"c.proc": "enforcement", "k.kind": nil, "d.K-D10.present": true}, "M34", ""},
		{"substitute performance", rulebook.Facts{"c.proc": "enforcement", "k.kind": nil, "d.K-D13.present": true}, "M34", ""},
		{"the court", rulebook.Facts{"c.proc": "enforcement", "k.kind": nil, "d.K-D18.present": true}, "M35", ""},
		{"a strict office", rulebook.Facts{"param.review_measures": true}, "M36", ""},
		{"public interest", rulebook.Facts{"c.flag_public_interest": true}, "M01", ""},
	} {
		met, open := majorIDs(p, with(none, c.changes))
		if strings.Join(met, " ") != c.want || strings.Join(open, " ") != c.open {
			t.Errorf("%s: %v, open %v", c.name, met, open)
		}
	}
}

// TestCoercionDeadlines are counted by hand. 2026-03-02 is a Monday; Qingming is 04-04 to 04-06, Labour Day 05-01 to 05-05 with
// work on 05-09.
func TestCoercionDeadlines(t *testing.T) {
	p := coercion(t, "coercion_measure")
	for _, c := range []struct {
		id, from, strict, legal string
	}{
		{"T28", "k.from=2026-03-02", "2026-04-01", "2026-04-01"},
		{"T27", "k.taken_at=2026-03-02T22:30:00+08:00", "2026-03-03", "2026-03-03"},
		{"T29", "k.from=2026-03-02", "2026-03-05", "2026-03-05"},
		{"T30", "k.from=2026-03-06", "2026-04-05", "2026-04-07"},
		{"T31", "k.surcharge_from=2026-03-02", "2026-04-01", "2026-04-01"},
		{"T32", "d.K-D13.do_on=2026-06-25", "2026-06-22", "2026-06-22"},
		{"T33", "d.K-D09.served_on=2026-05-18", "2026-06-01", "2026-06-01"},
		{"T34", "k.remedy_over_on=2026-05-03", "2026-08-03", "2026-08-03"},
		{"T35", "k.suspended_on=2026-03-02", "2029-03-02", "2029-03-02"},
		{"T36", "k.served_on=2026-03-02", "2026-05-01", "2026-05-06"},
		{"T37", "k.served_on=2026-03-02", "2026-09-02", "2026-09-02"},
		{"T38K", "k.decided_on=2026-03-02", "2026-03-30", "2026-03-30"},
	} {
		d, ok := p.Deadline(c.id)
		if !ok {
			t.Fatalf("no %s", c.id)
		}
		name, day, _ := strings.Cut(c.from, "=")
		due, ok, err := p.Due(d, rulebook.Facts{name: day})
		if err != nil || !ok || due.Strict.String() != c.strict || due.Legal.String() != c.legal {
			t.Errorf("%s: strict %s, legal %s, not %s, %s (%v)", c.id, due.Strict, due.Legal, c.strict, c.legal, err)
		}
	}
	// Thirty more days by an extension, and ten days of tests left out, from the 10th to the 20th.
	for _, c := range []struct {
		id, strict string
		more       rulebook.Facts
	}{
		{"T28", "2026-05-01", rulebook.Facts{"k.ext_on": "2026-03-30", "k.ext_days": 30}},
		{"T28", "2026-04-11", rulebook.Facts{"d.K-D06.from": "2026-03-10", "d.K-D06.to": "2026-03-20"}},
		{"T28", "2026-05-11", rulebook.Facts{"k.ext_on": "2026-03-30", "k.ext_days": 30, "d.K-D06.from": "2026-03-10", "d.K-D06.to": "2026-03-20"}},
		{"T28", "2026-04-01", rulebook.Facts{"k.ext_days": 30}}, // asked for and not approved
		{"T30", "2026-04-16", rulebook.Facts{"k.ext_on": "2026-03-30", "k.ext_days": 15}},
		{"T30", "2026-04-01", rulebook.Facts{"d.K-D06.from": "2026-03-10", "d.K-D06.to": "2026-03-20"}}, // freezing does not stand still
	} {
		d, _ := p.Deadline(c.id)
		due, _, err := p.Due(d, with(rulebook.Facts{"k.from": "2026-03-02"}, c.more))
		if err != nil || due.Strict.String() != c.strict {
			t.Errorf("%s with %v ends on %s, not %s (%v)", c.id, c.more, due.Strict, c.strict, err)
		}
	}
}

// TestG15Surcharge: ten thousand yuan, forty days late at three per cent a day, is a hundred and twenty per cent: ten thousand.
func TestG15Surcharge(t *testing.T) {
	p := coercion(t, "coercion_enforcement")
	for source, want := range map[string]rulebook.Verdict{
		`surcharge(1000000, 300, 40) == 1000000`:                                    rulebook.Met,
		`surcharge(1000000, 300, 33) == 990000`:                                     rulebook.Met,
		`surcharge(1000000, 5, 40) == 20000`:                                        rulebook.Met, // a late fee of half a thousandth
		`surcharge(1000000, 300, 0) == 0`:                                           rulebook.Met,
		`surcharge(1000000, 300, -1) == 0`:                                          rulebook.Unknown,
		`hours("2026-03-02T10:00:00+08:00", "2026-03-03T10:00:00+08:00") == 24`:     rulebook.Met,
		`hours("2026-03-02T10:00:00+08:00", "2026-03-03T10:00:01+08:00") == 25`:     rulebook.Met,
		`hours("", "2026-03-03T10:00:01+08:00") == 25`:                              rulebook.Unknown,
		`hour("2026-03-02T22:59:00+08:00") == 22`:                                   rulebook.Met,
		`workday("2026-05-09") && !workday("2026-05-01") && !workday("2026-03-01")`: rulebook.Met,
		`workday("")`: rulebook.Unknown,
	} {
		condition, err := p.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := condition.Eval(rulebook.Facts{}); got.Verdict != want {
			t.Errorf("%s is %s", source, got.Verdict)
		}
	}
}

func TestCoercionIsPublishedByItsOwnRules(t *testing.T) {
	p := coercion(t, "coercion_measure")
	plain := rulebook.Facts{"p.minor": false, "c.domain": "market", "c.flag_social_impact": false, "c.proc": "measure", "today": "2026-06-01"}
	for _, c := range []struct {
		name          string
		changes       rulebook.Facts
		rule, publish string
	}{
		{"a measure", nil, "ordinary", "no"},
		{"a measure of social impact", rulebook.Facts{"c.flag_social_impact": true}, "social", "yes"},
		{"enforcement", rulebook.Facts{"c.proc": "enforcement"}, "enforcement", "yes"},
		{"an application to the court", rulebook.Facts{"c.proc": "enforcement", "d.K-D18.present": true}, "court", "no"},
		{"a minor", rulebook.Facts{"p.minor": true, "c.proc": "enforcement"}, "minor", "never"},
	} {
		rule, verdict, _ := p.DisclosureRuleFor(with(plain, c.changes))
		if rule.ID != c.rule || rule.Publish != c.publish || verdict != rulebook.Met {
			t.Errorf("%s: %s, %s, %s", c.name, rule.ID, rule.Publish, verdict)
		}
	}
}

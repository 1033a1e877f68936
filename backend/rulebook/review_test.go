package rulebook_test

import (
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
)

// caseG01 is a food company fined 120,000 yuan with 3,500 yuan confiscated, as it stands just before the decision.
func caseG01() rulebook.Facts {
	return rulebook.Facts{
		"today": "2026-04-29", "c.filed_on": "2026-03-02", "c.proc": "ordinary", "c.domain": "market", "c.region": "320681", "c.excluded_days": 0, "c.extended_to": "",
		"c.defended": false, "c.waived": false, "c.major": []string{"M08", "M16"},
		"org.region": "320681", "org.kind": "agency", "org.listed": true, "org.name": "启东虚构市场监督管理局", "org.powers": []string{"A-12"}, "c.item": "A-12",
		"p.type": "entity", "p.name": "启东虚构食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.minor": false,
		"x.kinds": []string{"010103", "010104"}, "x.fine": int64(12000000), "x.conf": int64(350000), "x.factor": "normal",
		"x.fine_min": int64(5000000), "x.fine_max": int64(20000000), "x.band_min": int64(10000000), "x.band_max": int64(15000000), "x.basis_id": "B-7",
		"h.entitled": true, "h.held_on": "",
		"r.opinion": "O1", "r.issued_on": "2026-04-20", "g.on": "2026-04-25", "g.leader_present": true, "g.all_signed": true,
		"off":               []map[string]any{{"name": "甲", "cert_from": "2024-01-01", "cert_to": "2028-12-31"}, {"name": "乙", "cert_from": "2024-01-01", "cert_to": "2028-12-31"}},
		"d.D02.approved_by": "局长", "d.D06.on": "2026-03-05", "d.D06.by": []string{"甲", "乙"}, "d.D20.on": "2026-03-15",
		"d.D21.on": "2026-03-18", "d.D21.served_on": "2026-03-20", "d.D21.served_how": "direct", "d.D21.penalty": "罚款", "d.D21.facts": "事实", "d.D21.reasons": "理由", "d.D21.basis": "依据",
		"d.D21.rights": true, "d.D21.hearing": true, "d.D21.fine": int64(12000000), "d.D21.party": "启东虚构食品有限公司",
		"d.D26.on": "2026-04-25", "d.D27.present": true, "d.D27.party": "启东虚构食品有限公司", "d.D27.org_name": "启东虚构市场监督管理局", "d.D31.present": true,
	}
}

func with(f rulebook.Facts, changes rulebook.Facts) rulebook.Facts {
	out := f.Clone()
	for k, v := range changes {
		out[k] = v
	}
	return out
}

func majorIDs(p *rulebook.Procedure, f rulebook.Facts) (met, open []string) {
	m, o := p.Major(f)
	for _, t := range m {
		met = append(met, t.Rule.ID)
	}
	for _, u := range o {
		open = append(open, u.Rule.ID)
	}
	return met, open
}

func TestMajorRules(t *testing.T) {
	p := penalty(t)
	plain := rulebook.Facts{
		"p.type": "entity", "x.kinds": []string{"010103"}, "x.fine": int64(500000), "x.conf": int64(0), "x.factor": "normal", "x.band_min": int64(1), "x.band_max": int64(90000000),
		"h.held_on": "", "h.entitled": false, "c.proc": "simple", "c.flag_public_interest": false, "c.item_review": false, "c.flag_social_impact": false,
		"c.flag_complex": false, "c.tags": []string{}, "c.crime_suspected": false, "c.repeat_count": 1, "x.exempt_listed": false,
	}
	for _, c := range []struct {
		name    string
		changes rulebook.Facts
		want    []string
	}{
		{"nothing", nil, nil},
		{"public interest", rulebook.Facts{"c.flag_public_interest": true}, []string{"M01"}},
		{"after a hearing", rulebook.Facts{"h.held_on": "2026-04-01"}, []string{"M02"}},
		{"complex", rulebook.Facts{"c.flag_complex": true}, []string{"M03"}},
		{"law requires review", rulebook.Facts{"c.item_review": true}, []string{"M04"}},
		{"social impact", rulebook.Facts{"c.flag_social_impact": true}, []string{"M05"}},
		{"person at the threshold", rulebook.Facts{"p.type": "person", "x.fine": int64(1000000)}, []string{"M06"}},
		{"person a fen below", rulebook.Facts{"p.type": "person", "x.fine": int64(999999)}, nil},
		{"fine and confiscation together", rulebook.Facts{"p.type": "person", "x.conf": int64(500000)}, []string{"M06"}},
		{"individual business", rulebook.Facts{"p.type": "sole", "x.fine": int64(1000000)}, []string{"M07"}},
		{"organisation", rulebook.Facts{"x.fine": int64(10000000)}, []string{"M08"}},
		{"organisation at the sum for a person", rulebook.Facts{"x.fine": int64(1000000)}, nil},
		{"licence revoked", rulebook.Facts{"x.kinds": []string{"010107"}}, []string{"M09"}},
		{"suspension of business", rulebook.Facts{"x.kinds": []string{"010103", "010110"}}, []string{"M10"}},
		{"works stopped", rulebook.Facts{"c.tags": []string{"stop_build"}}, []string{"M11"}},
		{"detention", rulebook.Facts{"x.kinds": []string{"010113"}}, []string{"M12"}},
		{"below the range", rulebook.Facts{"x.factor": "mitigate_below"}, []string{"M13"}},
		{"above the band", rulebook.Facts{"x.band_max": int64(400000)}, []string{"M13"}},
		{"no penalty", rulebook.Facts{"d.D28.present": true}, []string{"M14"}},
		{"no penalty by the list", rulebook.Facts{"d.D28.present": true, "x.exempt_listed": true}, nil},
		{"withdrawal", rulebook.Facts{"d.D29.present": true, "x.exempt_listed": true}, []string{"M14"}},
		{"crime", rulebook.Facts{"d.D30.present": true}, []string{"M15"}},
		{"range of hearings", rulebook.Facts{"h.entitled": true}, []string{"M16"}},
		{"repeated", rulebook.Facts{"c.repeat_count": 2}, []string{"M17"}},
		{"an ordinary case", rulebook.Facts{"c.proc": "ordinary"}, nil},
		{"the office has every ordinary case reviewed", rulebook.Facts{"c.proc": "ordinary", "param.review_all": true}, []string{"M18"}},
		{"a lower threshold", rulebook.Facts{"x.fine": int64(1000000), "param.major_sum_entity": int64(1000000)}, []string{"M08"}},
		{"several", rulebook.Facts{"h.entitled": true, "x.fine": int64(10000000), "c.proc": "ordinary", "param.review_all": true}, []string{"M08", "M16", "M18"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			met, open := majorIDs(p, with(plain, c.changes))
			if !slices.Equal(met, c.want) || len(open) != 0 {
				t.Errorf("met %v, not %v; open %v", met, c.want, open)
			}
		})
	}
}

func TestG01IsMajorByAmountAndHearing(t *testing.T) {
	p := penalty(t)
	met, open := p.Major(caseG01())
	for _, want := range []string{"M08", "M16"} {
		i := slices.IndexFunc(met, func(m rulebook.Triggered) bool { return m.Rule.ID == want })
		if i < 0 {
			t.Fatalf("%s is not met; open: %v", want, open)
		}
		if len(met[i].Because) == 0 || met[i].Rule.Article == "" {
			t.Errorf("%s gives no reason: %+v", want, met[i])
		}
	}
	for _, u := range open {
		if len(u.Missing) == 0 {
			t.Errorf("%s is open but nothing is missing", u.Rule.ID)
		}
	}
}

func verdict(t *testing.T, p *rulebook.Procedure, f rulebook.Facts, id string) rulebook.Outcome {
	t.Helper()
	for _, r := range p.Examine(f) {
		if r.Item.ID == id {
			return r.Outcome
		}
	}
	t.Fatalf("no item %s", id)
	return rulebook.Outcome{}
}

func TestChecklistVerdicts(t *testing.T) {
	p := penalty(t)
	met, not, unknown, na := rulebook.Met, rulebook.NotMet, rulebook.Unknown, rulebook.NotApplicable
	for _, c := range []struct {
		name    string
		item    string
		changes rulebook.Facts
		want    rulebook.Verdict
	}{
		{"own name", "P01", nil, met},
		{"another agency's name", "P01", rulebook.Facts{"d.D27.org_name": "某局"}, not},
		{"not delegated", "P02", nil, na},
		{"delegated, facts missing", "P02", rulebook.Facts{"org.kind": "delegated"}, unknown},
		{"two officers", "P03", nil, met},
		{"one name twice on a record", "P03", rulebook.Facts{"d.D06.by": []string{"甲", "甲"}}, not},
		{"certificate out of date", "P03", rulebook.Facts{"off": []map[string]any{{"cert_from": "2024-01-01", "cert_to": "2026-04-01"}, {"cert_from": "2024-01-01", "cert_to": "2028-01-01"}}}, not},
		{"party the same everywhere", "P05", nil, met},
		{"party differs in the notice", "P05", rulebook.Facts{"d.D21.party": "另一公司"}, not},
		{"age of a company", "P06", nil, na},
		{"a child", "P06", rulebook.Facts{"p.type": "person", "p.incapacity": false, "p.birth": "2012-06-01", "c.illegal_to": "2026-01-01", "x.factor": "none"}, not},
		{"a youth, lighter", "P06", rulebook.Facts{"p.type": "person", "p.incapacity": false, "p.birth": "2010-06-01", "c.illegal_to": "2026-07-01", "x.factor": "mitigate"}, met},
		{"a youth, ordinary", "P06", rulebook.Facts{"p.type": "person", "p.incapacity": false, "p.birth": "2010-06-01", "c.illegal_to": "2026-07-01"}, not},
		{"in the area", "P07", nil, met},
		{"outside the area", "P07", rulebook.Facts{"c.region": "320682"}, not},
		{"outside, assigned", "P07", rulebook.Facts{"c.region": "320682", "d.D04.present": true}, met},
		{"filed before the interview", "P12", nil, met},
		{"interview before filing", "P12", rulebook.Facts{"d.D06.on": "2026-03-01"}, not},
		{"in time", "P13", nil, met},
		{"day 90", "P13", rulebook.Facts{"today": "2026-05-31"}, met},
		{"day 91", "P13", rulebook.Facts{"today": "2026-06-01"}, not},
		{"day 91, extended", "P13", rulebook.Facts{"today": "2026-06-01", "c.extended_to": "2026-06-30"}, met},
		{"nothing preserved", "P16", nil, na},
		{"preserved and dealt with", "P16", rulebook.Facts{"d.D13.on": "2026-03-05", "d.D13.approved_by": "局长", "d.D14.on": "2026-03-16"}, met},
		{"a day late", "P16", rulebook.Facts{"d.D13.on": "2026-03-05", "d.D13.approved_by": "局长", "d.D14.on": "2026-03-17"}, not},
		{"notice complete", "P20", nil, met},
		{"no legal basis told", "P20", rulebook.Facts{"d.D21.basis": ""}, not},
		{"not known whether rights were told", "P20", rulebook.Facts{"d.D21.rights": nil}, unknown},
		{"time for defence over", "P21", nil, met},
		{"time for defence not over", "P21", rulebook.Facts{"today": "2026-03-27"}, not},
		{"waived", "P21", rulebook.Facts{"today": "2026-03-21", "c.waived": true}, met},
		{"defence not examined", "P21", rulebook.Facts{"c.defended": true}, not},
		{"same fine", "P22", nil, met},
		{"hearing right told", "P23", nil, met},
		{"hearing right not told", "P23", rulebook.Facts{"d.D21.hearing": false}, not},
		{"no range of hearings", "P23", rulebook.Facts{"h.entitled": false}, na},
		{"discussed after review", "P26", nil, met},
		{"discussed before review", "P26", rulebook.Facts{"d.D26.on": "2026-04-19"}, not},
		{"old reviewer", "P27", rulebook.Facts{"rev.in_case": false, "rev.first_on": "2015-01-01"}, met},
		{"new reviewer without the qualification", "P27", rulebook.Facts{"rev.in_case": false, "rev.first_on": "2019-01-01", "rev.law_qual": false}, not},
		{"reviewer from the case", "P27", rulebook.Facts{"rev.in_case": true}, not},
		{"electronic service without consent", "P29", rulebook.Facts{"d.D21.served_how": "electronic", "d.D47.electronic": false}, not},
		{"within the band", "P49", nil, met},
		{"above the maximum", "P49", rulebook.Facts{"x.fine": int64(20000001)}, not},
		{"no factor to justify", "P50", nil, na},
		{"lighter without a circumstance", "P50", rulebook.Facts{"x.factor": "mitigate", "x.circumstances": []string{}}, not},
		{"below the range and below the minimum", "P50", rulebook.Facts{"x.factor": "mitigate_below", "x.circumstances": []string{"merit"}, "x.fine": int64(4000000)}, met},
		{"dates in order", "P57", nil, met},
		{"notice before the report", "P57", rulebook.Facts{"d.D21.on": "2026-03-14"}, not},
		{"for a person alone", "P30", nil, unknown},
	} {
		t.Run(c.item+" "+c.name, func(t *testing.T) {
			if got := verdict(t, p, with(caseG01(), c.changes), c.item); got.Verdict != c.want {
				t.Errorf("%s, not %s; missing %v %s", got.Verdict, c.want, got.Missing, got.Note)
			}
		})
	}
}

// TestG11AHigherFineThanNotified: notified 50,000, decided 70,000, no new notice.
func TestG11AHigherFineThanNotified(t *testing.T) {
	p := penalty(t)
	f := with(caseG01(), rulebook.Facts{"d.D21.fine": int64(5000000), "x.fine": int64(7000000)})
	for _, id := range []string{"P20", "P22"} {
		if got := verdict(t, p, f, id); got.Verdict != rulebook.NotMet {
			t.Errorf("%s is %s", id, got.Verdict)
		}
	}
	decide, _ := p.Lifecycle.Transition("decide")
	if r := p.Ready(decide, f); r.Ready {
		t.Error("the decision could be issued")
	}
}

func TestNothingKnownIsNeverMet(t *testing.T) {
	for _, r := range penalty(t).Examine(rulebook.Facts{}) {
		if r.Outcome.Verdict == rulebook.Met {
			t.Errorf("%s is met without a single fact", r.Item.ID)
		}
	}
}

func TestTheChecklistIsWhole(t *testing.T) {
	p := penalty(t)
	classes := map[string]int{}
	checked := 0
	for i, item := range p.Checklist {
		classes[item.Class]++
		if item.Check != "" {
			checked++
		}
		if i > 0 && item.ID <= p.Checklist[i-1].ID {
			t.Errorf("%s out of order", item.ID)
		}
	}
	if len(p.Checklist) != 63 || classes["A"] != 46 || classes["S"] != 13 || classes["M"] != 4 {
		t.Errorf("%d items: %v", len(p.Checklist), classes)
	}
	if checked < 40 {
		t.Errorf("only %d items have a check", checked)
	}
}

func TestMaterials(t *testing.T) {
	p := penalty(t)
	find := func(f rulebook.Facts, id string) rulebook.Material {
		t.Helper()
		for _, m := range p.Materials(f) {
			if m.ID == id {
				return m
			}
		}
		t.Fatalf("no material %s", id)
		return rulebook.Material{}
	}
	f := caseG01()
	if m := find(f, "S03"); !m.Present || !slices.Equal(m.By, []string{"D27"}) || !m.Missing.IsZero() {
		t.Errorf("draft: %+v", m)
	}
	if m := find(f, "S01"); m.Present || m.Missing.Zh != "缺：重大执法决定法制审核送审表" || !slices.Equal(m.Lacking, []string{"R01"}) {
		t.Errorf("form: %+v", m)
	}
	if m := find(f, "S05"); m.Demanded != rulebook.NotApplicable || !m.Missing.IsZero() {
		t.Errorf("no hearing was held, but: %+v", m)
	}
	if m := find(with(f, rulebook.Facts{"h.held_on": "2026-04-01"}), "S05"); m.Demanded != rulebook.Met || m.Present {
		t.Errorf("a hearing was held, but: %+v", m)
	}
	if m := find(with(f, rulebook.Facts{"h.held_on": nil}), "S05"); m.Demanded != rulebook.Unknown {
		t.Errorf("whether a hearing was held is not known, but: %+v", m)
	}
	if m := find(with(f, rulebook.Facts{"x.basis_id": ""}), "S13"); m.Present || !slices.Equal(m.Lacking, []string{"x.basis_id"}) {
		t.Errorf("standard: %+v", m)
	}
}

func TestDefaultsAndDerivedValuesYieldToWhatPeopleSay(t *testing.T) {
	p := penalty(t)
	facts := rulebook.Facts{"p.type": "entity", "x.fine": int64(12_000_000)}
	p.Complete(facts)
	if facts["h.entitled"] != true || facts["c.waived"] != false || facts["h.held_on"] != "" {
		t.Errorf("entitled %v, waived %v, held on %v", facts["h.entitled"], facts["c.waived"], facts["h.held_on"])
	}
	facts = rulebook.Facts{"p.type": "entity", "x.fine": int64(12_000_000), "h.entitled": false, "c.waived": true}
	p.Complete(facts)
	if facts["h.entitled"] != false || facts["c.waived"] != true {
		t.Error("what a person said was overruled")
	}
	facts = rulebook.Facts{"p.type": "person"}
	p.Complete(facts)
	if _, known := facts["h.entitled"]; known {
		t.Error("a hearing right was derived without knowing the fine")
	}
}

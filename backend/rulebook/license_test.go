package rulebook_test

import (
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/workday"
)

func license(t testing.TB) *rulebook.Procedure {
	t.Helper()
	p, ok := load(t).Procedure("license")
	if !ok {
		t.Fatal("no procedure for licences")
	}
	return p
}

// caseG05 is a licence that is to be granted: accepted on 2026-01-26, everything in order.
func caseG05() rulebook.Facts {
	return rulebook.Facts{
		"today": "2026-02-25", "c.item": "XK-07", "c.tags": []string{}, "c.major": []string{}, "c.flag_public_interest": false, "c.flag_social_impact": false, "c.item_review": false,
		"org.listed": true, "org.kind": "agency", "org.level": "county", "org.region": "320681", "org.name": "启东虚构市场监督管理局", "org.powers": []string{"XK-07"},
		"p.type": "entity", "p.name": "启东虚构餐饮有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.agent": "",
		"off":      []map[string]any{{"name": "甲"}, {"name": "乙"}},
		"l.matter": "issue", "l.by_application": true, "l.kind": "ordinary", "l.item_level": "county", "l.transferred": false, "l.basis_level": "law", "l.region": "320681",
		"l.applied_on": "2026-01-23", "l.accepted_on": "2026-01-26", "l.extended_on": "", "l.due_on": "2026-02-28", "l.decided_on": "", "l.joint": false, "l.lower_first": false, "l.testing": false,
		"l.special": "", "l.special_result": "", "l.interested": false, "l.objected": false, "l.public_hearing": false, "l.quota": false, "l.by_competition": false, "l.fee": false,
		"l.conditions": 6, "l.conditions_checked": 6, "l.conditions_met": 6, "l.outcome": "grant", "l.law": []string{"食品安全法第三十五条"}, "l.standards": []string{"GB 31654-2021"}, "l.standards_in_force": true,
		"l.content": "热食类食品制售", "l.valid_from": "2026-02-25", "l.valid_to": "2031-02-24", "l.publish_objected": false, "h.asked_on": "", "h.held_on": "", "h.host_investigated": false,
		"d.L-D01.party": "启东虚构餐饮有限公司", "d.L-D05.on": "2026-01-26", "d.L-D05.seal": true, "d.L-D06.on": "2026-02-03", "d.L-D06.on_site": true, "d.L-D06.by": []string{"甲", "乙"},
		"d.L-D13.title": "准予行政许可决定书", "d.L-D13.content": "热食类食品制售", "d.L-D13.org_name": "启东虚构市场监督管理局",
	}
}

func TestTheFolderOfLicencesIsWhole(t *testing.T) {
	p := license(t)
	classes, own := map[string]int{}, 0
	for _, item := range p.Checklist {
		classes[item.Class]++
		if item.Class == "A" && item.Check == "" {
			t.Errorf("%s is for the machine and has no check", item.ID)
		}
	}
	if len(p.Checklist) != 24 || classes["A"] != 16 || classes["S"] != 8 {
		t.Errorf("%d items: %v", len(p.Checklist), classes)
	}
	for _, paper := range p.Papers {
		if len(paper.Code) == 5 && paper.Code[:3] == "L-D" {
			own++
		}
	}
	if own != 21 || len(p.DisclosureFields) != 28 || len(p.Decisions()) != 7 || p.Review != rulebook.ReviewMajor || p.NoWord != "LIC" {
		t.Errorf("%d papers, %d columns, %d decisions, review %s, word %s", own, len(p.DisclosureFields), len(p.Decisions()), p.Review, p.NoWord)
	}
	for _, f := range p.DisclosureFields {
		for _, name := range f.From {
			if field, ok := p.Field(name); ok && field.Sensitive && !f.Private {
				t.Errorf("%s publishes the sensitive field %s", f.Code, name)
			}
		}
	}
	if err := p.CheckFacts(caseG05()); err != nil {
		t.Error(err)
	}
}

// TestTheChecksOfALicence changes one thing at a time in a case in which all is well.
func TestTheChecksOfALicence(t *testing.T) {
	p := license(t)
	met, not, unknown, na := rulebook.Met, rulebook.NotMet, rulebook.Unknown, rulebook.NotApplicable
	refusal := rulebook.Facts{"d.L-D13.present": false, "l.outcome": "refuse", "l.conditions_met": 5, "d.L-D14.reason": "没有与经营规模相适应的场所",
		"d.L-D14.remedy": "六十日内申请行政复议，六个月内提起行政诉讼"}
	heard := rulebook.Facts{"h.asked_on": "2026-02-03", "h.notice_on": "2026-02-05", "h.held_on": "2026-02-25", "d.L-D11.on": "2026-02-05", "d.L-D12.on": "2026-02-25"}
	renewal := rulebook.Facts{"l.matter": "renew", "l.original_no": "JY1", "l.original_valid_to": "2026-02-28", "l.applied_on": "2026-01-29"}
	tried := map[string][]rulebook.Verdict{}
	for _, c := range []struct {
		item    string
		changes []rulebook.Facts
		want    rulebook.Verdict
	}{
		{"L01", nil, met},
		{"L01", []rulebook.Facts{{"org.powers": []string{"XK-08"}}}, not},
		{"L01", []rulebook.Facts{{"org.listed": false}}, not},
		{"L01", []rulebook.Facts{{"org.powers": nil}}, unknown},
		{"L01", []rulebook.Facts{{"org.kind": "delegated", "org.deleg_published": true, "org.deleg_scope": []string{"XK-07"}, "org.deleg_from": "2026-01-01", "org.deleg_to": "2026-12-31"}}, met},
		{"L01", []rulebook.Facts{{"org.kind": "delegated", "org.deleg_published": false, "org.deleg_scope": []string{"XK-07"}, "org.deleg_from": "2026-01-01", "org.deleg_to": "2026-12-31"}}, not},
		{"L02", nil, met},
		{"L02", []rulebook.Facts{{"d.L-D06.by": []string{"甲", "甲"}}}, not},
		{"L02", []rulebook.Facts{{"d.L-D06.by": nil}}, unknown},
		{"L02", []rulebook.Facts{{"d.L-D06.on_site": false, "d.L-D06.by": nil}}, met},
		{"L02", []rulebook.Facts{{"d.L-D06.present": false}}, na},
		{"L03", nil, met},
		{"L03", []rulebook.Facts{{"p.uscc": "91320681MA1ABCD2X0"}}, not},
		{"L03", []rulebook.Facts{{"p.agent": "丙", "d.L-D01.agent_authorised": false}}, not},
		{"L03", []rulebook.Facts{{"p.agent": "丙"}}, unknown},
		{"L03", []rulebook.Facts{{"d.L-D01.party": "另一公司"}}, not},
		{"L03", []rulebook.Facts{{"p.uscc": nil}}, unknown},
		{"L04", nil, met},
		{"L04", []rulebook.Facts{{"l.region": "320682"}}, not},
		{"L04", []rulebook.Facts{{"l.item_level": "city"}}, not},
		{"L04", []rulebook.Facts{{"l.item_level": "city", "l.transferred": true}}, met},
		{"L04", []rulebook.Facts{{"l.region": nil}}, unknown},
		{"L05", nil, met},
		{"L05", []rulebook.Facts{{"l.basis_level": "document"}}, not},
		{"L05", []rulebook.Facts{{"l.basis_level": nil}}, unknown},
		{"L06", nil, met},
		{"L06", []rulebook.Facts{{"l.accepted_on": "2026-02-02"}}, not}, // six working days without a word
		{"L06", []rulebook.Facts{{"l.accepted_on": nil}}, unknown},
		{"L06", []rulebook.Facts{{"d.L-D04.on": "2026-01-30", "d.L-D04.count": 1, "l.accepted_on": "2026-02-09"}}, met},
		{"L06", []rulebook.Facts{{"d.L-D04.on": "2026-01-31", "d.L-D04.count": 1}}, not},
		{"L06", []rulebook.Facts{{"d.L-D04.on": "2026-01-30", "d.L-D04.count": 2}}, not},
		{"L06", []rulebook.Facts{{"l.matter": "annul", "l.by_application": false}}, na},
		{"L07", nil, met},
		{"L07", []rulebook.Facts{{"d.L-D05.seal": false}}, not},
		{"L07", []rulebook.Facts{{"d.L-D05.on": "2026-01-27"}}, not},
		{"L07", []rulebook.Facts{{"d.L-D05.seal": nil}}, unknown},
		{"L08", nil, met},
		{"L08", []rulebook.Facts{{"today": "2026-03-02"}}, not},
		{"L08", []rulebook.Facts{{"today": "2026-03-20", "l.decided_on": "2026-02-28"}}, met},
		{"L08", []rulebook.Facts{{"l.due_on": nil}}, unknown},
		{"L08", []rulebook.Facts{{"l.due_on": "2026-03-13", "l.extended_on": "2026-02-25", "d.L-D07.reason": "", "d.L-D07.served_on": "2026-02-25"}}, not},
		{"L09", nil, na},
		{"L09", []rulebook.Facts{{"l.special": "panel", "d.L-D07.special_days": 12, "d.L-D07.served_on": "2026-02-02"}}, met},
		{"L09", []rulebook.Facts{{"l.special": "panel"}}, not},
		{"L09", []rulebook.Facts{{"l.special": "panel", "d.L-D07.on": "2026-02-02"}}, unknown},
		{"L10", nil, na},
		{"L10", []rulebook.Facts{{"l.interested": true}}, not},
		{"L10", []rulebook.Facts{{"l.interested": true, "d.L-D08.served_on": "2026-02-02"}}, met},
		{"L11", nil, na},
		{"L11", []rulebook.Facts{heard}, met},
		{"L11", []rulebook.Facts{heard, {"h.host_investigated": true}}, not},
		{"L11", []rulebook.Facts{heard, {"h.notice_on": "2026-02-14"}}, not}, // too near: the holidays lie between
		{"L11", []rulebook.Facts{heard, {"h.asked_on": "2026-01-20"}}, not},
		{"L11", []rulebook.Facts{heard, {"h.notice_on": nil}}, unknown},
		{"L11", []rulebook.Facts{{"l.public_hearing": true}}, not},
		{"L12", nil, na},
		{"L12", []rulebook.Facts{{"l.quota": true, "l.queue_ahead": 0}}, met},
		{"L12", []rulebook.Facts{{"l.quota": true, "l.queue_ahead": 1}}, not},
		{"L12", []rulebook.Facts{{"l.quota": true, "l.queue_ahead": 1, "l.by_competition": true}}, met},
		{"L12", []rulebook.Facts{{"l.quota": true}}, unknown},
		{"L13", []rulebook.Facts{{"l.fee": true, "l.fee_basis": ""}}, not},
		{"L14", nil, met},
		{"L14", []rulebook.Facts{{"l.conditions_met": 5}}, not},
		{"L14", []rulebook.Facts{{"l.conditions_checked": 5}}, not},
		{"L14", []rulebook.Facts{{"l.conditions_met": nil}}, unknown},
		{"L14", []rulebook.Facts{refusal}, met},
		{"L14", []rulebook.Facts{refusal, {"l.conditions_met": 6}}, not}, // refused though every condition is met
		{"L15", nil, met},
		{"L15", []rulebook.Facts{{"d.L-D06.on": "2026-01-24"}}, not},
		{"L16", nil, unknown},
		{"L17", nil, met},
		{"L17", []rulebook.Facts{{"l.standards_in_force": false}}, not},
		{"L17", []rulebook.Facts{{"l.law": []string{}}}, not},
		{"L17", []rulebook.Facts{{"l.standards_in_force": nil}}, unknown},
		{"L18", nil, na},
		{"L18", []rulebook.Facts{refusal}, met},
		{"L18", []rulebook.Facts{refusal, {"d.L-D14.remedy": "可以申请行政复议"}}, not},
		{"L18", []rulebook.Facts{refusal, {"d.L-D14.reason": ""}}, not},
		{"L18", []rulebook.Facts{refusal, {"d.L-D14.reason": nil}}, unknown},
		{"L19", []rulebook.Facts{{"l.matter": "annul", "l.ground": "fraud", "l.interest_weighed": false}}, not},
		{"L20", nil, na},
		{"L20", []rulebook.Facts{renewal}, met},
		{"L20", []rulebook.Facts{renewal, {"l.applied_on": "2026-01-30"}}, not},
		{"L20", []rulebook.Facts{renewal, {"today": "2026-03-01"}}, not}, // undecided when it ended: counts as granted
		{"L20", []rulebook.Facts{renewal, {"l.original_valid_to": nil}}, unknown},
		{"L22", nil, met},
		{"L22", []rulebook.Facts{{"l.valid_to": "2026-02-24"}}, not},
		{"L22", []rulebook.Facts{{"d.L-D13.org_name": "别的机关"}}, not},
		{"L22", []rulebook.Facts{{"l.valid_to": nil}}, unknown},
		{"L22", []rulebook.Facts{refusal}, na},
		{"L23", []rulebook.Facts{{"c.flag_trade_secret": true, "l.publish_asked": true}}, met},
		{"L24", []rulebook.Facts{{"c.crime_suspected": false}}, na},
	} {
		f := caseG05()
		for _, change := range c.changes {
			f = with(f, change)
		}
		tried[c.item] = append(tried[c.item], c.want)
		results := p.Examine(f)
		i := slices.IndexFunc(results, func(r rulebook.ItemResult) bool { return r.Item.ID == c.item })
		if got := results[i].Outcome; got.Verdict != c.want {
			t.Errorf("%s %v: %s, not %s; missing %v; %s", c.item, c.changes, got.Verdict, c.want, got.Missing, got.Note)
		}
	}
	for _, item := range p.Checklist {
		for _, v := range []rulebook.Verdict{met, not, unknown} {
			if item.Class == "A" && !slices.Contains(tried[item.ID], v) {
				t.Errorf("%s was never tried with facts for %s", item.ID, v)
			}
		}
	}
}

func TestWhenALicenceIsAMajorDecision(t *testing.T) {
	p := license(t)
	for _, c := range []struct {
		name    string
		changes rulebook.Facts
		want    []string
	}{
		{"an ordinary grant", nil, nil},
		{"major interests of others", rulebook.Facts{"l.interested": true}, []string{"M20"}},
		{"an expert panel", rulebook.Facts{"l.special": "panel"}, []string{"M21"}},
		{"a mere test", rulebook.Facts{"l.special": "test"}, nil},
		{"heard", rulebook.Facts{"h.held_on": "2026-02-24"}, []string{"M21"}},
		{"a refusal", rulebook.Facts{"d.L-D14.present": true}, []string{"M22"}},
		{"a refusal is meant", rulebook.Facts{"d.L-D13.present": false, "l.outcome": "refuse"}, []string{"M22"}},
		{"a refusal where the office reviews none", rulebook.Facts{"d.L-D14.present": true, "param.review_license_refusal": false}, nil},
		{"annulment", rulebook.Facts{"l.matter": "annul"}, []string{"M23"}},
		{"retraction", rulebook.Facts{"d.L-D20.present": true}, []string{"M23"}},
		{"an objection", rulebook.Facts{"d.L-D09.present": true}, []string{"M24"}},
		{"a quota", rulebook.Facts{"l.quota": true}, []string{"M25"}},
		{"a franchise", rulebook.Facts{"l.kind": "franchise"}, []string{"M25"}},
		{"public interest", rulebook.Facts{"c.flag_public_interest": true}, []string{"M01"}},
	} {
		met, open := majorIDs(p, with(caseG05(), c.changes))
		if !slices.Equal(met, c.want) || len(open) > 0 {
			t.Errorf("%s: %v, open %v; want %v", c.name, met, open, c.want)
		}
	}
	if _, open := majorIDs(p, with(caseG05(), rulebook.Facts{"d.L-D13.present": false, "l.outcome": nil})); !slices.Equal(open, []string{"M22"}) {
		t.Errorf("nothing is said of the outcome: open %v", open)
	}
}

// TestG05Deadlines: accepted 2026-01-26, decided 2026-02-25; the others counted by hand with the calendar of 2026.
func TestG05Deadlines(t *testing.T) {
	p := license(t)
	pause := func(from, to string) workday.Suspension {
		a, _ := workday.ParseDate(from)
		b, _ := workday.ParseDate(to)
		return workday.Suspension{From: a, To: b}
	}
	for _, c := range []struct {
		id      string
		changes rulebook.Facts
		want    string
		pauses  []workday.Suspension
	}{
		{"T18", nil, "2026-02-28", nil},
		{"T18", rulebook.Facts{"l.extended_on": "2026-02-25"}, "2026-03-13", nil},
		{"T21", rulebook.Facts{"l.decided_on": "2026-02-25"}, "2026-03-10", nil},
		{"T39", rulebook.Facts{"l.decided_on": "2026-02-25"}, "2026-03-05", nil},
		{"T17", rulebook.Facts{"l.applied_on": "2026-02-13"}, "2026-02-27", nil}, // the 14th is worked, the 15th to 23rd are not
		{"T18", rulebook.Facts{"l.accepted_on": "2026-03-02"}, "2026-03-30", nil},
		{"T18", rulebook.Facts{"l.accepted_on": "2026-03-02"}, "2026-04-07", []workday.Suspension{pause("2026-03-09", "2026-03-16")}}, // a panel of five working days
		{"T18", rulebook.Facts{"l.accepted_on": "2026-03-02", "l.extended_on": "2026-03-30"}, "2026-04-21", []workday.Suspension{pause("2026-03-09", "2026-03-16")}},
		{"T19", rulebook.Facts{"l.accepted_on": "2026-03-02", "l.joint": true}, "2026-05-08", nil},
		{"T19", rulebook.Facts{"l.accepted_on": "2026-03-02", "l.joint": true, "l.extended_on": "2026-05-06"}, "2026-05-28", nil}, // 9 May is worked
		{"T20", rulebook.Facts{"l.accepted_on": "2026-03-02", "l.lower_first": true}, "2026-03-30", nil},
		{"T22", rulebook.Facts{"d.L-D10.served_on": "2026-04-30"}, "2026-05-11", nil},
		{"T23", rulebook.Facts{"h.asked_on": "2026-03-20"}, "2026-04-20", nil},
		{"T24", rulebook.Facts{"h.held_on": "2026-04-15"}, "2026-04-03", nil},
		{"T25", rulebook.Facts{"l.original_valid_to": "2026-07-15", "l.matter": "renew"}, "2026-06-15", nil},
		{"T26", rulebook.Facts{"l.accepted_on": "2026-03-02", "l.testing": true}, "2026-03-09", nil},
		{"T36", rulebook.Facts{"l.issued_on": "2026-02-27"}, "2026-04-28", nil},
		{"T37", rulebook.Facts{"l.issued_on": "2026-02-27"}, "2026-08-27", nil},
	} {
		d, ok := p.Deadline(c.id)
		f := with(caseG05(), c.changes)
		if !ok || p.Applies(d, f) != rulebook.Met {
			t.Errorf("%s %v does not run", c.id, c.changes)
			continue
		}
		due, ok, err := p.Due(d, f, c.pauses...)
		if err != nil || !ok || due.Legal.String() != c.want {
			t.Errorf("%s %v: %s, not %s (%v)", c.id, c.changes, due.Legal, c.want, err)
		}
	}
	for id, f := range map[string]rulebook.Facts{"T18": {"l.joint": true}, "T19": nil, "T20": nil, "T25": nil, "T26": nil, "T21": {"d.L-D13.present": false}} {
		if d, _ := p.Deadline(id); p.Applies(d, with(caseG05(), f)) != rulebook.NotMet {
			t.Errorf("%s runs", id)
		}
	}
}

func TestWhereALicenceIsPublished(t *testing.T) {
	p := license(t)
	for _, c := range []struct {
		changes       rulebook.Facts
		rule, publish string
	}{
		{nil, "enterprise", "yes"},
		{rulebook.Facts{"p.type": "person"}, "person", "yes"},
		{rulebook.Facts{"d.L-D13.present": false, "d.L-D14.present": true}, "refused", "no"},
		{rulebook.Facts{"d.L-D13.present": false, "d.L-D19.present": true}, "enterprise", "yes"},
		{rulebook.Facts{"l.publish_objected": true}, "objected", "no"},
		{rulebook.Facts{"c.flag_secret": true}, "secret", "never"},
	} {
		rule, verdict, missing := p.DisclosureRuleFor(with(with(caseG05(), rulebook.Facts{"c.flag_secret": false}), c.changes))
		if rule.ID != c.rule || rule.Publish != c.publish || verdict != rulebook.Met {
			t.Errorf("%v: %s, %s, %s %v", c.changes, rule.ID, rule.Publish, verdict, missing)
		}
	}
}

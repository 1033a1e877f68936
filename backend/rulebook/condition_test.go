package rulebook_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/rulebook"
)

func TestConditionsAreThreeValued(t *testing.T) {
	p := penalty(t)
	for _, c := range []struct {
		name, source string
		facts        rulebook.Facts
		want         rulebook.Verdict
		missing      string
	}{
		{"met", "x.fine >= 100", rulebook.Facts{"x.fine": int64(100)}, rulebook.Met, ""},
		{"not met", "x.fine >= 100", rulebook.Facts{"x.fine": int64(99)}, rulebook.NotMet, ""},
		{"absent is unknown", "x.fine >= 100", rulebook.Facts{}, rulebook.Unknown, "x.fine"},
		{"nil is unknown", "x.fine >= 100", rulebook.Facts{"x.fine": nil}, rulebook.Unknown, "x.fine"},
		{"negation of unknown is unknown", "!(x.fine >= 100)", rulebook.Facts{}, rulebook.Unknown, "x.fine"},
		{"one side is enough for or", "x.fine > 1 || p.minor", rulebook.Facts{"p.minor": true}, rulebook.Met, ""},
		{"one side is enough for and", "x.fine > 1 && p.minor", rulebook.Facts{"p.minor": false}, rulebook.NotMet, ""},
		{"or with an unknown", "x.fine > 1 || p.minor", rulebook.Facts{"p.minor": false}, rulebook.Unknown, "x.fine"},
		{"sum with an unknown", "x.fine + x.conf > 1", rulebook.Facts{"x.fine": int64(5)}, rulebook.Unknown, "x.conf"},
		{"function of an unknown", `days(c.filed_on, today) > 1`, rulebook.Facts{"today": "2026-01-05"}, rulebook.Unknown, "c.filed_on"},
		{"function of a known nothing", `days(c.filed_on, today) > 1`, rulebook.Facts{"c.filed_on": "", "today": "2026-01-05"}, rulebook.Unknown, ""},
		{"known nothing", `h.held_on != ""`, rulebook.Facts{"h.held_on": ""}, rulebook.NotMet, ""},
		{"empty list is known", `size(x.kinds) == 0`, rulebook.Facts{"x.kinds": []string{}}, rulebook.Met, ""},
		{"unknown list", `x.kinds.all(k, k == "1")`, rulebook.Facts{}, rulebook.Unknown, "x.kinds"},
		{"ternary on an unknown", `(p.minor ? x.fine : x.conf) > 1`, rulebook.Facts{"x.fine": int64(5), "x.conf": int64(5)}, rulebook.Unknown, "p.minor"},
		{"a paper that is not there", "d.D22.present", rulebook.Facts{}, rulebook.NotMet, ""},
		{"a paper known by an attribute", "d.D22.present", rulebook.Facts{"d.D22.on": "2026-01-01"}, rulebook.Met, ""},
		{"an attribute of a paper that is not there", `d.D22.on > "2026"`, rulebook.Facts{}, rulebook.Unknown, "d.D22.on"},
		{"count of a paper that is not there", "d.D22.count == 0", rulebook.Facts{}, rulebook.Met, ""},
		{"a code with a hyphen", "d.K_D02.present", rulebook.Facts{"d.K-D02.present": true}, rulebook.Met, ""},
		{"a hyphen in what is missing", `d.K_D02.to != ""`, rulebook.Facts{}, rulebook.Unknown, "d.K-D02.to"},
		{"a missing key in a list", `off.all(o, o.cert_to > "2026")`, rulebook.Facts{"off": []map[string]any{{"name": "甲"}}}, rulebook.Unknown, ""},
		{"numbers as JSON has them", "x.fine == 100", rulebook.Facts{"x.fine": float64(100)}, rulebook.Met, ""},
		{"lists as JSON has them", `"a" in x.law_bad`, rulebook.Facts{"x.law_bad": []any{"a"}}, rulebook.Met, ""},
		{"a value of the wrong type is unknown", "x.fine == 100", rulebook.Facts{"x.fine": "100"}, rulebook.Unknown, "x.fine"},
		{"a parameter", "x.fine >= param.major_sum_entity", rulebook.Facts{"x.fine": int64(10000000)}, rulebook.Met, ""},
		{"a parameter tried out", "x.fine >= param.major_sum_entity", rulebook.Facts{"x.fine": int64(10000000), "param.major_sum_entity": 20000000}, rulebook.NotMet, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			condition, err := p.Compile(c.source)
			if err != nil {
				t.Fatal(err)
			}
			got := condition.Eval(c.facts)
			if got.Verdict != c.want {
				t.Fatalf("%s, not %s; missing %v; note %s", got.Verdict, c.want, got.Missing, got.Note)
			}
			if c.missing != "" && !slices.Contains(got.Missing, c.missing) {
				t.Errorf("missing %v, not %s", got.Missing, c.missing)
			}
		})
	}
}

func TestFunctions(t *testing.T) {
	p := penalty(t)
	for source, want := range map[string]rulebook.Verdict{
		`days("2026-03-02", "2026-05-31") == 90`:           rulebook.Met,
		`days_after("2026-03-02", 90) == "2026-05-31"`:     rulebook.Met,
		`months_after("2026-08-31", 6) == "2027-02-28"`:    rulebook.Met,
		`months_after("2024-02-29", 24) == "2026-02-28"`:   rulebook.Met,
		`workdays_after("2026-03-20", 5) == "2026-03-27"`:  rulebook.Met,
		`age("2010-05-01", "2026-05-01") == 15`:            rulebook.Met, // full on the day after
		`age("2010-05-01", "2026-05-02") == 16`:            rulebook.Met,
		`day("2026-03-02T09:00:00+08:00") == "2026-03-02"`: rulebook.Met,
		`intersects(["a", "b"], ["b"])`:                    rulebook.Met,
		`intersects(["a", "b"], [])`:                       rulebook.NotMet,
		`distinct(["a", "a", "b"]) == 2`:                   rulebook.Met,
		`in_region("320681", "320600")`:                    rulebook.Met,
		`in_region("320681", "320681")`:                    rulebook.Met,
		`in_region("320682", "320681")`:                    rulebook.NotMet,
		`in_region("", "320681")`:                          rulebook.Unknown,
		`age("", "2026-05-02") == 16`:                      rulebook.Unknown,
		`credit_code_ok("91320681MA1ABCD2XX")`:             rulebook.Met,
		`credit_code_ok("91320681MA1ABCD2X0")`:             rulebook.NotMet,
		`credit_code_ok("")`:                               rulebook.Unknown,
		`resident_id_ok("320681198503121237")`:             rulebook.Met,
		`born("320681198503121237") == "1985-03-12"`:       rulebook.Met,
		`born("320681198503121238") == "1985-03-12"`:       rulebook.Unknown,
		`workdays_after("2026-03-28", -5) == "2026-03-23"`: rulebook.Met,
		`workdays_after("2026-04-29", 7) == "2026-05-12"`:  rulebook.Met,
		`workdays_after("2026-09-18", 1) == "2026-09-20"`:  rulebook.Met, // a Sunday that is worked
		`resident_id_ok("1")`:                              rulebook.NotMet,
	} {
		condition, err := p.Compile(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := condition.Eval(rulebook.Facts{}); got.Verdict != want {
			t.Errorf("%s is %s, not %s: %s", source, got.Verdict, want, got.Note)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	p := penalty(t)
	for source, want := range map[string]string{
		"x.fien > 1":         "undeclared reference",
		"x.fine > '1'":       "no matching overload",
		"x.fine":             "not a bool",
		"d.D21.colour == ''": "undeclared reference",
		"param.none > 1":     "undeclared reference",
		"x.fine >":           "Syntax error",
	} {
		if _, err := p.Compile(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func TestSeenNamesWhatWasLookedAt(t *testing.T) {
	p := penalty(t)
	condition, err := p.Compile(`x.fine > 1 && d.D21.hearing && off.exists(o, o.name == "甲")`)
	if err != nil {
		t.Fatal(err)
	}
	if got := condition.Fields(); !slices.Equal(got, []string{"x.fine", "d.D21.hearing", "off"}) {
		t.Errorf("fields %v", got)
	}
	out := condition.Eval(rulebook.Facts{"x.fine": 5})
	if len(out.Seen) != 3 || out.Seen[0].Value != int64(5) || !out.Seen[0].Known || out.Seen[1].Known || out.Seen[1].Label.Zh == "" {
		t.Errorf("seen %+v", out.Seen)
	}
}

// TestMoreKnowledgeNeverOverturns: learning a field may settle an unknown condition, but never turns met into not met.
func TestMoreKnowledgeNeverOverturns(t *testing.T) {
	p := penalty(t)
	rapid.Check(t, func(rt *rapid.T) {
		full := rulebook.Facts{
			"x.fine": rapid.Int64Range(0, 30000000).Draw(rt, "fine"), "x.conf": rapid.Int64Range(0, 500000).Draw(rt, "conf"),
			"p.type":     rapid.SampledFrom([]string{"entity", "person", "sole"}).Draw(rt, "type"),
			"h.entitled": rapid.Bool().Draw(rt, "entitled"), "h.held_on": rapid.SampledFrom([]string{"", "2026-04-01"}).Draw(rt, "held"),
			"x.kinds": rapid.SliceOf(rapid.SampledFrom([]string{"010101", "010103", "010107"})).Draw(rt, "kinds"), "c.proc": "ordinary",
		}
		part := full.Clone()
		for _, name := range []string{"x.fine", "x.conf", "p.type", "h.entitled", "h.held_on", "x.kinds"} {
			if rapid.Bool().Draw(rt, "forget "+name) {
				delete(part, name)
			}
		}
		met, _ := p.Major(full)
		partly, open := p.Major(part)
		for _, hit := range partly {
			if !slices.ContainsFunc(met, func(m rulebook.Triggered) bool { return m.Rule.ID == hit.Rule.ID }) {
				rt.Errorf("%s was met with less knowledge", hit.Rule.ID)
			}
		}
		for _, hit := range met {
			if !slices.ContainsFunc(partly, func(m rulebook.Triggered) bool { return m.Rule.ID == hit.Rule.ID }) &&
				!slices.ContainsFunc(open, func(u rulebook.Undetermined) bool { return u.Rule.ID == hit.Rule.ID }) {
				rt.Errorf("%s was denied for lack of knowledge", hit.Rule.ID)
			}
		}
	})
}

func TestManyGoroutinesMayAsk(t *testing.T) {
	p := penalty(t)
	facts := caseG01()
	want := p.Examine(facts)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i, r := range p.Examine(facts) {
				if r.Outcome.Verdict != want[i].Outcome.Verdict {
					t.Errorf("%s: %s", r.Item.ID, r.Outcome.Verdict)
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkCondition(b *testing.B) {
	p := penalty(b)
	condition, err := p.Compile(`p.type == "entity" && x.fine + x.conf >= param.major_sum_entity`)
	if err != nil {
		b.Fatal(err)
	}
	facts := caseG01()
	for b.Loop() {
		condition.Eval(facts)
	}
}

func BenchmarkConditionUnknown(b *testing.B) {
	p := penalty(b)
	condition, err := p.Compile(`p.type == "entity" && x.fine + x.conf >= param.major_sum_entity`)
	if err != nil {
		b.Fatal(err)
	}
	facts := rulebook.Facts{"p.type": "entity"}
	for b.Loop() {
		condition.Eval(facts)
	}
}

func BenchmarkExamine(b *testing.B) {
	p, facts := penalty(b), caseG01()
	for b.Loop() {
		p.Examine(facts)
	}
}

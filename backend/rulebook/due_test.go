package rulebook_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/workday"
)

// due reckons a period of the penalty procedure.
func due(t *testing.T, id string, f rulebook.Facts, spans ...workday.Suspension) workday.Result {
	t.Helper()
	p := penalty(t)
	d, known := p.Deadline(id)
	if !known {
		t.Fatalf("no %s", id)
	}
	r, ok, err := p.Due(d, f, spans...)
	if err != nil || !ok {
		t.Fatalf("%s: ok %v, %v", id, ok, err)
	}
	return r
}

func kinds(r workday.Result) (list []string) {
	for _, s := range r.Steps {
		list = append(list, string(s.Kind))
	}
	return list
}

func TestExtensionsLengthenAPeriod(t *testing.T) {
	filed := rulebook.Facts{"c.filed_on": "2026-03-02", "c.domain": "police"}
	for name, c := range map[string]struct {
		id    string
		facts rulebook.Facts
		want  string
	}{
		"none":               {"T11", nil, "2026-04-01"},
		"once":               {"T11", rulebook.Facts{"c.extended_on": "2026-03-30"}, "2026-05-01"},
		"twice":              {"T11", rulebook.Facts{"c.extended_on": "2026-03-30", "c.extended2_on": "2026-04-28"}, "2026-05-31"},
		"by less":            {"T11", rulebook.Facts{"c.extended_on": "2026-03-30", "c.extended_days": 10}, "2026-04-11"},
		"by too much":        {"T11", rulebook.Facts{"c.extended_on": "2026-03-30", "c.extended_days": 45}, "2026-05-01"},
		"market":             {"T03", rulebook.Facts{"c.extended_on": "2026-05-20"}, "2026-06-30"},
		"market, collective": {"T03", rulebook.Facts{"c.extended_on": "2026-05-20", "c.extended2_on": "2026-06-25", "c.extended2_days": 60}, "2026-08-29"},
		"market, old field":  {"T03", rulebook.Facts{"c.extended_to": "2026-06-30"}, "2026-06-30"},
		"with an exclusion": {"T03", rulebook.Facts{"c.extended_on": "2026-05-20", "h.asked_on": "2026-04-01", "h.held_on": "2026-04-11"},
			"2026-07-10"},
		"seizure":          {"T28", rulebook.Facts{"d.K-D02.on": "2026-03-02"}, "2026-04-01"},
		"seizure extended": {"T28", rulebook.Facts{"d.K-D02.on": "2026-03-02", "d.K-D07.on": "2026-03-30"}, "2026-05-01"},
	} {
		if got := due(t, c.id, with(filed, c.facts)).Strict.String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	r := due(t, "T11", with(filed, rulebook.Facts{"c.extended_on": "2026-03-30", "c.extended_by": "江河", "c.extended_reason": "案情复杂", "c.extended_days": 45}))
	if kinds := kinds(r); kinds[1] != "extended" || kinds[2] != "stated" {
		t.Errorf("the lines are %v", kinds)
	}
	if text := r.Steps[1].Text.Zh; text != "延长 30 日，2026-03-30 批准，批准人 江河，理由：案情复杂" {
		t.Error(text)
	}
}

func TestExclusionsAreLeftOutOnce(t *testing.T) {
	filed := rulebook.Facts{"c.filed_on": "2026-03-02", "c.domain": "market"}
	hearing := rulebook.Facts{"h.asked_on": "2026-03-10", "h.held_on": "2026-03-20"}
	tests := rulebook.Facts{"c.tested_from": "2026-03-15", "c.tested_to": "2026-03-25"}
	day := func(s string) workday.Date { d, _ := workday.ParseDate(s); return d }
	for name, c := range map[string]struct {
		facts rulebook.Facts
		spans []workday.Suspension
		want  string
	}{
		"none":                        {nil, nil, "2026-05-31"},
		"one":                         {hearing, nil, "2026-06-10"},
		"two that overlap":            {with(hearing, tests), nil, "2026-06-15"},
		"and the step that says same": {hearing, []workday.Suspension{{From: day("2026-03-10"), To: day("2026-03-20")}}, "2026-06-10"},
		"stated, all of them known":   {with(hearing, rulebook.Facts{"c.excluded_days": 10}), nil, "2026-06-10"},
		"stated, more than known":     {with(hearing, rulebook.Facts{"c.excluded_days": 12}), nil, "2026-06-12"},
		"of no length":                {rulebook.Facts{"c.tested_from": "2026-03-15", "c.tested_to": "2026-03-15"}, nil, "2026-05-31"},
		"backwards":                   {rulebook.Facts{"c.tested_from": "2026-03-15", "c.tested_to": "2026-03-10"}, nil, "2026-05-31"},
	} {
		if got := due(t, "T02", with(filed, c.facts), c.spans...).Strict.String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if r := due(t, "T02", with(filed, rulebook.Facts{"c.tested_from": "2026-03-15"})); !r.Open {
		t.Errorf("tests that nobody has finished: %+v", r)
	}
	backwards := due(t, "T02", with(filed, rulebook.Facts{"c.tested_from": "2026-03-15", "c.tested_to": "2026-03-10"}))
	if !strings.Contains(backwards.Steps[1].Text.Zh, "没有扣除") {
		t.Errorf("nothing is said of the span that runs backwards: %+v", backwards.Steps[1])
	}
}

func TestPeriodsThatRunAfterOthersAndByTheClock(t *testing.T) {
	court := rulebook.Facts{"d.D27.served_on": "2026-04-30", "c.contested": false, "c.performed": false}
	if r := due(t, "T34", court); r.Start.String() != "2026-10-30" || r.Legal.String() != "2027-02-01" || !r.Provisional {
		t.Errorf("three months after six: %s to %s", r.Start, r.Legal)
	}
	if r := due(t, "T34", with(court, rulebook.Facts{"d.D33.until": "2026-05-29"})); r.Legal.String() != "2026-08-31" {
		t.Errorf("after the payment was put off: %s", r.Legal)
	}
	r := due(t, "T13b", rulebook.Facts{"c.crime_approved_at": "2026-09-30T17:30:00+08:00"})
	if r.At.Format("2006-01-02 15:04") != "2026-10-01 17:30" || r.Legal.String() != "2026-10-01" {
		t.Errorf("24 hours end at %s", r.At)
	}
	if r := due(t, "T08b", rulebook.Facts{"c.cash_handed_on": "2026-09-24"}); r.Legal.String() != "2026-09-29" {
		t.Errorf("two working days over Mid-Autumn end on %s", r.Legal)
	}
	p := penalty(t)
	report, _ := p.Deadline("T42")
	report.From = "c.filed_on"
	if r, ok, err := p.Due(report, rulebook.Facts{"c.filed_on": "2025-12-31"}); err != nil || !ok || r.Strict.String() != "2026-01-31" || r.Legal.String() != "2026-02-02" {
		t.Errorf("the yearly report: %+v, %v", r, err)
	}
}

// TestTheDomainsPeriods compares the rows with the table of the law that they were taken from: length, unit, direction.
func TestTheDomainsPeriods(t *testing.T) {
	p := penalty(t)
	want := `T01 7wd T02 90cd T04 5wd T05 -7wd T06 7wd T07 15cd T08 2wd T08b 2wd T09 3wd T10 2y T55 5y T11 30cd T12 2cd T13 3cd T13b 24h T14 3cd T15 3cd T16 30cd
		T28 30cd T33 10wd T34 3m T36 60cd T37 6m T37b 15cd T38 20wd T39 7wd T40 20wd T41 20wd T42 date T43 1wd T43b 3wd T44 5wd T45 3wd T45b 2wd
		T46 3m T47 12m T48 36m T49 36m T50 10y`
	words := strings.Fields(want)
	short := map[rulebook.Unit]string{rulebook.Workday: "wd", rulebook.CalendarDay: "cd", rulebook.Hour: "h", rulebook.Month: "m", rulebook.Year: "y"}
	for i := 0; i < len(words); i += 2 {
		d, known := p.Deadline(words[i])
		got := strings.Repeat("-", map[bool]int{true: 1}[d.Before]) + strconv.Itoa(d.N) + short[d.Unit]
		if d.Unit == rulebook.YearDate {
			got = "date"
		}
		if !known || got != words[i+1] {
			t.Errorf("%s is %s, want %s", words[i], got, words[i+1])
		}
	}
	once := []string{"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T28", "T33", "T36", "T37", "T39", "T43", "T44", "T45"}
	for _, id := range once {
		if d, _ := p.Deadline(id); d.From == "" {
			t.Errorf("%s never begins", id)
		}
	}
	if d, _ := p.Deadline("T11"); len(d.Extend.Grants) != 2 || d.Extend.N != 30 {
		t.Errorf("the police extend by %d, %d times", d.Extend.N, len(d.Extend.Grants))
	}
	if d, _ := p.Deadline("T04"); !d.Right || !slices.Contains(kinds(due(t, "T04", rulebook.Facts{"d.D21.served_on": "2026-03-20"})), "end") {
		t.Error("the right to a hearing does not lapse")
	}
}

// TestLimitationIsReadStrictly: the two years end on a day off, which moves nothing for the office that must discover within
// them; the later day is shown beside it. And once the demand has run out, the court may be asked on any later day.
func TestLimitationIsReadStrictly(t *testing.T) {
	p := penalty(t)
	ended := rulebook.Facts{"c.illegal_to": "2024-05-02", "c.grave_harm": false}
	if r := due(t, "T10", ended); r.Strict.String() != "2026-05-02" || r.Legal.String() != "2026-05-06" {
		t.Errorf("two years from 2024-05-02 end on %s, in law %s", r.Strict, r.Legal)
	}
	for found, want := range map[string]rulebook.Verdict{"2026-05-01": rulebook.Met, "2026-05-02": rulebook.Met, "2026-05-03": rulebook.NotMet, "2026-05-06": rulebook.NotMet} {
		items := p.Examine(with(ended, rulebook.Facts{"c.found_on": found}))
		if i := slices.IndexFunc(items, func(r rulebook.ItemResult) bool { return r.Item.ID == "P45" }); items[i].Outcome.Verdict != want {
			t.Errorf("found on %s: %s", found, items[i].Outcome.Verdict)
		}
	}
	for _, id := range []string{"T10", "T55"} {
		if d, _ := p.Deadline(id); !d.Strict {
			t.Errorf("%s is warned of by the later day", id)
		}
	}
	if d, _ := p.Deadline("T33"); !d.Right || d.To != "" {
		t.Error("an application to the court after the ten days of the demand would be late")
	}
}

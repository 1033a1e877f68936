package workday_test

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
)

//go:embed testdata/calendar.json
var calendarFile []byte

//go:embed testdata/workdays_per_year.json
var perYearFile []byte

func calendar(t testing.TB) *workday.Calendar {
	t.Helper()
	var e workday.Exceptions
	if err := json.Unmarshal(calendarFile, &e); err != nil {
		t.Fatal(err)
	}
	c, err := workday.NewCalendar(e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, s string) workday.Date {
	t.Helper()
	if s == "" {
		return workday.Date{}
	}
	d, err := workday.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reckon runs one calculation by name.
func reckon(t testing.TB, c *workday.Calendar, verb, from string, n int, s ...workday.Suspension) workday.Result {
	t.Helper()
	run := map[string]func(workday.Date, int, ...workday.Suspension) (workday.Result, error){
		"wd": c.AddWorkdays, "-wd": c.SubWorkdays, "cd": c.AddDays, "-cd": c.SubDays, "m": c.AddMonths,
	}[verb]
	r, err := run(day(t, from), n, s...)
	if err != nil {
		t.Fatalf("%s %s %d: %v", verb, from, n, err)
	}
	return r
}

func TestGoldenPeriods(t *testing.T) {
	c := calendar(t)
	for _, g := range []struct {
		name, verb, from string
		n                int
		strict, legal    string
		provisional      bool
	}{
		{"G01 hearing may be asked for", "wd", "2026-03-20", 5, "2026-03-27", "", false},
		{"G01 case of 90 days", "cd", "2026-03-02", 90, "2026-05-31", "2026-06-01", false},
		{"G01 service", "wd", "2026-04-29", 7, "2026-05-12", "", false},
		{"G01 payment", "cd", "2026-04-30", 15, "2026-05-15", "", false},
		{"G01 publication in 7", "wd", "2026-04-29", 7, "2026-05-12", "", false},
		{"G01 publication in 20", "wd", "2026-04-29", 20, "2026-05-29", "", false},
		{"G01 reconsideration", "cd", "2026-04-30", 60, "2026-06-29", "", false},
		{"G01 suit", "m", "2026-04-30", 6, "2026-10-30", "", false},
		{"G01 earliest repair", "m", "2026-04-29", 3, "2026-07-29", "", false},
		{"G01 end of publication", "m", "2026-04-29", 12, "2027-04-29", "", true},
		{"G05 licence in 20", "wd", "2026-01-26", 20, "2026-02-28", "", false},
		{"G05 extended by 10", "wd", "2026-02-28", 10, "2026-03-13", "", false},
		{"G05 delivery in 10", "wd", "2026-02-25", 10, "2026-03-10", "", false},
		{"G05 publication in 7", "wd", "2026-02-25", 7, "2026-03-05", "", false},
		{"no days", "wd", "2026-03-21", 0, "2026-03-21", "", false},
		{"no days, on a Saturday", "cd", "2026-03-21", 0, "2026-03-21", "2026-03-23", false},
		{"the 2019 notice took 31 December 2018", "wd", "2018-12-28", 2, "2019-01-02", "", false},
		{"no corresponding day", "m", "2026-08-31", 6, "2027-02-28", "2027-03-01", true},
		{"leap day", "m", "2024-02-29", 12, "2025-02-28", "", false},
		{"7 working days ahead", "-wd", "2026-05-12", 7, "2026-04-29", "", false},
		{"30 days before expiry, on a Sunday", "-cd", "2026-04-14", 30, "2026-03-13", "2026-03-15", false},
		{"into a year not announced", "wd", "2026-12-31", 1, "2027-01-01", "", true},
	} {
		r := reckon(t, c, g.verb, g.from, g.n)
		if g.legal == "" {
			g.legal = g.strict
		}
		if r.Strict.String() != g.strict || r.Legal.String() != g.legal || r.Provisional != g.provisional {
			t.Errorf("%s: %s / %s (provisional %v), want %s / %s", g.name, r.Strict, r.Legal, r.Provisional, g.strict, g.legal)
		}
	}
}

func TestWorkdaysPerYear(t *testing.T) {
	c := calendar(t)
	var want map[string]int
	if err := json.Unmarshal(perYearFile, &want); err != nil {
		t.Fatal(err)
	}
	for year, n := range want {
		first := day(t, year+"-01-01")
		r, err := c.CountWorkdays(first.Add(-1), first.AddMonths(12).Add(-1))
		if err != nil || r.Counted != n {
			t.Errorf("%s has %d working days, want %d (%v)", year, r.Counted, n, err)
		}
	}
	if len(want) != 10 {
		t.Fatalf("%d years", len(want))
	}
}

func TestSuspensionsAreNotCountedAndOverlapsCountOnce(t *testing.T) {
	c := calendar(t)
	hearing := workday.Suspension{From: day(t, "2026-03-10"), To: day(t, "2026-03-16"), Reason: fault.T("听证", "hearing")}
	test := workday.Suspension{From: day(t, "2026-03-12"), To: day(t, "2026-03-20"), Reason: fault.T("检验", "test")}
	for _, x := range []struct {
		verb string
		n    int
		s    []workday.Suspension
		want string
	}{
		{"cd", 90, []workday.Suspension{hearing}, "2026-06-06"},
		{"cd", 90, []workday.Suspension{hearing, test}, "2026-06-10"},
		{"cd", 90, []workday.Suspension{test, hearing, hearing}, "2026-06-10"},
		{"wd", 20, []workday.Suspension{hearing}, "2026-04-03"},
		{"wd", 20, []workday.Suspension{hearing, test}, "2026-04-10"},
		{"m", 6, []workday.Suspension{hearing, test}, "2026-09-12"},
		{"cd", 5, []workday.Suspension{hearing}, "2026-03-07"},
	} {
		if r := reckon(t, c, x.verb, "2026-03-02", x.n, x.s...); r.Strict.String() != x.want {
			t.Errorf("%s %d: %s, want %s", x.verb, x.n, r.Strict, x.want)
		}
	}
	still := workday.Suspension{From: day(t, "2026-03-05"), Reason: fault.T("检验", "test")}
	for _, verb := range []string{"cd", "wd", "m"} {
		r := reckon(t, c, verb, "2026-03-02", 10, still)
		if !r.Open || !r.Strict.IsZero() || !r.Legal.IsZero() || r.Steps[len(r.Steps)-1].Kind != workday.Open {
			t.Errorf("%s: a suspension without end gives %+v", verb, r)
		}
	}
	if r := reckon(t, c, "cd", "2026-03-02", 2, still); r.Open || r.Strict.String() != "2026-03-04" {
		t.Errorf("a suspension after the end changes it: %+v", r)
	}
}

func TestTheArithmeticIsShown(t *testing.T) {
	r := reckon(t, calendar(t), "wd", "2026-02-11", 5)
	var lines []string
	for _, s := range r.Steps {
		lines = append(lines, string(s.Kind)+" "+s.From.String()[5:]+" "+s.To.String()[5:])
		if s.Text.Zh == "" || s.Text.En == "" || strings.Contains(s.Text.Zh+s.Text.En, "%!") {
			t.Errorf("bad text %+v", s)
		}
		if (s.Kind == workday.Holiday || s.Kind == workday.Makeup) && !strings.HasPrefix(s.Source, "https://www.gov.cn/") {
			t.Errorf("no source: %+v", s)
		}
	}
	want := []string{"start 02-11 02-11", "count 02-12 02-13", "makeup 02-14 02-14", "weekend 02-15 02-15", "holiday 02-16 02-20",
		"weekend 02-21 02-22", "holiday 02-23 02-23", "count 02-24 02-25", "end 02-25 02-25"}
	if !slices.Equal(lines, want) {
		t.Errorf("got  %v\nwant %v", lines, want)
	}
	if r.First.String() != "2026-02-12" || r.Counted != 5 {
		t.Errorf("first %s, counted %d", r.First, r.Counted)
	}
	roll := reckon(t, calendar(t), "cd", "2026-03-02", 90)
	if s := roll.Steps[len(roll.Steps)-1]; s.Kind != workday.Roll || s.Text.Zh != "末日 2026-05-31 非工作日，法律上顺延至 2026-06-01" {
		t.Errorf("%+v", s)
	}
}

func TestHoursGoByTheClock(t *testing.T) {
	start := time.Date(2026, 9, 30, 17, 30, 0, 0, time.FixedZone("CST", 8*3600))
	r := workday.AddHours(start, 24)
	if !r.End.Equal(start.Add(24*time.Hour)) || r.Text.Zh != "自2026-09-30 17:30起满24小时，至2026-10-01 17:30，节假日不扣除" {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsRefused(t *testing.T) {
	c := calendar(t)
	d := day(t, "2026-03-02")
	for name, err := range map[string]error{
		"no start":        second(c.AddDays(workday.Date{}, 1)),
		"negative":        second(c.AddWorkdays(d, -1)),
		"too long":        second(c.AddDays(d, 1_000_000)),
		"end first":       second(c.CountWorkdays(d, d.Add(-1))),
		"backward stop":   second(c.AddDays(d, 1, workday.Suspension{From: d, To: d.Add(-1)})),
		"stop from never": second(c.AddDays(d, 1, workday.Suspension{To: d})),
		"off calendar":    second(c.AddWorkdays(day(t, "9999-12-30"), 5)),
		"months off":      second(c.AddMonths(day(t, "9999-12-30"), 5)),
	} {
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, e := range map[string]workday.Exceptions{
		"uncovered":        {},
		"off on Saturday":  {CoveredFrom: d, CoveredTo: d.Add(30), OffOnWeekday: []workday.Date{day(t, "2026-03-07")}},
		"work on Monday":   {CoveredFrom: d, CoveredTo: d.Add(30), WorkOnWeekend: []workday.Date{d}},
		"outside":          {CoveredFrom: d, CoveredTo: d.Add(30), OffOnWeekday: []workday.Date{day(t, "2026-10-01")}},
		"listed two times": {CoveredFrom: d, CoveredTo: d.Add(30), OffOnWeekday: []workday.Date{d, d}},
	} {
		if _, err := workday.NewCalendar(e); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

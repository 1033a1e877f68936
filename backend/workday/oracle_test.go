package workday_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/workday"
)

// oracle counts days one by one over time.Time and the rulebook's file, and shares nothing with the package.
type oracle struct {
	off, on map[string]bool
}

func newOracle(t testing.TB) oracle {
	t.Helper()
	raw, err := os.ReadFile("../rulebook/data/holidays.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Off, On []string }
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Off) < 100 {
		t.Fatal(err, len(file.Off))
	}
	o := oracle{map[string]bool{}, map[string]bool{}}
	for _, d := range file.Off {
		o.off[d] = true
	}
	for _, d := range file.On {
		o.on[d] = true
	}
	return o
}

func (o oracle) works(d time.Time) bool {
	name := d.Format("2006-01-02")
	week := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	return (week || o.on[name]) && !o.off[name]
}

// count gives the n-th day that counts after a day (before it for a negative n), not counting those in any span.
func (o oracle) count(from string, n int, workdays bool, spans [][2]string) string {
	d, _ := time.Parse("2006-01-02", from)
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDate(0, 0, step)
		name := d.Format("2006-01-02")
		out := slices.ContainsFunc(spans, func(s [2]string) bool { return name >= s[0] && name < s[1] })
		if !out && (!workdays || o.works(d)) {
			n--
		}
	}
	return d.Format("2006-01-02")
}

func (o oracle) roll(day string) string {
	d, _ := time.Parse("2006-01-02", day)
	for !o.works(d) {
		d = d.AddDate(0, 0, 1)
	}
	return d.Format("2006-01-02")
}

func TestThePackageAgreesWithCountingOnFingers(t *testing.T) {
	c, o := calendar(t), newOracle(t)
	rapid.Check(t, func(t *rapid.T) {
		from := anyDay(t)
		n := rapid.IntRange(0, 130).Draw(t, "n")
		var spans [][2]string
		var suspensions []workday.Suspension
		for i := rapid.IntRange(0, 3).Draw(t, "spans"); i > 0; i-- {
			a := from.Add(rapid.IntRange(-10, 100).Draw(t, "a"))
			b := a.Add(rapid.IntRange(0, 40).Draw(t, "long"))
			spans = append(spans, [2]string{a.String(), b.String()})
			suspensions = append(suspensions, workday.Suspension{From: a, To: b})
		}
		wd := must(t)(c.AddWorkdays(from, n, suspensions...))
		if want := o.count(from.String(), n, true, spans); wd.Legal.String() != want || wd.Strict.String() != want {
			t.Fatalf("%s + %d working days without %v: %s, by fingers %s", from, n, spans, wd.Legal, want)
		}
		cd := must(t)(c.AddDays(from, n, suspensions...))
		if want := o.count(from.String(), n, false, spans); cd.Strict.String() != want || cd.Legal.String() != o.roll(want) {
			t.Fatalf("%s + %d days without %v: %s / %s, by fingers %s", from, n, spans, cd.Strict, cd.Legal, want)
		}
		if back := must(t)(c.SubWorkdays(from, n)); back.Legal.String() != o.count(from.String(), -n, true, nil) {
			t.Fatalf("%s - %d working days: %s", from, n, back.Legal)
		}
		if n > 0 && c.WorkdaysBefore(from, n).String() != o.count(from.String(), -n, true, nil) {
			t.Fatalf("%s - %d working days, without arithmetic: %s", from, n, c.WorkdaysBefore(from, n))
		}
		if between := must(t)(c.CountWorkdays(from, from.Add(n))); between.Counted != c.WorkdaysBetween(from, from.Add(n)) {
			t.Fatalf("%d working days are %d", between.Counted, c.WorkdaysBetween(from, from.Add(n)))
		}
	})
}

func TestCountedByHand(t *testing.T) {
	c := calendar(t)
	for _, g := range []struct {
		name, verb, from string
		n                int
		strict, legal    string
	}{
		{"Saturday 29 December 2018 is worked", "wd", "2018-12-27", 2, "2018-12-29", "2018-12-29"},
		{"and 31 December is not", "wd", "2018-12-29", 1, "2019-01-02", "2019-01-02"},
		{"ends on 31 December 2018, a holiday", "cd", "2018-12-16", 15, "2018-12-31", "2019-01-02"},
		{"2020: the Spring Festival lasted to 2 February", "wd", "2020-01-23", 1, "2020-02-03", "2020-02-03"},
		{"2020: a period that ends on 31 January", "cd", "2020-01-16", 15, "2020-01-31", "2020-02-03"},
		{"2020: 19 January, a Sunday, was worked", "wd", "2020-01-17", 1, "2020-01-19", "2020-01-19"},
		{"May Day 2019 was made longer in March", "wd", "2019-04-26", 3, "2019-04-30", "2019-04-30"},
		{"and Sunday 5 May was worked", "wd", "2019-04-30", 1, "2019-05-05", "2019-05-05"},
		{"New Year's Eve of 2024 was worked", "wd", "2024-02-08", 1, "2024-02-09", "2024-02-09"},
		{"31 August plus six months", "m", "2025-08-31", 6, "2026-02-28", "2026-02-28"},
		{"31 January plus one month", "m", "2024-01-31", 1, "2024-02-29", "2024-02-29"},
		{"leap day plus two years", "m", "2024-02-29", 24, "2026-02-28", "2026-02-28"},
		{"over a leap day", "cd", "2024-02-28", 2, "2024-03-01", "2024-03-01"},
		{"over no leap day", "cd", "2025-02-28", 2, "2025-03-02", "2025-03-03"},
		{"National Day 2025 backwards", "-wd", "2025-10-10", 3, "2025-09-29", "2025-09-29"},
		{"a year back over New Year", "-wd", "2026-01-05", 2, "2025-12-31", "2025-12-31"},
		{"seven working days of service", "wd", "2025-09-26", 7, "2025-10-13", "2025-10-13"},
	} {
		r := reckon(t, c, g.verb, g.from, g.n)
		if r.Strict.String() != g.strict || r.Legal.String() != g.legal {
			t.Errorf("%s: %s / %s, want %s / %s", g.name, r.Strict, r.Legal, g.strict, g.legal)
		}
	}
}

func TestWhatIsNotSettledIsSaidSo(t *testing.T) {
	c := calendar(t)
	for _, g := range []struct {
		name, verb, from string
		n                int
		provisional      bool
	}{
		{"well within", "wd", "2026-12-18", 3, false},
		{"the days that the next notice may move", "wd", "2026-12-25", 1, true},
		{"a natural day among them", "cd", "2026-12-15", 14, true},
		{"natural days across them, ending settled", "cd", "2026-12-01", 10, false},
		{"before the first day covered", "wd", "2016-12-29", 3, true},
		{"back over the first day covered", "-wd", "2017-01-04", 3, true},
		{"the years between", "wd", "2018-12-20", 20, false},
	} {
		r := reckon(t, c, g.verb, g.from, g.n)
		if r.Provisional != g.provisional {
			t.Errorf("%s: provisional %v", g.name, r.Provisional)
		}
	}
}

// TestAnotherTable: a calendar that adopts next year's days counts by them, and a bad table changes nothing.
func TestAnotherTable(t *testing.T) {
	c := calendar(t)
	e := workday.Exceptions{CoveredFrom: day(t, "2017-01-01"), CoveredTo: day(t, "2027-12-31"), OffOnWeekday: []workday.Date{day(t, "2027-01-01")},
		WorkOnWeekend: []workday.Date{day(t, "2026-12-27")}}
	if err := c.Adopt(e); err != nil {
		t.Fatal(err)
	}
	if r := reckon(t, c, "wd", "2026-12-25", 1); r.Legal.String() != "2026-12-27" || r.Provisional {
		t.Errorf("%+v", r)
	}
	e.OffOnWeekday = []workday.Date{day(t, "2027-01-02")} // a Saturday
	if err := c.Adopt(e); err == nil {
		t.Error("a day off on a Saturday is adopted")
	}
	if r := reckon(t, c, "wd", "2026-12-31", 1); r.Legal.String() != "2027-01-04" {
		t.Errorf("the refused table counts: %s", r.Legal)
	}
}

func TestHoursRunOverMidnightAndYears(t *testing.T) {
	for from, want := range map[string]string{"2026-12-31T23:30:00+08:00": "2027-01-01T23:30:00+08:00", "2024-02-28T00:00:00+08:00": "2024-02-29T00:00:00+08:00"} {
		start, _ := time.Parse(time.RFC3339, from)
		if got := workday.AddHours(start, 24).End.Format(time.RFC3339); got != want {
			t.Errorf("24 hours from %s end at %s", from, got)
		}
	}
}

func BenchmarkClocks(b *testing.B) {
	c := calendar(b)
	from, a := day(b, "2026-03-02"), day(b, "2026-03-10")
	span := workday.Suspension{From: a, To: a.Add(10)}
	for b.Loop() {
		if _, err := c.AddDays(from, 90, span); err != nil {
			b.Fatal(err)
		}
	}
}

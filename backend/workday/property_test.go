package workday_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/workday"
)

// anyDay draws a day from 2016 to 2027, year ends more often than others.
func anyDay(t *rapid.T) workday.Date {
	year := rapid.IntRange(2016, 2027).Draw(t, "year")
	n := rapid.OneOf(rapid.IntRange(1, 365), rapid.IntRange(355, 372)).Draw(t, "day of the year")
	return workday.DateOf(time.Date(year, 1, n, 12, 0, 0, 0, time.UTC))
}

func must(t *rapid.T) func(workday.Result, error) workday.Result {
	return func(r workday.Result, err error) workday.Result {
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

func TestAddAndSubWorkdaysUndoEachOther(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d := c.NextWorkday(anyDay(t))
		n := rapid.IntRange(0, 300).Draw(t, "n")
		end := must(t)(c.AddWorkdays(d, n)).Legal
		if n > 0 && !c.IsWorkday(end) {
			t.Fatalf("%s is no working day", end)
		}
		if back := must(t)(c.SubWorkdays(end, n)).Legal; back != d {
			t.Fatalf("%s + %d = %s, - %d = %s", d, n, end, n, back)
		}
		if counted := must(t)(c.CountWorkdays(d, end)).Counted; counted != n {
			t.Fatalf("from %s to %s count %d, want %d", d, end, counted, n)
		}
	})
}

// Later starts and longer periods never end sooner, and no working day is stepped over: across year ends too.
func TestPeriodsKeepTheirOrder(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t), rapid.IntRange(1, 120).Draw(t, "n")
		this := must(t)(c.AddWorkdays(d, n)).Legal
		if next := must(t)(c.AddWorkdays(d, n+1)).Legal; next != c.NextWorkday(this.Add(1)) {
			t.Fatalf("after %s comes %s", this, next)
		}
		if later := must(t)(c.AddWorkdays(d.Add(1), n)).Legal; later.Before(this) {
			t.Fatalf("from %s: %s; from the day after: %s", d, this, later)
		}
		days, more := must(t)(c.AddDays(d, n)), must(t)(c.AddDays(d, n+1))
		if days.Strict != d.Add(n) || days.Legal != c.NextWorkday(days.Strict) || more.Legal.Before(days.Legal) {
			t.Fatalf("%s + %d days: %s / %s, one more: %s", d, n, days.Strict, days.Legal, more.Legal)
		}
		if days.Strict.After(this) {
			t.Fatalf("%d natural days end after %d working days", n, n)
		}
	})
}

// A suspension moves the end on by exactly the counted days it takes away, whatever pieces it comes in.
func TestSuspensionsMoveTheEnd(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t), rapid.IntRange(1, 90).Draw(t, "n")
		from := d.Add(rapid.IntRange(-5, 120).Draw(t, "from"))
		length, cut := rapid.IntRange(0, 60).Draw(t, "length"), rapid.IntRange(0, 60).Draw(t, "cut")
		cut = min(cut, length)
		whole := []workday.Suspension{{From: from, To: from.Add(length)}}
		pieces := []workday.Suspension{{From: from.Add(cut), To: from.Add(length)}, {From: from, To: from.Add(cut)}, {From: from, To: from.Add(cut / 2)}}
		a, b := must(t)(c.AddDays(d, n, whole...)), must(t)(c.AddDays(d, n, pieces...))
		if a.Strict != b.Strict || a.Legal != b.Legal {
			t.Fatalf("whole %s, in pieces %s", a.Strict, b.Strict)
		}
		lost := 0
		for x := d.Add(1); !x.After(a.Strict); x = x.Add(1) {
			if !x.Before(from) && x.Before(from.Add(length)) {
				lost++
			}
		}
		if a.Strict != d.Add(n+lost) {
			t.Fatalf("%s + %d - %d lost = %s", d, n, lost, a.Strict)
		}
	})
}

// The lines of the arithmetic cover every day from the first to the last once, and their counts add up.
func TestTheLinesAddUp(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t), rapid.IntRange(1, 60).Draw(t, "n")
		stop := workday.Suspension{From: d.Add(3), To: d.Add(rapid.IntRange(3, 12).Draw(t, "stop"))}
		r := must(t)(c.AddWorkdays(d, n, stop))
		next, counted := d.Add(1), 0
		for _, s := range r.Steps[1:] {
			switch s.Kind {
			case workday.End:
				if s.From != r.Legal || s.Days != n || next != r.Legal.Add(1) {
					t.Fatalf("end %+v after %s", s, next)
				}
				continue
			case workday.Provisional:
				continue
			case workday.Count, workday.Makeup:
				counted += s.Days
			}
			if s.From != next || s.To.Sub(s.From)+1 != s.Days {
				t.Fatalf("gap before %+v, expected %s", s, next)
			}
			next = s.To.Add(1)
		}
		if counted != n {
			t.Fatalf("the lines count %d of %d", counted, n)
		}
		if last := r.Steps[len(r.Steps)-1]; r.Provisional != (last.Kind == workday.Provisional) {
			t.Fatalf("provisional %v, last line %s", r.Provisional, last.Kind)
		}
	})
}

func TestDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t)
		n := rapid.IntRange(-40_000, 40_000).Draw(t, "n")
		other := d.Add(n)
		if other.Sub(d) != n || other.Add(-n) != d || int(other.Weekday()) != ((int(d.Weekday())+n)%7+7)%7 {
			t.Fatalf("%s + %d = %s", d, n, other)
		}
		if read, err := workday.ParseDate(other.String()); err != nil || read != other {
			t.Fatalf("%s reads as %s (%v)", other, read, err)
		}
		if made, err := workday.NewDate(other.Year(), other.Month(), other.Day()); err != nil || made != other {
			t.Fatalf("%s is made as %s (%v)", other, made, err)
		}
		if d.Compare(other) != -other.Compare(d) || d.Before(other) != (n > 0) || d.After(other) != (n < 0) {
			t.Fatalf("%s and %s do not compare", d, other)
		}
		months := rapid.IntRange(-500, 500).Draw(t, "months")
		m := d.AddMonths(months)
		if got := (m.Year()*12 + int(m.Month())) - (d.Year()*12 + int(d.Month())); got != months || m.Day() > d.Day() {
			t.Fatalf("%s + %d months = %s", d, months, m)
		}
	})
}

func TestDatesInJSON(t *testing.T) {
	type row struct{ D workday.Date }
	for text, want := range map[string]string{`{"D":"2026-03-02"}`: "2026-03-02", `{"D":""}`: ""} {
		var r row
		if err := json.Unmarshal([]byte(text), &r); err != nil || r.D.String() != want {
			t.Errorf("%s: %v %v", text, r, err)
		}
		if out, err := json.Marshal(r); err != nil || string(out) != text {
			t.Errorf("%s comes back as %s", text, out)
		}
	}
	for _, bad := range []string{"2026-02-30", "2026-3-2", "0000-01-01", "20260302", "2026-03-02T00:00:00Z"} {
		if d, err := workday.ParseDate(bad); err == nil {
			t.Errorf("%s passes as %s", bad, d)
		}
	}
	if d := (workday.Date{}); !d.IsZero() || !d.Add(1).IsZero() {
		t.Error("the zero date is a day")
	}
}

package rulebook_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/workday"
)

// fingers reckons periods in the words of the law, one day after another over time.Time, and shares nothing with the program
// but the list of holidays: the day of the event is not counted; "days" that are working days are those on which offices work;
// months and years end on the day of the same number, or on the last day of the month; what ends on a day off ends in law on
// the first working day after it; what must be done some days before an event is counted back from the day before it; hours
// run through; a day that is left out is left out once.
type fingers struct {
	off, on        map[time.Time]bool
	from, to, sure time.Time // the days that the yearly notices cover, and the last that no later notice will change
}

// ended is how a period ends: as the strictest read it, as the law has it, whether the notices may still change it, and
// whether it stands still without an end.
type ended struct {
	strict, legal     string
	provisional, open bool
}

func newFingers(h rulebook.Holidays) fingers {
	o := fingers{off: map[time.Time]bool{}, on: map[time.Time]bool{}, from: dayAt(h.From), to: dayAt(h.To)}
	for _, d := range h.Off {
		o.off[dayAt(d)] = true
	}
	for _, d := range h.On {
		o.on[dayAt(d)] = true
	}
	o.sure = o.to.AddDate(0, 0, -4) // next year's notice has reached back to 29 December
	return o
}

func dayAt(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func (o fingers) works(t time.Time) bool {
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		return o.on[t]
	}
	return !o.off[t]
}

// unsure: a later notice may change the day.
func (o fingers) unsure(t time.Time) bool { return t.Before(o.from) || t.After(o.sure) }

// span is left out from its first day up to but not including the second, or for good if there is none.
type span struct{ from, to string }

func out(t time.Time, spans []span) (is, forGood bool) {
	if len(spans) == 0 {
		return false, false
	}
	name := t.Format(time.DateOnly)
	for _, s := range spans {
		is = is || name >= s.from && (s.to == "" || name < s.to)
		forGood = forGood || name >= s.from && s.to == ""
	}
	return is, forGood
}

// question is a period to be reckoned.
type question struct {
	unit   rulebook.Unit
	back   bool
	from   string
	n      int
	spans  []span
	stated int // days that do not count in all, as far as the file states it
}

func (o fingers) reckon(q question) (e ended) {
	step, t := 1, dayAt(q.from)
	if q.back {
		step = -1
	}
	if q.unit == rulebook.Month || q.unit == rulebook.Year {
		return o.months(q)
	}
	for counted, leftOut := 0, 0; counted < q.n+max(0, q.stated-leftOut); {
		t = t.AddDate(0, 0, step)
		is, forGood := out(t, q.spans)
		for is && (q.back || !forGood) { // nothing ends on a day that is left out
			leftOut++
			t = t.AddDate(0, 0, step)
			is, forGood = out(t, q.spans)
		}
		if forGood && !q.back {
			return ended{open: true}
		}
		if q.unit == rulebook.CalendarDay || o.works(t) {
			counted++
		}
		e.provisional = e.provisional || q.unit == rulebook.Workday && o.unsure(t)
	}
	return o.end(e, t, q)
}

// months: the corresponding day, moved on for each day that was left out on the way to the end.
func (o fingers) months(q question) ended {
	n := q.n
	if q.unit == rulebook.Year {
		n *= 12
	}
	start := dayAt(q.from)
	end := time.Date(start.Year(), start.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	for next := end.AddDate(0, 0, 1); next.Month() == end.Month() && next.Day() <= start.Day(); next = next.AddDate(0, 0, 1) {
		end = next
	}
	for t := start.AddDate(0, 0, 1); len(q.spans) > 0 && !t.After(end); t = t.AddDate(0, 0, 1) {
		is, forGood := out(t, q.spans)
		if forGood {
			return ended{open: true}
		}
		if is {
			end = end.AddDate(0, 0, 1)
		}
	}
	return o.end(ended{}, end, q)
}

func (o fingers) end(e ended, t time.Time, q question) ended {
	other, step := t, 1
	if q.back {
		step = -1
	}
	for q.unit != rulebook.Workday && !o.works(other) {
		other = other.AddDate(0, 0, step)
	}
	if q.back {
		t, other = other, t
	}
	e.strict, e.legal = t.Format(time.DateOnly), other.Format(time.DateOnly)
	e.provisional = e.provisional || o.unsure(t) || o.unsure(other)
	return e
}

func (o fingers) nextYear(from, day string) ended {
	t := dayAt(fmt.Sprintf("%d-%s", dayAt(from).Year()+1, day))
	return o.end(ended{}, t, question{unit: rulebook.YearDate})
}

// tried is a period of a procedure with the facts under which it is tried.
type tried struct {
	*testing.T
	fingers
	p     *rulebook.Procedure
	d     rulebook.Deadline
	n     int
	count int
}

// everyPeriod runs a test for each row of each procedure, a row that several share once.
func everyPeriod(t *testing.T, try func(r *tried)) {
	b := load(t)
	o, seen, asked := newFingers(b.Holidays), map[string]bool{}, 0
	for _, p := range b.Procedures {
		for _, d := range p.Deadlines {
			row, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			if key := string(row); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			r := &tried{T: t, fingers: o, p: p, d: d, n: d.N}
			if d.From == "" { // its first day is told by whoever publishes it
				r.d.From = "supposed.start"
			}
			if i := slices.IndexFunc(b.Parameters, func(v rulebook.Parameter) bool { return v.ID == d.Param }); i >= 0 {
				r.n = whole(t, b.Parameters[i].Value)
			}
			try(r)
			if asked += r.count; t.Failed() {
				return
			}
		}
	}
	rows := 0
	for _, file := range deadlineFiles(t) {
		rows += len(file)
	}
	if t.Logf("%d rows, %d periods", len(seen), asked); len(seen) != rows {
		t.Errorf("%d rows of %d were tried", len(seen), rows)
	}
}

// deadlineFiles are the rows of all files as they stand there.
func deadlineFiles(t *testing.T) (files [][]any) {
	names, err := filepath.Glob("data/*/deadlines.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "data/deadlines.json") {
		var file struct{ Rows []any }
		raw, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(raw, &file)
		}
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file.Rows)
	}
	return files
}

func whole(t *testing.T, value any) int {
	raw, err := json.Marshal(value)
	n := 0
	if err == nil {
		err = json.Unmarshal(raw, &n)
	}
	if err != nil {
		t.Fatal(value, err)
	}
	return n
}

// same holds what the program reckons against what is counted on fingers.
func (r *tried) same(what string, f rulebook.Facts, want ended, pauses ...span) {
	r.Helper()
	if r.count++; r.Failed() {
		return
	}
	var suspensions []workday.Suspension
	for _, s := range pauses {
		from, err := workday.ParseDate(s.from)
		to, err2 := workday.ParseDate(s.to)
		if err != nil || s.to != "" && err2 != nil {
			r.Fatal(s)
		}
		suspensions = append(suspensions, workday.Suspension{From: from, To: to})
	}
	due, ok, err := r.p.Due(r.d, f, suspensions...)
	got := ended{due.Strict.String(), due.Legal.String(), due.Provisional, due.Open}
	if err != nil || !ok || got != want {
		r.Errorf("%s %s, %s, from %v without %v: %+v, on fingers %+v (%v, %v)", r.p.ID, r.d.ID, what, f, pauses, got, want, ok, err)
	}
}

// edges are the days on which reckoning goes wrong: the ends of months, leap days, the days around, in and after each
// holiday and each day worked in exchange, and the turn of the year.
func (o fingers) edges() (days []string) {
	for t := o.from; !t.After(o.to); t = t.AddDate(0, 0, 1) {
		next, before := t.AddDate(0, 0, 1), t.AddDate(0, 0, -1)
		name := t.Format(time.DateOnly)
		turn := o.off[t] != o.off[next] || o.off[t] != o.off[before]
		if next.Day() == 1 || name[5:] == "02-29" || o.on[t] || turn || name[5:] >= "12-28" || name[5:] <= "01-02" {
			days = append(days, name)
		}
	}
	return days
}

func (o fingers) everyDay() (days []string) {
	for t := o.from; !t.After(o.to); t = t.AddDate(0, 0, 1) {
		days = append(days, t.Format(time.DateOnly))
	}
	return days
}

func (r *tried) plain(from string) ended {
	switch {
	case r.d.Unit == rulebook.YearDate:
		return r.nextYear(from, r.d.Day)
	case r.d.Unit == rulebook.Hour: // from the first minute of the day
		last := dayAt(from).Add(time.Duration(r.n) * time.Hour).Format(time.DateOnly)
		return ended{strict: last, legal: last}
	}
	return r.reckon(question{unit: r.d.Unit, back: r.d.Before, from: from, n: r.n})
}

func TestEveryPeriodEndsAsCountedOnFingers(t *testing.T) {
	shapes := map[string]bool{}
	everyPeriod(t, func(r *tried) {
		days, step := r.edges(), 3
		if shape := fmt.Sprint(r.d.Unit, r.n, r.d.Before); !shapes[shape] {
			shapes[shape], step = true, 1
			if r.d.Unit != rulebook.Month && r.d.Unit != rulebook.Year {
				days = r.everyDay()
			}
		}
		for i := len(shapes) % step; i < len(days); i += step {
			from := days[i]
			r.same("plain", rulebook.Facts{r.d.From: from}, r.plain(from))
		}
		if r.d.After == "" {
			return
		}
		first, known := r.p.Deadline(r.d.After)
		if !known {
			r.Fatalf("%s runs after nothing", r.d.ID)
		}
		for _, from := range days { // it begins when the other has ended in law
			other := tried{T: r.T, fingers: r.fingers, d: first, n: first.N}
			r.same("after another", rulebook.Facts{first.From: from}, r.plain(other.plain(from).legal))
		}
	})
}

// starts are some edges, not so many that all that may happen could not be tried from each.
func (r *tried) starts() (days []string) {
	for i, day := range r.edges() {
		if i%23 == len(r.d.ID)%23 && day < "2026-06" {
			days = append(days, day)
		}
	}
	return days
}

// pauses are what a period may be suspended by: over its first day, inside it, over each of the next holidays, over its last
// day, twice over the same days, by no day at all, and without an end.
func (r *tried) pauses(from string) [][]span {
	at := func(n int) string { return dayAt(from).AddDate(0, 0, n).Format(time.DateOnly) }
	last := dayAt(r.plain(from).strict)
	near := func(n int) string { return last.AddDate(0, 0, n).Format(time.DateOnly) }
	all := [][]span{{{at(-3), at(2)}}, {{at(0), at(1)}}, {{at(1), at(2)}}, {{at(2), at(9)}}, {{at(2), at(2)}}, {{at(2), at(12)}, {at(5), at(20)}},
		{{at(2), at(12)}, {at(2), at(12)}}, {{near(-2), near(3)}}, {{near(0), near(1)}}, {{near(1), near(9)}}, {{at(3), ""}}, {{near(0), ""}}, {{near(1), ""}}}
	for d, n := dayAt(from), 0; n < 2 && d.Before(dayAt(from).AddDate(0, 4, 0)); d = d.AddDate(0, 0, 1) {
		if name := d.Format(time.DateOnly); r.off[d] { // from the eve to some day within, and out of it
			n++
			eve, within, after := d.AddDate(0, 0, -1).Format(time.DateOnly), d.AddDate(0, 0, 2).Format(time.DateOnly), d.AddDate(0, 0, 9).Format(time.DateOnly)
			all = append(all, []span{{eve, within}}, []span{{within, after}}, []span{{name, after}}, []span{{eve, after}, {name, within}})
			d = d.AddDate(0, 0, 9)
		}
	}
	return all
}

func TestWhatIsLeftOutIsLeftOutOnce(t *testing.T) {
	everyPeriod(t, func(r *tried) {
		if r.d.Unit == rulebook.Hour || r.d.Unit == rulebook.YearDate {
			return // they run through
		}
		for _, from := range r.starts() {
			q := question{unit: r.d.Unit, back: r.d.Before, from: from, n: r.n}
			for _, pause := range r.pauses(from) {
				q.spans, q.stated = pause, 0
				r.same("suspended", rulebook.Facts{r.d.From: from}, r.reckon(q), pause...)
				for _, e := range r.d.Exclude { // the same days by a step and by the facts of the case
					f := rulebook.Facts{r.d.From: from, e.From: pause[0].from, e.To: pause[0].to}
					if pause[0].to == "" && e.When != "" {
						continue
					}
					r.same("left out twice", f, r.reckon(q), pause...)
					q.spans = pause[:1]
					r.same("left out", f, r.reckon(q))
					for _, stated := range []int{1, 7, 12, 40} {
						if q.stated = stated; r.d.Excluded != "" {
							r.same("left out and stated", with(f, rulebook.Facts{r.d.Excluded: stated}), r.reckon(q))
						}
					}
					q.spans, q.stated = pause, 0
				}
			}
		}
	})
}

func TestEveryExtensionIsCountedOnce(t *testing.T) {
	everyPeriod(t, func(r *tried) {
		if r.d.Extend.Unit != "" || r.d.Extend.Param == "" && r.d.Extend.N == 0 && len(r.d.Extend.Grants) > 0 {
			r.Fatalf("%s is lengthened in a way that nobody has counted", r.d.ID)
		}
		most := r.p.Longest(r.d, rulebook.Facts{})
		for _, from := range r.starts() {
			f, more := rulebook.Facts{r.d.From: from}, 0
			for _, g := range r.d.Extend.Grants {
				f[g.On] = from
				for _, asked := range []int{most + 11, most / 2, most} {
					if g.N == "" && asked != most {
						continue
					}
					given := min(asked, most)
					if g.Free {
						given = asked
					}
					lengthened := maps.Clone(f)
					if g.N != "" {
						lengthened[g.N] = asked
					}
					q := question{unit: r.d.Unit, back: r.d.Before, from: from, n: r.n + more + given}
					r.same("lengthened", lengthened, r.reckon(q))
					for _, pause := range r.pauses(from)[3:8] {
						q.spans = pause
						r.same("lengthened and suspended", lengthened, r.reckon(q), pause...)
					}
				}
				more += most
			}
		}
	})
}

// TestHoursRunThrough in every zone that an instant may be written in, over nights, holidays, and the turn of the year.
func TestHoursRunThrough(t *testing.T) {
	china := time.FixedZone("", 8*60*60)
	everyPeriod(t, func(r *tried) {
		if r.d.Unit != rulebook.Hour {
			return
		}
		for i, from := range r.edges() {
			at := dayAt(from).Add(time.Duration(i*37%1440) * time.Minute)
			for _, written := range []string{at.Format(time.RFC3339), at.In(china).Format("2006-01-02T15:04:05.000Z07:00"), at.In(time.FixedZone("", -5*60*60)).Format(time.RFC3339)} {
				end := at.Add(time.Duration(r.n) * time.Hour).In(china)
				due, _, err := r.p.Due(r.d, rulebook.Facts{r.d.From: written})
				if r.count++; err != nil || !due.At.Equal(end) || due.Legal.String() != end.Format(time.DateOnly) || due.Start.String() != at.In(china).Format(time.DateOnly) {
					r.Fatalf("%s from %s: %s, %s to %s, want %s (%v)", r.d.ID, written, due.At, due.Start, due.Legal, end, err)
				}
			}
			midnight, _, err := r.p.Due(r.d, rulebook.Facts{r.d.From: from})
			if want := dayAt(from).Add(time.Duration(r.n-8) * time.Hour); err != nil || !midnight.At.Equal(want) {
				r.Fatalf("%s from %s: %s, want %s (%v)", r.d.ID, from, midnight.At, want, err)
			}
		}
		if _, _, err := r.p.Due(r.d, rulebook.Facts{r.d.From: "10:00"}); err == nil {
			r.Error("ten o'clock on no day is a time")
		}
	})
}

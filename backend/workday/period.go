package workday

import (
	"time"

	"zhiheng/backend/fault"
)

// maxCount bounds a period: a century of days.
const maxCount = 36_525

// AddWorkdays gives the n-th working day after a day. With n = 0 the period ends on the day itself.
func (c *Calendar) AddWorkdays(start Date, n int, suspensions ...Suspension) (Result, error) {
	return c.now.Load().addWorkdays(start, n, suspensions)
}

func (c *table) addWorkdays(start Date, n int, suspensions []Suspension) (Result, error) {
	r, err := begin("workday.add_workdays", start, n, suspensions)
	if err != nil {
		return Result{}, err
	}
	end := c.walk(&r, start, n, 1, true, suspensions)
	return c.finish(r, end, end)
}

// SubWorkdays gives the n-th working day before a day: what must happen n working days ahead of it happens on that day at
// the latest.
func (c *Calendar) SubWorkdays(start Date, n int, suspensions ...Suspension) (Result, error) {
	return c.now.Load().subWorkdays(start, n, suspensions)
}

func (c *table) subWorkdays(start Date, n int, suspensions []Suspension) (Result, error) {
	r, err := begin("workday.sub_workdays", start, n, suspensions)
	if err != nil {
		return Result{}, err
	}
	end := c.walk(&r, start, n, -1, true, suspensions)
	return c.finish(r, end, end)
}

// CountWorkdays counts the working days after one day up to and including another. It refuses an end before the start.
func (c *Calendar) CountWorkdays(start, end Date, suspensions ...Suspension) (Result, error) {
	return c.now.Load().countWorkdays(start, end, suspensions)
}

func (c *table) countWorkdays(start, end Date, suspensions []Suspension) (Result, error) {
	switch {
	case end.IsZero():
		return Result{}, fault.New(fault.Invalid, "workday.count_workdays", fault.T("没有截止日期", "there is no day to count to"))
	case end.Before(start):
		return Result{}, fault.New(fault.Invalid, "workday.count_workdays", fault.Tf("截止日期 %[1]s 早于起算日期 %[2]s", "%[1]s, the day to count to, is before %[2]s", end, start)).
			WithHint(fault.T("先写较早的一日。", "Write the earlier day first."))
	}
	r, err := begin("workday.count_workdays", start, end.Sub(start), suspensions)
	if err != nil {
		return Result{}, err
	}
	for d := start.Add(1); !d.After(end); d = d.Add(1) {
		c.day(&r, d, true, suspensions)
	}
	return c.finish(r, end, end)
}

// AddDays gives the n-th natural day after a day. If it is not a working day, the legal end moves to the next one.
func (c *Calendar) AddDays(start Date, n int, suspensions ...Suspension) (Result, error) {
	return c.now.Load().addDays(start, n, suspensions)
}

func (c *table) addDays(start Date, n int, suspensions []Suspension) (Result, error) {
	r, err := begin("workday.add_days", start, n, suspensions)
	if err != nil {
		return Result{}, err
	}
	end := c.walk(&r, start, n, 1, false, suspensions)
	return c.finish(r, end, c.nextWorkday(end))
}

// SubDays gives the n-th natural day before a day, as the legal end. If it is not a working day, the strict end is the
// last working day before it.
func (c *Calendar) SubDays(start Date, n int, suspensions ...Suspension) (Result, error) {
	return c.now.Load().subDays(start, n, suspensions)
}

func (c *table) subDays(start Date, n int, suspensions []Suspension) (Result, error) {
	r, err := begin("workday.sub_days", start, n, suspensions)
	if err != nil {
		return Result{}, err
	}
	end := c.walk(&r, start, n, -1, false, suspensions)
	strict := end
	for !strict.IsZero() && !c.isWorkday(strict) {
		strict = strict.Add(-1)
	}
	return c.finish(r, strict, end)
}

// AddMonths gives the corresponding day n months after a day, or the last day of the month if it has none, moved on by
// the days suspended on the way. If it is not a working day, the legal end moves to the next one. A year is 12 months.
func (c *Calendar) AddMonths(start Date, n int, suspensions ...Suspension) (Result, error) {
	return c.now.Load().addMonths(start, n, suspensions)
}

func (c *table) addMonths(start Date, n int, suspensions []Suspension) (Result, error) {
	r, err := begin("workday.add_months", start, n, suspensions)
	if err != nil {
		return Result{}, err
	}
	end := start.AddMonths(n)
	if n > 0 {
		r.First = start.Add(1)
	}
	r.Counted = n
	r.line(Month, start.Add(min(n, 1)), end, n, "%d个月后的对应日", "the corresponding day %d months on", n)
	for d := start.Add(1); !end.IsZero() && !d.After(end); d = d.Add(1) {
		s, stopped := suspended(d, suspensions)
		if !stopped {
			continue
		}
		if openFrom(d, suspensions) {
			return c.stop(r, d, s), nil
		}
		r.run(Suspended, d, suspensionText(s), "")
		end = end.Add(1)
	}
	return c.finish(r, end, c.nextWorkday(end))
}

// AddHours gives the instant n hours on by the clock; nights and holidays count.
func AddHours(start time.Time, n int) HourResult {
	const layout = "2006-01-02 15:04"
	end := start.Add(time.Duration(n) * time.Hour)
	return HourResult{Start: start, End: end, Text: fault.Tf("自%[1]s起满%[2]d小时，至%[3]s，节假日不扣除",
		"%[2]d hours by the clock from %[1]s end at %[3]s; holidays count", start.Format(layout), n, end.Format(layout))}
}

// begin checks what is asked and writes the first line.
func begin(op string, start Date, n int, suspensions []Suspension) (Result, error) {
	switch {
	case start.IsZero():
		return Result{}, fault.New(fault.Invalid, op, fault.T("没有起算日期", "there is no day to count from"))
	case n < 0:
		return Result{}, fault.New(fault.Invalid, op, fault.Tf("期间长度 %d 是负数", "a period of %d is negative", n)).
			WithHint(fault.T("长度写成正数，再选择向后数或者向前数。", "Give the length as a positive number, and say whether to count forwards or back."))
	case n > maxCount:
		return Result{}, fault.New(fault.Invalid, op, fault.Tf("期间长度 %[1]d 超出范围，最长 %[2]d", "a period of %[1]d is out of range: %[2]d is the longest", n, maxCount))
	}
	for _, s := range suspensions {
		if s.From.IsZero() || !s.To.IsZero() && s.To.Before(s.From) {
			return Result{}, fault.New(fault.Invalid, op, fault.Tf("中止期间 %s 至 %s 有误", "the suspension from %s to %s is wrong", s.From, s.To))
		}
	}
	r := Result{Start: start}
	r.line(Start, start, start, 0, "当日不计，从次日起算", "the day itself is not counted")
	return r, nil
}

// walk counts n days in a direction and gives the last, or no day if it runs into an open suspension or off the calendar.
func (c *table) walk(r *Result, start Date, n, direction int, workdays bool, suspensions []Suspension) Date {
	d := start
	for r.Counted < n {
		if d = d.Add(direction); d.IsZero() {
			return Date{}
		}
		if direction > 0 && openFrom(d, suspensions) {
			s, _ := suspended(d, suspensions)
			*r = c.stop(*r, d, s)
			return Date{}
		}
		c.day(r, d, workdays, suspensions)
	}
	return d
}

// day counts or skips one day.
func (c *table) day(r *Result, d Date, workdays bool, suspensions []Suspension) {
	if s, stopped := suspended(d, suspensions); stopped {
		r.run(Suspended, d, suspensionText(s), "")
		return
	}
	kind, source := Count, ""
	if workdays {
		kind = c.quality(d)
		r.Provisional = r.Provisional || !c.settled(d)
		if kind == Holiday || kind == Makeup {
			source = c.notices[d.Year()]
		}
	}
	r.run(kind, d, phrase(kind), source)
}

// finish writes the last lines. A period that runs off the calendar is refused.
func (c *table) finish(r Result, strict, legal Date) (Result, error) {
	if r.Open {
		return r, nil
	}
	if strict.IsZero() || legal.IsZero() {
		return Result{}, fault.New(fault.Invalid, "workday.period", fault.T("期间超出日历范围", "the period runs off the calendar"))
	}
	r.Strict, r.Legal = strict, legal
	last := strict
	if strict.Before(r.Start) {
		last = legal
	}
	r.line(End, last, last, r.Counted, "期间届满（计数 %d）", "the period ends (count %d)", r.Counted)
	switch {
	case strict.Before(legal) && last == strict:
		r.line(Roll, strict, legal, legal.Sub(strict), "末日 %[1]s 非工作日，法律上顺延至 %[2]s", "%[1]s is not a working day; in law the end moves to %[2]s", strict, legal)
	case strict.Before(legal):
		r.line(Roll, strict, legal, legal.Sub(strict), "%[2]s 非工作日，从严提前至 %[1]s", "%[2]s is not a working day; strictly the end moves up to %[1]s", strict, legal)
	}
	r.Provisional = r.Provisional || !c.settled(strict) || !c.settled(legal)
	if r.Provisional {
		from, to := r.Start, legal
		if strict.Before(from) {
			from, to = strict, r.Start
		}
		r.line(Provisional, from, to, 0, "放假安排只收录 %s 至 %s，其余按周末推算；年末几日也可能由下一年的通知调整，待通知公布后复核",
			"holidays are on file from %s to %s only; the rest is reckoned by weekends, and the next notice may still change the last days of the year: to be checked when it is announced", c.from, c.to)
	}
	return r, nil
}

// stop ends a count at a suspension that has no end.
func (c *table) stop(r Result, d Date, s Suspension) Result {
	r.Open = true
	text := suspensionText(s)
	r.Steps = append(r.Steps, Step{Kind: Open, From: d, To: d, Text: fault.T(text.Zh+"，恢复日未定", text.En+", with no end yet")})
	return r
}

func suspended(d Date, suspensions []Suspension) (Suspension, bool) {
	for _, s := range suspensions {
		if s.holds(d) {
			return s, true
		}
	}
	return Suspension{}, false
}

// openFrom tells whether a day lies in a suspension that still lasts.
func openFrom(d Date, suspensions []Suspension) bool {
	for _, s := range suspensions {
		if s.To.IsZero() && s.holds(d) {
			return true
		}
	}
	return false
}

func suspensionText(s Suspension) fault.Text {
	if s.Reason.IsZero() {
		return fault.T("中止，不计", "suspended, not counted")
	}
	return fault.T(s.Reason.Zh+"，不计", s.Reason.In("en")+", not counted")
}

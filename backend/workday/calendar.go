// Package workday counts working days, natural days, months and hours as the law does, over a calendar of public holidays,
// and shows the arithmetic behind every result.
//
// The day of the event itself is never counted: counting begins on the next day. The package is pure; the holidays come
// in as data.
package workday

import (
	"sync/atomic"
	"time"

	"zhiheng/backend/fault"
)

// Exceptions is how the public holidays depart from "Monday to Friday are working days" between two days, both included.
// Days are listed by their own date, whichever year's notice named them. Notices gives, by year, where the arrangement was
// announced; it may be empty.
type Exceptions struct {
	CoveredFrom   Date           `json:"covered_from"`
	CoveredTo     Date           `json:"covered_to"`
	OffOnWeekday  []Date         `json:"off_on_weekday"`
	WorkOnWeekend []Date         `json:"work_on_weekend"`
	Notices       map[int]string `json:"notices,omitempty"`
}

// Calendar tells working days from others. Every answer rests on one table of holidays; [Calendar.Adopt] puts another in its
// place, as when the next year's arrangement is announced. It may be used from many goroutines.
type Calendar struct{ now atomic.Pointer[table] }

// table is the holidays as known at one time. It does not change.
type table struct {
	from, to Date
	except   map[Date]bool // true: a working day at the weekend; false: a holiday on a weekday
	notices  map[int]string
}

// NewCalendar makes a calendar. It refuses a list that contradicts itself: a day off that is at the weekend anyway, a day of
// work that is not, a day listed twice or lying outside the covered days.
func NewCalendar(e Exceptions) (*Calendar, error) {
	c := &Calendar{}
	if err := c.Adopt(e); err != nil {
		return nil, err
	}
	return c, nil
}

// Adopt puts other holidays in the place of those known so far. A list that [NewCalendar] would refuse changes nothing.
func (c *Calendar) Adopt(e Exceptions) error {
	t, err := newTable(e)
	if err == nil {
		c.now.Store(t)
	}
	return err
}

func newTable(e Exceptions) (*table, error) {
	if e.CoveredFrom.IsZero() || e.CoveredTo.Before(e.CoveredFrom) {
		return nil, fault.New(fault.Invalid, "workday.calendar", fault.T("节假日表没有写明起止日期", "the holiday table does not say which days it covers"))
	}
	c := &table{from: e.CoveredFrom, to: e.CoveredTo, except: map[Date]bool{}, notices: map[int]string{}}
	for year, notice := range e.Notices {
		c.notices[year] = notice
	}
	for work, days := range map[bool][]Date{false: e.OffOnWeekday, true: e.WorkOnWeekend} {
		for _, d := range days {
			_, twice := c.except[d]
			if twice || weekend(d) != work || !c.covers(d) {
				return nil, fault.New(fault.Invalid, "workday.calendar",
					fault.Tf("节假日表中的 %s 有误：重复、超出范围，或与星期不符", "%s is wrong in the holiday table: listed twice, out of range, or on the wrong day of the week", d))
			}
			c.except[d] = work
		}
	}
	return c, nil
}

func weekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// IsWorkday tells whether a day is a working day. Outside the covered days it goes by the day of the week alone.
func (c *Calendar) IsWorkday(d Date) bool { return c.now.Load().isWorkday(d) }

// Covers tells whether the holiday arrangements of a day are known.
func (c *Calendar) Covers(d Date) bool { return c.now.Load().covers(d) }

// Settled tells whether no later announcement is expected to touch a day. The last days of the last year covered are known
// but not settled: the next year's arrangement may reach back to them, as that of 2019 did to 29 December 2018.
func (c *Calendar) Settled(d Date) bool { return c.now.Load().settled(d) }

// Covered gives the first and last day whose arrangements are known.
func (c *Calendar) Covered() (from, to Date) { t := c.now.Load(); return t.from, t.to }

// Notice says where the arrangement of a year was announced, "" if that is not known.
func (c *Calendar) Notice(year int) string { return c.now.Load().notices[year] }

// NextWorkday gives the first working day on or after a day.
func (c *Calendar) NextWorkday(d Date) Date { return c.now.Load().nextWorkday(d) }

// WorkdaysBefore gives the n-th working day before a day, without the arithmetic of [Calendar.SubWorkdays].
func (c *Calendar) WorkdaysBefore(d Date, n int) Date {
	for t := c.now.Load(); n > 0 && !d.IsZero(); {
		if d = d.Add(-1); t.isWorkday(d) {
			n--
		}
	}
	return d
}

// WorkdaysBetween counts the working days after one day up to and including a later one; 0 if it is not later.
func (c *Calendar) WorkdaysBetween(from, to Date) (n int) {
	t := c.now.Load()
	for d := from.Add(1); !d.IsZero() && !d.After(to); d = d.Add(1) {
		if t.isWorkday(d) {
			n++
		}
	}
	return n
}

// Quality says what a day is by itself: [Count], [Makeup], [Weekend] or [Holiday].
func (c *Calendar) Quality(d Date) StepKind { return c.now.Load().quality(d) }

// reachBack is how many of the last days of a year the next year's arrangement may touch: New Year's Day on a Tuesday takes
// the Monday before it and makes the Saturday before that a working day.
const reachBack = 4

func (c *table) covers(d Date) bool  { return !d.Before(c.from) && !d.After(c.to) }
func (c *table) settled(d Date) bool { return !d.Before(c.from) && !d.After(c.to.Add(-reachBack)) }

func (c *table) isWorkday(d Date) bool {
	if work, listed := c.except[d]; listed {
		return work
	}
	return !weekend(d)
}

func (c *table) nextWorkday(d Date) Date {
	for !d.IsZero() && !c.isWorkday(d) {
		d = d.Add(1)
	}
	return d
}

// quality says what a day is, for the arithmetic.
func (c *table) quality(d Date) StepKind {
	work, listed := c.except[d]
	switch {
	case listed && work:
		return Makeup
	case listed:
		return Holiday
	case weekend(d):
		return Weekend
	}
	return Count
}

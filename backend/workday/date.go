package workday

import (
	"fmt"
	"time"

	"zhiheng/backend/fault"
)

// Date is a day of the civil calendar, without time or zone, from 0001-01-01 to 9999-12-31. The zero Date is no day at
// all. Dates compare with ==. In text and JSON a Date is YYYY-MM-DD, and the zero Date is "".
type Date struct{ n int32 } // days since 0000-12-31

const maxDay = 3_652_059 // 9999-12-31

// NewDate gives the day of a year, month and day that exist.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day || year < 1 || year > 9999 {
		return Date{}, badDate(fmt.Sprintf("%d-%d-%d", year, month, day))
	}
	return DateOf(t), nil
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, badDate(s)
	}
	return DateOf(t), nil
}

func badDate(s string) error {
	return fault.New(fault.Invalid, "workday.date", fault.Tf("没有“%s”这一天", "there is no day %q", s)).
		WithHint(fault.T("日期请写成 2026-03-02。", "Write a date as 2026-03-02."))
}

// DateOf gives the day that an instant falls on in its own zone.
func DateOf(t time.Time) Date {
	utc := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return Date{int32((utc.Unix()-dayOne)/86_400) + 1}
}

const dayOne = -62_135_596_800 // 0001-01-01 in seconds since 1970

func (d Date) time() time.Time { return time.Unix(dayOne+int64(d.n-1)*86_400, 0).UTC() }

// IsZero tells whether there is no day.
func (d Date) IsZero() bool { return d.n == 0 }

// Year gives the year.
func (d Date) Year() int { return d.time().Year() }

// Month gives the month.
func (d Date) Month() time.Month { return d.time().Month() }

// Day gives the day of the month.
func (d Date) Day() int { return d.time().Day() }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// Add gives the day n days later, or earlier for a negative n. Past either end of the calendar it gives no day.
func (d Date) Add(n int) Date {
	sum := int64(d.n) + int64(n)
	if d.IsZero() || sum < 1 || sum > maxDay {
		return Date{}
	}
	return Date{int32(sum)}
}

// Sub gives the number of days from other to d, negative if d is earlier.
func (d Date) Sub(other Date) int { return int(d.n - other.n) }

// AddMonths gives the corresponding day n months later or earlier, or the last day of that month if it has none.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n > 120_000 || n < -120_000 {
		return Date{}
	}
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	if y := first.Year(); y < 1 || y > 9999 {
		return Date{}
	}
	return DateOf(first).Add(min(t.Day(), last) - 1)
}

// Before tells whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After tells whether d is later than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// Compare is -1, 0 or 1 as d is earlier than, equal to or later than other.
func (d Date) Compare(other Date) int { return min(1, max(-1, int(d.n-other.n))) }

// String is YYYY-MM-DD, or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// MarshalText gives [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD, or "" for no day.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := ParseDate(string(text))
	if err == nil {
		*d = read
	}
	return err
}

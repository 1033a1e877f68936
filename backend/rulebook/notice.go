package rulebook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/workday"
)

// Notice is a year's arrangement of public holidays as it was announced: the days off, weekends among them or not, and the
// weekend days that are worked. Some of its days may lie at the end of the year before. Papers are the addresses of the
// announcement. The form is that in which such arrangements are commonly exchanged.
type Notice struct {
	Year   int         `json:"year"`
	Papers []string    `json:"papers"`
	Days   []NoticeDay `json:"days"`
}

// NoticeDay is one day of a notice.
type NoticeDay struct {
	Name     string `json:"name"`
	Date     string `json:"date"`
	IsOffDay bool   `json:"isOffDay"`
}

// ParseNotice reads a notice from JSON. Keys that it does not know are passed over.
func ParseNotice(raw []byte) (n Notice, err error) {
	if err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), &n); err != nil {
		return n, fault.New(fault.Invalid, "rulebook.notice", fault.T("放假安排文件不是约定的 JSON", "the file of holidays is not the JSON it should be")).
			WithHint(fault.T(`格式为 {"year":2027,"papers":["通知网址"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`,
				`Write {"year":2027,"papers":["address"],"days":[{"name":"New Year","date":"2027-01-01","isOffDay":true}]}`)).WithCause(err)
	}
	return n, nil
}

// lastWeek is the first of the last days of a year, as MM-DD, that belong to the next year's notice.
const lastWeek = "12-25"

// check refuses a notice that contradicts itself or leaves a gap after the days covered.
func (h Holidays) check(n Notice) error {
	const op = "rulebook.notice"
	first, last := yearOf(h.From), yearOf(h.To)
	if n.Year < first || n.Year > last+1 {
		return fault.New(fault.Invalid, op, fault.Tf("%[1]d 年不能收录：现有 %[2]d 至 %[3]d 年，须逐年接续", "%[1]d cannot be added: %[2]d to %[3]d are on file, and years follow one another",
			n.Year, first, last)).WithField("year")
	}
	if !slices.ContainsFunc(n.Papers, wellAddressed) || slices.ContainsFunc(n.Papers, func(p string) bool { return !wellAddressed(p) }) {
		return fault.New(fault.Invalid, op, fault.T("须写明放假通知的网址", "give the address of the announcement")).WithField("papers").
			WithHint(fault.T("例如国务院办公厅通知在 www.gov.cn 的网址。", "Such as the notice of the General Office of the State Council on www.gov.cn."))
	}
	if len(n.Days) == 0 || len(n.Days) > 120 {
		return fault.New(fault.Invalid, op, fault.Tf("一年的放假安排不会有 %[1]d 天", "a year's arrangement does not have %[1]d days", len(n.Days))).WithField("days")
	}
	seen := map[string]bool{}
	from, to := fmt.Sprintf("%04d-%s", n.Year-1, lastWeek), fmt.Sprintf("%04d-12-31", n.Year)
	for _, d := range n.Days {
		wrong := func(zh, en string) error {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s：%[2]s", "%[1]s: %[3]s", d.Date, zh, en)).WithField("days")
		}
		day, err := workday.ParseDate(d.Date)
		switch {
		case err != nil:
			return wrong("没有这一天", "there is no such day")
		case seen[d.Date]:
			return wrong("重复", "listed twice")
		case d.Date < from || d.Date > to:
			return wrong("不属于这一年的安排", "does not belong to this year's arrangement")
		case !d.IsOffDay && !restDay(day):
			return wrong("调休上班的日子应是周六或者周日", "a day worked in exchange is a Saturday or Sunday")
		}
		seen[d.Date] = true
	}
	return nil
}

func yearOf(day string) int {
	n, _ := strconv.Atoi(strings.SplitN(day, "-", 2)[0]) // checked when the book was loaded
	return n
}

func wellAddressed(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func restDay(d workday.Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// With is the holidays after some notices, the latest of each year. A notice replaces all that was known of its year, except
// the last week, which belongs to the next, and of the last week of the year before.
func (h Holidays) With(notices ...Notice) (Holidays, error) {
	list := slices.Clone(notices)
	slices.SortFunc(list, func(a, b Notice) int { return a.Year - b.Year })
	off, on := setOf(h.Off), setOf(h.On)
	announced := map[string]string{}
	for year, notice := range h.Notice {
		announced[year] = notice
	}
	for _, n := range list {
		if err := h.check(n); err != nil {
			return h, err
		}
		from, to := fmt.Sprintf("%04d-%s", n.Year-1, lastWeek), fmt.Sprintf("%04d-%s", n.Year, lastWeek)
		for _, table := range []map[string]bool{off, on} {
			for day := range table {
				if day >= from && day < to {
					delete(table, day)
				}
			}
		}
		for _, d := range n.Days {
			date, _ := workday.ParseDate(d.Date)
			switch {
			case !d.IsOffDay:
				on[d.Date] = true
			case !restDay(date):
				off[d.Date] = true
			}
		}
		announced[strconv.Itoa(n.Year)] = n.Papers[0]
		h.To = max(h.To, fmt.Sprintf("%04d-12-31", n.Year))
	}
	h.Off, h.On, h.Notice = sorted(off), sorted(on), announced
	return h, nil
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, day := range list {
		set[day] = true
	}
	return set
}

func sorted(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for day := range set {
		list = append(list, day)
	}
	slices.Sort(list)
	return list
}

// Announce makes the book count by the holidays that it came with and some notices, the latest of each year.
func (b *Book) Announce(notices ...Notice) error {
	h, err := b.Holidays.With(notices...)
	if err != nil {
		return err
	}
	e, err := h.exceptions()
	if err != nil {
		return fault.Wrap("rulebook.announce", err)
	}
	return b.Calendar.Adopt(e)
}

// NoticeChange is what a notice does to one day. Was and Is say what the day is: workday, weekend, holiday or makeup.
type NoticeChange struct {
	Date string `json:"date"`
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// NoticeEffect is what a notice would change. Mark names it: whoever confirms the notice names what they have seen.
type NoticeEffect struct {
	Year     int            `json:"year"`
	New      bool           `json:"new"`      // the year was not covered
	DaysOff  int            `json:"days_off"` // as the notice counts them, weekends included
	Makeups  int            `json:"makeups"`
	Before   int            `json:"before"` // working days of the year
	After    int            `json:"after"`
	Changes  []NoticeChange `json:"changes"`
	Mark     string         `json:"mark"`
	WorksOut bool           `json:"works_out"` // the working days of the year are as many as a year has had
}

// The fewest and the most working days that a year has had since 2014, when the number of holidays last fell.
const (
	fewestWorkdays = 246
	mostWorkdays   = 252
)

// Effect tells what a notice would change in the holidays as they are with the notices known already.
func (b *Book) Effect(known []Notice, n Notice) (NoticeEffect, error) {
	before, err := b.Holidays.With(known...)
	if err != nil {
		return NoticeEffect{}, err
	}
	others := slices.DeleteFunc(slices.Clone(known), func(k Notice) bool { return k.Year == n.Year })
	after, err := b.Holidays.With(append(others, n)...)
	if err != nil {
		return NoticeEffect{}, err
	}
	was, err := before.calendar()
	if err != nil {
		return NoticeEffect{}, fault.Wrap("rulebook.effect", err)
	}
	is, err := after.calendar()
	if err != nil {
		return NoticeEffect{}, fault.Wrap("rulebook.effect", err)
	}
	e := NoticeEffect{Year: n.Year, New: n.Year > yearOf(before.To), Changes: []NoticeChange{}}
	names := map[string]string{}
	for _, d := range n.Days {
		names[d.Date] = d.Name
		if d.IsOffDay {
			e.DaysOff++
		} else {
			e.Makeups++
		}
	}
	first, err := workday.NewDate(n.Year, time.January, 1)
	if err != nil {
		return e, err
	}
	last := first.AddMonths(12).Add(-1)
	e.Before, e.After = was.WorkdaysBetween(first.Add(-1), last), is.WorkdaysBetween(first.Add(-1), last)
	e.WorksOut = e.After >= fewestWorkdays && e.After <= mostWorkdays
	for d := first.Add(-31); !d.After(last); d = d.Add(1) {
		if a, b := quality(was, d), quality(is, d); a != b {
			e.Changes = append(e.Changes, NoticeChange{d.String(), names[d.String()], a, b})
		}
	}
	e.Mark = effectMark(n, e.Changes)
	return e, nil
}

func quality(c *workday.Calendar, d workday.Date) string {
	if kind := c.Quality(d); kind != workday.Count {
		return string(kind)
	}
	return "workday"
}

func effectMark(n Notice, changes []NoticeChange) string {
	raw, _ := json.Marshal([]any{n, changes}) // strings and numbers
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

package rulebook_test

import (
	"fmt"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/workday"
)

// next is an invented notice for 2027: New Year takes Friday 1 January and makes Sunday 27 December 2026 a working day.
func next() rulebook.Notice {
	n := rulebook.Notice{Year: 2027, Papers: []string{"https://www.example.gov.cn/notice/2027"}}
	add := func(name string, off bool, days ...string) {
		for _, d := range days {
			n.Days = append(n.Days, rulebook.NoticeDay{Name: name, Date: d, IsOffDay: off})
		}
	}
	add("元旦", true, "2026-12-31", "2027-01-01", "2027-01-02")
	add("元旦", false, "2026-12-27")
	add("春节", true, "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11")
	add("春节", false, "2027-02-13")
	add("国庆节", true, "2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07")
	return n
}

func wd(t *testing.T, b *rulebook.Book, from string, n int) (string, bool) {
	t.Helper()
	d, err := workday.ParseDate(from)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Calendar.AddWorkdays(d, n)
	if err != nil {
		t.Fatal(err)
	}
	return r.Legal.String(), r.Provisional
}

func TestANoticeExtendsTheCalendarAndReachesBack(t *testing.T) {
	b, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if day, provisional := wd(t, b, "2026-12-25", 3); day != "2026-12-30" || !provisional {
		t.Errorf("before: %s, provisional %v", day, provisional)
	}
	effect, err := b.Effect(nil, next())
	if err != nil || !effect.New || effect.DaysOff != 15 || effect.Makeups != 2 || effect.Mark == "" {
		t.Fatalf("%+v, %v", effect, err)
	}
	var changes []string
	for _, c := range effect.Changes {
		changes = append(changes, c.Date+" "+c.Was+">"+c.Is)
	}
	if got := strings.Join(changes[:3], ", "); got != "2026-12-27 weekend>makeup, 2026-12-31 workday>holiday, 2027-01-01 workday>holiday" {
		t.Errorf("the changes begin %s", got)
	}
	if effect.Before != 261 || effect.After != 261-1-5-5+1 {
		t.Errorf("working days of 2027: %d, then %d", effect.Before, effect.After)
	}
	if day, _ := wd(t, b, "2026-12-25", 3); day != "2026-12-30" {
		t.Error("looking at the effect changed the calendar")
	}
	if err := b.Announce(next()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from string
		n    int
		want string
	}{{"2026-12-25", 1, "2026-12-27"}, {"2026-12-25", 4, "2026-12-30"}, {"2026-12-30", 1, "2027-01-04"}, {"2027-02-04", 1, "2027-02-12"}, {"2027-02-12", 1, "2027-02-13"}} {
		if day, provisional := wd(t, b, c.from, c.n); day != c.want || provisional {
			t.Errorf("%s + %d: %s (provisional %v), want %s", c.from, c.n, day, provisional, c.want)
		}
	}
	if _, provisional := wd(t, b, "2027-12-27", 1); !provisional {
		t.Error("the last days of 2027 are held to be settled")
	}
}

// TestANoticeReplacesItsYear: a later notice of the same year takes the place of the earlier, and leaves the last week, which
// belongs to the next year's, as it was.
func TestANoticeReplacesItsYear(t *testing.T) {
	b, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	revised := rulebook.Notice{Year: 2018, Papers: []string{"https://www.example.gov.cn/2018"}, Days: []rulebook.NoticeDay{{Name: "端午节", Date: "2018-06-18", IsOffDay: true}}}
	effect, err := b.Effect([]rulebook.Notice{next()}, revised)
	if err != nil || effect.New {
		t.Fatalf("%+v, %v", effect, err)
	}
	for _, c := range effect.Changes {
		if c.Date >= "2018-12-25" || c.Date == "2018-06-18" || c.Date < "2017-12-25" {
			t.Errorf("%s changes", c.Date)
		}
	}
	h, err := b.Holidays.With(next(), revised)
	if err != nil || h.To != "2027-12-31" || h.Notice["2018"] != revised.Papers[0] {
		t.Fatalf("%s, %v", h.To, err)
	}
	again, err := b.Holidays.With(revised, next(), next())
	if err != nil || fmt.Sprint(again.Off, again.On) != fmt.Sprint(h.Off, h.On) {
		t.Errorf("the order of notices matters, %v", err)
	}
	if len(b.Holidays.Off) < 100 || b.Holidays.To != "2026-12-31" {
		t.Error("the book's own holidays were changed")
	}
}

func TestNoticesThatAreRefused(t *testing.T) {
	b, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*rulebook.Notice){
		"a year is skipped":   func(n *rulebook.Notice) { n.Year = 2028 },
		"long ago":            func(n *rulebook.Notice) { n.Year = 1999 },
		"no address":          func(n *rulebook.Notice) { n.Papers = nil },
		"no real address":     func(n *rulebook.Notice) { n.Papers = []string{"国办发明电"} },
		"no days":             func(n *rulebook.Notice) { n.Days = nil },
		"no such day":         func(n *rulebook.Notice) { n.Days[0].Date = "2027-02-30" },
		"listed twice":        func(n *rulebook.Notice) { n.Days[0].Date = n.Days[1].Date },
		"another year's":      func(n *rulebook.Notice) { n.Days[0].Date = "2028-01-01" },
		"November before":     func(n *rulebook.Notice) { n.Days[0].Date = "2026-11-30" },
		"worked on a weekday": func(n *rulebook.Notice) { n.Days[1].IsOffDay = false },
	} {
		n := next()
		change(&n)
		if _, err := b.Effect(nil, n); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
		if err := b.Announce(n); err == nil {
			t.Errorf("%s is announced", name)
		}
	}
	if day, provisional := wd(t, b, "2026-12-25", 1); day != "2026-12-28" || !provisional {
		t.Errorf("a refused notice counts: %s", day)
	}
	for text, good := range map[string]bool{`{"$schema":"x","year":2027,"papers":["https://a.b/c"],"days":[]}`: true, "\xef\xbb\xbf{\"year\":2027}": true, `[]`: false, `year,2027`: false} {
		if _, err := rulebook.ParseNotice([]byte(text)); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}

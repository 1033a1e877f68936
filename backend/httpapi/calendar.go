package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// WorkCalendar is the working days as far as they are known. From and to are the first and last day covered; what lies after
// settled may still move. Days are those that depart from the week.
type WorkCalendar struct {
	From    string         `json:"from"`
	To      string         `json:"to"`
	Settled string         `json:"settled"`
	Years   []CalendarYear `json:"years"`
	Days    []SpecialDay   `json:"days"`
}

// CalendarYear is a year of the calendar. Notice is where its holidays were announced; at and by are set when the office has
// taken the notice up itself.
type CalendarYear struct {
	Year     int             `json:"year"`
	Workdays int             `json:"workdays"`
	Notice   string          `json:"notice"`
	At       string          `json:"at,omitempty"`
	By       *Ref            `json:"by,omitempty"`
	Taken    *HolidaysNotice `json:"taken,omitempty" doc:"the notice as the office took it up"`
}

// SpecialDay is a day that departs from the week: a holiday on a weekday, or a weekend day that is worked.
type SpecialDay struct {
	Date string `json:"date"`
	Kind string `json:"kind" enum:"holiday,makeup"`
}

// HolidaysNotice is a year's arrangement of holidays.
type HolidaysNotice struct {
	Year   int         `json:"year"`
	Papers []string    `json:"papers" maxItems:"10"`
	Days   []NoticeDay `json:"days" maxItems:"200"`
}

// NoticeDay is one day of it: off, or worked in exchange.
type NoticeDay struct {
	Name     string `json:"name" maxLength:"60"`
	Date     string `json:"date" maxLength:"20"`
	IsOffDay bool   `json:"isOffDay"`
}

func (n HolidaysNotice) rules() rulebook.Notice {
	out := rulebook.Notice{Year: n.Year, Papers: n.Papers}
	for _, d := range n.Days {
		out.Days = append(out.Days, rulebook.NoticeDay(d))
	}
	return out
}

func noticeOf(n rulebook.Notice) *HolidaysNotice {
	out := &HolidaysNotice{Year: n.Year, Papers: append([]string{}, n.Papers...), Days: []NoticeDay{}}
	for _, d := range n.Days {
		out.Days = append(out.Days, NoticeDay(d))
	}
	return out
}

// NoticeEffect is what a notice would change. Mark is sent back with the confirmation.
type NoticeEffect struct {
	Year     int            `json:"year"`
	New      bool           `json:"new"`
	DaysOff  int            `json:"days_off"`
	Makeups  int            `json:"makeups"`
	Before   int            `json:"before" doc:"working days of the year as it stands"`
	After    int            `json:"after"`
	Changes  []NoticeChange `json:"changes"`
	Mark     string         `json:"mark"`
	WorksOut bool           `json:"works_out" doc:"the year has about as many working days as years have"`
}

// NoticeChange is what becomes of one day.
type NoticeChange struct {
	Date string `json:"date"`
	Name string `json:"name"`
	Was  string `json:"was" enum:"workday,weekend,holiday,makeup"`
	Is   string `json:"is" enum:"workday,weekend,holiday,makeup"`
}

type confirmedNotice struct {
	Notice HolidaysNotice `json:"notice"`
	Mark   string         `json:"mark" maxLength:"64"`
}

func (s *Server) calendarRoutes() {
	handle(s, http.MethodGet, "/api/calendar", signedIn, "The working days as far as they are known", func(ctx context.Context, _ account.Person, _ *nothing) (WorkCalendar, error) {
		return s.workCalendar(ctx)
	})
	handle(s, http.MethodPost, "/api/calendar/effect", account.ManageSettings, "What a notice of holidays would change", func(ctx context.Context, _ account.Person, in *body[HolidaysNotice]) (NoticeEffect, error) {
		e, err := s.Authority.Effect(ctx, in.Body.rules())
		out := NoticeEffect{e.Year, e.New, e.DaysOff, e.Makeups, e.Before, e.After, []NoticeChange{}, e.Mark, e.WorksOut}
		for _, c := range e.Changes {
			out.Changes = append(out.Changes, NoticeChange(c))
		}
		return out, err
	})
	handle(s, http.MethodPost, "/api/calendar/notices", account.ManageSettings, "Take a notice of holidays up", func(ctx context.Context, actor account.Person, in *body[confirmedNotice]) (WorkCalendar, error) {
		if err := s.Authority.Announce(ctx, actor, in.Body.Notice.rules(), in.Body.Mark); err != nil {
			return WorkCalendar{}, err
		}
		return s.workCalendar(ctx)
	})
}

func (s *Server) workCalendar(ctx context.Context) (out WorkCalendar, err error) {
	calendar := s.Files.Rules.Current().Calendar
	from, to := calendar.Covered()
	out = WorkCalendar{From: from.String(), To: to.String(), Years: []CalendarYear{}, Days: []SpecialDay{}}
	settled := to
	for !calendar.Settled(settled) {
		settled = settled.Add(-1)
	}
	out.Settled = settled.String()
	for d := from; !d.After(to); d = d.Add(1) {
		if kind := calendar.Quality(d); kind == workday.Holiday || kind == workday.Makeup {
			out.Days = append(out.Days, SpecialDay{d.String(), string(kind)})
		}
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		taken, err := authority.AnnouncementsOf(r)
		if err != nil {
			return err
		}
		who := namesFrom(r)
		for year := from.Year(); year <= to.Year(); year++ {
			first, err := workday.ParseDate(strconv.Itoa(year) + "-01-01")
			if err != nil {
				return fault.Wrap("httpapi.calendar", err)
			}
			row := CalendarYear{Year: year, Notice: calendar.Notice(year), Workdays: calendar.WorkdaysBetween(first.Add(-1), first.AddMonths(12).Add(-1))}
			for _, a := range taken {
				if a.Notice.Year == year {
					row.At, row.By, row.Taken = a.At, who.maybe(a.By), noticeOf(a.Notice)
				}
			}
			out.Years = append(out.Years, row)
		}
		return nil
	})
	return out, err
}

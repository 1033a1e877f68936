package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// CaseClocks are all statutory periods of a case: those that have begun, and those that wait for their first day, as they
// would run if it were today.
type CaseClocks struct {
	Today   string  `json:"today"`
	Clocks  []Clock `json:"clocks"`
	Waiting []Clock `json:"waiting"`
}

type clockQuestion struct {
	Kind    string   `query:"kind" maxLength:"60" doc:"of action, such as penalty; the case says it where one is named"`
	ID      string   `query:"id" maxLength:"20" required:"true" doc:"of the period, such as T02"`
	From    string   `query:"from" maxLength:"40" required:"true" doc:"the day of the event it runs from; an instant for hours"`
	Case    string   `query:"case" maxLength:"80" doc:"whose facts hold, its first day excepted"`
	Exclude []string `query:"exclude" maxItems:"40" doc:"spans left out, as 2026-03-10..2026-03-20: the second day counts again"`
	Extend  int      `query:"extend" doc:"by how much it is lengthened, in its own unit"`
}

func (s *Server) clockRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/cases/{id}/clocks", account.ReadCases, "All statutory periods of a case, with their arithmetic", func(ctx context.Context, _ account.Person, in *byID) (CaseClocks, error) {
		return s.caseClocks(ctx, in.ID)
	})
	handle(s, http.MethodGet, "/api/clock", account.ReadCases, "A period as it would run from a day", func(ctx context.Context, _ account.Person, in *clockQuestion) (Clock, error) {
		return s.suppose(ctx, in)
	})
	s.raw(mux, http.MethodGet, "/api/cases/{id}/clocks.ics", account.ReadCases, "The running periods of a case as a calendar file", icsMedia, func(w http.ResponseWriter, r *http.Request, _ account.Person) error {
		return s.caseICS(w, r)
	})
	s.raw(mux, http.MethodGet, "/api/clocks.ics", account.ReadCases, "The running periods of the cases that this person handles as a calendar file", icsMedia, func(w http.ResponseWriter, r *http.Request, actor account.Person) error {
		return s.myICS(w, r, actor)
	})
}

const icsMedia = "text/calendar"

func (s *Server) caseClocks(ctx context.Context, id string) (out CaseClocks, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		g, err := s.glance(r, c)
		if err != nil {
			return err
		}
		waiting, err := s.Files.Waiting(r, c, g.facts)
		out = CaseClocks{Today: s.Files.Today(), Clocks: append([]Clock{}, g.clocks...), Waiting: append([]Clock{}, waiting...)}
		return err
	})
	return out, err
}

func (s *Server) suppose(ctx context.Context, in *clockQuestion) (out Clock, err error) {
	question := casefile.Supposition{Deadline: in.ID, From: in.From, Extend: in.Extend}
	for _, span := range in.Exclude {
		read, err := casefile.ParseSpan(span)
		if err != nil {
			return out, err
		}
		question.Exclude = append(question.Exclude, read)
	}
	if in.Case == "" {
		procedure, known := s.Files.Rules.Current().Procedure(in.Kind)
		if !known {
			return out, fault.New(fault.NotFound, "httpapi.clock", fault.Tf("没有行为类别 %[1]s", "no such kind of action: %[1]s", in.Kind)).WithField("kind")
		}
		clock, err := s.Files.SupposeAlone(procedure, question)
		return clock, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, in.Case)
		if err != nil {
			return err
		}
		facts, err := s.Files.Facts(r, c)
		if err != nil {
			return err
		}
		clock, err := s.Files.Suppose(r, c, facts, question)
		out = clock
		return err
	})
	return out, err
}

func (s *Server) caseICS(w http.ResponseWriter, r *http.Request) error {
	var list []paper.Appointment
	var name string
	err := s.Store.View(r.Context(), func(from *store.Reader) error {
		c, err := casefile.CaseOf(from, r.PathValue("id"))
		if err != nil {
			return err
		}
		name = c.No
		list, err = s.Files.Appointments(from, c, wantedLanguage(r))
		return err
	})
	if err != nil {
		return err
	}
	return s.sendICS(w, name, list)
}

// mostInCalendar bounds how many cases go into one calendar file.
const mostInCalendar = 500

func (s *Server) myICS(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	cases, total, err := s.Files.List(r.Context(), casefile.Filter{Handler: actor.ID, States: s.Files.OpenStates(), Sort: "since", Limit: mostInCalendar})
	if err != nil {
		return err
	}
	if total > mostInCalendar {
		return fault.New(fault.Refused, "httpapi.ics", fault.Tf("在办案件 %[1]d 件，超过一个日历文件的 %[2]d 件", "%[1]d open cases are more than the %[2]d of one calendar file", total, mostInCalendar)).
			WithHint(fault.T("请在案件页逐案导出。", "Export them case by case."))
	}
	var list []paper.Appointment
	err = s.Store.View(r.Context(), func(from *store.Reader) error {
		for _, c := range cases {
			some, err := s.Files.Appointments(from, c, wantedLanguage(r))
			if err != nil {
				return err
			}
			list = append(list, some...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.sendICS(w, actor.Name, list)
}

func wantedLanguage(r *http.Request) string {
	if r.URL.Query().Get("lang") == "en" {
		return "en"
	}
	return "zh"
}

func (s *Server) sendICS(w http.ResponseWriter, name string, list []paper.Appointment) error {
	var out strings.Builder
	if err := paper.WriteICS(&out, name, list, s.options.Clock().In(ledger.Zone)); err != nil {
		return err
	}
	w.Header().Set("Content-Type", icsMedia+"; charset=utf-8")
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name)+".ics")
	_, err := fmt.Fprint(w, out.String())
	return fault.Wrap("httpapi.ics", err)
}

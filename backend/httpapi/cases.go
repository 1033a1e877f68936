package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Clock is a statutory period of a case. State is waiting (its first day is not known; its days are what they would be if it
// began on start_on), running, paused, met, late (done after its end) or overdue. WarnOn is the day, strict or legal, by which
// the office is warned; remind are the days five, three and one working days before it.
type Clock = casefile.Clock

// CaseHead is what the list and the page of a case have in common. Amount is the sum that the case is about, in fen.
type CaseHead struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Title      string `json:"title"`
	Kind       string `json:"kind"`
	Procedure  string `json:"procedure"`
	State      string `json:"state"`
	StateSince string `json:"state_since"`
	Party      string `json:"party"`
	Handlers   []Ref  `json:"handlers"`
	FiledOn    string `json:"filed_on"`
	Amount     int64  `json:"amount"`
	Major      bool   `json:"major"`
	Clock      *Clock `json:"clock,omitempty" doc:"the nearest that still runs"`
	UpdatedAt  string `json:"updated_at"`
	Legacy     string `json:"legacy" enum:",practice,assessment" doc:"a finished dossier, brought in for this alone"`
	Restricted bool   `json:"restricted" doc:"not for everybody"`
}

// CaseRow is a line of the case list. Papers counts them.
type CaseRow struct {
	CaseHead
	Papers int `json:"papers"`
}

// Cases is a page of the case list.
type Cases struct {
	Total int       `json:"total"`
	Cases []CaseRow `json:"cases"`
}

type caseQuery struct {
	Q       string `query:"q" maxLength:"200"`
	State   string `query:"state" maxLength:"60"`
	Kind    string `query:"kind" maxLength:"60" doc:"of action"`
	Phase   string `query:"phase" maxLength:"60"`
	Mine    bool   `query:"mine"`
	Major   bool   `query:"major"`
	Overdue bool   `query:"overdue"`
	Sort    string `query:"sort" maxLength:"20" doc:"due, updated, no, filed or amount; with a leading minus the other way round"`
	Offset  int    `query:"offset" minimum:"0"`
	Limit   int    `query:"limit" minimum:"0" maximum:"500"`
}

type newCase struct {
	Title     string   `json:"title" maxLength:"300"`
	Kind      string   `json:"kind,omitempty" maxLength:"60"`
	Procedure string   `json:"procedure,omitempty" maxLength:"60"`
	Source    string   `json:"source,omitempty" maxLength:"60"`
	Handlers  []string `json:"handlers,omitempty" maxItems:"20"`

	Restriction *restrictOrder `json:"restriction,omitempty" doc:"the case is not for everybody from the first moment"`
}

type fieldValues struct {
	Fields map[string]any `json:"fields"`
}

type answers struct {
	Accept  []string `json:"accept,omitempty" maxItems:"1000"`
	Dismiss []string `json:"dismiss,omitempty" maxItems:"1000"`
}

type moveOrder struct {
	Transition string `json:"transition" maxLength:"80"`
	Note       string `json:"note,omitempty" maxLength:"4000"`
}

// NextSteps are the lawful steps from where a case stands.
type NextSteps struct {
	State string `json:"state"`
	Moves []Move `json:"moves"`
}

// Move is a step. By names the event that makes it; empty means that the moves route does.
type Move struct {
	Transition string     `json:"transition"`
	Label      fault.Text `json:"label"`
	To         string     `json:"to"`
	ToLabel    fault.Text `json:"to_label"`
	Roles      []string   `json:"roles"`
	By         string     `json:"by"`
	Allowed    bool       `json:"allowed"`
	Stops      []Stop     `json:"stops"`
}

// Stop is something in the way: level "block", or "warn" for what one should know.
type Stop struct {
	Level   string     `json:"level" enum:"block,warn"`
	Message fault.Text `json:"message"`
	Article string     `json:"article"`
	Hint    fault.Text `json:"hint"`
}

func stops(list []casefile.Stop) []Stop {
	out := make([]Stop, len(list))
	for i, stop := range list {
		out[i] = Stop(stop)
	}
	return out
}

func (s *Server) caseRoutes() {
	handle(s, http.MethodGet, "/api/cases", account.ReadCases, "The case list", s.listCases)
	handle(s, http.MethodPost, "/api/cases", account.OpenCases, "Open a case", func(ctx context.Context, actor account.Person, in *body[newCase]) (Case, error) {
		c, err := s.Files.Open(ctx, actor, casefile.Opening{Title: in.Body.Title, Kind: in.Body.Kind, Procedure: in.Body.Procedure, Source: in.Body.Source, Handlers: in.Body.Handlers, Restrict: in.Body.Restriction.mark()})
		if err != nil {
			return Case{}, err
		}
		return s.casePage(ctx, c.ID)
	})
	handle(s, http.MethodGet, "/api/cases/{id}", account.ReadCases, "A case", func(ctx context.Context, _ account.Person, in *byID) (Case, error) {
		return s.casePage(ctx, in.ID)
	})
	handle(s, http.MethodPut, "/api/cases/{id}/fields", account.WorkOnCases, "Confirm or correct values; null takes one away",
		func(ctx context.Context, actor account.Person, in *about[fieldValues]) (Case, error) {
			if err := s.Files.SetFields(ctx, actor, in.ID, in.Body.Fields); err != nil {
				return Case{}, err
			}
			return s.casePage(ctx, in.ID)
		})
	handle(s, http.MethodPut, "/api/cases/{id}/handlers", account.WorkOnCases, "Name who handles the case", func(ctx context.Context, actor account.Person, in *about[handlersOrder]) (Case, error) {
		if err := s.Files.SetHandlers(ctx, actor, in.ID, in.Body.Handlers); err != nil {
			return Case{}, err
		}
		return s.casePage(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/proposals", account.WorkOnCases, "Accept and dismiss what was read", func(ctx context.Context, actor account.Person, in *about[answers]) (Case, error) {
		if err := s.Files.Answer(ctx, actor, in.ID, in.Body.Accept, in.Body.Dismiss); err != nil {
			return Case{}, err
		}
		return s.casePage(ctx, in.ID)
	})
	s.moveRoutes()
}

type handlersOrder struct {
	Handlers []string `json:"handlers" minItems:"1" maxItems:"20"`
}

type archiveOrder struct {
	Note string `json:"note,omitempty" maxLength:"4000"`
}

func (s *Server) moveRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/next", account.ReadCases, "The lawful steps from here", func(ctx context.Context, actor account.Person, in *byID) (NextSteps, error) {
		var out NextSteps
		err := s.Store.View(ctx, func(r *store.Reader) error {
			c, err := casefile.CaseOf(r, in.ID)
			out.State = c.State
			return err
		})
		if err != nil {
			return out, err
		}
		list, err := s.Files.Next(ctx, actor, in.ID)
		out.Moves = make([]Move, len(list))
		for i, n := range list {
			out.Moves[i] = Move{n.Transition, n.Label, n.To, n.ToLabel, append([]string{}, n.Roles...), n.By, n.Allowed, stops(n.Stops)}
		}
		return out, err
	})
	handle(s, http.MethodPost, "/api/cases/{id}/moves", account.MoveCases, "Take a step", func(ctx context.Context, actor account.Person, in *about[moveOrder]) (Case, error) {
		if err := s.Files.Move(ctx, actor, in.ID, in.Body.Transition, in.Body.Note); err != nil {
			return Case{}, err
		}
		return s.casePage(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/archive", account.ReadCases, "End the course of a case and close its dossier", func(ctx context.Context, actor account.Person, in *about[archiveOrder]) (Case, error) {
		if err := s.Dossiers.Archive(ctx, actor, in.ID, in.Body.Note); err != nil {
			return Case{}, err
		}
		return s.casePage(ctx, in.ID)
	})
}

// glance is a case with what its facts and clocks say.
type glance struct {
	facts  rulebook.Facts
	clocks []casefile.Clock
}

func (s *Server) glance(from store.Source, c casefile.Case) (g glance, err error) {
	if g.facts, err = s.Files.Facts(from, c); err != nil {
		return g, err
	}
	g.clocks, err = s.Files.Clocks(from, c, g.facts)
	return g, err
}

// nearest is the clock that warns first; nil if none runs.
func (g glance) nearest() *Clock {
	if len(g.clocks) == 0 || !g.clocks[0].Running() {
		return nil
	}
	clock := g.clocks[0]
	clock.Steps = []workday.Step{} // drawn on the case's page only
	return &clock
}

// seen is a glance in short.
func (g glance) seen() seen {
	return seen{clock: g.nearest()}
}

// head shows a case with its handlers and its nearest clock.
func (s *Server) head(from store.Source, who *names, c casefile.Case, what seen) (CaseHead, error) {
	ids, err := casefile.HandlersOf(from, c.ID)
	if err != nil {
		return CaseHead{}, err
	}
	_, restricted, err := casefile.RestrictionOf(from, c.ID)
	handlers := []Ref{}
	for _, id := range ids {
		handlers = append(handlers, who.of(id))
	}
	procedure, _ := s.Files.Procedure(c)
	return CaseHead{ID: c.ID, No: c.No, Title: c.Title, Kind: procedure.Kind, Procedure: c.Procedure, State: c.State, StateSince: c.StateSince, Party: c.Party, Handlers: handlers,
		FiledOn: c.FiledOn, Amount: c.Amount, Major: len(c.Major) > 0, Clock: what.clock, UpdatedAt: c.UpdatedAt, Legacy: c.Legacy, Restricted: restricted}, err
}

func rawValue(raw json.RawMessage) (v any) {
	_ = json.Unmarshal(raw, &v) // what stands in a table was checked when it was written
	return v
}

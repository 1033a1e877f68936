package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Departures are the points at which a case leaves a standard, and which way the reader may give a reason.
type Departures struct {
	Departures []Departure `json:"departures"`
	Review     string      `json:"review" doc:"the open round that the reader examines; empty if there is none"`
	MayReason  bool        `json:"may_reason" doc:"the reader speaks for the office that handles the case"`
}

// Departure is a point of the checklist at which a case leaves the standard, such as a fine outside its band. Text is the reason,
// or with waived why none is asked for; it is empty as long as nobody has given one.
type Departure struct {
	Item     string     `json:"item"`
	Question fault.Text `json:"question"`
	Article  string     `json:"article"`
	Because  []Because  `json:"because"`
	Text     string     `json:"text"`
	Waived   bool       `json:"waived"`
	Stale    bool       `json:"stale" doc:"given for other values, or by somebody who was recused since: it no longer counts"`
	By       *Ref       `json:"by,omitempty"`
	At       string     `json:"at,omitempty"`
}

type departureReason struct {
	Text string `json:"text" maxLength:"8000"`
}

type departureJudged struct {
	Text   string `json:"text" maxLength:"8000"`
	Waived bool   `json:"waived,omitempty" doc:"no reason is asked for; text says why"`
}

type caseDeparture struct {
	ID   string `path:"id" maxLength:"80"`
	Item string `path:"item" maxLength:"20"`
	Body departureReason
}

type roundDeparture struct {
	ID   string `path:"id" maxLength:"80"`
	Item string `path:"item" maxLength:"20"`
	Body departureJudged
}

func departure(d review.Departure, who *names) Departure {
	return Departure{Item: d.Item.ID, Question: d.Item.Question, Article: d.Item.Article, Because: because(d.Seen), Text: d.Text, Waived: d.Waived, Stale: d.Stale, By: who.maybe(d.By), At: d.At}
}

func (s *Server) departureRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/departures", account.ReadInternal, "Where a case leaves a standard, with the reasons", func(ctx context.Context, actor account.Person, in *byID) (Departures, error) {
		return s.departures(ctx, actor, in.ID)
	})
	handle(s, http.MethodPut, "/api/cases/{id}/departures/{item}", account.SubmitReview, "Give the reason why a case leaves a standard; it goes into the review", func(ctx context.Context, actor account.Person, in *caseDeparture) (Departures, error) {
		if err := s.Desk.GiveReason(ctx, actor, in.ID, in.Item, in.Body.Text); err != nil {
			return Departures{}, err
		}
		return s.departures(ctx, actor, in.ID)
	})
	handle(s, http.MethodPut, "/api/reviews/{id}/items/{item}/departure", account.JudgeReview, "As the reviewer, give the reason why a case leaves a standard, or say why none is asked for", func(ctx context.Context, actor account.Person, in *roundDeparture) (Review, error) {
		if err := s.Desk.Depart(ctx, actor, in.ID, in.Item, in.Body.Text, in.Body.Waived); err != nil {
			return Review{}, err
		}
		return s.reviewPage(ctx, in.ID)
	})
}

func (s *Server) departures(ctx context.Context, actor account.Person, id string) (out Departures, err error) {
	out.Departures = []Departure{}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		list, err := s.Desk.Departures(r, c)
		if err != nil {
			return err
		}
		who := namesFrom(r)
		for _, d := range list {
			out.Departures = append(out.Departures, departure(d, who))
		}
		out.Review, out.MayReason, err = s.Desk.MayReason(r, actor, c.ID)
		return err
	})
	return out, err
}

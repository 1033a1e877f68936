package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// OpinionText is the text of an opinion: written from the findings, edited, or signed. Stale means that a finding or the
// opinion has changed since it was edited.
type OpinionText struct {
	Text   string `json:"text"`
	Edited bool   `json:"edited"`
	Stale  bool   `json:"stale"`
	By     *Ref   `json:"by,omitempty"`
	At     string `json:"at"`
}

// Readings is how far a reviewer has read the papers of a case.
type Readings struct {
	Papers []Reading `json:"papers"`
}

// Reading is how far one paper was read. Changed means that it was read, but not as it is now.
type Reading struct {
	Paper   string `json:"paper"`
	Pages   []int  `json:"pages"`
	Changed bool   `json:"changed"`
}

type opinionEdit struct {
	Text string `json:"text" maxLength:"200000" doc:"empty: written from the findings again"`
}

type opinionEditing struct {
	ID   string `path:"id" maxLength:"80"`
	Body opinionEdit
}

type pagesLooked struct {
	Papers []lookedPages `json:"papers" maxItems:"200"`
}

type lookedPages struct {
	Paper string `json:"paper" maxLength:"80"`
	Pages []int  `json:"pages" maxItems:"2000"`
}

func (s *Server) opinionRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/reviews/{id}/opinion-text", account.ReadInternal, "The text of an opinion", func(ctx context.Context, _ account.Person, in *byID) (OpinionText, error) {
		return s.opinionText(ctx, in.ID)
	})
	handle(s, http.MethodPut, "/api/reviews/{id}/opinion-text", account.JudgeReview, "Edit the text of an opinion before it is signed", func(ctx context.Context, actor account.Person, in *opinionEditing) (OpinionText, error) {
		if err := s.Desk.EditOpinion(ctx, actor, in.ID, in.Body.Text); err != nil {
			return OpinionText{}, err
		}
		return s.opinionText(ctx, in.ID)
	})
	s.raw(mux, http.MethodGet, "/api/reviews/{id}/opinion/{form}", account.ReadInternal, "The opinion as a file: docx or pdf", "application/octet-stream", s.opinionFile)
	handle(s, http.MethodGet, "/api/reviews/{id}/reading", account.JudgeReview, "How far I have read the papers", func(ctx context.Context, actor account.Person, in *byID) (Readings, error) {
		return s.readings(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/reviews/{id}/reading", account.JudgeReview, "I have looked at these pages", func(ctx context.Context, actor account.Person, in *about[pagesLooked]) (Readings, error) {
		looked := []review.ReadPages{}
		for _, p := range in.Body.Papers {
			looked = append(looked, review.ReadPages{Paper: p.Paper, Pages: p.Pages})
		}
		if err := s.Desk.Read(ctx, actor, in.ID, looked); err != nil {
			return Readings{}, err
		}
		return s.readings(ctx, actor, in.ID)
	})
}

func (s *Server) opinionText(ctx context.Context, id string) (out OpinionText, err error) {
	draft, err := s.Desk.OpinionOf(ctx, id)
	if err != nil {
		return out, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		out = OpinionText{Text: draft.Text, Edited: draft.Edited, Stale: draft.Stale, By: namesFrom(r).maybe(draft.By), At: draft.At}
		return nil
	})
	return out, err
}

func (s *Server) readings(ctx context.Context, actor account.Person, id string) (out Readings, err error) {
	out.Papers = []Reading{}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		round, err := review.RoundOf(r, id)
		if err != nil {
			return err
		}
		list, err := review.ReadingOf(r, actor.ID, round.Case)
		for _, x := range list {
			out.Papers = append(out.Papers, Reading(x))
		}
		return err
	})
	return out, err
}

// opinionFile hands over the opinion as docx or pdf.
func (s *Server) opinionFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	doc, err := s.Desk.OpinionDocument(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return handOver(w, doc, "opinion", r.PathValue("form"))
}

package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
)

// PaperSplit says which papers a file seems to hold, by its pages, or which it was split into.
type PaperSplit struct {
	Pages  int         `json:"pages"`
	Cuts   []PaperCut  `json:"cuts" doc:"the papers that it seems to hold"`
	Reason *fault.Text `json:"reason,omitempty" doc:"why it cannot be split"`
	Whole  string      `json:"whole" doc:"of a paper that was split off: the file's"`
	Parts  []PaperPart `json:"parts" doc:"of a paper that was split off: all that were"`
}

// PaperCut is a paper within a file.
type PaperCut struct {
	First  int         `json:"first"`
	Last   int         `json:"last"`
	Code   string      `json:"code"`
	Title  string      `json:"title"`
	Reason *fault.Text `json:"reason,omitempty" doc:"why it seems to begin there"`
}

// PaperPart is a paper that was split off.
type PaperPart struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	First int    `json:"first"`
	Pages int    `json:"pages"`
}

// SplitPapers are the papers that a file was split into, in its order.
type SplitPapers struct {
	Papers []string `json:"papers"`
}

type splitOrder struct {
	Parts []struct {
		First int    `json:"first" minimum:"1"`
		Code  string `json:"code" maxLength:"20"`
		Title string `json:"title" maxLength:"300"`
	} `json:"parts" minItems:"2" maxItems:"1000"`
}

func (s *Server) splitRoutes() {
	handle(s, http.MethodGet, "/api/papers/{id}/split", account.ReadCases, "Which papers a file seems to hold", func(ctx context.Context, _ account.Person, in *byID) (PaperSplit, error) {
		plan, err := s.Files.PlanSplit(ctx, in.ID)
		out := PaperSplit{Pages: plan.Pages, Cuts: []PaperCut{}, Whole: plan.Whole, Parts: []PaperPart{}}
		if plan.Reason != nil {
			out.Reason = &fault.As(plan.Reason).Message
		}
		for _, c := range plan.Cuts {
			out.Cuts = append(out.Cuts, PaperCut(c))
		}
		for _, p := range plan.Parts {
			out.Parts = append(out.Parts, PaperPart{p.ID, p.Title, p.First, p.PagesCount})
		}
		return out, err
	})
	handle(s, http.MethodPost, "/api/papers/{id}/split", account.WorkOnCases, "Let a file that holds several papers be several papers", func(ctx context.Context, actor account.Person, in *about[splitOrder]) (SplitPapers, error) {
		var cuts []casefile.Cut
		for _, p := range in.Body.Parts {
			cuts = append(cuts, casefile.Cut{First: p.First, Code: p.Code, Title: p.Title})
		}
		parts, err := s.Files.Split(ctx, actor, in.ID, cuts)
		return SplitPapers{append([]string{}, parts...)}, err
	})
	handle(s, http.MethodPost, "/api/papers/{id}/join", account.WorkOnCases, "Put the file together again that a paper was split from", func(ctx context.Context, actor account.Person, in *byID) (SplitPapers, error) {
		whole, err := s.Files.JoinAgain(ctx, actor, in.ID)
		return SplitPapers{[]string{whole}}, err
	})
}

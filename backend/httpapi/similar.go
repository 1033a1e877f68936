package httpapi

import (
	"context"
	"net/http"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/store"
)

// SimilarCases are cases of the office that are like one, the most similar first.
type SimilarCases struct {
	Cases   []SimilarCase `json:"cases"`
	Types   []string      `json:"types" doc:"what the case is about"`
	Guessed bool          `json:"guessed" doc:"nobody has entered what it is about: the nearest cases were asked"`
	Facts   bool          `json:"facts" doc:"there is a text to compare"`
	Index   IndexState    `json:"index"`
	TookMs  int64         `json:"took_ms"`
	Rate    HitRate       `json:"rate"`

	Others []ForeignCase `json:"others" doc:"decisions of other offices, out of collections; in an order of their own"`
}

// ForeignCase is a decision of a collection that is like the case.
type ForeignCase struct {
	Document string  `json:"document"`
	Name     string  `json:"name" doc:"of the collection"`
	No       string  `json:"no"`
	Title    string  `json:"title"`
	Body     string  `json:"body"`
	On       string  `json:"on"`
	Fine     int64   `json:"fine"`
	Score    float64 `json:"score"`
	Why      Why     `json:"why"`
	Copies   int     `json:"copies"`
}

// HitRate is how many of the cases that reviewers marked were similar, in the whole office.
type HitRate struct {
	Marked  int `json:"marked"`
	Similar int `json:"similar"`
}

// SimilarCase is one of them. Score is for the order alone.
type SimilarCase struct {
	Case     string        `json:"case"`
	No       string        `json:"no"`
	Title    string        `json:"title"`
	Fine     int64         `json:"fine"`
	Degree   string        `json:"degree" doc:"code of the discretion"`
	Score    float64       `json:"score"`
	Why      Why           `json:"why"`
	Decision *PastDecision `json:"decision,omitempty" doc:"none while the case is open"`
	Opinion  *PastOpinion  `json:"opinion,omitempty"`
	Copies   []SimilarCopy `json:"copies" doc:"further cases told in nearly the same words"`
	Marks    []SimilarMark `json:"marks"`
}

// Why is what two cases have in common. Near is set when the fines differ by less than half of the larger.
type Why struct {
	Articles []string `json:"articles"`
	Types    []string `json:"types"`
	Words    []string `json:"words" doc:"facts that both tell, as words"`
	Degree   string   `json:"degree" doc:"code of the discretion, when it is the same"`
	Near     bool     `json:"near"`
}

// PastDecision is how a case ended.
type PastDecision struct {
	Code string `json:"code" doc:"of the paper that carries it"`
	No   string `json:"no"`
	On   string `json:"on"`
}

// PastOpinion is what legal review said of it.
type PastOpinion struct {
	Code string `json:"code"`
	Text string `json:"text"`
	By   Ref    `json:"by"`
	On   string `json:"on"`
}

// SimilarCopy is a case told in nearly the same words as another.
type SimilarCopy struct {
	Case    string `json:"case"`
	No      string `json:"no"`
	Decided bool   `json:"decided"`
	Fine    int64  `json:"fine"`
}

// SimilarMark is what a reviewer said of a similar case.
type SimilarMark struct {
	By      Ref    `json:"by"`
	Similar bool   `json:"similar"`
	At      string `json:"at"`
}

type similarQuery struct {
	ID      string `path:"id" maxLength:"80"`
	Decided bool   `query:"decided" doc:"only cases with a decision"`
	Limit   int    `query:"limit" minimum:"0" maximum:"100"`
}

type similarText struct {
	Text    string `json:"text" minLength:"2" maxLength:"100000"`
	Decided bool   `json:"decided,omitempty"`
	Limit   int    `json:"limit,omitempty" minimum:"0" maximum:"100"`
}

type penaltyQuery struct {
	ID     string `path:"id" maxLength:"80"`
	Others bool   `query:"others" doc:"beside them, what collections of other offices tell"`
}

type markOrder struct {
	Other   string `json:"other" maxLength:"80" doc:"the case that was shown"`
	Similar bool   `json:"similar"`
	Rank    int    `json:"rank,omitempty" minimum:"0" maximum:"1000" doc:"the place at which it was shown, from 1"`
}

func (s *Server) similarRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/similar", account.Search, "Cases like this one, and why", func(ctx context.Context, _ account.Person, in *similarQuery) (SimilarCases, error) {
		return s.similar(ctx, precedent.Past{Case: in.ID, Decided: in.Decided, Limit: in.Limit, May: may(ctx)})
	})
	handle(s, http.MethodPost, "/api/similar", account.Search, "Cases like what a text tells", func(ctx context.Context, _ account.Person, in *body[similarText]) (SimilarCases, error) {
		return s.similar(ctx, precedent.Past{Text: in.Body.Text, Decided: in.Body.Decided, Limit: in.Body.Limit, May: may(ctx)})
	})
	handle(s, http.MethodPost, "/api/cases/{id}/similar/marks", account.JudgeReview, "Say whether a case that was shown is similar", func(ctx context.Context, actor account.Person, in *about[markOrder]) (HitRate, error) {
		if s.Past == nil {
			return HitRate{}, noPast()
		}
		if err := s.Past.Mark(ctx, actor, in.ID, precedent.Mark{Other: in.Body.Other, Similar: in.Body.Similar, Rank: in.Body.Rank}); err != nil {
			return HitRate{}, err
		}
		rate, err := s.Past.HitRate(ctx)
		return HitRate(rate), err
	})
	handle(s, http.MethodGet, "/api/cases/{id}/penalties", account.Search, "What was imposed before under the same articles", func(ctx context.Context, _ account.Person, in *penaltyQuery) (precedent.Penalties, error) {
		if s.Past == nil {
			return precedent.Penalties{}, noPast()
		}
		return s.Past.Penalties(ctx, in.ID, in.Others, may(ctx))
	})
}

func (s *Server) similar(ctx context.Context, ask precedent.Past) (SimilarCases, error) {
	if s.Past == nil {
		return SimilarCases{}, noPast()
	}
	found, err := s.Past.Similar(ctx, ask)
	if err != nil {
		return SimilarCases{}, err
	}
	out := SimilarCases{Cases: []SimilarCase{}, Types: found.Types, Guessed: found.Guessed, Facts: found.Facts, Index: indexState(found.State), TookMs: found.TookMs, Rate: HitRate(found.Rate), Others: []ForeignCase{}}
	for _, f := range found.Others {
		out.Others = append(out.Others, ForeignCase{f.Document, f.Name, f.No, f.Title, f.Body, f.On, f.Fine, f.Score, Why(f.Why), f.Copies})
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		gone, err := dossier.DestroyedCases(r)
		if err != nil {
			return err
		}
		who := namesFrom(r)
		for _, c := range found.Cases {
			if slices.Contains(gone, c.Case) {
				continue
			}
			one := similarCase(c, who)
			if !actorOf(ctx).May(account.ReadInternal) {
				one.Opinion = nil
			}
			out.Cases = append(out.Cases, one)
		}
		return nil
	})
}

func similarCase(c precedent.PastCase, who *names) SimilarCase {
	out := SimilarCase{Case: c.Case, No: c.No, Title: c.Title, Fine: c.Fine, Degree: c.Degree, Score: c.Score, Why: Why(c.Why), Copies: []SimilarCopy{}, Marks: []SimilarMark{}}
	if c.Outcome.Code != "" {
		out.Decision = &PastDecision{c.Outcome.Code, c.Outcome.No, c.Outcome.On}
	}
	if o := c.Outcome.Opinion; o != nil {
		out.Opinion = &PastOpinion{o.Code, o.Text, who.of(o.By), o.On}
	}
	for _, copied := range c.Copies {
		out.Copies = append(out.Copies, SimilarCopy(copied))
	}
	for _, m := range c.Marks {
		out.Marks = append(out.Marks, SimilarMark{who.of(m.By), m.Similar, m.At})
	}
	return out
}

func noPast() error {
	return fault.New(fault.Unavailable, "httpapi.similar", fault.T("类案检索不可用", "similar cases are not available"))
}

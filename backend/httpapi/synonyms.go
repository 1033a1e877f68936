package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// Synonyms are the words of the trade that find each other in a search.
type Synonyms struct {
	Groups    [][]string `json:"groups"`
	At        string     `json:"at" doc:"when they were last changed; empty if never"`
	By        *Ref       `json:"by,omitempty"`
	MayChange bool       `json:"may_change"`
}

type synonymsOrder struct {
	Groups [][]string `json:"groups" maxItems:"1000"`
}

func (s *Server) synonymRoutes() {
	handle(s, http.MethodGet, "/api/synonyms", account.Search, "The office's list of synonyms", func(ctx context.Context, actor account.Person, _ *nothing) (Synonyms, error) {
		return s.synonyms(ctx, actor)
	})
	handle(s, http.MethodPut, "/api/synonyms", account.KeepSynonyms, "Replace the office's list of synonyms; searches know it at once", func(ctx context.Context, actor account.Person, in *body[synonymsOrder]) (Synonyms, error) {
		if s.Past == nil {
			return Synonyms{}, nil
		}
		if err := s.Past.SetSynonyms(ctx, actor, in.Body.Groups); err != nil {
			return Synonyms{}, err
		}
		if s.Index != nil {
			if err := s.Past.TakeSynonyms(ctx, s.Index, s.Past.Others); err != nil {
				return Synonyms{}, err
			}
		}
		return s.synonyms(ctx, actor)
	})
}

func (s *Server) synonyms(ctx context.Context, actor account.Person) (Synonyms, error) {
	out := Synonyms{Groups: [][]string{}, MayChange: actor.May(account.KeepSynonyms)}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		list, err := precedent.SynonymsOf(r)
		for _, g := range list {
			by := namesFrom(r).of(g.By)
			out.Groups, out.At, out.By = append(out.Groups, g.Words), g.At, &by
		}
		return err
	})
}

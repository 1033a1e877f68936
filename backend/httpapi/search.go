package httpapi

import (
	"context"
	"errors"
	"net/http"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// SearchResult is what a search found. Exact is false when Total is a lower bound; Loose says that papers with some of the
// words follow the Whole that hold them all.
type SearchResult struct {
	Total  int        `json:"total"`
	Exact  bool       `json:"exact"`
	Whole  int        `json:"whole"`
	Loose  bool       `json:"loose"`
	TookMs int64      `json:"took_ms"`
	Index  IndexState `json:"index"`
	Hits   []Hit      `json:"hits"`
	Facets []Facet    `json:"facets" doc:"empty unless asked for"`
}

// Facet is a property by which the papers found are counted: exactly, over all that may be seen. What a facet's own filter
// leaves out is counted too, what other filters leave out is not. Others is how many further values there are.
type Facet struct {
	Facet  precedent.Facet `json:"facet" enum:"action,paper,body,year,amount,penalty,article,result,party_type,region,reviewer"`
	Values []FacetValue    `json:"values"`
	Others int             `json:"others"`
}

// FacetValue is one value with its count. Label is what people call it.
type FacetValue struct {
	Value string     `json:"value"`
	Label fault.Text `json:"label"`
	Count int        `json:"count"`
	On    bool       `json:"on" doc:"the search is narrowed down to it"`
}

// IndexState is how the index stands: ready, following (a few changes behind) or rebuilding. It gives no numbers of papers, since
// papers that not everybody may know of are among them.
type IndexState struct {
	State   string `json:"state" enum:"ready,following,rebuilding"`
	Percent int64  `json:"percent" minimum:"0" maximum:"100" doc:"how much of the office is in the index"`
}

// Hit is a paper that was found. Marks are [start, end) in runes of the snippet.
type Hit struct {
	Paper      string   `json:"paper"`
	Case       string   `json:"case"`
	CaseNo     string   `json:"case_no"`
	CaseTitle  string   `json:"case_title"`
	PaperTitle string   `json:"paper_title"`
	Code       string   `json:"code"`
	Page       int      `json:"page"`
	Snippet    string   `json:"snippet"`
	Marks      [][2]int `json:"marks"`
	On         string   `json:"on"`
	Score      float64  `json:"score"`
	Read       bool     `json:"read" doc:"this person opened it from a list of hits before"`
}

type searchQuery struct {
	Q      string   `query:"q" maxLength:"1000"`
	Scope  string   `query:"scope" maxLength:"100" doc:"office, published, collections, or case:ID"`
	Offset int      `query:"offset" minimum:"0" maximum:"100000"`
	Limit  int      `query:"limit" minimum:"0" maximum:"200"`
	Sort   string   `query:"sort" maxLength:"20" doc:"score, newest, oldest or amount"`
	Facets bool     `query:"facets" doc:"count the papers found by every facet"`
	Filter []string `query:"filter,explode" maxItems:"100" doc:"FACET:VALUE, any number of times: one of the values of each facet named"`
}

func (s *Server) searchRoutes() {
	handle(s, http.MethodGet, "/api/search", account.Search, "Search in the papers of all cases", func(ctx context.Context, actor account.Person, in *searchQuery) (SearchResult, error) {
		index, err := s.indexFor(in.Scope)
		if err != nil {
			return SearchResult{}, err
		}
		query, err := s.searchFor(ctx, actor, in.Q, in.Scope, in.Filter)
		if err != nil {
			return SearchResult{}, err
		}
		query.Offset, query.Limit, query.Facets = in.Offset, in.Limit, in.Facets
		if order := precedent.Sort(in.Sort); order == precedent.Newest || order == precedent.Oldest || order == precedent.ByAmount {
			query.Sort = order
		}
		found, err := index.Search(ctx, query)
		if err != nil {
			return SearchResult{}, err
		}
		out := SearchResult{Total: found.Total, Exact: !found.AtLeast, Whole: found.Exact, Loose: found.Loose, TookMs: found.TookMs, Index: indexState(found.State), Hits: []Hit{}}
		if out.Facets, err = s.facets(ctx, found.Facets, query.Filters); err != nil {
			return SearchResult{}, err
		}
		read, err := s.readBy(ctx, actor)
		if err != nil {
			return SearchResult{}, err
		}
		for _, h := range found.Hits {
			out.Hits = append(out.Hits, hitOf(h, read))
		}
		return out, nil
	})
	handle(s, http.MethodPost, "/api/reindex", account.RunVerification, "Make the search index anew", func(context.Context, account.Person, *nothing) (Job, error) {
		if s.Index == nil {
			return Job{}, noIndex()
		}
		return s.jobs.start("reindex", "reindex", fault.T("重建检索索引", "rebuild the search index"), s.rebuild), nil
	})
}

// rebuild has the index made anew by whoever follows the ledger, and waits until it is whole.
func (s *Server) rebuild(ctx context.Context, report func(done, total int64, message fault.Text)) error {
	s.Index.Rebuild()
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return fault.New(fault.Cancelled, "httpapi.reindex", fault.T("不再等待,索引仍在后台重建", "no longer waiting; the index goes on being rebuilt"))
		case <-look.C:
		}
		state := s.Index.State()
		report(state.Done, state.Of, fault.Text{})
		switch state.Phase {
		case precedent.Following:
			return nil
		case precedent.Failing, precedent.Closed:
			return fault.New(fault.Unavailable, "httpapi.reindex", fault.T("索引未能重建", "the index could not be rebuilt")).WithCause(errors.New(state.Reason))
		}
	}
}

func noIndex() error {
	return fault.New(fault.Unavailable, "httpapi.search", fault.T("检索不可用", "search is not available"))
}

func indexState(state precedent.State) IndexState {
	out := IndexState{State: "following", Percent: min(100, 100*state.Done/max(1, state.Of))}
	switch state.Phase {
	case precedent.Following:
		out.State, out.Percent = "ready", 100
	case precedent.Rebuilding:
		out.State = "rebuilding"
	}
	return out
}

package precedent

import (
	"context"
	"errors"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"zhiheng/backend/fault"
)

// Sort is the order of hits.
type Sort string

// The orders of hits. Their names go over the wire.
const (
	ByScore  Sort = ""       // best first
	Newest   Sort = "newest" // by date of the paper; those without come last
	Oldest   Sort = "oldest" // by date of the paper; those without come last
	ByAmount Sort = "amount" // largest first
)

// Query is a search. docs/search.md has the language of Text. Words stand for AND; when words alone find fewer than five
// papers, papers with some of them follow.
type Query struct {
	Text    string
	Case    string             // a case id to search in, "" for the office
	Cases   []string           // case ids to search in, such as those that are published; nil for the office
	Filters map[Facet][]string // values asked for: one of those of each facet
	Limit   int                // 20 if 0, 200 at most
	Offset  int
	Sort    Sort
	Facets  bool
	// May tells whether the person who asks may know of a restricted paper; those that are not restricted are for everyone
	// who may search. What is refused is in no hit, count, facet or snippet. nil refuses them all.
	May func(Paper) bool

	// Gone are case ids of which nothing is found any more, such as those of dossiers that were destroyed.
	Gone []string

	// Internal tells that the person who asks reads the papers of internal volumes.
	Internal bool
}

// Result is what a search found.
type Result struct {
	Total   int           `json:"total"`              // papers found
	AtLeast bool          `json:"at_least,omitempty"` // Total is a lower bound: there was too much text to verify
	Exact   int           `json:"exact"`              // papers that hold all that was asked; less than Total when Loose
	Loose   bool          `json:"loose,omitempty"`    // papers with some of the words follow those with all
	Hits    []Hit         `json:"hits"`
	Facets  []FacetCounts `json:"facets,omitempty"`
	TookMs  int64         `json:"took_ms"`
	State   State         `json:"state"` // how the index stands: a result while rebuilding is not whole
}

// Hit is a paper that was found. Paper is as it stands now; its sensitive strings are starred.
type Hit struct {
	Paper   Paper   `json:"paper"`
	Page    int     `json:"page"` // page of the snippet; 0 when it comes from the title or another field
	Score   float64 `json:"score"`
	Snippet Snippet `json:"snippet"`
}

const (
	defaultHits = 20
	mostHits    = 200
	fewHits     = 5 // fewer than this and words alone are widened
)

// run is one search under way.
type run struct {
	ctx       context.Context
	x         *Index
	view      *view
	terms     *terms
	query     Query
	listed    map[string]bool // query.Cases, once they were needed
	texts     int             // read to verify
	atLeast   bool
	fetchedOf map[uint32]fetched
	cache     map[uint32][]part
}

// Search answers a query. Bad syntax is fault.Invalid and names the place; while the index cannot answer at all it is
// fault.Unavailable.
func (x *Index) Search(ctx context.Context, query Query) (Result, error) {
	n, plain, err := parse(query.Text)
	if err != nil {
		return Result{}, err
	}
	n = x.widen(n)
	if query.Limit <= 0 {
		query.Limit = defaultHits
	}
	query.Limit, query.Offset = min(query.Limit, mostHits), max(query.Offset, 0)
	var res Result
	state, took, err := x.searching(ctx, query, func(q *run) (err error) {
		res, err = q.answer(n, plain)
		return err
	})
	if err != nil {
		return Result{State: state}, err
	}
	res.State, res.TookMs = state, took
	return res, nil
}

// searching runs a search on the latest view and tells how the index stands and how many milliseconds it took.
func (x *Index) searching(ctx context.Context, query Query, search func(q *run) error) (state State, took int64, err error) {
	begin := int64(0)
	if x.opts.Now != nil {
		begin = x.opts.Now().UnixMilli()
	}
	x.life.RLock()
	defer x.life.RUnlock()
	v, err := x.acquire()
	if err != nil {
		return x.State(), 0, x.failed(err)
	}
	defer x.release(v)
	q := &run{ctx: ctx, x: x, view: v, query: query, cache: map[uint32][]part{}, fetchedOf: map[uint32]fetched{},
		terms: &terms{ctx: ctx, view: v, had: map[string]*postings{}, dicts: map[string][]segment.TermDictionary{}}}
	err = guarded(func() error {
		if err := q.overlay(); err != nil {
			return err
		}
		return search(q)
	})
	state = x.State()
	if x.opts.Now != nil {
		took = x.opts.Now().UnixMilli() - begin
	}
	if err != nil {
		return state, took, x.failed(err)
	}
	return state, took, nil
}

// failed sorts an error of a search: one that comes from the engine puts the index in doubt.
func (x *Index) failed(err error) error {
	var known *fault.Error
	if errors.As(err, &known) || cancelled(err) {
		return fault.Wrap("precedent.search", err)
	}
	var source *sourceError
	if errors.As(err, &source) {
		return fault.Wrap("precedent.search", source.err)
	}
	x.distrust(err)
	return fault.New(fault.Unavailable, "precedent.search", fault.T("检索索引有损坏，正在自动重建", "the search index is damaged and is being rebuilt")).
		WithHint(fault.T("案卷和其他功能不受影响，请稍后再试。", "Cases and everything else keep working; try again shortly.")).WithCause(err)
}

// sourceError marks an error of the source, which says nothing against the index.
type sourceError struct{ err error }

func (e *sourceError) Error() string { return e.err.Error() }

// answer evaluates, ranks and cuts out the page of hits that was asked for.
func (q *run) answer(n *node, plain bool) (res Result, err error) {
	base, err := q.base()
	if err != nil {
		return res, err
	}
	filters, err := q.filters()
	if err != nil {
		return res, err
	}
	found, err := q.eval(n, base)
	if err != nil {
		return res, err
	}
	t, err := q.newTally()
	if err != nil {
		return res, err
	}
	defer t.done()
	want := q.wanted(n)
	all := found
	loose := plain && found.count() < fewHits && len(want.pairs)+len(want.lone) > 1
	if loose {
		if all, err = q.loose(t, want, base); err != nil {
			return res, err
		}
		all.join(found)
	}
	if q.query.Facets {
		if res.Facets, err = q.count(all, filters); err != nil {
			return res, err
		}
	}
	all, found = narrowed(all, filters, ""), narrowed(found, filters, "")
	if !loose {
		if _, err = q.score(t, want, all); err != nil {
			return res, err
		}
	}
	res.Total, res.Exact, res.AtLeast = all.count(), found.count(), q.atLeast
	res.Loose = res.Total > res.Exact
	before, err := q.order()
	if err != nil {
		return res, err
	}
	hits := best(all, found, t.scores, q.query.Offset+q.query.Limit+rerankDocs, before)
	if plain && q.query.Sort == ByScore {
		if err := q.rerank(hits, want, before); err != nil {
			return res, err
		}
	}
	return res, q.page(&res, hits, want)
}

// page fills in the hits between Offset and Limit. A paper that has gone in this moment is left out of the count too.
func (q *run) page(res *Result, hits []hitDoc, want wanted) error {
	res.Hits = []Hit{}
	for i := min(q.query.Offset, len(hits)); i < len(hits) && len(res.Hits) < q.query.Limit; i++ {
		hit, ok, err := q.hit(hits[i], want)
		if err != nil {
			return err
		}
		if !ok {
			res.Total--
			if hits[i].exact {
				res.Exact--
			}
			continue
		}
		res.Hits = append(res.Hits, hit)
	}
	return nil
}

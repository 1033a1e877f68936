package precedent_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// office is a ledger in memory: the source that tests index.
type office struct {
	mu      sync.Mutex
	papers  map[string]precedent.Paper
	pages   map[string][]precedent.Page
	changes []precedent.Change
	history string
	reads   func(id string) // called before each text is given
	broken  error           // given instead of texts
}

func newOffice() *office {
	return &office{papers: map[string]precedent.Paper{}, pages: map[string][]precedent.Page{}, history: "a"}
}

// put adds or replaces a paper.
func (o *office) put(p precedent.Paper, pages ...string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.papers[p.ID] = p
	list := make([]precedent.Page, 0, len(pages))
	for i, text := range pages {
		list = append(list, precedent.Page{No: i + 1, Text: text})
	}
	o.pages[p.ID] = list
	o.changes = append(o.changes, precedent.Change{Seq: int64(2*len(o.changes) + 2), Paper: p.ID})
}

// remove takes a paper away.
func (o *office) remove(id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.papers, id)
	delete(o.pages, id)
	o.changes = append(o.changes, precedent.Change{Seq: int64(2*len(o.changes) + 2), Paper: id, Gone: true})
}

func (o *office) Head(context.Context) (precedent.Head, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return precedent.Head{Seq: int64(2*len(o.changes) + 1), Papers: len(o.papers)}, nil
}

func (o *office) Mark(_ context.Context, seq int64) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return fmt.Sprintf("%s-%d", o.history, seq), nil
}

func (o *office) Changes(_ context.Context, after int64, limit int) ([]precedent.Change, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []precedent.Change
	for i := int(max(after, 0) / 2); i < len(o.changes) && len(out) < limit; i++ {
		if c := o.changes[i]; c.Seq > after {
			out = append(out, c)
		}
	}
	return out, nil
}

func (o *office) Paper(_ context.Context, id string) (precedent.Paper, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, ok := o.papers[id]
	if !ok {
		return p, fault.New(fault.NotFound, "office.paper", fault.T("没有这份文书", "no such paper"))
	}
	return p, nil
}

func (o *office) Text(ctx context.Context, id string) ([]precedent.Page, error) {
	if o.reads != nil {
		o.reads(id)
	}
	if o.broken != nil {
		return nil, o.broken
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.pages[id], nil
}

// open opens an index over an office, caught up.
func open(t testing.TB, dir string, o *office) *precedent.Index {
	t.Helper()
	x, err := precedent.Open(dir, o, precedent.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	catchUp(t, x)
	return x
}

func catchUp(t testing.TB, x *precedent.Index) {
	t.Helper()
	if err := x.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// ids searches and gives the ids of the first hits as a set, and checks that the total is their number.
func ids(t testing.TB, x *precedent.Index, query string) map[string]bool {
	t.Helper()
	res, err := x.Search(context.Background(), precedent.Query{Text: query, Limit: 200})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	out := map[string]bool{}
	for _, h := range res.Hits {
		out[h.Paper.ID] = true
	}
	if res.Total <= 200 && res.Total != len(out) {
		t.Fatalf("%s: total %d, hits %d", query, res.Total, len(out))
	}
	return out
}

// counts are the values of a facet with their counts.
func counts(res precedent.Result, facet precedent.Facet) map[string]int {
	out := map[string]int{}
	for _, f := range res.Facets {
		for _, v := range f.Values {
			if f.Facet == facet {
				out[v.Value] = v.Count
			}
		}
	}
	return out
}

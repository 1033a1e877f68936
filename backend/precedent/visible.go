package precedent

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// overlayStep is how many changes behind the index are read at a time.
const overlayStep = 2000

// overlay learns which papers changed since the index read them, so that a paper that was sealed a moment ago is not shown
// because the index is behind. What one search has learnt, the others of the same view know too.
func (q *run) overlay() error {
	v := q.view
	v.mu.Lock()
	after := v.after
	v.mu.Unlock()
	for {
		changes, err := q.x.src.Changes(q.ctx, after, overlayStep)
		if err != nil {
			return &sourceError{err}
		}
		if len(changes) == 0 {
			return nil
		}
		for _, c := range changes {
			n, found, err := v.number(c.Paper)
			if err != nil {
				return err
			}
			after = c.Seq
			if !found {
				continue
			}
			var p *Paper
			if !c.Gone {
				if p, err = q.paper(c.Paper); err != nil {
					return err
				}
			}
			v.mu.Lock()
			v.changed[n] = p
			v.mu.Unlock()
		}
		v.mu.Lock()
		v.after = max(v.after, after)
		v.mu.Unlock()
	}
}

// paper asks the source for a paper: nil when it is gone.
func (q *run) paper(id string) (*Paper, error) {
	p, err := q.x.src.Paper(q.ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, &sourceError{err}
	}
	p.ID = id
	return &p, nil
}

// paperOf asks the source for a paper by its number.
func (q *run) paperOf(n uint32) (*Paper, error) {
	id, err := q.view.id(n)
	if err != nil {
		return nil, err
	}
	return q.paper(id)
}

// base is the set to search in: the papers that the person who asks may know of, in the whole office or in the cases asked for.
func (q *run) base() (set, error) {
	all := q.view.live.clone()
	restricted, err := q.terms.term(fieldRestricted, "1")
	if err != nil {
		return nil, err
	}
	if restricted.n > 0 {
		may, err := q.mayOf(restricted.toSet())
		if err != nil {
			return nil, err
		}
		all.drop(restricted.toSet())
		all.join(may)
	}
	if !q.query.Internal {
		internal, err := q.terms.term(fieldInternal, "1")
		if err != nil {
			return nil, err
		}
		all.drop(internal.toSet())
	}
	for _, id := range q.query.Gone {
		gone, err := q.terms.term(fieldCaseID, fold(id).String())
		if err != nil {
			return nil, err
		}
		all.drop(gone.toSet())
	}
	if q.inCases() {
		within := newSet(q.view.size)
		for _, id := range q.cases() {
			p, err := q.terms.term(fieldCaseID, fold(id).String())
			if err != nil {
				return nil, err
			}
			p.each(within.add)
		}
		all.keep(within)
	}
	q.view.mu.Lock()
	defer q.view.mu.Unlock()
	for n, p := range q.view.changed {
		all.remove(n)
		if p != nil && q.view.live.has(n) && q.may(p) && q.within(p.Case) && !slices.Contains(q.query.Gone, p.Case) {
			all.add(n)
		}
	}
	return all, nil
}

// mayOf asks of each restricted paper whether it may be seen. The papers are kept with the view: those that change since are in
// the overlay.
func (q *run) mayOf(restricted set) (set, error) {
	may := newSet(q.view.size)
	if q.query.May == nil {
		return may, nil
	}
	restricted.keep(q.view.live)
	err := restricted.each(func(n uint32) (bool, error) {
		q.view.mu.Lock()
		p, had := q.view.restricted[n]
		q.view.mu.Unlock()
		if !had {
			var err error
			if p, err = q.paperOf(n); err != nil {
				return false, err
			}
			q.view.mu.Lock()
			q.view.restricted[n] = p
			q.view.mu.Unlock()
		}
		if p != nil && q.may(p) {
			may.add(n)
		}
		return true, q.ctx.Err()
	})
	return may, err
}

// may tells whether the person who asks may know of a paper.
func (q *run) may(p *Paper) bool {
	return (!p.Internal || q.query.Internal) && (!p.Restricted || q.query.May != nil && q.query.May(*p))
}

// inCases tells whether the search is within some cases only.
func (q *run) inCases() bool { return q.query.Case != "" || q.query.Cases != nil }

// cases are those that the search is within: one, or a list, or one if it is on the list.
func (q *run) cases() []string {
	if q.query.Case == "" {
		return q.query.Cases
	}
	if !q.within(q.query.Case) {
		return nil
	}
	return []string{q.query.Case}
}

func (q *run) within(caseID string) bool {
	if q.query.Case != "" && caseID != q.query.Case {
		return false
	}
	if q.query.Cases == nil {
		return true
	}
	if q.listed == nil {
		q.listed = make(map[string]bool, len(q.query.Cases))
		for _, id := range q.query.Cases {
			q.listed[id] = true
		}
	}
	return q.listed[caseID]
}

// fetched is a paper with its pages as the source gives them now: nil when it is gone.
type fetched struct {
	paper *Paper
	pages []Page
}

// fetch reads a paper with its pages: nil when it is gone, or may no longer be seen.
func (q *run) fetch(n uint32) (*Paper, []Page, error) {
	if f, had := q.fetchedOf[n]; had {
		return f.paper, f.pages, nil
	}
	id, err := q.view.id(n)
	if err != nil {
		return nil, nil, err
	}
	p, err := q.paper(id)
	if err != nil {
		return nil, nil, err
	}
	var pages []Page
	if p != nil && !q.may(p) {
		p = nil
	}
	if p != nil {
		pages, err = q.x.src.Text(q.ctx, id)
		if fault.KindOf(err) == fault.NotFound {
			p, pages = nil, nil
		} else if err != nil {
			return nil, nil, &sourceError{err}
		}
	}
	if len(q.fetchedOf) < 2*rerankDocs {
		q.fetchedOf[n] = fetched{p, pages}
	}
	return p, pages, nil
}

// partsOf is what is searched in a paper, as the source gives it now: nothing when it is gone. Some are kept.
func (q *run) partsOf(n uint32) ([]part, error) {
	if parts, had := q.cache[n]; had {
		return parts, nil
	}
	p, pages, err := q.fetch(n)
	if err != nil || p == nil {
		return nil, err
	}
	parts := compose(*p, pages, secretsOf(*p, pages))
	if len(q.cache) < mostHits {
		q.cache[n] = parts
	}
	return parts, nil
}

// holds tells whether a paper's text, as the source gives it now, holds a folded phrase.
func (q *run) holds(n uint32, phrase []rune) (bool, error) {
	if _, had := q.cache[n]; !had {
		p, pages, err := q.fetch(n)
		if err != nil || p == nil {
			return false, err
		}
		if holdsAsWritten(p, pages, phrase) {
			return true, nil
		}
	}
	parts, err := q.partsOf(n)
	if err != nil {
		return false, err
	}
	for _, part := range parts {
		if contains(part.r, phrase) {
			return true, nil
		}
	}
	return false, nil
}

// holdsAsWritten is the quick way to a yes: a phrase of nothing but Han characters that stands in a page as it is, in a
// paper that hides nothing, stands in the folded text too.
func holdsAsWritten(p *Paper, pages []Page, phrase []rune) bool {
	if len(p.Sensitive) > 0 {
		return false
	}
	for _, c := range phrase {
		if !isHan(c) {
			return false
		}
	}
	s := string(phrase)
	for _, page := range pages {
		if namesInformant(page.Text) {
			return false
		}
		if strings.Contains(page.Text, s) {
			return true
		}
	}
	return false
}

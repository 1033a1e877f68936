package precedent

import (
	"strings"

	"zhiheng/backend/fault"
)

// mostChanged bounds how many changes behind the index one search looks at by themselves.
const mostChanged = 2000

// overlay learns which papers changed since the index read them, so that a paper that was sealed a moment ago is not shown
// because the index is behind.
func (q *run) overlay() error {
	after := max(q.view.record.Seq, q.view.record.Floor)
	q.changed = map[string]*Paper{}
	for {
		changes, err := q.x.src.Changes(q.ctx, after, mostChanged+1)
		if err != nil {
			return &sourceError{err}
		}
		if len(changes) == 0 {
			return nil
		}
		if len(q.changed)+len(changes) > mostChanged {
			q.always = true
			return nil
		}
		for _, c := range changes {
			after = c.Seq
			if _, found, err := q.view.number(c.Paper); err != nil {
				return err
			} else if found {
				p, err := q.paper(c.Paper)
				if err != nil {
					return err
				}
				if c.Gone {
					p = nil
				}
				q.changed[c.Paper] = p
			}
		}
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

// card gives a paper's card by number, as it is indexed.
func (q *run) card(d uint32) (*card, error) { return q.view.card(d) }

// visible tells whether the person who asks may know of a paper. Each paper is decided once in a search.
func (q *run) visible(d uint32) (bool, error) {
	if q.seen.has(d) {
		return q.shown.has(d), nil
	}
	if err := q.ctx.Err(); err != nil {
		return false, err
	}
	c, err := q.card(d)
	if err != nil {
		return false, err
	}
	now := &c.Paper
	if fresh, ok := q.changed[c.ID]; ok {
		now = fresh
	} else if q.always {
		if now, err = q.paper(c.ID); err != nil {
			return false, err
		}
	}
	ok := now != nil && (q.query.Case == "" || now.Case == q.query.Case) && q.query.May(*now)
	q.seen.add(d)
	if ok {
		q.shown.add(d)
	}
	return ok, nil
}

// holds tells whether a paper's text, as the source gives it now, holds a folded phrase.
func (q *run) holds(d uint32, phrase []rune) (bool, error) {
	parts, ok := q.cache[d]
	if !ok {
		c, err := q.card(d)
		if err != nil {
			return false, err
		}
		q.texts++
		p, pages, err := q.fetch(c.ID)
		if err != nil || p == nil {
			return false, err
		}
		if holdsAsWritten(p, pages, phrase) {
			return true, nil
		}
		parts = compose(*p, pages, secretsOf(*p, pages))
		if len(q.cache) < mostHits {
			q.cache[d] = parts
		}
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

// fetch reads a paper with its pages: nil when it is gone.
func (q *run) fetch(id string) (*Paper, []Page, error) {
	p, err := q.paper(id)
	if err != nil || p == nil {
		return nil, nil, err
	}
	pages, err := q.x.src.Text(q.ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, &sourceError{err}
	}
	return p, pages, nil
}

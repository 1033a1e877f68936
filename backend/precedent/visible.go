package precedent

import "zhiheng/backend/fault"

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

// text gives what is searched in a paper, from the source. A paper that is gone has none.
func (q *run) text(d uint32) ([]part, error) {
	if parts, ok := q.cache[d]; ok {
		return parts, nil
	}
	c, err := q.card(d)
	if err != nil {
		return nil, err
	}
	q.texts++
	p, pages, err := q.fetch(c.ID)
	if err != nil || p == nil {
		return nil, err
	}
	parts := compose(*p, pages, foldAll(p.Sensitive))
	if len(q.cache) < mostHits {
		q.cache[d] = parts
	}
	return parts, nil
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

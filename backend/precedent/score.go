package precedent

import "math"

// BM25 as it is in the literature: how much a repeated word adds, and how much a long paper is held against it.
const (
	k1 = 1.2
	b  = 0.75
)

// weights are what a token adds to a score by its class of how often it stands and the class of the paper's length, before
// its rarity. Each class adds to those below it.
type weights [][256]float32

func (v *view) weights() (weights, error) {
	average, err := v.averageLength()
	if err != nil {
		return nil, err
	}
	w := make(weights, len(often))
	for length := range 256 {
		norm, below := k1*(1-b+b*lengthOf(length)/average), 0.0
		for class, o := range often {
			full := o.as * (k1 + 1) / (o.as + norm)
			w[class][length] = float32(full - below)
			below = full
		}
	}
	return w, nil
}

// tally adds up scores of the papers of a view.
type tally struct {
	q      *run
	by     weights
	scores []float32 // by number
}

// newTally takes a list of scores, all zero. The caller gives it back by done.
func (q *run) newTally() (*tally, error) {
	w, err := q.view.weights()
	if err != nil {
		return nil, err
	}
	if had, ok := q.view.scores.Get().([]float32); ok {
		return &tally{q, w, had}, nil
	}
	return &tally{q, w, make([]float32, q.view.size)}, nil
}

func (t *tally) done() {
	clear(t.scores)
	t.q.view.scores.Put(t.scores) //nolint:staticcheck // a slice of some megabytes: its header does not matter
}

// add adds what a token of the body is worth to the papers of a set that hold it, or to all if among is nil.
func (t *tally) add(token string, worth float64, among set, few int) error {
	for class := range often {
		p, err := t.q.terms.term(fieldBody, oftenTerm(token, class))
		if err != nil || p.n == 0 { // nor will there be any of the classes above
			return err
		}
		for i, list := range p.in {
			s := t.q.view.segs[i]
			lengths, err := s.lengths()
			if err != nil {
				return err
			}
			t.stretch(list, s, lengths, &t.by[class], float32(worth), among, few)
		}
	}
	return nil
}

// stretch adds what one segment's papers get.
func (t *tally) stretch(list stretch, s *seg, lengths []uint8, by *[256]float32, worth float32, among set, few int) {
	scores := t.scores[s.first : s.first+s.papers]
	if among == nil {
		list.each(0, func(n uint32) { scores[n] += worth * by[lengths[n]] })
		return
	}
	part := s.of(among)
	if list.bits != nil && few*8 < list.count() {
		_ = part.each(func(n uint32) (bool, error) {
			if list.bits.Contains(n) {
				scores[n] += worth * by[lengths[n]]
			}
			return true, nil
		})
		return
	}
	list.each(0, func(n uint32) {
		if part.has(n) {
			scores[n] += worth * by[lengths[n]]
		}
	})
}

// holding tells how many papers hold a token in their body.
func (t *terms) holding(token string) (int, error) {
	p, err := t.term(fieldBody, token)
	if err != nil {
		return 0, err
	}
	return p.n, nil
}

// share estimates which part of the papers holds a character, from how many hold each pair that begins with it, as if these
// fell independently. It is kept for as long as the index has about the same size.
func (q *run) share(c rune) (float64, error) {
	v := q.view
	q.x.mu.Lock() // views share them
	s, ok := v.shares[c]
	q.x.mu.Unlock()
	if ok {
		return s, nil
	}
	var sum float64
	for _, seg := range v.segs {
		err := eachTerm(seg.at, fieldBody, string(c), func(term string, p stretch) error {
			if isPlain(term) {
				sum += float64(p.count())
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	s = 1 - math.Exp(-sum/math.Max(1, float64(v.record.Papers)))
	q.x.mu.Lock()
	defer q.x.mu.Unlock()
	v.shares[c] = s
	return s, nil
}

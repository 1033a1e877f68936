package precedent

import (
	"context"
	"math"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"
)

// BM25 as it is in the literature: how much a repeated word adds, and how much a long paper is held against it.
const (
	k1 = 1.2
	b  = 0.75
)

// postings are the papers that hold a term, in order, with the weight that the term has in each, without its rarity.
type postings struct {
	docs   []uint32
	weight []float32 // nil when not asked for
}

// terms reads postings from a view and keeps them for the length of a search.
type terms struct {
	ctx  context.Context
	view *view
	had  map[string]*postings
}

// term reads the papers that hold a whole term in a field.
func (t *terms) term(field, term string) (*postings, error) {
	key := field + "\x00" + term
	if p := t.had[key]; p != nil {
		return p, nil
	}
	scored := field == fieldBody
	r, err := t.view.snap.TermFieldReader(t.ctx, []byte(term), field, scored, scored, false)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p := &postings{docs: make([]uint32, 0, r.Count())}
	if scored {
		p.weight = make([]float32, 0, r.Count())
	}
	average := t.view.record.averageLength()
	var doc index.TermFieldDoc
	for {
		d, err := r.Next(&doc)
		if err != nil {
			return nil, err
		}
		if d == nil {
			break
		}
		if len(p.docs)%4096 == 0 && t.ctx.Err() != nil {
			return nil, t.ctx.Err()
		}
		n := d.ID.Value()
		if n >= uint64(t.view.size) {
			return nil, errDoubt
		}
		p.docs = append(p.docs, uint32(n))
		if scored {
			p.weight = append(p.weight, weigh(float64(d.Freq), d.Norm, average))
		}
	}
	t.had[key] = p
	return p, nil
}

// count tells how many papers hold a term in a field, without reading which.
func (t *terms) count(field, term string) (uint64, error) {
	if p := t.had[field+"\x00"+term]; p != nil {
		return uint64(len(p.docs)), nil
	}
	r, err := t.view.snap.TermFieldReader(t.ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.Count(), nil
}

// weigh is a term's share in a paper's score before its rarity. Bleve keeps the length as one over its root.
func weigh(freq, norm, average float64) float32 {
	length := average
	if norm > 0 {
		length = 1 / (norm * norm)
	}
	return float32(freq * (k1 + 1) / (freq + k1*(1-b+b*length/average)))
}

// rarity is the inverse document frequency of a term, never below zero.
func (t *terms) rarity(p *postings) float64 {
	n, df := float64(t.view.record.Papers), float64(len(p.docs))
	return math.Log(1 + math.Max(0, n-df+0.5)/(df+0.5))
}

// character reads the papers that hold one Han character anywhere: as the first of a pair, alone, or at the end of a run.
func (t *terms) character(c rune) (*postings, error) {
	key := "\x00" + string(c)
	if p := t.had[key]; p != nil {
		return p, nil
	}
	found := newSet(t.view.size)
	gather := func(field, term string) error {
		r, err := t.view.snap.TermFieldReader(t.ctx, []byte(term), field, false, false, false)
		if err != nil {
			return err
		}
		defer r.Close()
		var doc index.TermFieldDoc
		for {
			d, err := r.Next(&doc)
			if err != nil || d == nil {
				return err
			}
			if d.ID.Value() >= uint64(t.view.size) {
				return errDoubt
			}
			found.add(uint32(d.ID.Value()))
		}
	}
	dict, err := t.view.snap.FieldDictPrefix(fieldBody, []byte(string(c)))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if utf8.RuneCountInString(entry.Term) > 2 {
			continue
		}
		if err := gather(fieldBody, entry.Term); err != nil {
			return nil, err
		}
	}
	if err := gather(fieldTail, string(c)); err != nil {
		return nil, err
	}
	p := &postings{}
	_ = found.each(func(n uint32) (bool, error) {
		p.docs = append(p.docs, n)
		p.weight = append(p.weight, 1)
		return true, nil
	})
	t.had[key] = p
	return p, nil
}

// toSet makes a set of postings.
func (p *postings) toSet(size int) set {
	s := newSet(size)
	for _, n := range p.docs {
		s.add(n)
	}
	return s
}

// live is the set of all papers in a view.
func (v *view) live() (set, error) {
	s := newSet(v.size)
	for i, seg := range v.snap.Segments() {
		it := seg.DocNumbersLive().Iterator()
		for it.HasNext() {
			n := v.offsets[i] + uint64(it.Next())
			if n >= uint64(v.size) {
				return nil, errDoubt
			}
			s.add(uint32(n))
		}
	}
	return s, nil
}

package precedent

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// stretch are the papers of one segment that hold a term, as the segment keeps them: a bitmap, or a single number. Papers that
// have been deleted since are among them.
type stretch struct {
	bits *roaring.Bitmap // nil when there is one, or none
	one  uint32
	lone bool
}

// count is how many there are.
func (p stretch) count() int {
	switch {
	case p.bits != nil:
		return int(p.bits.GetCardinality())
	case p.lone:
		return 1
	}
	return 0
}

// each calls f for every number, with first added to it.
func (p stretch) each(first uint32, f func(uint32)) {
	if p.lone {
		f(first + p.one)
	}
	if p.bits == nil {
		return
	}
	var buf [512]uint32
	for it := p.bits.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		for _, d := range buf[:n] {
			f(first + d)
		}
	}
}

// common counts the numbers that are in a segment's part of a set too. Dense is the same part as a bitmap.
func (p stretch) common(in set, dense *roaring.Bitmap) int {
	if p.lone && in.has(p.one) {
		return 1
	}
	if p.bits != nil {
		return int(p.bits.AndCardinality(dense))
	}
	return 0
}

// stretchOf reads the papers of a segment that hold a term.
func stretchOf(dict segment.TermDictionary, term []byte) (p stretch, err error) {
	list, err := dict.PostingsList(term, nil, nil)
	if err != nil {
		return p, err
	}
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return p, errDoubt
	}
	if n, lone := it.DocNum1Hit(); lone {
		return stretch{one: uint32(n), lone: true}, nil
	}
	return stretch{bits: it.ActualBitmap()}, nil
}

// eachTerm calls f for each term of a field of a segment that begins with prefix, in order.
func eachTerm(at *scorch.SegmentSnapshot, field, prefix string, f func(term string, p stretch) error) error {
	dict, err := at.Segment().Dictionary(field)
	if err != nil || dict == nil {
		return err
	}
	return eachName(dict, prefix, func(term string) error {
		p, err := stretchOf(dict, []byte(term))
		if err != nil {
			return err
		}
		return f(term, p)
	})
}

// eachName calls f for each term that begins with prefix, without looking at who holds it.
func eachName(dict segment.TermDictionary, prefix string, f func(term string) error) error {
	var from, below []byte
	if prefix != "" {
		from, below = []byte(prefix), after(prefix)
	}
	type omitting interface {
		AutomatonIteratorOmitCount(a segment.Automaton, from, below []byte) segment.DictionaryIterator
	}
	names, quick := dict.(omitting)
	if !quick {
		return errDoubt
	}
	for it := names.AutomatonIteratorOmitCount(nil, from, below); ; {
		entry, err := it.Next()
		if err != nil || entry == nil {
			return err
		}
		if err := f(entry.Term); err != nil {
			return err
		}
	}
}

// after is the first string behind all that begin with a prefix.
func after(prefix string) []byte {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			return b[:i+1]
		}
	}
	return nil
}

// postings are the papers of a view that hold a term: a stretch for each segment.
type postings struct {
	view *view
	in   []stretch
	n    int
}

// each calls f for the number of every paper, in order.
func (p *postings) each(f func(uint32)) {
	for i, s := range p.in {
		s.each(p.view.segs[i].first, f)
	}
}

// toSet makes a set of postings.
func (p *postings) toSet() set {
	all := newSet(p.view.size)
	for i, s := range p.in {
		seg := p.view.segs[i]
		if s.lone {
			all.add(seg.first + s.one)
		} else if s.bits != nil {
			s.bits.WriteDenseTo(seg.of(all))
		}
	}
	return all
}

// keepIn leaves those of a set that hold the term.
func (p *postings) keepIn(s set) {
	for i, stretch := range p.in {
		seg := p.view.segs[i]
		part := seg.of(s)
		if stretch.bits == nil {
			kept := stretch.lone && part.has(stretch.one)
			clear(part)
			if kept {
				part.add(stretch.one)
			}
			continue
		}
		if few := part.count(); few*8 < stretch.count() {
			_ = part.each(func(n uint32) (bool, error) {
				if !stretch.bits.Contains(n) {
					part.remove(n)
				}
				return true, nil
			})
			continue
		}
		dense := newSet(len(part) * 64)
		stretch.bits.WriteDenseTo(dense)
		part.keep(dense)
	}
}

// terms reads postings from a view and keeps them for the length of a search.
type terms struct {
	ctx   context.Context
	view  *view
	had   map[string]*postings
	dicts map[string][]segment.TermDictionary
}

// dict gives the dictionaries of a field, one for each segment.
func (t *terms) dict(field string) ([]segment.TermDictionary, error) {
	if d, had := t.dicts[field]; had {
		return d, nil
	}
	d := make([]segment.TermDictionary, len(t.view.segs))
	for i, s := range t.view.segs {
		var err error
		if d[i], err = s.at.Segment().Dictionary(field); err != nil {
			return nil, err
		}
	}
	t.dicts[field] = d
	return d, nil
}

// term reads the papers that hold a whole term in a field.
func (t *terms) term(field, term string) (*postings, error) {
	key := field + "\x00" + term
	if p := t.had[key]; p != nil {
		return p, nil
	}
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	dicts, err := t.dict(field)
	if err != nil {
		return nil, err
	}
	p := &postings{view: t.view, in: make([]stretch, len(dicts))}
	for i, dict := range dicts {
		if p.in[i], err = stretchOf(dict, []byte(term)); err != nil {
			return nil, err
		}
		p.n += p.in[i].count()
	}
	t.had[key] = p
	return p, nil
}

// matching is the set of papers that hold a term of a field that passes and begins with a prefix.
func (t *terms) matching(field, prefix string, pass func(term string) bool) (set, error) {
	found := newSet(t.view.size)
	dicts, err := t.dict(field)
	if err != nil {
		return nil, err
	}
	looked := 0
	for i, dict := range dicts {
		first := t.view.segs[i].first
		err := eachName(dict, prefix, func(term string) error {
			if looked++; looked%4096 == 0 && t.ctx.Err() != nil {
				return t.ctx.Err()
			}
			if !pass(term) {
				return nil
			}
			p, err := stretchOf(dict, []byte(term))
			p.each(first, found.add)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// character is the set of papers that hold one Han character anywhere: as the first of a pair, alone, or at the end of a run.
func (t *terms) character(c rune) (set, error) {
	found, err := t.matching(fieldBody, string(c), isPlain)
	if err != nil {
		return nil, err
	}
	last, err := t.term(fieldTail, string(c))
	if err != nil {
		return nil, err
	}
	last.each(found.add)
	return found, nil
}

// isPlain tells the term of a token from that of how often it stands.
func isPlain(term string) bool { return len(term) > 0 && term[len(term)-1] >= ' ' }

// rarity is the inverse document frequency of a term that n papers hold, never below zero.
func (v *view) rarity(n int) float64 {
	all, df := float64(v.record.Papers), float64(n)
	return math.Log(1 + math.Max(0, all-df+0.5)/(df+0.5))
}

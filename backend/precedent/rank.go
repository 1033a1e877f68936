package precedent

import (
	"math"
	"sort"
	"strings"
)

// order brings the first hits into order and leaves the rest as they are. Papers that hold all that was asked come before
// the others.
func (q *run) order(hits []hitDoc, want wanted, plain bool) error {
	on := map[uint32]*card{}
	if q.query.Sort != ByScore {
		for _, h := range hits {
			c, err := q.card(h.doc)
			if err != nil {
				return err
			}
			on[h.doc] = c
		}
	}
	less := func(a, b hitDoc) bool {
		switch ca, cb := on[a.doc], on[b.doc]; q.query.Sort {
		case Newest:
			if ca.On != cb.On {
				return ca.On > cb.On
			}
		case Oldest:
			if ca.On != cb.On {
				return cb.On == "" || ca.On != "" && ca.On < cb.On
			}
		case ByAmount:
			if ca.Amount != cb.Amount {
				return ca.Amount > cb.Amount
			}
		}
		if a.score != b.score {
			return a.score > b.score
		}
		return a.doc < b.doc
	}
	before := func(a, b hitDoc) bool {
		if a.exact != b.exact {
			return a.exact
		}
		return less(a, b)
	}
	first(hits, q.query.Offset+q.query.Limit+rerankDocs, before)
	if plain && q.query.Sort == ByScore {
		return q.rerank(hits, want, before)
	}
	return nil
}

// first brings the first n of a list into order, without sorting the rest.
func first(hits []hitDoc, n int, before func(a, b hitDoc) bool) {
	sorted := func(part []hitDoc) { sort.Slice(part, func(i, j int) bool { return before(part[i], part[j]) }) }
	if len(hits) <= 2*n {
		sorted(hits)
		return
	}
	sorted(hits[:n])
	fill := n
	for i := n; i < len(hits); i++ {
		if !before(hits[i], hits[n-1]) {
			continue
		}
		hits[fill], hits[i] = hits[i], hits[fill]
		if fill++; fill == 2*n {
			sorted(hits[:fill])
			fill = n
		}
	}
	sorted(hits[:fill])
}

// wanted is what a query hopes to find, for scores and marks: what stands under a NOT is not part of it.
type wanted struct {
	pairs   []string
	lone    []rune
	phrases [][]rune
	numbers []docNo
}

const mostTokens = 80 // tokens of a query that count for its score: the rarest

func (q *run) wanted(n *node) wanted {
	var w wanted
	had := map[string]bool{}
	var walk func(*node)
	walk = func(n *node) {
		for _, kid := range n.kids {
			walk(kid)
		}
		if n.negated {
			return
		}
		switch n.op {
		case opWord, opPhrase, opField:
			pairs, lone := distinct(n.text)
			if n.op == opWord && len(lone) > 0 && len(pairs) > 0 {
				lone = nil
			}
			for _, p := range pairs {
				if !had[p] && n.op == opWord {
					w.pairs = append(w.pairs, p)
				}
				had[p] = had[p] || n.op == opWord
			}
			w.lone = append(w.lone, lone...)
			if n.op != opWord {
				w.phrases = append(w.phrases, n.text)
			}
		case opDocNo:
			w.numbers = append(w.numbers, n.number)
		}
	}
	walk(n)
	return w
}

// enoughOfIt is how much of a query of words, by the rarity of its tokens, a paper must hold to follow those that hold all.
const enoughOfIt = 0.1

// loose is the papers that hold enough of the words and may be seen, with their scores.
func (q *run) loose(w wanted, base set) (set, []float32, error) {
	out := newSet(q.view.size)
	scores, whole, err := q.score(w, base)
	if err != nil {
		return out, nil, err
	}
	for d, s := range scores {
		if s > 0 && s >= enoughOfIt*whole {
			out.add(uint32(d))
		}
	}
	out, err = q.filter(out, func(*card) bool { return true })
	return out, scores, err
}

// score adds up what each token is worth in each paper of a set. whole is the sum of the tokens' rarity.
func (q *run) score(w wanted, among set) (scores []float32, whole float32, err error) {
	scores = make([]float32, q.view.size)
	var lists []*postings
	pairs := append([]string(nil), w.pairs...)
	for _, phrase := range w.phrases {
		more, _ := distinct(phrase)
		pairs = append(pairs, more...)
	}
	for _, pair := range pairs {
		p, err := q.terms.term(fieldBody, pair)
		if err != nil {
			return nil, 0, err
		}
		lists = append(lists, p)
	}
	for _, c := range w.lone {
		p, err := q.terms.character(c)
		if err != nil {
			return nil, 0, err
		}
		lists = append(lists, p)
	}
	sort.SliceStable(lists, func(i, j int) bool { return len(lists[i].docs) < len(lists[j].docs) })
	for _, p := range lists[:min(len(lists), mostTokens)] {
		idf := float32(q.terms.rarity(p))
		whole += idf
		for i, d := range p.docs {
			if among.has(d) {
				scores[d] += idf * p.weight[i]
			}
		}
	}
	for _, number := range w.numbers {
		p, err := q.docNo(number)
		if err != nil {
			return nil, 0, err
		}
		idf := float32(math.Max(1, q.terms.rarity(p)))
		for _, d := range p.docs {
			if c, err := q.card(d); err != nil {
				return nil, 0, err
			} else if ownsNumber(c, number) { // its own number, not one it cites
				scores[d] += 4 * idf
			}
			scores[d] += idf
		}
	}
	return scores, whole, nil
}

// ownsNumber tells whether a document number is one of the paper's own.
func ownsNumber(c *card, want docNo) bool {
	for _, s := range c.DocNos {
		for _, d := range findDocNos(fold(s).r) {
			if d.rest == want.rest && (strings.HasSuffix(d.full(), want.full()) || strings.HasSuffix(want.full(), d.full())) {
				return true
			}
		}
	}
	return false
}

package precedent

import (
	"slices"
	"sort"
)

// hitDoc is a paper found, by its number.
type hitDoc struct {
	doc   uint32
	exact bool // it holds all that was asked
	score float64
}

// order is how hits are sorted: those that hold all that was asked first, then by what was asked for, then by score.
func (q *run) order() (before func(a, b hitDoc) bool, err error) {
	var by func(a, b hitDoc) int // below zero when a comes first
	switch q.query.Sort {
	case Newest, Oldest:
		on, err := q.view.ons()
		if err != nil {
			return nil, err
		}
		by = func(a, b hitDoc) int {
			x, y := on(a.doc), on(b.doc)
			if x == y || x == 0 || y == 0 || q.query.Sort == Newest {
				return int(y - x) // none comes last
			}
			return int(x - y)
		}
	case ByAmount:
		amount, err := q.view.amounts()
		if err != nil {
			return nil, err
		}
		by = func(a, b hitDoc) int {
			switch x, y := amount(a.doc), amount(b.doc); {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return 0
		}
	}
	return func(a, b hitDoc) bool {
		if a.exact != b.exact {
			return a.exact
		}
		if by != nil {
			if n := by(a, b); n != 0 {
				return n < 0
			}
		}
		return better(a, b)
	}, nil
}

func better(a, b hitDoc) bool { return a.score > b.score || a.score == b.score && a.doc < b.doc }

// best gives the first n papers of a set in order, without sorting the rest.
func best(all, exact set, scores []float32, n int, before func(a, b hitDoc) bool) []hitDoc {
	sorted := func(part []hitDoc) { sort.Slice(part, func(i, j int) bool { return before(part[i], part[j]) }) }
	var hits []hitDoc
	full := false // hits[:n] is sorted, and there is one for every place
	_ = all.each(func(d uint32) (bool, error) {
		h := hitDoc{doc: d, exact: exact.has(d)}
		if scores != nil {
			h.score = float64(scores[d])
		}
		if full && !before(h, hits[n-1]) {
			return true, nil
		}
		hits = append(hits, h)
		if len(hits) >= 2*n {
			sorted(hits)
			hits, full = hits[:n], true
		}
		return true, nil
	})
	sorted(hits)
	return slices.Clip(hits[:min(n, len(hits))])
}

// wanted is what a query hopes to find, for scores and marks: what stands under a NOT is not part of it.
type wanted struct {
	pairs   []string
	lone    []rune
	phrases [][]rune
	globs   []glob
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
		case opGlob:
			w.globs = append(w.globs, n.glob)
		case opDocNo:
			w.numbers = append(w.numbers, n.number)
		}
	}
	walk(n)
	return w
}

// enoughOfIt is how much of a query of words, by the rarity of its tokens, a paper must hold to follow those that hold all.
const enoughOfIt = 0.1

// loose is the papers of a set that hold enough of the words.
func (q *run) loose(t *tally, w wanted, base set) (set, error) {
	whole, err := q.score(t, w, nil)
	if err != nil {
		return nil, err
	}
	out := newSet(q.view.size)
	least := max(float32(enoughOfIt*whole), 1e-9)
	for d, s := range t.scores {
		if s >= least && base.has(uint32(d)) {
			out.add(uint32(d))
		}
	}
	return out, nil
}

// score adds up what each token is worth in each paper of a set, nil for all. whole is the sum of the tokens' rarity.
func (q *run) score(t *tally, w wanted, among set) (whole float64, err error) {
	type token struct {
		text  string
		lone  set
		count int
	}
	var list []token
	add := func(text string) error {
		n, err := q.terms.holding(text)
		if n > 0 {
			list = append(list, token{text: text, count: n})
		}
		return err
	}
	pairs := w.pairs
	for _, phrase := range w.phrases {
		more, _ := distinct(phrase)
		pairs = append(pairs[:len(pairs):len(pairs)], more...)
	}
	for _, g := range w.globs {
		more, _ := distinct(g.pieces(' '))
		pairs = append(pairs[:len(pairs):len(pairs)], more...)
	}
	for _, pair := range pairs {
		if err := add(pair); err != nil {
			return 0, err
		}
	}
	for _, c := range w.lone {
		found, err := q.terms.character(c)
		if err != nil {
			return 0, err
		}
		list = append(list, token{lone: found, count: found.count()})
	}
	slices.SortStableFunc(list, func(a, b token) int { return a.count - b.count })
	few := 0
	if among != nil {
		few = among.count()
	}
	for _, one := range list[:min(len(list), mostTokens)] {
		worth := q.view.rarity(one.count)
		whole += worth
		if one.lone == nil {
			if err := t.add(one.text, worth, among, few); err != nil {
				return 0, err
			}
			continue
		}
		_ = one.lone.each(func(d uint32) (bool, error) {
			if among == nil || among.has(d) {
				t.scores[d] += float32(worth)
			}
			return true, nil
		})
	}
	return whole, q.scoreNumbers(t, w)
}

// scoreNumbers adds what the document numbers of a query are worth: a paper's own counts for more than one it cites.
func (q *run) scoreNumbers(t *tally, w wanted) error {
	for _, number := range w.numbers {
		p, err := q.docNo(fieldDocNo, number)
		if err != nil {
			return err
		}
		worth := float32(max(1, q.view.rarity(p.n)))
		p.each(func(d uint32) { t.scores[d] += worth })
		own, err := q.docNo(fieldOwnNo, number)
		if err != nil {
			return err
		}
		own.each(func(d uint32) { t.scores[d] += 4 * worth })
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

package precedent

import (
	"slices"
	"strings"
)

// glob is a word with wildcards: ? is one character, * up to a score of them or none, neither reaching over punctuation. It is
// folded; anyOne and anyRun stand for the wildcards.
type glob []rune

const (
	anyOne     = '\x02'
	anyRun     = '\x03'
	longestRun = 20 // characters that * stands for at most
)

func isAny(r rune) bool { return r == anyOne || r == anyRun }

// inWord tells a character that a wildcard can stand for.
func inWord(r rune) bool { return isHan(r) || isAlnum(r) }

// pieces is the word with another character in the place of the wildcards.
func (g glob) pieces(instead rune) []rune {
	out := slices.Clone([]rune(g))
	for i, r := range out {
		if isAny(r) {
			out[i] = instead
		}
	}
	return out
}

// match tells where the word ends that begins at a place of a folded text, at the shortest; below zero if none does. A whole
// word does not end within letters and digits.
func (g glob) match(text []rune, at int, whole bool) int {
	switch {
	case len(g) == 0 && whole && at < len(text) && isAlnum(text[at]):
		return -1
	case len(g) == 0:
		return at
	case g[0] == anyRun:
		for n := 0; n <= longestRun; n++ {
			if end := g[1:].match(text, at+n, whole); end >= 0 {
				return end
			}
			if at+n >= len(text) || !inWord(text[at+n]) {
				return -1
			}
		}
		return -1
	case at >= len(text), g[0] == anyOne && !inWord(text[at]), g[0] != anyOne && g[0] != text[at]:
		return -1
	}
	return g[1:].match(text, at+1, whole)
}

// occurrences calls yield with each place where the word stands in a folded text, as [occurrences] does for a phrase.
func (g glob) occurrences(text []rune, yield func(start, end int) bool) {
	first, last := isAlnum(g[0]), isAlnum(g[len(g)-1])
	for i, r := range text {
		if g[0] != r && !isAny(g[0]) || first && i > 0 && isAlnum(text[i-1]) {
			continue
		}
		end := g.match(text, i, last)
		if end < 0 {
			continue
		}
		if !yield(i, end) {
			return
		}
	}
}

func (g glob) in(text []rune) bool {
	found := false
	g.occurrences(text, func(int, int) bool { found = true; return false })
	return found
}

// glob finds the papers that hold a word with wildcards: by the tokens that its pieces are sure to be, then by their text.
func (q *run) glob(n *node, within set) (set, error) {
	found := within.clone()
	for i := 0; i < len(n.glob); {
		j := i
		for j < len(n.glob) && !isAny(n.glob[j]) {
			j++
		}
		if j > i {
			if err := q.piece(n.glob, i, j, found); err != nil {
				return nil, err
			}
		}
		i = j + 1
	}
	return q.verified(found, n.negated, func(d uint32) (bool, error) {
		parts, err := q.partsOf(d)
		return slices.ContainsFunc(parts, func(p part) bool { return n.glob.in(p.r) }), err
	})
}

// piece leaves the papers of a set that hold what stands between two wildcards. Letters and digits beside a wildcard may be
// part of a longer word; a Han character beside one may have any neighbour.
func (q *run) piece(g glob, from, to int, found set) error {
	piece := []rune(g[from:to])
	for i := 0; i < len(piece); {
		j := i
		han := isHan(piece[i])
		for j < len(piece) && isHan(piece[j]) == han && (han || isAlnum(piece[j])) {
			j++
		}
		word := string(piece[i:j])
		switch open := !han && j > i && (i == 0 && from > 0 || j == len(piece) && to < len(g)); {
		case open:
			prefix := ""
			if i > 0 || from == 0 {
				prefix = word
			}
			holding, err := q.terms.matching(fieldBody, prefix, func(term string) bool { return isPlain(term) && strings.Contains(term, word) })
			if err != nil {
				return err
			}
			found.keep(holding)
		case j > i:
			holding, err := q.all(piece[i:j], found, len(piece[i:j]) > 1)
			if err != nil {
				return err
			}
			copy(found, holding)
		}
		i = max(j, i+1)
	}
	return nil
}

// near finds the papers in which one phrase stands near another, in either order.
func (q *run) near(n *node, within set) (set, error) {
	found := within
	for _, kid := range n.kids {
		var err error
		if found, err = q.all(kid.text, found, true); err != nil {
			return nil, err
		}
	}
	return q.verified(found, n.negated, func(d uint32) (bool, error) {
		parts, err := q.partsOf(d)
		return slices.ContainsFunc(parts, func(p part) bool { return len(nearIn(p.r, n.kids[0].text, n.kids[1].text, n.apart)) > 0 }), err
	})
}

// nearIn gives the places of two phrases that stand in a folded text with at most so many characters between them, and do not
// overlap.
func nearIn(text, a, b []rune, apart int) (places [][2]int) {
	var as, bs []int
	occurrences(text, a, func(at int) bool { as = append(as, at); return true })
	if len(as) == 0 {
		return nil
	}
	occurrences(text, b, func(at int) bool { bs = append(bs, at); return true })
	for _, i := range as {
		for _, j := range bs {
			between := j - i - len(a)
			if j < i {
				between = i - j - len(b)
			}
			if between >= 0 && between <= apart {
				places = append(places, [2]int{i, j})
			}
		}
	}
	return places
}

// globField finds the papers with a value in a field that a word with wildcards stands in. An article is looked for in the text
// too.
func (q *run) globField(n *node, within set) (set, error) {
	out, err := q.terms.matching(n.field, "", func(value string) bool { return n.glob.in([]rune(value)) })
	if err != nil {
		return nil, err
	}
	out.keep(within)
	if n.field == fieldArticle {
		more, err := q.glob(n, within)
		if err != nil {
			return nil, err
		}
		out.join(more)
	}
	return out, nil
}

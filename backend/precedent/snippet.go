package precedent

import "sort"

// Snippet is a piece of a paper's text with what was found in it. Marks are [start, end) in runes of Text, in order and
// apart from each other.
type Snippet struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// snippetRunes is how long a snippet is.
const snippetRunes = 90

// mark is a place in a folded text where something was found. what tells equal things.
type mark struct {
	start, end int
	what       int
}

// hit makes a hit of a paper found; ok is false when it went, or may no longer be seen.
func (q *run) hit(h hitDoc, want wanted) (hit Hit, ok bool, err error) {
	p, pages, err := q.fetch(h.doc)
	if err != nil || p == nil {
		return Hit{}, false, err
	}
	parts, err := q.partsOf(h.doc)
	if err != nil {
		return Hit{}, false, err
	}
	hit = Hit{Paper: cardOf(*p, secretsOf(*p, pages)), Score: h.score}
	best, worth := part{}, -1
	var where mark
	var found []mark
	for _, candidate := range parts {
		marks := want.find(candidate.r)
		w, value := window(marks)
		if candidate.page > 0 {
			value *= 2 // what stands in the text says more than a title that is shown anyway
			value++
		}
		if value > worth {
			best, worth, where, found = candidate, value, w, marks
		}
	}
	if worth < 0 {
		return hit, true, nil
	}
	at := 0
	hit.Snippet, at = best.cut(where, found)
	if best.page > 0 {
		hit.Page = pageAt(pages, at)
	}
	return hit, true, nil
}

// find marks all that is wanted in a folded text, in order. Pairs that overlap stay apart here; cut joins them.
func (w wanted) find(r []rune) []mark {
	var out []mark
	pairs := make(map[string]int, len(w.pairs))
	for i, p := range w.pairs {
		pairs[p] = i
	}
	if len(pairs) > 0 {
		tokens(r, func(tok []rune, start int) {
			if len(tok) > longestWord {
				return
			}
			if i, ok := pairs[string(tok)]; ok {
				out = append(out, mark{start, start + len(tok), i})
			}
		})
	}
	for i, phrase := range w.phrases {
		occurrences(r, phrase, func(at int) bool {
			out = append(out, mark{at, at + len(phrase), len(w.pairs) + i})
			return true
		})
	}
	for i, g := range w.globs {
		g.occurrences(r, func(start, end int) bool {
			out = append(out, mark{start, end, len(w.pairs) + len(w.phrases) + len(w.lone) + i})
			return true
		})
	}
	for i, c := range w.lone {
		for at, x := range r {
			if x == c {
				out = append(out, mark{at, at + 1, len(w.pairs) + len(w.phrases) + i})
			}
		}
	}
	if len(w.numbers) > 0 {
		for _, d := range findDocNos(r) {
			for i, n := range w.numbers {
				if d.rest == n.rest && hasSuffix(d.agency, n.agency) {
					start := d.start + len(d.agency) - len(n.agency) // the agency word stands as written, or shorter
					out = append(out, mark{max(d.start, start), d.end, -1 - i})
				}
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

func hasSuffix(r, end []rune) bool {
	return len(end) <= len(r) && hasAt(r, end, len(r)-len(end))
}

// window finds the stretch of text that holds the most different things, and of those the one with the most in all.
func window(marks []mark) (best mark, value int) {
	count := map[int]int{}
	lo := 0
	for hi, m := range marks {
		count[m.what]++
		for m.end-marks[lo].start > snippetRunes && lo < hi {
			if count[marks[lo].what]--; count[marks[lo].what] == 0 {
				delete(count, marks[lo].what)
			}
			lo++
		}
		if v := len(count)*16 + min(15, hi-lo+1); v > value {
			best, value = mark{start: marks[lo].start, end: m.end}, v
		}
	}
	return best, value
}

// cut makes the snippet around a stretch of a part's folded text. at is the rune of the original where the first mark
// stands.
func (p part) cut(w mark, marks []mark) (s Snippet, at int) {
	if len(p.r) == 0 {
		return Snippet{Marks: [][2]int{}}, 0
	}
	room := max(0, snippetRunes-(w.end-w.start))
	start := max(0, w.start-room/3)
	end := min(len(p.r), start+max(snippetRunes, w.end-start))
	start = max(0, min(start, end-snippetRunes))
	raw := []rune(p.raw)
	from, to := int(p.at[start]), int(p.at[end-1])+1
	text := append([]rune(nil), raw[from:to]...)
	for i := start; i < end; i++ {
		if p.r[i] == hidden {
			text[int(p.at[i])-from] = '*'
		}
	}
	for i, r := range text {
		if r == '\n' || r == '\r' || r == '\t' {
			text[i] = ' '
		}
	}
	s = Snippet{Text: string(text), Marks: [][2]int{}}
	for _, m := range marks {
		if m.end <= start || m.start >= end {
			continue
		}
		a := int(p.at[max(m.start, start)]) - from
		b := int(p.at[min(m.end, end)-1]) - from + 1
		if n := len(s.Marks); n > 0 && a <= s.Marks[n-1][1] {
			s.Marks[n-1][1] = max(s.Marks[n-1][1], b)
			continue
		}
		s.Marks = append(s.Marks, [2]int{a, b})
	}
	return s, int(p.at[min(w.start, len(p.r)-1)])
}

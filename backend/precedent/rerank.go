package precedent

import (
	"math"
	"sort"
)

// The pairs of the index say little about a word that a text writes differently. So the best hits are ranked again with
// single characters too, counted in their text.
const (
	rerankDocs   = 200
	rerankRunes  = 500_000 // of text to look at, about
	rerankWeight = 0.7
)

// rerank adds the worth of single characters to the scores of the first hits and sorts those again.
func (q *run) rerank(hits []hitDoc, w wanted, before func(a, b hitDoc) bool) error {
	if q.query.Offset >= rerankDocs || len(hits) < 2 || len(w.pairs) < 2 {
		return nil
	}
	worth, err := q.characters(w)
	if err != nil || len(worth) == 0 {
		return err
	}
	top := hits[:min(len(hits), rerankDocs)]
	average := 1.1 * q.view.record.averageLength()
	looked := 0
	for i := range top {
		if looked > rerankRunes {
			top = top[:i]
			break
		}
		c, err := q.card(top[i].doc)
		if err != nil {
			return err
		}
		p, pages, err := q.fetch(c.ID)
		if err != nil {
			return err
		}
		if p == nil {
			continue // it is left out where hits are made
		}
		count, length := countRunes(p, pages, worth)
		looked += length
		norm := k1 * (1 - b + b*float64(length)/average)
		for c, n := range count {
			top[i].score += rerankWeight * worth[c] * float64(n) * (k1 + 1) / (float64(n) + norm)
		}
	}
	sort.SliceStable(top, func(i, j int) bool { return before(top[i], top[j]) })
	return nil
}

// countRunes counts the Han characters of a paper, and those that are wanted one by one.
func countRunes(p *Paper, pages []Page, wanted map[rune]float64) (count map[rune]int, length int) {
	count = make(map[rune]int, len(wanted))
	add := func(s string) {
		for _, c := range s {
			if c = foldRune(c); !isHan(c) {
				continue
			}
			length++
			if _, ok := wanted[c]; ok {
				count[c]++
			}
		}
	}
	add(p.Title)
	for _, page := range pages {
		add(page.Text)
	}
	return count, length
}

// characters gives the rarity of each Han character of a query.
func (q *run) characters(w wanted) (map[rune]float64, error) {
	worth := map[rune]float64{}
	for _, pair := range w.pairs {
		for _, c := range pair {
			if _, had := worth[c]; had || !isHan(c) {
				continue
			}
			share, err := q.x.share(q.view, c)
			if err != nil {
				return nil, err
			}
			n := float64(q.view.record.Papers)
			worth[c] = math.Log(1 + math.Max(0, n-share*n+0.5)/(share*n+0.5))
		}
	}
	return worth, nil
}

// share estimates which part of the papers holds a character, from how many hold each pair that begins with it, as if these
// fell independently. It is kept for as long as the index has about the same size.
func (x *Index) share(v *view, c rune) (float64, error) {
	x.mu.Lock()
	if n := float64(v.record.Papers); n > 1.5*x.sharesAt || n < x.sharesAt/1.5 {
		x.shares, x.sharesAt = map[rune]float64{}, n
	}
	shares := x.shares
	s, ok := shares[c]
	x.mu.Unlock()
	if ok {
		return s, nil
	}
	dict, err := v.snap.FieldDictPrefix(fieldBody, []byte(string(c)))
	if err != nil {
		return 0, err
	}
	defer dict.Close()
	var sum float64
	for {
		entry, err := dict.Next()
		if err != nil {
			return 0, err
		}
		if entry == nil {
			break
		}
		sum += float64(entry.Count)
	}
	s = 1 - math.Exp(-sum/math.Max(1, float64(v.record.Papers)))
	x.mu.Lock()
	shares[c] = s
	x.mu.Unlock()
	return s, nil
}

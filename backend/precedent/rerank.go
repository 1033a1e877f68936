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

// rerank adds the worth of single characters to the scores of the first hits and sorts those again. It reads no further
// where not even all characters could bring a hit onto the page that was asked for.
func (q *run) rerank(hits []hitDoc, w wanted, before func(a, b hitDoc) bool) error {
	if q.query.Offset >= rerankDocs || len(hits) < 2 || len(w.pairs) < 2 {
		return nil
	}
	worth, err := q.characters(w)
	if err != nil || len(worth.list) == 0 {
		return err
	}
	average, err := q.view.averageLength()
	if err != nil {
		return err
	}
	top := hits[:min(len(hits), rerankDocs)]
	page := newFloor(q.query.Offset + q.query.Limit)
	looked := 0
	for i := range top {
		if looked > rerankRunes || page.full() && top[i].score+worth.most < page.least() {
			top = top[:i]
			break
		}
		p, pages, err := q.fetch(top[i].doc)
		if err != nil {
			return err
		}
		if p == nil {
			continue // it is left out where hits are made
		}
		length := worth.count(p, pages)
		looked += length
		norm := k1 * (1 - b + b*float64(length)/(1.1*average))
		for c, n := range worth.counts {
			top[i].score += rerankWeight * worth.list[c] * float64(n) * (k1 + 1) / (float64(n) + norm)
		}
		if top[i].exact == top[0].exact {
			page.add(top[i].score)
		}
	}
	sort.SliceStable(top, func(i, j int) bool { return before(top[i], top[j]) })
	return nil
}

// floor keeps the n largest of the numbers added to it, the least of them first.
type floor struct {
	n    int
	heap []float64
}

func newFloor(n int) *floor { return &floor{n: max(1, n)} }

func (f *floor) full() bool     { return len(f.heap) == f.n }
func (f *floor) least() float64 { return f.heap[0] }

func (f *floor) add(x float64) {
	if f.full() {
		if x <= f.heap[0] {
			return
		}
		f.heap = f.heap[1:]
	}
	at := sort.SearchFloat64s(f.heap, x)
	f.heap = append(f.heap, 0)
	copy(f.heap[at+1:], f.heap[at:])
	f.heap[at] = x
}

// characterWorth is how rare the Han characters of a query are, and how often they stand in the text that was counted last.
type characterWorth struct {
	list   []float64
	counts []int
	most   float64         // more than any text can get
	at     *[1 << 16]uint8 // place in the list, plus one, of the characters of the basic plane
	beyond map[rune]uint8  // of the others
}

// count counts the Han characters of a paper, and those that are wanted one by one.
func (w *characterWorth) count(p *Paper, pages []Page) (length int) {
	clear(w.counts)
	add := func(s string) {
		for _, c := range s {
			if c = foldRune(c); !isHan(c) {
				continue
			}
			length++
			if i := w.placeOf(c); i > 0 {
				w.counts[i-1]++
			}
		}
	}
	add(p.Title)
	for _, page := range pages {
		add(page.Text)
	}
	return length
}

func (w *characterWorth) placeOf(c rune) uint8 {
	if c < 1<<16 {
		return w.at[c]
	}
	return w.beyond[c]
}

// characters gives the rarity of each Han character of a query, of the first 255.
func (q *run) characters(w wanted) (*characterWorth, error) {
	out := &characterWorth{at: new([1 << 16]uint8), beyond: map[rune]uint8{}}
	for _, pair := range w.pairs {
		for _, c := range pair {
			if !isHan(c) || out.placeOf(c) > 0 || len(out.list) == 255 {
				continue
			}
			share, err := q.share(c)
			if err != nil {
				return nil, err
			}
			n := float64(q.view.record.Papers)
			out.list = append(out.list, math.Log(1+math.Max(0, n-share*n+0.5)/(share*n+0.5)))
			out.most += rerankWeight * (k1 + 1) * out.list[len(out.list)-1]
			if c < 1<<16 {
				out.at[c] = uint8(len(out.list))
			} else {
				out.beyond[c] = uint8(len(out.list))
			}
		}
	}
	out.counts = make([]int, len(out.list))
	return out, nil
}

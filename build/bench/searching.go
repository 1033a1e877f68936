package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/precedent"
)

// shelf is an office of made-up papers in memory. A paper's sequence is its place, from 1.
type shelf struct {
	papers []precedent.Paper
	texts  []string
	place  map[string]int
	bytes  int64
}

func newShelf(papers int) *shelf {
	r := rand.New(rand.NewPCG(5, 6))
	s := &shelf{place: map[string]int{}}
	for i := range papers {
		p, text := madeUp(r, i)
		s.place[p.ID] = i
		s.papers, s.texts, s.bytes = append(s.papers, p), append(s.texts, text), s.bytes+int64(len(text))
	}
	return s
}

func (s *shelf) Head(context.Context) (precedent.Head, error) {
	return precedent.Head{Seq: int64(len(s.papers)), Papers: len(s.papers)}, nil
}

func (s *shelf) Mark(context.Context, int64) (string, error) { return "", nil }

func (s *shelf) Changes(_ context.Context, after int64, limit int) (list []precedent.Change, err error) {
	for i := int(after); i < len(s.papers) && len(list) < limit; i++ {
		list = append(list, precedent.Change{Seq: int64(i + 1), Paper: s.papers[i].ID})
	}
	return list, nil
}

func (s *shelf) Paper(_ context.Context, id string) (precedent.Paper, error) {
	return s.papers[s.place[id]], nil
}

func (s *shelf) Text(_ context.Context, id string) ([]precedent.Page, error) {
	return []precedent.Page{{No: 1, Text: s.texts[s.place[id]]}}, nil
}

// holding counts the papers whose text holds a string, which is the truth that searches are held to.
func (s *shelf) holding(part string) (n int) {
	for _, text := range s.texts {
		if strings.Contains(text, part) {
			n++
		}
	}
	return n
}

// searching measures indexing and the kinds of search that people make.
func searching(ctx context.Context, b *bench, s *section) error {
	papers := newShelf(b.size(100_000))
	x, err := precedent.Open(filepath.Join(b.temp, "search"), papers, precedent.Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	begin := time.Now()
	if err := x.CatchUp(ctx); err != nil {
		return err
	}
	took := time.Since(begin)
	if state := x.State(); state.Done != int64(len(papers.papers)) || state.Phase != precedent.Following {
		return fmt.Errorf("the index is not whole: %+v", state)
	}
	s.add(fmt.Sprintf("Index %s papers, %.0f MB of text", thousands(len(papers.papers)), megabytes(papers.bytes)), "%s papers/s, %.1f MB/s (%.1f s); %.2f bytes on disk for a byte of text",
		thousands(perSecond(len(papers.papers), took)), megabytes(papers.bytes)/took.Seconds(), took.Seconds(), float64(x.State().Bytes)/float64(papers.bytes))
	for _, k := range kinds(papers) {
		if err := k.measure(ctx, b, x, s); err != nil {
			return err
		}
	}
	return nil
}

// kind is a kind of search: what is asked the n-th time, and whether the answer is right.
type kind struct {
	what  string
	query func(r *rand.Rand) string
	right func(query string, res precedent.Result) bool
	most  time.Duration // p95 wanted; half a second if 0
	count bool          // by all facets
}

func kinds(papers *shelf) []kind {
	truth := map[string]int{} // by phrase
	counted := func(phrase string) int {
		if _, known := truth[phrase]; !known {
			truth[phrase] = papers.holding(phrase)
		}
		return truth[phrase]
	}
	some := func(_ string, res precedent.Result) bool { return res.Total > 0 && len(res.Hits) > 0 }
	return []kind{
		{"A word", func(r *rand.Rand) string { return acts[r.IntN(len(acts))][6:12] }, some, 0, false},
		{"Several words", func(r *rand.Rand) string { return acts[r.IntN(len(acts))] + " " + findings[r.IntN(len(findings))] }, some, 0, false},
		{"A phrase", func(r *rand.Rand) string { return `"` + acts[r.IntN(len(acts))] + `"` }, func(query string, res precedent.Result) bool {
			n := counted(strings.Trim(query, `"`))
			return res.Total == n || res.AtLeast && res.Total > 0 && res.Total <= n
		}, 0, false},
		{"A document number", func(r *rand.Rand) string { return docNo(r.IntN(len(papers.papers))) }, func(query string, res precedent.Result) bool {
			return len(res.Hits) > 0 && res.Hits[0].Paper.DocNos[0] == query
		}, 0, false},
		{"Two characters out of the middle of a sentence", func(r *rand.Rand) string {
			text := []rune(papers.texts[r.IntN(len(papers.texts))])
			for {
				at := 40 + r.IntN(len(text)-50)
				if word := string(text[at : at+2]); !strings.ContainsAny(word, "，。；：0123456789\n〔〕") {
					return word
				}
			}
		}, some, 0, false},
		{"Words with a range of dates and amounts", func(r *rand.Rand) string { return acts[r.IntN(len(acts))] + " 日期:2018..2020 金额:1万..5万" }, some, 0, false},
	}
}

func (k kind) measure(ctx context.Context, b *bench, x *precedent.Index, s *section) error {
	if k.most == 0 {
		k.most = 500 * time.Millisecond
	}
	r := rand.New(rand.NewPCG(11, 12))
	var times []time.Duration
	for range max(b.size(200), 20) {
		text := k.query(r)
		begin := time.Now()
		res, err := x.Search(ctx, precedent.Query{Text: text, Facets: k.count})
		times = append(times, time.Since(begin))
		if err != nil {
			return err
		}
		if !k.right(text, res) {
			return fmt.Errorf("the search for %s found %d papers, which is not right", text, res.Total)
		}
	}
	half, most := quantile(times, .5), quantile(times, .95)
	s.judge(most < k.most, fmt.Sprintf("p95 < %d ms", k.most.Milliseconds()), fmt.Sprintf("%s: p50, p95 of %d", k.what, len(times)), "%s, %s", millis(half), millis(most))
	return nil
}

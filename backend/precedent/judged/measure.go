package judged

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// Mode is which of the office's functions is measured.
type Mode string

// The modes. Their names are those of the command line.
const (
	Search   Mode = "search"   // a question in the search box
	Keywords Mode = "keywords" // the short form of the question in the search box
	Similar  Mode = "similar"  // the facts of a case
)

// Options say how to measure.
type Options struct {
	Mode     Mode
	Given    bool             // similar: the question's types are given and not guessed
	Judged   bool             // rank judged documents only, as in a pool
	Relevant int              // grade from which on a document is an answer; 1 if 0
	Dir      string           // where the index may lie; a folder of its own is made in it and removed
	Now      func() time.Time // the clock
}

// Report is what was measured.
type Report struct {
	Mode      Mode `json:"mode"`
	Given     bool `json:"given_types,omitempty"`
	Judged    bool `json:"judged_only,omitempty"`
	Documents int  `json:"documents"`
	Questions int  `json:"questions"` // that have words and judgments
	Quality
	Latency
	TextBytes   int64   `json:"text_bytes"`
	IndexBytes  int64   `json:"index_bytes"`
	IndexMs     int64   `json:"index_ms"`
	SizePerText float64 `json:"size_per_text"`
}

// Line is a place in a ranking, as TREC writes runs.
type Line struct {
	Question string  `json:"query"`
	Document string  `json:"doc"`
	Rank     int     `json:"rank"`
	Score    float64 `json:"score"`
}

// mostRanked is how many documents are ranked for a question; the time is that of a page, as somebody waits for it.
const (
	mostRanked = 200
	page       = 20
)

// Bench is a collection with its index, for one or more runs.
type Bench struct {
	Collection Collection
	index      *precedent.Index
	dir        string
	took       time.Duration
	now        func() time.Time
}

// Open indexes a collection in a folder of its own below dir. Close removes it.
func Open(ctx context.Context, c Collection, dir string, now func() time.Time) (*Bench, error) {
	own, err := os.MkdirTemp(dir, "judged-")
	if err != nil {
		return nil, fault.New(fault.Storage, "judged.open", fault.T("无法建立临时目录", "no folder can be made for the index")).WithCause(err)
	}
	b := &Bench{Collection: c, dir: own, now: now}
	begin := now()
	if b.index, err = precedent.Open(filepath.Join(own, "index"), newShelf(c.Documents), precedent.Options{}); err == nil {
		err = b.index.CatchUp(ctx)
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	b.took = now().Sub(begin)
	return b, nil
}

// Close removes the index.
func (b *Bench) Close() {
	if b.index != nil {
		_ = b.index.Close() // its files are removed with the folder
	}
	_ = os.RemoveAll(b.dir)
}

// Run asks every question and scores the answers. Each place of each ranking goes to line, if that is given.
func (b *Bench) Run(ctx context.Context, o Options, line func(Line) error) (Report, error) {
	if o.Relevant == 0 {
		o.Relevant = 1
	}
	r := Report{Mode: o.Mode, Given: o.Given, Judged: o.Judged, Documents: len(b.Collection.Documents), TextBytes: b.Collection.Bytes(), IndexMs: b.took.Milliseconds()}
	var all []Quality
	var times []time.Duration
	for _, question := range b.Collection.Questions {
		grades := b.Collection.Grades[question.ID]
		if len(grades) == 0 || o.Mode == Keywords && PlainWords(question.Keywords) == "" {
			continue
		}
		ranking, err := b.ask(ctx, o, question, grades, mostRanked)
		if err != nil {
			return r, err
		}
		begin := b.now()
		if _, err := b.ask(ctx, o, question, grades, page); err != nil {
			return r, err
		}
		times = append(times, b.now().Sub(begin))
		ids := make([]string, len(ranking))
		for i, place := range ranking {
			ids[i] = place.Document
			if line != nil {
				if err := line(place); err != nil {
					return r, err
				}
			}
		}
		all = append(all, Score(ids, grades, o.Relevant))
	}
	if err := b.index.CatchUp(ctx); err != nil { // what was merged away is gone by now, and the size is taken again
		return r, err
	}
	r.Questions, r.Quality, r.Latency, r.IndexBytes = len(all), Mean(all), Quantiles(times), b.index.State().Bytes
	if r.TextBytes > 0 {
		r.SizePerText = float64(r.IndexBytes) / float64(r.TextBytes)
	}
	return r, nil
}

// ask asks one question and ranks the answers from 1.
func (b *Bench) ask(ctx context.Context, o Options, q Question, grades map[string]int, limit int) (ranking []Line, err error) {
	add := func(id string, score float64) {
		ranking = append(ranking, Line{q.ID, id, len(ranking) + 1, score})
	}
	judged := func(p precedent.Paper) bool { _, known := grades[p.ID]; return known || !o.Judged }
	if o.Mode == Similar {
		ask := precedent.Likeness{Text: q.Text, Except: q.ID, Limit: limit, Among: judged}
		if o.Given {
			ask.Types = q.Types
		}
		found, err := b.index.Similar(ctx, ask)
		for _, hit := range found.Hits {
			add(hit.Paper.ID, hit.Score)
			for _, copied := range hit.Copies {
				add(copied.ID, hit.Score)
			}
		}
		return ranking, err
	}
	text := q.Text
	if o.Mode == Keywords {
		text = q.Keywords
	}
	if text = PlainWords(text); text == "" {
		return nil, nil
	}
	found, err := b.index.Search(ctx, precedent.Query{Text: text, Limit: limit, Cases: pool(o, grades)})
	for _, hit := range found.Hits {
		add(hit.Paper.ID, hit.Score)
	}
	return ranking, err
}

// pool are the judged documents, each a case of its own, when only they are ranked.
func pool(o Options, grades map[string]int) []string {
	if !o.Judged {
		return nil
	}
	ids := make([]string, 0, len(grades))
	for id := range grades {
		ids = append(ids, id)
	}
	return ids
}

// Index is the index of the collection, for other questions than its own.
func (b *Bench) Index() *precedent.Index { return b.index }

// PlainWords takes out of a question what the query language would read as an operator, as questions are not written in it.
func PlainWords(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\"“”「」『』()（）-－:：", r) }), " ")
}

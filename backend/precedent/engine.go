package precedent

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// The fields of the index. Body, party, name, case and article hold tokens; the others whole terms.
const (
	fieldBody    = "body"
	fieldTail    = "tail" // last characters of runs of Han characters in the body
	fieldDocNo   = "docno"
	fieldCode    = "code"
	fieldParty   = "party"
	fieldName    = "name"
	fieldCase    = "case"
	fieldCaseID  = "caseid"
	fieldArticle = "article"
	fieldLaw     = "law"  // whole articles, to gather what was decided under them
	fieldCard    = "card" // stored, not searched
)

const (
	openLimit  = 2 * time.Minute
	batchLimit = 3 * time.Minute
	mergeLimit = 30 * time.Minute
	closeLimit = 30 * time.Second
)

// engine is an open Bleve index: scorch, without the layer above it, as papers are cut into tokens here and queries are
// answered here too.
type engine struct {
	dir    string
	scorch *scorch.Scorch
	queue  *index.AnalysisQueue
	record record
}

// openEngine opens an index folder that [checkFiles] has passed, or makes a new one if fresh.
func openEngine(dir string, fresh bool) (*engine, error) {
	e := &engine{dir: dir, queue: index.NewAnalysisQueue(1)}
	err := bounded(openLimit, func() error {
		s, err := scorch.NewScorch("scorch", map[string]any{"path": dir, "bolt_timeout": "2s"}, e.queue)
		if err != nil {
			return err
		}
		if err := s.Open(); err != nil {
			return err
		}
		e.scorch = s.(*scorch.Scorch)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if fresh {
		return e, nil
	}
	if err := bounded(openLimit, e.readRecord); err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

// readRecord reads what the index says of itself and holds the papers it has against it: the lists of deleted papers stand
// in root.bolt without a checksum.
func (e *engine) readRecord() error {
	r, err := e.scorch.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	raw, err := r.GetInternal([]byte(recordKey))
	if err != nil {
		return err
	}
	if e.record, err = decodeRecord(raw); err != nil {
		return err
	}
	var papers int64
	var sum uint64
	for _, seg := range r.(*scorch.IndexSnapshot).Segments() {
		live := seg.DocNumbersLive().Iterator()
		for live.HasNext() {
			id, err := seg.DocID(uint64(live.Next()))
			if err != nil {
				return err
			}
			papers++
			sum ^= idSum(string(id))
		}
	}
	if papers != e.record.Papers || sum != e.record.Sum {
		return fmt.Errorf("%w: it holds %d papers and says %d", errDoubt, papers, e.record.Papers)
	}
	return nil
}

// reader opens a view of the index as it is now.
func (e *engine) reader() (*scorch.IndexSnapshot, error) {
	var snap *scorch.IndexSnapshot
	err := guarded(func() error {
		r, err := e.scorch.Reader()
		if err != nil {
			return err
		}
		if r == nil {
			return errDoubt
		}
		snap = r.(*scorch.IndexSnapshot)
		return nil
	})
	return snap, err
}

// write puts a batch and the record that goes with it on disk.
func (e *engine) write(b *index.Batch, r record) error {
	b.SetInternal([]byte(recordKey), r.encode())
	if err := bounded(batchLimit, func() error { return e.scorch.Batch(b) }); err != nil {
		return err
	}
	e.record = r
	return nil
}

// compact merges all segments into one, so that the words of removed papers are gone from the files.
func (e *engine) compact(ctx context.Context) error {
	return bounded(mergeLimit, func() error { return e.scorch.ForceMerge(ctx, nil) })
}

// close lets go of the files. An engine that does not come back is left behind.
func (e *engine) close() {
	if e == nil || e.scorch == nil {
		return
	}
	_ = bounded(closeLimit, e.scorch.Close)
	e.queue.Close()
}

// size is what the index takes on disk, in bytes.
func (e *engine) size() int64 {
	entries, err := os.ReadDir(e.dir)
	if err != nil {
		return 0
	}
	var n int64
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil {
			n += info.Size()
		}
	}
	return n
}

// card is a paper as the index keeps it, with the number of tokens of its body.
type card struct {
	Paper
	Len int64 `json:"len"`
}

// docField is a field whose terms are already counted.
type docField struct {
	name  string
	value []byte
	opts  index.FieldIndexingOptions
	count map[string]int
	len   int
	freqs index.TokenFrequencies
}

func (f *docField) Name() string                                     { return f.name }
func (f *docField) Value() []byte                                    { return f.value }
func (f *docField) ArrayPositions() []uint64                         { return nil }
func (f *docField) EncodedFieldType() byte                           { return 't' }
func (f *docField) Options() index.FieldIndexingOptions              { return f.opts }
func (f *docField) AnalyzedLength() int                              { return f.len }
func (f *docField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *docField) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }
func (f *docField) Size() int                                        { return 64 + len(f.value) + 64*len(f.freqs) }

// Analyze turns the counts into what Bleve wants.
func (f *docField) Analyze() {
	if f.freqs != nil {
		return
	}
	f.freqs = make(index.TokenFrequencies, len(f.count))
	list := make([]index.TokenFreq, len(f.count))
	i := 0
	for term, n := range f.count {
		t := &list[i]
		t.Term = []byte(term)
		t.SetFrequency(n)
		f.freqs[term] = t
		i++
	}
	f.count = nil
}

// termsField indexes whole terms.
func termsField(name string, terms ...string) *docField {
	f := &docField{name: name, opts: index.IndexField, count: map[string]int{}}
	for _, t := range terms {
		if t != "" {
			f.count[t]++
			f.len++
		}
	}
	return f
}

// tokensField indexes the tokens of folded texts.
func tokensField(name string, texts ...folded) *docField {
	f := &docField{name: name, opts: index.IndexField, count: map[string]int{}}
	for _, t := range texts {
		tokens(t.r, func(tok []rune, _ int) { f.count[string(tok)]++; f.len++ })
	}
	return f
}

// storedField keeps a value that is not searched.
func storedField(name string, value []byte) *docField {
	return &docField{name: name, opts: index.StoreField, value: value, count: map[string]int{}}
}

// averageLength is the mean number of tokens of a body, never below 1.
func (r record) averageLength() float64 {
	if r.Papers <= 0 {
		return 1
	}
	return math.Max(1, float64(r.Tokens)/float64(r.Papers))
}

// buildDocument makes the document of a paper.
func buildDocument(p Paper, pages []Page) (*document.Document, card) {
	secrets := secretsOf(p, pages)
	text := compose(p, pages, secrets)
	c := card{Paper: cardOf(p, secrets)}
	d := document.NewDocument(p.ID)

	parts := make([]folded, 0, len(text))
	tail, numbers := map[rune]bool{}, map[string]bool{}
	for _, part := range text {
		parts = append(parts, part.folded)
		tails(part.r, func(r rune) { tail[r] = true })
		for _, n := range findDocNos(part.r) {
			for _, form := range n.forms() {
				numbers[form] = true
			}
		}
	}
	body := tokensField(fieldBody, parts...)
	c.Len = int64(body.len)
	d.AddField(body)
	d.AddField(termsField(fieldTail, keys(tail)...))
	d.AddField(termsField(fieldDocNo, keys(numbers)...))
	d.AddField(termsField(fieldCaseID, fold(p.Case).String()))
	d.AddField(termsField(fieldCode, fold(c.Code).String()))
	d.AddField(tokensField(fieldParty, foldAll(c.Party)...))
	d.AddField(tokensField(fieldName, foldAll([]string{c.Title, c.FileName, c.Kind})...))
	d.AddField(tokensField(fieldCase, foldAll([]string{c.CaseNo, c.CaseTitle})...))
	d.AddField(tokensField(fieldArticle, foldAll(c.Articles)...))
	d.AddField(termsField(fieldLaw, each(c.Articles, articleTerm)...))
	stored, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and numbers
	}
	d.AddField(storedField(fieldCard, stored))
	return d, c
}

func keys[K rune | string, V any](set map[K]V) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, string(k))
	}
	return out
}

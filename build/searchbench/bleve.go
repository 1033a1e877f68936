package main

import (
	"context"
	"io/fs"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk" // the analyzer that is compared

	"zhiheng/backend/precedent/judged"
)

// stock is Bleve as it comes, with its analyzer for Chinese.
type stock struct {
	dir   string
	index bleve.Index
}

// Name implements rival.
func (s *stock) Name() string { return "bleve-cjk" }

// Build implements rival.
func (s *stock) Build(_ context.Context, dir string, documents []judged.Document) (err error) {
	s.dir = dir
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeTermVectors, field.IncludeInAll, field.DocValues = "cjk", false, false, false, false
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping.AddFieldMappingsAt("text", field)
	mapping.DefaultField = "text"
	if s.index, err = bleve.New(dir, mapping); err != nil {
		return err
	}
	for begin := 0; begin < len(documents); begin += 1000 {
		batch := s.index.NewBatch()
		for _, d := range documents[begin:min(begin+1000, len(documents))] {
			if err := batch.Index(d.ID, map[string]string{"text": d.Title + "\n" + d.Text}); err != nil {
				return err
			}
		}
		if err := s.index.Batch(batch); err != nil {
			return err
		}
	}
	return nil
}

// Find implements rival.
func (s *stock) Find(ctx context.Context, text string, n int) (ids []string, err error) {
	found, err := s.index.SearchInContext(ctx, bleve.NewSearchRequestOptions(bleve.NewMatchQuery(text), n, 0, false))
	if err != nil {
		return nil, err
	}
	for _, hit := range found.Hits {
		ids = append(ids, hit.ID)
	}
	return ids, nil
}

// Phrase implements rival: without positions, which double the index, Bleve finds no phrases.
func (s *stock) Phrase(context.Context, string, int) (int, bool, error) { return 0, false, nil }

// Bytes implements rival.
func (s *stock) Bytes() (n int64) {
	_ = filepath.WalkDir(s.dir, func(_ string, entry fs.DirEntry, err error) error { // a file merged away meanwhile does not count
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// Close implements rival.
func (s *stock) Close() {
	if s.index != nil {
		_ = s.index.Close()
	}
}

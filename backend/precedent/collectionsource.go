package precedent

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// documentBits are those of a change's sequence that count the documents of a collection; the others are the sequence of the
// ledger, since one entry brings a whole collection.
const documentBits = 20

// CollectionSource shows the documents of collections to an index. A document is called by its collection and its place in it.
type CollectionSource struct {
	Files *casefile.Files

	mu    sync.Mutex
	lines map[string][]int64 // where the documents of a file begin, by hash; and its end
}

type collectionHead struct {
	Seq       int64 `json:"seq"`
	Documents int   `json:"documents"`
}

type collectionChange struct {
	Seq       int64  `json:"seq"`
	ID        string `json:"id"`
	Documents int    `json:"documents"`
	Gone      bool   `json:"gone"`
}

// Head implements [Source].
func (s *CollectionSource) Head(ctx context.Context) (head Head, err error) {
	err = s.Files.Store.View(ctx, func(r *store.Reader) error {
		found, _, err := store.One[collectionHead](r, queries.Get("collections_head"))
		head = Head{Seq: found.Seq, Papers: found.Documents}
		return err
	})
	return head, err
}

// Mark implements [Source].
func (s *CollectionSource) Mark(ctx context.Context, seq int64) (string, error) {
	return s.Files.Mark(ctx, seq>>documentBits)
}

// Changes implements [Source].
func (s *CollectionSource) Changes(ctx context.Context, after int64, limit int) (list []Change, err error) {
	var found []collectionChange
	err = s.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		found, err = store.All[collectionChange](r, queries.Get("collection_changes"), after>>documentBits)
		return err
	})
	for _, c := range found {
		for n := range c.Documents {
			seq := c.Seq<<documentBits | int64(n+1)
			if len(list) == limit {
				return list, err
			}
			if seq > after {
				list = append(list, Change{Seq: seq, Paper: documentID(c.ID, n), Gone: c.Gone})
			}
		}
	}
	return list, err
}

func documentID(collection string, n int) string { return collection + "/" + strconv.Itoa(n+1) }

// Paper implements [Source].
func (s *CollectionSource) Paper(ctx context.Context, id string) (Paper, error) {
	c, d, err := s.Document(ctx, id)
	if err != nil {
		return Paper{}, err
	}
	p := Paper{ID: id, Case: c.ID, CaseNo: d.No, CaseTitle: c.Name, Title: d.Title, On: d.On, Amount: d.Fine, Articles: d.Articles, Types: d.Types, Body: d.Body, Region: d.Region}
	if d.No != "" {
		p.DocNos = []string{d.No}
	}
	if d.Party != "" {
		p.Party = []string{d.Party}
	}
	return p, nil
}

// Text implements [Source].
func (s *CollectionSource) Text(ctx context.Context, id string) ([]Page, error) {
	_, d, err := s.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	return []Page{{No: 1, Text: d.Text}}, nil
}

// Document reads a document out of its collection's file.
func (s *CollectionSource) Document(ctx context.Context, id string) (c Collection, d Document, err error) {
	gone := fault.New(fault.NotFound, "precedent.document", fault.T("没有这份外部案例，可能已随案例集移除", "there is no such decision; its collection may have been removed"))
	collection, place, _ := strings.Cut(id, "/")
	err = s.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		c, err = CollectionOf(r, collection)
		return err
	})
	n, wrong := strconv.Atoi(place)
	if fault.KindOf(err) == fault.NotFound || err == nil && (wrong != nil || n < 1 || n > c.Documents) {
		return c, d, gone
	}
	if err != nil {
		return c, d, err
	}
	lines, err := s.linesOf(c.SHA256)
	if err != nil {
		return c, d, err
	}
	if n >= len(lines) {
		return c, d, damagedCollection(errors.New("too few lines"))
	}
	file, err := s.Files.Blobs.Open(c.SHA256)
	if err != nil {
		return c, d, err
	}
	defer file.Close()
	raw := make([]byte, lines[n]-lines[n-1])
	if _, err := file.ReadAt(raw, lines[n-1]); err != nil && !errors.Is(err, io.EOF) {
		return c, d, damagedCollection(err)
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return c, d, damagedCollection(err)
	}
	return c, d, nil
}

func damagedCollection(cause error) error {
	return fault.New(fault.Damaged, "precedent.document", fault.T("案例集的文件已损坏", "the file of the collection is damaged")).WithCause(cause)
}

// linesOf finds where the documents of a file begin, once.
func (s *CollectionSource) linesOf(sha string) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if lines, had := s.lines[sha]; had {
		return lines, nil
	}
	file, err := s.Files.Blobs.Open(sha)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, at := []int64{0}, int64(0)
	in := bufio.NewReaderSize(file, 1<<20)
	for {
		part, err := in.ReadSlice('\n')
		at += int64(len(part))
		switch {
		case errors.Is(err, io.EOF):
			if s.lines == nil {
				s.lines = map[string][]int64{}
			}
			s.lines[sha] = lines
			return lines, nil
		case err == nil:
			lines = append(lines, at)
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, damagedCollection(fmt.Errorf("read: %w", err))
		}
	}
}

package precedent

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

const (
	openLimit  = 2 * time.Minute
	batchLimit = 3 * time.Minute
	mergeLimit = 30 * time.Minute
	closeLimit = 30 * time.Second
)

// mergePlan lets more segments stand side by side than Bleve would, forty of a size instead of ten: most papers of a rebuild are
// merged but once, when it ends, which halves the work of merging.
var mergePlan = map[string]any{"maxSegmentsPerTier": 40, "segmentsPerMergeTask": 40}

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
		s, err := scorch.NewScorch("scorch", map[string]any{"path": dir, "bolt_timeout": "2s", "scorchMergePlanOptions": mergePlan}, e.queue)
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

// mostRounds is how often a merge is asked for: one round leaves several segments where there were many.
const mostRounds = 5

// compact merges all segments into one, so that the words of removed papers are gone from the files.
func (e *engine) compact(ctx context.Context) error {
	for range mostRounds {
		if err := bounded(mergeLimit, func() error { return e.scorch.ForceMerge(ctx, nil) }); err != nil {
			return err
		}
		r, err := e.reader()
		if err != nil {
			return err
		}
		n := len(r.Segments())
		if err := r.Close(); err != nil || n < 2 {
			return err
		}
	}
	return nil
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

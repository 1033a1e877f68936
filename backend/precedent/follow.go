package precedent

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"zhiheng/backend/fault"
)

// batchText bounds the text that is held in memory for one batch, in bytes.
const batchText = 24 << 20

// Follow keeps the index up to date until the context ends: it takes in what is new when woken and, in case a call to
// Wake was missed, from time to time. Errors show in State and are tried again.
func (x *Index) Follow(ctx context.Context) error {
	var backOff time.Duration
	for {
		err := x.CatchUp(ctx)
		if ctx.Err() != nil || x.State().Phase == Closed {
			return nil
		}
		wait, wake := x.opts.Poll, x.wake
		if err != nil { // not at once again, however often it is woken
			x.note(Failing, err)
			backOff = min(max(time.Second, 2*backOff), x.opts.Poll)
			wait, wake = backOff, nil
		} else {
			backOff = 0
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (x *Index) note(phase Phase, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state.Phase, x.state.Reason = phase, err.Error()
}

// CatchUp takes in all changes up to the ledger's head and returns when done. It makes the index anew if it must. When the
// context ends in between, what is written so far stays, and the next call goes on from there.
func (x *Index) CatchUp(ctx context.Context) error {
	x.work.Lock()
	defer x.work.Unlock()
	if x.State().Phase == Closed {
		return fault.New(fault.Unavailable, "precedent.catchUp", fault.T("检索已关闭", "search is closed"))
	}
	for try := 0; ; try++ {
		err := x.catchUp(ctx)
		if err == nil || cancelled(err) || x.distrusted() == nil || try == 1 {
			return fault.Wrap("precedent.catchUp", err)
		}
	}
}

// catchUp is one attempt. On any doubt it marks the index and returns an error, so that the next attempt begins anew.
func (x *Index) catchUp(ctx context.Context) error {
	head, err := x.src.Head(ctx)
	if err != nil {
		return err
	}
	if err := x.sameHistory(ctx, head); err != nil {
		return err
	}
	if x.eng == nil || x.distrusted() != nil {
		if err := x.reset(head); err != nil {
			return err
		}
	}
	x.progress(head, true)
	anew := x.eng.record.Seq < x.eng.record.Floor
	gone := 0
	for x.eng.record.Seq < head.Seq { // what comes meanwhile is for the next time
		if err := ctx.Err(); err != nil {
			return err
		}
		changes, err := x.src.Changes(ctx, x.eng.record.Seq, x.batch(anew))
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			break
		}
		n, err := x.take(ctx, changes)
		if err != nil {
			return err
		}
		gone += n
		x.progress(head, true)
	}
	if gone > 0 || anew { // so that the words of removed papers are gone from the files; and small after a rebuild
		if err := x.eng.compact(ctx); err != nil {
			x.distrust(err)
			return err
		}
		x.renew()
	}
	x.progress(head, false)
	return nil
}

// batch is how many papers are written at a time. A rebuild writes more, so that there is less to merge at its end.
func (x *Index) batch(anew bool) int {
	switch {
	case x.opts.Batch > 0:
		return x.opts.Batch
	case anew:
		return 4000
	}
	return 1000
}

// sameHistory tells an index that is ahead of the ledger, or follows another history of it, from one to go on with.
func (x *Index) sameHistory(ctx context.Context, head Head) error {
	if x.eng == nil || x.eng.record.Seq == 0 || x.distrusted() != nil {
		return nil
	}
	r := x.eng.record
	if r.Seq > head.Seq {
		x.distrust(errors.New("the index is ahead of the ledger"))
		return nil
	}
	mark, err := x.src.Mark(ctx, r.Seq)
	if err != nil {
		return err
	}
	if mark != r.Mark {
		x.distrust(errors.New("the ledger's history is another one"))
	}
	return nil
}

// progress puts the present counts into the state.
func (x *Index) progress(head Head, busy bool) {
	size := x.eng.size()
	x.mu.Lock()
	defer x.mu.Unlock()
	r, s := x.eng.record, &x.state
	s.Done, s.Seq, s.Head, s.Of, s.Bytes = r.Papers, r.Seq, head.Seq, int64(head.Papers), size
	switch {
	case !busy:
		s.Phase = Following
	case r.Seq < r.Floor:
		s.Phase = Rebuilding
	default:
		s.Phase = Behind
	}
}

// job is a paper on its way into the index.
type job struct {
	id    string
	gone  bool
	new   bool // known not to be in the index
	paper Paper
	pages []Page
	doc   *document.Document
}

// take writes a list of changes in one or more batches and tells how many papers went.
func (x *Index) take(ctx context.Context, changes []Change) (gone int, err error) {
	last := make(map[string]int, len(changes))
	for i, c := range changes {
		last[c.Paper] = i
	}
	var jobs []*job
	size := 0
	for i, c := range changes {
		if last[c.Paper] == i {
			j, err := x.read(ctx, c)
			if err != nil {
				return gone, err
			}
			if j != nil {
				jobs = append(jobs, j)
				for _, p := range j.pages {
					size += len(p.Text)
				}
			}
		}
		if size < batchText && i+1 < len(changes) {
			continue
		}
		n, err := x.write(ctx, jobs, c.Seq)
		if err != nil {
			return gone, err
		}
		gone += n
		jobs, size = nil, 0
	}
	return gone, nil
}

// read fetches a changed paper from the source. It gives nil for one that was read already since the rebuild began.
func (x *Index) read(ctx context.Context, c Change) (*job, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := &job{id: c.Paper, gone: c.Gone}
	if c.Gone {
		return j, nil
	}
	if c.Seq <= x.eng.record.Floor {
		if had, err := x.has(c.Paper); err != nil || had {
			return nil, err
		}
		j.new = true
	}
	var err error
	if j.paper, err = x.src.Paper(ctx, c.Paper); err == nil {
		j.pages, err = x.src.Text(ctx, c.Paper)
	}
	if fault.KindOf(err) == fault.NotFound {
		return &job{id: c.Paper, gone: true, new: j.new}, nil
	}
	j.paper.ID = c.Paper
	return j, err
}

// write builds the documents of a list of papers and puts them on disk together with the sequence they bring the index to.
func (x *Index) write(ctx context.Context, jobs []*job, seq int64) (gone int, err error) {
	build(jobs)
	mark, err := x.src.Mark(ctx, seq)
	if err != nil {
		return 0, err
	}
	r := x.eng.record
	r.Seq, r.Mark = seq, mark
	b := index.NewBatch()
	for _, j := range jobs {
		had := false
		if !j.new {
			if had, err = x.has(j.id); err != nil {
				return 0, err
			}
		}
		if had {
			r.Papers--
			r.Sum ^= idSum(j.id)
		}
		if j.gone {
			if had {
				b.Delete(j.id)
				gone++
			}
			continue
		}
		r.Papers++
		r.Sum ^= idSum(j.id)
		b.Update(j.doc)
	}
	if err := x.eng.write(b, r); err != nil {
		x.distrust(err)
		return 0, storageFault(err)
	}
	x.renew()
	return gone, nil
}

// build makes the documents, on up to two processors: the rest of the machine is somebody's desk.
func build(jobs []*job) {
	var wg sync.WaitGroup
	next := make(chan *job)
	for range min(2, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for j := range next {
				j.doc = buildDocument(j.paper, j.pages)
				j.pages = nil
				for _, f := range j.doc.Fields {
					f.Analyze()
				}
			}
		})
	}
	for _, j := range jobs {
		if !j.gone {
			next <- j
		}
	}
	close(next)
	wg.Wait()
}

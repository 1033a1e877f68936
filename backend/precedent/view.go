package precedent

import (
	"encoding/json"
	"sort"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"zhiheng/backend/fault"
)

// view is the index as it was at one moment, shared by the searches of that moment. Papers have numbers in it, from 0.
type view struct {
	snap    *scorch.IndexSnapshot
	record  record
	offsets []uint64 // number of the first paper of each segment
	size    int      // papers, with those deleted since
	refs    int      // guarded by Index.mu: searches that use it, and one for being the latest

	mu    sync.Mutex
	cards []*card // by number, read when first needed
}

// acquire gives the latest view, with a reference to release. The caller holds life for reading.
func (x *Index) acquire() (*view, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.eng == nil || x.doubt != nil {
		return nil, fault.New(fault.Unavailable, "precedent.search", fault.T("检索索引正在重建，请稍候", "the search index is being rebuilt, please wait")).
			WithHint(fault.T("案卷和其他功能不受影响。", "Cases and everything else keep working."))
	}
	if x.view == nil {
		snap, err := x.eng.reader()
		if err != nil {
			return nil, err
		}
		if x.view, err = newView(snap); err != nil {
			_ = guarded(snap.Close)
			return nil, err
		}
	}
	x.view.refs++
	return x.view, nil
}

func newView(snap *scorch.IndexSnapshot) (*view, error) {
	v := &view{snap: snap, refs: 1}
	raw, err := snap.GetInternal([]byte(recordKey))
	if err != nil {
		return nil, err
	}
	if raw != nil {
		if v.record, err = decodeRecord(raw); err != nil {
			return nil, err
		}
	}
	for _, seg := range snap.Segments() {
		v.offsets = append(v.offsets, uint64(v.size))
		v.size += int(seg.FullSize())
	}
	v.cards = make([]*card, v.size)
	return v, nil
}

// release gives a view back.
func (x *Index) release(v *view) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.unref(v)
}

func (x *Index) unref(v *view) {
	if v.refs--; v.refs == 0 {
		_ = guarded(v.snap.Close)
	}
}

// renew makes the next search take a new view.
func (x *Index) renew() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.dropViewLocked()
}

func (x *Index) dropView() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.dropViewLocked()
}

func (x *Index) dropViewLocked() {
	if x.view != nil {
		x.unref(x.view)
		x.view = nil
	}
}

// card gives the card of a paper by its number in the view.
func (v *view) card(n uint32) (*card, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if c := v.cards[n]; c != nil {
		return c, nil
	}
	i := sort.Search(len(v.offsets), func(i int) bool { return v.offsets[i] > uint64(n) }) - 1
	c := &card{}
	var bad error
	err := v.snap.Segments()[i].VisitDocument(uint64(n)-v.offsets[i], func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldCard {
			bad = json.Unmarshal(value, c)
			return false
		}
		return true
	})
	switch {
	case err != nil:
		return nil, err
	case bad != nil:
		return nil, bad
	case c.ID == "":
		return nil, errDoubt
	}
	v.cards[n] = c
	return c, nil
}

// number finds a paper in the view.
func (v *view) number(id string) (n uint32, found bool, err error) {
	internal, err := v.snap.InternalID(id)
	if err != nil || internal == nil {
		return 0, false, err
	}
	return uint32(internal.Value()), true, nil
}

// cardOfPaper gives a paper's card from the latest view, nil if it is not in the index. The caller holds work.
func (x *Index) cardOfPaper(id string) (*card, error) {
	v, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer x.release(v)
	var c *card
	err = guarded(func() error {
		n, found, err := v.number(id)
		if err != nil || !found {
			return err
		}
		c, err = v.card(n)
		return err
	})
	if err != nil {
		x.distrust(err)
	}
	return c, err
}

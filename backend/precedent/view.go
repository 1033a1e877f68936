package precedent

import (
	"sort"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"zhiheng/backend/fault"
)

// view is the index as it was at one moment, shared by the searches of that moment. Papers have numbers in it.
type view struct {
	snap   *scorch.IndexSnapshot
	record record
	segs   []*seg
	size   int              // one more than the largest number
	live   set              // papers that have not been deleted
	refs   int              // guarded by Index.mu: searches that use it, and one for being the latest
	shares map[rune]float64 // guarded by Index.mu: see share

	scores sync.Pool // []float32 by number, all zero

	mu         sync.Mutex // guards what follows
	after      int64      // changes up to here are in changed
	changed    map[uint32]*Paper
	restricted map[uint32]*Paper // restricted papers that were asked for
}

// seg is a segment of the index in a view. Its papers are numbered from first, a multiple of 64, so that sets of numbers can
// be cut into segments.
type seg struct {
	at     *scorch.SegmentSnapshot
	first  uint32
	papers uint32
	cols   *columns
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
		if x.view, err = x.newView(snap); err != nil {
			_ = guarded(snap.Close)
			return nil, err
		}
	}
	x.view.refs++
	return x.view, nil
}

// newView reads what a search needs of an index at once. The columns of segments that were there before are kept.
func (x *Index) newView(snap *scorch.IndexSnapshot) (*view, error) {
	v := &view{snap: snap, refs: 1, changed: map[uint32]*Paper{}, restricted: map[uint32]*Paper{}}
	raw, err := snap.GetInternal([]byte(recordKey))
	if err != nil {
		return nil, err
	}
	if raw != nil {
		if v.record, err = decodeRecord(raw); err != nil {
			return nil, err
		}
	}
	v.after = max(v.record.Seq, v.record.Floor)
	kept := map[uint64]*columns{}
	for _, at := range snap.Segments() {
		cols := x.columns[at.Id()]
		if cols == nil {
			cols = &columns{}
		}
		kept[at.Id()] = cols
		v.segs = append(v.segs, &seg{at: at, first: uint32(v.size), papers: uint32(at.FullSize()), cols: cols})
		v.size += (int(at.FullSize()) + 63) &^ 63
	}
	x.columns = kept
	v.live = newSet(v.size)
	for _, s := range v.segs {
		s.of(v.live).fill(s.papers)
		if gone := s.at.Deleted(); gone != nil {
			for it := gone.Iterator(); it.HasNext(); {
				v.live.remove(s.first + it.Next())
			}
		}
	}
	if v.shares = x.shares; v.shares == nil || float64(v.record.Papers) > 1.5*x.sharesAt || float64(v.record.Papers) < x.sharesAt/1.5 {
		v.shares = map[rune]float64{}
		x.shares, x.sharesAt = v.shares, float64(v.record.Papers)
	}
	return v, nil
}

// of is the part of a set that belongs to a segment.
func (s *seg) of(all set) set { return all[s.first/64 : (s.first+s.papers+63)/64] }

// segOf is the segment in which a number lies.
func (v *view) segOf(n uint32) int {
	return sort.Search(len(v.segs), func(i int) bool { return v.segs[i].first > n }) - 1
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

// id gives the id of a paper by its number.
func (v *view) id(n uint32) (string, error) {
	s := v.segs[v.segOf(n)]
	id, err := s.at.DocID(uint64(n - s.first))
	if err == nil && len(id) == 0 {
		err = errDoubt
	}
	return string(id), err
}

// number finds a paper in the view.
func (v *view) number(id string) (n uint32, found bool, err error) {
	for _, s := range v.segs {
		in, err := s.at.DocNumbers([]string{id})
		if err != nil {
			return 0, false, err
		}
		if !in.IsEmpty() {
			return s.first + in.Minimum(), true, nil
		}
	}
	return 0, false, nil
}

// averageLength is the mean number of tokens of a body, never below 1.
func (v *view) averageLength() (float64, error) {
	sum, n := 0.0, 0.0
	for _, s := range v.segs {
		if _, err := s.lengths(); err != nil {
			return 1, err
		}
		sum += s.cols.tokens
		n += float64(s.papers)
	}
	return max(1, sum/max(1, n)), nil
}

// has tells whether a paper is in the index. The caller holds work.
func (x *Index) has(id string) (found bool, err error) {
	v, err := x.acquire()
	if err != nil {
		return false, err
	}
	defer x.release(v)
	err = guarded(func() error {
		_, found, err = v.number(id)
		return err
	})
	if err != nil {
		x.distrust(err)
	}
	return found, err
}

package precedent

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"zhiheng/backend/fault"
)

// Options are the settings of an index. The zero value is right for an office.
type Options struct {
	Batch int              // papers written at a time; if 0 as many as suits
	Poll  time.Duration    // how often Follow looks by itself when nobody wakes it; 30 s if 0
	Now   func() time.Time // the clock, for Result.TookMs alone; if nil no time is taken
}

// Phase says what the index is doing.
type Phase string

// The phases of an index. Their names go over the wire.
const (
	Rebuilding Phase = "rebuilding" // being made anew: searches find what is there so far
	Behind     Phase = "behind"     // whole, but there are changes to take in
	Following  Phase = "following"  // whole and up to date when last looked
	Failing    Phase = "failing"    // the source or the disk gives errors; Follow tries again
	Closed     Phase = "closed"
)

// State is how the index stands. A search says "rebuilding, 1,200 of 3,400" from Done and Of.
type State struct {
	Phase    Phase  `json:"phase"`
	Done     int64  `json:"done"`               // papers in the index
	Of       int64  `json:"of"`                 // papers in the office; 0 when unknown
	Seq      int64  `json:"seq"`                // last change that is in the index
	Head     int64  `json:"head"`               // end of the ledger when last looked
	Bytes    int64  `json:"bytes"`              // size on disk
	Rebuilds int    `json:"rebuilds,omitempty"` // since it was opened
	Reason   string `json:"reason,omitempty"`   // why it was last rebuilt or why it fails: for the log
}

// Index is the full-text index of an office. It may be used by many goroutines.
type Index struct {
	dir  string
	src  Source
	opts Options
	wake chan struct{}
	lock *flock.Flock // one process per folder: a rebuild removes files

	work sync.Mutex   // held by the one goroutine that writes
	life sync.RWMutex // held for reading by each search, for writing while the engine is exchanged
	eng  *engine      // nil until made, after Close, and while it cannot be made

	mu    sync.Mutex // guards what follows
	view  *view
	state State
	doubt error

	synonyms map[string][][]rune // see SetSynonyms
	columns  map[uint64]*columns // of the segments in the latest view
	shares   map[rune]float64    // see share
	sharesAt float64             // papers in the index when these were estimated
}

// Open opens the index in a folder of its own, or makes it. Before Bleve sees the files they are checked; an index that is
// damaged, of another version, or from another history of the ledger is removed and made anew by Follow or CatchUp. Only
// a folder that cannot be used at all is an error (fault.Storage), or one that another process uses (fault.Unavailable).
func Open(dir string, src Source, opts Options) (*Index, error) {
	if opts.Poll <= 0 {
		opts.Poll = 30 * time.Second
	}
	x := &Index{dir: filepath.Join(dir, "papers"), src: src, opts: opts, wake: make(chan struct{}, 1),
		lock: flock.New(filepath.Join(dir, "papers.lock"))}
	if err := os.MkdirAll(x.dir, 0o700); err != nil {
		return nil, storageFault(err)
	}
	if held, err := x.lock.TryLock(); err != nil {
		return nil, storageFault(err)
	} else if !held {
		return nil, fault.New(fault.Unavailable, "precedent.open", fault.T("检索索引正被另一个程序使用", "another program is using the search index")).
			WithHint(fault.T("请先关闭另一个窗口或命令。", "Close the other window or command first."))
	}
	x.state.Phase = Behind
	err := x.openFound()
	if err == nil {
		return x, nil
	}
	reason := err.Error()
	if errors.Is(err, os.ErrNotExist) && x.isEmpty() {
		reason = "new"
	}
	x.distrust(errors.New(reason))
	return x, nil
}

// openFound checks and opens the files that are there.
func (x *Index) openFound() error {
	if err := guarded(func() error { return checkFiles(x.dir) }); err != nil {
		return err
	}
	eng, err := openEngine(x.dir, false)
	if err != nil {
		return err
	}
	x.eng = eng
	x.mu.Lock()
	x.state.Done, x.state.Seq, x.state.Bytes = eng.record.Papers, eng.record.Seq, eng.size()
	x.mu.Unlock()
	return nil
}

func (x *Index) isEmpty() bool {
	entries, err := os.ReadDir(x.dir)
	return err == nil && len(entries) == 0
}

// distrust marks the index as one to make anew. Searches are refused until that has begun.
func (x *Index) distrust(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.state.Phase == Closed {
		return
	}
	if x.doubt == nil {
		x.doubt = err
	}
	x.state.Phase, x.state.Reason, x.state.Done = Rebuilding, err.Error(), 0
	x.Wake()
}

// Rebuild has the index made anew by the next CatchUp, or by Follow. Searches are refused until that has begun.
func (x *Index) Rebuild() { x.distrust(errors.New("asked for")) }

// distrusted tells why the index is to be made anew, nil if it is not.
func (x *Index) distrusted() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.doubt
}

// State tells how the index stands. It does not touch the disk.
func (x *Index) State() State {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state
}

// Wake tells Follow that the ledger has grown. It never blocks.
func (x *Index) Wake() {
	select {
	case x.wake <- struct{}{}:
	default:
	}
}

// Close lets go of the files. Searches after it are refused.
func (x *Index) Close() error {
	x.work.Lock()
	defer x.work.Unlock()
	x.life.Lock()
	defer x.life.Unlock()
	x.dropView()
	x.eng.close()
	x.eng = nil
	x.mu.Lock()
	x.state.Phase = Closed
	x.mu.Unlock()
	return fault.Wrap("precedent.close", x.lock.Unlock())
}

// reset throws the files away and begins a new index at the ledger's present head. The caller holds work.
func (x *Index) reset(head Head) error {
	x.life.Lock()
	defer x.life.Unlock()
	x.dropView()
	x.eng.close()
	x.eng = nil
	if err := os.RemoveAll(x.dir); err != nil {
		return storageFault(err)
	}
	if err := os.MkdirAll(x.dir, 0o700); err != nil {
		return storageFault(err)
	}
	eng, err := openEngine(x.dir, true)
	if err != nil {
		return storageFault(err)
	}
	eng.record = record{Version: version, Floor: head.Seq}
	x.eng = eng
	x.mu.Lock()
	x.columns = nil
	x.doubt = nil
	x.state.Phase, x.state.Done, x.state.Seq = Rebuilding, 0, 0
	x.state.Rebuilds++
	x.mu.Unlock()
	return nil
}

func storageFault(err error) error {
	return fault.New(fault.Storage, "precedent.index", fault.T("检索索引所在的磁盘不能使用", "the disk of the search index cannot be used")).
		WithHint(fault.T("请检查磁盘空间和权限；案卷和原件不受影响。", "Check disk space and permissions; cases and originals are not affected.")).
		WithCause(err)
}

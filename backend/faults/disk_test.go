package faults_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
)

const blockSize = 4096

// disk is a disk with a cache: what is written is seen by everybody at once, and outlasts a power cut for certain only
// once its file, and the folder of its name, have been synced.
type disk struct {
	mu   sync.Mutex
	root *node
	last uint64
	off  bool // the power is cut: nothing works any more

	changes int                                   // operations so far that change something
	fail    func(change int, op op) syscall.Errno // may refuse such an operation; may be nil
}

// op is an operation that changes the disk.
type op string

const (
	opWrite, opCreate, opRemove, opRename, opSync, opAttribute op = "write", "create", "remove", "rename", "sync", "attribute"
)

// node is a file or a folder.
type node struct {
	id     uint64
	folder bool
	mode   uint32

	data, synced []byte
	dirty        map[int64]bool // blocks that differ, or may

	names, syncedNames map[string]*node
}

func newDisk() *disk {
	d := &disk{}
	d.root = d.newNode(true, 0o700)
	return d
}

func (d *disk) newNode(folder bool, mode uint32) *node {
	d.last++
	n := &node{id: d.last, folder: folder, mode: mode, dirty: map[int64]bool{}}
	if folder {
		n.names, n.syncedNames = map[string]*node{}, map[string]*node{}
	}
	return n
}

// change runs an operation that changes the disk, unless the power is off or the disk refuses.
func (d *disk) change(o op, run func() syscall.Errno) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return syscall.EIO
	}
	d.changes++
	if d.fail != nil {
		if errno := d.fail(d.changes, o); errno != 0 {
			return errno
		}
	}
	return run()
}

// look runs an operation that only reads.
func (d *disk) look(run func() syscall.Errno) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return syscall.EIO
	}
	return run()
}

// cutPower stops the disk at this moment.
func (d *disk) cutPower() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
}

func (n *node) write(data []byte, at int64) {
	if end := at + int64(len(data)); end > int64(len(n.data)) {
		n.resize(end)
	}
	copy(n.data[at:], data)
	n.touch(at, at+int64(len(data)))
}

func (n *node) resize(size int64) {
	old := int64(len(n.data))
	if size <= old {
		n.data = n.data[:size]
		n.touch(size, old)
		return
	}
	grown := slices.Grow(n.data, int(size-old))[:size]
	clear(grown[old:])
	n.data = grown
	n.touch(old, size)
}

func (n *node) touch(from, to int64) {
	for block := from / blockSize; block*blockSize < to; block++ {
		n.dirty[block] = true
	}
}

// sync makes all there is of a node last: the bytes of a file, the names in a folder.
func (n *node) sync() {
	if n.folder {
		n.syncedNames = maps.Clone(n.names)
		return
	}
	old := len(n.synced)
	if len(n.data) <= old {
		n.synced = n.synced[:len(n.data)]
	} else {
		n.synced = slices.Grow(n.synced, len(n.data)-old)[:len(n.data)]
		clear(n.synced[old:])
	}
	for block := range n.dirty {
		if from := block * blockSize; from < int64(len(n.data)) {
			copy(n.synced[from:], n.data[from:min(from+blockSize, int64(len(n.data)))])
		}
	}
	clear(n.dirty)
}

// afterCut is a disk as it may be found when the power comes back: every block and every name that was not synced is kept
// with a probability, each for itself.
func (d *disk) afterCut(r *rand.Rand, kept float64) *disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := &cut{r: r, kept: kept, on: &disk{}, seen: map[*node]*node{}}
	c.on.root = c.node(d.root)
	return c.on
}

type cut struct {
	r    *rand.Rand
	kept float64
	on   *disk
	seen map[*node]*node // a file may be found under two names
}

func (c *cut) keep() bool { return c.r.Float64() < c.kept }

func (c *cut) node(n *node) *node {
	if found := c.seen[n]; found != nil {
		return found
	}
	found := c.on.newNode(n.folder, n.mode)
	c.seen[n] = found
	if !n.folder {
		found.data = c.bytes(n)
		found.synced = slices.Clone(found.data)
		return found
	}
	all := maps.Clone(n.syncedNames)
	maps.Copy(all, n.names)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		child, sure := n.names[name], n.syncedNames[name]
		if child != sure && !c.keep() {
			child = sure
		}
		if child != nil {
			found.names[name] = c.node(child)
		}
	}
	found.syncedNames = maps.Clone(found.names)
	return found
}

func (c *cut) bytes(n *node) []byte {
	size := len(n.synced)
	if len(n.data) != size && c.keep() {
		size = len(n.data)
	}
	out := make([]byte, size)
	copy(out, n.synced)
	for _, block := range slices.Sorted(maps.Keys(n.dirty)) {
		from, to := block*blockSize, min((block+1)*blockSize, int64(len(n.data)))
		if c.keep() && from < int64(size) && from < to {
			copy(out[from:], n.data[from:to])
		}
	}
	return out
}

// writeTo writes all there is on the disk into a real folder.
func (d *disk) writeTo(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.root.writeTo(dir)
}

func (n *node) writeTo(path string) error {
	if !n.folder {
		return os.WriteFile(path, n.data, os.FileMode(n.mode).Perm())
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	for name, child := range n.names {
		if err := child.writeTo(filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

func TestTheDiskForgetsWhatWasNotSynced(t *testing.T) {
	d := newDisk()
	add := func(name string, size int) *node {
		n := d.newNode(false, 0o600)
		d.root.names[name] = n
		n.write(make([]byte, size), 0)
		return n
	}
	half, whole, nameless := add("half", 3*blockSize), add("whole", 10), add("nameless", 10)
	half.sync()
	whole.sync()
	d.root.sync()
	half.write([]byte{1}, 0)
	half.write([]byte{2}, 2*blockSize)
	half.write([]byte{3}, 5*blockSize)
	nameless.sync()
	delete(d.root.names, "nameless")
	d.root.sync()
	d.root.names["nameless"] = nameless
	delete(d.root.names, "whole")

	forgot := d.afterCut(rand.New(rand.NewPCG(1, 1)), 0).root
	if forgot.names["nameless"] != nil || forgot.names["whole"] == nil {
		t.Errorf("names after forgetting all: %v", slices.Sorted(maps.Keys(forgot.names)))
	}
	if got := forgot.names["half"].data; len(got) != 3*blockSize || got[0] != 0 || got[2*blockSize] != 0 {
		t.Error("unsynced blocks were kept")
	}
	kept := d.afterCut(rand.New(rand.NewPCG(1, 1)), 1).root
	if kept.names["nameless"] == nil || kept.names["whole"] != nil {
		t.Errorf("names after keeping all: %v", slices.Sorted(maps.Keys(kept.names)))
	}
	if !slices.Equal(kept.names["half"].data, half.data) {
		t.Error("blocks were lost although all were kept")
	}
	mixed := map[[3]byte]int{}
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		got := d.afterCut(r, 0.5).root.names["half"].data
		state := [3]byte{got[0], got[2*blockSize]}
		if len(got) > 5*blockSize {
			state[2] = 1 + got[5*blockSize]
		}
		mixed[state]++
	}
	if len(mixed) != 12 { // two blocks, and a third that is not there, there and empty, or there and written
		t.Errorf("%d of 12 mixtures: %v", len(mixed), mixed)
	}
	half.sync()
	half.resize(1)
	half.resize(blockSize)
	half.sync()
	if got := d.afterCut(r, 0).root.names["half"].data; len(got) != blockSize || got[1] != 0 {
		t.Error("a file that was cut short and synced came back otherwise")
	}
}

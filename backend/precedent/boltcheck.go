package precedent

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"os"
)

// Bleve keeps the list of its segment files in root.bolt, and the bbolt library trusts the pages it maps: a damaged page is
// a panic or a fault in a goroutine that nobody can catch. So the file is walked here first, in plain memory with every
// offset checked, before the library sees it.

// largestRoot bounds how much of root.bolt is read into memory. An index's root is some tens of kilobytes.
const largestRoot = 256 << 20

var errRoot = errors.New("root.bolt is damaged")

const (
	pageBranch   = 0x01
	pageLeaf     = 0x02
	pageFreelist = 0x10
	leafBucket   = 0x01
	pageHeader   = 16
	boltMagic    = 0xED0CDAED
)

// boltWalk is one pass over the pages of a bbolt file.
type boltWalk struct {
	data     []byte
	pageSize uint64
	high     uint64 // first page beyond the file in use
	seen     map[uint64]bool
	segments map[string]bool // files named under the key "p" of any bucket
	depth    int
}

// checkBolt walks a bbolt file and returns the names of the segment files it speaks of.
func checkBolt(path string) (map[string]bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > largestRoot || info.Size() < 4096 {
		return nil, errRoot
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	w := &boltWalk{data: data, seen: map[uint64]bool{}, segments: map[string]bool{}}
	root, freelist, ok := w.meta()
	if !ok {
		return nil, errRoot
	}
	if !w.page(root, nil, nil) || !w.freelist(freelist) {
		return nil, errRoot
	}
	return w.segments, nil
}

// meta reads the two meta pages and takes the newer valid one, as bbolt does.
func (w *boltWalk) meta() (root, freelist uint64, ok bool) {
	le := binary.NativeEndian
	var best uint64
	var size uint32
	for _, off := range w.metaOffsets() {
		if off+pageHeader+64 > uint64(len(w.data)) {
			continue
		}
		m := w.data[off+pageHeader:]
		h := fnv.New64a()
		_, _ = h.Write(m[:56])
		if le.Uint32(m) != boltMagic || le.Uint32(m[4:]) != 2 || h.Sum64() != le.Uint64(m[56:]) {
			continue
		}
		if tx := le.Uint64(m[48:]); !ok || tx > best {
			best, ok = tx, true
			size = le.Uint32(m[8:])
			root, freelist, w.high = le.Uint64(m[16:]), le.Uint64(m[32:]), le.Uint64(m[40:])
		}
	}
	w.pageSize = uint64(size)
	if !ok || size < 512 || size > 1<<17 || size&(size-1) != 0 || w.high > uint64(len(w.data))/w.pageSize {
		return 0, 0, false
	}
	return root, freelist, true
}

// metaOffsets gives where the meta pages may stand: the second is one page on, whatever the page size.
func (w *boltWalk) metaOffsets() []uint64 {
	out := []uint64{0}
	for size := uint64(512); size <= 1<<17; size *= 2 {
		out = append(out, size)
	}
	return out
}

// raw returns a page with its overflow, its flags and its count of elements. Each page may be used once.
func (w *boltWalk) raw(id uint64) (p []byte, flags, count uint16, ok bool) {
	if id < 2 || id >= w.high {
		return nil, 0, 0, false
	}
	p = w.data[id*w.pageSize:]
	if len(p) < pageHeader || binary.NativeEndian.Uint64(p) != id {
		return nil, 0, 0, false
	}
	overflow := uint64(binary.NativeEndian.Uint32(p[12:]))
	if overflow > w.high || id+overflow >= w.high {
		return nil, 0, 0, false
	}
	for i := id; i <= id+overflow; i++ {
		if w.seen[i] {
			return nil, 0, 0, false
		}
		w.seen[i] = true
	}
	p = p[:(overflow+1)*w.pageSize]
	return p, binary.NativeEndian.Uint16(p[8:]), binary.NativeEndian.Uint16(p[10:]), true
}

// page walks a branch or leaf page whose keys must lie in [low, below).
func (w *boltWalk) page(id uint64, low, below []byte) bool {
	w.depth++
	defer func() { w.depth-- }()
	p, flags, count, ok := w.raw(id)
	if !ok || w.depth > 40 {
		return false
	}
	switch flags {
	case pageLeaf:
		return w.leaf(p, int(count), low, below)
	case pageBranch:
		return w.branch(p, int(count), low, below)
	}
	return false
}

func (w *boltWalk) branch(p []byte, count int, low, below []byte) bool {
	type child struct {
		key []byte
		id  uint64
	}
	if count == 0 {
		return false
	}
	list := make([]child, 0, count)
	for i := range count {
		off := pageHeader + 16*i
		if off+16 > len(p) {
			return false
		}
		e := p[off:]
		key, ok := span(p, uint64(off)+u32(e), u32(e[4:]))
		if !ok || !inOrder(key, low, below, i > 0 && bytes.Compare(list[max(i-1, 0)].key, key) >= 0) {
			return false
		}
		list = append(list, child{key, binary.NativeEndian.Uint64(e[8:])})
	}
	for i, c := range list {
		upper := below
		if i+1 < len(list) {
			upper = list[i+1].key
		}
		if !w.page(c.id, c.key, upper) {
			return false
		}
	}
	return true
}

func (w *boltWalk) leaf(p []byte, count int, low, below []byte) bool {
	var last []byte
	for i := range count {
		off := pageHeader + 16*i
		if off+16 > len(p) {
			return false
		}
		e := p[off:]
		key, ok := span(p, uint64(off)+u32(e[4:]), u32(e[8:]))
		if !ok || !inOrder(key, low, below, i > 0 && bytes.Compare(last, key) >= 0) {
			return false
		}
		last = key
		value, ok := span(p, uint64(off)+u32(e[4:])+u32(e[8:]), u32(e[12:]))
		if !ok {
			return false
		}
		switch u32(e) {
		case 0:
			if string(key) == "p" {
				w.segments[string(value)] = true
			}
		case leafBucket:
			if !w.bucket(value) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// bucket walks a bucket: on pages of its own, or inline in the value.
func (w *boltWalk) bucket(value []byte) bool {
	w.depth++
	defer func() { w.depth-- }()
	if len(value) < 16 || w.depth > 40 {
		return false
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return w.page(root, nil, nil)
	}
	p := value[16:]
	if len(p) < pageHeader || binary.NativeEndian.Uint16(p[8:]) != pageLeaf {
		return false
	}
	return w.leaf(p, int(binary.NativeEndian.Uint16(p[10:])), nil, nil)
}

// freelist checks that no page is both free and in use.
func (w *boltWalk) freelist(id uint64) bool {
	p, flags, n, ok := w.raw(id)
	if !ok || flags != pageFreelist {
		return false
	}
	count, at := uint64(n), uint64(pageHeader)
	if n == 0xFFFF {
		if len(p) < pageHeader+8 {
			return false
		}
		count, at = binary.NativeEndian.Uint64(p[pageHeader:]), pageHeader+8
	}
	if count > w.high || at+8*count > uint64(len(p)) {
		return false
	}
	last := uint64(1)
	for i := range count {
		free := binary.NativeEndian.Uint64(p[at+8*i:])
		if free <= last || free >= w.high || w.seen[free] {
			return false
		}
		last = free
	}
	return true
}

func u32(b []byte) uint64 { return uint64(binary.NativeEndian.Uint32(b)) }

// span cuts [off, off+n) out of a page.
func span(p []byte, off, n uint64) ([]byte, bool) {
	if off > uint64(len(p)) || n > uint64(len(p))-off {
		return nil, false
	}
	return p[off : off+n], true
}

// inOrder tells whether a key lies within its parent's bounds and behind its neighbour. Bounds of nil are open.
func inOrder(key, low, below []byte, notAscending bool) bool {
	return !notAscending && len(key) > 0 && (low == nil || bytes.Compare(key, low) >= 0) &&
		(below == nil || bytes.Compare(key, below) < 0)
}

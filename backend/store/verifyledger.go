package store

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
)

// mostWorkers is how many goroutines a verification lets read at a time.
const mostWorkers = 8

func workers() int { return max(1, min(runtime.GOMAXPROCS(0), mostWorkers)) }

// named is a head of this ledger that an entry names.
type named struct {
	Seq  int64  `json:"seq"`
	Size int64  `json:"size"`
	Root string `json:"root"`
	SM3  string `json:"sm3"`
}

// heads are the heads to be reckoned anew, by size.
type heads struct {
	named map[int64][]named
	sizes []int64 // in order: of those and of the anchors
}

func (v *verification) heads() (h heads, err error) {
	rows, err := All[named](v.disk, "SELECT seq, size, root, sm3 FROM named_head ORDER BY size")
	h.named = map[int64][]named{}
	for _, row := range rows {
		h.named[row.Size] = append(h.named[row.Size], row)
		h.sizes = append(h.sizes, row.Size)
	}
	for size := range v.anchors {
		h.sizes = append(h.sizes, size)
	}
	slices.Sort(h.sizes)
	h.sizes = slices.Compact(h.sizes)
	return h, err
}

// task is a stretch that is to be read, and where it goes.
type task struct {
	first int64
	out   chan stretch
}

// ledger checks every entry against the tree, and the heads that were named, or kept elsewhere, against the entries. Stretches
// are reckoned side by side, and put together in order.
func (v *verification) ledger() error {
	heads, err := v.heads()
	if err != nil {
		return err
	}
	if err := v.strangers(); err != nil {
		return err
	}
	v.progress(PhaseLedger, 0, v.total)
	ctx, stop := context.WithCancel(v.disk.ctx)
	defer stop()
	work, inOrder := make(chan task), make(chan chan stretch, 2*workers())
	var working sync.WaitGroup
	defer working.Wait() // their connections are closed then
	for range workers() {
		working.Go(func() { v.reckon(ctx, work) })
	}
	go func() {
		defer close(inOrder)
		defer close(work)
		for first := int64(0); first < v.total && ctx.Err() == nil; first += stretchSize {
			t := task{first, make(chan stretch, 1)}
			work <- t
			inOrder <- t.out
		}
	}()
	for out := range inOrder {
		s := <-out
		if err == nil && s.err != nil {
			err = s.err
			stop() // what is under way ends
		}
		if err == nil {
			v.add(s, heads)
			v.progress(PhaseLedger, s.first+int64(len(s.leaves)), v.total)
		}
	}
	if cancelled := v.disk.ctx.Err(); cancelled != nil {
		return storageError("store.verify", cancelled)
	}
	return err
}

// reckon reads stretches by a connection of its own.
func (v *verification) reckon(ctx context.Context, work <-chan task) {
	var own *aside
	for t := range work {
		s := stretch{first: t.first}
		if own == nil {
			own, s.err = v.store.ledgerReader()
		}
		if s.err == nil {
			s.err = s.read(&Reader{ctx, own.conn}, min(stretchSize, v.total-t.first))
		}
		t.out <- s
	}
	if own != nil {
		own.close()
	}
}

// strangers are entries and nodes outside the sequence: none belongs there.
func (v *verification) strangers() error {
	entries, err := All[int64](v.disk, "SELECT seq FROM entry WHERE seq < 1 OR seq > ? ORDER BY seq", v.total)
	if err != nil {
		return err
	}
	for _, seq := range entries {
		v.suspect[seq] = true
		v.report.Entries++
		v.report.add(Finding{Where: "entry", Seq: seq, What: fault.Tf("第%[1]d条账目不在账本的序列之内", "entry %[1]d stands outside the sequence of the ledger", seq)})
	}
	nodes, err := All[int64](v.disk, "SELECT n FROM tree_hash WHERE n < 0 OR n >= ? ORDER BY n", tlog.StoredHashCount(v.total))
	for _, n := range nodes {
		v.report.add(strayNode(n))
	}
	return err
}

func strayNode(n int64) Finding {
	return Finding{Where: "tree", Name: fmt.Sprint(n), What: fault.Tf("散列树多出第%[1]d个节点", "node %[1]d does not belong in the hash tree", n)}
}

func wrongNode(seq, n int64) Finding {
	return Finding{Where: "tree", Seq: seq, Name: fmt.Sprint(n), What: fault.Tf("散列树第%[1]d个节点与账目不符", "node %[1]d of the hash tree does not match the entries", n)}
}

// add puts a stretch behind those before it.
func (v *verification) add(s stretch, h heads) {
	v.report.Entries += s.seen
	for _, seq := range s.suspect {
		v.suspect[seq] = true
	}
	for _, f := range s.findings {
		v.report.add(f)
	}
	v.missing = v.missing || s.missing
	v.checkHeads(s, h)
	if len(s.leaves) < stretchSize {
		for i, leaf := range s.leaves {
			v.tree.Append(leaf)
			v.sm3.Append(s.sm3[i])
		}
		return
	}
	v.sm3.AppendComplete(stretchLevel, s.sm3Root)
	last := s.first + stretchSize
	for i, node := range v.tree.AppendComplete(stretchLevel, s.root) {
		if i >= len(s.above) || s.above[i] != (storedNode{node.Hash, true}) {
			v.report.add(wrongNode(last, node.Index))
		}
	}
}

// checkHeads reckons the heads that end within a stretch.
func (v *verification) checkHeads(s stretch, h heads) {
	from, _ := slices.BinarySearch(h.sizes, s.first+1)
	to, _ := slices.BinarySearch(h.sizes, s.first+int64(len(s.leaves))+1)
	if from == to {
		return
	}
	tree, other := v.tree.Clone(), v.sm3.Clone()
	for _, size := range h.sizes[from:to] {
		for i := tree.Size - s.first; i < size-s.first; i++ {
			tree.Append(s.leaves[i])
			other.Append(s.sm3[i])
		}
		root, sm3 := tree.Root(), other.Root()
		for _, anchor := range v.anchors[size] {
			if anchor.Root != root {
				v.report.add(Finding{Where: "anchor", Seq: size, What: fault.Tf("前%[1]d条账目与外存检查点不符,历史被改写", "the first %[1]d entries differ from an anchor: history was rewritten", size)})
			}
		}
		for _, n := range h.named[size] {
			if n.Root != base64.StdEncoding.EncodeToString(root[:]) || n.SM3 != "" && !v.missing && n.SM3 != hex.EncodeToString(sm3[:]) {
				v.report.add(Finding{Where: "anchor", Seq: n.Seq, What: fault.Tf("第%[1]d条账目所记的首部与前%[2]d条账目不符", "the head that entry %[1]d names is not that of the first %[2]d entries", n.Seq, size)})
			}
		}
	}
}

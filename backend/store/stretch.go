package store

import (
	"database/sql"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// The ledger is checked in stretches of 2^stretchLevel entries: each is a complete subtree by itself.
const (
	stretchLevel = 12
	stretchSize  = 1 << stretchLevel
)

// stretch is what was found in some entries on end: their leaves, the roots of their subtree if it is complete, the nodes that
// stand behind them in the table and belong to larger subtrees, and what is wrong within.
type stretch struct {
	first    int64 // entries before it
	seen     int64 // entries that are there
	leaves   []tlog.Hash
	sm3      []tlog.Hash
	root     tlog.Hash
	sm3Root  tlog.Hash
	above    []storedNode
	findings []Finding
	suspect  []int64
	missing  bool // an entry is, so that nothing more is known by SM3
	err      error

	base   int64 // index of the first node
	stored []storedNode
	there  []bool // entries, by their place
}

type storedNode struct {
	hash  tlog.Hash
	there bool
}

// read reads and reckons a stretch of a length.
func (s *stretch) read(from *Reader, length int64) error {
	s.base = tlog.StoredHashIndex(0, s.first)
	s.stored = make([]storedNode, tlog.StoredHashCount(s.first+length)-s.base)
	if err := s.readNodes(from); err != nil {
		return err
	}
	s.leaves, s.sm3, s.there = make([]tlog.Hash, length), make([]tlog.Hash, length), make([]bool, length)
	if err := s.readEntries(from); err != nil {
		return err
	}
	s.compareLeaves()
	s.compareNodes()
	s.stored = nil
	return nil
}

func (s *stretch) readNodes(from *Reader) error {
	rows, err := from.query("SELECT n, hash FROM tree_hash WHERE n >= ? AND n < ? ORDER BY n", []any{s.base, s.base + int64(len(s.stored))})
	if err != nil {
		return storageError("store.verify", err)
	}
	defer rows.Close()
	var n int64
	var hash sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&n, &hash); err != nil {
			return storageError("store.verify", err)
		}
		node := &s.stored[n-s.base]
		if node.there = true; len(hash) == tlog.HashSize { // else it is that of no entry
			copy(node.hash[:], hash)
		}
	}
	return storageError("store.verify", rows.Err())
}

func (s *stretch) readEntries(from *Reader) error {
	rows, err := from.query("SELECT seq, body FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq", []any{s.first, s.first + int64(len(s.leaves))})
	if err != nil {
		return storageError("store.verify", err)
	}
	defer rows.Close()
	var seq int64
	var body sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&seq, &body); err != nil {
			return storageError("store.verify", err)
		}
		i := seq - s.first - 1
		s.there[i], s.leaves[i], s.sm3[i] = true, ledger.LeafHash(body), ledger.LeafSM3(body)
		s.seen++
	}
	return storageError("store.verify", rows.Err())
}

// compareLeaves holds every entry against its stored hash. In the place of one that is missing its hash stands in, so that what
// follows is judged by itself.
func (s *stretch) compareLeaves() {
	for i := range s.leaves {
		seq := s.first + int64(i) + 1
		index := tlog.StoredHashIndex(0, seq-1)
		stored := s.stored[index-s.base]
		switch {
		case !s.there[i]:
			s.leaves[i], s.missing = stored.hash, true
			if i > 0 && !s.there[i-1] {
				continue // told with the first of them
			}
			next := i
			for next < len(s.there) && !s.there[next] {
				next++
			}
			s.suspect = append(s.suspect, seq)
			s.findings = append(s.findings, Finding{Where: "entry", Seq: seq, What: fault.Tf("第%[1]d条账目缺失,其后是第%[2]d条", "entry %[1]d is missing: the next one is %[2]d", seq, s.first+int64(next)+1)})
		case stored.there && stored.hash == s.leaves[i]:
		case stored.there:
			s.suspect = append(s.suspect, seq)
			s.findings = append(s.findings, Finding{Where: "entry", Seq: seq, What: fault.Tf("第%[1]d条账目与其散列不符,内容或散列被改动", "entry %[1]d does not match its hash: one of them was changed", seq)})
		default:
			s.findings = append(s.findings, wrongNode(seq, index))
		}
	}
}

// compareNodes reckons the nodes within the stretch, level by level, and keeps those above it for whoever puts stretches together.
func (s *stretch) compareNodes() {
	level, nodes := 0, append([]tlog.Hash(nil), s.leaves...)
	for level < stretchLevel && len(nodes) > 1 {
		level++
		for i := range len(nodes) / 2 {
			nodes[i] = tlog.NodeHash(nodes[2*i], nodes[2*i+1])
			place := s.first>>level + int64(i)
			index := tlog.StoredHashIndex(level, place)
			if s.stored[index-s.base] != (storedNode{nodes[i], true}) {
				s.findings = append(s.findings, wrongNode((place+1)<<level, index))
			}
		}
		nodes = nodes[:len(nodes)/2]
	}
	if len(s.leaves) < stretchSize {
		return
	}
	s.root, s.sm3Root = nodes[0], ledger.CompleteSM3(s.sm3)
	s.above = append(s.above, s.stored[tlog.StoredHashIndex(stretchLevel, s.first>>stretchLevel)-s.base+1:]...)
}

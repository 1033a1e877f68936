package ledger

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// Node is one hash of the tree at the place where tlog keeps it.
type Node struct {
	Index int64 // as tlog.StoredHashIndex numbers them
	Hash  tlog.Hash
}

// Tree is the right edge of the Merkle tree: enough to append and to tell the root, in a few hashes whatever the size.
// The zero Tree is empty. Size is the number of entries, which is also the sequence of the last one.
type Tree struct {
	Size int64
	edge []tlog.Hash // edge[level] is the last complete subtree of that level, if the bit of Size is set
}

// LoadTree reads the edge of a tree of a given size from the stored hashes.
func LoadTree(size int64, read tlog.HashReader) (*Tree, error) {
	t := &Tree{Size: size}
	for level := 0; size>>level > 0; level++ {
		var hash tlog.Hash
		if n := size >> level; n&1 == 1 {
			hashes, err := read.ReadHashes([]int64{tlog.StoredHashIndex(level, n-1)})
			if err != nil {
				return nil, err
			}
			hash = hashes[0]
		}
		t.edge = append(t.edge, hash)
	}
	return t, nil
}

// Append adds a leaf and returns the nodes to be stored: the leaf and every subtree it completes.
func (t *Tree) Append(leaf tlog.Hash) []Node {
	n, hash := t.Size, leaf
	nodes := []Node{{tlog.StoredHashIndex(0, n), hash}}
	level := 0
	for ; n>>level&1 == 1; level++ {
		hash = tlog.NodeHash(t.edge[level], hash)
		nodes = append(nodes, Node{tlog.StoredHashIndex(level+1, n>>(level+1)), hash})
	}
	if level == len(t.edge) {
		t.edge = append(t.edge, hash)
	} else {
		t.edge[level] = hash
	}
	t.Size++
	return nodes
}

// Clone returns a copy that can be appended to and thrown away.
func (t *Tree) Clone() *Tree {
	return &Tree{Size: t.Size, edge: append([]tlog.Hash(nil), t.edge...)}
}

// Root is the hash over all entries. The root of an empty tree is the hash of nothing, as in RFC 6962.
func (t *Tree) Root() tlog.Hash {
	root := tlog.Hash(sha256.Sum256(nil))
	first := true
	for level, hash := range t.edge {
		if t.Size>>level&1 == 0 {
			continue
		}
		if first {
			root, first = hash, false
		} else {
			root = tlog.NodeHash(hash, root)
		}
	}
	return root
}

package ledger

import (
	"crypto/sha256"

	"github.com/emmansun/gmsm/sm3"

	"golang.org/x/mod/sumdb/tlog"
)

// Node is one hash of the tree at the place where tlog keeps it.
type Node struct {
	Index int64 // as tlog.StoredHashIndex numbers them
	Hash  tlog.Hash
}

// Tree is the right edge of the Merkle tree: enough to append and to tell the root, in a few hashes whatever the size.
// The zero Tree is empty and hashes by SHA-256. Size is the number of entries, which is also the sequence of the last one.
type Tree struct {
	Size int64
	edge []tlog.Hash // edge[level] is the last complete subtree of that level, if the bit of Size is set
	alg  *algorithm  // nil is SHA-256
}

// algorithm makes the nodes of a tree out of SM3, in the same way as RFC 6962 does out of SHA-256.
type algorithm struct {
	node  func(left, right tlog.Hash) tlog.Hash
	empty tlog.Hash
}

var bySM3 = &algorithm{nodeSM3, tlog.Hash(sm3.Sum(nil))}

func nodeSM3(left, right tlog.Hash) tlog.Hash {
	var data [1 + 2*tlog.HashSize]byte
	data[0] = 1
	copy(data[1:], left[:])
	copy(data[1+tlog.HashSize:], right[:])
	return tlog.Hash(sm3.Sum(data[:]))
}

// LeafSM3 is the SM3 of an entry's body as it stands in a tree of SM3.
func LeafSM3(body []byte) tlog.Hash {
	data := make([]byte, 1, 1+len(body))
	return tlog.Hash(sm3.Sum(append(data, body...)))
}

// NewSM3Tree is an empty tree that hashes by SM3.
func NewSM3Tree() *Tree { return &Tree{alg: bySM3} }

// ResumeSM3 is the tree of SM3 of a size whose [Tree.Edge] was kept. It is nil if the two do not go together.
func ResumeSM3(size int64, edge []byte) *Tree {
	t := &Tree{Size: size, alg: bySM3}
	for level := 0; size>>level > 0; level++ {
		var hash tlog.Hash
		if size>>level&1 == 1 {
			if len(edge) < tlog.HashSize {
				return nil
			}
			hash, edge = tlog.Hash(edge[:tlog.HashSize]), edge[tlog.HashSize:]
		}
		t.edge = append(t.edge, hash)
	}
	if len(edge) > 0 {
		return nil
	}
	return t
}

// CompleteSM3 is the root by SM3 over a number of leaves that is a power of two.
func CompleteSM3(leaves []tlog.Hash) tlog.Hash {
	nodes := append([]tlog.Hash(nil), leaves...)
	for ; len(nodes) > 1; nodes = nodes[:len(nodes)/2] {
		for i := range len(nodes) / 2 {
			nodes[i] = nodeSM3(nodes[2*i], nodes[2*i+1])
		}
	}
	return nodes[0]
}

// Edge is what [ResumeSM3] needs to go on: the complete subtrees, the smallest first.
func (t *Tree) Edge() []byte {
	edge := []byte{}
	for level, hash := range t.edge {
		if t.Size>>level&1 == 1 {
			edge = append(edge, hash[:]...)
		}
	}
	return edge
}

func (t *Tree) node(left, right tlog.Hash) tlog.Hash {
	if t.alg != nil {
		return t.alg.node(left, right)
	}
	return tlog.NodeHash(left, right)
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
		hash = t.node(t.edge[level], hash)
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

// AppendComplete appends a complete subtree of a level, of which the tree must hold a whole number already, and returns the
// nodes above it that it completes.
func (t *Tree) AppendComplete(level int, root tlog.Hash) (nodes []Node) {
	for len(t.edge) < level {
		t.edge = append(t.edge, tlog.Hash{})
	}
	hash, n := root, t.Size>>level
	for ; n&1 == 1; n >>= 1 {
		hash = t.node(t.edge[level], hash)
		level++
		nodes = append(nodes, Node{tlog.StoredHashIndex(level, n>>1), hash})
	}
	if level == len(t.edge) {
		t.edge = append(t.edge, hash)
	} else {
		t.edge[level] = hash
	}
	t.Size += 1 << (level - len(nodes))
	return nodes
}

// Clone returns a copy that can be appended to and thrown away.
func (t *Tree) Clone() *Tree {
	return &Tree{Size: t.Size, edge: append([]tlog.Hash(nil), t.edge...), alg: t.alg}
}

// Root is the hash over all entries. The root of an empty tree is the hash of nothing, as in RFC 6962.
func (t *Tree) Root() tlog.Hash {
	root := tlog.Hash(sha256.Sum256(nil))
	if t.alg != nil {
		root = t.alg.empty
	}
	first := true
	for level, hash := range t.edge {
		if t.Size>>level&1 == 0 {
			continue
		}
		if first {
			root, first = hash, false
		} else {
			root = t.node(hash, root)
		}
	}
	return root
}

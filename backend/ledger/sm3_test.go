package ledger_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/ledger"
)

// standard are the examples in the annex of GB/T 32905.
var standard = map[string]string{
	"abc":                      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
	strings.Repeat("abcd", 16): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}

func TestSM3IsThatOfTheStandard(t *testing.T) {
	for text, want := range standard {
		if got := sm3.Sum([]byte(text)); hex.EncodeToString(got[:]) != want {
			t.Errorf("%s: %x", text, got)
		}
	}
}

// whole reckons the root over leaves as RFC 6962 defines it, from the top down.
func whole(leaves [][]byte) []byte {
	switch len(leaves) {
	case 0:
		sum := sm3.Sum(nil)
		return sum[:]
	case 1:
		sum := sm3.Sum(append([]byte{0}, leaves[0]...))
		return sum[:]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	sum := sm3.Sum(append(append([]byte{1}, whole(leaves[:k])...), whole(leaves[k:])...))
	return sum[:]
}

func TestTheTreeBySM3GrowsAsItIsDefined(t *testing.T) {
	tree := ledger.NewSM3Tree()
	var bodies [][]byte
	for n := range 70 {
		root := tree.Root()
		if want := whole(bodies); string(root[:]) != string(want) {
			t.Fatalf("size %d: %x, not %x", n, root, want)
		}
		resumed := ledger.ResumeSM3(tree.Size, tree.Edge())
		if resumed == nil || resumed.Root() != root {
			t.Fatalf("size %d: not resumed", n)
		}
		if n > 0 && (ledger.ResumeSM3(tree.Size, tree.Edge()[1:]) != nil || ledger.ResumeSM3(tree.Size, append(tree.Edge(), 1)) != nil) {
			t.Fatalf("size %d: resumed from another edge", n)
		}
		body := []byte(strings.Repeat("条", n))
		bodies = append(bodies, body)
		resumed.Append(ledger.LeafSM3(body))
		tree = resumed
	}
}

func TestCompleteSubtreesGrowATreeAsLeavesDo(t *testing.T) {
	for _, sm3Too := range []bool{false, true} {
		one, other := &ledger.Tree{}, &ledger.Tree{}
		if sm3Too {
			one, other = ledger.NewSM3Tree(), ledger.NewSM3Tree()
		}
		const level = 2
		for range 37 {
			var leaves []tlog.Hash
			var want []ledger.Node
			for range 1 << level {
				leaf := tlog.RecordHash([]byte{byte(one.Size)})
				leaves = append(leaves, leaf)
				want = one.Append(leaf)
			}
			root := tlog.NodeHash(tlog.NodeHash(leaves[0], leaves[1]), tlog.NodeHash(leaves[2], leaves[3]))
			if sm3Too {
				root = ledger.CompleteSM3(leaves)
			}
			got := other.AppendComplete(level, root)
			if one.Root() != other.Root() || one.Size != other.Size || len(got) != len(want)-level-1 {
				t.Fatalf("size %d and %d, %d nodes", one.Size, other.Size, len(got))
			}
			for i, node := range got {
				if node != want[level+1+i] {
					t.Fatalf("size %d: node %d is %+v, not %+v", one.Size, i, node, want[level+1+i])
				}
			}
		}
	}
}

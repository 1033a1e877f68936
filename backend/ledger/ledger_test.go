package ledger_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// hashes is a store of tree hashes in memory, as tlog reads it.
type hashes map[int64]tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = h[index]
	}
	return out, nil
}

func grow(t interface{ Fatalf(string, ...any) }, n int) (*ledger.Tree, hashes, [][]byte) {
	tree, stored, bodies := &ledger.Tree{}, hashes{}, [][]byte{}
	for i := range n {
		body := []byte{byte(i), byte(i >> 8)}
		for _, node := range tree.Append(ledger.LeafHash(body)) {
			if _, taken := stored[node.Index]; taken {
				t.Fatalf("node %d is written twice", node.Index)
			}
			stored[node.Index] = node.Hash
		}
		bodies = append(bodies, body)
	}
	return tree, stored, bodies
}

func TestTheTreeIsTheOneThatTlogKnows(t *testing.T) {
	for n := range 70 {
		tree, stored, bodies := grow(t, n)
		if want, _ := tlog.TreeHash(int64(n), stored); tree.Root() != want {
			t.Fatalf("size %d: another root than tlog's", n)
		}
		if int64(len(stored)) != tlog.StoredHashCount(int64(n)) {
			t.Fatalf("size %d: %d hashes, want %d", n, len(stored), tlog.StoredHashCount(int64(n)))
		}
		for i, body := range bodies {
			proof, err := tlog.ProveRecord(int64(n), int64(i), stored)
			if err != nil || tlog.CheckRecord(proof, int64(n), tree.Root(), int64(i), tlog.RecordHash(body)) != nil {
				t.Fatalf("size %d: no proof for leaf %d: %v", n, i, err)
			}
		}
	}
}

func TestALoadedTreeGrowsLikeTheOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, more := rapid.IntRange(0, 80).Draw(t, "first"), rapid.IntRange(0, 20).Draw(t, "more")
		_, stored, _ := grow(t, first)
		loaded, err := ledger.LoadTree(int64(first), stored)
		if err != nil {
			t.Fatal(err)
		}
		whole, _, bodies := grow(t, first+more)
		for _, body := range bodies[first:] {
			loaded.Append(ledger.LeafHash(body))
		}
		if loaded.Root() != whole.Root() || loaded.Size != whole.Size {
			t.Fatal("the loaded tree grew differently")
		}
	})
}

func TestCanonicalForm(t *testing.T) {
	cases := map[string]string{
		`{"b":1,"a":[true,null,"x"]}`: `{"a":[true,null,"x"],"b":1}`,
		`{"a": "<&>\u2028\u00e9"}`:    "{\"a\":\"<&>\u2028é\"}",
		`{"a":"\u0001\n\"\\"}`:        `{"a":"\u0001\u000a\"\\"}`,
		`{"z":{"y":-5,"x":0}}`:        `{"z":{"x":0,"y":-5}}`,
	}
	for in, want := range cases {
		got, err := ledger.Canonical(json.RawMessage(in))
		if err != nil || string(got) != want {
			t.Errorf("%s became %s (%v), want %s", in, got, err, want)
		}
	}
	for _, in := range []string{`{"a":1.5}`, `{"a":1e3}`, `{"a":9223372036854775808}`, `{`} {
		if got, err := ledger.Canonical(json.RawMessage(in)); err == nil {
			t.Errorf("%s was taken as %s", in, got)
		}
	}
}

func TestTheSameContentHasTheSameBytesAndOtherContentOtherBytes(t *testing.T) {
	value := rapid.MapOf(rapid.String(), rapid.OneOf(rapid.Int64().AsAny(), rapid.String().AsAny(), rapid.Bool().AsAny(),
		rapid.SliceOf(rapid.String()).AsAny()))
	rapid.Check(t, func(t *rapid.T) {
		a, b := value.Draw(t, "a"), value.Draw(t, "b")
		ca, err := ledger.Canonical(a)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := ledger.Canonical(json.RawMessage(ca))
		if !bytes.Equal(ca, again) {
			t.Fatalf("%s is not stable: %s", ca, again)
		}
		cb, _ := ledger.Canonical(b)
		ja, _ := json.Marshal(a)
		jb, _ := json.Marshal(b)
		if bytes.Equal(ca, cb) != bytes.Equal(ja, jb) {
			t.Fatalf("%s and %s", ca, cb)
		}
	})
}

func TestAnEntrySurvivesItsBody(t *testing.T) {
	at := time.Date(2026, 3, 2, 1, 0, 0, 5e6, time.UTC)
	e, body, err := ledger.NewEntry(7, at, "p-1", "casefile.opened", "case/1", map[string]any{"title": "涉嫌虚假宣传案"}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if e.At != "2026-03-02T09:00:00.005+08:00" {
		t.Errorf("at = %s", e.At)
	}
	back, err := ledger.Decode(7, body)
	if err != nil || back.Salt != e.Salt || string(back.Data) != `{"title":"涉嫌虚假宣传案"}` {
		t.Fatalf("got %+v, %v", back, err)
	}
	if when, err := back.Time(); err != nil || !when.Equal(at) {
		t.Errorf("time = %v, %v", when, err)
	}
	for name, call := range map[string]func() error{
		"another sequence": func() error { _, err := ledger.Decode(8, body); return err },
		"not JSON":         func() error { _, err := ledger.Decode(7, []byte("x")); return err },
		"unknown hash": func() error {
			_, err := ledger.Decode(7, bytes.Replace(body, []byte("sha256"), []byte("md5"), 1))
			return err
		},
	} {
		if fault.KindOf(call()) != fault.Damaged {
			t.Errorf("%s: not seen as damage", name)
		}
	}
}

func TestTwoEntriesOfTheSameContentHaveDifferentHashes(t *testing.T) {
	make := func() tlog.Hash {
		_, body, err := ledger.NewEntry(1, time.Unix(0, 0), "p", "k", "s", struct{}{}, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return ledger.LeafHash(body)
	}
	if make() == make() {
		t.Fatal("the salt does not salt")
	}
}

func TestNoChangedBitOfACheckpointIsAccepted(t *testing.T) {
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/11320681014381238G")
	if err != nil {
		t.Fatal(err)
	}
	tree, _, _ := grow(t, 11)
	c := ledger.Checkpoint{Origin: "zhiheng/11320681014381238G", Size: tree.Size, Root: tree.Root()}
	signed, err := c.Sign(keys.Private)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.OpenCheckpoint(signed, keys.Public); err != nil || got != c {
		t.Fatalf("got %+v, %v", got, err)
	}
	for i := range len(signed) * 8 {
		changed := []byte(signed)
		changed[i/8] ^= 1 << (i % 8)
		if _, err := ledger.OpenCheckpoint(string(changed), keys.Public); err == nil {
			t.Fatalf("bit %d changed and nobody saw: %q", i, changed)
		}
	}
	if _, err := ledger.OpenCheckpoint(signed+"\n", keys.Public); err == nil {
		t.Error("a trailing line was accepted")
	}
	other, _ := ledger.NewKeys(rand.Reader, "zhiheng/other")
	if _, err := ledger.OpenCheckpoint(signed, other.Public); fault.KindOf(err) != fault.Damaged || strings.Contains(fault.As(err).Message.En, "key") {
		t.Errorf("another office's key opened it: %v", err)
	}
}

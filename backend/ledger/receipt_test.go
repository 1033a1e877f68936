package ledger_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/verifier"
)

// book is a ledger in memory with its key, from which receipts are made.
type book struct {
	keys   ledger.Keys
	tree   *ledger.Tree
	stored hashes
	bodies [][]byte
	ids    []string
}

func newBook(t testing.TB) *book {
	t.Helper()
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng")
	if err != nil {
		t.Fatal(err)
	}
	return &book{keys: keys, tree: &ledger.Tree{}, stored: hashes{}}
}

func (b *book) add(t testing.TB, kind, id string, data any) int64 {
	t.Helper()
	seq := b.tree.Size + 1
	_, body, err := ledger.NewEntry(seq, time.Date(2026, 3, 2, 9, 0, int(seq), 0, time.UTC), "p-1", kind, id, data, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, node := range b.tree.Append(ledger.LeafHash(body)) {
		b.stored[node.Index] = node.Hash
	}
	b.bodies, b.ids = append(b.bodies, body), append(b.ids, id)
	return seq
}

func (b *book) head(t testing.TB, keys ledger.Keys, size int64) (string, ledger.Checkpoint) {
	t.Helper()
	root, err := tlog.TreeHash(size, b.stored)
	if err != nil {
		t.Fatal(err)
	}
	c := ledger.Checkpoint{Origin: "zhiheng", Size: size, Root: root}
	signed, err := c.Sign(keys.Private)
	if err != nil {
		t.Fatal(err)
	}
	return signed, c
}

func coded(list []tlog.Hash) []string {
	out := []string{}
	for _, h := range list {
		out = append(out, base64.StdEncoding.EncodeToString(h[:]))
	}
	return out
}

func (b *book) entry(t testing.TB, seq int64, hidden bool) ledger.ReceiptEntry {
	t.Helper()
	path, err := tlog.ProveRecord(b.tree.Size, seq-1, b.stored)
	if err != nil {
		t.Fatal(err)
	}
	e := ledger.ReceiptEntry{Seq: seq, Path: coded(path), Body: string(b.bodies[seq-1])}
	if hidden {
		leaf := ledger.LeafHash(b.bodies[seq-1])
		e.Body, e.Leaf = "", base64.StdEncoding.EncodeToString(leaf[:])
	}
	return e
}

// random is a ledger of some size with a receipt over some of its entries, and perhaps anchors and a witness.
func random(t testing.TB, r *mathrand.Rand) (*book, ledger.Receipt) {
	t.Helper()
	b := newBook(t)
	witness, _ := ledger.NewKeys(rand.Reader, "witness")
	type anchored struct {
		size, entry int64
		note        string
	}
	var anchors []anchored
	for range 1 + r.IntN(40) {
		b.add(t, "casefile.paper_added", fmt.Sprintf("c-%d", r.IntN(4)), map[string]any{"title": "立案“审批”表\t𠮷", "sha256": strings.Repeat(fmt.Sprint(r.IntN(10)), 64), "n": r.Int64N(1 << 40)})
		if r.IntN(12) == 0 {
			size := b.tree.Size
			note, c := b.head(t, b.keys, size)
			seq := b.add(t, "anchor.made", "a-1", map[string]any{"kind": "printed", "size": size, "root": base64.StdEncoding.EncodeToString(c.Root[:])})
			anchors = append(anchors, anchored{size, seq, note})
		}
	}
	note, _ := b.head(t, b.keys, b.tree.Size)
	out := ledger.Receipt{Format: ledger.ReceiptFormat, ID: b.ids[r.IntN(len(b.ids))], Key: b.keys.Public, Checkpoint: note, Entries: []ledger.ReceiptEntry{}, Anchors: []ledger.ReceiptAnchor{}}
	for i, id := range b.ids {
		if id == out.ID {
			out.Entries = append(out.Entries, b.entry(t, int64(i)+1, len(out.Entries) > 0 && r.IntN(3) == 0))
		}
	}
	for _, a := range anchors {
		proof, err := tlog.ProveTree(b.tree.Size, a.size, b.stored)
		if err != nil {
			t.Fatal(err)
		}
		one := ledger.ReceiptAnchor{Checkpoint: a.note, Proof: coded(proof), Entry: b.entry(t, a.entry, false)}
		if r.IntN(2) == 0 {
			seen, _ := b.head(t, witness, a.size)
			one.Witness = &ledger.ReceiptWitness{Checkpoint: seen, Key: witness.Public}
		}
		out.Anchors = append(out.Anchors, one)
	}
	return b, out
}

// sample is a file with the verdict that it must get.
type sample struct {
	Name string `json:"name"`
	File []byte `json:"file"`
	Key  string `json:"key"`
	Good bool   `json:"good"`
}

func bytesOf(t testing.TB, r ledger.Receipt) []byte {
	t.Helper()
	data, err := r.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// spoil makes a bad file out of a good one.
func spoil(t testing.TB, r *mathrand.Rand, b *book, good ledger.Receipt) (string, []byte, string) {
	t.Helper()
	file, key := bytesOf(t, good), ""
	var copied ledger.Receipt
	if err := json.Unmarshal(file, &copied); err != nil {
		t.Fatal(err)
	}
	e := &copied.Entries[r.IntN(len(copied.Entries))]
	switch kind := r.IntN(12); kind {
	case 0, 1, 2, 3: // a bit
		file[r.IntN(len(file))] ^= 1 << r.IntN(8)
		return "bit", file, ""
	case 4: // the end is missing
		return "cut", file[:r.IntN(len(file))], ""
	case 5: // a byte too many
		at := r.IntN(len(file) + 1)
		return "byte", bytes.Join([][]byte{file[:at], {byte(r.IntN(256))}, file[at:]}, nil), ""
	case 6: // right ends, wrong middle
		if len(e.Path) == 0 {
			e.Path = []string{base64.StdEncoding.EncodeToString(make([]byte, 32))}
			break
		}
		var forged [32]byte
		copy(forged[:], e.Path[0])
		e.Path[r.IntN(len(e.Path))] = base64.StdEncoding.EncodeToString(forged[:])
	case 7: // a path too short or too long
		if e.Path = append(e.Path, e.Path...); len(e.Path) == 0 {
			e.Path = []string{base64.StdEncoding.EncodeToString(make([]byte, 32))}
		}
	case 8: // another place
		e.Seq += 1 + r.Int64N(3)
	case 9: // a smaller or larger tree, signed by a stranger
		stranger, _ := ledger.NewKeys(rand.Reader, "zhiheng")
		copied.Checkpoint, _ = b.head(t, stranger, b.tree.Size)
		if r.IntN(2) == 0 {
			copied.Key, key = stranger.Public, b.keys.Public // whole in itself, but not the office's
		}
	case 10: // about something else
		copied.ID += "x"
	case 11: // the content is another
		e.Body = strings.Replace(string(b.bodies[e.Seq-1]), "立案", "结案", 1)
		e.Leaf = ""
		if e.Body == string(b.bodies[e.Seq-1]) {
			e.Body += " "
		}
	}
	return "forged", bytesOf(t, copied), key
}

// TestTwoVerifiersAgreeOnEveryReceipt: 100 good and 1,000 bad packages get the same verdict from this package and from the
// page, with the browser's Ed25519 and with its own.
func TestTwoVerifiersAgreeOnEveryReceipt(t *testing.T) {
	r := mathrand.New(mathrand.NewPCG(7, 7))
	var samples []sample
	for len(samples) < 1100 {
		b, good := random(t, r)
		if len(samples)%11 == 0 {
			samples = append(samples, sample{"good", bytesOf(t, good), b.keys.Public, true})
		}
		for i := 0; i < 10 && len(samples)%11 != 0; i++ {
			name, file, key := spoil(t, r, b, good)
			samples = append(samples, sample{name, file, key, false})
		}
	}
	good := 0
	for i, s := range samples {
		_, err := ledger.CheckReceipt(s.File, s.Key)
		if (err == nil) != s.Good {
			t.Errorf("%d (%s): %v\n%s", i, s.Name, err, s.File)
		}
		if s.Good {
			good++
		}
	}
	if good != 100 || len(samples)-good != 1000 {
		t.Fatalf("%d good, %d bad", good, len(samples)-good)
	}
	runPage(t, samples)
}

// runPage has the page's own script judge the samples.
func runPage(t *testing.T, samples []sample) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	dir := t.TempDir()
	script := regexp.MustCompile(`(?s)<script>(.*)</script>`).FindSubmatch(verifier.Page)[1]
	raw, err := json.Marshal(samples)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"samples.json": raw, "run.js": append(script, []byte(runner)...)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(node, filepath.Join(dir, "run.js"), filepath.Join(dir, "samples.json")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "agreed on 1100") {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	t.Logf("%s", out)
}

const runner = `
;(async () => {
  const samples = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
  let wrong = 0, slow = 0;
  for (const [i, s] of samples.entries()) {
    const bytes = new Uint8Array(Buffer.from(s.file, "base64"));
    const got = await zhihengVerify(bytes, s.key, false);
    if (got.ok !== s.good) { wrong++; console.log(i, s.name, JSON.stringify(got)); }
    if (i % 22 === 0 || i % 50 === 1) {
      slow++;
      const own = await zhihengVerify(bytes, s.key, true);
      if (own.ok !== s.good) { wrong++; console.log("own Ed25519", i, s.name, JSON.stringify(own)); }
    }
  }
  console.log(wrong === 0 ? "agreed on " + samples.length + ", " + slow + " of them with its own Ed25519" : wrong + " wrong");
  process.exit(wrong === 0 ? 0 : 1);
})();
`

func TestAReceiptSaysSinceWhenAndHowMuchIsNotAnchored(t *testing.T) {
	r := mathrand.New(mathrand.NewPCG(3, 4))
	seen := false
	for range 200 {
		b, receipt := random(t, r)
		p, err := ledger.CheckReceipt(bytesOf(t, receipt), b.keys.Public)
		if err != nil {
			t.Fatal(err)
		}
		newest, covering := int64(0), int64(0)
		for _, a := range p.Anchors {
			newest = max(newest, a.Size)
			if a.Size >= p.Last && (covering == 0 || a.Size < covering) {
				covering = a.Size
			}
		}
		if p.Window != b.tree.Size-newest || (p.Since != "") != (covering > 0) {
			t.Fatalf("window %d of %d, newest anchor %d; since %q, covering %d", p.Window, b.tree.Size, newest, p.Since, covering)
		}
		seen = seen || p.Since != ""
	}
	if !seen {
		t.Error("no receipt was covered by an anchor: the test tests nothing")
	}
}

func TestALineStandsForACheckpoint(t *testing.T) {
	b := newBook(t)
	for range 1_000 {
		b.add(t, "k", "s", struct{}{})
	}
	signed, _ := b.head(t, b.keys, b.tree.Size)
	line := ledger.Line(signed)
	if len(line) > 180 || strings.Contains(line, "\n") {
		t.Errorf("%d bytes: %q", len(line), line)
	}
	back, err := ledger.FromLine("  " + strings.ReplaceAll(line, " ", "\n ") + "\r\n")
	if err != nil || back != signed {
		t.Errorf("%q, %v", back, err)
	}
	if _, err := ledger.OpenCheckpoint(back, b.keys.Public); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "a b c", line + " more"} {
		if _, err := ledger.FromLine(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

package ledger_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/ledger"
	"zhiheng/backend/ledger/timestamp"
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
		size, entry, stamp int64
		note               string
	}
	var anchors []anchored
	for range 1 + r.IntN(40) {
		b.add(t, "casefile.paper_added", fmt.Sprintf("c-%d", r.IntN(4)), map[string]any{"title": "立案“审批”表\t𠮷", "sha256": strings.Repeat(fmt.Sprint(r.IntN(10)), 64), "n": r.Int64N(1 << 40)})
		if r.IntN(12) == 0 {
			size := b.tree.Size
			note, c := b.head(t, b.keys, size)
			seq := b.add(t, "anchor.made", "a-1", map[string]any{"kind": "printed", "size": size, "root": base64.StdEncoding.EncodeToString(c.Root[:])})
			one := anchored{size: size, entry: seq, note: note}
			if r.IntN(2) == 0 {
				alg := []string{"sha256", "sm3"}[r.IntN(2)]
				asked, _ := timestamp.Of([]byte(note), alg, nil)
				reply := append(append([]byte{0x30, 0x82}, asked.Imprint...), 9, 9)
				one.stamp = b.add(t, "anchor.stamped", "a-1", map[string]any{"alg": alg, "at": "2026-03-02T10:00:00.000+08:00", "authority": "CN=“演示”", "reply": base64.StdEncoding.EncodeToString(reply)})
			}
			anchors = append(anchors, one)
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
		if a.stamp > 0 {
			stamp := b.entry(t, a.stamp, false)
			one.Stamp = &stamp
		}
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
	switch kind := r.IntN(14); kind {
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
	case 12, 13: // the stamp of another head, or no stamp at all
		if len(copied.Anchors) == 0 {
			copied.ID += "x"
			break
		}
		a := &copied.Anchors[r.IntN(len(copied.Anchors))]
		other := b.entry(t, 1+r.Int64N(b.tree.Size), false)
		if a.Stamp != nil && other.Seq == a.Stamp.Seq {
			other.Seq++
		}
		if a.Stamp = &other; kind == 13 {
			a.Stamp.Body, a.Stamp.Leaf = "", base64.StdEncoding.EncodeToString(make([]byte, 32))
		}
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
	list, good := samples(t), 0
	for i, s := range list {
		_, err := ledger.CheckReceipt(s.File, s.Key)
		if (err == nil) != s.Good {
			t.Errorf("%d (%s): %v\n%s", i, s.Name, err, s.File)
		}
		if s.Good {
			good++
		}
	}
	if good != 100 || len(list)-good != 1000 {
		t.Fatalf("%d good, %d bad", good, len(list)-good)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	out := node(t, raw, runner)
	if !strings.Contains(out, "agreed on 1100") {
		t.Fatalf("%.4000s", out)
	}
	t.Logf("%s", out)
}

// samples are 100 good and 1,000 bad packages, always the same kinds.
func samples(t *testing.T) (list []sample) {
	t.Helper()
	r := mathrand.New(mathrand.NewPCG(7, 7))
	for len(list) < 1100 {
		b, good := random(t, r)
		if len(list)%11 == 0 {
			list = append(list, sample{"good", bytesOf(t, good), b.keys.Public, true})
		}
		for i := 0; i < 10 && len(list)%11 != 0; i++ {
			name, file, key := spoil(t, r, b, good)
			list = append(list, sample{name, file, key, false})
		}
	}
	return list
}

// node has the page's own script, with a runner behind it, work on a file. It returns what that says.
func node(t *testing.T, input []byte, runner string) string {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	dir := t.TempDir()
	script := regexp.MustCompile(`(?s)<script>(.*)</script>`).FindSubmatch(verifier.Page)[1]
	for name, data := range map[string][]byte{"input.json": input, "run.js": append(bytes.Clone(script), []byte(runner)...)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(program, filepath.Join(dir, "run.js"), filepath.Join(dir, "input.json")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	return string(out)
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

// vector is a text with its hashes, as the standards or the library give them.
type vector struct {
	Pieces [][]byte `json:"pieces"`
	SHA256 string   `json:"sha256"`
	SM3    string   `json:"sm3"`
}

// TestThePageHashesAsTheStandardsSay: its own SHA-256 and SM3, whole and piece by piece.
func TestThePageHashesAsTheStandardsSay(t *testing.T) {
	var vectors []vector
	add := func(want string, pieces ...[]byte) {
		all := bytes.Join(pieces, nil)
		sha, other := sha256.Sum256(all), sm3.Sum(all)
		if want == "" {
			want = hex.EncodeToString(other[:])
		}
		vectors = append(vectors, vector{pieces, hex.EncodeToString(sha[:]), want})
	}
	for text, want := range standard {
		add(want, []byte(text))
	}
	r := mathrand.New(mathrand.NewPCG(9, 9))
	for n := range 140 {
		var pieces [][]byte
		for range 1 + n%4 {
			piece := make([]byte, r.IntN(200))
			for i := range piece {
				piece[i] = byte(r.Uint32())
			}
			pieces = append(pieces, piece)
		}
		add("", pieces...)
		add("", make([]byte, n))
	}
	raw, err := json.Marshal(vectors)
	if err != nil {
		t.Fatal(err)
	}
	if out := node(t, raw, hashRunner); !strings.Contains(out, fmt.Sprintf("%d hashes", len(vectors))) {
		t.Fatalf("%.4000s", out)
	}
}

const hashRunner = `
;(() => {
  const vectors = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
  for (const [i, v] of vectors.entries()) {
    const pieces = (v.pieces ?? []).map((p) => new Uint8Array(Buffer.from(p ?? "", "base64")));
    const got = zhihengSM3(...pieces), sha = zhihengSHA256(new Uint8Array(Buffer.concat(pieces)));
    if (got !== v.sm3 || sha !== v.sha256) { console.log(i, got, v.sm3, sha, v.sha256); process.exit(1); }
  }
  const files = [{ sha256: "a", sm3: "b" }, { sha256: "c", sm3: "" }];
  const said = [zhihengJudge(files, "a", "b"), zhihengJudge(files, "a", "x"), zhihengJudge(files, "c", "x"), zhihengJudge(files, "d", "b")].join();
  if (said !== "same,differs,same,absent") { console.log(said); process.exit(1); }
  console.log(vectors.length + " hashes");
})();
`

// TestBothVerifiersNameTheFilesOfAReceipt with both hashes.
func TestBothVerifiersNameTheFilesOfAReceipt(t *testing.T) {
	b := newBook(t)
	sha, other := strings.Repeat("a", 64), strings.Repeat("b", 64)
	b.add(t, "casefile.paper_added", "c-1", map[string]any{"paper": map[string]any{"title": `"sha256":"x"`, "sha256": sha, "size": 3, "sm3": other}, "parts": []any{map[string]any{"sha256": other}}})
	note, _ := b.head(t, b.keys, 1)
	r := ledger.Receipt{Format: ledger.ReceiptFormat, ID: "c-1", Key: b.keys.Public, Checkpoint: note, Entries: []ledger.ReceiptEntry{b.entry(t, 1, false)}, Anchors: []ledger.ReceiptAnchor{}}
	p, err := ledger.CheckReceipt(bytesOf(t, r), "")
	if err != nil {
		t.Fatal(err)
	}
	said, _ := json.Marshal(p.Files)
	out := node(t, bytesOf(t, r), `
;(async () => console.log(JSON.stringify((await zhihengVerify(new Uint8Array(require("fs").readFileSync(process.argv[2])), "", false)).files)))();`)
	if want := fmt.Sprintf(`[{"sha256":%q,"sm3":%q},{"sha256":%q}]`, sha, other, other); string(said) != want || strings.ReplaceAll(strings.TrimSpace(out), `,"sm3":""`, "") != want {
		t.Errorf("%s\n%s\n%s", said, out, want)
	}
}

// TestTheBrowserAgreesOnEveryReceipt: the same packages as in node, in the page itself, as a person opens it.
func TestTheBrowserAgreesOnEveryReceipt(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	raw, err := json.Marshal(samples(t))
	if err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	page := append(bytes.Clone(verifier.Page), "<script>const samples = "+string(raw)+";"+browserRunner+"</script>"...)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(page)
		case "/said":
			said <- r.URL.Query().Get("text")
		}
	}))
	defer server.Close()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	profile, err := os.MkdirTemp("", "zhiheng-verify-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile) //nolint:errcheck // children of the browser may still write there when it has ended
	browser := exec.CommandContext(ctx, chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir="+profile, server.URL)
	browser.WaitDelay = 5 * time.Second
	if err := browser.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { stop(); _ = browser.Wait() }() // it was told to end
	select {
	case text := <-said:
		if text != "agreed on 1100 in the browser" {
			t.Error(text)
		}
	case <-ctx.Done():
		t.Error("the page said nothing")
	}
}

// The page may open no connection: what it found goes into an address that it is sent to.
const browserRunner = `
(async () => {
  const wrong = [];
  for (const [i, s] of samples.entries()) {
    const got = await zhihengVerify(Uint8Array.from(atob(s.file), (c) => c.charCodeAt(0)), s.key, false);
    if (got.ok !== s.good) wrong.push(i + " " + s.name + " " + (got.why ?? "taken"));
  }
  location.href = "/said?text=" + encodeURIComponent(wrong.length ? wrong.slice(0, 20).join("; ") : "agreed on " + samples.length + " in the browser");
})();
`

package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/emmansun/gmsm/sm3"
	"pgregory.net/rapid"

	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
)

func open(t *testing.T) (*blob.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "originals")
	s, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func TestWhatIsPutCanBeReadBack(t *testing.T) {
	s, _ := open(t)
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOf(rapid.Byte()).Draw(t, "content")
		stored, err := s.Put(bytes.NewReader(content))
		if err != nil || stored.Size != int64(len(content)) {
			t.Fatalf("%+v, %v", stored, err)
		}
		file, err := s.Open(stored.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if back, _ := io.ReadAll(file); !bytes.Equal(back, content) {
			t.Fatal("other bytes came back")
		}
		if again, err := s.Put(bytes.NewReader(content)); err != nil || !again.Known || again.SHA256 != stored.SHA256 {
			t.Fatalf("the second time: %+v, %v", again, err)
		}
	})
}

func TestDamageIsNamed(t *testing.T) {
	s, _ := open(t)
	harm := map[string]func(path string) error{
		"one bit":   func(p string) error { return os.WriteFile(p, []byte("询问笔录,"), 0o600) },
		"truncated": func(p string) error { return os.Truncate(p, 3) },
		"zeroed":    func(p string) error { return os.WriteFile(p, make([]byte, 13), 0o600) },
		"missing":   os.Remove,
	}
	for name, damage := range harm {
		stored, err := s.Put(strings.NewReader("询问笔录。" + name))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Check(t.Context(), stored.SHA256, stored.SM3, nil); err != nil {
			t.Fatalf("%s: sound and yet %v", name, err)
		}
		path := s.Path(stored.SHA256)
		if err := errors.Join(os.Chmod(path, 0o600), damage(path)); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(t.Context(), stored.SHA256, stored.SM3, nil); fault.KindOf(err) != fault.Damaged {
			t.Errorf("%s: %v", name, err)
		}
		// Putting the same bytes again mends it.
		if again, err := s.Put(strings.NewReader("询问笔录。" + name)); err != nil || again.Known {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
		if err := s.Check(t.Context(), stored.SHA256, stored.SM3, nil); err != nil {
			t.Errorf("%s: not mended: %v", name, err)
		}
	}
}

func TestNoHashLeadsOutOfTheFolder(t *testing.T) {
	s, dir := open(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sha := range []string{"", "..", "../secret", "..%2fsecret", strings.Repeat("g", 64), strings.Repeat("A", 64), strings.Repeat("../", 21) + "x", "\x00"} {
		if _, err := s.Open(sha); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Open(%q) = %v", sha, err)
		}
	}
}

type failing struct{ after int }

func (f *failing) Read(p []byte) (int, error) {
	if f.after == 0 {
		return 0, errors.New("the cable came out")
	}
	n := min(len(p), f.after)
	f.after -= n
	return n, nil
}

func TestAFileThatBreaksOffAsIfItWereAtItsEndLeavesNothing(t *testing.T) {
	for _, n := range []int{0, 100, 40 << 10, 3 << 20} {
		for _, err := range []error{io.ErrUnexpectedEOF, fmt.Errorf("cut off: %w", io.EOF)} {
			s, _ := open(t)
			if _, putting := s.Put(io.MultiReader(bytes.NewReader(make([]byte, n)), iotest.ErrReader(err))); putting == nil {
				t.Errorf("%d bytes, then %v: taken for the whole file", n, err)
			}
			if each := s.Each(func(sha string) error { t.Errorf("%d bytes are kept", n); return nil }); each != nil {
				t.Error(each)
			}
		}
	}
}

func TestAFileThatBreaksOffLeavesNothing(t *testing.T) {
	s, dir := open(t)
	if _, err := s.Put(&failing{after: 100_000}); fault.KindOf(err) != fault.Storage {
		t.Fatalf("got %v", err)
	}
	count := 0
	if err := s.Each(func(string) error { count++; return nil }); err != nil || count != 0 {
		t.Fatalf("%d files, %v", count, err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "incoming")); len(left) != 0 {
		t.Fatalf("%d leftovers", len(left))
	}
}

func TestOpeningSweepsWhatACrashLeft(t *testing.T) {
	s, dir := open(t)
	stored, _ := s.Put(strings.NewReader("x"))
	if err := os.WriteFile(filepath.Join(dir, "incoming", "123"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if left, _ := os.ReadDir(filepath.Join(dir, "incoming")); len(left) != 0 {
		t.Fatal("not swept")
	}
	if err := again.Check(t.Context(), stored.SHA256, stored.SM3, nil); err != nil {
		t.Fatalf("a kept file is gone: %v", err)
	}
}

// TestOnePassReckonsBothHashes: whatever the size, and however the bytes come in, both hashes are those of the whole.
func TestOnePassReckonsBothHashes(t *testing.T) {
	s, _ := open(t)
	r := rand.New(rand.NewPCG(5, 6))
	for _, size := range []int{0, 1, 32<<10 - 1, 32 << 10, 32<<10 + 1, 1<<20 + 32<<10, 11<<20 + 7} {
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(r.Uint32())
		}
		sha, other := sha256.Sum256(content), sm3.Sum(content)
		stored, err := s.Put(iotest.HalfReader(bytes.NewReader(content)))
		if err != nil || stored.Size != int64(size) || stored.SHA256 != hex.EncodeToString(sha[:]) || stored.SM3 != hex.EncodeToString(other[:]) {
			t.Fatalf("%d bytes: %+v, %v", size, stored, err)
		}
		read := int64(0)
		if err := s.Check(t.Context(), stored.SHA256, stored.SM3, func(n int64) { read += n }); err != nil || read != int64(size) {
			t.Errorf("%d bytes: %v, %d read", size, err, read)
		}
		if err := s.Check(t.Context(), stored.SHA256, strings.Repeat("0", 64), nil); fault.KindOf(err) != fault.Damaged || !strings.Contains(err.Error(), "SM3") {
			t.Errorf("%d bytes, another SM3: %v", size, err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	stored, _ := s.Put(strings.NewReader("x"))
	if err := s.Check(stopped, stored.SHA256, "", nil); fault.KindOf(err) != fault.Cancelled {
		t.Errorf("stopped: %v", err)
	}
}

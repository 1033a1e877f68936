package blob_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
		if err := s.Check(stored.SHA256); err != nil {
			t.Fatalf("%s: sound and yet %v", name, err)
		}
		path := s.Path(stored.SHA256)
		if err := errors.Join(os.Chmod(path, 0o600), damage(path)); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(stored.SHA256); fault.KindOf(err) != fault.Damaged {
			t.Errorf("%s: %v", name, err)
		}
		// Putting the same bytes again mends it.
		if again, err := s.Put(strings.NewReader("询问笔录。" + name)); err != nil || again.Known {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
		if err := s.Check(stored.SHA256); err != nil {
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
	if err := again.Check(stored.SHA256); err != nil {
		t.Fatalf("a kept file is gone: %v", err)
	}
}

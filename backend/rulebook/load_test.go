package rulebook_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// embedded loads the embedded book once: it does not change.
var embedded = sync.OnceValues(rulebook.Embedded)

// load returns the embedded book.
func load(t testing.TB) *rulebook.Book {
	t.Helper()
	b, err := embedded()
	var ps rulebook.Problems
	if errors.As(err, &ps) {
		t.Fatalf("%d problems:\n%v", len(ps), ps)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// overlay is the small rulebook with some files replaced.
func overlay(t *testing.T, folder string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, root := range []string{"testdata/small", folder} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(name)
			rel, _ := filepath.Rel(root, name)
			out[filepath.ToSlash(rel)] = &fstest.MapFile{Data: content}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestTheSmallBookIsWhole(t *testing.T) {
	b, err := rulebook.Load(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	if b.Version != "1" || len(b.Procedures) != 1 {
		t.Errorf("version %s, %d procedures", b.Version, len(b.Procedures))
	}
}

func TestAFaultIsNamedByFileAndRow(t *testing.T) {
	folders, err := filepath.Glob("testdata/broken-*")
	if err != nil || len(folders) < 20 {
		t.Fatalf("%d broken books: %v", len(folders), err)
	}
	for _, folder := range folders {
		t.Run(strings.TrimPrefix(folder, "testdata/"), func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join(folder, "want.txt"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = rulebook.Load(overlay(t, folder))
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("kind %q: %v", fault.KindOf(err), err)
			}
			var ps rulebook.Problems
			if !errors.As(err, &ps) {
				t.Fatalf("the cause is not the list of problems: %v", err)
			}
			for line := range strings.Lines(string(want)) {
				if line = strings.TrimSpace(line); !strings.Contains(ps.Error(), line) {
					t.Errorf("does not say %q but\n%v", line, ps)
				}
			}
			saidInBoth(t, ps)
		})
	}
}

func TestAllFaultsAreReported(t *testing.T) {
	book := overlay(t, "testdata/broken-unknown-role").(fstest.MapFS)
	for name, f := range overlay(t, "testdata/broken-unknown-heading").(fstest.MapFS) {
		if strings.HasSuffix(name, "checklist.json") {
			book[name] = f
		}
	}
	delete(book, "grounds.json")
	_, err := rulebook.Load(book)
	var ps rulebook.Problems
	if !errors.As(err, &ps) || len(ps) != 3 {
		t.Fatalf("not the three problems: %v", ps)
	}
	if message := fault.As(err).Message; !strings.Contains(message.En, "3 faults") || !strings.Contains(message.Zh, "3处") {
		t.Errorf("message %v", message)
	}
}

func TestTheHashNamesTheContent(t *testing.T) {
	first, second := load(t), load(t)
	if first.Hash != second.Hash || len(first.Hash) != 64 {
		t.Errorf("hashes %s and %s", first.Hash, second.Hash)
	}
	book := overlay(t, "testdata/small").(fstest.MapFS)
	before, err := rulebook.Load(book)
	if err != nil {
		t.Fatal(err)
	}
	text := string(book["parameters.json"].Data)
	book["parameters.json"] = &fstest.MapFile{Data: []byte(strings.Replace(text, "1000", "1001", 1))}
	after, err := rulebook.Load(book)
	if err != nil {
		t.Fatal(err)
	}
	if before.Hash == after.Hash {
		t.Error("a changed threshold leaves the hash as it was")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := rulebook.Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}

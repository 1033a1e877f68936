package rulebook_test

import (
	"errors"
	"testing"

	"zhiheng/backend/rulebook"
)

// load loads the embedded book, with stand-ins for the engines.
func load(t testing.TB) *rulebook.Book {
	t.Helper()
	b, err := rulebook.Embedded(rulebook.Engines{})
	var ps rulebook.Problems
	if errors.As(err, &ps) {
		t.Fatalf("%d problems:\n%v", len(ps), ps)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEmbeddedLoads(t *testing.T) {
	b := load(t)
	t.Log(b.Version, b.Hash)
}

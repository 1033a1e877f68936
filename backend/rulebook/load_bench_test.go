package rulebook_test

import (
	"testing"

	"zhiheng/backend/rulebook"
)

// BenchmarkEmbedded loads the program's own rulebook, as every start does.
func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := rulebook.Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}

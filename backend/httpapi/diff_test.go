package httpapi_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/httpapi"
)

// Both texts can be read out of a diff, no part follows one of its own kind, and equal texts differ in nothing.
func TestADiffHoldsBothTexts(t *testing.T) {
	text := rapid.SliceOfN(rapid.SampledFrom([]string{"甲。", "乙。", "丙\n", "丁;", "戊\uff1b", "己"}), 0, 30)
	rapid.Check(t, func(t *rapid.T) {
		before, after := strings.Join(text.Draw(t, "before"), ""), strings.Join(text.Draw(t, "after"), "")
		var was, is strings.Builder
		last := ""
		for _, part := range httpapi.DiffTexts(before, after) {
			if part.Op == last || part.Text == "" {
				t.Fatalf("the part %+v follows %s", part, last)
			}
			if last = part.Op; part.Op != "added" {
				was.WriteString(part.Text)
			}
			if part.Op != "removed" {
				is.WriteString(part.Text)
			}
			if before == after && part.Op != "same" {
				t.Fatalf("equal texts differ by %+v", part)
			}
		}
		if was.String() != before || is.String() != after {
			t.Fatalf("read %q and %q out of the diff of %q and %q", was.String(), is.String(), before, after)
		}
	})
}

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/rulebook"
	"zhiheng/build/redactset"
)

// redacting measures the redaction rules against made-up decisions.
func redacting(_ context.Context, b *bench, s *section) error {
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	decisions := redactset.Make(b.size(600), 20260429)
	for _, withCase := range []bool{true, false} {
		how := "the text alone"
		if withCase {
			how = "the case's own parties known"
		}
		begun := time.Now()
		result := redactset.Measure(book.Redactor, decisions, withCase)
		took := time.Since(begun) / time.Duration(len(decisions))
		mask, keep := redactset.Total(result.Mask), redactset.Total(result.Keep)
		s.judge(1000*mask.Right >= 995*mask.Places, "≥ 99.5 %", fmt.Sprintf("Places that must be masked, %s: %d decisions", how, len(decisions)), "%s", part(mask))
		s.judge(keep.Right == keep.Places, "none lost", "Places that must stay, "+how, "%s", part(keep))
		s.add("Time for a decision, "+how, "%.1f ms", float64(took.Microseconds())/1000)
		if withCase {
			continue
		}
		var kinds []string
		for _, kind := range slices.Sorted(maps.Keys(result.Mask)) {
			kinds = append(kinds, fmt.Sprintf("%s %d/%d", kind, result.Mask[kind].Right, result.Mask[kind].Places))
		}
		s.add("Masked by kind, "+how, "%s", strings.Join(kinds, ", "))
	}
	return nil
}

func part(c redactset.Count) string {
	return fmt.Sprintf("%d of %d (%.2f %%)", c.Right, c.Places, 100*float64(c.Right)/float64(max(c.Places, 1)))
}

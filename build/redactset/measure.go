package redactset

import (
	"zhiheng/backend/redact"
)

// Count is how many places of a kind there were, and how many of them came out right.
type Count struct{ Places, Right int }

// Miss is a place that came out wrong: something that must be masked and can be read, or that must stay and was masked.
type Miss struct {
	Decision int
	Span     Span
	Text     string // as it stands in the decision, with what is around it
	Keep     bool
}

// Result is what came of masking some decisions, by kinds of places.
type Result struct {
	Mask, Keep map[string]*Count
	Misses     []Miss
}

// Measure masks decisions, with what the case knows of its people or by the text alone, and counts the places that are wholly
// hidden, or wholly left. Blanks in a place count for nothing.
func Measure(r *redact.Redactor, list []Decision, withCase bool) Result {
	result := Result{Mask: map[string]*Count{}, Keep: map[string]*Count{}}
	for n, d := range list {
		dictionary := redact.Dictionary{}
		if withCase {
			dictionary = d.Dictionary
		}
		runes := []rune(d.Text)
		hidden := make([]bool, len(runes))
		for _, hit := range r.Find(d.Text, dictionary) {
			for i := hit.Start; i < hit.End; i++ {
				hidden[i] = true
			}
		}
		judge := func(spans []Span, counts map[string]*Count, keep bool) {
			for _, s := range spans {
				c := counts[s.Kind]
				if c == nil {
					c = &Count{}
					counts[s.Kind] = c
				}
				c.Places++
				if right(runes, hidden, s, keep) {
					c.Right++
					continue
				}
				result.Misses = append(result.Misses, Miss{Decision: n, Span: s, Keep: keep, Text: string(runes[max(0, s.Start-16):s.Start]) + "⟦" + string(runes[s.Start:s.End]) + "⟧" + string(runes[s.End:min(len(runes), s.End+10)])})
			}
		}
		judge(d.Mask, result.Mask, false)
		judge(d.Keep, result.Keep, true)
	}
	return result
}

// right tells whether every character of a place is hidden, or none if it is to stay.
func right(runes []rune, hidden []bool, s Span, keep bool) bool {
	for i := s.Start; i < s.End; i++ {
		if runes[i] != ' ' && runes[i] != '\n' && runes[i] != '　' && runes[i] != '\u200b' && hidden[i] == keep {
			return false
		}
	}
	return true
}

// Total adds counts up.
func Total(counts map[string]*Count) Count {
	var total Count
	for _, c := range counts {
		total.Places += c.Places
		total.Right += c.Right
	}
	return total
}

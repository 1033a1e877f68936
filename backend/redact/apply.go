package redact

import (
	"cmp"
	"slices"
	"strings"
)

// Span is one masked place: From and To in the original, Start and End in the masked text; rune offsets, ends exclusive.
type Span struct {
	Rule  string `json:"rule"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Apply puts the mask of every hit in its place. Hits may come in any order; where they overlap nothing of either is left.
func Apply(text string, hits []Hit) (string, []Span) {
	original := []rune(text)
	sorted := slices.Clone(hits)
	slices.SortStableFunc(sorted, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var out []rune
	var spans []Span
	at := 0
	for _, hit := range sorted {
		from, to := max(at, hit.Start), min(len(original), hit.End)
		if from >= to {
			continue
		}
		out = append(out, original[at:from]...)
		start := len(out)
		out = append(out, []rune(hit.Mask)...)
		spans = append(spans, Span{Rule: hit.Rule, From: from, To: to, Start: start, End: len(out)})
		at = to
	}
	return string(append(out, original[at:]...)), spans
}

// Leak is a masked string that still stands in a finished text. Text is how it stands there.
type Leak struct {
	Secret string `json:"secret"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
}

// Absent looks in a finished text for strings that must not be there, in any width and case, with or without blanks,
// dashes, points, strokes and line breaks; numbers also in the digits of any script, in Chinese, and with anything between
// their digits but what keeps cells apart (¦). None found means none is there in these variants.
func Absent(text string, secrets []string) []Leak {
	original := []rune(text)
	words := fold(original).squeeze(apart).lower()
	numbers := view{}
	var leaks []Leak
	for _, secret := range secrets {
		wanted := fold([]rune(secret)).squeeze(apart).lower().text
		if wanted == "" {
			continue
		}
		found := words.occurrences(original, secret, wanted)
		if wanted := fold([]rune(secret)).digitsAlone().text; len(found) == 0 && digits([]rune(wanted)) >= 7 && !strings.ContainsFunc(secret, han) {
			if numbers.origin == nil {
				numbers = fold(original).numerals().digitsAlone()
			}
			found = numbers.occurrences(original, secret, wanted)
		}
		leaks = append(leaks, found...)
	}
	slices.SortStableFunc(leaks, func(a, b Leak) int { return cmp.Compare(a.Start, b.Start) })
	return leaks
}

// apart tells what may stand between the letters of a word that is to be overlooked.
func apart(r, _, _ rune) bool { return joint(r) || strings.ContainsRune("._/*|~", r) }

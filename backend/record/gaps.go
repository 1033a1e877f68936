package record

import (
	"slices"
	"time"
)

// Span is a stretch of time, from its beginning up to its end.
type Span struct {
	From, To time.Time
}

// Length is how long a span lasts.
func (s Span) Length() time.Duration { return s.To.Sub(s.From) }

// Breaks are the stretches longer than some time between the first and the last of some spans that none of them covers, in
// their order. Spans may overlap, touch, or stand in any order; one that ends before it begins covers nothing.
func Breaks(spans []Span, longer time.Duration) (breaks []Span) {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.To.Before(s.From) })
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var covered time.Time
	for i, s := range spans {
		if gap := (Span{covered, s.From}); i > 0 && gap.Length() > longer {
			breaks = append(breaks, gap)
		}
		if i == 0 || s.To.After(covered) {
			covered = s.To
		}
	}
	return breaks
}

// span is when a recording was made by the true time: by its device's clock, less by how much that runs ahead. Without an end
// it is as long as its file; ok is false where nobody knows when it began.
func (r Recording) span(skew time.Duration) (s Span, ok bool) {
	from, err := time.Parse(time.RFC3339, r.StartedAt)
	if err != nil {
		return s, false
	}
	to, err := time.Parse(time.RFC3339, r.EndedAt)
	if err != nil {
		to = from.Add(time.Duration(r.DurationMs) * time.Millisecond)
	}
	return Span{from.Add(-skew), to.Add(-skew)}, true
}

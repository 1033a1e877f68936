package record_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/record"
)

// TestBreaksAreTheSecondsThatNobodyRecorded compares the arithmetic with a plain count of seconds.
func TestBreaksAreTheSecondsThatNobodyRecorded(t *testing.T) {
	zero := at("2026-03-01", "00:00:00")
	rapid.Check(t, func(t *rapid.T) {
		const day = 400
		n := rapid.IntRange(0, 8).Draw(t, "recordings")
		longer := rapid.IntRange(0, 12).Draw(t, "seconds that do not count")
		var spans []record.Span
		covered, first, last := make([]bool, day), day, -1
		for range n {
			from := rapid.IntRange(0, day-2).Draw(t, "from")
			to := rapid.IntRange(-5, day-1).Draw(t, "to")
			spans = append(spans, record.Span{From: zero.Add(time.Duration(from) * time.Second), To: zero.Add(time.Duration(to) * time.Second)})
			if to < from {
				continue
			}
			first, last = min(first, from), max(last, to)
			for s := from; s < to; s++ {
				covered[s] = true
			}
		}
		var want []record.Span
		for s := first; s < last; s++ {
			end := s
			for end < last && !covered[end] {
				end++
			}
			// a recording of no length in the middle parts what is otherwise one break
			for s < end {
				stop := end
				for _, x := range spans {
					if at := int(x.From.Sub(zero) / time.Second); x.From.Equal(x.To) && at > s && at < stop {
						stop = at
					}
				}
				if stop-s > longer {
					want = append(want, record.Span{From: zero.Add(time.Duration(s) * time.Second), To: zero.Add(time.Duration(stop) * time.Second)})
				}
				s = stop
			}
		}
		got := record.Breaks(spans, time.Duration(longer)*time.Second)
		if !slices.Equal(got, want) {
			t.Fatalf("%v\nbreaks %v\nnot    %v", spans, got, want)
		}
		shuffled := rapid.Permutation(spans).Draw(t, "order")
		if !slices.Equal(record.Breaks(shuffled, time.Duration(longer)*time.Second), got) {
			t.Fatal("the order of the recordings matters")
		}
	})
}

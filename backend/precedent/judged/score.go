package judged

import (
	"math"
	"slices"
	"time"
)

// Quality is how good the rankings of a run are, on average over its questions.
type Quality struct {
	NDCG10 float64 `json:"ndcg_10"`
	P5     float64 `json:"p_5"`
	R100   float64 `json:"r_100"`
	MAP    float64 `json:"map"`
}

// Score scores a ranking by the grades of its question. A document counts as an answer from the grade relevant on; for the
// gain every grade counts. Precision and recall divide by what there is to find.
func Score(ranking []string, grades map[string]int, relevant int) (q Quality) {
	answers := 0
	var ideal []int
	for _, g := range grades {
		ideal = append(ideal, g)
		if g >= relevant {
			answers++
		}
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	var gain, best float64
	for i, g := range ideal[:min(10, len(ideal))] {
		best += float64(max(g, 0)) / math.Log2(float64(i+2))
	}
	found := 0
	for i, id := range ranking {
		g := grades[id]
		if i < 10 {
			gain += float64(max(g, 0)) / math.Log2(float64(i+2))
		}
		if g < relevant {
			continue
		}
		found++
		q.MAP += float64(found) / float64(i+1)
		if i < 5 {
			q.P5 += 1.0 / 5
		}
		if i < 100 {
			q.R100++
		}
	}
	if best > 0 {
		q.NDCG10 = gain / best
	}
	if answers > 0 {
		q.MAP /= float64(answers)
		q.R100 /= float64(answers)
	}
	return q
}

// Mean is the average of qualities.
func Mean(list []Quality) (q Quality) {
	n := float64(max(1, len(list)))
	for _, one := range list {
		q.NDCG10 += one.NDCG10 / n
		q.P5 += one.P5 / n
		q.R100 += one.R100 / n
		q.MAP += one.MAP / n
	}
	return q
}

// Latency are quantiles of the time that one question took, in milliseconds.
type Latency struct {
	P50 float64 `json:"p50_ms"`
	P95 float64 `json:"p95_ms"`
	P99 float64 `json:"p99_ms"`
}

// Quantiles takes the quantiles of a list of times, which it sorts.
func Quantiles(times []time.Duration) Latency {
	slices.Sort(times)
	at := func(part float64) float64 {
		if len(times) == 0 {
			return 0
		}
		return float64(times[min(len(times)-1, int(part*float64(len(times))))].Microseconds()) / 1000
	}
	return Latency{at(.5), at(.95), at(.99)}
}

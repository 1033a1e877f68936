package main

import (
	"fmt"
	"slices"
	"time"
)

// quantile is the value below which a share q of the times lies.
func quantile(times []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(int(float64(len(sorted))*q), len(sorted)-1)]
}

// median runs work several times and returns the median of how long it took.
func median(runs int, work func(run int) error) (time.Duration, error) {
	var times []time.Duration
	for i := range runs {
		begin := time.Now()
		if err := work(i); err != nil {
			return 0, err
		}
		times = append(times, time.Since(begin))
	}
	return quantile(times, .5), nil
}

// perSecond is how many of n are done in a second.
func perSecond(n int, took time.Duration) float64 { return float64(n) / took.Seconds() }

func millis(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }

// thousands writes a whole number with commas.
func thousands[N int | int64 | float64](n N) string {
	digits := fmt.Sprintf("%.0f", float64(n))
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

package main

import (
	"fmt"
	"time"

	"zhiheng/backend/precedent/judged"
)

// figures are what was measured of an engine. Size is of the index, for a byte of text.
type figures struct {
	name                      string
	cpu, wall                 time.Duration
	size                      float64
	question, keywords        judged.Quality
	questionTime, keywordTime judged.Latency
	phraseTime, factsTime     judged.Latency // of phrases, and of the facts of a case put as a question
	found                     int            // texts that hold one of the phrases, in all
}

func show(all []figures) {
	fmt.Printf("%-14s %9s %9s %6s | %-31s | %-31s\n", "engine", "index", "processor", "size", "question NDCG@10 R@100 p50/p95", "keywords NDCG@10 R@100 p50/p95")
	for _, f := range all {
		fmt.Printf("%-14s %8.1fs %8.1fs %6.2f | %.4f  %.3f  %6.1f/%6.1f ms | %.4f  %.3f  %6.1f/%6.1f ms\n", f.name, f.wall.Seconds(), f.cpu.Seconds(), f.size,
			f.question.NDCG10, f.question.R100, f.questionTime.P50, f.questionTime.P95, f.keywords.NDCG10, f.keywords.R100, f.keywordTime.P50, f.keywordTime.P95)
	}
	for _, f := range all {
		if f.found > 0 {
			fmt.Printf("%-14s %d texts with phrases, p50/p95 %.1f/%.1f ms\n", f.name, f.found, f.phraseTime.P50, f.phraseTime.P95)
		}
		fmt.Printf("%-14s facts of a case as a question, p50/p95 %.1f/%.1f ms\n", f.name, f.factsTime.P50, f.factsTime.P95)
	}
}

// gates holds the program, which comes first, to its targets against FTS5 with pairs of characters.
func gates(all []figures) {
	for _, other := range all[1:] {
		if other.name != "fts5-pairs" {
			continue
		}
		ours := all[0]
		most := func(what string, ratio, target float64) {
			fmt.Printf("%-44s %.2f  %s %.2f\n", what, ratio, verdict(ratio <= target), target)
		}
		least := func(what string, ratio, target float64) {
			fmt.Printf("%-44s %.3f  %s %.2f\n", what, ratio, verdict(ratio >= target), target)
		}
		fmt.Println("against FTS5 with pairs, ratios and targets:")
		least("NDCG@10 of questions", ours.question.NDCG10/other.question.NDCG10, 1.04)
		least("NDCG@10 of keywords", ours.keywords.NDCG10/other.keywords.NDCG10, 1.04)
		most("p95 of questions, any of the words", ours.questionTime.P95/other.questionTime.P95, 0.25)
		most("p95 of keywords", ours.keywordTime.P95/other.keywordTime.P95, 0.25)
		most("p95 of phrases, verified", ours.phraseTime.P95/other.phraseTime.P95, 1)
		most("p95 of the facts of a case", ours.factsTime.P95/other.factsTime.P95, 0.25)
		most("processor seconds to index", ours.cpu.Seconds()/other.cpu.Seconds(), 3.5)
		most("size for a byte of text", ours.size, 1.3)
		return
	}
	fmt.Println("without FTS5 there is nothing to hold the figures to: build with -tags sqlite_fts5")
}

func verdict(met bool) string {
	if met {
		return "met"
	}
	return "MISSED"
}

package judged_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/precedent/judged"
)

// TestTheRankingIsAsGoodAsItWas holds search and similar cases to what was measured, over the judged collections in the
// folder that ZHIHENG_CORPUS names. They are no part of the repository.
func TestTheRankingIsAsGoodAsItWas(t *testing.T) {
	dir := os.Getenv("ZHIHENG_CORPUS")
	if dir == "" || testing.Short() {
		t.Skip("needs a folder of judged collections in ZHIHENG_CORPUS, and half a minute")
	}
	for name, runs := range map[string][]struct {
		options     judged.Options
		ndcg, least float64 // least is of the mean average precision
	}{
		"stard": {{judged.Options{Mode: judged.Search}, 0.318, 0.27}, {judged.Options{Mode: judged.Keywords}, 0.309, 0.26}},
		"lecard": {
			{judged.Options{Mode: judged.Similar, Judged: true, Relevant: 3}, 0.79, 0.51},
			{judged.Options{Mode: judged.Similar, Judged: true, Relevant: 3, Given: true}, 0.87, 0.62},
		},
	} {
		c, err := judged.Read(filepath.Join(dir, name, "corpus.jsonl.gz"), filepath.Join(dir, name, "queries.jsonl"), filepath.Join(dir, name, "qrels.tsv"))
		if err != nil {
			t.Log(err)
			continue
		}
		b, err := judged.Open(context.Background(), c, t.TempDir(), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range runs {
			r, err := b.Run(context.Background(), run.options, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %+v", name, r)
			if r.NDCG10 < run.ndcg || r.MAP < run.least {
				t.Errorf("%s %s: NDCG@10 %.4f, MAP %.4f, below %.2f or %.2f", name, run.options.Mode, r.NDCG10, r.MAP, run.ndcg, run.least)
			}
		}
		b.Close()
	}
}

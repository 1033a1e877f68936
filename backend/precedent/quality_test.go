package precedent_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/precedent"
)

// judged is one collection of texts, questions and judgments.
type judged struct {
	office  *office
	queries []struct{ ID, Text, Kw string }
	grades  map[string]map[string]float64
}

// collection reads a judged collection from beside the repository, or from ZHIHENG_CORPUS. It is not part of the repository.
func collection(t testing.TB, name string) judged {
	t.Helper()
	dir := os.Getenv("ZHIHENG_CORPUS")
	if dir == "" {
		dir = "../../../shared/corpus"
	}
	dir = filepath.Join(dir, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no judged collection at " + dir)
	}
	j := judged{office: newOffice(), grades: map[string]map[string]float64{}}
	lines(t, filepath.Join(dir, "corpus.jsonl.gz"), func(line []byte) {
		var d struct{ ID, Title, Text string }
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		j.office.put(precedent.Paper{ID: d.ID, Title: d.Title}, d.Text)
	})
	lines(t, filepath.Join(dir, "queries.jsonl"), func(line []byte) {
		var q struct{ ID, Text, Kw string }
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		j.queries = append(j.queries, q)
	})
	lines(t, filepath.Join(dir, "qrels.tsv"), func(line []byte) {
		f := strings.Fields(string(line))
		if len(f) == 4 {
			f = []string{f[0], f[2], f[3]}
		}
		grade, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return
		}
		if j.grades[f[0]] == nil {
			j.grades[f[0]] = map[string]float64{}
		}
		j.grades[f[0]][f[1]] = grade
	})
	return j
}

func lines(t testing.TB, path string, each func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		in = bufio.NewReaderSize(z, 1<<20)
	}
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		each(s.Bytes())
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
}

// ndcg is the normalised discounted cumulative gain of the first ten.
func ndcg(got []string, grades map[string]float64) float64 {
	var gain, ideal float64
	for i, id := range got[:min(10, len(got))] {
		gain += grades[id] / math.Log2(float64(i+2))
	}
	var best []float64
	for _, g := range grades {
		best = append(best, g)
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(best)))
	for i, g := range best[:min(10, len(best))] {
		ideal += g / math.Log2(float64(i+2))
	}
	if ideal == 0 {
		return 0
	}
	return gain / ideal
}

// TestTheRankingIsAsGoodAsItWas holds the ranking of everyday questions over articles of law to what was measured.
func TestTheRankingIsAsGoodAsItWas(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	j := collection(t, "stard")
	begin := time.Now()
	x := open(t, t.TempDir(), j.office)
	took := time.Since(begin)
	bytes := 0
	for _, pages := range j.office.pages {
		bytes += len(pages[0].Text)
	}
	t.Logf("%d articles, %.1f MB in %.1f s: %.0f a second; index %.2f of the text", len(j.office.papers), float64(bytes)/1e6, took.Seconds(),
		float64(len(j.office.papers))/took.Seconds(), float64(x.State().Bytes)/float64(bytes))
	for _, form := range []struct {
		name  string
		text  func(i int) string
		least float64
	}{
		{"question", func(i int) string { return j.queries[i].Text }, 0.31},
		{"keywords", func(i int) string { return j.queries[i].Kw }, 0.30},
	} {
		var sum float64
		var times []time.Duration
		for i, q := range j.queries {
			text := plainWords(form.text(i))
			if text == "" {
				continue
			}
			begin := time.Now()
			res, err := x.Search(context.Background(), precedent.Query{Text: text, Limit: 10})
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			times = append(times, time.Since(begin))
			var got []string
			for _, h := range res.Hits {
				got = append(got, h.Paper.ID)
			}
			sum += ndcg(got, j.grades[q.ID])
		}
		mean := sum / float64(len(times))
		t.Logf("%s: NDCG@10 %.4f over %d queries, p50 %v, p95 %v", form.name, mean, len(times), quantile(times, .5), quantile(times, .95))
		if mean < form.least {
			t.Errorf("%s: NDCG@10 %.4f is below %.2f", form.name, mean, form.least)
		}
	}
}

// plainWords takes what the query language would read as an operator out of a question.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\"“”「」()（）-－:：", r) }), " ")
}

func quantile(times []time.Duration, at float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	return times[min(len(times)-1, int(at*float64(len(times))))].Round(10 * time.Microsecond)
}

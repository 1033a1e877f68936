package judged_test

import (
	"compress/gzip"
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent/judged"
)

const corpus = `{"id":"d1","title":"食品案","text":"货架上的酸奶超过保质期，没有检查库存","type":"过期食品"}
{"_id":"d2","text":"张贴海报宣称果汁根治高血压","charge":["虚假广告"]}

{"id":"d3","text":"电子秤未经检定，用于贸易结算","type":["计量器具"]}
`

const questions = `{"id":"q1","text":"酸奶过了保质期（没检查）怎么处理？","kw":"酸奶 保质期","type":"过期食品"}
{"id":"q2","text":"电子秤没有检定","kw":""}
{"id":"q3","text":"没有人评判过的问题"}
`

func files(t *testing.T, qrels string) (c, q, j string) {
	dir := t.TempDir()
	c, q, j = filepath.Join(dir, "corpus.jsonl.gz"), filepath.Join(dir, "queries.jsonl"), filepath.Join(dir, "qrels.tsv")
	file, err := os.Create(c)
	if err != nil {
		t.Fatal(err)
	}
	zip := gzip.NewWriter(file)
	_, _ = zip.Write([]byte(corpus))
	if zip.Close() != nil || file.Close() != nil || os.WriteFile(q, []byte(questions), 0o600) != nil || os.WriteFile(j, []byte(qrels), 0o600) != nil {
		t.Fatal("the files could not be written")
	}
	return c, q, j
}

func TestMeasuringACollection(t *testing.T) {
	c, err := judged.Read(files(t, "q1 0 d1 3\nq1 0 d2 0\nq2\td3\t3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Documents) != 3 || c.Documents[1].ID != "d2" || c.Documents[1].Types[0] != "虚假广告" || c.Questions[0].Types[0] != "过期食品" || c.Grades["q1"]["d1"] != 3 {
		t.Fatalf("%+v", c)
	}
	dir := t.TempDir()
	b, err := judged.Open(context.Background(), c, dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		options   judged.Options
		questions int
	}{
		{judged.Options{Mode: judged.Search}, 2},
		{judged.Options{Mode: judged.Keywords}, 1},
		{judged.Options{Mode: judged.Similar, Relevant: 3}, 2},
		{judged.Options{Mode: judged.Similar, Relevant: 3, Given: true, Judged: true}, 2},
	} {
		lines := map[string]int{}
		r, err := b.Run(context.Background(), one.options, func(l judged.Line) error { lines[l.Question+l.Document] = l.Rank; return nil })
		if err != nil {
			t.Fatal(err)
		}
		if r.Questions != one.questions || r.NDCG10 != 1 || r.MAP != 1 || r.R100 != 1 || math.Abs(r.P5-0.2) > 1e-9 || r.P50 <= 0 || r.IndexBytes == 0 || r.TextBytes == 0 {
			t.Errorf("%+v: %+v", one.options, r)
		}
		if lines["q1d1"] != 1 || one.options.Judged && lines["q1d3"] != 0 {
			t.Errorf("%+v: %v", one.options, lines)
		}
	}
	b.Close()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestScoresByHand(t *testing.T) {
	grades := map[string]int{"a": 3, "b": 1, "c": 0, "d": 3}
	q := judged.Score([]string{"b", "a", "c", "x"}, grades, 3)
	dcg := 1/math.Log2(2) + 3/math.Log2(3)
	ideal := 3/math.Log2(2) + 3/math.Log2(3) + 1/math.Log2(4)
	want := judged.Quality{NDCG10: dcg / ideal, P5: 1.0 / 5, R100: 0.5, MAP: 0.5 / 2}
	for _, pair := range [][2]float64{{q.NDCG10, want.NDCG10}, {q.P5, want.P5}, {q.R100, want.R100}, {q.MAP, want.MAP}} {
		if math.Abs(pair[0]-pair[1]) > 1e-12 {
			t.Errorf("%+v, not %+v", q, want)
		}
	}
	if q := judged.Score(nil, nil, 1); q != (judged.Quality{}) {
		t.Errorf("nothing of nothing: %+v", q)
	}
	times := []time.Duration{5 * time.Millisecond, time.Millisecond, 3 * time.Millisecond}
	if l := judged.Quantiles(times); l.P50 != 3 || l.P99 != 5 {
		t.Errorf("%+v", l)
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for _, qrels := range []string{"q1 d1\n", "q1 0 d1 good\n"} {
		if _, err := judged.Read(files(t, qrels)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", qrels, err)
		}
	}
	if _, err := judged.Read("none", "none", "none"); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

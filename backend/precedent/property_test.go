package precedent_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/precedent"
)

// letters are few, so that everything occurs everywhere.
var letters = []rune("甲乙丙丁ab1，。 ")

// ask is a query with what it should find, by looking through the text alone.
type asked struct {
	text  string
	holds func(text string) bool
}

// runs cuts a text into runs of Han characters and of letters and digits, the naive way. White space within Han does not
// count.
func naive(text string) string {
	var b strings.Builder
	r := []rune(text)
	for i, c := range r {
		if c == ' ' {
			left, right := i-1, i+1
			for left >= 0 && r[left] == ' ' {
				left--
			}
			for right < len(r) && r[right] == ' ' {
				right++
			}
			if left < 0 || right >= len(r) || !isLatin(r[left]) || !isLatin(r[right]) || r[i-1] == ' ' {
				continue
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

func isLatin(r rune) bool { return r < 0x80 && r != ' ' }

// stands tells whether a phrase stands in a text with whole words at its edges.
func stands(text, phrase string) bool {
	t, p := []rune(text), []rune(phrase)
	for i := 0; i+len(p) <= len(t); i++ {
		if string(t[i:i+len(p)]) != phrase {
			continue
		}
		end := i + len(p)
		if isLatin(p[0]) && i > 0 && isLatin(t[i-1]) || isLatin(p[len(p)-1]) && end < len(t) && isLatin(t[end]) {
			continue
		}
		return true
	}
	return false
}

// word draws a word of one or two Han characters or a latin word: such words are found exactly.
func word(t *rapid.T) asked {
	w := rapid.SampledFrom([]string{"甲", "乙", "丙丁", "甲乙", "乙甲", "丁丁", "a", "ab", "1", "b1"}).Draw(t, "word")
	return asked{w, func(text string) bool { return stands(text, w) }}
}

func phrase(t *rapid.T) asked {
	p := rapid.StringOfN(rapid.SampledFrom(letters[:9]), 1, 6, -1).Draw(t, "phrase")
	if strings.Trim(p, "，。 ") == "" {
		p = "甲"
	}
	return asked{`"` + p + `"`, func(text string) bool { return stands(text, p) }}
}

func query(t *rapid.T, depth int) asked {
	if depth == 0 {
		if rapid.Bool().Draw(t, "quoted") {
			return phrase(t)
		}
		return word(t)
	}
	a, b := query(t, depth-1), query(t, depth-1)
	switch rapid.IntRange(0, 3).Draw(t, "op") {
	case 0:
		return asked{"(" + a.text + " " + b.text + ")", func(s string) bool { return a.holds(s) && b.holds(s) }}
	case 1:
		return asked{"(" + a.text + " OR " + b.text + ")", func(s string) bool { return a.holds(s) || b.holds(s) }}
	case 2:
		return asked{"(" + a.text + " -" + b.text + ")", func(s string) bool { return a.holds(s) && !b.holds(s) }}
	}
	return asked{"NOT " + a.text, func(s string) bool { return !a.holds(s) }}
}

func TestTheIndexEqualsAScan(t *testing.T) {
	queries := 0
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		o := newOffice()
		texts := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom(letters), 0, 14, -1), 1, 12).Draw(rt, "texts")
		for i, text := range texts {
			o.put(precedent.Paper{ID: fmt.Sprint(i)}, text)
		}
		x, err := precedent.Open(dir, o, precedent.Options{Batch: rapid.IntRange(1, 5).Draw(rt, "batch")})
		if err != nil {
			rt.Fatal(err)
		}
		defer x.Close()
		catchUp(t, x)
		for range 30 {
			q := query(rt, rapid.IntRange(0, 2).Draw(rt, "depth"))
			want := map[string]bool{}
			for i, text := range texts {
				if q.holds(naive(text)) {
					want[fmt.Sprint(i)] = true
				}
			}
			res, err := x.Search(context.Background(), precedent.Query{Text: q.text})
			if err != nil {
				rt.Fatalf("%s: %v", q.text, err)
			}
			got := map[string]bool{}
			for _, h := range res.Hits[:res.Exact] {
				got[h.Paper.ID] = true
			}
			if !reflect.DeepEqual(got, want) {
				rt.Fatalf("%s over %q: got %v, want %v", q.text, texts, got, want)
			}
			queries++
		}
	})
	t.Logf("%d queries", queries)
}

func TestNoOneSeesWhatTheyMayNot(t *testing.T) {
	o := newOffice()
	for i := range 60 {
		o.put(precedent.Paper{ID: fmt.Sprint(i), Case: fmt.Sprint("c", i%3), Kind: fmt.Sprint("K", i%5), On: fmt.Sprintf("20%02d-01-01", 10+i%7),
			Restricted: i%4 != 0}, "共同的内容，编号 "+fmt.Sprint("x", i))
	}
	x := open(t, t.TempDir(), o)
	rapid.Check(t, func(rt *rapid.T) {
		bits := rapid.Uint64().Draw(rt, "person")
		may := func(p precedent.Paper) bool {
			var i int
			_, _ = fmt.Sscan(p.ID, &i)
			return !p.Restricted || bits>>i&1 == 1
		}
		text := rapid.SampledFrom([]string{"内容", `"共同的内容"`, "-鲸", "内容 OR 鲸", "日期:2010..2012", "同内容共", "容", "共同 x7"}).Draw(rt, "query")
		scope := rapid.SampledFrom([]string{"", "c1"}).Draw(rt, "case")
		res, err := x.Search(context.Background(), precedent.Query{Text: text, May: may, Case: scope, Facets: true, Limit: 100})
		if err != nil {
			rt.Fatal(err)
		}
		kinds := 0
		for _, n := range counts(res, precedent.ByPaper) {
			kinds += n
		}
		if res.Total != len(res.Hits) || kinds != res.Total {
			rt.Fatalf("total %d, hits %d, in facets %d", res.Total, len(res.Hits), kinds)
		}
		for _, h := range res.Hits {
			if !may(h.Paper) || scope != "" && h.Paper.Case != scope {
				rt.Fatalf("%s is shown", h.Paper.ID)
			}
		}
	})
}

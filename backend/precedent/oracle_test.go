package precedent_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/precedent"
)

// written is a made-up paper as the oracle knows it: its text in plain simplified half-width characters, however it is written
// in the paper itself.
type written struct {
	paper   precedent.Paper
	plain   string
	numbers []number // cited in the text, or its own
}

// number is a document number without its form.
type number struct {
	agency   string
	year, no int
}

// in writes a number in one of the forms that people use.
func (n number) in(t *rapid.T) string {
	form := rapid.SampledFrom([]string{"〔%d〕%s号", "[%d]%s号", "【%d】%s号", "(%d)%s号", "（%d）%s号", "〔%d〕第%s号", "﹝%d﹞ %s 号", " 〔%d〕 %s号", "［%d］%s号"}).Draw(t, "form")
	digits := rapid.SampledFrom([]string{"%d", "%03d"}).Draw(t, "digits")
	s := fmt.Sprintf(form, n.year, fmt.Sprintf(digits, n.no))
	if rapid.Bool().Draw(t, "wide") {
		s = wide(s)
	}
	return n.agency + s
}

// wide writes digits and letters in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// traditional writes some characters in their traditional form.
var traditional = strings.NewReplacer("处", "處", "罚", "罰", "药", "藥", "无", "無", "证", "證")

// dressed writes a plain text in another way that must not matter.
func dressed(t *rapid.T, plain string) string {
	switch rapid.IntRange(0, 3).Draw(t, "dress") {
	case 0:
		return traditional.Replace(plain)
	case 1:
		return wide(strings.ToUpper(plain))
	}
	return plain
}

var (
	morsels  = []string{"处罚", "药品", "无证", "处", "罚", "证", "无", "品", "，", "。", "ab", "ab1", "b", "9"}
	agencies = []string{"云市监罚", "松城管罚", "云环罚"}
	parties  = []string{"云汀药品店", "松间处罚公司", "无证ab公司"}
)

func drawPaper(t *rapid.T, i int) written {
	w := written{paper: precedent.Paper{ID: fmt.Sprint("w", i), Case: fmt.Sprint("case", i%3), Restricted: rapid.Bool().Draw(t, "restricted"),
		Kind: rapid.SampledFrom([]string{"D27", "D21", ""}).Draw(t, "kind"), On: rapid.SampledFrom([]string{"", "2023-05-06", "2023-12-31", "2024-01-01"}).Draw(t, "on"),
		Amount: rapid.SampledFrom([]int64{0, 99_999, 100_000, 1_000_000, 70_000_000}).Draw(t, "amount"), Party: []string{rapid.SampledFrom(parties).Draw(t, "party")},
		Penalties: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"k1", "k2", "k3"}), 0, 3, rapid.ID[string]).Draw(t, "penalties")}}
	var text strings.Builder
	for range rapid.IntRange(0, 9).Draw(t, "morsels") {
		if rapid.IntRange(0, 9).Draw(t, "what") == 0 {
			n := drawNumber(t)
			w.numbers = append(w.numbers, n)
			text.WriteString("，" + n.in(t) + "。")
			w.plain += "，" + fmt.Sprintf("%s[%d]%d号", n.agency, n.year, n.no) + "。"
			continue
		}
		m := rapid.SampledFrom(morsels).Draw(t, "morsel")
		text.WriteString(dressed(t, m))
		w.plain += m
	}
	w.paper.Title = text.String() // the text stands in a field and on a page: both are searched
	if rapid.Bool().Draw(t, "paged") {
		w.paper.Title = ""
	}
	w.paper.FileName = text.String()
	return w
}

func drawNumber(t *rapid.T) number {
	return number{rapid.SampledFrom(agencies).Draw(t, "agency"), rapid.IntRange(2023, 2024).Draw(t, "year"), rapid.IntRange(1, 3).Draw(t, "no")}
}

// meant is a query with what it means.
type meant struct {
	text  string
	holds func(w written, negated bool) bool
}

// body is all that is searched in a paper, part by part.
func (w written) body() []string { return append([]string{w.plain}, w.paper.Party...) }

// places are where a plain phrase stands with whole words at its edges.
func places(text, phrase string) (at []int) {
	t, p := []rune(text), []rune(phrase)
	for i := 0; i+len(p) <= len(t); i++ {
		if string(t[i:i+len(p)]) == phrase && !(isLatin(p[0]) && i > 0 && isLatin(t[i-1])) && !(isLatin(p[len(p)-1]) && i+len(p) < len(t) && isLatin(t[i+len(p)])) {
			at = append(at, i)
		}
	}
	return at
}

func anywhere(w written, in func(text string) bool) bool { return slices.ContainsFunc(w.body(), in) }

func drawLeaf(t *rapid.T) meant {
	term := func() string {
		return strings.Trim(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"处罚", "药品", "无证", "品", "证", "ab", "9"}), 1, 2).Draw(t, "term"), ""), " ")
	}
	switch rapid.IntRange(0, 8).Draw(t, "leaf") {
	case 0:
		p := term()
		return meant{`"` + dressed(t, p) + `"`, func(w written, _ bool) bool { return anywhere(w, func(s string) bool { return len(places(s, p)) > 0 }) }}
	case 1:
		a, b, apart := term(), term(), rapid.IntRange(1, 5).Draw(t, "apart")
		op := rapid.SampledFrom([]string{" NEAR/%d ", " 近%d ", " 近/%d "}).Draw(t, "near")
		return meant{`"` + dressed(t, a) + `"` + fmt.Sprintf(op, apart) + `"` + b + `"`, func(w written, _ bool) bool {
			return anywhere(w, func(s string) bool {
				for _, i := range places(s, a) {
					for _, j := range places(s, b) {
						first, last, gap := i, j, len([]rune(a))
						if j < i {
							first, last, gap = j, i, len([]rune(b))
						}
						if d := last - first - gap; d >= 0 && d <= apart {
							return true
						}
					}
				}
				return false
			})
		}}
	case 2:
		pattern := rapid.SampledFrom([]string{"处*证", "无?处", "药*", "*品", "a*", "ab?", "*1", "处?药*证", "罚*9"}).Draw(t, "glob")
		if strings.HasSuffix(pattern, "?") {
			pattern += "证"
		}
		return meant{dressed(t, pattern), func(w written, _ bool) bool { return anywhere(w, globbed(pattern)) }}
	case 3:
		n := drawNumber(t)
		return meant{n.in(t), func(w written, _ bool) bool { return slices.Contains(w.numbers, n) }}
	case 4:
		p := rapid.SampledFrom([]string{"药品", "处罚公司", "公司", "云汀", "鲸"}).Draw(t, "who")
		return meant{"当事人:" + dressed(t, p), func(w written, _ bool) bool { return strings.Contains(w.paper.Party[0], p) }}
	case 5:
		r := rapid.SampledFrom([][3]string{{"2023", "2023-01-01", "2023-12-31"}, {"2023-05..2023-12", "2023-05-01", "2023-12-31"}, {"..2023-05-06", "0", "2023-05-06"}, {"2023-12-31..", "2023-12-31", "9"}}).Draw(t, "dates")
		return meant{"日期:" + r[0], func(w written, _ bool) bool { return w.paper.On != "" && w.paper.On >= r[1] && w.paper.On <= r[2] }}
	case 6:
		r := rapid.SampledFrom([]struct {
			text      string
			low, high int64
		}{{"1000..1万", 100_000, 1_000_000}, {">50万", 50_000_000, 1 << 60}, {"..1000", 1, 100_000}}).Draw(t, "sums")
		return meant{"金额:" + r.text, func(w written, _ bool) bool { return w.paper.Amount >= r.low && w.paper.Amount <= r.high }}
	case 7:
		p := rapid.SampledFrom([]string{"*药品店", "无证*公司", "云?药*"}).Draw(t, "who")
		return meant{"当事人:" + p, func(w written, _ bool) bool { return globbed(p)(w.paper.Party[0]) }}
	}
	one := rapid.SampledFrom([]string{"处", "品", "证", "药品", "ab", "ab1", "9", "罚"}).Draw(t, "word")
	return meant{dressed(t, one), func(w written, negated bool) bool { // a synonym counts, but not under an odd number of NOTs
		return anywhere(w, func(s string) bool {
			return len(places(s, one)) > 0 || one == "ab1" && !negated && len(places(s, "云汀")) > 0
		})
	}}
}

// globbed is a word with wildcards as a regular expression, with whole words at its edges.
func globbed(pattern string) func(string) bool {
	var b strings.Builder
	for i, r := range []rune(pattern) {
		switch {
		case r == '*':
			b.WriteString(`[\p{Han}a-z0-9]{0,20}`)
		case r == '?':
			b.WriteString(`[\p{Han}a-z0-9]`)
		default:
			if i == 0 && isLatin(r) {
				b.WriteString(`(?:^|[^a-z0-9])`)
			}
			b.WriteRune(r)
			if i == len([]rune(pattern))-1 && isLatin(r) {
				b.WriteString(`(?:$|[^a-z0-9])`)
			}
		}
	}
	return regexp.MustCompile(b.String()).MatchString
}

func drawQuery(t *rapid.T, depth int) meant {
	if depth == 0 {
		return drawLeaf(t)
	}
	a, b := drawQuery(t, depth-1), drawQuery(t, depth-1)
	switch rapid.IntRange(0, 3).Draw(t, "op") {
	case 0:
		return meant{"(" + a.text + " AND " + b.text + ")", func(w written, not bool) bool { return a.holds(w, not) && b.holds(w, not) }}
	case 1:
		return meant{"(" + a.text + " OR " + b.text + ")", func(w written, not bool) bool { return a.holds(w, not) || b.holds(w, not) }}
	case 2:
		return meant{"(" + a.text + " -" + "(" + b.text + "))", func(w written, not bool) bool { return a.holds(w, not) && !b.holds(w, !not) }}
	}
	return meant{"NOT (" + a.text + ")", func(w written, not bool) bool { return !a.holds(w, !not) }}
}

// TestEveryFormMeansWhatItSays holds every form of the query language, in scopes, under filters and for people who may not see
// everything, to a reading of all papers one by one: the hits, the totals and the counts.
func TestEveryFormMeansWhatItSays(t *testing.T) {
	queries, found := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice()
		papers := make([]written, rapid.IntRange(1, 14).Draw(rt, "papers"))
		for i := range papers {
			papers[i] = drawPaper(rt, i)
			o.put(papers[i].paper, papers[i].paper.FileName)
		}
		x, err := precedent.Open(t.TempDir(), o, precedent.Options{Batch: rapid.IntRange(2, 6).Draw(rt, "batch")})
		if err != nil {
			rt.Fatal(err)
		}
		defer x.Close()
		x.SetSynonyms([][]string{{"AB1", "云汀"}})
		catchUp(t, x)
		for i := range papers { // some are written anew, so that there are deleted ones among the segments
			if rapid.IntRange(0, 4).Draw(rt, "anew") == 0 {
				papers[i] = drawPaper(rt, i)
				o.put(papers[i].paper, papers[i].paper.FileName)
			}
		}
		catchUp(t, x)
		for range 25 {
			q := drawQuery(rt, rapid.IntRange(0, 2).Draw(rt, "depth"))
			seen := rapid.Uint16().Draw(rt, "may")
			may := func(p precedent.Paper) bool { return seen>>(p.ID[1]-'0')&1 == 1 }
			ask := precedent.Query{Text: q.text, Facets: true, May: may, Limit: 100, Case: rapid.SampledFrom([]string{"", "", "case1"}).Draw(rt, "case")}
			if rapid.IntRange(0, 2).Draw(rt, "filtered") == 0 {
				ask.Filters = map[precedent.Facet][]string{precedent.ByPaper: {"D27"}, precedent.ByPenalty: {"k1", "k2"}, precedent.ByYear: {"2023"}, precedent.BySum: {"1000..10000", "500000.."}}
				for _, f := range rapid.SliceOfNDistinct(rapid.SampledFrom([]precedent.Facet{precedent.ByPaper, precedent.ByPenalty, precedent.ByYear, precedent.BySum}), 1, 3, rapid.ID[precedent.Facet]).Draw(rt, "without") {
					delete(ask.Filters, f)
				}
			}
			res, err := x.Search(context.Background(), ask)
			if err != nil {
				rt.Fatalf("%s: %v", q.text, err)
			}
			want, all := map[string]bool{}, map[precedent.Facet]map[string]int{}
			for _, w := range papers {
				if w.paper.Restricted && !may(w.paper) || ask.Case != "" && w.paper.Case != ask.Case || !q.holds(w, false) {
					continue
				}
				count(all, w, ask.Filters)
				if passes(w, ask.Filters, "") {
					want[w.paper.ID] = true
				}
			}
			got := map[string]bool{}
			for _, h := range res.Hits[:min(res.Exact, len(res.Hits))] {
				got[h.Paper.ID] = true
			}
			if fmt.Sprint(got) != fmt.Sprint(want) || res.Exact != len(want) || res.AtLeast {
				rt.Fatalf("%s finds %v (%d), not %v, in\n%+v", q.text, got, res.Exact, want, papers)
			}
			for _, f := range []precedent.Facet{precedent.ByPaper, precedent.ByPenalty, precedent.ByYear, precedent.BySum} {
				if c := counts(res, f); !res.Loose && fmt.Sprint(c) != fmt.Sprint(all[f]) && len(c)+len(all[f]) > 0 {
					rt.Fatalf("%s under %v counts %v by %s, not %v", q.text, ask.Filters, c, f, all[f])
				}
			}
			queries++
			found += len(want)
		}
	})
	if found == 0 {
		t.Error("nothing was ever found: the test proves nothing")
	}
	t.Logf("%d queries found %d papers", queries, found)
}

// values are a paper's values of a facet, by reading it.
func (w written) values(f precedent.Facet) (list []string) {
	switch f {
	case precedent.ByPaper:
		list = []string{w.paper.Kind}
	case precedent.ByPenalty:
		list = w.paper.Penalties
	case precedent.ByYear:
		if w.paper.On != "" {
			list = []string{w.paper.On[:4]}
		}
	case precedent.BySum:
		switch yuan := w.paper.Amount / 100; {
		case w.paper.Amount == 0:
		case yuan < 1000:
			list = []string{"0..1000"}
		case yuan < 10_000:
			list = []string{"1000..10000"}
		case yuan < 50_000:
			list = []string{"10000..50000"}
		default:
			list = []string{"500000..1000000"}
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
}

// passes tells whether a paper passes all filters but one.
func passes(w written, filters map[precedent.Facet][]string, but precedent.Facet) bool {
	for f, wanted := range filters {
		ok := f == but
		for _, v := range w.values(f) {
			ok = ok || slices.Contains(wanted, v) || f == precedent.BySum && v == "500000..1000000" && slices.Contains(wanted, "500000..")
		}
		if !ok {
			return false
		}
	}
	return true
}

func count(all map[precedent.Facet]map[string]int, w written, filters map[precedent.Facet][]string) {
	for _, f := range []precedent.Facet{precedent.ByPaper, precedent.ByPenalty, precedent.ByYear, precedent.BySum} {
		for _, v := range w.values(f) {
			if all[f] == nil {
				all[f] = map[string]int{}
			}
			if passes(w, filters, f) {
				all[f][v]++
			}
		}
	}
	for f, c := range all {
		for v, n := range c {
			if n == 0 {
				delete(all[f], v)
			}
		}
	}
}

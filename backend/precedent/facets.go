package precedent

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"zhiheng/backend/fault"
)

// Facet is a property by which papers found are counted and narrowed down.
type Facet string

// The facets. Their names go over the wire.
const (
	ByAction    Facet = "action"     // kind of administrative action
	ByBody      Facet = "body"       // enforcing body
	ByPartyType Facet = "party_type" // kind of party
	ByArticle   Facet = "article"    // article of law
	ByPenalty   Facet = "penalty"    // kind of penalty
	BySum       Facet = "amount"     // amount, in ranges
	ByYear      Facet = "year"       // year of the paper
	ByRegion    Facet = "region"     // place
	ByResult    Facet = "result"     // how the case ended
	ByReviewer  Facet = "reviewer"   // who reviewed it
	ByPaper     Facet = "paper"      // kind of paper
)

// AllFacets are the facets in the order in which people are shown them.
var AllFacets = []Facet{ByAction, ByPaper, ByBody, ByYear, BySum, ByPenalty, ByArticle, ByResult, ByPartyType, ByRegion, ByReviewer}

// sums are the ranges into which amounts fall, in yuan: each up to, and without, the next.
var sums = []int64{0, 1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000}

// FacetCount is a value of a facet with how many of the papers found have it. A range of amounts is written 1000..10000, in
// yuan, from the first up to and without the second; the last is open.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// FacetCounts are the counts of one facet, the largest first; years with the latest first, amounts by size. Others counts further
// values that are not listed.
type FacetCounts struct {
	Facet  Facet        `json:"facet"`
	Values []FacetCount `json:"values"`
	Others int          `json:"others"`
}

// mostValues bounds the values that are listed of a facet.
const mostValues = 50

// facets are the values of a card by facet, without those that have a field of their own.
func (p Paper) facets() map[Facet][]string {
	return map[Facet][]string{ByAction: {p.Action}, ByBody: {p.Body}, ByPartyType: {p.PartyType}, ByArticle: p.Articles, ByPenalty: p.Penalties,
		ByRegion: {p.Region}, ByResult: {p.Result}, ByReviewer: p.Reviewers, ByPaper: {p.Kind}}
}

// facetField is the field of the index that holds the values of a facet.
func facetField(f Facet) string { return "facet." + string(f) }

// filters are the papers that have one of the values asked for, by facet.
func (q *run) filters() (map[Facet]set, error) {
	out := map[Facet]set{}
	for facet, values := range q.query.Filters {
		if len(values) == 0 {
			continue
		}
		if !slices.Contains(AllFacets, facet) {
			return nil, badFilter(facet, "")
		}
		found := newSet(q.view.size)
		for _, value := range values {
			if err := q.having(facet, value, found); err != nil {
				return nil, err
			}
		}
		out[facet] = found
	}
	return out, nil
}

// having adds the papers with a value of a facet.
func (q *run) having(facet Facet, value string, found set) error {
	switch facet {
	case ByYear:
		year, err := strconv.ParseInt(value, 10, 32)
		if err != nil || len(value) != 4 {
			return badFilter(facet, value)
		}
		return q.dated(found, int32(year)*10000, int32(year)*10000+9999)
	case BySum:
		low, high, ok := yuanRange(value)
		if !ok {
			return badFilter(facet, value)
		}
		return q.costing(found, max(1, low), high)
	}
	p, err := q.terms.term(facetField(facet), value)
	if err != nil {
		return err
	}
	p.each(found.add)
	return nil
}

// yuanRange reads a range as it is written in counts, in fen with both ends included.
func yuanRange(s string) (low, high int64, ok bool) {
	a, b, ok := strings.Cut(s, "..")
	if !ok {
		return 0, 0, false
	}
	high = math.MaxInt64
	if a != "" {
		n, err := strconv.ParseInt(a, 10, 50)
		if low = 100 * n; err != nil || n < 0 {
			return 0, 0, false
		}
	}
	if b != "" {
		n, err := strconv.ParseInt(b, 10, 50)
		if high = 100*n - 1; err != nil || n < 0 {
			return 0, 0, false
		}
	}
	return low, high, a != "" || b != ""
}

func badFilter(facet Facet, value string) error {
	return fault.New(fault.Invalid, "precedent.search", fault.Tf("没有这样的筛选条件：%[1]s %[2]s", "no such filter: %[1]s %[2]s", string(facet), value)).WithField("filter")
}

// count counts the papers found by facet. Those that a facet's own filter leaves out are among its counts, so that a person
// sees what else could be chosen; those of other filters are not.
func (q *run) count(found set, filters map[Facet]set) ([]FacetCounts, error) {
	out := make([]FacetCounts, 0, len(AllFacets))
	all := narrowed(found, filters, "")
	for _, facet := range AllFacets {
		among := all
		if filters[facet] != nil {
			among = narrowed(found, filters, facet)
		}
		counts, err := q.countsOf(facet, among)
		if err != nil {
			return nil, err
		}
		out = append(out, counts)
	}
	return out, nil
}

// narrowed leaves what all filters pass, but for those of one facet.
func narrowed(found set, filters map[Facet]set, but Facet) set {
	all := found.clone()
	for facet, passing := range filters {
		if facet != but {
			all.keep(passing)
		}
	}
	return all
}

func (q *run) countsOf(facet Facet, among set) (FacetCounts, error) {
	out := FacetCounts{Facet: facet, Values: []FacetCount{}}
	var err error
	switch facet {
	case ByYear:
		err = q.countYears(&out, among)
	case BySum:
		err = q.countSums(&out, among)
	default:
		err = q.countTerms(&out, among)
	}
	if n := len(out.Values); n > mostValues {
		out.Values, out.Others = out.Values[:mostValues], n-mostValues
	}
	return out, err
}

func (q *run) countTerms(out *FacetCounts, among set) error {
	counts := map[string]int{}
	for _, s := range q.view.segs {
		part := s.of(among)
		dense := roaring.FromDense(part, true)
		err := eachTerm(s.at, facetField(out.Facet), "", func(term string, p stretch) error {
			if n := p.common(part, dense); n > 0 {
				counts[term] += n
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for value, n := range counts {
		out.Values = append(out.Values, FacetCount{value, n})
	}
	sort.Slice(out.Values, func(i, j int) bool {
		a, b := out.Values[i], out.Values[j]
		return a.Count > b.Count || a.Count == b.Count && a.Value < b.Value
	})
	return nil
}

func (q *run) countYears(out *FacetCounts, among set) error {
	on, err := q.view.ons()
	if err != nil {
		return err
	}
	counts := map[int32]int{}
	last, n := int32(0), 0
	_ = among.each(func(d uint32) (bool, error) {
		if year := on(d) / 10000; year != last {
			counts[last] += n
			last, n = year, 0
		}
		n++
		return true, nil
	})
	counts[last] += n
	delete(counts, 0)
	for year, n := range counts {
		out.Values = append(out.Values, FacetCount{strconv.Itoa(int(year)), n})
	}
	sort.Slice(out.Values, func(i, j int) bool { return out.Values[i].Value > out.Values[j].Value })
	return nil
}

func (q *run) countSums(out *FacetCounts, among set) error {
	amount, err := q.view.amounts()
	if err != nil {
		return err
	}
	counts := make([]int, len(sums))
	_ = among.each(func(d uint32) (bool, error) {
		if fen := amount(d); fen > 0 {
			i := len(sums) - 1
			for fen < 100*sums[i] {
				i--
			}
			counts[i]++
		}
		return true, nil
	})
	for i, n := range counts {
		if n == 0 {
			continue
		}
		value := strconv.FormatInt(sums[i], 10) + ".."
		if i+1 < len(sums) {
			value += strconv.FormatInt(sums[i+1], 10)
		}
		out.Values = append(out.Values, FacetCount{value, n})
	}
	return nil
}

package httpapi

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// filters reads FACET:VALUE as often as it stands.
func filters(list []string) map[precedent.Facet][]string {
	out := map[precedent.Facet][]string{}
	for _, one := range list {
		facet, value, _ := strings.Cut(one, ":")
		out[precedent.Facet(facet)] = append(out[precedent.Facet(facet)], value)
	}
	return out
}

// facets gives counts their labels.
func (s *Server) facets(ctx context.Context, counts []precedent.FacetCounts, on map[precedent.Facet][]string) (out []Facet, err error) {
	out = []Facet{}
	if len(counts) == 0 {
		return out, nil
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		label := labels{s.Files.Rules.Current(), namesFrom(r)}
		for _, c := range counts {
			f := Facet{Facet: c.Facet, Values: []FacetValue{}, Others: c.Others}
			for _, v := range c.Values {
				f.Values = append(f.Values, FacetValue{v.Value, label.of(c.Facet, v.Value), v.Count, slices.Contains(on[c.Facet], v.Value)})
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

// labels knows what people call the values of facets. What has no other name is called as it is written.
type labels struct {
	book   *rulebook.Book
	people *names
}

func (l labels) of(facet precedent.Facet, value string) fault.Text {
	switch facet {
	case precedent.ByAction:
		return l.code("kind", value)
	case precedent.ByPartyType:
		return l.code("party_type", value)
	case precedent.ByPenalty:
		if i := slices.IndexFunc(l.book.PenaltyKinds, func(k rulebook.PenaltyKind) bool { return k.ID == value }); i >= 0 {
			return l.book.PenaltyKinds[i].Label
		}
	case precedent.ByPaper, precedent.ByResult:
		for _, p := range l.book.Procedures {
			if paper, known := p.Paper(value); known {
				return paper.Label
			}
		}
	case precedent.ByReviewer:
		name := l.people.of(value).Name
		return fault.T(name, name)
	case precedent.BySum:
		return sumLabel(value)
	}
	return fault.T(value, value)
}

func (l labels) code(table, id string) fault.Text {
	for _, c := range l.book.Table(table) {
		if c.ID == id {
			return c.Label
		}
	}
	return fault.T(id, id)
}

// sumLabel says a range of yuan such as 10000..50000.
func sumLabel(value string) fault.Text {
	low, high, _ := strings.Cut(value, "..")
	zh := func(s string) string {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 10_000 {
			return strconv.FormatFloat(float64(n)/10_000, 'f', -1, 64) + "万元"
		}
		return s + "元"
	}
	switch {
	case high == "":
		return fault.T(zh(low)+"以上", fmt.Sprintf("¥%s and more", grouped(low)))
	case low == "0":
		return fault.T("不足"+zh(high), fmt.Sprintf("less than ¥%s", grouped(high)))
	}
	return fault.T(zh(low)+"至不足"+zh(high), fmt.Sprintf("¥%s to less than %s", grouped(low), grouped(high)))
}

// grouped puts commas between the thousands of a number.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

package precedent

import (
	"context"
	"slices"
	"strings"
)

// Band is a range of fines in fen, both ends included. Zero ends are not known.
type Band struct {
	Low  int64 `json:"low"`
	High int64 `json:"high"`
}

// Fined is a past fine under the same article. Same says that it was imposed with the same degree of discretion.
type Fined struct {
	Case   string `json:"case"`
	No     string `json:"no"`
	Title  string `json:"title"`
	On     string `json:"on"`
	Fine   int64  `json:"fine"`
	Degree string `json:"degree"`
	Same   bool   `json:"same"`
	Source string `json:"source,omitempty"` // name of the collection that it is from; Case is then its document
}

// Penalties is the range of past fines under the articles of a case. Low, Median and High are over those of the same degree:
// the quarter, the half and the three quarters.
type Penalties struct {
	Articles []string `json:"articles"`
	Degree   string   `json:"degree"`
	Mine     int64    `json:"mine"` // the fine in this case, 0 when none is entered
	Law      Band     `json:"law"`
	Standard Band     `json:"standard"` // the band of the discretion standard
	Fines    []Fined  `json:"fines"`
	Others   []Fined  `json:"others"` // of collections, where they were asked for; they count in nothing else
	Low      int64    `json:"low"`
	Median   int64    `json:"median"`
	High     int64    `json:"high"`
}

// penaltyPaper carries a decision that imposes a penalty.
const penaltyPaper = "D27"

// Penalties gathers what was imposed before under the articles of a case; with others, also what collections tell of it.
func (d *Desk) Penalties(ctx context.Context, caseID string, others bool, may func(Paper) bool) (out Penalties, err error) {
	mine, err := d.mine(ctx, Past{Case: caseID})
	if err != nil {
		return out, err
	}
	out = Penalties{Articles: append([]string{}, mine.Articles...), Degree: mine.Degree, Mine: mine.Amount, Law: mine.law, Standard: mine.band, Fines: []Fined{}, Others: []Fined{}}
	past, err := d.Cases.underArticles(ctx, mine.Articles, may)
	if err != nil {
		return out, err
	}
	var same []int64
	for _, p := range past {
		if p.ID == mine.ID || p.Kind != penaltyPaper || p.Amount <= 0 {
			continue
		}
		f := Fined{Case: p.ID, No: p.CaseNo, Title: p.CaseTitle, On: p.On, Fine: p.Amount, Degree: p.Degree, Same: p.Degree == mine.Degree}
		if f.Same {
			same = append(same, f.Fine)
		}
		out.Fines = append(out.Fines, f)
	}
	slices.SortFunc(out.Fines, func(a, b Fined) int { return strings.Compare(a.On+a.Case, b.On+b.Case) })
	slices.Sort(same)
	out.Low, out.Median, out.High = quarter(same, 1), quarter(same, 2), quarter(same, 3)
	if others && d.Others != nil {
		out.Others, err = d.finedElsewhere(ctx, mine.Articles)
	}
	return out, err
}

// finedElsewhere are the fines of collections under the same articles.
func (d *Desk) finedElsewhere(ctx context.Context, articles []string) ([]Fined, error) {
	list := []Fined{}
	found, err := d.Others.underArticles(ctx, articles, func(Paper) bool { return true })
	for _, p := range found {
		if p.Amount > 0 {
			list = append(list, Fined{Case: p.ID, No: p.CaseNo, Title: p.Title, On: p.On, Fine: p.Amount, Source: p.CaseTitle})
		}
	}
	slices.SortFunc(list, func(a, b Fined) int { return strings.Compare(a.On+a.Case, b.On+b.Case) })
	return list, err
}

// quarter is the value below which so many quarters of a sorted list lie, 0 of an empty one.
func quarter(list []int64, n int) int64 {
	if len(list) == 0 {
		return 0
	}
	return list[(n*len(list)+3)/4-1]
}

// underArticles lists the papers whose card names one of the articles and that may be seen, as they stand now.
func (x *Index) underArticles(ctx context.Context, articles []string, may func(Paper) bool) (list []Paper, err error) {
	_, _, err = x.searching(ctx, Query{May: may}, func(q *run) error {
		base, err := q.base()
		if err != nil {
			return err
		}
		found := newSet(q.view.size)
		for _, a := range articles {
			p, err := q.terms.term(fieldLaw, articleTerm(a))
			if err != nil {
				return err
			}
			p.each(found.add)
		}
		found.keep(base)
		return found.each(func(d uint32) (bool, error) {
			p, err := q.paperOf(d)
			if p != nil && q.may(p) {
				list = append(list, *p)
			}
			return err == nil, err
		})
	})
	return list, err
}

// articleTerm is an article as it is compared: folded, without the name of the state.
func articleTerm(article string) string {
	return strings.ReplaceAll(fold(article).String(), "中华人民共和国", "")
}

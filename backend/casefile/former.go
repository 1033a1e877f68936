package casefile

import (
	"slices"

	"zhiheng/backend/rulebook"
)

// What entries do not say that were written when there were only ordinary penalties.
const (
	formerStep    = "register"
	formerArticle = "行政处罚法第五十八条"
)

// formerDuty is the duty of review in the cases of that time.
func formerDuty() *ReviewDuty { return &ReviewDuty{Always: true, Article: formerArticle} }

// former adds to a value what entries of that time do not say of it.
func (f *fieldSet) former() {
	if f.Column != "" || f.Found {
		return
	}
	switch f.Name {
	case "c.title":
		f.Column = rulebook.ColumnTitle
	case "p.name":
		f.Column = rulebook.ColumnParty
	case "x.fine":
		f.Column = rulebook.ColumnAmount
	case "c.filed_on":
		f.Column = rulebook.ColumnFiledOn
	}
	f.Found = slices.Contains([]string{"x.law_pen", "x.law_bad", "p.id_no", "p.phone", "p.addr", "p.rep_id_no", "k.bank"}, f.Name)
}

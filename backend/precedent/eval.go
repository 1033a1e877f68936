package precedent

import (
	"slices"
	"sort"
	"strings"
)

// mostTexts bounds how many texts one search reads to verify phrases. Beyond it a result is "at least".
const mostTexts = 20000

// eval gives the papers among within that a query asks for. What cannot be decided within bounds is left out.
func (q *run) eval(n *node, within set) (set, error) {
	if err := q.ctx.Err(); err != nil {
		return nil, err
	}
	if within.empty() {
		return within, nil
	}
	switch n.op {
	case opAnd:
		return q.and(n, within)
	case opOr:
		out := newSet(q.view.size)
		for _, kid := range n.kids {
			found, err := q.eval(kid, within)
			if err != nil {
				return nil, err
			}
			out.join(found)
		}
		return out, nil
	case opNot:
		found, err := q.eval(n.kids[0], within)
		if err != nil {
			return nil, err
		}
		out := within.clone()
		out.drop(found)
		return out, nil
	case opDocNo:
		p, err := q.docNo(fieldDocNo, n.number)
		if err != nil {
			return nil, err
		}
		out := within.clone()
		p.keepIn(out)
		return out, nil
	}
	return q.leaf(n, within)
}

// leaf evaluates a node that asks for characters or values.
func (q *run) leaf(n *node, within set) (out set, err error) {
	switch n.op {
	case opWord:
		return q.word(n, within)
	case opPhrase:
		return q.phrase(n, within)
	case opGlob:
		return q.glob(n, within)
	case opNear:
		return q.near(n, within)
	case opField:
		return q.field(n, within)
	}
	out = newSet(q.view.size)
	if n.op == opDate {
		err = q.dated(out, dayNumber(n.from), lastDay(n.to))
	} else {
		err = q.costing(out, n.low, n.high)
	}
	out.keep(within)
	return out, err
}

// and takes the cheap conditions first, so that the dear ones look at few papers.
func (q *run) and(n *node, within set) (set, error) {
	kids := append([]*node(nil), n.kids...)
	sort.SliceStable(kids, func(i, j int) bool { return kids[i].cost() < kids[j].cost() })
	out := within
	for _, kid := range kids {
		var err error
		if out, err = q.eval(kid, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (n *node) cost() int {
	switch n.op {
	case opWord, opDocNo:
		return 0
	case opDate, opAmount:
		return 1
	case opField:
		return 2
	case opPhrase, opGlob, opNear:
		return 3
	}
	most := 0
	for _, kid := range n.kids {
		most = max(most, kid.cost())
	}
	return most + 1
}

// dated adds the papers of the days from one to another, as numbers.
func (q *run) dated(found set, from, to int32) error {
	for _, s := range q.view.segs {
		on, err := s.on()
		if err != nil {
			return err
		}
		for i, day := range on {
			if day >= from && day <= to && day > 0 {
				found.add(s.first + uint32(i))
			}
		}
	}
	return nil
}

// lastDay is the number of the last day of a year, a month or a day; open for none.
func lastDay(s string) int32 {
	n := dayNumber(s)
	switch {
	case s == "":
		return 99999999
	case n%10000 == 0:
		return n + 9999
	case n%100 == 0:
		return n + 99
	}
	return n
}

// costing adds the papers whose amount lies in a range, both ends included.
func (q *run) costing(found set, low, high int64) error {
	for _, s := range q.view.segs {
		amount, err := s.amount()
		if err != nil {
			return err
		}
		for i, fen := range amount {
			if fen >= low && fen <= high && fen > 0 {
				found.add(s.first + uint32(i))
			}
		}
	}
	return nil
}

// word finds the papers that hold all tokens of a word, or have it for their party's code.
func (q *run) word(n *node, within set) (set, error) {
	out, err := q.all(n.text, within, false)
	if err != nil || len(n.raw) != 18 {
		return out, err
	}
	p, err := q.terms.term(fieldCode, string(n.raw))
	if err != nil {
		return nil, err
	}
	code := within.clone()
	p.keepIn(code)
	code.join(out)
	return code, nil
}

// all finds the papers that hold all tokens of a folded text in their body. A hidden character is held by none. When the
// caller verifies what is found, lone characters, which are dear to look up, need not be.
func (q *run) all(text []rune, within set, verified bool) (set, error) {
	pairs, lone := distinct(text)
	if len(pairs)+len(lone) == 0 || hasHidden(text) {
		return newSet(q.view.size), nil
	}
	out := within.clone()
	list := make([]*postings, len(pairs))
	for i, pair := range pairs {
		var err error
		if list[i], err = q.terms.term(fieldBody, pair); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b *postings) int { return a.n - b.n })
	for _, p := range list {
		p.keepIn(out)
	}
	if len(pairs) > 0 && verified {
		return out, nil
	}
	for _, c := range lone {
		found, err := q.terms.character(c)
		if err != nil {
			return nil, err
		}
		out.keep(found)
	}
	return out, nil
}

func hasHidden(r []rune) bool { return slices.Contains(r, hidden) }

// phrase finds the papers that hold a phrase: by its tokens first, then by their text.
func (q *run) phrase(n *node, within set) (set, error) {
	found, err := q.all(n.text, within, true)
	if err != nil || isOneToken(n.text) {
		return found, err
	}
	return q.verified(found, n.negated, func(d uint32) (bool, error) { return q.holds(d, n.text) })
}

// verified leaves the papers whose text passes. Where there are too many to look at, the rest is left out, and the total is a
// lower bound.
func (q *run) verified(found set, negated bool, pass func(d uint32) (bool, error)) (set, error) {
	out := newSet(q.view.size)
	err := found.each(func(d uint32) (bool, error) {
		if q.texts >= mostTexts {
			q.atLeast = true
			if negated {
				out.add(d)
			}
			return true, nil
		}
		if q.texts++; q.texts%64 == 0 && q.ctx.Err() != nil {
			return false, q.ctx.Err()
		}
		ok, err := pass(d)
		if ok {
			out.add(d)
		}
		return err == nil, err
	})
	return out, err
}

// isOneToken tells a phrase that is a token, so that the index alone answers it.
func isOneToken(r []rune) bool {
	one := false
	tokens(r, func(tok []rune, _ int) { one = len(tok) == len(r) })
	return one
}

// docNo finds the papers in which a document number stands, or whose own it is. Of an agency word that begins with a word of
// the sentence around it, the rest is taken.
func (q *run) docNo(field string, d docNo) (*postings, error) {
	full := d.full()
	p, err := q.terms.term(field, full)
	if err != nil || p.n > 0 {
		return p, err
	}
	for _, lead := range []string{"关于", "根据", "依据", "按照", "查询", "查找", "见", "由", "和", "与", "及", "对", "的", "查", "按", "以"} {
		if rest, ok := strings.CutPrefix(full, lead); ok {
			return q.terms.term(field, rest)
		}
	}
	return p, nil
}

// fewValues is how many papers are asked for their values one by one; for more, the values in the index are looked through.
const fewValues = 50

// field finds the papers whose card holds a phrase in a field. An article is looked for in the text too.
func (q *run) field(n *node, within set) (set, error) {
	if n.glob != nil {
		return q.globField(n, within)
	}
	out := within
	if n.field != fieldNumber && !hasHidden(hide(folded{r: slices.Clone(n.text)}, nil).r) {
		var err error // what stands in a field stands in the body too
		if out, err = q.all(n.text, within, true); err != nil {
			return nil, err
		}
	}
	pass := func(value string) bool {
		return contains([]rune(value), n.text) || n.field == fieldNumber && strings.Contains(value, string(n.text))
	}
	var err error
	switch {
	case out.empty():
	case out.count() <= fewValues:
		out, err = q.filter(out, func(p Paper) bool {
			return slices.ContainsFunc(foldedTerms(p.strings(n.field)...), pass)
		})
	default:
		var having set
		if having, err = q.terms.matching(n.field, "", pass); err == nil {
			out.keep(having)
		}
	}
	if err != nil {
		return nil, err
	}
	switch n.field {
	case fieldArticle:
		more, err := q.phrase(n, within)
		if err != nil {
			return nil, err
		}
		out.join(more)
	case fieldParty, fieldCase:
		other := map[string]string{fieldParty: fieldCode, fieldCase: fieldCaseID}[n.field]
		p, err := q.terms.term(other, string(n.raw))
		if err != nil {
			return nil, err
		}
		same := within.clone()
		p.keepIn(same)
		out.join(same)
	}
	return out, nil
}

// strings are the values of a card that a field stands for.
func (p Paper) strings(field string) []string {
	switch field {
	case fieldParty:
		return p.Party
	case fieldArticle:
		return p.Articles
	case fieldCase:
		return []string{p.CaseNo, p.CaseTitle}
	case fieldName:
		return []string{p.Title, p.FileName, p.Kind}
	case fieldNumber:
		return p.DocNos
	}
	return nil
}

// filter keeps the papers whose card passes, as it would be indexed.
func (q *run) filter(within set, pass func(Paper) bool) (set, error) {
	out := newSet(q.view.size)
	err := within.each(func(d uint32) (bool, error) {
		p, pages, err := q.fetch(d)
		if err != nil || p == nil {
			return err == nil, err
		}
		if pass(cardOf(*p, secretsOf(*p, pages))) {
			out.add(d)
		}
		return true, nil
	})
	return out, err
}

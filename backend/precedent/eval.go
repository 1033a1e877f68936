package precedent

import (
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
	case opWord:
		return q.word(n, within)
	case opPhrase:
		return q.phrase(n, within)
	case opDocNo:
		p, err := q.docNo(n.number)
		if err != nil {
			return nil, err
		}
		out := p.toSet(q.view.size)
		out.keep(within)
		return out, nil
	case opField:
		return q.field(n, within)
	}
	return q.filter(within, func(c *card) bool { return n.accepts(c) })
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
	case opField:
		return 1
	case opDate, opAmount:
		return 2
	case opPhrase:
		return 3
	}
	most := 0
	for _, kid := range n.kids {
		most = max(most, kid.cost())
	}
	return most + 1
}

// word finds the papers that hold all tokens of a word, or have it for their party's code.
func (q *run) word(n *node, within set) (set, error) {
	out, err := q.all(fieldBody, n.text, within, false)
	if err != nil || len(n.raw) != 18 {
		return out, err
	}
	p, err := q.terms.term(fieldCode, string(n.raw))
	if err != nil {
		return nil, err
	}
	code := p.toSet(q.view.size)
	code.keep(within)
	code.join(out)
	return code, nil
}

// all finds the papers that hold all tokens of a folded text in a field. A hidden character is held by none. When the
// caller verifies what is found, lone characters, which are dear to look up, need not be.
func (q *run) all(field string, text []rune, within set, verified bool) (set, error) {
	pairs, lone := distinct(text)
	if len(pairs)+len(lone) == 0 || hasHidden(text) {
		return newSet(q.view.size), nil
	}
	out := within.clone()
	for _, pair := range pairs {
		p, err := q.terms.term(field, pair)
		if err != nil {
			return nil, err
		}
		out.keep(p.toSet(q.view.size))
	}
	if field != fieldBody || len(pairs) > 0 && verified {
		return out, nil
	}
	for _, c := range lone {
		p, err := q.terms.character(c)
		if err != nil {
			return nil, err
		}
		out.keep(p.toSet(q.view.size))
	}
	return out, nil
}

func hasHidden(r []rune) bool {
	for _, c := range r {
		if c == hidden {
			return true
		}
	}
	return false
}

// phrase finds the papers that hold a phrase: by its tokens first, then by their text.
func (q *run) phrase(n *node, within set) (set, error) {
	found, err := q.all(fieldBody, n.text, within, true)
	if err != nil || isOneToken(n.text) {
		return found, err
	}
	out := newSet(q.view.size)
	err = found.each(func(d uint32) (bool, error) {
		ok, err := q.visible(d)
		if err != nil || !ok {
			return true, err
		}
		if q.texts >= mostTexts {
			q.atLeast = true
			if n.negated {
				out.add(d)
			}
			return true, nil
		}
		if ok, err = q.holds(d, n.text); err != nil {
			return false, err
		}
		if ok {
			out.add(d)
		}
		return true, nil
	})
	return out, err
}

// isOneToken tells a phrase that is a token, so that the index alone answers it.
func isOneToken(r []rune) bool {
	one := false
	tokens(r, func(tok []rune, _ int) { one = len(tok) == len(r) })
	return one
}

// docNo finds the papers in which a document number stands. Of an agency word that begins with a word of the sentence
// around it, the rest is taken.
func (q *run) docNo(d docNo) (*postings, error) {
	full := d.full()
	p, err := q.terms.term(fieldDocNo, full)
	if err != nil || len(p.docs) > 0 {
		return p, err
	}
	for _, lead := range []string{"关于", "根据", "依据", "按照", "查询", "查找", "见", "由", "和", "与", "及", "对", "的", "查", "按", "以"} {
		if rest, ok := strings.CutPrefix(full, lead); ok {
			return q.terms.term(fieldDocNo, rest)
		}
	}
	return p, nil
}

// field finds the papers whose card holds a phrase in a field. An article is looked for in the text too.
func (q *run) field(n *node, within set) (set, error) {
	var out set
	if n.field == fieldDocNo {
		out = within
	} else {
		var err error
		if out, err = q.all(n.field, n.text, within, true); err != nil {
			return nil, err
		}
	}
	out, err := q.filter(out, func(c *card) bool {
		for _, s := range c.strings(n.field) {
			if contains(fold(s).r, n.text) || n.field == fieldDocNo && strings.Contains(fold(s).String(), string(n.text)) {
				return true
			}
		}
		return false
	})
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
		same := p.toSet(q.view.size)
		same.keep(within)
		out.join(same)
	}
	return out, nil
}

// strings are the values of a card that a field stands for.
func (c *card) strings(field string) []string {
	switch field {
	case fieldParty:
		return c.Party
	case fieldArticle:
		return c.Articles
	case fieldCase:
		return []string{c.CaseNo, c.CaseTitle}
	case fieldName:
		return []string{c.Title, c.FileName, c.Kind}
	case fieldDocNo:
		return c.DocNos
	}
	return nil
}

// accepts tells whether a card lies in a range of dates or money.
func (n *node) accepts(c *card) bool {
	if n.op == opAmount {
		return c.Amount >= n.low && c.Amount <= n.high
	}
	return c.On != "" && (n.from == "" || c.On >= n.from) && (n.to == "" || cut(c.On, len(n.to)) <= n.to)
}

// filter keeps the papers whose card passes. Those that may not be seen are left out on the way.
func (q *run) filter(within set, pass func(*card) bool) (set, error) {
	out := newSet(q.view.size)
	err := within.each(func(d uint32) (bool, error) {
		ok, err := q.visible(d)
		if err != nil || !ok {
			return true, err
		}
		c, err := q.card(d)
		if err == nil && pass(c) {
			out.add(d)
		}
		return true, err
	})
	return out, err
}

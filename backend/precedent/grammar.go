package precedent

import (
	"strings"

	"zhiheng/backend/fault"
)

// op is what a node of a query asks for.
type op int

const (
	opAnd op = iota
	opOr
	opNot
	opWord   // all tokens of a word somewhere in the paper
	opPhrase // the words in this order
	opGlob   // a word with wildcards
	opNear   // two words near each other
	opDocNo
	opField // the words in this order in a field of the card
	opDate
	opAmount
)

// node is a query as a tree.
type node struct {
	op      op
	kids    []*node
	text    []rune // folded and hidden, for words, phrases and fields
	raw     []rune // folded only, for codes
	field   string
	negated bool // under an odd number of NOTs
	number  docNo
	from    string // first date, inclusive, as long as it was given; "" is open
	to      string // last date
	low     int64  // fen
	high    int64
	glob    glob // for a word, or the value of a field, with wildcards
	apart   int  // characters between two words at most
}

const (
	longestQuery = 4000 // runes
	deepestQuery = 40
	mostNodes    = 400
)

// fieldNames maps what people write before the colon to a field.
var fieldNames = map[string]string{
	"当事人": fieldParty, "party": fieldParty, "文号": fieldNumber, "docno": fieldNumber, "法条": fieldArticle, "article": fieldArticle,
	"案号": fieldCase, "案件": fieldCase, "case": fieldCase, "文书": fieldName, "paper": fieldName,
	"日期": "date", "date": "date", "金额": "amount", "amount": "amount",
}

// parser reads a query by recursive descent over its runes as written.
type parser struct {
	r       []rune
	i       int
	numbers map[int]rawNumber // document numbers by where they begin
	neg     bool
	depth   int
	nodes   int
	plain   bool // nothing but words so far
}

type rawNumber struct {
	end    int
	number docNo
}

// parse reads a query. plain tells one of words alone, which may be widened when it finds little.
func parse(text string) (n *node, plain bool, err error) {
	p := &parser{r: []rune(text), plain: true}
	if len(p.r) > longestQuery {
		return nil, false, p.fail(longestQuery, fault.T("检索式太长", "the query is too long"))
	}
	p.numbers = rawNumbers(text)
	n, err = p.or()
	if err != nil {
		return nil, false, err
	}
	if p.i < len(p.r) {
		return nil, false, p.fail(p.i, fault.T("多出一个右括号", "a closing bracket too many"))
	}
	if n == nil {
		return nil, false, p.fail(0, fault.T("没有可以检索的字词", "there is nothing to search for"))
	}
	return n, p.plain, nil
}

// fail makes the error for a place in the query, counted from 1.
func (p *parser) fail(at int, what fault.Text) error {
	return fault.New(fault.Invalid, "precedent.search",
		fault.Tf("检索式第 %[1]d 个字处：%[2]s", "at character %[1]d of the query: %[3]s", at+1, what.Zh, what.En)).
		WithField("query").
		WithHint(fault.T(`例：食品 过期、"未取得许可"、-注销、(甲 OR 乙)、过期*品、食品 近5 过期、当事人:某某公司、日期:2020..2023、金额:1万..10万`,
			`For example: word word, "phrase", -word, (a OR b), wild*card, a NEAR/5 b, party:name, date:2020..2023, amount:1万..10万`))
}

func (p *parser) space() {
	for p.i < len(p.r) && foldRune(p.r[p.i]) == ' ' {
		p.i++
	}
}

// keyword takes AND, OR or NOT if it stands next as a word of its own.
func (p *parser) keyword(word string) bool {
	p.space()
	end := p.i + len(word)
	if end > len(p.r) || string(p.r[p.i:end]) != word {
		return false
	}
	if end < len(p.r) {
		if c := foldRune(p.r[end]); c != ' ' && c != '(' && c != '"' {
			return false
		}
	}
	p.i = end
	return true
}

func (p *parser) or() (*node, error) {
	if p.depth++; p.depth > deepestQuery {
		return nil, p.fail(p.i, fault.T("括号套得太深", "too many brackets within each other"))
	}
	defer func() { p.depth-- }()
	var kids []*node
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if n != nil {
			kids = append(kids, n)
		}
		at := p.i
		if !p.keyword("OR") {
			break
		}
		p.plain = false
		p.space()
		if n == nil {
			return nil, p.fail(at, fault.T("OR 的左边没有字词", "nothing before OR"))
		}
		if p.i >= len(p.r) || foldRune(p.r[p.i]) == ')' {
			return nil, p.fail(at, fault.T("OR 的右边没有字词", "nothing after OR"))
		}
	}
	return join(opOr, kids, p.neg), nil
}

// join makes a node of several, or gives back the only one; nil for none.
func join(o op, kids []*node, neg bool) *node {
	switch len(kids) {
	case 0:
		return nil
	case 1:
		return kids[0]
	}
	return &node{op: o, kids: kids, negated: neg}
}

func (p *parser) and() (*node, error) {
	var kids []*node
	for {
		p.space()
		if p.i >= len(p.r) || foldRune(p.r[p.i]) == ')' {
			break
		}
		at := p.i
		if p.keyword("OR") {
			p.i = at
			break
		}
		if p.keyword("AND") {
			p.space()
			if len(kids) == 0 || p.i >= len(p.r) || foldRune(p.r[p.i]) == ')' {
				return nil, p.fail(at, fault.T("AND 的一边没有字词", "AND wants words on both sides"))
			}
			continue
		}
		if _, _, err := p.nearWord(true); err != nil {
			return nil, err
		}
		n, err := p.unary()
		if err == nil && n != nil {
			n, err = p.near(n, at)
		}
		if err != nil {
			return nil, err
		}
		if n != nil {
			kids = append(kids, n)
		}
		if p.nodes++; p.nodes > mostNodes {
			return nil, p.fail(at, fault.T("检索条件太多", "too many terms"))
		}
	}
	return join(opAnd, kids, p.neg), nil
}

func (p *parser) unary() (*node, error) {
	at := p.i
	minus := p.r[p.i] == '-' || p.r[p.i] == '－' // a dash is punctuation
	if minus {
		p.i++
	}
	if !minus && !p.keyword("NOT") {
		return p.primary()
	}
	p.plain = false
	if !minus {
		p.space()
	}
	if p.i >= len(p.r) || foldRune(p.r[p.i]) == ')' || foldRune(p.r[p.i]) == ' ' {
		return nil, p.fail(at, fault.T("没有说不要什么", "nothing after the minus or NOT"))
	}
	p.neg = !p.neg
	if p.depth++; p.depth > deepestQuery {
		return nil, p.fail(at, fault.T("否定套得太深", "too many negations within each other"))
	}
	n, err := p.unary()
	p.depth--
	p.neg = !p.neg
	if err != nil || n == nil {
		return nil, err
	}
	return &node{op: opNot, kids: []*node{n}, negated: p.neg}, nil
}

func (p *parser) primary() (*node, error) {
	if num, ok := p.numbers[p.i]; ok {
		p.i, p.plain = num.end, false
		return &node{op: opDocNo, number: num.number, negated: p.neg}, nil
	}
	switch c := foldRune(p.r[p.i]); c {
	case '(':
		return p.group()
	case '"':
		at := p.i
		text, err := p.quoted()
		if err != nil {
			return nil, err
		}
		p.plain = false
		return p.phrase(text, at)
	}
	return p.word()
}

func (p *parser) group() (*node, error) {
	at := p.i
	p.i++
	p.plain = false
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.i >= len(p.r) {
		return nil, p.fail(at, fault.T("左括号没有配上右括号", "an opening bracket is not closed"))
	}
	p.i++
	if n == nil {
		return nil, p.fail(at, fault.T("括号里没有字词", "nothing in the brackets"))
	}
	return n, nil
}

// quoted reads up to the closing quote of any kind.
func (p *parser) quoted() (string, error) {
	at := p.i
	for p.i++; p.i < len(p.r); p.i++ {
		if foldRune(p.r[p.i]) == '"' {
			p.i++
			return string(p.r[at+1 : p.i-1]), nil
		}
	}
	return "", p.fail(at, fault.T("引号没有配对", "a quotation mark is not closed"))
}

func (p *parser) phrase(text string, at int) (*node, error) {
	f := fold(text)
	if nums := findDocNos(f.r); len(nums) == 1 && nums[0].start == 0 && nums[0].end == len(f.r) {
		return &node{op: opDocNo, number: nums[0], negated: p.neg}, nil
	}
	n := &node{op: opPhrase, raw: f.r, text: hide(fold(text), nil).r, negated: p.neg}
	if !searchable(n.text) {
		return nil, p.fail(at, fault.T("引号里没有可以检索的字词", "nothing to search for in the quotation marks"))
	}
	return n, nil
}

// word reads a bare word or a field with its value. Punctuation alone gives nil.
func (p *parser) word() (*node, error) {
	at := p.i
	for p.i < len(p.r) {
		c := foldRune(p.r[p.i])
		if c == ':' {
			if field, ok := fieldNames[strings.ToLower(string(p.r[at:p.i]))]; ok {
				p.i++
				p.plain = false
				return p.fieldValue(field, at)
			}
		}
		_, number := p.numbers[p.i]
		if c == ' ' || c == '(' || c == ')' || c == '"' || number && p.i > at {
			break
		}
		p.i++
	}
	if g, err := p.glob(at, p.i); err != nil || g != nil {
		p.plain = false
		return &node{op: opGlob, glob: g, negated: p.neg}, err
	}
	f := fold(string(p.r[at:p.i]))
	n := &node{op: opWord, raw: f.r, text: hide(fold(string(p.r[at:p.i])), nil).r, negated: p.neg}
	if !searchable(n.text) {
		return nil, nil
	}
	if p.neg { // what is left out must be exactly what was named
		n.op = opPhrase
	}
	return n, nil
}

// searchable tells a text with at least one character that can be looked up, or one that was hidden.
func searchable(r []rune) bool {
	for _, c := range r {
		if isHan(c) || isAlnum(c) || c == hidden {
			return true
		}
	}
	return false
}

// rawNumbers finds the document numbers in a query as written. The agency word ends, going backwards, at white space.
func rawNumbers(text string) map[int]rawNumber {
	f := fold(text)
	raw := []rune(text)
	out := map[int]rawNumber{}
	for _, d := range findDocNos(f.r) {
		open := d.end - 1
		for !isOpen(f.r[open]) {
			open--
		}
		start := int(f.at[open])
		for start > 0 && foldRune(raw[start-1]) == ' ' {
			start--
		}
		for start > 0 {
			c := foldRune(raw[start-1])
			if !isHan(c) && (!isAlnum(c) || isDigit(c)) {
				break
			}
			start--
		}
		end := int(f.at[d.end-1]) + 1
		if own := findDocNos(fold(string(raw[start:end])).r); len(own) == 1 {
			out[start] = rawNumber{end: end, number: own[0]}
		}
	}
	return out
}

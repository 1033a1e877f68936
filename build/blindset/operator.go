package blindset

import (
	"slices"
	"strings"
)

// Operator does one wrong to a case. It says by the law which points of the checklist that breaks; it knows of no check.
type Operator struct {
	ID      string
	Kinds   []string
	Items   []string // the points of the checklists of these kinds that are broken
	Article string
	Label   string
	Kept    bool // kept back: nothing was mended by it
	Apply   func(c *Case) bool
}

// Operators are all of them.
func Operators() []Operator {
	return slices.Concat(partyOperators, remedyOperators, penaltyOperators, penaltyMoreOperators, licenseOperators, coercionOperators, chargeOperators, inspectionOperators)
}

// For tells whether an operator works on cases of a kind.
func (o Operator) For(kind string) bool { return slices.Contains(o.Kinds, kind) }

// the kinds of action, for short.
var (
	anyKind = []string{"penalty", "license", "coercion_measure", "levy", "fee", "inspection"}
	fines   = []string{"penalty"}
	permits = []string{"license"}
	seizing = []string{"coercion_measure"}
	charges = []string{"levy", "fee"}
	levied  = []string{"levy"}
	charged = []string{"fee"}
	visits  = []string{"inspection"}
)

// mark stands in a text where a word would, to find out whether a paper says it.
const mark = "\x02"

// says tells whether a paper says a word.
func (c *Case) says(s *Sheet, word string) bool {
	old, own := s.Words[word]
	s.Words[word] = mark
	text := c.text(s)
	if delete(s.Words, word); own {
		s.Words[word] = old
	}
	return strings.Contains(text, mark)
}

// saying lists the papers that say a word, but for some.
func (c *Case) saying(word string, but ...string) (list []*Sheet) {
	for _, s := range c.Sheets {
		if !slices.Contains(but, s.Code) && c.says(s, word) {
			list = append(list, s)
		}
	}
	return list
}

// on changes a word in one of the papers that say it.
func (c *Case) on(word string, value any, but ...string) bool {
	list := c.saying(word, but...)
	if len(list) < 2 { // with no other paper nobody could tell
		return false
	}
	list[c.random.IntN(len(list))].Words[word] = value
	return true
}

// in changes a word in the paper of a code, if it says it.
func (c *Case) in(code, word string, value any) bool {
	s := c.sheet(code)
	if s == nil || !c.says(s, word) {
		return false
	}
	s.Words[word] = value
	return true
}

// inDecision changes a word in the decision.
func (c *Case) inDecision(word string, value any) bool {
	s := c.decision()
	return s != nil && c.in(s.Code, word, value)
}

// dropped takes a passage out of the paper of a code.
func (c *Case) dropped(code, part string) bool {
	s := c.sheet(code)
	return s != nil && s.drop(part)
}

// everywhere changes a word in all papers, and what the office knows with it.
func (c *Case) everywhere(word string, value any, fields ...any) bool {
	c.Words[word] = value
	c.set(fields...)
	return true
}

// misspelt is a name with one wrong character; the same name if there is none for it.
func misspelt(name string) string {
	letters := []rune(name)
	for i := len(letters) - 1; i >= 0; i-- {
		if other, known := similars[letters[i]]; known && i > 2 || known && len(letters) < 6 {
			letters[i] = other
			return string(letters)
		}
	}
	return name
}

// swapped is a number with two neighbouring digits that differ in each other's place.
func swapped(code string, from int) string {
	letters := []byte(code)
	for i := from; i+2 < len(letters); i++ {
		if letters[i] != letters[i+1] {
			letters[i], letters[i+1] = letters[i+1], letters[i]
			return string(letters)
		}
	}
	return code
}

func (c *Case) word(name string) string {
	text, _ := c.Words[name].(string)
	return text
}
func (c *Case) fen(name string) Fen { f, _ := c.Words[name].(Fen); return f }
func (c *Case) day(name string) Day { d, _ := c.Words[name].(Day); return d }

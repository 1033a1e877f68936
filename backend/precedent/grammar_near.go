package precedent

import (
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

const (
	usualApart = 10  // characters between two words that are near each other, when nobody says
	mostApart  = 100 // that may be asked for
	mostWilds  = 3   // asterisks in a word
)

// glob reads a word with wildcards out of what stands between two places: * and, but at the end, where it is a question, ?. It
// gives nil for a word without any.
func (p *parser) glob(from, to int) (g glob, err error) {
	wilds, piece := 0, from
	end := func(at int) {
		g = append(g, hide(fold(string(p.r[piece:at])), nil).r...)
		piece = at + 1
	}
	for i := from; i < to; i++ {
		switch p.r[i] {
		case '*', '＊':
			end(i)
			if len(g) == 0 || g[len(g)-1] != anyRun {
				g = append(g, anyRun)
				wilds++
			}
		case '?':
			if strings.Trim(string(p.r[i:to]), "?？!！") == "" {
				continue
			}
			end(i)
			g = append(g, anyOne)
		}
	}
	if len(g) == 0 {
		return nil, nil
	}
	end(to)
	if !searchable(g) {
		return nil, p.fail(from, fault.T("通配符要和字词连用", "a wildcard wants characters beside it"))
	}
	if wilds > mostWilds {
		return nil, p.fail(from, fault.T("一个词里的 * 太多", "too many asterisks in one word"))
	}
	return g, nil
}

// near reads what follows a word or phrase when that is NEAR, NEAR/5, 近5 or 近/5, and what is to stand near it.
func (p *parser) near(left *node, at int) (*node, error) {
	var kids []*node
	for {
		apart, found, err := p.nearWord(left == nil)
		if err != nil || !found {
			if kids == nil {
				return left, err
			}
			return join(opAnd, kids, p.neg), err
		}
		p.plain = false
		place := p.i
		right, err := p.unary()
		if err != nil {
			return nil, err
		}
		if !isText(left) || !isText(right) {
			if isText(left) {
				at = place
			}
			return nil, p.fail(at, fault.T("NEAR（近）的两边要各是一个词或者短语", "NEAR wants a word or a phrase on both sides"))
		}
		kids = append(kids, &node{op: opNear, kids: []*node{left, right}, apart: apart, negated: p.neg})
		left, at = right, place
	}
}

func isText(n *node) bool { return n != nil && (n.op == opWord || n.op == opPhrase) && len(n.text) > 0 }

// nearWord takes the operator if it stands next as a word of its own with something behind it. 近 needs its number, and what it
// cannot be an operator for is a word; NEAR without something on both sides is a mistake.
func (p *parser) nearWord(alone bool) (apart int, found bool, err error) {
	p.space()
	at, i := p.i, p.i
	for i < len(p.r) && foldRune(p.r[i]) != ' ' && foldRune(p.r[i]) != '(' && foldRune(p.r[i]) != ')' && foldRune(p.r[i]) != '"' {
		i++
	}
	word := fold(string(p.r[at:i])).String()
	count, latin := strings.CutPrefix(string(p.r[at:i]), "NEAR")
	han := false
	if !latin {
		if count, han = strings.CutPrefix(word, "近"); !han || alone {
			return 0, false, nil
		}
	}
	if digits := strings.TrimPrefix(count, "/"); digits != "" {
		apart, err = strconv.Atoi(digits)
		if err != nil || latin && digits == count {
			return 0, false, nil // a word that begins so
		}
	} else if han || count != "" {
		return 0, false, nil
	} else {
		apart = usualApart
	}
	rest := p.i
	p.i = i
	p.space()
	if p.i >= len(p.r) || foldRune(p.r[p.i]) == ')' || alone {
		if p.i = rest; han {
			return 0, false, nil
		}
		return 0, false, p.fail(at, fault.T("NEAR 的一边没有字词", "NEAR wants words on both sides"))
	}
	if apart < 1 || apart > mostApart {
		return 0, false, p.fail(at, fault.Tf("相隔字数应当在 1 到 %[1]d 之间", "the distance must be from 1 to %[1]d characters", mostApart))
	}
	return apart, true, nil
}

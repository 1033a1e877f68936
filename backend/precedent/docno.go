package precedent

import "zhiheng/backend/idcode"

// A document number such as 通市监处罚〔2024〕12号 is kept as its agency word, year and number: 通市监处罚[2024]12号. Where the
// agency word runs into the sentence before it, nobody can be sure where it begins, so every ending of it is kept too.

// longestAgency is the longest agency word of a document number, in runes.
const longestAgency = 30

// docNo is a document number found in a folded text.
type docNo struct {
	start, end int    // in the folded text
	agency     []rune // empty when the number stands by itself
	rest       string // [2024]12号
}

// forms lists the numbers this may be, the longest first, the bare year and number last.
func (d docNo) forms() []string {
	out := make([]string, 0, len(d.agency)+1)
	for i := range d.agency {
		out = append(out, string(d.agency[i:])+d.rest)
	}
	return append(out, d.rest)
}

// full is the longest form.
func (d docNo) full() string { return string(d.agency) + d.rest }

// findDocNos finds the document numbers of a folded text in order.
func findDocNos(r []rune) []docNo {
	var out []docNo
	border := 0
	for i := 0; i < len(r); i++ {
		if !isOpen(r[i]) {
			continue
		}
		if d, ok := docNoAt(r, i, border); ok {
			out = append(out, d)
			border = d.end
			i = d.end - 1
		}
	}
	return out
}

// docNoAt reads a document number whose opening bracket stands at i and whose agency word does not reach before border.
func docNoAt(r []rune, i, border int) (docNo, bool) {
	year, k := digitsAt(r, i+1)
	if k < len(r) && r[k] == '年' {
		k++
	}
	if len(year) != 4 || k >= len(r) || !isClose(r[k]) {
		return docNo{}, false
	}
	k++
	if k < len(r) && r[k] == '第' {
		k++
	}
	number, k := digitsAt(r, k)
	for len(number) > 1 && number[0] == '0' {
		number = number[1:]
	}
	if len(number) == 0 || len(number) > 6 {
		return docNo{}, false
	}
	rest := "[" + string(year) + "]" + string(number)
	if k+1 < len(r) && r[k] == '-' && isDigit(r[k+1]) {
		branch, e := digitsAt(r, k+1)
		rest += "-" + string(branch)
		k = e
	}
	if k >= len(r) || r[k] != '号' {
		return docNo{}, false
	}
	d := docNo{start: i, end: k + 1, rest: rest + "号"}
	from := max(border, i-longestAgency)
	if found := idcode.FindDocNos(string(r[from:d.end])); len(found) > 0 {
		if last := found[len(found)-1]; from+last.End == d.end {
			d.start, d.agency = from+last.Start, fold(last.Value.Prefix).r
		}
	}
	return d, true
}

func digitsAt(r []rune, i int) ([]rune, int) {
	k := i
	for k < len(r) && isDigit(r[k]) {
		k++
	}
	return r[min(i, len(r)):k], k
}

func isOpen(r rune) bool { return r == '[' || r == '(' || r == '{' }

func isClose(r rune) bool { return r == ']' || r == ')' || r == '}' }

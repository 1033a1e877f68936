package precedent

// A document number such as 通市监处罚〔2024〕12号 is folded to its agency word, year and number: 通市监处罚[2024]12号.
// In running text nobody can tell where the agency word begins, so every ending of the Han run before the year is kept.

// longestAgency is the longest agency word of a document number, in runes.
const longestAgency = 16

// docNo is a document number found in a folded text.
type docNo struct {
	start, end int    // in the folded text, with the whole Han run before the year
	agency     []rune // at most longestAgency
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
	for i := 0; i < len(r); i++ {
		if !isOpen(r[i]) {
			continue
		}
		if d, ok := docNoAt(r, i); ok {
			out = append(out, d)
			i = d.end - 1
		}
	}
	return out
}

// docNoAt reads a document number whose opening bracket stands at i.
func docNoAt(r []rune, i int) (docNo, bool) {
	year, k := digitsAt(r, i+1)
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
	if len(number) == 0 || len(number) > 8 {
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
	rest += "号"
	start := i
	for start > 0 && (isHan(r[start-1]) || isAlnum(r[start-1]) && !isDigit(r[start-1])) {
		start--
	}
	agency := r[start:i]
	if len(agency) > longestAgency {
		agency = agency[len(agency)-longestAgency:]
	}
	return docNo{start: start, end: k + 1, agency: agency, rest: rest}, true
}

func digitsAt(r []rune, i int) ([]rune, int) {
	k := i
	for k < len(r) && isDigit(r[k]) {
		k++
	}
	return r[min(i, len(r)):k], k
}

func isOpen(r rune) bool {
	return r == '[' || r == '(' || r == '{' || r == '<'
}

func isClose(r rune) bool {
	return r == ']' || r == ')' || r == '}' || r == '>'
}

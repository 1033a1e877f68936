package review

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A form gives a label and its value in cells, which come out of its file with a blank or a tab between them, and broken where the cell
// was narrow: within the value, and within the label. A clear copy writes them as lines, each a label, a colon and its value, as they
// stand in papers that have no cells; so every check reads the one like the other.

// formPlan is what becomes of the blanks and line ends of a page's text, by the rune at which they stand, and the lines that are part of a
// row.
type formPlan struct {
	colon, newLine, cut map[int]bool
	row                 []bool
}

// leastRows is of how many rows a page must have to be a form, in which a label that nobody knows is taken for one.
const leastRows = 3

var (
	formLabel = regexp.MustCompile(`^(?:[\p{Han}、/]|[（(][\p{Han}、，/ 　]{1,16}[）)]){2,14}$`)
	cellEnd   = regexp.MustCompile(`[ 　]*\t[ 　]*|[ 　]+`)
	rowStops  = regexp.MustCompile(`^[ 　]*(?:$|[0-9]{1,2}[ 　\t]|[0-9]{1,2}[）)、.．]|（[一二三四五六七八九十]{1,3}）(?:[^项]|$)|[一二三四五六七八九十甲乙丙丁戊]{1,3}、|[①-⑳]|【|#|\{\{|注[：:]|(?:[\p{Han}、 　]|[（(][\p{Han}、 　]{1,16}[）)]){2,18}[：:]|第[一二三四五六七八九十]{1,3}[章节])`)
	rowNumber = regexp.MustCompile(`^[ 　]*[0-9一二三四五六七八九十]{1,3}[ 　]*\t`)
)

// planForm finds the rows of forms in lines. Known tells of a label, without its number and remarks, whether it is one of the rulebook's.
func planForm(lines []string, known func(label string) bool) (plan formPlan) {
	plan = formPlan{map[int]bool{}, map[int]bool{}, map[int]bool{}, make([]bool, len(lines))}
	rows := 0
	for i, line := range lines {
		if head, _ := cell(line); strings.Contains(line, "\t") && formLabel.MatchString(head) || rowAt(lines[i:], known, false) > 0 {
			rows++
		}
	}
	if rows == 0 {
		return plan
	}
	starts := func(i int) bool { return rowAt(lines[i:], known, rows >= leastRows) != 0 }
	at := 0
	for i := 0; i < len(lines); {
		n := rowAt(lines[i:], known, rows >= leastRows)
		if n <= 0 || columns(lines[i:]) {
			for range max(-n, 1) {
				at += utf8.RuneCountInString(lines[i]) + 1
				if i++; n < -1 {
					plan.cut[at-1], n = true, n+1
				}
			}
			continue
		}
		at = plan.label(lines[i:i+n], at)
		for wide := 0; ; i++ {
			if wide == 0 {
				i += n - 1
			}
			plan.row[i] = true
			at = plan.cells(lines[i], at, n > 0, known)
			n = 0
			wide = max(wide, broad(lastCell(lines[i])))
			if i+1 == len(lines) || ends(lines[i], lines[i+1], wide) || starts(i+1) {
				i, at = i+1, at+1
				break
			}
			plan.cut[at] = true
			at++
		}
	}
	return plan
}

// lastCell is what stands on a line in its last cell.
func lastCell(line string) string {
	line = strings.TrimRight(line, " 　")
	if m := cellEnd.FindAllStringIndex(line, -1); len(m) > 0 {
		return line[m[len(m)-1][1]:]
	}
	return line
}

// ends tells whether a cell ends with a line: it is the only one that a Word file gives, or a sentence ends, or the line leaves room for what
// begins the next, or the next is wider than the cell has been.
func ends(line, next string, wide int) bool {
	last := lastCell(line)
	word := firstWord.FindString(strings.TrimLeft(next, " 　"))
	return strings.Contains(line, "\t") || strings.HasSuffix(last, "。") || rowStops.MatchString(next) ||
		broad(last)+broad(word) < wide || broad(strings.TrimSpace(next)) > wide+2
}

var firstWord = regexp.MustCompile(`^(?:[\[\]()/0-9A-Za-z.,:-]+|[（《“]?.)[，。；：、）》”]?`)

// cell is the first cell of a line, and the rest of it.
func cell(line string) (head, rest string) {
	line = strings.TrimLeft(line, " 　")
	m := cellEnd.FindStringIndex(line)
	if m == nil {
		return line, ""
	}
	return line[:m[0]], strings.Trim(line[m[1]:], " 　\t")
}

// rowAt tells whether a row begins with these lines: how many of them its label takes, with the one on which its value begins; 0 if none
// does. A label may be broken, or stand alone above its value. One that stands above other rows is their heading: of how many lines it is,
// below nought.
func rowAt(lines []string, known func(string) bool, form bool) int {
	if rowStops.MatchString(lines[0]) {
		return 0
	}
	head, rest := cell(lines[0])
	if rest != "" {
		if known(bareLabel(head)) || form && formLabel.MatchString(head) {
			return 1
		}
		return 0
	}
	label := ""
	for n := range min(len(lines)-1, 3) {
		head, rest := cell(lines[n])
		if label += head; head == "" || utf8.RuneCountInString(head) > 12 {
			return 0
		}
		switch whole := isLabel(label, known); {
		case whole && n+2 < len(lines) && remark.MatchString(lines[n+1]):
		case rest != "" && n > 0 && whole:
			return n + 1
		case rest != "":
			return 0
		case whole && rowAt(lines[n+1:], known, form) != 0:
			return -n - 1
		case whole && !rowStops.MatchString(lines[n+1]) && !isLabel(label+strings.TrimSpace(lines[n+1]), known):
			return n + 2
		}
	}
	return 0
}

func isLabel(text string, known func(string) bool) bool {
	return formLabel.MatchString(text) && known(bareLabel(text))
}

var remark = regexp.MustCompile(`^[ 　]*[（(][^（）()]{1,16}[）)]?[ 　]*$`)

// label plans the lines of a row up to the one on which its value begins; it returns where that begins.
func (p *formPlan) label(lines []string, at int) int {
	for i, line := range lines[:len(lines)-1] {
		at += utf8.RuneCountInString(line)
		if _, rest := cell(lines[len(lines)-1]); i == len(lines)-2 && (rest == "" || !p.goesOn(lines)) {
			p.colon[at] = true
		} else {
			p.cut[at] = true
		}
		at++
	}
	return at
}

// goesOn tells whether the label ends on the last of the lines, with the value behind it.
func (p *formPlan) goesOn(lines []string) bool {
	head, _ := cell(lines[len(lines)-1])
	label := ""
	for _, line := range lines[:len(lines)-1] {
		label += strings.TrimSpace(line)
	}
	return formLabel.MatchString(label+head) && utf8.RuneCountInString(head) <= 4
}

// cells plans the blanks between the cells of a line: behind a label a colon, before one a new line.
func (p *formPlan) cells(line string, at int, first bool, known func(string) bool) int {
	start, expect := 0, first
	tabs := strings.Contains(line, "\t")
	lead := len(line) - len(strings.TrimLeft(line, " 　"))
	for _, m := range cellEnd.FindAllStringIndex(line, -1) {
		if m[0] < lead {
			start = m[1]
			continue
		}
		if tabs && !strings.Contains(line[m[0]:m[1]], "\t") {
			continue
		}
		head, _ := cell(line[start:])
		next, rest := cell(line[m[1]:])
		here := at + utf8.RuneCountInString(line[:m[0]])
		switch {
		case expect && formLabel.MatchString(head):
			p.colon[here], expect = true, false
		case rest != "" && formLabel.MatchString(next) && (known(bareLabel(next)) || tabs):
			p.newLine[here], expect = true, true
		}
		start = m[1]
	}
	return at + utf8.RuneCountInString(line)
}

// columns tells whether a row is the heads of columns: the next one is numbered, or has as many cells.
func columns(lines []string) bool {
	cells := strings.Count(lines[0], "\t") + 1
	i := slices.IndexFunc(lines[1:], func(line string) bool { return strings.TrimSpace(line) != "" })
	if i < 0 || cells == 1 {
		return false
	}
	next := lines[i+1]
	return rowNumber.MatchString(next) || cells%2 == 1 && cells > 2 && strings.Count(next, "\t")+1 == cells
}

// labelledLine tells whether a line begins with a label that the rulebook knows and a colon, or is one as a heading: numbered, or in brackets.
func labelledLine(line string, known func(string) bool) bool {
	head, _, colon := strings.Cut(strings.ReplaceAll(line, ":", "："), "：")
	if known == nil || colon {
		return colon && known != nil && isLabel(strings.Trim(head, " 　"), known)
	}
	m := headingLine.FindStringSubmatch(line)
	return m != nil && (m[1] != "" || labelNumber.MatchString(m[2])) && known(bareLabel(m[1]+m[2]))
}

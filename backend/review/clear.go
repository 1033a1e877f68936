package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/idcode"
)

// A clear copy is the text of a page in one form of writing, so that the same thing said by different hands reads alike: figures
// of one width, dates in one form, Chinese marks after Chinese words, lines joined that a PDF has broken, and no blanks within
// labels and sums. Nothing is put in that the page does not say. from and to are, for each rune, the runes of the page it
// stands for.
type clear struct {
	raw      []rune
	runes    []rune
	from, to []int
}

// cleared is the dossier with clear copies for texts, and the copies by paper and page.
func (d Dossier) cleared() (Dossier, map[string]map[int]clear) {
	copies, known := map[string]map[int]clear{}, d.Procedure.Labels()
	d.labels = known
	d.Sheets = slices.Clone(d.Sheets)
	for i, s := range d.Sheets {
		copies[s.ID] = map[int]clear{}
		pages := slices.Clone(s.Pages)
		for j, page := range pages {
			c := clearCopy(page.Text, known)
			copies[s.ID][page.Number] = c
			pages[j] = extract.Page{Number: page.Number, Text: string(c.runes)}
		}
		d.Sheets[i].Pages = pages
		d.Sheets[i] = d.Sheets[i].keeping()
	}
	d.clear = true
	return d, copies
}

// back says of places in clear copies where in the papers they are.
func back(traces []Trace, copies map[string]map[int]clear) {
	for _, trace := range traces {
		for i, p := range trace.Places {
			c, there := copies[p.Paper][p.Page]
			if there && p.Length > 0 && p.Start >= 0 && p.Start+p.Length <= len(c.runes) {
				trace.Places[i] = c.place(p)
			}
		}
	}
}

func (c clear) place(p casefile.Place) casefile.Place {
	start, end := c.from[p.Start], c.to[p.Start+p.Length-1]
	p.Start, p.Length, p.Quote = start, end-start, string(c.raw[start:end])
	return p
}

// clearly is a value in the form of a clear copy.
func clearly(text string) string { return string(clearCopy(text, nil).runes) }

func clearCopy(text string, known func(label string) bool) clear {
	c := clear{raw: []rune(text)}
	for i, r := range c.raw {
		if folded := []rune(idcode.FoldString(string(r))); len(folded) == 1 && folded[0] < unicode.MaxASCII && (unicode.IsDigit(folded[0]) || unicode.IsLetter(folded[0])) {
			r = folded[0]
		}
		if r == '\u00a0' {
			r = ' '
		}
		c.keep(r, i, i+1)
	}
	c.cutPageNumber()
	c.joinLines(known)
	c.dropBlanks()
	c.chineseMarks()
	c.rewrite(yearBrackets, func(m []string) string { return "〔" + m[1] + "〕" + m[2] })
	c.rewrite(hanDate, func(m []string) string { return figures(m[1]) + "年" + figures(m[2]) + "月" + figures(m[3]) + "日" })
	c.rewrite(markedDate, func(m []string) string {
		return m[1] + "年" + strings.TrimPrefix(m[2], "0") + "月" + strings.TrimPrefix(m[3], "0") + "日"
	})
	c.rewrite(paddedDate, func(m []string) string {
		return m[1] + "年" + strings.TrimPrefix(m[2], "0") + "月" + strings.TrimPrefix(m[3], "0") + "日"
	})
	c.rewrite(lawTitle, func(m []string) string { return "《" + m[1] })
	c.rewrite(articleFigures, func(m []string) string { return "第" + hanNumber(m[1]) + m[2] })
	c.rewrite(bareItem, func(m []string) string { return m[1] + "第（" + m[2] + "）项" })
	return c
}

func (c *clear) keep(r rune, from, to int) {
	c.runes, c.from, c.to = append(c.runes, r), append(c.from, from), append(c.to, to)
}

// cut leaves runes out.
func (c *clear) cut(drop func(i int) bool) {
	out := clear{raw: c.raw}
	for i, r := range c.runes {
		if !drop(i) {
			out.keep(r, c.from[i], c.to[i])
		}
	}
	*c = out
}

// rewrite puts a pattern's matches into another form.
func (c *clear) rewrite(pattern *regexp.Regexp, form func(m []string) string) {
	text := string(c.runes)
	found := pattern.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return
	}
	out, done, at := clear{raw: c.raw}, 0, 0 // done in bytes, at in runes
	for _, m := range found {
		for range []rune(text[done:m[0]]) {
			out.keep(c.runes[at], c.from[at], c.to[at])
			at++
		}
		n := len([]rune(text[m[0]:m[1]]))
		groups := make([]string, len(m)/2)
		for g := range groups {
			if m[2*g] >= 0 {
				groups[g] = text[m[2*g]:m[2*g+1]]
			}
		}
		for _, r := range form(groups) {
			out.keep(r, c.from[at], c.to[at+n-1])
		}
		at, done = at+n, m[1]
	}
	for ; at < len(c.runes); at++ {
		out.keep(c.runes[at], c.from[at], c.to[at])
	}
	*c = out
}

var (
	yearBrackets   = regexp.MustCompile(`[\[（(【〔﹝]((?:19|20)[0-9]{2})[\]）)】〕﹞](第?[0-9]+号)`)
	hanDate        = regexp.MustCompile(`([一二][〇○零ＯO0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日`)
	markedDate     = regexp.MustCompile(`\b((?:19|20)[0-9]{2})[./\-．／－]([0-9]{1,2})[./\-．／－]([0-9]{1,2})\b`)
	paddedDate     = regexp.MustCompile(`((?:19|20)[0-9]{2})年(0[0-9]|[0-9]{1,2})月(0[0-9]|[0-9]{1,2})日`)
	lawTitle       = regexp.MustCompile(`《中华人民共和国([^宪》])`)
	articleFigures = regexp.MustCompile(`第([0-9]{1,3})([条款项])`)
	bareItem       = regexp.MustCompile(`([条款])第([一二三四五六七八九十]{1,3})项`)
	newLine        = regexp.MustCompile(`^(?:[\p{Han}（）()、 　]{2,18}[：:]|[0-9一二三四五六七八九十]{1,3}(?:、|[.．](?:[^0-9]|$))|（[一二三四五六七八九十]{1,3}）|\{\{|第[一二三四五六七八九十]{1,3}[章节])`)
	label          = regexp.MustCompile(`(?m)^[ 　]*((?:[\p{Han}、 　]|[（(][\p{Han}、 　]{1,12}[）)]){2,24}?)[：:]`) // a bracket that is open belongs to a value
)

// fragment tells whether a line begins with the end of a label that the line before broke off.
func fragment(line string) bool {
	end, _, _ := strings.Cut(strings.ReplaceAll(line, ":", "："), "：")
	if at := strings.IndexAny(end, "（("); at > 0 {
		end = end[:at]
	}
	return slices.ContainsFunc(longLabels, func(label string) bool { return label != end && end != "" && strings.HasSuffix(label, end) })
}

var longLabels = []string{"统一社会信用代码", "法定代表人", "公民身份号码", "经营场所", "行政复议机关", "申请行政复议的机关", "提起行政诉讼的法院", "身份证件号码", "执法证号", "负责人", "经营者"}

// squeezed is a line without the blanks at its beginning and within its label.
func squeezed(line string) string {
	head, tail, _ := strings.Cut(strings.ReplaceAll(line, ":", "："), "：")
	if head == strings.ReplaceAll(line, ":", "：") {
		return strings.TrimLeft(line, " 　")
	}
	return strings.NewReplacer(" ", "", "　", "").Replace(head) + "：" + tail
}

// fieldBegins is how the fields of a form begin, which no broken line does.
var fieldBegins = regexp.MustCompile(`^[ 　]*(?:(?:统一)?社会信用代码|法定代表人|负责人|经营者|住所|住址|地址|经营场所|公民身份号码|身份证|当事人|被处罚人|申请人|缴费人|案由|案件|案号|联系电话|检查|询问|核查|记录人|执法人员|时间|地点|附|抄送|\{\{)[^：:。，\n]{0,14}[：:]`)

// formRow is how a row of a form begins: a label in a cell of its own.
var formRow = regexp.MustCompile(`^[ 　]*[\p{Han}（）()、 　]{2,18}\t`)

// hanNumber writes a number below a thousand in Chinese.
func hanNumber(figures string) string {
	ones := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	n, err := strconv.Atoi(figures)
	if err != nil || n < 1 || n > 999 {
		return figures
	}
	var b strings.Builder
	if n >= 100 {
		b.WriteString(ones[n/100] + "百")
		if n%100 > 0 && n%100 < 10 {
			b.WriteString("零")
		}
	}
	if tens := n / 10 % 10; tens > 0 {
		if tens > 1 || n >= 100 {
			b.WriteString(ones[tens])
		}
		b.WriteString("十")
	}
	if n%10 > 0 {
		b.WriteString(ones[n%10])
	}
	return b.String()
}

// figures reads a Chinese number as it stands in dates.
func figures(han string) string {
	digits := []rune("〇一二三四五六七八九")
	runes := []rune(strings.NewReplacer("○", "〇", "零", "〇", "Ｏ", "〇", "O", "〇", "0", "〇").Replace(han))
	digit := func(r rune) byte { return '0' + byte(max(slices.Index(digits, r), 0)) }
	if !slices.Contains(runes, '十') {
		var b strings.Builder
		for _, r := range runes {
			b.WriteByte(digit(r))
		}
		return b.String()
	}
	at := slices.Index(runes, '十')
	ten, one := byte('1'), byte('0')
	if at > 0 {
		ten = digit(runes[at-1])
	}
	if at < len(runes)-1 {
		one = digit(runes[at+1])
	}
	return string([]byte{ten, one})
}

var pageNumber = regexp.MustCompile(`\n[ 　]*(?:[—–－-]+[ 　]*[0-9]{1,4}[ 　]*[—–－-]+|第[ 　]*[0-9]{1,4}[ 　]*页[ 　，,/]*(?:共[ 　]*[0-9]{1,4}[ 　]*页)?)[ 　\n]*$`)

// cutPageNumber leaves out the number at the foot of a page, which parts what goes on overleaf.
func (c *clear) cutPageNumber() {
	text := string(c.runes)
	if m := pageNumber.FindStringIndex(text); m != nil {
		from := len([]rune(text[:m[0]]))
		c.cut(func(i int) bool { return i >= from })
	}
}

// joinLines joins lines that end in the middle of a sentence because the page was full: such a line is about as long as the
// longest, and the next one begins neither a paragraph nor a label nor an item. After a line that leaves no room for one more
// character the next goes on, whatever it looks like; of the first line of a paragraph two characters of indent
// may be lost, and before a mark that may not begin a line two more.
func (c *clear) joinLines(known func(label string) bool) {
	lines, raw := strings.Split(string(c.runes), "\n"), strings.Split(string(c.raw), "\n")
	raw = raw[:min(len(raw), len(lines))] // the number of the page is left out
	plan := formPlan{cut: map[int]bool{}, row: make([]bool, len(lines))}
	if known != nil {
		plan = planForm(lines, known)
	}
	defer c.follow(&plan)
	widest := 0
	for _, line := range raw {
		widest = max(widest, broad(line))
	}
	if widest > 110 || len(raw) != len(lines) { // a text whose paragraphs are lines
		return
	}
	join, at, indented := map[int]bool{}, 0, false
	for i, line := range lines {
		at += len([]rune(line))
		if i == 0 || !join[at-len([]rune(line))-1] {
			indented = strings.HasPrefix(line, "　") || strings.HasPrefix(line, "  ")
		}
		if i+1 < len(lines) && !plan.row[i] && !plan.row[i+1] && !formRow.MatchString(lines[i+1]) && broad(raw[i]) >= 40 && 4*broad(raw[i]) >= 3*widest {
			next := squeezed(lines[i+1])
			full := indented || broad(raw[i])+2 >= widest && !fieldBegins.MatchString(next) || broad(raw[i])+8 >= widest && (!newLine.MatchString(next) || fragment(next))
			join[at] = goesOn(strings.TrimRight(line, " 　"), lines[i+1], full) && !labelledLine(lines[i+1], known)
			if join[at] {
				plan.cut[at] = true
			}
		}
		at++
	}
}

// follow does what a plan says.
func (c *clear) follow(plan *formPlan) {
	for i := range c.runes {
		switch {
		case plan.colon[i]:
			c.runes[i] = '：'
		case plan.newLine[i]:
			c.runes[i] = '\n'
		}
	}
	c.cut(func(i int) bool { return plan.cut[i] })
}

// goesOn tells whether a sentence goes on in the next line. In a full line it does until it ends, whatever the next looks like.
func goesOn(line, next string, full bool) bool {
	last, first := []rune(line), []rune(next)
	if len(last) > 0 && last[len(last)-1] == '第' {
		return true
	}
	if len(last) == 0 || len(first) == 0 || first[0] == ' ' || first[0] == '　' || strings.ContainsRune("。；！？;", last[len(last)-1]) {
		return false
	}
	if strings.ContainsRune("：:", last[len(last)-1]) {
		full = full && !newLine.MatchString(next)
		return full
	}
	return full || !newLine.MatchString(next)
}

// flowing is the text of a clear copy's pages: what goes on overleaf is not parted.
func flowing(pages []extract.Page) string {
	var b strings.Builder
	for i, page := range pages {
		b.WriteString(page.Text)
		if i+1 == len(pages) {
			break
		}
		line := page.Text[strings.LastIndex(page.Text, "\n")+1:]
		next, _, _ := strings.Cut(pages[i+1].Text, "\n")
		if !goesOn(strings.TrimRight(line, " 　"), next, false) {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// broad is how many columns a line takes.
func broad(line string) (n int) {
	for _, r := range line {
		if n++; r > unicode.MaxLatin1 {
			n++
		}
	}
	return n
}

// dropBlanks leaves out the blanks within a label, and those between a figure and what it counts.
func (c *clear) dropBlanks() {
	text := string(c.runes)
	inLabel := map[int]bool{}
	for _, m := range label.FindAllStringSubmatchIndex(text, -1) {
		first := len([]rune(text[:m[2]]))
		for i, r := range []rune(text[m[2]:m[3]]) {
			inLabel[first+i] = r == ' ' || r == '　'
		}
	}
	is := func(i int, of func(rune) bool) bool { return i >= 0 && i < len(c.runes) && of(c.runes[i]) }
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	figure := func(r rune) bool { return r >= '0' && r <= '9' }
	c.cut(func(i int) bool {
		if c.runes[i] != ' ' && c.runes[i] != '　' {
			return false
		}
		return inLabel[i] || is(i-1, figure) && is(i+1, han) || is(i-1, han) && is(i+1, figure)
	})
}

// chineseMarks writes the marks after Chinese words as Chinese ones.
func (c *clear) chineseMarks() {
	marks := map[rune]rune{':': '：', ',': '，', ';': '；', '(': '（', ')': '）'}
	for i, r := range c.runes {
		mark, known := marks[r]
		if !known {
			continue
		}
		before := i > 0 && (unicode.Is(unicode.Han, c.runes[i-1]) || strings.ContainsRune("）》”、", c.runes[i-1]))
		after := i+1 < len(c.runes) && (unicode.Is(unicode.Han, c.runes[i+1]) || strings.ContainsRune("《“（", c.runes[i+1]))
		if before || after && (r == '(' || r == ')') {
			c.runes[i] = mark
		}
	}
}

package rulebook

import (
	"fmt"
	"regexp"
	"strings"

	"zhiheng/backend/fault"
)

// LawArticle is one article of the full text of a law. Part is where it stands, such as “第五章 行政处罚的决定 第二节 普通程序”. Sub is 1 for
// 第X条之一. An article of number 0 is what stands before the first one.
type LawArticle struct {
	Part string `json:"part"`
	No   int    `json:"no"`
	Sub  int    `json:"sub"`
	Text string `json:"text"` // paragraphs, a line each, without the number
}

// Label is how the article is cited.
func (a LawArticle) Label() string {
	if a.Sub > 0 {
		return fmt.Sprintf("第%d条之%d", a.No, a.Sub)
	}
	return fmt.Sprintf("第%d条", a.No)
}

// The kinds of LawFinding.
const (
	LawMissing  = "missing"
	LawRepeated = "repeated"
	LawDisorder = "disorder"
	LawEmpty    = "empty"
)

// LawFinding is something about the articles of a text that a person should look at before it is kept.
type LawFinding struct {
	Kind    string     `json:"kind" enum:"missing,repeated,disorder,empty"`
	Article string     `json:"article"`
	Says    fault.Text `json:"says"`
}

const lawNumber = `[ 　]*([0-9０-９]{1,4}|[〇零一二两三四五六七八九十百千]{1,9})[ 　]*`

var (
	lawArticle = regexp.MustCompile(`^[ 　]*第` + lawNumber + `条(?:[ 　]*之` + lawNumber + `)?(.*)$`)
	lawPart    = regexp.MustCompile(`^[ 　]*第` + lawNumber + `(编|分编|章|节)(?:[ 　]+(.*)|([^，。；：]{0,40}))$`)
	lawPages   = regexp.MustCompile(`^[ 　]*(?:[-—－–]?[ 　]*[0-9]{1,4}[ 　]*[-—－–]?|第[ 　]*[0-9]+[ 　]*页.*)$`)
	// inText tells the words of a sentence that begins a line from the number of an article: 第五条的规定, 第五条、第六条, 第五条第二款.
	inText = regexp.MustCompile(`^(?:[、，,。；;：:）)和与或及至的]|规定|所列|第[〇零一二两三四五六七八九十百千0-9]+[款项]|以及|情形|中)`)
)

// partLevel is the depth of a part: 编 above 分编, 章 and 节.
var partLevel = map[string]int{"编": 0, "分编": 1, "章": 2, "节": 3}

// SplitLaw splits the text of a law into its articles, in order: by 第X条, in Chinese numerals or figures, and 第X条之一; what stands in
// tables of contents, heads and feet of pages is left out. A text without an article is one that a person did not mean.
func SplitLaw(text string) ([]LawArticle, error) {
	var list []LawArticle
	var parts [4]string
	var body []string
	begun := false
	front := LawArticle{}
	put := func() {
		text := unwrapped(body)
		if body = nil; begun {
			list[len(list)-1].Text = text
		} else {
			front.Text = text
		}
	}
	for _, line := range strings.Split(foldWidth(text), "\n") {
		line = strings.Trim(line, " 　\t\r\f")
		if line == "" || lawPages.MatchString(line) {
			continue
		}
		if m := lawPart.FindStringSubmatch(line); m != nil {
			put()
			if begun {
				body = append(body, strings.Split(list[len(list)-1].Text, "\n")...)
			} else if front.Text != "" {
				body = append(body, strings.Split(front.Text, "\n")...)
			}
			level := partLevel[m[2]]
			parts[level] = strings.Join(strings.Fields(strings.ReplaceAll(line, "　", " ")), " ")
			for i := level + 1; i < len(parts); i++ {
				parts[i] = ""
			}
			continue
		}
		if m := lawArticle.FindStringSubmatch(line); m != nil && !inText.MatchString(m[3]) {
			put()
			begun = true
			list = append(list, LawArticle{Part: strings.TrimSpace(strings.Join(nonEmpty(parts[:]), " ")), No: articleNumber(m[1]), Sub: articleNumber(m[2])})
			if rest := strings.Trim(m[3], " 　"); rest != "" {
				body = append(body, rest)
			}
			continue
		}
		body = append(body, line)
	}
	put()
	if len(list) == 0 {
		return nil, fault.New(fault.Invalid, "rulebook.split_law", fault.T("文件中没有找到“第×条”，不像法律、法规全文", "no article (第×条) was found in the file: it does not look like the text of a law")).
			WithHint(fault.T("请导入带条文编号的全文；扫描件先做文字识别。", "Import the full text with its article numbers; have scans recognised first."))
	}
	if front.Text != "" {
		list = append([]LawArticle{front}, list...)
	}
	return list, nil
}

// unwrapped joins the lines that a page has broken: a paragraph ends with a mark of its own.
func unwrapped(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 && strings.ContainsAny(lines[i-1][max(0, len(lines[i-1])-3):], "。；：;:！？”") {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// foldWidth writes full-width figures as plain ones.
func foldWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, text)
}

// CheckLaw says what is odd about the articles of a law: numbers that are missing, that stand twice or in disorder, articles without
// words. Count is how many the instrument has, 0 if that is not known.
func CheckLaw(list []LawArticle, count int) []LawFinding {
	found := []LawFinding{}
	add := func(kind string, a LawArticle, says fault.Text) {
		found = append(found, LawFinding{kind, a.Label(), says})
	}
	gap := func(from, to int, zh, en string) { // a run of missing articles is one finding
		first, last := LawArticle{No: from}, LawArticle{No: to}
		switch {
		case from == to:
			add(LawMissing, first, fault.Tf("缺少%[1]s%[2]s", "%[3]s is missing%[4]s", first.Label(), zh, articleEn(first), en))
		case from < to:
			add(LawMissing, first, fault.Tf("缺少%[1]s至%[2]s%[3]s", "articles %[4]d to %[5]d are missing%[6]s", first.Label(), last.Label(), zh, from, to, en))
		}
	}
	seen := map[[2]int]bool{}
	last := LawArticle{}
	for _, a := range list {
		if a.No == 0 {
			continue
		}
		key := [2]int{a.No, a.Sub}
		switch {
		case seen[key]:
			add(LawRepeated, a, fault.Tf("%[1]s重复出现", "%[2]s stands there twice", a.Label(), articleEn(a)))
		case a.No < last.No || a.No == last.No && a.Sub < last.Sub:
			add(LawDisorder, a, fault.Tf("%[1]s排在%[2]s之后", "%[3]s stands behind %[4]s", a.Label(), last.Label(), articleEn(a), articleEn(last)))
		default:
			gap(last.No+1, a.No-1, "", "")
			for n := last.Sub + 1; a.No == last.No && n < a.Sub; n++ {
				sub := LawArticle{No: a.No, Sub: n}
				add(LawMissing, sub, fault.Tf("缺少%[1]s", "%[2]s is missing", sub.Label(), articleEn(sub)))
			}
			last = a
		}
		if seen[key] = true; strings.TrimSpace(a.Text) == "" {
			add(LawEmpty, a, fault.Tf("%[1]s没有内容", "%[2]s has no words", a.Label(), articleEn(a)))
		}
	}
	gap(last.No+1, count, fmt.Sprintf("（全文应有%d条）", count), fmt.Sprintf(": the law has %d articles", count))
	if count > 0 && last.No > count {
		add(LawDisorder, last, fault.Tf("全文有%[1]d条，规则库记载为%[2]d条", "the text has %[1]d articles, the rulebook says %[2]d", last.No, count))
	}
	return found
}

func articleEn(a LawArticle) string {
	if a.Sub > 0 {
		return fmt.Sprintf("article %d-%d", a.No, a.Sub)
	}
	return fmt.Sprintf("article %d", a.No)
}

package review

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/extract"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// A passage is a piece of a paper under a label: a row or cell of a form, a line with a label before a colon, the text below a heading,
// or a sentence of running text, which has none.
type passage struct{ label, text string }

var (
	// how a label is numbered: 一、 （一） 1. 甲、 【…】
	labelNumber = regexp.MustCompile(`^[ 　#]*(?:[（(]?[一二三四五六七八九十0-9甲乙丙丁戊己庚辛壬癸]{1,3}[）)]?[、.．]?|第[一二三四五六七八九十]{1,3}[、项部分]*|[①-⑳])[ 　]*`)
	labelled    = regexp.MustCompile(`^[ 　]*((?:[\p{Han}A-Za-z0-9、/ 　【】〔〕“”]|[（(][^（）()\n]{1,20}[）)]|[0-9一二三四五六七八九十]{1,3}[.．]){1,24}?)[：。](.*)$`)
	headingLine = regexp.MustCompile(`^[ 　#]*(?:【([^】\n]{2,16})】|((?:[（(]?[一二三四五六七八九十0-9甲乙丙丁戊己]{1,3}[）)]?[、.．])?[ 　]*[\p{Han}、（） ]{2,16}))[ 　：]*$`)
	brackets    = regexp.MustCompile(`[（(][^（）()]*[）)]|[【】“” 　]`)
	sentenceEnd = regexp.MustCompile(`[。；\n]`)
)

// bareLabel is a label without its number, its remarks in brackets and its blanks.
func bareLabel(label string) string {
	bare := brackets.ReplaceAllString(label, "")
	if cut := labelNumber.ReplaceAllString(bare, ""); cut != "" && cut != bare {
		bare = cut
	}
	return strings.Trim(bare, "：:。、.．# ")
}

// passages cuts a text into what stands under its labels and headings.
func passagesOf(text string) (list []passage) {
	heading, below := "", ""
	end := func() {
		if heading != "" && strings.TrimSpace(below) != "" {
			list = append(list, passage{heading, strings.TrimSpace(below)})
		}
		heading, below = "", ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		value := heading != "" && strings.TrimSpace(below) == "" // what stands below a heading, however short
		if m := headingLine.FindStringSubmatch(line); m != nil && !(value && m[1] == "" && labelNumber.FindString(m[2]) == "") {
			end()
			heading = bareLabel(m[1] + m[2])
			continue
		}
		if m := labelled.FindStringSubmatch(line); m != nil && strings.Trim(m[2], " 　\t") != "" {
			list = append(list, passage{bareLabel(m[1]), strings.Trim(m[2], " 　\t")})
		}
		below += line + "\n"
	}
	end()
	return list
}

// sentences are the sentences of a text; a clause that announces what follows is taken with it.
func sentences(text string) (list []string) {
	parts := sentenceEnd.Split(text, -1)
	for i, part := range parts {
		if part = strings.Trim(part, " 　\t"); part == "" {
			continue
		}
		if strings.HasSuffix(part, "：") && i+1 < len(parts) {
			part += strings.Trim(parts[i+1], " 　\t")
		}
		list = append(list, part)
	}
	return list
}

// passages are those of a sheet.
func (d Dossier) passages(s Sheet) []passage {
	if s.once == nil {
		return passagesOf(d.clearly(s))
	}
	if s.first("passages") {
		s.once.passages = passagesOf(d.clearly(s))
	}
	return s.once.passages
}

// says tells whether a paper says something, in whatever words: a value that the case knows stands there; or something stands under one of
// the names that it has in forms; or a sentence holds a word of each of its families.
func (d Dossier) says(e rulebook.Wording, s Sheet) bool {
	for _, name := range e.Known {
		if d.stands(name, s) {
			return true
		}
	}
	value, err := d.pattern(cmp.Or(e.Value, `[^ 　\n【_＿×]{2,}`))
	if err != nil {
		return false
	}
	if len(e.Names) > 0 {
		names, err := d.pattern(`^(?:` + strings.Join(e.Names, "|") + `)$`)
		if err == nil && slices.ContainsFunc(d.passages(s), func(p passage) bool { return names.MatchString(p.label) && value.MatchString(p.text) }) {
			return true
		}
	}
	return len(e.Words) > 0 && slices.ContainsFunc(sentences(d.clearly(s)), func(text string) bool { return d.holdsWords(e, text) })
}

// holdsWords tells whether a sentence holds a word of each family, and nothing of what speaks of something else.
func (d Dossier) holdsWords(e rulebook.Wording, text string) bool {
	if e.But != "" {
		if but, err := d.pattern(e.But); err != nil || but.MatchString(text) {
			return false
		}
	}
	return !slices.ContainsFunc(e.Words, func(family string) bool {
		pattern, err := d.pattern(family)
		return err != nil || !pattern.MatchString(text)
	})
}

// stands tells whether the case's own value of a field stands in a paper, in whatever form a date or a sum is written.
func (d Dossier) stands(name string, s Sheet) bool {
	field, _ := d.Procedure.Field(name)
	switch v := d.Facts[name].(type) {
	case string:
		return d.textStands(field, v, s)
	case int64:
		return numberStands(field, v, s)
	case []string:
		return len(v) > 0 && !slices.ContainsFunc(v, func(text string) bool { return !d.textStands(field, text, s) })
	}
	return false
}

func (d Dossier) textStands(field rulebook.Field, text string, s Sheet) bool {
	if text == "" {
		return false
	}
	if field.Type == rulebook.Date {
		return slices.ContainsFunc(s.saysFacts(), func(f extract.Fact) bool { return f.Kind == extract.Date && f.Value == text })
	}
	if d.clear {
		text = clearly(text)
	}
	return utf8.RuneCountInString(text) > 1 && strings.Contains(s.text("norm", func([]extract.Page) string { return norm(s.joined()) }), norm(text))
}

func numberStands(field rulebook.Field, n int64, s Sheet) bool {
	if n == 0 {
		return false
	}
	if field.Type == rulebook.Money {
		return slices.ContainsFunc(s.saysFacts(), func(f extract.Fact) bool { return f.Kind == extract.Amount && f.Value == strconv.FormatInt(n, 10) })
	}
	raw, _ := json.Marshal(n) // numbers always marshal
	return regexp.MustCompile(`(?:^|[^0-9.])` + string(raw) + `(?:[^0-9.]|$)`).MatchString(idcode.FoldString(s.joined()))
}

// saysWording tells whether a paper says what the wording of a row is for, if it asks for one.
func (d Dossier) saysWording(row rulebook.DraftCheck, s Sheet) bool {
	e, known := d.Procedure.Wording(row.Wording)
	return known && d.says(e, s)
}

package faultset

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/idcode"
)

// A style is the hand of another writer: the same dossier in other words, other forms of dates and sums, other marks, and with
// the lines broken as they come out of a PDF. The first style changes nothing. What a style does follows from its number alone.
type style struct {
	random *rand.Rand
	number uint64
}

// Restyle writes a dossier anew in a style, each paper in its own variety of it.
func Restyle(c Case, number uint64) Case {
	if number == 0 {
		return c
	}
	sheets := slices.Clone(c.Dossier.Sheets)
	for i, s := range sheets {
		kind, _ := c.Dossier.Procedure.Paper(s.Code)
		w := style{rand.New(rand.NewPCG(number, uint64(i)+1)), number}
		sheets[i].Pages = []extract.Page{{Number: 1, Text: w.write(casefile.Join(s.Pages), kind.Decides != "")}}
	}
	c.Dossier.Sheets = sheets
	return c
}

// write puts a text into the hand of the style.
func (w style) write(text string, decision bool) string {
	text = w.words(text)
	text = w.sums(text)
	text = w.dates(text)
	text = w.articles(text)
	text = w.marks(text)
	if w.chance(3) {
		text = w.spaced(text)
	}
	if !decision && w.chance(5) {
		text = wide(text)
	}
	if w.chance(2) {
		text = broken(text, 26+w.random.IntN(14))
	}
	return text
}

// chance is true once in n times.
func (w style) chance(n int) bool { return w.random.IntN(n) == 0 }

func (w style) pick(of ...string) string { return of[w.random.IntN(len(of))] }

var (
	writtenDate = regexp.MustCompile(`([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日`)
	writtenSum  = regexp.MustCompile(`(人民币)?([0-9][0-9,]*(?:\.[0-9]{1,2})?)元(?:（大写：([^）]+)）)?`)
	articleNo   = regexp.MustCompile(`第([零一二三四五六七八九十百]+)(条|款)`)
	itemNo      = regexp.MustCompile(`第（([一二三四五六七八九十]+)）项`)
	docBrackets = regexp.MustCompile(`〔([0-9]{4})〕`)
)

// dates writes every date of a paper in one of the forms in use.
func (w style) dates(text string) string {
	form := w.random.IntN(8)
	return writtenDate.ReplaceAllStringFunc(text, func(m string) string {
		p := writtenDate.FindStringSubmatch(m)
		year, month, day := p[1], p[2], p[3]
		two := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
		switch form {
		case 1:
			return hanYear(year) + "年" + hanNumber(month) + "月" + hanNumber(day) + "日"
		case 2:
			return year + "." + month + "." + day
		case 3:
			return year + "/" + two(month) + "/" + two(day)
		case 4:
			return year + "-" + two(month) + "-" + two(day)
		case 5:
			return year + " 年 " + month + " 月 " + day + " 日"
		case 6:
			return year + "年" + two(month) + "月" + two(day) + "日"
		}
		return m
	})
}

func hanYear(year string) string {
	return strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九").Replace(year)
}

// hanNumber writes 1 to 99 in Chinese.
func hanNumber(digits string) string {
	n, _ := strconv.Atoi(digits)
	if n < 1 || n > 99 {
		return digits
	}
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n-10]
	}
	return ones[n/10] + "十" + ones[n%10]
}

// sums writes the sums of a paper in one of the forms in use. A sum whose capitals say something else keeps both.
func (w style) sums(text string) string {
	form := w.random.IntN(6)
	return writtenSum.ReplaceAllStringFunc(text, func(m string) string {
		p := writtenSum.FindStringSubmatch(m)
		fen, err := idcode.ParseAmount(p[2] + "元")
		if err != nil {
			return m
		}
		plain := strings.ReplaceAll(p[2], ",", "")
		if p[3] != "" {
			if said, err := idcode.ParseAmount(p[3]); err != nil || said != fen {
				return m
			}
			switch form {
			case 1:
				return p[1] + plain + "元（" + p[3] + "）"
			case 2:
				return p[1] + p[3] + "（¥" + p[2] + "）"
			case 3:
				return p[1] + strings.TrimSuffix(plain, ".00") + "元"
			case 4:
				return p[1] + p[2] + " 元（人民币" + p[3] + "）"
			}
			return m
		}
		switch {
		case form == 1:
			return p[1] + strings.TrimSuffix(plain, ".00") + "元"
		case form == 2 && fen%1_000_000 == 0 && fen > 0:
			return p[1] + fmt.Sprint(fen/1_000_000) + "万元"
		case form == 3 && fen%10_000 == 0 && fen >= 1_000_000:
			return p[1] + strings.TrimRight(fmt.Sprintf("%d.%02d", fen/1_000_000, fen/10_000%100), "0") + "万元"
		}
		return m
	})
}

// articles writes the numbers of articles in figures, or their items without brackets.
func (w style) articles(text string) string {
	if w.chance(2) {
		text = itemNo.ReplaceAllString(text, "第${1}项")
	}
	if w.chance(3) {
		text = strings.ReplaceAll(text, "《中华人民共和国", "《")
	}
	if w.chance(4) {
		text = articleNo.ReplaceAllStringFunc(text, func(m string) string {
			p := articleNo.FindStringSubmatch(m)
			if n := number(p[1]); n > 0 {
				return fmt.Sprintf("第%d%s", n, p[2])
			}
			return m
		})
	}
	return text
}

// number reads a Chinese number below a thousand.
func number(han string) (n int) {
	digit := 0
	for _, r := range han {
		switch i := strings.IndexRune("零一二三四五六七八九", r) / len("零"); {
		case r == '百':
			n, digit = n+100*max(digit, 1), 0
		case r == '十':
			n, digit = n+10*max(digit, 1), 0
		default:
			digit = i
		}
	}
	return n + digit
}

// marks writes half-width colons, other brackets round a year, other quotes.
func (w style) marks(text string) string {
	if w.chance(3) {
		text = strings.ReplaceAll(text, "：", ":")
	}
	if w.chance(3) {
		text = docBrackets.ReplaceAllString(text, w.pick("[${1}]", "（${1}）", "【${1}】"))
	}
	if w.chance(3) {
		text = strings.NewReplacer("“", "\"", "”", "\"").Replace(text)
	}
	return text
}

// spaced sets the characters of short labels apart, as forms do.
func (w style) spaced(text string) string {
	return strings.NewReplacer("当事人：", "当 事 人：", "当事人:", "当 事 人:", "住所：", "住　　所：", "住址：", "住　址：", "案由：", "案　　由：").Replace(text)
}

// wide writes the figures of a paper in full width.
func wide(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, text)
}

// broken breaks long lines after so many characters, as they come out of a PDF.
func broken(text string, width int) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		column := 0
		for _, r := range line {
			columns := 1
			if r > 0xff {
				columns = 2
			}
			if column+columns > 2*width {
				b.WriteString("\n")
				column = 0
			}
			b.WriteRune(r)
			column += columns
		}
	}
	return b.String()
}

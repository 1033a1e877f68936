package blindset

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/idcode"
)

// Hand is how an office writes.
type Hand struct {
	ID     string
	Kept   bool    // kept back: nothing was mended by it
	Office *Office // its own office and wordings, seen by nobody before; nil if it shares those of the others
	order  int     // which of the wordings it takes

	pdf      bool
	days     int    // the form of dates
	sums     int    // the form of sums
	articles int    // the form of articles
	figures  bool   // periods in figures: 60日 for 六十日
	brackets string // round the year of a number
	ordinal  bool   // 第5号 for 5号 in numbers of its own papers
	colon    bool   // half-width colons
	wide     bool   // full-width digits
	lists    int    // how the items of a list are numbered
	files    int    // how files are named
}

// Hands are those whose papers were looked at while the checks were mended, and those that were kept back.
func Hands() (open, kept []Hand) {
	open = []Hand{
		{ID: "yi", order: 0, brackets: "〔〕", lists: 0},
		{ID: "er", order: 1, pdf: true, days: 1, sums: 1, articles: 1, figures: true, brackets: "[]", colon: true, lists: 1, files: 1},
		{ID: "san", order: 2, days: 2, sums: 2, brackets: "（）", lists: 2, files: 2},
		{ID: "si", order: 3, pdf: true, days: 3, sums: 3, figures: true, brackets: "〔〕", wide: true, lists: 1, files: 1},
	}
	kept = []Hand{
		{ID: "wu", Kept: true, order: 0, days: 4, sums: 4, articles: 2, brackets: "【】", lists: 2, files: 2},
		{ID: "liu", Kept: true, order: 1, pdf: true, days: 5, sums: 5, articles: 3, figures: true, brackets: "[]", colon: true, lists: 0, files: 1},
	}
	return open, kept
}

func (h Hand) day(d Day) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d) // an impossible day is written as it is
	}
	year, month, day := at.Year(), int(at.Month()), at.Day()
	switch h.days {
	case 1:
		return fmt.Sprintf("%d年%02d月%02d日", year, month, day)
	case 2:
		digits := strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")
		return digits.Replace(strconv.Itoa(year)) + "年" + han(month) + "月" + han(day) + "日"
	case 4:
		return fmt.Sprintf("%d 年 %d 月 %d 日", year, month, day)
	case 5:
		return fmt.Sprintf("%d-%02d-%02d", year, month, day)
	case 6:
		return fmt.Sprintf("%d.%d.%d", year, month, day)
	}
	return fmt.Sprintf("%d年%d月%d日", year, month, day)
}

func (h Hand) sum(f Fen) string {
	figures := idcode.FormatFigures(int64(f))
	plain := strings.ReplaceAll(figures, ",", "")
	short := strings.TrimSuffix(plain, ".00")
	switch h.sums {
	case 1:
		return short + "元"
	case 2:
		if f > 0 && f%1_000_000 == 0 {
			return fmt.Sprintf("%d万元", f/1_000_000)
		}
		if f >= 1_000_000 && f%100_000 == 0 {
			return strings.TrimRight(fmt.Sprintf("%d.%d", f/1_000_000, f/100_000%10), "0") + "万元"
		}
		return plain + "元"
	case 3:
		return "人民币" + plain + "元"
	case 4:
		return "人民币" + idcode.FormatCapitals(int64(f)) + "（￥" + plain + "）"
	case 5:
		return figures + "元"
	case 6:
		return "人民币" + idcode.FormatCapitals(int64(f)) + "（¥" + figures + "）"
	case 7:
		return ten(f)
	case 8:
		return short + "元"
	case 9:
		return strings.TrimSuffix(figures, ".00") + "元"
	}
	return figures + "元"
}

// ten is a sum in ten thousands of yuan if it is a round one: 2.31万元.
func ten(f Fen) string {
	if f >= 1_000_000 && f%10_000 == 0 {
		return strconv.FormatFloat(float64(f)/1_000_000, 'f', -1, 64) + "万元"
	}
	return strings.TrimSuffix(strings.ReplaceAll(idcode.FormatFigures(int64(f)), ",", ""), ".00") + "元"
}

// both is a sum in figures and in capitals.
func (h Hand) both(f, capitals Fen) string {
	figures, words := idcode.FormatFigures(int64(f)), idcode.FormatCapitals(int64(capitals))
	plain := strings.ReplaceAll(figures, ",", "")
	switch h.sums {
	case 1:
		return strings.TrimSuffix(plain, ".00") + "元（大写：" + words + "）"
	case 2:
		return "人民币" + words + "（¥" + figures + "元）"
	case 3:
		return "人民币" + plain + "元（" + words + "）"
	case 4:
		return "人民币" + words + "（￥" + plain + "）"
	case 5:
		return figures + "元（人民币大写：" + words + "）"
	case 6:
		return "人民币" + words + "（¥" + figures + "）"
	case 7:
		return ten(f) + "（大写：人民币" + words + "）"
	case 8:
		return words + "（小写：" + plain + "元）"
	case 9:
		if whole, is := strings.CutSuffix(figures, ".00"); is {
			return "人民币" + whole + "元整（" + words + "）"
		}
		return "人民币" + figures + "元（" + words + "）"
	}
	return "人民币" + figures + "元（大写：" + words + "）"
}

var (
	provision = regexp.MustCompile(`第([零一二三四五六七八九十百]+)(条|款)`)
	ordinals  = regexp.MustCompile(`(\x01\p{Han}*〔\d{4}〕)(\d+)号`)
	subItem   = regexp.MustCompile(`第（([一二三四五六七八九十]+)）项`)
)

func (h Hand) law(l Law) string {
	text := string(l)
	switch h.articles {
	case 1, 4:
		text = provision.ReplaceAllStringFunc(text, func(m string) string {
			p := provision.FindStringSubmatch(m)
			return fmt.Sprintf("第%d%s", unhan(p[1]), p[2])
		})
		if h.articles == 4 {
			text = strings.ReplaceAll(text, "《中华人民共和国", "《")
		}
	case 2:
		text = subItem.ReplaceAllString(text, "第${1}项")
	case 3:
		text = strings.ReplaceAll(text, "《中华人民共和国", "《")
	}
	return text
}

// period is a period of so many units, as the hand writes it: 六十日, 60日.
func (h Hand) period(n int, unit string) string {
	if h.figures {
		return strconv.Itoa(n) + unit
	}
	return han(n) + unit
}

// finish gives a whole text the marks of the hand.
func (h Hand) finish(text string) string {
	text = h.local(text)
	if h.brackets != "〔〕" {
		pair := []rune(h.brackets)
		text = regexp.MustCompile(`〔(\d{4})〕`).ReplaceAllString(text, string(pair[0])+"${1}"+string(pair[1]))
	}
	if h.ordinal {
		text = strings.ReplaceAll(text, h.Office.CodeWord, "\x01")
		text = strings.ReplaceAll(ordinals.ReplaceAllString(text, "${1}第${2}号"), "\x01", h.Office.CodeWord)
	}
	if h.colon {
		text = strings.ReplaceAll(text, "：", ":")
	}
	if h.wide {
		text = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, text)
	}
	return text
}

// number begins the i-th item of a list.
func (h Hand) number(i int) string {
	switch h.lists {
	case 1:
		return fmt.Sprintf("（%s）", han(i))
	case 2:
		return fmt.Sprintf("%d、", i)
	case 3:
		return string(rune('①' + i - 1))
	case 4:
		return fmt.Sprintf("%d）", i)
	case 5:
		return fmt.Sprintf("（%d）", i)
	case 6:
		return fmt.Sprintf("%d．", i)
	}
	return fmt.Sprintf("%d.", i)
}

const hanDigits = "零一二三四五六七八九"

// han writes 1 to 99 in Chinese.
func han(n int) string {
	digit := func(i int) string { return string([]rune(hanDigits)[i]) }
	switch {
	case n < 10:
		return digit(n)
	case n < 20:
		return "十" + strings.TrimSuffix(digit(n-10), "零")
	}
	return digit(n/10) + "十" + strings.TrimSuffix(digit(n%10), "零")
}

// unhan reads a Chinese number below a thousand.
func unhan(text string) (n int) {
	digit := 0
	for _, r := range text {
		switch r {
		case '百':
			n, digit = n+100*max(digit, 1), 0
		case '十':
			n, digit = n+10*max(digit, 1), 0
		default:
			digit = strings.IndexRune(hanDigits, r) / len("零")
		}
	}
	return n + digit
}

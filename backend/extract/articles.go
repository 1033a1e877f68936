package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// In a narrow cell, or at the end of a line, what is cited goes on in the next.
const within = `[ 　]*\n?[ 　]*`

const articleNumber = `[ 　]*(?:[0-9０-９]{1,4}|[零〇一二两三四五六七八九十百千]{1,8})[ 　]*`

var (
	lawTitle  = regexp.MustCompile(`《([^《》]{2,64})》` + within + `(?:（(?:以下|下称)[^（）\n]{1,40}）)?` + within)
	provision = regexp.MustCompile(`^(?:第(` + articleNumber + `)` + within + `条(?:[ 　]*之(` + articleNumber + `))?)?(?:` + within + `第(` + articleNumber + `)` + within + `款)?` +
		`(?:` + within + `第?[ 　]*[（(]?(` + articleNumber + `)[）)]?` + within + `项)?`)
	andMore = regexp.MustCompile(`^[ 　]*(?:、|，|,|和|与|及|或者|或|以及)[ 　]*`)
)

// place is a provision within a law; 0 is a part that is not named.
type place struct{ article, sub, paragraph, item int }

// articles finds 《…》第五条第一款第（二）项 and lists of them, in which a later member leaves out what it shares with
// the one before: 第五条第一款、第二款 names two paragraphs of one article.
func (f *finder) articles() {
	text := f.page.Text
	for _, m := range lawTitle.FindAllStringSubmatchIndex(text, -1) {
		law := squeeze(text[m[2]:m[3]])
		start, at := m[0], m[1]
		var last place
		for range 40 {
			p, length := provisionAt(text[at:], last)
			if length == 0 {
				break
			}
			end := at + length
			f.addBytes(LawArticle, "《"+law+"》"+p.String(), "", start, end)
			last = p
			more := andMore.FindString(text[end:])
			if more == "" {
				break
			}
			at = end + len(more)
			start = at
		}
	}
}

// provisionAt reads the provision that a text begins with, completed from the one before; length 0 if there is none.
func provisionAt(text string, last place) (place, int) {
	m := provision.FindStringSubmatch(text)
	if m == nil || m[1]+m[3]+m[4] == "" {
		return place{}, 0
	}
	p := place{smallNumber(m[1]), smallNumber(m[2]), smallNumber(m[3]), smallNumber(m[4])}
	if p.article == 0 {
		p.article, p.sub = last.article, last.sub
		if p.paragraph == 0 {
			p.paragraph = last.paragraph
		}
	}
	if p.article == 0 {
		return place{}, 0
	}
	return p, len(strings.TrimRight(m[0], " 　\n"))
}

// String writes a provision the way laws are cited.
func (p place) String() string {
	s := "第" + chinese(p.article) + "条"
	if p.sub > 0 {
		s += "之" + chinese(p.sub)
	}
	if p.paragraph > 0 {
		s += "第" + chinese(p.paragraph) + "款"
	}
	if p.item > 0 {
		s += "第（" + chinese(p.item) + "）项"
	}
	return s
}

// smallNumber reads a number below ten thousand in figures of either width or in Chinese numerals; 0 if it is none.
func smallNumber(s string) int {
	s = strings.NewReplacer("〇", "零", "两", "二").Replace(squeeze(s))
	plain := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
	if n, err := strconv.Atoi(plain); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '十':
			total, digit = total+max(digit, 1)*10, 0
		case '百':
			total, digit = total+digit*100, 0
		case '千':
			total, digit = total+digit*1000, 0
		default:
			digit = strings.Index("零一二三四五六七八九", string(r)) / len("零")
		}
	}
	return total + digit
}

// chinese writes a number from 1 to 9999 in Chinese numerals.
func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	gap := false
	for _, unit := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.value % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if !(unit.value == 10 && d == 1 && b.Len() == 0) {
			b.WriteRune(digits[d])
		}
		b.WriteString(unit.name)
	}
	return b.String()
}

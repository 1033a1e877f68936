package redact_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

// writing is a way in which people write a number or a name.
type writing struct {
	what  string
	write func(string) string
}

// joined puts something between all the characters of a text.
func joined(what, between string) writing {
	return writing{what, func(s string) string { return strings.Join(strings.Split(s, ""), between) }}
}

// digitsOf writes a number in other digits.
func digitsOf(digits string) writing {
	set := []rune(digits)
	return writing{digits, func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return set[r-'0']
			}
			return r
		}, s)
	}}
}

// grouped puts something between groups of a number.
func grouped(what, between string) writing {
	return writing{what, func(s string) string { return s[:3] + between + s[3:7] + between + s[7:] }}
}

var (
	plainly = writing{"as it is", func(s string) string { return s }}
	widely  = writing{"wide", wide}
	broken  = writing{"broken over lines", func(s string) string { return s[:5] + "\n" + s[5:] }}

	numberWritings = []writing{plainly, widely, broken, joined("blanks", " "), joined("wide blanks", "　"), joined("no-break blanks", "\u00a0"), joined("tabs", "\t"), joined("nothing seen", "\u200b"), joined("soft hyphens", "\u00ad"),
		joined("accents", "\u0301"), joined("dashes", "-"), joined("points", "."), joined("middle dots", "·"), joined("strokes", "/"), joined("lines", "_"), joined("commas", ","), joined("enumeration", "、"), joined("bars", "|"), joined("stars", "*"), joined("colons", ":"),
		digitsOf("〇一二三四五六七八九"), digitsOf("零壹贰叁肆伍陆柒捌玖"), digitsOf("⓪①②③④⑤⑥⑦⑧⑨"), digitsOf("⓿❶❷❸❹❺❻❼❽❾"), digitsOf("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"), digitsOf("⁰¹²³⁴⁵⁶⁷⁸⁹"), digitsOf("٠١٢٣٤٥٦٧٨٩"), digitsOf("۰۱۲۳۴۵۶۷۸۹"), digitsOf("०१२३४५६७८९"),
		{"an O for nought", func(s string) string { return strings.ReplaceAll(s, "0", "O") }}, {"an l for one", func(s string) string { return strings.ReplaceAll(s, "1", "l") }},
		grouped("dashes in groups", "-"), grouped("long dashes", "—"), grouped("three blanks", "   "), grouped("tildes", "~"), grouped("a stroke", "／"), {"brackets", func(s string) string { return s[:6] + "（" + s[6:] + "）" }}}
	callWritings = append(slices.Clone(numberWritings), writing{"86 before it", func(s string) string { return "+86" + s }}, writing{"0086 before it", func(s string) string { return "0086-" + s }})
	nameWritings = []writing{plainly, joined("blanks", " "), joined("wide blanks", "　"), joined("nothing seen", "\u200b"), joined("middle dots", "·"), joined("points", "."), joined("dashes", "-"), joined("lines", "_"), joined("strokes", "/"), joined("stars", "*"), joined("tabs", "\t")}
)

// bearer is somebody in a text. Known are those whom the case knows.
type bearer struct {
	name, id, phone string
	known           bool
}

// sentences are what is said of people; the marks stand for a name, an identity number, a telephone number.
var sentences = []string{"负责人#N（身份证号@I，电话@P）到场。", "证人#N，联系电话@P，称其在场。", "委托代理人：#N\n身份证号码：@I\n手机：@P", "询问#N时，其出示身份证（@I）。", "见证人#N（@P）在笔录上签名。", "附件一：《#N询问笔录》，证件号码@I。", "|姓名|#N|电话|@P|\n|证件|@I|备注|无|"}

// spoken is what is left of a text once everything is read that a reader would: it shares nothing with the code it examines.
func spoken(text string) string {
	chinese := strings.NewReplacer("〇", "0", "零", "0", "一", "1", "壹", "1", "二", "2", "贰", "2", "三", "3", "叁", "3", "四", "4", "肆", "4", "五", "5", "伍", "5", "六", "6", "陆", "6", "七", "7", "柒", "7", "八", "8", "捌", "8", "九", "9", "玖", "9",
		"O", "0", "l", "1", "⓿", "0", "❶", "1", "❷", "2", "❸", "3", "❹", "4", "❺", "5", "❻", "6", "❼", "7", "❽", "8", "❾", "9")
	for _, row := range []string{"٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"} {
		for n, r := range []rune(row) {
			text = strings.ReplaceAll(text, string(r), fmt.Sprint(n))
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, chinese.Replace(norm.NFKC.String(text)))
}

// TestTheSamePersonIsMaskedInEveryWriting writes the name, the identity number and the telephone number of a person in a thousand
// ways (every fifth of them, all with ZHIHENG_FAULTS=full), the case knowing that person or not: none of them can be read any more,
// neither where it stands nor plainly elsewhere.
func TestTheSamePersonIsMaskedInEveryWriting(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	people := []bearer{{"周不存", "320681198503121237", "13812345678", true}, {"欧阳明日", "320682199202290046", "13987654321", true}, {"李雷鸣", "320681198503121237", "15998761234", false}, {"张小虚", "320682199202290046", "18611112222", false}}
	random := rand.New(rand.NewPCG(20261129, 1))
	step := 5
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		step = 1
	}
	for n := 0; n < 1000; n += step {
		p := people[n%len(people)]
		name, id, phone := nameWritings[n%len(nameWritings)], numberWritings[n%len(numberWritings)], callWritings[random.IntN(len(callWritings))]
		sentence := sentences[n/7%len(sentences)]
		text := "经查，" + strings.NewReplacer("#N", name.write(p.name), "@I", id.write(p.id), "@P", phone.write(p.phone)).Replace(sentence)
		if !p.known { // whom only the text knows is named plainly somewhere, too
			text += "\n证人" + p.name + "证实了上述事实。"
		}
		text += "\n" + p.name + "对此没有异议。罚款12,000.00元，文号〔2026〕12号。"
		dictionary := redact.Dictionary{}
		if p.known {
			dictionary = redact.Dictionary{People: []redact.Person{{Name: p.name, Rule: rulebook.RedactOther}}, Phrases: []redact.Phrase{{Text: p.id, Rule: rulebook.RedactIdentity}, {Text: p.phone, Rule: rulebook.RedactPhone}}}
		}
		masked, _ := redact.Apply(text, book.Redactor.Find(text, dictionary))
		left := spoken(masked)
		for what, secret := range map[string]string{name.what: p.name, "identity number, " + id.what: p.id[6:], "telephone number, " + phone.what: p.phone[3:]} {
			if strings.Contains(left, secret) {
				t.Errorf("%d: %s can be read\n%q\n%q", n, what, text, masked)
			}
		}
		for _, stays := range []string{"12,000.00元", "〔2026〕12号", "对此没有异议"} {
			if !strings.Contains(masked, stays) {
				t.Errorf("%d: %s is gone\n%q", n, stays, masked)
			}
		}
	}
}

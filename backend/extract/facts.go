package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/idcode"
)

// Kind says what a fact is.
type Kind string

// The kinds of fact, with the form of Fact.Value.
const (
	PartyName      Kind = "party_name"     // of the person or body the paper is about
	Representative Kind = "representative" // who stands for a body: 法定代表人, 负责人, 经营者
	PersonName     Kind = "person_name"    // of any other person behind a label
	Address        Kind = "address"
	CreditCode     Kind = "credit_code" // 18 characters; Label is "校验不符" if the check digit is wrong
	ResidentID     Kind = "resident_id" // 18 or 15 characters; Label as for CreditCode
	PhoneNumber    Kind = "phone"       // digits only
	Amount         Kind = "amount"      // fen, in decimal; Label says what for: 罚款, 没收违法所得, …
	Date           Kind = "date"        // YYYY-MM-DD; Label says what happened: 立案, 告知, 决定, 送达, 落款, …
	DocNumber      Kind = "doc_no"      // 通市监处罚〔2024〕12号
	LawArticle     Kind = "law_article" // 《食品安全法》第五十三条第一款第（二）项
)

// Fact is something a page says. Quote is what stands there, letter for letter: Length runes from rune Offset of the
// text of the page with that Number. Value is its normal form. Label is the word that says what the fact is about,
// in its usual form, or "".
type Fact struct {
	Kind   Kind   `json:"kind"`
	Value  string `json:"value"`
	Label  string `json:"label,omitempty"`
	Quote  string `json:"quote"`
	Page   int    `json:"page"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

// Facts finds what pages say about parties, codes, money, dates and law, in the order of the text. The same value with
// the same label is given once, where it stands first. A page that is all one fact's letters gives no overlapping codes:
// digits that belong to a longer number are not taken for a phone. Of a page beyond any measure only the first 50,000
// characters are looked at.
func Facts(pages []Page) []Fact {
	var all []Fact
	type key struct {
		kind         Kind
		value, label string
	}
	seen := map[key]bool{}
	for i, page := range pages {
		page.Text = page.Text[:byteOffset(page.Text, maxFactRunes)]
		f := &finder{page: page, last: i == len(pages)-1}
		f.codes()
		f.labels()
		f.standsFor()
		f.amounts()
		f.dates()
		f.articles()
		slices.SortStableFunc(f.facts, func(a, b Fact) int { return a.Offset - b.Offset })
		for _, fact := range f.facts {
			k := key{fact.Kind, fact.Value, fact.Label}
			if fact.Value != "" && !seen[k] {
				seen[k] = true
				all = append(all, fact)
			}
		}
	}
	return all
}

const maxFactRunes = 50_000

// finder gathers the facts of one page.
type finder struct {
	page  Page
	last  bool // of the document
	facts []Fact
	spans []idcode.Match[string] // of codes, which nothing else may lie in
}

// add takes a fact at a span of runes.
func (f *finder) add(kind Kind, value, label, quote string, start, end int) {
	f.facts = append(f.facts, Fact{Kind: kind, Value: value, Label: label, Quote: quote, Page: f.page.Number, Offset: start, Length: end - start})
}

// addBytes takes a fact at a span of bytes.
func (f *finder) addBytes(kind Kind, value, label string, start, end int) {
	from := utf8.RuneCountInString(f.page.Text[:start])
	quote := f.page.Text[start:end]
	f.add(kind, value, label, quote, from, from+utf8.RuneCountInString(quote))
}

const mismatch = "校验不符"

func (f *finder) codes() {
	text := f.page.Text
	code := func(kind Kind, matches []idcode.Match[idcode.Code]) {
		for _, m := range matches {
			label := ""
			if len(m.Value.Problems) > 0 {
				label = mismatch
			}
			f.cover(m.Start, m.End)
			f.add(kind, m.Value.Number, label, m.Text, m.Start, m.End)
		}
	}
	code(CreditCode, idcode.FindCreditCodes(text))
	code(ResidentID, idcode.FindResidentIDs(text))
	for _, m := range idcode.FindDocNos(text) {
		f.cover(m.Start, m.End)
		f.add(DocNumber, m.Value.String(), "", m.Text, m.Start, m.End)
	}
	for _, m := range idcode.FindPhones(text) {
		if !f.covered(m.Start, m.End) {
			f.add(PhoneNumber, m.Value.Number, "", m.Text, m.Start, m.End)
		}
	}
}

func (f *finder) cover(start, end int) {
	f.spans = append(f.spans, idcode.Match[string]{Start: start, End: end})
}

func (f *finder) covered(start, end int) bool {
	for _, s := range f.spans {
		if start < s.End && s.Start < end {
			return true
		}
	}
	return false
}

// amountWords say what a sum is for, each with the label it gives. Of the words before a sum the nearest counts, of two
// that end at the same place the longer.
func amountWords() []struct{ word, label string } {
	return []struct{ word, label string }{
		{"没收违法所得", "没收违法所得"}, {"违法所得", "违法所得"}, {"加处罚款", "加处罚款"}, {"罚没款", "罚没合计"}, {"罚没款合计", "罚没合计"}, {"罚没款共计", "罚没合计"}, {"罚没合计", "罚没合计"}, {"罚款", "罚款"},
		{"货值金额", "货值金额"}, {"货值", "货值金额"}, {"滞纳金", "滞纳金"}, {"销售金额", "销售金额"}, {"销售收入", "销售金额"}, {"销售额", "销售金额"},
		{"没收非法财物", "没收非法财物"}, {"非法财物", "没收非法财物"}, {"赔偿", "赔偿"}, {"合计", "合计"}, {"共计", "合计"}, {"购进价", "单价"}, {"销售价", "单价"}, {"单价", "单价"},
	}
}

func (f *finder) amounts() {
	runes := []rune(f.page.Text)
	border := 0
	for _, m := range idcode.FindAmounts(f.page.Text) {
		before := clause(runes[max(border, m.Start-30):m.Start])
		after := inBrackets.ReplaceAllString(string(runes[m.End:min(len(runes), m.End+40)]), "")
		if rest := []rune(after); len(rest) > 6 {
			after = string(rest[:6])
		}
		f.add(Amount, strconv.FormatInt(m.Value, 10), amountLabel(before, after), m.Text, m.Start, m.End)
		border = m.End
	}
}

// clause is the end of a text from its last full stop or line end on.
func clause(r []rune) string {
	s := string(r)
	return s[strings.LastIndexAny(s, "。；\n")+1:]
}

// inBrackets is the same sum in another form behind it.
var inBrackets = regexp.MustCompile(`^[整正]?[（(][^（）()\n]{0,30}[）)]`)

var bound = regexp.MustCompile(`^(?:以上|以下|以内|至|到|—|～|~)`)

func amountLabel(before, after string) string {
	after = strings.TrimLeft(after, "整正的）) ")
	if bound.MatchString(after) {
		return "" // it bounds a range, and is no sum that somebody pays
	}
	if strings.HasPrefix(after, "罚款") {
		return "罚款"
	}
	label, end, length := "", -1, 0
	for _, w := range amountWords() {
		if i := strings.LastIndex(before, w.word); i >= 0 && (i+len(w.word) > end || i+len(w.word) == end && len(w.word) > length) {
			label, end, length = w.label, i+len(w.word), len(w.word)
		}
	}
	return label
}

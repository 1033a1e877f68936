package idcode

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/fault"
)

// DocNo is a document number such as 通市监处罚〔2024〕12号: the letters of the issuing office and kind, the year, the
// number within the year, and for later rounds a sub-number (0 if there is none).
type DocNo struct {
	Prefix string `json:"prefix"`
	Year   int    `json:"year"`
	Number int    `json:"number"`
	Sub    int    `json:"sub,omitempty"`
}

// String is the canonical form, 通市监处罚〔2024〕12号 or 皋市监法审〔2026〕3-1号.
func (d DocNo) String() string {
	if d.Sub > 0 {
		return fmt.Sprintf("%s〔%d〕%d-%d号", d.Prefix, d.Year, d.Number, d.Sub)
	}
	return fmt.Sprintf("%s〔%d〕%d号", d.Prefix, d.Year, d.Number)
}

const (
	openBrackets  = `[\[({【〔〖﹝❲「]`
	closeBrackets = `[\])}】〕〗﹞❳」]`
)

// docTail is everything of a number but its prefix: bracketed year, number, sub-number, 号.
var docTail = regexp.MustCompile(` ?` + openBrackets + ` ?((?:19|20)\d{2}) ?年? ?` + closeBrackets +
	` ?第? ?(\d{1,6})(?: ?- ?(\d{1,3}))? ?号`)

// ParseDocNo reads one document number in any of the ways people write it: every kind of bracket, full width, blanks, 第,
// leading zeros. Nothing else may stand beside it.
func ParseDocNo(text string) (DocNo, error) {
	folded := strings.TrimSpace(FoldString(text))
	m := docTail.FindStringSubmatchIndex(folded)
	if m == nil || m[1] != len(folded) {
		return DocNo{}, badDocNo("文号应形如“通市监处罚〔2024〕12号”", "a document number looks like 通市监处罚〔2024〕12号")
	}
	prefix := strings.ReplaceAll(folded[:m[0]], " ", "")
	if n := utf8.RuneCountInString(prefix); n < 2 || n > 30 {
		return DocNo{}, badDocNo("机关代字应为2至30个字", "the letters of the office should be 2 to 30 characters")
	}
	for _, r := range prefix {
		if !prefixRune(r) {
			return DocNo{}, badDocNo("机关代字只能是汉字、字母和括号", "the letters of the office are Chinese characters, letters and brackets")
		}
	}
	return docNo(folded, prefix, m), nil
}

func badDocNo(zh, en string) error {
	return fault.New(fault.Invalid, "idcode.docno", fault.T(zh, en)).
		WithHint(fault.T("请使用六角括号、四位年份，并以“号”结尾。", "Use the brackets 〔 〕, a four-digit year, and end with 号."))
}

func docNo(folded, prefix string, m []int) DocNo {
	d := DocNo{Prefix: prefix}
	d.Year, _ = strconv.Atoi(folded[m[2]:m[3]])
	d.Number, _ = strconv.Atoi(folded[m[4]:m[5]])
	if m[6] >= 0 {
		d.Sub, _ = strconv.Atoi(folded[m[6]:m[7]])
	}
	return d
}

// NormalizeDocNo brings a document number to its canonical form. It gives false, and the text as it was, for a text that
// is not one.
func NormalizeDocNo(text string) (string, bool) {
	d, err := ParseDocNo(text)
	if err != nil {
		return text, false
	}
	return d.String(), true
}

// FindDocNos finds the document numbers in a text. Where the prefix runs into the sentence before it, the words that
// commonly lead up to a number (依据, 作出的, 决定书 and their like) are left out of it; a prefix that begins with another
// word may come out too long.
func FindDocNos(text string) []Match[DocNo] {
	f := Fold(text)
	var found []Match[DocNo]
	border := 0
	for _, m := range docTail.FindAllStringSubmatchIndex(f.Text, -1) {
		start := prefixStart(f.Text[border:m[0]], border > 0) + border
		border = m[1]
		prefix := f.Text[start:m[0]]
		if utf8.RuneCountInString(prefix) < 2 {
			continue
		}
		found = append(found, match(f, start, m[1], docNo(f.Text, prefix, m)))
	}
	return found
}

// leadIns are words before a number that are never part of one.
var leadIns = regexp.MustCompile(`依据|根据|按照|依照|作出的?|制发的?|印发的?|下发的?|送达的?|收到|签发|核发|出具的?|发布的?|不服|撤销|变更|履行|执行` +
	`|编号|文号|案号|字号|决定书|告知书|通知书|意见书|审批表|文件|上述|前述|本局|我局|本机关|该|的|为|见|书|号` +
	`|\p{Han}{2,12}(?:局|大队|支队|中心|委员会|法院|检察院|人民政府|办公室)`)

// connectors join a number to the one before it.
const connectors = "和与及或至到"

// prefixStart finds where in the text before a bracket the prefix begins. Follows tells that the text begins right after
// another number.
func prefixStart(before string, follows bool) int {
	start := walkBack(before)
	if all := leadIns.FindAllStringIndex(before[start:], -1); all != nil {
		for i := len(all) - 1; i >= 0; i-- {
			rest := before[start+all[i][1]:]
			if utf8.RuneCountInString(rest) >= 2 || rest == "" && !strings.HasSuffix(before, "书") {
				start += all[i][1]
				break
			}
		}
	}
	if follows && start == 0 && before != "" {
		if r, size := utf8.DecodeRuneInString(before); strings.ContainsRune(connectors, r) {
			start = size
		}
	}
	return start + strayBracket(before[start:])
}

// walkBack goes back from the end over at most 30 characters that a prefix can have, and stops at a bracket that opens in
// the sentence and not in the prefix.
func walkBack(before string) int {
	start, depth := len(before), 0
	for range 30 {
		r, size := utf8.DecodeLastRuneInString(before[:start])
		if size == 0 || !prefixRune(r) {
			return start
		}
		switch r {
		case ')':
			depth++
		case '(':
			if depth--; depth < 0 {
				return start
			}
		}
		start -= size
	}
	return start
}

// strayBracket gives the length of what must go because it ends in a bracket that the prefix did not open, or is an aside
// in brackets before it. One letter in brackets is part of the prefix.
func strayBracket(prefix string) int {
	depth, cut := 0, 0
	aside := strings.HasPrefix(prefix, "(") // the first bracket may be one
	for i, r := range prefix {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
			if depth < 0 || depth == 0 && aside && utf8.RuneCountInString(prefix[:i]) > 2 {
				depth, cut = 0, i+1
			}
			aside = aside && depth > 0
		}
	}
	return cut
}

func prefixRune(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '(' || r == ')' || r == '×'
}

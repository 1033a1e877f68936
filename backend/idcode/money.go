package idcode

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

// maxFen is the largest sum that can be written in capitals: one fen below ten quadrillion yuan.
const maxFen = 1_000_000_000_000_000_000 - 1

var (
	number        = `(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`
	numeral       = `[零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億]`
	amountPattern = regexp.MustCompile(
		`(?:人民币|RMB|CNY|¥)* ?(?:` + number + `(?: ?[十百千万亿拾佰仟萬億]+(?: ?` + number + `)?)* ?[元圆](?: ?零?\d{1,2}角)?(?: ?零?\d{1,2}分)?` +
			`|` + numeral + `+ ?[元圆](?: ?` + numeral + `{1,3}角)?(?: ?` + numeral + `{1,3}分)?|` + numeral + `{1,3}角(?:` + numeral + `{1,3}分)?)[整正]?` +
			`|(?:RMB|CNY|¥) ?` + number + `(?: ?[万亿])?`)
	currency = regexp.MustCompile(`^(?:人民币|RMB|CNY|¥|\(?大写\)?|小写|:| )+`)
	grouping = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
)

// FindAmounts finds the sums of money in a text: figures and capitals with 元, and figures after ¥. The value is in fen.
func FindAmounts(text string) []Match[int64] {
	f := Fold(text)
	var found []Match[int64]
	for _, m := range amountPattern.FindAllStringIndex(f.Text, -1) {
		start := m[0]
		for f.Text[start] == ' ' {
			start++
		}
		if fen, err := ParseAmount(f.Text[start:m[1]]); err == nil {
			found = append(found, match(f, start, m[1], fen))
		}
	}
	return found
}

// ParseAmount reads a sum of money in yuan and gives it in fen: figures (12,000元, 1.2万元, 3万5千元, 12元5角), Chinese
// numerals (一万二千元) and capitals (壹拾贰万元整), with or without 人民币 and ¥, in any width. Figures without a unit are
// yuan. Sums below a fen, below zero or from ten quadrillion yuan up are refused.
func ParseAmount(text string) (int64, error) {
	s := strings.TrimSpace(FoldString(text))
	s = strings.ReplaceAll(currency.ReplaceAllString(s, ""), " ", "")
	whole, rest := s, ""
	if i := strings.IndexAny(s, "元圆"); i >= 0 {
		whole, rest = s[:i], s[i+len("元"):]
		rest = strings.TrimSuffix(strings.TrimSuffix(rest, "整"), "正")
		if whole == "" {
			return 0, badAmount(text)
		}
	} else if strings.ContainsAny(s, "角分") {
		whole, rest = "", strings.TrimSuffix(strings.TrimSuffix(s, "整"), "正")
	}
	sum := new(big.Rat)
	if whole != "" || rest == "" {
		yuan, ok := readNumber(whole)
		if !ok {
			return 0, badAmount(text)
		}
		sum.Mul(yuan, big.NewRat(100, 1))
	}
	small, ok := readSmall(rest)
	if !ok {
		return 0, badAmount(text)
	}
	sum.Add(sum, new(big.Rat).SetInt64(small))
	if !sum.IsInt() || !sum.Num().IsInt64() || sum.Num().Int64() > maxFen {
		return 0, badAmount(text)
	}
	return sum.Num().Int64(), nil
}

func badAmount(text string) error {
	return fault.New(fault.Invalid, "idcode.amount", fault.Tf("“%s”不是可以识别的金额", "%q is not a sum of money", text)).
		WithHint(fault.T("请写成“12,000元”“1.2万元”或大写金额。", "Write 12,000元, 1.2万元 or the sum in capitals."))
}

// readSmall reads jiao and fen after 元: 5角, 叁角贰分, 零伍分.
func readSmall(s string) (int64, bool) {
	var sum int64
	for _, unit := range []struct {
		name string
		fen  int64
	}{{"角", 10}, {"分", 1}} {
		i := strings.Index(s, unit.name)
		if i < 0 {
			continue
		}
		part := strings.TrimLeft(s[:i], "零〇")
		if part == "" && i > 0 {
			part = "零"
		}
		n, ok := readNumber(part)
		if !ok || !n.IsInt() || n.Cmp(big.NewRat(9, 1)) > 0 {
			return 0, false
		}
		sum += n.Num().Int64() * unit.fen
		s = s[i+len(unit.name):]
	}
	return sum, s == ""
}

// readNumber reads figures, Chinese numerals, or figures with Chinese units.
func readNumber(s string) (*big.Rat, bool) {
	if strings.Contains(s, ",") {
		plain := strings.TrimRight(s, "十百千万亿拾佰仟萬億")
		if !grouping.MatchString(plain) {
			return nil, false
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	if len(s) == 0 || len(s) > 120 {
		return nil, false
	}
	r := numeralReader{high: new(big.Rat), low: new(big.Rat), section: new(big.Rat)}
	for len(s) > 0 {
		if n := figureLength(s); n > 0 {
			if r.pending != nil || !r.figure(s[:n]) {
				return nil, false
			}
			s = s[n:]
			continue
		}
		c := []rune(s)[0]
		if !r.rune(c) {
			return nil, false
		}
		s = s[len(string(c)):]
	}
	return r.finish()
}

func figureLength(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	return n
}

// FormatFigures writes a sum as figures in yuan with two decimals and commas: 12000000 gives 120,000.00.
func FormatFigures(fen int64) string {
	sign := ""
	u := uint64(fen)
	if fen < 0 {
		sign, u = "-", -u
	}
	yuan := strconv.FormatUint(u/100, 10)
	for i := len(yuan) - 3; i > 0; i -= 3 {
		yuan = yuan[:i] + "," + yuan[i:]
	}
	cents := strconv.FormatUint(100+u%100, 10)[1:]
	return sign + yuan + "." + cents
}

// FormatCapitals writes a sum in capitals as on a bill: 壹拾贰万元整, 壹仟零伍元叁角整, 贰元零伍分. Sums below zero or from ten
// quadrillion yuan up give "".
func FormatCapitals(fen int64) string {
	if fen < 0 || fen > maxFen {
		return ""
	}
	if fen == 0 {
		return "零元整"
	}
	var b strings.Builder
	yuan, jiao, rest := fen/100, fen/10%10, fen%10
	if yuan > 0 {
		writeYuan(&b, yuan)
		b.WriteString("元")
	}
	if jiao > 0 {
		b.WriteString(capitalDigit(jiao) + "角")
	}
	if rest > 0 {
		if jiao == 0 && yuan > 0 {
			b.WriteString("零")
		}
		b.WriteString(capitalDigit(rest) + "分")
		return b.String()
	}
	b.WriteString("整")
	return b.String()
}

func writeYuan(b *strings.Builder, n int64) {
	groups := []int64{n / 1e12, n / 1e8 % 1e4, n / 1e4 % 1e4, n % 1e4}
	units := []string{"万", "亿", "万", ""}
	gap := false // a zero is due before the next digit
	for i, group := range groups {
		if group == 0 {
			if i == 1 && n >= 1e12 {
				b.WriteString("亿")
			}
			gap = gap || b.Len() > 0
			continue
		}
		if b.Len() > 0 && (gap || group < 1000) {
			b.WriteString("零")
		}
		gap = false
		writeGroup(b, group)
		b.WriteString(units[i])
	}
}

func writeGroup(b *strings.Builder, group int64) {
	zero, begun := false, false
	for i, unit := range []string{"仟", "佰", "拾", ""} {
		digit := group / int64(math.Pow10(3-i)) % 10
		if digit == 0 {
			zero = begun
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(capitalDigit(digit) + unit)
		begun = true
	}
}

func capitalDigit(d int64) string { return string([]rune("零壹贰叁肆伍陆柒捌玖")[d]) }

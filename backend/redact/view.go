package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// view is a copy of a text that patterns run on, with the way back to the original.
type view struct {
	text   string
	origin []int // the rune offset in the original, for each byte of text
}

// fold gives the copy in compatibility form (half width, plain digits and radicals), with one kind of blank, dash and
// middle dot, and without characters that cannot be seen. Line breaks stay.
func fold(original []rune) view {
	var v view
	var b strings.Builder
	for i, r := range original {
		for _, plain := range plainForm(r) {
			n, _ := b.WriteRune(plain)
			for range n {
				v.origin = append(v.origin, i)
			}
		}
	}
	v.text = b.String()
	return v
}

func plainForm(r rune) string {
	switch {
	case r < 0x80:
		if r == '\t' || r == '\r' {
			return " "
		}
		return string(r)
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
		return ""
	case unicode.Is(unicode.Pd, r) || r == '−':
		return "-"
	case unicode.Is(unicode.Zs, r):
		return " "
	case digitOf(r) >= 0:
		return string('0' + digitOf(r))
	case r == '•' || r == '・' || r == '‧' || r == '･' || r == '●':
		return "·"
	}
	return norm.NFKC.String(string(r))
}

// circledDigits are rows of one to nine that compatibility forms leave as they are: on black and in double circles.
var circledDigits = []rune{'❶', '➀', '➊', '⓵'}

// digitOf is the value of a digit of any script, -1 for what is none.
func digitOf(r rune) rune {
	if r == '⓿' {
		return 0
	}
	for _, one := range circledDigits {
		if one <= r && r < one+9 {
			return r - one + 1
		}
	}
	for _, row := range unicode.Nd.R16 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return (r - rune(row.Lo)) % 10
		}
	}
	for _, row := range unicode.Nd.R32 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return (r - rune(row.Lo)) % 10
		}
	}
	return -1
}

// squeeze takes out the runes for which drop is true.
func (v view) squeeze(drop func(r, before, after rune) bool) view {
	var out view
	var b strings.Builder
	before := rune(-1)
	for i, r := range v.text {
		size := utf8.RuneLen(r)
		after, _ := utf8.DecodeRuneInString(v.text[min(i+size, len(v.text)):])
		if drop(r, before, after) {
			continue
		}
		before = r
		b.WriteRune(r)
		out.origin = append(out.origin, v.origin[i:i+size]...)
	}
	out.text = b.String()
	return out
}

// inNumbers are what people put into a number beside blanks and dashes.
const inNumbers = "\n.·_/~|*()"

// tight takes out blanks and dashes, and inside a number also line breaks, points, strokes and brackets.
func (v view) tight() view {
	return v.squeeze(func(r, before, after rune) bool {
		return r == ' ' || r == '-' || strings.ContainsRune(inNumbers, r) && number(before) && number(after)
	})
}

// spelled takes out what stands between the digits of a number that is spelled digit by digit, whatever it is: 1、3、8、1、….
func (v view) spelled() view {
	runes := []rune(v.text)
	between := map[int]bool{}
	for i := 0; i < len(runes); i++ {
		if !number(runes[i]) || i > 0 && number(runes[i-1]) {
			continue
		}
		end := i // the last digit of the row
		for end+2 < len(runes) && number(runes[end+2]) && !(end+3 < len(runes) && number(runes[end+3])) && runes[end+1] == runes[i+1] &&
			!number(runes[end+1]) && !unicode.IsLetter(runes[end+1]) {
			end += 2
		}
		if end-i >= 2*6 {
			for j := i + 1; j < end; j += 2 {
				between[j] = true
			}
		}
		i = end
	}
	i := -1
	return v.squeeze(func(rune, rune, rune) bool { i++; return between[i] })
}

// numerals writes long numbers in Chinese digits, and in letters that look like digits, as plain ones.
func (v view) numerals() view {
	runes := []rune(v.text)
	for i := 0; i < len(runes); {
		end, digits, foreign := i, 0, 0
		for ; end < len(runes); end++ {
			if number(runes[end]) {
				digits++
			} else if _, ok := numeral[runes[end]]; ok {
				foreign++
			} else if !(runes[end] == ' ' || runes[end] == '-' || runes[end] == '\n') || end == i {
				break
			}
		}
		if foreign > 0 && digits+foreign >= 7 {
			for j := i; j < end; j++ {
				if plain, ok := numeral[runes[j]]; ok && (runes[j] >= 0x80 || digits >= 7 || digits >= 5 && digits+foreign >= 11) {
					runes[j] = plain
				}
			}
		}
		i = max(end, i+1)
	}
	return v.with(runes)
}

// numeral are Chinese digits, and the letters that recognition of a picture takes for digits.
var numeral = func() map[rune]rune {
	m := map[rune]rune{'O': '0', 'o': '0', 'l': '1', 'I': '1'}
	for i, row := range []string{"〇零○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"} {
		for _, r := range row {
			m[r] = rune('0' + i)
		}
	}
	return m
}()

// digitsAlone takes out everything but letters, digits, and the signs that keep cells and blanked names apart.
func (v view) digitsAlone() view {
	return v.squeeze(func(r, _, _ rune) bool {
		return r != '¦' && r != '▢' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}).lower()
}

// with gives the view with other runes in the place of its own.
func (v view) with(runes []rune) view {
	var out view
	var b strings.Builder
	at := 0
	for _, r := range v.text {
		n, _ := b.WriteRune(runes[0])
		for range n {
			out.origin = append(out.origin, v.origin[at])
		}
		at += utf8.RuneLen(r)
		runes = runes[1:]
	}
	out.text = b.String()
	return out
}

// unwrapped takes out the line breaks that only the width of the page has made.
func (v view) unwrapped() view {
	t := reading{text: []rune(v.text)}
	i := -1
	return v.squeeze(func(r, before, after rune) bool {
		i++
		return r == '\n' && before != -1 && !strings.ContainsRune("。;:!?", before) && t.wrapped(i)
	})
}

func number(r rune) bool { return r >= '0' && r <= '9' || r == 'X' || r == 'x' }

// span turns byte offsets into rune offsets of the original.
func (v view) span(start, end int) (int, int) {
	_, size := utf8.DecodeLastRuneInString(v.text[:end])
	return v.origin[start], v.origin[end-size] + 1
}

// cutsNumber tells whether a span begins or ends in the middle of a row of digits.
func (v view) cutsNumber(start, end int) bool {
	return v.digit(start) && v.digit(start-1) || v.digit(end-1) && v.digit(end)
}

func (v view) digit(i int) bool {
	return i >= 0 && i < len(v.text) && v.text[i] >= '0' && v.text[i] <= '9'
}

// lower brings ASCII letters to small ones.
func (v view) lower() view {
	v.text = strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, v.text)
	return v
}

// occurrences lists where a string stands.
func (v view) occurrences(original []rune, secret, wanted string) []Leak {
	var leaks []Leak
	for at := 0; ; {
		i := strings.Index(v.text[at:], wanted)
		if i < 0 {
			return leaks
		}
		start, end := v.span(at+i, at+i+len(wanted))
		leaks = append(leaks, Leak{Secret: secret, Start: start, End: end, Text: string(original[start:end])})
		at += i + len(wanted)
	}
}

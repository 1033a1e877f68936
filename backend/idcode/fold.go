package idcode

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Folded is a text brought to half width, with the way back to the original. Text is what patterns run on.
type Folded struct {
	Text string

	original []rune
	origin   []int // for each byte of Text that begins a rune: its rune offset in the original
}

// Fold brings full-width letters, digits and signs to half width, all blanks within a line to a plain space, and leaves
// out characters that cannot be seen (zero-width blanks, byte order marks, soft hyphens). Punctuation that has no
// half-width form, such as 。 and 、, and line breaks stay.
func Fold(text string) Folded {
	f := Folded{original: []rune(text)}
	var b strings.Builder
	b.Grow(len(text))
	f.origin = make([]int, 0, len(text))
	for i, r := range f.original {
		r = FoldRune(r)
		if r < 0 {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			f.origin = append(f.origin, i)
		}
	}
	f.Text = b.String()
	return f
}

// FoldString is [Fold] without the way back.
func FoldString(text string) string { return strings.Map(FoldRune, text) }

// FoldRune brings one character to half width, or gives -1 for a character that cannot be seen.
func FoldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '￥':
		return '¥'
	case r == '－' || r >= '\u2010' && r <= '\u2015' || r == '−':
		return '-'
	case r == '\t' || r == '\u3000' || r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f':
		return ' '
	case r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff' || r == '\u00ad':
		return -1
	}
	return r
}

// Span turns byte offsets into Text into rune offsets into the original, end exclusive. An empty span stays empty.
func (f Folded) Span(start, end int) (int, int) {
	from := len(f.original)
	if start < len(f.origin) {
		from = f.origin[start]
	}
	if end <= start {
		return from, from
	}
	_, size := utf8.DecodeLastRuneInString(f.Text[:end])
	return from, f.origin[end-size] + 1
}

// Original gives the original wording between two byte offsets into Text.
func (f Folded) Original(start, end int) string {
	from, to := f.Span(start, end)
	return string(f.original[from:to])
}

// match makes a Match out of byte offsets into the folded text.
func match[T any](f Folded, start, end int, value T) Match[T] {
	from, to := f.Span(start, end)
	return Match[T]{Start: from, End: to, Text: string(f.original[from:to]), Value: value}
}

// standsAlone tells whether no ASCII letter or digit touches the bytes from start to end.
func (f Folded) standsAlone(start, end int) bool {
	return (start == 0 || !alnum(f.Text[start-1])) && (end == len(f.Text) || !alnum(f.Text[end]))
}

// each offers every match of a pattern that stands alone to accept, and goes on after its end if it is taken, or else
// after the run of letters and digits in which it begins.
func (f Folded) each(pattern *regexp.Regexp, accept func(start, end int) bool) {
	for at := 0; at < len(f.Text); {
		m := pattern.FindStringIndex(f.Text[at:])
		if m == nil {
			return
		}
		start, end := at+m[0], at+m[1]
		if f.standsAlone(start, end) && accept(start, end) {
			at = end
			continue
		}
		for at = start; at < len(f.Text) && alnum(f.Text[at]); {
			at++
		}
		if at == start {
			_, size := utf8.DecodeRuneInString(f.Text[at:])
			at += size
		}
	}
}

func alnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// bare folds a code and takes out blanks, dashes and the case of its letters.
func bare(code string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r = FoldRune(r); r == ' ' || r == '-' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, code))
}

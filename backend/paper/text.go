package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns a text as every writer of this package puts it into a file. Line ends become line feeds, control
// characters other than tab and line feed go, as do the two code points XML has no room for; bytes that are not UTF-8
// become U+FFFD. All else stays, rare and private-use characters included. Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case !allowed(r):
			return -1
		}
		return r
	}, s)
}

func isClean(s string) bool {
	for _, r := range s {
		if r == '\r' || !allowed(r) {
			return false
		}
	}
	return utf8.ValidString(s)
}

// allowed tells whether a rune may stand in a file: an XML character that is not a control.
func allowed(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return true
	case 0xFFFE, 0xFFFF:
		return false
	}
	return !unicode.IsControl(r)
}

// escape makes a clean text safe inside an XML element or a quoted attribute.
func escape(s string) string {
	return xmlEscaper.Replace(Clean(s))
}

// xmlEscaper writes tab and line feed as references, because attribute values lose them otherwise.
var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;",
	"\t", "&#9;", "\n", "&#10;")

// halves is the printed width of a text in half-width columns: one for ASCII and half-width forms, two for the rest.
func halves(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case r < 0x2E80 && r != '—' && r != '…' && r != '“' && r != '”', r >= 0xFF61 && r <= 0xFFDC:
			n++
		default:
			n += 2
		}
	}
	return n
}

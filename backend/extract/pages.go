package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const pageRunes = 1500 // about what a printed page of an official document holds

// pager gathers paragraphs into pages: at page breaks where the format has them, else at the paragraph end after which
// a page would grow past pageRunes. A single paragraph longer than three pages is cut hard.
type pager struct {
	pages []Page
	text  strings.Builder
	runes int
	bytes int
}

// add appends one paragraph; the newline at its end is the pager's.
func (p *pager) add(paragraph string) {
	n := utf8.RuneCountInString(paragraph)
	for n > 3*pageRunes {
		cut := byteOffset(paragraph, pageRunes)
		p.flow(paragraph[:cut], pageRunes)
		paragraph, n = paragraph[cut:], n-pageRunes
	}
	p.flow(paragraph, n)
}

func (p *pager) flow(paragraph string, n int) {
	if p.runes > 0 && p.runes+n > pageRunes {
		p.turn()
	}
	p.text.WriteString(paragraph)
	p.text.WriteByte('\n')
	p.runes += n + 1
	p.bytes += len(paragraph) + 1
}

// turn begins a new page, unless the present one holds nothing but space.
func (p *pager) turn() {
	if text := p.text.String(); strings.TrimSpace(text) != "" {
		p.pages = append(p.pages, Page{Text: text})
		p.text.Reset()
		p.runes = 0
	}
}

// full tells that more text than one file may give has been gathered.
func (p *pager) full() bool { return p.bytes > maxTextBytes }

func (p *pager) end() []Page {
	p.turn()
	return p.pages
}

func byteOffset(s string, runes int) int {
	for i := range s {
		if runes == 0 {
			return i
		}
		runes--
	}
	return len(s)
}

// paginate splits running text at line ends.
func paginate(text string) []Page {
	var p pager
	for line := range strings.SplitSeq(text, "\n") {
		if before, after, ok := strings.Cut(line, "\f"); ok {
			p.add(before)
			p.turn()
			line = after
		}
		p.add(line)
	}
	return p.end()
}

// clean makes text fit to be shown and indexed: valid UTF-8, "\n" line ends, no control characters, no more than one
// blank line in a row, no space at line ends.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	b.Grow(len(text))
	blank := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRightFunc(strings.Map(keep, line), unicode.IsSpace)
		if line == "" {
			blank++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n"[:min(blank+1, 2)])
		}
		blank = 0
		b.WriteString(line)
	}
	return b.String()
}

// keep drops control characters and the marks that change the direction of text, which can make a line read as
// something else than it is.
func keep(r rune) rune {
	switch {
	case r == '\t':
		return r
	case r == '\v', r == '\u2028', r == '\u2029':
		return ' '
	case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF',
		r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\u200E', r == '\u200F', r == '\u061C':
		return -1
	}
	return r
}

// cleanLine makes one line of at most so many runes out of a value a file holds about itself.
func cleanLine(s string, runes int) string {
	s = strings.Join(strings.Fields(strings.Map(keep, strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", " "))), " ")
	return s[:byteOffset(s, runes)]
}

// meaningless tells the text of a page whose fonts do not say which characters they draw: nothing in it that is read here, and most of it
// marks, letters of no language of this country, or none at all.
func meaningless(text string) bool {
	odd, all := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			continue
		case unicode.Is(unicode.Han, r), r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			return false
		case unicode.Is(unicode.Co, r), unicode.IsControl(r), !unicode.IsGraphic(r), unicode.IsMark(r) && r < 0x370, r >= 0x80 && r < 0x530, r == unicode.ReplacementChar:
			odd++
		}
		all++
	}
	return odd*2 > all
}

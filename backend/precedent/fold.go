package precedent

import "unicode"

// folded is a text brought to one form: half width, lower case, one kind of bracket and quote, the traditional form of
// common characters made simplified, without title marks, and without white space except between two words or numbers. at[i] is the position, in
// runes of the original, of r[i].
type folded struct {
	r  []rune
	at []int32
}

// hidden stands where a sensitive string was. It is no letter, so it ends every token.
const hidden = '\uFFFC'

// fold brings a text to the one form in which papers are indexed and queries are compared.
func fold(s string) folded {
	n := len(s)/2 + 8
	f := folded{r: make([]rune, 0, n), at: make([]int32, 0, n)}
	pos := int32(-1)
	space := false
	var prev rune
	for _, r := range s {
		pos++
		r = foldRune(r)
		switch {
		case r == 0:
			continue
		case r == ' ':
			space = true
			continue
		}
		if space {
			if isAlnum(prev) && isAlnum(r) {
				f.r = append(f.r, ' ')
				f.at = append(f.at, pos-1)
			}
			space = false
		}
		f.r = append(f.r, r)
		f.at = append(f.at, pos)
		prev = r
	}
	return f
}

// foldRune maps one rune: 0 drops it, ' ' is white space.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 32
		case r <= ' ' || r == 0x7f:
			return ' '
		}
		return r
	case r >= 0x4E00 && r <= 0x9FFF:
		if s := simplified[r-0x4E00]; s != 0 {
			return s
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFEE0)
	}
	switch r {
	case 0x3000, 0xA0, 0x85, 0x2028, 0x2029:
		return ' '
	case '《', '》', '〈', '〉', 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return 0
	case '〔', '【', '﹝', '〖':
		return '['
	case '〕', '】', '﹞', '〗':
		return ']'
	case '“', '”', '「', '」', '『', '』', '〝', '〞':
		return '"'
	case '‘', '’':
		return '\''
	case '—', '–', '‐', '‑', '−':
		return '-'
	case '·', '•', '・', '‧':
		return '·'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(r)
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' || r > 0x2E7F && unicode.Is(unicode.Han, r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isAlnum tells letters and digits that are not Han.
func isAlnum(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || isDigit(r) || r >= 'A' && r <= 'Z'
	}
	return !isHan(r) && r != hidden && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// String is the folded text.
func (f folded) String() string { return string(f.r) }

// sameText tells whether b holds a at an offset, by runes.
func hasAt(b, a []rune, off int) bool {
	if off+len(a) > len(b) {
		return false
	}
	for i, r := range a {
		if b[off+i] != r {
			return false
		}
	}
	return true
}

// occurrences calls yield with each place where a folded phrase stands in a folded text, whole at its edges: a phrase that
// begins or ends with a letter or digit does not match inside a longer word or number. It stops when yield returns false.
func occurrences(text, phrase []rune, yield func(off int) bool) {
	if len(phrase) == 0 {
		return
	}
	first, last := isAlnum(phrase[0]), isAlnum(phrase[len(phrase)-1])
	for i := 0; i+len(phrase) <= len(text); i++ {
		if text[i] != phrase[0] || !hasAt(text, phrase, i) {
			continue
		}
		end := i + len(phrase)
		if first && i > 0 && isAlnum(text[i-1]) || last && end < len(text) && isAlnum(text[end]) {
			continue
		}
		if !yield(i) {
			return
		}
	}
}

// contains tells whether a folded phrase stands in a folded text, as [occurrences] has it.
func contains(text, phrase []rune) bool {
	found := false
	occurrences(text, phrase, func(int) bool { found = true; return false })
	return found
}

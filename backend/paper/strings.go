package paper

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// stringTable holds the texts of a workbook. The library writes tokens in their place, numbered as they come, and the
// table writes xl/sharedStrings.xml itself: the library leaves a text such as _x0041_ to be read as the letter A.
type stringTable struct {
	index map[string]int
	texts []string
	uses  int
}

// token gives the stand-in for a text: the place it takes in the table.
func (t *stringTable) token(text string) string {
	t.uses++
	i, ok := t.index[text]
	if !ok {
		i = len(t.texts)
		t.index[text] = i
		t.texts = append(t.texts, text)
	}
	return strconv.Itoa(i)
}

// xml is xl/sharedStrings.xml.
func (t *stringTable) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, xmlHeader+`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">`, t.uses, len(t.texts))
	for _, text := range t.texts {
		b.WriteString(`<si><t xml:space="preserve">` + escape(escapeCodes(text)) + `</t></si>`)
	}
	b.WriteString(`</sst>`)
	return b.String()
}

// charCode is what a spreadsheet reads as one character by its number.
var charCode = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escapeCodes writes the underscore that begins a character code as such a code itself. Codes may overlap.
func escapeCodes(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && charCode.MatchString(s[i:]) {
			b.WriteString("_x005F_")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

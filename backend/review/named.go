package review

import (
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/rulebook"
)

// addressed is the line by which a paper turns to whom it is for.
var addressed = regexp.MustCompile(`(?m)^[ 　]*(\p{Han}[^\n，。；：:]{3,40})[：:][ 　]*$`)

// named looks for papers that name neither the party of the case nor anybody else of it: another's name stands there, or none.
// With holds the field of the party and those of the others. Blanks and line ends within a name do not count.
func (d Dossier) named(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	names := []string{norm(d.written(row.With[0]))}
	if names[0] == "" {
		d.lacking(check, row.With[:1])
		return
	}
	for _, field := range row.With[1:] {
		for name := range strings.SplitSeq(d.written(field), "、") {
			names = append(names, norm(name))
		}
	}
	text := norm(s.joined())
	if slices.ContainsFunc(names, func(name string) bool { return name != "" && strings.Contains(text, name) }) {
		return
	}
	for _, page := range s.Pages {
		if m := addressed.FindStringSubmatchIndex(page.Text); m != nil {
			check.hit(row.Says, spot(s, page, m[2], m[3]))
			return
		}
	}
	check.hit(row.Says, heading(s))
}

var brokenOff = regexp.MustCompile(`([^\s。；;：:！？])[ 　]*\n[ 　]*([^\s0-9（(|])`)

// loosely is a text in which no line breaks off a sentence, nor a cell a number: what stands in narrow columns reads on. Paragraphs
// that end without a mark run into the next, so it serves to find what must be there and nothing else.
func loosely(pages []extract.Page) string {
	text := flowing(pages)
	text = figuresApart.ReplaceAllString(text, "$1$2")
	text = brokenOff.ReplaceAllString(text, "$1$2")
	return brokenOff.ReplaceAllString(text, "$1$2") // lines of one character overlap
}

var figuresApart = regexp.MustCompile(`([0-9A-Z]{6})[ 　]*\n[ 　]*([0-9A-Z]+)`)

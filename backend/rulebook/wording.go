package rulebook

import (
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Wording is something that papers say, each office in its own words: in a form under one of Names, in running text in a sentence with
// a word of each family of Words, in any order. A value of the case that stands in the paper tells of it in whatever words.
type Wording struct {
	ID     string     `json:"id"`
	Label  fault.Text `json:"label"`
	Names  []string   `json:"names,omitempty"` // patterns of the whole label, without its number and its remarks
	Value  string     `json:"value,omitempty"` // a pattern of what must stand under the label; without one, anything
	Words  []string   `json:"words,omitempty"` // each a pattern: the words of a family
	But    string     `json:"but,omitempty"`   // a pattern of sentences that speak of something else
	Known  []string   `json:"known,omitempty"` // fields whose value nothing else in such a paper would say
	Sign   string     `json:"sign,omitempty"`  // a pattern of the words without which nobody can say it
	Source string     `json:"source"`
}

// Wording is a wording of the book.
func (p *Procedure) Wording(id string) (Wording, bool) {
	return find(p.book.Wordings, id, func(e Wording) string { return e.ID })
}

// wordings checks that each wording is told by something, by patterns that can be read and fields that some procedure has.
func (l *loader) wordings(b *Book) {
	const file = "wordings.json"
	knows := func(name string) bool {
		return slices.ContainsFunc(b.Procedures, func(p *Procedure) bool { _, known := p.Field(name); return known })
	}
	for _, e := range b.Wordings {
		if len(e.Names)+len(e.Words)+len(e.Known) == 0 {
			l.problem(file, e.ID, "没有写明名称、词语或者已知的值，无从认出", "neither names, words nor known values: nothing tells of it")
		}
		fields := slices.Clone(e.Known)
		for _, pattern := range slices.Concat(e.Names, e.Words, []string{e.Value, e.But, e.Sign}) {
			fields = append(fields, Placeholders(pattern)...)
			if _, err := FillPattern(pattern, func(string) string { return "" }); err != nil {
				l.report(file, e.ID, patternFault(pattern, err))
			}
		}
		for _, name := range fields {
			if !knows(name) && len(b.Procedures) > 1 { // a book that holds only some of the kinds cannot tell
				l.problem(file, e.ID, "没有“%s”这个要素", "unknown field %q", name)
			}
		}
	}
}

// Labels tells of a label of a form, without its number and its remarks, whether it is a name in a wording. It remembers what it was
// asked, and serves one asker.
func (p *Procedure) Labels() func(label string) bool {
	pattern := p.book.labels()
	asked := map[string]bool{}
	return func(label string) bool {
		if label == "" || pattern == nil {
			return false
		}
		known, there := asked[label]
		if !there {
			known = pattern.MatchString(label)
			asked[label] = known
		}
		return known
	}
}

// labels is the pattern of the names of all wordings; nil if there are none.
func (b *Book) labels() *regexp.Regexp {
	const key = "labels of all wordings"
	if b.patterns != nil {
		if known, there := b.patterns.Load(key); there {
			return known.(*regexp.Regexp)
		}
	}
	var names []string
	for _, e := range b.Wordings {
		names = append(names, e.Names...)
	}
	if len(names) == 0 {
		return nil
	}
	pattern, err := regexp.Compile(`^(?:` + strings.Join(names, "|") + `)$`)
	if err == nil && b.patterns != nil {
		b.patterns.Store(key, pattern)
	}
	return pattern
}

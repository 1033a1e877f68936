package review

import (
	"regexp"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/rulebook"
)

// Sheet is a paper with its text. Without pages it could not be read.
type Sheet struct {
	casefile.Paper
	Pages []extract.Page

	once *readOnce
}

// readOnce keeps what was read out of a sheet, since many checks ask for it in one look. It belongs to one look, which asks one
// check after the other.
type readOnce struct {
	facts     []extract.Fact
	proposals []casefile.Proposal
	passages  []passage
	remedies  []remedy
	texts     map[string]string
	known     map[string]bool
}

// keeping gives a sheet a memory of its own for one look.
func (s Sheet) keeping() Sheet {
	s.once = &readOnce{texts: map[string]string{}, known: map[string]bool{}}
	return s
}

// first tells whether something is asked for the first time, and has to be read.
func (s Sheet) first(what string) bool {
	if s.once == nil || s.once.known[what] {
		return false
	}
	s.once.known[what] = true
	return true
}

// saysFacts are all facts of a sheet.
func (s Sheet) saysFacts() []extract.Fact {
	if s.once == nil {
		return extract.Facts(s.Pages)
	}
	if s.first("facts") {
		s.once.facts = extract.Facts(s.Pages)
	}
	return s.once.facts
}

// proposes are the values for the case's fields that a sheet's text gives.
func (s Sheet) proposes(p *rulebook.Procedure) []casefile.Proposal {
	if s.once == nil {
		return casefile.Read(p, s.Paper, s.Pages)
	}
	if s.first("proposals") {
		s.once.proposals = casefile.Read(p, s.Paper, s.Pages)
	}
	return s.once.proposals
}

// tellsRemedies are the remedies that a sheet tells of.
func (s Sheet) tellsRemedies() []remedy {
	if s.once == nil {
		return remediesOf(s)
	}
	if s.first("remedies") {
		s.once.remedies = remediesOf(s)
	}
	return s.once.remedies
}

// text is the sheet's text in one of its forms, made once.
func (s Sheet) text(form string, of func([]extract.Page) string) string {
	if s.once == nil {
		return of(s.Pages)
	}
	if s.first(form) {
		s.once.texts[form] = of(s.Pages)
	}
	return s.once.texts[form]
}

func (s Sheet) joined() string  { return s.text("joined", casefile.Join) }
func (s Sheet) flowing() string { return s.text("flowing", flowing) }
func (s Sheet) loosely() string { return s.text("loosely", loosely) }

// clearly is a sheet's text in one form of writing, though a page may end within a sentence.
func (d Dossier) clearly(s Sheet) string {
	return s.text("clearly", func(pages []extract.Page) string { return string(clearCopy(flowing(pages), d.labels).runes) })
}

// pattern is a pattern of the rulebook for this case.
func (d Dossier) pattern(source string) (*regexp.Regexp, error) {
	return d.Procedure.Pattern(source, d.written)
}

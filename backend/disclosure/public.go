package disclosure

import (
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
)

// public is the decision's text as it leaves, with the places of its masks.
func (s *sight) public() (string, []redact.Span) { return redact.Apply(s.text, hits(s.masks)) }

// publicValue is a value of the report as it leaves: what is hidden in the text is hidden here.
func (d *Desk) publicValue(s *sight, value string, dict redact.Dictionary, shown map[string]bool) (string, []redact.Span) {
	for _, m := range s.masks {
		if m.Accepted && m.By == "person" {
			dict.Phrases = append(dict.Phrases, redact.Phrase{Text: m.Original, Rule: m.Rule})
		}
	}
	var found []redact.Hit
	for _, hit := range d.redactor().Find(value, dict) {
		if !shown[plain(hit.Text)] && !showsNothingMore(hit) {
			found = append(found, hit)
		}
	}
	return redact.Apply(value, found)
}

// left lists what is still to be seen of personal data in a text that is about to leave. Spans are the places of masks in
// it. Where names the part of the package for the reader.
func (d *Desk) left(s *sight, text string, spans []redact.Span, where fault.Text, field string) []Problem {
	var problems []Problem
	told := map[int]bool{}
	tell := func(label fault.Text, rule string, start int) {
		if told[start] {
			return
		}
		told[start] = true
		problems = append(problems, Problem{ID: maskedCheck, Level: "block", Field: field,
			Message: fault.Tf("%[1]s第%[3]d字起仍有应隐去的内容:%[2]s(%[6]s)", "%[4]s still shows, from character %[3]d: %[5]s (%[6]s)",
				where.Zh, label.Zh, start+1, where.En, label.In("en"), rule)})
	}
	shown := s.shown()
	for _, hit := range d.redactor().Find(text, s.dictionary()) {
		inMask := false
		for _, span := range spans {
			inMask = inMask || span.Start <= hit.Start && hit.End <= span.End
		}
		if hit.Level == redact.Must && !inMask && !showsNothingMore(hit) && !shown[plain(hit.Text)] {
			tell(hit.Name, hit.Rule, hit.Start)
		}
	}
	secrets := s.secrets()
	leaks := absentOf(secrets, withoutBodies(text, s.bodies()))
	for _, secret := range secrets {
		for _, leak := range leaks[secret.Text] {
			tell(secret.Label, secret.Rule, leak.Start)
		}
	}
	return problems
}

// byChance tells whether a find is a short number within a longer one, or within a code: there it stands by chance.
func byChance(text []rune, l redact.Leak) bool {
	if digits := plain(l.Secret); len(digits) > 8 || strings.Trim(digits, "0123456789") != "" {
		return false
	}
	at := func(i int) bool { return i >= 0 && i < len(text) && ofNumber(text[i]) }
	joined := func(i, way int) bool {
		return i >= 0 && i < len(text) && (text[i] == '.' || text[i] == '-') && at(i+way)
	}
	return at(l.Start-1) || at(l.End) || joined(l.Start-1, -1) || joined(l.End, 1)
}

// ofNumber tells whether a character makes one number, or one code, of the digits beside it.
func ofNumber(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '０' && r <= '９'
}

// withoutBodies blanks out the names of bodies, which may hold a person's name, without moving anything.
func withoutBodies(text string, bodies []string) string {
	runes := []rune(text)
	for _, found := range redact.Absent(text, bodies) {
		for i := found.Start; i < found.End; i++ {
			runes[i] = '▢'
		}
	}
	return string(runes)
}

// leftInRow looks for personal data in the public values of a row.
func (d *Desk) leftInRow(s *sight, row []Column) []Problem {
	var problems []Problem
	for _, c := range row {
		if c.Public != "" {
			problems = append(problems, d.left(s, c.Public, c.spans, fault.T("“"+c.Label.Zh+"”", "“"+c.Label.In("en")+"”"), c.Code)...)
		}
	}
	return problems
}

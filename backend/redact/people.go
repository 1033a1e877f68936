package redact

import (
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Dictionary is what a case itself says of who is who.
type Dictionary struct {
	People  []Person // natural persons of the case, each under a rule
	Phrases []Phrase // passages marked by hand
	Bodies  []string // names of companies and shops, never masked, even with a person's name inside
	Keep    []string // anything else that may be shown: the office's own telephone, a place of business
}

// Person is a natural person of the case. Rule is the id of the rule that says how the name is masked; a rule of level
// "keep" shows it. Aliases are other names of the same person.
type Person struct {
	Name    string
	Aliases []string
	Rule    string

	found bool // in the text itself
}

// Phrase is a passage that a person has marked, under a rule.
type Phrase struct {
	Text string
	Rule string
}

// people looks for the names of the dictionary, however they are spaced.
func (r *Redactor) people(s *search, dictionary Dictionary) {
	same := map[string][]string{} // the people of each surname, in the order of the dictionary
	for _, p := range dictionary.People {
		if name := bare(p.Name); name != "" && !slices.Contains(same[Surname(name)], name) {
			same[Surname(name)] = append(same[Surname(name)], name)
		}
	}
	for _, p := range dictionary.People {
		rule, ok := r.rule(p.Rule)
		name := bare(p.Name)
		if !ok || name == "" {
			continue
		}
		ordinal := ""
		if group := same[Surname(name)]; len(group) > 1 {
			ordinal = heavenlyStem(slices.Index(group, name))
		}
		for _, form := range append([]string{name}, p.Aliases...) {
			how := fault.T("本案人员名单中的姓名", "a name from the people of the case")
			if p.found {
				how = foundByRole
			}
			s.literal(rule, form, how, fill(rule.Mask, name, Surname(name), ordinal))
		}
	}
}

// phrases looks for what was marked by hand, and for what must stay.
func (r *Redactor) phrases(s *search, dictionary Dictionary) {
	for _, p := range dictionary.Phrases {
		if rule, ok := r.rule(p.Rule); ok {
			before := len(s.found)
			s.literal(rule, p.Text, fault.T("人工标注", "marked by hand"), fill(rule.Mask, p.Text, "", ""))
			for i := range s.found[before:] {
				s.found[before+i].marked = true
			}
		}
	}
	stays := Rule{ID: keepRule, Level: Keep}
	for _, text := range append(slices.Clone(dictionary.Bodies), dictionary.Keep...) {
		s.literal(stays, text, fault.Text{}, "")
	}
}

// keepRule stands for what the dictionary wants kept.
const keepRule = "keep"

// rule gives a rule by id. A dictionary entry under a rule that does not exist is masked all the same, in full.
func (r *Redactor) rule(id string) (Rule, bool) {
	if i, ok := r.byID[id]; ok {
		rule := r.rules[i].Rule
		if rule.Level == Manual {
			rule.Level = Must
		}
		return rule, true
	}
	return Rule{ID: id, Level: Must, Mask: "***", Name: fault.T("未知规则", "unknown rule")}, true
}

// literal looks for a given text in any width, with blanks and other signs anywhere between its characters. What stays is looked
// for with blanks and middle dots alone.
func (s *search) literal(rule Rule, text string, how fault.Text, mask string) {
	runes := []rune(bare(text))
	if len(runes) == 0 {
		return
	}
	between := `[\s·-]{0,4}`
	switch {
	case rule.Level == Keep:
	case digits(runes) >= 7:
		between = `[^\p{L}\p{N}]{0,6}`
	case len(runes) > 2:
		between = `[\s·._/*|~、'"()\[\]【】“”-]{0,6}`
	default:
		between = `[\s·._/*|~-]{0,6}`
	}
	var pattern strings.Builder
	pattern.WriteString("(?i)")
	for i, r := range runes {
		if i > 0 {
			pattern.WriteString(between)
		}
		pattern.WriteString(regexp.QuoteMeta(string(r)))
	}
	expression, err := regexp.Compile(pattern.String())
	if err != nil {
		return // cannot be: every character is quoted
	}
	for _, m := range expression.FindAllStringIndex(s.folded.text, -1) {
		from, to := s.folded.span(m[0], m[1])
		s.add(rule, from, to, sure, how, mask)
	}
}

// digits counts the digits of a text.
func digits(runes []rune) (n int) {
	for _, r := range runes {
		if number(r) {
			n++
		}
	}
	return n
}

// bare folds a text and takes out blanks, dashes and middle dots.
func bare(text string) string {
	return fold([]rune(text)).squeeze(func(r, _, _ rune) bool { return joint(r) }).text
}

func joint(r rune) bool { return r == ' ' || r == '\n' || r == '-' || r == '·' }

func heavenlyStem(i int) string {
	stems := []rune("甲乙丙丁戊己庚辛壬癸")
	if i < len(stems) {
		return string(stems[i])
	}
	return string(stems[i%10]) + heavenlyStem(i/10-1)
}

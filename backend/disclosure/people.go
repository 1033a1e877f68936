package disclosure

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

// The redaction rules that this package puts the people and fields of a case under.
const (
	ruleIdentity = rulebook.RedactIdentity
	rulePhone    = rulebook.RedactPhone
	ruleAccount  = rulebook.RedactAccount
	ruleOther    = rulebook.RedactOther
	ruleParty    = rulebook.RedactParty
	ruleKeeper   = rulebook.RedactKeeper
	ruleHome     = rulebook.RedactHome
	ruleOfficer  = rulebook.RedactOfficer
)

// str is a fact that is a text, or nothing.
func (s *sight) str(name string) string {
	text, _ := s.facts[name].(string)
	return strings.TrimSpace(text)
}

// list is a fact that is a list of texts, or nothing.
func (s *sight) list(name string) []string {
	list, _ := s.facts[name].([]string)
	return list
}

// dictionary says who is who in a case: people under the rule that hides or shows them, and the names of bodies.
func (s *sight) dictionary() redact.Dictionary {
	dict := redact.Dictionary{Bodies: s.bodies()}
	add := func(name, rule string) {
		if utf8.RuneCountInString(name) > 1 && !slices.Contains(dict.Bodies, name) {
			dict.People = append(dict.People, redact.Person{Name: name, Rule: rule})
		}
	}
	switch s.str("p.type") {
	case "entity":
		add(s.str("p.legal_rep"), ruleOther)
	case "sole":
		add(s.str("p.name"), ruleKeeper)
		add(s.str("p.legal_rep"), ruleKeeper)
	default: // a person, or not known to be anything else
		add(s.str("p.name"), ruleParty)
		add(s.str("p.legal_rep"), ruleOther)
	}
	for _, name := range s.list("p.others") {
		add(name, ruleOther)
	}
	for _, name := range sortedKeys(s.facts) {
		if strings.HasSuffix(name, ".witness") {
			add(s.str(name), ruleOther)
		}
	}
	for _, name := range s.handlers {
		if !slices.ContainsFunc(dict.People, func(p redact.Person) bool { return p.Name == name }) {
			add(name, ruleOfficer)
		}
	}
	for _, f := range s.hidden() {
		dict.Phrases = append(dict.Phrases, redact.Phrase{Text: f.Text, Rule: f.Rule})
	}
	return dict
}

// Secret is a text that must not leave, with the rule that says so.
type Secret struct {
	Rule  string
	Label fault.Text
	Text  string
}

// hidden are the values of fields that are personal data whatever a text looks like.
func (s *sight) hidden() []Secret {
	fields := []struct{ name, rule string }{{"p.id_no", ruleIdentity}, {"p.rep_id_no", ruleIdentity}, {"p.phone", rulePhone}, {"k.bank", ruleAccount}}
	if s.str("p.type") != "entity" { // the seat of an organisation is public
		fields = append(fields, struct{ name, rule string }{"p.addr", ruleHome})
	}
	var list []Secret
	for _, f := range fields {
		if text := s.str(f.name); utf8.RuneCountInString(text) > 3 {
			field, _ := s.procedure.Field(f.name)
			list = append(list, Secret{Rule: f.rule, Label: field.Label, Text: text})
		}
	}
	return list
}

// bodies are the names that stay, even with a person's name inside: the office, and organisations among the parties.
func (s *sight) bodies() []string {
	list := []string{}
	add := func(name string) {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	add(s.office.Name)
	add(s.body.DelegBy)
	switch name := s.str("p.name"); {
	case s.str("p.type") == "entity", s.str("p.type") == "sole" && isBody(name) && name != s.str("p.legal_rep"):
		add(name)
	}
	for _, name := range s.list("p.others") {
		if isBody(name) {
			add(name)
		}
	}
	return list
}

// isBody tells whether a name is that of an organisation or a shop, by how it ends.
func isBody(name string) bool {
	name = strings.TrimRight(name, "）)")
	if i := strings.LastIndexAny(name, "（("); i > 0 {
		name = strings.TrimSpace(name[:i]) + name[i:]
	}
	if utf8.RuneCountInString(name) < 4 {
		return false
	}
	for _, end := range []string{"公司", "厂", "店", "部", "行", "社", "院", "中心", "馆", "铺", "场", "站", "园", "会", "坊", "堂", "局", "所", "超市", "学校", "个体工商户", "合伙", "合伙企业", "户", "摊", "屋", "吧", "庄", "轩", "阁", "城", "集团"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// shown are the originals that a person has decided to show and that are hidden nowhere, in plain form.
func (s *sight) shown() map[string]bool {
	shown := map[string]bool{}
	each := func(accepted bool, do func(text string)) {
		for _, m := range s.masks {
			if m.Accepted == accepted {
				do(plain(m.Original))
			}
		}
		for _, one := range s.scans {
			for _, c := range one.covers {
				if c.Accepted == accepted {
					do(plain(c.Original))
				}
			}
		}
	}
	each(false, func(text string) { shown[text] = true })
	each(true, func(text string) { delete(shown, text) })
	delete(shown, "")
	return shown
}

// secrets are the texts that must be in no file: what stands under accepted masks, and what fields hold that is personal
// data. What a person has decided to show, with a reason, is none.
func (s *sight) secrets() []Secret {
	shown, seen := sortedKeys(s.shown()), map[string]bool{}
	var list []Secret
	add := func(secret Secret) {
		if key := plain(secret.Text); utf8.RuneCountInString(key) > 1 && !seen[key] {
			seen[key] = true
			list = append(list, secret)
		}
	}
	addUnlessShown := func(secret Secret) {
		if !slices.ContainsFunc(shown, func(text string) bool { return strings.Contains(text, plain(secret.Text)) }) {
			add(secret)
		}
	}
	for _, m := range s.masks {
		if m.Accepted && !s.standsOpen(m) {
			add(Secret{Rule: m.Rule, Label: m.Label, Text: m.Original})
		}
	}
	for _, secret := range coverSecrets(s.scans) {
		addUnlessShown(secret)
	}
	for _, f := range s.hidden() {
		addUnlessShown(f)
	}
	for _, p := range s.dictionary().People {
		if p.Rule != ruleOfficer {
			addUnlessShown(Secret{Rule: p.Rule, Label: fault.T("姓名", "name"), Text: p.Name})
		}
	}
	return list
}

// plain brings a text to the form in which two spellings of it are one.
func plain(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r = r - '！' + '!'
		case r == '　', r == '·', r == '•', r == '\u00a0', r >= '\u200b' && r <= '\u200f', r == '\ufeff':
			return -1
		}
		if r == ' ' || r == '-' || r == '\n' || r == '\t' {
			return -1
		}
		return r
	}, text))
}

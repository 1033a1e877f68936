package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// roles are the words of all rules that stand on one side of names, by their first character, the longest first.
type roles map[rune][]role

// role is a word, and the rule that it belongs to.
type role struct {
	word []rune
	rule int // in Redactor.rules
}

func compileRoles(rules []compiled, of func(Rule) []string) roles {
	r := roles{}
	for i, rule := range rules {
		for _, word := range of(rule.Rule) {
			if runes := []rune(word); len(runes) > 0 {
				r[runes[0]] = append(r[runes[0]], role{runes, i})
			}
		}
	}
	for _, list := range r {
		slices.SortStableFunc(list, func(a, b role) int { return cmp.Compare(len(b.word), len(a.word)) })
	}
	return r
}

// at gives the longest word that stands at a place.
func (r roles) at(text []rune, i int) (role, bool) {
	for _, one := range r[text[i]] {
		if i+len(one.word) <= len(text) && slices.Equal(text[i:i+len(one.word)], one.word) {
			return one, true
		}
	}
	return role{}, false
}

// discovered is a name that the text itself gives away, and the rule of whoever bears it.
type discovered struct {
	name  string
	rule  int
	short string // the same without a last character that may not be part of it
}

// names looks for people by the words that stand before and behind their names, in the order of the text. The first rule that
// names somebody counts; one that keeps goes before all others.
func (r *Redactor) names(s *search) (list []discovered, bodies []string) {
	t := &reading{words: lexicon(), text: []rune(s.folded.text), counts: map[string]int{}}
	note := func(name string, rule int) {
		name = bareRunes([]rune(name))
		i := slices.IndexFunc(list, func(d discovered) bool { return d.name == name })
		switch {
		case i < 0:
			list = append(list, discovered{name: name, rule: rule})
		case r.rules[list[i].rule].Level == Keep:
		case r.rules[rule].Level == Keep || r.showsLess(rule, list[i].rule):
			list[i].rule = rule
		}
	}
	for i := 0; i < len(t.text); i++ {
		if word, ok := r.before.at(t.text, i); ok {
			names := t.after(i+len(word.word), r.rules[word.rule].Labelled)
			for _, name := range names {
				note(name, word.rule)
			}
			if len(names) > 0 { // or else another word may begin within this one
				i += len(word.word) - 1
			}
		}
	}
	for _, name := range t.short {
		if i := slices.IndexFunc(list, func(d discovered) bool { return d.name != name && strings.HasPrefix(d.name, name) }); i >= 0 {
			list[i].short = name
		}
	}
	for i := range t.text {
		if word, ok := r.behind.at(t.text, i); ok {
			for _, name := range t.ahead(i) {
				note(name, word.rule)
			}
		}
	}
	r.owners(s, t, note)
	return list, t.bodies
}

// owners looks for the names that stand right before a number that belongs to a person, and for those with a middle dot.
func (r *Redactor) owners(s *search, t *reading, note func(name string, rule int)) {
	place := map[int]int{} // in the folded text, of a rune of the original
	i := 0
	for at := range s.folded.text {
		if _, known := place[s.folded.origin[at]]; !known {
			place[s.folded.origin[at]] = i
		}
		i++
	}
	for n, rule := range r.rules {
		for _, hit := range s.found {
			if from, ok := place[hit.Start]; ok && slices.Contains(rule.Owns, hit.Rule) {
				for _, name := range t.ahead(from) {
					note(name, n)
				}
			}
		}
		if len(rule.Owns) == 0 {
			continue
		}
		for i := range t.text {
			if han(t.text[i]) && !han(t.at(i-1)) && t.at(i-1) != '·' {
				if n2 := t.dotted(i); n2 > 0 && strings.ContainsRune(string(t.text[i:min(len(t.text), i+6)]), '·') {
					note(string(t.text[i:i+n2]), n)
				}
			}
		}
	}
}

// showsLess tells whether a rule shows less of a name than another one, or leaves less choice.
func (r *Redactor) showsLess(rule, than int) bool {
	a, b := r.rules[rule], r.rules[than]
	if a.Level != b.Level {
		return b.Level == May
	}
	return !strings.Contains(a.Mask, "{surname}") && strings.Contains(b.Mask, "{surname}")
}

// shopTail is how the name of a shop goes on behind the name of whoever keeps it.
var (
	shopTail = regexp.MustCompile(`^[^\s,，。;；:：、()（）的在于经营开设办所到从向与和及之内外销售购买雇是为将把等提签承认]{0,8}?(?:有限公司|公司|商行|超市|药房|餐厅|饭店|酒楼|诊所|农场|合作社|经营部|门市部?|批发部|服务部|工作室|个体工商户|[店馆厂行坊铺摊吧庄园屋堂轩阁社])`)
	shopHead = regexp.MustCompile(`(?:[县市区镇乡村路街省]|[:：“"\t|(（,，]|^|\n|名称 ?)$`)
)

// shops finds the names of shops that hold the name of a person, from where it stands on; they stay.
func (s *search) shops(name string) []string {
	var list []string
	text := s.folded.text
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return list
		}
		begin, end := at+i, at+i+len(name)
		tail := shopTail.FindString(text[end:])
		if runes := []rune(tail); len(runes) > 1 && lexicon().behind[string(runes[:2])] { // the sentence goes on: no shop is called so
			tail = ""
		}
		if tail != "" && shopHead.MatchString(text[:begin]) && !slices.Contains(list, name+tail) {
			list = append(list, name+tail)
		}
		at = end
	}
}

// discover masks the people whom the text gives away and whom the dictionary does not know.
func (r *Redactor) discover(s *search, dictionary Dictionary) Dictionary {
	known := map[string]bool{}
	for _, p := range dictionary.People {
		for _, form := range append([]string{p.Name}, p.Aliases...) {
			known[bare(form)] = true
		}
	}
	out := dictionary
	out.People, out.Bodies = slices.Clone(dictionary.People), slices.Clone(dictionary.Bodies)
	found, bodies := r.names(s)
	for _, body := range bodies {
		if !slices.ContainsFunc(out.People, func(p Person) bool {
			rule, _ := r.rule(p.Rule)
			return rule.Level == Must && strings.Contains(body, bare(p.Name))
		}) {
			out.Bodies = append(out.Bodies, body)
		}
	}
	for _, d := range found {
		if !known[bare(d.name)] && !slices.Contains(dictionary.Bodies, d.name) {
			p := Person{Name: d.name, Rule: r.rules[d.rule].ID, found: true}
			if d.short != "" {
				p.Aliases = []string{d.short}
			}
			out.People = append(out.People, p)
		}
	}
	for _, p := range out.People {
		if rule, ok := r.rule(p.Rule); ok && (p.found && rule.Level != Keep || rule.Level == May) {
			out.Bodies = append(out.Bodies, s.shops(bare(p.Name))...)
		}
	}
	return out
}

var foundByRole = fault.T("文中称谓指明的姓名", "a name that the text gives by what it calls the person")

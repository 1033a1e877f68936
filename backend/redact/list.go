package redact

import (
	"fmt"
	"strings"
)

// ParsePeople reads a list of people, one a line: a name, and after a comma or a tab the id of the rule under which it is masked,
// or "body" for the name of an organisation that stays. Without a rule the given one holds. Empty lines and those that begin with
// # are left out. An error names the line, counted from 1.
func (r *Redactor) ParsePeople(text, rule string) (d Dictionary, err error) {
	known := map[string]bool{}
	for _, one := range r.Rules() {
		known[one.ID] = true
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, how, _ := strings.Cut(strings.NewReplacer("\t", ",", "，", ",").Replace(line), ",")
		name, how = strings.TrimSpace(name), strings.TrimSpace(how)
		switch {
		case len([]rune(name)) < 2:
			return d, fmt.Errorf("line %d: a name of one character stands in any text by chance", i+1)
		case how == "body":
			d.Bodies = append(d.Bodies, name)
		case how == "":
			d.People = append(d.People, Person{Name: name, Rule: rule})
		case known[how]:
			d.People = append(d.People, Person{Name: name, Rule: how})
		default:
			return d, fmt.Errorf("line %d: there is no rule %q", i+1, how)
		}
	}
	return d, nil
}

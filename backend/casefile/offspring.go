package casefile

import (
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// offspring opens the case that a step of another one calls for, with the same handlers, and ties the two together by
// their numbers.
func (f *Files) offspring(tx *store.Tx, actor account.Person, c Case, o rulebook.Offspring) error {
	facts, err := f.Facts(tx, c)
	if err != nil {
		return err
	}
	handlers, err := HandlersOf(tx, c.ID)
	if err != nil {
		return err
	}
	values, names := map[string]any{o.Origin: c.No}, []string{}
	for _, name := range o.Carry {
		if facts[name] != nil {
			values[name] = facts[name]
		}
		text, _ := facts[name].(string)
		names = append(names, "{"+name+"}", text)
	}
	id, err := f.open(tx, actor, Opening{Title: strings.NewReplacer(names...).Replace(o.Title), Procedure: o.Procedure, Source: o.Source, Handlers: handlers})
	if err != nil {
		return err
	}
	if err := f.setFields(tx, id, values, nil, nil); err != nil {
		return err
	}
	opened, err := CaseOf(tx, id)
	if err != nil {
		return err
	}
	if err := f.setFields(tx, c.ID, map[string]any{o.Number: opened.No}, nil, nil); err != nil {
		return err
	}
	return f.JudgeMajor(tx, c.ID)
}

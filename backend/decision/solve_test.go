package decision_test

import (
	"math/rand/v2"
	"regexp"
	"slices"

	"zhiheng/backend/rulebook"
)

// solve finds values by which the guards of a step are met, as far as it can: those of the fields that people fill. What
// was found once is kept.
func (w *wanderer) solve(p *rulebook.Procedure, t rulebook.Transition, facts rulebook.Facts) map[string]any {
	key := p.ID + "/" + t.ID
	if found, known := w.ready[key]; known {
		return found
	}
	random, found := rand.New(rand.NewPCG(1, 2)), map[string]any{}
	for range 20 {
		open := false
		for _, g := range t.Guards {
			alone := rulebook.Transition{Guards: []rulebook.Guard{g}}
			for try := 0; g.Level == "block" && try < 2000 && !p.Ready(alone, facts).Ready; try++ {
				for _, name := range fieldsOf(p, g) {
					field, known := p.Field(name)
					if known && !field.Computed && field.Group != "review" && field.Group != "office" && (facts[name] == nil || try > 20 && random.IntN(2) == 0) {
						found[name] = anyValue(random, field, wordsOf(p, field, g))
						facts[name] = found[name]
					}
				}
				open = true
			}
		}
		if !open {
			break
		}
	}
	w.ready[key] = found
	return found
}

func fieldsOf(p *rulebook.Procedure, g rulebook.Guard) (names []string) {
	for _, source := range []string{g.Require, g.When} {
		if source == "" {
			continue
		}
		if c, err := p.Compile(source); err == nil {
			names = append(names, c.Fields()...)
		}
	}
	return names
}

var literals = regexp.MustCompile(`"([^"]*)"`)

// wordsOf are the words that may matter to a guard: the codes of the field, else those that it names.
func wordsOf(p *rulebook.Procedure, f rulebook.Field, g rulebook.Guard) (words []string) {
	for _, code := range p.Book().Table(f.Codes) {
		words = append(words, code.ID)
	}
	if len(words) == 0 {
		for _, m := range literals.FindAllStringSubmatch(g.Require+g.When, -1) {
			words = append(words, m[1])
		}
	}
	return append(words, "甲")
}

func anyValue(random *rand.Rand, of rulebook.Field, words []string) any {
	word := words[random.IntN(len(words))]
	switch of.Type {
	case rulebook.Bool:
		return random.IntN(2) == 0
	case rulebook.Int, rulebook.Money:
		return []int64{0, 1, 2, 5, 100, 1_000_000}[random.IntN(6)]
	case rulebook.Date:
		return []string{"2025-12-01", "2026-02-02", "2026-02-27", "2026-03-02", "2026-03-03", "2026-06-01"}[random.IntN(6)]
	case rulebook.Instant:
		return "2026-03-02T09:30:00+08:00"
	case rulebook.Texts:
		return slices.Compact([]string{word, "甲", "乙"}[:random.IntN(3)+1])
	case rulebook.List:
		return []map[string]any{{"name": "甲", "ok": true}}
	}
	return word
}

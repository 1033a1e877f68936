package rulebook_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
)

// TestEveryGuardCanBeMet looks, for each blocking guard of each procedure, for facts that let a case pass: a guard that
// nothing meets is a dead end that no graph shows.
func TestEveryGuardCanBeMet(t *testing.T) {
	for _, p := range load(t).Procedures {
		for _, tr := range p.Lifecycle.Transitions {
			for _, g := range tr.Guards {
				if g.Level == "block" && !canBeMet(t, p, g) {
					t.Errorf("%s: %s/%s: nothing meets %q", p.ID, tr.ID, g.ID, g.Require)
				}
			}
		}
	}
}

var literals = regexp.MustCompile(`"([^"]*)"`)

// canBeMet tries random values for the fields of a guard, among them the words that it names.
func canBeMet(t *testing.T, p *rulebook.Procedure, g rulebook.Guard) bool {
	t.Helper()
	require, err := p.Compile(g.Require)
	if err != nil {
		t.Fatal(err)
	}
	names := require.Fields()
	if g.When != "" {
		when, err := p.Compile(g.When)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, when.Fields()...)
	}
	words := []string{"", "x", "y", "1"}
	for _, m := range literals.FindAllStringSubmatch(g.Require+g.When, -1) {
		words = append(words, m[1])
	}
	random := rand.New(rand.NewPCG(1, 2))
	alone := rulebook.Transition{Guards: []rulebook.Guard{g}}
	for range 20000 {
		facts := rulebook.Facts{}
		for _, name := range names {
			if name == "param.pre_review" { // a switch of the office
				facts[name] = true
			}
			if field, known := p.Field(name); known {
				facts[name] = someValue(random, field.Type, slices.Concat(words, codesOf(p, field)))
			}
		}
		if outcome := p.Ready(alone, facts).Guards[0].Outcome.Verdict; outcome == rulebook.Met {
			return true
		}
	}
	return false
}

func codesOf(p *rulebook.Procedure, f rulebook.Field) (ids []string) {
	for _, c := range p.Book().Table(f.Codes) {
		ids = append(ids, c.ID)
	}
	return ids
}

func someValue(random *rand.Rand, of rulebook.Type, words []string) any {
	days := []string{"", "2024-06-03", "2026-01-05", "2026-02-02", "2026-03-02", "2026-06-01", "2027-03-01"}
	word := words[random.IntN(len(words))]
	switch of {
	case rulebook.Bool:
		return random.IntN(2) == 0
	case rulebook.Int, rulebook.Money:
		return []int64{0, 1, 2, 5, 100, 1_000_000}[random.IntN(6)]
	case rulebook.Date:
		return days[random.IntN(len(days))]
	case rulebook.Instant:
		return days[1+random.IntN(len(days)-1)] + "T10:00:00+08:00"
	case rulebook.Texts:
		list := slices.Repeat([]string{word}, random.IntN(3))
		if random.IntN(2) == 0 {
			list = append(list, "甲", "乙")
		}
		return list
	case rulebook.List:
		return slices.Repeat([]map[string]any{{"name": "甲", "cert_no": "1", "cert_from": "2020-01-01", "cert_to": "2030-01-01", "kind": word, "ok": true}}, random.IntN(4))
	}
	return word
}

// TestEveryCourseComesToADecisionByTheOneEvent walks the graph of every procedure.
func TestEveryCourseComesToADecisionByTheOneEvent(t *testing.T) {
	for _, p := range load(t).Procedures {
		for _, tr := range p.Lifecycle.Transitions {
			if state, _ := p.Lifecycle.State(tr.To); state.Phase == "decision" && tr.By != rulebook.DecisionIssued {
				t.Errorf("%s: %s leads to the decision by %q", p.ID, tr.ID, tr.By)
			}
			if tr.ReviewAfter && p.Kind == "penalty" {
				t.Errorf("%s: %s lets a penalty go before its review", p.ID, tr.ID)
			}
		}
		if len(p.Decisions()) == 0 || p.NoWord == "" || p.Title.IsZero() {
			t.Errorf("%s has no decision papers, no word for its numbers or no hint for titles", p.ID)
		}
		if p.Kind == "penalty" && p.Sub != "simple" && p.Review == rulebook.ReviewMajor {
			t.Errorf("%s does not send every case to review", p.ID)
		}
	}
}

// TestTheUsualWayEnds walks the routine steps, and what reviews and disclosures bring about: from the opening, and from
// wherever that way leads, a case comes to an end.
func TestTheUsualWayEnds(t *testing.T) {
	for _, p := range load(t).Procedures {
		reached, ended := map[string]bool{p.Lifecycle.Opening().To: true}, false
		for queue := []string{p.Lifecycle.Opening().To}; len(queue) > 0; queue = queue[1:] {
			state, _ := p.Lifecycle.State(queue[0])
			ended = ended || state.Final
			onward, passed := state.Final, passes(p, state.ID)
			for _, tr := range p.Lifecycle.Transitions {
				if !slices.Contains(tr.From, state.ID) || !tr.Usual(state.ID) && tr.By != rulebook.OpinionIssued {
					continue
				}
				if onward = true; passed && tr.By == rulebook.ReviewSubmitted {
					t.Errorf("%s: what has passed review is usually submitted again by %s", p.ID, tr.ID)
				}
				if !reached[tr.To] {
					reached[tr.To], queue = true, append(queue, tr.To)
				}
			}
			if !onward {
				t.Errorf("%s: nothing is usual in %q", p.ID, state.ID)
			}
		}
		if !ended {
			t.Errorf("%s: the usual way does not end: %v", p.ID, reached)
		}
		if p.Lifecycle.Reviewed() && !slices.ContainsFunc(p.Lifecycle.Transitions, func(tr rulebook.Transition) bool { return tr.By == rulebook.ReviewSubmitted && len(tr.Routine) > 0 }) {
			t.Errorf("%s: nobody is asked to submit a case to review", p.ID)
		}
	}
}

// passes tells whether a case has passed review in a state: an opinion that lets a decision follow leads there, and only such.
func passes(p *rulebook.Procedure, state string) bool {
	passed := false
	for _, tr := range p.Lifecycle.Transitions {
		if tr.To != state || tr.By != rulebook.OpinionIssued {
			continue
		}
		for _, id := range tr.Opinions {
			o, _ := p.Book().Opinion(id)
			if passed = o.Passes; !passed {
				return false
			}
		}
	}
	return passed
}

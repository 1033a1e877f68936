package rulebook_test

import (
	"strings"
	"testing"

	"zhiheng/backend/rulebook"
)

// TestPrechecksBelongToPointsOfTheChecklist: rows of a procedure's own name points that it has; those of all kinds name one
// of each procedure in which they stand for most.
func TestPrechecksBelongToPointsOfTheChecklist(t *testing.T) {
	b := load(t)
	checks := 0
	for _, p := range b.Procedures {
		if p.ID == "penalty_simple" || p.ID == "penalty_fast" || p.ID == "coercion_enforcement" { // they use another's rows
			continue
		}
		for _, r := range p.Comparisons {
			if p.ItemOf(r.Items) == "" {
				t.Errorf("%s: %s belongs to none of %v", p.ID, r.ID, r.Items)
			}
		}
		for _, r := range p.DraftChecks {
			checks++
			if p.ItemOf(r.Items) == "" {
				t.Errorf("%s: %s belongs to none of %v", p.ID, r.ID, r.Items)
			}
			for _, code := range r.Papers {
				if code == "decision" {
					t.Errorf("%s: %s still says decision", p.ID, r.ID)
				}
			}
		}
	}
	if p, _ := b.Procedure("penalty"); len(p.DraftChecks) < 30 || checks < 100 {
		t.Errorf("%d questions to the papers of a penalty, %d in all", len(p.DraftChecks), checks)
	}
}

func TestFaultsOfPrechecksAreFound(t *testing.T) {
	sound := load(t).Bundle()
	for name, row := range map[string]string{
		"unknown paper":        `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D999"], "must": "x", "level": "warn", "source": "D"}`,
		"unknown look":         `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "look": "away", "level": "warn", "source": "D"}`,
		"not one":              `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "must": "x", "must_not": "y", "level": "warn", "source": "D"}`,
		"missing closing )":    `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "must": "(", "level": "warn", "source": "D"}`,
		"unknown field":        `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "must": "{p.nobody}", "level": "warn", "source": "D"}`,
		"undeclared reference": `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "check": "p.nobody == 1", "level": "warn", "source": "D"}`,
		"unknown level":        `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "must": "x", "level": "loud", "source": "D"}`,
		"no wording":           `{"id": "X1", "question": {"zh": "问", "en": "q"}, "says": {"zh": "答", "en": "a"}, "papers": ["D27"], "must": "x", "wording": "nothing", "level": "warn", "source": "D"}`,
		"no question":          `{"id": "X1", "papers": ["D27"], "must": "x", "level": "warn", "source": "D"}`,
	} {
		bundle := rulebook.Bundle{}
		for file, content := range sound {
			bundle[file] = content
		}
		bundle["penalty/draft_checks.json"] = []byte(`{"schema": "draft_checks", "rows": [` + row + `]}`)
		if _, err := bundle.Load(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	bundle := rulebook.Bundle{}
	for file, content := range sound {
		if !strings.HasSuffix(file, "consistency.json") && !strings.HasSuffix(file, "draft_checks.json") {
			bundle[file] = content
		}
	}
	if b, err := bundle.Load(); err != nil {
		t.Errorf("a book of before the pre-checks: %v", err)
	} else if p, _ := b.Procedure("penalty"); len(p.DraftChecks)+len(p.Comparisons) > 0 {
		t.Error("checks out of nowhere")
	}
}

func TestFaultsOfWordingsAreFound(t *testing.T) {
	sound := load(t).Bundle()
	for name, row := range map[string]string{
		"nothing tells of it":  `{"id": "x", "label": {"zh": "要素", "en": "element"}, "source": "D"}`,
		"missing closing )":    `{"id": "x", "label": {"zh": "要素", "en": "element"}, "names": ["(事实"], "source": "D"}`,
		"unknown field \"p.no": `{"id": "x", "label": {"zh": "要素", "en": "element"}, "known": ["p.nobody"], "source": "D"}`,
		"unknown field \"q.no": `{"id": "x", "label": {"zh": "要素", "en": "element"}, "words": ["{q.nobody}"], "source": "D"}`,
	} {
		bundle := rulebook.Bundle{}
		for file, content := range sound {
			bundle[file] = content
		}
		bundle["wordings.json"] = []byte(strings.Replace(string(sound["wordings.json"]), `"rows": [`, `"rows": [`+row+`,`, 1))
		if _, err := bundle.Load(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPatternTakesAValueLetterForLetter(t *testing.T) {
	re, err := rulebook.FillPattern(`^{p.name}$`, func(string) string { return "甲（乙）.公司" })
	if err != nil || !re.MatchString("甲（乙）.公司") || re.MatchString("甲（乙）X公司") {
		t.Errorf("%v, %v", re, err)
	}
	if names := rulebook.Placeholders(`a{2,3}{org.name}[0-9]{4}{d.D27.payee}`); len(names) != 2 || names[0] != "org.name" {
		t.Errorf("%v", names)
	}
}

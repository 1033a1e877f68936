package rulebook_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

var (
	han = regexp.MustCompile(`\p{Han}`)
	// quoted is a value of the data within an English sentence.
	quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'`)
)

// saidInBoth holds every problem to a whole sentence in each language: Chinese in the one, no Chinese but in quoted values
// in the other, and every argument in its place.
func saidInBoth(t *testing.T, ps rulebook.Problems) {
	t.Helper()
	for _, p := range ps {
		zh, en := p.What.Zh, p.What.En
		if !han.MatchString(zh) || en == "" || zh == en || han.MatchString(quoted.ReplaceAllString(en, "")) || strings.Contains(zh+en, "%!") {
			t.Errorf("%s %s is not said in both languages: %q, %q", p.File, p.Row, zh, en)
		}
	}
}

func TestAFaultIsSaidInTheLanguageOfTheReader(t *testing.T) {
	for _, want := range []struct{ folder, zh, en string }{
		{"broken-unknown-role", "penalty/transitions.json: start: 没有“clerk”这个角色", `penalty/transitions.json: start: unknown role "clerk"`},
		{"broken-misspelt-key", "roles.json: handler: 没有“lable”这一栏", `roles.json: handler: unknown field "lable"`},
		{"broken-expression-type", "penalty/major.json: M1: 条件“x.fine + 1”有误：条件的结果是 int，不是“是”或“否”（bool）", `penalty/major.json: M1: condition "x.fine + 1": the condition gives int, not a bool`},
		{"broken-unknown-field", "没有“x.fien”这个要素或函数", "undeclared reference to 'x.fien'"},
		{"broken-disclosure", "是否公示不能是“maybe”，可以是：yes、no、never", `unknown answer to publish "maybe"; it may be: yes, no, never`},
		{"broken-one-language", "headings.json: SUB: “label”一栏须有中文（zh）和英文（en）", "headings.json: SUB: label needs both zh and en"},
		{"broken-dead-end", "penalty/states.json: decided: 不是终点，却没有下一步", "penalty/states.json: decided: no way out, and not final"},
	} {
		_, err := rulebook.Load(overlay(t, "testdata/"+want.folder))
		var ps rulebook.Problems
		if !errors.As(err, &ps) {
			t.Fatalf("%s: %v", want.folder, err)
		}
		var zh, en []string
		for _, p := range ps {
			zh, en = append(zh, p.In("zh-CN")), append(en, p.In("en"))
		}
		if said := strings.Join(zh, "\n"); !strings.Contains(said, want.zh) {
			t.Errorf("%s: not %q but\n%s", want.folder, want.zh, said)
		}
		if said := strings.Join(en, "\n"); !strings.Contains(said, want.en) {
			t.Errorf("%s: not %q but\n%s", want.folder, want.en, said)
		}
		if message := fault.As(err).Message; !strings.HasSuffix(message.Zh, zh[0]) || !strings.HasSuffix(message.En, en[0]) {
			t.Errorf("%s: the first fault is told as %q", want.folder, message)
		}
	}
}

func TestAnEditThatCannotBeMadeIsToldInBothLanguages(t *testing.T) {
	sound := load(t).Bundle()
	row := func(text string) json.RawMessage { return json.RawMessage(text) }
	for name, e := range map[string]rulebook.Edit{
		"no such row": {File: "parameters.json", ID: "none", Removed: true}, "another id": {File: "parameters.json", ID: "review_days", Row: row(`{"id":"x"}`)},
		"no id": {File: "parameters.json", ID: "review_days", Row: row(`{"value":1}`)}, "a fraction": {File: "parameters.json", ID: "review_days", Row: row(`{"id":"review_days","value":1.5}`)},
		"a name": {File: "../x.json", Row: row(`{"id":"x"}`)}, "all rows": {File: "parameters.json", Row: row(`{"schema":"parameters","rows":[]}`)},
		"an order": {File: "parameters.json", Order: []string{"review_days"}}, "no rows": {File: "holidays.json", ID: "x", Row: row(`{"id":"x"}`)},
	} {
		_, err := sound.Edit([]rulebook.Edit{e})
		var ps rulebook.Problems
		if !errors.As(err, &ps) {
			t.Errorf("%s passes: %v", name, err)
		}
		saidInBoth(t, ps)
	}
}

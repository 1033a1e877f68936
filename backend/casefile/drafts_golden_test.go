package casefile_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
)

var update = flag.Bool("update", false, "write the drafts anew that TestPenaltyDrafts compares with")

// with is a copy of some values with others.
func with(values, others map[string]any) map[string]any {
	values = maps.Clone(values)
	maps.Copy(values, others)
	return values
}

// penaltyCases are facts that bring every wording of a penalty's papers about.
func penaltyCases() map[string]map[string]any {
	return map[string]map[string]any{
		"company":   entity(),
		"person":    with(person(), map[string]any{"c.waived": true, "c.source": "complaint", "d.D21.served_on": "2026-02-27", "d.D21.served_how": "direct"}),
		"nothing":   nil,
		"exempt":    with(entity(), map[string]any{"x.factor": "none", "x.kinds": []string{}, "x.fine": int64(0), "x.conf": int64(0), "x.exempt_listed": true, "c.corrected": true}),
		"first":     with(entity(), map[string]any{"x.factor": "none", "x.kinds": []string{}, "x.fine": int64(0), "x.conf": int64(0), "c.first_offence": true, "c.corrected": true, "x.exempt_listed": false}),
		"defended":  with(entity(), map[string]any{"c.defended": true, "d.D22.accepted": true, "x.factor": "lighter", "x.kinds": []string{"010103", "010105", "010106"}, "x.cert": "食品经营许可证（JY1）", "d.D02.approved_by": "江河"}),
		"heard":     with(entity(), map[string]any{"c.defended": true, "d.D22.accepted": false, "h.held_on": "2026-02-28", "x.text": "罚款十二万元。", "c.performed": true, "d.D32.paid_on": "2026-03-01", "g.chair": "江河", "d.D27.served_on": "2026-03-01", "d.D27.served_how": "mail"}),
		"contested": with(entity(), map[string]any{"c.defended": true, "d.D22.accepted": false, "c.performed": true, "x.factor": "", "d.D28.reason": "证据不足。", "d.D28.education": "已当面教育。"}),
		"silent":    with(entity(), map[string]any{"c.defended": false, "d.D35.on": "2026-03-01", "x.circumstances": []string{"LIGHT-02"}}),
	}
}

// TestPenaltyDrafts holds every draft of the penalty procedures, and what it says of itself, to the text on file.
func TestPenaltyDrafts(t *testing.T) {
	office := newDrafting(t)
	var b strings.Builder
	all := penaltyCases()
	for _, procedure := range []string{"penalty", "penalty_simple", "penalty_fast"} {
		p, _ := office.Rules.Current().Procedure(procedure)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			c, err := office.Open(t.Context(), office.handler, casefile.Opening{Title: "示例商行涉嫌虚假宣传案", Source: "inspection", Procedure: procedure})
			if err != nil {
				t.Fatal(err)
			}
			values := all[name]
			if err := office.SetFields(t.Context(), office.handler, c.ID, values); err != nil {
				t.Fatal(err)
			}
			for _, code := range casefile.DraftCodes(p) {
				before := office.fields(t, c.ID)
				paper, err := office.Draft(t.Context(), office.handler, c.ID, code)
				if err != nil {
					t.Fatal(err)
				}
				text, err := office.Text(t.Context(), paper.SHA256)
				if err != nil {
					t.Fatal(err)
				}
				full := name == "company" && (procedure == "penalty" || code == "D37")
				if !full { // it differs little
					text = fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16]
				}
				fmt.Fprintf(&b, "=== %s %s %s\n%s\n", procedure, name, code, text)
				said := office.fields(t, c.ID)
				maps.DeleteFunc(said, func(k string, v json.RawMessage) bool { return string(before[k]) == string(v) })
				for _, field := range slices.Sorted(maps.Keys(said)) {
					if !full && len(said[field]) > 16 {
						said[field] = fmt.Appendf(nil, "%x", sha256.Sum256(said[field]))[:16]
					}
					fmt.Fprintf(&b, "  %s = %s\n", field, said[field])
				}
			}
		}
	}
	const file = "testdata/penalty_drafts.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i, line := range got {
		if i >= len(wanted) || line != wanted[i] {
			t.Fatalf("line %d is\n%s\nand was\n%s", i+1, line, strings.Join(wanted[min(i, len(wanted)):min(i+1, len(wanted))], ""))
		}
	}
	if len(got) != len(wanted) {
		t.Errorf("%d lines, and there were %d", len(got), len(wanted))
	}
}

// TestEveryDraft drafts every paper of every procedure out of nothing and out of something: each template holds together
// and notes only particulars that its paper has.
func TestEveryDraft(t *testing.T) {
	office := newDrafting(t)
	notes := regexp.MustCompile(`\[\[-? ?(?:say|note) "([a-z_.]+)"`)
	for _, p := range office.Rules.Current().Procedures {
		for _, values := range []map[string]any{{}, {"p.type": "entity", "p.name": "云汀县示例商行有限公司", "c.performed": true, "k.disposal": "release"}} {
			c, err := office.Open(t.Context(), office.handler, casefile.Opening{Title: "示例", Procedure: p.ID})
			if err != nil {
				t.Fatal(err)
			}
			if err := office.SetFields(t.Context(), office.handler, c.ID, values); err != nil {
				t.Fatal(err)
			}
			for _, code := range casefile.DraftCodes(p) {
				paper, err := office.Draft(t.Context(), office.handler, c.ID, code)
				if err != nil {
					t.Fatalf("%s %s: %v", p.ID, code, err)
				}
				text, err := office.Text(t.Context(), paper.SHA256)
				if err != nil || strings.Contains(text, "【待填：】") || strings.Contains(text, "[[") || strings.Contains(text, "<no value>") {
					t.Errorf("%s %s is not finished: %v\n%s", p.ID, code, err, text)
				}
			}
			if result, _ := office.fields(t, c.ID)["d.D36.result"]; p.ID == "coercion_measure" && len(values) > 0 && len(result) == 0 {
				t.Error("the closing report of a coercive measure does not say how it ended")
			}
		}
		for _, folder := range []string{p.ID, p.Like} {
			files, _ := filepath.Glob("drafts/" + folder + "/*.tmpl")
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				code := strings.TrimSuffix(filepath.Base(file), ".tmpl")
				for _, note := range notes.FindAllStringSubmatch(string(text), -1) {
					name := note[1]
					if !strings.Contains(name, ".") {
						name = "d." + code + "." + name
					}
					if _, known := p.Field(name); !known {
						t.Errorf("%s notes %s, which is no field of %s", file, name, p.ID)
					}
				}
			}
		}
	}
}

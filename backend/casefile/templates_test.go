package casefile_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
)

// lines are the lines of a text without those that are empty and the spaces around them.
func lines(text string) (out []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Trim(line, " \t　"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// ownCodes are the papers whose templates stand under a procedure itself.
func ownCodes(p *rulebook.Procedure) []string {
	return slices.DeleteFunc(casefile.DraftCodes(p), func(code string) bool { return casefile.TemplateOwner(p, code) != p.ID })
}

// TestEveryTemplateGoesThroughWord writes each template of each procedure as a Word file, reads it back as the office's own, and
// has it write the same words and note the same as the program's, under every specimen.
func TestEveryTemplateGoesThroughWord(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range book.Procedures {
		for _, code := range ownCodes(p) {
			docx, err := casefile.TemplateFile(p, code, true)
			if err != nil {
				t.Fatal(p.ID, code, err)
			}
			if dir := os.Getenv("ZHIHENG_TEMPLATES"); dir != "" {
				_ = os.WriteFile(filepath.Join(dir, p.ID+"-"+code+".docx"), docx, 0o600)
			}
			pairs, said, err := casefile.DraftedBy(p, code, docx)
			if err != nil {
				text, _, _ := casefile.Shipped(p, code)
				t.Errorf("%s %s: %v\n%s", p.ID, code, err, text)
				continue
			}
			for i, pair := range pairs {
				if a, b := lines(pair[0]), lines(pair[1]); !reflect.DeepEqual(a, b) {
					text, _, _ := casefile.Shipped(p, code)
					t.Errorf("%s %s, specimen %d:\n%s\n--- through Word:\n%s\n--- template:\n%s", p.ID, code, i, strings.Join(a, "\n"), strings.Join(b, "\n"), text)
					break
				}
				if !reflect.DeepEqual(said[i][0], said[i][1]) {
					t.Errorf("%s %s, specimen %d notes\n%v\n%v", p.ID, code, i, said[i][0], said[i][1])
				}
			}
			n++
		}
	}
	if n < 55 {
		t.Errorf("%d templates", n)
	}
}

// TestShippedTemplatesHaveWhatIsAsked reads every template of the program as an office's own: nothing is missing, nothing was taken out.
func TestShippedTemplatesHaveWhatIsAsked(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Procedures {
		for _, code := range ownCodes(p) {
			docx, err := casefile.TemplateFile(p, code, true)
			if err != nil {
				t.Fatal(err)
			}
			r, err := casefile.ReadTemplate(p, code, docx)
			if err != nil || len(r.Faults)+len(r.Notes) > 0 || r.Before != r.After || r.After.Specimen == "" {
				t.Errorf("%s %s: %v %+v %+v", p.ID, code, err, r.Faults, r.Notes)
			}
		}
		for _, e := range p.Elements {
			for _, code := range e.Papers {
				if !slices.Contains(casefile.DraftCodes(p), code) {
					continue
				}
				if text, _, err := casefile.Shipped(p, code); err != nil || e.Must != "" && !regexp.MustCompile(e.Must).MatchString(text) {
					t.Errorf("%s %s has no %s: %v", p.ID, code, e.ID, err)
				}
			}
		}
	}
}

// TestAnUnknownPlaceholderIsToldTheNearest: a part of a name leads to it, and so does a slip.
func TestAnUnknownPlaceholderIsToldTheNearest(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := book.Procedure("penalty")
	for written, want := range map[string]string{"裁量": "裁量说明", "救济途経": "救济途径", "今日日期": "今天日期"} {
		docx, err := paper.Docx(paper.Document{Title: "决定书", Blocks: []paper.Block{paper.Paragraph{Text: "{{" + written + "}}"}}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := casefile.ReadTemplate(p, "D27", docx)
		if err != nil || len(r.Faults) == 0 || !strings.Contains(r.Faults[0].Hint.Zh, "“"+want+"”") || !r.Blocked() {
			t.Errorf("%s: %v %+v", written, err, r.Faults)
		}
	}
}

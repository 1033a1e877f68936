package backend_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// everyKind are the fields that the program itself fills or looks at, for actions of every kind.
func everyKind() []string {
	return []string{
		"c.title", "c.no", "c.source", "c.kind", "c.proc", "c.major", "c.facts", // what every case has
		"c.paper_conflicts", "c.interview_overlaps", // what a look at the papers has found
		"c.illegal_from", // how old the party was then
		"k.bank",         // an account, to be hidden wherever it stands
	}
}

// groups are those of which every field is such: of the office, the party, the review, the collective discussion and the
// disclosure.
func groups() []string { return []string{"org.", "p.", "r.", "rev.", "g.", "disc."} }

// lawIn are the files that speak of one kind of action because their matter is of that kind, each with the words it may use.
func lawIn() map[string][]string {
	return map[string][]string{
		// Entries of the time when there were only ordinary penalties do not say what is indexed: the program must know.
		"backend/casefile/former.go": {"x.fine", "c.filed_on", "x.law_pen", "x.law_bad"},
		// The checks by name of the national report of penalties, which has columns for these and for nothing else. The scan
		// for what is hidden goes by its own check.
		"backend/disclosure/checks.go": {"V15", "x.kinds", "x.fine", "x.conf", "x.cert"},
		// What the report takes where the decision says nothing itself, and the class that the kinds of penalty have.
		"backend/disclosure/row.go": {"d.D27.facts", "d.D27.decision", "x.text"},
		// What the record of a case tells of itself: the rulebook's points read these two counts.
		"backend/record/facts.go": {"c.record_gaps", "c.record_faults"},
		// The look at whether the kinds of a penalty are among those that its provision allows.
		"backend/review/looks.go": {"x.kinds", "x.law_pen"},
		// Ranges of past penalties: only penalties have them.
		"backend/precedent/cases.go":     {"D27", "D28", "D20", "D21", "x.law_pen", "x.factor", "x.fine_min", "x.fine_max", "x.band_min", "x.band_max", "c.cause", "c.item"},
		"backend/precedent/penalties.go": {"D27"},
		// What a workbook of other offices' penalties has for search: its columns are those of a register of finished cases.
		"backend/precedent/collecting.go": {"c.cause", "x.law_pen", "x.fine"},
	}
}

// lawNames are the names that the rulebook's data give to papers, periods, points of the checklist, checks and fields.
func lawNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, pattern := range []string{"papers.json", "deadlines.json", "checklist.json", "disclosure_checks.json", "major.json", "fields.json"} {
		files, _ := filepath.Glob("rulebook/data/*/" + pattern)
		for _, file := range append(files, "rulebook/data/"+pattern) {
			raw, err := os.ReadFile(file)
			if os.IsNotExist(err) {
				continue
			}
			var rows struct {
				Rows []struct{ ID, Code, Name string }
			}
			if err := json.Unmarshal(raw, &rows); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for _, r := range rows.Rows {
				names[r.ID+r.Code+r.Name] = true
			}
		}
	}
	for _, name := range everyKind() {
		if !names[name] {
			t.Errorf("%s is no field of the rulebook", name)
		}
		delete(names, name)
	}
	for name := range names {
		if !strings.ContainsAny(name, ".0123456789") || slices.ContainsFunc(groups(), func(group string) bool { return strings.HasPrefix(name, group) }) {
			delete(names, name)
		}
	}
	return names
}

// namesLaw lists the literals of a file that name something of the law.
func namesLaw(s source, names map[string]bool) (found []string) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		code, ofPaper := strings.CutPrefix(text, "d.")
		code, _, _ = strings.Cut(code, ".")
		if names[text] || ofPaper && names[code] {
			found = append(found, text)
		}
		return true
	})
	return found
}

// TestTheLawIsNotInTheCode keeps papers, periods, points and the fields of one kind of action out of the program: it finds
// them by their marks in the rulebook.
func TestTheLawIsNotInTheCode(t *testing.T) {
	names, allowed := lawNames(t), lawIn()
	used := map[string]bool{}
	for _, s := range sources(t) {
		where := room(s.dir())
		if s.isTest() || where == "backend/rulebook" || where == "backend/officetest" || strings.HasPrefix(s.path, "app/sample") || strings.HasPrefix(s.path, "build/") {
			continue
		}
		for _, name := range namesLaw(s, names) {
			used[s.path+" "+name] = true
			if !slices.Contains(allowed[s.path], name) {
				t.Errorf("%s names %q: it is for the rulebook to say", s.path, name)
			}
		}
	}
	for path, list := range allowed {
		for _, name := range list {
			if !used[path+" "+name] {
				t.Errorf("%s may name %q and does not: take it off the list", path, name)
			}
		}
	}
}

func TestTheLawInTheCodeIsSeen(t *testing.T) {
	const text = "package p\nvar _ = []string{\"D27\", \"T44\", \"d.D27.no\", \"x.fine\", \"p.name\", \"D\", \"d.\"}\n"
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := namesLaw(source{"backend/review/p.go", file}, lawNames(t)); len(got) != 4 {
		t.Errorf("saw %q", got)
	}
}

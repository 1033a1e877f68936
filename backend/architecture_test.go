// Package backend_test holds the walls of the house: who may import whom, and what may stand where. The rules are those
// of docs/architecture.md; a package that does not exist yet breaks none of them.
package backend_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "zhiheng"

// floors are the pillars from the top; each may import those after it and every engine.
func floors() []string {
	return []string{"httpapi", "oversight", "disclosure", "decision", "review", "record", "precedent", "casefile", "authority", "account", "rulebook"}
}

// engines may import fault and what is named here, and nothing else of the project.
func engines() map[string][]string {
	return map[string][]string{
		"store": {"ledger", "blob"}, "extract": {"idcode"}, "faults": {"store", "ledger", "blob"},
		"ledger": nil, "blob": nil, "redact": nil, "paper": nil, "workday": nil, "idcode": nil, "fault": nil,
	}
}

// walls name the folders in which a library may be imported, by the beginning of its import path.
func walls() map[string][]string {
	return map[string][]string{
		"database/sql":                   {"backend/store", "backend/account", "build/searchbench"}, // which compares SQLite's search
		"github.com/mattn/go-sqlite3":    {"backend/store", "backend/account", "build/searchbench"},
		"github.com/blevesearch/":        {"backend/precedent", "build/searchbench"},
		"github.com/wailsapp/":           {"app"},
		"github.com/alecthomas/kong":     {"app"},
		"github.com/danielgtaylor/huma/": {"backend/httpapi"},
		"github.com/pdfcpu/":             {"backend/paper"},
		"github.com/xuri/excelize/":      {"backend/paper", "backend/extract"},
		"zhiheng/frontend":               {"app", "."},
		"zhiheng/app":                    {"."},
	}
}

// mayImport tells whether a package of the project may import another. Both are paths below the module.
func mayImport(from, to string) bool {
	from, to = room(from), room(to)
	if from == to || !strings.HasPrefix(from, "backend/") {
		return true
	}
	from, to = strings.TrimPrefix(from, "backend/"), strings.TrimPrefix(to, "backend/")
	if from == "officetest" || to == "officetest" { // it makes offices for tests: it knows every pillar, and only tests know it
		return from == "officetest"
	}
	allowed, fromEngine := engines()[from]
	_, toEngine := engines()[to]
	switch {
	case fromEngine:
		return slices.Contains(allowed, to) || to == "fault" && from != "fault"
	case toEngine:
		return true
	}
	above, below := slices.Index(floors(), from), slices.Index(floors(), to)
	return above >= 0 && below > above
}

// room is the folder that owns a package: app, frontend, or backend/NAME for everything below it.
func room(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	if parts[0] == "backend" && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// source is a Go file, parsed.
type source struct {
	path string // slash-separated, below the root
	file *ast.File
}

func (s source) dir() string  { return path.Dir(s.path) }
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// imports maps the local names of a file's imports to their paths.
func (s source) imports() map[string]string {
	out := map[string]string{}
	for _, spec := range s.file.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(target)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		for out[name] != "" {
			name += "_"
		}
		out[name] = target
	}
	return out
}

const root = ".."

// sources parses every Go file of the project that is compiled; deps.go is never part of a build.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if skip := entry.Name(); skip == "node_modules" || skip == "testdata" || skip != ".." && strings.HasPrefix(skip, ".") {
				return fs.SkipDir
			}
			return nil
		}
		rel, _ := filepath.Rel(root, file)
		if rel = filepath.ToSlash(rel); !strings.HasSuffix(rel, ".go") || rel == "backend/deps.go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, source{rel, parsed})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("no Go files: the walk is broken")
	}
	return out
}

func TestTheRuleOfFloors(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"backend/review", "backend/casefile", true}, {"backend/casefile", "backend/review", false},
		{"backend/review", "backend/paper", true}, {"backend/paper", "backend/rulebook", false},
		{"backend/store", "backend/ledger", true}, {"backend/ledger", "backend/store", false}, {"backend/extract", "backend/idcode", true},
		{"backend/redact", "backend/idcode", false}, {"backend/redact", "backend/fault", true}, {"backend/fault", "backend/idcode", false},
		{"backend/httpapi", "backend/rulebook", true}, {"backend/rulebook", "backend/store", true}, {"backend/decision", "backend/disclosure", false},
		{"app", "backend/httpapi", true}, {"backend/httpapi", "app", false}, {"backend/review/form", "backend/review", true}, {"backend/nowhere", "backend/review", false},
	} {
		if got := mayImport(c.from, c.to); got != c.want {
			t.Errorf("%s may import %s: %v", c.from, c.to, got)
		}
	}
}

func TestPackagesImportOnlyWhatStandsBelow(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		for _, target := range s.imports() {
			if below, ok := strings.CutPrefix(target, module+"/"); ok && !mayImport(s.dir(), below) {
				t.Errorf("%s imports %s, which does not stand below it", s.path, target)
			}
			for prefix, rooms := range walls() {
				if strings.HasPrefix(target, prefix) && !slices.Contains(rooms, room(s.dir())) && !slices.Contains(rooms, s.dir()) {
					t.Errorf("%s imports %s, which belongs in %s", s.path, target, strings.Join(rooms, " and "))
				}
			}
		}
	}
}

func TestEveryRoomHasAPlace(t *testing.T) {
	known := append(floors(), slices.Collect(func(yield func(string) bool) {
		for name := range engines() {
			if !yield(name) {
				return
			}
		}
	})...)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "officetest" && !slices.Contains(known, e.Name()) {
			t.Errorf("backend/%s stands on no floor", e.Name())
		}
	}
}

func TestPackagesSayWhatTheyAreForAndAreWellNamed(t *testing.T) {
	forbidden := []string{"util", "utils", "common", "helper", "helpers", "core", "types", "model", "models", "base", "misc", "shared"}
	said := map[string]bool{}
	for _, s := range sources(t) {
		name := s.file.Name.Name
		if slices.Contains(forbidden, name) || slices.Contains(forbidden, path.Base(s.dir())) {
			t.Errorf("%s: %s is no name for a package", s.path, name)
		}
		if s.isTest() {
			continue
		}
		doc := s.file.Doc.Text()
		said[s.dir()] = said[s.dir()] || strings.HasPrefix(doc, "Package "+name) || name == "main" && doc != ""
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

func TestTheClockAndTheServerAreAtTheDoor(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() || room(s.dir()) == "build" {
			continue
		}
		uses := forbiddenUses(s)
		for _, use := range uses {
			t.Error(use)
		}
	}
}

// forbiddenUses lists what a file takes from the standard library that belongs elsewhere, and its dot imports and inits.
func forbiddenUses(s source) []string {
	var out []string
	names, where := s.imports(), room(s.dir())
	clock := []string{"Now", "Since", "Until"}
	server := []string{"ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Server"}
	ast.Inspect(s.file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		left, ok := selector.X.(*ast.Ident)
		if !ok {
			return true
		}
		switch used := selector.Sel.Name; {
		case names[left.Name] == "time" && slices.Contains(clock, used) && where != "app":
			out = append(out, fmt.Sprintf("%s reads the clock with time.%s, which app alone may", s.path, used))
		case names[left.Name] == "net/http" && slices.Contains(server, used) && where != "app" && where != "backend/httpapi":
			out = append(out, fmt.Sprintf("%s serves with http.%s, which app and httpapi alone may", s.path, used))
		}
		return true
	})
	for name := range names {
		if strings.HasPrefix(name, ".") {
			out = append(out, s.path+" has a dot import")
		}
	}
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
			out = append(out, s.path+" has an init function")
		}
	}
	return out
}

func TestForbiddenUsesAreSeen(t *testing.T) {
	const text = "package p\nimport (\n\tclock \"time\"\n\t\"net/http\"\n\t. \"strings\"\n)\nvar _ = clock.Now\nvar _ http.Server\nfunc init() {}\n"
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := forbiddenUses(source{"backend/review/p.go", file}); len(got) != 4 {
		t.Errorf("saw %q", got)
	}
	if got := forbiddenUses(source{"app/p.go", file}); len(got) != 2 {
		t.Errorf("in app saw %q", got)
	}
}

// committed lists the files of the project: those git keeps or would, or everything where there is no git.
func committed(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	if out, err := cmd.Output(); err == nil {
		return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
	}
	var files []string
	for _, s := range sources(t) {
		files = append(files, s.path)
	}
	return files
}

func TestFilesAreShort(t *testing.T) {
	generated := regexp.MustCompile(`(?i)\A[^\n]*(\n[^\n]*){0,3}(code generated|auto-generated|do not edit)`)
	for _, file := range committed(t) {
		if !slices.Contains([]string{".go", ".ts", ".tsx", ".css", ".mjs", ".sql", ".sh"}, path.Ext(file)) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			continue // deleted, but still listed
		}
		if lines := bytes.Count(body, []byte("\n")); lines > 600 && !generated.Match(body) {
			t.Errorf("%s has %d lines, more than 600", file, lines)
		}
	}
}

// foreign finds paths of a workplace and hosts of package registries. It is put together out of halves, so that this
// file does not find itself.
func foreign() *regexp.Regexp {
	hosts := []string{"registry.npm" + "js.org", "registry.npm" + "mirror.com", "proxy.go" + "lang.org", "sum.go" + "lang.org", "goproxy" + `\.(?:cn|io)`,
		"py" + "pi.org", "python" + "hosted.org", "deb.deb" + "ian.org"}
	return regexp.MustCompile("(?m)(?:^|[\\s\"'`(=:])/wo" + "rk(?:/|[\"'`\\s]|$)|" + strings.Join(hosts, "|"))
}

func TestNoFileSpeaksOfAnotherPlace(t *testing.T) {
	pattern := foreign()
	for text, want := range map[string]bool{"see /wo" + "rk/main": true, "https://registry.npm" + "js.org/x": true, "xl/workbook.xml /workbook": false, "/workday": false} {
		if pattern.MatchString(text) != want {
			t.Fatalf("the pattern judges %q wrongly", text)
		}
	}
	for _, file := range committed(t) {
		body, err := os.ReadFile(filepath.Join(root, file))
		if err != nil || len(body) > 4<<20 || bytes.IndexByte(body[:min(len(body), 8000)], 0) >= 0 {
			continue // deleted, huge or binary
		}
		if at := pattern.FindIndex(body); at != nil {
			t.Errorf("%s:%d speaks of %q", file, 1+bytes.Count(body[:at[0]], []byte("\n")), strings.TrimSpace(string(body[at[0]:at[1]])))
		}
	}
}

func TestTheLinterKnowsTheWalls(t *testing.T) {
	config, err := os.ReadFile(filepath.Join(root, ".golangci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range floors() {
		for _, above := range floors()[:slices.Index(floors(), name)] {
			rule := regexp.MustCompile(`(?s)\n        ` + name + `:\n.*?(\n        \w|\z)`).FindString(string(config))
			if !strings.Contains(rule, "zhiheng/backend/"+above+"\n") {
				t.Errorf(".golangci.yml lets %s import %s", name, above)
			}
		}
	}
}

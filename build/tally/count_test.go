package main

import (
	"errors"
	"strings"
	"testing"
)

func TestCountGo(t *testing.T) {
	const (
		run  = `{"Action":"run","Package":"p","Test":"%"}`
		pass = `{"Action":"pass","Package":"p","Test":"%"}`
		fail = `{"Action":"fail","Package":"p","Test":"%"}`
		skip = `{"Action":"skip","Package":"p","Test":"%"}`
	)
	of := func(line, name string) string { return strings.ReplaceAll(line, "%", name) }
	for name, c := range map[string]struct {
		lines []string
		want  counts
	}{
		"one of each": {[]string{of(run, "A"), of(pass, "A"), of(run, "B"), of(fail, "B"), of(run, "C"), of(skip, "C"), `{"Action":"fail","Package":"p"}`},
			counts{1, 1, 1}},
		"only the innermost count": {[]string{of(run, "A"), of(run, "A/x"), of(run, "A/x/y"), of(pass, "A/x/y"), of(pass, "A/x"), of(run, "A/z"), of(pass, "A/z"), of(pass, "A"),
			`{"Action":"pass","Package":"p"}`}, counts{2, 0, 0}},
		"a failed child is one failure": {[]string{of(run, "A"), of(run, "A/x"), of(fail, "A/x"), of(fail, "A"), `{"Action":"fail","Package":"p"}`}, counts{0, 1, 0}},
		"a parent that fails by itself": {[]string{of(run, "A"), of(run, "A/x"), of(pass, "A/x"), of(fail, "A"), `{"Action":"fail","Package":"p"}`}, counts{1, 1, 0}},
		"a package that does not build": {[]string{`{"ImportPath":"p","Action":"build-output","Output":"x.go:1: oh\n"}`, `{"Action":"fail","Package":"p","FailedBuild":"p"}`}, counts{0, 1, 0}},
		"a package without tests":       {[]string{`{"Action":"skip","Package":"p"}`}, counts{}},
		"noise between the lines":       {[]string{"warning: x", of(run, "A"), of(pass, "A")}, counts{1, 0, 0}},
		"the same name in two packages": {[]string{of(pass, "A"), `{"Action":"pass","Package":"q","Test":"A"}`}, counts{2, 0, 0}},
	} {
		var out strings.Builder
		got, err := countGo(strings.NewReader(strings.Join(c.lines, "\n")), &out)
		if err != nil || got != c.want {
			t.Errorf("%s: %v, %v, want %v", name, got, err, c.want)
		}
	}
}

func TestCountGoShowsTheOutputOfWhatFailed(t *testing.T) {
	var out strings.Builder
	_, err := countGo(strings.NewReader(`{"Action":"output","Package":"p","Test":"A","Output":"    a_test.go:1: quiet\n"}
{"Action":"pass","Package":"p","Test":"A"}
{"Action":"output","Package":"p","Test":"B","Output":"    b_test.go:1: loud\n"}
{"Action":"fail","Package":"p","Test":"B"}
`), &out)
	if err != nil || strings.Contains(out.String(), "quiet") || !strings.Contains(out.String(), "loud") {
		t.Fatalf("%q, %v", out.String(), err)
	}
}

func TestCountVitest(t *testing.T) {
	for name, c := range map[string]struct {
		report string
		want   counts
		broken bool
	}{
		"plain":            {`{"numPassedTests":3,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1,"success":false}`, counts{3, 1, 3}, false},
		"file won't load":  {`{"numPassedTests":3,"success":false,"testResults":[{"status":"failed","assertionResults":[]},{"status":"passed","assertionResults":[{"status":"passed"}]}]}`, counts{3, 1, 0}, false},
		"no success":       {`{"numPassedTests":3,"success":false}`, counts{3, 0, 0}, true},
		"nothing readable": {`oh`, counts{}, true},
	} {
		got, err := countVitest([]byte(c.report))
		if got != c.want || (err != nil) != c.broken {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestCountNode(t *testing.T) {
	for name, c := range map[string]struct {
		out    string
		want   counts
		broken bool
	}{
		"tap":     {"ok 1 - a\n1..2\n# tests 4\n# suites 0\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n", counts{1, 2, 1}, false},
		"spec":    {"✔ a (1ms)\nℹ tests 2\nℹ suites 0\nℹ pass 2\nℹ fail 0\nℹ cancelled 0\nℹ skipped 0\nℹ todo 0\n", counts{2, 0, 0}, false},
		"crashed": {"Error: no browser\n", counts{}, true},
	} {
		got, err := countNode(c.out)
		if got != c.want || (err != nil) != c.broken {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestAPartThatBreaksIsAFailure(t *testing.T) {
	broken := errors.New("broken")
	for _, c := range []struct {
		in   counts
		err  error
		want counts
	}{{counts{}, broken, counts{failed: 1}}, {counts{3, 2, 0}, broken, counts{3, 2, 0}}, {counts{3, 0, 1}, nil, counts{3, 0, 1}}} {
		if got := settle(c.in, c.err); got != c.want {
			t.Errorf("settle(%v, %v) = %v", c.in, c.err, got)
		}
	}
	if c, err := some(counts{}, nil); err == nil || settle(c, err).failed != 1 {
		t.Error("a part without a test passes")
	}
	if _, err := some(counts{skipped: 1}, nil); err != nil {
		t.Error(err)
	}
	if got := (counts{12, 0, 1}).plus(counts{3, 1, 0}).String(); got != "15 passed, 1 failed, 1 skipped" {
		t.Error(got)
	}
}

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
	Elapsed                                                float64
}

// countGo reads go test -json and counts the tests that have no tests inside them. It writes the output of what failed,
// and a line for each package. A package that does not build, or dies outside a test, is one failure.
func countGo(in io.Reader, out io.Writer) (counts, error) {
	t := goTally{parents: map[string]bool{}, result: map[string]string{}, output: map[string][]string{}, failed: map[string]bool{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(out, lines.Text())
			continue
		}
		t.take(e, out)
	}
	return t.count(), lines.Err()
}

// goTally gathers events. Tests are named by package and name; "" stands for the package itself.
type goTally struct {
	parents map[string]bool // tests with tests inside
	result  map[string]string
	output  map[string][]string
	failed  map[string]bool // packages with a failed test
	broken  int             // packages that failed without one
}

func (t *goTally) take(e event, out io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		t.output[key] = append(t.output[key], e.Output)
	case "build-output":
		fmt.Fprint(out, e.Output)
	case "run":
		for name := e.Test; ; {
			i := strings.LastIndexByte(name, '/')
			if i < 0 {
				break
			}
			name = name[:i]
			t.parents[e.Package+" "+name] = true
		}
	case "pass", "fail", "skip":
		if e.Action == "fail" {
			fmt.Fprint(out, strings.Join(t.output[key], ""))
		}
		delete(t.output, key)
		if e.Test != "" {
			t.result[key] = e.Action
			t.failed[e.Package] = t.failed[e.Package] || e.Action == "fail"
			return
		}
		if e.Action == "fail" && !t.failed[e.Package] {
			t.broken++
		}
		if e.Action != "skip" {
			fmt.Fprintf(out, "%s %s %.1fs\n", e.Action, e.Package, e.Elapsed)
		}
	}
}

// count adds up. A parent counts when it failed and no test inside it did.
func (t *goTally) count() counts {
	c := counts{failed: t.broken}
	for key, result := range t.result {
		if t.parents[key] && (result != "fail" || t.childFailed(key)) {
			continue
		}
		switch result {
		case "pass":
			c.passed++
		case "fail":
			c.failed++
		case "skip":
			c.skipped++
		}
	}
	return c
}

func (t *goTally) childFailed(parent string) bool {
	for key, result := range t.result {
		if result == "fail" && strings.HasPrefix(key, parent+"/") {
			return true
		}
	}
	return false
}

// countVitest reads the JSON report of vitest. A file that fails before its first test is one failure.
func countVitest(report []byte) (counts, error) {
	var r struct {
		NumPassedTests, NumFailedTests, NumPendingTests, NumTodoTests int
		Success                                                       bool
		TestResults                                                   []struct {
			Status           string
			AssertionResults []struct{ Status string }
		}
	}
	if err := json.Unmarshal(report, &r); err != nil {
		return counts{}, fmt.Errorf("the report of the unit tests: %w", err)
	}
	c := counts{r.NumPassedTests, r.NumFailedTests, r.NumPendingTests + r.NumTodoTests}
	for _, file := range r.TestResults {
		if file.Status == "failed" && len(file.AssertionResults) == 0 {
			c.failed++
		}
	}
	if !r.Success && c.failed == 0 {
		return c, errors.New("the unit tests did not end well")
	}
	return c, nil
}

// nodeLine is a line of the summary that node --test prints, in either of its reporters.
var nodeLine = regexp.MustCompile(`(?m)^(?:#|ℹ) (tests|pass|fail|cancelled|skipped|todo) (\d+)\s*$`)

// countNode reads the summary of node --test.
func countNode(out string) (counts, error) {
	found := map[string]int{}
	for _, m := range nodeLine.FindAllStringSubmatch(out, -1) {
		found[m[1]], _ = strconv.Atoi(m[2])
	}
	if _, ok := found["tests"]; !ok {
		return counts{}, errors.New("the browser tests gave no summary")
	}
	return counts{found["pass"], found["fail"] + found["cancelled"], found["skipped"] + found["todo"]}, nil
}

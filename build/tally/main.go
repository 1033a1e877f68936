// Command tally builds the program, runs every test there is, and ends with one line: N passed, M failed, K skipped.
//
// The parts are the Go tests, the screens' unit tests, the browser tests and the desktop window's test. Each part's own
// counts are read from its machine-readable report; a part that breaks without a failed test to show counts as one failure,
// and a part that cannot run on this machine says why and counts as one skipped. The exit code is 1 when anything failed.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	only := flag.String("only", "", "run only these parts, separated by commas: "+strings.Join(partNames(), ", "))
	short := flag.Bool("short", false, "leave out the long Go tests")
	flag.Parse()
	total := run(*only, *short)
	fmt.Printf("\n%s\n", total)
	if total.failed > 0 {
		os.Exit(1)
	}
}

// counts are the results of a part, or of all.
type counts struct{ passed, failed, skipped int }

func (c counts) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", c.passed, c.failed, c.skipped)
}

func (c counts) plus(d counts) counts {
	return counts{c.passed + d.passed, c.failed + d.failed, c.skipped + d.skipped}
}

// part is one thing to run. It returns what it counted and, where it broke, why.
type part struct {
	name string
	run  func(*bench) (counts, error)
}

func parts() []part {
	return []part{
		{"frontend", buildFrontend},
		{"build", buildProgram},
		{"vet", vet},
		{"go", goTests},
		{"unit", unitTests},
		{"browser", browserTests},
		{"window", windowTests},
	}
}

func partNames() []string {
	var names []string
	for _, p := range parts() {
		names = append(names, p.name)
	}
	return names
}

// bench is where the parts work: options and a folder for reports.
type bench struct {
	short   bool
	reports string
}

// run runs the parts in order and prints each part's count as it ends.
func run(only string, short bool) counts {
	reports, err := os.MkdirTemp("", "zhiheng-tally-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return counts{failed: 1}
	}
	defer os.RemoveAll(reports)
	b := &bench{short: short, reports: reports}
	var total counts
	for _, p := range parts() {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		fmt.Printf("\n== %s\n", p.name)
		c, err := p.run(b)
		if err != nil {
			fmt.Printf("%s: %v\n", p.name, err)
		}
		c = settle(c, err)
		if c != (counts{}) {
			fmt.Printf("%s: %s\n", p.name, c)
		}
		total = total.plus(c)
	}
	return total
}

// settle counts a part that broke without a failed test as one failure.
func settle(c counts, err error) counts {
	if err != nil && c.failed == 0 {
		c.failed = 1
	}
	return c
}

// report is the path of a report file.
func (b *bench) report(name string) string { return filepath.Join(b.reports, name) }

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// theme is a group of figures. Measure adds them to the section, in order.
type theme struct {
	name, title, about string
	measure            func(ctx context.Context, b *bench, s *section) error
}

// section is a theme with its figures. Load is the machine's load average when it began.
type section struct {
	theme
	load string
	rows []row
}

// row is one figure. Verdict is empty where there is no target.
type row struct{ what, figure, target, verdict string }

// add adds a figure without a target.
func (s *section) add(what, figure string, args ...any) {
	s.rows = append(s.rows, row{what: what, figure: fmt.Sprintf(figure, args...)})
	fmt.Fprintf(os.Stderr, "          %s: %s\n", what, s.rows[len(s.rows)-1].figure)
}

// judge adds a figure that has a target to meet.
func (s *section) judge(met bool, target, what, figure string, args ...any) {
	s.add(what, figure, args...)
	last := &s.rows[len(s.rows)-1]
	last.target, last.verdict = target, "missed"
	if met {
		last.verdict = "met"
	}
}

// missing adds a figure that could not be measured.
func (s *section) missing(target, why string, whats ...string) {
	for _, what := range whats {
		s.rows = append(s.rows, row{what, "not measured: " + why, target, "open"})
	}
}

// page is docs/performance.md.
type page struct {
	begun    time.Time
	shrink   int
	machine  []row // what and figure
	sections []section
}

// write writes the page. What was not measured in this run stays as the old page has it.
func (p page) write(w io.Writer, old string) error {
	var b strings.Builder
	b.WriteString("# Performance\n\nWritten by `make bench`; every figure comes from work whose result was counted and compared. " +
		"Medians of several runs where the work is short. The figures hold for the machine below and the load that stands with them; compare runs of one machine.\n\n")
	if p.shrink > 0 {
		fmt.Fprintf(&b, "**A quick run, %d times smaller: it checks the program that measures and says nothing about speed.**\n\n", p.shrink)
	}
	b.WriteString("| Machine | |\n|---|---|\n")
	for _, m := range p.machine {
		fmt.Fprintf(&b, "| %s | %s |\n", m.what, m.figure)
	}
	kept := map[string]string{} // by title
	for _, text := range strings.Split(old, "\n## ")[1:] {
		title, _, _ := strings.Cut(text, "\n")
		kept[title] = strings.TrimRight(text, "\n") + "\n"
	}
	for _, t := range themes() {
		i := slices.IndexFunc(p.sections, func(s section) bool { return s.name == t.name })
		if i < 0 {
			if text := kept[t.title]; text != "" {
				b.WriteString("\n## " + text)
			}
			continue
		}
		s := p.sections[i]
		fmt.Fprintf(&b, "\n## %s\n\n%s Measured on %s, load average at the beginning %s.\n\n", s.title, s.about, p.begun.Format(time.DateOnly), s.load)
		b.WriteString("| Measured | Command | Figure | Target | Verdict |\n|---|---|---|---|---|\n")
		for _, r := range s.rows {
			fmt.Fprintf(&b, "| %s | `go run ./build/bench -only %s` | %s | %s | %s |\n", r.what, s.name, r.figure, dash(r.target), dash(r.verdict))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

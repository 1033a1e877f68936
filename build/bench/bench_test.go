package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
)

// TestMain lets the test binary serve as the reader of files, as the program does.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == childArgument {
		os.Exit(extract.Child(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func TestAQuickRunFillsThePage(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	t.Setenv("ZHIHENG_BENCH_DIR", t.TempDir())
	out := filepath.Join(t.TempDir(), "performance.md")
	b := bench{shrink: 100, program: filepath.Join(t.TempDir(), "none")}
	if err := run(context.Background(), &b, out); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	for _, row := range []string{"| Processor |", "| SQLite | 3.", "files txt,", "txt in GB18030", "docx", "xlsx", "pdf", "jpeg", "mp4", "A mixed folder", "Memory at its peak",
		"1 event(s)", "1000 event(s)", "Replay into new tables", "Verify everything", "The ledger part", "by SHA-256 alone", "The same import into the record", "A megabyte from any", "Index ", "A word", "Several words", "A phrase", "A document number", "Two characters",
		"first page", "page at offset", "Process start until", "Memory at rest", "Sound dossiers without an alarm", "Planted faults found, points of class A"} {
		if !strings.Contains(page, row) {
			t.Errorf("the page lacks %q", row)
		}
	}
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, "| ") && strings.Count(line, "|") != 3 && strings.Count(line, "|") != 6 {
			t.Errorf("a row of another width: %s", line)
		}
	}
	if got := strings.Count(page, "not measured"); got != 6 {
		t.Errorf("%d figures are not measured, without a program there should be 6", got)
	}
}

func TestQuantiles(t *testing.T) {
	times := durations(5, 1, 4, 2, 3)
	for q, want := range map[float64]int64{0: 1, .5: 3, .95: 5, 1: 5} {
		if got := int64(quantile(times, q)); got != want {
			t.Errorf("quantile %v is %d, not %d", q, got, want)
		}
	}
	if times[0] != 5 {
		t.Error("the times are sorted in place")
	}
}

func durations(list ...time.Duration) []time.Duration { return list }

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

func TestVerdicts(t *testing.T) {
	var s section
	s.add("a", "%d", 1)
	s.judge(true, "< 2", "b", "%d", 1)
	s.judge(false, "< 2", "c", "%d", 3)
	s.missing("< 2", "no program", "d")
	var got []string
	for _, r := range s.rows {
		got = append(got, r.what+r.figure+r.target+r.verdict)
	}
	if want := "a1 b1< 2met c3< 2missed dnot measured: no program< 2open"; strings.Join(got, " ") != want {
		t.Errorf("%v", got)
	}
}

func TestWhatWasNotMeasuredStays(t *testing.T) {
	about := func(name string) theme {
		for _, x := range themes() {
			if x.name == name {
				return x
			}
		}
		t.Fatalf("no theme %s", name)
		return theme{}
	}
	first := page{begun: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	for _, name := range []string{"append", "list"} {
		s := section{theme: about(name), load: "1 1 1"}
		s.add("old "+name, "%d", 1)
		first.sections = append(first.sections, s)
	}
	var old, now strings.Builder
	if err := first.write(&old, "# Performance\n\n## A theme that is no more\n\ntext\n"); err != nil {
		t.Fatal(err)
	}
	s := section{theme: about("list"), load: "2 2 2"}
	s.add("new list", "%d", 2)
	if err := (page{begun: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), sections: []section{s}}).write(&now, old.String()); err != nil {
		t.Fatal(err)
	}
	for words, there := range map[string]bool{"old append": true, "2026-01-02": true, "old list": false, "new list": true, "2026-03-04": true, "no more": false} {
		if strings.Contains(now.String(), words) != there {
			t.Errorf("%q: there should be %v in\n%s", words, there, now.String())
		}
	}
}

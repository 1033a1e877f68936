// Command bench measures the program on this machine and writes docs/performance.md: every figure comes from work whose
// result is counted and compared with what it should be, and work that comes out wrong ends the run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"

	"zhiheng/backend/extract"
)

// childArgument is the hidden first argument under which this program, like the one it measures, reads untrusted files.
const childArgument = "extract-child"

func main() {
	if len(os.Args) > 1 && os.Args[1] == childArgument {
		os.Exit(extract.Child(os.Stdin, os.Stdout))
	}
	var b bench
	quick := flag.Bool("quick", false, "a tenth of the size, to check this program itself")
	flag.StringVar(&b.only, "only", "", "measure only these themes, separated by commas")
	flag.StringVar(&b.program, "program", filepath.Join("build", "bin", "zhiheng"), "the built program")
	flag.StringVar(&b.part, "part", "", "of the pre-checks measure only this part: seen or fresh")
	profile := flag.String("cpuprofile", "", "write a processor profile to this file")
	out := flag.String("out", filepath.Join("docs", "performance.md"), "where the page goes; - for the terminal")
	flag.Parse()
	if *quick {
		b.shrink = 10
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *profile != "" {
		defer profiling(*profile)()
	}
	if err := run(ctx, &b, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// profiling writes a profile until the function it returns is called.
func profiling(path string) (stop func()) {
	file, err := os.Create(path)
	if err == nil {
		err = pprof.StartCPUProfile(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return func() {}
	}
	return func() { pprof.StopCPUProfile(); file.Close() }
}

// bench is one run.
type bench struct {
	shrink  int // by how much everything is smaller; 0 is the full size
	only    string
	part    string
	program string // path of the built program; what needs it is marked as not measured when there is none
	dir     string // holds the big office, which is used again by the next run
	temp    string // of this run
}

// size is a number of things, smaller in a quick run.
func (b *bench) size(n int) int { return max(n/max(b.shrink, 1), 1) }

// runs is how often a short piece of work is repeated; the median counts.
func (b *bench) runs() int {
	if b.shrink > 0 {
		return 1
	}
	return 3
}

// hasProgram tells whether the built program is there to be started.
func (b *bench) hasProgram() bool {
	info, err := os.Stat(b.program)
	return err == nil && info.Mode().IsRegular()
}

// themes are what is measured, in the order of the page.
func themes() []theme {
	return []theme{
		{"import", "Import", "Files go the whole way: kept with a sync to the disk, entered in the ledger, read by a child process, sorted, searched for facts, entered as papers. " +
			"Every file of a folder has its own content.", importing},
		{"append", "Append", "Events are recorded in the ledger with `synchronous=FULL` and applied to the tables.", appending},
		{"replay", "Replay and verify", "The tables are made anew from the ledger; verification compares the file with what the ledger says, row for row.", replaying},
		{"verify", "Verifying a big office", "A ledger of a million entries, and originals of a hundred gigabytes that are mostly noughts, so that the disk gives them as fast as memory does and the figure is that of the hashing.", verifying},
		{"recording", "A long recording", "A film of four gigabytes in the folder of a collection station, on its way into the record of an office.", recording},
		{"search", "Search", "Made-up decisions of about two kilobytes, their text served from memory. Times are of one search for twenty hits with snippets.", searching},
		{"million", "A million decisions", "Short made-up decisions whose words come as often as in a language, indexed in the background by one process that goes on recording events and searching meanwhile; then opened anew. " +
			"A search is for twenty hits with snippets; the texts are made up again each time that one is read, which counts in the times.", million},
		{"list", "Case list", "The pillar's own query, in this process, at the big office.", listing},
		{"clocks", "Periods", "Statutory periods with their arithmetic, and the index of what ends next in the open cases.", clocks},
		{"site", "Disclosure site", "One static site out of the packages of ten made-up offices, a hundred decisions in each: every file checked against its manifest and every manifest against the ledger of its office; a page in two languages for each decision.", merging},
		{"redact", "Redaction", "Made-up decisions of the six kinds in many styles (`build/redactset`), with every kind of personal data in every form in which it turns up; a place counts as masked when no character of it is left, and as kept when none is touched. " +
			"The styles and the rules have the same authors.", redacting},
		{"start", "Start and memory", "The built program opens the big office: `zhiheng serve`, until the case list's first page has come over HTTP.", starting},
		{"desk", "The reviewer's desk", "The built program and a browser: one paper of many pages, every tenth to hundredth of them a scan, in a case under review. A page counts as shown when its picture is drawn.", desking},
		{"precheck", "Pre-checks of legal review", "Two sets of made-up dossiers of the six kinds. Those written blind (`build/blindset`) are in the wordings, forms, dates and sums of six made-up offices, saved as Word files and PDF and brought in as a person does: read, sorted, confirmed, reviewed. " +
			"In each faulty one an operator does one wrong to a text or to what is known of the case, and says by the law which points of the checklist that breaks; it knows of no check. The pre-checks were mended by four of the hands and three quarters of the operators; two hands and the other operators were kept back until the figures below were taken, but both halves have the same author. " +
			"The seen offices, which write of other matters, in other papers, tables and turns of phrase, were made up by somebody who had seen no check, when the checks were ready; the checks have been mended by what they showed. Two fresh ones were made up in the same way afterwards: their figures have no target, and are those of the first sight as long as nothing was mended by them. " +
			"Recordings are left out. The older set (`build/faultset`) is drafted by the program with one fault of a catalogue planted in each; its faults and the pre-checks have the same authors: its figures say what is caught of what was thought of.", prechecking},
	}
}

func run(ctx context.Context, b *bench, out string) (err error) {
	if b.dir = os.Getenv("ZHIHENG_BENCH_DIR"); b.dir == "" {
		b.dir = filepath.Join(os.TempDir(), "zhiheng-bench")
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	if b.temp, err = os.MkdirTemp(b.dir, "run-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.temp)) }()
	p := page{begun: time.Now(), shrink: b.shrink, machine: describe(ctx, b)}
	for _, t := range themes() {
		if b.only != "" && !strings.Contains(","+b.only+",", ","+t.name+",") {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s  %s\n", time.Now().Format(time.TimeOnly), t.name)
		s := section{theme: t, load: load()}
		if err := t.measure(ctx, b, &s); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		p.sections = append(p.sections, s)
	}
	if out == "-" {
		return p.write(os.Stdout, "")
	}
	old, err := os.ReadFile(out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	return errors.Join(p.write(file, string(old)), file.Close())
}

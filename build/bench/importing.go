package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/store"
)

// importing measures imports of folders of one format, of a mixed folder, and the verification of what came in.
func importing(ctx context.Context, b *bench, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "import"))
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	people, err := o.handlers(ctx)
	if err != nil {
		return err
	}
	if _, err := b.importRuns(ctx, o, people[0], "warm", func(i int) sample { return samples()[i%len(samples())] }, 14, 1); err != nil { // children up, components compiled
		return err
	}
	for _, f := range samples() {
		n := b.size(200)
		r, err := b.importRuns(ctx, o, people[0], f.name, func(int) sample { return f }, n, b.runs())
		if err != nil {
			return err
		}
		s.add(fmt.Sprintf("%d files %s, %.1f KB each", n, f.name, float64(r.bytes)/float64(n)/1000), "%.0f files/s, %.1f MB/s", perSecond(n, r.took), megabytes(r.bytes)/r.took.Seconds())
	}
	n := b.size(1000)
	r, err := b.importRuns(ctx, o, people[0], "mixed", mixed, n, b.runs())
	if err != nil {
		return err
	}
	s.judge(perSecond(n, r.took) >= 10, "≥ 10 files/s", fmt.Sprintf("A mixed folder of %s files, %.0f MB", thousands(n), megabytes(r.bytes)), "%.0f files/s, %.1f MB/s (%.1f s)", perSecond(n, r.took), megabytes(r.bytes)/r.took.Seconds(), r.took.Seconds())
	if err := verifyImported(ctx, o, s); err != nil {
		return err
	}
	return b.importByProgram(ctx, filepath.Join(b.temp, "files-mixed-0"), n, s)
}

// mixed is the format of the i-th file of a mixed folder: of ten files three docx, two pdf, two txt, one of the others each in turn.
func mixed(i int) sample {
	list := samples()
	return list[[]int{2, 2, 2, 4, 4, 0, 0, 1, 3, 5}[i%10]+map[bool]int{true: 1}[i%50 == 49]]
}

type importRun struct {
	bytes int64
	took  time.Duration
}

// importRuns imports folders of n files into a new case each and checks what became of every file. The median counts.
func (b *bench) importRuns(ctx context.Context, o *office, actor account.Person, name string, format func(i int) sample, n, runs int) (r importRun, err error) {
	var times []time.Duration
	for run := range runs {
		folder := filepath.Join(b.temp, fmt.Sprintf("files-%s-%d", strings.ReplaceAll(name, " ", "-"), run))
		if r.bytes, err = writeFolder(folder, format, n, run*1_000_000); err != nil {
			return r, err
		}
		begin := time.Now()
		started, err := o.files.StartImport(ctx, actor, casefile.ImportStart{Folder: folder})
		if err == nil {
			err = o.files.RunImport(ctx, actor, started.ID, nil)
		}
		times = append(times, time.Since(begin))
		if err != nil {
			return r, err
		}
		if err := checkImport(ctx, o, started.ID, format, n, run*1_000_000); err != nil {
			return r, fmt.Errorf("%s: %w", name, err)
		}
	}
	r.took = quantile(times, .5)
	return r, nil
}

func fileName(i int, f sample) string { return fmt.Sprintf("%06d 材料%s", i, f.suffix) }

func writeFolder(folder string, format func(i int) sample, n, first int) (size int64, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return 0, err
	}
	for i := range n {
		f := format(i)
		data, err := f.make(first + i)
		if err != nil {
			return 0, err
		}
		size += int64(len(data))
		if err := os.WriteFile(filepath.Join(folder, fileName(i, f)), data, 0o600); err != nil {
			return 0, err
		}
	}
	return size, nil
}

// checkImport finds every file of an import as a paper, read as it should be, with its own text.
func checkImport(ctx context.Context, o *office, id string, format func(i int) sample, n, first int) error {
	done, err := o.files.Import(ctx, id)
	if err != nil {
		return err
	}
	if done.State != "done" || done.Done != n || done.Unreadable != 0 {
		return fmt.Errorf("the import is %s with %d done and %d unreadable of %d", done.State, done.Done, done.Unreadable, n)
	}
	papers := map[string]casefile.Paper{}
	err = o.store.View(ctx, func(r *store.Reader) error {
		list, err := casefile.PapersOf(r, done.Case)
		for _, p := range list {
			papers[p.Path] = p
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range n {
		f := format(i)
		p := papers[fileName(i, f)]
		pages, err := o.files.Pages(ctx, p)
		if err != nil {
			return err
		}
		if p.Status != string(f.status) || f.status == extract.Read && !strings.Contains(casefile.Join(pages), mark(first+i)) {
			return fmt.Errorf("%s is %q and does not hold what it should", fileName(i, f), p.Status)
		}
	}
	return nil
}

// verifyImported verifies an office with the originals that came in.
func verifyImported(ctx context.Context, o *office, s *section) error {
	begin := time.Now()
	report, err := o.store.Verify(ctx, store.VerifyOptions{Originals: o.blobs})
	if err != nil {
		return err
	}
	took := time.Since(begin)
	sizes, err := originalBytes(ctx, o)
	if err != nil {
		return err
	}
	if !report.Intact || report.Files == 0 {
		return fmt.Errorf("the office does not verify after its imports: %+v", report)
	}
	s.add(fmt.Sprintf("Verify the office after these imports: %s entries, %s originals, %.0f MB", thousands(report.Entries), thousands(report.Files), megabytes(sizes)), "%.1f s", took.Seconds())
	return nil
}

func originalBytes(ctx context.Context, o *office) (n int64, err error) {
	err = o.store.View(ctx, func(r *store.Reader) (err error) {
		n, _, err = store.One[int64](r, "SELECT sum(size) FROM original")
		return err
	})
	return n, err
}

// importByProgram imports a folder by the program's own command, with its search index following, and looks at its memory.
func (b *bench) importByProgram(ctx context.Context, folder string, n int, s *section) error {
	const what, peak = "The same folder by `zhiheng import`, from its start to its end, the search index following", "Memory at its peak in that import"
	if !b.hasProgram() {
		s.missing("", "there is no "+b.program, what, peak)
		return nil
	}
	dir := filepath.Join(b.temp, "program")
	o, err := openOffice(ctx, dir)
	if err != nil {
		return err
	}
	if err := errors.Join(o.found(ctx), o.close()); err != nil {
		return err
	}
	begin := time.Now()
	p, err := startProgram(ctx, b, "import", "--data", dir, "--as", "lin", "--json", folder)
	if err != nil {
		return err
	}
	memory := p.watch()
	var done casefile.Import
	if err := p.finish(&done); err != nil {
		return err
	}
	took := time.Since(begin)
	own, all := memory()
	if done.Done != n || done.Unreadable != 0 {
		return fmt.Errorf("the program imported %d of %d files, %d unreadable", done.Done, n, done.Unreadable)
	}
	s.add(what, "%.0f files/s (%.1f s)", perSecond(n, took), took.Seconds())
	s.add(peak, "%s alone, %s with its reading children", mebibytes(own), mebibytes(all))
	return nil
}

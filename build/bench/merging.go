package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/disclosure/packagetest"
	"zhiheng/backend/disclosure/site"
)

// merging measures the site of a county: built out of packages of ten offices, and brought up to date when one more comes.
func merging(ctx context.Context, b *bench, s *section) error {
	const offices, each = 10, 100
	total := max(b.size(100_000)/(offices*each), 1) * offices * each
	in := filepath.Join(b.temp, "packages")
	var made []*packagetest.Office
	for i := range offices {
		o, err := packagetest.New(fmt.Sprintf("虚构县第%d执法局", i+1), fmt.Sprintf("11320681%010d", i+1))
		if err != nil {
			return err
		}
		made = append(made, o)
	}
	var dirs []string
	next := 0
	publish := func(day time.Time) error {
		var records []disclosure.Record
		for range each {
			next++
			records = append(records, packagetest.Penalty(next, day.Format(time.DateOnly)))
		}
		dir, _, err := made[len(dirs)%offices].Package(in, day.Format(time.DateOnly), records)
		dirs = append(dirs, dir)
		return err
	}
	rounds := total / (offices * each)
	for i := range rounds * offices {
		if err := publish(time.Date(2022, 1, 4, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/offices*1500/rounds)); err != nil {
			return err
		}
	}
	out := filepath.Join(b.temp, "site")
	var used time.Duration
	merge := func(public int) (r site.Report, took time.Duration, err error) {
		begin, before := time.Now(), processorTime()
		r, err = site.Merge(ctx, site.Options{Out: out, Dirs: dirs, Today: "2026-06-01"})
		took, used = time.Since(begin), processorTime()-before
		if err == nil && (r.Public != public || r.Wanting()) {
			err = fmt.Errorf("%d decisions public instead of %d: %v %v", r.Public, public, r.Left, r.Findings)
		}
		return r, took, err
	}
	r, took, err := merge(total)
	if err != nil {
		return err
	}
	s.judge(took < 60*time.Second, "< 60 s", fmt.Sprintf("%s decisions of %d offices, %s packages, into an empty folder", thousands(total), offices, thousands(len(dirs))),
		"%.1f s (%.1f s of processor time), %s files", took.Seconds(), used.Seconds(), thousands(r.Written))
	first := int64(0)
	for _, name := range []string{"index.html", "site.css", "search.js", filepath.Join("search", "index.js")} {
		info, err := os.Stat(filepath.Join(out, name))
		if err != nil {
			return err
		}
		first += info.Size()
	}
	s.judge(first < 100_000, "< 100 kB", "the first page with its style and script", "%.1f kB", float64(first)/1000)
	if r, took, err = merge(total); err != nil {
		return err
	}
	if r.Written != 0 {
		return fmt.Errorf("an idle build wrote %d files", r.Written)
	}
	s.add("nothing new", "%.2f s (%.2f s of processor time)", took.Seconds(), used.Seconds())
	if err := publish(time.Date(2026, 5, 29, 0, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	if r, took, err = merge(total + each); err != nil {
		return err
	}
	s.judge(took < 5*time.Second, "< 5 s", fmt.Sprintf("one more package of %d decisions", each), "%.2f s (%.2f s of processor time), %s files", took.Seconds(), used.Seconds(), thousands(r.Written))
	return nil
}

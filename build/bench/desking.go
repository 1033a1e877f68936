package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// deskFigures is what frontend/e2e/deskbench.mjs measured on a paper of so many pages, in milliseconds.
type deskFigures struct {
	Pages              int
	First, Next, Jumps []float64
	Longest            float64
	Nodes              int
}

// desking measures the reviewer's desk in a browser: how long a reviewer waits for a page.
func desking(ctx context.Context, b *bench, s *section) error {
	const first, next, freeze = "first page < 300 ms", "next page < 100 ms", "no pause > 250 ms"
	sizes := []int{b.size(300), b.size(2000)}
	node, err := exec.LookPath("node")
	if err != nil || !b.hasProgram() {
		s.missing(first, "needs node, Chromium and the built program", "Opening a submission")
		return nil
	}
	program, err := filepath.Abs(b.program)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, node, filepath.Join("frontend", "e2e", "deskbench.mjs"), strconv.Itoa(sizes[0]), strconv.Itoa(sizes[1]))
	cmd.Env, cmd.Stderr = append(os.Environ(), "ZHIHENG_BINARY="+program), os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("deskbench.mjs: %w", err)
	}
	var measured struct{ Results []deskFigures }
	if err := json.Unmarshal(raw, &measured); err != nil {
		return err
	}
	for i, m := range measured.Results {
		if len(m.First) == 0 || len(m.Next) < 10 || len(m.Jumps) == 0 || m.Pages != sizes[i] {
			return fmt.Errorf("deskbench.mjs measured too little of %d pages: %+v", sizes[i], m)
		}
		of := fmt.Sprintf("%d pages", m.Pages)
		cold := m.First[0]
		slices.Sort(m.First)
		slices.Sort(m.Next)
		slices.Sort(m.Jumps)
		s.judge(m.First[len(m.First)/2] < 300, first, of+": from the queue of reviews to the first page: median of "+strconv.Itoa(len(m.First)), "%.0f ms; the very first time %.0f ms", m.First[len(m.First)/2], cold)
		s.judge(m.Next[len(m.Next)/2] < 100, next, of+": the next page after the key: median and p95 of "+strconv.Itoa(len(m.Next)), "%.0f ms, %.0f ms", m.Next[len(m.Next)/2], m.Next[len(m.Next)*95/100])
		s.add(of+": a page anywhere by its number: median and worst of "+strconv.Itoa(len(m.Jumps)), "%.0f ms, %.0f ms", m.Jumps[len(m.Jumps)/2], m.Jumps[len(m.Jumps)-1])
		s.judge(m.Longest < 250, freeze, of+": the longest the window stood still while jumping and scrolling", "%.0f ms, %d elements in the window", m.Longest, m.Nodes)
	}
	return nil
}

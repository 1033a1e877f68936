package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// program is the built program while it runs.
type program struct {
	cmd    *exec.Cmd
	stdout io.ReadCloser
	stderr bytes.Buffer
}

// startProgram starts the built program.
func startProgram(ctx context.Context, b *bench, args ...string) (*program, error) {
	p := &program{cmd: exec.CommandContext(ctx, b.program, args...)}
	p.cmd.Env = append(os.Environ(), "ZHIHENG_PASSWORD="+password)
	p.cmd.Stderr = &p.stderr
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(os.Interrupt) }
	p.cmd.WaitDelay = 10 * time.Second
	var err error
	if p.stdout, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return p, p.cmd.Start()
}

// read reads one JSON document that the program prints.
func (p *program) read(into any) error {
	return json.NewDecoder(p.stdout).Decode(into)
}

// finish reads what the program prints and waits for its end.
func (p *program) finish(into any) error {
	readErr := p.read(into)
	_, _ = io.Copy(io.Discard, p.stdout) // what follows is of no use
	if err := p.cmd.Wait(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(p.cmd.Args, " "), err, p.stderr.String())
	}
	return readErr
}

// interrupt ends the program as Ctrl+C does.
func (p *program) interrupt() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, p.stdout) // what follows is of no use
	if err := p.cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, p.stderr.String())
	}
	return nil
}

// resident is how much memory a process holds now, in bytes; 0 where the system does not tell.
func resident(pid int) int64 { return memoryOf(strconv.Itoa(pid), "VmRSS") }

// memoryOf is one of the kinds of memory that the system counts for a process, or for "self", in bytes; 0 where it does not tell.
func memoryOf(process, kind string) int64 {
	kb, _ := strconv.ParseInt(strings.TrimSuffix(field("/proc/"+process+"/status", kind), " kB"), 10, 64)
	return kb << 10
}

// children are the processes that a process has started.
func children(pid int) (list []int) {
	paths, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is well formed
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // the thread is gone
		}
		for _, id := range strings.Fields(string(raw)) {
			if n, err := strconv.Atoi(id); err == nil {
				list = append(list, n)
			}
		}
	}
	return list
}

// watch looks at the program's memory ten times a second until the function it returns is called, which tells the peaks:
// of the program alone and with its children.
func (p *program) watch() (peaks func() (own, all int64)) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	var own, all int64
	go func() {
		defer close(stopped)
		for {
			now := resident(p.cmd.Process.Pid)
			sum := now
			for _, child := range children(p.cmd.Process.Pid) {
				sum += resident(child)
			}
			own, all = max(own, now), max(all, sum)
			select {
			case <-stop:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	return func() (int64, int64) {
		close(stop)
		<-stopped
		return own, all
	}
}

func mebibytes(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
}

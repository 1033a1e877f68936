package faults_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

const jobVariable = "ZHIHENG_FAULTS_JOB"

// The faults that can be planted in a child, so that a harness can prove itself.
const (
	databaseFirst     = "the record before the original"
	acknowledgeFirst  = "the acknowledgement before the record"
	unsyncedOriginals = "originals without a sync"
	swallowedErrors   = "errors swallowed"
)

// job is what a child does: it opens the office and keeps items until it is killed or has tried Most of them.
type job struct {
	Dir         string
	Keys        ledger.Keys
	Round       string // the beginning of the items' names
	Workers     int
	Most        int // 0 for ever
	Tries       int // how often an item is tried before it is given up; once if 0
	Synchronous string
	Plant       string
}

// child runs a job and tells what it did on standard output: "open", or "unopened" and the error, "kept ID" for every item
// that is safe, "failed" and the error for every attempt that was not, "read N" when it has read all items in the end, and "done". An error is told as KIND HINT: MESSAGE.
// It ends with its parent.
func child(text string) int {
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the parent closes it, or is gone
		os.Exit(3)
	}()
	o, err := openOffice(j.Dir, j.Keys, j.Synchronous)
	if err != nil {
		fmt.Println("unopened", told(err))
		return 1
	}
	fmt.Println("open")
	var group sync.WaitGroup
	for worker := range j.Workers {
		group.Go(func() {
			for n := 0; j.Most == 0 || n < j.Most; n++ {
				j.try(o, fmt.Sprintf("%s-%d-%d", j.Round, worker, n))
			}
		})
	}
	group.Wait()
	there, err := o.items()
	if err != nil {
		fmt.Println("unread", told(err))
	} else {
		fmt.Println("read", len(there))
	}
	o.close()
	fmt.Println("done")
	return 0
}

// try tries to keep an item and says what came of it. Each line is one short write: those of two workers do not mix.
func (j job) try(o *office, id string) {
	for range max(1, j.Tries) {
		err := j.keep(o, id)
		if err == nil || j.Plant == swallowedErrors {
			if j.Plant != acknowledgeFirst {
				fmt.Println("kept", id)
			}
			return
		}
		fmt.Println("failed", told(err))
	}
}

func told(err error) string {
	e := fault.As(err)
	return strings.ReplaceAll(fmt.Sprintf("%s %s: %s", e.Kind, e.Hint.En, err), "\n", " ")
}

// keep keeps an item in the way of the job.
func (j job) keep(o *office, id string) error {
	body := content(id)
	switch j.Plant {
	case databaseFirst:
		if err := o.record(id, hashOf(body), int64(len(body))); err != nil {
			return err
		}
		_, err := o.originals.Put(bytes.NewReader(body))
		return err
	case acknowledgeFirst:
		fmt.Println("kept", id)
	case unsyncedOriginals:
		path := o.originals.Path(hashOf(body))
		_ = os.Mkdir(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, body, 0o400); err != nil {
			return err
		}
		return o.record(id, hashOf(body), int64(len(body)))
	}
	return o.keep(id)
}

// running is a child at work.
type running struct {
	cmd   *exec.Cmd
	stdin io.Closer
	open  chan struct{} // closed when the office is open, or the child has ended
	ended chan struct{} // closed when all it said has been read

	mu    sync.Mutex
	lines []string
	noise bytes.Buffer
}

// start starts a child.
func start(t *testing.T, j job) *running {
	t.Helper()
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &running{cmd: exec.Command(self, "-test.run=^$"), open: make(chan struct{}), ended: make(chan struct{})}
	r.cmd.Env = append(os.Environ(), jobVariable+"="+string(text))
	r.cmd.Stderr = &r.noise
	stdin, err := r.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.stdin = stdin
	stdout, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go r.listen(stdout)
	return r
}

func (r *running) listen(stdout io.Reader) {
	defer close(r.ended)
	opened := sync.OnceFunc(func() { close(r.open) })
	defer opened()
	for lines := bufio.NewReader(stdout); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return // a line that was cut off was not said
		}
		r.mu.Lock()
		r.lines = append(r.lines, strings.TrimSuffix(line, "\n"))
		r.mu.Unlock()
		if line == "open\n" {
			opened()
		}
	}
}

// kill ends the child at once and returns all it has said.
func (r *running) kill() []string {
	_ = r.cmd.Process.Kill()
	return r.wait()
}

// wait waits for the child's end, a minute at most, and returns all it has said.
func (r *running) wait() []string {
	stuck := time.AfterFunc(time.Minute, func() { _ = r.cmd.Process.Kill() })
	defer stuck.Stop()
	<-r.ended
	_ = r.cmd.Wait()
	r.stdin.Close()
	return r.lines
}

// said returns the rests of the lines that begin with a word.
func said(lines []string, word string) []string {
	var out []string
	for _, line := range lines {
		if rest, ok := strings.CutPrefix(line, word+" "); ok {
			out = append(out, rest)
		}
	}
	return out
}

// panicked returns what a child wrote when it broke.
func (r *running) panicked() string {
	if text := r.noise.String(); strings.Contains(text, "panic:") || strings.Contains(text, "fatal error:") {
		return text
	}
	return ""
}

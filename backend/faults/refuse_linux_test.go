package faults_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// refusing is a disk that refuses to change: at one operation, or from there on.
type refusing struct {
	errno  syscall.Errno
	onward bool
	at     int
	plant  string
}

func (f refusing) String() string {
	if f.onward {
		return fmt.Sprintf("%v from operation %d on", f.errno, f.at)
	}
	return fmt.Sprintf("%v at operation %d", f.errno, f.at)
}

// run lets a child keep a few items, each in two tries, on such a disk, cuts the power when it is done, and judges what is
// found if the disk has forgotten all it may and if it has forgotten nothing.
func (f refusing) run(t *testing.T, r *rand.Rand) (lines []string, v verdict, changes int) {
	t.Helper()
	d, keys := newDisk(), newKeys(t)
	d.fail = func(change int, _ op) syscall.Errno {
		if change == f.at || f.onward && change > f.at {
			return f.errno
		}
		return 0
	}
	dir, unmount := d.mount(t)
	worker := start(t, job{Dir: dir, Keys: keys, Round: "r", Workers: 1, Most: 4, Tries: 2, Plant: f.plant})
	lines = worker.wait()
	d.cutPower()
	unmount()
	if text := worker.panicked(); text != "" {
		t.Fatalf("%v: the program broke:\n%s", f, text)
	}
	for _, kept := range []float64{0, 1, 0.5} {
		place := filepath.Join(memoryDir(t), "found")
		if err := d.afterCut(r, kept).writeTo(place); err != nil {
			t.Fatal(err)
		}
		if v = judge(place, keys, said(lines, "kept")); !v.sound() {
			break
		}
		if err := os.RemoveAll(place); err != nil {
			t.Fatal(err)
		}
	}
	return lines, v, d.changes
}

// operations counts the changes to the disk in a run without a fault.
func operations(t *testing.T, r *rand.Rand) int {
	t.Helper()
	lines, v, changes := refusing{at: -1}.run(t, r)
	if len(said(lines, "kept")) != 4 || !v.sound() {
		t.Fatalf("on a sound disk: %q, %v", lines, v)
	}
	return changes
}

func TestRefusedAtAnyOperation(t *testing.T) {
	began, r := time.Now(), dice(t)
	all := operations(t, r)
	var runs, failed, bad int
	var opened, read int
	for _, f := range []refusing{{errno: syscall.EIO}, {errno: syscall.ENOSPC}, {errno: syscall.EIO, onward: true}, {errno: syscall.ENOSPC, onward: true}, {errno: syscall.EROFS, onward: true}} {
		tries := count(6, all)
		for n := range tries {
			f.at = 1 + n
			if tries < all {
				f.at = 1 + r.IntN(all)
			}
			lines, v, _ := f.run(t, r)
			runs++
			if slices.Contains(lines, "open") {
				opened++
			}
			read += len(said(lines, "read"))
			if !v.sound() {
				bad++
				t.Errorf("%v: the office %v; the program said %q", f, v, lines)
			}
			for _, text := range append(said(lines, "failed"), said(lines, "unopened")...) {
				failed++
				kind, rest, _ := strings.Cut(text, " ")
				hint, _, _ := strings.Cut(rest, ":")
				if kind != "storage" || hint == "" && f.errno != syscall.EIO {
					t.Errorf("%v is told as %q", f, text)
				}
			}
		}
	}
	if read != opened {
		t.Errorf("%d of %d open offices could still be read", read, opened)
	}
	t.Logf("%d operations, %d runs, %d offices opened and read, %d refusals met, %d bad; %v", all, runs, read, failed, bad, time.Since(began).Round(time.Millisecond))
	if failed == 0 {
		t.Fatal("no refusal was met: the test looks at nothing")
	}
}

func TestRefusalsFindSwallowedErrors(t *testing.T) {
	r := dice(t)
	for range 20 {
		f := refusing{errno: syscall.ENOSPC, onward: true, at: 40 + r.IntN(40), plant: swallowedErrors}
		if _, v, _ := f.run(t, r); len(v.lost) > 0 {
			return
		}
	}
	t.Fatal("the harness does not find it")
}

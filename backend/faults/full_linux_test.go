package faults_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"zhiheng/backend/fault"
)

// smallDisk mounts a disk in memory that can be filled, and grown.
func smallDisk(t *testing.T, bytes int) (dir string, grow func(bytes int)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skip("a full disk needs leave to mount: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(bytes int) {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", bytes)); err != nil {
			t.Fatal(err)
		}
	}
}

// filling is what came of keeping items on a disk that fills up and then grows.
type filling struct {
	acknowledged []string
	refusals     []error // while the disk was full
	later        error   // the first refusal after it had grown
	full, grown  verdict // when the disk was full, and in the end
	restarted    verdict
}

// fill keeps items until the disk has refused ten, lets the disk grow, and keeps more in the same open office.
func fill(t *testing.T, keep func(o *office, id string) error) (f filling) {
	t.Helper()
	keys := newKeys(t)
	dir, grow := smallDisk(t, 2<<20)
	o, err := openOffice(dir, keys, "")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	next := func() error {
		n++
		id := fmt.Sprint("item-", n)
		err := keep(o, id)
		if err == nil {
			f.acknowledged = append(f.acknowledged, id)
		}
		return err
	}
	for len(f.refusals) < 10 && n < 2000 {
		if err := next(); err != nil {
			f.refusals = append(f.refusals, err)
		}
	}
	f.full = o.judge(f.acknowledged)
	grow(64 << 20)
	for range 20 {
		if err := next(); err != nil && f.later == nil {
			f.later = err
		}
	}
	f.grown = o.judge(f.acknowledged)
	o.close()
	f.restarted = judge(dir, keys, f.acknowledged)
	return f
}

func TestADiskThatFillsUp(t *testing.T) {
	began := time.Now()
	fills := count(2, 20)
	kept, refused := 0, 0
	for range fills {
		f := fill(t, func(o *office, id string) error { return o.keep(id) })
		kept, refused = kept+len(f.acknowledged), refused+len(f.refusals)
		if len(f.refusals) < 10 || len(f.acknowledged) < 40 {
			t.Fatalf("%d kept, %d refused: the disk did not fill up", len(f.acknowledged), len(f.refusals))
		}
		for _, err := range f.refusals {
			if e := fault.As(err); e.Kind != fault.Storage || e.Hint.IsZero() {
				t.Errorf("a full disk is told as %v", err)
			}
		}
		if f.later != nil {
			t.Errorf("refused although there is space again: %v", f.later)
		}
		for when, v := range map[string]verdict{"full": f.full, "grown": f.grown, "opened again": f.restarted} {
			if !v.sound() {
				t.Errorf("%s, the office %v", when, v)
			}
		}
	}
	t.Logf("%d fills, %d items kept, %d refused, 0 lost; %v", fills, kept, refused, time.Since(began).Round(time.Millisecond))
}

func TestFillingFindsSwallowedErrors(t *testing.T) {
	refused := 0
	f := fill(t, func(o *office, id string) error {
		if o.keep(id) == nil || refused == 10 {
			return nil
		}
		refused++
		if refused%2 == 0 {
			return syscall.ENOSPC
		}
		return nil // as if it had been kept
	})
	if len(f.restarted.lost) == 0 {
		t.Fatal("the harness does not find it")
	}
}

// TestAnOriginalThatMayNotBeRead takes away the permission on one folder of originals. Root, who needs none, meets a link
// that leads nowhere but to itself.
func TestAnOriginalThatMayNotBeRead(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	o, err := openOffice(dir, keys, "")
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	for n := range 10 {
		if err := o.keep(fmt.Sprint("item-", n)); err != nil {
			t.Fatal(err)
		}
	}
	sha := hashOf(content("item-4"))
	folder := filepath.Dir(o.originals.Path(sha))
	if os.Getuid() == 0 {
		if err := os.Rename(folder, folder+".away"); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Base(folder), folder); err != nil {
			t.Fatal(err)
		}
	} else {
		if err := os.Chmod(folder, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	}
	v := o.judge(nil)
	if v.err != nil || len(v.findings) != 1 || v.findings[0].Where != "original" || v.findings[0].Name != sha {
		t.Errorf("the office %v", v)
	}
}

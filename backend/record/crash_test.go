package record_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/record"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// importArgument makes the test itself an office that imports until it is killed.
const importArgument = "import-until-killed"

// importer is somebody who may import, in an office without people.
var importer = account.Person{ID: "p-importer", Name: "导入员", Roles: []string{"handler"}, Active: true}

// bareOffice opens the office of a folder, as the program does.
func bareOffice(dir string) (*record.Desk, func() error, error) {
	secrets, err := account.OpenSecrets(dir, time.Now)
	if err != nil {
		return nil, nil, err
	}
	keys, err := secrets.Keys("zhiheng")
	if err != nil {
		return nil, nil, err
	}
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	if err != nil {
		return nil, nil, err
	}
	s, err := store.Open(filepath.Join(dir, "office.db"), store.Options{Origin: "zhiheng", Keys: keys, Clock: time.Now, Pillars: []store.Pillar{rulebook.Pillar(), account.Pillar(), casefile.Pillar(), record.Pillar()}})
	if err != nil {
		return nil, nil, err
	}
	program, err := rulebook.Embedded()
	if err != nil {
		return nil, nil, err
	}
	today := func() string { return time.Now().Format(time.DateOnly) }
	rules, err := rulebook.OpenShelf(context.Background(), s, blobs, program, today)
	if err != nil {
		return nil, nil, err
	}
	k := &record.Desk{Files: &casefile.Files{Store: s, Rules: rules, Blobs: blobs, Reading: headReading{}, Today: today}, Clock: time.Now}
	return k, func() error { blobs.Close(); secrets.Close(); return s.Close() }, nil
}

// importUntilKilled imports a folder, going on with the import that is there.
func importUntilKilled(dir, folder string) int {
	k, _, err := bareOffice(dir)
	if err == nil {
		var list []record.Import
		if list, err = k.Imports(bg, false); err == nil && len(list) == 0 {
			var i record.Import
			i, err = k.StartImport(bg, importer, record.ImportStart{Folder: folder})
			list = append(list, i)
		}
		if err == nil {
			fmt.Println("open")
			err = k.RunImport(bg, importer, list[0].ID, nil)
		}
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

func TestAnImportSurvivesBeingKilled(t *testing.T) {
	files := map[string][]byte{}
	for n := range 30 {
		files[fmt.Sprintf("%02d.mp4", n)] = append(movie(at("2026-03-01", "08:00:00"), time.Minute, n), bytes.Repeat([]byte{byte(n)}, 3<<20)...)
	}
	dir, from := t.TempDir(), folder(t, files)
	kills := 3
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		kills = 40
	}
	for range kills {
		cmd := exec.Command(os.Args[0], importArgument, dir, from)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadFull(out, make([]byte, 4)) // until it is open
		time.Sleep(time.Duration(rand.IntN(80)) * time.Millisecond)
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
	}
	k, closeOffice, err := bareOffice(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer closeOffice()
	list, err := k.Imports(bg, true)
	if err != nil || len(list) != 1 {
		if list, err = k.Imports(bg, false); err != nil || len(list) != 1 || list[0].State != "done" { // it was quicker than the killer
			t.Fatalf("%+v, %v", list, err)
		}
	}
	t.Logf("%d of 30 had come in when it was killed for the last time", list[0].Done)
	if err := k.RunImport(bg, importer, list[0].ID, nil); err != nil {
		t.Fatal(err)
	}
	recordings, n, err := k.List(bg, record.Filter{})
	if err != nil || n != 30 {
		t.Fatalf("%d recordings, %v", n, err)
	}
	for _, r := range recordings {
		if want := files[r.Name()]; r.Size != int64(len(want)) || k.Files.Blobs.Check(bg, r.SHA256, "", nil) != nil {
			t.Errorf("%s is half", r.Name())
		}
	}
	report, err := k.Files.Store.Verify(bg, store.VerifyOptions{Originals: k.Files.Blobs})
	if err != nil || !report.Intact {
		t.Fatalf("%+v, %v", report.Findings, err)
	}
}

// endless is a recording of a size, made while it is read: a head and then noughts.
type endless struct {
	head []byte
	left int64
}

func (e *endless) Read(b []byte) (int, error) {
	if len(e.head) > 0 {
		n := copy(b, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.left == 0 {
		return 0, io.EOF
	}
	n := int(min(e.left, int64(len(b))))
	clear(b[:n])
	e.left -= int64(n)
	return n, nil
}

// TestALargeRecordingTakesNoMemory imports 64 MB, or 4 GB in the full form.
func TestALargeRecordingTakesNoMemory(t *testing.T) {
	size, most := int64(64<<20), uint64(24<<20)
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		size = 4<<30 - 1
	}
	k, closeOffice, err := bareOffice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer closeOffice()
	i, err := k.StartImport(bg, importer, record.ImportStart{Name: "记录仪"})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	if err := k.Receive(bg, importer, i.ID, "long.mp4", &endless{movie(at("2026-03-01", "08:00:00"), 3*time.Hour, 1), size}); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	runtime.ReadMemStats(&now)
	t.Logf("%d MB in %v, %.0f MB/s; %d KB allocated", size>>20, took.Round(time.Millisecond), float64(size)/(1<<20)/took.Seconds(), (now.TotalAlloc-before.TotalAlloc)>>10)
	if used := now.TotalAlloc - before.TotalAlloc; used > most { // all that was ever allocated, so the peak is less
		t.Errorf("%d bytes of memory for %d of recording", used, size)
	}
	list, _, err := k.List(bg, record.Filter{})
	if err != nil || len(list) != 1 || list[0].DurationMs != (3*time.Hour).Milliseconds() || list[0].Size <= size {
		t.Fatalf("%+v, %v", list, err)
	}
}

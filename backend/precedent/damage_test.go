package precedent_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
)

// damagedOffice is indexed in several segments with deletions among them, so that every kind of file says something.
func damagedOffice(t *testing.T, dir string) *office {
	o := newOffice()
	many(o, 120)
	x, err := precedent.Open(dir, o, precedent.Options{Batch: 20})
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, x)
	for i := range 30 {
		o.put(precedent.Paper{ID: fmt.Sprintf("m%04d", 4*i), Title: "补正材料"}, fmt.Sprintf("补正：第%d份材料。", i))
		if i%10 == 9 {
			catchUp(t, x)
		}
	}
	catchUp(t, x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return o
}

// canaries are queries whose answers are known.
var canaries = map[string]int{"检查": 90, "补正": 30, "整洁": 90, "材料": 30, "甲7d": 1, `"第3份"`: 1, `"第33号检查"`: 1, "-检查": 30, "份": 30, "文书:笔录": 90, "case:c": 90}

// damages are what can befall a file.
var damages = map[string]func(*rand.Rand, []byte) []byte{
	"flip": func(r *rand.Rand, b []byte) []byte {
		b[r.IntN(len(b))] ^= byte(1 + r.IntN(255))
		return b
	},
	"zero": func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b)) &^ 4095
		clear(b[at:min(len(b), at+4096)])
		return b
	},
	"truncate": func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] },
	"names": func(r *rand.Rand, b []byte) []byte { // near the names of segments in root.bolt, where deletions are listed
		at := r.IntN(len(b))
		if i := bytes.Index(b[at:], []byte(".zap")); i >= 0 {
			at = max(0, min(len(b)-1, at+i+r.IntN(160)-120))
		}
		b[at] ^= 1 << r.IntN(8)
		return b
	},
	"delete": func(*rand.Rand, []byte) []byte { return nil },
}

// ask puts all canaries to an index: an answer must be right, or be refused as unavailable.
func ask(x *precedent.Index) (refused int, err error) {
	for query, want := range canaries {
		res, err := x.Search(context.Background(), precedent.Query{Text: query})
		switch {
		case fault.KindOf(err) == fault.Unavailable:
			refused++
		case err != nil:
			return refused, err
		case res.Exact != want && res.State.Phase != precedent.Rebuilding:
			return refused, fmt.Errorf("silent wrong answer: %s finds %d, not %d", query, res.Exact, want)
		}
	}
	return refused, nil
}

func TestADamagedIndexNeverLies(t *testing.T) {
	log.SetOutput(io.Discard) // Bleve logs what it cannot load
	defer log.SetOutput(os.Stderr)
	good := t.TempDir()
	o := damagedOffice(t, good)
	files, err := os.ReadDir(filepath.Join(good, "papers"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%v %v", files, err)
	}
	trials := 80
	if n, err := strconv.Atoi(os.Getenv("ZHIHENG_DAMAGES")); err == nil {
		trials = n
	}
	random := rand.New(rand.NewPCG(1, 2))
	rebuilt, unseen, at := 0, 0, 0
	var slowest time.Duration
	for at < trials {
		for _, kind := range []string{"flip", "names", "zero", "truncate", "delete"} {
			file := files[random.IntN(len(files))].Name()
			if kind == "names" || at%2 == 0 {
				file = "root.bolt"
			}
			at++
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(good)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "papers", file)
			data, err := os.ReadFile(path)
			if err != nil || len(data) == 0 {
				t.Fatal(file, err)
			}
			if data = damages[kind](random, data); data == nil {
				err = os.Remove(path)
			} else {
				err = os.WriteFile(path, data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			n, err := recovers(dir, o)
			if err != nil {
				t.Fatalf("trial %d, %s %s: %v", at, kind, file, err)
			}
			slowest = max(slowest, time.Since(begin))
			rebuilt += n
			if n == 0 {
				unseen++
			}
		}
	}
	if rebuilt == 0 {
		t.Error("no damage was ever seen: the test proves nothing")
	}
	t.Logf("%d damages over %d files: %d rebuilt, %d without effect, slowest open, check, rebuild and ask %v", at, len(files), rebuilt, unseen, slowest)
}

// recovers opens a damaged index, asks, catches up, and asks again: then every answer must come and be right.
func recovers(dir string, o *office) (rebuilds int, err error) {
	x, err := precedent.Open(dir, o, precedent.Options{})
	if err != nil {
		return 0, err
	}
	defer x.Close()
	if _, err := ask(x); err != nil {
		return 0, fmt.Errorf("before catching up: %w", err)
	}
	if err := x.CatchUp(context.Background()); err != nil {
		return 0, err
	}
	if refused, err := ask(x); err != nil || refused > 0 {
		return 0, fmt.Errorf("after catching up: %d refused, %w", refused, err)
	}
	return x.State().Rebuilds, nil
}

func TestAnIndexFolderOfAnotherKindIsMadeAnew(t *testing.T) {
	o := smallOffice()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "papers"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "papers", "root.bolt"), make([]byte, 70000), 0o600); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir, o)
	if got := ids(t, x, "污水"); !got["p5"] || x.State().Rebuilds != 1 {
		t.Errorf("got %v, %+v", got, x.State())
	}
}

// TestAKilledProcessLosesNothing kills a child while it indexes, many times over one folder, and then holds the index
// against the office.
func TestAKilledProcessLosesNothing(t *testing.T) {
	const papers = 3000
	o := newOffice()
	many(o, papers)
	if dir := os.Getenv("ZHIHENG_KILLED_INDEX"); dir != "" {
		x, err := precedent.Open(dir, o, precedent.Options{Batch: 5})
		if err == nil {
			err = x.CatchUp(context.Background())
		}
		fmt.Println(err)
		time.Sleep(time.Minute)
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	var last int64
	grew := 0
	for range 8 {
		child := exec.Command(os.Args[0], "-test.run=^TestAKilledProcessLosesNothing$")
		child.Env = append(os.Environ(), "ZHIHENG_KILLED_INDEX="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+random.IntN(120)) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		x, err := precedent.Open(dir, o, precedent.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := x.State()
		if s.Done < last || s.Phase == precedent.Rebuilding && last > 0 {
			t.Errorf("after the kill there were %d papers, before %d: %+v", s.Done, last, s)
		}
		if s.Done > last {
			grew++
		}
		last = s.Done
		_ = x.Close()
	}
	if grew == 0 {
		t.Error("no child ever wrote anything: the test proves nothing")
	}
	x := open(t, dir, o)
	for query, want := range map[string]int{"检查": papers, "整洁": papers, "甲2999d": 1, `"第17号检查"`: 1} {
		if res, err := x.Search(context.Background(), precedent.Query{Text: query}); err != nil || res.Exact != want {
			t.Errorf("%s: %d, %v; want %d", query, res.Exact, err, want)
		}
	}
	t.Logf("8 kills, %d of them after new papers, %d of %d papers before the last catching up", grew, last, papers)
}

func TestDamageWhileRunningIsNoticedAndMended(t *testing.T) {
	dir := t.TempDir()
	o := damagedOffice(t, dir)
	x := open(t, dir, o)
	o.put(precedent.Paper{ID: "passing"})
	catchUp(t, x)
	o.remove("passing") // leaves one segment: a fault in Bleve's own merging cannot be caught
	catchUp(t, x)
	time.Sleep(200 * time.Millisecond)
	segments, err := filepath.Glob(filepath.Join(dir, "papers", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	for _, path := range segments {
		if err := os.Truncate(path, 0); err != nil { // reading the mapped file is now a fault
			t.Fatal(err)
		}
	}
	refused, err := ask(x)
	if err != nil || refused == 0 {
		t.Fatalf("%d refused, %v", refused, err)
	}
	if s := x.State(); s.Phase != precedent.Rebuilding || s.Reason == "" {
		t.Errorf("state %+v", s)
	}
	catchUp(t, x)
	if refused, err := ask(x); err != nil || refused != 0 || x.State().Rebuilds != 1 {
		t.Fatalf("%d refused, %v, %+v", refused, err, x.State())
	}
}

func TestSearchesAndRebuildsGetAlong(t *testing.T) {
	dir := t.TempDir()
	o := damagedOffice(t, dir)
	x := open(t, dir, o)
	ctx, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	var wg sync.WaitGroup
	wg.Go(func() { _ = x.Follow(ctx) })
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			o.put(precedent.Paper{ID: fmt.Sprint("new", i%7)}, fmt.Sprintf("后来的第%d份", i))
			if i%10 == 9 {
				o.mu.Lock()
				o.history = fmt.Sprint("h", i) // put back from a backup: rebuild
				o.mu.Unlock()
			}
			x.Wake()
			time.Sleep(4 * time.Millisecond)
		}
	})
	answers := make([]int, 2)
	for i := range answers {
		wg.Go(func() {
			for ctx.Err() == nil {
				before := x.State()
				res, err := x.Search(context.Background(), precedent.Query{Text: "整洁", Limit: 3})
				after := x.State()
				whole := before.Phase != precedent.Rebuilding && after.Phase != precedent.Rebuilding && before.Rebuilds == after.Rebuilds
				switch {
				case fault.KindOf(err) == fault.Unavailable:
				case err != nil || res.Exact > 90 || whole && res.Exact < 90:
					t.Errorf("%v: %d of 90, before %+v, after %+v", err, res.Exact, before, after)
					return
				default:
					answers[i]++
				}
			}
		})
	}
	wg.Wait()
	if answers[0]+answers[1] == 0 || x.State().Rebuilds == 0 {
		t.Errorf("answers %v, %+v: the test proves nothing", answers, x.State())
	}
}

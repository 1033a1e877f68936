package extract_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// badChild stands in for a child that a file has taken over. It does its duty on the first line of work, the warming,
// and for files whose path holds "good".
func badChild(how string) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case !strings.Contains(line, `"op":"read"`):
			if strings.Contains(line, `"op"`) {
				fmt.Println(`{}`)
			}
			continue
		case strings.Contains(line, "good"):
			fmt.Println(`{"result":{"status":"read"}}`)
			continue
		}
		switch how {
		case "hang":
			time.Sleep(time.Hour)
		case "die":
			os.Exit(3)
		case "lie":
			fmt.Println("this is no answer")
		case "flood":
			for {
				fmt.Print(strings.Repeat("x", 1<<20))
			}
		case "hog":
			var kept [][]byte
			for {
				block := make([]byte, 16<<20)
				for i := range block {
					block[i] = 1
				}
				kept = append(kept, block)
				time.Sleep(time.Millisecond)
			}
		case "write":
			path := filepath.Join(os.TempDir(), "zhiheng-extract-written")
			err := os.WriteFile(path, []byte("x"), 0o600)
			_ = os.Remove(path)
			fmt.Printf(`{"result":{"status":"read","reason":{"zh":"%v","en":""}}}`+"\n", err != nil)
		}
	}
	os.Exit(0)
}

func TestAChildThatMisbehavesIsEndedAndReplaced(t *testing.T) {
	cases := []struct {
		how  string
		want extract.Cause
	}{{"hang", extract.CauseTimeout}, {"die", extract.CauseCrash}, {"lie", extract.CauseCrash}, {"flood", extract.CauseTooBig}, {"hog", extract.CauseMemory}}
	for _, c := range cases {
		t.Run(c.how, func(t *testing.T) {
			if c.how == "hog" && runtime.GOOS != "linux" {
				t.Skip("the parent measures memory on Linux alone")
			}
			pool := newPool(t, func(o *extract.Options) {
				o.Args, o.Children, o.Timeout, o.MemoryBytes = []string{"bad-child", c.how}, 1, 10*time.Second, 256<<20
				if c.how == "hang" {
					o.Timeout = time.Second
				}
			})
			bad, good := put(t, []byte("文")), filepath.Join(t.TempDir(), "good")
			if err := os.WriteFile(good, []byte("文"), 0o600); err != nil {
				t.Fatal(err)
			}
			within(t, 25*time.Second, func() {
				for range 2 {
					if r, err := pool.Read(context.Background(), good, "x"); err != nil || r.Status != extract.Read {
						t.Errorf("good file: %v %+v", err, r)
					}
					r, err := pool.Read(context.Background(), bad, "x.txt")
					if err != nil || r.Status != extract.Unreadable || r.Cause != c.want || r.Media.Format != "txt" {
						t.Errorf("bad file: %v, cause %q, want %q", err, r.Cause, c.want)
					}
				}
			})
		})
	}
}

func TestAChildCannotWriteFiles(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a limit of Linux")
	}
	pool := newPool(t, func(o *extract.Options) { o.Args = []string{"bad-child", "write"} })
	r, err := pool.Read(context.Background(), put(t, []byte("文")), "x")
	if err != nil || r.Reason.Zh != "true" {
		t.Errorf("%v: the child wrote a file (%+v)", err, r)
	}
}

func TestAProgramThatCannotStartIsUnavailable(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Executable = filepath.Join(t.TempDir(), "none") })
	if _, err := pool.Read(context.Background(), put(t, []byte("文")), "x"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v", err)
	}
}

func TestManyReadersShareThePool(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Children = 2 })
	path := put(t, docx(t, paragraphs(transcript)))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 { // enough to replace a child on the way
				r, err := pool.Read(context.Background(), path, "a.docx")
				if err != nil || !strings.Contains(texts(r), "张示例") {
					t.Errorf("%v %v", err, r.Reason)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestAPoolStandsReadyForTheFirstPage(t *testing.T) {
	pool := newPool(t, nil)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if err := pool.Ready(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if _, _, err := pool.PageImage(context.Background(), put(t, pdf("行政处罚决定书")), 1, 600); err != nil {
		t.Error(err)
	}
	pool.Close()
	if err := pool.Ready(context.Background()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("ready after the end: %v", err)
	}
}

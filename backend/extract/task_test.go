package extract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// testTasks are what the children of the tests can do beside reading.
func testTasks() []extract.Task {
	return []extract.Task{
		{Name: "write", Do: func(arguments json.RawMessage, out io.Writer, step func(int)) error {
			var n int
			if err := json.Unmarshal(arguments, &n); err != nil {
				return err
			}
			for i := range n {
				step(i)
				if _, err := out.Write(bytes.Repeat([]byte{byte(i)}, 700_000)); err != nil {
					return err
				}
			}
			return nil
		}},
		{Name: "panic", Do: func(json.RawMessage, io.Writer, func(int)) error { panic("over a file") }},
		{Name: "hang", Do: func(json.RawMessage, io.Writer, func(int)) error { time.Sleep(time.Hour); return nil }},
		{Name: "refuse", Do: func(json.RawMessage, io.Writer, func(int)) error {
			return fault.New(fault.Unreadable, "test", fault.T("设有密码", "locked"))
		}},
	}
}

func TestATaskGivesAllThatItWritesInOrder(t *testing.T) {
	pool := newPool(t, nil)
	var out bytes.Buffer
	var steps []int
	if err := pool.Run(context.Background(), "write", 5, &out, func(n int) { steps = append(steps, n) }); err != nil {
		t.Fatal(err)
	}
	if out.Len() != 5*700_000 || len(steps) != 5 || steps[4] != 4 {
		t.Fatalf("%d bytes, steps %v", out.Len(), steps)
	}
	for i, b := range out.Bytes() {
		if int(b) != i/700_000 {
			t.Fatalf("byte %d is %d", i, b)
		}
	}
}

func TestATaskThatBreaksDownIsAResult(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = time.Second })
	for _, task := range []string{"panic", "hang", "refuse"} {
		if err := pool.Run(context.Background(), task, nil, io.Discard, func(int) {}); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", task, err)
		}
	}
	full := errors.New("the disk is full")
	if err := pool.Run(context.Background(), "write", 3, failing{full}, func(int) {}); !errors.Is(err, full) {
		t.Errorf("a failing writer: %v", err)
	}
	var out bytes.Buffer
	if err := pool.Run(context.Background(), "write", 1, &out, func(int) {}); err != nil || out.Len() != 700_000 {
		t.Errorf("the next task: %d bytes, %v", out.Len(), err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

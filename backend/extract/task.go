package extract

import (
	"context"
	"encoding/json"
	"io"
	"runtime/debug"

	"zhiheng/backend/fault"
)

// Task is work with untrusted files beyond reading them. Do gets what the caller of [Pool.Run] gave, opens the files that it
// names, and writes what comes of it; step tells the caller how far it is. It runs in a child, under the child's limits.
type Task struct {
	Name string
	Do   func(arguments json.RawMessage, out io.Writer, step func(n int)) error
}

// pieceSize is how much of what a task writes travels in one line.
const pieceSize = 1 << 20

// run does the task in the child.
func (t Task) run(arguments json.RawMessage, emit func(answer) error) (last answer) {
	defer func() {
		if recover() != nil {
			last = answer{Failed: fault.Unreadable, Reason: fault.T("文件使读取组件中断", "the reader broke down over a file")}
		}
		debug.FreeOSMemory()
	}()
	out := &pieces{emit: emit}
	err := t.Do(arguments, out, func(n int) { out.fail(emit(answer{More: true, Step: n})) })
	if err == nil {
		err = out.flush()
	}
	if err != nil {
		e := fault.As(err)
		return answer{Failed: e.Kind, Reason: e.Message}
	}
	return answer{}
}

// pieces sends what is written to the parent.
type pieces struct {
	emit   func(answer) error
	buffer []byte
	err    error
}

func (p *pieces) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *pieces) Write(data []byte) (int, error) {
	p.buffer = append(p.buffer, data...)
	if len(p.buffer) >= pieceSize {
		p.fail(p.flush())
	}
	return len(data), p.err
}

func (p *pieces) flush() error {
	for len(p.buffer) > 0 && p.err == nil {
		n := min(len(p.buffer), pieceSize)
		p.fail(p.emit(answer{More: true, Piece: p.buffer[:n]}))
		p.buffer = p.buffer[n:]
	}
	p.buffer = nil
	return p.err
}

// Run has a child do a task and writes what it gives to out. Step is called with what the task says of its progress. A file
// that cannot be used, or over which the child broke down, is fault.Unreadable; what was written by then is worthless.
func (p *Pool) Run(ctx context.Context, task string, arguments any, out io.Writer, step func(n int)) error {
	const op = "extract.run"
	raw, err := json.Marshal(arguments)
	if err != nil {
		return fault.Wrap(op, err)
	}
	a, cause, err := p.work(ctx, op, job{Op: task, Arguments: raw}, func(a answer) error {
		if len(a.Piece) > 0 {
			_, err := out.Write(a.Piece)
			return err
		}
		step(a.Step)
		return nil
	})
	switch {
	case err != nil:
		return err
	case a.Failed != "":
		return fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		return fault.New(fault.Unreadable, op, failed(Media{}, p.ended(cause)).Reason)
	}
	return nil
}

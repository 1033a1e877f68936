package extract

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxAnswer is how long a line a child may write: the text of a file in JSON, or a page image.
const maxAnswer = 96 << 20

// watchEvery is how often the memory of a busy child is looked at.
const watchEvery = 40 * time.Millisecond

// process is one child, which serves one job at a time.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	errors *tail
	ended  chan struct{} // closed when the child is gone
	served int
	idle   *time.Timer
	stop   func() // releases what the system holds for the child
}

// launch starts a child and tells it its limits. If it is to be confined, the system's limits hold before it has read
// its first line.
func launch(o *Options, fontDir string, confined bool) (*process, error) {
	cmd := exec.Command(o.Executable, o.Args...)
	cmd.Env = childEnv()
	cmd.Dir = o.CacheDir
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 64<<10), errors: &tail{}, ended: make(chan struct{}), stop: func() {}}
	cmd.WaitDelay = 2 * time.Second
	cmd.Stderr = p.errors
	detach(cmd)
	started := make(chan error)
	go func() { // the child dies with the thread that made it, so that thread stays with the child
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
			close(p.ended)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	limits := setup{CacheDir: o.CacheDir, FontDir: fontDir, Timeout: o.Timeout}
	if confined {
		limits.Memory = o.MemoryBytes
		release, err := confine(cmd.Process, o.MemoryBytes, o.Timeout)
		if err != nil {
			p.kill()
			return nil, err
		}
		p.stop = sync.OnceFunc(release)
	}
	if err := p.send(limits); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

func (p *process) send(line any) error {
	data, err := json.Marshal(line)
	if err != nil {
		return err
	}
	_, err = p.in.Write(append(data, '\n'))
	return err
}

// kill ends the child and all it may have started, and waits until it is gone. It may be called more than once.
func (p *process) kill() {
	select {
	case <-p.ended:
	default:
		terminate(p.cmd.Process)
		<-p.ended
	}
	p.stop()
}

// do sends a job and waits for its answer. Answers that say that more follow go to take. If the child had to be ended, or
// ended by itself, the cause says why. The error is the context's, or that of take, alone.
func (p *process) do(ctx context.Context, j job, o *Options, take func(answer) error) (answer, Cause, error) {
	type reply struct {
		answer answer
		err    error
	}
	done, gone := make(chan reply), make(chan struct{})
	defer close(gone)
	go func() {
		r := reply{err: p.send(j)}
		for more := true; more; {
			if r.err == nil {
				r.answer = answer{}
				r.err = p.receive(&r.answer)
			}
			more = r.err == nil && r.answer.More
			select {
			case done <- r:
			case <-gone:
				return
			}
		}
	}()
	p.served++
	timeout := time.NewTimer(o.Timeout)
	defer timeout.Stop()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	for {
		select {
		case r := <-done:
			if r.err != nil {
				return answer{}, p.why(r.err), nil
			}
			if !r.answer.More {
				return r.answer, CauseNone, nil
			}
			if err := take(r.answer); err != nil {
				p.kill()
				return answer{}, CauseNone, err
			}
			timeout.Reset(o.Timeout) // it is the wait for the next piece that is limited
		case <-timeout.C:
			p.kill()
			return answer{}, CauseTimeout, nil
		case <-watch.C:
			if resident(p.cmd.Process) > o.MemoryBytes {
				p.kill()
				return answer{}, CauseMemory, nil
			}
		case <-ctx.Done():
			p.kill()
			return answer{}, CauseNone, ctx.Err()
		}
	}
}

var (
	errTooLong = errors.New("the answer is too long")
	errGarbled = errors.New("the answer is not one")
)

func (p *process) receive(a *answer) error {
	var line []byte
	for {
		part, err := p.out.ReadSlice('\n')
		if err == nil && line == nil {
			return parse(part, a)
		}
		line = append(line, part...)
		switch {
		case len(line) > maxAnswer:
			return errTooLong
		case err == nil:
			return parse(line, a)
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

func parse(line []byte, a *answer) error {
	if json.Unmarshal(line, a) != nil {
		return errGarbled
	}
	return nil
}

// why finds out what a child died of.
func (p *process) why(err error) Cause {
	if errors.Is(err, errTooLong) {
		p.kill()
		return CauseTooBig
	}
	if errors.Is(err, errGarbled) {
		p.kill()
		return CauseCrash
	}
	select { // let it finish dying, for its exit code and last words
	case <-p.ended:
	case <-time.After(time.Second):
	}
	p.kill()
	words, code := p.errors.String(), p.cmd.ProcessState.ExitCode()
	switch {
	case code == exitMemory, strings.Contains(words, "out of memory"), strings.Contains(words, "cannot allocate memory"):
		return CauseMemory
	case code == exitTimeout:
		return CauseTimeout
	}
	return CauseCrash
}

// tail keeps the end of what a child says on standard error.
type tail struct {
	mu   sync.Mutex
	data []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, b...)
	if len(t.data) > 16<<10 { // the beginning names the fault, the end the place
		t.data = slices.Concat(t.data[:4<<10], t.data[len(t.data)-4<<10:])
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.Clone(t.data))
}

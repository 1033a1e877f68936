package extract

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"zhiheng/backend/fault"
)

const (
	defaultMemory  = 768 << 20
	defaultTimeout = 20 * time.Second
	idleAfter      = time.Minute // an idle child is ended, its memory given back
	maxServed      = 256         // files a child serves before it is replaced
)

// Options say how to run the children. Executable and Args start the program so that it calls [Child].
type Options struct {
	Executable  string
	Args        []string
	CacheDir    string        // a folder of the program's own for compiled code and fonts; may be deleted at any time
	Fonts       []string      // font files that can show Chinese, best first; none means those the system is known to have
	Timeout     time.Duration // for one file; 0 is 20 seconds
	MemoryBytes int64         // for one child; 0 is 768 MiB
	Children    int           // at once; 0 is one for each processor
}

// Pool reads files in limited child processes. It is safe for use by many at once.
type Pool struct {
	options Options
	fontDir string
	slots   chan *process // nil where no child runs
	closed  chan struct{}
	once    sync.Once
	warm    sync.Once

	readying atomic.Bool
}

// New makes a pool. No child runs until there is work. The cache folder is created if it is not there.
func New(o Options) (*Pool, error) {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.MemoryBytes <= 0 {
		o.MemoryBytes = defaultMemory
	}
	if o.Children <= 0 {
		o.Children = runtime.NumCPU()
	}
	var err error
	if o.CacheDir, err = filepath.Abs(o.CacheDir); err == nil {
		err = os.MkdirAll(o.CacheDir, 0o700)
	}
	if err != nil {
		return nil, fault.New(fault.Storage, "extract.new", fault.T("无法建立缓存文件夹", "the cache folder cannot be made")).WithCause(err)
	}
	p := &Pool{options: o, slots: make(chan *process, o.Children), closed: make(chan struct{})}
	p.fontDir = fontTree(o.CacheDir, o.Fonts)
	for range o.Children {
		p.slots <- nil
	}
	return p, nil
}

// Close ends the children, waiting for those at work to finish their file.
func (p *Pool) Close() {
	p.once.Do(func() {
		close(p.closed)
		for range p.options.Children {
			if child := <-p.slots; child != nil {
				child.idle.Stop()
				child.kill()
			}
		}
	})
}

// Read reads the file at path; name is the name it came under, which may be anything. Whatever the file is, the answer
// is a Result. An error means that no answer could be had: the context ended (fault.Cancelled), the file cannot be
// opened (fault.Storage), or no child can be started (fault.Unavailable).
func (p *Pool) Read(ctx context.Context, path, name string) (Result, error) {
	const op = "extract.read"
	path, err := openable(op, path)
	if err != nil {
		return Result{}, err
	}
	a, cause, err := p.work(ctx, op, job{Op: "read", Path: path, Name: name}, nil)
	switch {
	case err != nil:
		return Result{}, err
	case a.Failed != "":
		return Result{}, fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		return failed(p.detect(path, name), p.ended(cause)), nil
	}
	return a.Result, nil
}

// PageImage draws a page, counted from 1, at a width in pixels (held between 32 and 4000), as PNG or JPEG. Formats that
// have no page images give fault.Unavailable, a page that is not there fault.NotFound, a file that cannot be drawn
// fault.Unreadable.
func (p *Pool) PageImage(ctx context.Context, path string, page, widthPx int) (data []byte, contentType string, err error) {
	const op = "extract.page_image"
	path, err = openable(op, path)
	if err != nil {
		return nil, "", err
	}
	a, cause, err := p.work(ctx, op, job{Op: "image", Path: path, Page: page, Width: widthPx}, nil)
	switch {
	case err != nil:
		return nil, "", err
	case a.Failed != "":
		return nil, "", fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		var s *stop
		errors.As(p.ended(cause), &s)
		return nil, "", fault.New(fault.Unreadable, op, s.reason)
	}
	return a.Image, a.ContentType, nil
}

// Ready has a child stand ready, its PDF component loaded, so that the first page that somebody opens does not wait for it.
// While one call waits for a child the others have nothing to do.
func (p *Pool) Ready(ctx context.Context) error {
	if !p.readying.CompareAndSwap(false, true) {
		return nil
	}
	defer p.readying.Store(false)
	_, _, err := p.work(ctx, "extract.ready", job{Op: "warm"}, nil)
	return err
}

// openable returns the absolute path of a regular file.
func openable(op, path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		return "", fault.New(fault.Storage, op, fault.T("无法打开原件", "the original cannot be opened")).WithCause(err)
	}
	return path, nil
}

// detect finds the format of a file whose reader broke down.
func (p *Pool) detect(path, name string) Media {
	f, err := os.Open(path)
	if err != nil {
		return mediaOf(formatUnknown, "application/octet-stream")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return mediaOf(formatUnknown, "application/octet-stream")
	}
	return Detect(f, info.Size(), name)
}

// ended says what a child was ended for.
func (p *Pool) ended(cause Cause) error {
	switch cause {
	case CauseTimeout:
		return &stop{cause, fault.Tf("读取超过 %d 秒，已停止；原件已保留", "reading took more than %d seconds and was stopped; the original is kept",
			int(p.options.Timeout/time.Second)), nil}
	case CauseMemory:
		return &stop{cause, memoryReason(), nil}
	case CauseTooBig:
		return tooBig("读出的内容过多，已停止；原件已保留", "the file gave too much and was stopped; the original is kept")
	}
	return &stop{cause, fault.T("读取组件在处理此文件时中断；原件已保留", "the reader broke down over this file; the original is kept"), nil}
}

// work gives a job to a child. A job that ends a child which had served others is tried once more in a fresh one, since
// the fault may lie with what came before; one whose answers have begun to be taken is not.
func (p *Pool) work(ctx context.Context, op string, j job, take func(answer) error) (answer, Cause, error) {
	p.warm.Do(p.warmUp)
	var child *process
	select {
	case <-p.closed:
		return answer{}, CauseNone, fault.New(fault.Unavailable, op, fault.T("程序正在退出", "the program is closing"))
	case <-ctx.Done():
		return answer{}, CauseNone, cancelled(op, ctx.Err())
	case child = <-p.slots:
	}
	defer func() { p.slots <- child }()
	for {
		if child != nil && (!child.idle.Stop() || child.served >= maxServed) {
			child.kill()
			child = nil
		}
		if child == nil {
			fresh, err := launch(&p.options, p.fontDir, true)
			if err != nil {
				return answer{}, CauseNone, fault.New(fault.Unavailable, op, fault.T("读取组件无法启动", "the reader cannot be started")).WithCause(err)
			}
			child = fresh
		}
		first := child.served == 0
		begun := ctx
		if j.Op == "image" || j.Op == "layout" { // drawing is short, and a child is dearer than a picture that nobody waits for any more
			begun = context.WithoutCancel(ctx)
		}
		a, cause, err := child.do(begun, j, &p.options, take)
		if err == nil && cause == CauseNone {
			child.idle = time.AfterFunc(idleAfter, child.kill)
			return a, cause, nil
		}
		child = nil
		if err != nil {
			if ctx.Err() != nil {
				err = cancelled(op, err)
			}
			return answer{}, CauseNone, err
		}
		if first || take != nil || (cause != CauseCrash && cause != CauseMemory) {
			return answer{}, cause, nil
		}
	}
}

func cancelled(op string, err error) error {
	return fault.New(fault.Cancelled, op, fault.T("已取消", "cancelled")).WithCause(err)
}

// warmUp lets one child without limits on writing fill the cache with the compiled PDF component, which the confined
// children can then only read. It touches no file from outside. If it fails they compile for themselves.
func (p *Pool) warmUp() {
	unlimited := p.options
	unlimited.Timeout = 2 * time.Minute
	child, err := launch(&unlimited, p.fontDir, false)
	if err != nil {
		return
	}
	defer child.kill()
	unlimited.MemoryBytes = 4 << 30
	_, _, _ = child.do(context.Background(), job{Op: "warm"}, &unlimited, nil)
}

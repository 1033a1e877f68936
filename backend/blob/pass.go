package blob

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

// A pass reads in pieces of this size; so many of them are under way at a time, whatever the size of the file.
const (
	piece  = 1 << 20
	pieces = 8
)

// part is a piece of a file on its way to all writers. The last one to be done with it gives it back.
type part struct {
	buffer []byte
	data   []byte
	left   sync.WaitGroup
}

// pass reads all of r once and hands every byte to each of some writers, which work side by side: a slow hash does not stop the
// disk, nor the disk the hash. What fits into one piece is handed over in turn. It returns how much was read.
func pass(r io.Reader, writers ...io.Writer) (size int64, err error) {
	in := &wary{in: r}
	size, err = passOn(in, writers)
	if err == nil {
		err = in.failed
	}
	return size, err
}

// wary remembers what went wrong with a reader. One that breaks off may say so in the very words in which the end of what is
// read by pieces is told.
type wary struct {
	in     io.Reader
	failed error
}

func (w *wary) Read(b []byte) (int, error) {
	n, err := w.in.Read(b)
	if err != nil && err != io.EOF { //nolint:errorlint // what wraps it is no end
		w.failed = err
	}
	return n, err
}

func passOn(r io.Reader, writers []io.Writer) (size int64, err error) {
	first := make([]byte, 32<<10)
	n, err := io.ReadFull(r, first)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		for _, w := range writers {
			if _, err := w.Write(first[:n]); err != nil {
				return 0, err
			}
		}
		return int64(n), nil
	}
	if err != nil {
		return 0, err
	}
	return sideBySide(r, first, writers)
}

func sideBySide(r io.Reader, first []byte, writers []io.Writer) (size int64, err error) {
	lines := make([]chan *part, len(writers))
	failed := make([]error, len(writers))
	var working sync.WaitGroup
	var broken atomic.Bool // a writer has failed: no more need be read
	for i, w := range writers {
		lines[i] = make(chan *part, pieces)
		working.Go(func() {
			for p := range lines[i] {
				if failed[i] == nil {
					if _, failed[i] = w.Write(p.data); failed[i] != nil {
						broken.Store(true)
					}
				}
				p.left.Done()
			}
		})
	}
	give := func(p *part) {
		p.left.Add(len(writers))
		for _, line := range lines {
			line <- p
		}
		size += int64(len(p.data))
	}
	give(&part{data: first})
	ring := make([]*part, pieces)
	for i := 0; err == nil && !broken.Load(); i = (i + 1) % pieces {
		if ring[i] == nil {
			ring[i] = &part{buffer: make([]byte, piece)}
		}
		p := ring[i]
		p.left.Wait()
		var n int
		if n, err = io.ReadFull(r, p.buffer); n > 0 {
			p.data = p.buffer[:n]
			give(p)
		}
	}
	for _, line := range lines {
		close(line)
	}
	working.Wait()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return size, errors.Join(append([]error{err}, failed...)...)
}

// watched tells how much is read of a file, and stops with its context.
type watched struct {
	in   io.Reader
	ctx  context.Context
	read func(n int64)
}

func (w *watched) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.in.Read(b)
	if w.read != nil {
		w.read(int64(n))
	}
	return n, err
}

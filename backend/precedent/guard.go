package precedent

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

var (
	errPanic = errors.New("the index engine failed")
	errSlow  = errors.New("the index engine does not answer")
)

// guarded runs a call into the engine in the same goroutine. A panic, or a fault on a mapped file, becomes an error. Bleve
// catches panics of its own goroutines, but a file that another program cuts short while Bleve merges it ends the process:
// that is why files are checked before they are opened, and merged only when something was indexed.
func guarded(call func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	return call()
}

// bounded runs a guarded call in its own goroutine and gives up waiting after a while. What was given up on may still
// finish; its result is then dropped.
func bounded(limit time.Duration, call func() error) error {
	done := make(chan error, 1)
	go func() { done <- guarded(call) }()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errSlow
	}
}

// cancelled tells whether an error only says that the caller stopped.
func cancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

//go:build unix

// Package processor tells how much work a program has made for the machine, however busy that is with others.
package processor

import (
	"syscall"
	"time"
)

// Used is the time that this process has used on all processors.
func Used() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

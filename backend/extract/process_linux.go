package extract

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// dataSlack is what a Go process with C libraries maps without using it.
const dataSlack = 768 << 20

// detach gives the child its own session, so that it can be ended with all it started, and lets it die with us.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL}
}

func childEnv() []string { return []string{"LANG=C.UTF-8", "GOTRACEBACK=single"} }

// confine sets the limits of the system. Address space cannot be limited, since Go and the sandbox reserve far more
// than they use; data can.
func confine(p *os.Process, memory int64, timeout time.Duration) (func(), error) {
	cpu := uint64(2*maxServed) * uint64(max(timeout/time.Second, 1))
	for _, limit := range []struct {
		resource int
		value    uint64
	}{
		{unix.RLIMIT_DATA, uint64(memory) + dataSlack},
		{unix.RLIMIT_CPU, cpu},
		{unix.RLIMIT_FSIZE, 0},
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_NOFILE, 64},
	} {
		if err := unix.Prlimit(p.Pid, limit.resource, &unix.Rlimit{Cur: limit.value, Max: limit.value}, nil); err != nil {
			return func() {}, os.NewSyscallError("prlimit", err)
		}
	}
	return func() {}, nil
}

// resident is the memory the child has in use, in bytes; 0 if it cannot be told.
func resident(p *os.Process) int64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(p.Pid) + "/statm")
	fields := bytes.Fields(data)
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

func terminate(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	_ = p.Kill()
}

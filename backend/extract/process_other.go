//go:build !linux && !windows

package extract

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

func childEnv() []string { return []string{"LANG=C.UTF-8", "GOTRACEBACK=single"} }

// confine leaves the child to its own watch on memory and time.
func confine(*os.Process, int64, time.Duration) (func(), error) { return func() {}, nil }

func resident(*os.Process) int64 { return 0 }

func terminate(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	_ = p.Kill()
}

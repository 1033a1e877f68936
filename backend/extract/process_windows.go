package extract

import (
	"os"
	"os/exec"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}

func childEnv() []string {
	return []string{"SystemRoot=" + os.Getenv("SystemRoot"), "GOTRACEBACK=single"}
}

// confine puts the child into a job of its own that limits its memory and ends with us.
func confine(p *os.Process, memory int64, _ time.Duration) (func(), error) {
	group, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return func() {}, err
	}
	release := func() { _ = windows.CloseHandle(group) }
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: uintptr(memory + memory/4)}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
		windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS
	limits.BasicLimitInformation.ActiveProcessLimit = 1
	_, err = windows.SetInformationJobObject(group, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		var child windows.Handle
		child, err = windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
		if err == nil {
			err = windows.AssignProcessToJobObject(group, child)
			_ = windows.CloseHandle(child)
		}
	}
	if err != nil {
		release()
		return func() {}, err
	}
	return release, nil
}

// resident is not measured here: the job's limit and the child's own watch stand in for it.
func resident(*os.Process) int64 { return 0 }

func terminate(p *os.Process) { _ = p.Kill() }

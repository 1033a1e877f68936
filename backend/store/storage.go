package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"zhiheng/backend/fault"
)

// storageError gives an error of SQLite its kind and a way out. An error that has a kind keeps it.
func storageError(op string, err error) error {
	var kept *fault.Error
	if err == nil || errors.As(err, &kept) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Cancelled, op, fault.T("操作已取消", "the work was cancelled")).WithCause(err)
	}
	code, known := codeOf(err)
	if !known {
		return fault.Wrap(op, err)
	}
	e := fault.New(fault.Storage, op, fault.T("数据文件读写失败", "the office file cannot be read or written")).WithCause(err)
	switch code {
	case sqlite3.ErrFull:
		e.Message, e.Hint = fault.T("磁盘已满,本次操作未保存", "the disk is full: this change was not kept"), fault.T("腾出空间后重试,此前的内容不受影响。", "Free some space and try again. What was kept before is not affected.")
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
		e.Message, e.Hint = fault.T("数据文件不可写", "the office file cannot be written"), fault.T("请检查数据目录的权限和磁盘状态。", "Check the permissions of the data folder and the state of the disk.")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		e.Kind, e.Message, e.Hint = fault.Unavailable, fault.T("数据文件正被其他程序占用", "another program holds the office file"), fault.T("关闭其他程序后重试。", "Close the other program and try again.")
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		e.Kind, e.Message, e.Hint = fault.Damaged, fault.T("数据文件已损坏", "the office file is damaged"), fault.T("请运行校验,并从备份恢复。", "Run the verification and restore from a backup.")
	case sqlite3.ErrConstraint:
		e.Kind, e.Message = fault.Internal, fault.T("数据不符合约束", "the data break a constraint")
	}
	return e
}

// codeOf is the code of an error of SQLite or of the system. What the system says is more telling than "disk I/O error".
func codeOf(err error) (code sqlite3.ErrNo, known bool) {
	var inner sqlite3.Error
	var system syscall.Errno
	if errors.As(err, &inner) {
		code, system, known = inner.Code, inner.SystemErrno, true
	} else if errors.As(err, &system) {
		code, known = sqlite3.ErrIoErr, true
	}
	switch system {
	case syscall.ENOSPC, syscall.EDQUOT:
		code = sqlite3.ErrFull
	case syscall.EROFS, syscall.EACCES:
		code = sqlite3.ErrReadonly
	}
	return code, known
}

// syncNames makes the names of the office file and its log last, and that of their folder. SQLite syncs the folder of a
// new log too, but passes over an error.
func syncNames(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there: NTFS journals names
	}
	for _, name := range []string{dir, filepath.Dir(dir)} {
		folder, err := os.Open(name)
		if errors.Is(err, os.ErrPermission) && name != dir {
			continue // not ours to look into; it was there before
		}
		if err != nil {
			return err
		}
		if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
			return err
		}
	}
	return nil
}

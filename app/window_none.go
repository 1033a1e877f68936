//go:build !(desktop || dev || bindings)

package app

import (
	"context"

	"zhiheng/backend/fault"
)

// hasWindow tells whether this build can open a desktop window.
const hasWindow = false

// window is missing from this build: the browser shows the screens.
type window struct{}

// PickFolder needs the window.
func (w *window) PickFolder(context.Context) (string, error) {
	return "", fault.New(fault.Unavailable, "app.window", fault.T("浏览器中不能选择本机文件夹", "a browser cannot choose a folder of this machine")).
		WithHint(fault.T("请拖入文件夹,或在桌面窗口中操作。", "Drop the folder here, or use the desktop window."))
}

func (w *window) show(string, string) error {
	return fault.New(fault.Unavailable, "app.window", fault.T("本版本不带桌面窗口", "this build has no desktop window"))
}

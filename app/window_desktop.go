//go:build desktop || dev || bindings

package app

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"sync"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"zhiheng/backend/fault"
)

// hasWindow tells whether this build can open a desktop window.
const hasWindow = true

// window is the desktop window: a frame around the local server's pages, with the system's own dialogs.
type window struct {
	mu  sync.Mutex
	ctx context.Context // of the running window, once it is up
}

func (w *window) context() context.Context {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ctx
}

func (w *window) started(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ctx = ctx
}

// PickFolder asks for a folder with the system's dialog. An empty path means that nothing was chosen.
func (w *window) PickFolder(context.Context) (string, error) {
	ctx := w.context()
	if ctx == nil {
		return "", fault.New(fault.Unavailable, "app.window", fault.T("窗口尚未就绪", "the window is not ready"))
	}
	path, err := runtime.OpenDirectoryDialog(ctx, runtime.OpenDialogOptions{})
	return path, fault.Wrap("app.window", err)
}

// show opens the window on an address of the local server and returns when it is closed. The window's own page does one
// thing: it goes there.
func (w *window) show(title, address string) error {
	boot := http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(rw, `<!doctype html><meta charset="utf-8"><title>%s</title><script>location.replace(%q)</script>`, html.EscapeString(title), address)
	})
	err := wails.Run(&options.App{
		Title: title, Width: 1360, Height: 860, MinWidth: 960, MinHeight: 640,
		AssetServer:      &assetserver.Options{Handler: boot},
		BackgroundColour: options.NewRGB(250, 249, 246),
		OnStartup:        w.started,
	})
	return fault.Wrap("app.window", err)
}

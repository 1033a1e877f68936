//go:build windowtest

package app

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// driven puts a driver before the server's handler: a test that knows the token of ZHIHENG_DRIVER_TOKEN posts a script to
// /driver/exec and gets what the script returns, run in the window's page. Only builds for tests have it.
func (w *window) driven(next http.Handler) http.Handler {
	d := &driver{window: w, token: os.Getenv("ZHIHENG_DRIVER_TOKEN"), waiting: map[string]chan json.RawMessage{}}
	if d.token == "" {
		return next
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /driver/exec", d.exec)
	mux.HandleFunc("POST /driver/result", d.result)
	mux.Handle("/", next)
	return mux
}

// driver runs scripts in the window and waits for what they answer.
type driver struct {
	window  *window
	token   string
	mu      sync.Mutex
	waiting map[string]chan json.RawMessage
}

func (d *driver) knows(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(d.token)) == 1
}

func (d *driver) exec(rw http.ResponseWriter, r *http.Request) {
	if !d.knows(r.Header.Get("X-Driver")) {
		http.Error(rw, "no", http.StatusForbidden)
		return
	}
	script, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 1<<20))
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	for d.window.context() == nil {
		select {
		case <-ctx.Done():
			http.Error(rw, "the window is not ready", http.StatusServiceUnavailable)
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	id, answer := rand.Text(), make(chan json.RawMessage, 1)
	d.mu.Lock()
	d.waiting[id] = answer
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		delete(d.waiting, id)
		d.mu.Unlock()
	}()
	runtime.WindowExecJS(d.window.context(), fmt.Sprintf(`(async () => {
  let said;
  try { said = { value: (await (async () => { %s })()) ?? null }; } catch (error) { said = { error: String(error) }; }
  await fetch("/driver/result?id=%s", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
})()`, script, id))
	select {
	case said := <-answer:
		rw.Header().Set("Content-Type", "application/json")
		_, _ = rw.Write(said) // a test that has gone away has its own timeout
	case <-ctx.Done():
		http.Error(rw, "the page did not answer", http.StatusGatewayTimeout)
	}
}

// result takes an answer from the page. Its id is the secret that only the script was given.
func (d *driver) result(rw http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 1<<20))
	d.mu.Lock()
	answer := d.waiting[r.URL.Query().Get("id")]
	d.mu.Unlock()
	if err != nil || answer == nil || !json.Valid(raw) {
		http.Error(rw, "no", http.StatusForbidden)
		return
	}
	select {
	case answer <- raw:
	default: // it has answered once
	}
}

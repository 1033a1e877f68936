//go:build window

package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"zhiheng/app"
)

const driverToken = "a-token-of-the-test"

// shownWindow is a real window over an office, steered by the driver that test builds have.
type shownWindow struct {
	t       *testing.T
	address string
}

// showWindow opens the window of the test build over a folder.
func showWindow(t *testing.T, program, data string) *shownWindow {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command(program, "--data", data, "--json")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+home, "ZHIHENG_DRIVER_TOKEN="+driverToken, "LANG=zh_CN.UTF-8", "WEBKIT_DISABLE_COMPOSITING_MODE=1")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
		if t.Failed() {
			t.Logf("the window said: %s", said.String())
		}
	})
	var announced struct{ Address string }
	if err := json.NewDecoder(out).Decode(&announced); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return &shownWindow{t, announced.Address}
}

// run runs a script in the window's page and returns what it returned.
func (w *shownWindow) run(script string) (any, error) {
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.address+"/driver/exec", strings.NewReader(script))
	if err != nil {
		return nil, err
	}
	r.Header.Set("X-Driver", driverToken)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s %w", answer.Status, raw, err)
	}
	var said struct {
		Value any
		Error string
	}
	if err := json.Unmarshal(raw, &said); err != nil || said.Error != "" {
		return nil, fmt.Errorf("%s %w", said.Error, err)
	}
	return said.Value, nil
}

// until runs a script until it returns something, and returns that.
func (w *shownWindow) until(what, script string) string {
	w.t.Helper()
	var last error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		value, err := w.run(script)
		if text, ok := value.(string); ok && text != "" {
			return text
		}
		last = err
	}
	w.picture("failed")
	w.t.Fatalf("%s: not seen in time (%v)", what, last)
	return ""
}

// click presses what a selector finds, or the one of them that holds a text.
func (w *shownWindow) click(selector, text string) {
	w.t.Helper()
	w.until("click "+selector+" "+text, fmt.Sprintf(`const e = [...document.querySelectorAll(%q)].find((x) => x.textContent.includes(%q)); if (!e) return ""; e.click(); return "done";`, selector, text))
}

// sees waits for a text on the screen.
func (w *shownWindow) sees(text string) {
	w.t.Helper()
	w.until(text, fmt.Sprintf(`return document.body.innerText.includes(%q) ? "yes" : ""`, text))
}

// typed writes into a field as a person would: the page is told of it.
func (w *shownWindow) typed(selector, text string) {
	w.t.Helper()
	w.until("type into "+selector, fmt.Sprintf(`const e = document.querySelector(%q); if (!e) return "";
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(e, %q);
    e.dispatchEvent(new Event("input", { bubbles: true })); return "done";`, selector, text))
}

// picture keeps a picture of the whole display, where a tool for it is installed.
func (w *shownWindow) picture(name string) {
	dir := filepath.Join("..", "test-results")
	if _, err := exec.LookPath("import"); err != nil || os.MkdirAll(dir, 0o755) != nil {
		return
	}
	time.Sleep(300 * time.Millisecond)
	_ = exec.Command("import", "-window", "root", filepath.Join(dir, "window-"+name+".png")).Run()
}

// drivenWindow is the window's test build, or the test is skipped: it is built and named by the tally.
func drivenWindow(t *testing.T) string {
	program := os.Getenv("ZHIHENG_WINDOW_TEST")
	if program == "" || os.Getenv("DISPLAY") == "" {
		t.Skip("no window to test: go run ./build/tally -only window")
	}
	return program
}

func TestWindowWalk(t *testing.T) {
	program := drivenWindow(t)
	data := filepath.Join(t.TempDir(), "office")
	if _, err := app.WriteSample(t.Context(), data, app.SampleOptions{Cases: 6, Seed: 1, Settings: app.Settings{Readers: 2}}); err != nil {
		t.Fatal(err)
	}
	w := showWindow(t, program, data)

	w.sees("工作台") // the sample lets a handler in
	w.picture("workbench")
	if got := w.until("the address", `return location.origin`); got != w.address {
		t.Errorf("the window shows %s, want %s", got, w.address)
	}
	w.until("sign out", `await fetch("/api/session", { method: "DELETE" }); location.assign("/"); return "done"`)
	w.sees("示例单位")
	w.picture("sign-in")
	w.click(".sample-people button", "何溯")
	w.until("the reviewer's own screen", `return document.querySelector(".topbar")?.innerText.includes("何溯") ? "yes" : ""`)

	w.until("search", `history.pushState(null, "", "/search"); location.reload(); return "done"`)
	w.typed("form[role=search] input", "食品")
	w.until("ask", `const f = document.querySelector("form[role=search]"); if (!f) return ""; f.requestSubmit(); return "done"`)
	w.until("a hit", `return document.querySelector(".hit mark")?.textContent ?? ""`)
	w.picture("search")
	w.click("a.hit-title", "")
	w.until("the paper with the hit marked", `return document.querySelector(".paper-text mark")?.textContent ?? ""`)
	w.click("nav a", "案件")
	w.until("the list of cases", `return document.querySelector("table.rows tbody tr")?.innerText ?? ""`)
	w.click("table.rows tbody tr", "PEN")
	w.until("a case", `return location.pathname.startsWith("/cases/") && document.querySelector(".case-head h1")?.innerText || ""`)
	w.sees("下一步")
	w.picture("case")
	if shell := w.until("what the shell can do", `return JSON.stringify(await (await fetch("/api/shell")).json())`); !strings.Contains(shell, "true") {
		t.Errorf("the screens do not know that they stand in a window: %s", shell)
	}
	if wide := w.until("the width", `return String(document.documentElement.scrollWidth - innerWidth)`); strings.TrimPrefix(wide, "-") == wide && wide != "0" {
		t.Errorf("the page is %s pixels wider than the window", wide)
	}
}

// Nobody without the token steers the window, not even of a test build.
func TestWindowDriverIsGuarded(t *testing.T) {
	program := drivenWindow(t)
	w := showWindow(t, program, filepath.Join(t.TempDir(), "office"))
	for _, token := range []string{"", "wrong"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.address+"/driver/exec", strings.NewReader("return 1"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Driver", token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("token %q: %s", token, answer.Status)
		}
	}
	answer, err := http.PostForm(w.address+"/driver/result?id=guess", url.Values{"a": {"b"}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("an answer to no question: %s", answer.Status)
	}
}

// The window that is shipped holds no driver; the one for tests shows that the search would find it.
func TestWindowShipsNoDriver(t *testing.T) {
	shipped, driven := os.Getenv("ZHIHENG_WINDOW"), os.Getenv("ZHIHENG_WINDOW_TEST")
	if shipped == "" || driven == "" {
		t.Skip("no window to test: go run ./build/tally -only window")
	}
	for program, want := range map[string]bool{shipped: false, driven: true} {
		raw, err := os.ReadFile(program)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"/driver/exec", "ZHIHENG_DRIVER_TOKEN"} {
			if bytes.Contains(raw, []byte(word)) != want {
				t.Errorf("%s holds %q: %v, want %v", filepath.Base(program), word, !want, want)
			}
		}
	}
}

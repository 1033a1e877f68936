package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// print shows a result: as one JSON document when --json was given, else by the function.
func (t *terminal) print(result any, show func(w io.Writer)) error {
	if t.JSON {
		return t.printJSON(t.out, result)
	}
	w := bufio.NewWriter(t.out)
	show(w)
	return w.Flush()
}

func (t *terminal) printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// progress shows how far work has come, on stderr and only to a person.
func (t *terminal) progress(label string) func(done, total int64) {
	file, ok := t.err.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return func(done, total int64) {
		fmt.Fprintf(file, "\r%s %d/%d ", label, done, total)
		if done >= total {
			fmt.Fprint(file, "\r\033[K")
		}
	}
}

// verifying shows how far a verification has come, how fast it goes and how long it will take, in the same way.
func (t *terminal) verifying() func(store.Progress) {
	file, ok := t.err.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	pace := &store.Pace{}
	return func(p store.Progress) {
		fmt.Fprintf(file, "\r\033[K%s ", pace.Tell(time.Now(), p).In(t.lang))
		if p.Total > 0 && p.Done >= p.Total {
			fmt.Fprint(file, "\r\033[K")
		}
	}
}

// password comes from the environment, or from whoever sits at the terminal.
func (t *terminal) password() (string, error) {
	if password, set := os.LookupEnv("ZHIHENG_PASSWORD"); set {
		return password, nil
	}
	file, ok := t.in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return "", fault.New(fault.Unauthenticated, "app.password", fault.T("没有给出密码", "no password was given")).
			WithHint(fault.T("设置环境变量 ZHIHENG_PASSWORD。", "Set ZHIHENG_PASSWORD."))
	}
	fmt.Fprint(t.err, t.text("密码: ", "Password: "))
	raw, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(t.err)
	return strings.TrimRight(string(raw), "\r\n"), fault.Wrap("app.password", err)
}

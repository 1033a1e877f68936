package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/httpapi"
	"zhiheng/frontend"
)

// server is an office's local server while it listens.
type server struct {
	office  *Office
	api     *httpapi.Server
	http    *http.Server
	address string // http://127.0.0.1:port
	done    chan error
}

// listen opens the office's folder to this machine's browsers. The address must be one of this machine alone: what goes
// over a network needs more than this server gives.
func (o *Office) listen(address string, shell httpapi.Shell, log *slog.Logger) (*server, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "app.listen", fault.Tf("不能监听 %[1]s", "cannot listen on %[1]s", address)).WithCause(err).
			WithHint(fault.T("换一个端口,或用 127.0.0.1:0 由系统选择。", "Use another port, or 127.0.0.1:0 to let the system choose."))
	}
	local := listener.Addr().(*net.TCPAddr)
	if !local.IP.IsLoopback() {
		return nil, errors.Join(listener.Close(), fault.New(fault.Refused, "app.listen", fault.T("只能在本机地址上提供服务", "the server listens on this machine only")).
			WithHint(fault.T("请使用 127.0.0.1 或 [::1]。", "Use 127.0.0.1 or [::1].")))
	}
	s := &server{office: o, address: fmt.Sprintf("http://%s", listener.Addr()), done: make(chan error, 1)}
	s.api = httpapi.New(o.parts(shell), httpapi.Options{Port: local.Port, Log: log, Static: frontend.Dist(), Clock: o.clock})
	handler := http.Handler(s.api)
	if w, ok := shell.(*window); ok {
		handler = w.driven(handler)
	}
	s.http = &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	if err := s.api.ResumeImports(context.Background()); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	go func() { s.done <- s.http.Serve(listener) }()
	return s, nil
}

// parts are the parts of the office as the server wants them.
func (o *Office) parts(shell httpapi.Shell) httpapi.Parts {
	return httpapi.Parts{Accounts: o.Accounts, Secrets: o.Secrets, Files: o.Files, Desk: o.Desk, Door: o.Door, Record: o.Record, Disclosure: o.Disclosure, Index: o.Index, Past: o.Past, Authority: o.Authority, Dossiers: o.Dossiers, Anchoring: o.Anchoring, Store: o.Store,
		Verify: o.Verify, Shell: shell, Version: Version}
}

// link is an address that lets a browser in, once, and signs a person in if one is named.
func (s *server) link(person string) string { return s.address + "/enter?token=" + s.api.Token(person) }

// close stops listening, lets what is under way come to its end, and closes nothing else.
func (s *server) close() error {
	s.api.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close() // an open event stream never ends by itself
	}
	return nil
}

type serveCommand struct {
	Listen string `default:"127.0.0.1:0" help:"${listen}"`
	Open   bool   `help:"${open}"`
}

// Run serves until it is interrupted.
func (c *serveCommand) Run(t *terminal) error {
	return t.serving(c.Listen, nil, func(s *server) error {
		link := s.link(t.newcomer(s.office))
		if err := t.announce(s, link); err != nil {
			return err
		}
		if c.Open {
			openBrowser(link)
		}
		select {
		case <-t.ctx.Done():
			return nil
		case err := <-s.done:
			return fault.Wrap("app.serve", err)
		}
	})
}

// serving opens the office, serves it and closes both.
func (t *terminal) serving(address string, shell httpapi.Shell, work func(s *server) error) error {
	o, err := OpenOffice(t.Data, Settings{})
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	o.eachDay(log)
	s, err := o.listen(address, shell, log)
	if err != nil {
		return errors.Join(err, o.Close())
	}
	err = work(s)
	return errors.Join(err, s.close(), o.Close())
}

// newcomer is who a first link signs in: in a sample office a handler, so that there is something to see; else nobody.
func (t *terminal) newcomer(o *Office) string {
	office, found, err := o.Accounts.Office(t.ctx)
	if err != nil || !found || !office.Sample {
		return ""
	}
	people, err := o.Accounts.People(t.ctx)
	if err != nil {
		return ""
	}
	for _, role := range []string{"handler", "chief"} {
		for _, p := range people {
			if p.Holds(role) && p.Active {
				return p.ID
			}
		}
	}
	return ""
}

// announcement is what serve prints.
type announcement struct {
	Address  string           `json:"address"`
	Link     string           `json:"link"`
	People   []account.Person `json:"people,omitempty"`
	Password string           `json:"password,omitempty"`
}

func (t *terminal) announce(s *server, link string) error {
	a := announcement{Address: s.address, Link: link}
	office, found, err := s.office.Accounts.Office(t.ctx)
	if err != nil {
		return err
	}
	if found && office.Sample {
		a.Password = office.SamplePassword
		if a.People, err = s.office.Accounts.People(t.ctx); err != nil {
			return err
		}
	}
	return t.print(a, func(w io.Writer) {
		fmt.Fprintf(w, t.text("执衡已在本机运行。登录链接(10分钟内有效,仅一次):\n  %s\n", "Zhiheng is running on this machine. Sign-in link (once, for 10 minutes):\n  %s\n"), a.Link)
		if len(a.People) > 0 {
			fmt.Fprintf(w, t.text("示例单位的人员(密码均为 %s):\n", "People of the sample office (password %s):\n"), a.Password)
			for _, p := range a.People {
				fmt.Fprintf(w, "  %-12s %s  %v\n", p.Username, p.Name, p.Roles)
			}
		}
		fmt.Fprintln(w, t.text("按 Ctrl+C 退出。", "Press Ctrl+C to stop."))
	})
}

// openBrowser opens an address in the person's browser, where there is a screen to show it on.
func openBrowser(address string) {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		cmd = exec.Command("open", address)
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return
		}
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err == nil {
		go func() { _ = cmd.Wait() }() // a browser that does not open leaves the link on the terminal
	}
}

type openCommand struct{}

// Run opens the desktop window; where none can open, it serves and prints the address.
func (c *openCommand) Run(t *terminal) error {
	if !hasWindow {
		return (&serveCommand{Listen: "127.0.0.1:0", Open: true}).Run(t)
	}
	w := &window{}
	return t.serving("127.0.0.1:0", w, func(s *server) error {
		if err := t.announce(s, s.link(t.newcomer(s.office))); err != nil {
			return err
		}
		title := "执衡"
		if office, found, err := s.office.Accounts.Office(t.ctx); err == nil && found {
			title += " · " + office.Name
		}
		return w.show(title, s.link(t.newcomer(s.office)))
	})
}

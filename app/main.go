package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/store"
)

// Version is the version of the program.
const Version = "0.1.0"

// Main runs the program and returns its exit code: 0 done, 1 found wanting, 2 wrong usage, 3 refused by law or permission,
// 4 storage.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 1 && args[1] == childArgument {
		return extract.Child(stdin, stdout, dossier.Tasks()...)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	lang := language(args)
	t := &terminal{ctx: ctx, in: stdin, out: stdout, err: stderr, lang: lang}
	return t.run(args[1:])
}

// terminal is one run of the command line.
type terminal struct {
	ctx  context.Context
	in   io.Reader
	out  io.Writer
	err  io.Writer
	lang string
	globals
}

// globals are the flags that every command takes.
type globals struct {
	Data string `help:"${data}" placeholder:"DIR" type:"path"`
	As   string `help:"${as}" placeholder:"USER"`
	JSON bool   `help:"${json}" name:"json"`
	Lang string `help:"${lang}" placeholder:"zh|en"`
}

// language is that of the texts: what --lang says, else the locale's, else Chinese.
func language(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, "en") {
				return "en"
			}
			return "zh"
		}
	}
	return "zh"
}

func (t *terminal) run(args []string) int {
	var cli commands
	vars := kong.Vars{}
	for name, text := range helps {
		vars[name] = text.In(t.lang)
	}
	exited := -1
	parser, err := kong.New(&cli, kong.Name("zhiheng"), kong.Description(vars["program"]), vars, kong.Writers(t.out, t.err),
		kong.Exit(func(code int) { exited = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return t.fail(fault.Wrap("app.cli", err))
	}
	run, err := parser.Parse(args)
	if exited >= 0 {
		return exited // help was asked for and given
	}
	if err != nil {
		var wrong *kong.ParseError
		if errors.As(err, &wrong) {
			err = misused(err)
		}
		return t.fail(err)
	}
	t.globals = cli.globals
	if t.Data == "" {
		t.Data = defaultFolder()
	}
	if err := run.Run(t); err != nil {
		return t.fail(err)
	}
	return 0
}

// defaultFolder is where a person's office lies when nobody says otherwise.
func defaultFolder() string {
	if dir := os.Getenv("ZHIHENG_DATA"); dir != "" {
		return dir
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "zhiheng")
	}
	if dir, err := os.UserConfigDir(); err == nil && os.PathSeparator == '\\' {
		return filepath.Join(dir, "zhiheng")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "zhiheng-data"
	}
	return filepath.Join(home, ".local", "share", "zhiheng")
}

// fail says what went wrong on stderr, in the person's language, and returns the exit code. "Found wanting" says nothing
// more than the command itself has said.
func (t *terminal) fail(err error) int {
	if errors.Is(err, errWanting) {
		return 1
	}
	e := fault.As(err)
	if t.JSON {
		t.printJSON(t.err, map[string]any{"kind": e.Kind, "message": e.Message, "hint": e.Hint, "article": e.Article, "field": e.Field})
		return fault.ExitCode(err)
	}
	fmt.Fprintln(t.err, e.Message.In(t.lang))
	if e.Article != "" {
		fmt.Fprintln(t.err, t.text("依据: ", "By: ")+e.Article)
	}
	if !e.Hint.IsZero() {
		fmt.Fprintln(t.err, t.text("办法: ", "Way out: ")+e.Hint.In(t.lang))
	}
	if e.Kind == fault.Internal || e.Kind == fault.Storage {
		slog.New(slog.NewTextHandler(t.err, nil)).Error(err.Error())
	}
	return fault.ExitCode(err)
}

// errWanting ends a command that worked and found something wrong.
var errWanting = errors.New("found wanting")

// text picks a word in the person's language.
func (t *terminal) text(zh, en string) string { return fault.T(zh, en).In(t.lang) }

// office opens the office of --data and closes it after the work.
func (t *terminal) office(work func(o *Office) error) (err error) {
	if _, statErr := os.Stat(filepath.Join(t.Data, "office.db")); statErr != nil {
		return fault.New(fault.NotFound, "app.office", fault.Tf("%[1]s 里没有单位数据", "there is no office in %[1]s", t.Data)).
			WithHint(fault.T("用 zhiheng init 新建单位,或用 zhiheng sample 生成示例。", "Make one with zhiheng init, or a sample with zhiheng sample."))
	}
	o, err := OpenOffice(t.Data, Settings{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return work(o)
}

// acting opens the office and signs in the person of --as, by the password from the environment or a prompt.
func (t *terminal) acting(work func(o *Office, actor account.Person) error) error {
	return t.office(func(o *Office) error {
		if t.As == "" {
			return fault.New(fault.Unauthenticated, "app.acting", fault.T("此命令须以本人身份办理", "this command acts for a person")).
				WithHint(fault.T("加上 --as 用户名;密码可由环境变量 ZHIHENG_PASSWORD 给出。", "Add --as USER; the password may come from ZHIHENG_PASSWORD."))
		}
		password, err := t.password()
		if err != nil {
			return err
		}
		actor, err := o.Accounts.SignIn(t.ctx, t.As, password)
		if err != nil {
			return err
		}
		return work(o, actor)
	})
}

// caseID finds a case by its number or id.
func (o *Office) caseID(ctx context.Context, no string) (id string, err error) {
	err = o.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, no)
		id = c.ID
		return err
	})
	return id, err
}

package app_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"zhiheng/backend/ledger"
)

// TestScripts walks the command line as a person would. Each script is one walk with its files inside.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			now := time.Now().In(ledger.Zone)
			env.Setenv("YEAR", now.Format("2006"))
			env.Setenv("TODAY", now.Format(time.DateOnly))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("LANG", "zh_CN.UTF-8")
			return nil
		},
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "flip": flip, "pour": pour, "capture": capture},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// exits runs a command that must end with an exit code: exits CODE PROGRAM ARGUMENT...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// capture keeps what the last command wrote in a variable: capture NAME PATTERN
func capture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: capture NAME PATTERN")
	}
	found := regexp.MustCompile(args[1]).FindString(ts.ReadFile("stdout"))
	if found == "" {
		ts.Fatalf("nothing matches %s", args[1])
	}
	ts.Setenv(args[0], found)
}

// flip changes the byte in the middle of the first file of a folder, as another program might: flip FOLDER
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip FOLDER")
	}
	names := filesIn(ts, args[0])
	raw, err := os.ReadFile(names[0])
	ts.Check(err)
	if len(raw) == 0 {
		ts.Fatalf("%s is empty", names[0])
	}
	raw[len(raw)/2] ^= 1
	ts.Check(os.Chmod(names[0], 0o600))
	ts.Check(os.WriteFile(names[0], raw, 0o600))
}

// pour writes every file of a folder to stdout, workbooks unpacked: pour FOLDER
func pour(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pour FOLDER")
	}
	for _, name := range filesIn(ts, args[0]) {
		raw, err := os.ReadFile(name)
		ts.Check(err)
		if book, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw))); err == nil {
			for _, part := range book.File {
				r, err := part.Open()
				ts.Check(err)
				_, err = io.Copy(ts.Stdout(), r)
				ts.Check(errors.Join(err, r.Close()))
			}
			continue
		}
		_, err = ts.Stdout().Write(raw)
		ts.Check(err)
	}
}

// filesIn lists the files below a folder of the script, of which there must be one at least.
func filesIn(ts *testscript.TestScript, folder string) (names []string) {
	ts.Check(filepath.WalkDir(ts.MkAbs(folder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, path)
		}
		return err
	}))
	if len(names) == 0 {
		ts.Fatalf("no file in %s", folder)
	}
	return names
}

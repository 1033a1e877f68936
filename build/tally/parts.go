package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const windowTags = "desktop,production,webkit2_41"

// command is a command that speaks to the terminal, run in a folder.
func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stdout, os.Stderr
	return cmd
}

// buildFrontend installs what the lock file names, unless that is what is installed, and builds the screens.
func buildFrontend(*bench) (counts, error) {
	return counts{}, command(".", "make", "--no-print-directory", "frontend/dist/index.html").Run()
}

// binary is the path of the built program.
func binary() string {
	name := "zhiheng"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join("build", "bin", name)
}

func buildProgram(*bench) (counts, error) {
	return counts{}, command(".", "go", "build", "-trimpath", "-o", binary(), ".").Run()
}

func vet(*bench) (counts, error) {
	return counts{}, command(".", "go", "vet", "./...").Run()
}

func goTests(b *bench) (counts, error) {
	args := []string{"test", "-json", "-timeout", "20m"}
	if b.short {
		args = append(args, "-short")
	}
	return runGo(exec.Command("go", append(args, "./...")...))
}

// runGo runs a go test -json, prints what failed and a line a package, and counts.
func runGo(cmd *exec.Cmd) (counts, error) {
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return counts{}, err
	}
	if err := cmd.Start(); err != nil {
		return counts{}, err
	}
	c, readErr := countGo(out, os.Stdout)
	return some(c, errors.Join(readErr, cmd.Wait()))
}

// some makes a part that found no test at all a broken one: silence is not success.
func some(c counts, err error) (counts, error) {
	if err == nil && c == (counts{}) {
		err = errors.New("no test ran")
	}
	return c, err
}

func unitTests(b *bench) (counts, error) {
	report := b.report("unit.json")
	runErr := command("frontend", "npm", "test", "--silent", "--", "--reporter=default", "--reporter=json", "--outputFile.json="+report).Run()
	body, err := os.ReadFile(report)
	if err != nil {
		return counts{}, errors.Join(runErr, err)
	}
	c, err := countVitest(body)
	return some(c, errors.Join(runErr, err))
}

func browserTests(*bench) (counts, error) {
	var out bytes.Buffer
	cmd := command("frontend", "npm", "run", "--silent", "e2e")
	cmd.Stdout = io.MultiWriter(os.Stdout, &out)
	program, err := filepath.Abs(binary())
	if err != nil {
		return counts{}, err
	}
	cmd.Env = append(os.Environ(), "ZHIHENG_BINARY="+program)
	runErr := cmd.Run()
	c, err := countNode(out.String())
	return some(c, errors.Join(runErr, err))
}

// windowTests builds the desktop window as it is shipped, and once more with the driver that tests steer it by, and runs the tests behind the tag window, on a display of their own.
func windowTests(*bench) (counts, error) {
	if reason := noWindow(); reason != "" {
		fmt.Println("skipped: " + reason)
		return counts{skipped: 1}, nil
	}
	program, err := filepath.Abs(filepath.Join("build", "bin", "zhiheng-window"))
	if err != nil {
		return counts{}, err
	}
	driven := program + "-test"
	for path, tags := range map[string]string{program: windowTags, driven: windowTags + ",windowtest"} {
		if err := command(".", "go", "build", "-trimpath", "-tags", tags, "-o", path, ".").Run(); err != nil {
			return counts{}, err
		}
	}
	display, stop, err := startDisplay()
	if err != nil {
		return counts{}, err
	}
	defer stop()
	cmd := exec.Command("go", "test", "-json", "-count=1", "-timeout", "5m", "-tags", windowTags+",window", "-run", "^TestWindow", "./app/...")
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "ZHIHENG_WINDOW="+program, "ZHIHENG_WINDOW_TEST="+driven)
	return runGo(cmd)
}

// noWindow says why no window can be built or shown here, or nothing.
func noWindow() string {
	if runtime.GOOS != "linux" {
		return "the window is tested on Linux only"
	}
	if exec.Command("pkg-config", "--exists", "gtk+-3.0", "webkit2gtk-4.1").Run() != nil {
		return "the window needs libgtk-3-dev and libwebkit2gtk-4.1-dev"
	}
	if _, err := exec.LookPath("Xvfb"); err != nil {
		return "the window needs a display: install xvfb"
	}
	return ""
}

// startDisplay starts a display nobody sees and returns its name. Xvfb picks a free number and writes it to us.
func startDisplay() (display string, stop func(), err error) {
	read, write, err := os.Pipe()
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	err = cmd.Start()
	write.Close()
	if err != nil {
		read.Close()
		return "", nil, err
	}
	stop = func() { // the pipe stays open till then: a display that cannot write to it dies of that
		cmd.Process.Kill()
		cmd.Wait()
		read.Close()
	}
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, fmt.Errorf("no display: %w", err)
	}
	return ":" + strings.TrimSpace(line), stop, nil
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/store"
)

// describe tells what this machine is. What the system does not tell is said to be unknown.
func describe(ctx context.Context, b *bench) []row {
	return []row{
		{what: "Processor", figure: fmt.Sprintf("%s, %d cores", known(field("/proc/cpuinfo", "model name")), runtime.NumCPU())},
		{what: "Memory", figure: memory()},
		{what: "Disk", figure: disk(b.temp)},
		{what: "System", figure: runtime.GOOS + "/" + runtime.GOARCH},
		{what: "Go", figure: strings.TrimPrefix(runtime.Version(), "go")},
		{what: "SQLite", figure: known(sqlite(ctx, b))},
		{what: "Load average at the beginning", figure: load() + " (other work on the machine makes figures worse)"},
	}
}

func known(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// field is the first line of a file of the form "name: value".
func field(path, name string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if key, value, found := strings.Cut(lines.Text(), ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func memory() string {
	kb, err := strconv.Atoi(strings.TrimSuffix(field("/proc/meminfo", "MemTotal"), " kB"))
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.1f GiB", float64(kb)/(1<<20))
}

// load is the load average of the last one, five and fifteen minutes.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(raw)); err == nil && len(fields) >= 3 {
		return strings.Join(fields[:3], " ")
	}
	return "unknown"
}

// processorTime is what this process has used so far, over all its threads; 0 where the system does not tell. On a busy
// machine it says more than the time that has passed.
func processorTime() time.Duration {
	raw, err := os.ReadFile("/proc/self/stat")
	_, after, found := strings.Cut(string(raw), ") ") // the name before it may hold anything
	fields := strings.Fields(after)
	if err != nil || !found || len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// disk tells of what kind the disks are, and how long one sync to the disk takes, which is what counts.
func disk(dir string) string {
	var kinds []string
	paths, _ := filepath.Glob("/sys/block/*/queue/rotational") // the pattern is well formed
	for _, path := range paths {
		name := strings.Split(path, "/")[3]
		if raw, err := os.ReadFile(path); err == nil && !strings.HasPrefix(name, "loop") && !strings.HasPrefix(name, "ram") && !strings.HasPrefix(name, "zram") {
			kinds = append(kinds, name+map[bool]string{true: " (said to turn)", false: " (does not turn)"}[strings.TrimSpace(string(raw)) == "1"])
		}
	}
	sync, err := syncTime(dir)
	if err != nil {
		return known(strings.Join(kinds, ", "))
	}
	return fmt.Sprintf("%s; writing 4 KiB with a sync takes %s (median of 50)", known(strings.Join(kinds, ", ")), millis(sync))
}

func syncTime(dir string) (time.Duration, error) {
	file, err := os.CreateTemp(dir, "sync-")
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var times []time.Duration
	for range 50 {
		begin := time.Now()
		if _, err := file.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		if err := file.Sync(); err != nil {
			return 0, err
		}
		times = append(times, time.Since(begin))
	}
	return quantile(times, .5), nil
}

func sqlite(ctx context.Context, b *bench) (version string) {
	o, err := openOffice(ctx, filepath.Join(b.temp, "version"))
	if err != nil {
		return ""
	}
	defer o.close()
	_ = o.store.View(ctx, func(r *store.Reader) (err error) {
		version, _, err = store.One[string](r, "SELECT sqlite_version()")
		return err
	}) // an empty version is said to be unknown
	return version
}

package extract

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"zhiheng/backend/fault"
)

// setup is the first line that a child reads: what it may use.
type setup struct {
	CacheDir string        `json:"cache_dir"`
	FontDir  string        `json:"font_dir"`
	Memory   int64         `json:"memory"` // bytes
	Timeout  time.Duration `json:"timeout"`
}

// job is one line of work; answer is the line that comes back.
type job struct {
	Op    string `json:"op"` // read, table, image, layout, unseen, unpack, warm, or the name of a task
	Path  string `json:"path,omitempty"`
	Name  string `json:"name,omitempty"`
	Page  int    `json:"page,omitempty"`
	Width int    `json:"width,omitempty"`
	Room  Room   `json:"room"`

	Arguments json.RawMessage `json:"arguments,omitempty"` // of a task
}

type answer struct {
	Result      Result     `json:"result"`
	Table       Table      `json:"table"`
	Image       []byte     `json:"image,omitempty"`
	ContentType string     `json:"content_type,omitempty"`
	Layout      *Layout    `json:"layout,omitempty"`
	Unseen      []Unseen   `json:"unseen,omitempty"`
	Failed      fault.Kind `json:"failed,omitempty"` // the file could not be opened, or the picture could not be had
	Reason      fault.Text `json:"reason"`
	More        bool       `json:"more,omitempty"` // others follow to the same job: a member, its pieces, its end
	Member      *Member    `json:"member,omitempty"`
	Ended       bool       `json:"ended,omitempty"`
	Piece       []byte     `json:"piece,omitempty"`
	Step        int        `json:"step,omitempty"` // how far a task is
}

// The exit codes by which a child says that it stopped itself.
const (
	exitMemory  = 61
	exitTimeout = 62
)

// Child is what the program does when it runs as a reader of untrusted files: it reads jobs from in, one JSON line
// each, and writes one JSON line for each to out, until in ends. It returns the exit code. It never writes a file
// except into the cache folder it is given, and opens none but those it is told to read.
//
// Tasks are further kinds of work with untrusted files that the program brings along, by name.
func Child(in io.Reader, out io.Writer, tasks ...Task) int {
	lines := json.NewDecoder(in)
	var limits setup
	if err := lines.Decode(&limits); err != nil {
		return 2
	}
	debug.SetMaxStack(64 << 20)
	if limits.Memory > 0 {
		debug.SetMemoryLimit(limits.Memory * 3 / 4)
		go watchMemory(limits.Memory)
	}
	engine := &pdfEngine{cacheDir: limits.CacheDir, fontDir: limits.FontDir, memoryPages: sandboxPages(limits.Memory), tasks: tasks}
	buffered := bufio.NewWriterSize(out, 64<<10)
	answers := json.NewEncoder(buffered)
	answers.SetEscapeHTML(false)
	for {
		var j job
		if err := lines.Decode(&j); err != nil {
			if errors.Is(err, io.EOF) {
				return 0
			}
			return 2
		}
		fuse := time.AfterFunc(max(limits.Timeout, time.Second)+2*time.Second, func() { os.Exit(exitTimeout) })
		emit := func(a answer) error {
			fuse.Stop() // the one who takes it may need time
			err := errors.Join(answers.Encode(a), buffered.Flush())
			fuse.Reset(max(limits.Timeout, time.Second) + 2*time.Second)
			return err
		}
		err := emit(engine.do(j, emit))
		fuse.Stop()
		if err != nil {
			return 2
		}
	}
}

// sandboxPages gives PDFium a good third of the memory: growing it needs the old and the new at once.
func sandboxPages(memory int64) uint32 {
	if memory <= 0 {
		memory = defaultMemory
	}
	return uint32(max(memory*3/8, 64<<20) >> 16)
}

// watchMemory ends the process when the Go heap and the sandbox together hold more than the limit. It is the guard on
// systems where the parent cannot measure or limit the child.
func watchMemory(limit int64) {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(50 * time.Millisecond) {
		metrics.Read(samples)
		if held := samples[0].Value.Uint64() - samples[1].Value.Uint64(); held > uint64(limit) {
			os.Exit(exitMemory)
		}
	}
}

func (e *pdfEngine) do(j job, emit func(answer) error) answer {
	if j.Op == "warm" {
		if err := e.start(); err != nil {
			return answer{Failed: fault.Internal, Reason: fault.T("PDF 组件无法启动", "the PDF component does not start")}
		}
		return answer{}
	}
	for _, task := range e.tasks {
		if task.Name == j.Op {
			return task.run(j.Arguments, emit)
		}
	}
	f, err := os.Open(j.Path)
	if err != nil {
		return answer{Failed: fault.Storage, Reason: fault.T("无法打开原件", "the original cannot be opened")}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return answer{Failed: fault.Storage, Reason: fault.T("无法打开原件", "the original cannot be opened")}
	}
	src := &source{file: f, size: info.Size(), name: j.Name, engine: e}
	switch j.Op {
	case "image":
		return picture(src, j.Page, j.Width)
	case "layout":
		return layout(src, j.Page)
	case "unseen":
		return unseen(src)
	case "unpack":
		return unpack(src, j.Room, emit)
	case "table":
		return readTable(src)
	}
	return answer{Result: readSource(src)}
}

package record_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/officetest"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// childArgument makes the test itself the reader of files.
const childArgument = "extract-child"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childArgument {
		os.Exit(extract.Child(os.Stdin, os.Stdout))
	}
	if len(os.Args) > 1 && os.Args[1] == importArgument {
		os.Exit(importUntilKilled(os.Args[2], os.Args[3]))
	}
	code := m.Run()
	if pool, err := reading(); err == nil {
		pool.Close()
	}
	os.Exit(code)
}

// reading reads files in a child, one for all tests.
var reading = sync.OnceValues(func() (*extract.Pool, error) {
	dir, err := os.MkdirTemp("", "zhiheng-record")
	if err != nil {
		return nil, err
	}
	return extract.New(extract.Options{Executable: os.Args[0], Args: []string{childArgument}, CacheDir: dir, Children: 1})
})

// headReading reads what the head of a made-up movie says, without a child.
type headReading struct{ officetest.PlainReading }

func (headReading) Read(_ context.Context, path, _ string) (r extract.Result, err error) {
	file, err := os.Open(path)
	if err != nil {
		return r, err
	}
	defer file.Close()
	head := make([]byte, 64)
	if _, err := io.ReadFull(file, head); err != nil {
		return r, err
	}
	r.Media, r.Status, r.Meta = extract.Media{Format: "mp4", Mime: "video/mp4"}, extract.NoText, map[string]string{}
	r.DurationMs = int64(binary.BigEndian.Uint32(head[56:])) // within moov and mvhd
	return r, nil
}

// readingOffice is an office that reads what files say of themselves, with a case in which a place was inspected.
func readingOffice(t testing.TB) (*officetest.Office, casefile.Case) {
	t.Helper()
	o := officetest.New(t)
	pool, err := reading()
	o.Must(err)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "云汀县青禾食品有限公司涉嫌虚假宣传案", Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	o.Write(c, "D05", "现场检查笔录")
	o.Files.Reading = pool
	_, err = o.Record.PutDevice(o.Ctx, o.Who["lin"], record.Device{No: "YT-DSJ-001", Model: "云汀 K8", Kind: "body", CalibratedOn: "2026-01-10"})
	o.Must(err)
	return o, c
}

// movie is an mp4 without pictures: its head says when it was begun and how long it is. Salt makes its bytes its own.
func movie(begun time.Time, length time.Duration, salt int) []byte {
	const since1904 = 2082844800
	header := make([]byte, 100)
	binary.BigEndian.PutUint32(header[4:], uint32(begun.Unix()+since1904))
	binary.BigEndian.PutUint32(header[12:], 1000)
	binary.BigEndian.PutUint32(header[16:], uint32(length.Milliseconds()))
	return bytes.Join([][]byte{box("ftyp", []byte("isom\x00\x00\x02\x00isommp42")), box("moov", box("mvhd", header)), box("mdat", fmt.Appendf(nil, "%0512d", salt))}, nil)
}

func box(kind string, body []byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), kind...), body...)
}

func picture(t testing.TB, shade byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 32, 24))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// folder writes files, by their paths.
func folder(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "采集站01")
	for name, data := range files {
		place := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// take imports a folder and returns the recordings by the name of their file.
func take(o *officetest.Office, s record.ImportStart) (record.Import, map[string]record.Recording) {
	o.T.Helper()
	i, err := o.Record.StartImport(o.Ctx, o.Who["lin"], s)
	o.Must(err)
	o.Must(o.Record.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	i, err = o.Record.Import(o.Ctx, i.ID)
	o.Must(err)
	list, _, err := o.Record.List(o.Ctx, record.Filter{})
	o.Must(err)
	out := map[string]record.Recording{}
	for _, r := range list {
		out[r.Name()] = r
	}
	return i, out
}

func assess(o *officetest.Office, c casefile.Case) (a record.Assessment) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { a, err = o.Record.Assess(r, o.CaseOf(c.ID)); return err }))
	return a
}

// said is a list of findings in short.
func said(a record.Assessment, event string) string {
	var out []string
	for _, f := range a.Findings {
		if f.Event == event {
			out = append(out, strings.Trim(f.Check+" "+f.Chapter, " "))
		}
	}
	return strings.Join(out, ", ")
}

func at(day, clock string) time.Time {
	moment, err := time.ParseInLocation("2006-01-02 15:04:05", day+" "+clock, ledger.Zone)
	if err != nil {
		panic(err)
	}
	return moment
}

func wants(t testing.TB, what string, err error, kind fault.Kind) *fault.Error {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Fatalf("%s: %v, not %s", what, err, kind)
	}
	return fault.As(err)
}

var bg = context.Background()

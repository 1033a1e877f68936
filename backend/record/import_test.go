package record_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/record"
)

func TestAStationFolderComesInWithWhatItSays(t *testing.T) {
	o, c := readingOffice(t)
	begun := at("2026-03-01", "09:30:05")
	first, second := movie(begun, 10*time.Minute, 1), movie(begun.Add(time.Hour), 5*time.Minute, 2)
	dir := folder(t, map[string][]byte{
		"YT-DSJ-001/20260301_093005_AV01.mp4":  first,
		"YT-DSJ-001/20260301_093005_AV01.json": []byte(`{"设备编号":"YT-DSJ-001","参与执法人员":["林一","梅二"],"地点":"青禾路8号","内容摘要":"现场检查","时钟偏差":12,"案号":"` + c.No + `"}`),
		"YT-DSJ-001/副本.mp4":                    first,
		"YT-DSJ-001/note.mp4":                  second,
		"index.csv":                            []byte("文件名,操作人,开始时间,地点\nnote.mp4,梅二,2026/03/01 10:30:10,仓库\n"),
		"YT-DSJ-001/现场.jpg":                    picture(t, 90),
		"readme.doc":                           []byte("no recording"),
		"Thumbs.db":                            []byte("x"),
	})
	i, got := take(o, record.ImportStart{Folder: dir, Origin: "CJZ-01", ReturnedAt: "2026-03-01 17:00"})
	if i.State != "done" || i.Done != 3 || i.Duplicates != 1 || i.Failed != 1 || len(i.Files) != 7 {
		t.Fatalf("%+v", i)
	}
	r := got["20260301_093005_AV01.mp4"]
	if r.ID == "" {
		r = got["副本.mp4"] // whichever came first
	}
	want := map[string]string{"case": c.ID, "event": "AV01", "device": "YT-DSJ-001", "model": "云汀 K8", "officers": "林一 梅二", "place": "青禾路8号", "started": "2026-03-01T09:30:05+08:00",
		"ended": "2026-03-01T09:40:05+08:00", "origin": "CJZ-01", "returned": "2026-03-01T17:00:00+08:00", "kind": "video", "skew": "12", "source": "sidecar"}
	skew := ""
	if r.SkewSeconds != nil {
		skew = fmt.Sprint(*r.SkewSeconds)
	}
	have := map[string]string{"case": r.Case, "event": r.Event, "device": r.Device, "model": r.Model, "officers": strings.Join(r.Officers, " "), "place": r.Place, "started": r.StartedAt, "ended": r.EndedAt,
		"origin": r.Origin, "returned": r.ReturnedAt, "kind": r.Kind(), "skew": skew, "source": r.Sources["place"]}
	for name, value := range want {
		if have[name] != value {
			t.Errorf("%s is %q, not %q", name, have[name], value)
		}
	}
	if n := got["note.mp4"]; n.Operator != "梅二" || n.Place != "仓库" || n.StartedAt != "2026-03-01T10:30:10+08:00" || n.Case != "" || n.DurationMs != 300_000 || n.Device != "YT-DSJ-001" {
		t.Errorf("out of the list: %+v", n)
	}
	if p := got["现场.jpg"]; p.Kind() != "photo" || p.Width != 32 {
		t.Errorf("%+v", p)
	}
	// Again, nothing comes in twice.
	again, all := take(o, record.ImportStart{Folder: dir})
	if again.Done != 0 || again.Duplicates != 4 || len(all) != len(got) {
		t.Errorf("again: %+v", again)
	}
	o.MustBeIntact()
}

// breaking is a device whose cable comes out.
type breaking struct {
	content io.Reader
}

func (b breaking) Read(p []byte) (int, error) {
	n, err := b.content.Read(p[:min(len(p), 100)])
	if errors.Is(err, io.EOF) {
		err = errors.New("the cable came out")
	}
	return n, err
}

func TestAFileThatBreaksOffIsNotThere(t *testing.T) {
	o, _ := readingOffice(t)
	i, err := o.Record.StartImport(o.Ctx, o.Who["lin"], record.ImportStart{Name: "记录仪"})
	o.Must(err)
	whole := movie(at("2026-03-01", "08:00:00"), time.Minute, 3)
	err = o.Record.Receive(o.Ctx, o.Who["lin"], i.ID, "a.mp4", breaking{strings.NewReader(string(whole[:300]))})
	wants(t, "half a file", err, fault.Storage)
	if _, n, _ := o.Record.List(o.Ctx, record.Filter{}); n != 0 {
		t.Fatalf("%d recordings of half a file", n)
	}
	o.Must(o.Record.Receive(o.Ctx, o.Who["lin"], i.ID, "a.mp4", strings.NewReader(string(whole))))
	if _, n, _ := o.Record.List(o.Ctx, record.Filter{Loose: true}); n != 1 {
		t.Fatalf("%d recordings", n)
	}
	o.Now = o.Now.AddDate(0, 0, 8)
	if n, err := o.Record.Overdue(o.Ctx); n != 1 || err != nil {
		t.Errorf("%d recordings wait for a case, %v", n, err)
	}
	o.MustBeIntact()
}

func TestAPausedImportGoesOn(t *testing.T) {
	o, _ := readingOffice(t)
	files := map[string][]byte{}
	for n := range 8 {
		files[fmt.Sprintf("%d.mp4", n)] = movie(at("2026-03-01", "08:00:00").Add(time.Duration(n)*time.Hour), time.Minute, n)
	}
	dir := folder(t, files)
	i, err := o.Record.StartImport(o.Ctx, o.Who["lin"], record.ImportStart{Folder: dir})
	o.Must(err)
	ctx, cancel := context.WithCancel(o.Ctx)
	err = o.Record.RunImport(ctx, o.Who["lin"], i.ID, func(p record.Progress) {
		if p.File == "3.mp4" {
			cancel()
		}
	})
	wants(t, "stopped", err, fault.Cancelled)
	half, err := o.Record.Import(o.Ctx, i.ID)
	o.Must(err)
	if half.State != "paused" || half.Done == 0 || half.Done == 8 {
		t.Fatalf("%+v", half)
	}
	o.Must(os.WriteFile(dir+"/9.mp4", movie(at("2026-03-01", "20:00:00"), time.Minute, 9), 0o600)) // and one more has come
	o.Must(o.Record.RunImport(o.Ctx, o.Who["lin"], i.ID, nil))
	if whole, _ := o.Record.Import(o.Ctx, i.ID); whole.State != "done" || whole.Done != 9 || whole.Duplicates != 0 {
		t.Fatalf("%+v", whole)
	}
	o.MustBeIntact()
}

func TestWhoMayImport(t *testing.T) {
	o, c := readingOffice(t)
	_, err := o.Record.StartImport(o.Ctx, o.Who["he"], record.ImportStart{Name: "x"})
	wants(t, "a reviewer", err, fault.Forbidden)
	_, err = o.Record.StartImport(o.Ctx, o.Who["lin"], record.ImportStart{Folder: "/does/not/exist"})
	if e := wants(t, "no folder", err, fault.Invalid); e.Field != "folder" {
		t.Errorf("%+v", e)
	}
	other, err := o.Files.Open(o.Ctx, o.Who["mei"], casefile.Opening{Title: "别的案件", Handlers: []string{o.Who["mei"].ID}})
	o.Must(err)
	_, err = o.Record.StartImport(o.Ctx, o.Who["lin"], record.ImportStart{Name: "x", Case: other.ID})
	wants(t, "into another's case", err, fault.Forbidden)
	_, err = o.Record.StartImport(o.Ctx, o.Who["lin"], record.ImportStart{Name: "x", Case: c.ID, ReturnedAt: "yesterday"})
	if e := wants(t, "no moment", err, fault.Invalid); e.Field != "returned_at" {
		t.Errorf("%+v", e)
	}
}

package record_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

func TestWhoSeesARecordingIsOnRecordFirst(t *testing.T) {
	o, c := readingOffice(t)
	_, got := take(o, record.ImportStart{Case: c.ID, Folder: folder(t, map[string][]byte{"a.mp4": movie(at("2026-03-01", "09:00:00"), time.Minute, 1)})})
	he, id := o.Who["he"], got["a.mp4"].ID
	size := func() (n int64) {
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) {
			n, _, err = store.One[int64](r, "SELECT count(*) FROM entry")
			return err
		}))
		return n
	}
	wants(t, "unseen", o.Record.MaySee(o.Ctx, he, id, "view"), fault.Refused)
	o.Must(o.Record.Handle(o.Ctx, he, id, "view", ""))
	o.Must(o.Record.MaySee(o.Ctx, he, id, "view"))
	wants(t, "another’s viewing", o.Record.MaySee(o.Ctx, o.Who["fang"], id, "view"), fault.Refused)
	wants(t, "viewing is no export", o.Record.MaySee(o.Ctx, he, id, "export"), fault.Refused)
	before := size()
	for range 20 { // looked at again and again within the hour
		o.Now = o.Now.Add(2 * time.Minute)
		o.Must(o.Record.Handle(o.Ctx, he, id, "view", ""))
	}
	if n := size() - before; n != 0 {
		t.Errorf("%d entries for one session", n)
	}
	o.Now = o.Now.Add(time.Hour)
	o.Must(o.Record.Handle(o.Ctx, he, id, "view", ""))
	o.Must(o.Record.Handle(o.Ctx, he, id, "export", "复议机关调取"))
	wants(t, "no such act", o.Record.Handle(o.Ctx, he, id, "burn", ""), fault.Invalid)
	wants(t, "no such item", o.Record.Handle(o.Ctx, he, "r-none", "view", ""), fault.NotFound)
	wants(t, "an administrator", o.Record.Handle(o.Ctx, o.Who["wei"], id, "view", ""), fault.Forbidden)
	doc, err := o.Record.CustodySheet(o.Ctx, id)
	o.Must(err)
	raw := paper.HTML(doc)
	for _, words := range []string{"证据流转登记表", got["a.mp4"].SHA256, "何三", "查阅", "导出", "复议机关调取", c.No} {
		if !strings.Contains(string(raw), words) {
			t.Errorf("the sheet does not say %s", words)
		}
	}
	if n := strings.Count(string(raw), "<td>查阅</td>"); n != 2 {
		t.Errorf("%d viewings on the sheet", n)
	}
	for _, write := range []func(paper.Document) ([]byte, error){paper.Docx, paper.PDF} {
		if out, err := write(doc); err != nil || len(out) < 1000 {
			t.Errorf("%d bytes, %v", len(out), err)
		}
	}
	o.MustBeIntact()
}

func TestAStillIsAFileOfItsOwn(t *testing.T) {
	o, c := readingOffice(t)
	_, got := take(o, record.ImportStart{Case: c.ID, Folder: folder(t, map[string][]byte{"a.mp4": movie(at("2026-03-01", "09:00:00"), time.Minute, 1), "b.jpg": picture(t, 1)})})
	lin, film := o.Who["lin"], got["a.mp4"]
	still, err := o.Record.TakeStill(o.Ctx, lin, film.ID, 12_000, picture(t, 200), "货架上的标签")
	o.Must(err)
	if still.Parent != film.ID || still.ParentMs != 12_000 || still.Kind() != "photo" || still.Case != c.ID || still.StartedAt != "2026-03-01T09:00:12+08:00" || still.Width != 32 {
		t.Fatalf("%+v", still)
	}
	if now, _ := o.Record.Recording(o.Ctx, film.ID); now.SHA256 != film.SHA256 || now.Seq != film.Seq {
		t.Error("the film has changed")
	}
	_, err = o.Record.TakeStill(o.Ctx, lin, film.ID, 12_000, []byte("no picture"), "")
	wants(t, "no picture", err, fault.Invalid)
	_, err = o.Record.TakeStill(o.Ctx, lin, film.ID, 61_000, picture(t, 200), "")
	wants(t, "after its end", err, fault.Invalid)
	_, err = o.Record.TakeStill(o.Ctx, lin, got["b.jpg"].ID, 0, picture(t, 200), "")
	wants(t, "of a picture", err, fault.Invalid)
	_, err = o.Record.TakeStill(o.Ctx, lin, film.ID, 1000, nil, "")
	wants(t, "without a program", err, fault.Unavailable)
	_, err = o.Record.TakeStill(o.Ctx, o.Who["he"], film.ID, 1000, picture(t, 3), "")
	wants(t, "by a reviewer", err, fault.Forbidden)
	var stills []record.Recording
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { stills, err = record.StillsOf(r, film.ID); return err }))
	if len(stills) != 1 || !bytes.Contains([]byte(stills[0].Path), []byte("a 截图00012.jpg")) {
		t.Errorf("%+v", stills)
	}
	o.MustBeIntact()
}

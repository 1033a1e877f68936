package disclosure_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// lists are the lists of the office.
func (o *office) lists() *authority.Authority {
	return &authority.Authority{Store: o.store, Rules: o.files.Rules, Blobs: o.files.Blobs, Today: o.files.Today}
}

// officer puts an officer on the list, has it approved, and returns the id of the row. The chief keeps it, the leader approves.
func (o *office) officer(name, reason string) string {
	o.t.Helper()
	chief := account.Person{ID: o.publisher.ID, Roles: []string{"publisher"}, Active: true}
	rows, err := o.lists().PutRows(bg, chief, "A02", []authority.Row{{Content: map[string]string{"name": name, "division": "虚构大队", "post": "执法人员", "certificate": "XK-" + name, "category": "市场监管", "area": "启东市", "valid_to": "2029-12-31"}}})
	o.check(err)
	o.check(o.lists().Approve(bg, o.leader, "A02", "2026-04-29", reason))
	return rows[0].ID
}

func (o *office) record(batch disclosure.Batch, name string) (r disclosure.ListRecord) {
	o.t.Helper()
	raw, err := os.ReadFile(filepath.Join(batch.Folder, name))
	o.check(err)
	o.check(json.Unmarshal(raw, &r))
	return r
}

func TestAnApprovedListGoesOutOnceWithTheNextPackage(t *testing.T) {
	o := newOffice(t)
	row := o.officer("郑公开", "首次公布")
	w, err := o.Waiting(bg)
	o.check(err)
	if w.Lists != 1 {
		t.Errorf("%+v", w)
	}
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if len(batch.Lists) != 1 || batch.Lists[0].List != "A02" || batch.Lists[0].Version != 1 {
		t.Errorf("%+v", batch.Lists)
	}
	r := o.record(batch, "list-A02.json")
	if r.Office != "启东市虚构监督管理局" || r.Version != 1 || len(r.Rows) != 1 || r.Rows[0].ID != row || r.Rows[0].Content["name"] != "郑公开" || r.RowsSHA256 == "" {
		t.Errorf("%+v", r)
	}
	var seen []disclosure.ListRecord
	_, findings, err := disclosure.ReadPackage(batch.Folder, disclosure.Visit{List: func(r disclosure.ListRecord, _ disclosure.File) { seen = append(seen, r) }})
	o.check(err)
	if len(findings) > 0 || len(seen) != 1 {
		t.Errorf("%v, %d lists", findings, len(seen))
	}
	check, err := o.CheckPackage(bg, batch.Folder)
	o.check(err)
	if !check.Sound {
		t.Errorf("%+v", check)
	}
	_, err = o.Publish(bg, o.publisher, nil, o.out)
	refused(t, "the same list again", err, fault.Refused)
	o.officer("王增补", "增加一人")
	batch, err = o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if r := o.record(batch, "list-A02.json"); r.Version != 2 || len(r.Rows) != 2 {
		t.Errorf("%+v", r)
	}
	o.replays()
}

func TestAListThatNamesWhatADecisionHidesStaysBehind(t *testing.T) {
	o := newOffice(t)
	o.officer("沈虚构", "首次公布") // the party's representative, hidden in the decision
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if len(batch.Lists) != 0 || len(batch.Left) != 1 || !strings.Contains(batch.Left[0].Reason.Zh, "X-R07") || len(batch.Items) != 1 {
		t.Errorf("%+v", batch)
	}
	if slices.ContainsFunc(batch.Files, func(f disclosure.File) bool { return strings.Contains(f.Name, "A02") }) {
		t.Errorf("%v", batch.Files)
	}
}

// noted is a JPEG with a note in it, as cameras and programs leave them.
func noted(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 1600))
	for x := range 1200 {
		img.Set(x, x, color.Black)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	note := []byte("GPS 31.80N 121.65E")
	return slices.Concat(b.Bytes()[:2], []byte{0xff, 0xfe, 0, byte(len(note) + 2)}, note, b.Bytes()[2:])
}

func TestThePictureOfAnOfficerLeavesBare(t *testing.T) {
	o := newOffice(t)
	row := o.officer("郑公开", "首次公布")
	chief := account.Person{ID: o.publisher.ID, Roles: []string{"publisher"}, Active: true}
	o.check(o.lists().Picture(bg, chief, "A02", row, "photo", bytes.NewReader(noted(t))))
	o.check(o.lists().Approve(bg, o.leader, "A02", "2026-04-29", "补照片"))
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	name := o.record(batch, "list-A02.json").Rows[0].Content["photo"]
	raw, err := os.ReadFile(filepath.Join(batch.Folder, name))
	o.check(err)
	config, err := jpeg.DecodeConfig(bytes.NewReader(raw))
	o.check(err)
	if bytes.Contains(raw, []byte("GPS")) || config.Height != 640 || config.Width != 480 {
		t.Errorf("%dx%d", config.Width, config.Height)
	}
	// A picture with a note is found by whoever reads the package.
	o.check(os.WriteFile(filepath.Join(batch.Folder, name), noted(t), 0o644))
	_, findings, err := disclosure.ReadPackage(batch.Folder, disclosure.Visit{})
	o.check(err)
	if len(findings) == 0 {
		t.Error("a picture was exchanged unseen")
	}
}

func TestACourseIsDrawnForThePublicInBothLanguages(t *testing.T) {
	o := newOffice(t)
	chief := account.Person{ID: o.publisher.ID, Roles: []string{"publisher"}, Active: true}
	_, err := o.lists().Refresh(bg, chief, "A06")
	o.check(err)
	o.check(o.lists().Approve(bg, o.leader, "A06", "2026-04-29", "首次公布"))
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	r := o.record(batch, "list-A06.json")
	if len(r.Charts) != len(o.book.Procedures) {
		t.Fatalf("%d charts of %d procedures", len(r.Charts), len(o.book.Procedures))
	}
	for _, c := range r.Charts {
		for _, name := range []string{c.Zh, c.En} {
			raw, err := os.ReadFile(filepath.Join(batch.Folder, name))
			if err != nil || !bytes.HasPrefix(raw, []byte("<svg")) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if check, err := o.CheckPackage(bg, batch.Folder); err != nil || !check.Sound {
		t.Errorf("%+v %v", check, err)
	}
}

package httpapi_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/store"
)

// until waits for something, ten seconds at most.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 500 {
		if done() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s did not happen", what)
}

func TestFilesArePutAndRead(t *testing.T) {
	o := newOffice(t)
	v := o.as("handler")
	i := get[httpapi.Import](v, "POST", "/api/imports", map[string]string{"name": "卷二", "case": o.ids["case"]})
	if i.State != "receiving" || i.CaseNo == "" {
		t.Fatalf("%+v", i)
	}
	for _, name := range []string{"a/一.html", "二.html", "../../etc/三.html", "坏.bad"} {
		r := v.request("PUT", "/api/imports/"+i.ID+"/files?path="+strings.ReplaceAll(name, "/", "%2F"), "内容"+name)
		r.Header.Set("Content-Type", "application/octet-stream")
		if w := v.send(r); w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if w := o.as("head").do("POST", "/api/imports/"+i.ID+"/start", nil); w.Code != 200 {
		t.Fatalf("a head works on every case: %d %s", w.Code, w.Body)
	}
	until(t, "the import", func() bool { return get[httpapi.Import](v, "GET", "/api/imports/"+i.ID, nil).State == "done" })
	page := get[httpapi.ImportPage](v, "GET", "/api/imports/"+i.ID, nil)
	if page.Total != 4 || page.Unreadable != 1 || len(page.Files) != 4 {
		t.Errorf("%+v", page)
	}
	for _, f := range page.Files {
		if strings.Contains(f.Path, "..") || f.Paper == "" {
			t.Errorf("%+v", f)
		}
	}
	jobs := get[httpapi.Jobs](v, "GET", "/api/jobs", nil)
	if len(jobs.Jobs) != 1 || jobs.Jobs[0].State != "done" || jobs.Jobs[0].Kind != "import" {
		t.Errorf("%+v", jobs)
	}
	if jobs := get[httpapi.Jobs](o.as("auditor"), "GET", "/api/jobs", nil); len(jobs.Jobs) != 0 {
		t.Errorf("an auditor hears of a case's import: %+v", jobs)
	}
	large := v.request("PUT", "/api/imports/"+i.ID+"/files?path=x", "x")
	large.ContentLength = 5 << 30
	if w := v.send(large); w.Code != http.StatusBadRequest {
		t.Errorf("five gigabytes: %d", w.Code)
	}
	if w := o.as("handler").do("POST", "/api/cases", strings.Repeat("x", 3<<20)); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a JSON body of three megabytes: %d %s", w.Code, w.Body)
	}
}

func TestImportsGoOnAfterAStart(t *testing.T) {
	o := newOffice(t)
	folder := t.TempDir()
	for n := range 5 {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.html", n)), fmt.Appendf(nil, "第%d份", n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	i := must(o.files.StartImport(bg, person(t, o, "handler"), casefile.ImportStart{Name: "卷三", Folder: folder, Case: o.ids["case"]}))(t)
	if err := o.ResumeImports(bg); err != nil {
		t.Fatal(err)
	}
	v := o.as("handler")
	until(t, "the import", func() bool { return get[httpapi.Import](v, "GET", "/api/imports/"+i.ID, nil).State == "done" })
	if page := get[httpapi.Import](v, "GET", "/api/imports/"+i.ID, nil); page.Done != 5 {
		t.Errorf("%+v", page)
	}
}

func TestOriginalsCannotRun(t *testing.T) {
	o := newOffice(t)
	v := o.as("reviewer")
	w := v.do("GET", "/api/papers/"+o.ids["行政处罚告知书"]+"/original", nil)
	h := w.Header()
	if w.Code != 200 || w.Body.String() != notice || h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") ||
		h.Get("Content-Security-Policy") != "sandbox; default-src 'none'" || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a page of HTML: %d %v", w.Code, h)
	}
	get[struct{}](v, "POST", "/api/items/"+o.ids["现场照片"]+"/handlings", map[string]any{"act": "view"}) // it is evidence
	r := v.request("GET", "/api/papers/"+o.ids["现场照片"]+"/original", nil)
	r.Header.Set("Range", "bytes=1-3")
	w = v.send(r)
	if w.Code != http.StatusPartialContent || w.Body.String() != "ict" || w.Header().Get("Content-Type") != "image/png" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "inline;") {
		t.Errorf("a piece of a picture: %d %q %v", w.Code, w.Body, w.Header())
	}
	w = v.do("GET", "/api/papers/"+o.ids["现场照片"]+"/pages/1/image?width=333", nil)
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("a page image: %d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/pages/0/image", "/pages/x/image", "/pages/1%2f..%2fimage", "/..%2f..%2foriginal", "%00/original", "/original/../../../etc/passwd"} {
		if w := v.do("GET", "/api/papers/"+o.ids["现场照片"]+path, nil); w.Code == 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestVerificationFindsWhatIsWrong(t *testing.T) {
	o := newOffice(t)
	v := o.as("supervisor")
	if latest := get[httpapi.Verifications](v, "GET", "/api/verifications", nil); latest.Latest != nil {
		t.Errorf("before any: %+v", latest)
	}
	check := func() *httpapi.Verification {
		job := get[httpapi.Job](v, "POST", "/api/verifications", nil)
		until(t, "the verification", func() bool {
			for _, j := range get[httpapi.Jobs](v, "GET", "/api/jobs", nil).Jobs {
				if j.ID == job.ID && j.State == "done" {
					return true
				}
			}
			return false
		})
		return get[httpapi.Verifications](v, "GET", "/api/verifications", nil).Latest
	}
	if found := check(); found == nil || !found.Intact || found.Entries != o.size() || found.Files == 0 {
		t.Errorf("an intact office: %+v", found)
	}
	var paper casefile.Paper
	must(0, o.store.View(bg, func(r *store.Reader) (err error) {
		paper, err = casefile.PaperOf(r, o.ids["现场照片"])
		return err
	}))(t)
	path := o.files.Blobs.Path(paper.SHA256)
	must(0, os.Chmod(path, 0o600))(t)
	must(0, os.WriteFile(path, []byte("another"), 0o600))(t)
	if found := check(); found == nil || found.Intact || len(found.Findings) != 1 || found.Findings[0].Name != paper.SHA256 {
		t.Errorf("a changed original: %+v", found)
	}
}

func TestWindowsHearWhatHappens(t *testing.T) {
	o := newOffice(t)
	listener := httptest.NewServer(o)
	defer listener.Close()
	v := o.as("handler")
	ctx, cancel := context.WithTimeout(bg, 5*time.Second)
	defer cancel()
	r := must(http.NewRequestWithContext(ctx, "GET", listener.URL+"/api/events", nil))(t)
	r.Host = host
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || kind != "text/event-stream" {
		t.Fatalf("%d %s", answer.StatusCode, kind)
	}
	heard := make(chan string, 100)
	go func() {
		defer close(heard)
		buffer := make([]byte, 4096)
		for {
			n, err := answer.Body.Read(buffer)
			if n > 0 {
				heard <- string(buffer[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	wait := func(what string) {
		t.Helper()
		var all string
		for text := range heard {
			if all += text; strings.Contains(all, what) {
				return
			}
		}
		t.Fatalf("%q was not heard, only %q", what, all)
	}
	wait(fmt.Sprintf("event: head\ndata: {\"size\":%d}\n\n", o.size()))
	o.as("handler").do("POST", "/api/cases", `{"title":"虚构广告案"}`)
	wait(fmt.Sprintf("event: head\ndata: {\"size\":%d}\n\n", o.size()))
	o.as("supervisor").do("POST", "/api/verifications", nil)
	wait(`"state":"done"`)
	o.Close() // the office closes: the stream ends
	for range heard {
	}
}

func TestTheWorkbenchAndTheUrgentCases(t *testing.T) {
	o := newOffice(t)
	bench := get[httpapi.Workbench](o.as("handler"), "GET", "/api/workbench", nil)
	if len(bench.Tasks) != 1 || bench.Tasks[0].Kind != "confirm" || bench.Tasks[0].Case != o.ids["case"] || len(bench.Counts) != 1 || bench.Counts[0].Count != 1 || len(bench.Month) != 12 || bench.Month[11].Opened != 1 {
		t.Errorf("%+v", bench)
	}
	filed := map[string]any{"c.filed_on": o.files.Today(), "c.domain": "market"}
	must(0, o.files.SetFields(bg, person(t, o, "handler"), o.ids["case"], filed))(t)
	o.files.Today = func() string { return o.now().AddDate(0, 5, 0).Format(time.DateOnly) }
	late := get[httpapi.Cases](o.as("leader"), "GET", "/api/cases?overdue=true", nil)
	if late.Total != 1 || late.Cases[0].Clock == nil || late.Cases[0].Clock.State != "overdue" {
		t.Errorf("five months later: %+v", late)
	}
	for url, want := range map[string]int{"?sort=due": 1, "?sort=due&offset=1": 0, "?phase=initiation": 1, "?phase=decision": 0, "?state=closed&sort=due": 0, "?mine=true": 0, "?q=标签": 1, "?q=%25": 0, "?major=true": 0} {
		if list := get[httpapi.Cases](o.as("leader"), "GET", "/api/cases"+url, nil); len(list.Cases) != want {
			t.Errorf("%s: %d", url, len(list.Cases))
		}
	}
	if mine := get[httpapi.Cases](o.as("handler"), "GET", "/api/cases?mine=true", nil); mine.Total != 1 {
		t.Errorf("the handler's own: %d", mine.Total)
	}
}

func TestTheListFollowsEveryChange(t *testing.T) {
	o := newOffice(t)
	v, leader := o.as("handler"), o.as("leader")
	row := func() httpapi.CaseRow {
		t.Helper()
		list := get[httpapi.Cases](leader, "GET", "/api/cases?sort=due", nil)
		page := get[httpapi.Case](leader, "GET", "/api/cases/"+o.ids["case"], nil)
		row := list.Cases[0]
		if (row.Clock == nil) != (page.Clock == nil) || row.Clock != nil && row.Clock.DueLegal != page.Clock.DueLegal || row.Procedure != page.Procedure || row.Amount != page.Amount {
			t.Errorf("the list says %+v, the page %+v", row, page.CaseHead)
		}
		return row
	}
	set := func(name string, value any) {
		t.Helper()
		get[httpapi.Case](v, "PUT", "/api/cases/"+o.ids["case"]+"/fields", map[string]any{"fields": map[string]any{name: value}})
	}
	if first := row(); first.Clock != nil {
		t.Fatalf("a clue has a clock: %+v", first.Clock)
	}
	set("c.domain", "market")
	set("c.filed_on", "2026-03-02")
	first := row()
	if first.Clock == nil {
		t.Fatal("a filed case has no clock")
	}
	set("c.filed_on", "2026-04-02")
	if second := row(); second.Clock == nil || second.Clock.DueLegal == first.Clock.DueLegal {
		t.Errorf("the clock stays as it was: %+v", second.Clock)
	}
	set("c.filed_on", nil)
	if last := row(); last.Clock == nil || last.Clock.ID == first.Clock.ID {
		t.Errorf("the period runs without its beginning: %+v", last.Clock)
	}
	bench := get[httpapi.Workbench](v, "GET", "/api/workbench", nil)
	page := get[httpapi.Case](v, "GET", "/api/cases/"+o.ids["case"], nil)
	var ids []string
	for _, p := range page.Proposals {
		ids = append(ids, p.ID)
	}
	if len(bench.Tasks) != 1 || bench.Tasks[0].Kind != "confirm" || len(ids) == 0 {
		t.Fatalf("%+v", bench.Tasks)
	}
	get[httpapi.Case](v, "POST", "/api/cases/"+o.ids["case"]+"/proposals", map[string]any{"dismiss": ids})
	if bench := get[httpapi.Workbench](v, "GET", "/api/workbench", nil); len(bench.Tasks) != 0 {
		t.Errorf("what was dismissed still waits: %+v", bench.Tasks)
	}
}

package httpapi_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/extract"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/ledger"
)

// movieReading takes every file for a film of ten minutes.
type movieReading struct{ plainReading }

func (movieReading) Read(context.Context, string, string) (extract.Result, error) {
	return extract.Result{Media: extract.Media{Mime: "video/mp4", Format: "mp4"}, Status: extract.NoText, DurationMs: 600_000, Meta: map[string]string{"codec": "H.264"}}, nil
}

// putBytes sends a file, as the screen does.
func putBytes(v *visitor, url string, content []byte) int {
	request := v.request(http.MethodPut, url, nil)
	request.Body, request.ContentLength = http.NoBody, 0
	r, _ := http.NewRequestWithContext(request.Context(), http.MethodPut, request.URL.String(), bytes.NewReader(content))
	r.Header, r.Host, r.RequestURI = request.Header, request.Host, request.RequestURI
	r.Header.Set("Content-Type", "application/octet-stream")
	return v.send(r).Code
}

func TestARecordingIsSeenOnlyOnRecord(t *testing.T) {
	o := newOffice(t)
	o.files.Reading = movieReading{}
	handler, reviewer := o.as("handler"), o.as("reviewer")
	started := get[httpapi.RecordingImportPage](handler, "POST", "/api/recording-imports", map[string]any{"name": "记录仪", "case": o.ids["case"], "returned_at": "2026-03-01 17:00"})
	content := []byte(strings.Repeat("0123456789", 100))
	for name, raw := range map[string][]byte{"20260301_090000.json": []byte(`{"地点":"青禾路8号","事件码":"AV01"}`), "20260301_090000.mp4": content} {
		if name == "20260301_090000.mp4" {
			continue
		}
		if code := putBytes(handler, "/api/recording-imports/"+started.ID+"/files?path="+name, raw); code != 200 {
			t.Fatalf("%s: %d", name, code)
		}
	}
	if code := putBytes(handler, "/api/recording-imports/"+started.ID+"/files?path=20260301_090000.mp4", content); code != 200 {
		t.Fatal(code)
	}
	list := get[httpapi.RecordingList](reviewer, "GET", "/api/recordings?case="+o.ids["case"], nil)
	if list.Total != 1 || list.Recordings[0].Place != "青禾路8号" || list.Recordings[0].Event != "AV01" || list.Recordings[0].Sort != "video" {
		t.Fatalf("%+v", list)
	}
	id := list.Recordings[0].ID
	original := "/api/recordings/" + id + "/original"
	if w := reviewer.do("GET", original, nil); w.Code == 200 || !strings.Contains(w.Body.String(), "登记") {
		t.Fatalf("seen without a record: %d %s", w.Code, w.Body)
	}
	if w := reviewer.do("POST", "/api/items/"+id+"/handlings", map[string]string{"act": "view"}); w.Code != 200 {
		t.Fatal(w.Body)
	}
	request := reviewer.request("GET", original, nil)
	request.Header.Set("Range", "bytes=10-19")
	if w := reviewer.send(request); w.Code != http.StatusPartialContent || w.Body.String() != "0123456789" || w.Header().Get("Content-Type") != "video/mp4" {
		t.Fatalf("%d %q", w.Code, w.Body)
	}
	if w := reviewer.do("GET", original+"?download=1", nil); w.Code == 200 {
		t.Error("a viewing is no export")
	}
	page := get[httpapi.RecordingPage](handler, "POST", "/api/recordings/"+id+"/marks", map[string]any{"chapter": "show_card", "from_ms": 5000})
	if len(page.Marks) != 1 || len(page.Custody) != 1 || page.Custody[0].Act != "view" || len(page.Wants) != 3 || !page.MayWork {
		t.Fatalf("%+v", page)
	}
	if w := reviewer.do("POST", "/api/items/"+id+"/custody-sheet/pdf", map[string]any{}); w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF")) {
		t.Errorf("%d", w.Code)
	}
	proved := reviewer.do("GET", "/api/receipts/"+id+"/json", nil)
	p, err := ledger.CheckReceipt(proved.Body.Bytes(), o.store.PublicKey())
	sha, other := sha256.Sum256(content), sm3.Sum(content)
	if want := (ledger.ProvedFile{SHA256: hex.EncodeToString(sha[:]), SM3: hex.EncodeToString(other[:])}); err != nil || p.ID != id || len(p.Files) == 0 || p.Files[0] != want {
		t.Errorf("the receipt of a recording: %+v, %v", p, err)
	}
	if shown := get[httpapi.CaseProof](reviewer, "GET", "/api/cases/"+o.ids["case"]+"/proof", nil); len(shown.Others) == 0 || shown.Others[len(shown.Others)-1].ID != id {
		t.Errorf("%+v", shown.Others)
	}
	if w := reviewer.do("GET", "/api/cases/"+o.ids["case"]+"/recordings/docx", nil); w.Code != 200 || w.Body.Len() < 1000 {
		t.Errorf("%d", w.Code)
	}
}

func TestTheRecordOfACaseTellsItsLife(t *testing.T) {
	o := newOffice(t)
	handler := o.as("handler")
	got := get[httpapi.CaseRecord](handler, "GET", "/api/cases/"+o.ids["case"]+"/record", nil)
	sorts := map[string]int{}
	for i, item := range got.Timeline {
		sorts[item.Sort]++
		if item.Text.Zh == "" || item.Text.En == "" || item.At == "" || i > 0 && item.At < got.Timeline[i-1].At {
			t.Errorf("%+v", item)
		}
	}
	if sorts["step"] == 0 || sorts["paper"] == 0 || len(got.Duties) == 0 {
		t.Fatalf("%v, %d duties", sorts, len(got.Duties))
	}
	missing := 0
	for _, f := range got.Findings {
		if f.Check != "missing" {
			continue
		}
		missing++
		said := get[httpapi.CaseRecord](handler, "POST", "/api/cases/"+o.ids["case"]+"/explanations", map[string]any{"event": f.Event, "check": f.Check, "reason": "failure", "text": "设备故障"})
		for _, x := range said.Findings {
			if x.Event == f.Event && (x.Explanation == nil || x.Counts != "gap") {
				t.Errorf("%+v", x)
			}
			if x.Event == f.Event {
				after := get[httpapi.CaseRecord](o.as("head"), "POST", "/api/explanations/"+x.Explanation.ID+"/approval", map[string]any{})
				if after.Gaps != got.Gaps-missing {
					t.Errorf("%d gaps of %d after %d approvals", after.Gaps, got.Gaps, missing)
				}
			}
		}
	}
	if got.Gaps != missing {
		t.Errorf("%d gaps, %d missing", got.Gaps, missing)
	}
}

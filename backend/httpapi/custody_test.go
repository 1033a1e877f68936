package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/httpapi"
)

// passages are the routes that may quote a few words of a paper to lead to it: they give out no page, and opening what they lead to is
// put on record.
var passages = []string{"GET /api/cases/{id}/find", "GET /api/cases/{id}/prechecks", "GET /api/cases/{id}", "GET /api/imports/{id}", "GET /api/search", "GET /api/cases/{id}/similar"}

// TestNothingOfEvidenceIsGivenOutWithoutAnEntry asks every route that reads, with the ids of a paper that is evidence, and looks for what
// the paper says.
func TestNothingOfEvidenceIsGivenOutWithoutAnEntry(t *testing.T) {
	o := newOffice(t)
	handler := o.as("handler")
	const planted = "鲸落深蓝九号柜"
	paper := o.ids["行政处罚告知书"]
	get[httpapi.Paper](handler, "PUT", "/api/papers/"+paper, map[string]any{"code": "D10"}) // testimony is evidence
	get[httpapi.Paper](handler, "PUT", "/api/papers/"+paper+"/text", map[string]any{"text": "证人证言\n我看见" + planted + "。"})
	sum := get[httpapi.PaperPage](handler, "GET", "/api/papers/"+paper+"?pages=none", nil).SHA256
	ids := strings.NewReplacer("{n}", "1", "{seq}", "1", "{sha256}", sum, "{form}", "pdf", "{item}", "P01", "{name}", "x", "{year}", "2026")
	asked := 0
	for _, r := range allRoutes(t) {
		if r.method != "GET" || r.path == "/api/events" || slices.Contains(passages, r.String()) {
			continue
		}
		for _, id := range []string{o.ids["case"], paper} {
			url := ids.Replace(strings.Replace(r.path, "{id}", id, 1))
			for _, query := range []string{"", "?download=1", "?shipped=true", "?q=" + planted} {
				w := handler.do("GET", url+query, nil)
				if asked++; strings.Contains(w.Body.String(), planted) {
					t.Errorf("GET %s gives out what evidence says, and nothing is on record", url+query)
				}
				if w.Code == http.StatusOK && strings.HasPrefix(r.path, "/api/papers/{id}") && !strings.HasSuffix(r.path, "receipt") {
					t.Errorf("GET %s answers %d before anybody is on record", url+query, w.Code)
				}
			}
		}
	}
	if asked < 400 {
		t.Errorf("only %d requests", asked)
	}
	// Each act opens its own way, and no other.
	ways := []struct{ act, url string }{{"view", ""}, {"view", "/pages/1"}, {"view", "/pages/1/image"}, {"view", "/original"}, {"export", "/original?download=1"}, {"export", "/docx"}, {"print", "/pdf"}}
	for _, way := range ways {
		if w := o.as("leader").do("GET", "/api/papers/"+paper+way.url, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "须先登记") {
			t.Errorf("%s: %d %s", way.url, w.Code, w.Body)
		}
	}
	for _, act := range []string{"view", "export", "print", "copy"} {
		get[struct{}](handler, "POST", "/api/items/"+paper+"/handlings", map[string]any{"act": act})
	}
	for _, way := range ways {
		if w := handler.do("GET", "/api/papers/"+paper+way.url, nil); w.Code != http.StatusOK {
			t.Errorf("%s after %s: %d %s", way.url, way.act, w.Code, w.Body)
		}
		if w := o.as("leader").do("GET", "/api/papers/"+paper+way.url, nil); w.Code == http.StatusOK {
			t.Errorf("%s is open to somebody else", way.url)
		}
	}
	timeline := handler.do("GET", "/api/cases/"+o.ids["case"]+"/timeline", nil).Body.String()
	for _, said := range []string{"查阅证据", "导出证据", "打印证据", "复制证据"} {
		if !strings.Contains(timeline, said) {
			t.Errorf("the timeline does not say %s", said)
		}
	}
}

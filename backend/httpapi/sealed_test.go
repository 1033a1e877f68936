package httpapi_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/httpapi"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// TestADestroyedDossierIsSealed: every route that gives its papers answers with the report of its destruction instead.
func TestADestroyedDossierIsSealed(t *testing.T) {
	o := newOffice(t)
	reader := o.as("reviewer")
	caseID, paper := o.ids["case"], o.ids["行政处罚告知书"]
	if paper == "" {
		t.Fatal("the case has no such paper: the test tests nothing")
	}
	routes := []string{"/api/papers/" + paper, "/api/papers/" + paper + "/original", "/api/papers/" + paper + "/pages/1", "/api/cases/" + caseID + "/find?q=" + "罚款"}
	for _, route := range routes {
		if w := reader.do("GET", route, nil); w.Code != 200 {
			t.Fatalf("%s before: %d %s", route, w.Code, w.Body)
		}
	}
	destroy(t, o, caseID)
	for _, route := range routes {
		if w := reader.do("GET", route, nil); w.Code == 200 || !strings.Contains(w.Body.String(), "鉴定销毁") || !strings.Contains(w.Body.String(), "林一、梅二") {
			t.Errorf("%s: %d %s", route, w.Code, w.Body)
		}
	}
	if w := reader.do("GET", "/api/cases/"+caseID, nil); w.Code != 200 {
		t.Errorf("that the case was is still known: %d", w.Code)
	}
}

// destroy records the destruction of a case's dossier.
func destroy(t *testing.T, o *office, caseID string) {
	t.Helper()
	for _, step := range []struct {
		actor, kind string
		data        any
	}{
		{o.ids["handler"], "dossier.disposal_proposed", map[string]any{"cases": []string{caseID}, "opinion": "destroy", "reason": "期满"}},
		{o.ids["chief"], "dossier.disposal_approved", map[string]any{"note": ""}}, {o.ids["leader"], "dossier.disposal_approved", map[string]any{"note": ""}},
		{o.ids["handler"], "dossier.disposed", map[string]any{"witnesses": "林一、梅二", "cases": []string{caseID}, "originals": 1}},
	} {
		err := o.store.Do(context.Background(), step.actor, func(tx *store.Tx) error {
			_, err := tx.Record(step.kind, "x-000000000001", step.data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingIsGivenOutOfADestroyedDossier plants words in a paper, asks every route that reads for them, destroys the dossier, and
// asks again: those that gave the words out before give nothing.
func TestNothingIsGivenOutOfADestroyedDossier(t *testing.T) {
	var index *precedent.Index
	o := newOfficeWith(t, func(parts *httpapi.Parts, _ *httpapi.Options) {
		index = must(precedent.Open(t.TempDir(), papers{parts.Files}, precedent.Options{}))(t)
		parts.Index = index
	})
	t.Cleanup(func() { index.Close() })
	const planted = "拟罚款人民币50000元"
	caseID, paper := o.ids["case"], o.ids["行政处罚告知书"]
	handler := o.as("handler")
	if err := index.CatchUp(bg); err != nil {
		t.Fatal(err)
	}
	sum := get[httpapi.PaperPage](handler, "GET", "/api/papers/"+paper+"?pages=none", nil).SHA256
	fill := strings.NewReplacer("{n}", "1", "{seq}", "1", "{sha256}", sum, "{form}", "pdf", "{item}", "P01", "{name}", "x", "{year}", "2026")
	telling := func() (out []string) {
		for _, r := range allRoutes(t) {
			if r.method != "GET" || r.path == "/api/events" {
				continue
			}
			for _, id := range []string{caseID, paper, o.ids["import"]} {
				for _, query := range []string{"", "?download=1", "?q=" + url.QueryEscape(planted)} {
					if w := handler.do("GET", fill.Replace(strings.Replace(r.path, "{id}", id, 1))+query, nil); strings.Contains(w.Body.String(), planted) || strings.Contains(w.Body.String(), "50000元") {
						out = append(out, r.path)
					}
				}
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	before := telling()
	for _, must := range []string{"/api/papers/{id}", "/api/papers/{id}/original", "/api/papers/{id}/pages/{n}", "/api/papers/{id}/versions/{sha256}", "/api/cases/{id}/find", "/api/search"} {
		if !slices.Contains(before, must) {
			t.Errorf("%s does not give the words out before: the test tests nothing of it (%v)", must, before)
		}
	}
	destroy(t, o, caseID)
	if after := telling(); len(after) > 0 {
		t.Errorf("still given out by %v", after)
		for _, u := range []string{"/api/search?q=" + url.QueryEscape(planted), "/api/cases/" + caseID + "/timeline"} {
			b := handler.do("GET", u, nil).Body.String()
			i := strings.Index(b, "50000元")
			t.Errorf("%s: %s", u, b[max(0, i-500):min(len(b), i+200)])
		}
	}
	if page := get[httpapi.Case](handler, "GET", "/api/cases/"+caseID, nil); len(page.Proposals) > 0 {
		t.Errorf("what was read in the papers is still proposed: %+v", page.Proposals)
	}
}

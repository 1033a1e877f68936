package httpapi_test

import (
	"context"
	"strings"
	"testing"

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
	for _, route := range routes {
		if w := reader.do("GET", route, nil); w.Code == 200 || !strings.Contains(w.Body.String(), "鉴定销毁") || !strings.Contains(w.Body.String(), "林一、梅二") {
			t.Errorf("%s: %d %s", route, w.Code, w.Body)
		}
	}
	if w := reader.do("GET", "/api/cases/"+caseID, nil); w.Code != 200 {
		t.Errorf("that the case was is still known: %d", w.Code)
	}
}

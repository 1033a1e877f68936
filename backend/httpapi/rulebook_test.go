package httpapi_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/httpapi"
)

// sums is an edit of a threshold.
func sums(fen int64) map[string]any {
	return map[string]any{"file": "parameters.json", "id": "major_sum_entity", "row": map[string]any{"id": "major_sum_entity", "type": "money", "value": fen,
		"label": map[string]any{"zh": "较大数额罚没：法人", "en": "Large sum: organisation"}, "source": "启虚监〔2026〕3号"}}
}

func amendmentOf(edits ...map[string]any) map[string]any {
	return map[string]any{"edits": edits, "source": "启虚监〔2026〕3号", "in_force_from": "2027-01-01"}
}

func TestTheRulebookIsAmendedByTwo(t *testing.T) {
	o := newOffice(t)
	reviewer, chief, leader := o.as("reviewer"), o.as("chief"), o.as("leader")
	before := get[httpapi.Library](reviewer, "GET", "/api/rulebook/versions", nil)
	if len(before.Versions) != 1 || !before.MayPropose || before.MayApprove || before.Current != before.Versions[0].Version || before.Versions[0].ApprovedBy.ID != "system" {
		t.Fatalf("%+v", before)
	}
	trial := get[httpapi.RulebookTrial](reviewer, "POST", "/api/rulebook/trials", map[string]any{"edits": []any{sums(5_000_000)}, "since": "2020-01-01"})
	for trial.Effect == nil && !t.Failed() { // it becomes a job where it takes long
		time.Sleep(20 * time.Millisecond)
		trial = get[httpapi.RulebookTrial](reviewer, "GET", "/api/rulebook/trials/"+trial.ID, nil)
	}
	if len(trial.Rows) != 1 || trial.Rows[0].Label.En != "Large sum: organisation" || trial.Effect == nil || trial.Effect.Cases != 1 || len(trial.Faults) != 0 {
		t.Errorf("%+v", trial)
	}
	proposed := get[httpapi.AmendmentPage](chief, "POST", "/api/rulebook/amendments", amendmentOf(sums(5_000_000)))
	if proposed.State != "open" || len(proposed.Rows) != 1 || proposed.Rows[0].Before["value"] != float64(10_000_000) {
		t.Fatalf("%+v", proposed)
	}
	url := "/api/rulebook/amendments/" + proposed.ID
	if w := chief.do("POST", url+"/approval", map[string]any{}); w.Code != 422 || !strings.Contains(w.Body.String(), "提出人以外") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := reviewer.do("POST", url+"/approval", map[string]any{}); w.Code != 403 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if tried := get[httpapi.RulebookTrial](leader, "POST", url+"/trial", map[string]any{}); len(tried.Rows) != 1 {
		t.Errorf("%+v", tried)
	}
	adopted := get[httpapi.AmendmentPage](leader, "POST", url+"/approval", map[string]any{})
	after := get[httpapi.Library](leader, "GET", "/api/rulebook/versions", nil)
	if adopted.State != "adopted" || len(after.Versions) != 2 || after.Versions[0].Own != 1 || after.Versions[0].Changes != 1 || !after.MayApprove {
		t.Fatalf("%+v %+v", adopted, after)
	}
	page := get[httpapi.VersionPage](leader, "GET", "/api/rulebook/versions/"+after.Versions[0].Version, nil)
	if len(page.Rows) != 1 || page.Rows[0].After["value"] != float64(5_000_000) {
		t.Errorf("%+v", page)
	}
	if page.Cases != 0 || after.Versions[1].Cases != 1 || after.Versions[1].OpenCases != 1 {
		t.Errorf("%+v %+v", page.VersionInfo, after.Versions[1])
	}
	under := get[httpapi.Case](reviewer, "GET", "/api/cases/"+o.ids["case"], nil).Rulebook
	if under.Version != after.Versions[1].Version || under.Label == "" || !under.Current {
		t.Errorf("the version from 2027 is not in force yet: %+v", under)
	}
	tables := get[httpapi.Tables](leader, "GET", "/api/rulebook/versions/"+after.Versions[0].Label+"/tables", nil)
	found := false
	for _, f := range tables.Files {
		for _, r := range f.Rows {
			found = found || f.File == "parameters.json" && r.ID == "major_sum_entity" && r.Source == "启虚监〔2026〕3号" && r.Row["value"] == float64(5_000_000)
		}
	}
	if !found {
		t.Error("the tables do not show the row")
	}
}

func TestACitationIsResolved(t *testing.T) {
	v := newOffice(t).as("handler")
	found := get[httpapi.Citations](v, "GET", "/api/rulebook/citations?text=%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A%E6%B3%95%E7%AC%AC%E4%BA%94%E5%8D%81%E5%85%AB%E6%9D%A1&on=2021-01-01", nil)
	if len(found.Citations) != 1 || found.Citations[0].No != 58 || found.Citations[0].InForce != "not_met" || found.Citations[0].Gist.En == "" {
		t.Errorf("%+v", found)
	}
	all := get[httpapi.Instruments](v, "GET", "/api/rulebook/instruments", nil)
	if len(all.Instruments) < 30 {
		t.Errorf("%d instruments", len(all.Instruments))
	}
}

func TestAFaultyRulebookIsRefusedByFileAndRow(t *testing.T) {
	o := newOffice(t)
	chief := o.as("chief")
	wrong := sums(1)
	wrong["row"].(map[string]any)["colour"] = "red"
	size := o.size()
	trial := get[httpapi.RulebookTrial](chief, "POST", "/api/rulebook/trials", map[string]any{"edits": []any{wrong}})
	if len(trial.Faults) != 1 || trial.Faults[0].File != "parameters.json" || trial.Faults[0].Row != "major_sum_entity" || trial.Effect != nil {
		t.Errorf("%+v", trial)
	}
	if what := trial.Faults[0].What; what.Zh != "没有“colour”这一栏" || what.En != `unknown field "colour"` {
		t.Errorf("told as %+v", what)
	}
	if w := chief.do("POST", "/api/rulebook/amendments", amendmentOf(wrong)); w.Code != 400 || !strings.Contains(w.Body.String(), "parameters.json") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if checked := get[httpapi.RulebookCheck](chief, "POST", "/api/rulebook/checks", map[string]any{"edits": []any{wrong}}); len(checked.Faults) != 1 || len(checked.Rows) != 0 {
		t.Errorf("%+v", checked)
	}
	if checked := get[httpapi.RulebookCheck](chief, "POST", "/api/rulebook/checks", map[string]any{"edits": []any{sums(1)}}); len(checked.Faults) != 0 || len(checked.Rows) != 1 {
		t.Errorf("%+v", checked)
	}
	statutory := map[string]any{"file": "penalty/major.json", "id": "M03", "removed": true}
	if w := chief.do("POST", "/api/rulebook/trials", map[string]any{"edits": []any{statutory}}); w.Code != 422 || !strings.Contains(w.Body.String(), "行政处罚法第五十八条") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := chief.do("POST", "/api/rulebook/amendments", map[string]any{"bundle": map[string]any{"schema": "x"}, "source": "x", "in_force_from": "2027-01-01"}); w.Code != 400 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if o.size() != size {
		t.Error("something was written")
	}
}

func TestARulebookGoesOutAndComesIn(t *testing.T) {
	o := newOffice(t)
	chief := o.as("chief")
	w := chief.do("GET", "/api/rulebook/versions/current/export", nil)
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), "rulebook-") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	var bundle map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &bundle); err != nil {
		t.Fatal(err)
	}
	files := bundle["files"].(map[string]any)
	for name, content := range files {
		if own, ok := strings.CutPrefix(name, "penalty/"); ok {
			files["seventh/"+own] = content
		}
	}
	p := get[httpapi.AmendmentPage](chief, "POST", "/api/rulebook/amendments", map[string]any{"bundle": bundle, "source": "启虚监〔2026〕9号", "in_force_from": "2027-01-01", "note": "新的一类"})
	if p.Origin != "import" || p.Changes < 100 {
		t.Errorf("%+v", p.AmendmentInfo)
	}
	rejected := get[httpapi.AmendmentPage](o.as("leader"), "POST", "/api/rulebook/amendments/"+p.ID+"/rejection", map[string]any{"reason": "暂不需要"})
	if rejected.State != "rejected" || rejected.Reason != "暂不需要" || rejected.ClosedBy == nil {
		t.Errorf("%+v", rejected.AmendmentInfo)
	}
	if w := chief.do("POST", "/api/cases/"+o.ids["case"]+"/rulebook", map[string]any{"version": "none", "reason": "从旧兼从轻"}); w.Code != 404 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

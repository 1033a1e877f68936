package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"zhiheng/backend/httpapi"
	"zhiheng/backend/store"
)

// ripe puts a case into the office that stands before legal review.
func ripe(t *testing.T, o *office) string {
	t.Helper()
	const id = "c-ripe00000000"
	must(0, o.store.Do(bg, o.ids["handler"], func(tx *store.Tx) error {
		_, err := tx.Record("casefile.opened", id, map[string]any{"no": "320681-PEN-2026-09999", "title": "虚构广告案", "procedure": "penalty", "state": "returned", "handlers": []string{o.ids["handler"]}})
		return err
	}))(t)
	return id
}

// omitted gives a reason for every material that a case lacks, by the names that the API gives them.
func (o *office) omitted(t testing.TB, id string) (list []map[string]string) {
	t.Helper()
	for _, m := range get[httpapi.Case](o.as("handler"), "GET", "/api/cases/"+id, nil).Materials {
		if !m.Present && m.Level != "should" {
			list = append(list, map[string]string{"material": m.ID, "reason": "确实不能提供"})
		}
	}
	return list
}

func TestAReviewFromSubmissionToSignature(t *testing.T) {
	o := newOffice(t)
	id := ripe(t, o)
	handler, reviewer, chief, leader := o.as("handler"), o.as("reviewer"), o.as("chief"), o.as("leader")
	draft := get[httpapi.Paper](handler, "POST", "/api/cases/"+id+"/drafts", map[string]string{"code": "D27"})
	if w := leader.do("POST", "/api/cases/"+id+"/decision", map[string]any{}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "行政处罚法第五十八条") {
		t.Fatalf("a decision without review: %d %s", w.Code, w.Body)
	}
	for _, code := range []string{"R01", "D20", "D21", "D22"} {
		must(o.files.Write(bg, person(t, o, "handler"), id, code, "", "虚构的"+code))(t)
	}
	if w := handler.do("POST", "/api/cases/"+id+"/reviews", map[string]string{}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "缺") {
		t.Fatalf("a submission without its materials: %d %s", w.Code, w.Body)
	}
	r := get[httpapi.Review](handler, "POST", "/api/cases/"+id+"/reviews", map[string]any{"note": "其余材料在补充中", "without": o.omitted(t, id)})
	if r.State != "submitted" || !r.Valid || r.ItemsTotal == 0 || len(r.Items) != r.ItemsTotal || r.CaseDetail.ID != id || r.SubmittedBy.Name != "虚构·handler" {
		t.Fatalf("%+v", r.ReviewRow)
	}
	path := "/api/reviews/" + r.ID
	if w := chief.do("POST", path+"/assignment", map[string]string{"reviewer": o.ids["reviewer"]}); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	first := r.Items[0].ID
	item := get[httpapi.ReviewItem](reviewer, "PUT", path+"/items/"+first, map[string]any{"finding": "not_met", "remark": "主体证明缺失", "proofs": []map[string]any{{"paper": draft.ID, "page": 1, "quote": "处罚"}}})
	if item.Finding != "not_met" || item.By == nil || item.By.ID != o.ids["reviewer"] || len(item.Proofs) != 1 {
		t.Errorf("%+v", item)
	}
	if w := reviewer.do("PUT", path+"/items/"+first, map[string]any{"finding": "not_met"}); w.Code != http.StatusBadRequest {
		t.Errorf("a point not met without a word: %d", w.Code)
	}
	if w := reviewer.do("PUT", path+"/items/"+first, map[string]any{"finding": "perhaps"}); w.Code != http.StatusBadRequest {
		t.Errorf("a finding that is none: %d", w.Code)
	}
	if w := reviewer.do("POST", path+"/opinion", map[string]string{"code": "O1"}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a pass over a point that is not met: %d %s", w.Code, w.Body)
	}
	if w := chief.do("POST", path+"/signature", map[string]any{}); w.Code != http.StatusConflict {
		t.Errorf("a signature without an opinion: %d %s", w.Code, w.Body)
	}
	get[httpapi.Paper](handler, "PUT", "/api/papers/"+draft.ID+"/text", map[string]string{"text": "另一份决定书。\n"})
	changed := get[httpapi.Review](reviewer, "GET", path, nil)
	if changed.Valid || len(changed.Changes) == 0 || changed.State != "accepted" || changed.ItemsDone != 1 {
		t.Fatalf("%+v %+v", changed.ReviewRow, changed.Changes)
	}
	if last := changed.Changes[len(changed.Changes)-1]; last.Item != draft.ID || len(last.Diff) == 0 || last.Label.Zh == "" {
		t.Errorf("%+v", last)
	}
	if w := reviewer.do("POST", path+"/opinion", map[string]string{"code": "O3", "text": "补充主体证明后重新送审"}); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	signed := get[httpapi.Review](chief, "POST", path+"/signature", map[string]any{})
	if signed.State != "signed" || signed.Opinion != "O3" || signed.No == "" || signed.Valid {
		t.Errorf("%+v", signed.ReviewRow)
	}
	page := get[httpapi.Case](leader, "GET", "/api/cases/"+id, nil)
	if page.State != "returned" || page.Pass == nil || page.Pass.Valid || page.Review == nil || page.Review.ID != r.ID {
		t.Errorf("%s %+v", page.State, page.Pass)
	}
	door := get[httpapi.DecisionDoor](leader, "GET", "/api/cases/"+id+"/decision", nil)
	if door.MayIssue || len(door.Stops) == 0 || door.Stops[0].Article != "行政处罚法第五十八条" || door.Draft == nil {
		t.Errorf("%+v", door)
	}
	for url, want := range map[string]int{"/api/reviews": 1, "/api/reviews?open=true": 0, "/api/reviews?mine=true": 1} {
		if list := get[httpapi.Reviews](reviewer, "GET", url, nil); len(list.Reviews) != want {
			t.Errorf("%s: %+v", url, list)
		}
	}
}

func TestADisputeFromObjectionToTheDeputysRuling(t *testing.T) {
	w := newWandering(t, pillars())
	w.open(0)
	for range 3 { // submit, assign, examine and propose
		x := w.next()
		get[any](w.people[x.role], x.method, x.url, x.body)
	}
	page := get[httpapi.Case](w.people["handler"], "GET", "/api/cases/"+w.own, nil)
	round := "/api/reviews/" + page.Review.ID
	for _, x := range []order{
		{"reviewer", "POST", round + "/opinion", map[string]any{"code": "O3", "text": "补充主体证明后重新送审"}},
		{"chief", "POST", round + "/signature", map[string]any{}},
		{"handler", "POST", round + "/objection", map[string]any{"reasons": "主体证明在卷"}},
		{"chief", "POST", round + "/objection-answer", map[string]any{"result": "upheld", "text": "维持", "minority": "一人认为可以通过"}},
		{"handler", "POST", round + "/referral", map[string]any{"level": "deputy", "text": "请分管负责人协调"}},
		{"leader", "POST", round + "/ruling", map[string]any{"level": "deputy", "result": "again", "text": "重新审核"}},
	} {
		get[any](w.people[x.role], x.method, x.url, x.body)
	}
	dispute := get[httpapi.Review](w.people["leader"], "GET", round, nil).Course.Dispute
	if steps := dispute.Steps; len(steps) != 4 || steps[3].Kind != "ruled" || steps[3].Result != "again" || steps[1].Minority == "" {
		t.Errorf("%+v", dispute)
	}
	if answer := w.people["leader"].do("POST", "/api/cases/"+w.own+"/decision", map[string]any{}); answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("a ruling stood in for a pass: %d %s", answer.Code, answer.Body)
	}
	if answer := w.people["leader"].do("POST", round+"/ruling", map[string]any{"level": "deputy", "text": "重新审核"}); answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), "缺少“result”") {
		t.Errorf("a ruling without its result: %d %s", answer.Code, answer.Body)
	}
}

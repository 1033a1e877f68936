package httpapi_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// wandering sends random requests of everybody about a few cases: one of the office's own in every state that its course has
// brought it to, and finished dossiers that were brought in.
type wandering struct {
	*office
	t        *testing.T
	random   *rand.Rand
	cases    []string
	reviews  []string
	papers   []string
	recusals []string
	answers  map[int]int
}

// TestNoRequestsDecideWithoutReview sends 1,000 sequences of requests with ZHIHENG_FAULTS=full, 12 otherwise, over all roles and
// routes of review, decision, import and practice. No decision comes of them without a pass that was live.
func TestNoRequestsDecideWithoutReview(t *testing.T) {
	sequences := uint64(12)
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		sequences = 1000
	}
	o := newOffice(t)
	own := ripe(t, o)
	w := &wandering{office: o, t: t, cases: []string{own}, answers: map[int]int{}}
	for _, code := range []string{"R01", "D20", "D21", "D22", "D27"} {
		p := must(o.files.Write(bg, person(t, o, "handler"), own, code, "", "虚构的"+code))(t)
		w.papers = append(w.papers, p.ID)
	}
	legacy := must(o.files.Open(bg, person(t, o, "handler"), casefile.Opening{Title: "旧卷", Legacy: casefile.Practice}))(t)
	w.cases = append(w.cases, legacy.ID)
	for seed := range sequences {
		w.random = rand.New(rand.NewPCG(seed, 11))
		for range 25 {
			w.request()
		}
		w.mustBeLawful(seed)
	}
	if w.answers[http.StatusOK] < int(sequences) || w.answers[http.StatusUnprocessableEntity] == 0 || w.answers[http.StatusForbidden] == 0 || w.answers[http.StatusInternalServerError] > 0 || len(w.reviews) < 2 {
		t.Errorf("the requests went nowhere, or failed: %v, %d reviews", w.answers, len(w.reviews))
	}
	t.Logf("%v, %d reviews", w.answers, len(w.reviews))
}

func (w *wandering) any(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return list[w.random.IntN(len(list))]
}

// request sends one request of somebody.
func (w *wandering) request() {
	roles := []string{"handler", "reviewer", "chief", "leader"}
	role := roles[w.random.IntN(len(roles))]
	theCase, round := w.any(w.cases), w.any(w.reviews)
	in := func(list ...any) any { return list[w.random.IntN(len(list))] }
	text := in("意见", "", "理由充分")
	type order struct {
		role, method, url string
		body              any
	}
	omitted := any([]map[string]string{})
	if w.random.IntN(2) == 0 {
		omitted = w.omitted(w.t, theCase)
	}
	orders := []order{
		{"handler", "POST", "/api/cases/" + theCase + "/reviews", map[string]any{"note": text, "without": omitted}},
		{"chief", "POST", "/api/reviews/" + round + "/assignment", map[string]any{"reviewer": w.ids[w.any(roles)]}},
		{"reviewer", "POST", "/api/reviews/" + round + "/opinion", map[string]any{"code": in("O1", "O2", "O3", "O4", "O8"), "text": text}},
		{"chief", "POST", "/api/reviews/" + round + "/signature", map[string]any{}},
		{"reviewer", "PUT", "/api/reviews/" + round + "/items/P01", map[string]any{"finding": in("met", "not_met", "unchecked"), "remark": text}},
		{"reviewer", "POST", "/api/reviews/" + round + "/return", map[string]any{"reason": text}},
		{"handler", "POST", "/api/reviews/" + round + "/objection", map[string]any{"reasons": text}},
		{"chief", "POST", "/api/reviews/" + round + "/objection-answer", map[string]any{"result": in("upheld", "again"), "text": text}},
		{"handler", "POST", "/api/reviews/" + round + "/referral", map[string]any{"level": in("deputy", "head", "discussion"), "text": text}},
		{"leader", "POST", "/api/reviews/" + round + "/ruling", map[string]any{"level": in("deputy", "head", "discussion"), "result": in("upheld", "again"), "text": text}},
		{"handler", "POST", "/api/reviews/" + round + "/reply", map[string]any{"points": []map[string]any{{"item": in("", "P01"), "adopted": true, "text": text}}}},
		{"reviewer", "POST", "/api/cases/" + theCase + "/practice", map[string]any{}},
		{"reviewer", "POST", "/api/reviews/" + round + "/practice-end", map[string]any{}},
		{"handler", "POST", "/api/cases/" + theCase + "/recusals", map[string]any{"person": w.ids["reviewer"], "side": in("self", "party", "office"), "reason": text}},
		{"leader", "POST", "/api/recusals/" + w.any(w.recusals) + "/decision", map[string]any{"granted": w.random.IntN(4) == 0, "grounds": text}},
		{"leader", "POST", "/api/cases/" + theCase + "/discussions", map[string]any{"held_on": w.files.Today(), "chair": "甲", "voices": []map[string]any{{"name": "甲", "view": "同意", "vote": "for"}, {"name": "乙", "view": "同意", "vote": "for"}}, "follows": true, "reason": "理由", "result": "同意"}},
		{"leader", "POST", "/api/reviewers/exceptions", map[string]any{"person": w.ids["chief"], "reason": text, "until": "2099-12-31"}},
		{"handler", "POST", "/api/imports", map[string]any{"name": "导入的旧卷", "use": in("", "practice", "assessment")}},
		{"handler", "PUT", "/api/papers/" + w.any(w.papers) + "/text", map[string]any{"text": in("决定书甲", "决定书乙")}},
		{"leader", "POST", "/api/cases/" + theCase + "/moves", map[string]any{"transition": in("pass", "decide", "discuss", "notify", "file", "submit", "issue"), "note": ""}},
		{"leader", "POST", "/api/cases/" + theCase + "/decision", map[string]any{}},
		{"leader", "POST", "/api/cases/" + theCase + "/decision", map[string]any{}},
	}
	x := orders[w.random.IntN(len(orders))]
	if w.random.IntN(4) > 0 {
		role = x.role
	}
	answer := w.as(role).do(x.method, x.url, x.body)
	w.answers[answer.Code]++
	if answer.Code != http.StatusOK {
		return
	}
	w.learn(x.url, answer.Body.Bytes())
	if strings.HasSuffix(x.url, "/assignment") || strings.HasSuffix(x.url, "/reviews") {
		w.examine()
	}
}

// learn keeps the ids of what came into being.
func (w *wandering) learn(url string, body []byte) {
	var made struct {
		ID       string
		Case     string
		Recusals []struct{ ID string }
	}
	_ = json.Unmarshal(body, &made)
	switch {
	case strings.HasSuffix(url, "/reviews") || strings.HasSuffix(url, "/practice"):
		w.reviews = append(w.reviews, made.ID)
	case strings.HasSuffix(url, "/imports"):
		w.cases = append(w.cases, made.Case)
	}
	for _, r := range made.Recusals {
		w.recusals = append(w.recusals, r.ID)
	}
}

// examine has the reviewer find every point met, now and then, so that some opinions can pass.
func (w *wandering) examine() {
	round := w.any(w.reviews)
	if w.random.IntN(2) == 0 {
		return
	}
	page := w.as("reviewer").do("GET", "/api/reviews/"+round, nil)
	var r httpapi.Review
	if json.Unmarshal(page.Body.Bytes(), &r) != nil {
		return
	}
	for _, item := range r.Items {
		if w.as("reviewer").do("PUT", "/api/reviews/"+round+"/items/"+item.ID, map[string]any{"finding": "met"}).Code != http.StatusOK {
			return
		}
	}
}

// mustBeLawful holds every decision to a pass of the office's own review, and every finished dossier to its end.
func (w *wandering) mustBeLawful(seed uint64) {
	for _, id := range w.cases {
		must(0, w.store.View(bg, func(r *store.Reader) error {
			c, err := casefile.CaseOf(r, id)
			if err != nil {
				return err
			}
			steps, err := casefile.StepsOf(r, id)
			if err != nil {
				return err
			}
			pass, err := review.PassOf(r, id)
			if err != nil {
				return err
			}
			procedure, _ := w.files.Procedure(c)
			for _, step := range steps {
				t, _ := procedure.Lifecycle.Transition(step.Transition)
				if t.By == "decision.issued" && c.Review.Always && !(pass.Exists && pass.Round.Passes && pass.Round.Practice == "") {
					w.t.Fatalf("seed %d: %s was decided without a pass", seed, c.No)
				}
			}
			if c.Legacy != "" && (len(steps) != 1 || pass.Exists) {
				w.t.Fatalf("seed %d: the finished dossier %s has moved or passed: %+v", seed, c.No, steps)
			}
			return nil
		}))(w.t)
	}
}

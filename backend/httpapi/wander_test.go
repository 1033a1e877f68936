package httpapi_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// wandering sends random requests of everybody about a case that is ready to be submitted to review, and about finished
// dossiers that were brought in.
type wandering struct {
	*office
	random   *rand.Rand
	people   map[string]*visitor
	own      string // the case of this sequence
	cases    []string
	reviews  []string
	papers   []string
	recusals []string
	answers  map[int]int
	decided  int
	live     bool                 // whether the case of this sequence had a live pass before the last request
	hole     func(theCase string) // what a planted fault does when somebody was refused a decision
}

// order is one request of the one whose work it is.
type order struct {
	role, method, url string
	body              any
}

// TestNoRequestsDecideWithoutReview sends 1,000 sequences of requests with ZHIHENG_FAULTS=full, 20 otherwise, over all roles and
// routes of review, decision, import and practice. No decision comes of them without a pass that was live, and no case comes to
// stand where nothing lawful goes on.
func TestNoRequestsDecideWithoutReview(t *testing.T) {
	sequences := uint64(20)
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		sequences = 1000
	}
	w := newWandering(t, pillars())
	for seed := range sequences {
		if err := w.sequence(seed); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	if w.decided == 0 || w.answers[http.StatusOK] < int(sequences) || w.answers[http.StatusUnprocessableEntity] == 0 || w.answers[http.StatusForbidden] == 0 || w.answers[http.StatusInternalServerError] > 0 {
		t.Errorf("the requests went nowhere, or failed: %v, %d reviews, %d decisions", w.answers, len(w.reviews), w.decided)
	}
	t.Logf("%v, %d reviews, %d decisions", w.answers, len(w.reviews), w.decided)
}

// TestTheWanderingFindsAHole plants two: a server that, asked for a decision that it must refuse, decides by a plain move, in an
// office whose tables take such a move; and one that then leads the case to where nothing goes on.
func TestTheWanderingFindsAHole(t *testing.T) {
	for wrong, move := range map[string]casefile.Move{
		"was decided without a live pass": {Transition: "decide", To: "decided"},
		"nothing goes on":                 {Transition: "submit", To: "nowhere"},
	} {
		parts := pillars()
		for i := range parts {
			if parts[i].Name == "casefile" {
				parts[i].Events["casefile.moved"] = store.On(func(t *store.Tables, e store.Event, m casefile.Move) error { return casefile.Enter(t, e, e.Subject, m) })
			}
		}
		w := newWandering(t, parts)
		w.hole = func(theCase string) {
			must(0, w.store.Do(bg, w.ids["leader"], func(tx *store.Tx) error {
				c, err := casefile.CaseOf(tx, theCase)
				if err == nil {
					move.From = c.State
					_, err = tx.Record("casefile.moved", theCase, move)
				}
				return err
			}))(t)
		}
		var found error
		for seed := uint64(0); found == nil && seed < 20; seed++ {
			found = w.sequence(seed)
		}
		if found == nil || !strings.Contains(found.Error(), wrong) {
			t.Errorf("the hole was not found: %v", found)
		}
	}
}

func newWandering(t *testing.T, parts []store.Pillar) *wandering {
	w := &wandering{office: newOfficeOn(t, parts, nil), people: map[string]*visitor{}, answers: map[int]int{}}
	for _, role := range []string{"handler", "reviewer", "chief", "leader"} {
		w.people[role] = w.as(role)
	}
	legacy := must(w.files.Open(bg, person(t, w.office, "handler"), casefile.Opening{Title: "旧卷", Legacy: casefile.Practice}))(t)
	w.cases = append(w.cases, legacy.ID)
	return w
}

// sequence opens a case and sends forty requests about it. What comes of them is held to the law.
func (w *wandering) sequence(seed uint64) error {
	w.random = rand.New(rand.NewPCG(seed, 11))
	w.open(seed)
	for range 40 {
		w.request()
		if err := w.unlawful(w.own); err != nil {
			return err
		}
	}
	for _, id := range w.cases {
		if err := w.unlawful(id); err != nil {
			return err
		}
	}
	return nil
}

// open opens a case of false advertising that can be submitted: what comes before has tests of its own.
func (w *wandering) open(seed uint64) {
	w.own, w.live = fmt.Sprintf("c-wander%06d", seed), false
	must(0, w.store.Do(bg, w.ids["handler"], func(tx *store.Tx) error {
		_, err := tx.Record("casefile.opened", w.own, map[string]any{"no": fmt.Sprintf("320681-PEN-2025-%05d", seed), "title": "虚构广告案", "procedure": "penalty", "state": "returned", "handlers": []string{w.ids["handler"]}})
		return err
	}))(w.t)
	handler, today := person(w.t, w.office, "handler"), w.files.Today()
	must(0, w.files.SetFields(bg, handler, w.own, map[string]any{"p.type": "entity", "p.name": "云汀县青禾食品有限公司", "x.fine": 12_000_000, "x.kinds": []string{"010103"}, "c.region": "320681", "c.domain": "market",
		"x.basis_id": "YT-2024-017", "d.D02.approved_by": "江五", "d.D21.penalty": "罚款120000元", "d.D21.facts": "虚假宣传", "d.D21.reasons": "违反反不正当竞争法", "d.D21.basis": "反不正当竞争法第二十条", "d.D21.rights": true,
		"d.D21.hearing": true, "d.D21.fine": 12_000_000, "d.D21.served_on": today, "c.waived": true, "d.D26.on": today, "g.on": today, "g.leader_present": true}))(w.t)
	w.papers = nil
	for _, code := range []string{"R01", "D02", "D20", "D21", "D22", "D26", "D27"} {
		text := "虚构的" + code
		if code == "D27" {
			text = "行政处罚决定书\n" + decision.NumberMark + "\n罚款120000元。\n" + decision.DayMark
		}
		w.papers = append(w.papers, must(w.files.Write(bg, handler, w.own, code, "", text))(w.t).ID)
	}
}

func (w *wandering) any(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return list[w.random.IntN(len(list))]
}

// request sends one request of somebody: a third of them are the next ones in their order, so that some cases get far.
func (w *wandering) request() {
	x := w.anything()
	if w.random.IntN(3) == 0 {
		x = w.next()
	}
	role := x.role
	if w.random.IntN(5) == 0 {
		role = []string{"handler", "reviewer", "chief", "leader"}[w.random.IntN(4)]
	}
	answer := w.people[role].do(x.method, x.url, x.body)
	w.answers[answer.Code]++
	switch decides := strings.HasSuffix(x.url, "/decision") && !strings.Contains(x.url, "recusals"); {
	case answer.Code == http.StatusOK && decides:
		w.decided++
	case answer.Code == http.StatusOK:
		w.learn(x.url, answer.Body.Bytes())
	case decides && w.hole != nil && strings.Contains(x.url, w.own):
		w.hole(w.own)
	}
}

// next is what the course of the case asks for.
func (w *wandering) next() order {
	page := get[httpapi.Case](w.people["handler"], "GET", "/api/cases/"+w.own, nil)
	decide := order{"leader", "POST", "/api/cases/" + w.own + "/decision", map[string]any{}}
	switch {
	case page.Pass != nil && page.Pass.Valid && w.random.IntN(3) == 0: // the draft changes after it passed
		return order{"handler", "PUT", "/api/papers/" + w.papers[len(w.papers)-1] + "/text", map[string]any{"text": fmt.Sprintf("行政处罚决定书\n%s\n罚款%d元。\n%s", decision.NumberMark, w.random.IntN(90_000), decision.DayMark)}}
	case page.Pass != nil && (page.Pass.Valid || w.random.IntN(3) == 0):
		return decide
	}
	if page.Review == nil || page.Review.State == "signed" || page.Review.State == "returned" {
		return order{"handler", "POST", "/api/cases/" + w.own + "/reviews", map[string]any{"note": "", "without": w.omitted(w.t, w.own)}}
	}
	round := "/api/reviews/" + page.Review.ID
	switch reviewer := page.Review.Reviewer; {
	case reviewer == nil, reviewer.ID != w.ids["reviewer"]:
		return order{"chief", "POST", round + "/assignment", map[string]any{"reviewer": w.ids["reviewer"]}}
	case !page.Review.Valid:
		return order{"reviewer", "POST", round + "/return", map[string]any{"reason": "送审后有变动"}}
	case page.Review.Opinion != "":
		return order{"chief", "POST", round + "/signature", map[string]any{}}
	}
	w.examine(round)
	return order{"reviewer", "POST", round + "/opinion", map[string]any{"code": "O1", "text": "同意"}}
}

// anything is any request about any case, review and paper, with whatever in it.
func (w *wandering) anything() order {
	theCase, round := w.any(append(w.cases, w.own, w.own)), w.any(w.reviews)
	if w.random.IntN(2) == 0 && len(w.reviews) > 0 {
		round = w.reviews[len(w.reviews)-1]
	}
	in := func(list ...any) any { return list[w.random.IntN(len(list))] }
	text := in("意见", "", "理由充分")
	orders := []order{
		{"handler", "POST", "/api/cases/" + theCase + "/reviews", map[string]any{"note": text, "without": []map[string]string{}}},
		{"chief", "POST", "/api/reviews/" + round + "/assignment", map[string]any{"reviewer": w.ids[w.any([]string{"handler", "reviewer", "chief", "leader"})]}},
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
		{"leader", "POST", "/api/recusals/" + w.any(w.recusals) + "/decision", map[string]any{"granted": w.random.IntN(8) == 0, "grounds": text}},
		{"leader", "POST", "/api/cases/" + theCase + "/discussions", map[string]any{"held_on": w.files.Today(), "chair": "甲", "voices": []map[string]any{{"name": "甲", "view": "同意", "vote": "for"}, {"name": "乙", "view": "同意", "vote": "for"}}, "follows": true, "reason": "理由", "result": "同意", "signed": true}},
		{"leader", "POST", "/api/reviewers/exceptions", map[string]any{"person": w.ids["chief"], "reason": text, "until": "2099-12-31"}},
		{"handler", "PUT", "/api/papers/" + w.any(w.papers) + "/text", map[string]any{"text": in("决定书甲", "决定书乙")}},
		{"leader", "POST", "/api/cases/" + theCase + "/moves", map[string]any{"transition": in("pass", "decide", "discuss", "notify", "file", "submit", "issue"), "note": ""}},
		{"leader", "POST", "/api/cases/" + theCase + "/decision", map[string]any{}},
		{"leader", "POST", "/api/cases/" + theCase + "/decision", map[string]any{}},
	}
	if w.random.IntN(100) == 0 {
		return order{"handler", "POST", "/api/imports", map[string]any{"name": "导入的旧卷", "use": in("", "practice", "assessment")}}
	}
	return orders[w.random.IntN(len(orders))]
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

// examine has the reviewer find every point met, so that an opinion can pass.
func (w *wandering) examine(round string) {
	var r httpapi.Review
	if page := w.people["reviewer"].do("GET", round, nil); json.Unmarshal(page.Body.Bytes(), &r) != nil {
		return
	}
	for _, item := range r.Items {
		if item.Finding != "met" && w.people["reviewer"].do("PUT", round+"/items/"+item.ID, map[string]any{"finding": "met", "remark": "经核对原件,符合"}).Code != http.StatusOK {
			return
		}
	}
}

// unlawful says what is wrong with a case: decided without a pass of the office's own review, a finished dossier that moved, or
// a state from where no step leads on that somebody may take.
func (w *wandering) unlawful(id string) error {
	return w.store.View(bg, func(r *store.Reader) error {
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
		decided := false
		for _, step := range steps {
			t, _ := procedure.Lifecycle.Transition(step.Transition)
			decided = decided || t.By == rulebook.DecisionIssued
		}
		if decided && c.Review.Always && !(w.live && pass.Exists && pass.Round.Passes && pass.Round.Practice == "") {
			return fmt.Errorf("%s was decided without a live pass", c.No)
		}
		if id == w.own && !decided {
			w.live = pass.Live
		}
		if c.Legacy != "" && (len(steps) != 1 || pass.Exists) {
			return fmt.Errorf("the finished dossier %s has moved or passed: %+v", c.No, steps)
		}
		if c.Legacy == "" && !w.goesOn(procedure, c.State) {
			return fmt.Errorf("%s stands in %q, from where nothing goes on", c.No, c.State)
		}
		return nil
	})
}

// goesOn says whether a state is an end, or a step leads on to another that some role may take.
func (w *wandering) goesOn(p *rulebook.Procedure, id string) bool {
	state, known := p.Lifecycle.State(id)
	return known && (state.Final || slices.ContainsFunc(p.Lifecycle.Transitions, func(t rulebook.Transition) bool {
		return slices.Contains(t.From, id) && t.To != id && slices.ContainsFunc(t.Roles, func(role string) bool { return w.ids[role] != "" })
	}))
}

package rulebook_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// TestTheWholeCourse walks a case from the clue to the archive.
func TestTheWholeCourse(t *testing.T) {
	life := penalty(t).Lifecycle
	state := life.Opening().To
	steps := []string{"file", "investigate", "conclude", "notify", "open_hearing", "examine_defence",
		"review.submitted", "review.opinion_issued O4", "conclude", "notify", "examine_defence",
		"review.submitted", "review.opinion_issued O3", "review.submitted", "review.opinion_issued O1",
		"discuss", "decision.issued", "serve", "disclosure.published", "perform", "enforce", "close", "casefile.archived", "amend"}
	for _, step := range steps {
		event, opinion, _ := strings.Cut(step, " ")
		next, ok := life.On(state, event, opinion)
		if !ok {
			i := slices.IndexFunc(life.Moves(state), func(m rulebook.Transition) bool { return m.ID == step })
			if i < 0 {
				t.Fatalf("%s: no step %s", state, step)
			}
			next = life.Moves(state)[i]
		}
		state = next.To
	}
	if state != "amended" {
		t.Errorf("ended in %s", state)
	}
}

func TestOnlyTheDecisionEventDecides(t *testing.T) {
	for _, tr := range penalty(t).Lifecycle.Transitions {
		if tr.To == "decided" && tr.By != rulebook.DecisionIssued {
			t.Errorf("%s leads to a decision", tr.ID)
		}
	}
}

func TestEveryOpinionMovesACaseUnderReview(t *testing.T) {
	b := load(t)
	p, _ := b.Procedure("penalty")
	for _, o := range b.Opinions {
		tr, ok := p.Lifecycle.On("legal_review", rulebook.OpinionIssued, o.ID)
		if !ok {
			t.Errorf("%s leads nowhere", o.ID)
		}
		if o.Passes != (tr.To == "reviewed") {
			t.Errorf("%s passes: %v, but leads to %s", o.ID, o.Passes, tr.To)
		}
		if _, ok := p.Lifecycle.On("pre_review", rulebook.OpinionIssued, o.ID); !ok {
			t.Errorf("%s leaves a case stuck before notice", o.ID)
		}
	}
}

func TestEveryStateReachesTheArchive(t *testing.T) {
	life := penalty(t).Lifecycle
	for _, s := range life.States {
		seen := map[string]bool{s.ID: true}
		for queue := []string{s.ID}; len(queue) > 0; queue = queue[1:] {
			for _, to := range life.Exits(queue[0]) {
				if !seen[to] {
					seen[to] = true
					queue = append(queue, to)
				}
			}
		}
		if !seen["archived"] {
			t.Errorf("from %s no way leads to the archive", s.ID)
		}
	}
}

func TestAnEventThatDoesNotConcernAStateMovesNothing(t *testing.T) {
	life := penalty(t).Lifecycle
	for _, c := range [][2]string{{"clue", rulebook.DecisionIssued}, {"legal_review", rulebook.DecisionIssued}, {"returned", rulebook.DecisionIssued},
		{"performing", rulebook.DisclosurePublished}, {"legal_review", rulebook.OpinionIssued}, {"clue", ""}} {
		if tr, ok := life.On(c[0], c[1], ""); ok {
			t.Errorf("%s in %s makes %s", c[1], c[0], tr.ID)
		}
	}
}

func TestDecisionGuards(t *testing.T) {
	p := penalty(t)
	decide, ok := p.Lifecycle.Transition("decide")
	if !ok {
		t.Fatal("no decide")
	}
	if r := p.Ready(decide, caseG01()); !r.Ready || p.Refusal(decide, r) != nil {
		t.Fatalf("a sound case is stopped: %v", p.Refusal(decide, r))
	}
	for _, c := range []struct {
		name    string
		changes rulebook.Facts
		article string
	}{
		{"not reviewed", rulebook.Facts{"r.opinion": ""}, "行政处罚法第五十八条"},
		{"review failed", rulebook.Facts{"r.opinion": "O3"}, "行政处罚法第五十八条"},
		{"review unknown", rulebook.Facts{"r.opinion": nil}, "行政处罚法第五十八条"},
		{"never notified", rulebook.Facts{"d.D21.served_on": ""}, "行政处罚法第四十四条、第六十二条"},
		{"too early", rulebook.Facts{"today": "2026-03-27"}, "行政处罚法第四十五条、第六十二条、第六十四条第（一）项"},
		{"heavier than notified", rulebook.Facts{"x.fine": int64(13000000)}, "行政处罚法第四十四条、第四十五条第二款"},
		{"hearing right not told", rulebook.Facts{"d.D21.hearing": false}, "行政处罚法第六十三条"},
		{"discussed before review", rulebook.Facts{"d.D26.on": "2026-04-01"}, "行政处罚法第五十七条第二款"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := p.Ready(decide, with(caseG01(), c.changes))
			err := p.Refusal(decide, r)
			if r.Ready || fault.KindOf(err) != fault.Refused {
				t.Fatalf("ready: %v; %v", r.Ready, err)
			}
			if e := fault.As(err); e.Article != c.article || e.Hint.IsZero() {
				t.Errorf("article %q, hint %v", e.Article, e.Hint)
			}
		})
	}
}

func TestAMissingPaperIsNamed(t *testing.T) {
	p := penalty(t)
	file, _ := p.Lifecycle.Transition("file")
	r := p.Ready(file, rulebook.Facts{"d.D02.present": false, "d.D02.approved_by": "局长"})
	err := p.Refusal(file, r)
	if err == nil || !strings.Contains(fault.As(err).Message.Zh, "立案审批表") {
		t.Errorf("%v", err)
	}
}

func TestConditionalPapers(t *testing.T) {
	p := penalty(t)
	examine, _ := p.Lifecycle.Transition("examine_defence")
	demanded := func(f rulebook.Facts) map[string]rulebook.Verdict {
		out := map[string]rulebook.Verdict{}
		for _, d := range p.Ready(examine, f).Papers {
			out[d.Demand.Codes[0]] = d.Demanded
		}
		return out
	}
	got := demanded(rulebook.Facts{"c.defended": true, "h.held_on": ""})
	if got["D22"] != rulebook.Met || got["D24"] != rulebook.NotMet {
		t.Errorf("%v", got)
	}
	if got := demanded(rulebook.Facts{}); got["D22"] != rulebook.Unknown {
		t.Errorf("%v", got)
	}
}

// TestNoWalkGetsStuck takes any moves and events at random: there is always a next one until a final state.
func TestNoWalkGetsStuck(t *testing.T) {
	life := penalty(t).Lifecycle
	rapid.Check(t, func(rt *rapid.T) {
		state := life.Opening().To
		for range 30 {
			exits := life.Exits(state)
			s, _ := life.State(state)
			if len(exits) == 0 {
				if !s.Final {
					rt.Fatalf("stuck in %s", state)
				}
				return
			}
			state = rapid.SampledFrom(exits).Draw(rt, "next")
		}
	})
}

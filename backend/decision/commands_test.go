package decision_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// TestNoSequenceOfCommandsDecidesWithoutItsReview lets everybody in an office do anything to cases of every procedure, well
// prepared and not. No sequence brings a decision about that lacks the pass it needs, or leads a case to where nothing lawful
// goes on.
func TestNoSequenceOfCommandsDecidesWithoutItsReview(t *testing.T) {
	sequences := uint64(1000)
	if testing.Short() {
		sequences = 100
	}
	w := newWanderer(t)
	for w.seed = range sequences {
		w.wander()
	}
	w.everyCaseGoesOn()
	t.Logf("%d decisions, %d passed review, %d of them major, %d urgent, %d conversions, %d spawned cases, %d after the main one", w.issued, w.passed, w.major, w.urgent, w.converted, w.spawned, w.further)
	if testing.Short() {
		return
	}
	if w.issued < 50 || w.passed == 0 || w.major == 0 || w.urgent == 0 || w.converted == 0 || w.spawned == 0 || w.further == 0 {
		t.Errorf("the sequences went nowhere: %d decisions, %d passed review, %d of them major, %d urgent, %d conversions, %d spawned cases, %d after the main one", w.issued, w.passed, w.major, w.urgent, w.converted, w.spawned, w.further)
	}
	w.MustBeIntact()
}

// wanderer does random things to cases.
type wanderer struct {
	*officetest.Office
	seed    uint64
	random  *rand.Rand
	people  []string
	reviews map[string]string // case → the round that is open
	ready   map[string]map[string]any

	issued, passed, major, urgent, converted, spawned, further int
}

func newWanderer(t *testing.T) *wanderer {
	o := officetest.New(t)
	return &wanderer{Office: o, people: slices.Sorted(maps.Keys(o.Who)), reviews: map[string]string{}, ready: map[string]map[string]any{}}
}

// wander opens a case and does up to sixteen things with it. Most are the next ones in their order, so that some cases get
// far.
func (w *wanderer) wander() {
	w.random = rand.New(rand.NewPCG(w.seed, 7))
	procedures := w.Files.Rules.Current().Procedures
	p := procedures[w.random.IntN(len(procedures))]
	c, err := w.Files.Open(w.Ctx, w.Who["lin"], casefile.Opening{Title: "虚构案件", Procedure: p.ID, Handlers: []string{w.Who["lin"].ID, w.Who["mei"].ID}})
	w.Must(err)
	if p.Kind == "inspection" { // else no plan is an ordinary one, and no inspection comes to its result
		w.Set(c, map[string]any{"i.type": "daily", "i.random": false, "i.measure": false, "i.cap": 9000, "c.region": "320681", "i.body_announced": true, "i.items_published": true, "p.type": "entity", "p.name": "云汀县青禾置业有限公司"})
	}
	for range 4 + w.random.IntN(13) {
		w.act(w.CaseOf(c.ID))
	}
}

// act does one thing: to the next step of a case, or to whatever.
func (w *wanderer) act(c casefile.Case) {
	p, _ := w.Files.Procedure(c)
	var next []rulebook.Transition
	for _, t := range p.Lifecycle.Transitions {
		if slices.Contains(t.From, c.State) {
			next = append(next, t)
		}
	}
	if len(next) == 0 {
		return
	}
	t := next[w.random.IntN(len(next))]
	if usual := slices.DeleteFunc(slices.Clone(next), func(t rulebook.Transition) bool { return !t.Usual(c.State) && t.Converts == "" && t.Opens == nil }); len(usual) > 0 && w.random.IntN(4) > 0 {
		t = usual[w.random.IntN(len(usual))]
	}
	if i := slices.IndexFunc(next, func(t rulebook.Transition) bool { return t.Opens != nil }); i >= 0 && w.random.IntN(2) == 0 {
		t = next[i]
	}
	if w.random.IntN(6) > 0 {
		w.prepare(c, p, t)
	}
	who := w.Who[w.people[w.random.IntN(len(w.people))]]
	if able := slices.DeleteFunc(slices.Clone(w.people), func(name string) bool { return !w.Who[name].HoldsAny(t.Roles) }); len(able) > 0 && w.random.IntN(8) > 0 {
		who = w.Who[able[w.random.IntN(len(able))]]
	}
	switch {
	case w.random.IntN(12) == 0:
		_ = w.Files.SetFields(w.Ctx, who, c.ID, map[string]any{"c.flag_public_interest": w.random.IntN(2) == 0, "c.facts": string(rune('甲' + w.random.IntN(9)))})
	case w.random.IntN(12) == 0, t.By == rulebook.DecisionIssued:
		w.issue(c, who.Username)
	case t.By == rulebook.ReviewSubmitted:
		if round, err := w.Desk.Submit(w.Ctx, who, c.ID, "说明", w.Explained(c.ID)...); err == nil {
			w.reviews[c.ID] = round.ID
		}
	case t.By == rulebook.OpinionIssued:
		w.opine(c, t)
	case t.By == rulebook.CaseArchived:
		_ = w.Files.Archive(w.Ctx, who, c.ID, "")
	default:
		if err := w.Files.Move(w.Ctx, who, c.ID, t.ID, ""); err == nil {
			w.moved(c, t)
		}
	}
}

// moved follows a case into another procedure, and the one that it opened.
func (w *wanderer) moved(c casefile.Case, t rulebook.Transition) {
	if t.Converts != "" {
		if now := w.CaseOf(c.ID); now.Procedure != t.Converts || now.Review.Always != always(w, t.Converts) {
			w.T.Fatalf("seed %d: converted into %+v", w.seed, now)
		}
		w.converted++
	}
	if t.Opens != nil {
		var number string
		w.Must(w.Store.View(w.Ctx, func(r *store.Reader) error {
			facts, err := w.Files.Facts(r, c)
			number, _ = facts[t.Opens.Number].(string)
			return err
		}))
		list, _, err := w.Files.List(w.Ctx, casefile.Filter{Text: number, Limit: 2})
		w.Must(err)
		if number == "" || len(list) != 1 || list[0].Procedure != t.Opens.Procedure || list[0].Review.Always != always(w, t.Opens.Procedure) {
			w.T.Fatalf("seed %d: %s opened %q: %+v", w.seed, t.ID, number, list)
		}
		w.spawned++
		w.issue(list[0], "jiang")
	}
}

func always(w *wanderer, procedure string) bool {
	p, _ := w.Files.Rules.Current().Procedure(procedure)
	return p.Review != rulebook.ReviewMajor
}

// opine examines what is under review, and signs the opinion that a transition follows, or another one.
func (w *wanderer) opine(c casefile.Case, t rulebook.Transition) {
	round, p := w.reviews[c.ID], w.Who["he"]
	procedure, _ := w.Files.Procedure(c)
	if w.random.IntN(5) > 0 && w.Desk.Judge(w.Ctx, p, round, review.Finding{Item: procedure.Checklist[0].ID, Finding: review.Met}) == nil {
		w.Must(w.Store.Do(w.Ctx, p.ID, func(tx *store.Tx) error {
			for _, item := range procedure.Checklist {
				if _, err := tx.Record("review.item_judged", round, review.Finding{Item: item.ID, Finding: review.Met, Remark: "经核对原件,符合", Proofs: []casefile.Place{}}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	opinion := "O1"
	if len(t.Opinions) > 0 && w.random.IntN(3) == 0 {
		opinion = t.Opinions[w.random.IntN(len(t.Opinions))]
	}
	_ = w.Desk.Propose(w.Ctx, p, round, opinion, "意见")
	_ = w.Desk.Sign(w.Ctx, w.Who["fang"], round)
}

// issue tries to decide, and holds what comes of it to what the law asks of such a case.
func (w *wanderer) issue(c casefile.Case, who string) {
	var pass review.Pass
	var before casefile.Case
	var used bool
	w.Must(w.Store.View(w.Ctx, func(r *store.Reader) (err error) {
		if pass, err = review.PassOf(r, c.ID); err == nil {
			before, err = casefile.CaseOf(r, c.ID)
		}
		if err == nil {
			used, err = decision.RestsOn(r, pass.Round.ID)
		}
		return err
	}))
	d, err := w.Door.Issue(w.Ctx, w.Who[who], c.ID, "")
	p, _ := w.Files.Procedure(before)
	if err != nil {
		if article := fault.As(err).Article; p.Kind != "penalty" && strings.HasPrefix(article, "行政处罚法") {
			w.T.Errorf("seed %d: a refusal in %s cites %s: %v", w.seed, before.Procedure, article, err)
		}
		return
	}
	w.issued++
	after := w.CaseOf(c.ID)
	var t rulebook.Transition
	for _, t = range p.Lifecycle.OnAll(before.State, rulebook.DecisionIssued) {
		if slices.ContainsFunc(p.DecisionsBy(t), func(k rulebook.Paper) bool { return k.Code == d.Code }) && t.To == after.State {
			break
		}
	}
	rules := p.Bearing(d.Code)
	needs := slices.ContainsFunc(after.Major, func(m casefile.MajorHit) bool { return slices.Contains(rules, m.ID) })
	if !d.Further {
		needs = needs || before.Review.Always || pass.Exists && !used
	} else {
		w.further++
	}
	pass.Live = pass.Live && !used
	switch {
	case d.ReviewAfter && t.ReviewAfter && p.Kind != "penalty":
		w.urgent++
	case d.ReviewAfter, needs && (d.Review == "" || !pass.Live):
		w.T.Fatalf("seed %d: %s was decided from %s without the review that it needs: %+v", w.seed, before.Procedure, before.State, d)
	case d.Review != "":
		if w.passed++; len(after.Major) > 0 {
			w.major++
		}
	}
	if state, _ := p.Lifecycle.State(after.State); state.ID != t.To {
		w.T.Fatalf("seed %d: decided, and now %s", w.seed, after.State)
	}
}

// prepare puts into a case what a step asks for: the papers that it demands, and facts that its guards are met by.
func (w *wanderer) prepare(c casefile.Case, p *rulebook.Procedure, t rulebook.Transition) {
	if err := w.Files.Reopen(w.Ctx, w.Who["jiang"], c.ID, "补充材料"); err != nil && fault.KindOf(err) != fault.Conflict { // no conflict: it was closed
		w.Must(err)
	}
	w.Must(w.Files.Change(w.Ctx, w.Who["lin"], c.ID, func(tx *store.Tx, c casefile.Case) error {
		facts, err := w.Files.Facts(tx, c)
		if err != nil {
			return err
		}
		for _, paper := range p.Ready(t, facts).Papers {
			if paper.Demanded != rulebook.Met || paper.Present {
				continue
			}
			if _, err := w.Files.AddWritten(tx, c, paper.Demand.Codes[0], "", "", "虚构文书\n"+decision.NumberMark+"\n"+decision.DayMark); err != nil {
				return err
			}
		}
		if facts, err = w.Files.Facts(tx, c); err != nil {
			return err
		}
		values := w.solve(p, t, facts)
		if err := w.Files.SetFieldsIn(tx, c.ID, values); err != nil {
			return err
		}
		return w.Files.JudgeMajor(tx, c.ID)
	}))
}

// everyCaseGoesOn holds that each case stands where a step leads on that somebody in the office may take, or at an end.
func (w *wanderer) everyCaseGoesOn() {
	ids, err := w.Files.IDs(w.Ctx, casefile.Filter{})
	w.Must(err)
	for _, id := range ids {
		c := w.CaseOf(id)
		p, _ := w.Files.Procedure(c)
		state, known := p.Lifecycle.State(c.State)
		goesOn := state.Final
		for _, t := range p.Lifecycle.Transitions {
			if slices.Contains(t.From, c.State) && t.To != c.State && (t.Converts == "" || always(w, t.Converts)) {
				goesOn = goesOn || slices.ContainsFunc(w.people, func(name string) bool { return w.Who[name].HoldsAny(t.Roles) })
			}
		}
		if !known || !goesOn {
			w.T.Errorf("%s (%s) stands in %q, from where nothing goes on", c.No, c.Procedure, c.State)
		}
	}
}

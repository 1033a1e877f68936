package decision_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

const article = "行政处罚法第五十八条"

func mustRefuse(t testing.TB, err error, what string) *fault.Error {
	t.Helper()
	e := fault.As(err)
	if fault.KindOf(err) != fault.Refused || e.Article != article || e.Hint.IsZero() {
		t.Fatalf("%s: want a refusal by %s with a way out, got %v", what, article, err)
	}
	return e
}

func TestNoDecisionWithoutReview(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	_, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	mustRefuse(t, err, "not submitted")
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	mustRefuse(t, err, "submitted")
	o.JudgeAll(round.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", ""))
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	mustRefuse(t, err, "proposed, not signed")
	ready, err := o.Door.Readiness(o.Ctx, o.Who["jiang"], c.ID)
	o.Must(err)
	if ready.MayIssue || len(ready.Stops) == 0 || ready.Stops[0].Article != article {
		t.Fatalf("%+v", ready)
	}
	o.MustBeIntact()
}

func TestADecisionOnALivePass(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	if ready, err := o.Door.Readiness(o.Ctx, o.Who["jiang"], c.ID); err != nil || !ready.MayIssue {
		t.Fatalf("%+v, %v", ready, err)
	}
	d, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	if d.No != "云市监处罚〔2026〕1号" || d.IssuedOn != "2026-03-03" || d.IssuedBy != o.Who["jiang"].ID {
		t.Fatalf("%+v", d)
	}
	_, pages, err := o.Files.PagesByID(o.Ctx, d.Paper)
	o.Must(err)
	if text := pages[0].Text; !strings.Contains(text, d.No) || !strings.Contains(text, "2026年3月3日") || strings.Contains(text, "{{") {
		t.Errorf("the final text is %q", text)
	}
	if state := o.CaseOf(c.ID).State; state != "decided" {
		t.Errorf("state %s", state)
	}
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second time: %v", err)
	}
	if err := o.Files.Revise(o.Ctx, o.Who["lin"], d.Paper, "改"); fault.KindOf(err) != fault.Refused {
		t.Errorf("an issued decision was revised: %v", err)
	}
	o.MustBeIntact()
}

func TestOneChangedWordVoidsThePass(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	ready, err := o.Door.Readiness(o.Ctx, o.Who["jiang"], c.ID)
	o.Must(err)
	o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], ready.Draft.ID, "行政处罚决定书\n罚款130000元。"))
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	if e := mustRefuse(t, err, "a changed draft"); !strings.Contains(e.Message.Zh, "失效") {
		t.Errorf("message %s", e.Message.Zh)
	}
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		pass, err := review.PassOf(r, c.ID)
		if len(pass.Changes) != 1 || pass.Changes[0].Item != ready.Draft.ID || pass.Live {
			t.Errorf("%+v", pass)
		}
		return err
	}))
	// Putting the very text back makes the pass live again: it was for these words.
	o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], ready.Draft.ID, "行政处罚决定书\n"+decision.NumberMark+"\n罚款120000元。\n"+decision.DayMark))
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); err != nil {
		t.Errorf("the reviewed text again: %v", err)
	}
}

func TestApplyingRefusesAForgedDecision(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	err := o.Store.Do(o.Ctx, o.Who["jiang"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("decision.issued", c.ID, map[string]any{"no": "云市监处罚〔2026〕9号", "code": "D27", "issued_on": "2026-03-03", "paper": "d-x",
			"sha256": "0", "size": 1, "review": "r-x", "fingerprint": "f", "move": map[string]string{"transition": "decide", "from": c.State, "to": "decided"}})
		return err
	})
	mustRefuse(t, err, "an event out of nowhere")
	err = o.Store.Do(o.Ctx, o.Who["jiang"].ID, func(tx *store.Tx) error {
		now, err := casefile.CaseOf(tx, c.ID)
		if err != nil {
			return err
		}
		_, err = tx.Record("casefile.moved", c.ID, casefile.Move{Transition: "decide", From: now.State, To: "decided"})
		return err
	})
	if fault.KindOf(err) != fault.Refused {
		t.Fatalf("a plain move into the state of a decision: %v", err)
	}
	if err := o.Files.Move(o.Ctx, o.Who["jiang"], c.ID, "decide", ""); err == nil {
		t.Fatal("the step was made by hand")
	}
	o.MustBeIntact()
}

func TestNobodyReviewsTheirOwnCaseAndNotMetForbidsAgreement(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	handler := o.Who["mei"]
	handler.Roles = []string{"handler", "reviewer", "chief"} // even with the roles
	for name, err := range map[string]error{
		"judge":   o.Desk.Judge(o.Ctx, handler, round.ID, review.Finding{Item: "P01", Finding: review.Met}),
		"propose": o.Desk.Propose(o.Ctx, handler, round.ID, "O1", ""),
		"sign":    o.Desk.Sign(o.Ctx, handler, round.ID),
		"assign":  o.Desk.Assign(o.Ctx, o.Who["fang"], round.ID, o.Who["lin"].ID),
	} {
		if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustRefuse(t, o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", ""), "nothing checked")
	o.JudgeAll(round.ID)
	if err := o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: "P20", Finding: review.NotMet}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("not met without a remark: %v", err)
	}
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: "P20", Finding: review.NotMet, Remark: "告知内容不全"}))
	mustRefuse(t, o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", ""), "a point not met")
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O3", "重新告知"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], round.ID))
	if state := o.CaseOf(c.ID).State; state != "returned" {
		t.Errorf("state %s", state)
	}
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	mustRefuse(t, err, "an opinion that does not pass")
	o.MustBeIntact()
}

// TestNoOrderOfChangesIssuesOnADeadPass edits, restores, issues and reviews in random order. Whenever a decision comes
// out, what it rests on is what was passed.
func TestNoOrderOfChangesIssuesOnADeadPass(t *testing.T) {
	o := officetest.New(t)
	defer o.MustBeIntact()
	rapid.Check(t, func(rt *rapid.T) {
		c := o.Passed()
		ready, err := o.Door.Readiness(o.Ctx, o.Who["jiang"], c.ID)
		o.Must(err)
		reviewed := fingerprint(o, c.ID)
		for range rapid.IntRange(1, 6).Draw(rt, "edits") {
			switch rapid.IntRange(0, 5).Draw(rt, "edit") {
			case 0:
				o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], ready.Draft.ID, rapid.StringMatching("[一二三四五六七八九十]{1,9}").Draw(rt, "text")))
			case 1:
				o.Set(c, map[string]any{"x.fine": rapid.Int64Range(1, 3).Draw(rt, "fine") * 4_000_000})
			case 2:
				o.Set(c, map[string]any{"p.name": rapid.SampledFrom([]string{"云汀县青禾食品有限公司", "云汀县青和食品有限公司"}).Draw(rt, "party")})
			case 3:
				o.Write(c, "D06", "又一份询问笔录")
			case 4:
				o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], ready.Draft.ID, "行政处罚决定书\n"+decision.NumberMark+"\n罚款120000元。\n"+decision.DayMark))
			case 5:
				o.Set(c, map[string]any{"c.performed": true}) // rests on nothing that was reviewed
			}
		}
		now := fingerprint(o, c.ID)
		_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
		switch {
		case now != reviewed && fault.KindOf(err) != fault.Refused:
			rt.Fatalf("on a dead pass: %v", err)
		case now == reviewed && err != nil:
			rt.Fatalf("on a live pass: %v", err)
		}
	})
}

func fingerprint(o *officetest.Office, caseID string) (f string) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { f, _, err = casefile.Fingerprint(r, caseID); return err }))
	return f
}

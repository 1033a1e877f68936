package review_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// refusedOpinion submits a case and has it sent back with an opinion that does not pass.
func refusedOpinion(o *officetest.Office) (casefile.Case, review.Round) {
	o.T.Helper()
	c := o.Heard()
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	o.JudgeAll(round.ID)
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], round.ID, review.Finding{Item: "P20", Finding: review.NotMet, Remark: "告知内容不全"}))
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O3", "重新告知"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], round.ID))
	return c, roundOf(o, round.ID)
}

func roundOf(o *officetest.Office, id string) (r review.Round) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { r, err = review.RoundOf(from, id); return err }))
	return r
}

func disputeOf(o *officetest.Office, id string) (d review.Dispute) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { d, err = review.DisputeOf(from, id); return err }))
	return d
}

func wants(t testing.TB, err error, kind fault.Kind, what string) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("%s: %v", what, err)
	}
}

func TestADisputeGoesUpStepByStep(t *testing.T) {
	o := officetest.New(t)
	c, r := refusedOpinion(o)
	lin, fang, jiang := o.Who["lin"], o.Who["fang"], o.Who["jiang"]
	wants(t, o.Desk.Object(o.Ctx, o.Who["he"], r.ID, "不服", nil), fault.Forbidden, "the reviewer objects")
	wants(t, o.Desk.Object(o.Ctx, lin, r.ID, " ", nil), fault.Invalid, "no reasons")
	wants(t, o.Desk.Object(o.Ctx, lin, r.ID, "要点不存在", []string{"P99"}), fault.NotFound, "an unknown point")
	wants(t, o.Desk.AnswerObjection(o.Ctx, fang, r.ID, review.Upheld, "维持", ""), fault.Conflict, "an answer to nothing")
	o.Must(o.Desk.Object(o.Ctx, lin, r.ID, "告知书已载明全部权利", []string{"P20"}))
	if d := disputeOf(o, r.ID); d.State != review.Objected || d.DueOn != "2026-03-04" || d.Steps[0].Fingerprint != r.Fingerprint || d.Steps[0].Paper == "" {
		t.Fatalf("%+v", d)
	}
	wants(t, o.Desk.Object(o.Ctx, lin, r.ID, "再来", nil), fault.Conflict, "twice")
	wants(t, o.Desk.Refer(o.Ctx, lin, r.ID, review.Deputy, "不等了"), fault.Conflict, "referred before the answer is due")
	wants(t, o.Desk.AnswerObjection(o.Ctx, fang, r.ID, "perhaps", "维持", ""), fault.Invalid, "no result")
	o.Must(o.Desk.AnswerObjection(o.Ctx, fang, r.ID, review.Upheld, "未写明听证期限", "何三认为可以当场补正"))
	o.Must(o.Desk.Refer(o.Ctx, lin, r.ID, review.Deputy, "仍有异议"))
	wants(t, o.Desk.Rule(o.Ctx, fang, r.ID, review.DisputeStep{Level: review.Deputy, Result: review.Upheld, Text: "维持"}), fault.Forbidden, "the chief rules")
	wants(t, o.Desk.Rule(o.Ctx, jiang, r.ID, review.DisputeStep{Level: review.Head, Result: review.Upheld, Text: "维持"}), fault.Conflict, "the head before the deputy")
	o.Must(o.Desk.Rule(o.Ctx, jiang, r.ID, review.DisputeStep{Level: review.Deputy, Result: review.Upheld, Text: "维持"}))
	o.Must(o.Desk.Refer(o.Ctx, lin, r.ID, review.Meeting, "提请集体讨论"))
	ruling := review.DisputeStep{Level: review.Meeting, Result: review.Again, Text: "重新审核", Minority: "方四认为应维持"}
	wants(t, o.Desk.Rule(o.Ctx, jiang, r.ID, ruling), fault.Refused, "without a record of the discussion")
	_, err := o.Desk.Discuss(o.Ctx, jiang, c.ID, talk(o.Now.Format(time.DateOnly)))
	o.Must(err)
	o.Must(o.Desk.Rule(o.Ctx, jiang, r.ID, ruling))
	d := disputeOf(o, r.ID)
	last := d.Steps[len(d.Steps)-1]
	if d.State != review.Settled || last.Minority == "" || last.Discussion == "" || last.Paper == "" {
		t.Errorf("%+v", d)
	}
	_, pages, err := o.Files.PagesByID(o.Ctx, last.Paper)
	o.Must(err)
	for _, said := range []string{"告知书已载明全部权利", "何三认为可以当场补正", "方四认为应维持", r.Fingerprint, "江五"} {
		if !strings.Contains(pages[0].Text, said) {
			t.Errorf("the record lacks %s", said)
		}
	}
	wants(t, o.Desk.Withdraw(o.Ctx, lin, r.ID, "接受"), fault.Conflict, "after the end")
	o.MustBeIntact()
}

func TestADisputeIsInTimeAndAboutWhatWasRead(t *testing.T) {
	o := officetest.New(t)
	c, r := refusedOpinion(o)
	o.Now = time.Date(2026, 3, 6, 9, 0, 0, 0, o.Now.Location()) // three working days end on the fifth
	wants(t, o.Desk.Object(o.Ctx, o.Who["lin"], r.ID, "不服", nil), fault.Refused, "too late")
	o.Now = time.Date(2026, 3, 5, 9, 0, 0, 0, o.Now.Location())
	o.Set(c, map[string]any{"x.fine": 11_000_000})
	wants(t, o.Desk.Object(o.Ctx, o.Who["lin"], r.ID, "不服", nil), fault.Refused, "about another text")
	o.Set(c, map[string]any{"x.fine": 12_000_000})
	o.Must(o.Desk.Object(o.Ctx, o.Who["lin"], r.ID, "不服", nil))
	o.Now = o.Now.AddDate(0, 0, 10)
	o.Must(o.Desk.Refer(o.Ctx, o.Who["lin"], r.ID, review.Deputy, "逾期未答复"))
	o.Must(o.Desk.Withdraw(o.Ctx, o.Who["lin"], r.ID, "接受意见"))
	if d := disputeOf(o, r.ID); d.State != review.Settled {
		t.Errorf("%+v", d)
	}
	o.MustBeIntact()
}

// TestNoDisputeStandsForAReview disputes, discusses and tries to issue in random order. No path brings a decision without
// a pass.
func TestNoDisputeStandsForAReview(t *testing.T) {
	o := officetest.New(t)
	defer o.MustBeIntact()
	who := func(rt *rapid.T) string {
		return rapid.SampledFrom([]string{"lin", "fang", "jiang", "he"}).Draw(rt, "who")
	}
	reached := map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		c, r := refusedOpinion(o)
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			actor := o.Who[who(rt)]
			level := rapid.SampledFrom([]string{review.Deputy, review.Head, review.Meeting}).Draw(rt, "level")
			result := rapid.SampledFrom([]string{review.Upheld, review.Upheld, review.Again}).Draw(rt, "result")
			switch rapid.IntRange(0, 6).Draw(rt, "step") {
			case 0, 1:
				_ = o.Desk.Object(o.Ctx, o.Who["lin"], r.ID, "不服", nil)
			case 2:
				_ = o.Desk.AnswerObjection(o.Ctx, o.Who["fang"], r.ID, result, "答复", "")
			case 3:
				_ = o.Desk.Refer(o.Ctx, actor, r.ID, level, "提请")
			case 4:
				_ = o.Desk.Rule(o.Ctx, o.Who["jiang"], r.ID, review.DisputeStep{Level: level, Result: result, Text: "裁定"})
			case 5:
				_, _ = o.Desk.Discuss(o.Ctx, actor, c.ID, talk(o.Now.Format(time.DateOnly)))
			case 6:
				_ = o.Files.Move(o.Ctx, o.Who["jiang"], c.ID, rapid.SampledFrom([]string{"discuss", "decide", "pass", "supplement"}).Draw(rt, "move"), "")
			}
			reached[disputeOf(o, r.ID).State] = true
			if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); err == nil {
				rt.Fatalf("a decision without a pass, with the dispute at %s", disputeOf(o, r.ID).State)
			}
			if roundOf(o, r.ID).Passes {
				rt.Fatal("the opinion has become a pass")
			}
		}
	})
	for _, state := range []string{review.Objected, review.Answered, review.Settled} {
		if !reached[state] {
			t.Errorf("no dispute came to %s", state)
		}
	}
}

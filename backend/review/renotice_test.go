package review_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// TestAFineRaisedWithoutANewNoticeDoesNotPass: the notice said 50,000 yuan and the draft decision says 70,000, with no new
// notice. The points on the notice and on a raised penalty are not met, and no opinion of agreement is given.
func TestAFineRaisedWithoutANewNoticeDoesNotPass(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	o.Set(c, map[string]any{"d.D21.penalty": "罚款50000元", "d.D21.fine": 5_000_000, "x.fine": 7_000_000, "c.item_review": true})
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	machine := func(round string) map[string]rulebook.Verdict {
		detail, err := o.Desk.Early(o.Ctx, round)
		o.Must(err)
		says := map[string]rulebook.Verdict{}
		for _, p := range detail.Points {
			says[p.ID] = p.Machine.Verdict
		}
		return says
	}
	if says := machine(r.ID); says["P20"] != rulebook.NotMet || says["P22"] != rulebook.NotMet {
		t.Errorf("a fine of 70,000 after a notice of 50,000: P20 %s, P22 %s", says["P20"], says["P22"])
	}
	o.JudgeAll(r.ID)
	for _, item := range []string{"P20", "P22"} {
		o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], r.ID, review.Finding{Item: item, Finding: review.NotMet, Remark: "拟罚七万元，告知的是五万元，没有重新告知"}))
	}
	for _, passes := range []string{"O1", "O2"} {
		wants(t, o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, passes, "同意"), fault.Refused, "agreement to a raised fine")
	}
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O3", "重新告知七万元"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	wants(t, err, fault.Refused, "a decision on an opinion to correct")

	// Notified anew of the 70,000, the same case passes.
	o.Set(c, map[string]any{"d.D21.penalty": "罚款70000元", "d.D21.fine": 7_000_000})
	o.Reply(r.ID)
	again, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	if says := machine(again.ID); says["P20"] != rulebook.Met || says["P22"] != rulebook.Met {
		t.Errorf("notified anew: P20 %s, P22 %s", says["P20"], says["P22"])
	}
	o.JudgeAll(again.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], again.ID, "O1", "同意"))
	o.MustBeIntact()
}

// TestAReviewerCannotLetARaisedFineThroughTheDoor: a reviewer may overrule what the machine says of a point, and the decision is
// refused all the same.
func TestAReviewerCannotLetARaisedFineThroughTheDoor(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	o.Set(c, map[string]any{"d.D21.fine": 5_000_000, "x.fine": 7_000_000, "c.item_review": true})
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	o.Now = o.Now.Add(24 * time.Hour)
	o.Write(c, "D26", "集体讨论记录")
	o.Set(c, map[string]any{"d.D26.on": o.Now.Format(time.DateOnly), "g.on": o.Now.Format(time.DateOnly), "g.leader_present": true})
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	wants(t, err, fault.Refused, "a fine above the notice")
	if said := fault.As(err).Message.Zh; !strings.Contains(said, "高于告知") {
		t.Errorf("refused for another reason: %s", said)
	}
}

package decision_test

import (
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// decisionsOf lists the decisions of a case and its main one.
func decisionsOf(o *officetest.Office, caseID string) (all []decision.Decision, main decision.Decision) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) {
		if all, err = decision.AllOf(r, caseID); err == nil {
			main, _, err = decision.Of(r, caseID)
		}
		return err
	}))
	return all, main
}

// TestOnlyTheDoorNumbersADecision tries every other way by which a paper that carries a decision, of any procedure, could get
// a number or a day.
func TestOnlyTheDoorNumbersADecision(t *testing.T) {
	o := officetest.New(t)
	no, day, tried := "虚〔2026〕7号", "2026-03-02", 0
	for _, p := range o.Files.Rules.Current().Procedures {
		c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "虚构案件", Procedure: p.ID, Handlers: []string{o.Who["lin"].ID}})
		o.Must(err)
		for _, kind := range p.Papers {
			if kind.Decides == "" {
				continue
			}
			tried++
			paper := o.Write(c, kind.Code, kind.Label.Zh+"\n"+no)
			other := o.Write(c, "R02", "别的文书")
			err := o.Files.Sort(o.Ctx, o.Who["lin"], other.ID, casefile.Sorting{No: &no, MadeOn: &day})
			o.Must(err)
			for way, err := range map[string]error{
				"sorted with a number": o.Files.Sort(o.Ctx, o.Who["lin"], paper.ID, casefile.Sorting{No: &no}),
				"sorted with a day":    o.Files.Sort(o.Ctx, o.Who["lin"], paper.ID, casefile.Sorting{MadeOn: &day}),
				"a number as a value":  o.Files.SetFields(o.Ctx, o.Who["lin"], c.ID, map[string]any{"d." + kind.Code + ".no": no}),
				"a day as a value":     o.Files.SetFields(o.Ctx, o.Who["lin"], c.ID, map[string]any{"d." + kind.Code + ".on": day}),
				"written with a number": o.Files.Change(o.Ctx, o.Who["lin"], c.ID, func(tx *store.Tx, c casefile.Case) error {
					_, err := o.Files.AddWritten(tx, c, kind.Code, "", no, "正文")
					return err
				}),
			} {
				if e := fault.As(err); fault.KindOf(err) != fault.Refused || e.Hint.Zh == "" {
					t.Errorf("%s %s: %s: %v", p.ID, kind.Code, way, err)
				}
			}
			code := kind.Code
			o.Must(o.Files.Sort(o.Ctx, o.Who["lin"], other.ID, casefile.Sorting{Code: &code})) // its number does not come with it
		}
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
			papers, err := casefile.PapersOf(r, c.ID)
			if err != nil {
				return err
			}
			facts, err := o.Files.Facts(r, c)
			for _, paper := range papers {
				kind, _ := p.Paper(paper.Code)
				if kind.Decides != "" && (paper.No != "" || paper.MadeOn != "" || paper.Issued || facts["d."+kind.Code+".no"] != nil || facts["d."+kind.Code+".on"] != nil) {
					t.Errorf("%s %s has %q of %q without a decision", p.ID, kind.Code, paper.No, paper.MadeOn)
				}
			}
			return err
		}))
	}
	if tried < 30 {
		t.Errorf("only %d papers were tried", tried)
	}
	o.MustBeIntact()
}

// TestADecisionMadeAnewIsTheMainOne revokes a penalty and decides it again: under a review of its own.
func TestADecisionMadeAnewIsTheMainOne(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	first, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	o.Write(c, "D50", "撤销决定\n"+decision.NumberMark)
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "correct"); fault.KindOf(err) != fault.Refused || !strings.Contains(fault.As(err).Message.Zh, "理由") {
		t.Errorf("revoked without a reason: %v", err)
	}
	o.Set(c, map[string]any{"d.D50.reason": "事实不清"})
	revoked, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "correct")
	o.Must(err)
	if !revoked.Further || revoked.Review != "" || revoked.No == first.No || o.CaseOf(c.ID).State != "amended" {
		t.Errorf("%+v", revoked)
	}
	if all, main := decisionsOf(o, c.ID); len(all) != 2 || main.Seq != first.Seq {
		t.Errorf("main is %+v of %d", main, len(all))
	}
	o.Write(c, "D27", "行政处罚决定书\n"+decision.NumberMark+"\n罚款120000元。\n"+decision.DayMark)
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); err == nil {
		t.Error("decided again by the review of the first decision")
	}
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "撤销后重新作出")
	o.Must(err)
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.Conflict {
		t.Errorf("decided again before its review: %v", err)
	}
	o.JudgeAll(round.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", "同意"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], round.ID))
	second, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	all, main := decisionsOf(o, c.ID)
	if len(all) != 3 || main.Seq != second.Seq || second.Review != round.ID || second.Further {
		t.Errorf("main is %+v of %d, not %+v", main, len(all), second)
	}
	for _, d := range all {
		if err := o.Files.Remove(o.Ctx, o.Who["lin"], d.Paper, "不要了"); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s was taken out of the dossier: %v", d.No, err)
		}
		code := "D21"
		if err := o.Files.Sort(o.Ctx, o.Who["lin"], d.Paper, casefile.Sorting{Code: &code}); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s was sorted as another paper: %v", d.No, err)
		}
	}
	o.MustBeIntact()
}

// TestAFineMayBePaidLater: instalments are a decision of their own, which needs no review but an end.
func TestAFineMayBePaidLater(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	_, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	o.Write(c, "D31", "送达回证")
	o.Set(c, map[string]any{"d.D27.served_on": "2026-03-04", "d.D27.served_how": "direct"})
	o.Move(c, "lin", "serve")
	o.Write(c, "D33", "同意分期缴纳罚款通知书\n"+decision.NumberMark+"\n"+decision.DayMark)
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Refused || fault.As(err).Article != "行政处罚法第六十六条第二款" {
		t.Errorf("instalments without an end: %v", err)
	}
	o.Set(c, map[string]any{"d.D33.until": "2026-06-30"})
	d, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	if d.Code != "D33" || !d.Further || len(d.Judged) != 0 || o.CaseOf(c.ID).State != "performing" {
		t.Errorf("%+v", d)
	}
	o.MustBeIntact()
}

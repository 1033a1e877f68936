package review_test

import (
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// outside is a submitted case whose fine lies above the band of the standard, with every point found met.
func outside(o *officetest.Office) (casefile.Case, review.Round) {
	o.T.Helper()
	c := o.Heard()
	o.Set(c, map[string]any{"x.fine_min": 1_000_000, "x.fine_max": 20_000_000, "x.band_min": 2_000_000, "x.band_max": 10_000_000, "x.factor": "normal"})
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	o.JudgeAll(r.ID)
	return c, r
}

func left(o *officetest.Office, c casefile.Case) (list []review.Departure) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { list, err = o.Desk.Departures(r, o.CaseOf(c.ID)); return err }))
	return list
}

func TestAFineOutsideTheBandIsNotAgreedToWithoutAReason(t *testing.T) {
	o := officetest.New(t)
	c, r := outside(o)
	list := left(o, c)
	if len(list) != 1 || list[0].Item.ID != "P49" || list[0].Reasoned() {
		t.Fatalf("%+v", list)
	}
	err := o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意")
	wants(t, err, fault.Refused, "no reason")
	if m := fault.As(err); !strings.Contains(m.Message.Zh, "P49") || !strings.Contains(m.Message.Zh, "120,000.00元") || m.Article == "" || m.Hint.IsZero() {
		t.Errorf("%+v", m)
	}
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O3", "罚款过重")) // another opinion needs none
	wants(t, o.Desk.Depart(o.Ctx, o.Who["he"], r.ID, "P49", " ", false), fault.Invalid, "an empty reason")
	wants(t, o.Desk.Depart(o.Ctx, o.Who["he"], r.ID, "P20", "理由", false), fault.NotFound, "a point that holds to no standard")
	wants(t, o.Desk.Depart(o.Ctx, o.Who["lin"], r.ID, "P49", "理由", true), fault.Forbidden, "a waiver by the handler")
	wants(t, o.Desk.GiveReason(o.Ctx, o.Who["he"], c.ID, "P49", "理由"), fault.Forbidden, "the office's reason by the reviewer")
	o.Must(o.Desk.GiveReason(o.Ctx, o.Who["lin"], c.ID, "P49", "持续时间长,涉及面广"))
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(draft.Text, "超出裁量基准：") || !strings.Contains(draft.Text, "理由：持续时间长,涉及面广。（林一）") {
		t.Errorf("the opinion does not tell the reason: %s", draft.Text)
	}
	o.Must(o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, draft.Text))
	o.Must(o.Desk.Depart(o.Ctx, o.Who["he"], r.ID, "P49", "当事人为再犯", false))
	wants(t, o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID), fault.Refused, "a text from before the last reason")
	o.Must(o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, ""))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	signed, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(signed.Text, "理由：当事人为再犯。（何三）") {
		t.Errorf("signed: %s", signed.Text)
	}
	wants(t, o.Desk.GiveReason(o.Ctx, o.Who["lin"], c.ID, "P49", "又想到一条"), fault.Conflict, "after it was signed")
	var chain []review.Link
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { chain, err = review.Chain(from, c.ID); return err }))
	found := false
	for _, l := range chain {
		found = found || l.Item == "P49" && l.Text == "当事人为再犯" && l.Name == "何三"
	}
	if !found {
		t.Error("the chain of responsibility does not tell who gave the reason")
	}
	o.MustBeIntact()
}

func TestAReasonCountsForTheValuesItWasGivenFor(t *testing.T) {
	o := officetest.New(t)
	c, r := outside(o)
	o.Must(o.Desk.Depart(o.Ctx, o.Who["he"], r.ID, "P49", "基准尚未修订,上级已有批复", true))
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(draft.Text, "不需要另行说明理由：基准尚未修订,上级已有批复。（何三）") {
		t.Errorf("the opinion does not tell the waiver: %s", draft.Text)
	}
	o.Must(o.Desk.Return(o.Ctx, o.Who["he"], r.ID, "补正"))
	o.Set(c, map[string]any{"x.fine": 15_000_000})
	if list := left(o, c); len(list) != 1 || !list[0].Stale || list[0].Reasoned() {
		t.Fatalf("after another fine: %+v", list)
	}
	o.Set(c, map[string]any{"x.fine": 9_000_000})
	if list := left(o, c); len(list) != 0 {
		t.Errorf("within the band: %+v", list)
	}
	o.MustBeIntact()
}

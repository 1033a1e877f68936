package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// talk is a discussion that is complete.
func talk(on string) review.Discussion {
	return review.Discussion{HeldOn: on, Place: "三楼会议室", Chair: "江五", Recorder: "林一", Report: "当事人虚假宣传",
		Voices: []review.Voice{{Name: "江五", Duty: "局长", View: "同意审核意见", Vote: "for"}, {Name: "沈七", Duty: "副局长", View: "幅度偏高", Vote: "against"}},
		Absent: []review.Absence{{Name: "陆八", Reason: "出差"}}, Observers: []string{"方四"}, Follows: true, Reason: "事实清楚", Result: "同意按审核意见办理", Signed: true}
}

func at(o *officetest.Office, day string) {
	o.T.Helper()
	on, err := time.ParseInLocation(time.DateOnly, day, o.Now.Location())
	o.Must(err)
	o.Now = on.Add(9 * time.Hour)
}

func clock(o *officetest.Office, c casefile.Case, id string) (found casefile.Clock) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		facts, err := o.Files.Facts(r, o.CaseOf(c.ID))
		if err != nil {
			return err
		}
		list, err := o.Files.Clocks(r, o.CaseOf(c.ID), facts)
		if i := slices.IndexFunc(list, func(x casefile.Clock) bool { return x.ID == id }); i >= 0 {
			found = list[i]
		}
		return err
	}))
	return found
}

func submitted(o *officetest.Office) (casefile.Case, review.Round) {
	o.T.Helper()
	c := o.Heard()
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	return c, roundOf(o, r.ID)
}

func TestTheTimeForReviewIsExtendedOnce(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	wants(t, o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, " ", false), fault.Invalid, "no reason")
	wants(t, o.Desk.Extend(o.Ctx, o.Who["he"], r.ID, "疑难", false), fault.Forbidden, "by the reviewer")
	before := clock(o, c, "T44")
	if before.DueLegal != r.DueOn || r.DueOn == "" {
		t.Fatalf("clock %s, round %s", before.DueLegal, r.DueOn)
	}
	o.Must(o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, "案情疑难", false))
	after, now := clock(o, c, "T44"), roundOf(o, r.ID)
	if now.DueOn != after.DueLegal || now.DueOn <= r.DueOn || !strings.Contains(after.Arithmetic[1].Zh, "案情疑难") || !strings.Contains(after.Arithmetic[1].Zh, "方四") {
		t.Errorf("round %s, clock %s: %v", now.DueOn, after.DueLegal, after.Arithmetic)
	}
	wants(t, o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, "还要", true), fault.Refused, "a second time")
	o.MustBeIntact()
}

func TestAnExtensionPastTheTimeToDecideNeedsAWord(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	filed, err := time.Parse(time.DateOnly, o.Now.Format(time.DateOnly))
	o.Must(err)
	o.Set(c, map[string]any{"c.filed_on": filed.AddDate(0, 0, -84).Format(time.DateOnly)}) // ninety days end next week
	err = o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, "疑难", false)
	wants(t, err, fault.Refused, "past the time to decide")
	if fault.As(err).Field != "knowing" {
		t.Errorf("%+v", fault.As(err))
	}
	o.Must(o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, "疑难", true))
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		list, err := review.ExtensionsOf(from, r.ID)
		if len(list) != 1 || list[0].Past != "2026-03-09" && list[0].Past != "2026-03-08" {
			t.Errorf("%+v", list)
		}
		return err
	}))
}

func TestTheClockStandsStillWhileMaterialIsAwaited(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	lacks := []review.Lack{{What: "送达回证", Code: "D31", Reason: "告知日期无从核对"}, {What: "检验报告原件", Reason: "卷内为复印件"}}
	wants(t, o.Desk.Ask(o.Ctx, o.Who["he"], r.ID, []review.Lack{{What: "材料"}}), fault.Invalid, "no reason")
	o.Must(o.Desk.Ask(o.Ctx, o.Who["he"], r.ID, lacks))
	if now, supply := clock(o, c, "T44"), clock(o, c, "T43b"); now.State != casefile.ClockPaused || supply.DueLegal != "2026-03-05" || supply.State != casefile.ClockRunning {
		t.Errorf("%s; to supply by %s, %s", now.State, supply.DueLegal, supply.State)
	}
	for name, err := range map[string]error{
		"propose": o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"), "sign": o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID),
		"ask": o.Desk.Ask(o.Ctx, o.Who["he"], r.ID, lacks), "extend": o.Desk.Extend(o.Ctx, o.Who["fang"], r.ID, "疑难", false),
	} {
		wants(t, err, fault.Conflict, name)
	}
	at(o, "2026-03-05")
	wants(t, o.Desk.Supply(o.Ctx, o.Who["lin"], r.ID, []review.Reply{{Answer: "已补"}}, ""), fault.Invalid, "half an answer")
	wants(t, o.Desk.Supply(o.Ctx, o.Who["he"], r.ID, []review.Reply{{Answer: "已补"}, {Answer: "已补"}}, ""), fault.Forbidden, "by the reviewer")
	paper := o.Write(c, "D31", "送达回证")
	o.Must(o.Desk.Supply(o.Ctx, o.Who["lin"], r.ID, []review.Reply{{Paper: paper.ID}, {Answer: "原件存放检验机构,已附说明"}}, "补正完毕"))
	now := roundOf(o, r.ID)
	if due := clock(o, c, "T44").DueLegal; now.State != "submitted" || now.DueOn != due || due <= r.DueOn {
		t.Errorf("%s until %s, clock %s, before %s", now.State, now.DueOn, due, r.DueOn)
	}
	if supply := clock(o, c, "T43b"); supply.State != casefile.ClockMet {
		t.Errorf("supplied in time: %+v", supply)
	}
	detail, err := o.Desk.Detail(o.Ctx, r.ID)
	o.Must(err)
	procedure, _ := o.Files.Procedure(c)
	if !detail.Same {
		t.Errorf("what was supplied is not what is reviewed: %v", detail.Changes)
	}
	open := 0
	for _, p := range detail.Points {
		rests := slices.Contains(p.Papers, "D31") && paper.Part != ""
		if p.Finding.Finding == review.Unchecked {
			open++
		} else if rests {
			t.Errorf("%s rests on the paper and is not open", p.ID)
		}
	}
	if open == len(procedure.Checklist) {
		t.Error("everything was opened again")
	}
	o.MustBeIntact()
}

func TestALateSupplementCanBeSentBack(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	o.Must(o.Desk.Ask(o.Ctx, o.Who["he"], r.ID, []review.Lack{{What: "送达回证", Reason: "缺"}}))
	at(o, "2026-03-10")
	if supply := clock(o, c, "T43b"); supply.State != casefile.ClockOverdue {
		t.Errorf("%+v", supply)
	}
	o.Must(o.Desk.Return(o.Ctx, o.Who["he"], r.ID, "逾期未补正"))
	if state := o.CaseOf(c.ID).State; state != "returned" {
		t.Errorf("at %s", state)
	}
	wants(t, o.Desk.Supply(o.Ctx, o.Who["lin"], r.ID, []review.Reply{{Answer: "已补"}}, ""), fault.Conflict, "after the return")
}

func TestADiscussionLiesBetweenOpinionAndDecision(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	_, err := o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, talk("2026-03-02"))
	wants(t, err, fault.Refused, "before the opinion")
	at(o, "2026-03-04")
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	_, err = o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, talk("2026-03-03"))
	wants(t, err, fault.Refused, "dated before the opinion")
	_, err = o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, talk("2026-03-05"))
	wants(t, err, fault.Invalid, "dated in the future")
	for what, spoil := range map[string]func(*review.Discussion){
		"alone":             func(d *review.Discussion) { d.Voices = d.Voices[:1] },
		"a chair outside":   func(d *review.Discussion) { d.Chair = "方四" },
		"no view":           func(d *review.Discussion) { d.Voices[1].View = "" },
		"no vote":           func(d *review.Discussion) { d.Voices[1].Vote = "maybe" },
		"present, observes": func(d *review.Discussion) { d.Observers = []string{"江五"} },
		"no reason":         func(d *review.Discussion) { d.Reason = "" },
		"no conclusion":     func(d *review.Discussion) { d.Result = " " },
	} {
		bad := talk("2026-03-04")
		spoil(&bad)
		_, err := o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, bad)
		wants(t, err, fault.Invalid, what)
	}
	held, err := o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, talk("2026-03-04"))
	o.Must(err)
	var facts rulebook.Facts
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) {
		facts, err = o.Files.Facts(from, o.CaseOf(c.ID))
		return err
	}))
	if facts["g.on"] != "2026-03-04" || facts["g.chair"] != "江五" || facts["g.leader_present"] != true || facts["d.D26.on"] != "2026-03-04" || facts["d.D26.present"] != true {
		t.Errorf("%v %v %v %v", facts["g.on"], facts["g.chair"], facts["g.leader_present"], facts["d.D26.on"])
	}
	_, pages, err := o.Files.PagesByID(o.Ctx, held.Paper)
	o.Must(err)
	for _, said := range []string{"沈七（不同意）：幅度偏高", "陆八（出差）", "列席人员：方四", "采纳", "同意1人，不同意1人"} {
		if !strings.Contains(pages[0].Text, said) {
			t.Errorf("the record lacks %s: %s", said, pages[0].Text)
		}
	}
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); err != nil {
		t.Errorf("after the discussion: %v", err)
	}
	_, err = o.Desk.Discuss(o.Ctx, o.Who["jiang"], c.ID, talk("2026-03-04"))
	wants(t, err, fault.Conflict, "after the decision")
	o.MustBeIntact()
}

func size(o *officetest.Office) int64 {
	o.T.Helper()
	_, head, err := o.Store.Head(o.Ctx)
	o.Must(err)
	return head.Size
}

package record_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/record"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func TestWhatMustBeRecordedFollowsThePapers(t *testing.T) {
	o, c := readingOffice(t)
	if a := assess(o, c); said(a, "AV01") != "missing" || a.Gaps != 1 || said(a, "AV03") != "" {
		t.Fatalf("%+v", a.Findings)
	}
	facts := func() (f rulebook.Facts) {
		o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { f, err = o.Files.Facts(r, o.CaseOf(c.ID)); return err }))
		return f
	}
	if f := facts(); f["c.record_gaps"] != int64(1) {
		t.Fatalf("%v", f["c.record_gaps"])
	}
	o.Set(c, map[string]any{"c.mass_scene": true})
	a := assess(o, c)
	if said(a, "AV25") != "missing" || a.Gaps != 2 {
		t.Errorf("a mass incident: %+v", a.Findings)
	}
	for _, f := range a.Findings {
		if f.Article == "" || f.Hint.IsZero() || !strings.Contains(f.Message.Zh, "没有音像记录") {
			t.Errorf("%+v", f)
		}
	}
	for _, d := range a.Duties {
		if d.ID == "AV01" && d.Whole == rulebook.Met {
			t.Error("an inspection need not be recorded whole")
		}
	}
	o.Set(c, map[string]any{"c.grave_harm": true})
	for _, d := range assess(o, c).Duties {
		if d.ID == "AV01" && d.Whole != rulebook.Met {
			t.Error("where life or health was harmed the whole inspection is recorded")
		}
	}
}

// recordedInspection has the inspection of the case recorded in two films with a break of seven minutes between them.
func TestEveryFaultOfARecordIsNamedAndMended(t *testing.T) {
	o, c := readingOffice(t)
	lin := o.Who["lin"]
	o.Set(c, map[string]any{"c.grave_harm": true})
	o.Now = at("2026-03-03", "12:00:00")
	_, got := take(o, record.ImportStart{Case: c.ID, Folder: folder(t, map[string][]byte{"a.mp4": movie(at("2026-03-01", "09:00:00"), 10*time.Minute, 1), "b.mp4": movie(at("2026-03-01", "09:17:00"), 10*time.Minute, 2)})})
	for _, name := range []string{"a.mp4", "b.mp4"} {
		_, err := o.Record.Attach(o.Ctx, lin, got[name].ID, c.ID, "AV01", "")
		o.Must(err)
	}
	a := assess(o, c)
	if want := "gap, chapter show_card, chapter tell, chapter sign, officers, late, device, late, device"; said(a, "AV01") != want {
		t.Fatalf("%s\nnot\n%s", said(a, "AV01"), want)
	}
	if a.Gaps != 1 || a.Faults != 8 {
		t.Errorf("%d gaps, %d faults", a.Gaps, a.Faults)
	}
	for i, name := range []string{"a.mp4", "b.mp4"} {
		d := got[name].Description
		d.Device, d.Officers, d.ReturnedAt = "YT-DSJ-001", []string{"林一", "梅二"}, "2026-03-02T18:00:00+08:00"
		if i == 1 {
			off := 90
			d.SkewSeconds, d.EndedAt = &off, "2026-03-01T09:27:05+08:00"
		}
		_, err := o.Record.Describe(o.Ctx, lin, got[name].ID, d)
		o.Must(err)
	}
	for i, chapter := range []string{"show_card", "tell", "sign"} {
		_, err := o.Record.Mark(o.Ctx, lin, got["a.mp4"].ID, record.Mark{Chapter: chapter, FromMs: int64(i) * 60_000})
		o.Must(err)
	}
	a = assess(o, c)
	if want := "gap, clock, length"; said(a, "AV01") != want {
		t.Fatalf("%s\nnot\n%s", said(a, "AV01"), want)
	}
	if g := a.Findings[0]; g.From != "2026-03-01T09:10:00+08:00" || g.To != "2026-03-01T09:15:30+08:00" { // the second clock ran ahead
		t.Errorf("the break is %s to %s", g.From, g.To)
	}
	o.MustBeIntact()
}

func TestAnExplanationCountsOnceSomebodyElseHasApprovedIt(t *testing.T) {
	o, c := readingOffice(t)
	lin, pan := o.Who["lin"], o.Who["pan"]
	x := record.Explanation{Event: "AV01", Check: "missing", Reason: "failure", Text: "记录仪进水，无法开机。"}
	_, err := o.Record.Explain(o.Ctx, lin, c.ID, record.Explanation{Event: "AV05", Check: "missing", Reason: "failure", Text: "x"})
	wants(t, "nothing to explain", err, fault.Conflict)
	_, err = o.Record.Explain(o.Ctx, lin, c.ID, record.Explanation{Event: "AV01", Check: "missing", Reason: "lazy", Text: "x"})
	if e := wants(t, "no such reason", err, fault.Invalid); e.Field != "reason" {
		t.Errorf("%+v", e)
	}
	given, err := o.Record.Explain(o.Ctx, lin, c.ID, x)
	o.Must(err)
	if a := assess(o, c); a.Gaps != 1 || a.Findings[0].Explanation == nil {
		t.Errorf("one that waits counts: %+v", a)
	}
	_, err = o.Record.Explain(o.Ctx, lin, c.ID, x)
	wants(t, "twice", err, fault.Conflict)
	wants(t, "by a handler", o.Record.Decide(o.Ctx, lin, given.ID, true, ""), fault.Forbidden)
	if e := wants(t, "rejected without a word", o.Record.Decide(o.Ctx, pan, given.ID, false, " "), fault.Invalid); e.Field != "answer" {
		t.Errorf("%+v", e)
	}
	o.Must(o.Record.Decide(o.Ctx, pan, given.ID, false, "请写明设备编号"))
	given, err = o.Record.Explain(o.Ctx, lin, c.ID, x)
	o.Must(err)
	o.Must(o.Record.Decide(o.Ctx, pan, given.ID, true, ""))
	wants(t, "decided twice", o.Record.Decide(o.Ctx, pan, given.ID, true, ""), fault.Conflict)
	a := assess(o, c)
	if a.Gaps != 0 || a.Duties[0].ID != "AV01" || a.Duties[0].State != "explained" {
		t.Errorf("%+v", a)
	}
	own, err := o.Record.Explain(o.Ctx, pan, c.ID, record.Explanation{Event: "AV01", Check: "missing", Reason: "failure", Text: "x"})
	wants(t, "explained already", err, fault.Conflict)
	o.Set(c, map[string]any{"c.mass_scene": true})
	own, err = o.Record.Explain(o.Ctx, pan, c.ID, record.Explanation{Event: "AV25", Check: "missing", Reason: "urgent", Text: "人群拥挤"})
	o.Must(err)
	if e := wants(t, "one’s own", o.Record.Decide(o.Ctx, pan, own.ID, true, ""), fault.Refused); e.Hint.IsZero() {
		t.Errorf("%+v", e)
	}
	wants(t, "taken back by another", o.Record.Withdraw(o.Ctx, lin, own.ID), fault.Forbidden)
	o.Must(o.Record.Withdraw(o.Ctx, pan, own.ID))
	f, err := o.Record.Figures(o.Ctx, "", "")
	o.Must(err)
	if f.Should != 2 || f.Explained != 1 || f.Unexplained != 1 || f.Devices != 1 || f.Rate() != 50 {
		t.Errorf("%+v", f)
	}
	o.MustBeIntact()
}

func TestARecordingBelongsToACaseAndLeavesItWithAReason(t *testing.T) {
	o, c := readingOffice(t)
	lin := o.Who["lin"]
	_, got := take(o, record.ImportStart{Folder: folder(t, map[string][]byte{"a.mp4": movie(at("2026-03-01", "09:00:00"), time.Minute, 1)})})
	id := got["a.mp4"].ID
	_, err := o.Record.Attach(o.Ctx, lin, id, c.ID, "AV06", "")
	if e := wants(t, "an event of another kind of action", err, fault.Invalid); e.Field != "event" {
		t.Errorf("%+v", e)
	}
	r, err := o.Record.Attach(o.Ctx, lin, id, c.No, "AV01", "")
	o.Must(err)
	if r.Case != c.ID || r.Event != "AV01" {
		t.Fatalf("%+v", r)
	}
	_, err = o.Record.Attach(o.Ctx, lin, id, "", "", "")
	if e := wants(t, "taken out without a word", err, fault.Invalid); e.Field != "reason" {
		t.Errorf("%+v", e)
	}
	_, err = o.Record.Attach(o.Ctx, o.Who["he"], id, "", "", "误挂")
	wants(t, "by a reviewer", err, fault.Forbidden)
	other, err := o.Files.Open(o.Ctx, o.Who["mei"], casefile.Opening{Title: "别的案件", Handlers: []string{o.Who["mei"].ID}})
	o.Must(err)
	_, err = o.Record.Attach(o.Ctx, lin, id, other.ID, "", "误挂")
	wants(t, "to another's case", err, fault.Forbidden)
	if r, err = o.Record.Attach(o.Ctx, lin, id, "", "", "误挂"); err != nil || r.Case != "" || r.Event != "" {
		t.Fatalf("%+v, %v", r, err)
	}
	o.MustBeIntact()
}

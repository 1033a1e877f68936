package disclosure_test

import (
	"testing"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

func TestTheFiguresOfAYearAreCountedFromItsDecisions(t *testing.T) {
	o := newOffice(t)
	first, _ := o.bothUploaded()
	o.check(o.Answered(bg, o.publisher, first, disclosure.Answer{Destination: "credit", Accepted: true}))
	o.check(o.Withdraw(bg, o.publisher, first, "处罚决定被依法撤销"))
	_, third := o.decided("启虚监处罚〔2026〕14号", "company.txt", company())
	o.check(o.Withhold(bg, o.reviewer, third, "X03", "可能危及公共安全"))
	a, err := o.Annual(bg, "2026")
	o.check(err)
	got := map[string]int64{}
	for _, f := range a.Figures {
		got[f.ID] = f.Value
		if int64(len(f.Of)) != f.Value && f.Unit == "count" {
			t.Errorf("%s counts %d and lists %d", f.ID, f.Value, len(f.Of))
		}
	}
	for id, want := range map[string]int64{"Y02": 3, "Y12": 3, "Y01": 0, "Y21": 2, "Y22": 2, "Y23": 2, "Y24": 0, "Y26": 1, "Y27": 1, "Y41": 1, "Y42": 1} {
		if got[id] != want {
			t.Errorf("%s is %d instead of %d", id, got[id], want)
		}
	}
	if a.DueOn != "2027-01-31" {
		t.Errorf("due on %q", a.DueOn)
	}
	if before, err := o.Annual(bg, "2025"); err != nil || before.Figures[1].Value != 0 {
		t.Errorf("%+v %v", before, err)
	}
	_, err = o.Annual(bg, "26")
	refused(t, "no year", err, fault.Invalid)
	for _, form := range []string{"xlsx", "pdf"} {
		if name, content, err := o.AnnualFile(bg, "2026", form); err != nil || len(content) < 3000 {
			t.Errorf("%s: %d bytes, %v", name, len(content), err)
		}
	}
}

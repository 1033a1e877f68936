package decision_test

import (
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// applied opens an application for a licence and walks it into its examination.
func applied(o *officetest.Office) casefile.Case {
	o.T.Helper()
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "云汀县青禾餐饮有限公司申请食品经营许可", Procedure: "license", Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	if c.State != "applied" || !strings.HasPrefix(c.No, "320681-LIC-2026-") {
		o.T.Fatalf("%+v", c)
	}
	o.Set(c, map[string]any{"p.type": "entity", "p.name": "云汀县青禾餐饮有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "沈青禾", "p.addr": "云汀县云岫路1号", "l.item": "食品经营许可", "l.kind": "ordinary",
		"l.law": []string{"《中华人民共和国食品安全法》第三十五条第一款"}, "l.content": "热食类食品制售", "l.valid_from": "2026-03-25", "l.valid_to": "2031-03-24"})
	o.Write(c, "L-D01", "行政许可申请书")
	o.Write(c, "L-D02", "申请材料清单")
	if err := o.Files.Move(o.Ctx, o.Who["lin"], c.ID, "accept", ""); fault.KindOf(err) != fault.Refused {
		o.T.Fatalf("accepted with nothing said of its completeness: %v", err)
	}
	o.Set(c, map[string]any{"l.complete": true})
	draft(o, c, "L-D05")
	o.Set(c, map[string]any{"d.L-D05.seal": true})
	o.Move(c, "lin", "accept")
	o.Move(c, "lin", "examine")
	o.Set(c, map[string]any{"l.findings": "经核查，场所和设施符合要求。", "l.conditions": 6, "l.conditions_checked": 6, "l.conditions_met": 6, "l.outcome": "grant",
		"d.L-D06.on_site": true, "d.L-D06.by": []string{"林一", "梅二"}})
	draft(o, c, "L-D06")
	return c
}

func draft(o *officetest.Office, c casefile.Case, code string) {
	o.T.Helper()
	_, err := o.Files.Draft(o.Ctx, o.Who["lin"], c.ID, code)
	o.Must(err)
}

// clock is a period of a case as it stands.
func clock(o *officetest.Office, id, period string) (found casefile.Clock) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		facts, err := o.Files.Facts(r, c)
		if err != nil {
			return err
		}
		clocks, err := o.Files.Clocks(r, c, facts)
		for _, k := range clocks {
			if k.ID == period {
				found = k
			}
		}
		return err
	}))
	return found
}

// TestALicenceFromItsApplicationToTheArchive grants what is no major decision without legal review.
func TestALicenceFromItsApplicationToTheArchive(t *testing.T) {
	o := officetest.New(t)
	c := applied(o)
	if due := clock(o, c.ID, "T18").DueLegal; due != "2026-03-30" {
		t.Errorf("accepted on 2 March, due on %s", due)
	}
	o.Set(c, map[string]any{"l.special": "test", "l.special_days": 2})
	draft(o, c, "L-D07")
	o.Move(c, "lin", "go_special") // on Monday, which counts for nothing by itself; Tuesday is left out
	o.Now = o.Now.AddDate(0, 0, 2)
	o.Set(c, map[string]any{"l.special_result": "检验合格"})
	o.Move(c, "lin", "end_special")
	if due := clock(o, c.ID, "T18").DueLegal; due != "2026-03-31" {
		t.Errorf("one day of tests that would have counted: due on %s", due)
	}
	o.Now = time.Date(2026, 3, 25, 9, 0, 0, 0, o.Now.Location())
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Refused {
		t.Errorf("issued without a draft: %v", err)
	}
	draft(o, c, "L-D13")
	d, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	if d.Code != "L-D13" || d.No != "云市监许可〔2026〕1号" || d.Review != "" {
		t.Errorf("%+v", d)
	}
	if due := clock(o, c.ID, "T21").DueLegal; due != "2026-04-09" {
		t.Errorf("decided on 25 March, to be served by %s", due)
	}
	o.Set(c, map[string]any{"d.L-D13.served_on": "2026-03-26", "d.L-D13.served_how": "direct", "l.cert_name": "食品经营许可证", "l.cert_no": "JY1"})
	draft(o, c, "L-D15")
	draft(o, c, "L-D16")
	o.Move(c, "lin", "serve")
	o.Write(c, "G02", "卷内目录")
	o.Must(o.Files.Archive(o.Ctx, o.Who["lin"], c.ID, ""))
	if got := o.CaseOf(c.ID).State; got != "archived" {
		t.Errorf("the case is %s", got)
	}
	if err := o.Files.Move(o.Ctx, o.Who["lin"], c.ID, "record_end", ""); fault.KindOf(err) == "" {
		t.Error("a licence was ended without a decision")
	}
	o.MustBeIntact()
}

// TestARefusalNeedsAPass: to refuse is a major decision.
func TestARefusalNeedsAPass(t *testing.T) {
	o := officetest.New(t)
	c := applied(o)
	o.Set(c, map[string]any{"l.outcome": "refuse", "l.conditions_met": 5, "l.reason": "布局不能防止交叉污染。"})
	draft(o, c, "L-D14")
	if _, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, ""); fault.KindOf(err) != fault.Refused || !strings.Contains(fault.As(err).Message.Zh, "审核") {
		t.Fatalf("a refusal without review: %v", err)
	}
	o.Write(c, "R01", "送审表")
	o.Write(c, "D43", "证据目录")
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	detail, err := o.Desk.Detail(o.Ctx, round.ID)
	o.Must(err)
	if len(detail.Points) != 24 {
		t.Fatalf("%d points", len(detail.Points))
	}
	o.JudgeAll(round.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", "同意"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], round.ID))
	d, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	o.Must(err)
	if d.No != "云市监不许可〔2026〕1号" || d.Review != round.ID {
		t.Errorf("%+v", d)
	}
	o.MustBeIntact()
}

package disclosure_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (run with -update if this is right):\n%s", name, diff)
	}
}

func TestADecisionOpensItsDisclosureOnceWithTheDayByWhichItIsDue(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	d := o.get(id)
	if d.State != disclosure.ToJudge || d.DueOn != "2026-05-12" || d.Rule != "market" || d.DaysLeft != 13 || d.Overdue {
		t.Errorf("%+v", d.Row)
	}
	again, err := o.OpenFor(bg, o.publisher, caseID)
	if err != nil || again != id {
		t.Errorf("opened again: %s, %v", again, err)
	}
	o.now = time.Date(2026, 5, 13, 9, 0, 0, 0, o.now.Location())
	rows, err := o.List(bg, disclosure.Filter{Overdue: true})
	if err != nil || len(rows) != 1 || rows[0].DaysLeft != -1 || rows[0].CaseTitle != "虚构案 启虚监处罚〔2026〕12号" {
		t.Errorf("%+v, %v", rows, err)
	}
	if rows, _ := o.List(bg, disclosure.Filter{State: disclosure.Published}); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
	_, err = o.Get(bg, "g-none")
	refused(t, "unknown disclosure", err, fault.NotFound)
}

func TestACaseWithoutADecisionHasNothingToPublish(t *testing.T) {
	o := newOffice(t)
	c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "线索", Procedure: "penalty"})
	o.check(err)
	_, err = o.OpenFor(bg, o.publisher, c.ID)
	if e := refused(t, "open", err, fault.Refused); e.Article == "" || e.Hint.IsZero() {
		t.Errorf("%+v", e)
	}
	_, err = o.OpenFor(bg, o.leader, c.ID)
	refused(t, "open by somebody else", err, fault.Forbidden)
}

func TestADecisionNotToPunishIsNotReportedAndCanBeWithheld(t *testing.T) {
	o := newOffice(t)
	_, id := o.decidedBy("D28", "启虚监不罚〔2026〕1号", "company.txt", company())
	d := o.get(id)
	if d.Rule != "no_penalty" || d.DueOn != "" || d.Overdue || len(problems(d, "block")) == 0 {
		t.Errorf("%+v %+v", d.Row, d.Problems)
	}
	o.check(o.Withhold(bg, o.reviewer, id, "X10", "不予处罚"))
	if d := o.get(id); d.State != disclosure.Withheld {
		t.Errorf("%+v", d.Row)
	}
}

func TestWhatTheMachineMasksAndKeeps(t *testing.T) {
	o := newOffice(t)
	_, first := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	_, second := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	for name, id := range map[string]string{"company.public.txt": first, "trader.public.txt": second} {
		o.check(o.Prepare(bg, o.publisher, id))
		d := o.get(id)
		golden(t, name, d.PublicText)
		for _, m := range d.Masks {
			if m.Original == "" || m.Label.IsZero() || m.Reason.Zh == "" || m.Reason.En == "" || string([]rune(d.Text)[m.Start:m.End]) != m.Original {
				t.Errorf("%+v", m)
			}
		}
		if blocks := problems(d, "block"); len(blocks) != 0 {
			t.Errorf("%s: %+v", name, blocks)
		}
	}
}

func problems(d disclosure.Detail, level string) []disclosure.Problem {
	var list []disclosure.Problem
	for _, p := range d.Problems {
		if p.Level == level {
			list = append(list, p)
		}
	}
	return list
}

func TestTheLedgerDoesNotHoldWhatIsHidden(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{{ID: find(t, o.get(id), "0513-85098888").ID, Reason: "单位电话"}}, nil))
	o.check(o.store.View(bg, func(r *store.Reader) error {
		bodies, err := store.All[string](r, "SELECT body FROM entry WHERE body LIKE '%disclosure.masked%'")
		if len(bodies) != 2 {
			t.Errorf("%d entries", len(bodies))
		}
		for _, body := range bodies {
			for _, secret := range []string{"李雷", "320681198503121237", "6222021103001234567", "某小区3幢"} {
				if strings.Contains(body, secret) {
					t.Errorf("the entry holds %s", secret)
				}
			}
		}
		return err
	}))
}

func find(t *testing.T, d disclosure.Detail, original string) disclosure.Mask {
	t.Helper()
	for _, m := range d.Masks {
		if m.Original == original {
			return m
		}
	}
	t.Fatalf("no mask over %s in %+v", original, d.Masks)
	return disclosure.Mask{}
}

func TestWhatAPersonMaySayOfMasks(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.check(o.Prepare(bg, o.publisher, id))
	d := o.get(id)
	at := func(text string) (int, int) {
		start := len([]rune(d.Text[:strings.Index(d.Text, text)]))
		return start, start + len([]rune(text))
	}
	from, to := at("酱油配方三号")
	own := disclosure.MaskInput{Start: from, End: to, Rule: "X-R16", Reason: "当事人主张商业秘密", Accepted: true}
	phone, home := find(t, d, "13812345678"), find(t, d, "0513-85098888")
	with := func(change func(*disclosure.MaskInput)) disclosure.MaskInput { m := own; change(&m); return m }
	for name, c := range map[string]struct {
		input disclosure.MaskInput
		kind  fault.Kind
	}{
		"a must refused without reason":           {disclosure.MaskInput{ID: phone.ID}, fault.Refused},
		"a must refused with the machine's words": {disclosure.MaskInput{ID: phone.ID, Reason: phone.Reason.Zh}, fault.Refused},
		"an own mask without reason":              {with(func(m *disclosure.MaskInput) { m.Reason = " " }), fault.Invalid},
		"an own mask without rule":                {with(func(m *disclosure.MaskInput) { m.Rule = "" }), fault.Invalid},
		"an own mask under a rule that keeps":     {with(func(m *disclosure.MaskInput) { m.Rule = "X-R18" }), fault.Invalid},
		"an own mask outside":                     {with(func(m *disclosure.MaskInput) { m.End = 1 << 20 }), fault.Invalid},
		"an own mask backwards":                   {with(func(m *disclosure.MaskInput) { m.End = m.Start }), fault.Invalid},
		"an own mask over one character":          {with(func(m *disclosure.MaskInput) { m.End = m.Start + 1 }), fault.Invalid},
		"an own mask that is refused":             {with(func(m *disclosure.MaskInput) { m.Accepted = false }), fault.Invalid},
		"a mask that shows what it hides":         {with(func(m *disclosure.MaskInput) { m.Mask = "酱油 配方三号" }), fault.Invalid},
		"hidden here and shown there":             {disclosure.MaskInput{ID: find(t, d, "李雷").ID, Reason: "证人同意公开"}, fault.Invalid},
	} {
		refused(t, name, o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{c.input}, nil), c.kind)
	}
	refused(t, "by a reviewer", o.SetMasks(bg, o.reviewer, id, nil, nil), fault.Forbidden)
	remark := "商业秘密经确认"
	o.check(o.SetMasks(bg, o.publisher, id, []disclosure.MaskInput{own, {ID: home.ID, Reason: "系单位对外服务电话"}}, &remark))
	d = o.get(id)
	if !strings.Contains(d.PublicText, "使用的【商业秘密】属其") || !strings.Contains(d.PublicText, "0513-85098888") || d.Remark != remark {
		t.Errorf("%s", d.PublicText)
	}
	if blocks := problems(d, "block"); len(blocks) != 0 {
		t.Errorf("what a person shows with a reason still blocks: %+v", blocks)
	}
	o.check(o.Prepare(bg, o.publisher, id))
	if again := o.get(id); again.PublicText != d.PublicText {
		t.Error("preparing the same text again forgets what people have decided")
	}
	o.check(o.SetMasks(bg, o.publisher, id, nil, nil))
	if strings.Contains(o.get(id).PublicText, "【商业秘密】") {
		t.Error("a mask of a person's own cannot be taken away")
	}
	o.replays()
}

func TestWhoPreparesDoesNotApprove(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	refused(t, "submitted before it is masked", o.Submit(bg, o.publisher, id), fault.Conflict)
	o.check(o.Prepare(bg, o.both, id))
	o.check(o.SetMasks(bg, o.publisher, id, nil, nil))
	refused(t, "approved before it is submitted", o.Approve(bg, o.reviewer, id), fault.Conflict)
	o.check(o.Submit(bg, o.publisher, id))
	if e := refused(t, "approved by one who had prepared it first", o.Approve(bg, o.both, id), fault.Refused); e.Article == "" || e.Hint.IsZero() {
		t.Errorf("%+v", e)
	}
	refused(t, "withheld by the same", o.Withhold(bg, o.both, id, "X10", "影响小"), fault.Refused)
	refused(t, "approved without the permission", o.Approve(bg, o.publisher, id), fault.Forbidden)
	err := o.store.Do(bg, o.both.ID, func(tx *store.Tx) error {
		i, err := disclosure.ItemOf(tx, id)
		if err != nil {
			return err
		}
		_, err = tx.Record("disclosure.approved", i.Case, map[string]string{"id": id, "sha256": "x"})
		return err
	})
	refused(t, "approved past the desk, by an entry of its own", err, fault.Refused)
	refused(t, "returned without a reason", o.Return(bg, o.reviewer, id, " "), fault.Invalid)
	o.check(o.Return(bg, o.reviewer, id, "证人住址未隐去"))
	if d := o.get(id); d.State != disclosure.Masking || d.Reason != "证人住址未隐去" {
		t.Errorf("%+v", d.Row)
	}
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
	if d := o.get(id); d.State != disclosure.Approved || d.ApprovedBy != o.reviewer.ID {
		t.Errorf("%+v", d.Row)
	}
	refused(t, "masked after the approval", o.Prepare(bg, o.publisher, id), fault.Conflict)
	o.replays()
}

func TestTheHandlerOfACaseDoesNotApproveItsDisclosure(t *testing.T) {
	o := newOffice(t)
	c, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.store.Do(bg, o.leader.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.handlers_set", c, map[string]any{"handlers": []string{o.handler.ID, o.reviewer.ID}})
		return err
	}))
	refused(t, "a reviewer who handles the case", o.Approve(bg, o.reviewer, id), fault.Refused)
	o.check(o.Approve(bg, o.leader, id))
}

func TestGroundsForNotPublishing(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	refused(t, "unknown ground", o.Withhold(bg, o.leader, id, "X99", "?"), fault.Invalid)
	refused(t, "no note", o.Withhold(bg, o.leader, id, "X03", ""), fault.Invalid)
	o.check(o.Withhold(bg, o.leader, id, "X12", "权利人提出异议"))
	if d := o.get(id); d.State != disclosure.Withheld || d.Ground != "X12" || d.ApprovedBy != o.leader.ID {
		t.Errorf("%+v", d)
	}
	o.check(o.Return(bg, o.leader, id, "异议已处理"))
	if d := o.get(id); d.State != disclosure.Masking || d.Ground != "" {
		t.Errorf("%+v", d.Row)
	}

	minor := trader()
	minor["p.type"], minor["p.name"], minor["p.birth"] = "person", "张三", "2010-05-01"
	_, sealed := o.decided("启虚监处罚〔2026〕13号", "trader.txt", minor)
	o.check(o.Prepare(bg, o.publisher, sealed))
	if e := refused(t, "a minor's record", o.Submit(bg, o.publisher, sealed), fault.Refused); !strings.Contains(e.Article, "未成年人") || !strings.Contains(e.Hint.Zh, "X05") {
		t.Errorf("%+v", e)
	}
	o.check(o.Withhold(bg, o.leader, sealed, "X05", ""))
	refused(t, "a sealed record cannot come back", o.Return(bg, o.leader, sealed, "试试"), fault.Refused)
	o.replays()
}

func TestATextThatChangesVoidsItsMasks(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.Submit(bg, o.publisher, id))
	var paper string
	o.check(o.store.View(bg, func(r *store.Reader) error {
		i, err := disclosure.ItemOf(r, id)
		paper = i.Paper
		return err
	}))
	o.check(o.files.Revise(bg, o.handler, paper, o.get(id).Text+"\n证人李雷"))
	refused(t, "approved over another text", o.Approve(bg, o.reviewer, id), fault.Conflict)
	o.check(o.Return(bg, o.reviewer, id, "文本已变动"))
	refused(t, "masks for another text", o.SetMasks(bg, o.publisher, id, nil, nil), fault.Conflict)
	o.check(o.Prepare(bg, o.publisher, id))
	if !strings.HasSuffix(o.get(id).PublicText, "证人李某") {
		t.Error("prepared anew, the end is not masked")
	}
}

func TestWhatIsMaskedOnceMustNotStandElsewhereAndWhatIsPublicMustStay(t *testing.T) {
	o := newOffice(t)
	_, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company(), "酱油 配方三号另见附件。")
	o.check(o.Prepare(bg, o.publisher, id))
	text := o.get(id).Text
	over := func(what, rule string) disclosure.MaskInput {
		start := len([]rune(text[:strings.Index(text, what)]))
		return disclosure.MaskInput{Start: start, End: start + len([]rune(what)), Rule: rule, Reason: "当事人主张", Accepted: true}
	}
	recipe, rest := over("酱油配方三号", "X-R16"), over("酱油 配方三号", "X-R16")
	for name, c := range map[string]struct {
		masks []disclosure.MaskInput
		want  string
	}{
		"one of two places":    {[]disclosure.MaskInput{recipe}, "商业秘密"},
		"an article hidden":    {[]disclosure.MaskInput{recipe, rest, over("食品安全法》第三十四条", "X-R16")}, "第三十四条"},
		"the number hidden":    {[]disclosure.MaskInput{recipe, rest, over("〔2026〕12号", "X-R16")}, "12号"},
		"both places, no more": {[]disclosure.MaskInput{recipe, rest}, ""},
	} {
		o.check(o.SetMasks(bg, o.publisher, id, c.masks, nil))
		blocks := problems(o.get(id), "block")
		if c.want == "" {
			if len(blocks) > 0 {
				t.Errorf("%s: %+v", name, blocks)
			}
			continue
		}
		if len(blocks) == 0 || blocks[0].ID != "V15" || !strings.Contains(blocks[0].Message.Zh, c.want) {
			t.Errorf("%s: %+v", name, blocks)
		}
		if e := refused(t, name, o.Submit(bg, o.publisher, id), fault.Refused); !strings.Contains(e.Message.Zh, "V15") || e.Hint.IsZero() {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

package review_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/paper"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func TestTheOpinionIsWrittenFromTheFindings(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	o.JudgeAll(r.ID)
	var papers []casefile.Paper
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { papers, err = casefile.PapersOf(from, c.ID); return err }))
	notice := papers[slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == "D21" })]
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], r.ID, review.Finding{Item: "P20", Finding: review.NotMet, Remark: "未写明听证期限", Proofs: []casefile.Place{{Paper: notice.ID, Page: 1}, {Paper: notice.ID, Page: 1}}}))
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O3", "重新告知"))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	for _, said := range []string{"一、送审事项", "（一）", "1．未写明听证期限。（见《" + notice.Title + "》第1页）（P20", "建议纠正。重新告知。", "五、引用的材料\n《" + notice.Title + "》第1页\n", "【文号】", "【签发人】"} {
		if !strings.Contains(draft.Text, said) {
			t.Errorf("the text lacks %q:\n%s", said, draft.Text)
		}
	}
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	signed, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(signed.Text, "云市监法审〔2026〕1号") || !strings.Contains(signed.Text, "审核机构负责人：方四\n2026年3月2日") || strings.Contains(signed.Text, "【") {
		t.Errorf("signed: %s", signed.Text)
	}
	doc, err := o.Desk.OpinionDocument(o.Ctx, r.ID)
	o.Must(err)
	last, _ := doc.Blocks[len(doc.Blocks)-1].(paper.Signature)
	if doc.Head != "云汀县市场监督管理局" || doc.Number != "云市监法审〔2026〕1号" || len(last.Names) != 2 || last.Date != "2026年3月2日" || !doc.Meta.Created.Equal(o.Now.Truncate(time.Second)) {
		t.Errorf("%+v %+v", doc.Meta, last)
	}
	headings := 0
	for _, b := range doc.Blocks {
		if h, is := b.(paper.Heading); is && h.Level == 1 {
			headings++
		}
	}
	pdf, err := paper.PDF(doc)
	o.Must(err)
	if headings != 5 || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("%d headings", headings)
	}
	o.MustBeIntact()
}

func TestAnEditedOpinionIsSignedAsItWasEdited(t *testing.T) {
	o := officetest.New(t)
	_, r := submitted(o)
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	wants(t, o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, strings.Replace(draft.Text, "【文号】", "云市监法审〔2026〕99号", 1)), fault.Invalid, "a number of one's own")
	wants(t, o.Desk.EditOpinion(o.Ctx, o.Who["lin"], r.ID, draft.Text), fault.Forbidden, "by the handler")
	edited := strings.Replace(draft.Text, "未发现问题。", "未发现影响决定的问题。", 1)
	o.Must(o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, edited))
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], r.ID, review.Finding{Item: "P20", Finding: review.NotApplicable}))
	if now, err := o.Desk.OpinionOf(o.Ctx, r.ID); err != nil || !now.Edited || !now.Stale || now.Text != edited {
		t.Errorf("%+v, %v", now, err)
	}
	wants(t, o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID), fault.Refused, "a text from before the last finding")
	o.Must(o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, ""))
	if now, err := o.Desk.OpinionOf(o.Ctx, r.ID); err != nil || now.Edited || strings.Contains(now.Text, "影响决定") {
		t.Errorf("written again: %v %v", now.Edited, err)
	}
	o.Must(o.Desk.EditOpinion(o.Ctx, o.Who["he"], r.ID, edited))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], r.ID))
	signed, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(signed.Text, "未发现影响决定的问题。") {
		t.Error("something else was signed")
	}
	o.MustBeIntact()
}

func TestANewRoundOpensOnlyWhatRestsOnTheChange(t *testing.T) {
	o := officetest.New(t)
	c, first := refusedOpinion(o)
	_, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	wants(t, err, fault.Refused, "an opinion that nobody has replied to")
	o.Reply(first.ID)
	same, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	detail, err := o.Desk.Detail(o.Ctx, same.ID)
	o.Must(err)
	for _, p := range detail.Points {
		if p.Carried != first.Round || p.Finding.Finding == review.Unchecked || p.By != o.Who["he"].ID {
			t.Errorf("nothing has changed, and %s is %+v", p.ID, p.Finding)
		}
	}
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], same.ID, "O3", "仍须重新告知"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], same.ID))
	o.Reply(same.ID)
	o.Set(c, map[string]any{"x.fine": 11_000_000})
	third, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	detail, err = o.Desk.Detail(o.Ctx, third.ID)
	o.Must(err)
	open, kept := []string{}, 0
	for _, p := range detail.Points {
		if p.Finding.Finding == review.Unchecked {
			open = append(open, p.ID)
		} else if kept++; p.Carried != first.Round {
			t.Errorf("%s comes from round %d", p.ID, p.Carried)
		}
	}
	if len(open) == 0 || kept == 0 {
		t.Fatalf("open %v, kept %d", open, kept)
	}
	t.Logf("a changed fine opens %d of %d points", len(open), len(open)+kept)
	o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], third.ID, review.Finding{Item: "P20", Finding: review.Met}))
	detail, err = o.Desk.Detail(o.Ctx, third.ID)
	o.Must(err)
	if i := slices.IndexFunc(detail.Points, func(p review.Point) bool { return p.ID == "P20" }); detail.Points[i].Carried != 0 || detail.Points[i].Finding.Finding != review.Met {
		t.Errorf("%+v", detail.Points[i].Finding)
	}
	o.MustBeIntact()
}

func TestPagesAreReadAsTheyAre(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	var draft casefile.Paper
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		papers, err := casefile.PapersOf(from, c.ID)
		draft = papers[slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == "D27" })]
		return err
	}))
	reading := func() (found review.Reading) {
		o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
			list, err := review.ReadingOf(from, o.Who["he"].ID, c.ID)
			found = list[slices.IndexFunc(list, func(x review.Reading) bool { return x.Paper == draft.ID })]
			return err
		}))
		return found
	}
	wants(t, o.Desk.Read(o.Ctx, o.Who["he"], r.ID, []review.ReadPages{{Paper: draft.ID, Pages: []int{2}}}), fault.NotFound, "a page that is not there")
	o.Must(o.Desk.Read(o.Ctx, o.Who["he"], r.ID, []review.ReadPages{{Paper: draft.ID, Pages: []int{1, 1}}}))
	if x := reading(); !slices.Equal(x.Pages, []int{1}) || x.Changed {
		t.Errorf("%+v", x)
	}
	before := size(o)
	o.Must(o.Desk.Read(o.Ctx, o.Who["he"], r.ID, []review.ReadPages{{Paper: draft.ID, Pages: []int{1}}}))
	if size(o) != before {
		t.Error("what was read already is recorded again")
	}
	o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], draft.ID, "行政处罚决定书 改"))
	if x := reading(); len(x.Pages) != 0 || !x.Changed {
		t.Errorf("after a change: %+v", x)
	}
	o.MustBeIntact()
}

func TestWhatTheMachineFindsNotMetIsNotPassedWithoutAWord(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	detail, err := o.Desk.Detail(o.Ctx, r.ID)
	o.Must(err)
	var against []string
	for _, p := range detail.Points {
		o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], r.ID, review.Finding{Item: p.ID, Finding: review.Met}))
		if p.Class == "A" && p.Machine.Verdict == rulebook.NotMet {
			against = append(against, p.ID)
		}
	}
	if len(against) == 0 {
		t.Fatal("the machine has nothing against this case: the test tests nothing")
	}
	o.Must(o.Desk.Advise(o.Ctx, o.Who["he"], r.ID, review.Advice{Name: "齐九", Capacity: "公职律师", Text: "处罚幅度适当"}))
	err = o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意")
	wants(t, err, fault.Refused, "a pass against the machine without a word")
	for _, item := range against {
		if !strings.Contains(fault.As(err).Message.Zh, item) {
			t.Errorf("%s is not named in %q", item, fault.As(err).Message.Zh)
		}
		o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], r.ID, review.Finding{Item: item, Finding: review.Met, Remark: "已核对原件"}))
	}
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], r.ID, "O1", "同意"))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if text := draft.Text; !strings.Contains(text, "听取公职律师齐九意见：处罚幅度适当。") || !strings.Contains(text, "已核对原件。") {
		t.Errorf("the opinion does not say who was heard and why: %s", text)
	}
}

func TestCandidatesAreThoseWhoMayReviewAndWhyOthersMayNot(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	o.Must(o.Desk.Assign(o.Ctx, o.Who["fang"], r.ID, o.Who["he"].ID))
	asked := ""
	o.Must(o.Desk.AskRecusal(o.Ctx, o.Who["he"], c.ID, o.Who["he"].ID, "self", "亲属关系"))
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		open, err := review.OpenRecusals(r)
		if err == nil && len(open) != 1 {
			t.Fatalf("%+v", open)
		}
		for _, x := range open {
			asked = x.ID
		}
		return err
	}))
	before, err := o.Desk.Candidates(o.Ctx, r.ID)
	o.Must(err)
	if len(before) != 2 || before[0].Open+before[1].Open != 1 || before[0].Unfit != nil || before[1].Unfit != nil {
		t.Fatalf("%+v", before)
	}
	o.Must(o.Desk.DecideRecusal(o.Ctx, o.Who["jiang"], asked, true, "应当回避"))
	list, err := o.Desk.Candidates(o.Ctx, r.ID)
	o.Must(err)
	if !slices.ContainsFunc(list, func(x review.Candidate) bool { return x.Unfit != nil }) {
		t.Errorf("nobody is unfit after the recusal: %+v", list)
	}
	for _, x := range list {
		if err := o.Desk.Assign(o.Ctx, o.Who["fang"], r.ID, x.ID); (err == nil) != (x.Unfit == nil) {
			t.Errorf("%s: listed with %v, and assigned with %v", x.Name, x.Unfit, err)
		}
	}
}

package review_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// withArticle wants a refusal that names an article and the way out in both languages.
func withArticle(t *testing.T, err error, article, what string) {
	t.Helper()
	e := fault.As(err)
	if err == nil || e.Kind != fault.Refused || !strings.Contains(e.Article, article) || e.Hint.Zh == "" || e.Hint.En == "" {
		t.Errorf("%s: %v", what, err)
	}
}

// person changes what is known of somebody, as the security administrator does, and returns them as they are then.
func person(o *officetest.Office, username string, change func(p *account.Person)) account.Person {
	o.T.Helper()
	p := o.Who[username]
	change(&p)
	o.Must(o.Store.Do(o.Ctx, o.Who["quan"].ID, func(tx *store.Tx) error {
		_, err := tx.Record("account.person_changed", p.ID, p)
		return err
	}))
	o.Who[username] = p
	return p
}

func TestAFirstReviewerWithoutTheQualificationIsRefused(t *testing.T) {
	o := officetest.New(t)
	_, r := submitted(o)
	fang := o.Who["fang"]
	for _, c := range []struct {
		since     string
		qualified bool
		may       bool
	}{{"", false, false}, {"2018-01-01", false, false}, {"2017-12-31", false, true}, {"", true, true}} {
		he := person(o, "he", func(p *account.Person) { p.FirstReviewOn, p.LawQualified = c.since, c.qualified })
		err := o.Desk.Assign(o.Ctx, fang, r.ID, he.ID)
		if c.may {
			o.Must(err)
			continue
		}
		withArticle(t, err, "行政处罚法第五十八条第二款", "assigned, since "+c.since)
		withArticle(t, o.Desk.Judge(o.Ctx, he, r.ID, review.Finding{Item: "P01", Finding: review.Met}), "行政处罚法第五十八条第二款", "takes it, since "+c.since)
	}
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		he, err := account.PersonOf(from, o.Who["he"].ID)
		if he.FirstReviewOn != o.Now.Format("2006-01-02") {
			t.Errorf("first reviewed on %q", he.FirstReviewOn)
		}
		return err
	}))
	o.MustBeIntact()
}

func TestWhoeverTookPartDoesNotReview(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	fang, he := o.Who["fang"], o.Who["he"]
	o.Set(c, map[string]any{"d.D06.by": []string{"林一", "何三"}})
	wants(t, o.Desk.Assign(o.Ctx, fang, r.ID, he.ID), fault.Forbidden, "one who took the statement")
	o.Set(c, map[string]any{"d.D06.by": []string{"林一", "梅二"}})
	o.Must(o.Desk.Assign(o.Ctx, fang, r.ID, he.ID))
	mei := person(o, "mei", func(p *account.Person) { p.Roles, p.LawQualified = []string{"handler", "reviewer"}, true })
	o.Must(o.Files.SetHandlers(o.Ctx, o.Who["lin"], c.ID, []string{o.Who["lin"].ID}))
	wants(t, o.Desk.Assign(o.Ctx, fang, r.ID, mei.ID), fault.Forbidden, "one who handled it before")
	o.MustBeIntact()
}

func TestARecusalTakesTheCaseFromTheReviewer(t *testing.T) {
	o := officetest.New(t)
	c, r := submitted(o)
	lin, he, fang, jiang := o.Who["lin"], o.Who["he"], o.Who["fang"], o.Who["jiang"]
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, he, r.ID, "O1", "同意"))
	wants(t, o.Desk.AskRecusal(o.Ctx, lin, c.ID, he.ID, review.BySelf, "亲属"), fault.Forbidden, "in another's name")
	wants(t, o.Desk.AskRecusal(o.Ctx, lin, c.ID, he.ID, review.ByParty, " "), fault.Invalid, "without a reason")
	wants(t, o.Desk.AskRecusal(o.Ctx, lin, c.ID, lin.ID, review.ByParty, "亲属"), fault.Invalid, "of somebody who reviews nothing")
	o.Must(o.Desk.AskRecusal(o.Ctx, lin, c.ID, he.ID, review.ByParty, "与当事人法定代表人系近亲属"))
	wants(t, o.Desk.AskRecusal(o.Ctx, fang, c.ID, he.ID, review.ByOffice, "又一次"), fault.Conflict, "twice")
	wants(t, o.Desk.Sign(o.Ctx, fang, r.ID), fault.Refused, "signed while it is not decided")
	asked := recusalsOf(o, c.ID)[0]
	wants(t, o.Desk.DecideRecusal(o.Ctx, fang, asked.ID, true, "应当回避"), fault.Forbidden, "decided by the chief")
	o.Must(o.Desk.DecideRecusal(o.Ctx, jiang, asked.ID, true, "应当回避"))
	wants(t, o.Desk.DecideRecusal(o.Ctx, jiang, asked.ID, false, "改变主意"), fault.Conflict, "decided twice")
	if now := roundOf(o, r.ID); now.Reviewer != "" || now.State != "submitted" || now.Opinion != "" {
		t.Errorf("%+v", now)
	}
	detail, err := o.Desk.Detail(o.Ctx, r.ID)
	o.Must(err)
	if slices.ContainsFunc(detail.Points, func(p review.Point) bool { return p.Finding.Finding != review.Unchecked }) {
		t.Error("what a recused reviewer found still counts")
	}
	withArticle(t, o.Desk.Assign(o.Ctx, fang, r.ID, he.ID), "行政处罚法第四十三条", "assigned again")
	withArticle(t, o.Desk.Judge(o.Ctx, he, r.ID, review.Finding{Item: "P01", Finding: review.Met}), "行政处罚法第四十三条", "goes on")
	other := person(o, "wei", func(p *account.Person) { p.Roles, p.LawQualified = []string{"reviewer"}, true })
	o.Must(o.Desk.Assign(o.Ctx, fang, r.ID, other.ID))
	o.MustBeIntact()
}

func recusalsOf(o *officetest.Office, caseID string) (list []review.Recusal) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { list, err = review.RecusalsOf(from, caseID); return err }))
	return list
}

func TestAPassOfARecusedReviewerIsVoid(t *testing.T) {
	o := officetest.New(t)
	c := o.Passed()
	o.Must(o.Desk.AskRecusal(o.Ctx, o.Who["he"], c.ID, o.Who["he"].ID, review.BySelf, "发现与当事人有利害关系"))
	o.Must(o.Desk.DecideRecusal(o.Ctx, o.Who["jiang"], recusalsOf(o, c.ID)[0].ID, true, "应当回避"))
	_, err := o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	withArticle(t, err, "行政处罚法第五十八条", "a decision on the pass of somebody who was recused")
	again, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	detail, err := o.Desk.Detail(o.Ctx, again.ID)
	o.Must(err)
	if slices.ContainsFunc(detail.Points, func(p review.Point) bool { return p.Carried > 0 }) {
		t.Error("findings of somebody who was recused were carried over")
	}
	o.MustBeIntact()
}

func TestAnOfficeOfOneSignsByAnApprovedException(t *testing.T) {
	o := officetest.New(t)
	fang, jiang := o.Who["fang"], o.Who["jiang"]
	wants(t, o.Desk.ApproveException(o.Ctx, fang, fang.ID, "只有一人", "2026-12-31"), fault.Forbidden, "by oneself")
	wants(t, o.Desk.ApproveException(o.Ctx, jiang, fang.ID, "", "2026-12-31"), fault.Invalid, "without a reason")
	withArticle(t, o.Desk.ApproveException(o.Ctx, jiang, fang.ID, "法制机构只有一人", "2026-12-31"), "单位制度", "not configured")
	turnOn(o)
	second := person(o, "wei", func(p *account.Person) { p.Roles, p.LawQualified = []string{"chief"}, true })
	withArticle(t, o.Desk.ApproveException(o.Ctx, jiang, fang.ID, "法制机构只有一人", "2026-12-31"), "单位制度", "another chief is there")
	person(o, "wei", func(p *account.Person) { *p = second; p.Active = false })
	_, r := submitted(o)
	judge(o, r.ID, fang)
	wants(t, o.Desk.Sign(o.Ctx, fang, r.ID), fault.Refused, "before it is approved")
	o.Must(o.Desk.ApproveException(o.Ctx, jiang, fang.ID, "法制机构只有一人。", "2026-12-31"))
	o.Must(o.Desk.Sign(o.Ctx, fang, r.ID))
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(draft.Text, "江五于"+o.Now.Format("2006-01-02")+"批准，理由：法制机构只有一人）") {
		t.Errorf("the opinion does not say who approved it: %s", draft.Text[len(draft.Text)-400:])
	}
	if now := roundOf(o, r.ID); !now.SamePerson || now.Exception == "" {
		t.Errorf("%+v", now)
	}
	o.MustBeIntact()
}

// turnOn turns the exception on in the rulebook: one proposes it, another approves it.
func turnOn(o *officetest.Office) {
	o.T.Helper()
	actor := func(name string) rulebook.Actor { return rulebook.Actor{ID: o.Who[name].ID, Roles: o.Who[name].Roles} }
	row := json.RawMessage(`{"id": "one_person_review", "type": "bool", "value": true, "label": {"zh": "单人法制机构", "en": "A legal office of one"}, "source": "云汀法〔2026〕3号"}`)
	p, err := o.Files.Rules.Propose(o.Ctx, actor("he"), rulebook.Draft{Edits: []rulebook.Edit{{File: "parameters.json", Row: row}}, Source: "云汀法〔2026〕3号", InForceFrom: "2026-03-02"})
	o.Must(err)
	_, err = o.Files.Rules.Approve(o.Ctx, actor("jiang"), p.ID)
	o.Must(err)
}

func judge(o *officetest.Office, id string, by account.Person) {
	o.T.Helper()
	o.Must(o.Desk.Judge(o.Ctx, by, id, review.Finding{Item: "P20", Finding: review.NotMet, Remark: "告知内容不全"}))
	o.Must(o.Desk.Propose(o.Ctx, by, id, "O3", "重新告知"))
}

func TestAnOpinionIsRepliedToPointByPoint(t *testing.T) {
	o := officetest.New(t)
	c, r := refusedOpinion(o)
	lin := o.Who["lin"]
	yes := review.Adopted{Item: "P20", Adopted: true, Text: "已重新告知"}
	wants(t, o.Desk.ReplyTo(o.Ctx, o.Who["he"], r.ID, []review.Adopted{yes}, ""), fault.Forbidden, "by the reviewer")
	wants(t, o.Desk.ReplyTo(o.Ctx, lin, r.ID, nil, ""), fault.Invalid, "a point left out")
	wants(t, o.Desk.ReplyTo(o.Ctx, lin, r.ID, []review.Adopted{yes, {Item: "P01", Adopted: true}}, ""), fault.Invalid, "a point that was not named")
	wants(t, o.Desk.ReplyTo(o.Ctx, lin, r.ID, []review.Adopted{{Item: "P20"}}, ""), fault.Invalid, "not adopted, and not why")
	o.Must(o.Desk.Object(o.Ctx, lin, r.ID, "已载明", []string{"P20"}))
	wants(t, o.Desk.ReplyTo(o.Ctx, lin, r.ID, []review.Adopted{yes}, ""), fault.Conflict, "while it is disputed")
	o.Must(o.Desk.Withdraw(o.Ctx, lin, r.ID, "接受"))
	o.Must(o.Desk.ReplyTo(o.Ctx, lin, r.ID, []review.Adopted{yes}, "一并整改"))
	wants(t, o.Desk.ReplyTo(o.Ctx, lin, r.ID, []review.Adopted{yes}, ""), fault.Conflict, "twice")
	var reply review.Adoption
	var s review.Statistics
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) {
		if reply, _, err = review.AdoptionOf(from, r.ID); err != nil {
			return err
		}
		s, err = review.StatisticsOf(from, "2026-01-01", "2026-12-31")
		return err
	}))
	if s.Rounds != 1 || s.Signed != 1 || s.Adopted != 1 || s.NotAdopted != 0 || s.Disputed != 1 || s.Opinions["O3"] != 1 || len(s.Items) != 1 || s.Items[0] != (review.ItemCount{Item: "P20", Count: 1}) || s.FirstPass != 0 || s.Firsts != 1 {
		t.Errorf("%+v", s)
	}
	withArticle(t, o.Files.Revise(o.Ctx, lin, reply.Paper, "改成都采纳"), "118号", "a signed reply is changed")
	withArticle(t, o.Files.Remove(o.Ctx, lin, reply.Paper, "写错了"), "118号", "a signed reply is taken out")
	withArticle(t, o.Files.Remove(o.Ctx, lin, roundOf(o, r.ID).Paper, "不要了"), "", "the opinion is taken out")
	_, err := o.Desk.Submit(o.Ctx, lin, c.ID, "")
	o.Must(err)
	o.MustBeIntact()
}

func TestWhatIsMissingIsExplainedOneByOne(t *testing.T) {
	o := officetest.New(t)
	c := o.Heard()
	papers := papersOf(o, c.ID)
	for _, p := range papers {
		if p.Code == "D43" || p.Code == "D08" {
			o.Must(o.Files.Remove(o.Ctx, o.Who["lin"], p.ID, "误入"))
		}
	}
	all := o.Explained(c.ID)
	if len(all) < 2 {
		t.Fatalf("%+v", all)
	}
	_, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "一句话带过")
	withArticle(t, err, "118号", "one sentence for all")
	_, err = o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "", all[1:]...)
	withArticle(t, err, "118号", "one left out")
	r, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "说明", all...)
	o.Must(err)
	if strings.Count(r.Note, "未附：") != len(all) || !strings.HasPrefix(r.Note, "说明") {
		t.Errorf("the reviewer reads %q", r.Note)
	}
}

func papersOf(o *officetest.Office, caseID string) (list []casefile.Paper) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) (err error) { list, err = casefile.PapersOf(from, caseID); return err }))
	return list
}

func TestAFinishedDossierIsForPracticeAlone(t *testing.T) {
	o := officetest.New(t)
	lin, he, fang := o.Who["lin"], o.Who["he"], o.Who["fang"]
	own, err := o.Files.Open(o.Ctx, lin, casefile.Opening{Title: "在办案件"})
	o.Must(err)
	_, err = o.Desk.Practise(o.Ctx, he, own.ID)
	wants(t, err, fault.Refused, "practice on the office's own case")
	_, err = o.Files.Open(o.Ctx, lin, casefile.Opening{Title: "旧卷", Legacy: "fun"})
	wants(t, err, fault.Invalid, "for no purpose")
	c, err := o.Files.Open(o.Ctx, lin, casefile.Opening{Title: "已办结的旧卷", Legacy: casefile.Practice})
	o.Must(err)
	o.Write(c, "D27", "行政处罚决定书\n云市监罚〔2024〕8号\n罚款20000元。\n2024年5月6日")
	next, err := o.Files.Next(o.Ctx, lin, c.ID)
	o.Must(err)
	if len(next) != 0 || c.Legacy != casefile.Practice || !strings.Contains(c.No, "旧卷") {
		t.Errorf("%+v %+v", c, next)
	}
	_, err = o.Desk.Submit(o.Ctx, lin, c.ID, "")
	wants(t, err, fault.Refused, "submitted to review")
	r, err := o.Desk.Practise(o.Ctx, he, c.ID)
	o.Must(err)
	if again, err := o.Desk.Practise(o.Ctx, he, c.ID); err != nil || again.ID != r.ID {
		t.Errorf("a second one beside the first: %v", err)
	}
	o.JudgeAll(r.ID)
	o.Must(o.Desk.Propose(o.Ctx, he, r.ID, "O1", "同意"))
	wants(t, o.Desk.Sign(o.Ctx, fang, r.ID), fault.Refused, "signed as an opinion")
	wants(t, o.Desk.Return(o.Ctx, he, r.ID, "补正"), fault.Refused, "returned")
	o.Must(o.Desk.ClosePractice(o.Ctx, he, r.ID))
	wants(t, o.Desk.Object(o.Ctx, lin, r.ID, "不服", nil), fault.Refused, "disputed")
	_, err = o.Door.Issue(o.Ctx, o.Who["jiang"], c.ID, "")
	wants(t, err, fault.Refused, "decided")
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		pass, err := review.PassOf(from, c.ID)
		if err != nil || pass.Exists || pass.Live {
			t.Errorf("practice passes: %+v %v", pass, err)
		}
		s, err := review.StatisticsOf(from, "2026-01-01", "2026-12-31")
		if err != nil || s.Rounds != 0 {
			t.Errorf("practice is counted: %+v %v", s, err)
		}
		return nil
	}))
	_, err = o.Desk.Draw(o.Ctx, fang, "2026-01-01", "2026-12-31", "1", 1)
	wants(t, err, fault.Conflict, "drawn")
	draft, err := o.Desk.OpinionOf(o.Ctx, r.ID)
	o.Must(err)
	if !strings.Contains(draft.Text, "练习，不具有审核效力") || strings.Contains(draft.Text, "【文号】") {
		t.Errorf("the text does not say what it is: %s", draft.Text)
	}
	second, err := o.Desk.Practise(o.Ctx, fang, c.ID)
	o.Must(err)
	if second.Round != 2 || second.ID == r.ID {
		t.Errorf("%+v", second)
	}
	o.MustBeIntact()
}

// TestTheRecordCanBeCheckedByAnotherProgram reads the record as plain JSON and works the fingerprint out again from what it
// says was submitted.
func TestTheRecordCanBeCheckedByAnotherProgram(t *testing.T) {
	o := officetest.New(t)
	c, r := refusedOpinion(o)
	o.Reply(r.ID)
	var raw []byte
	o.Must(o.Store.View(o.Ctx, func(from *store.Reader) error {
		f, err := o.Desk.RecordOf(from, c.ID)
		if err == nil {
			raw, err = json.Marshal(f)
		}
		return err
	}))
	var read struct {
		Format string
		People map[string]string
		Rounds []struct {
			Fingerprint string
			Submitted   []struct{ Part, Item, Value string }
			Findings    []struct{ Item, Finding, By string }
			Adoption    struct{ Points []struct{ Item string } }
			Opinion     string
		}
		Papers []struct{ ID, SHA256 string }
		Acts   []struct{ At, Name, Act string }
	}
	o.Must(json.Unmarshal(raw, &read))
	if read.Format != review.RecordFormat || len(read.Rounds) != 1 || len(read.Acts) < len(read.Rounds[0].Findings) {
		t.Fatalf("%s", raw[:200])
	}
	round := read.Rounds[0]
	rows := [][3]string{}
	for _, s := range round.Submitted {
		rows = append(rows, [3]string{s.Part, s.Item, s.Value})
	}
	slices.SortFunc(rows, func(a, b [3]string) int { return strings.Compare(a[0]+"\x00"+a[1], b[0]+"\x00"+b[1]) })
	var plain strings.Builder
	writer := json.NewEncoder(&plain)
	writer.SetEscapeHTML(false)
	o.Must(writer.Encode(rows))
	sum := sha256.Sum256([]byte(strings.TrimSuffix(plain.String(), "\n")))
	if hex.EncodeToString(sum[:]) != round.Fingerprint || round.Fingerprint == "" {
		t.Errorf("the fingerprint is %s, and what was submitted gives %x", round.Fingerprint, sum)
	}
	if len(round.Findings) == 0 || read.People[round.Findings[0].By] != "何三" || len(round.Adoption.Points) != 1 || round.Opinion != "O3" {
		t.Errorf("%+v", round)
	}
}

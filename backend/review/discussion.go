package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Voice is somebody who takes part in a discussion: what they said, and their vote, "for", "against" or "abstain".
type Voice struct {
	Name string `json:"name"`
	Duty string `json:"duty"`
	View string `json:"view"`
	Vote string `json:"vote"`
}

// Absence is a member who was not there, and why.
type Absence struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Discussion is a collective discussion of a case by the leaders (行政处罚法第五十七条第二款), held between the opinion of the review
// and the decision. Voices are those present, the chair among them. Follows says whether the opinion is followed, Reason why
// or why not. Led means that one of the office's leaders was present.
type Discussion struct {
	ID          string    `json:"id"`
	Case        string    `json:"case_id"`
	Review      string    `json:"review"`
	Fingerprint string    `json:"fingerprint"`
	HeldOn      string    `json:"held_on"`
	Place       string    `json:"place"`
	Chair       string    `json:"chair"`
	Recorder    string    `json:"recorder"`
	Voices      []Voice   `json:"voices"`
	Absent      []Absence `json:"absent"`
	Observers   []string  `json:"observers"`
	Report      string    `json:"report"`
	Follows     bool      `json:"follows"`
	Reason      string    `json:"reason"`
	Result      string    `json:"result"`
	Signed      bool      `json:"signed"`
	Led         bool      `json:"led"`
	Paper       string    `json:"paper"`
	By          string    `json:"by,omitempty"`
	At          string    `json:"at,omitempty"`
	Seq         int64     `json:"seq,omitempty"`
}

func applyDiscussed(t *store.Tables, e store.Event, d Discussion) error {
	round, err := RoundOf(t, d.Review)
	if err != nil {
		return err
	}
	if round.State != "signed" || round.Case != d.Case || round.Fingerprint != d.Fingerprint || d.HeldOn < round.SignedAt[:10] {
		return tooEarly(round)
	}
	return t.Exec(queries.Get("discussion_insert"), e.Subject, d.Case, d.Review, d.Fingerprint, d.HeldOn, d.Place, d.Chair, d.Recorder, store.JSON(d.Voices), store.JSON(d.Absent), store.JSON(d.Observers),
		d.Report, d.Follows, d.Reason, d.Result, d.Signed, d.Led, d.Paper, e.Actor, e.Instant(), e.Seq)
}

func tooEarly(r Round) error {
	message := fault.T("尚无已签发的审核意见,不能集体讨论", "there is no signed opinion yet: the case cannot be discussed")
	if r.State == "signed" {
		message = fault.Tf("集体讨论不得早于审核意见(%[1]s)", "the discussion cannot be before the opinion (%[1]s)", r.SignedAt[:10])
	}
	return fault.New(fault.Refused, "review.discuss", message).WithArticle("行政处罚法第五十七条第二款、第五十八条").WithField("held_on").
		WithHint(fault.T("审核意见签发之后、决定作出之前讨论。", "Discuss after the opinion is signed and before the decision."))
}

// DiscussionsOf lists the discussions of a case, the first one first.
func DiscussionsOf(from store.Source, caseID string) ([]Discussion, error) {
	return store.All[Discussion](from, queries.Get("discussions"), caseID)
}

// Discuss records a collective discussion and puts its record (D26) into the dossier, where the catalogue has one.
func (d *Desk) Discuss(ctx context.Context, actor account.Person, caseID string, held Discussion) (out Discussion, err error) {
	if err := actor.Demand(account.RecordDiscussions); err != nil {
		return out, err
	}
	if err := held.check(); err != nil {
		return out, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		r, err := d.discussable(tx, c, held.HeldOn, tx.Today())
		if err != nil {
			return err
		}
		id, err := tx.NewID("g")
		if err != nil {
			return err
		}
		held.ID, held.Case, held.Review, held.Fingerprint = id, c.ID, r.ID, r.Fingerprint
		if held.Led, err = led(tx, held.Voices); err != nil {
			return err
		}
		if held.Paper, err = d.minutes(tx, c, r, held); err != nil {
			return err
		}
		held.By, held.At, held.Seq = "", "", 0
		if _, err = tx.Record("review.case_discussed", id, held); err != nil {
			return err
		}
		list, err := DiscussionsOf(tx, c.ID)
		if err == nil {
			out = list[len(list)-1]
		}
		return err
	})
	return out, err
}

// discussable finds the opinion that a discussion is about, and refuses a day or a case that will not do.
func (d *Desk) discussable(from store.Source, c casefile.Case, on, today string) (Round, error) {
	rounds, err := RoundsOf(from, c.ID)
	if err != nil {
		return Round{}, err
	}
	if len(rounds) == 0 {
		return Round{}, tooEarly(Round{})
	}
	r := rounds[len(rounds)-1]
	if err := notPractice(r, "review.discuss"); err != nil {
		return r, err
	}
	if r.State != "signed" || on < r.SignedAt[:10] {
		return r, tooEarly(r)
	}
	if on > today {
		return r, fault.New(fault.Invalid, "review.discuss", fault.T("讨论日期不能晚于今天", "the day of the discussion lies in the future")).WithField("held_on")
	}
	decided, err := d.decidedSince(from, c.ID, 0)
	if err != nil {
		return r, err
	}
	if decided {
		return r, fault.New(fault.Conflict, "review.discuss", fault.T("本案已作出决定", "the decision has been issued")).WithArticle("行政处罚法第五十七条第二款").
			WithHint(fault.T("决定之后的讨论不能补作决定前的讨论。", "A discussion after the decision does not stand for one before it."))
	}
	same, _, err := compare(from, r)
	if err == nil && !same {
		err = changedSince(c.Review)
	}
	return r, err
}

// check refuses a record that leaves something open.
func (h *Discussion) check() error {
	invalid := func(field, zh, en string) error {
		return fault.New(fault.Invalid, "review.discuss", fault.T(zh, en)).WithField(field)
	}
	if _, err := time.Parse(time.DateOnly, h.HeldOn); err != nil {
		return invalid("held_on", "请填写讨论日期", "give the day of the discussion")
	}
	if len(h.Voices) < 2 {
		return invalid("voices", "集体讨论至少有两人参加", "at least two people take part in a discussion")
	}
	names := []string{}
	for _, v := range h.Voices {
		switch {
		case strings.TrimSpace(v.Name) == "" || slices.Contains(names, v.Name):
			return invalid("voices", "参加人姓名为空或者重复", "a name is empty or stands twice")
		case strings.TrimSpace(v.View) == "" || !slices.Contains([]string{"for", "against", "abstain"}, v.Vote):
			return fault.New(fault.Invalid, "review.discuss", fault.Tf("请记录%[1]s的意见和表决", "record the view and the vote of %[1]s", v.Name)).WithField("voices")
		}
		names = append(names, v.Name)
	}
	outside := slices.Clone(h.Observers)
	for _, a := range h.Absent {
		outside = append(outside, a.Name)
	}
	switch {
	case !slices.Contains(names, h.Chair):
		return invalid("chair", "主持人须是参加人", "the chair is one of those present")
	case slices.ContainsFunc(outside, func(name string) bool { return slices.Contains(names, name) }):
		return invalid("observers", "参加人不能同时列席或缺席", "whoever takes part is neither absent nor an observer")
	case strings.TrimSpace(h.Result) == "":
		return invalid("result", "请写明讨论结论", "give the conclusion")
	case strings.TrimSpace(h.Reason) == "":
		return invalid("reason", "请写明对审核意见采纳与否的理由", "say why the opinion is followed or not")
	}
	h.Absent, h.Observers = append([]Absence{}, h.Absent...), append([]string{}, h.Observers...)
	return nil
}

// led tells whether one of the office's leaders is among those present.
func led(from store.Source, voices []Voice) (bool, error) {
	people, err := account.PeopleOf(from)
	return slices.ContainsFunc(people, func(p account.Person) bool {
		return p.Active && p.Holds("leader") && slices.ContainsFunc(voices, func(v Voice) bool { return v.Name == p.Name })
	}), err
}

// discussionFacts tells what was discussed last.
func discussionFacts(from store.Source, caseID string, facts rulebook.Facts) error {
	list, err := DiscussionsOf(from, caseID)
	if err != nil || len(list) == 0 {
		return err
	}
	last := list[len(list)-1]
	names := []string{}
	for _, v := range last.Voices {
		names = append(names, v.Name)
	}
	facts["g.on"], facts["g.present"], facts["g.chair"], facts["g.result"] = last.HeldOn, names, last.Chair, last.Result
	facts["g.leader_present"], facts["g.all_signed"] = last.Led, last.Signed
	return nil
}

// minutes writes the record of a discussion into the dossier and returns the paper's id, empty where the catalogue of the
// procedure has no such paper.
func (d *Desk) minutes(tx *store.Tx, c casefile.Case, r Round, h Discussion) (string, error) {
	procedure, _ := d.Files.Procedure(c)
	kind, known := procedure.ReviewPaper(rulebook.DiscussionPaper)
	if !known {
		return "", nil
	}
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	opinion, _ := procedure.Book().Opinion(r.Opinion)
	paper, err := d.Files.AddSigned(tx, c, kind.Code, "", "", h.text(office.Name, c, r, opinion.Label.Zh))
	if err != nil {
		return "", err
	}
	return paper.ID, d.Files.SetFieldsIn(tx, c.ID, map[string]any{"d." + kind.Code + ".on": h.HeldOn})
}

// text is the record of a discussion on paper.
func (h Discussion) text(office string, c casefile.Case, r Round, opinion string) string {
	var b strings.Builder
	names, votes, minority := []string{}, map[string]int{}, []string{}
	for _, v := range h.Voices {
		names = append(names, strings.TrimSpace(v.Name+" "+v.Duty))
		votes[v.Vote]++
		if v.Vote == "against" {
			minority = append(minority, v.Name+"："+v.View)
		}
	}
	absent := []string{}
	for _, a := range h.Absent {
		absent = append(absent, a.Name+"（"+a.Reason+"）")
	}
	fmt.Fprintf(&b, "%s\n案件集体讨论记录\n\n案件名称：%s\n案件编号：%s\n当事人：%s\n讨论时间：%s\n地点：%s\n主持人：%s\n参加人员：%s\n缺席人员：%s\n列席人员：%s\n记录人：%s\n\n", office, c.Title, c.No, c.Party,
		h.HeldOn, h.Place, h.Chair, strings.Join(names, "、"), none(absent), none(h.Observers), h.Recorder)
	fmt.Fprintf(&b, "一、承办人汇报案情\n　　%s\n\n二、法制审核意见\n　　%s（%s）：%s\n\n三、讨论意见\n", h.Report, r.No, opinion, r.OpinionText)
	words := map[string]string{"for": "同意", "against": "不同意", "abstain": "弃权"}
	for _, v := range h.Voices {
		fmt.Fprintf(&b, "　　%s（%s）：%s\n", v.Name, words[v.Vote], v.View)
	}
	follows := "采纳"
	if !h.Follows {
		follows = "不采纳"
	}
	fmt.Fprintf(&b, "\n四、结论\n　　%s\n　　表决：同意%d人，不同意%d人，弃权%d人。\n　　对审核意见：%s。理由：%s\n", h.Result, votes["for"], votes["against"], votes["abstain"], follows, h.Reason)
	if len(minority) > 0 {
		fmt.Fprintf(&b, "　　不同意见：%s\n", strings.Join(minority, "；"))
	}
	fmt.Fprintf(&b, "　　集体讨论不代替法制审核；审核未通过的，不得作出决定。\n\n参加人员签名：\n%s\n", h.HeldOn)
	return b.String()
}

func none(list []string) string {
	if len(list) == 0 {
		return "无"
	}
	return strings.Join(list, "、")
}

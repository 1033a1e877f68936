package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// waiting is the state of a round that waits for what was asked for.
const waiting = "waiting"

// Lack is one thing that a submission lacks. Code is a paper of the catalogue, if it is one.
type Lack struct {
	What   string `json:"what"`
	Code   string `json:"code,omitempty"`
	Reason string `json:"reason"`
}

// Reply is what the handler answers to one lack: in words, with a paper, or both.
type Reply struct {
	Answer string `json:"answer"`
	Paper  string `json:"paper,omitempty"`
}

// Supplement is one request for more material (补正) and what came of it. Reopened are the points of the checklist whose
// findings it opened again.
type Supplement struct {
	Lacks      []Lack   `json:"lacks"`
	DueOn      string   `json:"due_on"`
	Paper      string   `json:"paper"`
	AskedBy    string   `json:"asked_by"`
	AskedAt    string   `json:"asked_at"`
	Replies    []Reply  `json:"replies"`
	Note       string   `json:"note"`
	Reopened   []string `json:"reopened"`
	SuppliedBy string   `json:"supplied_by"`
	SuppliedAt string   `json:"supplied_at"`
}

type asked struct {
	Case  string `json:"case_id"`
	Lacks []Lack `json:"lacks"`
	DueOn string `json:"due_on"`
	Paper string `json:"paper,omitempty"`
}

type supplemented struct {
	Case        string              `json:"case_id"`
	Replies     []Reply             `json:"replies"`
	Note        string              `json:"note"`
	DueOn       string              `json:"due_on"`
	Fingerprint string              `json:"fingerprint"`
	Snapshot    []casefile.Reviewed `json:"snapshot"`
	Reopened    []string            `json:"reopened"`
}

func applyAsked(t *store.Tables, e store.Event, d asked) error {
	if err := one(t, "wait", e.Seq, e.Subject); err != nil {
		return err
	}
	return t.Exec(queries.Get("supplement_insert"), e.Subject, e.Seq, store.JSON(d.Lacks), d.DueOn, d.Paper, e.Actor, e.Instant())
}

func applySupplemented(t *store.Tables, e store.Event, d supplemented) error {
	if err := one(t, "resume", d.Fingerprint, d.DueOn, e.Seq, e.Subject); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("supplement_answer"), store.JSON(d.Replies), d.Note, store.JSON(d.Reopened), e.Actor, e.Instant(), e.Subject); err != nil {
		return err
	}
	for _, item := range d.Reopened {
		if err := t.Exec(queries.Get("item_reopen"), e.Subject, item); err != nil {
			return err
		}
	}
	if err := t.Exec(queries.Get("snapshot_clear"), e.Subject); err != nil {
		return err
	}
	return keepSnapshot(t, e.Subject, d.Snapshot)
}

// SupplementsOf lists what was asked for in a round.
func SupplementsOf(from store.Source, id string) ([]Supplement, error) {
	return store.All[Supplement](from, queries.Get("supplements"), id)
}

// Ask asks the handler for what a submission lacks. The clock of the review stands still until it comes.
func (d *Desk) Ask(ctx context.Context, actor account.Person, id string, lacks []Lack) error {
	if len(lacks) == 0 || slices.ContainsFunc(lacks, func(l Lack) bool { return strings.TrimSpace(l.What) == "" || strings.TrimSpace(l.Reason) == "" }) {
		return fault.New(fault.Invalid, "review.ask", fault.T("请逐项写明需补正的内容和理由", "say what is missing and why it is needed, one by one")).WithField("lacks")
	}
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		if err := notPractice(r, "review.ask"); err != nil {
			return err
		}
		if r.State == waiting {
			return standsStill("review.ask")
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		for _, l := range lacks {
			if _, known := procedure.Paper(l.Code); l.Code != "" && !known {
				return fault.New(fault.Invalid, "review.ask", fault.Tf("文书目录没有 %[1]s", "the catalogue has no paper %[1]s", l.Code)).WithField("lacks")
			}
		}
		if err := d.take(tx, actor, r); err != nil {
			return err
		}
		due, err := d.within(c, supplying, tx.Today())
		if err != nil {
			return err
		}
		request, _ := procedure.ReviewPaper(rulebook.SupplementPaper)
		paper, err := d.Files.AddSigned(tx, c, request.Code, "", "", d.request(c, r, lacks, due, actor, tx.Today()))
		if err != nil {
			return err
		}
		_, err = tx.Record("review.supplement_asked", id, asked{Case: c.ID, Lacks: lacks, DueOn: due, Paper: paper.ID})
		return err
	})
}

// request is the text of a request for more material.
func (d *Desk) request(c casefile.Case, r Round, lacks []Lack, due string, reviewer account.Person, today string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "补充材料通知\n\n案件名称：%s\n案件编号：%s\n审核轮次：第%d轮\n\n本案送审材料经审查，需补正下列内容：\n", c.Title, c.No, r.Round)
	for i, l := range lacks {
		fmt.Fprintf(&b, "%d．%s。理由：%s\n", i+1, l.What, l.Reason)
	}
	fmt.Fprintf(&b, "\n请于%s前补正并重新提交；逾期未补正的，退回送审。补正期间不计入审核期限。\n\n审核人：%s\n%s\n", due, reviewer.Name, today)
	return b.String()
}

// Supply answers a request for more material, point by point, and hands the case in again as it is now: in the same round,
// with the points opened again that rest on what has changed.
func (d *Desk) Supply(ctx context.Context, actor account.Person, id string, replies []Reply, note string) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, err := RoundOf(tx, id)
		if err != nil {
			return err
		}
		if err := d.ofOffice(tx, actor, r, "review.supply"); err != nil {
			return err
		}
		if r.State != waiting {
			return fault.New(fault.Conflict, "review.supply", fault.T("本轮审核没有待补正的事项", "nothing is asked for in this round")).WithHint(fault.T("刷新后重试。", "Refresh and try again."))
		}
		requests, err := SupplementsOf(tx, id)
		if err != nil {
			return err
		}
		if err := d.answered(tx, r, requests[len(requests)-1].Lacks, replies); err != nil {
			return err
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		data := supplemented{Case: c.ID, Replies: replies, Note: note}
		if data.Fingerprint, data.Snapshot, err = casefile.Fingerprint(tx, c.ID); err != nil {
			return err
		}
		_, changes, err := compare(tx, r)
		if err != nil {
			return err
		}
		if data.Reopened, err = d.touched(tx, c, r.ID, changes); err != nil {
			return err
		}
		if data.DueOn, err = d.dueAfter(tx, r); err != nil {
			return err
		}
		_, err = tx.Record("review.supplemented", id, data)
		return err
	})
}

// dueAfter is the last day for the opinion if the clock goes on today.
func (d *Desk) dueAfter(tx *store.Tx, r Round) (string, error) {
	c, err := casefile.CaseOf(tx, r.Case)
	if err != nil {
		return "", err
	}
	extensions, err := ExtensionsOf(tx, r.ID)
	if err != nil {
		return "", err
	}
	spans, err := d.pausesOf(tx, r.ID)
	if err != nil || len(spans) == 0 {
		return "", err
	}
	if spans[len(spans)-1].To, err = parseDay(tx.Today()); err != nil {
		return "", err
	}
	return d.dueFor(c, r, extensions, spans)
}

// answered refuses replies that leave something open, or name a paper of another case.
func (d *Desk) answered(from store.Source, r Round, lacks []Lack, replies []Reply) error {
	for i, l := range lacks {
		if i >= len(replies) || strings.TrimSpace(replies[i].Answer) == "" && replies[i].Paper == "" {
			return fault.New(fault.Invalid, "review.supply", fault.Tf("第%[1]d项“%[2]s”尚未答复", "point %[1]d, “%[2]s”, is not answered", i+1, l.What)).WithField("replies").
				WithHint(fault.T("补充材料或写明情况;确实不能提供的,说明理由。", "Add the material or explain; where it cannot be supplied, say why."))
		}
		if replies[i].Paper == "" {
			continue
		}
		p, err := casefile.PaperOf(from, replies[i].Paper)
		if err != nil {
			return err
		}
		if p.Case != r.Case {
			return fault.New(fault.NotFound, "review.supply", fault.T("引用的材料不在本案卷内", "the cited paper is not of this case"))
		}
	}
	return nil
}

// ofOffice refuses whoever does not speak for the office that handles a round's case: one of its handlers, or a head.
func (d *Desk) ofOffice(from store.Source, actor account.Person, r Round, op string) error {
	if err := actor.Demand(account.SubmitReview); err != nil {
		return err
	}
	handlers, err := casefile.HandlersOf(from, r.Case)
	if err != nil {
		return err
	}
	if !actor.Holds("head") && !slices.Contains(handlers, actor.ID) {
		return fault.New(fault.Forbidden, op, fault.T("您不是本案承办人", "you do not handle this case")).
			WithHint(fault.T("请由本案承办人或承办机构负责人办理。", "Ask one of its handlers or their head."))
	}
	return nil
}

package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Desk is where cases are reviewed.
type Desk struct {
	Files *casefile.Files

	looked lookedAt
}

// Omission is why a submission goes without one of the materials that the rulebook demands.
type Omission struct {
	Material string `json:"material"`
	Reason   string `json:"reason"`
}

// Submit sends a case to legal review. What the rulebook demands and the dossier lacks is named in the refusal, unless it is
// said of each why it goes without.
func (d *Desk) Submit(ctx context.Context, actor account.Person, caseID, note string, without ...Omission) (round Round, err error) {
	if err := actor.Demand(account.SubmitReview); err != nil {
		return Round{}, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		move, err := d.Files.EventMove(tx, c, rulebook.ReviewSubmitted, "", actor)
		if err != nil {
			return err
		}
		earlier, err := RoundsOf(tx, c.ID)
		if err != nil {
			return err
		}
		if n := len(earlier); n > 0 {
			if err := owesReply(tx, earlier[n-1]); err != nil {
				return err
			}
		}
		if without, note, err = d.explained(tx, c, note, without); err != nil {
			return err
		}
		due, err := d.dueFor(c, Round{SubmittedAt: tx.Today()}, nil, nil)
		if err != nil {
			return err
		}
		fingerprint, snapshot, err := casefile.Fingerprint(tx, c.ID)
		if err != nil {
			return err
		}
		id, err := tx.NewID("r")
		if err != nil {
			return err
		}
		move.Note = note
		_, err = tx.Record(rulebook.ReviewSubmitted, id, submitted{Case: c.ID, Round: len(earlier) + 1, Note: note, Without: without, DueOn: due, Fingerprint: fingerprint, Snapshot: snapshot, Move: move})
		if err != nil {
			return err
		}
		if n := len(earlier); n > 0 {
			if err := d.carry(tx, c, earlier[n-1], id); err != nil {
				return err
			}
		}
		round, err = RoundOf(tx, id)
		return err
	})
	return round, err
}

// explained refuses a submission without its materials, unless the reason is given for each that is missing. It returns the
// reasons for what is missing, and the note with them, so that the reviewer reads them.
func (d *Desk) explained(from store.Source, c casefile.Case, note string, given []Omission) (without []Omission, full string, err error) {
	missing, err := d.Missing(from, c)
	if err != nil {
		return nil, note, err
	}
	var zh, en []string
	full = strings.TrimSpace(note)
	for _, m := range missing {
		i := slices.IndexFunc(given, func(o Omission) bool { return o.Material == m.ID && strings.TrimSpace(o.Reason) != "" })
		if i < 0 {
			zh, en = append(zh, m.Label.Zh), append(en, m.Label.En)
			continue
		}
		reason := strings.TrimSpace(given[i].Reason)
		without = append(without, Omission{m.ID, reason})
		full += "\n未附：" + m.Label.Zh + "。理由：" + strings.TrimRight(reason, "。") + "。"
	}
	if len(zh) == 0 {
		return without, strings.TrimSpace(full), nil
	}
	return nil, note, fault.New(fault.Refused, "review.submit", fault.Tf("送审材料不全,缺:%[1]s", "materials are missing: %[2]s", strings.Join(zh, "、"), strings.Join(en, "; "))).
		WithArticle("国办发〔2018〕118号").WithField("without").
		WithHint(fault.T("补齐材料;确实不能提供的,逐项写明理由。", "Supply them; where that cannot be done, say why of each."))
}

// Missing lists the materials that a submission of a case must hold and the dossier lacks.
func (d *Desk) Missing(from store.Source, c casefile.Case) (list []rulebook.Material, err error) {
	procedure, _ := d.Files.Procedure(c)
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return nil, err
	}
	for _, m := range procedure.Materials(facts) {
		if !m.Present && m.Level != "should" && m.Demanded == rulebook.Met {
			list = append(list, m)
		}
	}
	return list, nil
}

// change runs a change of a round that is still open.
func (d *Desk) change(ctx context.Context, actor account.Person, id string, permission account.Permission, change func(tx *store.Tx, r Round) error) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		round, err := RoundOf(tx, id)
		if err != nil {
			return err
		}
		if err := d.mayJudge(tx, actor, round, permission); err != nil {
			return err
		}
		if round.State == "signed" || round.State == "returned" {
			return fault.New(fault.Conflict, "review.change", fault.T("本轮审核已结束", "this round of review is over")).
				WithHint(fault.T("有变动的,须重新送审。", "If something has changed, the case is submitted again."))
		}
		return change(tx, round)
	})
}

// Assign names the reviewer of a round.
func (d *Desk) Assign(ctx context.Context, actor account.Person, id, reviewer string) error {
	return d.change(ctx, actor, id, account.AssignReview, func(tx *store.Tx, r Round) error {
		p, err := account.PersonOf(tx, reviewer)
		if err != nil {
			return err
		}
		if err := d.mayJudge(tx, p, r, account.JudgeReview); err != nil {
			return err
		}
		if err := notPractice(r, "review.assign"); err != nil {
			return err
		}
		if err := d.begins(tx, p); err != nil {
			return err
		}
		_, err = tx.Record("review.assigned", id, assigned{Case: r.Case, Reviewer: reviewer})
		return err
	})
}

// Judge records a finding on a point of the checklist. Whoever makes the first one takes the round, if nobody was
// assigned. A new finding after an opinion was proposed calls for a new proposal before it can be signed.
func (d *Desk) Judge(ctx context.Context, actor account.Person, id string, f Finding) error {
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		if !slices.ContainsFunc(procedure.Checklist, func(i rulebook.Item) bool { return i.ID == f.Item }) {
			return fault.New(fault.NotFound, "review.judge", fault.Tf("没有审核要点 %[1]s", "no such point: %[1]s", f.Item))
		}
		if !slices.Contains([]string{Met, NotMet, NotApplicable, Unchecked}, f.Finding) {
			return fault.New(fault.Invalid, "review.judge", fault.T("结论只能是符合、不符合、不适用、未查", "a finding is met, not_met, not_applicable or unchecked")).WithField("finding")
		}
		if f.Finding == NotMet && strings.TrimSpace(f.Remark) == "" {
			return fault.New(fault.Invalid, "review.judge", fault.T("“不符合”须写明问题", "say what is wrong with a point that is not met")).WithField("remark")
		}
		if err := d.take(tx, actor, r); err != nil {
			return err
		}
		if f.Proofs == nil {
			f.Proofs = []casefile.Place{}
		}
		if err := checkProofs(tx, r, f.Proofs); err != nil {
			return err
		}
		f.By, f.At, f.Carried = "", "", 0
		_, err = tx.Record("review.item_judged", id, f)
		return err
	})
}

// take assigns a round to whoever begins to work on it; another reviewer is refused.
func (d *Desk) take(tx *store.Tx, actor account.Person, r Round) error {
	switch r.Reviewer {
	case actor.ID:
		return nil
	case "":
		if err := d.begins(tx, actor); err != nil {
			return err
		}
		_, err := tx.Record("review.assigned", r.ID, assigned{Case: r.Case, Reviewer: actor.ID})
		return err
	}
	return fault.New(fault.Forbidden, "review.judge", fault.T("本案已指派其他审核人员", "this review is assigned to somebody else")).
		WithHint(fault.T("请法制机构负责人改派。", "Have the chief assign it to you."))
}

// Return sends a submission back for missing material, without an opinion.
func (d *Desk) Return(ctx context.Context, actor account.Person, id, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "review.return", fault.T("请写明需补正的材料", "say what has to be supplied")).WithField("reason")
	}
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		if err := notPractice(r, "review.return"); err != nil {
			return err
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		steps, err := casefile.StepsOf(tx, c.ID)
		if err != nil {
			return err
		}
		back := stateBefore(steps, c.State)
		if t, ok := procedure.Lifecycle.On(c.State, rulebook.OpinionIssued, "O3"); ok {
			back = t.To
		}
		_, err = tx.Record("review.returned", id, returned{Case: c.ID, Reason: reason, Move: casefile.Move{Transition: "supplement_asked", From: c.State, To: back, Note: reason}})
		return err
	})
}

func stateBefore(steps []casefile.Step, state string) string {
	for i := len(steps) - 1; i > 0; i-- {
		if steps[i].State == state {
			return steps[i-1].State
		}
	}
	return state
}

// Propose proposes an opinion for the chief to sign. A passing one needs every point of the checklist met or not
// applicable.
func (d *Desk) Propose(ctx context.Context, actor account.Person, id, opinion, text string) error {
	silent, err := d.contradicted(ctx, id, opinion)
	if err != nil {
		return err
	}
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		if r.State == waiting {
			return standsStill("review.propose")
		}
		kind, known, err := d.opinion(tx, r, opinion)
		if err != nil {
			return err
		}
		if !known {
			return fault.New(fault.Invalid, "review.propose", fault.Tf("没有意见种类 %[1]s", "no such opinion: %[1]s", opinion)).WithField("code")
		}
		if err := d.take(tx, actor, r); err != nil {
			return err
		}
		if kind.Passes {
			if err := d.allMet(tx, r); err != nil {
				return err
			}
			if len(silent) > 0 {
				return unexplained(silent)
			}
		} else if strings.TrimSpace(text) == "" {
			return fault.New(fault.Invalid, "review.propose", fault.T("请写明问题和建议", "say what is wrong and what should be done")).WithField("text")
		}
		_, err = tx.Record("review.opinion_proposed", id, proposed{Case: r.Case, Opinion: opinion, Text: text})
		return err
	})
}

// contradicted are the points against a passing opinion that the reviewer found met without a word although the machine, from
// values that were confirmed and papers that were read, finds them not met. For other opinions nothing is looked at.
func (d *Desk) contradicted(ctx context.Context, id, opinion string) (items []string, err error) {
	var kind rulebook.Opinion
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		round, err := RoundOf(r, id)
		if err == nil {
			kind, _, err = d.opinion(r, round, opinion)
		}
		return err
	})
	if err != nil || !kind.Passes {
		return nil, err
	}
	detail, err := d.Detail(ctx, id)
	for _, p := range detail.Points {
		if p.Finding.Finding == Met && p.Class == "A" && p.Machine.Verdict == rulebook.NotMet && strings.TrimSpace(p.Remark) == "" && !detail.reasoned(p.ID) {
			items = append(items, p.ID)
		}
	}
	return items, err
}

// opinion finds a kind of opinion in the rulebook of a round's case.
func (d *Desk) opinion(from store.Source, r Round, id string) (kind rulebook.Opinion, known bool, err error) {
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return kind, false, err
	}
	procedure, _ := d.Files.Procedure(c)
	kind, known = procedure.Book().Opinion(id)
	return kind, known, nil
}

// allMet refuses unless every point is met or not applicable, the case is as it was submitted, and a reason is given wherever it
// leaves a standard.
func (d *Desk) allMet(from store.Source, r Round) error {
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return err
	}
	procedure, _ := d.Files.Procedure(c)
	findings, err := store.All[Finding](from, queries.Get("items"), r.ID)
	if err != nil {
		return err
	}
	found := map[string]string{}
	for _, f := range findings {
		found[f.Item] = f.Finding
	}
	for _, item := range procedure.Checklist {
		if f := found[item.ID]; f != Met && f != NotApplicable {
			return notAllMet(c.Review, item.ID)
		}
	}
	same, _, err := compare(from, r)
	if err == nil && !same {
		err = changedSince(c.Review)
	}
	if err != nil {
		return err
	}
	left, err := d.departuresIn(from, c, practiceOf(r))
	if err != nil {
		return err
	}
	return allReasoned(left)
}

// Sign issues the proposed opinion: the opinion paper is written from the findings and put into the dossier, and the case
// moves on or back. A chief who has examined the case signs only by an approved exception; the opinion says so.
func (d *Desk) Sign(ctx context.Context, actor account.Person, id string) error {
	return d.change(ctx, actor, id, account.SignReview, func(tx *store.Tx, r Round) error {
		if err := notPractice(r, "review.sign"); err != nil {
			return err
		}
		if r.State != "judged" {
			return fault.New(fault.Conflict, "review.sign", fault.T("审核人员尚未提出意见", "the reviewer has not proposed an opinion")).
				WithHint(fault.T("先完成审核要点并提出意见。", "Finish the checklist and propose one."))
		}
		opinion, _, err := d.opinion(tx, r, r.Opinion)
		if err != nil {
			return err
		}
		if opinion.Passes {
			if err := d.allMet(tx, r); err != nil {
				return err
			}
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		if err := undecided(tx, r, actor); err != nil {
			return err
		}
		var exception Exception
		if r.Reviewer == actor.ID {
			if exception, err = d.alone(tx, actor, c, r); err != nil {
				return err
			}
		}
		no, err := d.nextNo(tx)
		if err != nil {
			return err
		}
		text, err := d.finalText(tx, r, no, actor, exception)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		kind, known := procedure.ReviewPaper(rulebook.OpinionPaper)
		if !known {
			return fault.New(fault.Refused, "review.sign", fault.T("规则库没有指明法制审核意见书", "the rulebook does not say which paper carries the opinion")).
				WithHint(fault.T("请将本案改按新的规则版本办理。", "Put the case under a newer version of the rulebook."))
		}
		paper, err := d.Files.AddSigned(tx, c, kind.Code, "", no, text)
		if err != nil {
			return err
		}
		move, err := d.Files.EventMove(tx, c, rulebook.OpinionIssued, r.Opinion, actor)
		if err != nil {
			return err
		}
		_, err = tx.Record(rulebook.OpinionIssued, id, issued{Case: c.ID, Opinion: r.Opinion, Text: r.OpinionText, Passes: opinion.Passes, Fingerprint: r.Fingerprint,
			No: no, Paper: paper.ID, SamePerson: r.Reviewer == actor.ID, Exception: exception.ID, Move: move})
		if err != nil {
			return err
		}
		return d.Files.DateMove(tx, c, move)
	})
}

// nextNo is the next number of an opinion paper of the year.
func (d *Desk) nextNo(tx *store.Tx) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	prefix := fmt.Sprintf("%s法审〔%s〕", office.CodeWord, tx.Today()[:4])
	last, _, err := store.One[string](tx, queries.Get("last_no"), prefix+"%")
	if err != nil {
		return "", err
	}
	n := 0
	if parsed, err := idcode.ParseDocNo(last); err == nil {
		n = parsed.Number
	}
	return fmt.Sprintf("%s%d号", prefix, n+1), nil
}

package httpapi

import (
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// ofWaiting adds a review that waits for more material: to the handler who has to supply it and, when they are late, to
// the reviewer who may send the case back.
func (b *bench) ofWaiting(r *store.Reader, round review.Round) error {
	asked, err := review.SupplementsOf(r, round.ID)
	if err != nil {
		return err
	}
	task := Task{Kind: "supply", Case: round.Case, DueOn: asked[len(asked)-1].DueOn, Label: fault.T("补正送审材料", "supply what review asked for")}
	handles, err := b.handles(r, round.Case)
	if err != nil {
		return err
	}
	late := task.DueOn != "" && task.DueOn < b.server.Files.Today()
	switch {
	case handles && b.actor.May(account.SubmitReview):
	case !handles && late && b.actor.May(account.JudgeReview):
		task.Kind, task.Label = "review", fault.T("补正逾期,可以退回", "the material is late: the case can be sent back")
	default:
		return nil
	}
	return b.add(r, task)
}

// ofDisputes adds the disputes in which this person has the next step.
func (b *bench) ofDisputes(r *store.Reader) error {
	rounds, err := review.Disputed(r)
	if err != nil {
		return err
	}
	for _, round := range rounds {
		dispute, err := review.DisputeOf(r, round.ID)
		if err != nil {
			return err
		}
		handles, err := b.handles(r, round.Case)
		if err != nil {
			return err
		}
		task := Task{Kind: "dispute", Case: round.Case, DueOn: dispute.DueOn}
		switch dispute.State {
		case review.Objected:
			if !b.actor.May(account.SignReview) || handles {
				continue
			}
			task.Label = fault.T("答复异议", "answer the objection")
		case review.Answered, "ruled":
			if !handles {
				continue
			}
			task.Label = fault.T("接受意见或提请协调", "accept the opinion, or refer the dispute")
		default:
			if !b.actor.May(account.RuleDisputes) {
				continue
			}
			task.Label = fault.T("协调审核异议", "rule on the dispute")
		}
		if err := b.add(r, task); err != nil {
			return err
		}
	}
	return nil
}

// ofRecusals adds the applications for recusal that this person decides.
func (b *bench) ofRecusals(r *store.Reader) error {
	if !b.actor.May(account.RuleDisputes) {
		return nil
	}
	open, err := review.OpenRecusals(r)
	for _, x := range open {
		if x.Person == b.actor.ID {
			continue
		}
		if err := b.add(r, Task{Kind: "recusal", Case: x.Case, Label: fault.T("决定审核人员回避申请", "decide whether the reviewer stands back")}); err != nil {
			return err
		}
	}
	return err
}

// ofReplies adds the opinions that the handler has to reply to before the case is submitted again.
func (b *bench) ofReplies(r *store.Reader) error {
	if !b.actor.May(account.SubmitReview) {
		return nil
	}
	rounds, err := review.Unanswered(r)
	for _, round := range rounds {
		handles, err := b.handles(r, round.Case)
		if err != nil {
			return err
		}
		if !handles {
			continue
		}
		if err := b.add(r, Task{Kind: "reply", Case: round.Case, Label: fault.T("逐项回复审核意见", "reply to the opinion point by point")}); err != nil {
			return err
		}
	}
	return err
}

func (b *bench) handles(r *store.Reader, caseID string) (bool, error) {
	handlers, err := casefile.HandlersOf(r, caseID)
	return slices.Contains(handlers, b.actor.ID), err
}

// add names the case of a task and reckons its time.
func (b *bench) add(r *store.Reader, task Task) error {
	c, err := casefile.CaseOf(r, task.Case)
	if err != nil {
		return err
	}
	task.CaseNo, task.Title = c.No, c.Title
	b.dated(&task)
	b.out.Tasks = append(b.out.Tasks, task)
	return nil
}

package review

import (
	"context"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// practiceOpened begins a review of a finished dossier, for practice or assessment. It moves nothing, and its opinion passes
// nothing.
type practiceOpened struct {
	Case        string              `json:"case_id"`
	Round       int                 `json:"round"`
	Purpose     string              `json:"purpose"`
	Fingerprint string              `json:"fingerprint"`
	Snapshot    []casefile.Reviewed `json:"snapshot"`
}

type practiceClosed struct {
	Case    string `json:"case_id"`
	Opinion string `json:"opinion"`
	Text    string `json:"text"`    // of the proposed opinion
	Written string `json:"written"` // the whole text that was written from the findings
}

// applyPracticeOpened refuses by itself a case that is the office's own.
func applyPracticeOpened(t *store.Tables, e store.Event, d practiceOpened) error {
	c, err := casefile.CaseOf(t, d.Case)
	if err != nil {
		return err
	}
	if c.Legacy == "" || d.Purpose == "" {
		return onlyLegacy()
	}
	if err := t.Exec(queries.Get("round_insert"), e.Subject, d.Case, d.Round, "", e.Instant(), e.Actor, "", d.Fingerprint, d.Purpose, e.Seq); err != nil {
		return err
	}
	if err := keepSnapshot(t, e.Subject, d.Snapshot); err != nil {
		return err
	}
	return t.Exec(queries.Get("assign"), e.Actor, e.Seq, e.Subject)
}

// applyPracticeClosed ends it. It never passes.
func applyPracticeClosed(t *store.Tables, e store.Event, d practiceClosed) error {
	if err := t.Exec(queries.Get("opinion_put"), e.Subject, d.Written, e.Actor, e.Instant(), e.Seq); err != nil {
		return err
	}
	rows, err := t.Change(queries.Get("practice_close"), d.Opinion, d.Text, e.Actor, e.Instant(), e.Seq, e.Subject)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "review.practice", fault.T("这次练习没有待结束的意见", "this practice has no opinion to end with"))
	}
	return err
}

func onlyLegacy() error {
	return fault.New(fault.Refused, "review.practice", fault.T("练习和评查只在为此导入的已办结案卷上进行", "practice and assessment are for finished dossiers that were brought in for it")).
		WithHint(fault.T("导入已办结案卷并选择用途；本单位案件请正常送审。", "Import a finished dossier and say what for; the office's own cases are submitted to review."))
}

// Practise begins a review of a finished dossier by somebody. Each reviewer may have their own.
func (d *Desk) Practise(ctx context.Context, actor account.Person, caseID string) (round Round, err error) {
	if err := actor.Demand(account.JudgeReview); err != nil {
		return round, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if c.Legacy == "" {
			return onlyLegacy()
		}
		earlier, err := RoundsOf(tx, c.ID)
		if err != nil {
			return err
		}
		for _, r := range earlier {
			if r.Reviewer == actor.ID && r.State != "signed" {
				round = r // goes on
				return nil
			}
		}
		data := practiceOpened{Case: c.ID, Round: len(earlier) + 1, Purpose: c.Legacy}
		if data.Fingerprint, data.Snapshot, err = casefile.Fingerprint(tx, c.ID); err != nil {
			return err
		}
		id, err := tx.NewID("r")
		if err != nil {
			return err
		}
		if _, err = tx.Record("review.practice_opened", id, data); err != nil {
			return err
		}
		round, err = RoundOf(tx, id)
		return err
	})
	return round, err
}

// ClosePractice ends one's own practice with the proposed opinion.
func (d *Desk) ClosePractice(ctx context.Context, actor account.Person, id string) error {
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		if r.Practice == "" {
			return onlyLegacy()
		}
		if r.Reviewer != actor.ID {
			return fault.New(fault.Forbidden, "review.practice", fault.T("这是他人的练习", "this practice is somebody else's")).WithHint(fault.T("另行开始自己的练习。", "Begin one of your own."))
		}
		if r.State != "judged" {
			return fault.New(fault.Conflict, "review.practice", fault.T("尚未提出意见", "no opinion has been proposed")).WithHint(fault.T("先在审核台提出意见。", "Propose one on the review desk."))
		}
		draft, err := d.draftOf(tx, r)
		if err != nil {
			return err
		}
		_, err = tx.Record("review.practice_closed", id, practiceClosed{Case: r.Case, Opinion: r.Opinion, Text: r.OpinionText, Written: draft.Text})
		return err
	})
}

// notPractice refuses what only a review of the office's own cases may do.
func notPractice(r Round, op string) error {
	if r.Practice == "" {
		return nil
	}
	return fault.New(fault.Refused, op, fault.T("这是对已办结案卷的练习或者评查,不出具审核意见,不产生审核效力", "this is practice or assessment on a finished dossier: no opinion is issued and nothing passes by it")).
		WithHint(fault.T("完成后在案件的“审核”页结束练习。", "When done, end it under Review of the case."))
}

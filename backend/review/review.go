// Package review is legal review (法制审核): a case is submitted with a fingerprint over all that the decision will rest on,
// examined point by point by somebody who did not handle it, and given an opinion that a chief signs. A pass holds for
// the text that was read and for no other.
package review

import (
	_ "embed"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Round is one review of a case. State is "submitted", "waiting" (the office waits for what it has asked for), "judged" (an
// opinion is proposed), "signed" or "returned" (sent back without an opinion).
type Round struct {
	ID           string `json:"id"`
	Case         string `json:"case_id"`
	Round        int    `json:"round"`
	State        string `json:"state"`
	Note         string `json:"note"`
	SubmittedAt  string `json:"submitted_at"`
	SubmittedBy  string `json:"submitted_by"`
	DueOn        string `json:"due_on"`
	Reviewer     string `json:"reviewer"`
	Fingerprint  string `json:"fingerprint"`
	Opinion      string `json:"opinion"`
	OpinionText  string `json:"opinion_text"`
	Passes       bool   `json:"passes"`
	JudgedAt     string `json:"judged_at"`
	SignedBy     string `json:"signed_by"`
	SignedAt     string `json:"signed_at"`
	No           string `json:"no"`
	Paper        string `json:"paper"`
	ReturnReason string `json:"return_reason"`
	SamePerson   bool   `json:"same_person"` // the chief who signed had examined the case as well
	Seq          int64  `json:"seq"`
	Practice     string `json:"practice,omitempty"`  // of a finished dossier, and for what; it passes nothing
	Exception    string `json:"exception,omitempty"` // by which the same person might sign
}

// Finding is what the reviewer found on a point of the checklist: "met", "not_met", "not_applicable", or "unchecked",
// which never counts as met.
type Finding struct {
	Item    string           `json:"item"`
	Finding string           `json:"finding"`
	Remark  string           `json:"remark"`
	Proofs  []casefile.Place `json:"proofs"`
	By      string           `json:"by"`
	At      string           `json:"at"`
	Carried int              `json:"carried,omitempty"` // the round that it was taken over from; 0 if it was made in this one
}

// The findings.
const (
	Met           = "met"
	NotMet        = "not_met"
	NotApplicable = "not_applicable"
	Unchecked     = "unchecked"
)

type submitted struct {
	Case        string              `json:"case_id"`
	Round       int                 `json:"round"`
	Note        string              `json:"note"`
	Without     []Omission          `json:"without,omitempty"` // materials that it goes without
	DueOn       string              `json:"due_on"`
	Fingerprint string              `json:"fingerprint"`
	Snapshot    []casefile.Reviewed `json:"snapshot"`
	Move        casefile.Move       `json:"move"`
}

type assigned struct {
	Case     string `json:"case_id"`
	Reviewer string `json:"reviewer"`
}

type returned struct {
	Case   string        `json:"case_id"`
	Reason string        `json:"reason"`
	Move   casefile.Move `json:"move"`
}

type proposed struct {
	Case    string `json:"case_id"`
	Opinion string `json:"opinion"`
	Text    string `json:"text"`
}

// issued is a signed opinion. SamePerson says that the chief who signs has examined the case as well.
type issued struct {
	Case        string        `json:"case_id"`
	Opinion     string        `json:"opinion"`
	Text        string        `json:"text"`
	Passes      bool          `json:"passes"`
	Fingerprint string        `json:"fingerprint"`
	No          string        `json:"no"`
	Paper       string        `json:"paper"`
	SamePerson  bool          `json:"same_person,omitempty"`
	Exception   string        `json:"exception,omitempty"` // that lets the same person sign
	Move        casefile.Move `json:"move"`
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	byCase, named, round := store.Veil{Column: "case_id"}, store.Veil{Column: "case_id", Names: []string{"id"}}, store.Veil{Column: "review", Through: "review_round"}
	return store.Pillar{Name: "review", Tables: tables, Veils: map[string]store.Veil{
		"review_round": named, "review_snapshot": round, "review_item": round, "review_extension": round, "review_supplement": round, "review_dispute_step": round,
		"review_discussion": named, "review_opinion_text": round, "review_read": byCase, "review_advice": round, "review_feedback": round, "review_score": round,
		"review_recusal": named, "review_adoption": round, "review_departure": byCase,
	}, Events: map[string]store.Apply{
		"review.submitted": store.On(applySubmitted),
		"review.assigned": store.On(func(t *store.Tables, e store.Event, d assigned) error {
			return t.Exec(queries.Get("assign"), d.Reviewer, e.Seq, e.Subject)
		}),
		"review.item_judged": store.On(func(t *store.Tables, e store.Event, d Finding) error {
			return t.Exec(queries.Get("item_put"), e.Subject, d.Item, d.Finding, d.Remark, store.JSON(d.Proofs), e.Actor, e.Instant(), e.Seq)
		}),
		"review.opinion_proposed": store.On(func(t *store.Tables, e store.Event, d proposed) error {
			return t.Exec(queries.Get("propose"), d.Opinion, d.Text, e.Instant(), e.Seq, e.Subject)
		}),
		"review.returned": store.On(func(t *store.Tables, e store.Event, d returned) error {
			if err := t.Exec(queries.Get("return"), d.Reason, e.Seq, e.Subject); err != nil {
				return err
			}
			return casefile.Enter(t, e, d.Case, d.Move)
		}),
		"review.opinion_issued":      store.On(applyIssued),
		"review.extended":            store.On(applyExtended),
		"review.supplement_asked":    store.On(applyAsked),
		"review.supplemented":        store.On(applySupplemented),
		"review.objected":            disputeStep(Objected),
		"review.objection_answered":  disputeStep(Answered),
		"review.dispute_referred":    disputeStep(Referred),
		"review.dispute_ruled":       disputeStep(Ruled),
		"review.objection_withdrawn": disputeStep(Withdrawn),
		"review.case_discussed":      store.On(applyDiscussed),
		"review.opinion_drafted":     store.On(applyDrafted),
		"review.findings_carried":    store.On(applyCarried),
		"review.adviser_heard":       store.On(applyAdvised),
		"review.feedback_given":      store.On(applyFedBack),
		"review.training_recorded":   store.On(applyTraining),
		"review.sampled":             store.On(applySampled),
		"review.sample_scored":       store.On(applyScored),
		"review.pages_read":          store.On(applyRead),
		"review.recusal_asked":       store.On(applyRecusalAsked),
		"review.recusal_decided":     store.On(applyRecusalDecided),
		"review.exception_approved":  store.On(applyExceptionApproved),
		"review.exception_ended":     store.On(applyExceptionEnded),
		"review.opinion_replied":     store.On(applyReplied),
		"review.practice_opened":     store.On(applyPracticeOpened),
		"review.practice_closed":     store.On(applyPracticeClosed),
		"review.departure_reasoned":  store.On(applyDeparted),
	}}
}

func applySubmitted(t *store.Tables, e store.Event, d submitted) error {
	if err := t.Exec(queries.Get("round_insert"), e.Subject, d.Case, d.Round, d.Note, e.Instant(), e.Actor, d.DueOn, d.Fingerprint, "", e.Seq); err != nil {
		return err
	}
	if err := keepSnapshot(t, e.Subject, d.Snapshot); err != nil {
		return err
	}
	return casefile.Enter(t, e, d.Case, d.Move)
}

func keepSnapshot(t *store.Tables, id string, snapshot []casefile.Reviewed) error {
	for _, r := range snapshot {
		if err := t.Exec(queries.Get("snapshot_insert"), id, r.Part, r.Item, r.Value, r.Title); err != nil {
			return err
		}
	}
	return nil
}

// applyIssued refuses by itself a pass over anything else than what was submitted and still stands, a pass over a
// checklist with a point not met, and a signature by a handler of the case.
func applyIssued(t *store.Tables, e store.Event, d issued) error {
	round, found, err := store.One[Round](t, queries.Get("round"), e.Subject)
	if err != nil {
		return err
	}
	if !found || round.State != "judged" || round.Case != d.Case || round.Practice != "" {
		return fault.New(fault.Conflict, "review.issue", fault.T("本轮审核没有待签发的意见", "this round has no opinion to be signed"))
	}
	if d.Passes {
		c, err := casefile.CaseOf(t, d.Case)
		if err != nil {
			return err
		}
		live, _, err := casefile.Fingerprint(t, d.Case)
		if err != nil {
			return err
		}
		if live != round.Fingerprint || d.Fingerprint != round.Fingerprint {
			return changedSince(c.Review)
		}
		findings, err := store.All[Finding](t, queries.Get("items"), e.Subject)
		if err != nil {
			return err
		}
		for _, f := range findings {
			if f.Finding == NotMet || f.Finding == Unchecked {
				return notAllMet(c.Review, f.Item)
			}
		}
	}
	if err := t.Exec(queries.Get("sign"), d.Opinion, d.Text, d.Passes, e.Actor, e.Instant(), d.No, d.Paper, d.SamePerson, d.Exception, e.Seq, e.Subject); err != nil {
		return err
	}
	if err := casefile.TouchPapers(t, e, d.Case); err != nil { // they are found by who reviewed the case
		return err
	}
	return casefile.Enter(t, e, d.Case, d.Move)
}

func changedSince(duty casefile.ReviewDuty) error {
	return fault.New(fault.Refused, "review.issue", fault.T("送审后案件内容有变动,不能按原内容出具同意意见", "the case has changed since it was submitted: it cannot be passed as it was")).
		WithArticle(duty.Article).
		WithHint(fault.T("在“变动”中核对,将案件退回承办人重新送审。", "Look at the changes and return the case to be submitted again."))
}

func notAllMet(duty casefile.ReviewDuty, item string) error {
	return fault.New(fault.Refused, "review.opinion", fault.Tf("审核要点 %[1]s 为“不符合”或“未查”,不能同意", "point %[1]s is not met or unchecked: the case cannot be passed", item)).
		WithArticle(duty.Article).
		WithHint(fault.T("完成全部要点;有不符合的,请选择纠正、补充调查等意见。", "Finish every point; where one is not met choose another opinion."))
}

func unexplained(items []string) error {
	list := strings.Join(items, "、")
	return fault.New(fault.Refused, "review.opinion", fault.Tf("系统核对要点 %[1]s 为不符合,认定为“符合”须写明理由", "the program finds %[1]s not met: finding them met needs a reason", list)).WithField("code").
		WithHint(fault.T("在这些要点的备注中写明为什么符合,或者改正案件信息后重新核对。", "Say in the remark of each why it is met, or have the case put right."))
}

// RoundOf returns a round from what is being read; an unknown id is fault.NotFound.
func RoundOf(from store.Source, id string) (Round, error) {
	r, found, err := store.One[Round](from, queries.Get("round"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "review.round", fault.T("没有这次审核", "no such review"))
	}
	return r, err
}

// RoundsOf lists the rounds of a case, the first one first.
func RoundsOf(from store.Source, caseID string) ([]Round, error) {
	return store.All[Round](from, queries.Get("rounds_of_case"), caseID)
}

// ReviewedBy lists the cases that somebody reviews or has reviewed.
func ReviewedBy(from store.Source, person string) ([]string, error) {
	return store.All[string](from, queries.Get("reviewed_by"), person)
}

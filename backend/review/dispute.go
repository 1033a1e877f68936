package review

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// The kinds of step in a dispute over a signed opinion.
const (
	Objected  = "objected"  // by the office that handles the case
	Answered  = "answered"  // by the reviewing office
	Referred  = "referred"  // to the deputy, the head or the discussion
	Ruled     = "ruled"     // by whom it was referred to
	Withdrawn = "withdrawn" // the objection
)

// Who is asked to rule, and what comes of it. Neither result is a pass: an opinion that should be another one is given
// by a new review.
const (
	Deputy     = "deputy"
	Head       = "head"
	Meeting    = "discussion"
	Upheld     = "upheld" // the opinion stands
	Again      = "again"  // the case is to be reviewed again
	Settled    = "settled"
	withDeputy = "with_deputy"
	withHead   = "with_head"
	withMeet   = "with_discussion"
	ruled      = "ruled" // the deputy has upheld the opinion
)

// DisputeStep is one step of a dispute. Items are the points of the checklist that are disputed, Minority the view that did
// not prevail. Every step is bound to the fingerprint that the opinion was about.
type DisputeStep struct {
	Seq         int64    `json:"seq,omitempty"`
	Kind        string   `json:"kind,omitempty"`
	Level       string   `json:"level,omitempty"`
	Result      string   `json:"result,omitempty"`
	Text        string   `json:"text"`
	Minority    string   `json:"minority,omitempty"`
	Items       []string `json:"items,omitempty"`
	DueOn       string   `json:"due_on,omitempty"`
	Fingerprint string   `json:"fingerprint"`
	Discussion  string   `json:"discussion,omitempty"`
	Paper       string   `json:"paper,omitempty"`
	By          string   `json:"by,omitempty"`
	At          string   `json:"at,omitempty"`
}

type disputed struct {
	Case string `json:"case_id"`
	DisputeStep
}

// Dispute is the dispute over one opinion. State is empty if there is none, else objected, answered, with_deputy, ruled,
// with_head, with_discussion or settled. DueOn is when the next step is due, if there is a day for it.
type Dispute struct {
	State string        `json:"state"`
	DueOn string        `json:"due_on"`
	Steps []DisputeStep `json:"steps"`
}

// DisputeOf returns the dispute over a round's opinion.
func DisputeOf(from store.Source, id string) (Dispute, error) {
	steps, err := store.All[DisputeStep](from, queries.Get("dispute"), id)
	dispute := Dispute{Steps: steps}
	for _, s := range steps {
		dispute.State, _ = then(dispute.State, s)
		dispute.DueOn = s.DueOn
	}
	return dispute, err
}

// Who takes the next step of a dispute.
const (
	TurnOffice = "office" // the office that handles the case: accept, or go further up
	TurnChief  = "chief"
	TurnLeader = "leader" // a head of the office
)

// Turn is who takes the next step, empty where there is none.
func (d Dispute) Turn() string {
	switch d.State {
	case "", Settled:
		return ""
	case Objected:
		return TurnChief
	case Answered, ruled:
		return TurnOffice
	}
	return TurnLeader
}

// then is where a dispute stands after a step, if the step may follow.
func then(state string, s DisputeStep) (string, bool) {
	settledBy := func(next string) (string, bool) {
		if s.Result == Again {
			return Settled, true
		}
		return next, s.Result == Upheld
	}
	switch state + " " + s.Kind + " " + s.Level {
	case " objected ":
		return Objected, true
	case "objected answered ":
		return settledBy(Answered)
	case "objected referred deputy", "answered referred deputy":
		return withDeputy, true
	case "with_deputy ruled deputy":
		return settledBy(ruled)
	case "ruled referred head":
		return withHead, true
	case "ruled referred discussion":
		return withMeet, true
	case "with_head ruled head", "with_discussion ruled discussion":
		return settledBy(Settled)
	}
	return Settled, s.Kind == Withdrawn && state != "" && state != Settled
}

// disputeStep applies a step of a dispute, and refuses by itself one that may not follow or is about another text.
func disputeStep(kind string) store.Apply {
	return store.On(func(t *store.Tables, e store.Event, d disputed) error {
		round, err := RoundOf(t, e.Subject)
		if err != nil {
			return err
		}
		dispute, err := DisputeOf(t, e.Subject)
		if err != nil {
			return err
		}
		d.Kind = kind
		if _, may := then(dispute.State, d.DisputeStep); !may || round.State != "signed" || round.Fingerprint != d.Fingerprint {
			return outOfTurn()
		}
		return t.Exec(queries.Get("dispute_insert"), e.Subject, e.Seq, kind, d.Level, d.Result, d.Text, d.Minority, store.JSON(append([]string{}, d.Items...)), d.DueOn, d.Fingerprint, d.Discussion, d.Paper, e.Actor, e.Instant())
	})
}

func outOfTurn() error {
	return fault.New(fault.Conflict, "review.dispute", fault.T("异议当前不能进行这一步", "this step does not follow in the dispute")).WithHint(fault.T("刷新后查看异议进展。", "Refresh and see how the dispute stands."))
}

// dispute runs a step of a dispute over a signed opinion on a case that is as it was read.
func (d *Desk) dispute(ctx context.Context, actor account.Person, id, event string, step func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (DisputeStep, error)) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, err := RoundOf(tx, id)
		if err != nil {
			return err
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		now, err := DisputeOf(tx, id)
		if err != nil {
			return err
		}
		s, err := step(tx, r, c, now)
		if err != nil {
			return err
		}
		if strings.TrimSpace(s.Text) == "" {
			return fault.New(fault.Invalid, "review.dispute", fault.T("请写明理由", "give the reasons")).WithField("text")
		}
		s.Fingerprint = r.Fingerprint
		_, err = tx.Record(event, id, disputed{c.ID, s})
		return err
	})
}

// disputable refuses a dispute over an opinion that is not the last word on the case: it is not signed, the case has gone
// on, or has changed.
func (d *Desk) disputable(from store.Source, r Round) error {
	if err := notPractice(r, "review.dispute"); err != nil {
		return err
	}
	rounds, err := RoundsOf(from, r.Case)
	if err != nil {
		return err
	}
	decided, err := d.decidedSince(from, r.Case, 0)
	if err != nil {
		return err
	}
	if r.State != "signed" || rounds[len(rounds)-1].ID != r.ID || decided {
		return fault.New(fault.Conflict, "review.dispute", fault.T("只能对本案最近一次已签发、尚未据以决定的意见提出异议", "only the last signed opinion can be disputed, and only before the decision")).
			WithHint(fault.T("在审核记录中查看最近一轮。", "Look at the last round."))
	}
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return err
	}
	same, _, err := compare(from, r)
	if err == nil && !same {
		err = fault.New(fault.Refused, "review.dispute", fault.T("案件内容在审核后有变动,异议须针对审核时的内容", "the case has changed since it was reviewed: a dispute is about what was reviewed")).WithArticle(c.Review.Article).
			WithHint(fault.T("恢复审核时的内容后提出异议,或者重新送审。", "Put back what was reviewed, or submit the case again."))
	}
	return err
}

// Object disputes an opinion on behalf of the office that handles the case, within the days that the rulebook gives.
func (d *Desk) Object(ctx context.Context, actor account.Person, id, reasons string, items []string) error {
	return d.dispute(ctx, actor, id, "review.objected", func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (s DisputeStep, err error) {
		if err = d.ofOffice(tx, actor, r, "review.object"); err != nil {
			return s, err
		}
		if err = d.disputable(tx, r); err != nil {
			return s, err
		}
		if now.State != "" {
			return s, outOfTurn()
		}
		last, err := d.within(c, objecting, r.SignedAt[:10])
		if err != nil {
			return s, err
		}
		if last != "" && tx.Today() > last {
			return s, fault.New(fault.Refused, "review.object", fault.Tf("申请复审的期限已于 %[1]s 届满", "the time to object ended on %[1]s", last)).WithArticle("单位制度").
				WithHint(fault.T("按审核意见整改后重新送审。", "Mend what the opinion names and submit again."))
		}
		procedure, _ := d.Files.Procedure(c)
		for _, item := range items {
			if !slices.ContainsFunc(procedure.Checklist, hasID(item)) {
				return s, fault.New(fault.NotFound, "review.object", fault.Tf("没有审核要点 %[1]s", "no such point: %[1]s", item)).WithField("items")
			}
		}
		s = DisputeStep{Text: reasons, Items: items}
		if s.DueOn, err = d.within(c, answering, tx.Today()); err != nil {
			return s, err
		}
		s.Paper, err = d.writeDispute(tx, c, r, "法制审核复审申请书", append(now.Steps, DisputeStep{Kind: Objected, Text: reasons, Items: items, By: actor.ID, At: tx.Today()}))
		return s, err
	})
}

// AnswerObjection answers for the reviewing office: the opinion is upheld, or the case is to be reviewed again.
func (d *Desk) AnswerObjection(ctx context.Context, actor account.Person, id, result, text, minority string) error {
	return d.dispute(ctx, actor, id, "review.objection_answered", func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (s DisputeStep, err error) {
		if err = d.mayJudge(tx, actor, r, account.SignReview); err != nil {
			return s, err
		}
		s = DisputeStep{Result: result, Text: text, Minority: minority}
		return s, d.follows(tx, r, now, Answered, s)
	})
}

// follows refuses a step that does not follow in a dispute, or one about a case that has changed.
func (d *Desk) follows(from store.Source, r Round, now Dispute, kind string, s DisputeStep) error {
	if s.Kind = kind; kind == Answered || kind == Ruled {
		if s.Result != Upheld && s.Result != Again {
			return fault.New(fault.Invalid, "review.dispute", fault.T("结论只能是维持原意见或重新审核", "the result is upheld or again")).WithField("result")
		}
	}
	if _, may := then(now.State, s); !may {
		return outOfTurn()
	}
	return d.disputable(from, r)
}

// Refer puts a dispute before the deputy and, if that brings no agreement, before the head or a collective discussion. An
// objection that was not answered in time can be referred as well.
func (d *Desk) Refer(ctx context.Context, actor account.Person, id, level, text string) error {
	return d.dispute(ctx, actor, id, "review.dispute_referred", func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (s DisputeStep, err error) {
		if !actor.May(account.SignReview) {
			err = d.ofOffice(tx, actor, r, "review.refer")
		}
		if err != nil {
			return s, err
		}
		if now.State == Objected && tx.Today() <= now.DueOn {
			return s, fault.New(fault.Conflict, "review.refer", fault.Tf("法制机构答复期限至 %[1]s", "the reviewing office has until %[1]s to answer", now.DueOn)).
				WithHint(fault.T("等待答复;逾期未答复的可以直接提请协调。", "Wait for the answer; if it is late the dispute can be referred."))
		}
		s = DisputeStep{Level: level, Text: text}
		return s, d.follows(tx, r, now, Referred, s)
	})
}

// Rule decides a dispute at one level. Whoever ruled as deputy does not rule as head as well; a discussion rules by its
// record.
func (d *Desk) Rule(ctx context.Context, actor account.Person, id string, ruling DisputeStep) error {
	return d.dispute(ctx, actor, id, "review.dispute_ruled", func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (s DisputeStep, err error) {
		if err = actor.Demand(account.RuleDisputes); err != nil {
			return s, err
		}
		s = DisputeStep{Level: ruling.Level, Result: ruling.Result, Text: ruling.Text, Minority: ruling.Minority}
		if err = d.follows(tx, r, now, Ruled, s); err != nil {
			return s, err
		}
		switch s.Level {
		case Head:
			if slices.ContainsFunc(now.Steps, func(x DisputeStep) bool { return x.Kind == Ruled && x.By == actor.ID }) {
				return s, fault.New(fault.Forbidden, "review.rule", fault.T("已作为分管负责人协调的,不再作为主要负责人裁定", "whoever ruled as deputy does not rule as head")).
					WithHint(fault.T("请主要负责人办理,或者提请集体讨论。", "Have the head rule, or refer it to a discussion."))
			}
		case Meeting:
			discussions, err := DiscussionsOf(tx, c.ID)
			if err != nil {
				return s, err
			}
			n := len(discussions)
			if n == 0 || discussions[n-1].Seq < now.Steps[len(now.Steps)-1].Seq {
				return s, fault.New(fault.Refused, "review.rule", fault.T("尚无提请之后的集体讨论记录", "there is no record of a discussion since it was referred")).WithArticle("行政处罚法第五十七条").
					WithHint(fault.T("先登记集体讨论。", "Record the discussion first."))
			}
			s.Discussion = discussions[n-1].ID
		}
		if next, _ := then(now.State, DisputeStep{Kind: Ruled, Level: s.Level, Result: s.Result}); next == Settled {
			last := s
			last.Kind, last.By, last.At = Ruled, actor.ID, tx.Today()
			s.Paper, err = d.writeDispute(tx, c, r, "法制审核异议协调记录", append(now.Steps, last))
		}
		return s, err
	})
}

// Withdraw ends a dispute: the office that handles the case accepts the opinion.
func (d *Desk) Withdraw(ctx context.Context, actor account.Person, id, text string) error {
	return d.dispute(ctx, actor, id, "review.objection_withdrawn", func(tx *store.Tx, r Round, c casefile.Case, now Dispute) (s DisputeStep, err error) {
		if err = d.ofOffice(tx, actor, r, "review.withdraw"); err != nil {
			return s, err
		}
		if _, may := then(now.State, DisputeStep{Kind: Withdrawn}); !may {
			return s, outOfTurn()
		}
		return DisputeStep{Text: text}, nil
	})
}

// Disputed lists the rounds whose opinion is disputed and not settled, those that are due soonest first.
func Disputed(from store.Source) (rounds []Round, err error) {
	all, err := store.All[Round](from, queries.Get("disputed"))
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		dispute, err := DisputeOf(from, r.ID)
		if err != nil {
			return nil, err
		}
		if dispute.State != Settled {
			r.DueOn = dispute.DueOn
			rounds = append(rounds, r)
		}
	}
	return rounds, nil
}

package record

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// The states of an explanation. Only an approved one counts.
const (
	Stated    = "stated"
	Approved  = "approved"
	Rejected  = "rejected"
	Withdrawn = "withdrawn"
)

// Explanation says why an event was not recorded, or not as it should have been (缺录说明): what it explains, the span where
// there is one, a reason of the code table recording_gap, and who has approved it. From and To are instants.
type Explanation struct {
	ID        string `json:"id"`
	Case      string `json:"case_id"`
	Event     string `json:"event"`
	Check     string `json:"check_id"` // id of the check that found it
	Recording string `json:"recording"`
	Chapter   string `json:"chapter"`
	From      string `json:"from_at"`
	To        string `json:"to_at"`
	Reason    string `json:"reason"`
	Text      string `json:"text"`
	State     string `json:"state"`
	StatedAt  string `json:"stated_at"`
	StatedBy  string `json:"stated_by"`
	DecidedAt string `json:"decided_at"`
	DecidedBy string `json:"decided_by"`
	Answer    string `json:"answer"`
	Seq       int64  `json:"seq"`
}

// explained is an explanation as an event carries it; the subject is its id.
type explained struct {
	Case      string `json:"case_id"`
	Event     string `json:"event"`
	Check     string `json:"check"`
	Recording string `json:"recording,omitempty"`
	Chapter   string `json:"chapter,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Reason    string `json:"reason"`
	Text      string `json:"text"`
}

func applyExplained(t *store.Tables, e store.Event, d explained) error {
	return t.Exec(queries.Get("explanation_insert"), e.Subject, d.Case, d.Event, d.Check, d.Recording, d.Chapter, d.From, d.To, d.Reason, d.Text, e.Instant(), e.Actor, e.Seq)
}

type explanationAnswer struct {
	Case   string `json:"case_id"`
	Answer string `json:"answer,omitempty"`
}

// explanationState refuses by itself an approval by whoever gave the explanation, and any step of one that is settled.
func explanationState(state string) store.Apply {
	return store.On(func(t *store.Tables, e store.Event, d explanationAnswer) error {
		x, err := ExplanationOf(t, e.Subject)
		if err != nil {
			return err
		}
		if state == Approved && x.StatedBy == e.Actor {
			return ownExplanation()
		}
		rows, err := t.Change(queries.Get("explanation_decide"), state, e.Instant(), e.Actor, d.Answer, e.Seq, e.Subject, Stated)
		if err == nil && rows == 0 {
			err = fault.New(fault.Conflict, "record.explanation", fault.T("这份说明已经处理", "this explanation has been dealt with"))
		}
		return err
	})
}

func ownExplanation() error {
	return fault.New(fault.Refused, "record.approve", fault.T("缺录说明不能由说明人自己批准", "nobody approves an explanation of their own")).
		WithHint(fault.T("请承办机构负责人或者分管负责人签批。", "Have the head of the unit or a leader approve it."))
}

// ExplanationOf returns an explanation; an unknown id is fault.NotFound.
func ExplanationOf(from store.Source, id string) (Explanation, error) {
	x, found, err := store.One[Explanation](from, queries.Get("explanation"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "record.explanation", fault.T("没有这份说明", "no such explanation"))
	}
	return x, err
}

// ExplanationsOf lists the explanations of a case, the first one first.
func ExplanationsOf(from store.Source, caseID string) ([]Explanation, error) {
	return store.All[Explanation](from, queries.Get("explanations"), caseID)
}

// Explain says why something in the record of a case is missing or not as it should be. It counts once it is approved.
func (k *Desk) Explain(ctx context.Context, actor account.Person, caseID string, x Explanation) (out Explanation, err error) {
	const op = "record.explain"
	invalid := func(field, zh, en string) error {
		return fault.New(fault.Invalid, op, fault.T(zh, en)).WithField(field)
	}
	err = k.Files.Change(ctx, actor, caseID, func(tx *store.Tx, c casefile.Case) error {
		found, err := k.assess(tx, c)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(found.Findings, func(f Finding) bool { return f.explainedBy(x) })
		book := k.Files.Rules.Of(c.Rulebook)
		switch x.Text = strings.TrimSpace(x.Text); {
		case i < 0:
			return fault.New(fault.Conflict, op, fault.T("案件中没有这一问题，或者已经解决", "the case has no such fault, or it is mended")).WithHint(fault.T("刷新后重试。", "Refresh and try again."))
		case !book.HasCode("recording_gap", x.Reason):
			return invalid("reason", "请选择原因", "choose the reason")
		case x.Text == "":
			return invalid("text", "请写明情况", "say what happened")
		}
		if e := found.Findings[i].Explanation; e != nil && e.State != Rejected {
			return fault.New(fault.Conflict, op, fault.T("这一问题已有说明", "this has been explained already"))
		}
		id, err := tx.NewID("x")
		if err != nil {
			return err
		}
		_, err = tx.Record("record.explained", id, explained{Case: c.ID, Event: x.Event, Check: x.Check, Recording: x.Recording, Chapter: x.Chapter, From: x.From, To: x.To, Reason: x.Reason, Text: x.Text})
		if err != nil {
			return err
		}
		out, err = ExplanationOf(tx, id)
		return err
	})
	return out, err
}

// Decide approves or rejects an explanation. It is for a head or a leader, and never for whoever gave it.
func (k *Desk) Decide(ctx context.Context, actor account.Person, id string, approve bool, answer string) error {
	if err := actor.Demand(account.ApproveGaps); err != nil {
		return err
	}
	return k.settle(ctx, actor, id, answer, func(x Explanation) (string, error) {
		if x.StatedBy == actor.ID {
			return "", ownExplanation()
		}
		if approve {
			return "record.explanation_approved", nil
		}
		if strings.TrimSpace(answer) == "" {
			return "", fault.New(fault.Invalid, "record.reject", fault.T("不同意的请写明理由", "say why it is rejected")).WithField("answer")
		}
		return "record.explanation_rejected", nil
	})
}

// Withdraw takes back an explanation that nobody has decided on. It is for whoever gave it.
func (k *Desk) Withdraw(ctx context.Context, actor account.Person, id string) error {
	return k.settle(ctx, actor, id, "", func(x Explanation) (string, error) {
		if x.StatedBy != actor.ID {
			return "", fault.New(fault.Forbidden, "record.withdraw", fault.T("只能由说明人撤回", "only whoever gave it may take it back"))
		}
		return "record.explanation_withdrawn", nil
	})
}

func (k *Desk) settle(ctx context.Context, actor account.Person, id, answer string, how func(x Explanation) (string, error)) error {
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		x, err := ExplanationOf(tx, id)
		if err != nil {
			return err
		}
		kind, err := how(x)
		if err != nil {
			return err
		}
		_, err = tx.Record(kind, x.ID, explanationAnswer{Case: x.Case, Answer: strings.TrimSpace(answer)})
		return err
	})
}

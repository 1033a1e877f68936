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

// Who asks for a recusal.
const (
	BySelf   = "self"   // the reviewer or chief whom it is about
	ByParty  = "party"  // the party, whose application the handler enters
	ByOffice = "office" // the office that handles the case, or the reviewing office
)

// Recusal is an application that a reviewer or chief stand back from a case (回避), and what the head of the office decided.
// Until it is decided the examination goes on, but no opinion of that person is signed. State is asked, granted or refused.
type Recusal struct {
	ID        string `json:"id"`
	Case      string `json:"case_id"`
	Person    string `json:"person"`
	Side      string `json:"side"`
	Reason    string `json:"reason"`
	AskedBy   string `json:"asked_by"`
	AskedAt   string `json:"asked_at"`
	State     string `json:"state"`
	Grounds   string `json:"grounds"` // of the decision
	DecidedBy string `json:"decided_by"`
	DecidedAt string `json:"decided_at"`
}

type recusalAsked struct {
	Case   string `json:"case_id"`
	Person string `json:"person"`
	Side   string `json:"side"`
	Reason string `json:"reason"`
}

type recusalDecided struct {
	Case    string `json:"case_id"`
	Person  string `json:"person"`
	Granted bool   `json:"granted"`
	Grounds string `json:"grounds"`
}

func applyRecusalAsked(t *store.Tables, e store.Event, d recusalAsked) error {
	return t.Exec(queries.Get("recusal_insert"), e.Subject, d.Case, d.Person, d.Side, d.Reason, e.Actor, e.Instant())
}

// applyRecusalDecided takes the case from somebody who was recused: what they found is to be looked at again.
func applyRecusalDecided(t *store.Tables, e store.Event, d recusalDecided) error {
	state := "refused"
	if d.Granted {
		state = "granted"
	}
	rows, err := t.Change(queries.Get("recusal_decide"), state, d.Grounds, e.Actor, e.Instant(), e.Subject)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "review.recusal", fault.T("回避申请已有决定", "the application has been decided")).WithHint(fault.T("刷新后查看。", "Refresh and look at it."))
	}
	if err != nil || !d.Granted {
		return err
	}
	if err := t.Exec(queries.Get("recusal_reopen"), d.Case, d.Person); err != nil {
		return err
	}
	return t.Exec(queries.Get("recusal_release"), e.Seq, d.Case, d.Person)
}

// RecusalsOf lists the applications in a case, the first one first.
func RecusalsOf(from store.Source, caseID string) ([]Recusal, error) {
	return store.All[Recusal](from, queries.Get("recusals"), caseID)
}

// OpenRecusals lists the applications of the office that wait for a decision.
func OpenRecusals(from store.Source) ([]Recusal, error) {
	return store.All[Recusal](from, queries.Get("recusals_open"))
}

// RecusedIn tells whether somebody was recused in a case.
func RecusedIn(from store.Source, caseID, person string) (bool, error) {
	return recusal(from, caseID, person, "granted")
}

func recusal(from store.Source, caseID, person, state string) (bool, error) {
	list, err := RecusalsOf(from, caseID)
	return slices.ContainsFunc(list, func(r Recusal) bool { return r.Person == person && r.State == state }), err
}

// AskRecusal applies that somebody stand back from the review of a case: they themselves, the handlers for themselves or for the
// party, or the chief.
func (d *Desk) AskRecusal(ctx context.Context, actor account.Person, caseID, person, side, reason string) error {
	const op = "review.recusal"
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明申请回避的理由", "say why they should stand back")).WithField("reason")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		p, err := account.PersonOf(tx, person)
		if err != nil {
			return err
		}
		if !p.May(account.JudgeReview) {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s不是审核人员", "%[1]s is no reviewer", p.Name)).WithField("person")
		}
		if err := d.mayAsk(tx, actor, c, p, side); err != nil {
			return err
		}
		for _, state := range []string{"asked", "granted"} {
			if there, err := recusal(tx, c.ID, p.ID, state); err != nil {
				return err
			} else if there {
				return fault.New(fault.Conflict, op, fault.Tf("%[1]s在本案的回避已申请或者已决定", "the recusal of %[1]s in this case was asked for or decided already", p.Name)).
					WithHint(fault.T("在审核页查看回避记录。", "Look at the recusals on the page of the review."))
			}
		}
		decided, err := d.decidedSince(tx, c.ID, 0)
		if err != nil {
			return err
		}
		if decided {
			return fault.New(fault.Conflict, op, fault.T("本案已作出决定", "the decision has been issued")).WithHint(fault.T("通过执法监督、行政复议处理。", "Oversight and reconsideration deal with it now."))
		}
		id, err := tx.NewID("v")
		if err != nil {
			return err
		}
		_, err = tx.Record("review.recusal_asked", id, recusalAsked{Case: c.ID, Person: p.ID, Side: side, Reason: strings.TrimSpace(reason)})
		return err
	})
}

// mayAsk refuses whoever cannot apply for this side.
func (d *Desk) mayAsk(from store.Source, actor account.Person, c casefile.Case, p account.Person, side string) error {
	switch side {
	case BySelf:
		if actor.ID == p.ID {
			return nil
		}
	case ByParty:
		return d.ofOffice(from, actor, Round{Case: c.ID}, "review.recusal")
	case ByOffice:
		if actor.May(account.SignReview) {
			return nil
		}
		return d.ofOffice(from, actor, Round{Case: c.ID}, "review.recusal")
	default:
		return fault.New(fault.Invalid, "review.recusal", fault.T("请选择由谁提出", "say who asks for it")).WithField("side")
	}
	return fault.New(fault.Forbidden, "review.recusal", fault.T("自行回避由本人提出", "only the person themselves can stand back of their own accord")).
		WithHint(fault.T("由承办机构、法制机构负责人提出，或者代当事人提出。", "Ask on behalf of the office or of the party."))
}

// DecideRecusal decides an application: the head of the office does, and not about themselves.
func (d *Desk) DecideRecusal(ctx context.Context, actor account.Person, id string, granted bool, grounds string) error {
	const op = "review.recusal"
	if err := actor.Demand(account.RuleDisputes); err != nil {
		return err
	}
	if strings.TrimSpace(grounds) == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明决定的理由", "give the reasons for the decision")).WithField("grounds")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, found, err := store.One[Recusal](tx, queries.Get("recusal"), id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, op, fault.T("没有这项回避申请", "no such application"))
		}
		if err != nil {
			return err
		}
		if r.Person == actor.ID {
			return fault.New(fault.Forbidden, op, fault.T("不能决定本人的回避", "nobody decides on their own recusal")).WithHint(fault.T("请其他负责人决定。", "Have another head decide."))
		}
		_, err = tx.Record("review.recusal_decided", id, recusalDecided{Case: r.Case, Person: r.Person, Granted: granted, Grounds: strings.TrimSpace(grounds)})
		return err
	})
}

// undecided refuses a signature as long as an application about the reviewer or the signer waits for its decision.
func undecided(from store.Source, r Round, signer account.Person) error {
	for _, person := range []string{r.Reviewer, signer.ID} {
		open, err := recusal(from, r.Case, person, "asked")
		if err != nil {
			return err
		}
		if open {
			return fault.New(fault.Refused, "review.sign", fault.T("审核人或者签发人的回避申请尚未决定,不能签发", "an application to recuse the reviewer or the signer is not decided: nothing is signed until it is")).
				WithHint(fault.T("请机关负责人先决定是否回避；决定前可以继续审核。", "Have the head of the office decide; the examination may go on meanwhile."))
		}
	}
	return nil
}

package review

import (
	"context"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Exception lets the only lawyer of an office sign what they examined (单人法制机构例外): a head of the office has approved it,
// with reasons and an end. It holds only while the office's rulebook turns it on and nobody else could sign.
type Exception struct {
	ID         string `json:"id"`
	Person     string `json:"person"`
	Reason     string `json:"reason"`
	Until      string `json:"until"` // the last day
	ApprovedBy string `json:"approved_by"`
	ApprovedAt string `json:"approved_at"`
	EndedBy    string `json:"ended_by"`
	EndedAt    string `json:"ended_at"`
}

type exceptionApproved struct {
	Person string `json:"person"`
	Reason string `json:"reason"`
	Until  string `json:"until"`
}

type exceptionEnded struct {
	Reason string `json:"reason"`
}

func applyExceptionApproved(t *store.Tables, e store.Event, d exceptionApproved) error {
	return t.Exec(queries.Get("exception_insert"), e.Subject, d.Person, d.Reason, d.Until, e.Actor, e.Instant())
}

func applyExceptionEnded(t *store.Tables, e store.Event, _ exceptionEnded) error {
	return t.Exec(queries.Get("exception_end"), e.Actor, e.Instant(), e.Subject)
}

// ExceptionsOf lists the exceptions, the last one first.
func ExceptionsOf(from store.Source) ([]Exception, error) {
	return store.All[Exception](from, queries.Get("exceptions"))
}

// configured tells whether the rulebook of the office turns the exception on.
func (d *Desk) configured() bool {
	on, _ := d.Files.Rules.Current().Parameter("one_person_review").(bool)
	return on
}

// ApproveException approves that somebody may examine and sign the same case, until a day.
func (d *Desk) ApproveException(ctx context.Context, actor account.Person, person, reason, until string) error {
	const op = "review.exception"
	if err := actor.Demand(account.RuleDisputes); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明批准的理由", "say why it is approved")).WithField("reason")
	}
	if until < d.Files.Today() || len(until) != len("2026-01-02") {
		return fault.New(fault.Invalid, op, fault.T("请填写今天以后的截止日期", "give a last day that is not past")).WithField("until")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		p, err := account.PersonOf(tx, person)
		if err != nil {
			return err
		}
		if p.ID == actor.ID {
			return fault.New(fault.Forbidden, op, fault.T("不能为本人批准例外", "nobody approves an exception for themselves")).WithHint(fault.T("请其他负责人批准。", "Have another head approve it."))
		}
		if !p.May(account.SignReview) {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s不是法制机构负责人", "%[1]s is no chief of legal review", p.Name)).WithField("person")
		}
		if !d.configured() {
			return fault.New(fault.Refused, op, fault.T("本单位没有启用单人法制机构例外", "the office has not turned the exception for a legal office of one on")).WithArticle("单位制度").
				WithHint(fault.T("先在规则库参数“单人法制机构”中启用，由第二人批准。", "Turn the parameter on in the rulebook first; a second person approves it."))
		}
		others, err := d.others(tx, p, func(account.Person) error { return nil })
		if err != nil {
			return err
		}
		if len(others) > 0 {
			return otherCouldSign(others[0])
		}
		id, err := tx.NewID("x")
		if err != nil {
			return err
		}
		_, err = tx.Record("review.exception_approved", id, exceptionApproved{Person: p.ID, Reason: strings.TrimSpace(reason), Until: until})
		return err
	})
}

// EndException ends an exception before its last day.
func (d *Desk) EndException(ctx context.Context, actor account.Person, id, reason string) error {
	if err := actor.Demand(account.RuleDisputes); err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		list, err := ExceptionsOf(tx)
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.ID == id && x.EndedAt == "" {
				_, err = tx.Record("review.exception_ended", id, exceptionEnded{Reason: reason})
				return err
			}
		}
		return fault.New(fault.NotFound, "review.exception", fault.T("没有生效中的这项例外", "no such exception is in force"))
	})
}

// others lists the other people who may sign and pass a test.
func (d *Desk) others(from store.Source, p account.Person, test func(account.Person) error) (list []account.Person, err error) {
	people, err := account.PeopleOf(from)
	for _, other := range people {
		if other.ID != p.ID && other.May(account.SignReview) && test(other) == nil {
			list = append(list, other)
		}
	}
	return list, err
}

func otherCouldSign(other account.Person) error {
	return fault.New(fault.Refused, "review.sign", fault.Tf("%[1]s可以签发,不适用单人法制机构例外", "%[1]s can sign: the exception for a legal office of one does not hold", other.Name)).WithArticle("单位制度").
		WithHint(fault.Tf("请%[1]s签发。", "Have %[1]s sign.", other.Name))
}

// alone finds the exception by which somebody may sign what they examined, and refuses without one.
func (d *Desk) alone(tx *store.Tx, p account.Person, c casefile.Case, r Round) (Exception, error) {
	procedure, _ := d.Files.Procedure(c)
	on, _ := procedure.Book().Parameter("one_person_review").(bool)
	list, err := ExceptionsOf(tx)
	if err != nil {
		return Exception{}, err
	}
	for _, x := range list {
		if !on || !d.configured() || x.Person != p.ID || x.EndedAt != "" || x.Until < tx.Today() {
			continue
		}
		others, err := d.others(tx, p, func(other account.Person) error { return d.mayJudge(tx, other, r, account.SignReview) })
		if err == nil && len(others) > 0 {
			err = otherCouldSign(others[0])
		}
		return x, err
	}
	return Exception{}, fault.New(fault.Refused, "review.sign", fault.T("同一案件的审核人不得同时签发", "whoever examined a case does not sign its opinion")).WithArticle("单位制度").
		WithHint(fault.T("请其他负责人签发;单人机构的,先在规则库参数中启用例外,再由机关负责人在“审核质量”页写明理由批准。", "Have another chief sign; a legal office of one turns the exception on in the rulebook and has a head of the office approve it, with reasons, on the page of review quality."))
}

package dossier

import (
	"context"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Loan is a dossier that was lent. It is out while ReturnedAt is empty.
type Loan struct {
	ID         string `json:"id"`
	Case       string `json:"case_id,omitempty"`
	Borrower   string `json:"borrower"`
	Unit       string `json:"unit"`
	Purpose    string `json:"purpose"`
	DueOn      string `json:"due_on"`
	ApprovedBy string `json:"approved_by"`
	LentAt     string `json:"lent_at,omitempty"`
	LentBy     string `json:"lent_by,omitempty"`
	ReturnedAt string `json:"returned_at,omitempty"`
	ReturnedBy string `json:"returned_by,omitempty"`
	Condition  string `json:"condition,omitempty"`
}

func applyLent(t *store.Tables, e store.Event, d Loan) error {
	return t.Exec(queries.Get("loan_insert"), d.ID, e.Subject, d.Borrower, d.Unit, d.Purpose, d.DueOn, d.ApprovedBy, e.Instant(), e.Actor)
}

type returned struct {
	ID        string `json:"id"`
	Condition string `json:"condition"`
}

func applyReturned(t *store.Tables, e store.Event, d returned) error {
	rows, err := t.Change(queries.Get("loan_return"), e.Instant(), e.Actor, d.Condition, d.ID)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "dossier.returned", fault.T("这次借阅已经归还", "this loan was returned already"))
	}
	return err
}

// LoansOf lists the loans of a dossier, the latest first.
func LoansOf(from store.Source, caseID string) ([]Loan, error) {
	return store.All[Loan](from, queries.Get("loans_of"), caseID)
}

// Lend notes that a dossier is lent. One that is out, or not closed, is not lent.
func (d *Desk) Lend(ctx context.Context, actor account.Person, caseID string, loan Loan) error {
	const op = "dossier.lend"
	if err := actor.Demand(account.ArchiveCases); err != nil {
		return err
	}
	for field, text := range map[string]string{"borrower": loan.Borrower, "purpose": loan.Purpose, "due_on": loan.DueOn, "approved_by": loan.ApprovedBy} {
		if strings.TrimSpace(text) == "" {
			return fault.New(fault.Invalid, op, fault.T("借阅人、用途、应还日期和批准人都要填写", "borrower, purpose, day of return and who approved are all needed")).WithField(field)
		}
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if err := d.Sealed(tx, c.ID); err != nil {
			return err
		}
		if _, closed, err := casefile.LockOf(tx, c.ID); err != nil || !closed {
			return orElse(err, fault.New(fault.Conflict, op, fault.T("案卷尚未归档封卷,不能出借", "the dossier is not archived and closed: it cannot be lent")))
		}
		if loan.DueOn < tx.Today() {
			return fault.New(fault.Invalid, op, fault.T("应还日期已过", "the day of return is past")).WithField("due_on")
		}
		out, found, err := store.One[Loan](tx, queries.Get("loan_out"), c.ID)
		if err != nil || found {
			return orElse(err, fault.New(fault.Conflict, op, fault.Tf("案卷已借给%[1]s,应于%[2]s归还", "the dossier is with %[1]s until %[2]s", out.Borrower, out.DueOn)).
				WithHint(fault.T("先登记归还。", "Note its return first.")))
		}
		if loan.ID, err = tx.NewID("l"); err != nil {
			return err
		}
		_, err = tx.Record("dossier.lent", c.ID, Loan{ID: loan.ID, Borrower: loan.Borrower, Unit: loan.Unit, Purpose: loan.Purpose, DueOn: loan.DueOn, ApprovedBy: loan.ApprovedBy})
		return err
	})
}

// orElse is the first error that is one.
func orElse(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Return notes that a dossier came back, and in which condition.
func (d *Desk) Return(ctx context.Context, actor account.Person, loanID, condition string) error {
	if err := actor.Demand(account.ArchiveCases); err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		loan, found, err := store.One[Loan](tx, queries.Get("loan"), loanID)
		if err != nil || !found {
			return orElse(err, fault.New(fault.NotFound, "dossier.return", fault.T("没有这次借阅", "no such loan")))
		}
		_, err = tx.Record("dossier.returned", loan.Case, returned{loan.ID, condition})
		return err
	})
}

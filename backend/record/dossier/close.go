package dossier

import (
	"context"
	"fmt"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// contentsSlot is the place in the order of a side that holds the list of the others.
const contentsSlot = 1

// contentsCode is the paper by which a procedure knows that its dossier has a list of contents; empty if it has none.
func (d *Desk) contentsCode(c casefile.Case) string {
	procedure, _ := d.Files.Procedure(c)
	for _, slot := range procedure.ArchiveOrder {
		if slot.No == contentsSlot && len(slot.Papers) > 0 {
			return slot.Papers[0]
		}
	}
	return ""
}

// Archive closes a dossier: it writes the list of contents if there is none, gives the dossier the next archive number, and
// ends the case's course. What is missing that must be there is a refusal that names it.
func (d *Desk) Archive(ctx context.Context, actor account.Person, caseID, note string) error {
	const op = "dossier.archive"
	var plan Plan
	err := d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		plan, err = d.PlanOf(r, caseID)
		return err
	})
	if err != nil {
		return err
	}
	code := d.contentsCode(plan.Case)
	for _, m := range plan.Missing {
		if m.Level == "must" && m.Code != code {
			return fault.New(fault.Refused, op, fault.Tf("案卷不全,不能归档:%[1]s", "the dossier is not whole: %[2]s", m.Message.Zh, m.Message.In("en"))).WithArticle(m.Article).
				WithHint(fault.T("补齐材料,或者在“材料”中确认归类后再归档。", "Add the paper, or confirm under Papers which file it is, then archive."))
		}
	}
	if err := d.prepare(ctx, actor, plan, code); err != nil {
		return err
	}
	return d.Files.Archive(ctx, actor, plan.Case.ID, note)
}

// prepare writes what the archive needs and nobody has to think about.
func (d *Desk) prepare(ctx context.Context, actor account.Person, plan Plan, code string) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if !actor.May(account.ArchiveCases) {
			if err := d.Files.MayWork(tx, actor, plan.Case); err != nil {
				return err
			}
		}
		if code != "" && !plan.holds(code) {
			if _, err := d.Files.AddWritten(tx, plan.Case, code, "", "-", plan.list()); err != nil {
				return err
			}
		}
		p := plan.Particulars
		if p.Archive != "" {
			return nil
		}
		no, err := NextArchiveNo(tx, tx.Today()[:4])
		if err != nil {
			return err
		}
		p.Archive = no
		if p.Compiler == "" {
			p.Compiler = actor.Name
		}
		_, err = tx.Record("dossier.described", plan.Case.ID, p)
		return err
	})
}

func (p Plan) holds(code string) bool {
	for _, e := range append(append([]Entry{}, p.Front...), p.Back...) {
		if e.Paper.Code == code {
			return true
		}
	}
	return false
}

// list is the list of contents as text.
func (p Plan) list() string {
	var b strings.Builder
	for _, side := range []string{Front, Back} {
		fmt.Fprintf(&b, "%s卷内目录\n", sideName(side))
		for i, e := range p.Side(side) {
			fmt.Fprintf(&b, "%d. %s %s %s\n", i+1, e.Paper.Title, e.Paper.No, e.Paper.MadeOn)
		}
	}
	return b.String()
}

package dossier

import (
	"context"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// approvalsNeeded is how many people, none of them the one who proposes, must agree before dossiers are destroyed.
const approvalsNeeded = 2

// Disposal is the appraisal of dossiers whose time is over. Opinion is "destroy" or "extend"; State proposed, refused, done.
type Disposal struct {
	ID         string     `json:"id"`
	State      string     `json:"state"`
	Opinion    string     `json:"opinion"`
	Months     int        `json:"months"`
	Reason     string     `json:"reason"`
	ProposedAt string     `json:"proposed_at"`
	ProposedBy string     `json:"proposed_by"`
	EndedAt    string     `json:"ended_at"`
	EndedBy    string     `json:"ended_by"`
	Note       string     `json:"note"`
	Cases      []string   `json:"-"`
	Approvals  []Approval `json:"-"`
}

// Approval is somebody's agreement to a disposal.
type Approval struct {
	Disposal string `json:"disposal"`
	Person   string `json:"person"`
	At       string `json:"at"`
	Note     string `json:"note"`
}

type disposalProposed struct {
	Cases   []string `json:"cases"`
	Opinion string   `json:"opinion"`
	Months  int      `json:"months,omitempty"`
	Reason  string   `json:"reason"`
}

func applyDisposalProposed(t *store.Tables, e store.Event, d disposalProposed) error {
	if err := t.Exec(queries.Get("disposal_insert"), e.Subject, d.Opinion, d.Months, d.Reason, e.Instant(), e.Actor); err != nil {
		return err
	}
	for _, id := range d.Cases {
		if err := t.Exec(queries.Get("disposal_case"), e.Subject, id); err != nil {
			return err
		}
	}
	return nil
}

type disposalNote struct {
	Note string `json:"note"`
}

func applyDisposalApproved(t *store.Tables, e store.Event, d disposalNote) error {
	return t.Exec(queries.Get("approval_insert"), e.Subject, e.Actor, e.Instant(), d.Note)
}

func applyDisposalRefused(t *store.Tables, e store.Event, d disposalNote) error {
	return endDisposal(t, e, "refused", d.Note)
}

// disposed says that a disposal was carried out: with whom, and what the register of it holds.
type disposed struct {
	Witnesses string   `json:"witnesses"`
	Cases     []string `json:"cases"`
	Originals int      `json:"originals"` // how many files the dossiers held
}

func applyDisposed(t *store.Tables, e store.Event, d disposed) error {
	approvals, err := store.All[Approval](t, queries.Get("approvals"), e.Subject)
	if err != nil {
		return err
	}
	if len(approvals) < approvalsNeeded {
		return fault.New(fault.Refused, "dossier.disposed", fault.T("批准人数不够", "too few have approved"))
	}
	return endDisposal(t, e, "done", d.Witnesses)
}

func endDisposal(t *store.Tables, e store.Event, state, note string) error {
	rows, err := t.Change(queries.Get("disposal_end"), state, e.Instant(), e.Actor, note, e.Subject)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "dossier.disposal", fault.T("这次鉴定已经办结", "this appraisal has ended already"))
	}
	return err
}

// DisposalOf returns an appraisal with its dossiers and who has agreed.
func DisposalOf(from store.Source, id string) (d Disposal, err error) {
	d, found, err := store.One[Disposal](from, queries.Get("disposal"), id)
	if err != nil || !found {
		return d, orElse(err, fault.New(fault.NotFound, "dossier.disposal", fault.T("没有这次鉴定", "no such appraisal")))
	}
	return d, fill(from, &d)
}

func fill(from store.Source, d *Disposal) (err error) {
	if d.Cases, err = store.All[string](from, queries.Get("disposal_cases"), d.ID); err != nil {
		return err
	}
	d.Approvals, err = store.All[Approval](from, queries.Get("approvals"), d.ID)
	return err
}

// Disposals lists all appraisals, the latest first.
func Disposals(from store.Source) ([]Disposal, error) {
	list, err := store.All[Disposal](from, queries.Get("disposals"))
	for i := range list {
		if err == nil {
			err = fill(from, &list[i])
		}
	}
	return list, err
}

// destroyedBy is the appraisal by which a dossier was destroyed, if it was.
func destroyedBy(from store.Source, caseID string) (Disposal, bool, error) {
	list, err := store.All[Disposal](from, queries.Get("disposals_of"), caseID)
	for _, d := range list {
		if d.State == "done" && d.Opinion == "destroy" {
			return d, true, err
		}
	}
	return Disposal{}, false, err
}

// DestroyedCases lists the cases whose dossiers were destroyed.
func DestroyedCases(from store.Source) ([]string, error) {
	return store.All[string](from, queries.Get("destroyed_cases"))
}

// Sealed refuses, with the report of its destruction, what belongs to a dossier that was destroyed.
func (d *Desk) Sealed(from store.Source, caseID string) error {
	gone, found, err := destroyedBy(from, caseID)
	if err != nil || !found {
		return err
	}
	approvers, err := approversOf(from, gone.ID)
	if err != nil {
		return err
	}
	return fault.New(fault.Refused, "dossier.destroyed", fault.Tf("案卷已于%[1]s经鉴定销毁(%[2]s),不能再调阅", "the dossier was destroyed on %[1]s (%[2]s) and cannot be opened", casefile.DayOf(gone.EndedAt), gone.ID)).WithArticle("档案法第三十一条").
		WithHint(fault.Tf("销毁理由:%[1]s;批准:%[2]s;监销:%[3]s。鉴定记录见“档案”。", "Why: %[1]s; approved by %[2]s; witnesses: %[3]s. The appraisal stands in the archive.", gone.Reason, approvers, gone.Note))
}

// approversOf names those who approved an appraisal.
func approversOf(from store.Source, id string) (string, error) {
	approvals, err := store.All[Approval](from, queries.Get("approvals"), id)
	var names []string
	for _, a := range approvals {
		p, err := account.PersonOf(from, a.Person)
		if err != nil {
			return "", err
		}
		names = append(names, p.Name)
	}
	return strings.Join(names, "、"), err
}

// KeptUntil is the last day on which a dossier must be kept; empty when that is for ever or nobody knows.
func (d *Desk) KeptUntil(from store.Source, c casefile.Case) (day string, permanent bool, err error) {
	p, err := ParticularsOf(from, c.ID)
	if err != nil {
		return "", false, err
	}
	on, found, err := store.One[string](from, queries.Get("archived_on"), c.ID)
	if err != nil || !found {
		return "", false, err
	}
	r, known := d.retention(c, p)
	if !known {
		return "", false, nil
	}
	day, permanent = keptUntil(r, on)
	list, err := store.All[Disposal](from, queries.Get("disposals_of"), c.ID)
	for _, d := range list {
		if d.State == "done" && d.Opinion == "extend" && day != "" {
			day = addMonths(day, d.Months)
		}
	}
	return day, permanent, err
}

// keptUntil reckons from the first day of the year after the one in which the dossier was archived, as archives do.
func keptUntil(r rulebook.Retention, archivedOn string) (day string, permanent bool) {
	months := max(r.Months, r.Usual)
	t, err := time.Parse(time.DateOnly, archivedOn)
	if r.Term == "permanent" || err != nil || months == 0 {
		return "", r.Term == "permanent"
	}
	return time.Date(t.Year(), time.December, 31, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0).Format(time.DateOnly), false
}

func addMonths(day string, months int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, months, 0).Format(time.DateOnly)
}

// Propose begins an appraisal. Dossiers that are kept for ever, or whose time is not over, cannot be destroyed.
func (d *Desk) Propose(ctx context.Context, actor account.Person, cases []string, opinion string, months int, reason string) (id string, err error) {
	const op = "dossier.propose"
	if err := actor.Demand(account.ArchiveCases); err != nil {
		return "", err
	}
	switch {
	case opinion != "destroy" && opinion != "extend":
		return "", fault.New(fault.Invalid, op, fault.T("鉴定意见为销毁或者延长", "the opinion is to destroy or to extend")).WithField("opinion")
	case len(cases) == 0:
		return "", fault.New(fault.Invalid, op, fault.T("请选择案卷", "choose dossiers")).WithField("cases")
	case strings.TrimSpace(reason) == "":
		return "", fault.New(fault.Invalid, op, fault.T("请写明鉴定理由", "say why")).WithField("reason")
	case opinion == "extend" && months <= 0:
		return "", fault.New(fault.Invalid, op, fault.T("请写明延长多少个月", "say by how many months")).WithField("months")
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		slices.Sort(cases)
		cases = slices.Compact(cases)
		for _, caseID := range cases {
			if err := d.mayEnd(tx, caseID, opinion); err != nil {
				return err
			}
		}
		if id, err = tx.NewID("dd"); err != nil {
			return err
		}
		_, err = tx.Record("dossier.disposal_proposed", id, disposalProposed{cases, opinion, months, strings.TrimSpace(reason)})
		return err
	})
	return id, err
}

// mayEnd tells whether a dossier may be appraised with an opinion now.
func (d *Desk) mayEnd(tx *store.Tx, caseID, opinion string) error {
	const op = "dossier.propose"
	c, err := casefile.CaseOf(tx, caseID)
	if err != nil {
		return err
	}
	if err := d.Sealed(tx, c.ID); err != nil {
		return err
	}
	until, permanent, err := d.KeptUntil(tx, c)
	if err != nil || opinion == "extend" && until != "" {
		return err
	}
	switch {
	case permanent:
		err = fault.New(fault.Refused, op, fault.Tf("%[1]s 保管期限为永久,不得销毁", "%[1]s is kept for ever and cannot be destroyed", c.No))
	case until == "":
		err = fault.New(fault.Refused, op, fault.Tf("%[1]s 尚未归档或者没有保管期限", "%[1]s is not archived, or nobody knows how long it is kept", c.No))
	case until >= tx.Today():
		err = fault.New(fault.Refused, op, fault.Tf("%[1]s 保管至%[2]s,期限未满", "%[1]s is kept until %[2]s", c.No, until))
	default:
		_, closed, err := casefile.LockOf(tx, c.ID)
		if err != nil || closed {
			return err
		}
		return fault.New(fault.Refused, op, fault.Tf("%[1]s 没有封卷", "the dossier of %[1]s is not closed", c.No))
	}
	return err.(*fault.Error).WithArticle("档案法第三十一条").WithHint(fault.T("期满后再鉴定;需要的,先延长保管期限。", "Appraise it when its time is over."))
}

// Approve agrees to an appraisal. It takes two people beside the one who proposed it, one of them a leader.
func (d *Desk) Approve(ctx context.Context, actor account.Person, id, note string) error {
	const op = "dossier.approve"
	if !actor.Active || !actor.HoldsAny([]string{"leader", "head", "chief"}) {
		return fault.New(fault.Forbidden, op, fault.T("由机关负责人、承办机构负责人、法制机构负责人批准", "a leader, a head or a chief of legal review approves"))
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		disposal, err := DisposalOf(tx, id)
		switch {
		case err != nil:
			return err
		case disposal.State != "proposed":
			return fault.New(fault.Conflict, op, fault.T("这次鉴定已经办结", "this appraisal has ended already"))
		case disposal.ProposedBy == actor.ID:
			return fault.New(fault.Forbidden, op, fault.T("提出的人不能批准", "whoever proposed it cannot approve it"))
		case slices.ContainsFunc(disposal.Approvals, func(a Approval) bool { return a.Person == actor.ID }):
			return fault.New(fault.Conflict, op, fault.T("您已经批准", "you have approved it already"))
		}
		_, err = tx.Record("dossier.disposal_approved", id, disposalNote{note})
		return err
	})
}

// Refuse ends an appraisal without effect.
func (d *Desk) Refuse(ctx context.Context, actor account.Person, id, reason string) error {
	if !actor.Active || !actor.HoldsAny([]string{"leader", "head", "chief"}) {
		return fault.New(fault.Forbidden, "dossier.refuse", fault.T("由有权批准的人驳回", "those who may approve may refuse"))
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "dossier.refuse", fault.T("请写明理由", "say why")).WithField("reason")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("dossier.disposal_refused", id, disposalNote{strings.TrimSpace(reason)})
		return err
	})
}

// CarryOut ends an approved appraisal: dossiers are kept longer, or are sealed for good with a register of what they held.
func (d *Desk) CarryOut(ctx context.Context, actor account.Person, id, witnesses string) error {
	const op = "dossier.carry_out"
	if err := actor.Demand(account.ArchiveCases); err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		disposal, err := DisposalOf(tx, id)
		if err != nil {
			return err
		}
		leader := false
		for _, a := range disposal.Approvals {
			p, err := account.PersonOf(tx, a.Person)
			if err != nil {
				return err
			}
			leader = leader || p.Holds("leader")
		}
		if len(disposal.Approvals) < approvalsNeeded || !leader {
			return fault.New(fault.Refused, op, fault.Tf("须由%[1]d人批准,其中一人为机关负责人", "%[1]d people must approve, one of them a leader", approvalsNeeded)).WithArticle("档案法第三十一条").
				WithHint(fault.T("请有权批准的人在“档案”页批准。", "Ask those who may approve, under Archive."))
		}
		if strings.TrimSpace(witnesses) == "" {
			return fault.New(fault.Invalid, op, fault.T("请写明监销人", "name the witnesses")).WithField("witnesses")
		}
		originals := 0
		for _, caseID := range disposal.Cases {
			papers, err := casefile.PapersOf(tx, caseID)
			if err != nil {
				return err
			}
			originals += len(papers)
		}
		_, err = tx.Record("dossier.disposed", id, disposed{strings.TrimSpace(witnesses), disposal.Cases, originals})
		return err
	})
}

package rulebook

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Actor is somebody who changes the rulebook. What each role may do is said by the rulebook itself.
type Actor struct {
	ID    string
	Roles []string
}

// What a role may do with the rulebook, as a row of the roles says it.
const (
	MayPropose = "propose"
	MayApprove = "approve"
	MayMove    = "move" // put an open case under another version
)

var mays = []string{MayPropose, MayApprove, MayMove}

// May tells whether a person may do something with the rulebook.
func (b *Book) May(a Actor, what string) bool {
	return slices.ContainsFunc(b.Roles, func(r Role) bool { return slices.Contains(a.Roles, r.ID) && slices.Contains(r.Rules, what) })
}

// Demand refuses a person who may not do something with the rulebook, and says who may.
func (b *Book) Demand(a Actor, what string) error {
	if b.May(a, what) {
		return nil
	}
	var zh, en []string
	for _, r := range b.Roles {
		if slices.Contains(r.Rules, what) {
			zh, en = append(zh, r.Label.Zh), append(en, r.Label.En)
		}
	}
	return fault.New(fault.Forbidden, "rulebook.demand", fault.T("您的角色不能进行此项操作", "your role does not allow this")).
		WithHint(fault.Tf("请由%[1]s办理。", "It is for: %[2]s.", strings.Join(zh, "、"), strings.Join(en, ", ")))
}

// Draft is a change of the rulebook before it is proposed: edits of rows, or a whole rulebook that takes the place of the
// last. Source says what it rests on; InForceFrom (YYYY-MM-DD) from when it holds.
type Draft struct {
	Edits       []Edit
	Import      Bundle
	Source      string
	InForceFrom string
	Note        string
}

// Trial is what a draft would come to.
type Trial struct {
	Base    Version
	Before  *Book
	After   *Book
	Changes []Change

	bundle Bundle
}

// Try makes a draft's rulebook without keeping it. What is wrong with it is an error whose cause is [Problems]; a statutory
// rule that it would weaken is a refusal.
func (s *Shelf) Try(d Draft) (Trial, error) {
	last, known := s.last()
	if !known {
		return Trial{}, fault.New(fault.Unavailable, "rulebook.try", fault.T("本单位尚无规则版本", "the office has no version of the rulebook yet"))
	}
	base, err := s.read(last.Version)
	if err != nil {
		return Trial{}, err
	}
	next := d.Import
	if next == nil {
		if next, err = base.Edit(d.Edits); err != nil {
			return Trial{}, err
		}
	}
	return s.weigh(last, base, next)
}

// weigh checks a changed rulebook against the last version.
func (s *Shelf) weigh(last Version, base, next Bundle) (Trial, error) {
	t := Trial{Base: last, Before: s.Of(last.Version), bundle: next}
	var err error
	if t.After, err = next.Load(); err != nil {
		return Trial{}, err
	}
	if t.Changes, err = Diff(base, next); err != nil {
		return Trial{}, err
	}
	if len(t.Changes) == 0 {
		return Trial{}, fault.New(fault.Invalid, "rulebook.try", fault.T("与现行版本没有差别", "nothing is different from the present version"))
	}
	if err := keepsStatutory(t.Before, t.After, s.program); err != nil || s.Examine == nil {
		return t, err
	}
	return t, s.Examine(t.Before, t.After)
}

// Propose puts a change before a second person. Nothing changes until it is approved.
func (s *Shelf) Propose(ctx context.Context, actor Actor, d Draft) (Amendment, error) {
	if err := s.Current().Demand(actor, MayPropose); err != nil {
		return Amendment{}, err
	}
	d.Source = strings.TrimSpace(d.Source)
	if d.Source == "" {
		return Amendment{}, fault.New(fault.Invalid, "rulebook.propose", fault.T("请写明修订依据", "say what the change rests on")).WithField("source").
			WithHint(fault.T("如文件名称和文号。", "Such as the title and number of a document."))
	}
	t, err := s.Try(d)
	if err != nil {
		return Amendment{}, err
	}
	if err := inOrder(t.Base, d.InForceFrom); err != nil {
		return Amendment{}, err
	}
	event := proposed{Origin: ByEdit, Base: t.Base.Version, Program: t.Base.Program, InForceFrom: d.InForceFrom, Source: d.Source, Note: strings.TrimSpace(d.Note), Changes: t.Changes}
	if d.Import != nil {
		event.Origin = ByImport
	}
	return s.propose(ctx, actor.ID, t.bundle, event)
}

// propose keeps the changed rulebook and records the proposal.
func (s *Shelf) propose(ctx context.Context, actor string, next Bundle, event proposed) (p Amendment, err error) {
	stored, err := s.keep(next)
	if err != nil {
		return p, err
	}
	event.SHA256, event.SM3, event.Size = stored.SHA256, stored.SM3, stored.Size
	err = s.office.Do(ctx, actor, func(tx *store.Tx) error {
		id, err := tx.NewID("b")
		if err != nil {
			return err
		}
		if _, err := tx.Record("rulebook.proposed", id, event); err != nil {
			return err
		}
		p, err = AmendmentOf(tx, id)
		return err
	})
	return p, err
}

// inOrder refuses a day that is none, and one before that of the last version: versions follow each other.
func inOrder(last Version, day string) error {
	const op = "rulebook.propose"
	if day == "" || !wellFormed(Date, day) {
		return fault.New(fault.Invalid, op, fault.T("请填写生效日期", "say from which day it holds")).WithField("in_force_from")
	}
	if day < last.InForceFrom {
		return fault.New(fault.Invalid, op, fault.Tf("生效日期不得早于上一版本的 %[1]s", "it cannot hold from before %[1]s, when the last version does", last.InForceFrom)).WithField("in_force_from")
	}
	return nil
}

// Approve adopts a proposal, as somebody other than whoever made it. If another version was adopted meanwhile, the rows of the
// proposal are put into that one; a row that both have changed is a conflict.
func (s *Shelf) Approve(ctx context.Context, actor Actor, id string) (Version, error) {
	if err := s.Current().Demand(actor, MayApprove); err != nil {
		return Version{}, err
	}
	p, err := s.Amendment(ctx, id)
	if err != nil {
		return Version{}, err
	}
	switch {
	case p.State != Open:
		return Version{}, notOpen()
	case p.ProposedBy == actor.ID:
		return Version{}, samePerson()
	}
	t, err := s.standing(p)
	if err != nil {
		return Version{}, err
	}
	event := adopted{InForceFrom: max(p.InForceFrom, t.Base.InForceFrom), Source: p.Source, Changes: t.Changes, Program: p.Program, Own: t.Base.Own, Amendment: p.ID,
		ProposedBy: p.ProposedBy, ApprovedBy: actor.ID}
	if p.Origin != ByProgram {
		event.Own++
	}
	return s.adopt(ctx, actor.ID, t, event)
}

// standing is what a proposal comes to now.
func (s *Shelf) standing(p Amendment) (Trial, error) {
	last, _ := s.last()
	base, err := s.read(last.Version)
	if err != nil {
		return Trial{}, err
	}
	next, err := s.read(p.Version)
	if err != nil {
		return Trial{}, err
	}
	if last.Version != p.Base {
		if next, err = base.follow(p.Changes); err != nil {
			return Trial{}, err
		}
	}
	return s.weigh(last, base, next)
}

// follow makes changes that were meant for an earlier version, where no row of them has been changed since.
func (b Bundle) follow(changes []Change) (Bundle, error) {
	edits := make([]Edit, 0, len(changes))
	for _, c := range changes {
		t, err := b.open(c.File)
		if err != nil {
			return nil, err
		}
		now := t.rows[c.ID]
		if c.ID == "" {
			now = t.header()
		}
		edit := c.Edit()
		if c.Order != nil {
			edit.Order = t.inOrderOf(c.Order)
		} else if !bytes.Equal(now, c.Before) && !bytes.Equal(now, c.After) {
			return nil, fault.New(fault.Conflict, "rulebook.approve", fault.Tf("%[1]s 的 %[2]s 在提出之后已被修改", "%[2]s in %[1]s has been changed since this was proposed", c.File, c.ID)).
				WithHint(fault.T("请驳回后按现行版本重新提出。", "Reject it, and propose it anew on the present version."))
		}
		if bytes.Equal(now, c.After) && c.Order == nil {
			continue
		}
		edits = append(edits, edit)
	}
	return b.Edit(edits)
}

// adopt keeps a rulebook and records that it is in use.
func (s *Shelf) adopt(ctx context.Context, actor string, t Trial, event adopted) (v Version, err error) {
	stored, err := s.keep(t.bundle)
	if err != nil {
		return v, err
	}
	event.SHA256, event.SM3, event.Size, event.Doors = stored.SHA256, stored.SM3, stored.Size, t.After.doors()
	if event.SHA256 == event.Program {
		event.Own = 0 // the office is back at the program's book
	}
	event.Label = t.After.Version
	if event.Own > 0 {
		event.Label = fmt.Sprintf("%s-%d", t.After.Version, event.Own)
	}
	err = s.office.Do(ctx, actor, func(tx *store.Tx) error {
		last, _, err := store.One[Version](tx, queries.Get("last_version"))
		if err != nil {
			return err
		}
		if last.Version != t.Base.Version {
			return fault.New(fault.Conflict, "rulebook.adopt", fault.T("规则库刚刚有了新版本", "the rulebook has just got a new version")).
				WithHint(fault.T("刷新后重试。", "Refresh and try again."))
		}
		versions, err := VersionsOf(tx)
		if err != nil {
			return err
		}
		event.Label = freeLabel(versions, event.Label, event.SHA256)
		_, err = tx.Record("rulebook.adopted", event.SHA256, event)
		return err
	})
	if err != nil {
		return v, err
	}
	if err := s.reread(ctx); err != nil {
		return v, err
	}
	v, _ = s.last()
	return v, nil
}

// freeLabel is a label that no other version has: as it is, or with a count behind it.
func freeLabel(versions []Version, label, version string) string {
	free := label
	for n := 2; slices.ContainsFunc(versions, func(v Version) bool { return v.Label == free && v.Version != version }); n++ {
		free = fmt.Sprintf("%s.%d", label, n)
	}
	return free
}

// Reject settles a proposal without adopting it. Whoever made it may take it back.
func (s *Shelf) Reject(ctx context.Context, actor Actor, id, reason string) error {
	p, err := s.Amendment(ctx, id)
	if err != nil {
		return err
	}
	if p.ProposedBy != actor.ID {
		if err := s.Current().Demand(actor, MayApprove); err != nil {
			return err
		}
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "rulebook.reject", fault.T("请写明理由", "say why")).WithField("reason")
	}
	return s.office.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("rulebook.rejected", id, rejected{reason})
		return err
	})
}

// Amendment returns a proposal; an unknown id is fault.NotFound.
func (s *Shelf) Amendment(ctx context.Context, id string) (p Amendment, err error) {
	err = s.office.View(ctx, func(r *store.Reader) (err error) {
		p, err = AmendmentOf(r, id)
		return err
	})
	return p, err
}

// Standing tells what an open proposal would change now.
func (s *Shelf) Standing(ctx context.Context, id string) (Trial, error) {
	p, err := s.Amendment(ctx, id)
	if err != nil {
		return Trial{}, err
	}
	return s.standing(p)
}

package casefile

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Restriction is the mark of a case that is not for everybody: by which ground of the rulebook, why, and who may see it beside
// its handlers, those who review it, and the roles that see every case.
type Restriction struct {
	Case   string   `json:"case_id"`
	Ground string   `json:"ground"`
	Reason string   `json:"reason"`
	Named  []string `json:"named"` // ids of people
	At     string   `json:"at"`
	By     string   `json:"by"`
}

// restricted is the event; its subject is the case. The same event again replaces ground, reason and names.
type restricted struct {
	Ground string   `json:"ground"`
	Reason string   `json:"reason"`
	Named  []string `json:"named"`
}

func applyRestricted(t *store.Tables, e store.Event, d restricted) error {
	if err := t.Exec(queries.Get("restriction_put"), e.Subject, d.Ground, d.Reason, e.Instant(), e.Actor); err != nil {
		return err
	}
	if err := t.Exec(queries.Get("named_clear"), e.Subject); err != nil {
		return err
	}
	for _, person := range d.Named {
		if err := t.Exec(queries.Get("named_insert"), e.Subject, person); err != nil {
			return err
		}
	}
	return seenAnew(t, e)
}

// restrictionLifted takes the mark away.
type restrictionLifted struct {
	Reason string `json:"reason"`
}

func applyRestrictionLifted(t *store.Tables, e store.Event, _ restrictionLifted) error {
	for _, query := range []string{"restriction_drop", "named_clear"} {
		if err := t.Exec(queries.Get(query), e.Subject); err != nil {
			return err
		}
	}
	return seenAnew(t, e)
}

// seenAnew tells those who follow that a case and all of its papers are to be looked at again.
func seenAnew(t *store.Tables, e store.Event) error {
	if err := TouchPapers(t, e, e.Subject); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

// RestrictionOf returns the mark of a case, if it has one.
func RestrictionOf(from store.Source, caseID string) (r Restriction, found bool, err error) {
	r, found, err = store.One[Restriction](from, queries.Get("restriction"), caseID)
	if err == nil && found {
		r.Named, err = store.All[string](from, queries.Get("named"), caseID)
	}
	return r, found, err
}

// KeptFrom lists the restricted cases that somebody neither handles nor is named in, and that their roles do not show them.
// Those who review a case are known to a pillar above.
func KeptFrom(from store.Source, p account.Person) ([]string, error) {
	if p.May(account.ReadRestricted) {
		return nil, nil
	}
	return store.All[string](from, queries.Get("kept_from"), p.ID)
}

// Restrict marks a case as one that is not for everybody, or changes the mark. Its handlers may, and a head, chief or leader.
func (f *Files) Restrict(ctx context.Context, actor account.Person, caseID string, to Restriction) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if !actor.Active || !actor.HoldsAny([]string{"chief", "leader"}) {
			if err := f.mayHandle(tx, actor, c); err != nil {
				return err
			}
		}
		return f.restrict(tx, actor, c, to)
	})
}

// restrict marks a case within a transaction: of one that is being opened, in the same as its opening, so that nobody sees it between.
func (f *Files) restrict(tx *store.Tx, actor account.Person, c Case, to Restriction) error {
	const op = "casefile.restrict"
	if to.Reason = strings.TrimSpace(to.Reason); to.Reason == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明限制知悉的理由", "say why the case is restricted")).WithField("reason")
	}
	if err := f.restrictable(c, to.Ground); err != nil {
		return err
	}
	named := slices.Clone(to.Named)
	handlers, err := HandlersOf(tx, c.ID)
	if err != nil {
		return err
	}
	if !actor.May(account.ReadRestricted) && !slices.Contains(handlers, actor.ID) {
		named = append(named, actor.ID) // whoever restricts a case goes on seeing it
	}
	slices.Sort(named)
	named = slices.Compact(named)
	for _, id := range named {
		p, err := account.PersonOf(tx, id)
		if err != nil {
			return err
		}
		if !p.May(account.ReadCases) {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 的角色不能查阅案件", "the role of %[1]s does not read cases", p.Name)).WithField("named")
		}
	}
	_, err = tx.Record("casefile.restricted", c.ID, restricted{to.Ground, to.Reason, append([]string{}, named...)})
	return err
}

// restrictable refuses a ground by which no case is restricted. What may not be kept here at all is refused by its article.
func (f *Files) restrictable(c Case, ground string) error {
	const op = "casefile.restrict"
	for _, g := range f.Rules.Of(c.Rulebook).Grounds {
		if g.ID != ground {
			continue
		}
		switch g.Restricts {
		case rulebook.RestrictsCase:
			return nil
		case rulebook.BarsCase:
			return fault.New(fault.Refused, op, fault.Tf("%[1]s:%[2]s", "%[1]s: %[2]s", g.Label.Zh, g.Then.Zh)).WithArticle(g.Article).WithField("ground").
				WithHint(fault.T("请停止录入,改在涉密计算机上办理,并报保密工作机构处理已经录入的内容。", "Stop entering it, work on the case on a machine cleared for secrets, and have the secrecy office deal with what was entered."))
		}
	}
	return fault.New(fault.Invalid, op, fault.T("请选择限制知悉的依据", "choose the ground on which the case is restricted")).WithField("ground")
}

// LiftRestriction takes the mark of a case away, with a reason. It is for a head, chief or leader.
func (f *Files) LiftRestriction(ctx context.Context, actor account.Person, caseID, reason string) error {
	const op = "casefile.lift_restriction"
	if !actor.Active || !actor.HoldsAny([]string{"head", "chief", "leader"}) {
		return fault.New(fault.Forbidden, op, fault.T("解除限制由承办机构负责人、法制机构负责人或者机关负责人办理", "a restriction is lifted by a head, chief or leader"))
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明解除限制的理由", "say why the restriction is lifted")).WithField("reason")
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if _, found, err := RestrictionOf(tx, c.ID); err != nil {
			return err
		} else if !found {
			return fault.New(fault.Conflict, op, fault.T("案件没有限制知悉", "the case is not restricted"))
		}
		_, err = tx.Record("casefile.restriction_lifted", c.ID, restrictionLifted{reason})
		return err
	})
}

// Internal tells whether a paper is one of the internal volume (副卷), by the rulebook that its case is under.
func (f *Files) Internal(c Case, code string) bool {
	procedure, _ := f.Procedure(c)
	paper, known := procedure.Paper(code)
	return known && paper.Side == "back"
}

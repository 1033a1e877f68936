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

// ChangeRulebook puts an open case under another version of the rulebook, where the law says that it follows the newer (or
// the milder) one. Versions that are not in force yet cannot be chosen. What makes the decision a major one is judged anew.
func (f *Files) ChangeRulebook(ctx context.Context, actor account.Person, caseID, version, reason string) error {
	const op = "casefile.change_rulebook"
	if err := f.Rules.Current().Demand(rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, rulebook.MayMove); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明改用的理由和依据", "say why, and by which rule")).WithField("reason")
	}
	chosen, known := f.Rules.Version(version)
	if !known {
		return fault.New(fault.NotFound, op, fault.T("没有这个规则版本", "no such version of the rulebook")).WithField("version")
	}
	if chosen.InForceFrom > f.Today() {
		return fault.New(fault.Refused, op, fault.Tf("该版本 %[1]s 起施行", "that version is in force from %[1]s", chosen.InForceFrom)).WithField("version").
			WithHint(fault.T("到期后再改用。", "Wait for that day."))
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if err := f.fits(c, chosen.Version); err != nil {
			return err
		}
		course, _ := f.Rules.Of(chosen.Version).Procedure(c.Procedure)
		if _, err := tx.Record("casefile.rulebook_changed", c.ID, rulebookChanged{From: c.Rulebook, To: chosen.Version, Reason: reason, Review: dutyOf(course)}); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
}

// fits refuses a version that a case cannot go under: its own, one that does not know where the case stands, and any for a
// case at rest.
func (f *Files) fits(c Case, version string) error {
	const op = "casefile.change_rulebook"
	if f.Rules.Of(c.Rulebook).Hash == version {
		return fault.New(fault.Conflict, op, fault.T("案件已适用该版本", "the case is under that version already"))
	}
	now, _ := f.Procedure(c)
	if state, known := now.Lifecycle.State(c.State); known && state.Final {
		return fault.New(fault.Refused, op, fault.T("案件已办结，仍适用原版本", "the case is at its end and stays under its version"))
	}
	procedure, known := f.Rules.Of(version).Procedure(c.Procedure)
	if !known || !slices.ContainsFunc(procedure.Lifecycle.States, func(s rulebook.State) bool { return s.ID == c.State }) {
		return fault.New(fault.Refused, op, fault.T("该版本没有案件当前所处的环节", "that version does not know the point at which the case stands")).
			WithHint(fault.T("先办到两个版本都有的环节。", "Bring the case to a point that both versions have."))
	}
	return nil
}

// Under is how many cases are under a version of the rulebook, and how many of them are not at their end.
type Under struct {
	Cases int
	Open  int
}

// UnderVersions counts the cases under each version, by its hash.
func (f *Files) UnderVersions(from store.Source) (map[string]Under, error) {
	type group struct {
		Rulebook  string `json:"rulebook"`
		Procedure string `json:"procedure"`
		State     string `json:"state"`
		Count     int    `json:"count"`
	}
	groups, err := store.All[group](from, queries.Get("cases_by_rulebook"))
	if err != nil {
		return nil, err
	}
	out := map[string]Under{}
	for _, g := range groups {
		version := f.VersionOf(Case{Rulebook: g.Rulebook})
		under := out[version]
		under.Cases += g.Count
		final := false
		if procedure, known := f.Procedure(Case{Rulebook: g.Rulebook, Procedure: g.Procedure}); known {
			state, _ := procedure.Lifecycle.State(g.State)
			final = state.Final
		}
		if !final {
			under.Open += g.Count
		}
		out[version] = under
	}
	return out, nil
}

// VersionOf is the version of the rulebook that a case is under, by its hash.
func (f *Files) VersionOf(c Case) string {
	if versions := f.Rules.Versions(); c.Rulebook == "" && len(versions) > 0 {
		return versions[0].Version
	}
	return c.Rulebook
}

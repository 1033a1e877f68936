package record

import (
	"path"

	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Facts adds to the facts of a case how many events were not recorded, and how many other faults its recordings have, without
// an approved explanation. It is a [casefile.FactSource] and comes after those that it rests on.
func (k *Desk) Facts(from store.Source, caseID string, facts rulebook.Facts) error {
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return err
	}
	m, err := k.material(from, c, facts)
	if err != nil {
		return err
	}
	if m.book != nil && len(m.book.RecordChecks) > 0 {
		a := m.assess()
		facts["c.record_gaps"], facts["c.record_faults"] = int64(a.Gaps), int64(a.Faults)
	}
	return nil
}

// Name is the name of a recording's file.
func (r Recording) Name() string { return path.Base(r.Path) }

package casefile

import (
	"context"

	"zhiheng/backend/account"
	"zhiheng/backend/store"
)

// MayImport returns an import if this person works on its case; else it refuses.
func (f *Files) MayImport(ctx context.Context, actor account.Person, importID string) (i Import, err error) {
	if i, err = f.importRow(ctx, importID); err != nil {
		return i, err
	}
	err = f.Store.View(ctx, func(r *store.Reader) error {
		c, err := CaseOf(r, i.Case)
		if err != nil {
			return err
		}
		return f.MayWork(r, actor, c)
	})
	return i, err
}

// ImportsOf lists the ids of the imports into a case.
func ImportsOf(from store.Source, caseID string) ([]string, error) {
	return store.All[string](from, queries.Get("imports_of_case"), caseID)
}

// Tally is a count under a name: a state of a procedure, or a month as YYYY-MM.
type Tally struct {
	Procedure string `json:"procedure"`
	State     string `json:"state"`
	Month     string `json:"month"`
	Count     int    `json:"count"`
}

// CountByState counts cases by procedure and state.
func CountByState(from store.Source) ([]Tally, error) {
	return store.All[Tally](from, queries.Get("count_by_state"))
}

// OpenedByMonth counts the cases opened in each of the last 24 months that have any, the latest first.
func OpenedByMonth(from store.Source) ([]Tally, error) {
	return store.All[Tally](from, queries.Get("opened_by_month"))
}

// OpenProposals counts what was read in a case and waits for a person, as Proposals lists it.
func OpenProposals(from store.Source, caseID string) (n int, err error) {
	n, _, err = store.One[int](from, queries.Get("proposals_count"), caseID)
	return n, err
}

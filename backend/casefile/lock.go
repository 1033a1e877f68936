package casefile

import (
	"context"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Lock says since when, and by whose act, the dossier of a case is closed.
type Lock struct {
	Case string `json:"case_id"`
	At   string `json:"at"`
	By   string `json:"by"`
}

// LockOf tells whether the dossier of a case is closed.
func LockOf(from store.Source, caseID string) (Lock, bool, error) {
	return store.One[Lock](from, queries.Get("lock_of"), caseID)
}

// archived is the move that ends a case's course, and whether it closes the dossier; entries of the time when dossiers
// stayed open do not say so.
type archived struct {
	Move
	Locked bool `json:"locked,omitempty"`
}

func applyArchived(t *store.Tables, e store.Event, d archived) error {
	if err := Enter(t, e, e.Subject, d.Move); err != nil || !d.Locked {
		return err
	}
	return t.Exec(queries.Get("lock"), e.Subject, e.Instant(), e.Actor)
}

// reopened opens a closed dossier, for a reason.
type reopened struct {
	Reason string `json:"reason"`
}

func applyReopened(t *store.Tables, e store.Event, _ reopened) error {
	rows, err := t.Change(queries.Get("unlock"), e.Subject)
	if err == nil && rows == 0 {
		err = notClosed()
	}
	if err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

// closedAgain closes a dossier that was opened again.
type closedAgain struct {
	Note string `json:"note"`
}

func applyClosedAgain(t *store.Tables, e store.Event, _ closedAgain) error {
	if err := t.Exec(queries.Get("lock"), e.Subject, e.Instant(), e.Actor); err != nil {
		return err
	}
	return touch(t, e, e.Subject)
}

func notClosed() error {
	return fault.New(fault.Conflict, "casefile.reopen", fault.T("案卷没有封卷", "the dossier is not closed"))
}

// unlocked refuses a change to the papers of a closed dossier.
func unlocked(from store.Source, query, id string) error {
	lock, found, err := store.One[Lock](from, queries.Get(query), id)
	if err != nil || !found {
		return err
	}
	return fault.New(fault.Refused, "casefile.locked", fault.Tf("案卷已于%[1]s归档封卷,不能增减或者改动材料", "the dossier was archived and closed on %[1]s: no paper comes in, goes out or changes", DayOf(lock.At))).
		WithHint(fault.T("确需补充的,由承办机构负责人或者机关负责人在“案卷”页写明理由后启封,办完再封卷。", "If it must be, a head or a leader opens it again under Dossier, with the reason; close it when done."))
}

// DayOf is the date of an instant as the tables hold it; empty for none.
func DayOf(instant string) string { return instant[:min(len(instant), len(time.DateOnly))] }

// open is an applier of papers that refuses a closed dossier.
func open[D any](query string, of func(e store.Event, data D) string, apply func(t *store.Tables, e store.Event, data D) error) store.Apply {
	return store.On(func(t *store.Tables, e store.Event, data D) error {
		if err := unlocked(t, query, of(e, data)); err != nil {
			return err
		}
		return apply(t, e, data)
	})
}

// Reopen opens a closed dossier so that papers can be added or put right. It is for a head or a leader, who says why.
func (f *Files) Reopen(ctx context.Context, actor account.Person, caseID, reason string) error {
	const op = "casefile.reopen"
	if !actor.Active || !actor.HoldsAny([]string{"head", "leader"}) {
		return fault.New(fault.Forbidden, op, fault.T("启封由承办机构负责人或者机关负责人批准", "a closed dossier is opened again by a head or a leader"))
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明启封理由", "say why the dossier is opened again")).WithField("reason")
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		_, err = tx.Record("casefile.reopened", c.ID, reopened{strings.TrimSpace(reason)})
		return err
	})
}

// CloseAgain closes a dossier that was opened again.
func (f *Files) CloseAgain(ctx context.Context, actor account.Person, caseID, note string) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if !actor.May(account.ArchiveCases) {
			if err := f.mayHandle(tx, actor, c); err != nil {
				return err
			}
		}
		if _, closed, err := LockOf(tx, c.ID); err != nil || closed {
			return err
		}
		state, _ := f.stateOf(c)
		if !state.Final {
			return fault.New(fault.Conflict, "casefile.close", fault.T("案件尚未归档", "the case is not archived yet")).
				WithHint(fault.T("先办理归档。", "Archive it first."))
		}
		_, err = tx.Record("casefile.closed_again", c.ID, closedAgain{note})
		return err
	})
}

// MayHandle refuses whoever does not work on a case.
func (f *Files) MayHandle(from store.Source, actor account.Person, c Case) error {
	return f.mayHandle(from, actor, c)
}

package casefile

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Reading reads files that nobody vouches for. *extract.Pool is one.
type Reading interface {
	Read(ctx context.Context, path, name string) (extract.Result, error)
	Unpack(ctx context.Context, path, name string, room extract.Room, take func(m extract.Member, content io.Reader) error) (extract.Result, error)
	PageImage(ctx context.Context, path string, page, width int) (data []byte, contentType string, err error)
}

// FactSource adds what another pillar knows of a case to its facts: the review its opinion, the office its name.
type FactSource func(from store.Source, caseID string, facts rulebook.Facts) error

// Pause is a span in which some periods of a case stand still, beside those of its own steps.
type Pause struct {
	workday.Suspension
	Deadlines []string
}

// PauseSource tells the pauses that another pillar knows of.
type PauseSource func(from store.Source, caseID string) ([]Pause, error)

// Files are the cases of an open office.
type Files struct {
	Store   *store.Store
	Rules   *rulebook.Shelf
	Blobs   *blob.Store
	Reading Reading
	Scans   Recognising // nil where no text is read off pictures
	Cache   *store.Cache
	Sources []FactSource
	Pauses  []PauseSource
	Today   func() string    // YYYY-MM-DD in China
	Now     func() time.Time // for periods of hours; without it they run out with their day
	Read    *ReadPapers
}

// Procedure is what the rulebook of a case says about its kind of action.
func (f *Files) Procedure(c Case) (*rulebook.Procedure, bool) {
	return f.Rules.Of(c.Rulebook).Procedure(c.Procedure)
}

// stateOf is the state in which a case stands, as its rulebook has it.
func (f *Files) stateOf(c Case) (rulebook.State, bool) {
	procedure, _ := f.Procedure(c)
	return procedure.Lifecycle.State(c.State)
}

// Opening is what a new case begins with. Without a procedure it takes the first of its kind; without either, the usual one
// of the rulebook. Handlers are ids of people; whoever opens the case is one of them if nobody
// else is named.
type Opening struct {
	Title     string   `json:"title"`
	Kind      string   `json:"kind,omitempty"`
	Procedure string   `json:"procedure,omitempty"`
	Source    string   `json:"source,omitempty"`
	Handlers  []string `json:"handlers,omitempty"`
	Legacy    string   `json:"legacy,omitempty"` // a finished dossier: Practice or Assessment

	Restrict *Restriction `json:"restrict,omitempty"` // the case is not for everybody from the first moment
}

// Open opens a case as a clue and gives it the next number of the year.
func (f *Files) Open(ctx context.Context, actor account.Person, o Opening) (c Case, err error) {
	err = f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		id, err := f.open(tx, actor, o)
		if err != nil {
			return err
		}
		c, err = CaseOf(tx, id)
		return err
	})
	return c, err
}

func (f *Files) open(tx *store.Tx, actor account.Person, o Opening) (string, error) {
	const op = "casefile.open"
	procedure, err := f.course(tx, o)
	if err != nil {
		return "", err
	}
	o.Title = strings.TrimSpace(o.Title)
	if o.Title == "" {
		return "", fault.New(fault.Invalid, op, fault.T("请填写案件名称", "give the case a title")).WithField("title")
	}
	if len(o.Handlers) == 0 {
		o.Handlers = []string{actor.ID}
	}
	for _, person := range o.Handlers {
		p, err := account.PersonOf(tx, person)
		if err != nil {
			return "", err
		}
		if !p.Holds("handler") || !p.Active {
			return "", fault.New(fault.Invalid, op, fault.Tf("%[1]s 不是承办人", "%[1]s is not a handler", p.Name)).WithField("handlers")
		}
	}
	opening := procedure.Lifecycle.Opening()
	event := opened{Title: o.Title, Procedure: procedure.ID, State: opening.To, Handlers: o.Handlers, Review: dutyOf(procedure), Step: opening.ID, Rulebook: f.Rules.Current().Hash, Legacy: o.Legacy}
	word := procedure.NoWord
	if o.Legacy != "" {
		if event.State, err = atRest(procedure, o.Legacy); err != nil {
			return "", err
		}
		word = legacyWord
	}
	no, err := nextNo(tx, word)
	if err != nil {
		return "", err
	}
	id, err := tx.NewID("c")
	if err != nil {
		return "", err
	}
	event.No = no
	if _, err := tx.Record("casefile.opened", id, event); err != nil {
		return "", err
	}
	values := map[string]any{"c.title": o.Title, "c.no": no}
	if o.Source != "" {
		values["c.source"] = o.Source
	}
	for _, name := range opening.Dates {
		if o.Legacy != "" {
			break // its days are in its papers
		}
		values[name] = tx.Today()
	}
	if err := f.setFields(tx, id, values, nil, nil); err != nil || o.Restrict == nil {
		return id, err
	}
	c, err := CaseOf(tx, id)
	if err != nil {
		return "", err
	}
	return id, f.restrict(tx, actor, c, *o.Restrict)
}

// nextNo is the next case number: region and office, the kind of action, year and a running number.
func nextNo(tx *store.Tx, word string) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	prefix := fmt.Sprintf("%s-%s-%s-", office.Region, word, tx.Today()[:4])
	last, _, err := store.One[string](tx, queries.Get("last_no"), prefix+"%")
	if err != nil {
		return "", err
	}
	n := 0
	if last != "" {
		if _, err := fmt.Sscanf(strings.TrimPrefix(last, prefix), "%d", &n); err != nil {
			return "", fault.Wrap("casefile.next_no", err)
		}
	}
	return fmt.Sprintf("%s%05d", prefix, n+1), nil
}

// SetHandlers names who handles a case.
func (f *Files) SetHandlers(ctx context.Context, actor account.Person, caseID string, handlers []string) error {
	return f.Change(ctx, actor, caseID, func(tx *store.Tx, c Case) error {
		for _, id := range handlers {
			p, err := account.PersonOf(tx, id)
			if err != nil {
				return err
			}
			if !p.Holds("handler") {
				return fault.New(fault.Invalid, "casefile.handlers", fault.Tf("%[1]s 不是承办人", "%[1]s is not a handler", p.Name)).WithField("handlers")
			}
		}
		_, err := tx.Record("casefile.handlers_set", c.ID, handlersSet{handlers})
		return err
	})
}

// Change runs a change of a case by somebody who works on it: one of its handlers, or a head.
func (f *Files) Change(ctx context.Context, actor account.Person, caseID string, change func(tx *store.Tx, c Case) error) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if err := f.MayWork(tx, actor, c); err != nil {
			return err
		}
		return change(tx, c)
	})
}

// MayWork refuses whoever does not work on the case, and anybody while its dossier is closed.
func (f *Files) MayWork(from store.Source, actor account.Person, c Case) error {
	if err := f.mayHandle(from, actor, c); err != nil {
		return err
	}
	return unlocked(from, "lock_of", c.ID)
}

// mayHandle refuses whoever does not work on the case.
func (f *Files) mayHandle(from store.Source, actor account.Person, c Case) error {
	if err := actor.Demand(account.WorkOnCases); err != nil {
		return err
	}
	handlers, err := HandlersOf(from, c.ID)
	if err != nil {
		return err
	}
	if !actor.Holds("head") && !slices.Contains(handlers, actor.ID) {
		return fault.New(fault.Forbidden, "casefile.change", fault.T("您不是本案承办人", "you do not handle this case")).
			WithHint(fault.T("请由本案承办人或承办机构负责人办理。", "Ask one of its handlers or their head."))
	}
	return nil
}

// Archive ends the course of a case and closes its dossier.
func (f *Files) Archive(ctx context.Context, actor account.Person, caseID, note string) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		move, err := f.EventMove(tx, c, rulebook.CaseArchived, "", actor)
		if err != nil {
			return err
		}
		move.Note = note
		if _, err := tx.Record(rulebook.CaseArchived, c.ID, archived{Move: move, Locked: true}); err != nil {
			return err
		}
		return f.DateMove(tx, c, move)
	})
}

// value encodes a value for an event.
func value(v any) (json.RawMessage, error) {
	raw, err := json.Marshal(v)
	return raw, fault.Wrap("casefile.value", err)
}

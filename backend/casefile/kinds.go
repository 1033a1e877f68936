package casefile

import (
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Kind is a kind of enforcement action that the rulebook knows. On tells whether the office opens cases of it.
type Kind struct {
	ID         string
	Label      fault.Text
	On         bool
	Procedures []*rulebook.Procedure
}

// kindsSet names the kinds of action of which the office opens no cases. Cases that are open go on.
type kindsSet struct {
	Off []string `json:"off"`
}

func applyKinds(t *store.Tables, e store.Event, d kindsSet) error {
	if err := t.Exec(queries.Get("kinds_clear")); err != nil {
		return err
	}
	for _, kind := range d.Off {
		if err := t.Exec(queries.Get("kind_off"), kind); err != nil {
			return err
		}
	}
	return nil
}

// Kinds lists the kinds of action in the order of the code table, with what the office has switched off.
func (f *Files) Kinds(ctx context.Context) (kinds []Kind, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		off, err := store.All[string](r, queries.Get("kinds_off"))
		if err != nil {
			return err
		}
		book := f.Rules.Current()
		for _, code := range book.Table("kind") {
			if procedures := book.OfKind(code.ID); len(procedures) > 0 {
				kinds = append(kinds, Kind{ID: code.ID, Label: code.Label, On: !slices.Contains(off, code.ID), Procedures: procedures})
			}
		}
		return nil
	})
	return kinds, err
}

// SetKinds names the kinds of action of which the office opens cases. It touches no case that is open, and nothing in it
// bears on legal review: a kind that is on is reviewed as the rulebook has it.
func (f *Files) SetKinds(ctx context.Context, actor account.Person, on []string) error {
	const op = "casefile.set_kinds"
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	kinds, err := f.Kinds(ctx)
	if err != nil {
		return err
	}
	off := []string{}
	for _, kind := range kinds {
		if !slices.Contains(on, kind.ID) {
			off = append(off, kind.ID)
		}
	}
	for _, id := range on {
		if !slices.ContainsFunc(kinds, func(k Kind) bool { return k.ID == id }) {
			return fault.New(fault.Invalid, op, fault.Tf("没有行为类别 %[1]s", "no such kind of action: %[1]s", id)).WithField("on")
		}
	}
	if len(off) == len(kinds) {
		return fault.New(fault.Invalid, op, fault.T("至少保留一类行政行为", "leave at least one kind of action on")).WithField("on")
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.kinds_set", "office", kindsSet{off})
		return err
	})
}

// course finds the procedure that a new case takes: the one it names, or the first of its kind, or the book's usual one. A
// kind that the office has switched off is refused.
func (f *Files) course(from store.Source, o Opening) (*rulebook.Procedure, error) {
	const op = "casefile.open"
	book := f.Rules.Current()
	if o.Procedure == "" && o.Kind != "" {
		of := book.OfKind(o.Kind)
		if len(of) == 0 {
			return nil, fault.New(fault.Invalid, op, fault.Tf("没有行为类别 %[1]s", "no such kind of action: %[1]s", o.Kind)).WithField("kind")
		}
		o.Procedure = of[0].ID
	} else if o.Procedure == "" {
		o.Procedure = book.Usual
	}
	procedure, known := book.Procedure(o.Procedure)
	if !known || o.Kind != "" && procedure.Kind != o.Kind {
		return nil, fault.New(fault.Invalid, op, fault.Tf("没有程序 %[1]s", "no such procedure: %[1]s", o.Procedure)).WithField("procedure")
	}
	off, err := store.All[string](from, queries.Get("kinds_off"))
	if err == nil && slices.Contains(off, procedure.Kind) {
		err = fault.New(fault.Refused, op, fault.Tf("本单位未启用“%[1]s”", "the office has not switched this kind on: %[2]s", procedure.Label.Zh, procedure.Label.En)).WithField("kind").
			WithHint(fault.T("请系统管理员在“设置”中启用该类行政行为。", "Have the system administrator switch the kind on under Settings."))
	}
	return procedure, err
}

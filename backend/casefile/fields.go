package casefile

import (
	"context"
	"encoding/json"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// SetFields confirms or corrects values; nil takes a value away. A value of the wrong type or under an unknown name
// refuses them all.
func (f *Files) SetFields(ctx context.Context, actor account.Person, caseID string, values map[string]any) error {
	return f.Change(ctx, actor, caseID, func(tx *store.Tx, c Case) error {
		if err := f.setFields(tx, c.ID, values, nil, nil); err != nil {
			return err
		}
		return f.JudgeMajor(tx, c.ID)
	})
}

// SetFieldsIn confirms values as part of a change of any pillar.
func (f *Files) SetFieldsIn(tx *store.Tx, caseID string, values map[string]any) error {
	return f.setFields(tx, caseID, values, nil, nil)
}

// setFields records values with the places they were read from and the proposals that they came from.
func (f *Files) setFields(tx *store.Tx, caseID string, values map[string]any, places map[string]*Place, accepted []string) error {
	const op = "casefile.set_fields"
	c, err := CaseOf(tx, caseID)
	if err != nil {
		return err
	}
	procedure, _ := f.Procedure(c)
	data := fieldsSet{Accepted: accepted}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		spec, known := procedure.Field(name)
		if !known {
			return fault.New(fault.Invalid, op, fault.Tf("没有字段 %[1]s", "no such field: %[1]s", name)).WithField(name)
		}
		if spec.Computed {
			return fault.New(fault.Invalid, op, fault.Tf("“%[1]s”由程序计算,不能填写", "%[2]s is worked out by the program and cannot be typed", spec.Label.Zh, spec.Label.En)).WithField(name)
		}
		clean, err := spec.Clean(values[name])
		if err != nil {
			return fault.New(fault.Invalid, op, fault.Tf("“%[1]s”的值不符合要求", "the value of %[2]s will not do", spec.Label.Zh, spec.Label.En)).WithField(name).WithCause(err)
		}
		if err := onlyTheDoor(tx, c, procedure, name, clean); err != nil {
			return err
		}
		raw, err := value(clean)
		if err != nil {
			return err
		}
		data.Fields = append(data.Fields, fieldSet{Name: name, Value: raw, Part: partOf(procedure, name), Source: places[name],
			Column: spec.Column, Found: spec.Sensitive || spec.Articles || spec.Facet != ""})
	}
	if len(data.Fields) == 0 {
		return nil
	}
	_, err = tx.Record("casefile.fields_set", caseID, data)
	return err
}

// Proposals lists what was read and waits for a person, by field, the best witness first. What says the same as the case's
// value is settled and left out.
func (f *Files) Proposals(from store.Source, caseID string) ([]Proposal, error) {
	return store.All[Proposal](from, queries.Get("proposals_open"), caseID)
}

// Answer accepts some proposals and dismisses others. An accepted value becomes the case's, with the place it was read
// from; the other proposals for the same field with the same value are accepted with it.
func (f *Files) Answer(ctx context.Context, actor account.Person, caseID string, accept, dismiss []string) error {
	return f.Change(ctx, actor, caseID, func(tx *store.Tx, c Case) error {
		open, err := f.Proposals(tx, c.ID)
		if err != nil {
			return err
		}
		values, places, accepted := map[string]any{}, map[string]*Place{}, []string{}
		for _, id := range accept {
			i := slices.IndexFunc(open, func(p Proposal) bool { return p.ID == id })
			if i < 0 {
				return fault.New(fault.NotFound, "casefile.answer", fault.T("没有这条建议,或已处理", "no such proposal, or it is settled"))
			}
			p := open[i]
			var v any
			if err := json.Unmarshal(p.Value, &v); err != nil {
				return fault.Wrap("casefile.answer", err)
			}
			values[p.Field], places[p.Field] = v, &p.Place
			for _, twin := range open {
				if twin.Field == p.Field && string(twin.Value) == string(p.Value) {
					accepted = append(accepted, twin.ID)
				}
			}
		}
		if err := f.setFields(tx, c.ID, values, places, accepted); err != nil {
			return err
		}
		if len(dismiss) > 0 {
			if _, err := tx.Record("casefile.proposals_dismissed", c.ID, proposalIDs{dismiss}); err != nil {
				return err
			}
		}
		return f.JudgeMajor(tx, c.ID)
	})
}

package rulebook

import (
	"context"
	"slices"

	"zhiheng/backend/store"
)

// offer brings the program's book to the office: by itself where the office has no own amendment, else as a proposal into
// which it is merged. A book that the office has had before, or has been offered, is not brought again.
func (s *Shelf) offer(ctx context.Context) error {
	hash := s.program.Hash
	last, known := s.last()
	if slices.ContainsFunc(s.Versions(), func(v Version) bool { return v.Program == hash }) {
		return nil
	}
	event := adopted{InForceFrom: s.program.InForceFrom, Source: "执衡规则库 " + s.program.Version, Program: hash, ProposedBy: store.System, ApprovedBy: store.System, Changes: []Change{}}
	if !known {
		event.InForceFrom = min(event.InForceFrom, s.today())
		_, err := s.adopt(ctx, store.System, Trial{After: s.program, bundle: s.program.bundle}, event)
		return err
	}
	event.InForceFrom = max(event.InForceFrom, last.InForceFrom)
	base, err := s.read(last.Version)
	if err != nil {
		return nil // Unfit tells; the program's book waits until the last version can be read
	}
	if last.Own == 0 {
		t := Trial{Base: last, After: s.program, bundle: s.program.bundle}
		if t.Changes, err = Diff(base, s.program.bundle); err != nil {
			return err
		}
		event.Changes = t.Changes
		_, err = s.adopt(ctx, store.System, t, event)
		return err
	}
	return s.offerMerged(ctx, last, base, event)
}

// offerMerged proposes the program's book merged with the office's own rows.
func (s *Shelf) offerMerged(ctx context.Context, last Version, ours Bundle, event adopted) error {
	offered := 0
	err := s.office.View(ctx, func(r *store.Reader) (err error) {
		offered, _, err = store.One[int](r, queries.Get("amendment_of_program"), event.Program)
		return err
	})
	if err != nil || offered > 0 {
		return err
	}
	before, err := s.read(last.Program)
	if err != nil {
		return nil // as above
	}
	merged, conflicts, err := Merge(before, ours, s.program.bundle)
	if err != nil {
		return err
	}
	changes, err := Diff(ours, merged)
	if err != nil {
		return err
	}
	if _, err := s.keep(s.program.bundle); err != nil { // the next merge begins from it
		return err
	}
	_, err = s.propose(ctx, store.System, merged, proposed{Origin: ByProgram, Base: last.Version, Program: event.Program, InForceFrom: event.InForceFrom,
		Source: event.Source, Changes: changes, Conflicts: conflicts})
	return err
}

package store

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Proof shows that an entry stands in the ledger: its canonical body, the hash of that, and the hashes by which anybody
// can reckon from it to the root of the signed head. Key is the public half of the key that signed it.
type Proof struct {
	Body   string
	Leaf   tlog.Hash
	Path   []tlog.Hash
	Head   ledger.Checkpoint
	Signed string
	Key    string
}

// Proof returns the proof of an entry under the present head. A sequence without an entry is fault.NotFound.
func (s *Store) Proof(ctx context.Context, seq int64) (p Proof, err error) {
	err = s.View(ctx, func(r *Reader) error {
		row, found, err := One[entryRow](r, "SELECT seq, body FROM entry WHERE seq = ?", seq)
		if err != nil {
			return err
		}
		var there bool
		p.Key = s.options.Keys.Public
		if p.Signed, there, err = One[string](r, "SELECT note FROM checkpoint"); err != nil {
			return err
		}
		if !found || !there {
			return fault.New(fault.NotFound, "store.proof", fault.T("没有这条账目", "no such entry"))
		}
		if p.Head, err = ledger.OpenCheckpoint(p.Signed, s.options.Keys.Public); err != nil {
			return err
		}
		p.Body, p.Leaf = row.Body, ledger.LeafHash([]byte(row.Body))
		p.Path, err = tlog.ProveRecord(p.Head.Size, seq-1, hashReader{r})
		return fault.Wrap("store.proof", err)
	})
	return p, err
}

// EntriesAbout returns up to limit entries about any of some subjects before a sequence, the newest first; 0 is the end.
// Without subjects it returns entries about anything.
func (s *Store) EntriesAbout(ctx context.Context, subjects []string, before int64, limit int) (entries []ledger.Entry, err error) {
	if before <= 0 {
		before = 1 << 62
	}
	err = s.View(ctx, func(r *Reader) error {
		var rows []entryRow
		if len(subjects) == 0 {
			rows, err = All[entryRow](r, "SELECT seq, body FROM entry WHERE seq < ? ORDER BY seq DESC LIMIT ?", before, limit)
		} else {
			rows, err = All[entryRow](r, "SELECT seq, body FROM entry WHERE seq IN (SELECT e.seq FROM json_each(?) s JOIN event e ON e.subject = s.value WHERE e.seq < ?) ORDER BY seq DESC LIMIT ?",
				JSON(subjects), before, limit)
		}
		if err != nil {
			return err
		}
		entries, err = decoded(rows)
		return err
	})
	return entries, err
}

package store

import (
	"context"
	"encoding/base64"
	"encoding/hex"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Anchored is a head that was anchored outside, as a receipt shows it: its signed note, the entry that tells of it, and the
// note and key of a witness, if there is one.
type Anchored struct {
	Signed      string
	Seq         int64
	WitnessNote string
	WitnessKey  string
	StampSeq    int64 // of the entry with the answer of a time-stamping authority, or 0
}

// Receipt makes the receipt of some entries under the present head. Bodies of those in hidden stay out: only their leaves are
// shown. Anchors that the present head did not grow out of are a fault of the ledger, and damaged.
func (s *Store) Receipt(ctx context.Context, id string, seqs []int64, hidden map[int64]bool, anchors []Anchored) (out ledger.Receipt, err error) {
	const op = "store.receipt"
	out = ledger.Receipt{Format: ledger.ReceiptFormat, ID: id, Key: s.options.Keys.Public, Entries: []ledger.ReceiptEntry{}, Anchors: []ledger.ReceiptAnchor{}}
	err = s.View(ctx, func(r *Reader) error {
		signed, there, err := One[string](r, "SELECT note FROM checkpoint")
		if err != nil {
			return err
		}
		if !there || len(seqs) == 0 {
			return fault.New(fault.NotFound, op, fault.T("没有可以证明的账目", "there is no entry to prove"))
		}
		head, err := ledger.OpenCheckpoint(signed, s.options.Keys.Public)
		if err != nil {
			return err
		}
		out.Checkpoint = signed
		for _, seq := range seqs {
			entry, err := receiptEntry(r, head, seq, hidden[seq])
			if err != nil {
				return err
			}
			out.Entries = append(out.Entries, entry)
		}
		for _, a := range anchors {
			one, err := s.receiptAnchor(r, head, a)
			if err != nil {
				return err
			}
			out.Anchors = append(out.Anchors, one)
		}
		return nil
	})
	return out, err
}

func receiptEntry(r *Reader, head ledger.Checkpoint, seq int64, hidden bool) (e ledger.ReceiptEntry, err error) {
	row, found, err := One[entryRow](r, "SELECT seq, body FROM entry WHERE seq = ?", seq)
	if err != nil {
		return e, err
	}
	if !found {
		return e, fault.New(fault.NotFound, "store.receipt", fault.T("没有这条账目", "no such entry"))
	}
	path, err := tlog.ProveRecord(head.Size, seq-1, hashReader{r})
	if err != nil {
		return e, fault.Wrap("store.receipt", err)
	}
	e = ledger.ReceiptEntry{Seq: seq, Body: row.Body, Path: base64s(path)}
	if hidden {
		leaf := ledger.LeafHash([]byte(row.Body))
		e.Body, e.Leaf = "", base64.StdEncoding.EncodeToString(leaf[:])
	}
	return e, nil
}

func (s *Store) receiptAnchor(r *Reader, head ledger.Checkpoint, a Anchored) (out ledger.ReceiptAnchor, err error) {
	old, err := ledger.OpenCheckpoint(a.Signed, s.options.Keys.Public)
	if err != nil {
		return out, err
	}
	proof, err := tlog.ProveTree(head.Size, old.Size, hashReader{r})
	if err != nil {
		return out, fault.Wrap("store.receipt", err)
	}
	out = ledger.ReceiptAnchor{Checkpoint: a.Signed, Proof: base64s(proof)}
	if a.WitnessNote != "" {
		out.Witness = &ledger.ReceiptWitness{Checkpoint: a.WitnessNote, Key: a.WitnessKey}
	}
	if a.StampSeq > 0 {
		stamp, err := receiptEntry(r, head, a.StampSeq, false)
		if err != nil {
			return out, err
		}
		out.Stamp = &stamp
	}
	out.Entry, err = receiptEntry(r, head, a.Seq, false)
	return out, err
}

func base64s(list []tlog.Hash) []string {
	out := make([]string, len(list))
	for i, hash := range list {
		out[i] = base64.StdEncoding.EncodeToString(hash[:])
	}
	return out
}

// SM3 is the root by SM3, in hex, over the entries as they stand before the next event of this transaction.
func (tx *Tx) SM3() string { return hex.EncodeToString(hashBytes(tx.sm3.Root())) }

func hashBytes(h tlog.Hash) []byte { return h[:] }

// SignedHead is the signed head of the ledger as it stands before the next event of this transaction.
func (tx *Tx) SignedHead() (signed string, head ledger.Checkpoint, err error) {
	head = ledger.Checkpoint{Origin: tx.store.options.Origin, Size: tx.tree.Size, Root: tx.tree.Root()}
	signed, err = head.Sign(tx.store.options.Keys.Private)
	return signed, head, err
}

// Size is how many entries the ledger has, those of this transaction included.
func (tx *Tx) Size() int64 { return tx.tree.Size }

// ConsistencyBetween proves that the ledger of one size grew out of that of an earlier one.
func (s *Store) ConsistencyBetween(ctx context.Context, from, to int64) (proof []string, err error) {
	err = s.View(ctx, func(r *Reader) error {
		if from < 1 || from > to {
			return fault.New(fault.Invalid, "store.consistency", fault.Tf("账本只有%[2]d条,没有第%[1]d条", "the ledger has %[2]d entries and no entry %[1]d", from, to))
		}
		path, err := tlog.ProveTree(to, from, hashReader{r})
		proof = base64s(path)
		return fault.Wrap("store.consistency", err)
	})
	return proof, err
}

// Countersign signs the head of another ledger with this office's key, as its witness.
func (s *Store) Countersign(head ledger.Checkpoint) (string, error) {
	return head.Sign(s.options.Keys.Private)
}

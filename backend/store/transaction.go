package store

import (
	"context"
	"crypto/sha256"
	"io"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// System is the actor of what the program does by itself.
const System = "system"

// Tx is one change of the office: one actor, one instant, any number of events. It reads the tables with all it has
// recorded so far.
type Tx struct {
	Reader
	Actor string
	Now   time.Time // in China's zone, to the millisecond, never before the last entry's

	store  *Store
	tables *Tables
	tree   *ledger.Tree
	sm3    *ledger.Tree
}

// Today is the date in China.
func (tx *Tx) Today() string { return tx.Now.Format(time.DateOnly) }

// Record says that something has happened: the event is written to the ledger and applied to the tables. It returns
// the entry's sequence. An error means that the whole transaction must be given up.
func (tx *Tx) Record(kind, subject string, data any) (int64, error) {
	apply, known := tx.store.apply[kind]
	if !known {
		return 0, fault.New(fault.Internal, "store.record", fault.Tf("未知的事件种类 %[1]s", "unknown kind of event %[1]s", kind))
	}
	seq := tx.tree.Size + 1
	entry, body, err := ledger.NewEntry(seq, tx.Now, tx.Actor, kind, subject, data, tx.store.options.Random)
	if err != nil {
		return 0, err
	}
	if err := tx.tables.Exec("INSERT INTO entry (seq, body) VALUES (?, ?)", seq, string(body)); err != nil {
		return 0, err
	}
	tx.sm3.Append(ledger.LeafSM3(body))
	for _, node := range tx.tree.Append(ledger.LeafHash(body)) {
		if err := tx.tables.Exec("INSERT INTO tree_hash (n, hash) VALUES (?, ?)", node.Index, node.Hash[:]); err != nil {
			return 0, err
		}
	}
	return seq, fault.Wrap(kind, applyEntry(tx.tables, entry, eventOf(entry, tx.Now), apply))
}

// NewID makes a short name, unique in this office, for something that begins with this transaction. It begins with the
// sequence of the next entry, so that names sort as the ledger does and new rows come to the end of a table; the rest is
// drawn from the salt source, so that nobody can guess it.
func (tx *Tx) NewID(prefix string) (string, error) {
	raw := make([]byte, 16)
	if _, err := io.ReadFull(tx.store.options.Random, raw); err != nil {
		return "", fault.Wrap("store.new_id", err)
	}
	sum := sha256.Sum256(raw)
	const digits, half = "0123456789abcdefghjkmnpqrstvwxyz", 6
	id := make([]byte, 2*half)
	for i := range half {
		id[i] = digits[(tx.tree.Size+1)>>(5*(half-1-i))&31]
		id[half+i] = digits[sum[i]&31]
	}
	return prefix + "-" + string(id), nil
}

// eventOf is an entry as its applier sees it.
func eventOf(entry ledger.Entry, at time.Time) Event {
	return Event{Seq: entry.Seq, At: at, Actor: entry.Actor, Kind: entry.Kind, Subject: entry.Subject, Data: entry.Data}
}

// applyEntry brings an entry into the store's own derived tables and the pillar's.
func applyEntry(t *Tables, entry ledger.Entry, e Event, apply Apply) error {
	if err := t.Exec(insertEvent, entry.Seq, entry.Subject); err != nil {
		return err
	}
	return apply(t, e)
}

// Do runs a change for an actor. All events that it records are kept, with their rows, when it returns nil and Do
// returns nil; none of them otherwise.
func (s *Store) Do(ctx context.Context, actor string, change func(tx *Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return storageError("store.do", err)
	}
	now := s.options.Clock().In(ledger.Zone).Truncate(time.Millisecond)
	setBack := s.lastAt.Sub(now)
	if setBack > 0 {
		now = s.lastAt
	}
	tables := &Tables{Reader: Reader{context.WithoutCancel(ctx), s.writer}}
	tx := &Tx{Reader: tables.Reader, Actor: actor, Now: now, store: s, tables: tables, tree: s.tree.Clone(), sm3: s.sm3.Clone()}
	err := s.inTransaction(func() error {
		if setBack > clockTolerance {
			if err := tx.noteClock(setBack); err != nil {
				return err
			}
		}
		if err := change(tx); err != nil {
			return err
		}
		return s.signHead(tx)
	})
	if err != nil {
		return err
	}
	grew := tx.tree.Size > s.tree.Size
	s.tree, s.sm3, s.lastAt = tx.tree, tx.sm3, now
	if grew {
		s.follow.wake()
	}
	return nil
}

// inTransaction runs a function between BEGIN and COMMIT on the writer.
func (s *Store) inTransaction(run func() error) (err error) {
	if err := s.writer.exec(context.Background(), "BEGIN IMMEDIATE"); err != nil {
		return storageError("store.begin", err)
	}
	done := false
	defer func() {
		if !done {
			_ = s.writer.exec(context.Background(), "ROLLBACK") // SQLite may have rolled back by itself
		}
	}()
	if err := run(); err != nil {
		return err
	}
	if err := s.writer.exec(context.Background(), "COMMIT"); err != nil {
		return storageError("store.commit", err)
	}
	done = true
	return nil
}

// signHead replaces the signed head by that of the grown tree.
func (s *Store) signHead(tx *Tx) error {
	tree := tx.tree
	if tree.Size == s.tree.Size {
		return nil
	}
	if err := keepSM3(s.writer, tx.sm3); err != nil {
		return err
	}
	signed, err := ledger.Checkpoint{Origin: s.options.Origin, Size: tree.Size, Root: tree.Root()}.Sign(s.options.Keys.Private)
	if err != nil {
		return err
	}
	if err := s.writer.exec(context.Background(), "DELETE FROM checkpoint"); err != nil {
		return storageError("store.sign", err)
	}
	return storageError("store.sign", s.writer.exec(context.Background(), "INSERT INTO checkpoint (size, note) VALUES (?, ?)", tree.Size, signed))
}

// View reads the tables as they stand at one moment, beside any change that is under way.
func (s *Store) View(ctx context.Context, look func(r *Reader) error) error {
	c, giveBack, err := s.lend(ctx)
	if err != nil {
		return err
	}
	defer giveBack()
	if err := c.exec(context.Background(), "BEGIN"); err != nil {
		return storageError("store.view", err)
	}
	defer func() { _ = c.exec(context.Background(), "ROLLBACK") }()
	return look(&Reader{ctx, c})
}

package store

import (
	"context"
	"database/sql"
	"fmt"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// replayBatch is how many entries are read at a time.
const replayBatch = 2000

// replay reads every entry from one connection and applies it to the tables of another, or of the same. Whatever is
// wrong with an entry goes to bad, which decides whether to go on.
type replay struct {
	from     Source
	into     *Tables
	apply    map[string]Apply
	seen     func(row entryRow) // called for every entry before it is applied; may be nil
	bad      func(int64, error) error
	progress func(done int64)
}

func (p *replay) run() error {
	for after := int64(0); ; {
		rows, err := All[entryRow](p.from, "SELECT seq, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, replayBatch)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if p.seen != nil {
				p.seen(row)
			}
			if err := p.one(row); err != nil {
				if err := p.bad(row.Seq, err); err != nil {
					return err
				}
			}
			after = row.Seq
		}
		if p.progress != nil {
			p.progress(after)
		}
		if len(rows) < replayBatch {
			return nil
		}
	}
}

func (p *replay) one(row entryRow) error {
	entry, err := ledger.Decode(row.Seq, []byte(row.Body))
	if err != nil {
		return err
	}
	at, err := entry.Time()
	if err != nil {
		return fault.New(fault.Damaged, "store.replay", fault.Tf("第%[1]d条账目的时刻不可读", "the instant of entry %[1]d cannot be read", row.Seq)).WithCause(err)
	}
	apply, known := p.apply[entry.Kind]
	if !known {
		return newerProgram(fmt.Errorf("entry %d is of the unknown kind %q", row.Seq, entry.Kind))
	}
	return applyEntry(p.into, entry, at.In(ledger.Zone), apply)
}

// rebuild drops the derived tables of an open file, those that refer to others first, and replays the ledger into new ones, in one transaction.
func (s *Store) rebuild() error {
	return s.inTransaction(func() error {
		reader := &Reader{context.Background(), s.writer}
		old, err := All[string](reader, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('entry', 'tree_hash', 'checkpoint', 'meta') AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC")
		if err != nil {
			return err
		}
		for _, name := range old {
			if err := s.run(fmt.Sprintf("DROP TABLE %q", name)); err != nil {
				return err
			}
		}
		for _, text := range s.derived() {
			if err := s.run(text); err != nil {
				return err
			}
		}
		p := replay{from: reader, into: &Tables{*reader}, apply: s.apply, bad: func(_ int64, err error) error { return err }}
		if err := p.run(); err != nil {
			return err
		}
		return s.setMeta("shape", s.shape())
	})
}

// aside is an office's tables in memory, made anew from the ledger.
type aside struct {
	db   *sql.DB
	conn *connection
}

// newAside makes empty tables in memory with the shape of the store's.
func (s *Store) newAside() (*aside, error) {
	db, err := sql.Open("sqlite3", "file::memory:?_synchronous=OFF&_journal_mode=OFF&_foreign_keys=1")
	if err != nil {
		return nil, storageError("store.aside", err)
	}
	db.SetMaxOpenConns(1)
	conn, err := connect(db)
	if err != nil {
		db.Close()
		return nil, err
	}
	a := &aside{db, conn}
	for _, text := range append([]string{ledgerSchema}, s.derived()...) {
		if _, err := conn.conn.ExecContext(context.Background(), text); err != nil {
			a.close()
			return nil, storageError("store.aside", err)
		}
	}
	return a, nil
}

func (a *aside) reader() *Reader { return &Reader{context.Background(), a.conn} }

func (a *aside) close() {
	a.conn.close()
	a.db.Close()
}

// Replay makes the tables anew in memory and compares them with the live ones, row for row. It returns how many entries
// and rows there were and what differs.
func (s *Store) Replay(ctx context.Context, progress func(done, total int64)) (Report, error) {
	return s.verify(ctx, VerifyOptions{Progress: progress, tablesOnly: true})
}

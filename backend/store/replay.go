package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"zhiheng/backend/ledger"
)

const (
	// forRebuild lets SQLite keep 256 MiB of the file in memory while tables are made anew, and drop the old ones without
	// overwriting them: all they say is in the ledger.
	forRebuild   = "PRAGMA cache_size=-262144; PRAGMA secure_delete=0"
	afterRebuild = ordinaryCache + "; PRAGMA secure_delete=1; PRAGMA shrink_memory"
)

// rebuild drops the derived tables of an open file, those that refer to others first, and replays the ledger into new ones, in one transaction.
func (s *Store) rebuild() error {
	from, err := s.ledgerReader()
	if err != nil {
		return err
	}
	defer from.close()
	if err := s.run(forRebuild); err != nil {
		return err
	}
	err = s.inTransaction(func() error { return s.rebuildFrom(from.reader()) })
	return errors.Join(err, s.run(afterRebuild))
}

func (s *Store) rebuildFrom(from Source) error {
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
	late := s.lateIndexes()
	for _, text := range s.derived() {
		if err := s.run(without(text, late)); err != nil {
			return err
		}
	}
	p := replay{from: from, into: &Tables{Reader: *reader}, apply: s.apply, bad: func(_ int64, err error) error { return err }}
	s.sm3 = ledger.NewSM3Tree()
	p.sm3 = s.sm3
	if err := p.run(); err != nil {
		return err
	}
	if err := keepSM3(s.writer, s.sm3); err != nil {
		return err
	}
	for _, line := range late {
		if err := s.run(line); err != nil {
			return err
		}
	}
	return s.setMeta("shape", s.shape())
}

// lateMark ends the line of an index that no applier reads by. A replay makes such an index when all entries are in, which
// is much cheaper than keeping it in order on the way.
const lateMark = "-- for readers"

// lateIndexes are the lines of the derived tables' SQL that make such indexes.
func (s *Store) lateIndexes() (lines []string) {
	for _, text := range s.derived() {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.HasPrefix(line, "CREATE INDEX ") && strings.HasSuffix(strings.TrimSpace(line), lateMark) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// without is a text of SQL without some of its lines.
func without(text string, lines []string) string {
	for _, line := range lines {
		text = strings.Replace(text, line, "", 1)
	}
	return text
}

// aside is a database of its own, beside the open one: an office's tables in memory, or a second look at the file.
type aside struct {
	db   *sql.DB
	conn *connection
}

func openAside(address string) (*aside, error) {
	db, err := sql.Open("sqlite3", address)
	if err != nil {
		return nil, storageError("store.aside", err)
	}
	db.SetMaxOpenConns(1)
	conn, err := connect(db)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &aside{db, conn}, nil
}

// ledgerReader reads the committed entries while the writer makes tables.
func (s *Store) ledgerReader() (*aside, error) {
	return openAside(dsn(s.path, s.options.Synchronous, true))
}

// newAside makes empty tables in memory with the shape of the store's.
func (s *Store) newAside() (*aside, error) {
	a, err := openAside("file::memory:?_synchronous=OFF&_journal_mode=OFF&_foreign_keys=1&_mutex=no")
	if err != nil {
		return nil, err
	}
	for _, text := range append([]string{ledgerSchema}, s.derived()...) {
		if _, err := a.conn.conn.ExecContext(context.Background(), text); err != nil {
			a.close()
			return nil, storageError("store.aside", err)
		}
	}
	return a, nil
}

// dropIndexes drops indexes by the lines that make them. The tables aside are compared by their primary keys.
func (a *aside) dropIndexes(lines []string) error {
	for _, line := range lines {
		if err := a.conn.exec(context.Background(), "DROP INDEX "+strings.Fields(line)[2]); err != nil {
			return storageError("store.aside", err)
		}
	}
	return nil
}

func (a *aside) reader() *Reader { return &Reader{context.Background(), a.conn} }

func (a *aside) close() {
	a.conn.close()
	a.db.Close()
}

// Replay makes the tables anew in memory and compares them with the live ones, row for row. It returns how many entries
// and rows there were and what differs.
func (s *Store) Replay(ctx context.Context, progress func(Progress)) (Report, error) {
	return s.verify(ctx, VerifyOptions{Progress: progress, tablesOnly: true})
}

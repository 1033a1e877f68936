package store

import (
	"context"
	"database/sql"
	"strings"
)

// CopyTo writes a copy of the office file as it stands at one moment, while the office goes on working. It needs a
// connection of its own: a reader's may write nothing at all, and a copy counts as writing.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", strings.Replace(dsn(s.path, s.options.Synchronous, true), "_query_only=1", "_query_only=0", 1))
	if err != nil {
		return storageError("store.copy", err)
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	return storageError("store.copy", err)
}

// Originals lists the hashes of all files that events rest on.
func (s *Store) Originals(ctx context.Context) (list []string, err error) {
	err = s.View(ctx, func(r *Reader) (err error) {
		list, err = All[string](r, "SELECT sha256 FROM original ORDER BY sha256")
		return err
	})
	return list, err
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"zhiheng/backend/fault"
)

// Cache keeps what was derived from originals at some cost and can be derived again: text, page images. Losing it loses
// time and nothing else, so it is not synced. It is opened unseen, whatever its size: every value carries a checksum, one
// that does not match counts as missing, and a file that cannot be read is thrown away when that shows.
type Cache struct {
	path string

	mu sync.RWMutex // held for writing while the file is made anew
	db *sql.DB
}

const cacheSchema = `CREATE TABLE IF NOT EXISTS derived (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID`

// checksumSize is how much of a value's SHA-256 stands before it.
const checksumSize = 8

// OpenCache opens the cache file at path, making it anew if it is missing or damaged.
func OpenCache(path string) (*Cache, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, storageError("store.cache", err)
	}
	c := &Cache{path: path}
	if err := c.open(); err != nil {
		if err := c.anew(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Cache) open() error {
	db, err := sql.Open("sqlite3", dsn(c.path, "OFF", false))
	if err != nil {
		return storageError("store.cache", err)
	}
	if _, err := db.Exec(cacheSchema); err != nil {
		db.Close()
		return storageError("store.cache", err)
	}
	c.db = db
	return nil
}

// anew removes the file and opens an empty one. An open one has been closed.
func (c *Cache) anew() error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(c.path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return storageError("store.cache", err)
		}
	}
	return c.open()
}

// mend throws the file away if an error says that it is damaged. The caller holds nothing.
func (c *Cache) mend(err error, was *sql.DB) error {
	if fault.KindOf(err) != fault.Damaged {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.db != was {
		return nil // another has done it
	}
	_ = c.db.Close() // of a file that is about to be removed
	return c.anew()
}

// Close closes the file.
func (c *Cache) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return storageError("store.cache", c.db.Close())
}

// Get returns a value; found is false if it has to be derived.
func (c *Cache) Get(ctx context.Context, key string) (value []byte, found bool, err error) {
	c.mu.RLock()
	db := c.db
	err = storageError("store.cache", db.QueryRowContext(ctx, "SELECT value FROM derived WHERE key = ?", key).Scan(&value))
	c.mu.RUnlock()
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, c.mend(err, db)
	case len(value) < checksumSize || string(value[:checksumSize]) != checksum(key, value[checksumSize:]):
		return nil, false, nil
	}
	return value[checksumSize:], true, nil
}

// Put keeps a value.
func (c *Cache) Put(ctx context.Context, key string, value []byte) error {
	for try := 0; ; try++ {
		c.mu.RLock()
		db := c.db
		_, err := db.ExecContext(ctx, "INSERT INTO derived (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, append([]byte(checksum(key, value)), value...))
		c.mu.RUnlock()
		if err = storageError("store.cache", err); fault.KindOf(err) != fault.Damaged || try == 2 {
			return err
		}
		if err := c.mend(err, db); err != nil {
			return err
		}
	}
}

// checksum ties a value to its key.
func checksum(key string, value []byte) string {
	hash := sha256.New()
	hash.Write([]byte(key))
	hash.Write([]byte{0})
	hash.Write(value)
	return string(hash.Sum(nil)[:checksumSize])
}

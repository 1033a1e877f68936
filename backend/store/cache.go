package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// Cache keeps what was derived from originals at some cost and can be derived again: text, page images. Losing it loses
// time and nothing else, so it is not synced, and a damaged file is thrown away.
type Cache struct {
	db *sql.DB
}

const cacheSchema = `CREATE TABLE IF NOT EXISTS derived (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID`

// OpenCache opens the cache file at path, making it anew if it is missing or damaged.
func OpenCache(path string) (*Cache, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, storageError("store.cache", err)
	}
	c, err := openCache(path)
	if err == nil {
		return c, nil
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, storageError("store.cache", err)
		}
	}
	c, err = openCache(path)
	return c, storageError("store.cache", err)
}

func openCache(path string) (*Cache, error) {
	db, err := sql.Open("sqlite3", dsn(path, "OFF", false))
	if err != nil {
		return nil, err
	}
	var check string
	if _, err = db.Exec(cacheSchema); err == nil {
		err = db.QueryRow("PRAGMA quick_check(1)").Scan(&check)
	}
	if err == nil && check != "ok" {
		err = errors.New(check)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return &Cache{db}, nil
}

// Close closes the file.
func (c *Cache) Close() error { return storageError("store.cache", c.db.Close()) }

// Get returns a value; found is false if it has to be derived.
func (c *Cache) Get(ctx context.Context, key string) (value []byte, found bool, err error) {
	err = c.db.QueryRowContext(ctx, "SELECT value FROM derived WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return value, err == nil, storageError("store.cache", err)
}

// Put keeps a value.
func (c *Cache) Put(ctx context.Context, key string, value []byte) error {
	_, err := c.db.ExecContext(ctx, "INSERT INTO derived (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return storageError("store.cache", err)
}

package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/alexedwards/argon2id"
	_ "github.com/mattn/go-sqlite3" // the driver

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

const secretsSchema = `
CREATE TABLE IF NOT EXISTS signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), private TEXT NOT NULL, public TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS password (person TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS failure (name TEXT PRIMARY KEY, count INTEGER NOT NULL, locked_until INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS session (token TEXT PRIMARY KEY, data BLOB NOT NULL, expiry INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS head (note TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;
`

// hashing is the cost of a password hash: 19 MiB, twice over.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Secrets are what must not be in the ledger: the signing key, password hashes, sessions, failed attempts, and the last
// signed heads, which show a ledger that was cut or put back.
type Secrets struct {
	db    *sql.DB
	clock func() time.Time
	decoy string // the hash of no password, so that an unknown name takes as long as a wrong password
}

// OpenSecrets opens the file secrets.db in a folder, making it if need be.
func OpenSecrets(dir string, clock func() time.Time) (*Secrets, error) {
	path := filepath.Join(dir, "secrets.db")
	if err := ownersOnly(path); err != nil {
		return nil, secretsError("open", err)
	}
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_journal_mode=WAL&_synchronous=FULL&_secure_delete=1&_busy_timeout=10000&_txlock=immediate")
	if err != nil {
		return nil, secretsError("open", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(secretsSchema); err != nil {
		db.Close()
		return nil, secretsError("open", err)
	}
	decoy, err := argon2id.CreateHash(rand.Text(), hashing)
	return &Secrets{db, clock, decoy}, secretsError("open", err)
}

// ownersOnly makes the file if need be and keeps it from everybody but its owner. SQLite gives the files beside it the
// same permissions.
func ownersOnly(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(file.Chmod(0o600), file.Close())
}

// Close closes the file.
func (s *Secrets) Close() error { return secretsError("close", s.db.Close()) }

// CopyTo writes a copy of the file, as it stands at one moment. Whoever holds it holds the office's signing key.
func (s *Secrets) CopyTo(ctx context.Context, path string) error {
	_, err := s.db.ExecContext(ctx, "VACUUM INTO ?", path)
	return secretsError("copy", err)
}

// Keys returns the office's signing key, making it the first time under the given name.
func (s *Secrets) Keys(name string) (keys ledger.Keys, err error) {
	err = s.db.QueryRow("SELECT private, public FROM signing_key").Scan(&keys.Private, &keys.Public)
	if !errors.Is(err, sql.ErrNoRows) {
		return keys, secretsError("keys", err)
	}
	if keys, err = ledger.NewKeys(rand.Reader, name); err != nil {
		return keys, err
	}
	_, err = s.db.Exec("INSERT INTO signing_key (id, private, public) VALUES (1, ?, ?)", keys.Private, keys.Public)
	return keys, secretsError("keys", err)
}

// SetPassword keeps the hash of a person's password.
func (s *Secrets) SetPassword(person, password string) error {
	hash, err := argon2id.CreateHash(password, hashing)
	if err != nil {
		return secretsError("password", err)
	}
	_, err = s.db.Exec("INSERT INTO password (person, hash) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET hash = excluded.hash", person, hash)
	return secretsError("password", err)
}

// check compares a password with a person's hash, in the same time for an unknown person.
func (s *Secrets) check(person, password string) (bool, error) {
	hash := s.decoy
	err := s.db.QueryRow("SELECT hash FROM password WHERE person = ?", person).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, secretsError("check", err)
	}
	match, matchErr := argon2id.ComparePasswordAndHash(password, hash)
	return match && err == nil, secretsError("check", matchErr)
}

// KeepHead keeps a signed head beside the ledger, so that an older ledger put in its place is noticed. Another head of the
// same size is kept as well: two of them are two histories.
func (s *Secrets) KeepHead(size int64, note string) error {
	_, err := s.db.Exec("INSERT INTO head (size, note) VALUES (?, ?) ON CONFLICT (note) DO NOTHING", size, note)
	if err == nil {
		_, err = s.db.Exec("DELETE FROM head WHERE size < (SELECT min(size) FROM (SELECT size FROM head ORDER BY size DESC LIMIT 30))")
	}
	return secretsError("head", err)
}

// Heads returns the signed heads that were kept.
func (s *Secrets) Heads() (notes []string, err error) {
	rows, err := s.db.Query("SELECT note FROM head ORDER BY size")
	if err != nil {
		return nil, secretsError("heads", err)
	}
	defer rows.Close()
	for rows.Next() {
		var note string
		if err := rows.Scan(&note); err != nil {
			return nil, secretsError("heads", err)
		}
		notes = append(notes, note)
	}
	return notes, secretsError("heads", rows.Err())
}

func secretsError(op string, err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Storage, "account.secrets."+op, fault.T("密钥文件读写失败", "the file of secrets cannot be read or written")).WithCause(err)
}

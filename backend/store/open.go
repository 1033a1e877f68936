// Package store keeps an office in one SQLite file: it appends events to the ledger, applies them to the pillars'
// tables in the same transaction, replays the ledger into empty tables, and verifies that what lies on the disk is what
// was written. It knows SQLite and nothing of law enforcement.
package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver
	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

//go:embed tables.sql
var ledgerSchema string

//go:embed derived.sql
var derivedSchema string

const (
	// Format is the version of the file: how entries, hashes and meta are laid out. A program refuses a newer one.
	Format = 1
	// applicationID marks the file as an office's ("ZhHg" in the SQLite header).
	applicationID = 0x5a684867
	readers       = 4
	ordinaryCache = "PRAGMA cache_size=-16000"

	insertEvent     = `INSERT INTO event (seq, subject) VALUES (?, ?)`
	insertNamedHead = `INSERT INTO named_head (seq, size, root, sm3) VALUES (?, ?, ?, ?)`
	insertOriginal  = `INSERT INTO original (sha256, size, seq, sm3) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET sm3 = excluded.sm3 WHERE original.sm3 = ''`
)

// Options are what a store needs from outside.
type Options struct {
	Pillars []Pillar
	Keys    ledger.Keys      // with which heads are signed; the public half is kept in the file
	Origin  string           // the ledger's name in its checkpoints, such as "zhiheng/11320681014381238G"
	Clock   func() time.Time // one instant is taken per transaction
	Random  io.Reader        // of salts; crypto/rand when nil

	// Synchronous is FULL unless a harness that looks for lost records wants to see one that loses them.
	Synchronous string
}

// Store is an open office file.
type Store struct {
	path    string
	options Options
	apply   map[string]Apply

	writing sync.Mutex
	db      *sql.DB
	writer  *connection
	tree    *ledger.Tree
	sm3     *ledger.Tree // over the same entries
	lastAt  time.Time

	readDB  *sql.DB
	reading chan *connection
	behind  chan *veiled // as reading; nil where none has been made yet
	veils   map[string]Veil
	closed  chan struct{}
	closing sync.Once

	follow followers
}

// Open opens the office file at path, making it if there is none. It refuses a file of a newer program and one that is
// no office's, and replays the ledger when the pillars' tables have another shape than the file's.
func Open(path string, options Options) (*Store, error) {
	if options.Random == nil {
		options.Random = rand.Reader
	}
	if options.Synchronous == "" {
		options.Synchronous = "FULL"
	}
	options.Pillars = append([]Pillar{own()}, options.Pillars...)
	apply, err := appliers(options.Pillars)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, options: options, apply: apply, reading: make(chan *connection, readers), behind: make(chan *veiled, readers), veils: veils(options.Pillars), closed: make(chan struct{})}
	if err := s.openWriter(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(fault.Wrap("store.open", err), s.Close())
	}
	if err := s.openReaders(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := syncNames(filepath.Dir(path)); err != nil {
		return nil, errors.Join(storageError("store.open", err), s.Close())
	}
	return s, nil
}

// Close closes the file, once. What was committed is on the disk already; whoever reads after it is refused.
func (s *Store) Close() (err error) {
	s.closing.Do(func() { err = s.close() })
	return err
}

func (s *Store) close() error {
	close(s.closed)
	s.follow.close()
	for len(s.reading) > 0 {
		(<-s.reading).close()
	}
	for len(s.behind) > 0 {
		if v := <-s.behind; v != nil {
			v.close()
		}
	}
	if s.readDB != nil {
		s.readDB.Close()
	}
	if s.writer != nil {
		s.writer.close()
	}
	if s.db != nil {
		return storageError("store.close", s.db.Close())
	}
	return nil
}

// lend lends a connection to read with, to be given back.
func (s *Store) lend(ctx context.Context) (c *connection, giveBack func(), err error) {
	select {
	case <-s.closed:
		return nil, nil, closedFile()
	default:
	}
	if len(UnseenIn(ctx)) > 0 {
		return s.lendVeiled(ctx)
	}
	select {
	case c = <-s.reading:
		return c, func() { s.reading <- c }, nil
	case <-s.closed:
		return nil, nil, closedFile()
	case <-ctx.Done():
		return nil, nil, storageError("store.read", ctx.Err())
	}
}

// dsn is the address of the file with the settings under which it is always opened.
func dsn(path, synchronous string, readOnly bool) string {
	q := url.Values{}
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", synchronous)
	q.Set("_foreign_keys", "1")
	q.Set("_secure_delete", "1")
	q.Set("_busy_timeout", "10000")
	q.Set("_cell_size_check", "1")
	q.Set("_mutex", "no") // database/sql lets one goroutine at a time use a connection
	if readOnly {
		q.Set("mode", "ro")
		q.Set("_query_only", "1")
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func (s *Store) openWriter() (err error) {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return storageError("store.open", err)
	}
	if s.db, err = sql.Open("sqlite3", dsn(s.path, s.options.Synchronous, false)); err != nil {
		return storageError("store.open", err)
	}
	s.db.SetMaxOpenConns(1)
	s.writer, err = connect(s.db)
	return err
}

func (s *Store) openReaders() (err error) {
	if s.readDB, err = sql.Open("sqlite3", dsn(s.path, s.options.Synchronous, true)); err != nil {
		return storageError("store.open", err)
	}
	for range readers {
		c, err := connect(s.readDB)
		if err != nil {
			return err
		}
		s.reading <- c
		s.behind <- nil
	}
	return nil
}

// prepare makes a new file, or checks an old one and brings its tables up to date.
func (s *Store) prepare() error {
	var id, format, objects int64
	for pragma, into := range map[string]*int64{"PRAGMA application_id": &id, "PRAGMA user_version": &format, "SELECT count(*) FROM sqlite_schema": &objects} {
		if err := s.writer.conn.QueryRowContext(context.Background(), pragma).Scan(into); err != nil {
			return storageError("store.open", err)
		}
	}
	switch {
	case objects == 0 && id == 0:
		return s.create()
	case id != applicationID:
		return fault.New(fault.Damaged, "store.open", fault.T("这不是执衡的数据文件", "this is not an office file of Zhiheng"))
	case format > Format:
		return newerProgram(fmt.Errorf("format %d, this program knows %d", format, Format))
	}
	if err := s.load(); err != nil {
		return err
	}
	shape, err := s.meta("shape")
	if err != nil {
		return err
	}
	if shape == s.shape() {
		return s.loadSM3()
	}
	return s.rebuild()
}

func newerProgram(cause error) error {
	return fault.New(fault.Refused, "store.open", fault.T("数据由更新版本的执衡写成,本版本不予打开,文件未作任何改动", "a newer Zhiheng has written this office; this one leaves it untouched")).
		WithHint(fault.T("请安装同一或更新的版本。", "Install that version or a newer one.")).WithCause(cause)
}

// shape is a hash over the SQL of all derived tables: another shape means a replay.
func (s *Store) shape() string {
	hash := sha256.New()
	for _, text := range s.derived() {
		fmt.Fprintln(hash, text)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

func (s *Store) derived() []string {
	texts := []string{derivedSchema}
	for _, p := range s.options.Pillars {
		texts = append(texts, p.Tables)
	}
	return texts
}

func (s *Store) create() error {
	return s.inTransaction(func() error {
		for _, text := range append([]string{ledgerSchema}, s.derived()...) {
			if err := s.run(text); err != nil {
				return err
			}
		}
		s.tree, s.sm3 = &ledger.Tree{}, ledger.NewSM3Tree()
		for key, value := range map[string]string{"origin": s.options.Origin, "public_key": s.options.Keys.Public, "shape": s.shape()} {
			if err := s.setMeta(key, value); err != nil {
				return err
			}
		}
		return s.run(fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d", applicationID, Format))
	})
}

// run executes a text of several statements.
func (s *Store) run(text string) error {
	_, err := s.writer.conn.ExecContext(context.Background(), text)
	return storageError("store.schema", err)
}

func (s *Store) meta(key string) (value string, err error) {
	err = s.writer.conn.QueryRowContext(context.Background(), "SELECT value FROM meta WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, storageError("store.meta", err)
}

func (s *Store) setMeta(key, value string) error {
	return storageError("store.meta", s.writer.exec(context.Background(), "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value))
}

// load reads the edge of the tree and the time of the last entry.
func (s *Store) load() error {
	reader := &Reader{context.Background(), s.writer}
	last, found, err := One[entryRow](reader, "SELECT seq, body FROM entry ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return err
	}
	if !found {
		s.tree, s.sm3 = &ledger.Tree{}, ledger.NewSM3Tree()
		return nil
	}
	if s.tree, err = ledger.LoadTree(last.Seq, hashReader{reader}); err != nil {
		return fault.Wrap("store.open", err)
	}
	if entry, err := ledger.Decode(last.Seq, []byte(last.Body)); err == nil {
		s.lastAt, _ = entry.Time() // verification tells of a bad entry; the office opens all the same
	}
	return nil
}

type entryRow struct {
	Seq  int64  `json:"seq"`
	Body string `json:"body"`
}

// hashReader reads the tree's hashes out of their table, as tlog wants them.
type hashReader struct{ from Source }

func (h hashReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		raw, found, err := One[[]byte](h.from, "SELECT hash FROM tree_hash WHERE n = ?", index)
		if err != nil {
			return nil, err
		}
		if !found || len(raw) != tlog.HashSize {
			return nil, fault.New(fault.Damaged, "store.hashes", fault.Tf("散列树第%[1]d个节点缺失", "node %[1]d of the hash tree is missing", index))
		}
		out[i] = tlog.Hash(raw)
	}
	return out, nil
}

// tableNames are the names in the lines "CREATE TABLE name (".
func tableNames(schema string) []string {
	var names []string
	for _, line := range strings.Split(schema, "\n") {
		if rest, ok := strings.CutPrefix(line, "CREATE TABLE "); ok {
			names = append(names, strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "(")))
		}
	}
	return names
}

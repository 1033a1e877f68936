//go:build sqlite_fts5

package main

import (
	"context"
	"database/sql"
	"os"
	"strings"
	"unicode"

	_ "github.com/mattn/go-sqlite3" // the engine that is compared

	"zhiheng/backend/precedent/judged"
)

// rivals are the engines that this build can compare.
func rivals() []rival {
	return []rival{
		&fts{name: "fts5-pairs", tokenizer: "unicode61 remove_diacritics 0", cut: pairs},
		&fts{name: "fts5-trigram", tokenizer: "trigram", cut: triples, whole: true},
		&stock{},
	}
}

// fts is SQLite's FTS5. Cut gives the tokens of a text; whole leaves texts as they are, for a tokenizer of its own.
type fts struct {
	name, tokenizer string
	cut             func(string) []string
	whole           bool
	path            string
	db              *sql.DB
	ids             []string
}

// Name implements rival.
func (f *fts) Name() string { return f.name }

// Build implements rival.
func (f *fts) Build(ctx context.Context, path string, documents []judged.Document) (err error) {
	f.path = path
	if f.db, err = sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=NORMAL"); err != nil {
		return err
	}
	f.db.SetMaxOpenConns(1)
	if _, err := f.db.ExecContext(ctx, "CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize=\""+f.tokenizer+"\")"); err != nil {
		return err
	}
	for begin := 0; begin < len(documents); begin += 1000 {
		if err := f.batch(ctx, begin, documents[begin:min(begin+1000, len(documents))]); err != nil {
			return err
		}
	}
	_, err = f.db.ExecContext(ctx, "INSERT INTO t(t) VALUES('optimize'); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

func (f *fts) batch(ctx context.Context, at int, documents []judged.Document) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, "INSERT INTO t(rowid, x) VALUES(?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, d := range documents {
		text := d.Title + "\n" + d.Text
		if !f.whole {
			text = strings.Join(f.cut(text), " ")
		}
		if _, err := insert.ExecContext(ctx, at+i, text); err != nil {
			return err
		}
		f.ids = append(f.ids, d.ID)
	}
	return tx.Commit()
}

// Find implements rival: any of the tokens, by FTS5's BM25.
func (f *fts) Find(ctx context.Context, text string, n int) (ids []string, err error) {
	var quoted []string
	had := map[string]bool{}
	for _, token := range f.cut(text) {
		if !had[token] {
			had[token] = true
			quoted = append(quoted, `"`+strings.ReplaceAll(token, `"`, "")+`"`)
		}
	}
	if len(quoted) == 0 {
		return nil, nil
	}
	rows, err := f.db.QueryContext(ctx, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", strings.Join(quoted, " OR "), n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var row int
		if err := rows.Scan(&row); err != nil {
			return nil, err
		}
		ids = append(ids, f.ids[row])
	}
	return ids, rows.Err()
}

// Phrase implements rival: the tokens in this order.
func (f *fts) Phrase(ctx context.Context, text string, n int) (total int, ok bool, err error) {
	if f.whole {
		return 0, false, nil
	}
	phrase := `"` + strings.Join(f.cut(text), " ") + `"`
	if err := f.db.QueryRowContext(ctx, "SELECT count(*) FROM t WHERE t MATCH ?", phrase).Scan(&total); err != nil {
		return 0, false, err
	}
	rows, err := f.db.QueryContext(ctx, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", phrase, n)
	if err != nil {
		return 0, false, err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return total, true, rows.Err()
}

// Bytes implements rival.
func (f *fts) Bytes() int64 {
	info, err := os.Stat(f.path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// Close implements rival.
func (f *fts) Close() {
	if f.db != nil {
		_ = f.db.Close()
	}
}

// pairs are the pairs of neighbouring Han characters, and whole words of other letters and digits.
func pairs(text string) []string { return grams(text, 2) }

// triples are what the trigram tokenizer looks for.
func triples(text string) (list []string) { return grams(text, 3) }

func grams(text string, n int) (list []string) {
	var run []rune
	han := false
	end := func() {
		if han && len(run) > n {
			for i := 0; i+n <= len(run); i++ {
				list = append(list, string(run[i:i+n]))
			}
		} else if len(run) > 0 && (n == 2 || len(run) >= n) {
			list = append(list, string(run))
		}
		run = run[:0]
	}
	for _, r := range strings.ToLower(text) {
		switch isHan := unicode.Is(unicode.Han, r); {
		case !isHan && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
		case isHan != han:
			end()
			han = isHan
			run = append(run, r)
		default:
			run = append(run, r)
		}
	}
	end()
	return list
}

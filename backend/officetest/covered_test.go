package officetest_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"zhiheng/backend/officetest"
	"zhiheng/backend/store"
)

// outside changes the office file as any other program could.
func outside(t *testing.T, o *officetest.Office) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+o.Path+"?_foreign_keys=0&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec("PRAGMA ignore_check_constraints=1"); err != nil {
		t.Fatal(err)
	}
	return db
}

type column struct {
	table, name, kind string
	key               bool
}

// columns are those of every table of an office that is not the ledger itself, which has tests of its own.
func columns(t *testing.T, db *sql.DB) (list []column) {
	t.Helper()
	rows, err := db.Query("SELECT m.name, c.name, c.type, c.pk > 0 FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT IN ('entry', 'tree_hash', 'checkpoint', 'meta')")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.table, &c.name, &c.kind, &c.key); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

func value(c column) string {
	return map[string]string{"TEXT": "'改动'", "INTEGER": "987654321", "BLOB": "zeroblob(5)"}[c.kind]
}

// TestARowInAnyTableIsCovered: whatever table a pillar has, a row that no entry speaks of is found. A new table without cover
// fails here.
func TestARowInAnyTableIsCovered(t *testing.T) {
	o := officetest.New(t)
	o.MustBeIntact()
	db := outside(t, o)
	names, values := map[string][]string{}, map[string][]string{}
	for _, c := range columns(t, db) {
		names[c.table], values[c.table] = append(names[c.table], fmt.Sprintf("%q", c.name)), append(values[c.table], value(c))
	}
	for table := range names {
		if _, err := db.Exec(fmt.Sprintf("INSERT INTO %q (%s) VALUES (%s)", table, strings.Join(names[table], ", "), strings.Join(values[table], ", "))); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
	report, err := o.Store.Verify(o.Ctx, store.VerifyOptions{})
	o.Must(err)
	for _, f := range report.Findings {
		delete(names, f.Name)
	}
	if len(names) > 0 {
		t.Errorf("nobody saw the row in %v", names)
	}
}

// TestAnyCellOfAnyTableIsCovered changes one cell in every column of every table that has a row, and expects each to be named.
func TestAnyCellOfAnyTableIsCovered(t *testing.T) {
	rounds := 1
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		rounds = 50
	}
	o := officetest.New(t)
	o.Passed()
	o.MustBeIntact()
	db := outside(t, o)
	r := rand.New(rand.NewPCG(3, 5))
	for range rounds {
		want := map[string]bool{}
		tables := map[string]bool{}
		for _, c := range columns(t, db) {
			if c.key {
				continue // a changed key is a row too many and one too few
			}
			var n int64
			if err := db.QueryRow(fmt.Sprintf("SELECT count(*) FROM %q", c.table)).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				continue
			}
			changed := value(c)
			if c.kind == "TEXT" {
				changed = fmt.Sprintf("'改动 %d'", r.Uint64()) // so that no index of single values is in the way
			}
			_, err := db.Exec(fmt.Sprintf("UPDATE %[1]q SET %[2]q = %[3]s WHERE %[4]s = (SELECT %[4]s FROM %[1]q ORDER BY 1 LIMIT 1 OFFSET %[5]d)", c.table, c.name, changed, keyOf(t, db, c.table), r.Int64N(n)))
			if err != nil {
				t.Fatalf("%s.%s: %v", c.table, c.name, err)
			}
			want[c.table+"."+c.name], tables[c.table] = true, true
		}
		if len(want) < 100 || len(tables) < 12 {
			t.Fatalf("only %d columns of %d tables: the test looks at little", len(want), len(tables))
		}
		report, err := o.Store.Verify(o.Ctx, store.VerifyOptions{})
		o.Must(err)
		for _, f := range report.Findings {
			for name := range strings.SplitSeq(f.Column, ",") {
				delete(want, f.Name+"."+name)
			}
		}
		if len(want) > 0 {
			t.Errorf("nobody saw %v", want)
		}
	}
}

// keyOf is the primary key of a table as one expression.
func keyOf(t *testing.T, db *sql.DB, table string) string {
	t.Helper()
	var list []string
	for _, c := range columns(t, db) {
		if c.table == table && c.key {
			list = append(list, fmt.Sprintf("%q", c.name))
		}
	}
	return strings.Join(list, " || '/' || ")
}

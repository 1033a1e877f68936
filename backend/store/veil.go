package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Veil says what the rows of a table belong to, so that they can be kept from eyes that may not see it: Column holds the key of
// that thing, or, where Through is named, the id of a row of that table which has a veil itself. Also is a second column that
// holds a key, if there is one. Names are the columns by which people ask for a row.
type Veil struct {
	Column  string
	Through string
	Also    string
	Names   []string
}

// hidden is SQL that holds for a row of a table that belongs to something in temp.unseen.
func (s *Store) hidden(table string) string {
	v := s.veils[table]
	sql := "coalesce(" + s.keyOf(table) + ", '') IN (SELECT key FROM temp.unseen)"
	if v.Also != "" {
		sql = "(" + sql + " OR " + table + "." + v.Also + " IN (SELECT key FROM temp.unseen))"
	}
	return sql
}

func (s *Store) keyOf(table string) string {
	v := s.veils[table]
	if v.Through == "" {
		return table + "." + v.Column
	}
	return fmt.Sprintf("(SELECT %[1]s FROM main.%[2]s WHERE %[2]s.id = %[3]s.%[4]s)", s.keyOf(v.Through), v.Through, table, v.Column)
}

type unseenKey struct{}

// Unseen makes a context under which the rows that belong to some things cannot be read: not by address, not in a list, not in
// a count. It holds for [Store.View]; who changes something must be kept away by whoever calls.
func Unseen(ctx context.Context, keys []string) context.Context {
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	return context.WithValue(ctx, unseenKey{}, keys)
}

// Whole is a context under which everything can be read again: for what the program keeps for all eyes.
func Whole(ctx context.Context) context.Context {
	return context.WithValue(ctx, unseenKey{}, []string(nil))
}

// UnseenIn lists what cannot be seen under a context, sorted.
func UnseenIn(ctx context.Context) []string {
	keys, _ := ctx.Value(unseenKey{}).([]string)
	return keys
}

// IsUnseen tells whether something cannot be seen under a context.
func IsUnseen(ctx context.Context, key string) bool {
	_, found := slices.BinarySearch(UnseenIn(ctx), key)
	return found
}

// veils are the tables that pillars draw a veil over, by name.
func veils(pillars []Pillar) map[string]Veil {
	all := map[string]Veil{}
	for _, p := range pillars {
		maps.Copy(all, p.Veils)
	}
	return all
}

// veiled is a connection that reads through veils: views of its own stand in the place of the tables, so that every query
// finds them. The names in unseen are those of the last reader.
type veiled struct {
	*connection
	unseen []string
}

// veil opens a connection that reads through the veils of all tables.
func (s *Store) veil() (*veiled, error) {
	c, err := connect(s.readDB)
	if err != nil {
		return nil, err
	}
	rowids, err := All[string](&Reader{context.Background(), c}, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 0")
	if err != nil {
		c.close()
		return nil, err
	}
	statements := []string{"PRAGMA query_only=0", // of this connection: the office's file itself is opened read-only
		"CREATE TEMP TABLE IF NOT EXISTS unseen (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"}
	for table := range s.veils {
		rowid := ""
		if slices.Contains(rowids, table) {
			rowid = "rowid AS rowid, "
		}
		statements = append(statements, fmt.Sprintf("CREATE TEMP VIEW IF NOT EXISTS %[1]s AS SELECT %[2]s* FROM main.%[1]s WHERE NOT %[3]s", table, rowid, s.hidden(table)))
	}
	for _, statement := range statements {
		if _, err := c.conn.ExecContext(context.Background(), statement); err != nil {
			c.close()
			return nil, storageError("store.veil", fmt.Errorf("%s: %w", statement, err))
		}
	}
	return &veiled{connection: c}, nil
}

// lower lets a connection hide some names.
func (v *veiled) lower(names []string) error {
	if slices.Equal(v.unseen, names) {
		return nil
	}
	v.unseen = nil
	ctx := context.Background()
	if _, err := v.conn.ExecContext(ctx, "DELETE FROM temp.unseen"); err != nil {
		return storageError("store.veil", err)
	}
	if _, err := v.conn.ExecContext(ctx, "INSERT INTO temp.unseen (key) SELECT value FROM json_each(?)", JSON(names)); err != nil {
		return storageError("store.veil", err)
	}
	v.unseen = names
	return nil
}

// lendVeiled lends a connection that hides what a context says.
func (s *Store) lendVeiled(ctx context.Context) (c *connection, giveBack func(), err error) {
	var v *veiled
	select {
	case v = <-s.behind:
	case <-s.closed:
		return nil, nil, closedFile()
	case <-ctx.Done():
		return nil, nil, storageError("store.read", ctx.Err())
	}
	if v == nil {
		if v, err = s.veil(); err != nil {
			s.behind <- nil
			return nil, nil, err
		}
	}
	if err := v.lower(UnseenIn(ctx)); err != nil {
		s.behind <- v
		return nil, nil, err
	}
	return v.connection, func() { s.behind <- v }, nil
}

// Withheld tells which of some names are those of rows that cannot be seen under a context.
func (s *Store) Withheld(ctx context.Context, names []string) (map[string]bool, error) {
	withheld := map[string]bool{}
	if len(UnseenIn(ctx)) == 0 || len(names) == 0 {
		return withheld, nil
	}
	var parts []string
	for table, v := range s.veils {
		for _, column := range v.Names {
			parts = append(parts, fmt.Sprintf("SELECT %[1]s.%[2]s FROM json_each(?1) j JOIN main.%[1]s ON %[1]s.%[2]s = j.value WHERE %[3]s", table, column, s.hidden(table)))
		}
	}
	slices.Sort(parts)
	err := s.View(ctx, func(r *Reader) error {
		list, err := All[string](r, strings.Join(parts, " UNION "), JSON(names))
		for _, name := range list {
			withheld[name] = true
		}
		return err
	})
	return withheld, err
}

func closedFile() error {
	return fault.New(fault.Unavailable, "store.read", fault.T("数据文件已关闭", "the office file is closed"))
}

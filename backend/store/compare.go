package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"strings"

	"zhiheng/backend/fault"
)

// tables compares every derived table on the disk with the one made anew, row for row.
func (v *verification) tables(a *aside) error {
	var names []string
	for _, text := range v.store.derived() {
		names = append(names, tableNames(text)...)
	}
	total := int64(0)
	for _, name := range names {
		rows, _, err := One[int64](a.reader(), fmt.Sprintf("SELECT count(*) FROM %q", name))
		if err != nil {
			return err
		}
		total += rows
	}
	for _, name := range names {
		if err := v.note(v.table(name, a, total)); err != nil {
			return err
		}
	}
	v.progress(PhaseRows, v.report.Rows, v.report.Rows)
	return nil
}

type columnRow struct {
	Name string `json:"name"`
	PK   int    `json:"pk"`
}

// table walks a table and its twin in the order of their primary key.
func (v *verification) table(name string, a *aside, total int64) error {
	columns, err := All[columnRow](a.reader(), "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", name)
	if err != nil {
		return err
	}
	c := comparison{v: v, name: name, total: total}
	var order []string
	for i, column := range columns {
		c.columns = append(c.columns, column.Name)
		if column.PK > 0 {
			c.keys = append(c.keys, i)
			order = append(order, fmt.Sprintf("%q", column.Name))
		}
	}
	if len(order) == 0 {
		return fault.Wrap("store.verify", fmt.Errorf("table %s has no primary key", name))
	}
	query := fmt.Sprintf("SELECT * FROM %q ORDER BY %s", name, strings.Join(order, ", "))
	live, err := v.disk.query(query, nil)
	if err != nil {
		return storageError("store.verify", err)
	}
	defer live.Close()
	twin, err := a.reader().query(query, nil)
	if err != nil {
		return storageError("store.verify", err)
	}
	defer twin.Close()
	return c.walk(live, twin)
}

// comparison is of one table.
type comparison struct {
	v       *verification
	name    string
	columns []string
	keys    []int // which columns make the primary key
	total   int64 // rows of all tables
}

func (c *comparison) walk(live, twin *sql.Rows) error {
	have, err := c.next(live)
	if err != nil {
		return err
	}
	want, err := c.next(twin)
	if err != nil {
		return err
	}
	for have != nil || want != nil {
		order := c.order(have, want)
		switch {
		case order < 0:
			c.differs(have, "", "多出一行", "does not belong")
		case order > 0:
			c.differs(want, "", "缺少一行", "is missing")
		default:
			if columns := c.changed(have, want); columns != "" {
				c.differs(want, columns, "被改动", "was changed")
			}
		}
		if order <= 0 {
			if c.v.report.Rows++; c.v.report.Rows%20_000 == 0 {
				c.v.progress(PhaseRows, c.v.report.Rows, c.total)
			}
			if have, err = c.next(live); err != nil {
				return err
			}
		}
		if order >= 0 {
			if want, err = c.next(twin); err != nil {
				return err
			}
		}
	}
	return nil
}

// next reads a row, or nil at the end.
func (c *comparison) next(rows *sql.Rows) ([]any, error) {
	if !rows.Next() {
		return nil, storageError("store.verify", rows.Err())
	}
	row, targets := make([]any, len(c.columns)), make([]any, len(c.columns))
	for i := range row {
		targets[i] = &row[i]
	}
	return row, storageError("store.verify", rows.Scan(targets...))
}

// order compares two rows by primary key as SQLite does. The end of a table comes after every row.
func (c *comparison) order(have, want []any) int {
	if have == nil {
		return 1
	}
	if want == nil {
		return -1
	}
	for _, i := range c.keys {
		if d := compareValues(have[i], want[i]); d != 0 {
			return d
		}
	}
	return 0
}

func compareValues(a, b any) int {
	if x, ok := a.(int64); ok {
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y)
		}
		return -1
	}
	if _, ok := b.(int64); ok {
		return 1
	}
	return bytes.Compare(asBytes(a), asBytes(b))
}

func asBytes(v any) []byte {
	switch v := v.(type) {
	case string:
		return []byte(v)
	case []byte:
		return v
	}
	return []byte(fmt.Sprint(v))
}

// changed names the columns in which two rows of one key differ.
func (c *comparison) changed(have, want []any) string {
	var names []string
	for i, name := range c.columns {
		if fmt.Sprintf("%T", have[i]) != fmt.Sprintf("%T", want[i]) || !bytes.Equal(asBytes(have[i]), asBytes(want[i])) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

func (c *comparison) differs(row []any, columns, zh, en string) {
	var key []string
	for _, i := range c.keys {
		key = append(key, fmt.Sprintf("%s=%s", c.columns[i], asBytes(row[i])))
	}
	f := Finding{Where: "table", Name: c.name, Key: strings.Join(key, " "), Column: columns}
	f.What = fault.Tf("表 %[1]s 的行 %[2]s "+zh, "row %[2]s of table %[1]s "+en, c.name, f.Key)
	if columns != "" {
		f.What = fault.Tf("表 %[1]s 的行 %[2]s 的 %[3]s 被改动", "row %[2]s of table %[1]s: %[3]s was changed", c.name, f.Key, columns)
	}
	c.v.report.add(f)
}

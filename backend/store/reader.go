package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"zhiheng/backend/fault"
)

// Reader reads the tables as they stand at one moment.
type Reader struct {
	ctx  context.Context
	conn *connection
}

// Context is the context under which the tables are read.
func (r *Reader) Context() context.Context { return r.ctx }

// Source is anything that can be read from: a *Reader, a *Tx or *Tables.
type Source interface {
	query(query string, args []any) (*sql.Rows, error)
}

func (r *Reader) query(query string, args []any) (*sql.Rows, error) {
	stmt, err := r.conn.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(r.ctx, args...)
}

// Tables is what an applier writes to.
type Tables struct {
	Reader
}

// Exec runs one statement that changes rows.
func (t *Tables) Exec(query string, args ...any) error {
	stmt, err := t.conn.prepare(query)
	if err != nil {
		return storageError("store.exec", err)
	}
	_, err = stmt.ExecContext(t.ctx, args...)
	return storageError("store.exec", err)
}

// Original notes that an event rests on an original file, so that verification looks for it.
func (t *Tables) Original(e Event, sha256 string, size int64) error {
	return t.Exec(insertOriginal, sha256, size, e.Seq)
}

// connection is one connection to SQLite with the statements it has prepared.
type connection struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (c *connection) prepare(query string) (*sql.Stmt, error) {
	if stmt := c.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := c.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = stmt
	return stmt, nil
}

func (c *connection) exec(query string, args ...any) error {
	stmt, err := c.prepare(query)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(context.Background(), args...)
	return err
}

func (c *connection) close() {
	for _, stmt := range c.stmts {
		stmt.Close()
	}
	c.conn.Close()
}

// All reads every row of a query into values of T: a struct whose json tags name the columns, or a plain value for a
// single column. A list, map or struct inside T is read from a column that holds JSON. A column without a field is a
// fault of the program.
func All[T any](from Source, query string, args ...any) ([]T, error) {
	rows, err := from.query(query, args)
	if err != nil {
		return nil, storageError("store.read", err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, storageError("store.read", err)
	}
	plan, err := planFor(reflect.TypeFor[T](), columns)
	if err != nil {
		return nil, fault.Wrap("store.read", err)
	}
	list := []T{}
	for rows.Next() {
		var row T
		if err := rows.Scan(plan.targets(reflect.ValueOf(&row).Elem())...); err != nil {
			return nil, storageError("store.read", err)
		}
		list = append(list, row)
	}
	return list, storageError("store.read", rows.Err())
}

// One reads the first row of a query. Found is false if there is none.
func One[T any](from Source, query string, args ...any) (row T, found bool, err error) {
	list, err := All[T](from, query, args...)
	if err != nil || len(list) == 0 {
		return row, false, err
	}
	return list[0], true, nil
}

// plan says which field of a struct each column goes to. A nil path is the value itself.
type plan [][]int

var plans sync.Map // of planKey to plan: a cache of what reflection found, the same for ever

type planKey struct {
	of      reflect.Type
	columns string
}

func planFor(of reflect.Type, columns []string) (plan, error) {
	key := planKey{of, strings.Join(columns, ",")}
	if known, ok := plans.Load(key); ok {
		return known.(plan), nil
	}
	var p plan
	if of.Kind() != reflect.Struct {
		if len(columns) != 1 {
			return nil, fmt.Errorf("%d columns for one %s", len(columns), of)
		}
		p = plan{nil}
	} else {
		fields := map[string][]int{}
		for _, field := range reflect.VisibleFields(of) {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name != "" && name != "-" && field.IsExported() {
				fields[name] = field.Index
			}
		}
		for _, column := range columns {
			index, ok := fields[column]
			if !ok {
				return nil, fmt.Errorf("%s has no field for column %s", of, column)
			}
			p = append(p, index)
		}
	}
	plans.Store(key, p)
	return p, nil
}

func (p plan) targets(row reflect.Value) []any {
	out := make([]any, len(p))
	for i, index := range p {
		field := row
		if index != nil {
			field = row.FieldByIndex(index)
		}
		switch field.Kind() {
		case reflect.Struct, reflect.Map, reflect.Slice, reflect.Pointer, reflect.Interface:
			if field.Type() != reflect.TypeFor[[]byte]() {
				out[i] = jsonColumn{field.Addr().Interface()}
				continue
			}
			fallthrough
		default:
			out[i] = field.Addr().Interface()
		}
	}
	return out
}

// jsonColumn scans a column of JSON text into a value.
type jsonColumn struct{ into any }

func (j jsonColumn) Scan(src any) error {
	switch src := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(src), j.into)
	case []byte:
		return json.Unmarshal(src, j.into)
	}
	return fmt.Errorf("a column of type %T holds no JSON", src)
}

// JSON is an argument that goes into a column as JSON text.
func JSON(v any) driver.Valuer { return jsonValue{v} }

type jsonValue struct{ v any }

func (j jsonValue) Value() (driver.Value, error) {
	raw, err := json.Marshal(j.v)
	return string(raw), err
}

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
	return r.conn.query(r.ctx, query, args...)
}

// Tables is what an applier writes to.
type Tables struct {
	Reader
	ahead *any // where an applier leaves its event's data, decoded, instead of applying it; see readAhead
}

// Exec runs one statement that changes rows.
func (t *Tables) Exec(query string, args ...any) error {
	return storageError("store.exec", t.conn.exec(t.ctx, query, args...))
}

// Change runs one statement that changes rows and tells how many it found to change.
func (t *Tables) Change(query string, args ...any) (rows int64, err error) {
	rows, err = t.conn.change(t.ctx, query, args...)
	return rows, storageError("store.exec", err)
}

// mostParameters is how many parameters one statement may have.
const mostParameters = 32_000

// ExecRows runs a statement with a row of parameters, "… VALUES (?, …)", for any number of rows at once: the arguments are
// those of all rows, one row after the other. No arguments are no rows.
func (t *Tables) ExecRows(query string, args ...any) error {
	begin := strings.Index(query, "VALUES (") + len("VALUES ")
	end := begin + strings.Index(query[begin:], ")") + 1
	row := query[begin:end]
	width := strings.Count(row, "?")
	for rest := args; len(rest) > 0; {
		part := rest[:min(len(rest), mostParameters/width*width)]
		rest = rest[len(part):]
		if err := t.Exec(t.conn.widened(query, end, row, len(part)/width), part...); err != nil {
			return err
		}
	}
	return nil
}

// Original notes that an event rests on an original file, so that verification looks for it. SM3 is empty in events of the
// years before it was reckoned.
func (t *Tables) Original(e Event, sha256, sm3 string, size int64) error {
	return t.Exec(insertOriginal, sha256, size, e.Seq, sm3)
}

// NamedHead notes that an entry names a head of this ledger, so that verification reckons it anew. SM3 may be empty.
func (t *Tables) NamedHead(e Event, size int64, root, sm3 string) error {
	return t.Exec(insertNamedHead, e.Seq, size, root, sm3)
}

// SM3Of is the SM3 of an original by its SHA-256, as far as an entry has named it.
func SM3Of(from Source, sha256 string) (sm3 string, err error) {
	sm3, _, err = One[string](from, "SELECT sm3 FROM original WHERE sha256 = ?", sha256)
	return sm3, err
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

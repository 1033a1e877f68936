package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
)

// connection is one connection to SQLite with the statements it has prepared. One goroutine at a time uses it.
type connection struct {
	conn    *sql.Conn
	reading map[string]*sql.Stmt
	writing map[string]writing
	args    []driver.NamedValue // of the writing statement that runs
	wide    map[wideKey]string  // statements for several rows
}

// writing is a statement of the driver and how many parameters it has.
type writing struct {
	stmt       driver.Stmt
	parameters int
}

type wideKey struct {
	query string
	rows  int
}

func connect(db *sql.DB) (*connection, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, storageError("store.open", err)
	}
	c := &connection{conn: conn, reading: map[string]*sql.Stmt{}, writing: map[string]writing{}, wide: map[wideKey]string{}}
	for _, pragma := range []string{"PRAGMA trusted_schema=0", "PRAGMA cell_size_check=1", "PRAGMA temp_store=MEMORY", ordinaryCache} {
		if _, err := conn.ExecContext(context.Background(), pragma); err != nil {
			c.close()
			return nil, storageError("store.open", err)
		}
	}
	return c, nil
}

func (c *connection) close() {
	for _, stmt := range c.reading {
		stmt.Close()
	}
	for _, w := range c.writing {
		w.stmt.Close()
	}
	c.conn.Close()
}

// widened is a statement for so many rows.
func (c *connection) widened(query string, end int, row string, rows int) string {
	if rows == 1 || c == nil {
		return query
	}
	key := wideKey{query, rows}
	text, known := c.wide[key]
	if !known {
		text = query[:end] + strings.Repeat(", "+row, rows-1) + query[end:]
		c.wide[key] = text
	}
	return text
}

// errNoTables meets an applier that is called to read ahead and wants tables.
var errNoTables = errors.New("there are no tables to read ahead in")

func (c *connection) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if c == nil {
		return nil, errNoTables
	}
	stmt := c.reading[query]
	if stmt == nil {
		var err error
		if stmt, err = c.conn.PrepareContext(context.Background(), query); err != nil {
			return nil, err
		}
		c.reading[query] = stmt
	}
	return stmt.QueryContext(ctx, args...)
}

// exec runs a statement that returns no rows. The driver does so as a query too, and then binds all parameters in one call
// of C instead of one call for each.
func (c *connection) exec(ctx context.Context, query string, args ...any) error {
	return c.write(query, args, func(stmt driver.Stmt) error {
		rows, err := stmt.(driver.StmtQueryContext).QueryContext(ctx, c.args)
		if err != nil {
			return err
		}
		return rows.Close()
	})
}

// change runs a statement that changes rows and tells how many it found to change.
func (c *connection) change(ctx context.Context, query string, args ...any) (rows int64, err error) {
	err = c.write(query, args, func(stmt driver.Stmt) error {
		result, err := stmt.(driver.StmtExecContext).ExecContext(ctx, c.args)
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	return rows, err
}

// write has the driver itself run a statement. A replay runs millions of small ones, and what database/sql adds to each of
// them is about a fifteenth of the whole time.
func (c *connection) write(query string, args []any, run func(driver.Stmt) error) error {
	if c == nil {
		return errNoTables
	}
	c.args = c.args[:0]
	for i, arg := range args {
		value, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return fmt.Errorf("argument %d of %q: %w", i+1, query, err)
		}
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: value})
	}
	return c.conn.Raw(func(conn any) error {
		w, known := c.writing[query]
		if !known {
			stmt, err := conn.(driver.Conn).Prepare(query)
			if err != nil {
				return err
			}
			w = writing{stmt, stmt.NumInput()}
			c.writing[query] = w
		}
		if len(args) != w.parameters {
			return fmt.Errorf("%d arguments for the %d parameters of %q", len(args), w.parameters, query)
		}
		return run(w.stmt)
	})
}

package paper

import (
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/fault"
)

// Sheet is a table with typed columns, for [XLSX] and [CSV].
type Sheet struct {
	Name    string // the tab in a workbook: 1 to 31 UTF-16 units, none of []:*?/\ and no apostrophe at either end
	Columns []Column
	Rows    [][]Cell // a row may be shorter than Columns, never longer
}

// Kind is the type of a column's values.
type Kind int

// The kinds of column.
const (
	TextColumn    Kind = iota // any text, never a formula
	IntegerColumn             // whole numbers
	DecimalColumn             // numbers with Places digits after the point
	DateColumn                // calendar days
)

// Column is a column's header, type and width.
type Column struct {
	Title  string
	Kind   Kind
	Places int // digits after the point of a DecimalColumn, 0 to 9
	Width  int // in half-width characters; measured from the values when 0
}

// Cell is a value or nothing. The zero Cell is empty in every column.
type Cell struct {
	kind   cellKind
	text   string
	number int64
	day    time.Time
}

type cellKind int

const (
	empty cellKind = iota
	isText
	isNumber
	isDay
)

// Text is a text value. In a column that is not for text it stays a text, for what has no number, such as 不详.
func Text(s string) Cell { return Cell{kind: isText, text: Clean(s)} }

// Number is a number in the smallest unit of its column: Number(12345) in a DecimalColumn with two places is 123.45.
func Number(n int64) Cell { return Cell{kind: isNumber, number: n} }

// Day is the calendar day of t in t's own zone.
func Day(t time.Time) Cell {
	y, m, d := t.Date()
	return Cell{kind: isDay, day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// String is the cell as csv shows it in a column: decimal digits, 2006-01-02, or the text.
func (c Cell) String(column Column) string {
	switch c.kind {
	case isText:
		return c.text
	case isNumber:
		return decimal(c.number, column.places())
	case isDay:
		return c.day.Format("2006-01-02")
	}
	return ""
}

// places is the number of digits after the point.
func (c Column) places() int {
	if c.Kind != DecimalColumn {
		return 0
	}
	return min(max(c.Places, 0), 9)
}

// decimal writes n/10^places exactly.
func decimal(n int64, places int) string {
	s := strconv.FormatInt(n, 10)
	if places == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if len(s) <= places {
		s = strings.Repeat("0", places+1-len(s)) + s
	}
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

// check refuses a sheet whose cells do not fit its columns.
func (s Sheet) check(op string) error {
	if len(s.Columns) == 0 {
		return fault.New(fault.Invalid, op, fault.Tf("表“%[1]s”没有列", "sheet %[1]q has no columns", s.Name))
	}
	for r, row := range s.Rows {
		if len(row) > len(s.Columns) {
			return fault.New(fault.Invalid, op, fault.Tf("表“%[1]s”第%[2]d行的格数多于列数", "sheet %[1]q: row %[2]d has more cells than columns", s.Name, r+1))
		}
		for i, c := range row {
			if column := s.Columns[i]; !c.fits(column.Kind) {
				return fault.New(fault.Invalid, op, fault.Tf("表“%[1]s”第%[2]d行“%[3]s”一格的类型不符",
					"sheet %[1]q: row %[2]d, column %[3]q: a value of another type", s.Name, r+1, column.Title))
			}
		}
	}
	return nil
}

// fits tells whether a value may stand in a column of a kind.
func (c Cell) fits(kind Kind) bool {
	switch c.kind {
	case isNumber:
		return kind == IntegerColumn || kind == DecimalColumn
	case isDay:
		return kind == DateColumn
	}
	return true
}

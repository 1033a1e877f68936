package extract

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/fault"
)

// The most that is taken out of a table that a person wants row by row.
const (
	mostTableRows    = 50_000
	mostTableColumns = 200
)

// Sheet is one sheet of a workbook, or the whole of a table in plain text. A row stands at its own place, so that Rows[4] is
// the row that the person sees as the fifth; empty rows have no cells.
type Sheet struct {
	Name string     `json:"name"`
	Rows [][]string `json:"rows"`
}

// Table is what [Pool.Table] gives. Numbers and dates of a workbook of today stand as they are stored, 45292 for the first of
// January 2024, since how a workbook shows them may leave out the year; those of older ones as they are shown.
type Table struct {
	Sheets []Sheet `json:"sheets"`
}

// Table reads a workbook or a table in plain text row by row. A file that is none, or cannot be read, is fault.Unreadable
// with the reason.
func (p *Pool) Table(ctx context.Context, path, name string) (Table, error) {
	const op = "extract.table"
	path, err := openable(op, path)
	if err != nil {
		return Table{}, err
	}
	a, cause, err := p.work(ctx, op, job{Op: "table", Path: path, Name: name}, nil)
	switch {
	case err != nil:
		return Table{}, err
	case a.Failed != "":
		return Table{}, fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone:
		return Table{}, fault.New(fault.Unreadable, op, failed(p.detect(path, name), p.ended(cause)).Reason)
	}
	return a.Table, nil
}

// readTable reads the rows of a file in the child.
func readTable(src *source) (out answer) {
	defer func() {
		if p := recover(); p != nil {
			out = answer{Failed: fault.Unreadable, Reason: failed(src.media, damaged(nil)).Reason}
		}
	}()
	src.media = Detect(src.file, src.size, src.name)
	read := map[string]func(*source) (Table, error){"xlsx": xlsxTable, "xls": xlsTable, "et": xlsTable, "csv": csvTable, "txt": csvTable, "ods": pagedTable}[src.media.Format]
	if src.size == 0 || read == nil {
		return answer{Failed: fault.Unreadable, Reason: fault.T("不是电子表格；请使用 xlsx、xls、et、ods 或 csv 文件", "this is no spreadsheet; use an xlsx, xls, et, ods or csv file")}
	}
	table, err := read(src)
	if err != nil {
		return answer{Failed: fault.Unreadable, Reason: failed(src.media, err).Reason}
	}
	return answer{Table: table}
}

// trimRow drops what is empty at the end of a row and cleans its cells.
func trimRow(row []string) []string {
	row = row[:min(len(row), mostTableColumns)]
	for i, cell := range row {
		row[i] = strings.TrimSpace(clean(cell))
	}
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

func tooManyRows() error {
	return &stop{CauseTooBig, fault.Tf("表格超过 %d 行，请分成几个文件", "the table has more than %d rows; split it into several files", mostTableRows), nil}
}

func xlsxTable(src *source) (Table, error) {
	if _, err := openDocument(src.file, src.size); err != nil {
		return Table{}, err
	}
	data, err := src.bytes(maxUnpacked)
	if err != nil {
		return Table{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true})
	if err != nil {
		return Table{}, damaged(err)
	}
	defer book.Close()
	var t Table
	for _, name := range book.GetSheetList() {
		rows, err := book.Rows(name)
		if err != nil { // a chart sheet has no rows
			continue
		}
		sheet := Sheet{Name: name}
		for rows.Next() {
			row, err := rows.Columns()
			if err != nil {
				return Table{}, damaged(err)
			}
			if len(sheet.Rows) == mostTableRows {
				return Table{}, tooManyRows()
			}
			sheet.Rows = append(sheet.Rows, trimRow(row))
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return Table{}, damaged(err)
		}
		t.Sheets = append(t.Sheets, sheet)
	}
	return t, nil
}

func csvTable(src *source) (Table, error) {
	text, _, err := textOf(src)
	if err != nil {
		return Table{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.Comma = -1, true, separator(text)
	sheet := Sheet{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return Table{[]Sheet{sheet}}, nil
		}
		if err != nil {
			return Table{}, damaged(err)
		}
		line, _ := r.FieldPos(0) // lines that are empty are passed over, and a cell may hold several
		for len(sheet.Rows) < line-1 && len(sheet.Rows) < mostTableRows {
			sheet.Rows = append(sheet.Rows, nil)
		}
		if len(sheet.Rows) == mostTableRows {
			return Table{}, tooManyRows()
		}
		sheet.Rows = append(sheet.Rows, trimRow(row))
	}
}

// separator is what parts the cells in the first lines of a text.
func separator(text string) rune {
	head := text[:min(len(text), 4000)]
	best, most := ',', strings.Count(head, ",")
	for _, r := range "\t;" {
		if n := strings.Count(head, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

func xlsTable(src *source) (Table, error) {
	streams, err := oleStreams(src, "Workbook", "Book")
	if err != nil {
		return Table{}, err
	}
	book := &oldBook{data: streams["Workbook"], formats: map[uint16]string{}}
	if book.data == nil {
		book.data = streams["Book"]
	}
	if err := book.globals(); err != nil {
		return Table{}, err
	}
	var t Table
	for _, at := range book.sheets {
		grid := &oldSheet{book: book, left: maxCells - book.cells}
		grid.lines(at.at)
		book.cells += grid.count
		last := -1
		for row := range grid.rows {
			last = max(last, row)
		}
		if last >= mostTableRows {
			return Table{}, tooManyRows()
		}
		sheet := Sheet{Name: at.name, Rows: make([][]string, last+1)}
		for n := range sheet.Rows {
			row := make([]string, 256)
			for column, text := range grid.rows[n] {
				row[column] = text
			}
			sheet.Rows[n] = trimRow(row)
		}
		t.Sheets = append(t.Sheets, sheet)
	}
	return t, nil
}

// pagedTable takes the rows from the text of the pages, where the reader of the format gives no others. Empty rows are not
// counted.
func pagedTable(src *source) (Table, error) {
	r, err := readerOf(src.media.Format)(src)
	if err != nil {
		return Table{}, err
	}
	sheet := Sheet{}
	for _, page := range r.Pages {
		for line := range strings.SplitSeq(strings.TrimRight(page.Text, "\n"), "\n") {
			if len(sheet.Rows) == mostTableRows {
				return Table{}, tooManyRows()
			}
			sheet.Rows = append(sheet.Rows, trimRow(strings.Split(line, "\t")))
		}
	}
	return Table{[]Sheet{sheet}}, nil
}

package paper

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/fault"
)

// Workbook is what XLSX writes. Title goes into the file's properties.
type Workbook struct {
	Title  string
	Sheets []Sheet
	Meta   Meta
}

const (
	opXLSX      = "paper.xlsx"
	cellUnits   = 32767               // UTF-16 units a cell may hold
	exactDigits = 999_999_999_999_999 // the largest number of 15 digits; a spreadsheet rounds longer ones
)

// XLSX writes a workbook: one frozen header line a sheet, text cells that are never formulas, numbers and days as such.
// A number of more than 15 digits or a text longer than a cell holds is refused, since a spreadsheet would cut it.
func XLSX(wb Workbook) ([]byte, error) {
	if err := wb.check(); err != nil {
		return nil, err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it drops scratch files; the workbook is out by then
	texts := &stringTable{index: map[string]int{}}
	for i, s := range wb.Sheets {
		var err error
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err != nil {
			return nil, fault.Wrap(opXLSX, err)
		}
		if err := (&sheetWriter{file: f, sheet: s, texts: texts, styles: map[string]int{}}).write(); err != nil {
			return nil, fault.Wrap(opXLSX, err)
		}
	}
	raw, err := f.WriteToBuffer()
	if err != nil {
		return nil, fault.Wrap(opXLSX, err)
	}
	out, err := repack(raw.Bytes(), coreProperties(wb.Title, wb.Meta), texts.xml())
	return out, fault.Wrap(opXLSX, err)
}

// check refuses what a workbook cannot hold.
func (wb Workbook) check() error {
	if len(wb.Sheets) == 0 {
		return fault.New(fault.Invalid, opXLSX, fault.T("工作簿没有表", "a workbook needs a sheet"))
	}
	seen := map[string]bool{}
	for _, s := range wb.Sheets {
		key := strings.ToLower(s.Name)
		units := len(utf16.Encode([]rune(s.Name)))
		if units == 0 || units > 31 || strings.ContainsAny(s.Name, `[]:*?/\`) || Clean(s.Name) != s.Name ||
			strings.ContainsAny(s.Name, "\t\n") || strings.Trim(s.Name, "'") != s.Name || seen[key] {
			return fault.New(fault.Invalid, opXLSX, fault.Tf("表名“%[1]s”不可用或重复", "%[1]q cannot name a sheet, or names another one", s.Name))
		}
		seen[key] = true
		if err := s.check(opXLSX); err != nil {
			return err
		}
		if err := s.checkSizes(); err != nil {
			return err
		}
	}
	return nil
}

// checkSizes refuses values a spreadsheet would cut or round.
func (s Sheet) checkSizes() error {
	for r, row := range s.Rows {
		for i, c := range row {
			long := c.kind == isText && len(c.text) > cellUnits && len(utf16.Encode([]rune(c.text))) > cellUnits
			if long || c.kind == isNumber && (c.number > exactDigits || c.number < -exactDigits) {
				return fault.New(fault.Invalid, opXLSX, fault.Tf("表“%[1]s”第%[2]d行“%[3]s”一格超过电子表格的容量",
					"sheet %[1]q: row %[2]d, column %[3]q: more than a cell can hold", s.Name, r+1, s.Columns[i].Title))
			}
		}
	}
	return nil
}

// sheetWriter fills one sheet of a file. styles remembers the style of each number format.
type sheetWriter struct {
	file   *excelize.File
	sheet  Sheet
	texts  *stringTable
	styles map[string]int
}

func (w *sheetWriter) write() error {
	header, err := w.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
		Border:    []excelize.Border{{Type: "bottom", Color: "808080", Style: 1}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	if err != nil {
		return err
	}
	for i, c := range w.sheet.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		style, err := w.style(c)
		if err != nil {
			return err
		}
		if err := w.file.SetColStyle(w.sheet.Name, name, style); err != nil {
			return err
		}
		if err := w.file.SetColWidth(w.sheet.Name, name, name, float64(w.sheet.width(i))); err != nil {
			return err
		}
		if err := w.text(name+"1", Clean(c.Title)); err != nil {
			return err
		}
		if err := w.file.SetCellStyle(w.sheet.Name, name+"1", name+"1", header); err != nil {
			return err
		}
		if err := w.column(i, name, style); err != nil {
			return err
		}
	}
	return w.file.SetPanes(w.sheet.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// column writes the values of a column, whose name is A, B, and so on.
func (w *sheetWriter) column(i int, name string, style int) error {
	for r, row := range w.sheet.Rows {
		if i >= len(row) || row[i].kind == empty {
			continue
		}
		at := name + strconv.Itoa(r+2)
		if err := w.value(at, row[i], w.sheet.Columns[i]); err != nil {
			return err
		}
		if err := w.file.SetCellStyle(w.sheet.Name, at, at, style); err != nil {
			return err
		}
	}
	return nil
}

// value writes one cell. A day that spreadsheets cannot count, before March 1900, is written as a text.
func (w *sheetWriter) value(at string, c Cell, column Column) error {
	switch {
	case c.kind == isText:
		return w.text(at, c.text)
	case c.kind == isDay && c.day.Before(firstSoundDay):
		return w.text(at, c.String(column))
	case c.kind == isDay:
		return w.file.SetCellInt(w.sheet.Name, at, int64(c.day.Sub(dayZero).Hours()/24))
	}
	number, err := strconv.ParseFloat(c.String(column), 64)
	if err != nil {
		return err
	}
	return w.file.SetCellFloat(w.sheet.Name, at, number, column.places(), 64)
}

// text writes a text cell.
func (w *sheetWriter) text(at, text string) error {
	return w.file.SetCellStr(w.sheet.Name, at, w.texts.token(text))
}

var (
	dayZero       = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	firstSoundDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)
)

// style is the style of a column's cells.
func (w *sheetWriter) style(c Column) (int, error) {
	format, align := "@", "left"
	switch c.Kind {
	case IntegerColumn:
		format, align = "0", "right"
	case DecimalColumn:
		format, align = "0", "right"
		if p := c.places(); p > 0 {
			format = "0." + strings.Repeat("0", p)
		}
	case DateColumn:
		format, align = "yyyy-mm-dd", "center"
	}
	if id, ok := w.styles[format]; ok {
		return id, nil
	}
	id, err := w.file.NewStyle(&excelize.Style{CustomNumFmt: &format,
		Alignment: &excelize.Alignment{Horizontal: align, Vertical: "top", WrapText: format == "@"}})
	w.styles[format] = id
	return id, err
}

// width is a column's width: as given, or enough for its longest value, between 8 and 60.
func (s Sheet) width(i int) int {
	if w := s.Columns[i].Width; w > 0 {
		return min(w, 255)
	}
	widest := halves(s.Columns[i].Title)
	for _, row := range s.Rows {
		if i < len(row) {
			for line := range strings.Lines(row[i].String(s.Columns[i])) {
				widest = max(widest, halves(line))
			}
		}
	}
	return min(max(widest+2, 8), 60)
}

// appProperties is a docProps/app.xml that says nothing.
const appProperties = xmlHeader + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`

// repack writes the parts of a workbook anew: in order of name, without times, and with our own properties and
// texts.
func repack(raw []byte, core, texts string) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			return nil, err
		}
		p := part{f.Name, string(body)}
		switch f.Name {
		case "docProps/core.xml":
			p.body = core
		case "docProps/app.xml":
			p.body = appProperties
		case "xl/sharedStrings.xml":
			p.body = texts
		}
		parts = append(parts, p)
	}
	// "[" sorts before every small letter, so [Content_Types].xml comes first, where some readers expect it.
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return pack(parts)
}

package extract

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/fault"
)

// The records of an Excel 97-2003 workbook that are read.
const (
	xlsFormula  = 0x0006
	xlsEnd      = 0x000A
	xlsDateMode = 0x0022
	xlsPassword = 0x002F
	xlsContinue = 0x003C
	xlsCodePage = 0x0042
	xlsSheet    = 0x0085
	xlsMulRK    = 0x00BD
	xlsRString  = 0x00D6
	xlsXF       = 0x00E0
	xlsStrings  = 0x00FC
	xlsShared   = 0x00FD
	xlsNumber   = 0x0203
	xlsLabel    = 0x0204
	xlsBool     = 0x0205
	xlsString   = 0x0207
	xlsRK       = 0x027E
	xlsFormat   = 0x041E
	xlsBegin    = 0x0809
)

// readXls reads an Excel 97-2003 workbook, which WPS Spreadsheets writes too: each sheet begins a page with its name, a
// row is a line, cells are parted by tabs. A merged cell shows its text once, in its first cell.
func readXls(src *source) (Result, error) {
	streams, err := oleStreams(src, "Workbook", "Book")
	if err != nil {
		return Result{}, err
	}
	book := &oldBook{data: streams["Workbook"], formats: map[uint16]string{}}
	if book.data == nil {
		book.data = streams["Book"]
	}
	if err := book.globals(); err != nil {
		return Result{}, err
	}
	var r Result
	var p pager
	for _, sheet := range book.sheets {
		t := &oldSheet{book: book, left: maxCells - book.cells}
		p.turn()
		head := sheet.name + "\n"
		for _, line := range t.lines(sheet.at) {
			p.add(head + line)
			head = ""
		}
		book.cells += t.count
		if book.cells >= maxCells || p.full() {
			r.Cause, r.Reason = CauseTooBig, fault.T("表格过大，只读取了前面部分", "the workbook is very large; only the first part was read")
			break
		}
	}
	r.Pages = p.end()
	return r, nil
}

// oldBook is what holds for all sheets of an old workbook.
type oldBook struct {
	data     []byte
	wide     bool // BIFF8: strings say their own width; before it they are in the code page
	codePage uint16
	from1904 bool
	sheets   []oldSheetAt
	shared   []string
	styles   []uint16 // by style, the number of its format
	formats  map[uint16]string
	cells    int
}

type oldSheetAt struct {
	name string
	at   int
}

// record returns the record at a place and where the next one begins; ok is false at the end of the data.
func (b *oldBook) record(at int) (kind uint16, body []byte, next int, ok bool) {
	if at < 0 || at+4 > len(b.data) {
		return 0, nil, at, false
	}
	kind = binary.LittleEndian.Uint16(b.data[at:])
	next = at + 4 + int(binary.LittleEndian.Uint16(b.data[at+2:]))
	if next > len(b.data) {
		return 0, nil, at, false
	}
	return kind, b.data[at+4 : next], next, true
}

func (b *oldBook) globals() error {
	kind, body, at, ok := b.record(0)
	if !ok || kind != xlsBegin || len(body) < 4 {
		return damaged(errors.New("no workbook header"))
	}
	b.wide = binary.LittleEndian.Uint16(body) >= 0x0600
	for {
		kind, body, next, ok := b.record(at)
		if !ok {
			return damaged(errors.New("the workbook ends too early"))
		}
		if kind == xlsPassword {
			return locked()
		}
		if kind == xlsEnd {
			return nil
		}
		if kind == xlsStrings {
			b.sharedStrings(at)
		} else if len(body) >= 2 {
			b.global(kind, body)
		}
		at = next
	}
}

func (b *oldBook) global(kind uint16, body []byte) {
	le := binary.LittleEndian
	switch {
	case kind == xlsCodePage:
		b.codePage = le.Uint16(body)
	case kind == xlsDateMode:
		b.from1904 = le.Uint16(body) == 1
	case kind == xlsXF && len(body) >= 4:
		b.styles = append(b.styles, le.Uint16(body[2:]))
	case kind == xlsFormat && len(body) >= 3:
		b.formats[le.Uint16(body)] = b.text(body[2:], b.wide)
	case kind == xlsSheet && len(body) >= 8 && body[5] == 0: // a sheet with cells, not a chart or a macro
		b.sheets = append(b.sheets, oldSheetAt{b.text(body[6:], false), int(le.Uint32(body))})
	}
}

// text reads a string that begins with its length, in one byte or, if long, in two.
func (b *oldBook) text(body []byte, long bool) string {
	size := 1
	n := int(body[0])
	if long {
		if size = 2; len(body) < 2 {
			return ""
		}
		n = int(binary.LittleEndian.Uint16(body))
	}
	body = body[size:]
	if !b.wide {
		return b.narrow(body[:min(n, len(body))])
	}
	r := &oldStrings{segments: [][]byte{body}}
	return r.text(n)
}

func (b *oldBook) narrow(data []byte) string {
	decoder := simplifiedchinese.GBK.NewDecoder()
	if b.codePage == 1252 || b.codePage == 0x8001 {
		decoder = charmap.Windows1252.NewDecoder()
	}
	text, err := decoder.Bytes(data)
	if err != nil {
		return ""
	}
	return string(text)
}

// style tells how a number of this style is shown.
func (b *oldBook) style(xf uint16) numberStyle {
	if int(xf) >= len(b.styles) {
		return numberStyle{}
	}
	id := b.styles[xf]
	return styleOf(id, b.formats[id])
}

// oldSheet gathers the rows of one sheet.
type oldSheet struct {
	book    *oldBook
	rows    map[int]map[int]string
	last    [2]int // the cell whose formula gives a text in the next record
	pending bool
	count   int
	left    int
}

func (s *oldSheet) lines(at int) []string {
	s.rows = map[int]map[int]string{}
	kind, _, at, ok := s.book.record(at)
	if !ok || kind != xlsBegin {
		return nil
	}
	for depth := 1; depth > 0 && s.count < s.left; {
		kind, body, next, ok := s.book.record(at)
		switch {
		case !ok:
			return s.lay()
		case kind == xlsBegin: // a chart within the sheet
			depth++
		case kind == xlsEnd:
			depth--
		case depth == 1:
			s.cell(kind, body)
		}
		at = next
	}
	return s.lay()
}

func (s *oldSheet) cell(kind uint16, body []byte) {
	le := binary.LittleEndian
	if kind == xlsString && s.pending && len(body) >= 2 {
		s.pending = false
		s.put(s.last[0], s.last[1], s.book.text(body, true))
		return
	}
	if len(body) < 8 {
		return
	}
	row, column, xf := int(le.Uint16(body)), int(le.Uint16(body[2:])), le.Uint16(body[4:])
	number := func(v float64, xf uint16, column int) {
		s.put(row, column, s.book.style(xf).show(v, s.book.from1904))
	}
	switch kind {
	case xlsShared:
		if i := le.Uint32(append(body[6:len(body):len(body)], 0, 0)); int64(i) < int64(len(s.book.shared)) {
			s.put(row, column, s.book.shared[i])
		}
	case xlsLabel, xlsRString:
		s.put(row, column, s.book.text(body[6:], true))
	case xlsNumber:
		if len(body) >= 14 {
			number(math.Float64frombits(le.Uint64(body[6:])), xf, column)
		}
	case xlsRK:
		if len(body) >= 10 {
			number(packed(le.Uint32(body[6:])), xf, column)
		}
	case xlsMulRK:
		for i := 4; i+6 <= len(body)-2; i += 6 {
			number(packed(le.Uint32(body[i+2:])), le.Uint16(body[i:]), column+(i-4)/6)
		}
	case xlsBool:
		if body[7] == 0 {
			s.put(row, column, [2]string{"FALSE", "TRUE"}[min(body[6], 1)])
		}
	case xlsFormula:
		s.formula(row, column, body, number, xf)
	}
}

// formula takes the result that was last worked out; a text stands in the record that follows.
func (s *oldSheet) formula(row, column int, body []byte, number func(float64, uint16, int), xf uint16) {
	switch {
	case len(body) < 14:
	case body[12] != 0xFF || body[13] != 0xFF:
		number(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])), xf, column)
	case body[6] == 0:
		s.last, s.pending = [2]int{row, column}, true
	case body[6] == 1:
		s.put(row, column, [2]string{"FALSE", "TRUE"}[min(body[8], 1)])
	}
}

func (s *oldSheet) put(row, column int, text string) {
	if text == "" || column > 255 || s.count >= s.left {
		return
	}
	if s.rows[row] == nil {
		s.rows[row] = map[int]string{}
	}
	s.rows[row][column] = text
	s.count++
}

func (s *oldSheet) lay() []string {
	var lines []string
	for row := range 1 << 16 {
		if s.rows[row] == nil {
			continue
		}
		width := 0
		for column := range s.rows[row] {
			width = max(width, column+1)
		}
		line := make([]string, width)
		for column, text := range s.rows[row] {
			line[column] = text
		}
		if text := cells(line); strings.TrimSpace(text) != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

package extract

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"zhiheng/backend/fault"
)

const maxTextFile = 64 << 20

// readText reads plain text.
func readText(src *source) (Result, error) {
	text, encoding, err := textOf(src)
	if err != nil {
		return Result{}, err
	}
	if beheaded(text) {
		return Result{}, damaged(errors.New("what is left of a document that has lost its beginning"))
	}
	return Result{Pages: paginate(text), Meta: map[string]string{MetaEncoding: encoding}}, nil
}

// beheaded tells text from the remainder of a document in RTF or PDF, which is text as well but says nothing as it stands.
func beheaded(text string) bool {
	const many = 8
	return strings.Count(text, " 0 obj") > 2 && strings.Count(text, "endobj") > 2 || strings.Count(text, `\par`) > 2 && strings.Count(text, `\u`)+strings.Count(text, `\'`) > many
}

func textOf(src *source) (text, encoding string, err error) {
	data, err := src.bytes(maxTextFile)
	if err != nil {
		return "", "", err
	}
	return decodeText(data)
}

// readCSV reads a table in plain text: one line a row, cells parted by tabs.
func readCSV(src *source) (Result, error) {
	text, encoding, err := textOf(src)
	if err != nil {
		return Result{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	if line, _, _ := strings.Cut(text, "\n"); strings.Count(line, "\t") > strings.Count(line, ",") {
		r.Comma = '\t'
	}
	var p pager
	for !p.full() {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // a table that is none is still text
			return Result{Pages: paginate(text), Meta: map[string]string{MetaEncoding: encoding}}, nil
		}
		p.add(cells(row))
	}
	return Result{Pages: p.end(), Meta: map[string]string{MetaEncoding: encoding}}, nil
}

// cells joins a row of a table: line ends within a cell become spaces, empty cells at the end are dropped.
func cells(row []string) string {
	for i, cell := range row {
		if strings.ContainsAny(cell, "\r\n\t") {
			row[i] = strings.Join(strings.Fields(cell), " ")
		}
	}
	return strings.TrimRight(strings.Join(row, "\t"), "\t ")
}

// binaryLike tells whether data holds more control characters than text does.
func binaryLike(data []byte) bool {
	control := 0
	for _, c := range data {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			control++
		}
	}
	return control*200 > len(data) // a stray one in a long text is forgiven
}

func noEncoding(err error) error {
	return &stop{CauseEncoding, fault.T("无法识别文字编码", "the encoding of the text is not known"), err}
}

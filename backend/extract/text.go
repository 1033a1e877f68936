package extract

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"zhiheng/backend/fault"
)

const maxTextFile = 64 << 20

// readText reads plain text.
func readText(src *source) (Result, error) {
	text, encoding, err := textOf(src)
	if err != nil {
		return Result{}, err
	}
	return Result{Pages: paginate(text), Meta: map[string]string{MetaEncoding: encoding}}, nil
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

// decodeText decodes by byte order mark, as UTF-8 if it is valid, as GB18030 if every byte of it is; else it is an error.
func decodeText(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || binaryLike(out) {
			return "", "", noEncoding(err)
		}
		return string(out), "UTF-16", nil
	}
	if binaryLike(data) {
		return "", "", noEncoding(nil)
	}
	if utf8.Valid(data) {
		return string(data), "UTF-8", nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", "", noEncoding(err)
	}
	return string(out), "GB18030", nil
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

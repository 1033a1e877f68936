package record

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

//go:embed sidecar.json
var aliasesText []byte

// largestSidecar is the most that is read of a file beside a recording, in bytes.
const largestSidecar = 1 << 20

// aliases are the names under which recorders and collection stations write what is said of a recording, by ours.
var aliases = func() map[string]string {
	var table map[string][]string
	if err := json.Unmarshal(aliasesText, &table); err != nil {
		panic("record: sidecar.json: " + err.Error())
	}
	out := map[string]string{}
	for ours, theirs := range table {
		for _, name := range theirs {
			out[plainName(name)] = ours
		}
	}
	return out
}()

func plainName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-:：\ufeff", r) {
			return -1
		}
		return r
	}, name))
}

// values are what a source says of a recording, by our names.
type values map[string]string

// isSidecar tells whether a file may say something of recordings beside it.
func isSidecar(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".xml", ".csv", ".txt", ".ini":
		return true
	}
	return false
}

// sidecar reads what a file beside recordings says: of the recording of its own name under "", or of several by their file
// names. A file that says nothing of the kind gives nothing.
func sidecar(name string, raw []byte) (map[string]values, error) {
	if len(raw) > largestSidecar {
		return nil, errors.New("the file is too large")
	}
	if !utf8.Valid(raw) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
		if err != nil {
			return nil, err
		}
		raw = decoded
	}
	raw = bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
	var rows []values
	var err error
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		rows, err = jsonRows(raw)
	case ".xml":
		rows, err = xmlRows(raw)
	case ".csv":
		rows, err = csvRows(raw)
	default:
		rows = []values{lineRow(raw)}
	}
	out := map[string]values{}
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		of := strings.ToLower(path.Base(strings.ReplaceAll(row["file"], `\`, "/")))
		if row["file"] == "" {
			of = ""
		}
		delete(row, "file")
		out[of] = row
	}
	return out, err
}

func (v values) put(name, value string) {
	if ours, known := aliases[plainName(name)]; known && strings.TrimSpace(value) != "" {
		v[ours] = strings.TrimSpace(value)
	}
}

// jsonRows reads an object, or a list of them, as deep as there are objects.
func jsonRows(raw []byte) ([]values, error) {
	var any any
	if err := json.Unmarshal(raw, &any); err != nil {
		return nil, err
	}
	return objectRows(any, 0), nil
}

func objectRows(node any, depth int) (rows []values) {
	if depth > 6 {
		return nil
	}
	switch node := node.(type) {
	case []any:
		for _, each := range node {
			rows = append(rows, objectRows(each, depth+1)...)
		}
	case map[string]any:
		row := values{}
		for name, value := range node {
			switch value := value.(type) {
			case string:
				row.put(name, value)
			case float64:
				row.put(name, strconv.FormatFloat(value, 'f', -1, 64))
			case []any:
				if texts, plain := plainTexts(value); plain {
					row.put(name, strings.Join(texts, "、"))
				} else {
					rows = append(rows, objectRows(value, depth+1)...)
				}
			case map[string]any:
				rows = append(rows, objectRows(value, depth+1)...)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func plainTexts(list []any) (texts []string, plain bool) {
	for _, each := range list {
		text, ok := each.(string)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}

// xmlRows takes every element that holds elements with text as a row; attributes count as such.
func xmlRows(raw []byte) (rows []values, err error) {
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	type level struct {
		name string
		row  values
		text strings.Builder
	}
	var open []*level
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil || len(open) > 16 {
			return rows, errors.Join(err, errDeep(len(open)))
		}
		switch token := token.(type) {
		case xml.StartElement:
			l := &level{name: token.Name.Local, row: values{}}
			for _, a := range token.Attr {
				l.row.put(a.Name.Local, a.Value)
			}
			open = append(open, l)
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text.Write(token)
			}
		case xml.EndElement:
			l := open[len(open)-1]
			open = open[:len(open)-1]
			if len(l.row) > 0 {
				rows = append(rows, l.row)
			} else if len(open) > 0 {
				open[len(open)-1].row.put(l.name, l.text.String())
			}
		}
	}
}

func errDeep(depth int) error {
	if depth > 16 {
		return errors.New("nested too deep")
	}
	return nil
}

func csvRows(raw []byte) ([]values, error) {
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	all, err := reader.ReadAll()
	if err != nil || len(all) < 2 {
		return nil, err
	}
	if len(all[0]) == 2 && aliases[plainName(all[0][0])] != "" && aliases[plainName(all[0][1])] == "" { // a name and a value in each line
		row := values{}
		for _, line := range all {
			if len(line) >= 2 {
				row.put(line[0], line[1])
			}
		}
		return []values{row}, nil
	}
	var rows []values
	for _, line := range all[1:] {
		row := values{}
		for i, cell := range line[:min(len(line), len(all[0]))] {
			row.put(all[0][i], cell)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

var pair = regexp.MustCompile(`^\s*([^=:：\t]{1,40})\s*[=:：\t]\s*(.+?)\s*$`)

// lineRow reads lines of a name and a value.
func lineRow(raw []byte) values {
	row := values{}
	for line := range strings.Lines(string(raw)) {
		if m := pair.FindStringSubmatch(line); m != nil {
			row.put(m[1], m[2])
		}
	}
	return row
}

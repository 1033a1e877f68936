package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxRepeat is how often a cell, a row or a space that is said to repeat is taken at its word.
const maxRepeat = 256

// readODF reads a text, a table or a presentation in OpenDocument format.
func readODF(src *source) (Result, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return Result{}, err
	}
	p := &parts{z, maxUnpacked}
	if encryptedODF(p) {
		return Result{}, locked()
	}
	r, err := p.open("content.xml")
	if err != nil {
		return Result{}, err
	}
	if r == nil {
		return Result{}, damaged(errors.New("no content"))
	}
	defer r.Close()
	w := &odfText{d: xml.NewDecoder(r), sheets: src.media.Format == "ods"}
	if err := w.read(); err != nil {
		return Result{}, err
	}
	return Result{Pages: w.pager.end(), Meta: odfMeta(p)}, nil
}

func encryptedODF(p *parts) bool {
	r, err := p.open("META-INF/manifest.xml")
	if err != nil || r == nil {
		return false
	}
	defer r.Close()
	text, _ := io.ReadAll(io.LimitReader(r, 1<<20))
	return strings.Contains(string(text), "encryption-data")
}

func odfMeta(p *parts) map[string]string {
	r, err := p.open("meta.xml")
	if err != nil || r == nil {
		return nil
	}
	defer r.Close()
	var doc struct {
		Meta struct {
			Title    string `xml:"title"`
			First    string `xml:"initial-creator"`
			LastBy   string `xml:"creator"`
			Created  string `xml:"creation-date"`
			Modified string `xml:"date"`
			Program  string `xml:"generator"`
		} `xml:"meta"`
	}
	if xml.NewDecoder(io.LimitReader(r, 1<<20)).Decode(&doc) != nil {
		return nil // a document is not unreadable for want of its title
	}
	m := doc.Meta
	return map[string]string{MetaTitle: m.Title, MetaAuthor: m.First, MetaModifiedBy: m.LastBy, MetaCreated: m.Created, MetaModified: m.Modified, MetaProgram: m.Program}
}

// odfText gathers the text of an OpenDocument content part.
type odfText struct {
	d      *xml.Decoder
	sheets bool // its tables are sheets, which begin pages with their names
	pager  pager
	line   strings.Builder
	row    []string
	cell   []string
	repeat int
	tables int
	text   int // depth of paragraphs
}

func (w *odfText) read() error {
	for !w.pager.full() {
		token, err := w.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badXML(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "tracked-changes" || t.Name.Local == "settings" || t.Name.Local == "automatic-styles" {
				if err := w.d.Skip(); err != nil {
					return badXML(err)
				}
				continue
			}
			w.start(t)
		case xml.EndElement:
			w.end(t.Name.Local)
		case xml.CharData:
			if w.text > 0 {
				w.line.Write(t)
			}
		}
	}
	return nil
}

func (w *odfText) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p", "h":
		w.text++
	case "tab":
		w.line.WriteByte('\t')
	case "line-break":
		w.line.WriteByte('\n')
	case "s":
		w.line.WriteString(strings.Repeat(" ", repeats(t, "c")))
	case "soft-page-break", "page":
		if w.tables == 0 {
			w.pager.turn()
		}
	case "table":
		if w.tables++; w.tables == 1 && w.sheets {
			w.pager.turn()
			w.pager.add(attr(t, "name"))
		}
	case "table-row":
		if w.tables == 1 {
			w.row = nil
		}
	case "table-cell", "covered-table-cell":
		if w.tables == 1 {
			w.cell, w.repeat = nil, repeats(t, "number-columns-repeated")
		}
	}
}

func repeats(t xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(t, name))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxRepeat)
}

func (w *odfText) end(local string) {
	switch local {
	case "p", "h":
		w.text = max(0, w.text-1)
		text := w.line.String()
		w.line.Reset()
		if w.tables > 0 {
			w.cell = append(w.cell, strings.TrimSpace(text))
		} else {
			w.pager.add(text)
		}
	case "table-cell", "covered-table-cell":
		if w.tables != 1 { // a table in a cell is part of the cell
			return
		}
		text := strings.Join(w.cell, " ")
		for range w.repeat {
			w.row = append(w.row, text)
		}
		w.cell, w.repeat = nil, 0
	case "table-row":
		if line := cells(w.row); line != "" && w.tables == 1 {
			w.pager.add(line)
		}
	case "table":
		w.tables = max(0, w.tables-1)
	}
}

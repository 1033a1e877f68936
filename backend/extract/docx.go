package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// readDocx reads a Word document: body and tables with their page breaks, headers before, and footers, notes and
// comments after. What a revision deleted or moved away is left out.
func readDocx(src *source) (Result, error) {
	z, err := openDocument(src.file, src.size)
	if err != nil {
		return Result{}, err
	}
	p := &parts{z, maxUnpacked}
	main, err := mainPart(p, "word/document.xml")
	if err != nil {
		return Result{}, err
	}
	w := &wordText{}
	if err := w.part(p, main); err != nil {
		return Result{}, err
	}
	body := w.pager.end()
	head, tail, err := besides(p, path.Dir(main))
	if err != nil {
		return Result{}, err
	}
	meta, err := officeMeta(p)
	return Result{Pages: around(head, body, tail), Meta: meta}, err
}

// mainPart finds the part the package names as its document.
func mainPart(p *parts, usual string) (string, error) {
	r, err := p.open("_rels/.rels")
	if err != nil || r == nil {
		return usual, err
	}
	defer r.Close()
	var rels struct {
		Rel []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.NewDecoder(r).Decode(&rels); err != nil {
		return "", badXML(err)
	}
	for _, rel := range rels.Rel {
		if strings.HasSuffix(rel.Type, "/officeDocument") {
			return strings.TrimPrefix(path.Clean(rel.Target), "/"), nil
		}
	}
	return usual, nil
}

// besides gathers the paragraphs that stand outside the body, each distinct text once.
func besides(p *parts, dir string) (head, tail []string, err error) {
	seen := map[string]bool{}
	names := make([]string, 0, 8)
	for _, f := range p.zip.File {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	for _, kind := range []string{"header", "footer", "footnotes", "endnotes", "comments"} {
		for _, name := range names {
			base := path.Base(name)
			if path.Dir(name) != dir || !strings.HasPrefix(base, kind) || len(strings.Trim(base[len(kind):], "0123456789")) != len(".xml") {
				continue
			}
			w := &wordText{}
			if err := w.part(p, name); err != nil {
				return nil, nil, err
			}
			for _, page := range w.pager.end() {
				text := strings.TrimSpace(page.Text)
				if text == "" || seen[text] {
					continue
				}
				seen[text] = true
				if kind == "header" {
					head = append(head, text)
				} else {
					tail = append(tail, text)
				}
			}
		}
	}
	return head, tail, nil
}

func around(head []string, body []Page, tail []string) []Page {
	if len(body) == 0 {
		body = []Page{{}}
	}
	if len(head) > 0 {
		body[0].Text = strings.Join(head, "\n") + "\n" + body[0].Text
	}
	if len(tail) > 0 {
		last := &body[len(body)-1]
		last.Text += "\n" + strings.Join(tail, "\n")
	}
	return body
}

// wordText gathers the text of one part of a Word document.
type wordText struct {
	pager  pager
	line   strings.Builder
	row    []string // cells of the row being read, per depth of table
	cell   strings.Builder
	tables int

	look   look     // of the run being read
	unseen []string // passages that are white or tiny
}

func (w *wordText) part(p *parts, name string) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	if r == nil {
		return damaged(errors.New("no part " + name))
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	text := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badXML(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if skipped(t.Name.Local) {
				if err := d.Skip(); err != nil {
					return badXML(err)
				}
				continue
			}
			text = t.Name.Local == "t"
			w.look.see(t)
			w.start(t)
		case xml.EndElement:
			text = false
			if t.Name.Local == "r" {
				w.look.run = false
			}
			w.stop(t.Name.Local)
		case xml.CharData:
			if text {
				w.said(string(t))
			}
		}
		if w.pager.full() {
			return nil
		}
	}
}

// skipped names what is not part of the text as it stands: deletions, what was moved away, the second rendering of a
// drawing, field instructions, reading aids.
func skipped(local string) bool {
	switch local {
	case "del", "moveFrom", "Fallback", "delText", "instrText", "delInstrText", "rt", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange":
		return true
	}
	return false
}

func (w *wordText) start(t xml.StartElement) {
	switch t.Name.Local {
	case "tab", "ptab":
		if t.Name.Local == "ptab" || attr(t, "val") == "" { // a tab stop in the paragraph's properties has a kind
			w.line.WriteByte('\t')
		}
	case "br":
		if attr(t, "type") == "page" {
			w.paragraph()
			w.turn()
		} else {
			w.line.WriteByte('\n')
		}
	case "cr":
		w.line.WriteByte('\n')
	case "noBreakHyphen":
		w.line.WriteByte('-')
	case "lastRenderedPageBreak":
		w.paragraph()
		w.turn()
	case "pageBreakBefore":
		if v := attr(t, "val"); v != "0" && v != "false" {
			w.turn()
		}
	case "comment":
		w.line.WriteString("批注（" + attr(t, "author") + "）：")
	case "tbl":
		if w.tables == 0 {
			w.paragraph()
		}
		w.tables++
	case "tr":
		if w.tables == 1 {
			w.row = w.row[:0]
		}
	case "tc":
		if w.tables == 1 {
			w.cell.Reset()
		}
	}
}

func (w *wordText) stop(local string) {
	switch local {
	case "p":
		w.paragraph()
	case "tc":
		if w.tables == 1 {
			w.row = append(w.row, w.cell.String())
		}
	case "tr":
		if w.tables == 1 {
			w.pager.add(cells(w.row))
		}
	case "tbl":
		w.tables = max(0, w.tables-1)
	}
}

// paragraph ends a paragraph: in a table it is part of its cell, else of the page.
func (w *wordText) paragraph() {
	text := w.line.String()
	w.line.Reset()
	if w.tables == 0 {
		w.pager.add(text)
		return
	}
	if text = strings.TrimSpace(text); text != "" {
		if w.cell.Len() > 0 {
			w.cell.WriteByte(' ')
		}
		w.cell.WriteString(text)
	}
}

// turn begins a new page; a table's row stays whole.
func (w *wordText) turn() {
	if w.tables == 0 {
		w.pager.turn()
	}
}

func attr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// badXML keeps the reason of a limit and makes all else damage.
func badXML(err error) error {
	var s *stop
	if errors.As(err, &s) {
		return s
	}
	return damaged(err)
}

// officeMeta reads what an office document says about itself.
func officeMeta(p *parts) (map[string]string, error) {
	r, err := p.open("docProps/core.xml")
	if err != nil || r == nil {
		return nil, err
	}
	defer r.Close()
	var core struct {
		Title    string `xml:"title"`
		Author   string `xml:"creator"`
		LastBy   string `xml:"lastModifiedBy"`
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
	}
	if err := xml.NewDecoder(io.LimitReader(r, 1<<20)).Decode(&core); err != nil {
		return nil, nil // a document is not unreadable for want of its title
	}
	return map[string]string{MetaTitle: core.Title, MetaAuthor: core.Author, MetaModifiedBy: core.LastBy,
		MetaCreated: core.Created, MetaModified: core.Modified}, nil
}

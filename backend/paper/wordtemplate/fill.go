package wordtemplate

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/fault"
)

// Fit makes the lines say a text: what the text has of them stays as it is, what it has otherwise is written in the format of
// the line that stood in its place. Text(Fit(lines, text)) is the text, but for empty lines and spaces at the ends.
func (t *Template) Fit(lines []Line, text string) []Line {
	rows := t.rows(lines)
	want := strings.Split(strings.TrimRight(text, "\n"), "\n")
	have := make([]string, len(rows))
	for i, r := range rows {
		have[i] = bare(t.said(lines, r))
	}
	bareWant := make([]string, len(want))
	for i, w := range want {
		bareWant[i] = bare(w)
	}
	pairs := paired(have, bareWant)
	var out []Line
	at := 0 // the next row of the template
	for i, w := range want {
		to := pairs[i]
		switch {
		case to >= 0:
			at = to + 1
			for _, n := range rows[to].lines {
				out = append(out, lines[n])
			}
			continue
		case bareWant[i] == "":
			continue
		}
		next := len(rows) // the row that the next line of the text has
		for _, j := range pairs[i+1:] {
			if j >= 0 {
				next = j
				break
			}
		}
		for at < next && have[at] == "" {
			at++
		}
		if at < next {
			out = append(out, t.refit(lines, rows[at], w)...)
			at++
		} else if at > 0 || len(rows) > 0 {
			like := rows[max(at-1, 0)].lines
			out = append(out, t.worded(lines[like[len(like)-1]], w))
		}
	}
	for _, l := range lines { // headers and footers
		if t.paragraphs[l.paragraph].part != t.document {
			out = append(out, l)
		}
	}
	return out
}

// bare is a line without the spaces around it.
func bare(s string) string { return strings.Trim(s, " \t　") }

// refit makes the lines of a row say a text, cell by cell.
func (t *Template) refit(lines []Line, r row, text string) (out []Line) {
	cells := strings.SplitN(text, "\t", len(r.lines))
	for n, i := range r.lines {
		cell := ""
		if n < len(cells) {
			cell = cells[n]
		}
		out = append(out, t.worded(lines[i], cell))
	}
	return out
}

// worded makes a line say a text: the beginning and the end that it shares with the line keep their formats, and what is new
// takes the format of what stood there. Its pictures stay.
func (t *Template) worded(l Line, text string) Line {
	if t.paragraphs[l.paragraph].indent {
		text = strings.TrimLeft(text, "　")
	}
	old, now := []rune(l.text()), []rune(stripped(text))
	head := 0
	for head < len(old) && head < len(now) && old[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	out := Line{paragraph: l.paragraph}
	fresh, written := string(now[head:len(now)-tail]), false
	at := 0
	for _, p := range l.pieces {
		if p.object {
			out.pieces = append(out.pieces, p)
			continue
		}
		runes := []rune(p.text)
		before := runes[:min(max(head-at, 0), len(runes))]
		after := runes[min(max(len(old)-tail-at, 0), len(runes)):]
		middle := ""
		if end := at + len(runes); !written && (head < end || head == end && end == len(old)) {
			middle, written = fresh, true
		}
		at += len(runes)
		if said := string(before) + middle + string(after[max(0, len(before)+len(after)-len(runes)):]); said != "" {
			out.pieces = append(out.pieces, piece{atom: p.atom, text: said})
		}
	}
	if !written && fresh != "" {
		atom := 0
		if n := len(t.paragraphs[l.paragraph].atoms); n > 0 {
			atom = t.paragraphs[l.paragraph].atoms[n-1]
		}
		out.pieces = append(out.pieces, piece{atom: atom, text: fresh})
	}
	return out
}

// paired tells for each line of the text which row of the template is the same, in order; -1 for none.
func paired(have, want []string) []int {
	n, m := len(have), len(want)
	longest := make([][]int, n+1)
	for i := range longest {
		longest[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if have[i] == want[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	out := slices.Repeat([]int{-1}, m)
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case have[i] == want[j]:
			out[j] = i
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// Properties are all that a filled file says of its making.
type Properties struct{ Title, Creator string }

// Fill writes the template with its lines in the place of its paragraphs. The same lines give the same bytes.
func (t *Template) Fill(lines []Line, p Properties) ([]byte, error) {
	by := map[*node][]Line{} // by the body, cell or header
	for _, l := range lines {
		parent := t.paragraphs[l.paragraph].parent
		by[parent] = append(by[parent], l)
	}
	mine := map[*node]int{}
	for i, q := range t.paragraphs {
		mine[q.node] = i
	}
	parts := maps.Clone(t.parts)
	for _, name := range t.order {
		f := filler{t: t, by: by, mine: mine}
		parts[name] = []byte(f.element(t.trees[name]).String())
	}
	return t.pack(parts, p)
}

// Bytes is the template itself, cleaned.
func (t *Template) Bytes() ([]byte, error) {
	var lines []Line
	for i, p := range t.paragraphs {
		line := Line{paragraph: i}
		for _, a := range p.atoms {
			line.pieces = append(line.pieces, piece{atom: a, object: t.atoms[a].object != nil, text: t.atoms[a].text})
		}
		lines = append(lines, line)
	}
	return t.Fill(lines, Properties{})
}

type filler struct {
	t    *Template
	by   map[*node][]Line
	mine map[*node]int // paragraph by its element
}

// element copies an element with its paragraphs filled.
func (f filler) element(n *node) *node {
	out := &node{name: n.name, text: n.text, attrs: n.attrs}
	lines := f.by[n]
	for i := 0; i < len(n.children); i++ {
		c := n.children[i]
		if _, paragraph := f.mine[c]; paragraph {
			group := map[int]bool{}
			for ; i < len(n.children); i++ {
				p, also := f.mine[n.children[i]]
				if !also {
					break
				}
				group[p] = true
			}
			i--
			var rest []Line
			for _, l := range lines {
				if group[l.paragraph] {
					out.children = append(out.children, f.line(l))
				} else {
					rest = append(rest, l)
				}
			}
			lines = rest
			continue
		}
		if c.name == "w:tbl" && f.empty(c) {
			continue
		}
		out.children = append(out.children, f.element(c))
	}
	if n.name == "w:tc" && (len(out.children) == 0 || out.children[len(out.children)-1].name != "w:p") {
		out.children = append(out.children, element("w:p")) // a cell ends with a paragraph
	}
	return out
}

// empty tells whether a table has paragraphs and none of them came out: it stood under a condition that was not met.
func (f filler) empty(table *node) bool {
	any := false
	table.each(func(n *node) {
		any = any || len(f.by[n]) > 0
	})
	return !any
}

// line writes a line as a paragraph.
func (f filler) line(l Line) *node {
	p := f.t.paragraphs[l.paragraph]
	out := element("w:p")
	out.attrs = p.node.attrs
	if properties := p.node.child("w:pPr"); properties != nil {
		out.children = append(out.children, properties.copy())
	}
	for _, piece := range l.pieces {
		a := f.t.atoms[piece.atom]
		switch {
		case !piece.object:
			if piece.text != "" {
				out.children = append(out.children, textRun(a.format, piece.text))
			}
		case a.format != nil || strings.HasPrefix(a.object.name, "w:") && a.object.name != "w:fldSimple":
			r := element("w:r")
			if a.format != nil {
				r.children = append(r.children, a.format.copy())
			}
			r.children = append(r.children, a.object.copy())
			out.children = append(out.children, r)
		default:
			out.children = append(out.children, a.object.copy())
		}
	}
	return out
}

// pack writes the parts into a zip, without times or owners.
func (t *Template) pack(parts map[string][]byte, p Properties) ([]byte, error) {
	parts["docProps/core.xml"] = []byte(core(p))
	parts["_rels/.rels"] = []byte(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="` + t.document + `"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)
	types := head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`
	for _, extension := range slices.Sorted(maps.Keys(pictureKinds)) {
		types += `<Default Extension="` + extension + `" ContentType="` + pictureKinds[extension] + `"/>`
	}
	names := slices.Sorted(maps.Keys(parts))
	for _, name := range names {
		if kind := t.contentType(name); kind != "" {
			types += `<Override PartName="/` + name + `" ContentType="` + kind + `"/>`
		}
	}
	parts["[Content_Types].xml"] = []byte(types + `</Types>`)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range append([]string{"[Content_Types].xml", "_rels/.rels"}, slices.DeleteFunc(names, func(n string) bool { return n == "_rels/.rels" })...) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = f.Write(parts[name])
		}
		if err != nil {
			return nil, fault.Wrap("wordtemplate.pack", err)
		}
	}
	err := w.Close()
	return out.Bytes(), fault.Wrap("wordtemplate.pack", err)
}

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func (t *Template) contentType(name string) string {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	switch root := t.trees[name]; {
	case name == t.document:
		return word + "document.main+xml"
	case root != nil && root.name == "w:hdr":
		return word + "header+xml"
	case root != nil:
		return word + "footer+xml"
	case name == "docProps/core.xml":
		return "application/vnd.openxmlformats-package.core-properties+xml"
	case name == "word/theme/theme1.xml":
		return "application/vnd.openxmlformats-officedocument.theme+xml"
	case path.Dir(name) == "word" && path.Ext(name) == ".xml":
		return word + strings.TrimSuffix(path.Base(name), ".xml") + "+xml"
	}
	return ""
}

func core(p Properties) string {
	text := func(name, s string) string {
		var b bytes.Buffer
		if s == "" || xml.EscapeText(&b, []byte(stripped(s))) != nil {
			return ""
		}
		return "<" + name + ">" + b.String() + "</" + name + ">"
	}
	return head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		text("dc:title", p.Title) + text("dc:creator", p.Creator) + `</cp:coreProperties>`
}

package wordtemplate

import (
	"regexp"
	"strings"

	"zhiheng/backend/fault"
)

// paragraph is a paragraph of a template, with what it holds in reading order.
type paragraph struct {
	node   *node
	part   string // the part it stands in
	parent *node  // the body, the cell, the header
	row    *node  // the table row it stands in; nil outside of tables
	indent bool
	atoms  []int
	marked bool // it holds placeholders
}

// atom is a piece of a paragraph that has one format: a text, or something that is no text.
type atom struct {
	format *node
	text   string
	object *node
}

// TokenKind tells the pieces of a template apart.
type TokenKind int

// The kinds of piece. A Start begins a paragraph; a Format and an Object are known by their number; Text and Placeholder have a text.
const (
	Start TokenKind = iota
	Format
	Object
	Text
	Placeholder
)

// Token is a piece of a template in reading order. Place is the same for all that stand in one body, cell or header.
type Token struct {
	Kind  TokenKind
	N     int
	Text  string
	Place int
	Part  string // of a Start: the part of the file; the document's has the least
}

// gather finds the paragraphs of all parts.
func (t *Template) gather() error {
	for _, name := range t.order {
		root := t.trees[name]
		if name == t.document {
			if root = root.child("w:body"); root == nil {
				return notWord(nil)
			}
		}
		t.block(name, root, nil)
	}
	return t.strays()
}

// block finds the paragraphs of a body, a cell or a header. A line break within a paragraph begins a new one.
func (t *Template) block(part string, parent, row *node) {
	var children []*node
	for _, c := range parent.children {
		if c.name != "w:p" {
			children = append(children, c)
			t.tables(part, c)
			continue
		}
		properties := c.child("w:pPr")
		line := &paragraph{part: part, parent: parent, row: row, indent: t.styles.indents(properties)}
		begin := func() {
			line = &paragraph{part: part, parent: parent, row: row, indent: line.indent, node: element("w:p")}
			if properties != nil {
				line.node.children = append(line.node.children, properties.copy())
			}
			t.paragraphs = append(t.paragraphs, line)
			children = append(children, line.node)
		}
		begin()
		for _, r := range c.children {
			if r.name == "w:r" {
				t.run(&line, r, begin)
			} else if r.name != "" && r.name != "w:pPr" {
				t.object(line, nil, r)
			}
		}
		if properties.child("w:numPr") != nil {
			t.note(1, "自动编号，编号不进入文书的文字", "automatic numbers, which are no part of the paper's words")
		}
	}
	parent.children = children
}

func (t *Template) tables(part string, n *node) {
	if n.name != "w:tbl" {
		return
	}
	for _, row := range n.children {
		for _, cell := range row.children {
			if cell.name == "w:tc" {
				t.block(part, cell, row)
			}
		}
	}
}

// run takes a run apart. The paragraph goes on as a new one after a line break.
func (t *Template) run(line **paragraph, r *node, begin func()) {
	format := r.child("w:rPr")
	for _, c := range r.children {
		switch {
		case c.name == "" || c.name == "w:rPr":
		case c.name == "w:t":
			var text strings.Builder
			for _, x := range c.children {
				text.WriteString(x.text)
			}
			t.text(*line, format, text.String())
		case c.name == "w:tab":
			t.text(*line, format, "\t")
		case c.name == "w:noBreakHyphen":
			t.text(*line, format, "-")
		case c.name == "w:cr", c.name == "w:br" && (c.attr("w:type") == "" || c.attr("w:type") == "textWrapping"):
			begin()
		default:
			t.object(*line, format, c)
		}
	}
}

func (t *Template) text(p *paragraph, format *node, text string) {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' {
			return -1
		}
		return r
	}, text)
	if n := len(p.atoms); n > 0 {
		last := &t.atoms[p.atoms[n-1]]
		if last.object == nil && sameFormat(last.format, format) {
			last.text += text
			return
		}
	}
	p.atoms = append(p.atoms, len(t.atoms))
	t.atoms = append(t.atoms, atom{format: format, text: text})
}

func (t *Template) object(p *paragraph, format, object *node) {
	p.atoms = append(p.atoms, len(t.atoms))
	t.atoms = append(t.atoms, atom{format: format, object: object})
}

func sameFormat(a, b *node) bool {
	if a == nil || b == nil {
		return a == b || a == nil && len(b.children) == 0 || b == nil && len(a.children) == 0
	}
	return a.String() == b.String()
}

// braces are two of them, of either width; an input method may have widened them.
var braces = regexp.MustCompile(`[{｛]{2}([^{}｛｝]*)[}｝]{2}`)

var halfOpen = regexp.MustCompile(`[{｛]{2}|[}｝]{2}`)

// strays refuses placeholders where they would not be filled: in text boxes.
func (t *Template) strays() error {
	for _, a := range t.atoms {
		if a.object == nil {
			continue
		}
		var text strings.Builder
		a.object.each(func(n *node) { text.WriteString(n.text) })
		if found := halfOpen.FindString(text.String()); found != "" {
			return bad(fault.Tf("文本框或者图形中有占位符：%[1]s", "there is a placeholder in a text box: %[1]s", clip(text.String())),
				fault.T("请把占位符移到正文、表格、页眉或者页脚中。", "Move it into the text, a table, the header or the footer."))
		}
	}
	return nil
}

func clip(s string) string {
	if r := []rune(strings.TrimSpace(s)); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return strings.TrimSpace(s)
}

// Tokens are the pieces of the template in reading order: the document, then its headers and footers. Braces that do not pair
// up are refused, with the line they stand in.
func (t *Template) Tokens() ([]Token, error) {
	var out []Token
	places := map[*node]int{}
	for i, p := range t.paragraphs {
		if _, known := places[p.parent]; !known {
			places[p.parent] = len(places)
		}
		place := places[p.parent]
		begin := Token{Kind: Start, N: i, Place: place}
		if p.part != t.document {
			begin.Part = p.part
		}
		out = append(out, begin)
		pieces, err := t.pieces(p)
		if err != nil {
			return nil, err
		}
		for _, piece := range pieces {
			piece.Place = place
			out = append(out, piece)
		}
	}
	return out, nil
}

// pieces takes a paragraph apart at its placeholders. One that is split over several formats has the first of them.
func (t *Template) pieces(p *paragraph) (out []Token, err error) {
	var all strings.Builder
	for _, a := range p.atoms {
		all.WriteString(t.atoms[a].text)
	}
	spans := braces.FindAllStringSubmatchIndex(all.String(), -1)
	if rest := halfOpen.FindString(braces.ReplaceAllString(all.String(), "")); rest != "" {
		return nil, bad(fault.Tf("占位符的括号不成对：%[1]s", "the braces of a placeholder do not pair up: %[1]s", clip(all.String())),
			fault.T("占位符写作 {{名称}}，前后各两个花括号。", "A placeholder is written {{name}}, with two braces on either side."))
	}
	p.marked = len(spans) > 0
	at := 0 // where the atom begins in the whole
	for _, a := range p.atoms {
		one := t.atoms[a]
		if one.object != nil {
			out = append(out, Token{Kind: Object, N: a})
			continue
		}
		out = append(out, Token{Kind: Format, N: a})
		from, end := at, at+len(one.text)
		for _, s := range spans {
			if s[1] <= from || s[0] >= end {
				continue
			}
			if s[0] >= from {
				out = appendText(out, all.String()[from:s[0]])
				out = append(out, Token{Kind: Placeholder, Text: all.String()[s[2]:s[3]]})
			}
			from = min(s[1], end)
		}
		out = appendText(out, all.String()[from:end])
		at = end
	}
	return out, nil
}

func appendText(out []Token, text string) []Token {
	if text == "" {
		return out
	}
	return append(out, Token{Kind: Text, Text: text})
}

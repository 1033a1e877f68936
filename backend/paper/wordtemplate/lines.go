package wordtemplate

import (
	"strconv"
	"strings"
)

// The marks that a filled stream carries: they say to which paragraph, format or object of the template what follows belongs. No
// XML text can hold these characters.
const (
	markOpen  = '\x01'
	markClose = '\x02'
)

// Mark is the mark of a Start, a Format or an Object, for the stream that [Template.Lines] reads.
func (t Token) Mark() string {
	kind := map[TokenKind]string{Start: "p", Format: "r", Object: "o"}[t.Kind]
	return string(markOpen) + kind + strconv.Itoa(t.N) + string(markClose)
}

// Line is a line of a filled template: a paragraph's text, in the formats that it takes them from.
type Line struct {
	paragraph int
	pieces    []piece
}

type piece struct {
	atom   int
	object bool
	text   string
}

// text is what a line says.
func (l Line) text() string {
	var b strings.Builder
	for _, p := range l.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// Lines reads a stream: the texts of the tokens with their marks, and whatever their placeholders stand for. A line feed begins
// a new paragraph like the one before it. A paragraph of placeholders that came out empty is left out.
func (t *Template) Lines(stream string) []Line {
	var lines []Line
	var line *Line
	atom := 0
	begin := func(paragraph int) {
		lines = append(lines, Line{paragraph: paragraph})
		line = &lines[len(lines)-1]
	}
	for stream != "" {
		i := strings.IndexAny(stream, "\x01\n")
		if i < 0 {
			i = len(stream)
		}
		if i > 0 {
			if line != nil {
				line.pieces = append(line.pieces, piece{atom: atom, text: stripped(stream[:i])})
			}
			stream = stream[i:]
			continue
		}
		if stream[0] == '\n' {
			if stream = stream[1:]; line != nil {
				begin(line.paragraph)
			}
			continue
		}
		end := strings.IndexByte(stream, markClose)
		if end < 2 {
			stream = stream[1:]
			continue
		}
		n, err := strconv.Atoi(stream[2:end])
		switch kind := stream[1]; {
		case err != nil || n < 0:
		case kind == 'p' && n < len(t.paragraphs):
			begin(n)
		case line != nil && (kind == 'r' || kind == 'o') && n < len(t.atoms):
			if atom = n; kind == 'o' {
				line.pieces = append(line.pieces, piece{atom: n, object: true})
			}
		}
		stream = stream[end+1:]
	}
	return t.standing(lines)
}

// stripped is a text without what no XML text can hold.
func stripped(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// standing leaves out the lines of placeholders that came out empty; a cell keeps one.
func (t *Template) standing(lines []Line) []Line {
	left := map[*node]int{}
	for _, l := range lines {
		left[t.paragraphs[l.paragraph].parent]++
	}
	out := lines[:0]
	for _, l := range lines {
		p := t.paragraphs[l.paragraph]
		if p.marked && l.blank() && (p.row == nil || left[p.parent] > 1) {
			left[p.parent]--
			continue
		}
		out = append(out, l)
	}
	return out
}

func (l Line) blank() bool {
	for _, p := range l.pieces {
		if p.object || strings.TrimSpace(p.text) != "" {
			return false
		}
	}
	return true
}

// row is a line of the text: one line of the template, or those of a table's row, each cell after a tab.
type row struct{ lines []int }

// rows puts the lines of the document together as the text shows them.
func (t *Template) rows(lines []Line) (rows []row) {
	for i := 0; i < len(lines); i++ {
		p := t.paragraphs[lines[i].paragraph]
		if p.part != t.document {
			continue
		}
		joins := false // the cell before is one line of the same row
		if i > 0 && p.row != nil {
			before := t.paragraphs[lines[i-1].paragraph]
			joins = before.row == p.row && before.parent != p.parent && t.alone(lines, i-1)
		}
		if joins {
			last := &rows[len(rows)-1]
			last.lines = append(last.lines, i)
			continue
		}
		rows = append(rows, row{[]int{i}})
	}
	return rows
}

// alone tells whether a line is the only one of its cell.
func (t *Template) alone(lines []Line, i int) bool {
	cell := t.paragraphs[lines[i].paragraph].parent
	beside := func(j int) bool { return j >= 0 && j < len(lines) && t.paragraphs[lines[j].paragraph].parent == cell }
	return !beside(i-1) && !beside(i+1)
}

// Text is what the document says, a line for each paragraph and for each row of a table. A paragraph that is set further in begins
// with two wide spaces. Headers and footers are no part of it.
func (t *Template) Text(lines []Line) string {
	var out []string
	for _, r := range t.rows(lines) {
		out = append(out, t.said(lines, r))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

const indent = "　　"

func (t *Template) said(lines []Line, r row) string {
	cells := make([]string, len(r.lines))
	for n, i := range r.lines {
		cells[n] = strings.TrimRight(lines[i].text(), " \t　")
		if p := t.paragraphs[lines[i].paragraph]; p.indent && p.row == nil && cells[n] != "" && !strings.HasPrefix(cells[n], "　") {
			cells[n] = indent + cells[n]
		}
	}
	return strings.TrimRight(strings.Join(cells, "\t"), "\t")
}

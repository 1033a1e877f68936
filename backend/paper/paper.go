// Package paper writes documents out of a small block model: docx and pdf in the layout of GB/T 9704, self-contained html pages,
// xlsx workbooks and csv files. It knows formats and no law, takes no clock, and gives the same bytes for the same input.
//
// Nothing about the machine, the person or the libraries at work gets into a file: its properties hold what the caller
// put into [Meta] and no more. Every text goes through [Clean] first, so what a reader gets back is exactly Clean(text).
package paper

import "time"

// Meta is all that a file says about its making.
type Meta struct {
	Creator string    // the office that issues the file, never a person or a program
	Subject string    // optional: what it is about, such as a document number
	Created time.Time // the instant of making, written in UTC to the second; left out when zero
}

// Document is what Docx and HTML write. Empty fields leave no trace on the page.
type Document struct {
	Lang   string   // BCP 47 tag for html and the spelling language; zh-CN when empty
	Head   string   // name of the issuing body, above the title
	Title  string   // also the title in the file's properties
	Number string   // document number, under the title
	Blocks []Block  // the body, in order
	Footer []string // closing lines of an html page; docx has the page number there
	Meta   Meta

	Unnumbered bool // a pdf without page numbers at the foot
}

// Block is one piece of the body: [Paragraph], [Heading], [Table], [Facts], [Signature], [QR], [Photo], [Figure], [Sign] or [PageBreak].
type Block interface{ block() }

// Figure is a picture that lies in a file of its own beside an html page, with a caption below. Alt says what it shows to whoever
// does not see it; Width and Height are pixels. Other formats have the caption alone.
type Figure struct {
	File, Alt, Caption string
	Width, Height      int
}

func (Figure) block() {}

// Align says where the lines of a paragraph or the cells of a column stand.
type Align int

// The alignments. Start is the left edge in every language the package is used for.
const (
	Start Align = iota
	Center
	End
)

// Paragraph is running text. A line feed in Text starts a new line of the same paragraph, a tab stays a tab.
type Paragraph struct {
	Text  string
	Align Align
	Flush bool // no first-line indent of two characters, as for the line of addressees
}

// Heading is a heading inside the body. Level runs from 1 to 3; others are brought to the nearest.
type Heading struct {
	Level int
	Text  string
}

// Table is a plain grid. A row may be shorter than the widest one; the missing cells are empty.
type Table struct {
	Caption string
	Header  []string // repeated on every page; none when empty
	Rows    [][]string
	Widths  []int   // relative widths of the columns; equal when empty or not positive
	Aligns  []Align // of the columns' cells; Start where missing
}

// Facts is a table of key facts: what a thing is called on the left, what it is on the right.
type Facts struct {
	Caption string
	Items   []Fact
}

// Fact is one line of Facts.
type Fact struct{ Label, Value string }

// Signature closes a paper: who signs, one name a line, over the date, at the right.
type Signature struct {
	Names []string
	Date  string // as printed, such as 2026年3月12日
}

// PageBreak starts a new page in docx and in the printed html.
type PageBreak struct{}

func (Paragraph) block() {}
func (Heading) block()   {}
func (Table) block()     {}
func (Facts) block()     {}
func (Signature) block() {}
func (PageBreak) block() {}

// level brings a heading's level into 1 to 3.
func (h Heading) level() int { return min(max(h.Level, 1), 3) }

// columns is the number of columns of the widest row.
func (t Table) columns() int {
	n := len(t.Header)
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	return n
}

// align is the alignment of a column.
func (t Table) align(column int) Align {
	if column < len(t.Aligns) {
		return t.Aligns[column]
	}
	return Start
}

// cell is the text of a row in a column, empty where the row is too short.
func cell(row []string, column int) string {
	if column < len(row) {
		return row[column]
	}
	return ""
}

// lang is the document's language tag.
func (d Document) lang() string {
	if d.Lang == "" {
		return "zh-CN"
	}
	return d.Lang
}

package paper

import "fmt"

// textWidth is the width between the margins, in twentieths of a point.
const textWidth = 11906 - 1587 - 1474

// table writes a grid over the full text width, its header repeated on each page and no row torn across two.
func (b *docxBody) table(t Table) {
	n := t.columns()
	if n == 0 {
		return
	}
	b.styled("Caption", t.Caption)
	widths := share(t.Widths, n)
	b.openTable(widths)
	if len(t.Header) > 0 {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i, w := range widths {
			b.cell(w, "TableHead", Start, cell(t.Header, i))
		}
		b.WriteString(`</w:tr>`)
	}
	for _, row := range t.Rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, w := range widths {
			b.cell(w, "TableText", t.align(i), cell(row, i))
		}
		b.WriteString(`</w:tr>`)
	}
	b.closeTable()
}

// facts writes a table of two columns, the labels in the style of a header.
func (b *docxBody) facts(f Facts) {
	if len(f.Items) == 0 {
		return
	}
	b.styled("Caption", f.Caption)
	widths := share([]int{1, 3}, 2)
	b.openTable(widths)
	for _, item := range f.Items {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		b.cell(widths[0], "TableHead", Start, item.Label)
		b.cell(widths[1], "TableText", Start, item.Value)
		b.WriteString(`</w:tr>`)
	}
	b.closeTable()
}

func (b *docxBody) openTable(widths []int) {
	fmt.Fprintf(&b.Builder, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, textWidth)
	for _, w := range widths {
		fmt.Fprintf(&b.Builder, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
}

// closeTable ends a table with the paragraph Word needs between two tables and at the end of a page.
func (b *docxBody) closeTable() {
	b.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`)
}

func (b *docxBody) cell(width int, style string, align Align, text string) {
	fmt.Fprintf(&b.Builder, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, width)
	properties := `<w:pStyle w:val="` + style + `"/>`
	switch align {
	case Center:
		properties += `<w:jc w:val="center"/>`
	case End:
		properties += `<w:jc w:val="right"/>`
	}
	b.paragraph(properties, text)
	b.WriteString(`</w:tc>`)
}

// share divides the text width among n columns in proportion to weights; the last column takes what rounding left.
func share(weights []int, n int) []int {
	weight := func(i int) int {
		if i < len(weights) && weights[i] > 0 {
			return min(weights[i], 1000)
		}
		return 1
	}
	total := 0
	for i := range n {
		total += weight(i)
	}
	out, left := make([]int, n), textWidth
	for i := range n {
		out[i] = textWidth * weight(i) / total
		left -= out[i]
	}
	out[n-1] += left
	return out
}

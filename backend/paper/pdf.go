package paper

import (
	"fmt"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/typeface"
)

// PDF writes a document as a PDF in the layout of GB/T 9704, with the page number at the foot, headings as bookmarks, and
// the characters it uses of one embedded font: it looks the same everywhere, and its text can be searched and copied, rare
// characters included.
func PDF(d Document) ([]byte, error) {
	face, err := typeface.Serif()
	if err != nil {
		return nil, fault.Wrap("paper.pdf", err)
	}
	if err := checkPhotos(d.Blocks); err != nil {
		return nil, err
	}
	f := newFlow(face)
	f.head(d)
	for _, block := range d.Blocks {
		f.block(block)
	}
	for _, line := range d.Footer {
		f.text(line, cellSetting)
	}
	if !d.Unnumbered {
		f.numberPages()
	}
	return f.file(face, d)
}

// head sets what stands above the body.
func (f *flow) head(d Document) {
	if d.Title != "" {
		f.marks = append(f.marks, mark{0, d.Title, 0, topEdge})
	}
	for _, line := range []string{d.Head, d.Title} {
		if line != "" {
			f.text(line, titleSetting)
		}
	}
	if d.Number != "" {
		f.text(d.Number, setting{size: bodySize, lead: bodyLead, align: Center})
	}
	if f.y < topEdge {
		f.y -= bodyLead / 2
	}
}

func (f *flow) block(block Block) {
	switch v := block.(type) {
	case Paragraph:
		st := bodySetting
		if v.Flush || v.Align != Start {
			st = flushSetting
		}
		st.align = v.Align
		f.text(v.Text, st)
	case Heading:
		st := bodySetting
		st.bold = v.level() != 2
		f.need(2 * bodyLead) // a heading does not stand alone at the foot
		f.marks = append(f.marks, mark{v.level(), v.Text, len(f.pages) - 1, f.y})
		f.text(v.Text, st)
	case Table:
		f.table(v)
	case Facts:
		rows := make([][]string, len(v.Items))
		for i, item := range v.Items {
			rows[i] = []string{item.Label, item.Value}
		}
		f.table(Table{Caption: v.Caption, Rows: rows, Widths: []int{1, 3}})
	case Signature:
		f.signature(v)
	case QR:
		f.qr(v)
	case Photo:
		f.photo(v)
	case Figure:
		f.text(v.Caption, setting{size: smallSize, lead: smallLead, align: Center})
	case Sign:
		f.sign(v)
	case PageBreak:
		f.breakPage()
	}
}

// table draws a grid; the header stands again on every page, and a row is not torn unless it is longer than a page.
func (f *flow) table(t Table) {
	if t.Caption != "" {
		f.need(bodyLead + 2*smallLead)
		f.text(t.Caption, setting{size: smallSize, lead: bodyLead, bold: true, align: Center})
	}
	widths := t.spread(measure)
	if len(t.Header) > 0 {
		f.row(t, t.Header, widths, true)
	}
	for _, row := range t.Rows {
		page := len(f.pages)
		if f.y-f.height(row, widths) < bottomEdge && f.y < topEdge {
			f.breakPage()
		}
		if len(f.pages) > page && len(t.Header) > 0 {
			f.row(t, t.Header, widths, true)
		}
		f.row(t, row, widths, false)
	}
	f.y -= smallLead / 2
}

// spread are the widths of a table's columns.
func (t Table) spread(width float64) []float64 {
	shares, sum := make([]float64, t.columns()), 0.0
	for i := range shares {
		shares[i] = 1
		if i < len(t.Widths) && t.Widths[i] > 0 {
			shares[i] = float64(t.Widths[i])
		}
		sum += shares[i]
	}
	for i := range shares {
		shares[i] *= width / sum
	}
	return shares
}

// height is how high a row will be.
func (f *flow) height(row []string, widths []float64) float64 {
	most := 1
	for i, width := range widths {
		most = max(most, len(f.lines(cell(row, i), cellSetting, width-2*cellPadding)))
	}
	return float64(most)*smallLead + 2*cellPadding
}

// row draws a row, over as many pages as it takes.
func (f *flow) row(t Table, row []string, widths []float64, header bool) {
	cells, most := make([][]setLine, len(widths)), 1
	for i, width := range widths {
		cells[i] = f.lines(cell(row, i), cellSetting, width-2*cellPadding)
		most = max(most, len(cells[i]))
	}
	for from := 0; from < most; {
		fits := min(most-from, max(1, int((f.y-bottomEdge-2*cellPadding)/smallLead)))
		top := f.y
		f.y -= float64(fits)*smallLead + 2*cellPadding
		x := leftEdge
		for i, width := range widths {
			st := cellSetting
			st.align, st.bold = t.align(i), header
			for n := from; n < min(from+fits, len(cells[i])); n++ {
				foot := top - cellPadding - float64(n-from+1)*smallLead + (smallLead-smallSize)/2 + 0.12*smallSize
				f.line(cells[i][n], st, x+cellPadding, width-2*cellPadding, foot)
			}
			f.rule(x, top, x, f.y)
			x += width
		}
		f.rule(x, top, x, f.y)
		f.rule(leftEdge, top, x, top)
		f.rule(leftEdge, f.y, x, f.y)
		if from += fits; from < most {
			f.breakPage()
		}
	}
}

// signature sets the names and the date, each centred over the widest of them, four characters from the right edge.
func (f *flow) signature(s Signature) {
	lines := s.Names
	if s.Date != "" {
		lines = append(lines[:len(lines):len(lines)], s.Date)
	}
	widest := 0.0
	for _, line := range lines {
		widest = max(widest, f.width(line, bodySize))
	}
	f.need(float64(len(lines)+1) * bodyLead)
	f.y -= bodyLead
	column := max(widest, measure/3)
	for _, line := range lines {
		f.y -= bodyLead
		f.line(setLine{text: line, width: f.width(line, bodySize)}, setting{size: bodySize, align: Center}, rightEdge-signatureFromRight-column, column, f.y+8)
	}
}

// numberPages puts the number at the foot of every page.
func (f *flow) numberPages() {
	for n, page := range f.pages {
		text := fmt.Sprintf("— %d —", n+1)
		f.draw(page, text, setting{size: footSize}, (pageWidth-f.width(text, footSize))/2, bottomEdge-footFromEdge-footSize, 0)
	}
}

// file joins the pages, the font, the outline and the properties.
func (f *flow) file(face *typeface.Face, d Document) ([]byte, error) {
	out := &pdfFile{}
	font := out.embed(face, f.subset)
	tree := out.add("")
	var pages []int
	for i, content := range f.pages {
		photos, err := f.photos(out, i)
		if err != nil {
			return nil, err
		}
		stream := out.stream("", content.Bytes())
		pages = append(pages, out.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<</F %d 0 R>>%s>>/Contents %d 0 R>>",
			tree, number(pageWidth), number(pageHeight), font, photos, stream))
	}
	var kids strings.Builder
	for _, page := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	out.set(tree, "<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages))
	outline := ""
	if n := out.outline(f.marks, pages); n > 0 {
		outline = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", n)
	}
	root := out.add("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>%s>>", tree, d.lang(), outline)
	return out.bytes(root, out.info(d.Title, d.Meta)), nil
}

// outline adds the bookmarks as a tree and returns its root, or 0 if there are none.
func (f *pdfFile) outline(marks []mark, pages []int) int {
	if len(marks) == 0 {
		return 0
	}
	root := f.add("")
	numbers := make([]int, len(marks))
	for i := range marks {
		numbers[i] = f.add("")
	}
	parent := func(i int) int {
		for j := i - 1; j >= 0; j-- {
			if marks[j].level < marks[i].level {
				return numbers[j]
			}
		}
		return root
	}
	children := map[int][]int{}
	for i := range marks {
		children[parent(i)] = append(children[parent(i)], i)
	}
	var below func(n int) int // how many bookmarks stand below one
	below = func(n int) (sum int) {
		for _, i := range children[n] {
			sum += 1 + below(numbers[i])
		}
		return sum
	}
	kids := func(n int) string {
		list := children[n]
		if len(list) == 0 {
			return ""
		}
		return fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", numbers[list[0]], numbers[list[len(list)-1]], below(n))
	}
	for i, m := range marks {
		above, around := parent(i), ""
		siblings := children[above]
		for at, sibling := range siblings {
			if sibling == i && at > 0 {
				around += fmt.Sprintf("/Prev %d 0 R", numbers[siblings[at-1]])
			}
			if sibling == i && at+1 < len(siblings) {
				around += fmt.Sprintf("/Next %d 0 R", numbers[siblings[at+1]])
			}
		}
		f.set(numbers[i], "<</Title%s/Parent %d 0 R%s%s/Dest[%d 0 R/XYZ 0 %s 0]>>", pdfText(m.text), above, around, kids(numbers[i]), pages[m.page], number(m.y))
	}
	f.set(root, "<</Type/Outlines%s>>", kids(root))
	return root
}

package paper

import (
	"fmt"
	"strings"

	"zhiheng/backend/fault"
)

// Docx writes a document as a Word file in the layout of GB/T 9704: A4 with margins of 37, 35, 28 and 26 mm, lines of
// exactly 28 points on a line grid, the title in 方正小标宋简体 at 22 points, the body in 仿宋_GB2312 at 16 points with an
// indent of two characters, and the page number at the outer edge of the foot. The fonts are named, not embedded.
func Docx(d Document) ([]byte, error) {
	out, err := pack([]part{
		{"[Content_Types].xml", docxContentTypes},
		{"_rels/.rels", docxRelations},
		{"docProps/core.xml", coreProperties(d.Title, d.Meta)},
		{"word/document.xml", docxDocument(d)},
		{"word/_rels/document.xml.rels", docxDocumentRelations},
		{"word/styles.xml", docxStyles(d.lang())},
		{"word/settings.xml", docxSettings},
		{"word/footer1.xml", docxFooter("FooterOdd")},
		{"word/footer2.xml", docxFooter("FooterEven")},
	})
	return out, fault.Wrap("paper.docx", err)
}

// docxDocument is word/document.xml.
func docxDocument(d Document) string {
	b := &docxBody{}
	b.WriteString(xmlHeader + `<w:document xmlns:w="` + wordNamespace + `" xmlns:r="` + relationNamespace + `"><w:body>`)
	b.styled("Head", d.Head)
	b.styled("Title", d.Title)
	b.styled("Number", d.Number)
	for _, block := range d.Blocks {
		b.block(block)
	}
	b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1361" w:gutter="0"/>` +
		`<w:docGrid w:type="lines" w:linePitch="560"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

// docxBody writes the blocks of word/document.xml.
type docxBody struct{ strings.Builder }

// styled writes a paragraph in a named style, and nothing for an empty text.
func (b *docxBody) styled(style, text string) {
	if text != "" {
		b.paragraph(`<w:pStyle w:val="`+style+`"/>`, text)
	}
}

// paragraph writes a paragraph with the given properties.
func (b *docxBody) paragraph(properties, text string) {
	b.WriteString(`<w:p>`)
	if properties != "" {
		b.WriteString(`<w:pPr>` + properties + `</w:pPr>`)
	}
	b.run(text)
	b.WriteString(`</w:p>`)
}

// run writes text, with its line feeds and tabs as elements. The hint makes quotation marks and dashes take the Chinese
// font.
func (b *docxBody) run(text string) {
	text = Clean(text)
	if text == "" {
		return
	}
	b.WriteString(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>`)
	for text != "" {
		i := strings.IndexAny(text, "\t\n")
		switch {
		case i == 0 && text[0] == '\t':
			b.WriteString(`<w:tab/>`)
			text = text[1:]
		case i == 0:
			b.WriteString(`<w:br/>`)
			text = text[1:]
		default:
			if i < 0 {
				i = len(text)
			}
			b.WriteString(`<w:t xml:space="preserve">` + escape(text[:i]) + `</w:t>`)
			text = text[i:]
		}
	}
	b.WriteString(`</w:r>`)
}

func (b *docxBody) block(block Block) {
	switch v := block.(type) {
	case Paragraph:
		b.paragraph(paragraphProperties(v), v.Text)
	case Heading:
		b.paragraph(fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, v.level()), v.Text)
	case Table:
		b.table(v)
	case Facts:
		b.facts(v)
	case Signature:
		b.signature(v)
	case QR:
		for _, line := range []string{v.Text, v.Caption} {
			b.paragraph(paragraphProperties(Paragraph{Align: Center}), line)
		}
	case Photo:
		b.paragraph(paragraphProperties(Paragraph{Align: Center}), v.Caption)
	case Figure:
		b.paragraph(paragraphProperties(Paragraph{Align: Center}), v.Caption)
	case Sign:
		b.facts(v.facts())
	case PageBreak:
		b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	}
}

func paragraphProperties(p Paragraph) string {
	switch {
	case p.Align == Center:
		return `<w:pStyle w:val="Flush"/><w:jc w:val="center"/>`
	case p.Align == End:
		return `<w:pStyle w:val="Flush"/><w:jc w:val="right"/>`
	case p.Flush:
		return `<w:pStyle w:val="Flush"/>`
	}
	return ""
}

// signature writes the names and the date so that the date ends four characters from the edge and each name is centred
// over it; a name too long for that pushes the date inwards. All stay on one page with the line before the date.
func (b *docxBody) signature(s Signature) {
	widest := halves(s.Date)
	for _, name := range s.Names {
		widest = max(widest, halves(name))
	}
	edge := max(8-(widest-halves(s.Date))/2, 0) // of the widest line, in half characters
	line := func(text string, last bool) {
		right := edge + (widest-halves(text))/2
		keep := `<w:keepNext/>`
		if last {
			keep = ""
		}
		b.paragraph(fmt.Sprintf(`<w:pStyle w:val="Signature"/>%s<w:ind w:rightChars="%d" w:right="%d"/>`, keep, right*50, right*160), text)
	}
	for i, name := range s.Names {
		line(name, s.Date == "" && i == len(s.Names)-1)
	}
	if s.Date != "" {
		line(s.Date, true)
	}
}

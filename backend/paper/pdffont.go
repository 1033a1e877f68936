package paper

import (
	"fmt"
	"strings"

	"zhiheng/backend/paper/typeface"
)

// embed adds the font of a document: the glyphs it uses, their widths, and which character each of them stands for, so
// that text is found and copied as it was written.
func (f *pdfFile) embed(face *typeface.Face, subset *typeface.Subset) int {
	const name = "ZHIHNG+NotoSerifCJKsc-Regular"
	data := subset.File()
	file := f.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	unit, box := face.Unit(), face.Box()
	scaled := func(n int) int { return n * 1000 / unit }
	descriptor := f.add("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, scaled(box[0]), scaled(box[1]), scaled(box[2]), scaled(box[3]), scaled(face.Ascent()), scaled(face.Descent()), scaled(face.Ascent()), file)
	var widths strings.Builder
	for _, r := range subset.Runes() {
		fmt.Fprintf(&widths, "%d ", subset.Width(r))
	}
	descendant := f.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[1[%s]]/CIDToGIDMap/Identity>>",
		name, descriptor, widths.String())
	unicode := f.stream("", []byte(toUnicode(subset.Runes())))
	return f.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, unicode)
}

// toUnicode is the table from codes to characters, a hundred to a section as the format demands.
func toUnicode(runes []rune) string {
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for from := 0; from < len(runes); from += 100 {
		section := runes[from:min(from+100, len(runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(section))
		for i, r := range section {
			fmt.Fprintf(&b, "<%04X><%s>\n", from+i+1, utf16Hex(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end")
	return b.String()
}

// Package planted makes up files for tests of intake: in every format that is read, in every encoding that each may have, and
// spoilt in every way that happens to files. Each carries words of its own, so that one can ask what has become of it.
package planted

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// File is a file with the words that stand in it. Spoilt says that it may be refused, with a reason; another must be read.
type File struct {
	Name   string
	Data   []byte
	Words  []string
	Spoilt bool
}

// Words gives words that stand in no text but the one that they are put into. Their characters are in every Chinese encoding.
type Words struct{ n int }

const characters = "山川江河木火土石金水日月星人口手足大小上下左右中心天王玉田目耳舌牙羊牛犬舟刀弓矢戈"

// Next is another word.
func (w *Words) Next() string {
	all := []rune(characters)
	base := len(all)
	w.n++
	n := w.n*7919 + 104729
	return string([]rune{all[n%base], all[n/base%base], all[n/base/base%base], all[(n/base/base/base+w.n)%base], '丙'})
}

// Text is a short text around a word.
func Text(word string) string { return "正文：" + word + "，以上。" }

// Zip makes a zip file of names and contents in turn. The part mimetype stands in it as it is.
func Zip(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		method := zip.Deflate
		if parts[i] == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Names and relations of a Word document.
const (
	WordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	WordRels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
)

// Docx makes a Word document of a body in WordprocessingML and further parts.
func Docx(body string, more ...string) []byte {
	return Zip(append([]string{"_rels/.rels", WordRels, "word/document.xml", `<w:document ` + WordNames + `><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

// Paragraphs turns lines into paragraphs of a Word document.
func Paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(&b, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, line)
	}
	return b.String()
}

// PDF makes a document with a page for each text, set in a Chinese font that is named but not embedded.
func PDF(pages ...string) []byte {
	contents := make([]string, len(pages))
	for i, page := range pages {
		contents[i] = shown(page, func(r []uint16) string {
			hex := ""
			for _, unit := range r {
				hex += fmt.Sprintf("%04X", unit)
			}
			return hex
		})
	}
	return PDFOf("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>", contents...)
}

// shown are the instructions that show the lines of a page.
func shown(page string, hex func([]uint16) string) string {
	var content strings.Builder
	content.WriteString("BT /F1 12 Tf 60 780 Td 18 TL\n")
	for line := range strings.SplitSeq(page, "\n") {
		fmt.Fprintf(&content, "<%s> Tj T*\n", hex(utf16.Encode([]rune(line))))
	}
	content.WriteString("ET")
	return content.String()
}

// PDFOf makes a document of the contents of its pages, whose font F1 is described.
func PDFOf(font string, contents ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	kids := ""
	for i := range contents {
		kids += fmt.Sprintf("%d 0 R ", 6+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", len(contents), kids)
	object("%s", font)
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R/DW 1000>>")
	object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
	for i, content := range contents {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 7+2*i)
		object("<</Length %d>>stream\n%s\nendstream", len(content), content)
	}
	object("<</Title(Case 7)/Creator(Scribe)/CreationDate(D:20260305102000+08'00')>>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, len(offsets), start)
	return b.Bytes()
}

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/extract"
	"zhiheng/backend/paper"
)

// sample makes the i-th file of a format. Its text, if it has any, holds mark(i).
type sample struct {
	name   string // of the format
	suffix string
	status extract.Status
	make   func(i int) ([]byte, error)
}

// mark is a string that only the i-th file holds.
func mark(i int) string { return fmt.Sprintf("标记%06d", i) }

func samples() []sample {
	return []sample{
		{"txt", ".txt", extract.Read, func(i int) ([]byte, error) { return []byte(decisionText(i)), nil }},
		{"txt in GB18030", ".txt", extract.Read, func(i int) ([]byte, error) {
			return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(decisionText(i)))
		}},
		{"docx", ".docx", extract.Read, sampleDocx},
		{"xlsx", ".xlsx", extract.Read, sampleXlsx},
		{"pdf", ".pdf", extract.Read, func(i int) ([]byte, error) { return samplePDF(decisionText(i), decisionText(i+1)), nil }},
		{"jpeg", ".jpg", extract.NoText, sampleJPEG},
		{"mp4", ".mp4", extract.NoText, func(i int) ([]byte, error) { return sampleMP4(i), nil }},
	}
}

// decisionText is a made-up decision of about two kilobytes in lines of forty characters.
func decisionText(i int) string {
	_, text := madeUp(rand.New(rand.NewPCG(uint64(i), 3)), i)
	var b strings.Builder
	b.WriteString(mark(i) + "\n")
	for n, r := range []rune(text) {
		if b.WriteRune(r); n%40 == 39 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func sampleDocx(i int) ([]byte, error) {
	d := paper.Document{Head: "云汀县市场监督管理局", Title: "行政处罚决定书", Number: docNo(i)}
	for line := range strings.SplitSeq(decisionText(i), "\n") {
		d.Blocks = append(d.Blocks, paper.Paragraph{Text: line})
	}
	return paper.Docx(d)
}

func sampleXlsx(i int) ([]byte, error) {
	sheet := paper.Sheet{Name: "物品清单", Columns: []paper.Column{{Title: "品名"}, {Title: "数量", Kind: paper.IntegerColumn}, {Title: "货值", Kind: paper.DecimalColumn, Places: 2}}}
	for n := range 100 {
		sheet.Rows = append(sheet.Rows, []paper.Cell{paper.Text(fmt.Sprintf("示例酱油%d号 %s", n, mark(i))), paper.Number(int64(n)), paper.Number(int64(n * 1250))})
	}
	return paper.XLSX(paper.Workbook{Sheets: []paper.Sheet{sheet}})
}

// sampleJPEG is a picture of 1600 by 1200 grains, as large as a telephone's.
func sampleJPEG(i int) ([]byte, error) {
	r := rand.New(rand.NewPCG(uint64(i), 4))
	canvas := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	for at := 0; at < len(canvas.Pix); at += 4 {
		canvas.Pix[at], canvas.Pix[at+1], canvas.Pix[at+3] = uint8(at/25_600+r.IntN(40)), uint8(at%6400/32), 255
	}
	canvas.Set(0, 0, color.Black)
	var b bytes.Buffer
	err := jpeg.Encode(&b, canvas, nil)
	return b.Bytes(), err
}

// sampleMP4 is a recording of a minute and a half, a megabyte of it.
func sampleMP4(i int) []byte {
	box := func(kind string, parts ...[]byte) []byte {
		body := bytes.Join(parts, nil)
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
	}
	number := func(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
	content := make([]byte, 1<<20)
	copy(content, mark(i))
	header := box("mvhd", number(0), number(3855517800), number(0), number(1000), number(90_500), make([]byte, 80))
	track := box("trak", box("tkhd", make([]byte, 76), number(1920<<16), number(1080<<16), make([]byte, 12)))
	return bytes.Join([][]byte{box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2mp41")), box("mdat", content), box("moov", header, track)}, nil)
}

// samplePDF is a document with a page for each text, in a Chinese font that is named but not embedded.
func samplePDF(pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String())
	object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>")
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R/DW 1000>>")
	object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
	for i, page := range pages {
		content := pdfText(page)
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 7+2*i)
		object("<</Length %d>>stream\n%s\nendstream", len(content), content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// pdfText is the content of a page with lines of text.
func pdfText(page string) string {
	var content strings.Builder
	content.WriteString("BT /F1 11 Tf 60 790 Td 17 TL\n")
	for line := range strings.SplitSeq(page, "\n") {
		content.WriteByte('<')
		for _, unit := range utf16.Encode([]rune(line)) {
			fmt.Fprintf(&content, "%04X", unit)
		}
		content.WriteString("> Tj T*\n")
	}
	content.WriteString("ET")
	return content.String()
}

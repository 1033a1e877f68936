package planted

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sound are files of the formats that offices send, each with two places for a word, so that what cuts one end leaves the other.
func sound(words *Words) map[string]func() (data []byte, in []string) {
	one := func(make func(text string) []byte) func() ([]byte, []string) {
		return func() ([]byte, []string) {
			word := words.Next()
			return make(Text(word) + "\n" + strings.Repeat("中间没有要紧的内容。\n", 60) + Text(word)), []string{word}
		}
	}
	return map[string]func() ([]byte, []string){
		"pdf": func() ([]byte, []string) {
			in := []string{words.Next(), words.Next(), words.Next()}
			return PDF(Text(in[0]), Text(in[1]), Text(in[2])), in
		},
		"docx": one(func(text string) []byte { return Docx(Paragraphs(text)) }),
		"xlsx": one(Sheet), "pptx": one(Slides), "odt": one(OpenText),
		"ofd": func() ([]byte, []string) {
			word := words.Next()
			return Zip("OFD.xml", ofdRoot("D/Document.xml"), "D/Document.xml", ofdDocument(1, "", ""), "D/Pages/P0.xml", ofdPage(plain(word))), []string{word}
		},
		"rtf": one(func(text string) []byte {
			return []byte(RTF(936, strings.ReplaceAll(codePoints(text), `\u10?`, `\par `)))
		}),
		"html": one(func(text string) []byte {
			return []byte("<html><head><meta charset=utf-8></head><body><p>" + text + "</p></body></html>")
		}),
		"eml":     one(func(text string) []byte { return []byte(Mail("utf-8", "8bit", text)) }),
		"txt":     one(func(text string) []byte { return []byte(text) }),
		"gbk.txt": one(func(text string) []byte { return []byte(encoded(simplifiedchinese.GBK, text)) }),
		"zip": func() ([]byte, []string) {
			in := []string{words.Next(), words.Next()}
			return Zip("一.txt", Text(in[0]), "二/二.docx", string(Docx(Paragraphs(Text(in[1]))))), in
		},
		"png": func() ([]byte, []string) { return picture(words, false), []string{words.Next()} },
		"jpg": func() ([]byte, []string) { return picture(words, true), []string{words.Next()} },
	}
}

// ways are what happens to files.
func ways() map[string]func([]byte) []byte {
	zero := func(data []byte, from, to int) []byte {
		out := bytes.Clone(data)
		clear(out[from:min(to, len(out))])
		return out
	}
	return map[string]func([]byte) []byte{
		"完好":    bytes.Clone,
		"截去后半":  func(d []byte) []byte { return bytes.Clone(d[:len(d)/2]) },
		"截去末尾":  func(d []byte) []byte { return bytes.Clone(d[:len(d)*9/10]) },
		"截去开头":  func(d []byte) []byte { return bytes.Clone(d[min(100, len(d)/3):]) },
		"开头清零":  func(d []byte) []byte { return zero(d, 0, 16) },
		"中间清零":  func(d []byte) []byte { return zero(d, len(d)/2, len(d)/2+64) },
		"中间乱码":  func(d []byte) []byte { return jumble(d, len(d)/2, 200) },
		"后面乱码":  func(d []byte) []byte { return jumble(d, len(d)*3/4, 120) },
		"尾部多余":  func(d []byte) []byte { return append(bytes.Clone(d), bytes.Repeat([]byte{0}, 300)...) },
		"重复两遍":  func(d []byte) []byte { return append(bytes.Clone(d), d...) },
		"全是零":   func(d []byte) []byte { return make([]byte, len(d)) },
		"扩展名不对": bytes.Clone,
		"没有扩展名": bytes.Clone,
	}
}

func jumble(data []byte, from, n int) []byte {
	out := bytes.Clone(data)
	random := rand.New(rand.NewPCG(uint64(len(data)), 7))
	for i := from; i < min(from+n, len(out)); i++ {
		out[i] = byte(random.Uint32())
	}
	return out
}

// Spoilt are 200 files and more with something wrong: every format in every way, and what only some formats can have.
func Spoilt(words *Words) (files []File) {
	for format, make := range sound(words) {
		for way, change := range ways() {
			data, in := make()
			name := "坏页/" + way + "." + format
			switch way {
			case "扩展名不对":
				name = "坏页/" + way + "-" + format + ".mp3"
			case "没有扩展名":
				name = "坏页/" + way + "-" + strings.ReplaceAll(format, ".", "")
			}
			files = append(files, File{Name: name, Data: change(data), Words: in, Spoilt: way != "完好" && way != "扩展名不对" && way != "没有扩展名" || format == "png" || format == "jpg"})
		}
	}
	return append(files, special(words)...)
}

// special are the ways in which only some formats go wrong.
func special(words *Words) (files []File) {
	add := func(name string, spoilt bool, make func(word string) []byte) {
		word := words.Next()
		files = append(files, File{Name: "坏页/" + name, Data: make(word), Words: []string{word}, Spoilt: spoilt})
	}
	hidden := shown("AAAA", func([]uint16) string { return "0102030405" })
	add("无对照表.pdf", true, func(string) []byte {
		return bytes.Replace(PDFOf("<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Sub/Encoding/Identity-H/DescendantFonts[4 0 R]>>", hidden), []byte("Ordering(GB1)"), []byte("Ordering(Identity)"), 1)
	})
	add("自编码字体.pdf", true, func(string) []byte {
		return PDFOf("<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Own/FirstChar 1/LastChar 5/Widths[1 1 1 1 1]/Encoding<</Type/Encoding/Differences[1/g1/g2/g3/g4/g5]>>>>", hidden)
	})
	add("空白页.pdf", true, func(string) []byte { return PDFOf("<<>>", "") })
	add("只有线条.pdf", true, func(string) []byte { return PDFOf("<<>>", "0 0 m 100 100 l S") })
	add("一页有字一页无字.pdf", true, func(word string) []byte { return PDF(Text("其他"), "") })
	add("页面自指.pdf", true, func(string) []byte {
		return bytes.Replace(PDF("x"), []byte("/Kids[6 0 R ]"), []byte("/Kids[2 0 R ]"), 1)
	})
	add("加密.pdf", true, func(word string) []byte {
		return bytes.Replace(PDF(Text(word)), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<"+strings.Repeat("41", 32)+">/U<"+strings.Repeat("42", 32)+">>>"), 1)
	})
	add("缺交叉引用.pdf", false, func(word string) []byte {
		data := PDF(Text(word))
		return append(data[:bytes.Index(data, []byte("xref\n"))], "trailer<</Root 1 0 R>>\n%%EOF"...)
	})
	add("只有图片.docx", true, func(string) []byte {
		return Docx(`<w:p><w:r><w:drawing/></w:r></w:p>`, "word/media/image1.png", string(picture(words, false)))
	})
	add("文本框.docx", false, func(word string) []byte {
		return Docx(`<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>` + Paragraphs(Text(word)) + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`)
	})
	add("修订中插入.docx", false, func(word string) []byte { return Docx(`<w:p><w:ins><w:r><w:t>` + word + `</w:t></w:r></w:ins></w:p>`) })
	add("膨胀.docx", true, func(word string) []byte { return Docx(Paragraphs(strings.Repeat(" ", 40<<20) + word)) })
	add("隐藏的表.xlsx", false, func(word string) []byte { return bytes.Replace(Sheet(word), []byte("\x00"), []byte("\x00"), 0) })
	add("只有图片.pptx", true, func(string) []byte { return Slides("") })
	add("空表.xlsx", true, func(string) []byte { return Sheet("") })
	add("只有脚本.html", true, func(word string) []byte { return []byte("<html><script>var x='" + word + "'</script></html>") })
	add("极深.html", true, func(word string) []byte { return []byte("<html>" + strings.Repeat("<div>", 100_000) + word) })
	add("控制字符.txt", true, func(word string) []byte { return []byte("\x01\x02\x00" + Text(word)) })
	add("空.txt", true, func(string) []byte { return nil })
	add("只有空白.txt", true, func(string) []byte { return []byte(" \n\t\r\n") })
	add("未知.dat", true, func(word string) []byte { return jumble(make([]byte, 4096), 0, 4096) })
	add("大图.png", true, func(string) []byte { return header(50_000, 50_000) })
	add("循环.tiff", true, func(string) []byte { return []byte("II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00") })
	add("无索引.mp4", true, func(string) []byte {
		return append([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"), "\xff\xff\xff\xffmoov"...)
	})
	add("旧格式无内容.doc", true, func(string) []byte { return append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...) })
	add("套六层.zip", true, func(word string) []byte {
		data := Zip("里.txt", Text(word))
		for range 5 {
			data = Zip("层.zip", string(data))
		}
		return data
	})
	add("套两层.zip", false, func(word string) []byte { return Zip("层.zip", string(Zip("里.txt", Text(word)))) })
	add("炸弹.zip", true, func(word string) []byte { return Zip("零.txt", strings.Repeat("\x00", 64<<20)) })
	add("出包.zip", true, func(word string) []byte { return Zip("../../外.txt", Text(word)) })
	add("成员坏.zip", true, func(word string) []byte { return jumble(Zip("里.txt", Text(word)), 36, 8) })
	add("成员加密.zip", true, func(word string) []byte {
		data := Zip("里.txt", Text(word))
		at := bytes.Index(data, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint16(data[at+8:], binary.LittleEndian.Uint16(data[at+8:])|1)
		return data
	})
	add("附件.eml", false, func(word string) []byte {
		return []byte("From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B\r\nContent-Type: application/octet-stream; name=\"l.txt\"\r\nContent-Disposition: attachment; filename=\"l.txt\"\r\n\r\n" + Text(word) + "\r\n--B--\r\n")
	})
	add("分界错.eml", true, func(word string) []byte {
		return []byte("From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--C\r\nContent-Type: text/plain\r\n\r\n" + Text(word) + "\r\n")
	})
	return files
}

// Sheet makes a workbook with a line of text in each cell of a column.
func Sheet(text string) []byte {
	rows := ""
	for i, line := range strings.Split(text, "\n") {
		rows += fmt.Sprintf(`<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>`, i+1, i+1, line)
	}
	const names = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return Zip("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", strings.Replace(WordRels, "word/document.xml", "xl/workbook.xml", 1),
		"xl/workbook.xml", `<workbook `+names+` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet `+names+`><sheetData>`+rows+`</sheetData></worksheet>`)
}

// Slides makes a presentation of one slide.
func Slides(text string) []byte {
	const a = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	body := ""
	for line := range strings.SplitSeq(text, "\n") {
		body += `<a:p><a:r><a:t>` + line + `</a:t></a:r></a:p>`
	}
	return Zip("[Content_Types].xml", "<Types/>", "_rels/.rels", strings.Replace(WordRels, "word/document.xml", "ppt/presentation.xml", 1),
		"ppt/presentation.xml", `<p:presentation `+a+`><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slides/slide1.xml"/></Relationships>`,
		"ppt/slides/slide1.xml", `<p:sld `+a+`><p:cSld><p:spTree><p:sp><p:txBody>`+body+`</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`)
}

// OpenText makes an OpenDocument text.
func OpenText(text string) []byte {
	body := ""
	for line := range strings.SplitSeq(text, "\n") {
		body += `<text:p>` + line + `</text:p>`
	}
	return Zip("mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
		"content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

// picture is a scan without anything on it; no two are the same.
func picture(words *Words, jpg bool) []byte {
	words.n++
	m := image.NewGray(image.Rect(0, 0, 60, 80))
	for i := range m.Pix {
		m.Pix[i] = 0xF0
	}
	m.SetGray(words.n%60, words.n/60%80, color.Gray{0x10})
	var b bytes.Buffer
	var err error
	if jpg {
		err = jpeg.Encode(&b, m, nil)
	} else {
		err = png.Encode(&b, m)
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// header is a picture that states a size and holds nothing.
func header(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = append(binary.BigEndian.AppendUint32(head, height), 8, 2, 0, 0, 0)
	return binary.BigEndian.AppendUint32(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...), crc32.ChecksumIEEE(head))
}

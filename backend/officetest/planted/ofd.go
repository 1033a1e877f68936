package planted

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const ofdNames = `xmlns:ofd="http://www.ofdspec.org/2016"`

// OFDText is a piece of text on a page, in millimetres from the upper left.
func OFDText(x, y, w float64, text string) string {
	return fmt.Sprintf(`<ofd:TextObject ID="8" Font="3" Size="4" Boundary="%g %g %g 5"><ofd:TextCode X="0" Y="4">%s</ofd:TextCode></ofd:TextObject>`, x, y, w, text)
}

func ofdPage(body string) string {
	return `<ofd:Page ` + ofdNames + `><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>` + body + `</ofd:Page>`
}

func ofdLayer(body string) string {
	return `<ofd:Content><ofd:Layer>` + body + `</ofd:Layer></ofd:Content>`
}

func ofdRoot(docs ...string) string {
	bodies := ""
	for _, doc := range docs {
		bodies += `<ofd:DocBody><ofd:DocInfo><ofd:DocID>9f2c</ofd:DocID><ofd:Title>材料</ofd:Title></ofd:DocInfo><ofd:DocRoot>` + doc + `</ofd:DocRoot></ofd:DocBody>`
	}
	return `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ` + ofdNames + ` Version="1.0" DocType="OFD">` + bodies + `</ofd:OFD>`
}

// ofdDocument names so many pages P0.xml, P1.xml and so on, and more of what a document has.
func ofdDocument(pages int, common, more string) string {
	list := ""
	for i := range pages {
		list += fmt.Sprintf(`<ofd:Page ID="%d" BaseLoc="Pages/P%d.xml"/>`, i+1, i)
	}
	return `<ofd:Document ` + ofdNames + `><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>` + common + `</ofd:CommonData><ofd:Pages>` + list + `</ofd:Pages>` + more + `</ofd:Document>`
}

// ofdMaker makes documents of one page and more, each with its word.
type ofdMaker struct {
	words *Words
	files []File
}

// add adds a document whose first page has a body that is made of a word; its parts may be changed or taken out.
func (m *ofdMaker) add(name string, body func(word string) string, change map[string]string) {
	word := m.words.Next()
	parts := map[string]string{"OFD.xml": ofdRoot("D/Document.xml"), "D/Document.xml": ofdDocument(1, "", ""), "D/Pages/P0.xml": ofdPage(body(word))}
	for part, content := range change {
		parts[part] = strings.ReplaceAll(content, "WORD", word)
	}
	m.put(name, parts, word)
}

func (m *ofdMaker) put(name string, parts map[string]string, words ...string) {
	list := []string{}
	for part, content := range parts {
		if content != "" {
			list = append(list, part, content)
		}
	}
	m.files = append(m.files, File{Name: "版式/" + name + ".ofd", Data: Zip(list...), Words: words})
}

func plain(word string) string { return ofdLayer(OFDText(10, 20, 60, Text(word))) }

// OFD is a set of 56 documents in the manner of GB/T 33190: of one document and of several, of one page and of many, with
// templates, layers, blocks, glyphs, graphic units, annotations, attachments, pictures, signatures and every way to write a path,
// and 16 that are spoilt.
func OFD(words *Words) []File {
	m := &ofdMaker{words: words}
	m.pages()
	m.contents()
	m.packages()
	m.spoilt()
	return m.files
}

// pages are documents with many pages, many documents, and templates.
func (m *ofdMaker) pages() {
	for _, n := range []int{1, 2, 3, 12} {
		for _, template := range []bool{false, true} {
			parts := map[string]string{"OFD.xml": ofdRoot("D/Document.xml"), "D/Document.xml": ofdDocument(n, `<ofd:TemplatePage ID="90" BaseLoc="T.xml"/>`, ""), "D/T.xml": ofdPage(ofdLayer(OFDText(10, 5, 40, "云汀县局")))}
			var words []string
			for i := range n {
				word, body := m.words.Next(), ""
				if template {
					body = `<ofd:Template TemplateID="90" ZOrder="Background"/>`
				}
				parts[fmt.Sprintf("D/Pages/P%d.xml", i)], words = ofdPage(body+plain(word)), append(words, word)
			}
			m.put(fmt.Sprintf("%d页-模板%v", n, template), parts, words...)
		}
	}
	for _, n := range []int{2, 3} {
		parts, words, roots := map[string]string{}, []string{}, []string{}
		for i := range n {
			word, dir := m.words.Next(), fmt.Sprintf("Doc_%d/", i)
			roots, words = append(roots, dir+"Document.xml"), append(words, word)
			parts[dir+"Document.xml"], parts[dir+"Pages/P0.xml"] = ofdDocument(1, "", ""), ofdPage(plain(word))
		}
		parts["OFD.xml"] = ofdRoot(roots...)
		m.put(fmt.Sprintf("%d个文档", n), parts, words...)
	}
	m.add("模板里的字", func(string) string {
		return `<ofd:Template TemplateID="90"/>` + ofdLayer(OFDText(10, 40, 30, "其他"))
	},
		map[string]string{"D/Document.xml": ofdDocument(1, `<ofd:TemplatePage ID="90" BaseLoc="T.xml"/>`, ""), "D/T.xml": ofdPage(plain("WORD"))})
	m.add("模板叠模板", func(string) string { return `<ofd:Template TemplateID="90"/>` },
		map[string]string{"D/Document.xml": ofdDocument(1, `<ofd:TemplatePage ID="90" BaseLoc="T.xml"/><ofd:TemplatePage ID="91" BaseLoc="U.xml"/>`, ""),
			"D/T.xml": ofdPage(`<ofd:Template TemplateID="91"/>`), "D/U.xml": ofdPage(plain("WORD"))})
}

// contents are the ways in which text stands on a page.
func (m *ofdMaker) contents() {
	for name, body := range map[string]func(string) string{
		"字形变换": func(word string) string {
			return ofdLayer(`<ofd:TextObject ID="8" Font="3" Size="4" Boundary="10 20 60 5" CTM="1 0 0 1 0 0"><ofd:CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"><ofd:Glyphs>101 102 103</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="4" DeltaX="4 4 4 4">` + Text(word) + `</ofd:TextCode></ofd:TextObject>`)
		},
		"一字一段": func(word string) string {
			out := ""
			for i, r := range []rune(word) {
				out += OFDText(10+4*float64(i), 20, 4, string(r))
			}
			return ofdLayer(out)
		},
		"一段几行": func(word string) string {
			return ofdLayer(`<ofd:TextObject Boundary="10 20 60 20"><ofd:TextCode X="0" Y="4">第一行</ofd:TextCode><ofd:TextCode X="0" Y="10">` + word + `</ofd:TextCode></ofd:TextObject>`)
		},
		"转义与分段": func(word string) string {
			return ofdLayer(`<ofd:TextObject Boundary="10 20 60 5"><ofd:TextCode X="0" Y="4">&lt;甲&gt;<![CDATA[` + word + `]]>&amp;</ofd:TextCode></ofd:TextObject>`)
		},
		"块套块": func(word string) string {
			return ofdLayer(`<ofd:PageBlock><ofd:PageBlock><ofd:PageBlock>` + OFDText(10, 20, 60, Text(word)) + `</ofd:PageBlock></ofd:PageBlock></ofd:PageBlock>`)
		},
		"三层": func(word string) string {
			return `<ofd:Content><ofd:Layer Type="Background">` + OFDText(10, 10, 20, "底") + `</ofd:Layer><ofd:Layer Type="Body"/><ofd:Layer Type="Foreground">` + OFDText(10, 20, 60, Text(word)) + `</ofd:Layer></ofd:Content>`
		},
		"混排": func(word string) string {
			return ofdLayer(`<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>` + OFDText(10, 20, 60, Text(word)) + `<ofd:ImageObject Boundary="0 0 9 9" ResourceID="9"/>`)
		},
		"竖排": func(word string) string {
			return ofdLayer(`<ofd:TextObject Boundary="100 20 5 60" ReadDirection="90"><ofd:TextCode X="0" Y="4" DeltaY="4 4 4 4">` + Text(word) + `</ofd:TextCode></ofd:TextObject>`)
		},
	} {
		m.add(name, body, nil)
	}
	units := func(loc string) map[string]string {
		return map[string]string{"D/Document.xml": ofdDocument(1, `<ofd:DocumentRes>`+loc+`</ofd:DocumentRes>`, ""),
			"D/Res.xml": `<ofd:Res ` + ofdNames + ` BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30" Width="60" Height="20">` + ofdLayer(OFDText(0, 0, 60, "正文：WORD，以上。")) + `</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>`}
	}
	composite := func(string) string { return ofdLayer(`<ofd:CompositeObject Boundary="10 20 60 20" ResourceID="30"/>`) }
	m.add("复合图元", composite, units("Res.xml"))
	m.add("复合图元在公共资源", composite, map[string]string{"D/Document.xml": ofdDocument(1, `<ofd:PublicRes>/D/Res.xml</ofd:PublicRes>`, ""), "D/Res.xml": units("")["D/Res.xml"]})
	m.add("仅有图片", func(string) string { return ofdLayer(`<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>`) }, nil)
	m.add("仅有路径", func(string) string {
		return ofdLayer(`<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>`)
	}, nil)
	m.add("字形无文字", func(string) string {
		return ofdLayer(`<ofd:TextObject Boundary="10 20 60 5"><ofd:CGTransform CodePosition="0" CodeCount="5" GlyphCount="5"><ofd:Glyphs>101 102 103 104 105</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="4">` + strings.Repeat("\uE5E5", 5) + `</ofd:TextCode></ofd:TextObject>`)
	}, nil)
	m.files[len(m.files)-1].Spoilt, m.files[len(m.files)-2].Spoilt, m.files[len(m.files)-3].Spoilt = true, true, true
}

// packages are the ways in which a package is put together.
func (m *ofdMaker) packages() {
	note := `<ofd:PageAnnot ` + ofdNames + `><ofd:Annot Type="Stamp"><ofd:Appearance Boundary="90 90 40 40">` + OFDText(0, 0, 20, "WORD") + `</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`
	m.add("批注里的字", func(string) string { return ofdLayer(OFDText(10, 40, 30, "其他")) }, map[string]string{"D/Document.xml": ofdDocument(1, "", `<ofd:Annotations>Annots/A.xml</ofd:Annotations>`),
		"D/Annots/A.xml": `<ofd:Annotations ` + ofdNames + `><ofd:Page PageID="1"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`, "D/Annots/N.xml": note})
	m.add("附件里的字", func(string) string { return ofdLayer(OFDText(10, 40, 30, "其他")) }, map[string]string{"D/Document.xml": ofdDocument(1, "", `<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>`),
		"D/Attachs/Attachments.xml": `<ofd:Attachments ` + ofdNames + `><ofd:Attachment ID="1" Name="清单" Format="txt"><ofd:FileLoc>list.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`, "D/Attachs/list.txt": "清单：WORD"})
	m.add("附件丢失", plain, map[string]string{"D/Document.xml": ofdDocument(1, "", `<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>`),
		"D/Attachs/Attachments.xml": `<ofd:Attachments ` + ofdNames + `><ofd:Attachment ID="1" Name="清单"><ofd:FileLoc>none.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`})
	m.add("签名", plain, map[string]string{"OFD.xml": strings.Replace(ofdRoot("D/Document.xml"), "</ofd:DocRoot>", "</ofd:DocRoot><ofd:Signatures>D/Signs/Signatures.xml</ofd:Signatures>", 1),
		"D/Signs/Signatures.xml": `<ofd:Signatures ` + ofdNames + `><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>`, "D/Signs/Sign_0/Signature.xml": `<ofd:Signature ` + ofdNames + `/>`, "D/Signs/Sign_0/SignedValue.dat": "\x30\x82\x00"})
	m.add("书签与大纲", plain, map[string]string{"D/Document.xml": ofdDocument(1, "", `<ofd:Outlines><ofd:OutlineElem Title="一"/></ofd:Outlines><ofd:Bookmarks/><ofd:CustomTags>none.xml</ofd:CustomTags>`)})
	m.add("从根写路径", plain, map[string]string{"OFD.xml": ofdRoot("/D/Document.xml"), "D/Document.xml": strings.Replace(ofdDocument(1, "", ""), "Pages/P0.xml", "/D/Pages/P0.xml", 1)})
	m.add("点开头的路径", plain, map[string]string{"OFD.xml": ofdRoot("./D/Document.xml"), "D/Document.xml": strings.Replace(ofdDocument(1, "", ""), "Pages/P0.xml", "./Pages/../Pages/P0.xml", 1)})
	m.add("反斜杠的路径", plain, map[string]string{"D/Document.xml": strings.Replace(ofdDocument(1, "", ""), "Pages/P0.xml", `Pages\P0.xml`, 1)})
	m.add("大小写不一", plain, map[string]string{"OFD.xml": ofdRoot("d/document.xml")})
	m.add("无命名空间前缀", plain, map[string]string{"OFD.xml": strings.ReplaceAll(strings.ReplaceAll(ofdRoot("D/Document.xml"), "ofd:OFD", "OFD"), "ofd:", ""),
		"D/Document.xml": strings.ReplaceAll(ofdDocument(1, "", ""), "ofd:", "")})
	word := m.words.Next()
	m.put("页面为 UTF-16", map[string]string{"OFD.xml": ofdRoot("D/Document.xml"), "D/Document.xml": ofdDocument(1, "", ""), "D/Pages/P0.xml": encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), `<?xml version="1.0" encoding="UTF-16"?>`+ofdPage(plain(word)))}, word)
	word = m.words.Next()
	m.put("页面为 GB18030", map[string]string{"OFD.xml": ofdRoot("D/Document.xml"), "D/Document.xml": ofdDocument(1, "", ""), "D/Pages/P0.xml": encoded(simplifiedchinese.GB18030, `<?xml version="1.0" encoding="GB18030"?>`+ofdPage(plain(word)))}, word)
	word = m.words.Next()
	m.put("页面有字节序标记", map[string]string{"OFD.xml": "\uFEFF" + ofdRoot("D/Document.xml"), "D/Document.xml": "\uFEFF" + ofdDocument(1, "", ""), "D/Pages/P0.xml": "\uFEFF" + ofdPage(plain(word))}, word)
	m.add("注释与空白", func(word string) string { return "\n <!-- 注 -->\n" + plain(word) + "\n" }, nil)
	m.add("可忽略的扩展", func(word string) string {
		return plain(word) + `<ofd:Extensions><ofd:Extension AppName="x"><ofd:Data>x</ofd:Data></ofd:Extension></ofd:Extensions>`
	}, nil)
}

// spoilt are documents that are broken, locked, or endless.
func (m *ofdMaker) spoilt() {
	from := len(m.files)
	for name, change := range map[string]map[string]string{
		"入口坏":   {"OFD.xml": "<"},
		"入口缺文档": {"OFD.xml": ofdRoot()},
		"文档缺":   {"D/Document.xml": ""},
		"文档坏":   {"D/Document.xml": "<ofd:Document"},
		"页面缺":   {"D/Pages/P0.xml": ""},
		"页面坏":   {"D/Pages/P0.xml": "<ofd:Page"},
		"页面空":   {"D/Pages/P0.xml": ofdPage("")},
		"入口自指":  {"OFD.xml": ofdRoot("OFD.xml")},
		"路径出包":  {"D/Document.xml": strings.Replace(ofdDocument(1, "", ""), "Pages/P0.xml", "../../../../etc/passwd", 1)},
		"膨胀":    {"D/Pages/P0.xml": ofdPage(strings.Repeat(" ", 30<<20))},
		"已加密":   {"OFD.xml": strings.Replace(ofdRoot("D/Document.xml"), "</ofd:OFD>", "<ofd:Encryptions>/Encryptions.xml</ofd:Encryptions></ofd:OFD>", 1), "Encryptions.xml": "<e/>", "D/Document.xml": "\x81\x07\x93 locked", "D/Pages/P0.xml": "\x81\x07\x93 locked"},
		"深":     {"D/Pages/P0.xml": ofdPage(ofdLayer(strings.Repeat("<ofd:PageBlock>", 200_000)))},
	} {
		m.add(name, plain, change)
	}
	m.add("模板自指", func(word string) string { return `<ofd:Template TemplateID="90"/>` + plain(word) }, map[string]string{"D/Document.xml": ofdDocument(1, `<ofd:TemplatePage ID="90" BaseLoc="Pages/P0.xml"/>`, "")})
	m.add("坐标荒唐", func(word string) string {
		return ofdLayer(`<ofd:TextObject Boundary="NaN 1e999 x"><ofd:TextCode X="-1e308" Y="+Inf">` + word + `</ofd:TextCode></ofd:TextObject>`)
	}, nil)
	m.add("截断", plain, nil)
	last := &m.files[len(m.files)-1]
	last.Data = last.Data[:len(last.Data)/2]
	m.add("尾部多余", plain, nil)
	last = &m.files[len(m.files)-1]
	last.Data = append(last.Data, make([]byte, 400)...)
	for i := range m.files[from:] {
		m.files[from+i].Spoilt = true
	}
}

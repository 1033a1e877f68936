package extract_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/extract"
)

const run = `<w:r><w:t xml:space="preserve">%</w:t></w:r>`

func p(inner string) string { return "<w:p>" + inner + "</w:p>" }
func r(text string) string  { return strings.Replace(run, "%", text, 1) }

func TestWhatAWordDocumentSays(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct{ name, body, want string }{
		{"runs are joined", p(r("行政") + r("处罚")), "行政处罚"},
		{"a deletion is left out", p(r("罚款") + `<w:del><w:r><w:delText>五千</w:delText></w:r></w:del>` + `<w:ins>` + r("三千") + `</w:ins>`), "罚款三千"},
		{"what was moved away is left out", p(`<w:moveFrom>`+r("旧处")+`</w:moveFrom>`) + p(`<w:moveTo>`+r("新处")+`</w:moveTo>`), "新处"},
		{"a drawing is read once", p(`<mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>` + p(r("印")) + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p(r("印")) + `</w:txbxContent></mc:Fallback></mc:AlternateContent>`), "印"},
		{"cells are parted by tabs", `<w:tbl><w:tr><w:tc>` + p(r("案由")) + `</w:tc><w:tc>` + p(r("未索取")) + p(r("许可证")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("罚款")) + `</w:tc><w:tc>` + p(r("5000元")) + `</w:tc></w:tr></w:tbl>`, "案由\t未索取 许可证\n罚款\t5000元"},
		{"a table within a table stays in its cell", `<w:tbl><w:tr><w:tc>` + p(r("外")) + `<w:tbl><w:tr><w:tc>` + p(r("内一")) + `</w:tc><w:tc>` + p(r("内二")) + `</w:tc></w:tr></w:tbl></w:tc><w:tc>` + p(r("后")) + `</w:tc></w:tr></w:tbl>`, "外 内一 内二\t后"},
		{"breaks and tabs", p(r("甲") + `<w:r><w:tab/></w:r>` + r("乙") + `<w:r><w:br/></w:r>` + r("丙")), "甲\t乙\n丙"},
		{"tab stops are no tabs", p(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>` + r("甲")), "甲"},
		{"field instructions are left out", p(`<w:r><w:instrText>PAGE \* MERGEFORMAT</w:instrText></w:r>` + r("1")), "1"},
		{"rare characters", p(r("𠮷𬭎")), "𠮷𬭎"},
		{"a page break parts pages", p(r("一")+`<w:r><w:br w:type="page"/></w:r>`) + p(r("二")), "一\n---\n二"},
		{"a break that Word drew and one that was set make one", p(r("一")+`<w:r><w:br w:type="page"/></w:r>`) + p(`<w:r><w:lastRenderedPageBreak/></w:r>`+r("二")), "一\n---\n二"},
		{"an empty document has no text", p(""), ""},
	}
	for _, c := range cases {
		result := read(t, pool, "a.docx", docx(t, c.body))
		if got := texts(result); got != c.want {
			t.Errorf("%s: got %q, want %q (%v)", c.name, got, c.want, result.Reason)
		}
		if (result.Status == extract.NoText) != (c.want == "") {
			t.Errorf("%s: status %q", c.name, result.Status)
		}
	}
}

func TestHeadersNotesAndCommentsAreRead(t *testing.T) {
	pool := newPool(t, nil)
	wrap := func(s string) string { return `<w:x ` + wordNames + `>` + s + `</w:x>` }
	result := read(t, pool, "a.docx", docx(t, p(r("正文")),
		"word/header1.xml", wrap(p(r("启东市虚构局文件"))), "word/header2.xml", wrap(p(r("启东市虚构局文件"))),
		"word/footer1.xml", wrap(p(r("第1页"))), "word/footnotes.xml", wrap(p(r("脚注"))),
		"word/comments.xml", wrap(`<w:comment w:author="李示例">`+p(r("请核实"))+`</w:comment>`),
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>决定书</dc:title><dc:creator>王示例</dc:creator><dcterms:created>2026-03-05T01:00:00Z</dcterms:created></cp:coreProperties>`))
	if want := "启东市虚构局文件\n正文\n\n第1页\n脚注\n批注（李示例）：请核实"; texts(result) != want {
		t.Errorf("got %q", texts(result))
	}
	if result.Meta[extract.MetaTitle] != "决定书" || result.Meta[extract.MetaAuthor] != "王示例" || result.Meta[extract.MetaCreated] != "2026-03-05T01:00:00Z" {
		t.Errorf("meta %v", result.Meta)
	}
}

func TestPDFPagesKeepTheirNumbersAndRareCharacters(t *testing.T) {
	pool := newPool(t, nil)
	result := read(t, pool, "a.pdf", pdf("当事人：𠮷𬭎", "", "第三页"))
	if result.PageCount != 3 || len(result.Pages) != 3 || result.Pages[0].Text != "当事人：𠮷𬭎" || result.Pages[1].Text != "" || result.Pages[2].Number != 3 {
		t.Errorf("%+v", result)
	}
	if result.Meta[extract.MetaCreated] != "2026-03-05T10:20:00+08:00" || result.Meta[extract.MetaProgram] != "Scribe" {
		t.Errorf("created %q", result.Meta[extract.MetaCreated])
	}
	if scan := read(t, pool, "扫描.pdf", pdf("", "")); scan.Status != extract.NoText || scan.PageCount != 2 {
		t.Errorf("a scan: %+v", scan)
	}
}

func TestEncodings(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, data, text, encoding string
		status                     extract.Status
	}{
		{"utf-8 with mark", "\xEF\xBB\xBF询问", "询问", "UTF-8", extract.Read},
		{"utf-16 little endian", "\xFF\xFE\xe2\x8b\xee\x95", "询问", "UTF-16", extract.Read},
		{"utf-16 big endian", "\xFE\xFF\x8b\xe2\x95\xee", "询问", "UTF-16", extract.Read},
		{"gb18030, four bytes", string(gb18030(t, "询问㛃𠮷")), "询问㛃𠮷", "GB18030", extract.Read},
		{"line ends", "甲\r\n乙\r丙", "甲\n乙\n丙", "UTF-8", extract.Read},
		{"marks that turn the direction", "a\u202Eb\u2066c\u200F", "abc", "UTF-8", extract.Read},
		{"broken in two codes", "询问\xff\xfe\x80\x80 \xb6", "", "", extract.Unreadable},
		{"blank", " \r\n\t ", "", "UTF-8", extract.NoText},
	}
	for _, c := range cases {
		result := read(t, pool, "a.txt", []byte(c.data))
		if result.Status != c.status || texts(result) != c.text || result.Meta[extract.MetaEncoding] != c.encoding {
			t.Errorf("%s: %s %q %v", c.name, result.Status, texts(result), result.Meta)
		}
	}
}

// TestNothingIsLostBetweenPages holds the pages of any text together: no character but blanks is lost, and no page is
// much longer than a printed one.
func TestNothingIsLostBetweenPages(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Children = 1 })
	letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("罚款当事人。 　a𠮷")), 0, 400, -1), 1, 60).Draw(rt, "lines")
		text := strings.Join(lines, "\n")
		result := read(t, pool, "a.txt", []byte(text))
		all := ""
		for i, page := range result.Pages {
			if page.Number != i+1 || len([]rune(page.Text)) > 3*1500 {
				rt.Fatalf("page %d is number %d, %d characters", i+1, page.Number, len([]rune(page.Text)))
			}
			all += page.Text
		}
		if letters(all) != letters(text) {
			rt.Fatalf("lost: %d of %d", len(letters(text))-len(letters(all)), len(letters(text)))
		}
	})
	long := read(t, pool, "a.txt", []byte(strings.Repeat("长", 20_000)))
	if len(long.Pages) < 5 || letters(texts(long)) == "" {
		t.Errorf("a paragraph without end makes %d pages", len(long.Pages))
	}
}

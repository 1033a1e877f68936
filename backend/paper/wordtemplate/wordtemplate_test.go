package wordtemplate_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/wordtemplate"
)

const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// file is a Word file with a body, and other parts by name.
func file(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         rels(`<Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/>`),
		"word/document.xml":   `<w:document ` + space + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
	}
	for i := 0; i < len(parts); i += 2 {
		all[parts[i]] = parts[i+1]
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range all {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func rels(lines string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + lines + `</Relationships>`
}

func p(runs ...string) string { return `<w:p>` + strings.Join(runs, "") + `</w:p>` }
func r(text string) string    { return `<w:r><w:t>` + text + `</w:t></w:r>` }
func bold(text string) string { return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + text + `</w:t></w:r>` }

// filled puts values in the place of placeholders and returns the text and the file.
func filled(t testing.TB, docx []byte, values map[string]string) (*wordtemplate.Template, []wordtemplate.Line) {
	t.Helper()
	tpl, err := wordtemplate.Read(docx)
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := tpl.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, token := range tokens {
		switch token.Kind {
		case wordtemplate.Text:
			b.WriteString(token.Text)
		case wordtemplate.Placeholder:
			b.WriteString(values[strings.TrimSpace(token.Text)])
		default:
			b.WriteString(token.Mark())
		}
	}
	return tpl, tpl.Lines(b.String())
}

func part(t testing.TB, docx []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == name {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			return string(content)
		}
	}
	return ""
}

func out(t testing.TB, tpl *wordtemplate.Template, lines []wordtemplate.Line) []byte {
	t.Helper()
	docx, err := tpl.Fill(lines, wordtemplate.Properties{Title: "题", Creator: "示例局"})
	if err != nil {
		t.Fatal(err)
	}
	return docx
}

// What editors do to a placeholder and to the words around it.
func TestWhatEditorsDo(t *testing.T) {
	values := map[string]string{"名称": "示例商行", "证据": "　　1.照片；\n　　2.笔录。", "空": ""}
	cases := []struct{ name, body, want string }{
		{"plain", p(r("当事人：{{名称}}")), "当事人：示例商行"},
		{"split over runs", p(r("当事人：{"), bold("{名"), r("称"), `<w:proofErr w:type="spellStart"/>`, r("}}。")), "当事人：示例商行。"},
		{"wide braces and spaces", p(r("当事人：｛｛ 名称 ｝｝。")), "当事人：示例商行。"},
		{"a revision that put it in", p(r("当事人："), `<w:ins w:id="1" w:author="甲">`+r("{{名称}}")+`</w:ins>`, `<w:del w:id="2"><w:r><w:delText>旧文字</w:delText></w:r></w:del>`), "当事人：示例商行"},
		{"a paragraph mark that was deleted", `<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>` + r("前") + `</w:p>` + p(r("后")), "前后"},
		{"a format that was changed", p(`<w:r><w:rPr><w:b/><w:rPrChange w:author="甲"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>{{名</w:t></w:r>`, bold("称}}")), "示例商行"},
		{"in a content control and a link", `<w:sdt><w:sdtPr/><w:sdtContent>` + p(`<w:hyperlink r:id="z">`+r("{{名称}}")+`</w:hyperlink>`) + `</w:sdtContent></w:sdt>`, "示例商行"},
		{"lines in one paragraph", p(r("证据如下：")) + p(r("{{证据}}")), "证据如下：\n　　1.照片；\n　　2.笔录。"},
		{"an empty one leaves no line", p(r("甲")) + p(r("{{空}}")) + p(r("乙")), "甲\n乙"},
		{"an empty paragraph stays", p(r("甲")) + p() + p(r("乙")), "甲\n\n乙"},
		{"a table", `<w:tbl><w:tr><w:tc>` + p(r("当事人")) + `</w:tc><w:tc>` + p(r("{{名称}}")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("证据")) + `</w:tc><w:tc>` + p(r("{{证据}}")) + `</w:tc></w:tr></w:tbl>`,
			"当事人\t示例商行\n证据\t　　1.照片；\n　　2.笔录。"},
		{"a break within a paragraph", p(r("上"), `<w:r><w:br/><w:t>下</w:t></w:r>`), "上\n下"},
		{"an indent", `<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr>` + r("{{名称}}的") + `</w:p>`, "　　示例商行的"},
	}
	for _, c := range cases {
		tpl, lines := filled(t, file(t, c.body), values)
		if got := tpl.Text(lines); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		// The file that is written says the same, read as a template again.
		again, same := filled(t, out(t, tpl, lines), nil)
		if got := again.Text(same); got != c.want {
			t.Errorf("%s: the file says %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFormatsStay(t *testing.T) {
	tpl, lines := filled(t, file(t, p(r("当事人："), bold("{{名称}}"), r("。"))), map[string]string{"名称": "示例商行"})
	if doc := part(t, out(t, tpl, lines), "word/document.xml"); !strings.Contains(doc, `<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">示例商行</w:t>`) {
		t.Error(doc)
	}
	doc := part(t, out(t, tpl, tpl.Fit(lines, "当事人：示例百货商行。\n另一行")), "word/document.xml")
	if !strings.Contains(doc, `<w:b/></w:rPr><w:t xml:space="preserve">示例百货商行</w:t>`) || !strings.Contains(doc, "另一行") {
		t.Error(doc)
	}
}

// TestFitSaysTheText: whatever a person makes of the text, the file says it.
func TestFitSaysTheText(t *testing.T) {
	tpl, lines := filled(t, file(t, p(r("题"))+p(r("当事人："), bold("{{名称}}"))+`<w:tbl><w:tr><w:tc>`+p(r("案由"))+`</w:tc><w:tc>`+p(r("{{名称}}"))+`</w:tc></w:tr></w:tbl>`+p(r("落款"))), map[string]string{"名称": "示例商行"})
	bare := func(text string) (out []string) {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.Trim(line, " \t　"); line != "" {
				out = append(out, line)
			}
		}
		return out
	}
	rapid.Check(t, func(r *rapid.T) {
		known := append(strings.Split(tpl.Text(lines), "\n"), "新的一行", "案由\t其他", "当事人：别人", "")
		want := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(known), rapid.StringMatching(`[甲乙丙a-c<&]{0,6}`)), 0, 8).Draw(r, "lines"), "\n")
		docx, err := tpl.Fill(tpl.Fit(lines, want), wordtemplate.Properties{})
		if err != nil {
			r.Fatal(err)
		}
		again, err := wordtemplate.Read(docx)
		if err != nil {
			r.Fatal(err)
		}
		_, same := filled(t, docx, nil)
		if got := bare(again.Text(same)); !slices.Equal(got, bare(want)) {
			r.Fatalf("%q, want %q", got, bare(want))
		}
	})
}

func TestHeadersAreFilledAndStayOutOfTheText(t *testing.T) {
	docx := file(t, p(r("正文"))+`<w:sectPr><w:headerReference r:id="h"/></w:sectPr>`,
		"word/header1.xml", `<w:hdr `+space+`>`+p(r("{{名称}}文件"))+`</w:hdr>`,
		"word/_rels/document.xml.rels", rels(`<Relationship Id="h" Type="http://x/header" Target="header1.xml"/>`))
	tpl, lines := filled(t, docx, map[string]string{"名称": "示例局"})
	if got := tpl.Text(lines); got != "正文" {
		t.Errorf("%q", got)
	}
	if header := part(t, out(t, tpl, tpl.Fit(lines, "别的正文")), "word/header1.xml"); !strings.Contains(header, "示例局") {
		t.Error(header)
	}
}

// What a file could do beside showing text is refused or taken out, and said.
func TestHostileFiles(t *testing.T) {
	refused := map[string][]byte{
		"macros":         file(t, p(r("文")), "word/vbaProject.bin", "x"),
		"a .docm":        file(t, p(r("文")), "[Content_Types].xml", `<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`),
		"a bomb":         file(t, p(r(strings.Repeat("文", 4<<20)))),
		"many parts":     file(t, p(r("文")), many(500)...),
		"an entity":      file(t, "", "word/document.xml", `<!DOCTYPE a [<!ENTITY b "c">]><w:document `+space+`><w:body>`+p(r("&b;"))+`</w:body></w:document>`),
		"deep nesting":   file(t, strings.Repeat("<w:x>", 500)+strings.Repeat("</w:x>", 500)),
		"an old file":    append([]byte{0xD0, 0xCF, 0x11, 0xE0}, make([]byte, 600)...),
		"no zip":         []byte("PK"),
		"no document":    file(t, "", "_rels/.rels", rels("")),
		"too much":       make([]byte, wordtemplate.MostBytes+1),
		"torn markup":    file(t, "", "word/document.xml", "<w:document "+space+"><w:body>"),
		"in a text box":  file(t, p(`<w:r><w:pict><v:textbox><w:txbxContent>`+p(r("{{名称}}"))+`</w:txbxContent></v:textbox></w:pict></w:r>`)),
		"another markup": file(t, "", "word/document.xml", "<html/>"),
	}
	for name, docx := range refused {
		if _, err := wordtemplate.Read(docx); fault.KindOf(err) != fault.Invalid || fault.As(err).Hint.IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if tpl, err := wordtemplate.Read(file(t, p(r("{{名称")))); err != nil {
		t.Error(err)
	} else if _, err := tpl.Tokens(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an open brace: %v", err)
	}
	docx := file(t, p(r("甲"), `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, r("乙"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`)+
		p(`<w:r><w:object><o:OLEObject r:id="o"/></w:object></w:r>`, `<w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r>`, `<w:hyperlink r:id="l">`+r("丁")+`</w:hyperlink>`, `<w:ins w:author="某人">`+r("戊")+`</w:ins>`, `<w:commentRangeStart w:id="1"/>`)+
		`<w:altChunk r:id="c"/>`+p(`<w:r><w:drawing><a:blip xmlns:a="x" r:embed="p"/></w:drawing></w:r>`, r("己")),
		"word/_rels/document.xml.rels", rels(`<Relationship Id="l" Type="http://x/hyperlink" Target="http://evil.example/" TargetMode="External"/><Relationship Id="p" Type="http://x/image" Target="file:///c:/x.png" TargetMode="External"/><Relationship Id="m" Type="http://x/comments" Target="comments.xml"/>`),
		"word/comments.xml", `<w:comments `+space+`><w:comment w:id="1" w:author="某人">`+p(r("内部意见"))+`</w:comment></w:comments>`,
		"word/settings.xml", `<w:settings `+space+`><w:attachedTemplate r:id="t"/><w:documentProtection/><w:evenAndOddHeaders/></w:settings>`,
		"docProps/core.xml", `<x>某人</x>`)
	tpl, lines := filled(t, docx, nil)
	if got := tpl.Text(lines); got != "甲乙\n丙丁戊\n己" {
		t.Errorf("%q", got)
	}
	written := out(t, tpl, lines)
	z, err := zip.NewReader(bytes.NewReader(written), int64(len(written)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		content := part(t, written, f.Name)
		for _, bad := range []string{"evil.example", "file://", "External", "某人", "内部意见", "DDE", "OLE", "altChunk", "attachedTemplate", "vanish", "comment"} {
			if strings.Contains(content, bad) {
				t.Errorf("%s still holds %s", f.Name, bad)
			}
		}
	}
	said := ""
	for _, n := range tpl.Notes() {
		said += n.What.En + "; "
		if strings.HasPrefix(n.What.En, "embedded") && n.Count != 2 {
			t.Errorf("%d embedded objects, not 2", n.Count)
		}
	}
	for _, want := range []string{"links to outside", "embedded objects", "hidden text", "fields", "revisions", "comments", "pictures from outside", "protection"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing is said of %s: %s", want, said)
		}
	}
	if !strings.Contains(part(t, written, "word/settings.xml"), "evenAndOddHeaders") {
		t.Error("what the layout rests on is gone")
	}
}

func many(n int) (parts []string) {
	for i := range n {
		parts = append(parts, "word/x"+strings.Repeat("y", i), "")
	}
	return parts
}

// FuzzRead: no file breaks the reader, and what it takes can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add(p(r("当事人：{{名称}}")))
	f.Add(`<w:tbl><w:tr><w:tc>` + p(r("甲")) + `</w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		tpl, err := wordtemplate.Read(file(t, body))
		if err != nil {
			return
		}
		docx, err := tpl.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := wordtemplate.Read(docx); err != nil && !strings.Contains(err.Error(), "KB") {
			t.Fatalf("what was written cannot be read: %v", err)
		}
	})
}

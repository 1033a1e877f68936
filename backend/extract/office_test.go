package extract_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"zhiheng/backend/extract"
)

const slideNames = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func slide(paragraphs ...string) string {
	body := ""
	for _, p := range paragraphs {
		body += `<a:p><a:r><a:t>` + p + `</a:t></a:r><a:fld><a:t>第9页</a:t></a:fld></a:p>`
	}
	return `<p:sld ` + slideNames + `><p:txBody>` + body + `</p:txBody></p:sld>`
}

// pptx makes a presentation whose second slide part is shown first and has notes.
func pptx(t testing.TB) []byte {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/>`
	}
	return zipOf(t,
		"ppt/presentation.xml", `<p:presentation `+slideNames+`><p:sldIdLst><p:sldId id="257" r:id="rId3"/><p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships>`+rel("rId2", "slide", "slides/slide1.xml")+rel("rId3", "slide", "/ppt/slides/slide2.xml")+`</Relationships>`,
		"ppt/slides/slide1.xml", strings.Replace(slide("处罚依据"), "</p:txBody>", `<a:tbl><a:tr><a:tc><a:p><a:r><a:t>条款</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>第五条</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:txBody>`, 1),
		"ppt/slides/slide2.xml", slide("重大案件集体讨论", "云汀县市场监督管理局"),
		"ppt/slides/_rels/slide2.xml.rels", `<Relationships>`+rel("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")+rel("rId2", "hyperlink", "../../../../etc/passwd")+`</Relationships>`,
		"ppt/notesSlides/notesSlide1.xml", slide("汇报时补充说明"))
}

const odfNames = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"`

func odf(t testing.TB, kind, body string, more ...string) []byte {
	return zipOf(t, append([]string{"mimetype", "application/vnd.oasis.opendocument." + kind,
		"content.xml", `<office:document-content ` + odfNames + `><office:automatic-styles><a>样式</a></office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`,
		"meta.xml", `<office:document-meta xmlns:dc="dc" ` + odfNames + `><office:meta><dc:title>告知书</dc:title></office:meta></office:document-meta>`}, more...)...)
}

const odtBody = `<text:tracked-changes><text:p>删去的话</text:p></text:tracked-changes><text:h>行政处罚<text:span>告知书</text:span></text:h><text:p>甲<text:tab/>乙<text:s text:c="2"/>丙<text:line-break/>丁</text:p>` + odfRow

const odfRow = `<table:table table:name="表1"><table:table-row><table:table-cell><text:p>品名</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>数</text:p></table:table-cell><table:table-cell table:number-columns-repeated="99999999"/></table:table-row></table:table>`

// rtfBytes writes text as the bytes of GBK in hexadecimal; rtfUnits as numbers with a substitute after each.
func rtfBytes(t testing.TB, text string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range out {
		fmt.Fprintf(&b, `\'%02x`, c)
	}
	return b.String()
}

func rtfUnits(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, `\u%d?`, int16(u))
	}
	return b.String()
}

func rtfDocument(t testing.TB) []byte {
	return []byte(`{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 ` + rtfBytes(t, "仿宋") + `;}}{\colortbl;\red0;}` +
		`{\info{\title ` + rtfBytes(t, "决定书") + `}}{\*\generator Scribe;}{\pict\bin5 }}{}}}` + "\r\n" +
		`\f1 ` + rtfBytes(t, "行政处罚决定书") + `\par\f0 caf\'e9\par ` + rtfUnits("当事人：𬭎铭") + `\line\uc0\u31532 \u19968 ` + `\{x\}\tab y\page{\v hidden}{\deleted gone}end}`)
}

func TestOfficeFormatsBesideWord(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, format, want string
		data               []byte
	}{
		{"汇报.pptx", "pptx", "重大案件集体讨论\n云汀县市场监督管理局\n备注：\n汇报时补充说明\n---\n处罚依据\n条款\t第五条", pptx(t)},
		{"告知.odt", "odt", "行政处罚告知书\n甲\t乙  丙\n丁\n品名\t数\t数", odf(t, "text", odtBody)},
		{"台账.ods", "ods", "表1\n品名\t数\t数", odf(t, "spreadsheet", odfRow)},
		{"决定.rtf", "rtf", "行政处罚决定书\ncafé\n当事人：𬭎铭\n第一{x}\ty\n---\nend", rtfDocument(t)},
		{"名字不算.docx", "rtf", "行政处罚决定书", rtfDocument(t)},
	}
	random := rand.New(rand.NewPCG(11, 5))
	for _, c := range cases {
		result := read(t, pool, c.name, c.data)
		if result.Media.Format != c.format || !strings.HasPrefix(texts(result), c.want) {
			t.Errorf("%s: %s %q (%v)", c.name, result.Media.Format, texts(result), result.Reason)
		}
		for i := range 40 {
			data := mutate(random, c.data)
			if len(data) == 0 {
				continue
			}
			first := read(t, pool, c.name, data)
			if first.Status == "" || first.Cause == extract.CauseTimeout || first.Cause == extract.CauseCrash {
				t.Errorf("%s %d: %s %s", c.name, i, first.Status, first.Cause)
			}
			if again := read(t, pool, c.name, data); !reflect.DeepEqual(first, again) {
				t.Errorf("%s %d: two readings differ", c.name, i)
			}
		}
	}
	if result := read(t, pool, "决定.rtf", rtfDocument(t)); result.Meta[extract.MetaTitle] != "决定书" {
		t.Errorf("title %q", result.Meta[extract.MetaTitle])
	}
}

func TestHostileOfficeFormats(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 8 * time.Second })
	for _, c := range []struct {
		name  string
		data  []byte
		cause extract.Cause
	}{
		{"密.odt", odf(t, "text", odtBody, "META-INF/manifest.xml", "<m><encryption-data/></m>"), extract.CausePassword},
		{"胀.odt", odf(t, "text", strings.Repeat(" ", 30<<20)), extract.CauseTooBig},
		{"空.pptx", zipOf(t, "ppt/x.xml", "<a/>"), extract.CauseDamaged},
		{"深.rtf", []byte(`{\rtf1` + strings.Repeat("{", 2_000_000)), extract.CauseDamaged},
		{"长.rtf", []byte(`{\rtf1 \bin2147483647 x`), extract.CauseNoText},
	} {
		within(t, 9*time.Second, func() {
			if result := read(t, pool, c.name, c.data); result.Cause != c.cause {
				t.Errorf("%s: %s %s, want %s", c.name, result.Status, result.Cause, c.cause)
			}
		})
	}
}

func TestTextInEveryEncoding(t *testing.T) {
	pool := newPool(t, nil)
	utf16Of := func(text string, big, mark bool) []byte {
		var out []byte
		if mark {
			text = "\uFEFF" + text
		}
		for _, u := range utf16.Encode([]rune(text)) {
			if big {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return out
	}
	traditional := "處分書\n當事人違反規定，處罰鍰新臺幣參萬元。經查證屬實，應予處分。"
	big5, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(traditional))
	if err != nil {
		t.Fatal(err)
	}
	hz, err := simplifiedchinese.HZGB2312.NewEncoder().Bytes([]byte(transcript))
	if err != nil {
		t.Fatal(err)
	}
	longGBK := strings.Repeat("没有中文标点的长段落夹杂ABC和数字123重复出现", 3000)
	cases := []struct {
		encoding, want string
		data           []byte
	}{
		{"UTF-8", transcript, []byte(transcript)},
		{"UTF-8", transcript, []byte("\xEF\xBB\xBF" + transcript)},
		{"GB18030", transcript, gb18030(t, transcript)},
		{"GB18030", "㛃䶮𬭎𠮷", gb18030(t, "㛃䶮𬭎𠮷\n这一行是常用的字，应当认得出来。")},
		{"GB18030", "重复出现", gb18030(t, longGBK)},
		{"GB18030", "已立案", gb18030(t, "已立案")},
		{"Big5", traditional, big5},
		{"HZ", "询问笔录", hz},
		{"UTF-16", transcript, utf16Of(transcript, false, true)},
		{"UTF-16", transcript, utf16Of(transcript, true, true)},
		{"UTF-16", transcript, utf16Of(transcript, false, false)},
		{"UTF-16", transcript, utf16Of(transcript, true, false)},
		{"UTF-16", "only ASCII letters, in two bytes", utf16Of("only ASCII letters, in two bytes", false, false)},
		{"UTF-16", "only ASCII letters, in two bytes", utf16Of("only ASCII letters, in two bytes", true, false)},
		{"UTF-16", "重复出现", utf16Of(longGBK, true, false)},
	}
	for i, c := range cases {
		result := read(t, pool, "文.txt", c.data)
		if result.Meta[extract.MetaEncoding] != c.encoding || !strings.Contains(strings.ReplaceAll(texts(result), "\u3000", " "), strings.ReplaceAll(c.want, "\u3000", " ")) {
			t.Errorf("%d: %s, want %s: %.60q (%v)", i, result.Meta[extract.MetaEncoding], c.encoding, texts(result), result.Reason)
		}
	}
	page := gb18030(t, `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><p>公示期满</p></body></html>`)
	if result := read(t, pool, "页.htm", page); result.Media.Format != "html" || texts(result) != "公示期满" {
		t.Errorf("%s %q", result.Media.Format, texts(result))
	}
}

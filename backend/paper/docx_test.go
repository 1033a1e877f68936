package paper_test

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhiheng/backend/paper"
)

// opinion is a paper with every kind of block in it.
func opinion() paper.Document {
	return paper.Document{
		Head: "东屿县交通运输局", Title: "重大执法决定法制审核意见书", Number: "东交法审〔2026〕3号",
		Blocks: []paper.Block{
			paper.Paragraph{Text: "执法大队：", Flush: true},
			paper.Paragraph{Text: "你队报送的苏某㛃涉嫌未取得道路运输经营许可一案，经审核，意见如下："},
			paper.Heading{Level: 1, Text: "一、送审事项"},
			paper.Heading{Level: 2, Text: "（一）决定事项"},
			paper.Heading{Level: 9, Text: "1.罚款"},
			paper.Facts{Caption: "基本情况", Items: []paper.Fact{{"案号", "东交罚案〔2026〕12号"}, {"拟处罚款", "30000.00元"}}},
			paper.Table{Caption: "证据目录", Header: []string{"序号", "名称", "页码"}, Widths: []int{1, 5, 1}, Aligns: []paper.Align{paper.Center, paper.Start, paper.End},
				Rows: [][]string{{"1", "现场检查笔录", "3"}, {"2", "询问笔录"}}},
			paper.Paragraph{Text: "附件", Align: paper.Center}, paper.Paragraph{Text: "（盖章）", Align: paper.End},
			paper.Signature{Names: []string{"东屿县交通运输局法制科"}, Date: "2026年3月12日"},
			paper.PageBreak{},
			paper.Paragraph{Text: "附：审核项目勾选表"},
		},
		Meta: paper.Meta{Creator: "东屿县交通运输局", Subject: "东交法审〔2026〕3号", Created: made},
	}
}

func mustDocx(t fataler, d paper.Document) map[string]string {
	t.Helper()
	file, err := paper.Docx(d)
	if err != nil {
		t.Fatalf("docx: %v", err)
	}
	return unzip(t, file)
}

// wordParagraphs reads the paragraphs of word/document.xml as a word processor would.
func wordParagraphs(t fataler, document string) []string {
	t.Helper()
	var out []string
	inText := false
	walk(t, "document.xml", document, func(token xml.Token) {
		switch v := token.(type) {
		case xml.StartElement:
			switch v.Name.Local {
			case "p":
				out = append(out, "")
			case "br":
				out[len(out)-1] += "\n"
			case "tab":
				out[len(out)-1] += "\t"
			}
			inText = v.Name.Local == "t"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				out[len(out)-1] += string(v)
			}
		}
	})
	return out
}

func TestDocxHoldsTheTextInOrder(t *testing.T) {
	got := wordParagraphs(t, mustDocx(t, opinion())["word/document.xml"])
	want := []string{"东屿县交通运输局", "重大执法决定法制审核意见书", "东交法审〔2026〕3号", "执法大队：",
		"你队报送的苏某㛃涉嫌未取得道路运输经营许可一案，经审核，意见如下：", "一、送审事项", "（一）决定事项", "1.罚款",
		"基本情况", "案号", "东交罚案〔2026〕12号", "拟处罚款", "30000.00元", "",
		"证据目录", "序号", "名称", "页码", "1", "现场检查笔录", "3", "2", "询问笔录", "", "",
		"附件", "（盖章）", "东屿县交通运输局法制科", "2026年3月12日", "\n", "附：审核项目勾选表"}
	if !slices.Equal(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
}

func TestDocxLayoutOfOfficialDocuments(t *testing.T) {
	parts := mustDocx(t, opinion())
	has := func(part string, fragments ...string) {
		t.Helper()
		for _, f := range fragments {
			if !strings.Contains(parts[part], f) {
				t.Errorf("%s lacks %s", part, f)
			}
		}
	}
	// 37, 35, 28 and 26 mm in twentieths of a point; a grid of lines 28 points apart.
	has("word/document.xml", `w:top="2098"`, `w:bottom="1984"`, `w:left="1587"`, `w:right="1474"`, `<w:pgSz w:w="11906" w:h="16838"/>`,
		`<w:docGrid w:type="lines" w:linePitch="560"/>`, `<w:tblHeader/>`)
	has("word/styles.xml", `w:line="560" w:lineRule="exact"`, `w:firstLineChars="200"`, `w:eastAsia="方正小标宋简体"`, `w:eastAsia="仿宋_GB2312"`,
		`w:eastAsia="黑体"`, `w:eastAsia="楷体_GB2312"`, `<w:sz w:val="44"/>`, `<w:sz w:val="32"/>`, `<w:lang w:val="en-US" w:eastAsia="zh-CN"/>`)
	has("word/footer1.xml", " PAGE ", "FooterOdd")
	has("word/footer2.xml", " PAGE ", "FooterEven")
	if strings.Contains(parts["word/document.xml"], "linesAndChars") {
		t.Error("a character grid spreads letters")
	}
}

func TestDocxSignatureEndsFourCharactersFromTheEdge(t *testing.T) {
	// Widths in half characters: the date 13, a short name 4, a long name 40.
	right := func(s paper.Signature) []string {
		var out []string
		document := mustDocx(t, paper.Document{Blocks: []paper.Block{s}})["word/document.xml"]
		for _, chunk := range strings.Split(document, `w:rightChars="`)[1:] {
			out = append(out, chunk[:strings.IndexByte(chunk, '"')])
		}
		return out
	}
	for _, c := range []struct {
		signature paper.Signature
		want      []string
	}{
		{paper.Signature{Names: []string{"某局"}, Date: "2026年3月12日"}, []string{"600", "400"}},
		{paper.Signature{Names: []string{strings.Repeat("某", 20)}, Date: "2026年3月12日"}, []string{"0", "650"}},
		{paper.Signature{Date: "2026年3月12日"}, []string{"400"}},
		{paper.Signature{}, nil},
	} {
		if got := right(c.signature); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.signature, got, c.want)
		}
	}
}

func TestDocxKeepsToTheListOfPartsAndAttributes(t *testing.T) {
	parts := mustDocx(t, opinion())
	want := []string{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
		"word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml"}
	if got := names(parts); !slices.Equal(got, want) {
		t.Fatalf("parts %v", got)
	}
	allowed := strings.Fields(`body br br@type cantSplit docGrid docGrid@linePitch docGrid@type document footerReference footerReference@id
		footerReference@type gridCol gridCol@w ind ind@right ind@rightChars jc jc@val keepNext p pPr pStyle pStyle@val pgMar pgMar@bottom pgMar@footer
		pgMar@gutter pgMar@header pgMar@left pgMar@right pgMar@top pgSz pgSz@h pgSz@w r rFonts rFonts@hint rPr sectPr t t@space tab tbl tblGrid
		tblHeader tblLayout tblLayout@type tblPr tblStyle tblStyle@val tblW tblW@type tblW@w tc tcPr tcW tcW@type tcW@w tr trPr vAlign vAlign@val`)
	for _, word := range vocabulary(t, "document.xml", parts["word/document.xml"]) {
		if !slices.Contains(allowed, word) {
			t.Errorf("document.xml has %s", word)
		}
	}
	for name, body := range parts {
		vocabulary(t, name, body) // well formed
	}
	noTrace(t, parts)
}

func TestDocxPropertiesAreTheGivenOnes(t *testing.T) {
	got := properties(t, mustDocx(t, opinion()))
	want := map[string]string{"title": "重大执法决定法制审核意见书", "subject": "东交法审〔2026〕3号", "creator": "东屿县交通运输局",
		"created": "2026-03-12T09:30:05Z", "modified": "2026-03-12T09:30:05Z"}
	if !maps.Equal(got, want) {
		t.Fatalf("got %v", got)
	}
	if got := properties(t, mustDocx(t, paper.Document{})); len(got) != 0 {
		t.Fatalf("an empty document says %v about itself", got)
	}
}

func TestDocxIsTheSameBytesAgain(t *testing.T) {
	first, _ := paper.Docx(opinion())
	again, _ := paper.Docx(opinion())
	if !bytes.Equal(first, again) {
		t.Fatal("two runs differ")
	}
	moved := opinion()
	moved.Meta.Created = made.In(time.UTC)
	if other, _ := paper.Docx(moved); !bytes.Equal(first, other) {
		t.Fatal("the zone of the instant shows")
	}
	moved.Meta.Created = made.Add(time.Hour)
	if other, _ := paper.Docx(moved); bytes.Equal(first, other) {
		t.Fatal("the instant does not show")
	}
}

func TestDocxGivesBackAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		parts := mustDocx(t, paper.Document{Lang: s, Title: s, Blocks: []paper.Block{paper.Paragraph{Text: s},
			paper.Table{Rows: [][]string{{s}}}}, Meta: paper.Meta{Creator: s}})
		got := wordParagraphs(t, parts["word/document.xml"])
		want := []string{paper.Clean(s), paper.Clean(s), ""}
		if s != "" {
			want = append([]string{paper.Clean(s)}, want...) // the title
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
		if got := properties(t, parts); got["creator"] != paper.Clean(s) || got["title"] != paper.Clean(s) {
			t.Fatalf("properties %q, want %q", got, paper.Clean(s))
		}
		for name, body := range parts {
			vocabulary(t, name, body)
		}
	})
}

func TestDocxColumnsFillTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		widths := rapid.SliceOfN(rapid.IntRange(-1, 5000), 0, 12).Draw(t, "widths")
		n := rapid.IntRange(1, 12).Draw(t, "columns")
		document := mustDocx(t, paper.Document{Blocks: []paper.Block{paper.Table{Header: make([]string, n), Widths: widths}}})["word/document.xml"]
		sum := 0
		walk(t, "document.xml", document, func(token xml.Token) {
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "gridCol" {
				w := atoi(t, e.Attr[0].Value)
				if w <= 0 {
					t.Fatalf("a column %d wide", w)
				}
				sum += w
			}
		})
		if sum != 11906-1587-1474 {
			t.Fatalf("columns fill %d", sum)
		}
	})
}

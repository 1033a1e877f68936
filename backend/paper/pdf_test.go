package paper_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"pgregory.net/rapid"

	"zhiheng/backend/paper"
	"zhiheng/backend/paper/typeface"
)

// reader is another program's view of a PDF.
type reader struct{ pdfium.Pdfium }

// started is that program, started once for all tests.
var started = sync.OnceValues(func() (reader, error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	pool, err := webassembly.Init(webassembly.Config{Context: context.Background(), MaxTotal: 1, MaxIdle: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return reader{}, err
	}
	instance, err := pool.GetInstance(time.Minute)
	return reader{instance}, err
})

func newReader(t *testing.T) reader {
	t.Helper()
	r, err := started()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pages reads the text of every page, and the bookmarks.
func (r reader) pages(file []byte) (pages, bookmarks []string, err error) {
	opened, err := r.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		return nil, nil, err
	}
	doc := opened.Document
	defer r.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc})
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return nil, nil, err
	}
	for i := range count.PageCount {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
		text, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
		if err != nil {
			return nil, nil, err
		}
		chars, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
		if err != nil {
			return nil, nil, err
		}
		all, err := r.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text.TextPage, Count: chars.Count})
		if err != nil {
			return nil, nil, err
		}
		pages = append(pages, all.Text)
		r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	}
	marks, err := r.GetBookmarks(&requests.GetBookmarks{Document: doc})
	if err != nil {
		return nil, nil, err
	}
	for _, mark := range marks.Bookmarks {
		bookmarks = append(bookmarks, mark.Title)
		for _, below := range mark.Children {
			bookmarks = append(bookmarks, "  "+below.Title)
		}
	}
	return pages, bookmarks, nil
}

// bare is a text without spaces, which a line break may add or take.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func mustPDF(t fataler, d paper.Document) []byte {
	t.Helper()
	file, err := paper.PDF(d)
	if err != nil {
		t.Fatalf("pdf: %v", err)
	}
	return file
}

func TestPDFReadsBackAsItWasWritten(t *testing.T) {
	r := newReader(t)
	pages, bookmarks, err := r.pages(mustPDF(t, opinion()))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 2 {
		t.Fatalf("%d pages, not the 2 that a page break makes", len(pages))
	}
	want := bare("东屿县交通运输局重大执法决定法制审核意见书东交法审〔2026〕3号执法大队：" +
		"你队报送的苏某㛃涉嫌未取得道路运输经营许可一案，经审核，意见如下：一、送审事项（一）决定事项1.罚款" +
		"基本情况案号东交罚案〔2026〕12号拟处罚款30000.00元证据目录序号名称页码1现场检查笔录32询问笔录附件（盖章）东屿县交通运输局法制科2026年3月12日")
	if got := bare(pages[0]); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "—1—") {
		t.Errorf("page 1 reads\n%s\nwant\n%s", got, want)
	}
	if got := bare(pages[1]); got != "附：审核项目勾选表—2—" {
		t.Errorf("page 2 reads %q", got)
	}
	if want := []string{"重大执法决定法制审核意见书", "  一、送审事项"}; !slices.Equal(bookmarks, want) {
		t.Errorf("bookmarks %q, want %q", bookmarks, want)
	}
}

// Rare characters, signs of every width and long unbroken words are neither lost nor changed, whatever page they come to.
func TestPDFLosesNoCharacter(t *testing.T) {
	r, face := newReader(t), mustFace(t)
	var known []rune
	for _, span := range [][2]rune{{'!', '~'}, {'一', '鿯'}, {0x3400, 0x4DBF}, {0x20000, 0x2A6D6}, {'、', '〗'}, {'！', '～'}} {
		for c := span[0]; c <= span[1]; c++ {
			if face.Has(c) && unicode.IsPrint(c) && c != '-' { // the reader takes a hyphen at the end of a line for none
				known = append(known, c)
			}
		}
	}
	texts := rapid.StringOfN(rapid.SampledFrom(known), 1, 500, -1)
	for seed := range 20 {
		text := texts.Example(seed)
		pages, _, err := r.pages(mustPDF(t, paper.Document{Blocks: []paper.Block{paper.Paragraph{Text: text},
			paper.Table{Rows: [][]string{{text, "右"}}, Widths: []int{1, 6}}}}))
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for i, page := range pages {
			got.WriteString(strings.TrimSuffix(bare(page), fmt.Sprintf("—%d—", i+1)))
		}
		for _, c := range text {
			if strings.Count(got.String(), string(c)) < 2*strings.Count(text, string(c)) {
				t.Fatalf("%q (%U) is in the text %d times, in the PDF %d times", c, c, strings.Count(text, string(c)), strings.Count(got.String(), string(c)))
			}
		}
		if first := string([]rune(text)[:min(20, len([]rune(text)))]); !strings.HasPrefix(got.String(), first) {
			t.Fatalf("the PDF begins %.80s, the text %s", got.String(), first)
		}
	}
}

// A character that the font has not prints as a box and is still read as itself.
func TestPDFKeepsWhatTheFontLacks(t *testing.T) {
	const strange = "\U000F1234甲"
	if mustFace(t).Has('\U000F1234') {
		t.Fatal("the font has the character that this test takes for missing")
	}
	pages, _, err := newReader(t).pages(mustPDF(t, paper.Document{Blocks: []paper.Block{paper.Paragraph{Text: strange}}}))
	if err != nil || !strings.Contains(pages[0], strange) {
		t.Errorf("read %q, %v", pages, err)
	}
}

func TestPDFLinesObeyChinesePunctuation(t *testing.T) {
	text := strings.Repeat("甲乙丙丁，戊己庚辛。（壬癸）“子丑”；", 60)
	pages, _, err := newReader(t).pages(mustPDF(t, paper.Document{Blocks: []paper.Block{paper.Paragraph{Text: text}}}))
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, line := range strings.FieldsFunc(strings.Join(pages, "\n"), func(r rune) bool { return r == '\r' || r == '\n' }) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "—") {
			continue
		}
		lines++
		if strings.ContainsAny(string([]rune(line)[:1]), "，。）”；") || strings.ContainsAny(string([]rune(line)[len([]rune(line))-1:]), "（“") {
			t.Errorf("a line breaks against the rules: %s", line)
		}
	}
	if lines < 20 {
		t.Errorf("only %d lines were read", lines)
	}
}

func TestPDFTableRepeatsItsHeader(t *testing.T) {
	var rows [][]string
	for i := range 120 {
		rows = append(rows, []string{fmt.Sprint(i + 1), strings.Repeat("证据材料", i%9), "3"})
	}
	d := paper.Document{Blocks: []paper.Block{paper.Table{Header: []string{"序号", "名称甲", "页码"}, Rows: rows}}}
	pages, _, err := newReader(t).pages(mustPDF(t, d))
	if err != nil || len(pages) < 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for i, page := range pages {
		if strings.Count(page, "名称甲") != 1 {
			t.Errorf("page %d has the header %d times", i+1, strings.Count(page, "名称甲"))
		}
	}
}

func TestPDFIsTheSameForTheSameInput(t *testing.T) {
	a, b := mustPDF(t, opinion()), mustPDF(t, opinion())
	if !bytes.Equal(a, b) {
		t.Error("two files of one document differ")
	}
	for _, unwanted := range []string{"Producer", "ModDate", "/Metadata"} {
		if bytes.Contains(a, []byte(unwanted)) {
			t.Errorf("the file says %s", unwanted)
		}
	}
	other := opinion()
	other.Title += "二"
	if bytes.Equal(a, mustPDF(t, other)) {
		t.Error("another title gives the same file")
	}
}

func mustFace(t *testing.T) *typeface.Face {
	t.Helper()
	face, err := typeface.Serif()
	if err != nil {
		t.Fatal(err)
	}
	return face
}

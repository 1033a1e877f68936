package extract_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/extract"
)

// TestMain lets the test binary serve as the child: the pool starts it with this one argument.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "extract-child" {
		os.Exit(extract.Child(os.Stdin, os.Stdout, testTasks()...))
	}
	if len(os.Args) == 3 && os.Args[1] == "bad-child" {
		badChild(os.Args[2])
	}
	os.Exit(m.Run())
}

// newPool makes a pool over this test binary. The cache of compiled code is kept between runs, since filling it takes
// some seconds.
func newPool(t testing.TB, change func(*extract.Options)) *extract.Pool {
	t.Helper()
	o := extract.Options{Executable: os.Args[0], Args: []string{"extract-child"},
		CacheDir: filepath.Join(os.TempDir(), "zhiheng-extract-test")}
	if change != nil {
		change(&o)
	}
	pool, err := extract.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// read writes data to a file and reads it through the pool.
func read(t testing.TB, pool *extract.Pool, name string, data []byte) extract.Result {
	t.Helper()
	result, err := pool.Read(context.Background(), put(t, data), name)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func put(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "blob")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func texts(r extract.Result) string {
	var all []string
	for _, p := range r.Pages {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n---\n")
}

// within fails the test if f takes longer.
func within(t *testing.T, limit time.Duration, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if took := time.Since(start); took > limit {
		t.Errorf("took %v, allowed %v", took, limit)
	}
}

// transcript is a made-up record of questioning.
const transcript = `询问笔录
时间：2026年3月5日9时10分至10时20分
地点：启东市虚构区示例路88号
被询问人：张示例　性别：男　身份证号码：320681198503121237
问：我们是启东市虚构市场监督管理局的执法人员，现依法向你询问，你听清楚了吗？
答：听清楚了。
问：你店经营的酱油的进货情况？
答：2026年1月12日购进20箱，货值金额3200元，没有索取供货者的许可证。`

func gb18030(t testing.TB, s string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// zipOf makes a zip file of names and contents in turn.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		method := zip.Deflate
		if parts[i] == "mimetype" { // stands at the beginning as it is
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

const wordRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

// docx makes a Word document of a body in WordprocessingML and further parts.
func docx(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipOf(t, append([]string{"_rels/.rels", wordRels,
		"word/document.xml", `<w:document ` + wordNames + `><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

// paragraphs turns lines into paragraphs of a Word document.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(&b, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, line)
	}
	return b.String()
}

func xlsx(t testing.TB, rows [][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdf makes a document with a page for each text, set in a Chinese font that is named but not embedded.
func pdf(pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	b.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 6+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>")
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R/DW 1000>>")
	object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
	for i, page := range pages {
		var content strings.Builder
		content.WriteString("BT /F1 12 Tf 60 780 Td 18 TL\n")
		for line := range strings.SplitSeq(page, "\n") {
			hex := ""
			for _, unit := range utf16.Encode([]rune(line)) {
				hex += fmt.Sprintf("%04X", unit)
			}
			fmt.Fprintf(&content, "<%s> Tj T*\n", hex)
		}
		content.WriteString("ET")
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 7+2*i)
		object("<</Length %d>>stream\n%s\nendstream", content.Len(), content.String())
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

// box makes a box of the ISO base media format.
func box(kind string, body ...[]byte) []byte {
	all := bytes.Join(body, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(all))), kind...), all...)
}

// pdfBomb is a small PDF whose page unpacks to so many bytes.
func pdfBomb(t testing.TB, size int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	block := bytes.Repeat([]byte("0 0 m 9 9 l "), 1<<16)
	for n := 0; n < size; n += len(block) {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"+
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"+
		"trailer<</Root 1 0 R>>\n", packed.Len(), packed.String())
}

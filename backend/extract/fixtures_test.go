package extract_test

import (
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

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhiheng/backend/extract"
	"zhiheng/backend/officetest/planted"
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
func zipOf(_ testing.TB, parts ...string) []byte { return planted.Zip(parts...) }

const (
	wordNames = planted.WordNames
	wordRels  = planted.WordRels
)

// docx makes a Word document of a body in WordprocessingML and further parts.
func docx(_ testing.TB, body string, more ...string) []byte { return planted.Docx(body, more...) }

// paragraphs turns lines into paragraphs of a Word document.
func paragraphs(text string) string { return planted.Paragraphs(text) }

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
func pdf(pages ...string) []byte { return planted.PDF(pages...) }

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

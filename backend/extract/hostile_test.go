package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// pngHeader is a picture that states a size and holds nothing.
func pngHeader(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = append(binary.BigEndian.AppendUint32(head, height), 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// forgedDocx states that its body unpacks to 100 bytes.
func forgedDocx(t testing.TB, real string) []byte {
	t.Helper()
	data := docx(t, real)
	for i := 0; i+46 < len(data); i++ {
		if bytes.HasPrefix(data[i:], []byte("PK\x01\x02")) && bytes.HasPrefix(data[i+46:], []byte("word/document.xml")) {
			binary.LittleEndian.PutUint32(data[i+24:], 100)
		}
	}
	return data
}

func manyEntries(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("word/%d.xml", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const entities = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>`

func TestHostileFilesAreAResultAndGoodOnesBetweenThemAreRead(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Children = 1; o.Timeout = 10 * time.Second })
	deep := strings.Repeat("<w:p>", 300_000)
	cases := []struct {
		name string
		data []byte
		want extract.Cause // "" if only survival is asked
	}{
		{"bomb.docx", docx(t, paragraphs(strings.Repeat(" ", 40<<20))), extract.CauseTooBig},
		{"forged.docx", forgedDocx(t, paragraphs(strings.Repeat("罚", 1<<20))), extract.CauseDamaged},
		{"entries.docx", manyEntries(t, 25_000), extract.CauseTooBig},
		{"bomb.xlsx", zipOf(t, "xl/workbook.xml", strings.Repeat(" ", 40<<20)), extract.CauseTooBig},
		{"hidden-bomb.xlsx", zipOf(t, "[Content_Types].xml", "<a/>", "xl/workbook.xml", "<workbook/>", "xl/media/image.bin", strings.Repeat("\x00", 140<<20)), extract.CauseTooBig},
		{"entities.docx", zipOf(t, "_rels/.rels", wordRels, "word/document.xml", entities+`<w:document `+wordNames+`><w:t>&b;&x;</w:t></w:document>`), extract.CauseDamaged},
		{"utf16.docx", zipOf(t, "word/document.xml", "\xff\xfe<\x00a\x00/\x00>\x00"), extract.CauseDamaged},
		{"deep.docx", docx(t, deep), extract.CauseDamaged},
		{"attribute.docx", docx(t, `<w:p w:x="`+strings.Repeat("A", 3<<20)+`"/>`), ""},
		{"empty-body.docx", zipOf(t, "word/nothing.xml", "<a/>"), extract.CauseDamaged},
		{"target.docx", zipOf(t, "_rels/.rels", strings.Replace(wordRels, "word/document.xml", "../../../../etc/passwd", 1), "word/document.xml", "<a/>"), extract.CauseDamaged},
		{"deep.html", []byte("<html>" + strings.Repeat("<div>", 100_000) + "文"), extract.CauseDamaged},
		{"huge.png", pngHeader(50_000, 50_000), extract.CauseTooBig},
		{"negative.png", pngHeader(0xFFFFFFFF, 0xFFFFFFFF), extract.CauseDamaged},
		{"loop.tiff", []byte("II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00"), extract.CauseDamaged},
		{"empty.pdf", nil, extract.CauseEmpty},
		{"header.pdf", []byte("%PDF-1.7\n"), extract.CauseDamaged},
		{"video.mp4", append(box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2")), "\xff\xff\xff\xffmoov"...), extract.CauseDamaged},
		{"boxes.mp4", append(box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2")), box("moov", bytes.Repeat(box("free"), 20_000))...), extract.CauseDamaged},
		{"ole.doc", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), extract.CauseUnknown},
		{"noise.bin", noise(4096), extract.CauseUnknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			within(t, 12*time.Second, func() {
				r := read(t, pool, c.name, c.data)
				if c.want != "" && (r.Status != extract.Unreadable || r.Cause != c.want) {
					t.Errorf("status %q, cause %q, want unreadable for %q", r.Status, r.Cause, c.want)
				}
				if r.Status == extract.Unreadable && (r.Reason.Zh == "" || r.Reason.En == "") {
					t.Error("no reason is given")
				}
				if strings.Contains(texts(r), "root:") {
					t.Error("a file outside was read")
				}
			})
			if r := read(t, pool, "后面.txt", []byte(transcript)); r.Status != extract.Read {
				t.Errorf("the good file after it: %q (%v)", r.Status, r.Reason)
			}
		})
	}
}

func noise(n int) []byte {
	random := rand.New(rand.NewPCG(7, 7))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(random.Uint32())
	}
	return out
}

// mutate changes a few bytes, or drops, doubles or cuts a stretch.
func mutate(random *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + random.IntN(8) {
		at := random.IntN(len(out))
		end := min(len(out), at+1+random.IntN(60))
		switch random.IntN(5) {
		case 0:
			out[at] = byte(random.Uint32())
		case 1:
			out[at] ^= 1 << random.IntN(8)
		case 2:
			out = append(out[:at:at], out[end:]...)
		case 3:
			out = append(out[:end:end], out[at:]...)
		case 4:
			copy(out[at:end], "99999999999999999999999999999999")
		}
	}
	return out
}

func TestDamagedFilesNeverHangOrEndTheParent(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 10 * time.Second })
	random := rand.New(rand.NewPCG(2026, 3))
	seeds := map[string][]byte{
		"pdf":  pdf("行政处罚告知书\n当事人：张示例", "第二页"),
		"docx": docx(t, paragraphs(transcript)),
		"xlsx": xlsx(t, [][]any{{"案号", "罚款"}, {"启市监罚〔2026〕7号", 5000}}),
		"png":  smallPNG(t, 40, 30),
	}
	for format, seed := range seeds {
		for i := range 60 {
			data := mutate(random, seed)
			if len(data) == 0 {
				continue
			}
			within(t, 11*time.Second, func() {
				r := read(t, pool, fmt.Sprintf("%d.%s", i, format), data)
				if r.Status == "" || (r.Status == extract.Unreadable && r.Cause == extract.CauseNone) {
					t.Errorf("%s %d: no proper answer: %+v", format, i, r)
				}
				if r.Cause == extract.CauseTimeout {
					t.Errorf("%s %d: ran into the time limit", format, i)
				}
			})
		}
		if r := read(t, pool, "good."+format, seed); r.Status == extract.Unreadable {
			t.Errorf("%s: the sound file is no longer read: %v", format, r.Reason)
		}
	}
}

func smallPNG(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPDFThatUnpacksToHundredsOfMegabytesIsStopped(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 15 * time.Second; o.Children = 1 })
	within(t, 17*time.Second, func() {
		r := read(t, pool, "bomb.pdf", pdfBomb(t, 400<<20))
		if r.Status == extract.Read {
			t.Errorf("status %q", r.Status)
		}
		t.Logf("%s %s", r.Cause, r.Reason.En)
	})
	if r := read(t, pool, "good.pdf", pdf("完好")); r.Status != extract.Read {
		t.Errorf("the good file after it: %v", r.Reason)
	}
}

func TestNamesAreOnlyNames(t *testing.T) {
	pool := newPool(t, nil)
	for _, name := range []string{"../../../../etc/passwd", "/etc/passwd", `C:\Windows\win.ini`, `\\host\share\x.docx`, "a\x00.pdf",
		"单\u202Efdp.docx", "CON", "COM1.txt", strings.Repeat("长", 4096) + ".txt", "", ".", "..", "x.txt ", "-rf", "\xff\xfe"} {
		r := read(t, pool, name, []byte(transcript))
		if r.Media.Format != "txt" || !strings.Contains(texts(r), "张示例") {
			t.Errorf("%q: format %q, status %q", name, r.Media.Format, r.Status)
		}
	}
}

func TestTheContentDecidesNotTheExtension(t *testing.T) {
	pool := newPool(t, nil)
	cases := []struct {
		name, want string
		data       []byte
	}{
		{"告知书.pdf", "html", []byte("<!DOCTYPE html><html><body>文</body></html>")},
		{"告知书.txt", "pdf", pdf("文")},
		{"照片.jpg", "docx", docx(t, paragraphs("文"))},
		{"表.docx", "xlsx", xlsx(t, [][]any{{"文"}})},
		{"双.pdf.exe", "png", smallPNG(t, 2, 2)},
		{"程序.docx", "unknown", append([]byte("MZ\x90\x00\x03\x00\x00\x00"), noise(500)...)},
	}
	for _, c := range cases {
		if r := read(t, pool, c.name, c.data); r.Media.Format != c.want {
			t.Errorf("%s: %q, want %q", c.name, r.Media.Format, c.want)
		}
	}
}

func TestACancelledReadingEndsAtOnce(t *testing.T) {
	pool := newPool(t, func(o *extract.Options) { o.Timeout = 15 * time.Second; o.Children = 1 })
	path := put(t, pdfBomb(t, 400<<20))
	read(t, pool, "good.pdf", pdf("完好"))
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	within(t, 3*time.Second, func() {
		if _, err := pool.Read(ctx, path, "bomb.pdf"); fault.KindOf(err) != fault.Cancelled {
			t.Errorf("%v", err)
		}
	})
	if r := read(t, pool, "good.pdf", pdf("完好")); r.Status != extract.Read {
		t.Errorf("the next file: %v", r.Reason)
	}
}

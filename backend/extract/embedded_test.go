package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/officetest/planted"
)

// adding is a zip file with one part more.
func adding(t *testing.T, data []byte, name string, part []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	add, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = add.Write(part)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// scan is the picture of a page with a text on it.
func scan(t *testing.T, pool *extract.Pool, text string, width int) []byte {
	t.Helper()
	data, _, err := pool.PageImage(context.Background(), put(t, pdf(text)), 1, width)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPicturesWithinDocumentsAreFurtherPages(t *testing.T) {
	pool := newPool(t, nil)
	first, second := scan(t, pool, "现场检查笔录", 900), scan(t, pool, "送达回证", 700)
	tiny := scan(t, pool, "章", 100)
	for name, c := range map[string]struct {
		data   []byte
		folder string
	}{
		"a.docx": {planted.Docx(planted.Paragraphs("正文在此")), "word/media/"}, "a.pptx": {planted.Slides("正文在此"), "ppt/media/"}, "a.odt": {planted.OpenText("正文在此"), "Pictures/"},
		"a.xlsx": {planted.Sheet("正文在此"), "xl/media/"},
	} {
		data := adding(t, c.data, c.folder+"image10.jpeg", second)
		data = adding(t, data, c.folder+"image2.jpg", first)
		data = adding(t, data, c.folder+"image3.jpg", first) // the same once more
		data = adding(t, data, c.folder+"image1.png", tiny)
		data = adding(t, data, c.folder+"drawing.emf", make([]byte, 20_000))
		data = adding(t, data, c.folder+"note.xml", []byte("<a/>"))
		r := read(t, pool, name, data)
		n := len(r.Pages)
		if r.Status != extract.Read || r.Cause != extract.CauseNone || n < 4 || !strings.Contains(r.Pages[0].Text, "正文在此") || !slices.Equal(r.Unread(), []int{n - 2, n - 1, n}) || r.PageCount != n {
			t.Errorf("%s: %s %s, unread %v of %d pages", name, r.Status, r.Cause, r.Unread(), n)
			continue
		}
		widths := map[int]int{}
		for _, page := range r.Unread() {
			drawn, _, err := pool.PageImage(context.Background(), put(t, data), page, 2000)
			if err != nil {
				if fault.KindOf(err) != fault.Unreadable {
					t.Errorf("%s page %d: %v", name, page, err)
				}
				continue
			}
			config, _, err := image.DecodeConfig(bytes.NewReader(drawn))
			if err != nil {
				t.Fatal(err)
			}
			widths[config.Width]++
		}
		if widths[900] != 1 || widths[700] != 1 || len(widths) != 2 {
			t.Errorf("%s: drew pictures of widths %v", name, widths)
		}
		if _, _, err := pool.PageImage(context.Background(), put(t, data), 1, 500); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: a page of text is drawn as a picture: %v", name, err)
		}
	}
	only := read(t, pool, "b.docx", adding(t, planted.Docx(""), "word/media/image1.jpg", first))
	if only.Status != extract.NoText || only.Cause != extract.CauseNone || !slices.Equal(only.Unread(), []int{1}) {
		t.Errorf("nothing but a picture: %+v", only)
	}
}

func TestWhatIsNotLookedAtInOldDocumentsIsTold(t *testing.T) {
	pool := newPool(t, nil)
	with := planted.RTF(936, `\'d5\'fd\'ce\'c4{\pict\jpegblip `+strings.Repeat("ffd8ab0123456789\n", 2000)+`}`)
	if r := read(t, pool, "a.rtf", []byte(with)); r.Status != extract.Read || r.Cause != extract.CauseNotYet || !strings.Contains(r.Reason.Zh, "图片") {
		t.Errorf("%s %s %+v", r.Status, r.Cause, r.Reason)
	}
	if r := read(t, pool, "a.rtf", []byte(planted.RTF(936, `\'d5\'fd\'ce\'c4`))); r.Cause != extract.CauseNone {
		t.Errorf("without a picture: %s", r.Cause)
	}
}

// frames is a TIFF file of several grey pages.
func frames(order binary.ByteOrder, mark string, pages ...*image.Gray) []byte {
	out := append([]byte(mark), 0, 0, 0, 0, 0, 0)
	order.PutUint16(out[2:], 42)
	link := 4
	for _, p := range pages {
		at := len(out)
		out = append(out, p.Pix...)
		for len(out)%2 != 0 {
			out = append(out, 0)
		}
		order.PutUint32(out[link:], uint32(len(out)))
		w, h := uint32(p.Rect.Dx()), uint32(p.Rect.Dy())
		tags := [][3]uint32{{256, 4, w}, {257, 4, h}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1}, {273, 4, uint32(at)}, {277, 3, 1}, {278, 4, h}, {279, 4, w * h}}
		head := make([]byte, 2+12*len(tags)+4)
		order.PutUint16(head, uint16(len(tags)))
		for i, tag := range tags {
			entry := head[2+12*i:]
			order.PutUint16(entry, uint16(tag[0]))
			order.PutUint16(entry[2:], uint16(tag[1]))
			order.PutUint32(entry[4:], 1)
			if tag[1] == 3 {
				order.PutUint16(entry[8:], uint16(tag[2]))
			} else {
				order.PutUint32(entry[8:], tag[2])
			}
		}
		link = len(out) + len(head) - 4
		out = append(out, head...)
	}
	return out
}

func grey(t *testing.T, data []byte) *image.Gray {
	t.Helper()
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, decoded.Bounds().Dx(), decoded.Bounds().Dy()))
	draw.Draw(g, g.Rect, decoded, decoded.Bounds().Min, draw.Src)
	return g
}

func TestEachPageOfATiffIsAPage(t *testing.T) {
	pool := newPool(t, nil)
	dark := image.NewGray(image.Rect(0, 0, 60, 40))
	light := image.NewGray(image.Rect(0, 0, 80, 40))
	draw.Draw(light, light.Rect, image.White, image.Point{}, draw.Src)
	for mark, order := range map[string]binary.ByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
		data := frames(order, mark, dark, light, dark)
		r := read(t, pool, "a.tif", data)
		if r.Status != extract.NoText || r.PageCount != 3 || !slices.Equal(r.Unread(), []int{1, 2, 3}) {
			t.Fatalf("%s: %s, %d pages, unread %v, %v", mark, r.Status, r.PageCount, r.Unread(), r.Reason)
		}
		for page, want := range []uint8{0, 255, 0} {
			drawn, _, err := pool.PageImage(context.Background(), put(t, data), page+1, 500)
			if err != nil {
				t.Fatal(err)
			}
			if got := color.GrayModel.Convert(grey(t, drawn).At(20, 20)).(color.Gray).Y; int(got)-int(want) > 4 || int(want)-int(got) > 4 {
				t.Errorf("%s page %d is %d, not %d", mark, page+1, got, want)
			}
		}
		if _, _, err := pool.PageImage(context.Background(), put(t, data), 4, 500); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a fourth page: %v", err)
		}
		round := bytes.Clone(data)
		order.PutUint32(round[len(round)-4:], order.Uint32(round[4:])) // the last leads back to the first
		if r := read(t, pool, "a.tif", round); r.PageCount != 3 {
			t.Errorf("in a circle: %d pages", r.PageCount)
		}
	}
}

func TestPlantedWordsAreReadOffPicturesWithinDocumentsAndOffEachPageOfATiff(t *testing.T) {
	ocr := extract.OCR{}
	if _, err := ocr.Ready(context.Background()); err != nil {
		t.Skipf("%v: apt-get install tesseract-ocr tesseract-ocr-chi-sim", err)
	}
	pool := newPool(t, nil)
	pasted, other := scan(t, pool, "现场检查笔录\n鱼丸超过保质期", 1600), scan(t, pool, "送达回证\n受送达人签收", 1600)
	for _, c := range []struct {
		name  string
		data  []byte
		words map[int]string
	}{
		{"a.docx", adding(t, planted.Docx(planted.Paragraphs("正文")), "word/media/image1.jpeg", pasted), map[int]string{2: "鱼丸超过保质期"}},
		{"a.tif", frames(binary.LittleEndian, "II", grey(t, pasted), grey(t, other)), map[int]string{1: "鱼丸超过保质期", 2: "受送达人"}},
	} {
		for page, word := range c.words {
			drawn, _, err := pool.PageImage(context.Background(), put(t, c.data), page, 2480)
			if err != nil {
				t.Fatal(err)
			}
			found, err := ocr.Recognise(context.Background(), drawn)
			if err != nil {
				t.Fatal(err)
			}
			if found.Text == "" {
				t.Skip("nothing was drawn: no font that can show Chinese is installed (fonts-wqy-microhei)")
			}
			if !strings.Contains(found.Text, word) {
				t.Errorf("%s page %d: %q", c.name, page, found.Text)
			}
		}
	}
}

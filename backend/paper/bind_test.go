package paper_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// filed writes a file of the test's folder.
func filed(t testing.TB, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// written is a paper of a few pages whose text names it.
func written(t testing.TB, title string, pages int) []byte {
	t.Helper()
	d := paper.Document{Title: title, Meta: paper.Meta{Creator: "启新市市场监督管理局"}}
	for n := range pages {
		if n > 0 {
			d.Blocks = append(d.Blocks, paper.PageBreak{})
		}
		d.Blocks = append(d.Blocks, paper.Paragraph{Text: fmt.Sprintf("%s第%d页，当事人𬭎𠮷公司、䶮某。", title, n+1)})
	}
	data, err := paper.PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func bind(t testing.TB, v paper.Volume) ([]byte, []int) {
	t.Helper()
	var out bytes.Buffer
	pages, err := v.Bind(&out, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), pages
}

func TestABoundVolumeHoldsEveryPageWithItsNumberAndBookmark(t *testing.T) {
	dir := t.TempDir()
	v := paper.Volume{Title: "案卷", Parts: []paper.VolumePart{
		{Path: filed(t, dir, "cover.pdf", written(t, "封面", 1)), Title: "封面", Level: 1},
		{Path: filed(t, dir, "a.pdf", written(t, "立案审批表", 2)), Title: "立案审批表", Level: 1, Numbered: true},
		{Path: filed(t, dir, "b.pdf", written(t, "询问笔录", 3)), Title: "询问笔录", Level: 2, Numbered: true},
	}}
	data, counts := bind(t, v)
	if fmt.Sprint(counts) != "[1 2 3]" {
		t.Fatalf("pages of the parts: %v", counts)
	}
	pages, bookmarks, err := newReader(t).pages(data)
	if err != nil || len(pages) != 6 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	if got := strings.Join(bookmarks, "|"); got != "封面|立案审批表|  询问笔录" {
		t.Errorf("bookmarks: %s", got)
	}
	for i, want := range []string{"封面第1页", "立案审批表第1页", "立案审批表第2页", "询问笔录第1页", "询问笔录第2页", "询问笔录第3页"} {
		text := strings.Join(strings.Fields(pages[i]), "")
		if !strings.Contains(text, want) || !strings.Contains(text, "𬭎𠮷公司、䶮某") {
			t.Errorf("page %d reads %q", i+1, text)
		}
		if numbered := strings.HasSuffix(text, fmt.Sprint(i)); i > 0 && !numbered {
			t.Errorf("page %d does not end in its number: %q", i+1, text)
		}
	}
	if again, _ := bind(t, v); !bytes.Equal(data, again) {
		t.Error("the same parts give other bytes")
	}
}

func TestAnotherReaderOpensAVolume(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	dir := t.TempDir()
	turned := bytes.Replace(written(t, "横版照片", 1), []byte("/Resources"), []byte("/Rotate 90/Resources"), 1)
	picture, err := paper.PicturePages("照片", paper.Meta{}, []paper.Picture{{Data: photo(t, 900, 300), Caption: "现场照片"}, {Data: photo(t, 300, 900)}})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := bind(t, paper.Volume{Title: "案卷", Duplex: true, Parts: []paper.VolumePart{
		{Path: filed(t, dir, "a.pdf", repaired(t, qpdf, dir, turned)), Title: "横版", Level: 1, Numbered: true},
		{Path: filed(t, dir, "b.pdf", picture), Title: "照片", Level: 1, Numbered: true},
	}})
	path := filed(t, dir, "volume.pdf", data)
	if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	outline, err := exec.Command(qpdf, "--json", "--json-key=outlines", path).Output()
	if err != nil || !bytes.Contains(outline, []byte(`"destpageposfrom1": 2`)) {
		t.Errorf("the second bookmark leads elsewhere: %s %v", outline, err)
	}
}

// repaired has qpdf write a file anew with object streams, as other programs do, and its offsets put right.
func repaired(t *testing.T, qpdf, dir string, data []byte) []byte {
	t.Helper()
	in, out := filed(t, dir, "in.pdf", data), filepath.Join(dir, "out.pdf")
	if err := exec.Command(qpdf, "--warning-exit-0", "--object-streams=generate", in, out).Run(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func photo(t testing.TB, width, height int) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			picture.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNothingButTheDrawingIsTakenOver(t *testing.T) {
	source := written(t, "告知书", 1)
	evil := bytes.Replace(source, []byte("/Type/Catalog"), []byte("/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), 1)
	evil = bytes.Replace(evil, []byte("/Type/Page/"), []byte("/Type/Page/AA<</O<</S/URI/URI(http://evil.example)>>>>/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>]/"), 1)
	dir := t.TempDir()
	data, _ := bind(t, paper.Volume{Title: "案卷", Parts: []paper.VolumePart{{Path: filed(t, dir, "evil.pdf", evil), Title: "告知书", Level: 1}}})
	for _, trace := range []string{"JavaScript", "alert", "evil.example", "Launch", "calc.exe", "OpenAction", "/AA"} {
		if bytes.Contains(data, []byte(trace)) {
			t.Errorf("%s was taken over", trace)
		}
		if !bytes.Contains(evil, []byte(trace)) {
			t.Errorf("%s was not there to begin with", trace)
		}
	}
}

func TestWhatIsNoPDFIsUnreadable(t *testing.T) {
	sound := written(t, "决定书", 2)
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("不是 PDF"), "cut": sound[:len(sound)/3], "zeros": make([]byte, 5000)} {
		if _, err := paper.PageCount(bytes.NewReader(data)); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n, err := paper.PageCount(bytes.NewReader(sound)); n != 2 || err != nil {
		t.Errorf("%d pages, %v", n, err)
	}
}

func TestDamagedFilesNeverBreakTheBinder(t *testing.T) {
	sound, dir := written(t, "询问笔录", 2), t.TempDir()
	for i := 0; i < len(sound); i += 97 {
		damaged := bytes.Clone(sound)
		copy(damaged[i:], []byte{0, 255, byte(i)})
		path := filed(t, dir, "damaged.pdf", damaged)
		var out bytes.Buffer
		_, err := paper.Volume{Parts: []paper.VolumePart{{Path: path, Title: "x", Level: 1}}}.Bind(&out, nil)
		if err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Fatalf("at %d: %v", i, err)
		}
	}
}

// TestAThickDossierIsBoundInTime: 500 pages of 40 papers in one PDF in less than ten seconds.
func TestAThickDossierIsBoundInTime(t *testing.T) {
	dir := t.TempDir()
	v := paper.Volume{Title: "案卷"}
	for i := range 40 {
		pages := 12 + i%2 // 500 in all
		v.Parts = append(v.Parts, paper.VolumePart{Path: filed(t, dir, fmt.Sprintf("%d.pdf", i), written(t, fmt.Sprintf("材料%d", i+1), pages)), Title: fmt.Sprintf("材料%d", i+1), Level: 1, Numbered: true})
	}
	begun := time.Now()
	data, _ := bind(t, v)
	took := time.Since(begun)
	if n, err := paper.PageCount(bytes.NewReader(data)); n != 500 || err != nil {
		t.Fatalf("%d pages, %v", n, err)
	}
	if t.Logf("500 pages of 40 papers in %v, %d bytes", took, len(data)); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

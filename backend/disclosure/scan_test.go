package disclosure_test

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/jpeg" // a covered scan
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// scanned prints a page, scans it, and finds by reading it where a text stands.
func scanned(t *testing.T, lines []string, word string) (png string, box disclosure.Box) {
	t.Helper()
	for _, name := range []string{"pdftoppm", "pdftotext", "tesseract"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name + " is not installed: apt install poppler-utils tesseract-ocr-chi-sim")
		}
	}
	doc := paper.Document{Title: "询问笔录"}
	for _, line := range lines {
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: line, Flush: true})
	}
	raw, err := paper.PDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	pdf := filepath.Join(dir, "scan.pdf")
	if err := os.WriteFile(pdf, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	program(t, "pdftoppm", "-r", "150", "-png", "-singlefile", pdf, filepath.Join(dir, "scan"))
	for _, line := range strings.Split(program(t, "pdftotext", "-bbox", pdf, "-"), "\n") {
		if !strings.Contains(line, ">"+word) {
			continue
		}
		at := map[string]float64{}
		for _, m := range regexp.MustCompile(`(xMin|yMin|xMax|yMax)="([0-9.]+)"`).FindAllStringSubmatch(line, -1) {
			at[m[1]], _ = strconv.ParseFloat(m[2], 64)
		}
		const scale = 150.0 / 72
		box = disclosure.Box{X: int(at["xMin"]*scale) - 4, Y: int(at["yMin"]*scale) - 4, Wide: int((at["xMax"]-at["xMin"])*scale) + 8, High: int((at["yMax"]-at["yMin"])*scale) + 8}
	}
	if box.Wide == 0 {
		t.Fatalf("%s stands nowhere", word)
	}
	return filepath.Join(dir, "scan.png"), box
}

func TestNothingUnderABoxOfAScanCanBeRead(t *testing.T) {
	png, box := scanned(t, []string{"当事人陈述如下", "320681198503121237", "以上笔录属实"}, "320681198503121237")
	raw, err := os.ReadFile(png)
	if err != nil {
		t.Fatal(err)
	}
	if before := program(t, "tesseract", png, "-", "-l", "chi_sim"); !strings.Contains(strings.ReplaceAll(before, " ", ""), "320681198503121237") {
		t.Fatalf("the reader does not read the scan as it is: %s", before)
	}
	covered, err := disclosure.CoverScan(bytes.NewReader(raw), []disclosure.Box{box})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "covered.jpg")
	if err := os.WriteFile(out, covered, 0o600); err != nil {
		t.Fatal(err)
	}
	after := strings.ReplaceAll(program(t, "tesseract", out, "-", "-l", "chi_sim"), " ", "")
	if regexp.MustCompile(`[0-9]{4}`).MatchString(after) || !strings.Contains(after, "笔录属实") {
		t.Errorf("after covering it reads: %s", after)
	}
	img, _, err := image.Decode(bytes.NewReader(covered))
	if err != nil {
		t.Fatal(err)
	}
	for x := box.X + 8; x < box.X+box.Wide-8; x += 3 { // well inside: the edge is blurred
		for y := box.Y + 8; y < box.Y+box.High-8; y += 3 {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b > 3*0x1800 {
				t.Fatalf("the pixel %d,%d under the box is not black", x, y)
			}
		}
	}
	if notes := program(t, "exiftool", "-a", "-G1", "-EXIF:all", "-XMP:all", "-IPTC:all", out); strings.TrimSpace(notes) != "" {
		t.Errorf("the picture carries %s", notes)
	}
}

func TestABoxThatCoversNothingIsRefused(t *testing.T) {
	for _, text := range []string{"", "1,2,3", "1,2,3,x", "-1,2,3,4", "1,2,0,4"} {
		if _, err := disclosure.ParseBox(text); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := disclosure.CoverScan(bytes.NewReader(noted(t)), []disclosure.Box{{X: 5000, Y: 1, Wide: 2, High: 2}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("outside the picture: %v", err)
	}
	if _, err := disclosure.CoverScan(strings.NewReader("no picture"), nil); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("no picture: %v", err)
	}
}

// officeCells are the cells of a sheet as LibreOffice has loaded them: their type and text, line by line.
func officeCells(t *testing.T, path string) (rows [][][2]string) {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "fods", "--outdir", dir, path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	raw, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))+".fods"))
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Rows []struct {
			Cells []struct {
				Type    string   `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type,attr"`
				Formula string   `xml:"formula,attr"`
				Text    []string `xml:"p"`
			} `xml:"table-cell"`
		} `xml:"body>spreadsheet>table>table-row"`
	}
	if err := xml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for _, r := range doc.Rows {
		var row [][2]string
		for _, c := range r.Cells {
			if c.Formula != "" {
				t.Errorf("a formula: %s", c.Formula)
			}
			row = append(row, [2]string{c.Type, strings.Join(c.Text, "\n")})
		}
		rows = append(rows, row)
	}
	return rows
}

// TestAReportLoadsInLibreOfficeAsTexts hands the report in the form of the national platform to the program that most receivers use.
func TestAReportLoadsInLibreOfficeAsTexts(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed: apt install libreoffice-calc")
	}
	o := newOffice(t)
	first, _ := o.bothUploaded()
	name, content, err := o.ExportForm(bg, o.publisher, []string{first}, "credit", "sgs2018", false)
	o.check(err)
	path := filepath.Join(t.TempDir(), name)
	o.check(os.WriteFile(path, content, 0o600))
	rows := officeCells(t, path)
	var all []string
	for _, c := range rows[1] {
		if c[1] != "" && c[0] != "string" {
			t.Errorf("%q is loaded as %s", c[1], c[0])
		}
		all = append(all, c[1])
	}
	for _, want := range []string{"启虚监处罚〔2026〕12号", "91320681MA1ABCD2XX", "320681198503121237", "12.000000", "0.350000", "2026/04/29"} {
		found := false
		for _, text := range all {
			found = found || text == want
		}
		if !found {
			t.Errorf("%s is not among %q", want, all)
		}
	}
}

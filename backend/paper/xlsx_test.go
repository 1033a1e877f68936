package paper_test

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

func atoi(t fataler, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return n
}

// register is a small list of decisions with every kind of column.
func register() paper.Sheet {
	return paper.Sheet{Name: "处罚台账",
		Columns: []paper.Column{{Title: "当事人"}, {Title: "页数", Kind: paper.IntegerColumn}, {Title: "罚款(元)", Kind: paper.DecimalColumn, Places: 2},
			{Title: "决定日期", Kind: paper.DateColumn, Width: 14}},
		Rows: [][]paper.Cell{
			{paper.Text("东屿㛃记运输部"), paper.Number(12), paper.Number(3000050), paper.Day(time.Date(2026, 3, 12, 23, 59, 0, 0, time.FixedZone("", 8*3600)))},
			{paper.Text("=HYPERLINK(\"x\")"), {}, paper.Number(-5), paper.Text("不详")},
			{paper.Text("91320681MA1ABCD2XX")},
			{paper.Text("民国"), paper.Number(0), paper.Number(0), paper.Day(time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC))},
		}}
}

func workbook(sheets ...paper.Sheet) paper.Workbook {
	return paper.Workbook{Title: "行政处罚台账", Sheets: sheets, Meta: paper.Meta{Creator: "东屿县交通运输局", Created: made}}
}

func mustXLSX(t fataler, wb paper.Workbook) []byte {
	t.Helper()
	file, err := paper.XLSX(wb)
	if err != nil {
		t.Fatalf("xlsx: %v", err)
	}
	return file
}

// open reads a workbook with the reading half of the library.
func open(t fataler, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("cannot read back: %v", err)
	}
	return f
}

func TestXLSXCellsHaveTheirTypes(t *testing.T) {
	f := open(t, mustXLSX(t, workbook(register())))
	defer f.Close()
	for _, c := range []struct{ at, shown, raw string }{
		{"A1", "当事人", "当事人"}, {"A2", "东屿㛃记运输部", "东屿㛃记运输部"}, {"A3", `=HYPERLINK("x")`, `=HYPERLINK("x")`}, {"A4", "91320681MA1ABCD2XX", "91320681MA1ABCD2XX"},
		{"B2", "12", "12"}, {"B3", "", ""}, {"B5", "0", "0"}, {"C2", "30000.50", "30000.5"}, {"C3", "-0.05", "-0.05"},
		{"D2", "2026-03-12", "46093"}, {"D3", "不详", "不详"}, {"D5", "1899-12-31", "1899-12-31"},
	} {
		shown, _ := f.GetCellValue("处罚台账", c.at)
		raw, _ := f.GetCellValue("处罚台账", c.at, excelize.Options{RawCellValue: true})
		if shown != c.shown || raw != c.raw {
			t.Errorf("%s shows %q (raw %q), want %q (raw %q)", c.at, shown, raw, c.shown, c.raw)
		}
		if formula, _ := f.GetCellFormula("处罚台账", c.at); formula != "" {
			t.Errorf("%s is the formula %q", c.at, formula)
		}
	}
	panes, err := f.GetPanes("处罚台账")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	given, _ := f.GetColWidth("处罚台账", "D")
	measured, _ := f.GetColWidth("处罚台账", "A")
	if given != 14 || measured != 20 { // 91320681MA1ABCD2XX is 18 wide
		t.Errorf("widths %v and %v", given, measured)
	}
}

func TestXLSXKeepsToTheListOfPartsAndAttributes(t *testing.T) {
	second := register()
	second.Name = "二"
	parts := unzip(t, mustXLSX(t, workbook(register(), second)))
	want := []string{"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
		"xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
	if got := names(parts); !slices.Equal(got, want) {
		t.Fatalf("parts %v", got)
	}
	allowed := strings.Fields(`c c@r c@s c@t col col@customWidth col@max col@min col@style col@width cols dimension dimension@ref pane pane@activePane
		pane@state pane@topLeftCell pane@ySplit row row@r sheetData sheetFormatPr sheetFormatPr@defaultRowHeight sheetView sheetView@tabSelected
		sheetView@workbookViewId sheetViews v worksheet`)
	for _, word := range vocabulary(t, "sheet1.xml", parts["xl/worksheets/sheet1.xml"]) {
		if !slices.Contains(allowed, word) {
			t.Errorf("sheet1.xml has %s", word)
		}
	}
	if got := vocabulary(t, "app.xml", parts["docProps/app.xml"]); !slices.Equal(got, []string{"Properties"}) {
		t.Errorf("app.xml has %v", got)
	}
	for _, word := range vocabulary(t, "workbook.xml", parts["xl/workbook.xml"]) {
		if strings.HasPrefix(word, "definedName") || strings.HasPrefix(word, "externalReference") || strings.HasPrefix(word, "absPath") {
			t.Errorf("workbook.xml has %s", word)
		}
	}
	noTrace(t, parts)
	if got, want := properties(t, parts), map[string]string{"title": "行政处罚台账", "creator": "东屿县交通运输局",
		"created": "2026-03-12T09:30:05Z", "modified": "2026-03-12T09:30:05Z"}; !maps.Equal(got, want) {
		t.Errorf("properties %v", got)
	}
}

func TestXLSXIsTheSameBytesAgain(t *testing.T) {
	first := mustXLSX(t, workbook(register()))
	for range 5 {
		if !bytes.Equal(first, mustXLSX(t, workbook(register()))) {
			t.Fatal("two runs differ")
		}
	}
}

func TestXLSXGivesBackAnyTextAndNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		n := rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "n")
		places := rapid.IntRange(0, 9).Draw(t, "places")
		column := paper.Column{Title: s, Kind: paper.DecimalColumn, Places: places}
		sheet := paper.Sheet{Name: "a", Columns: []paper.Column{{Title: s}, column}, Rows: [][]paper.Cell{{paper.Text(s), paper.Number(n)}}}
		file := mustXLSX(t, workbook(sheet))
		f := open(t, file)
		defer f.Close()
		for at, want := range map[string]string{"A1": paper.Clean(s), "A2": paper.Clean(s), "B2": paper.Number(n).String(column)} {
			if got, _ := f.GetCellValue("a", at); got != want {
				t.Fatalf("%s: got %q, want %q", at, got, want)
			}
		}
		walk(t, "sheet1.xml", unzip(t, file)["xl/worksheets/sheet1.xml"], func(token xml.Token) {
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "f" {
				t.Fatalf("a formula out of %q", s)
			}
		})
	})
}

func TestXLSXKeepsCharacterCodesApart(t *testing.T) {
	texts := []string{"_x0041_", "A", "_x005F_x0041_", "_x0041_x0042_", "_xD800_", "_x005f_", "_x", "a_x000D_b", "0", "1"}
	sheet := paper.Sheet{Name: "a", Columns: []paper.Column{{Title: "1"}}}
	for _, s := range texts {
		sheet.Rows = append(sheet.Rows, []paper.Cell{paper.Text(s)})
	}
	f := open(t, mustXLSX(t, workbook(sheet)))
	defer f.Close()
	rows, err := f.GetCols("a")
	if err != nil || !slices.Equal(rows[0][1:], texts) {
		t.Fatalf("got %q, %v", rows, err)
	}
}

func TestXLSXRefusesWhatItCannotHold(t *testing.T) {
	one := func(kind paper.Kind, c paper.Cell) paper.Sheet {
		return paper.Sheet{Name: "a", Columns: []paper.Column{{Title: "t", Kind: kind}}, Rows: [][]paper.Cell{{c}}}
	}
	named := func(name string) paper.Sheet { return paper.Sheet{Name: name, Columns: []paper.Column{{Title: "t"}}} }
	cases := map[string]paper.Workbook{
		"no sheet":         workbook(),
		"no columns":       workbook(paper.Sheet{Name: "a"}),
		"no name":          workbook(named("")),
		"long name":        workbook(named(strings.Repeat("表", 32))),
		"slash in name":    workbook(named("a/b")),
		"control in name":  workbook(named("a\x01")),
		"same name":        workbook(named("Ab"), named("aB")),
		"too many cells":   workbook(paper.Sheet{Name: "a", Columns: []paper.Column{{}}, Rows: [][]paper.Cell{{paper.Text("1"), paper.Text("2")}}}),
		"number in text":   workbook(one(paper.TextColumn, paper.Number(1))),
		"day in integer":   workbook(one(paper.IntegerColumn, paper.Day(made))),
		"sixteen digits":   workbook(one(paper.IntegerColumn, paper.Number(1_000_000_000_000_000))),
		"long text":        workbook(one(paper.TextColumn, paper.Text(strings.Repeat("长", 32768)))),
		"long with astral": workbook(one(paper.TextColumn, paper.Text(strings.Repeat("𠮷", 16384)))),
	}
	for name, wb := range cases {
		if _, err := paper.XLSX(wb); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, s := range map[string]string{"full text": strings.Repeat("长", 32767), "full astral": strings.Repeat("𠮷", 16383)} {
		f := open(t, mustXLSX(t, workbook(one(paper.TextColumn, paper.Text(s)))))
		if got, _ := f.GetCellValue("a", "A2"); got != s {
			t.Errorf("%s came back %d bytes long, not %d", name, len(got), len(s))
		}
		f.Close()
	}
}

// BenchmarkXLSX writes 2000 rows of ten columns.
func BenchmarkXLSX(b *testing.B) {
	sheet := paper.Sheet{Name: "a", Columns: make([]paper.Column, 10)}
	for range 2000 {
		row := make([]paper.Cell, 10)
		for i := range row {
			row[i] = paper.Text("东屿县交通运输局" + strconv.Itoa(len(sheet.Rows)*10+i))
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	for b.Loop() {
		if _, err := paper.XLSX(workbook(sheet)); err != nil {
			b.Fatal(err)
		}
	}
}

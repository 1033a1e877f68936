package paper_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

func mustCSV(t fataler, s paper.Sheet, e paper.Encoding) string {
	t.Helper()
	out, err := paper.CSV(s, e)
	if err != nil {
		t.Fatalf("csv: %v", err)
	}
	return string(out)
}

func TestCSVIsWrittenByRFC4180(t *testing.T) {
	sheet := paper.Sheet{Name: "a", Columns: []paper.Column{{Title: "当事人"}, {Title: "罚款", Kind: paper.DecimalColumn, Places: 2}, {Title: "日期", Kind: paper.DateColumn}},
		Rows: [][]paper.Cell{
			{paper.Text(`苏"某",甲`), paper.Number(-5), paper.Day(time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC))},
			{paper.Text("-5"), paper.Text("-5"), paper.Text("两\n行")},
			{paper.Text(" 空 ")},
		}}
	want := "\uFEFF当事人,罚款,日期\r\n" +
		`"苏""某"",甲",-0.05,2026-03-12` + "\r\n" +
		`"'-5","'-5","两` + "\n" + `行"` + "\r\n" +
		`" 空 ","",""` + "\r\n"
	if got := mustCSV(t, sheet, paper.UTF8); got != want {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().String(mustCSV(t, sheet, paper.GB18030))
	if err != nil || gb != strings.TrimPrefix(want, "\uFEFF") {
		t.Fatalf("GB 18030: %q, %v", gb, err)
	}
}

func TestCSVTextIsNeverAFormula(t *testing.T) {
	for _, text := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", " =1", "　=1", "\u00a0=1", "\u200b=1", "\ufeff=1",
		`"=1`, `'=1`, `",=1`, ",=1", ";=1", "；=1", `" =1`, "''=1", "“=1", "|=1", "-2+3+cmd|' /C calc'!A0", `=HYPERLINK("http://x")`, "@", "=", "\t", "\r\n", "\x00=1", "\x1b=1",
	} {
		cell := paper.Text(text)
		out := mustCSV(t, paper.Sheet{Name: "a", Columns: []paper.Column{{Title: text}}, Rows: [][]paper.Cell{{cell}}}, paper.UTF8)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\uFEFF"))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %d rows, %v", text, len(rows), err)
		}
		for _, row := range rows {
			if len(row) != 1 || !strings.HasPrefix(row[0], "'") || paper.Plain(row[0]) != paper.Clean(text) {
				t.Errorf("%q became %q", text, row)
			}
		}
	}
	for _, text := range []string{"", "苏某", "2026-03-12", "东交罚〔2026〕3号", "a=b", "1-2", "'", "''", "O'Neil", "'引'", " ", "12.5", "（-5）", "100%"} {
		if got := paper.Neutral(text); got != text {
			t.Errorf("the harmless %q became %q", text, got)
		}
	}
}

func TestNeutralCanBeUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strangeText().Draw(t, "s")
		if got := paper.Plain(paper.Neutral(s)); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

func TestCSVGivesBackAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, other := strangeText().Draw(t, "s"), strangeText().Draw(t, "other")
		sheet := paper.Sheet{Name: "a", Columns: []paper.Column{{Title: s}, {Title: "b"}}, Rows: [][]paper.Cell{{paper.Text(other), paper.Text(s)}}}
		for _, e := range []paper.Encoding{paper.UTF8, paper.GB18030} {
			if e == paper.GB18030 && strings.ContainsFunc(s+other, func(r rune) bool { return unicode.Is(unicode.Co, r) }) {
				continue // see TestCSVInGB18030RefusesWhatWouldChange
			}
			out := mustCSV(t, sheet, e)
			if e == paper.GB18030 {
				decoded, err := simplifiedchinese.GB18030.NewDecoder().String(out)
				if err != nil {
					t.Fatalf("GB 18030: %v", err)
				}
				out = decoded
			} else {
				out = strings.TrimPrefix(out, "\uFEFF")
			}
			rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
			if err != nil || len(rows) != 2 {
				t.Fatalf("%d rows, %v, out of %q", len(rows), err, out)
			}
			for at, pair := range [][2]string{{rows[0][0], s}, {rows[1][0], other}, {rows[1][1], s}} {
				if got, want := paper.Plain(pair[0]), paper.Clean(pair[1]); got != want {
					t.Fatalf("encoding %d, cell %d: %q, want %q", e, at, got, want)
				}
			}
		}
	})
}

func TestCSVInGB18030RefusesWhatWouldChange(t *testing.T) {
	for text, want := range map[string]fault.Kind{"\ue000": fault.Invalid, "㛃䶮𬭎𠮷": ""} {
		_, err := paper.CSV(paper.Sheet{Name: "a", Columns: []paper.Column{{Title: text}}}, paper.GB18030)
		if got := fault.KindOf(err); got != want {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestCSVRefusesValuesOfAnotherType(t *testing.T) {
	_, err := paper.CSV(paper.Sheet{Name: "a", Columns: []paper.Column{{Title: "t"}}, Rows: [][]paper.Cell{{paper.Number(1)}}}, paper.UTF8)
	if fault.KindOf(err) != fault.Invalid {
		t.Fatal(err)
	}
	if got := paper.Number(-9223372036854775808).String(paper.Column{Kind: paper.DecimalColumn, Places: 3}); got != "-9223372036854775.808" {
		t.Fatalf("smallest number: %s", got)
	}
}

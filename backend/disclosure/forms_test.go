package disclosure_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// sheetOf reads a workbook that holds nothing but texts: no cell is a number, a date or a formula.
func sheetOf(t *testing.T, content []byte) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	name := book.GetSheetName(0)
	rows, err := book.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c := range row {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			kind, _ := book.GetCellType(name, cell)
			formula, _ := book.GetCellFormula(name, cell)
			if kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString && row[c] != "" || formula != "" {
				t.Errorf("%s is no text: %v %q %q", cell, kind, row[c], formula)
			}
		}
	}
	return rows
}

func TestTheReportInTheFormThatADestinationAsksFor(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	for form, c := range map[string]struct {
		destination string
		columns     int
		want        map[string]string
	}{
		"sgs2018":     {"credit", 30, map[string]string{"罚款金额（万元）": "12.000000", "处罚决定日期": "2026/04/29", "处罚类别": "罚款;没收违法所得", "法定代表人证件号码": "320681198503121237"}},
		"js_import33": {"credit", 33, map[string]string{"罚款金额": "12.000000", "没收金额": "0.350000", "处罚日期": "2026-04-29", "处罚类型1": "罚款", "处罚类型2": "没收违法所得", "状态": "0", "行政相对人": "启东市虚构食品有限公司"}},
		"gsxt":        {"gsxt", 14, map[string]string{"企业名称": "启东市虚构食品有限公司", "公示截止日期": "2027-04-29"}},
		"market":      {"site", 9, map[string]string{"行政处罚决定书文号": "启虚监处罚〔2026〕12号"}},
	} {
		name, content, err := o.ExportForm(bg, o.publisher, []string{id}, c.destination, form, false)
		o.check(err)
		rows := sheetOf(t, content)
		if len(rows) != 2 || len(rows[0]) != c.columns || !strings.Contains(name, form) {
			t.Fatalf("%s %s: %d rows, %d columns", form, name, len(rows), len(rows[0]))
		}
		for title, want := range c.want {
			if i := slices.Index(rows[0], title); i < 0 || rows[1][i] != want {
				t.Errorf("%s: %s is not %q in %v", form, title, want, rows[1])
			}
		}
		_, content, err = o.ExportForm(bg, o.publisher, []string{id}, c.destination, form, true)
		o.check(err)
		if lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\ufeff"))).ReadAll(); err != nil || len(lines) != 2 || len(lines[0]) != c.columns {
			t.Errorf("%s: %v %v", form, lines, err)
		}
	}
	o.check(o.store.View(bg, func(r *store.Reader) error {
		noted, err := store.All[string](r, "SELECT body FROM entry WHERE body LIKE '%disclosure.row_exported%'")
		if len(noted) != 8 || !strings.Contains(noted[0], `"form":`) || strings.Contains(strings.Join(noted, ""), "320681198503121237") {
			t.Errorf("%d exports are noted", len(noted))
		}
		return err
	}))
	_, _, err := o.ExportForm(bg, o.publisher, []string{id}, "gsxt", "js_import33", false)
	refused(t, "a form that the destination does not ask for", err, fault.Invalid)
	_, _, err = o.ExportForm(bg, o.publisher, nil, "gsxt", "gsxt", false)
	refused(t, "no decision", err, fault.Invalid)
	_, _, err = o.ExportForm(bg, o.reviewer, []string{id}, "gsxt", "gsxt", false)
	refused(t, "by a reviewer", err, fault.Forbidden)

	_, err = o.Publish(bg, o.publisher, []string{id}, o.out, "nonsense")
	refused(t, "a package in a form that there is none of", err, fault.Invalid)
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out, "js_import33")
	o.check(err)
	content, err := os.ReadFile(filepath.Join(batch.Folder, "报表-js_import33.xlsx"))
	o.check(err)
	rows := sheetOf(t, content)
	if i := slices.Index(rows[0], "证件号码"); rows[1][i] != "" || slices.Contains(rows[1], "沈虚构") {
		t.Errorf("the public table shows what is only reported: %v", rows[1])
	}
	o.replays()
}

// Two hundred faulty reports give two hundred explanations: each fault is told at its column, with the number of the check, in
// words that say what is wrong there.
func TestTwoHundredFaultyRowsAreEachExplained(t *testing.T) {
	o := newOffice(t)
	faults := []struct {
		change change
		person bool
		want   string // check and column
	}{
		{change{"c.cause": nil}, false, "V01 CF_WFXW"}, {change{"c.cause": "无"}, false, "V01 CF_WFXW"}, {change{"p.reg_no": "—"}, false, "V01 CF_XDR_GSZC"}, {change{"p.uscc": "91320681MA1ABCD2XY"}, false, "V02 CF_XDR_SHXYM"},
		{change{"p.uscc": "92320612MA2TEXT32M"}, false, "V02 CF_XDR_SHXYM"}, {change{"p.uscc": "91320681MA1ABCD2XX"}, true, "V03 CF_XDR_SHXYM"}, {change{"p.id_no": nil}, true, "V03 CF_XDR_ZJHM"},
		{change{"p.legal_rep": nil}, false, "V04 CF_FRDB"}, {change{"p.rep_id_no": "320681198503121238"}, false, "V05 CF_FR_ZJHM"}, {change{"x.fine": 0}, false, "V06 CF_NR_FK"}, {change{"x.kinds": []any{"010104"}}, false, "V06 CF_NR_FK"},
		{change{"x.kinds": []any{"010103"}}, false, "V06 CF_NR_WFFF"}, {change{"x.kinds": []any{"010103", "010104", "010107"}}, false, "V06 CF_NR_ZKDX"}, {change{"x.kinds": []any{"010103", "010104", "责令改正"}}, false, "V07 CF_CFLB"},
		{change{"disc.end_on": "2028-04-29"}, false, "V09 CF_GSJZQ"}, {change{"x.valid_to": "2026-04-28"}, false, "V10 CF_YXQ"}, {change{"c.cause": strings.Repeat("案", 2001)}, false, "V14 CF_WFXW"},
		{change{"c.domain": "police"}, false, "V18 text"}, {change{"p.minor": true}, true, "V18 text"}, {change{"c.flag_secret": true}, false, "V18 text"},
	}
	han := regexp.MustCompile(`\p{Han}{4,}`)
	explained := map[string]bool{}
	for n := range 200 {
		f := faults[n%len(faults)]
		facts, file := f.change.over(company()), "company.txt"
		if f.person {
			facts, file = asPerson(f.change).over(trader()), "trader.txt"
		}
		if facts["p.name"] == "启东市虚构食品有限公司" {
			facts["p.reg_no"] = nilOr(f.change["p.reg_no"], fmt.Sprintf("3206810001%05d", n))
		}
		_, id := o.decided(fmt.Sprintf("启虚监处罚〔2026〕%d号", 2000+n), file, facts)
		told := false
		for _, p := range o.get(id).Problems {
			if p.Level == "block" && p.ID+" "+p.Field == f.want && han.MatchString(p.Message.Zh) && len(p.Message.En) > 12 {
				told = true
				explained[p.Message.Zh] = true
			}
		}
		if !told {
			t.Errorf("row %d: nobody tells %s: %+v", n, f.want, o.get(id).Problems)
		}
	}
	if len(explained) < 15 {
		t.Errorf("only %d different explanations", len(explained))
	}
}

func nilOr(v, other any) any {
	if v != nil {
		return v
	}
	return other
}

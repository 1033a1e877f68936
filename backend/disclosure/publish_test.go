package disclosure_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/redact"
	"zhiheng/backend/store"
)

// secrets of the two invented cases.
func secrets() []string {
	return []string{"沈虚构", "320681198503121237", "13812345678", "李雷", "某小区3幢502室", "0513-85098888", "6222021103001234567", "320682199202290046"}
}

func (o *office) state(caseID string) (state string) {
	o.t.Helper()
	o.check(o.store.View(bg, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		state = c.State
		return err
	}))
	return state
}

// empty asserts that a folder holds nothing, hidden or not.
func (o *office) empty(what string) {
	o.t.Helper()
	left, err := os.ReadDir(o.out)
	if err != nil && !os.IsNotExist(err) || len(left) > 0 {
		o.t.Errorf("%s: %v, %v", what, left, err)
	}
}

func TestAPackageIsWrittenReadAgainAndRecorded(t *testing.T) {
	o := newOffice(t)
	case1, first := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	case2, second := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	o.serve(case1)
	o.serve(case2)
	o.approved(first)
	o.approved(second)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if batch.Name != "公示-20260429-01" || !slices.Equal(batch.Items, []string{first, second}) || len(batch.Left) != 0 {
		t.Errorf("%+v", batch)
	}
	var all strings.Builder
	for _, f := range batch.Files {
		raw, err := os.ReadFile(filepath.Join(batch.Folder, f.Name))
		o.check(err)
		if int64(len(raw)) != f.Size {
			t.Errorf("%s has %d bytes", f.Name, len(raw))
		}
		all.WriteString(f.Name + "\n")
		if filepath.Ext(f.Name) != ".xlsx" {
			all.Write(raw)
		}
	}
	all.WriteString(cells(t, filepath.Join(batch.Folder, "行政处罚信息.xlsx")))
	for _, leak := range redact.Absent(strings.ReplaceAll(all.String(), "启东市张三餐馆", ""), append(secrets(), "张三")) {
		t.Errorf("%s leaks", leak.Secret)
	}
	golden(t, "table.txt", cells(t, filepath.Join(batch.Folder, "行政处罚信息.xlsx")))
	page, err := os.ReadFile(filepath.Join(batch.Folder, "启虚监处罚〔2026〕12号.html"))
	o.check(err)
	golden(t, "page.html", string(page))
	if o.state(case1) != "disclosed" || o.state(case2) != "disclosed" {
		t.Errorf("the cases stand at %s, %s", o.state(case1), o.state(case2))
	}
	d := o.get(first)
	if d.State != disclosure.Published || d.PublishedAt == "" || len(d.Files) != 5 {
		t.Errorf("%+v %+v", d.Row, d.Files)
	}
	file, content, err := o.File(bg, first, "启虚监处罚〔2026〕12号.html")
	o.check(err)
	defer content.Close()
	if again, err := io.ReadAll(content); err != nil || string(again) != string(page) || file.Size != int64(len(page)) {
		t.Errorf("the kept page is another one: %v", err)
	}
	_, _, err = o.File(bg, first, "启虚监处罚〔2026〕13号.html")
	refused(t, "the page of another case", err, fault.NotFound)
	o.replays()
	refused(t, "withdrawn without a reason", o.Withdraw(bg, o.publisher, first, ""), fault.Invalid)
	o.check(o.Withdraw(bg, o.publisher, first, "处罚决定被依法撤销"))
	if d := o.get(first); d.State != disclosure.Withdrawn {
		t.Errorf("%+v", d.Row)
	}
	o.replays()
}

// cells gives what a spreadsheet shows, by a library that did not write the check.
func cells(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(sheet + "\n")
		for _, row := range rows {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return b.String()
}

func TestTheManifestNamesEveryFileAndTheLedgersHead(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	head, _, err := o.store.Head(bg)
	o.check(err)
	batch, err := o.Publish(bg, o.publisher, []string{id, id}, o.out)
	o.check(err)
	raw, err := os.ReadFile(filepath.Join(batch.Folder, "manifest.json"))
	o.check(err)
	var manifest struct {
		Head  string            `json:"ledger_head"`
		Files []disclosure.File `json:"files"`
	}
	o.check(json.Unmarshal(raw, &manifest))
	if manifest.Head != head || len(manifest.Files) != 4 || !slices.Equal(manifest.Files, batch.Files[:4]) {
		t.Errorf("%+v", manifest)
	}
}

func TestAPlantedLeakIsCaughtAndNothingIsLeft(t *testing.T) {
	plant := map[string]func(d paper.Document) []byte{
		"in the text": func(d paper.Document) []byte { d.Footer = append(d.Footer, "经办：李雷"); return paper.HTML(d) },
		"in full width": func(d paper.Document) []byte {
			d.Footer = append(d.Footer, "１３８ １２３４ ５６７８")
			return paper.HTML(d)
		},
		"in the title":      func(d paper.Document) []byte { d.Title = "沈虚构案"; return paper.HTML(d) },
		"in the properties": func(d paper.Document) []byte { d.Meta.Creator = "李·雷"; return paper.HTML(d) },
		"in a comment":      func(d paper.Document) []byte { return append(paper.HTML(d), "<!-- 320681198503121237 -->"...) },
		"across tags":       func(d paper.Document) []byte { return append(paper.HTML(d), "<p>李<b>雷</b></p>"...) },
		"as entities":       func(d paper.Document) []byte { return append(paper.HTML(d), `<a title="&#26446;&#38647;">x</a>`...) },
	}
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	before, _, err := o.store.Head(bg)
	o.check(err)
	for name, page := range plant {
		o.Page = page
		_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
		e := refused(t, name, err, fault.Refused)
		for _, text := range []string{e.Message.Zh, e.Message.En, e.Hint.Zh, err.Error()} {
			if leaks := redact.Absent(text, secrets()); len(leaks) > 0 {
				t.Errorf("%s: the error tells the secret: %s", name, text)
			}
		}
		if !strings.Contains(e.Message.Zh, "启虚监处罚〔2026〕12号.html") || !strings.HasPrefix(e.Field, "X-R") {
			t.Errorf("%s: %+v", name, e)
		}
		o.empty(name)
	}
	o.Page = func(d paper.Document) []byte { d.Blocks = d.Blocks[:len(d.Blocks)-4]; return paper.HTML(d) }
	_, err = o.Publish(bg, o.publisher, []string{id}, o.out)
	if e := refused(t, "the operative part is missing", err, fault.Refused); !strings.Contains(e.Message.Zh, "缺少应当公开的内容") {
		t.Errorf("%+v", e)
	}
	o.empty("missing text")
	if after, _, _ := o.store.Head(bg); after != before || o.get(id).State != disclosure.Approved || o.state(caseID) != "served" {
		t.Error("a failed publication left something in the ledger")
	}
	o.Page = paper.HTML
	_, err = o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
}

func TestTheProofReadsEveryKindOfFile(t *testing.T) {
	secret := []disclosure.Secret{{Rule: "X-R07", Label: fault.T("姓名", "name"), Text: "李雷"}}
	sheet := func(texts ...string) paper.Sheet {
		s := paper.Sheet{Name: "表", Columns: []paper.Column{{Title: "甲"}, {Title: "乙"}}, Rows: [][]paper.Cell{nil}}
		for _, text := range texts {
			s.Rows[0] = append(s.Rows[0], paper.Text(text))
		}
		return s
	}
	book := func(title string, s paper.Sheet) []byte {
		raw, err := paper.XLSX(paper.Workbook{Title: title, Sheets: []paper.Sheet{s}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	table := func(s paper.Sheet) []byte {
		raw, err := paper.CSV(s, paper.UTF8)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	named := sheet("x")
	named.Name = "李雷"
	for name, c := range map[string]struct {
		file    string
		content []byte
		leaks   bool
	}{
		"xlsx cell":                 {"a.xlsx", book("表", sheet("证人 李 雷")), true},
		"xlsx title":                {"a.xlsx", book("李雷", sheet("x")), true},
		"xlsx sheet name":           {"a.xlsx", book("表", named), true},
		"xlsx in two cells":         {"a.xlsx", book("表", sheet("李", "雷")), false},
		"xlsx clean":                {"a.xlsx", book("表", sheet("李某")), false},
		"csv cell":                  {"a.csv", table(sheet("李雷")), true},
		"csv in two cells":          {"a.csv", table(sheet("李", "雷")), false},
		"json value":                {"a.json", []byte(`{"x":["\u674e\u96f7"]}`), true},
		"json key":                  {"a.json", []byte(`{"李雷":1}`), true},
		"file name":                 {"李雷.json", []byte(`{}`), true},
		"inside the name of a body": {"a.json", []byte(`{"x":"启东市李雷餐馆"}`), false},
		"html style":                {"a.html", []byte(`<style>p:after{content:"李雷"}</style><p>x</p>`), true},
		"a kind it cannot read":     {"a.pdf", []byte("x"), true},
		"a broken workbook":         {"a.xlsx", []byte("PK"), true},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, c.file), c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		err := disclosure.Proof{Secrets: secret, Bodies: []string{"启东市李雷餐馆"}}.Check(dir)
		if c.leaks {
			refused(t, name, err, fault.Refused)
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	refused(t, "a file that is not there", disclosure.Proof{Wanted: map[string][]string{"a.csv": nil}}.Check(dir), fault.Refused)
	refused(t, "a folder that is not there", disclosure.Proof{}.Check(filepath.Join(dir, "none")), fault.Storage)
}

func TestWhatCannotBePublished(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	publish := func(ids ...string) error { _, err := o.Publish(bg, o.publisher, ids, o.out); return err }
	refused(t, "nothing approved", publish(), fault.Refused)
	_, err := o.Publish(bg, o.reviewer, nil, o.out)
	refused(t, "by a reviewer", err, fault.Forbidden)
	_, err = o.Publish(bg, o.publisher, nil, " ")
	refused(t, "into no folder", err, fault.Invalid)
	o.approved(id)
	if e := refused(t, "not served", publish(id), fault.Refused); e.Hint.IsZero() || e.Article == "" {
		t.Errorf("%+v", e)
	}
	if b, err := o.Publish(bg, o.publisher, nil, o.out); fault.KindOf(err) != fault.Refused || len(b.Left) != 1 || b.Left[0].ID != id || b.Left[0].CaseNo == "" {
		t.Errorf("%+v, %v", b, err)
	}
	o.serve(caseID)
	o.check(o.files.SetFields(bg, o.handler, caseID, map[string]any{"c.cause": "另一案由"}))
	refused(t, "the report has changed since the approval", publish(id), fault.Refused)
	o.check(o.files.SetFields(bg, o.handler, caseID, map[string]any{"c.cause": company()["c.cause"]}))
	blocker := filepath.Join(t.TempDir(), "file")
	o.check(os.WriteFile(blocker, nil, 0o600))
	_, err = o.Publish(bg, o.publisher, []string{id}, filepath.Join(blocker, "x"))
	refused(t, "a folder that cannot be made", err, fault.Storage)
	o.empty("before anything could be published")
	o.check(publish(id))
	refused(t, "published twice", publish(id), fault.Conflict)
}

func TestAPersonsNameIsInNoFileAndNoName(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕13号", "trader.txt", asPerson(change{"p.addr": "启东市汇龙镇虚构路8号"}).over(trader()), "证人张三丰、见证人：周某。")
	o.serve(caseID)
	o.check(o.Assess(bg, o.publisher, id, disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: "公示处罚信息确有必要", Risks: "名誉影响", Measures: "隐去身份证号和住址", Passed: true}))
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if text := o.get(id).PublicText; !strings.Contains(text, "经营者：张某") || !strings.Contains(text, "经营场所：启东市\n") || !strings.Contains(text, "启东市张某甲餐馆") {
		t.Errorf("%s", text)
	}
	for _, f := range batch.Files {
		raw, err := os.ReadFile(filepath.Join(batch.Folder, f.Name))
		o.check(err)
		if len(redact.Absent(f.Name+string(raw), []string{"张三", "320682199202290046", "虚构路8号"})) > 0 {
			t.Errorf("%s leaks", f.Name)
		}
	}
	if text := cells(t, filepath.Join(batch.Folder, "行政处罚信息.xlsx")); strings.Contains(text, "张三") || !strings.Contains(text, "张某\t自然人\t\t") {
		t.Errorf("%s", text)
	}
}

func TestACaseThatHasGoneOnCanStillBePublishedAndDoesNotMove(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.check(o.store.Do(bg, o.handler.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.moved", caseID, casefile.Move{Transition: "perform", From: "served", To: "performing"})
		return err
	}))
	o.approved(id)
	_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	if o.state(caseID) != "performing" || o.get(id).State != disclosure.Published {
		t.Errorf("%s, %s", o.state(caseID), o.get(id).State)
	}
	o.replays()
}

func TestAFolderIsNeverOverwritten(t *testing.T) {
	o := newOffice(t)
	taken := filepath.Join(o.out, "公示-20260429-01")
	o.check(os.MkdirAll(taken, 0o755))
	o.check(os.WriteFile(filepath.Join(taken, "x"), []byte("old"), 0o600))
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	if old, err := os.ReadFile(filepath.Join(taken, "x")); err != nil || string(old) != "old" || batch.Name != "公示-20260429-02" {
		t.Errorf("%q, %v, %s", old, err, batch.Name)
	}
}

func TestValuesThatASpreadsheetWouldRunAreNeutral(t *testing.T) {
	o := newOffice(t)
	facts := company()
	facts["c.cause"] = `=HYPERLINK("http://example.invalid","点击")`
	facts["c.facts"] = "+86@启东 | =1+1"
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", facts)
	o.serve(caseID)
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	f, err := excelize.OpenFile(filepath.Join(batch.Folder, "行政处罚信息.xlsx"))
	o.check(err)
	defer f.Close()
	for _, cell := range []string{"O2", "P2"} {
		formula, err := f.GetCellFormula("行政处罚信息", cell)
		kind, _ := f.GetCellType("行政处罚信息", cell)
		if err != nil || formula != "" || kind != excelize.CellTypeSharedString {
			t.Errorf("%s: %q %v %v", cell, formula, kind, err)
		}
	}
	if v, _ := f.GetCellValue("行政处罚信息", "O2"); v != facts["c.cause"] {
		t.Errorf("%q", v)
	}
	raw, err := os.ReadFile(filepath.Join(batch.Folder, "行政处罚信息.csv"))
	o.check(err)
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\uFEFF"))).ReadAll()
	o.check(err)
	for _, line := range lines {
		for _, value := range line {
			if strings.ContainsAny(value[:min(1, len(value))], "=+-@\t") {
				t.Errorf("%q would run", value)
			}
		}
	}
}

// The end of an account number, of four digits, stands in sums and in the markup of workbooks by chance: that is no leak. By itself it is.
func TestAFewDigitsWithinALongerNumberAreNoLeak(t *testing.T) {
	o := newOffice(t)
	caseID, id := o.decided("启虚监处罚〔2026〕12号", "company.txt", company(), "\n收款账户尾号2000。")
	o.serve(caseID)
	o.check(o.Prepare(bg, o.publisher, id))
	if d := o.get(id); strings.Contains(d.PublicText, "尾号2000") || len(problems(d, "block")) > 0 {
		t.Fatalf("%+v\n%s", problems(d, "block"), d.PublicText)
	}
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
	_, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	dir := t.TempDir()
	proof := disclosure.Proof{Secrets: []disclosure.Secret{{Rule: "X-R06c", Text: "2000"}}}
	for text, leak := range map[string]bool{"120000元": false, "12.2000": false, "9C3E-2000-11d2": false, "尾号 2000 的账户": true, "尾号20-00": true} {
		o.check(os.WriteFile(filepath.Join(dir, "a.html"), []byte("<body>"+text+"</body>"), 0o600))
		if err := proof.Check(dir); (fault.KindOf(err) == fault.Refused) != leak || !leak && err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

package disclosure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// bothUploaded takes the two invented cases all the way, and enters their upload to the credit platform.
func (o *office) bothUploaded() (first, second string) {
	o.t.Helper()
	case1, first := o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	case2, second := o.decided("启虚监处罚〔2026〕13号", "trader.txt", trader())
	o.serve(case1)
	o.serve(case2)
	o.approved(first)
	o.approved(second)
	_, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	for _, id := range []string{first, second} {
		o.check(o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "credit", Address: "https://credit.example/1"}))
	}
	return first, second
}

// pdfText is what another reader finds in a PDF.
func pdfText(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "board.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return program(t, "pdftotext", path, "-")
}

func table(rows ...[]string) extract.Table {
	return extract.Table{Sheets: []extract.Sheet{{Name: "Sheet1", Rows: rows}}}
}

func TestAFileOfAnswersIsMatchedAndExplained(t *testing.T) {
	o := newOffice(t)
	first, second := o.bothUploaded()
	file := table([]string{"校验结果清单"}, []string{"序号", "文书号", "相对人", "结论", "错误信息"},
		[]string{"1", "启虚监处罚(2026)12号", "启东市虚构食品有限公司", "不通过", "处罚类别:不在代码表内"},
		[]string{"2", "启虚监处罚〔2026〕13号", "", "已入库", ""},
		[]string{"3", "启虚监处罚〔2026〕99号", "", "不通过", "重复"}, []string{"4", "", "", "不通过", "缺文号"})
	laid, err := o.LayOutReceipts(bg, "credit", file)
	o.check(err)
	if laid.Header != 2 || laid.Rows != 4 || laid.Columns[1].Target != disclosure.ReceiptNo || laid.Columns[4].Target != disclosure.ReceiptReason || laid.Columns[3].Target != "" {
		t.Fatalf("%+v", laid)
	}
	order := disclosure.ReceiptOrder{Destination: "credit", Name: "回执.xlsx", Header: 2, Targets: []string{"", disclosure.ReceiptNo, disclosure.ReceiptParty, disclosure.ReceiptResult, disclosure.ReceiptReason}}
	trial, err := o.TryReceipts(bg, file, order)
	o.check(err)
	if trial.Matched != 2 || trial.Accepted != 1 || len(trial.Rows) != 4 {
		t.Fatalf("%+v", trial)
	}
	back := trial.Rows[0]
	if back.Item != first || back.Accepted || back.Field != "CF_CFLB" || !strings.Contains(back.Explained.Zh, "处罚类别") || !strings.Contains(back.Explained.En, "report it anew") {
		t.Errorf("%+v", back)
	}
	if trial.Rows[1].Item != second || !trial.Rows[1].Accepted || trial.Rows[2].Unmatched == nil || trial.Rows[3].Unmatched == nil || trial.Rows[3].Row != 6 {
		t.Errorf("%+v", trial.Rows)
	}
	if f, err := o.FirstPass(bg); err != nil || f.Answered != 0 {
		t.Errorf("a trial has written: %+v %v", f, err)
	}
	_, err = o.ImportReceipts(bg, o.handler, file, order, []byte("file"))
	refused(t, "by a handler", err, fault.Forbidden)
	_, err = o.ImportReceipts(bg, o.publisher, file, order, []byte("file"))
	o.check(err)
	if f, err := o.FirstPass(bg); err != nil || f.Answered != 2 || f.Accepted != 1 {
		t.Errorf("%+v %v", f, err)
	}
	if a := o.get(first).Places[0].Answers; len(a) != 1 || a[0].Field != "CF_CFLB" {
		t.Errorf("%+v", a)
	}
	_, err = o.ImportReceipts(bg, o.publisher, file, order, []byte("file"))
	refused(t, "the same file again", err, fault.Conflict)
	again, err := o.LayOutReceipts(bg, "credit", file)
	o.check(err)
	if again.Columns[3].Target != disclosure.ReceiptResult || !again.Columns[3].Remembered {
		t.Errorf("the column is not remembered: %+v", again.Columns[3])
	}
	if other, err := o.LayOutReceipts(bg, "gsxt", file); err != nil || other.Columns[3].Target != "" {
		t.Errorf("another receiver has its own columns: %+v %v", other, err)
	}
	o.replays()
}

// TestTwoHundredFaultyRowsGetTwoHundredExplanations is what a person wants of a long list of rejections.
func TestTwoHundredFaultyRowsGetTwoHundredExplanations(t *testing.T) {
	o := newOffice(t)
	o.bothUploaded()
	fields := o.book.Procedures[0].DisclosureFields
	rows := [][]string{{"文号", "问题字段", "退回原因"}}
	for i := range 200 {
		f := fields[i%len(fields)]
		rows = append(rows, []string{"启虚监处罚〔2026〕12号", f.Code, fmt.Sprintf("第%d处不符", i)})
	}
	got, err := o.TryReceipts(bg, table(rows...), disclosure.ReceiptOrder{Destination: "credit", Header: 1, Targets: []string{disclosure.ReceiptNo, disclosure.ReceiptField, disclosure.ReceiptReason}})
	o.check(err)
	for i, row := range got.Rows {
		if row.Field != fields[i%len(fields)].Code || !strings.Contains(row.Explained.Zh, fmt.Sprintf("第%d处不符", i)) || row.Explained.En == "" {
			t.Errorf("row %d: %+v", i, row)
		}
	}
	if len(got.Rows) != 200 || got.Matched != 200 {
		t.Errorf("%d rows, %d matched", len(got.Rows), got.Matched)
	}
}

func TestEachDestinationHasItsOwnClock(t *testing.T) {
	o := newOffice(t)
	first, _ := o.bothUploaded()
	due := map[string]string{}
	for _, p := range o.get(first).Places {
		due[p.Destination] = p.DueOn
	}
	// Seven working days after 29 April 2026 are 13 May, twenty are 1 June: the first five days of May are free, the ninth is not.
	if due["credit"] != due["site"] || due["gsxt"] <= due["credit"] {
		t.Errorf("%v", due)
	}
	rows, err := o.List(bg, disclosure.Filter{})
	o.check(err)
	if rows[0].UploadBy != due["site"] || rows[0].ToUpload != 2 {
		t.Errorf("%+v of %v", rows[0], due)
	}
}

func TestTheNoticeBoardShowsPublicRecordsAlone(t *testing.T) {
	o := newOffice(t)
	_, _, err := o.NoticeBoard(bg, o.publisher, nil)
	refused(t, "nothing is public", err, fault.Refused)
	first, _ := o.bothUploaded()
	name, content, err := o.NoticeBoard(bg, o.publisher, nil)
	o.check(err)
	if !strings.HasSuffix(name, ".pdf") || len(content) < 5000 {
		t.Errorf("%s, %d bytes", name, len(content))
	}
	text := pdfText(t, content)
	for _, secret := range append(secrets(), "张三餐饮") {
		if strings.Contains(text, secret) {
			t.Errorf("the board shows %s", secret)
		}
	}
	if !strings.Contains(text, "启虚监处罚〔2026〕12号") {
		t.Error("the board lacks a number")
	}
	o.check(o.Withdraw(bg, o.publisher, first, "处罚决定被依法撤销"))
	_, content, err = o.NoticeBoard(bg, o.publisher, nil)
	o.check(err)
	if strings.Contains(pdfText(t, content), "〔2026〕12号") {
		t.Error("the board shows what was withdrawn")
	}
}

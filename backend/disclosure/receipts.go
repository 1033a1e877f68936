package disclosure

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// The columns of a receiver's answer that the program makes use of. Only the number of the decision must be there; without a
// column for the result every row is one that was sent back.
const (
	ReceiptNo     = "no"
	ReceiptParty  = "party"
	ReceiptResult = "result"
	ReceiptField  = "field"
	ReceiptReason = "reason"
)

// ReceiptTargets are the columns with what they are called, and how receivers usually head them.
func ReceiptTargets() []ReceiptTarget {
	return []ReceiptTarget{
		{ReceiptNo, fault.T("决定书文号", "Number of the decision"), []string{"文号", "决定书文号", "处罚决定书文号", "行政处罚决定书文号", "行政许可决定文书号", "文书号", "CF_WSH", "XK_WSH"}},
		{ReceiptParty, fault.T("当事人", "Party"), []string{"行政相对人名称", "行政相对人", "当事人", "主体名称", "企业名称", "CF_XDR_MC", "XK_XDR_MC"}},
		{ReceiptResult, fault.T("结果", "Result"), []string{"结果", "校验结果", "审核结果", "状态", "入库状态", "处理结果", "是否通过"}},
		{ReceiptField, fault.T("问题字段", "Column found fault with"), []string{"字段", "问题字段", "错误字段", "错误列", "数据项"}},
		{ReceiptReason, fault.T("退回原因", "Reason"), []string{"原因", "退回原因", "失败原因", "错误原因", "错误信息", "错误描述", "问题描述", "审核意见", "备注"}},
	}
}

// ReceiptTarget is a column of a receiver's answer.
type ReceiptTarget struct {
	ID       string
	Label    fault.Text
	headings []string
}

// ReceiptColumn is a column of a file. Target is what it is taken for, empty for nothing; Remembered says that the office chose
// it before, for a column of that heading from the same receiver.
type ReceiptColumn struct {
	Heading    string
	Samples    []string
	Target     string
	Remembered bool
}

// ReceiptFile is a file of answers laid out: the row of its headings, counted from 1, its columns and the number of rows below.
type ReceiptFile struct {
	Header  int
	Rows    int
	Columns []ReceiptColumn
}

// ReceiptRow is a row of answers beside what the office has: the disclosure that it speaks of, or why none was found. Explained
// says in plain words what the receiver means and what to do.
type ReceiptRow struct {
	Row       int
	No        string
	Party     string
	Item      string
	Accepted  bool
	Field     string // code of a column of the report
	Reason    string
	Explained fault.Text
	Unmatched *fault.Text
}

// Receipts is what a file of answers says.
type Receipts struct {
	Rows     []ReceiptRow
	Matched  int
	Accepted int
}

// headingForm is a heading as it is compared.
func headingForm(h string) string {
	return strings.NewReplacer("(", "", ")", "", "（", "", "）", "", "*", "").Replace(plain(h))
}

// LayOutReceipts finds the headings of a file of a receiver's answers and proposes what each column is.
func (d *Desk) LayOutReceipts(ctx context.Context, destination string, t extract.Table) (f ReceiptFile, err error) {
	remembered := map[string]string{}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		list, err := store.All[receiptColumn](r, queries.Get("receipt_columns"), destination)
		for _, c := range list {
			remembered[c.Heading] = c.Target
		}
		return err
	})
	if err != nil {
		return f, err
	}
	usual := map[string]string{}
	for _, target := range ReceiptTargets() {
		for _, h := range target.headings {
			usual[headingForm(h)] = target.ID
		}
	}
	rows := t.Sheets[0].Rows
	most := 0
	for i, row := range rows[:min(20, len(rows))] {
		known := 0
		for _, cell := range row {
			if form := headingForm(cell); usual[form] != "" || remembered[form] != "" {
				known++
			}
		}
		if known > most {
			most, f.Header = known, i+1
		}
	}
	if f.Header == 0 {
		return f, fault.New(fault.Invalid, "disclosure.receipts", fault.T("文件里没有找到表头", "no headings were found in the file")).WithHint(fault.T("第一个工作表应有一行列名，其中有“文号”。", "The first sheet needs a line of headings, with 文号 among them."))
	}
	taken := map[string]bool{}
	for i, h := range rows[f.Header-1] {
		c := ReceiptColumn{Heading: h, Samples: []string{}}
		target, known := remembered[headingForm(h)]
		if c.Remembered = known; !known {
			target = usual[headingForm(h)]
		}
		if target != "" && !taken[target] {
			c.Target, taken[target] = target, true
		}
		for _, row := range rows[f.Header:] {
			if i < len(row) && row[i] != "" && len(c.Samples) < 3 && !slices.Contains(c.Samples, row[i]) {
				c.Samples = append(c.Samples, row[i])
			}
		}
		f.Columns = append(f.Columns, c)
	}
	for _, row := range rows[f.Header:] {
		if len(row) > 0 {
			f.Rows++
		}
	}
	return f, nil
}

// ReceiptOrder says how a file of answers is read: from which destination, below which row, and what each column is.
type ReceiptOrder struct {
	Destination string
	Name        string
	Header      int
	Targets     []string
}

// TryReceipts says what a file of answers would do, and does nothing.
func (d *Desk) TryReceipts(ctx context.Context, t extract.Table, o ReceiptOrder) (out Receipts, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		out, err = d.receipts(r, t, o)
		return err
	})
	return out, err
}

// receiptsImported says that a file of a receiver's answers was taken in. The answers stand in entries of their own.
type receiptsImported struct {
	Destination string          `json:"destination"`
	File        File            `json:"file"`
	Columns     []receiptColumn `json:"columns"`
	Answers     int             `json:"answers"`
	Accepted    int             `json:"accepted"`
	Unmatched   int             `json:"unmatched"`
}

type receiptColumn struct {
	Heading string `json:"heading"`
	Target  string `json:"target"`
}

func applyReceipts(t *store.Tables, e store.Event, d receiptsImported) error {
	if err := t.Original(e, d.File.SHA256, d.File.SM3, d.File.Size); err != nil {
		return err
	}
	for _, c := range d.Columns {
		if err := t.Exec(queries.Get("receipt_column_put"), d.Destination, c.Heading, c.Target); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("receipts_insert"), d.File.SHA256, d.Destination, d.File.Name, d.Answers, d.Accepted, d.Unmatched, e.Instant(), e.Actor)
}

// ImportReceipts takes in a file of a receiver's answers: each row that speaks of a decision published there becomes its answer.
// A file that was taken in before is refused.
func (d *Desk) ImportReceipts(ctx context.Context, actor account.Person, t extract.Table, o ReceiptOrder, raw []byte) (out Receipts, err error) {
	const op = "disclosure.import_receipts"
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return out, err
	}
	stored, err := d.Files.Blobs.Put(bytes.NewReader(raw))
	if err != nil {
		return out, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if on, found, err := store.One[string](tx, queries.Get("receipts_known"), stored.SHA256); err != nil || found {
			if err == nil {
				err = fault.New(fault.Conflict, op, fault.Tf("这个文件已于 %[1]s 导入", "this file was taken in on %[1]s", on[:min(10, len(on))]))
			}
			return err
		}
		if out, err = d.receipts(tx, t, o); err != nil {
			return err
		}
		if out.Matched == 0 {
			return fault.New(fault.Refused, op, fault.T("文件里没有一行对应已登记上传的公示", "no row of the file speaks of a decision whose upload is entered")).
				WithHint(fault.T("请核对渠道和列，并先登记上传。", "Check destination and columns, and enter the uploads first."))
		}
		data := receiptsImported{Destination: o.Destination, File: File{Name: o.Name, Size: stored.Size, SHA256: stored.SHA256, SM3: stored.SM3}, Columns: []receiptColumn{}, Answers: out.Matched, Accepted: out.Accepted, Unmatched: len(out.Rows) - out.Matched}
		for i, target := range o.Targets {
			if i < len(t.Sheets[0].Rows[o.Header-1]) {
				data.Columns = append(data.Columns, receiptColumn{headingForm(t.Sheets[0].Rows[o.Header-1][i]), target})
			}
		}
		if _, err := tx.Record("disclosure.receipts_imported", "receiver/"+o.Destination, data); err != nil {
			return err
		}
		for _, row := range out.Rows {
			if row.Item == "" {
				continue
			}
			item, err := ItemOf(tx, row.Item)
			if err != nil {
				return err
			}
			said := answered{row.Item, o.Destination, tx.Today(), row.Accepted, row.Field, row.Reason}
			if row.Accepted {
				said.Field, said.Reason = "", ""
			}
			if _, err := tx.Record("disclosure.answered", item.Case, said); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// receipts reads the rows of a file of answers and finds the disclosures that they speak of.
func (d *Desk) receipts(from store.Source, t extract.Table, o ReceiptOrder) (out Receipts, err error) {
	const op = "disclosure.receipts"
	rows := t.Sheets[0].Rows
	at := map[string]int{}
	for i, target := range o.Targets {
		if target != "" {
			at[target] = i
		}
	}
	if _, given := at[ReceiptNo]; !given {
		return out, fault.New(fault.Invalid, op, fault.T("请指明哪一列是决定书文号", "say which column is the number of the decision")).WithField("targets")
	}
	if o.Header < 1 || o.Header > len(rows) {
		return out, fault.New(fault.Invalid, op, fault.T("没有这一行表头", "there is no such row of headings")).WithField("header")
	}
	known, err := store.All[uploadedItem](from, queries.Get("uploaded_items"), o.Destination)
	if err != nil {
		return out, err
	}
	byNo := map[string][]uploadedItem{}
	for _, k := range known {
		byNo[numberForm(k.No)] = append(byNo[numberForm(k.No)], k)
	}
	book := d.Files.Rules.Current()
	for i, cells := range rows[o.Header:] {
		cell := func(target string) string {
			if n, ok := at[target]; ok && n < len(cells) {
				return strings.TrimSpace(cells[n])
			}
			return ""
		}
		row := ReceiptRow{Row: o.Header + i + 1, No: cell(ReceiptNo), Party: cell(ReceiptParty), Reason: cell(ReceiptReason)}
		if row.No == "" && len(cells) == 0 {
			continue
		}
		_, judged := at[ReceiptResult]
		row.Accepted = judged && passed(cell(ReceiptResult))
		if !row.Accepted && row.Reason == "" {
			row.Reason = cell(ReceiptResult)
		}
		d.explain(&row, book, cell(ReceiptField), byNo[numberForm(row.No)])
		if row.Item != "" {
			out.Matched++
			if row.Accepted {
				out.Accepted++
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// uploadedItem is a disclosure whose upload at a destination is entered.
type uploadedItem struct {
	ID        string `json:"id"`
	No        string `json:"no"`
	Party     string `json:"party"`
	Procedure string `json:"procedure"`
}

// numberForm is a decision's number as it is compared: brackets of every kind are one.
func numberForm(no string) string {
	return strings.NewReplacer("〔", "(", "〕", ")", "[", "(", "]", ")", "【", "(", "】", ")").Replace(plain(no))
}

// passed tells whether a receiver's word means that a row was taken.
func passed(result string) bool {
	for _, no := range []string{"不", "未", "失败", "退回", "驳回", "错误", "异常", "无效"} {
		if strings.Contains(result, no) {
			return false
		}
	}
	for _, yes := range []string{"通过", "成功", "合格", "入库", "已归集", "正常", "是", "ok", "OK"} {
		if strings.Contains(result, yes) {
			return true
		}
	}
	return false
}

// explain finds the disclosure that a row speaks of and says in plain words what the receiver found.
func (d *Desk) explain(row *ReceiptRow, book *rulebook.Book, field string, candidates []uploadedItem) {
	if len(candidates) > 1 && row.Party != "" {
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(c uploadedItem) bool { return plain(c.Party) != plain(row.Party) })
	}
	unmatched := func(zh, en string) {
		t := fault.T(zh, en)
		row.Unmatched = &t
	}
	switch {
	case row.No == "":
		unmatched("这一行没有文号", "the row has no number")
		return
	case len(candidates) == 0:
		unmatched("没有登记上传过这个文号的决定", "no decision of this number is entered as uploaded there")
		return
	case len(candidates) > 1:
		unmatched("这个文号有几条记录，请加上当事人一列", "several decisions have this number: add the column of the party")
		return
	}
	row.Item = candidates[0].ID
	if row.Accepted {
		row.Explained = fault.T("接收方已入库", "the receiver has taken it")
		return
	}
	procedure, ok := book.Procedure(candidates[0].Procedure)
	if !ok {
		row.Explained = fault.Tf("接收方退回：%[1]s", "sent back: %[1]s", row.Reason)
		return
	}
	for _, f := range procedure.DisclosureFields {
		if said := field + " " + row.Reason; field != "" && (f.Code == field || f.Alias == field || f.Label.Zh == field) || field == "" && (strings.Contains(said, f.Code) || strings.Contains(said, f.Label.Zh) || f.Alias != "" && strings.Contains(said, f.Alias)) {
			row.Field = f.Code
			row.Explained = fault.Tf("接收方认为“%[1]s”有问题：%[2]s。%[3]s改正后更正公示并重新报送", "the receiver finds fault with “%[4]s”: %[2]s. %[5]sMend it, correct the publication and report it anew",
				f.Label.Zh, row.Reason, demands(f).Zh, f.Label.In("en"), demands(f).En)
			return
		}
	}
	if row.Reason == "" {
		row.Explained = fault.T("接收方退回,没有写明原因,请对照整行核对", "sent back without a reason: look over the whole row")
		return
	}
	row.Explained = fault.Tf("接收方退回：%[1]s。没有指明字段，请对照整行核对", "sent back: %[1]s. No column is named: look over the whole row", row.Reason)
}

// demands says what a column asks for.
func demands(f rulebook.DisclosureField) fault.Text {
	var zh, en []string
	if f.Required == "must" {
		zh, en = append(zh, "必填"), append(en, "required")
	}
	if f.Length > 0 {
		zh, en = append(zh, fmt.Sprintf("不超过%d字", f.Length)), append(en, fmt.Sprintf("at most %d characters", f.Length))
	}
	switch f.Type {
	case "date":
		zh, en = append(zh, "日期写作 YYYY/MM/DD"), append(en, "a date such as YYYY/MM/DD")
	case "decimal":
		zh, en = append(zh, fmt.Sprintf("单位万元、%d位小数", f.Scale)), append(en, fmt.Sprintf("in ten thousand yuan with %d decimals", f.Scale))
	}
	if len(zh) == 0 {
		return fault.Text{}
	}
	return fault.T("该项要求："+strings.Join(zh, "，")+"。", "It asks for: "+strings.Join(en, ", ")+". ")
}

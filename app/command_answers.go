package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

// mostAnswers is how large a file of answers may be, in bytes.
const mostAnswers = 32 << 20

type discloseAnswers struct {
	Destination string   `arg:"" help:"${destination}"`
	File        string   `arg:"" type:"existingfile" help:"${answers_file}"`
	Header      int      `help:"${answers_header}" placeholder:"N"`
	Column      []string `help:"${answers_column}" placeholder:"HEADING=WHAT" sep:"none"`
	Try         bool     `help:"${answers_try}"`
}

// Run takes in the file in which a receiver says what it accepted and what it sends back, or says only what it would do.
func (c *discloseAnswers) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		if err := actor.Demand(account.PublishDisclosure); err != nil {
			return err
		}
		table, order, raw, err := c.read(t, o)
		if err != nil {
			return err
		}
		var out disclosure.Receipts
		if c.Try {
			out, err = o.Disclosure.TryReceipts(t.ctx, table, order)
		} else {
			out, err = o.Disclosure.ImportReceipts(t.ctx, actor, table, order, raw)
		}
		if err != nil {
			return err
		}
		err = t.print(out, func(w io.Writer) {
			for _, row := range out.Rows {
				mark, says := "✗", row.Explained
				switch {
				case row.Unmatched != nil:
					mark, says = "?", *row.Unmatched
				case row.Accepted:
					mark = "✓"
				}
				fmt.Fprintf(w, "%s %d  %s  %s\n", mark, row.Row, row.No, says.In(t.lang))
			}
			fmt.Fprintf(w, t.text("对应 %d 件，入库 %d 件，退回 %d 件，未对应 %d 行\n", "%d matched: %d accepted, %d sent back; %d rows match nothing\n"), out.Matched, out.Accepted, out.Matched-out.Accepted, len(out.Rows)-out.Matched)
		})
		if err == nil && out.Matched < len(out.Rows) {
			err = errWanting
		}
		return err
	})
}

// read lays the file out, and puts what the person says of its columns over what is proposed.
func (c *discloseAnswers) read(t *terminal, o *Office) (table extract.Table, order disclosure.ReceiptOrder, raw []byte, err error) {
	const op = "app.answers"
	if info, err := os.Stat(c.File); err == nil && info.Size() > mostAnswers {
		return table, order, nil, fault.New(fault.Invalid, op, fault.T("文件超过32MB,请分成几个文件", "the file is larger than 32 MB; split it into several files"))
	}
	if raw, err = os.ReadFile(c.File); err != nil {
		return table, order, nil, fault.New(fault.Storage, op, fault.T("回执文件不能读取", "the file of answers cannot be read")).WithCause(err)
	}
	if table, err = o.Files.ReadTable(t.ctx, c.File, filepath.Base(c.File)); err != nil {
		return table, order, nil, err
	}
	if len(table.Sheets) == 0 {
		return table, order, nil, fault.New(fault.Invalid, op, fault.T("文件里没有表格", "the file holds no table"))
	}
	laid, err := o.Disclosure.LayOutReceipts(t.ctx, c.Destination, table)
	if err != nil && c.Header == 0 {
		return table, order, nil, err
	}
	order = disclosure.ReceiptOrder{Destination: c.Destination, Name: filepath.Base(c.File), Header: laid.Header}
	if c.Header != 0 && c.Header != laid.Header {
		if c.Header < 1 || c.Header > len(table.Sheets[0].Rows) {
			return table, order, nil, fault.New(fault.Invalid, op, fault.T("没有这一行表头", "there is no such row of headings")).WithField("header")
		}
		order.Header, laid.Columns = c.Header, nil
		for _, heading := range table.Sheets[0].Rows[c.Header-1] {
			laid.Columns = append(laid.Columns, disclosure.ReceiptColumn{Heading: heading})
		}
	}
	order.Targets, err = c.targets(laid.Columns)
	return table, order, raw, err
}

// targets are what the columns are taken for.
func (c *discloseAnswers) targets(columns []disclosure.ReceiptColumn) (targets []string, err error) {
	for _, column := range columns {
		targets = append(targets, column.Target)
	}
	for _, said := range c.Column {
		heading, target, _ := strings.Cut(said, "=")
		at := slices.IndexFunc(columns, func(column disclosure.ReceiptColumn) bool {
			return strings.TrimSpace(column.Heading) == strings.TrimSpace(heading)
		})
		known := target == "-" || slices.ContainsFunc(disclosure.ReceiptTargets(), func(r disclosure.ReceiptTarget) bool { return r.ID == target })
		if at < 0 || !known {
			return nil, fault.New(fault.Invalid, "app.answers", fault.Tf("--column %[1]s 不正确", "--column %[1]s is wrong", said)).
				WithHint(fault.T("写作 列名=用途，列名须在表头中；用途为 no 文号、party 当事人、result 结果、field 问题字段、reason 退回原因，或者 - 不取。", "Write HEADING=WHAT with a heading of the file; WHAT is no, party, result, field or reason, or - to leave it out."))
		}
		if target == "-" {
			target = ""
		}
		for i := range targets {
			if target != "" && targets[i] == target { // a column has one purpose, and a purpose one column
				targets[i] = ""
			}
		}
		targets[at] = target
	}
	return targets, nil
}

type discloseBoard struct {
	Out string   `required:"" help:"${out}" type:"path"`
	No  []string `arg:"" optional:"" help:"${board_no}"`
}

// Run writes what is public as a PDF for the notice board, made of the public records alone.
func (c *discloseBoard) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		ids, err := o.disclosuresOf(t, c.No)
		if err != nil {
			return err
		}
		name, content, err := o.Disclosure.NoticeBoard(t.ctx, actor, ids)
		if err != nil {
			return err
		}
		return t.hand(c.Out, name, content)
	})
}

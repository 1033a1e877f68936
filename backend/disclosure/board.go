package disclosure

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// mostOnBoard is how many decisions a notice for the board may hold.
const mostOnBoard = 100

// NoticeBoard writes decisions that are public as a PDF to be pinned up: an overview, and the public text of each. It is made of
// their public records alone. No ids means all that are public, the latest first.
func (d *Desk) NoticeBoard(ctx context.Context, actor account.Person, ids []string) (name string, content []byte, err error) {
	const op = "disclosure.notice_board"
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return "", nil, err
	}
	var office account.Office
	var records []string
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if office, _, err = account.OfficeOf(r); err != nil {
			return err
		}
		type public struct {
			ID     string `json:"id"`
			Record string `json:"record"`
		}
		list, err := store.All[public](r, queries.Get("public_records"))
		for _, p := range list {
			if len(ids) == 0 || slices.Contains(ids, p.ID) {
				records = append(records, p.Record)
			}
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	if len(records) == 0 {
		return "", nil, fault.New(fault.Refused, op, fault.T("没有正在公示的决定", "no decision is public")).WithHint(fault.T("先生成公示包。", "Write a package first."))
	}
	records = records[:min(len(records), mostOnBoard)]
	doc := paper.Document{Head: office.Name, Title: "行政执法决定公示", Meta: paper.Meta{Creator: office.Name}, Footer: []string{"本公示由作出决定的机关负责；如有异议，请向本机关提出。"}}
	table := paper.Table{Header: []string{"序号", "文号", "当事人", "决定机关", "决定日期", "公示截止"}, Widths: []int{2, 6, 7, 6, 4, 4}}
	var texts []paper.Block
	for i, sha := range records {
		r, err := d.publicRecordOf(sha)
		if err != nil {
			return "", nil, err
		}
		table.Rows = append(table.Rows, []string{fmt.Sprint(i + 1), r.No, r.Party, r.Agency, r.DecidedOn, r.Until})
		texts = append(texts, paper.PageBreak{}, paper.Heading{Level: 1, Text: fmt.Sprintf("%d　%s　%s", i+1, r.Title.Zh, r.No)})
		for _, line := range r.Text {
			texts = append(texts, paper.Paragraph{Text: line})
		}
	}
	doc.Blocks = append([]paper.Block{table}, texts...)
	content, err = paper.PDF(doc)
	return "公示栏-" + strings.ReplaceAll(d.Files.Today(), "-", "") + ".pdf", content, err
}

// publicRecordOf reads the public record of a hash.
func (d *Desk) publicRecordOf(sha string) (r Record, err error) {
	file, err := d.Files.Blobs.Open(sha)
	if err != nil {
		return r, err
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, mostBytes))
	if err != nil {
		return r, fault.Wrap("disclosure.public_record", err)
	}
	return parseRecord(raw)
}

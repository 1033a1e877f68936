package record

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// CustodySheet is the sheet of an item (证据流转登记表), a recording or a paper: what it is, its hash, and everybody who has seen
// it or taken it away, with the entries of the ledger that say so.
func (k *Desk) CustodySheet(ctx context.Context, item string) (doc paper.Document, err error) {
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		s := sheet{from: r, k: k}
		facts, caseID, err := s.item(item)
		if err != nil {
			return err
		}
		acts, err := CustodyOf(r, item)
		if err != nil {
			return err
		}
		rows := [][]string{}
		for i, a := range acts {
			who, _ := account.PersonOf(r, a.By)
			rows = append(rows, []string{fmt.Sprint(i + 1), shortTime(a.At), who.Name, who.Department, s.label("custody", a.Act), a.Note, fmt.Sprint(a.Seq)})
		}
		doc, err = s.document("证据流转登记表", caseID)
		doc.Blocks = append(doc.Blocks, paper.Facts{Items: facts}, paper.Heading{Level: 2, Text: "查阅、导出、打印和复制"})
		if len(rows) == 0 {
			doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: "没有查阅、导出、打印或者复制的记录。"})
		} else {
			doc.Blocks = append(doc.Blocks, paper.Table{Header: []string{"序号", "时间", "姓名", "部门", "方式", "说明", "账本条目"}, Rows: rows, Widths: []int{5, 16, 9, 14, 8, 20, 9}})
		}
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: "本表由账本条目生成。每次查阅、导出、打印和复制在发生前登记；同一人一小时内再次查阅同一件的，记为一次。"})
		return err
	})
	return doc, err
}

// CustodyPart is the sheet of all items of a case together (证据流转登记表), for its dossier. Nothing is there if nobody has seen
// or taken away any.
func (k *Desk) CustodyPart(from store.Source, caseID string) (doc paper.Document, found bool, err error) {
	acts, err := store.All[Handling](from, queries.Get("custody_of_case"), caseID)
	if err != nil || len(acts) == 0 {
		return doc, false, err
	}
	s := sheet{from: from, k: k}
	rows, name, last := [][]string{}, "", ""
	for i, a := range acts {
		if a.Item != last {
			facts, _, err := s.item(a.Item)
			if err != nil {
				return doc, false, err
			}
			last, name = a.Item, facts[1].Value // its name
		}
		who, _ := account.PersonOf(from, a.By)
		rows = append(rows, []string{fmt.Sprint(i + 1), name, shortTime(a.At), who.Name, s.label("custody", a.Act), a.Note, fmt.Sprint(a.Seq)})
	}
	return paper.Document{Title: "证据流转登记表", Blocks: []paper.Block{
		paper.Paragraph{Text: "证据和音像记录的每次查阅、导出、打印和复制在发生前登记在账本中;同一人一小时内再次查阅同一件的,记为一次。"},
		paper.Table{Header: []string{"序号", "证据", "时间", "姓名", "方式", "说明", "账本条目"}, Rows: rows, Widths: []int{4, 16, 12, 7, 6, 14, 7}}}}, true, nil
}

// ListSheet is the list of the recordings of a case (音像记录清单), for its dossier.
func (k *Desk) ListSheet(ctx context.Context, caseID string) (doc paper.Document, err error) {
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		s := sheet{from: r, k: k}
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		list, err := OfCase(r, c.ID)
		if err != nil {
			return err
		}
		found, err := k.assess(r, c)
		if err != nil {
			return err
		}
		if doc, err = s.document("音像记录清单", c.ID); err != nil {
			return err
		}
		rows := [][]string{}
		for i, rec := range list {
			rows = append(rows, []string{fmt.Sprint(i + 1), s.event(rec.Event), rec.Name(), shortTime(rec.StartedAt), lengthOf(rec), rec.Device, strings.Join(rec.Officers, "、"), rec.Place, rec.SHA256})
		}
		doc.Blocks = append(doc.Blocks, paper.Table{Header: []string{"序号", "事项", "文件", "开始时刻", "时长", "设备", "执法人员", "地点", "SHA-256"}, Rows: rows, Widths: []int{4, 10, 14, 12, 7, 8, 10, 12, 22}})
		s.gaps(&doc, found)
		return nil
	})
	return doc, err
}

// gaps adds what was not recorded, and how it was explained.
func (s sheet) gaps(doc *paper.Document, found Assessment) {
	rows := [][]string{}
	for _, f := range found.Findings {
		why, by := "未说明", ""
		if x := f.Explanation; x != nil && x.State != Rejected {
			why = s.label("recording_gap", x.Reason) + "：" + x.Text
			if by = "待批准"; x.State == Approved {
				who, _ := account.PersonOf(s.from, x.DecidedBy)
				by = who.Name + " " + shortTime(x.DecidedAt)
			}
		}
		rows = append(rows, []string{s.event(f.Event), f.Message.Zh, why, by})
	}
	if len(rows) > 0 {
		doc.Blocks = append(doc.Blocks, paper.Heading{Level: 2, Text: "缺录和说明"}, paper.Table{Header: []string{"事项", "情况", "说明", "批准"}, Rows: rows, Widths: []int{14, 26, 30, 16}})
	}
}

// sheet writes papers of the record.
type sheet struct {
	from store.Source
	k    *Desk
}

func (s sheet) label(table, id string) string {
	return s.k.Files.Rules.Current().CodeLabel(table, id).Zh
}

func (s sheet) event(id string) string {
	if e, found := s.k.Files.Rules.Current().Recording(id); found {
		return id + " " + e.Label.Zh
	}
	return "未定"
}

// document begins a paper of the office about a case.
func (s sheet) document(title, caseID string) (doc paper.Document, err error) {
	office, _, err := account.OfficeOf(s.from)
	if err != nil {
		return doc, err
	}
	doc = paper.Document{Head: office.Name, Title: title, Meta: paper.Meta{Creator: office.Name, Created: s.k.now()}}
	if caseID == "" {
		return doc, nil
	}
	c, err := casefile.CaseOf(s.from, caseID)
	doc.Number = c.No
	doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: "案件：" + c.Title, Flush: true})
	return doc, err
}

// item is what an item is.
func (s sheet) item(id string) (facts []paper.Fact, caseID string, err error) {
	r, err := Of(s.from, id)
	if err == nil {
		facts = []paper.Fact{{Label: "编号", Value: r.ID}, {Label: "名称", Value: r.Name()}, {Label: "事项", Value: s.event(r.Event)}, {Label: "开始时刻", Value: shortTime(r.StartedAt)}, {Label: "时长", Value: lengthOf(r)},
			{Label: "设备", Value: strings.TrimSpace(r.Device + " " + r.Model)}, {Label: "执法人员", Value: strings.Join(r.Officers, "、")}, {Label: "导入时间", Value: shortTime(r.ReceivedAt)}, {Label: "SHA-256", Value: r.SHA256}}
		if r.Parent != "" {
			facts = append(facts, paper.Fact{Label: "派生自", Value: r.Parent + "，" + Clock(r.ParentMs) + "；" + r.EditNote})
		}
		return facts, r.Case, nil
	}
	if fault.KindOf(err) != fault.NotFound {
		return nil, "", err
	}
	p, err := casefile.PaperOf(s.from, id)
	if err != nil {
		return nil, "", err
	}
	return []paper.Fact{{Label: "编号", Value: p.ID}, {Label: "名称", Value: p.Title}, {Label: "文件", Value: p.Path}, {Label: "收入时间", Value: shortTime(p.AddedAt)}, {Label: "SHA-256", Value: p.SHA256}}, p.Case, nil
}

// shortTime is an instant as papers write it.
func shortTime(at string) string {
	read, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return read.Format("2006-01-02 15:04:05")
}

func lengthOf(r Recording) string {
	if !r.Film() {
		return "图片"
	}
	return Clock(r.DurationMs)
}

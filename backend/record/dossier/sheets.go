package dossier

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/idcode"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Cover is what stands on the cover of a volume, in the order of the archive's form.
type Cover struct {
	Office string       `json:"office"`
	Title  string       `json:"title"`
	Side   string       `json:"side"`
	Lines  []paper.Fact `json:"lines"`
}

// sideName is what a side is called on paper.
func sideName(side string) string {
	if side == Back {
		return "副卷"
	}
	return "正卷"
}

// facts of a case as text, by field.
type known map[string]string

func knownOf(from store.Source, caseID string) (known, error) {
	fields, err := casefile.FieldsOf(from, caseID)
	out := known{}
	for _, f := range fields {
		var text string
		var list []string
		switch {
		case json.Unmarshal(f.Value, &text) == nil:
			out[f.Name] = text
		case json.Unmarshal(f.Value, &list) == nil:
			out[f.Name] = strings.Join(list, "、")
		default:
			out[f.Name] = string(f.Value)
		}
	}
	return out, err
}

// cover writes down the fields of the cover.
func (d *Desk) cover(from store.Source, plan Plan, side string, papers, pages int, today string) (cover Cover, err error) {
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return cover, err
	}
	k, err := knownOf(from, plan.Case.ID)
	if err != nil {
		return cover, err
	}
	handlers, err := namesOf(from, plan.Case.ID)
	if err != nil {
		return cover, err
	}
	archivedOn, _, err := store.One[string](from, queries.Get("archived_on"), plan.Case.ID)
	if err != nil {
		return cover, err
	}
	if archivedOn == "" {
		archivedOn = today
	}
	p := plan.Particulars
	kept := "未定"
	if r, found := d.retention(plan.Case, p); found {
		kept = retentionText(r)
	}
	decision := d.decisionNo(plan, k)
	cover = Cover{Office: office.Name, Title: plan.Case.Title, Side: side, Lines: []paper.Fact{
		{Label: "案件名称", Value: plan.Case.Title}, {Label: "案号", Value: plan.Case.No}, {Label: "决定书文号", Value: decision}, {Label: "案由", Value: first(k[rulebook.CoverCause], k[rulebook.CoverItemCause], plan.Case.Title)},
		{Label: "当事人", Value: plan.Case.Party}, {Label: "承办人", Value: strings.Join(handlers, "、")}, {Label: "立案日期", Value: day(plan.Case.FiledOn)}, {Label: "结案日期", Value: day(k[rulebook.CoverClosedOn])},
		{Label: "处理结果", Value: d.result(plan, k)}, {Label: "归档日期", Value: day(archivedOn)}, {Label: "归档号", Value: p.Archive}, {Label: "保管期限", Value: kept},
		{Label: "件数", Value: fmt.Sprintf("%d 件", papers)}, {Label: "页数", Value: fmt.Sprintf("%d 页", pages)}, {Label: "全宗号", Value: p.Fonds}, {Label: "目录号", Value: p.Catalogue}, {Label: "案卷号", Value: p.Number},
	}}
	return cover, nil
}

// decisionNo is the number of the paper by which the case was decided.
func (d *Desk) decisionNo(plan Plan, k known) string {
	procedure, _ := d.Files.Procedure(plan.Case)
	for _, slot := range procedure.ArchiveOrder {
		if slot.No != 2 || slot.Side != Front {
			continue
		}
		for _, code := range slot.Papers {
			if no := k["d."+code+".no"]; no != "" {
				return no
			}
		}
	}
	for _, e := range append(append([]Entry{}, plan.Front...), plan.Back...) {
		if e.Paper.Part == "decision" && e.Paper.No != "" {
			return e.Paper.No
		}
	}
	return ""
}

// result says how the case ended, in the decision's own words where they are known, else by its sum.
func (d *Desk) result(plan Plan, k known) string {
	if k[rulebook.CoverResult] != "" {
		return k[rulebook.CoverResult]
	}
	procedure, _ := d.Files.Procedure(plan.Case)
	field, named := procedure.Field(procedure.Amount)
	if !named || plan.Case.Amount <= 0 {
		return ""
	}
	return field.Label.Zh + idcode.FormatFigures(plan.Case.Amount) + "元"
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// day is a date as it is printed.
func day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// retentionText is how long a dossier is kept, as covers say it.
func retentionText(r rulebook.Retention) string {
	months := max(r.Months, r.Usual)
	switch {
	case r.Term == "permanent":
		return "永久"
	case months%12 == 0 && months > 0:
		return fmt.Sprintf("%d年", months/12)
	case months > 0:
		return fmt.Sprintf("%d个月", months)
	}
	return r.Label.Zh
}

func namesOf(from store.Source, caseID string) (names []string, err error) {
	ids, err := casefile.HandlersOf(from, caseID)
	for _, id := range ids {
		p, err := account.PersonOf(from, id)
		if err != nil {
			return nil, err
		}
		names = append(names, p.Name)
	}
	return names, err
}

func (c Cover) document() paper.Document {
	return paper.Document{Head: c.Office, Title: "行政执法案卷", Number: sideName(c.Side), Blocks: []paper.Block{paper.Facts{Items: c.Lines}}}
}

// contents is the list of a volume's papers with the pages on which they stand.
func contents(side, office string, papers []bound) paper.Document {
	t := paper.Table{Header: []string{"序号", "文号", "责任者", "题名", "日期", "页号", "备注"}, Widths: []int{2, 5, 5, 8, 5, 3, 3}, Aligns: []paper.Align{paper.Center, 0, 0, 0, paper.Center, paper.Center}}
	for i, p := range papers {
		author := p.Author
		if author == ownOffice {
			author = office
		}
		pages := fmt.Sprint(p.first)
		if p.pages > 1 {
			pages = fmt.Sprintf("%d-%d", p.first, p.first+p.pages-1)
		}
		note := ""
		if !p.note.IsZero() {
			note = "以说明页代替"
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), p.Paper.No, author, p.Paper.Title, strings.ReplaceAll(p.Paper.MadeOn, "-", ""), pages, note})
	}
	title := "卷内目录"
	if side == Back {
		title = "副卷卷内目录"
	}
	return paper.Document{Title: title, Blocks: []paper.Block{t}}
}

// recordings is the list of what was recorded in sound and picture.
func recordings(list []Recording, looseOnes []Entry) paper.Document {
	t := paper.Table{Header: []string{"编号", "事项", "开始时间", "时长", "设备", "SHA-256 / SM3"}, Widths: []int{3, 4, 4, 3, 3, 8}}
	for _, r := range list {
		t.Rows = append(t.Rows, []string{r.No, first(r.Title, r.Event), r.Begun, r.Length, r.Device, hashesOf(r.SHA256, r.SM3)})
	}
	for i, e := range looseOnes {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("附%d", i+1), e.Paper.Title, e.Paper.MadeOn, "", "", grouped(e.Paper.SHA256)})
	}
	d := paper.Document{Title: "音像记录资料清单"}
	if len(t.Rows) == 0 {
		d.Blocks = []paper.Block{paper.Paragraph{Text: "本案没有挂接的音像记录。"}}
	} else {
		d.Blocks = []paper.Block{paper.Paragraph{Text: "下列音像记录的原始文件保存在本单位原件库和电子卷中,以哈希值核对。"}, t}
	}
	return d
}

// backPage is the last page of a volume.
func backPage(side string, p Particulars, papers, pages int, today string) paper.Document {
	title := "备考表"
	if side == Back {
		title = "副卷备考表"
	}
	return paper.Document{Title: title, Blocks: []paper.Block{paper.Facts{Items: []paper.Fact{
		{Label: "本卷情况说明", Value: first(p.Note, fmt.Sprintf("本卷共 %d 件 %d 页,页号连续。", papers, pages)) + "\n\n"},
		{Label: "立卷人", Value: p.Compiler}, {Label: "检查人", Value: p.Checker}, {Label: "立卷时间", Value: day(today)}}}}}
}

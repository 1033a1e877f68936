package disclosure

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// AnnualFigure is a figure of a year with the decisions that it counts. A sum is in fen.
type AnnualFigure struct {
	rulebook.AnnualFigure
	Value int64
	Of    []AnnualCase
}

// AnnualCase is a decision that a figure counts.
type AnnualCase struct {
	Case       string
	CaseNo     string
	DecisionNo string
	On         string
}

// Annual are the figures of a year for the reports that are due on a day of the next one (YYYY-MM-DD).
type Annual struct {
	Year    string
	DueOn   string
	Figures []AnnualFigure
}

// annualRow is a decision as the figures see it.
type annualRow struct {
	ID          string `json:"id"`
	Case        string `json:"case_id"`
	CaseNo      string `json:"case_no"`
	DecisionNo  string `json:"decision_no"`
	DecidedOn   string `json:"decided_on"`
	DueOn       string `json:"due_on"`
	State       State  `json:"state"`
	PublishedAt string `json:"published_at"`
	Ended       End    `json:"ended"`
	Corrections int    `json:"corrections"`
	Answered    int    `json:"answered"`
	Accepted    int    `json:"accepted"`
}

// counts tells by how much a decision adds to a figure; sum gives a field of its case.
func (r annualRow) counts(f rulebook.AnnualFigure, today string, sum func() int64) int64 {
	day := r.PublishedAt
	if day != "" {
		day = day[:len("2006-01-02")]
	}
	due := r.DueOn != "" && r.State != Withheld
	yes := map[string]bool{"decisions": true, "due": due, "published": day != "", "timely": due && day != "" && day <= r.DueOn,
		"late": due && (day > r.DueOn || day == "" && today > r.DueOn), "corrected": r.Corrections > 0, "withdrawn": r.Ended == EndWithdrawn, "withheld": r.State == Withheld}
	switch {
	case f.Measure == "sum":
		return sum()
	case f.Measure == "answered":
		return int64(r.Answered)
	case f.Measure == "accepted":
		return int64(r.Accepted)
	case yes[f.Measure]:
		return 1
	}
	return 0
}

// annualDue is the period of the rulebook by which the reports of a year are due.
const annualDue = "year_date"

// Annual counts the figures of a year from the decisions made in it.
func (d *Desk) Annual(ctx context.Context, year string) (a Annual, err error) {
	if !dayShape.MatchString(year + "-01-01") {
		return a, fault.New(fault.Invalid, "disclosure.annual", fault.T("年份不正确", "that is no year")).WithField("year")
	}
	book := d.Files.Rules.Current()
	a = Annual{Year: year}
	for _, period := range book.Procedures[0].Deadlines {
		if string(period.Unit) == annualDue && period.Day != "" {
			var y int
			_, _ = fmt.Sscan(year, &y) // its shape was looked at
			a.DueOn = fmt.Sprintf("%04d-%s", y+1, period.Day)
			break
		}
	}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		rows, err := store.All[annualRow](r, queries.Get("annual"), year+"-01-01", year+"-12-31")
		if err != nil {
			return err
		}
		kinds, facts := map[string]string{}, map[string]rulebook.Facts{}
		for _, row := range rows {
			c, err := casefile.CaseOf(r, row.Case)
			if err != nil {
				return err
			}
			if p, known := d.Files.Procedure(c); known {
				kinds[row.ID] = p.Kind
			}
			if slices.ContainsFunc(book.Annual, func(f rulebook.AnnualFigure) bool {
				return f.Measure == "sum" && slices.Contains(f.Actions, kinds[row.ID])
			}) {
				if facts[row.ID], err = d.Files.Facts(r, c); err != nil {
					return err
				}
			}
		}
		for _, f := range book.Annual {
			figure := AnnualFigure{AnnualFigure: f, Of: []AnnualCase{}}
			for _, row := range rows {
				if !slices.Contains(f.Actions, kinds[row.ID]) {
					continue
				}
				n := row.counts(f, d.Files.Today(), func() int64 { sum, _ := facts[row.ID][f.Field].(int64); return sum })
				if n != 0 {
					figure.Value += n
					figure.Of = append(figure.Of, AnnualCase{row.Case, row.CaseNo, row.DecisionNo, row.DecidedOn})
				}
			}
			a.Figures = append(a.Figures, figure)
		}
		return nil
	})
	return a, err
}

// Shown is a figure as it is written: a count, or a sum in ten thousand yuan with six decimals.
func (f AnnualFigure) Shown() string {
	if f.Unit == "sum" {
		return paper.Number(f.Value).String(paper.Column{Kind: paper.DecimalColumn, Places: 6})
	}
	return strconv.FormatInt(f.Value, 10)
}

// ReportLabel is what a yearly report is called.
func ReportLabel(report string) fault.Text {
	switch report {
	case "openness":
		return fault.T("政府信息公开工作年度报告", "Yearly report on openness of government")
	case "double":
		return fault.T("双公示数据质量", "Quality of the reports to the credit platforms")
	}
	return fault.T("行政执法统计年报", "Yearly statistics of enforcement")
}

// AnnualFile writes the figures of a year as a workbook, with the decisions that each counts, or as a PDF.
func (d *Desk) AnnualFile(ctx context.Context, year, form string) (name string, content []byte, err error) {
	a, err := d.Annual(ctx, year)
	if err != nil {
		return "", nil, err
	}
	var office account.Office
	if err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) { office, _, err = account.OfficeOf(r); return err }); err != nil {
		return "", nil, err
	}
	name = fmt.Sprintf("%s年度公示数据.%s", year, form)
	meta := paper.Meta{Creator: office.Name}
	switch form {
	case "xlsx":
		content, err = paper.XLSX(paper.Workbook{Title: year + "年度公示数据", Sheets: a.sheets(), Meta: meta})
	case "pdf":
		content, err = paper.PDF(a.document(office, meta))
	default:
		err = fault.New(fault.Invalid, "disclosure.annual", fault.Tf("不能导出为 %[1]s", "the figures cannot be written as %[1]s", form))
	}
	return name, content, err
}

func (a Annual) sheets() []paper.Sheet {
	figures := paper.Sheet{Name: "数据", Columns: []paper.Column{{Title: "编号"}, {Title: "年报"}, {Title: "项目"}, {Title: "数值"}, {Title: "依据"}, {Title: "来源"}}}
	cases := paper.Sheet{Name: "所计决定", Columns: []paper.Column{{Title: "编号"}, {Title: "项目"}, {Title: "案号"}, {Title: "文号"}, {Title: "决定日期"}}}
	for _, f := range a.Figures {
		figures.Rows = append(figures.Rows, []paper.Cell{paper.Text(f.ID), paper.Text(ReportLabel(f.Report).Zh), paper.Text(f.Label.Zh), paper.Text(f.Shown()), paper.Text(f.Article), paper.Text(f.Source)})
		for _, c := range f.Of {
			cases.Rows = append(cases.Rows, []paper.Cell{paper.Text(f.ID), paper.Text(f.Label.Zh), paper.Text(c.CaseNo), paper.Text(c.DecisionNo), paper.Text(c.On)})
		}
	}
	return []paper.Sheet{figures, cases}
}

func (a Annual) document(office account.Office, meta paper.Meta) paper.Document {
	doc := paper.Document{Head: office.Name, Title: a.Year + "年度公示数据", Meta: meta, Footer: []string{"按决定日期计入当年；由案件数据自动统计，所计决定见同名表格。应于" + a.DueOn + "前公布。"}}
	var reports []string
	for _, f := range a.Figures {
		if !slices.Contains(reports, f.Report) {
			reports = append(reports, f.Report)
		}
	}
	for _, report := range reports {
		t := paper.Table{Caption: ReportLabel(report).Zh, Header: []string{"项目", "数值", "依据"}, Widths: []int{5, 2, 6}}
		for _, f := range a.Figures {
			if f.Report == report {
				t.Rows = append(t.Rows, []string{f.Label.Zh, f.Shown(), strings.TrimSpace(f.Article)})
			}
		}
		doc.Blocks = append(doc.Blocks, t)
	}
	return doc
}

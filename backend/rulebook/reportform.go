package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

// ReportForm is the form in which a receiver wants the report of a decision: its columns, in order, made of those of the report.
// An office adds its own by a change of the rulebook.
type ReportForm struct {
	ID           string       `json:"id"` // such as "sgs2018"
	Label        fault.Text   `json:"label"`
	Kind         string       `json:"kind"`         // of action
	Destinations []string     `json:"destinations"` // credit, gsxt, site
	Dates        string       `json:"dates"`        // YYYY/MM/DD or YYYY-MM-DD
	Columns      []FormColumn `json:"columns"`
	Source       string       `json:"source"`
}

// FormColumn is a column of a form. It takes the value of a column of the report by its code, one part of it where several are
// joined (1 is the first), the value of a field of the case, or the same value in every row.
type FormColumn struct {
	Title string `json:"title"`
	Code  string `json:"code,omitempty"`
	Part  int    `json:"part,omitempty"`
	Fact  string `json:"fact,omitempty"`
	Value string `json:"value,omitempty"`
}

// dateForms are the forms of dates that receivers ask for.
var dateForms = []string{"YYYY/MM/DD", "YYYY-MM-DD"}

// FormsFor lists the forms for the reports of a kind of action.
func (b *Book) FormsFor(kind string) (list []ReportForm) {
	for _, f := range b.ReportForms {
		if f.Kind == kind {
			list = append(list, f)
		}
	}
	return list
}

// reportForms checks that every column of every form can be filled.
func (l *loader) reportForms(b *Book) {
	const file = "report_forms.json"
	for _, f := range b.ReportForms {
		l.oneOf(file, f.ID, fault.T("日期格式", "form of dates"), f.Dates, dateForms...)
		for _, d := range f.Destinations {
			l.oneOf(file, f.ID, fault.T("去向", "destination"), d, "credit", "gsxt", "site")
		}
		l.points(file, f.ID, fault.Text{}, b, []string{f.Kind}, nil, nil)
		procedures := b.OfKind(f.Kind)
		if len(procedures) == 0 {
			continue // a book that holds only some of the kinds cannot tell
		}
		codes := map[string]bool{}
		for _, p := range procedures {
			for _, column := range p.DisclosureFields {
				codes[column.Code] = true
			}
		}
		if len(codes) == 0 || len(f.Columns) == 0 {
			l.problem(file, f.ID, "“%s”类行为没有公示字段，或表式没有列", "the kind %q has no report, or the form has no columns", f.Kind)
		}
		var titles []string
		for _, c := range f.Columns {
			known := c.Fact == ""
			for _, field := range b.Fields {
				known = known || field.Name == c.Fact
			}
			if c.Title == "" || slices.Contains(titles, c.Title) || !known || c.Code != "" && !codes[c.Code] || c.Part < 0 {
				l.problem(file, f.ID, "列“%s”重复，或取自不存在的内容", "the column %q is there twice, or is made of nothing that is known", c.Title)
			}
			titles = append(titles, c.Title)
		}
	}
}

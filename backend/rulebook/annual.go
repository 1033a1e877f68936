package rulebook

import "zhiheng/backend/fault"

// AnnualFigure is a figure that a yearly report asks for, counted from the decisions of the year. Report is "openness" (the yearly
// report on openness of government), "statistics" (that of enforcement) or "double" (the quality of the reports to the credit
// platforms). Field is the sum of money that a figure of measure "sum" adds up.
type AnnualFigure struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Report  string     `json:"report"`
	Actions []string   `json:"actions"` // the kinds of action
	Measure string     `json:"measure"`
	Unit    string     `json:"unit"` // count or sum
	Field   string     `json:"field,omitempty"`
	Article string     `json:"article"`
	Source  string     `json:"source"`
}

// annualMeasures are what the program can count.
var annualMeasures = []string{"decisions", "sum", "due", "published", "timely", "late", "corrected", "withdrawn", "withheld", "answered", "accepted"}

// annualFigures checks the figures of the yearly reports.
func (l *loader) annualFigures(b *Book) {
	const file = "annual_figures.json"
	for _, f := range b.Annual {
		l.oneOf(file, f.ID, fault.T("年报", "report"), f.Report, "openness", "statistics", "double")
		l.oneOf(file, f.ID, fault.T("口径", "measure"), f.Measure, annualMeasures...)
		l.oneOf(file, f.ID, fault.T("单位", "unit"), f.Unit, "count", "sum")
		l.points(file, f.ID, fault.Text{}, b, f.Actions, nil, nil)
		if field, known := b.fields[f.Field]; (f.Measure == "sum") != (known && field.Type == Money) {
			l.problem(file, f.ID, "没有“%s”这个要素", "unknown field %q", f.Field)
		}
	}
}

package casefile

import (
	"context"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Register is a register of finished cases, as an office keeps it in a workbook, laid out to be imported: a line of headings
// and a row for each case. Rows count from 1, as the person sees them.
type Register struct {
	Sheets  []string
	Sheet   int // place in Sheets
	Header  int // row of the headings
	Rows    int // rows with something in them below the headings
	Columns []RegisterColumn
}

// RegisterColumn is a column of a register. Target is what it is taken for, empty for nothing; Remembered says that somebody
// of the office chose it the last time a column was called so.
type RegisterColumn struct {
	Heading    string
	Samples    []string
	Target     string
	Remembered bool
}

// Target is what a column can be taken for: a field of the case, or what is known of how it ended.
type Target struct {
	ID    string
	Label fault.Text
}

// The targets that are no fields of a case: its decision, and the opinion of legal review then.
const (
	decisionNo     = "decision.no"
	decisionOn     = "decision.on"
	decisionResult = "decision.result"
	opinionResult  = "opinion.result"
	opinionText    = "opinion.text"
	opinionBy      = "opinion.by"
	opinionOn      = "opinion.on"
)

// outcomeTargets are the targets that are no fields, in their order.
func outcomeTargets() []Target {
	return []Target{
		{decisionNo, fault.T("决定书文号", "Number of the decision")}, {decisionOn, fault.T("决定日期", "Date of the decision")},
		{decisionResult, fault.T("决定种类", "Kind of decision")}, {opinionResult, fault.T("审核结论", "Conclusion of the review")},
		{opinionText, fault.T("审核意见", "Opinion of the review")}, {opinionBy, fault.T("审核人", "Reviewer")}, {opinionOn, fault.T("审核日期", "Date of the review")},
	}
}

//go:embed register_columns.json
var registerColumns []byte

// headings maps what columns are usually called to their targets.
func headings() (map[string]string, []string) {
	var file struct {
		Rows []struct {
			Target  string   `json:"target"`
			Headers []string `json:"headers"`
		} `json:"rows"`
	}
	known, order := map[string]string{}, []string{}
	if json.Unmarshal(registerColumns, &file) != nil { // it is built in: a test reads it
		return known, order
	}
	for _, row := range file.Rows {
		order = append(order, row.Target)
		for _, h := range row.Headers {
			if _, taken := known[bareHeading(h)]; !taken {
				known[bareHeading(h)] = row.Target
			}
		}
	}
	return known, order
}

// bareHeading is a heading as it is compared: without brackets, units, spaces and width.
func bareHeading(h string) string {
	h = idcode.FoldString(h)
	for _, unit := range []string{"(元)", "(万元)", "(必填)", "(人民币)"} {
		h = strings.ReplaceAll(h, unit, "")
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, h)
}

// LayOut finds the headings of a sheet and proposes what each column is: what the office chose last time, else what such
// columns are usually called. A header of 0 is looked for.
func (f *Files) LayOut(from store.Source, t extract.Table, sheet, header int) (Register, error) {
	out := Register{}
	for _, s := range t.Sheets {
		out.Sheets = append(out.Sheets, s.Name)
	}
	if sheet < 0 || sheet >= len(t.Sheets) {
		return out, fault.New(fault.Invalid, "casefile.register", fault.T("没有这个工作表", "there is no such sheet")).WithField("sheet")
	}
	rows := t.Sheets[sheet].Rows
	usual, _ := headings()
	if header == 0 {
		header = headerRow(rows, usual)
	}
	if header < 1 || header > len(rows) || len(rows[header-1]) == 0 {
		return out, fault.New(fault.Invalid, "casefile.register", fault.T("这个工作表里没有找到表头", "no headings were found in this sheet")).WithField("header").
			WithHint(fault.T("表头应写明“案号”“当事人”等列名，每行一个案件。", "There should be a line of headings such as 案号 and 当事人, and a row for each case."))
	}
	remembered, err := rememberedColumns(from)
	if err != nil {
		return out, err
	}
	out.Sheet, out.Header = sheet, header
	taken := map[string]bool{}
	for i, h := range rows[header-1] {
		c := RegisterColumn{Heading: h, Samples: []string{}}
		bare := bareHeading(h)
		target, known := remembered[bare]
		c.Remembered = known
		if !known {
			target = usual[bare]
		}
		if target != "" && !taken[target] {
			c.Target, taken[target] = target, true
		}
		for _, row := range rows[header:] {
			if i < len(row) && row[i] != "" && len(c.Samples) < 3 && !slices.Contains(c.Samples, row[i]) {
				c.Samples = append(c.Samples, row[i])
			}
		}
		out.Columns = append(out.Columns, c)
	}
	for _, row := range rows[header:] {
		if len(row) > 0 {
			out.Rows++
		}
	}
	return out, nil
}

// headerRow is the row among the first twenty in which most cells are called what columns are called, else the first with
// three cells or more; 0 if there is none.
func headerRow(rows [][]string, usual map[string]string) int {
	best, most := 0, 0
	for i, row := range rows[:min(len(rows), 20)] {
		known := 0
		for _, cell := range row {
			if usual[bareHeading(cell)] != "" {
				known++
			}
		}
		if known > most {
			best, most = i+1, known
		}
	}
	if best > 0 {
		return best
	}
	return 1 + slices.IndexFunc(rows[:min(len(rows), 20)], func(row []string) bool { return len(row) >= 3 })
}

// rememberedColumns are the targets that the office chose for headings before.
func rememberedColumns(from store.Source) (map[string]string, error) {
	list, err := store.All[registerColumn](from, queries.Get("register_columns"))
	out := map[string]string{}
	for _, r := range list {
		out[r.Heading] = r.Target
	}
	return out, err
}

// Targets lists what columns can be taken for in a procedure: the usual first, then every other field that can be typed.
func Targets(procedure *rulebook.Procedure) []Target {
	var list []Target
	outcome := outcomeTargets()
	add := func(name string) {
		if slices.ContainsFunc(list, func(t Target) bool { return t.ID == name }) {
			return
		}
		if i := slices.IndexFunc(outcome, func(t Target) bool { return t.ID == name }); i >= 0 {
			list = append(list, outcome[i])
		} else if field, known := procedure.Field(name); known && typed(field) {
			list = append(list, Target{name, field.Label})
		}
	}
	_, order := headings()
	for _, name := range order {
		add(name)
	}
	for _, field := range procedure.Book().Fields {
		add(field.Name)
	}
	return list
}

// typed tells whether a field of a case can be filled from one cell.
func typed(field rulebook.Field) bool {
	ours := []string{"case", "party", "penalty", "measure", "hearing", "license", "inspection", "levy"}
	return !field.Computed && field.Type != rulebook.List && field.Type != rulebook.Instant && !strings.Contains(field.Name, "*") && slices.Contains(ours, field.Group)
}

// Tabling reads workbooks row by row. *extract.Pool is one.
type Tabling interface {
	Table(ctx context.Context, path, name string) (extract.Table, error)
}

// ReadTable reads a workbook or a table in plain text.
func (f *Files) ReadTable(ctx context.Context, path, name string) (extract.Table, error) {
	reading, able := f.Reading.(Tabling)
	if !able {
		return extract.Table{}, fault.New(fault.Unavailable, "casefile.read_table", fault.T("不能读取电子表格", "spreadsheets cannot be read"))
	}
	return reading.Table(ctx, path, name)
}

package casefile

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// RegisterOrder says how a register is to be imported: which columns are what, by place, and under which procedure. Sums
// under a heading with 万元 are taken for that.
type RegisterOrder struct {
	Name      string
	Sheet     int
	Header    int
	Procedure string
	Targets   []string // by column; empty for one that is left out
	LeaveOut  bool     // rows with faults are left out; otherwise one fault refuses all
}

// RowFault is what is wrong with a row, or worth a look if Warning. Column is its heading, empty for the row as a whole.
type RowFault struct {
	Row     int        `json:"row"`
	Column  string     `json:"column"`
	Value   string     `json:"value"`
	Warning bool       `json:"warning"`
	Message fault.Text `json:"message"`
}

// RegisterTrial is what an import would do. Known are rows whose case the office has already: they are passed over.
type RegisterTrial struct {
	Rows   int
	Good   int
	Known  int
	Faulty int
	Faults []RowFault // the first thousand
	Sample []PastRow  // the first rows as they would be kept

	faulty []int // rows
}

// PastRow is a row as it was understood.
type PastRow struct {
	Row     int
	No      string
	Title   string
	Values  map[string]any // by field
	Outcome PastOutcome
	Known   bool // the office has a case of this number
}

// PastOutcome is how a finished case ended, as its register tells. Opinion is the conclusion of legal review in the words of
// then; By is a name, not a person of this office.
type PastOutcome struct {
	Code        string `json:"code,omitempty"` // of the paper that carries the decision
	No          string `json:"no,omitempty"`
	On          string `json:"on,omitempty"`
	Opinion     string `json:"opinion,omitempty"`
	OpinionText string `json:"opinion_text,omitempty"`
	OpinionBy   string `json:"opinion_by,omitempty"`
	OpinionOn   string `json:"opinion_on,omitempty"`
}

const (
	mostFaults  = 1000
	sampleRows  = 5
	longestCell = 20_000 // runes
)

// registerReader turns the rows of a register into cases.
type registerReader struct {
	procedure *rulebook.Procedure
	order     RegisterOrder
	heads     []string
	today     string
	taken     map[string]int // rows by case number
	known     func(no string) (bool, error)
}

// rows understands every row. A row with a fault that is no warning is not among the good ones.
func (r *registerReader) rows(sheet extract.Sheet) (good []PastRow, trial RegisterTrial, err error) {
	trial.Faults, trial.Sample = []RowFault{}, []PastRow{}
	for i, cells := range sheet.Rows[r.order.Header:] {
		if len(cells) == 0 {
			continue
		}
		trial.Rows++
		row, faults := r.row(r.order.Header+i+1, cells)
		bad := slices.ContainsFunc(faults, func(f RowFault) bool { return !f.Warning })
		trial.Faults = append(trial.Faults, faults[:min(len(faults), mostFaults-len(trial.Faults))]...)
		if bad {
			trial.Faulty++
			trial.faulty = append(trial.faulty, row.Row)
			continue
		}
		if row.Known, err = r.known(row.No); err != nil {
			return nil, trial, err
		}
		if row.Known {
			trial.Known++
			continue
		}
		trial.Good++
		good = append(good, row)
		if len(trial.Sample) < sampleRows {
			trial.Sample = append(trial.Sample, row)
		}
	}
	return good, trial, nil
}

// row understands one row.
func (r *registerReader) row(n int, cells []string) (PastRow, []RowFault) {
	row := PastRow{Row: n, Values: map[string]any{}}
	var faults []RowFault
	for i, target := range r.order.Targets {
		if target == "" || i >= len(cells) || cells[i] == "" {
			continue
		}
		text, head := cells[i], ""
		if i < len(r.heads) {
			head = r.heads[i]
		}
		tell := func(warning bool, message fault.Text) {
			faults = append(faults, RowFault{Row: n, Column: head, Value: short(text, 60), Warning: warning, Message: message})
		}
		if len([]rune(text)) > longestCell {
			tell(false, fault.Tf("超过%d字", "longer than %d characters", longestCell))
			continue
		}
		r.cell(&row, target, head, text, tell)
	}
	return row, append(faults, r.whole(&row)...)
}

// cell takes one cell over.
func (r *registerReader) cell(row *PastRow, target, head, text string, tell func(warning bool, message fault.Text)) {
	o := &row.Outcome
	switch target {
	case decisionNo:
		o.No = text
	case decisionResult:
		if o.Code = decisionBy(r.procedure, text); o.Code == "" {
			tell(false, fault.T("不是本程序的决定种类", "is no kind of decision in this procedure"))
		}
	case opinionResult:
		o.Opinion = text
	case opinionText:
		o.OpinionText = text
	case opinionBy:
		o.OpinionBy = text
	case decisionOn, opinionOn:
		day, ok := ReadDay(text)
		if !ok {
			tell(false, notADay())
			return
		}
		if day > r.today {
			tell(false, fault.T("日期晚于今天", "the date lies after today"))
			return
		}
		if target == decisionOn {
			o.On = day
		} else {
			o.OpinionOn = day
		}
	default:
		field, known := r.procedure.Field(target)
		if !known || !typed(field) {
			tell(false, fault.Tf("没有字段 %[1]s", "no such field: %[1]s", target))
			return
		}
		if strings.HasSuffix(target, ".uscc") && isResident(text) { // such columns hold either
			field, _ = r.procedure.Field(strings.TrimSuffix(target, "uscc") + "id_no")
		}
		value, message := valueOf(r.procedure, field, text, strings.Contains(head, "万元"))
		if message != nil {
			tell(false, *message)
			return
		}
		if strings.HasSuffix(field.Name, ".uscc") && len(idcode.CheckCreditCode(text)) > 0 {
			tell(true, fault.T("统一社会信用代码校验不通过，将按原样收录", "the credit code does not check; it is kept as it is"))
		}
		row.Values[field.Name] = value
	}
}

// whole checks a row as a whole and fills in what it does not say.
func (r *registerReader) whole(row *PastRow) (faults []RowFault) {
	tell := func(message fault.Text) { faults = append(faults, RowFault{Row: row.Row, Message: message}) }
	text := func(name string) string { s, _ := row.Values[name].(string); return s }
	if row.No = text("c.no"); row.No == "" {
		row.No = row.Outcome.No
	}
	row.Title = text("c.title")
	if row.Title == "" && text("p.name") != "" {
		row.Title = text("p.name") + "案"
		for name, value := range row.Values {
			if strings.HasSuffix(name, ".cause") {
				row.Title = fmt.Sprintf("%s%s案", text("p.name"), strings.TrimSuffix(fmt.Sprint(value), "案"))
			}
		}
	}
	switch first, twice := r.taken[row.No]; {
	case row.No == "":
		tell(fault.T("没有案号，也没有决定书文号", "neither a case number nor the number of a decision"))
	case twice:
		tell(fault.Tf("案号“%[1]s”与第%[2]d行相同", "has the same number, %[1]s, as row %[2]d", row.No, first))
	case row.Title == "":
		tell(fault.T("没有案件名称，也没有当事人", "neither a title nor a party"))
	default:
		r.taken[row.No] = row.Row
	}
	row.Values["c.no"], row.Values["c.title"] = row.No, row.Title
	if papers := r.procedure.Decisions(); row.Outcome.Code == "" && (row.Outcome.No != "" || row.Outcome.On != "") && len(papers) > 0 {
		row.Outcome.Code = papers[0].Code
	}
	return faults
}

// decisionBy finds the paper that carries a decision by how a register calls it: by its name, or by a part of it that no
// other one has.
func decisionBy(procedure *rulebook.Procedure, text string) string {
	text = strings.TrimSuffix(strings.TrimSpace(text), "决定书")
	var found string
	for _, p := range procedure.Decisions() {
		name := strings.TrimSuffix(p.Label.Zh, "决定书")
		switch {
		case name == text || p.Code == text || p.Decides == text:
			return p.Code
		case strings.Contains(name, text) && found == "":
			found = p.Code
		}
	}
	return found
}

func notADay() fault.Text {
	return fault.T("不是日期，请写成 2024-03-02 的样子", "is no date; write it like 2024-03-02")
}

// ReadDay reads a day: as a workbook stores it, in eight figures, or as people write it.
func ReadDay(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		switch {
		case n >= 20_000 && n < 80_000: // days since the last but one of 1899
			return excelDay(int(n)), true
		case len(text) == 8 && n == float64(int(n)):
			text = text[:4] + "-" + text[4:6] + "-" + text[6:]
		}
	}
	days := idcode.FindDates(text)
	if len(days) == 0 {
		return "", false
	}
	return days[0].Value, true
}

// valueOf reads a cell as the value of a field.
func valueOf(procedure *rulebook.Procedure, field rulebook.Field, text string, myriads bool) (value any, wrong *fault.Text) {
	not := func(message fault.Text) (any, *fault.Text) { return nil, &message }
	switch field.Type {
	case rulebook.Date:
		day, ok := ReadDay(text)
		if !ok {
			return not(notADay())
		}
		return day, nil
	case rulebook.Money:
		if text == "-" || text == "/" || text == "无" {
			return int64(0), nil
		}
		unit := 100.0
		if myriads && !strings.ContainsAny(text, "万元圆") {
			unit *= 10_000
		}
		if n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64); err == nil && n >= 0 && n < 1e12 { // as workbooks store it: 0.6000000000000001, 5E+4
			return int64(math.Round(n * unit)), nil
		}
		fen, err := idcode.ParseAmount(text)
		if err != nil {
			return not(fault.T("不是金额", "is no sum of money"))
		}
		if unit > 100 {
			fen *= 10_000
		}
		return fen, nil
	case rulebook.Int:
		n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 64)
		if err != nil {
			return not(fault.T("不是整数", "is no whole number"))
		}
		return n, nil
	case rulebook.Bool:
		switch {
		case slices.Contains([]string{"是", "有", "√", "Y", "y", "TRUE", "1", "yes"}, text):
			return true, nil
		case slices.Contains([]string{"否", "无", "×", "N", "n", "FALSE", "0", "no"}, text):
			return false, nil
		}
		return not(fault.T("请填“是”或者“否”", "say 是 or 否"))
	case rulebook.CodeOf:
		var names []string
		for _, c := range procedure.Book().Table(field.Codes) {
			if c.ID == text || c.Label.Zh == text || c.Label.En == text {
				return c.ID, nil
			}
			names = append(names, c.Label.Zh)
		}
		all := short(strings.Join(names, "、"), 120)
		return not(fault.Tf("不在代码表内（可填：%[1]s）", "is not on the list of codes (%[1]s)", all))
	case rulebook.Texts:
		list := []string{}
		for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、；;，,\n|", r) }) {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			for _, c := range procedure.Book().Table(field.Codes) {
				if field.Codes != "" && c.Label.Zh == part {
					part = c.ID
				}
			}
			list = append(list, part)
		}
		if _, err := field.Clean(list); err != nil {
			return not(fault.T("有一项不在代码表内", "one of them is not on the list of codes"))
		}
		return list, nil
	}
	clean, err := field.Clean(text)
	if err != nil {
		return not(fault.T("不符合要求", "will not do"))
	}
	return clean, nil
}

// isResident tells whether a text has the form of a resident id.
func isResident(text string) bool {
	found := idcode.FindResidentIDs(text)
	return len(found) == 1 && len(text) <= 20
}

func short(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes-1]) + "…"
	}
	return s
}

// registerOf finds the sheet and the procedure that an order names.
func (f *Files) registerOf(from store.Source, t extract.Table, o RegisterOrder) (*registerReader, extract.Sheet, error) {
	const op = "casefile.register"
	if o.Sheet < 0 || o.Sheet >= len(t.Sheets) || o.Header < 1 || o.Header > len(t.Sheets[o.Sheet].Rows) {
		return nil, extract.Sheet{}, fault.New(fault.Invalid, op, fault.T("没有这个工作表或者表头", "there is no such sheet or line of headings")).WithField("header")
	}
	procedure, err := f.course(from, Opening{Procedure: o.Procedure})
	if err != nil {
		return nil, extract.Sheet{}, err
	}
	seen := map[string]bool{}
	for _, target := range o.Targets {
		if target != "" && seen[target] {
			return nil, extract.Sheet{}, fault.New(fault.Invalid, op, fault.T("两列对应了同一个项目", "two columns are taken for the same thing")).WithField(target)
		}
		seen[target] = true
	}
	if !seen["c.no"] && !seen[decisionNo] {
		return nil, extract.Sheet{}, fault.New(fault.Invalid, op, fault.T("请指明哪一列是案号或者决定书文号", "say which column holds the case number or the number of the decision")).WithField("c.no").
			WithHint(fault.T("程序靠它认出同一个案件，重复导入时不会多出一份。", "By it the program knows a case again, so that importing twice adds nothing."))
	}
	if !seen["c.title"] && !seen["p.name"] {
		return nil, extract.Sheet{}, fault.New(fault.Invalid, op, fault.T("请指明哪一列是案件名称或者当事人", "say which column holds the title or the party")).WithField("p.name")
	}
	sheet := t.Sheets[o.Sheet]
	known := func(no string) (bool, error) {
		_, found, err := store.One[Case](from, queries.Get("case_by_no"), no)
		return found, err
	}
	return &registerReader{procedure: procedure, order: o, heads: sheet.Rows[o.Header-1], today: f.Today(), taken: map[string]int{}, known: known}, sheet, nil
}

package disclosure

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

// Problem is what is wrong with a report or a masked text. ID is that of the rulebook's check, such as V02. Level is
// "block", "warn", or "fix" for what the program has put right by itself. Field is the code of a column, or "text".
type Problem struct {
	ID      string     `json:"id"`
	Level   string     `json:"level"`
	Message fault.Text `json:"message"`
	Field   string     `json:"field,omitempty"`
	Article string     `json:"article,omitempty"`
}

// maskedCheck is the check of the rulebook that what must be hidden is hidden.
const maskedCheck = "V15"

// report is what checks look at.
type report struct {
	*sight
	desk  *Desk
	row   []Column
	today string
	check rulebook.DisclosureCheck // the one at work
	found []Problem
}

// checks are the checks that the rulebook may ask for, by name.
func checks() map[string]func(r *report) {
	return map[string]func(r *report){
		"required": (*report).filled, "credit_code": (*report).creditCodes, "person_columns": (*report).personColumns, "entity_columns": (*report).entityColumns,
		"resident_id": (*report).identities, "kinds_and_sums": (*report).kindsAndSums, "kind_codes": (*report).kindCodes, "timely": (*report).timely,
		"published_until": (*report).until, "valid_until": (*report).valid, "document_number": (*report).number, "agency": (*report).agency,
		"half_width": (*report).mended, "length": (*report).lengths, "masked": (*report).masked, "withheld": (*report).withheld,
		"duplicate": (*report).duplicate, "one_per_party": (*report).parties, "validity": (*report).validity, "plain_title": (*report).plainTitle,
		"consulted": (*report).asked, "assessed": (*report).assessed,
	}
}

// problems runs the rulebook's checks over a report and its masked text, and notes each at its column.
func (d *Desk) problems(s *sight, row []Column) []Problem {
	r := &report{sight: s, desk: d, row: row, today: d.Files.Today(), found: []Problem{}}
	known := checks()
	if g, stands := s.restricted(); stands {
		r.sayAt("block", "text", restrictedWord(g), g.Article)
		r.found[0].ID = g.ID
	}
	for _, c := range s.procedure.DisclosureChecks {
		r.check = c
		if run := known[c.Check]; run != nil { // always, but for an old rulebook that asks for a check of an old program
			run(r)
		}
	}
	for i := range row {
		for _, p := range r.found {
			if p.Field == row[i].Code {
				row[i].Problems = append(row[i].Problems, p)
			}
		}
	}
	return r.found
}

// say notes a problem of the check at work at a column.
func (r *report) say(field, zh, en string, args ...any) {
	r.sayAt(r.check.Level, field, fault.Tf(zh, en, args...), "")
}

func (r *report) sayAt(level, field string, message fault.Text, article string) {
	r.found = append(r.found, Problem{ID: r.check.ID, Level: level, Message: message, Field: field, Article: article})
}

// column finds a column; one that the form lacks is empty.
func (r *report) column(code string) Column {
	i := slices.IndexFunc(r.row, func(c Column) bool { return c.Code == code })
	if i < 0 {
		return Column{Code: code}
	}
	return r.row[i]
}

func (r *report) at(code string) string { return r.column(code).Value }

// of finds the column that is made of a field alone.
func (r *report) of(name string) Column {
	i := slices.IndexFunc(r.row, func(c Column) bool { return c.made(name) })
	if i < 0 {
		return Column{}
	}
	return r.row[i]
}

// named is the code of the check's own column at a place; empty if the rulebook names none.
func (r *report) named(i int) string {
	if i >= len(r.check.Columns) {
		return ""
	}
	return r.check.Columns[i]
}

// day is the value of a date column as YYYY-MM-DD.
func (r *report) day(code string) string { return strings.ReplaceAll(r.at(code), "/", "-") }

// nothing tells whether a value says nothing.
func nothing(value string) bool {
	return slices.Contains([]string{"", "无", "空", "null", "—", "-", "/", "n/a", "暂无", "不详"}, strings.ToLower(strings.TrimSpace(value)))
}

// filled is V01. A party without a credit code may give another code, with a remark.
func (r *report) filled() {
	for _, c := range r.row {
		switch {
		case c.Required && nothing(c.Value):
			if c.made("p.uscc") && r.otherCode() {
				continue
			}
			r.say(c.Code, "必填项“%[1]s”未填写", "“%[2]s” is required and not filled in", c.Label.Zh, c.Label.In("en"))
		case !c.Required && c.Value != "" && nothing(c.Value):
			r.say(c.Code, "“%[1]s”没有内容时应留空,不填“%[3]s”", "leave “%[2]s” empty instead of writing “%[3]s”", c.Label.Zh, c.Label.In("en"), c.Value)
		}
	}
	if kind := r.of("p.rep_id_type"); r.of("p.rep_id_no").Value != "" && kind.Value == "" {
		r.say(kind.Code, "填写法定代表人证件号码的,须填写证件类型", "the representative’s document number needs its type")
	}
}

// otherCode tells whether another code than the credit code is given, with a remark that says why.
func (r *report) otherCode() bool {
	for _, name := range []string{"p.reg_no", "p.org_code", "p.tax_no", "p.inst_no", "p.soc_no"} {
		if r.of(name).Value != "" {
			return r.at(remarkCode) != ""
		}
	}
	return false
}

// kindsAndSums is V06.
func (r *report) kindsAndSums() {
	has := func(ids ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(r.list("x.kinds"), id) })
	}
	if len(r.list("x.kinds")) == 0 {
		return // V01 has said so
	}
	fine, confiscated := r.of("x.fine").fen, r.of("x.conf").fen
	switch {
	case has("010103") && (fine == nil || *fine <= 0):
		r.say(r.of("x.fine").Code, "处罚类别含罚款,罚款金额应大于零", "a fine is among the kinds: its sum must be above zero")
	case !has("010103") && fine != nil && *fine != 0:
		r.say(r.of("x.fine").Code, "处罚类别不含罚款,罚款金额应为空", "no fine is among the kinds: its sum must be empty")
	}
	switch {
	case has("010104", "010105") && confiscated == nil && r.at(remarkCode) == "":
		r.say(r.of("x.conf").Code, "处罚类别含没收,须填写金额;无法估价的在备注中说明", "something is confiscated: give its value, or say in the remarks why it has none")
	case confiscated != nil && *confiscated < 0:
		r.say(r.of("x.conf").Code, "没收金额不能为负", "a confiscation cannot be below zero")
	case !has("010104", "010105") && confiscated != nil && *confiscated != 0:
		r.say(r.of("x.conf").Code, "处罚类别不含没收,没收金额应为空", "no confiscation is among the kinds: its sum must be empty")
	}
	switch cert := r.of("x.cert").Value; {
	case has("010106", "010107") && cert == "":
		r.say(r.of("x.cert").Code, "暂扣或者吊销证照的,须填写证照名称及编号", "a licence is suspended or revoked: give its name and number")
	case !has("010106", "010107") && cert != "":
		r.say(r.of("x.cert").Code, "处罚类别不含暂扣、吊销,证照一项应为空", "no licence is suspended or revoked: leave the column empty")
	}
}

// kindCodes is V07.
func (r *report) kindCodes() {
	for _, id := range r.list("x.kinds") {
		if !slices.ContainsFunc(r.procedure.Book().PenaltyKinds, func(k rulebook.PenaltyKind) bool { return k.ID == id }) {
			r.say(r.of("x.kinds").Code, "处罚类别 %[1]s 不在码表内", "the kind %[1]s is not in the table", id)
		}
		if strings.Contains(id, "责令改正") || strings.Contains(id, "限期改正") {
			r.say(r.of("x.kinds").Code, "责令改正不是行政处罚,不得列为处罚类别", "an order to put right is no penalty and no kind of one")
		}
	}
}

// mended is V13.
func (r *report) mended() {
	for _, c := range r.row {
		if c.mend {
			r.say(c.Code, "“%[1]s”已转为半角并去除不可见字符和换行", "“%[2]s” was brought to half width; invisible characters and line ends were removed", c.Label.Zh, c.Label.In("en"))
		}
	}
}

// lengths is V14.
func (r *report) lengths() {
	for _, c := range r.row {
		if n := len([]rune(c.Value)); c.field.Length > 0 && n > c.field.Length {
			r.say(c.Code, "“%[1]s”%[3]d字,超过%[4]d字,请人工缩写,不会自动截断", "“%[2]s” has %[3]d characters, more than %[4]d: shorten it by hand, it is not cut",
				c.Label.Zh, c.Label.In("en"), n, c.field.Length)
		}
	}
}

// masked is V15, over the public text and every public value. What must be public may not be hidden either.
func (r *report) masked() {
	text, spans := r.public()
	for _, must := range r.mustStay() {
		if !strings.Contains(plain(text), plain(must)) {
			r.say("text", "应当公开的内容被隐去:%[1]s", "hidden, but it must be public: %[1]s", must)
		}
	}
	r.found = append(r.found, r.desk.left(r.sight, text, spans, fault.T("公示文本", "the public text"), "text")...)
	r.found = append(r.found, r.desk.leftInRow(r.sight, r.row)...)
	r.found = append(r.found, r.desk.leftOnPages(r.sight)...)
	if r.read.text != "" && !r.read.looked {
		r.sayAt("warn", "text", fault.T("原文件有的页面无法核对是否有看不见的文字(如缺少字体),请人工对照原件", "some pages of the file cannot be searched for text that is not seen, for want of fonts perhaps: compare them with the original"), "")
	}
	for _, p := range r.unjudged() {
		r.say("text", "原文第%[1]d字起有页面上看不见的文字,请标注隐去", "from character %[1]d of the original on stands text that is not seen on its page: mask it", p.start+1)
	}
	r.doubts(text, fault.T("公示文本", "the public text"), "text")
	for _, c := range r.row {
		r.doubts(c.Public, fault.T("“"+c.Label.Zh+"”", "“"+c.Label.In("en")+"”"), c.Code)
	}
}

// doubts lists, for a person to look at, what may still tell who bears a masked name.
func (r *report) doubts(text string, where fault.Text, field string) {
	var names []string
	for _, secret := range r.secrets() {
		names = append(names, secret.Text)
	}
	for _, d := range redact.Doubts(text, names, append(r.bodies(), r.handlers...)) {
		r.sayAt("warn", field, fault.Tf("%[1]s第%[3]d字起可能仍能看出已隐去的姓名(%[4]s),请人工核对", "%[2]s may still tell, from character %[3]d, whose name is masked (%[5]s): look at it", where.Zh, where.En, d.Start+1, d.Why.Zh, d.Why.En), "")
	}
}

// duplicate is V19.
func (r *report) duplicate() {
	if r.sameReport {
		r.say(r.named(0), "同一文号、同一相对人已经公示,请走更正", "this number and party have been published already: correct that record")
	}
}

// parties is V20.
func (r *report) parties() {
	if n := len(r.list("p.others")); n > 0 {
		r.say(r.named(0), "本案另有%[1]d名当事人,须一人一条分别报送", "%[1]d more parties in this case: each is reported in a row of its own", n)
	}
}

package casefile

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
)

// blankMark begins what a person has still to fill in.
const blankMark = "【待填："

func blank(label string) string { return blankMark + label + "】" }

// words are what a template may say.
func (d *drafter) words() template.FuncMap {
	officers := d.officers
	if officers == "" {
		officers = blank("承办人")
	}
	return template.FuncMap{
		"v": d.value, "has": d.has, "is": d.is, "known": func(name string) bool { return d.facts[name] != nil }, "blank": blank,
		"office": func() string { return d.office.Name }, "officers": func() string { return officers }, "today": func() string { return longDay(d.day) },
		"number": func() string { return "{{文号}}" }, "day": func() string { return "{{决定日期}}" }, // filled when the decision is issued
		"party": d.party, "court": d.court, "applicant": d.applicant, "cause": d.cause, "evidence": d.evidence, "papers": d.paperList, "decision": d.decision, "reasons": d.reasons,
		"discretion": d.discretion, "punished": d.punished, "fined": d.fined, "entitled": func() bool { return d.is("h.entitled") },
		"told": d.told, "heard": d.heard, "remedy": d.remedy, "source": d.source, "approval": d.approval, "served": d.served,
		"unpunished": d.unpunished, "education": d.education, "performance": d.performance, "decisionNo": d.decisionNo, "major": d.major, "opinion": d.opinion,
	}
}

func (d *drafter) is(name string) bool {
	value, _ := d.facts[name].(bool)
	return value
}

// has tells whether a field is known to be something.
func (d *drafter) has(name string) bool {
	switch v := d.facts[name].(type) {
	case nil:
		return false
	case string:
		return v != ""
	case []string:
		return len(v) > 0
	}
	return true
}

func (d *drafter) text(name string) string {
	text, _ := d.facts[name].(string)
	return text
}

func (d *drafter) sum(name string) int64 {
	sum, _ := d.facts[name].(int64)
	return sum
}

// value is a field as a paper writes it.
func (d *drafter) value(name string) string {
	field, _ := d.procedure.Field(name)
	if !d.has(name) {
		_, own, ofPaper := strings.Cut(field.Label.Zh, "·")
		if !ofPaper {
			own = field.Label.Zh
		}
		return blank(own)
	}
	switch v := d.facts[name].(type) {
	case int64:
		if field.Type == rulebook.Money {
			return yuan(v)
		}
		return fmt.Sprint(v)
	case []string:
		labels := make([]string, len(v))
		for i, item := range v {
			labels[i] = d.label(field.Codes, item)
		}
		return strings.Join(labels, "、")
	case string:
		switch {
		case field.Type == rulebook.Date:
			return longDay(v)
		case field.Codes != "":
			return d.label(field.Codes, v)
		}
		return v
	}
	return fmt.Sprint(d.facts[name])
}

// label is what a code of a table stands for.
func (d *drafter) label(table, code string) string {
	if table == "penalty_kind" {
		for _, kind := range d.book.PenaltyKinds {
			if kind.ID == code {
				return kind.Label.Zh
			}
		}
	}
	for _, row := range d.book.Table(table) {
		if row.ID == code {
			return row.Label.Zh
		}
	}
	return code
}

// yuan is a sum in figures and capitals.
func yuan(fen int64) string {
	return fmt.Sprintf("人民币%s元（大写：%s）", idcode.FormatFigures(fen), idcode.FormatCapitals(fen))
}

// longDay is a date the way papers write it: 2026年3月2日.
func longDay(day string) string {
	var year, month, date int
	if _, err := fmt.Sscanf(day, "%d-%d-%d", &year, &month, &date); err != nil {
		return day
	}
	return fmt.Sprintf("%d年%d月%d日", year, month, date)
}

func splitList(s string) []string {
	if s == "" {
		return []string{}
	}
	return strings.Split(s, "、")
}

// party is the block that says who the party is.
func (d *drafter) party() string {
	lines := []string{"当事人：" + d.value("p.name")}
	switch d.text("p.type") {
	case "person":
		lines = append(lines, "公民身份号码："+d.value("p.id_no"), "住址："+d.value("p.addr"))
	case "sole":
		lines = append(lines, "统一社会信用代码："+d.value("p.uscc"), "经营者："+d.value("p.legal_rep"), "经营场所："+d.value("p.addr"))
	default:
		lines = append(lines, "统一社会信用代码："+d.value("p.uscc"), "法定代表人："+d.value("p.legal_rep"), "住所："+d.value("p.addr"))
	}
	return strings.Join(lines, "\n")
}

// applicant is the block that says who has applied for a licence, or holds it.
func (d *drafter) applicant() string {
	return "申请人：" + strings.TrimPrefix(d.party(), "当事人：")
}

func (d *drafter) cause() string {
	if d.has("c.cause") {
		return d.text("c.cause")
	}
	return d.value("c.title")
}

// evidence lists what proves the facts.
func (d *drafter) evidence() string {
	var lines []string
	for _, p := range d.papers {
		if p.Evidence != "" {
			lines = append(lines, fmt.Sprintf("　　%d.%s（%s）；", len(lines)+1, p.Title, d.label("evidence_kind", p.Evidence)))
		}
	}
	if len(lines) == 0 {
		return "　　" + blank("证据")
	}
	lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], "；") + "。"
	return strings.Join(lines, "\n")
}

// paperList lists the papers of the dossier.
func (d *drafter) paperList() string {
	var lines []string
	for _, p := range d.papers {
		if p.Code != "" && p.Code != d.code {
			lines = append(lines, fmt.Sprintf("　　%d.%s", len(lines)+1, p.Title))
		}
	}
	if len(lines) == 0 {
		return "　　" + blank("送审材料")
	}
	return strings.Join(lines, "\n")
}

// punished tells whether the case is meant to end in a penalty.
func (d *drafter) punished() bool { return d.text("x.factor") != "none" }

// fined tells whether there is money to pay.
func (d *drafter) fined() bool { return d.sum("x.fine")+d.sum("x.conf") > 0 }

// decision is the operative part, point by point.
func (d *drafter) decision() string {
	if d.has("x.text") {
		return "　　" + d.text("x.text")
	}
	kinds, _ := d.facts["x.kinds"].([]string)
	if len(kinds) == 0 {
		return "　　" + blank("处罚种类")
	}
	var lines []string
	for _, kind := range kinds {
		lines = append(lines, fmt.Sprintf("　　%d.%s；", len(lines)+1, d.penalty(kind, kinds)))
	}
	lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], "；") + "。"
	return strings.Join(lines, "\n")
}

// The kinds of penalty that are a sum of money.
const (
	fine      = "010103"
	gains     = "010104"
	property  = "010105"
	suspended = "010106"
	revoked   = "010107"
)

// penalty is one point of the operative part.
func (d *drafter) penalty(kind string, all []string) string {
	label := d.label("penalty_kind", kind)
	switch {
	case kind == fine:
		return label + d.value("x.fine")
	case kind == gains:
		return label + d.value("x.conf")
	case kind == property && !slices.Contains(all, gains) && d.sum("x.conf") > 0:
		return label + "，价值" + d.value("x.conf")
	case kind == suspended || kind == revoked:
		return label + "（" + d.value("x.cert") + "）"
	}
	return label
}

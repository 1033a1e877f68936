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
func (d *drafter) words(shape *template.Template) template.FuncMap {
	return template.FuncMap{
		"v": d.value, "field": func(name string) any { return d.facts[name] }, "text": d.text, "sum": d.sum, "list": d.list,
		"has": d.has, "is": d.is, "known": func(name string) bool { return d.facts[name] != nil }, "label": d.label, "blank": blank,
		"among": func(list []string, item string) bool { return slices.Contains(list, item) }, "nth": func(i int) int { return i + 1 },
		"office": func() string { return d.office.Name }, "officers": d.officersNamed, "handlers": func() []string { return d.officers },
		"county": d.county, "today": func() string { return longDay(d.day) }, "date": func() string { return d.day },
		"number": func() string { return "{{文号}}" }, "day": func() string { return "{{决定日期}}" }, // filled when the decision is issued
		"evidence": d.evidence, "papers": d.paperList, "major": d.major, "issued": d.issued, "title": d.title,
		"of":   func(code, attribute string) string { return "d." + code + "." + attribute },
		"part": func(name string) (string, error) { return part(shape, name) }, "say": d.say, "note": d.note,
		"terms": d.terms,
	}
}

// publicTerm is how long a decision stays public at a place, in the words of a paper. Repair is empty where no shortest term is set.
type publicTerm struct{ Place, Class, Rule, Starts, Repair, Ends string }

// terms lists how long the decision stays public, by the day that a field says it was made on.
func (d *drafter) terms(decided string) (list []publicTerm, err error) {
	day := d.text(decided)
	if day == "" {
		return nil, nil
	}
	terms, err := d.procedure.PublicTerms(d.facts, day, d.day)
	for _, t := range terms {
		said := publicTerm{Place: d.label("destination", t.Destination), Class: t.Label.Zh, Rule: t.Rule, Starts: longDay(t.StartsOn), Ends: longDay(t.EndsOn)}
		if t.RepairFrom != "" {
			said.Repair = longDay(t.RepairFrom)
		}
		list = append(list, said)
	}
	return list, err
}

// part is what one of the parts says.
func part(shape *template.Template, name string) (string, error) {
	var b strings.Builder
	err := shape.ExecuteTemplate(&b, name, nil)
	return b.String(), err
}

// officersNamed are the officers as a paper names them.
func (d *drafter) officersNamed() string {
	if len(d.officers) == 0 {
		return blank("承办人")
	}
	return strings.Join(d.officers, "、")
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

func (d *drafter) list(name string) []string {
	list, _ := d.facts[name].([]string)
	return list
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

// county is the area that an office's name begins with.
func (d *drafter) county() string {
	runes := []rune(d.office.Name)
	for i := 1; i < len(runes)-1; i++ {
		if strings.ContainsRune("县市区旗", runes[i]) && i >= 2 {
			return string(runes[:i+1])
		}
	}
	return ""
}

// title is what a kind of paper is called.
func (d *drafter) title(code string) string {
	kind, _ := d.procedure.Paper(code)
	return kind.Label.Zh
}

// issued is the code of the paper that carries the issued decision; empty if there is none.
func (d *drafter) issued() string {
	for _, paper := range d.procedure.Decisions() {
		if d.has("d." + paper.Code + ".no") {
			return paper.Code
		}
	}
	return ""
}

// major lists why the decision is a major one.
func (d *drafter) major() string {
	var lines []string
	for _, hit := range d.of.Major {
		lines = append(lines, fmt.Sprintf("　　%d.%s（%s）", len(lines)+1, hit.Label.Zh, hit.Article))
	}
	if len(lines) == 0 {
		return "　　" + blank("送审理由")
	}
	return strings.Join(lines, "\n")
}

package casefile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/rulebook"
)

// specimens are made-up facts under which templates are compared: everything known and so, known and not so, each entry of the
// tables that the program's template compares with, and nothing known at all.
func specimens(p *rulebook.Procedure, code, office string) []rulebook.Facts {
	make := func(yes bool) rulebook.Facts {
		f := rulebook.Facts{}
		for _, name := range allFields(p) {
			if field, known := p.Field(name); known {
				f[name] = specimen(p, field, yes)
			}
		}
		f["org.name"], f["today"] = office, specimenDay
		return f
	}
	all := []rulebook.Facts{make(true), make(false)}
	for _, name := range compared(p, code) {
		field, _ := p.Field(name)
		for _, row := range p.Book().Table(field.Codes) {
			one := maps.Clone(all[0])
			one[name] = row.ID
			all = append(all, one)
		}
	}
	return append(all, rulebook.Facts{"org.name": office, "today": specimenDay})
}

var comparedField = regexp.MustCompile(`text "([^"]+)"`)

// compared are the fields whose codes the program's template of a paper asks for.
func compared(p *rulebook.Procedure, code string) (names []string) {
	d := &drafter{procedure: p, book: p.Book(), code: code}
	shape, err := d.shape()
	if err != nil {
		return nil
	}
	for _, t := range shape.Templates() {
		for _, m := range comparedField.FindAllStringSubmatch(t.Root.String(), -1) {
			if field, known := p.Field(m[1]); known && field.Codes != "" && !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return names
}

const specimenDay = "2026-03-02"

func allFields(p *rulebook.Procedure) []string {
	var names []string
	for _, f := range p.Book().Fields {
		attr, ofPapers := strings.CutPrefix(f.Name, "d.*.")
		if !ofPapers {
			names = append(names, f.Name)
			continue
		}
		for _, kind := range p.Papers {
			names = append(names, "d."+kind.Code+"."+attr)
		}
	}
	for _, kind := range p.Papers {
		for _, k := range kind.KeyFields {
			names = append(names, "d."+kind.Code+"."+k.ID)
		}
	}
	return names
}

// specimen is a value of a field that nobody will take for a real one.
func specimen(p *rulebook.Procedure, f rulebook.Field, yes bool) any {
	var codes []string
	for _, row := range p.Book().Table(f.Codes) {
		codes = append(codes, row.ID)
	}
	if f.Codes == "penalty_kind" {
		codes = []string{"010103"}
	}
	switch f.Type {
	case rulebook.Int:
		return int64(15)
	case rulebook.Money:
		return int64(1234500)
	case rulebook.Date:
		return specimenDay
	case rulebook.Instant:
		return specimenDay + "T09:00:00+08:00"
	case rulebook.Bool:
		return yes
	case rulebook.Texts:
		if len(codes) > 0 {
			return codes[:1]
		}
		return []string{"示例甲", "示例乙"}
	case rulebook.List:
		return []map[string]any{}
	case rulebook.CodeOf:
		if len(codes) > 0 {
			return codes[0]
		}
		return ""
	}
	switch {
	case strings.HasSuffix(f.Name, ".uscc"):
		return "91320600MA0EXAMPL8"
	case f.Name == "p.name":
		return "示例商贸有限公司"
	case f.Articles:
		return "《中华人民共和国示例法》第十条第一款"
	}
	_, own, ofPaper := strings.Cut(f.Label.Zh, "·")
	if !ofPaper {
		own = f.Label.Zh
	}
	return "示例" + own
}

// specimenDrafter writes a paper of no case.
func specimenDrafter(p *rulebook.Procedure, code string, facts rulebook.Facts, office string) *drafter {
	var papers []Paper
	for _, kind := range p.Papers {
		if kind.Evidence != "" && len(papers) < 2 {
			papers = append(papers, Paper{Code: kind.Code, Title: fmt.Sprintf("示例证据%d", len(papers)+1), Evidence: kind.Evidence})
		}
	}
	return &drafter{procedure: p, book: p.Book(), code: code, facts: facts, papers: papers, office: account.Office{Name: office},
		officers: []string{"示例甲", "示例乙"}, day: specimenDay, said: map[string]any{}}
}

package rulebook

import (
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/wordtemplate"
)

// TemplatesFile is the data file in which the templates stand that the office has made its own.
const TemplatesFile = "templates.json"

// Template is a Word file by which a paper is drafted in place of the program's own words. Whoever reads it says what its
// placeholders stand for.
type Template struct {
	ID     string     `json:"id"` // the procedure and the code of the paper: "penalty/D27"
	Label  fault.Text `json:"label"`
	Name   string     `json:"name"` // of the file
	Docx   []byte     `json:"docx"`
	Source string     `json:"source"`
}

// Template finds the office's own template of a paper.
func (b *Book) Template(procedure, code string) (Template, bool) {
	return find(b.Templates, procedure+"/"+code, func(t Template) string { return t.ID })
}

// TemplateEdit puts a template into the rulebook.
func TemplateEdit(t Template) Edit {
	row, _ := json.Marshal(t) // texts and bytes always are
	return Edit{File: TemplatesFile, ID: t.ID, Row: row}
}

// Element is something that a template of some papers may not lack: one of its Marks, placeholders by their name, or words that
// match Must.
type Element struct {
	ID      string     `json:"id"` // such as "TE01"
	Label   fault.Text `json:"label"`
	Actions []string   `json:"actions,omitempty"`
	Papers  []string   `json:"papers"` // codes, or "decision" for all that carry one
	Marks   []string   `json:"marks,omitempty"`
	Must    string     `json:"must,omitempty"`
	Hint    fault.Text `json:"hint"`
	Article string     `json:"article"`
	Source  string     `json:"source"`
}

// ElementsOf lists what a template of a paper may not lack.
func (p *Procedure) ElementsOf(code string) []Element {
	return slices.DeleteFunc(slices.Clone(p.Elements), func(e Element) bool { return !slices.Contains(e.Papers, code) })
}

// templates checks the office's own templates.
func (l *loader) templates(b *Book) {
	for _, t := range b.Templates {
		folder, code, _ := strings.Cut(t.ID, "/")
		p, _ := b.Procedure(folder)
		if p == nil || p.papers[code].Code == "" {
			l.problem(TemplatesFile, t.ID, "没有这种程序或者文书", "no such procedure or paper")
		}
		if _, err := wordtemplate.Read(t.Docx); err != nil {
			l.report(TemplatesFile, t.ID, reason(err))
		}
	}
}

// elements checks what is asked of templates.
func (c *checker) elements() {
	for _, e := range c.p.Elements {
		file := c.from(c.file(c.p, "template_elements.json"), e.ID)
		c.codes(file, e.ID, e.Papers)
		c.pattern(file, e.ID, e.Must)
		if e.Must == "" && len(e.Marks) == 0 {
			c.problem(file, e.ID, "须写明占位符（marks）或者文字样式（must）", "neither marks nor must")
		}
	}
}

package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

type templatesCommands struct {
	List    templatesList    `cmd:"" help:"${templates_list}"`
	Export  templatesExport  `cmd:"" help:"${templates_export}"`
	Check   templatesCheck   `cmd:"" help:"${templates_check}"`
	Propose templatesPropose `cmd:"" help:"${templates_propose}"`
	Return  templatesReturn  `cmd:"" help:"${templates_return}"`
}

// templateName names the template of a paper: the procedure and its code, such as penalty/D27.
type templateName struct {
	Template string `arg:"" help:"${template_name}"`
}

// find finds the procedure under which the template stands, and the paper.
func (n templateName) find(book *rulebook.Book) (*rulebook.Procedure, rulebook.Paper, error) {
	folder, code, _ := strings.Cut(n.Template, "/")
	if p, known := book.Procedure(folder); known {
		for _, c := range casefile.DraftCodes(p) {
			if c == code {
				owner, _ := book.Procedure(casefile.TemplateOwner(p, code))
				kind, _ := owner.Paper(code)
				return owner, kind, nil
			}
		}
	}
	return nil, rulebook.Paper{}, fault.New(fault.NotFound, "app.templates", fault.Tf("没有模板 %[1]s", "there is no template %[1]s", n.Template)).
		WithHint(fault.T("用 templates list 查看名称，如 penalty/D27。", "See templates list for the names, such as penalty/D27."))
}

type templatesList struct{}

type listedTemplate struct {
	Name  string     `json:"name"`
	Label fault.Text `json:"label"`
	File  string     `json:"file"` // of the office's own; empty for the program's
}

// Run lists the templates, and which of them the office has made its own.
func (c *templatesList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		list := []listedTemplate{}
		for _, p := range o.Rules.Current().Procedures {
			for _, code := range casefile.DraftCodes(p) {
				if casefile.TemplateOwner(p, code) != p.ID {
					continue
				}
				kind, _ := p.Paper(code)
				own, _ := casefile.OwnTemplate(p, code)
				list = append(list, listedTemplate{p.ID + "/" + code, kind.Label, own.Name})
			}
		}
		return t.print(list, func(w io.Writer) {
			for _, one := range list {
				state := t.text("程序自带", "the program's")
				if one.File != "" {
					state = one.File
				}
				fmt.Fprintf(w, "%-30s %s  %s\n", one.Name, t.text(one.Label.Zh, one.Label.En), state)
			}
		})
	})
}

type templatesExport struct {
	templateName
	File    string `arg:"" help:"${template_out}"`
	Shipped bool   `help:"${template_shipped}"`
}

// Run writes a template as a Word file.
func (c *templatesExport) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		p, kind, err := c.find(o.Rules.Current())
		if err != nil {
			return err
		}
		content, err := casefile.TemplateFile(p, kind.Code, c.Shipped)
		if err != nil {
			return err
		}
		if err := os.WriteFile(c.File, content, 0o600); err != nil {
			return fault.New(fault.Storage, "app.templates", fault.Tf("%[1]s 写不进去", "%[1]s cannot be written", c.File)).WithCause(err)
		}
		return t.print(c.File, func(w io.Writer) { fmt.Fprintln(w, c.File) })
	})
}

type templatesCheck struct {
	templateName
	File string `arg:"" help:"${template_file}"`
}

// Run says what is wrong with a Word file as a template; a fault that keeps it from being taken is found wanting.
func (c *templatesCheck) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		reading, _, err := c.read(o, c.File)
		if err != nil {
			return err
		}
		if err := t.print(reading, func(w io.Writer) { t.faults(w, reading) }); err != nil {
			return err
		}
		if reading.Blocked() {
			return errWanting
		}
		return nil
	})
}

func (n templateName) read(o *Office, file string) (reading casefile.TemplateReading, row rulebook.Template, err error) {
	p, kind, err := n.find(o.Rules.Current())
	if err != nil {
		return reading, row, err
	}
	content, err := readFile(file)
	if err != nil {
		return reading, row, err
	}
	reading, err = casefile.ReadTemplate(p, kind.Code, content)
	return reading, rulebook.Template{ID: p.ID + "/" + kind.Code, Label: kind.Label, Name: filepath.Base(file), Docx: reading.Docx}, err
}

func (t *terminal) faults(w io.Writer, r casefile.TemplateReading) {
	for _, f := range r.Faults {
		mark := "✗"
		if f.Level != "block" {
			mark = "!"
		}
		fmt.Fprintf(w, "%s %s\n  %s %s\n", mark, t.text(f.What.Zh, f.What.En), t.text(f.Hint.Zh, f.Hint.En), f.Article)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "- %s × %d\n", t.text(n.What.Zh, n.What.En), n.Count)
	}
	if !r.Blocked() {
		fmt.Fprintln(w, "✓")
	}
}

type templatesPropose struct {
	templateName
	File   string `arg:"" help:"${template_file}"`
	Source string `required:"" help:"${template_source}"`
	From   string `required:"" help:"${template_from}"`
}

// Run proposes a Word file as the template of a paper; somebody else approves it with rules approve.
func (c *templatesPropose) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		reading, row, err := c.read(o, c.File)
		if err != nil {
			return err
		}
		if reading.Blocked() {
			if err := t.print(reading, func(w io.Writer) { t.faults(w, reading) }); err != nil {
				return err
			}
			return errWanting
		}
		row.Source = c.Source
		return t.proposeTemplate(o, actor, c.Source, c.From, rulebook.TemplateEdit(row))
	})
}

type templatesReturn struct {
	templateName
	Source string `required:"" help:"${template_source}"`
	From   string `required:"" help:"${template_from}"`
}

// Run proposes to return to the program's own template.
func (c *templatesReturn) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		p, kind, err := c.find(o.Rules.Current())
		if err != nil {
			return err
		}
		return t.proposeTemplate(o, actor, c.Source, c.From, rulebook.Edit{File: rulebook.TemplatesFile, ID: p.ID + "/" + kind.Code, Removed: true})
	})
}

func (t *terminal) proposeTemplate(o *Office, actor account.Person, source, from string, edit rulebook.Edit) error {
	a, err := o.Rules.Propose(t.ctx, rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, rulebook.Draft{Edits: []rulebook.Edit{edit}, Source: source, InForceFrom: from})
	if err != nil {
		return err
	}
	return t.print(struct {
		ID string `json:"id"`
	}{a.ID}, func(w io.Writer) {
		fmt.Fprintf(w, t.text("已提出 %s，须由另一人批准：zhiheng rules approve %[1]s\n", "Proposed as %s; somebody else approves it: zhiheng rules approve %[1]s\n"), a.ID)
	})
}

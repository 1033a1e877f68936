package casefile

import (
	"context"
	"path"
	"strings"
	"text/template"
	"text/template/parse"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/paper/wordtemplate"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// shippedTemplate is the program's own template of a paper as a Word file.
func shippedTemplate(procedure *rulebook.Procedure, code string) ([]byte, error) {
	text, words, err := Shipped(procedure, code)
	if err != nil {
		return nil, err
	}
	names, err := wordings()
	if err != nil {
		return nil, err
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines { // what stands for whole lines is set in
		bare := strings.TrimSpace(placeholders.ReplaceAllStringFunc(line, func(m string) string {
			for _, w := range names {
				if w.Lines && m == "{{"+w.Zh+"}}" {
					return "\x00"
				}
			}
			if words.control(strings.Trim(m, "{}")) {
				return ""
			}
			return m
		}))
		if bare == "\x00" {
			lines[i] = indented + line
		}
	}
	kind, _ := procedure.Paper(code)
	d := Laid(strings.Join(lines, "\n"))
	d.Meta.Subject = kind.Label.Zh
	return paper.Docx(d)
}

const indented = "　　"

// TemplateOwner is the procedure under which the template of a paper stands: the one itself, or the one that it is like where it has no
// words of its own for the paper.
func TemplateOwner(p *rulebook.Procedure, code string) string {
	if _, err := draftFiles.Open("drafts/" + p.ID + "/" + path.Base(code) + ".tmpl"); err != nil && p.Like != "" {
		return p.Like
	}
	return p.ID
}

// OwnTemplate finds the template of a paper that the office has made its own.
func OwnTemplate(p *rulebook.Procedure, code string) (rulebook.Template, bool) {
	return p.Book().Template(TemplateOwner(p, code), code)
}

// control tells whether a placeholder begins or ends a condition.
func (v Vocabulary) control(name string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	switch word {
	case markIf, markElse, markElsif, markWith, markEach, markEnd:
		return true
	}
	return false
}

// TemplateFile is the template of a paper as a Word file: the office's own, or the program's where it has none or shipped asks for it.
func TemplateFile(procedure *rulebook.Procedure, code string, shipped bool) ([]byte, error) {
	if own, found := OwnTemplate(procedure, code); found && !shipped {
		return own.Docx, nil
	}
	return shippedTemplate(procedure, code)
}

// sourceOf makes of a Word template what the drafter carries out: its words with their marks, and for each placeholder what it
// stands for. Everything that it cannot take is a fault.
func sourceOf(t *wordtemplate.Template, v Vocabulary) (string, []TemplateFault, error) {
	tokens, err := t.Tokens()
	if err != nil {
		return "", nil, err
	}
	w := templateWriter{words: v}
	for _, token := range tokens {
		switch token.Kind {
		case wordtemplate.Text:
			w.line.WriteString(token.Text)
			w.b.WriteString(strings.ReplaceAll(token.Text, "[[", `[["[["]]`))
		case wordtemplate.Placeholder:
			w.line.WriteString("{{" + token.Text + "}}")
			w.place = token.Place
			w.placeholder(token.Text)
		case wordtemplate.Start:
			w.line.Reset()
			w.b.WriteString(token.Mark())
		default:
			w.b.WriteString(token.Mark())
		}
	}
	for _, o := range w.open {
		w.fault(o.name, fault.T("条件没有结束", "the condition does not end"), fault.Tf("在适用的文字之后写 {{%[1]s}}。", "Write {{%[1]s}} after the words that it is for.", markEnd))
	}
	return w.b.String(), w.faults, nil
}

// templateWriter writes the source of a template, and keeps the conditions that are open.
type templateWriter struct {
	words  Vocabulary
	b      strings.Builder
	line   strings.Builder
	place  int
	open   []openCondition
	faults []TemplateFault
}

type openCondition struct {
	name  string
	place int
	other bool // its other way has begun
	each  bool
}

// ownTemplate is an office's template ready to be carried out.
type ownTemplate struct {
	file  *wordtemplate.Template
	shape *template.Template
}

// own reads a Word template for the paper of the drafter.
func (d *drafter) own(docx []byte) (ownTemplate, error) {
	file, err := wordtemplate.Read(docx)
	if err != nil {
		return ownTemplate{}, err
	}
	_, words, err := Shipped(d.procedure, d.code)
	if err != nil {
		return ownTemplate{}, err
	}
	source, faults, err := sourceOf(file, words)
	if err != nil {
		return ownTemplate{}, err
	}
	if len(faults) > 0 {
		return ownTemplate{}, refusedTemplate(d.procedure, d.code, faults)
	}
	shape, err := d.shape()
	if err != nil {
		return ownTemplate{}, err
	}
	prelude := prelude(shape)
	shape, err = shape.New("own").Parse(prelude + source)
	return ownTemplate{file, shape}, fault.Wrap("casefile.own_template", err)
}

// prelude are the names that the program's template gives before it says anything, such as which paper is served.
func prelude(shape *template.Template) string {
	var b strings.Builder
	for _, n := range shape.Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Decl) > 0 {
			b.WriteString("[[" + a.Pipe.String() + "]]")
		}
	}
	return b.String()
}

// lines carries a template out. What the paper says of itself beside its words is noted as by the program's own template, which
// is carried out too, unseen.
func (o ownTemplate) lines(d *drafter) ([]wordtemplate.Line, error) {
	shape, err := d.shape()
	if err != nil {
		return nil, err
	}
	d.quiet = true
	err = shape.Execute(&strings.Builder{}, nil)
	d.quiet = false
	if err != nil {
		return nil, fault.Wrap("casefile.draft", err)
	}
	var b strings.Builder
	if err := o.shape.Execute(&b, nil); err != nil {
		return nil, fault.Wrap("casefile.draft", err)
	}
	return o.file.Lines(b.String()), nil
}

// write writes the paper of the drafter by the office's own template, or by the program's.
func (d *drafter) write() (string, error) {
	if own, found := OwnTemplate(d.procedure, d.code); found {
		t, err := d.own(own.Docx)
		if err != nil {
			return "", err
		}
		lines, err := t.lines(d)
		return t.file.Text(lines), err
	}
	return d.shippedText()
}

// shippedText writes the paper by the program's template.
func (d *drafter) shippedText() (string, error) {
	shape, err := d.shape()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = shape.Execute(&b, nil)
	return b.String(), fault.Wrap("casefile.draft", err)
}

// Written is a paper that was written in the program, as a file to print: its words as they stand, in the layout of its template.
type Written struct {
	Name string
	Data []byte
}

// Word is a written paper as a Word file. Its words are those of the paper, also where somebody has changed the draft; its layout
// is that of the template under which the case stands, the office's own if it has one.
func (f *Files) Word(ctx context.Context, p Paper) (out Written, err error) {
	text, err := f.written(ctx, p)
	if err != nil {
		return out, err
	}
	out.Name = p.Title + ".docx"
	err = f.Store.View(ctx, func(r *store.Reader) error {
		c, err := CaseOf(r, p.Case)
		if err != nil {
			return err
		}
		d, err := f.drafter(r, c, p.Code)
		if err != nil {
			return err
		}
		out.Data, err = d.word(text, p)
		return err
	})
	return out, err
}

// word sets a text by the template of the drafter's paper; by the usual layout where there is none.
func (d *drafter) word(text string, p Paper) ([]byte, error) {
	plain := func() ([]byte, error) {
		doc := Laid(text)
		doc.Meta.Creator, doc.Meta.Subject = d.office.Name, p.No
		return paper.Docx(doc)
	}
	if _, err := d.shape(); err != nil {
		return plain()
	}
	docx, err := TemplateFile(d.procedure, d.code, false)
	if err != nil {
		return nil, err
	}
	t, err := d.own(docx)
	if err != nil {
		return plain()
	}
	lines, err := t.lines(d)
	if err != nil {
		return nil, err
	}
	return t.file.Fill(t.file.Fit(lines, text), wordtemplate.Properties{Title: p.Title, Creator: d.office.Name})
}

// PDF is a written paper as a PDF, set by the program.
func (f *Files) PDF(ctx context.Context, p Paper) (out Written, err error) {
	text, err := f.written(ctx, p)
	if err != nil {
		return out, err
	}
	doc := Laid(text)
	doc.Meta.Subject = p.No
	out.Name = p.Title + ".pdf"
	out.Data, err = paper.PDF(doc)
	return out, err
}

// written is the text of a paper that was written in the program.
func (f *Files) written(ctx context.Context, p Paper) (string, error) {
	if p.Media != draftMedia {
		return "", fault.New(fault.Invalid, "casefile.written", fault.T("这份材料不是在本程序中制作的", "this paper was not written in the program")).
			WithHint(fault.T("请下载原件。", "Take the original."))
	}
	return f.Text(ctx, p.SHA256)
}

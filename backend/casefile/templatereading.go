package casefile

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper/wordtemplate"
	"zhiheng/backend/rulebook"
)

// TemplateReading is what a Word file holds as the template of a paper: what is wrong with it, what was taken out of it, and its
// words beside those of the template in force, with placeholders and as a specimen would have them.
type TemplateReading struct {
	Faults []TemplateFault `json:"faults"`
	Notes  []TemplateNote  `json:"notes"`
	Before TemplateWords   `json:"before"`
	After  TemplateWords   `json:"after"`

	Docx []byte `json:"-"` // the file, cleaned
}

// TemplateNote is something that was taken out of a file, or changed in it.
type TemplateNote struct {
	What  fault.Text `json:"what"`
	Count int        `json:"count"`
}

// TemplateWords are what a template says.
type TemplateWords struct {
	Words    string `json:"words"`    // with its placeholders
	Specimen string `json:"specimen"` // of a made-up case
}

// Blocked tells whether the template may not be taken.
func (r TemplateReading) Blocked() bool {
	return slices.ContainsFunc(r.Faults, func(f TemplateFault) bool { return f.Level == "block" })
}

// ReadTemplate reads a Word file as the template of a paper and checks it against what the rulebook asks of such a paper.
func ReadTemplate(p *rulebook.Procedure, code string, docx []byte) (out TemplateReading, err error) {
	out = TemplateReading{Faults: []TemplateFault{}, Notes: []TemplateNote{}}
	file, err := wordtemplate.Read(docx)
	if err != nil {
		return out, err
	}
	for _, n := range file.Notes() {
		out.Notes = append(out.Notes, TemplateNote(n))
	}
	if out.Docx, err = file.Bytes(); err != nil {
		return out, err
	}
	_, words, err := Shipped(p, code)
	if err != nil {
		return out, err
	}
	tokens, err := file.Tokens()
	if err != nil {
		return out, err
	}
	out.After.Words = templateWords(file, tokens)
	_, faults, err := sourceOf(file, words)
	if err != nil {
		return out, err
	}
	out.Faults = append(out.Faults, faults...)
	out.Faults = append(out.Faults, missing(p, code, words, tokens, out.After.Words)...)
	before, err := TemplateFile(p, code, false)
	if err != nil {
		return out, err
	}
	if out.Before, err = WordsOf(p, code, before); err != nil || len(faults) > 0 {
		return out, err
	}
	return out, out.try(p, code)
}

// WordsOf are what the template in a Word file says.
func WordsOf(p *rulebook.Procedure, code string, docx []byte) (out TemplateWords, err error) {
	file, err := wordtemplate.Read(docx)
	if err != nil {
		return out, err
	}
	tokens, err := file.Tokens()
	if err != nil {
		return out, err
	}
	out.Words = templateWords(file, tokens)
	s, err := newSpecimens(p, code, docx)
	if err != nil {
		return out, err
	}
	out.Specimen, err = s.text(specimens(p, code, specimenOffice)[0])
	return out, err
}

// TemplateText are the words of the template in a Word file, with its placeholders.
func TemplateText(docx []byte) (string, error) {
	file, err := wordtemplate.Read(docx)
	if err != nil {
		return "", err
	}
	tokens, err := file.Tokens()
	return templateWords(file, tokens), err
}

// templateWords are the words of a template with its placeholders.
func templateWords(file *wordtemplate.Template, tokens []wordtemplate.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		switch t.Kind {
		case wordtemplate.Text:
			b.WriteString(t.Text)
		case wordtemplate.Placeholder:
			b.WriteString("{{" + strings.TrimSpace(t.Text) + "}}")
		default:
			b.WriteString(t.Mark())
		}
	}
	return file.Text(file.Lines(b.String()))
}

// missing names what the template lacks: what the paper must say of itself, and the elements that the rulebook asks for.
func missing(p *rulebook.Procedure, code string, words Vocabulary, tokens []wordtemplate.Token, text string) (faults []TemplateFault) {
	kind, _ := p.Paper(code)
	has := func(name string) bool {
		return slices.ContainsFunc(tokens, func(t wordtemplate.Token) bool {
			return t.Kind == wordtemplate.Placeholder && (folded(t.Text) == folded(name) || words.values[folded(t.Text)] != "" && words.values[folded(t.Text)] == words.values[folded(name)])
		})
	}
	for _, m := range words.Marks {
		if m.Required && !has(m.Name) {
			faults = append(faults, TemplateFault{Level: "block", Article: kind.Article,
				What: fault.Tf("缺少占位符 {{%[1]s}}：文书的这项内容由它写入并供审查核对", "the placeholder {{%[1]s}} (%[2]s) is missing: by it the paper gets what reviews compare", m.Name, m.Label.En),
				Hint: fault.Tf("请在适当位置写上 {{%[1]s}}。", "Write {{%[1]s}} where it belongs.", m.Name)})
		}
	}
	for _, e := range p.ElementsOf(code) {
		found := slices.ContainsFunc(e.Marks, has)
		if e.Must != "" {
			must, err := regexp.Compile(e.Must)
			found = found || err == nil && must.MatchString(text)
		}
		if !found {
			faults = append(faults, TemplateFault{Level: "block", Article: e.Article, Hint: e.Hint,
				What: fault.Tf("缺少必备内容：%[1]s", "a required element is missing: %[2]s", e.Label.Zh, e.Label.En)})
		}
	}
	return faults
}

// try writes the specimens by both templates: a question to the text of the paper that the program's own template answers and this
// one does not is a fault.
func (r *TemplateReading) try(p *rulebook.Procedure, code string) error {
	own, err := newSpecimens(p, code, r.Docx)
	if err != nil {
		return err
	}
	for i, facts := range specimens(p, code, specimenOffice) {
		now, err := own.text(facts)
		if err != nil {
			return err
		}
		if i == 0 {
			r.After.Specimen = now
		}
		shipped, err := specimenDrafter(p, code, facts, specimenOffice).shippedText()
		if err != nil {
			return err
		}
		for _, check := range p.DraftChecks {
			if !slices.Contains(check.Papers, code) || check.Must == "" && check.MustNot == "" || check.Where != "" || p.Met(check.Applies, facts) == rulebook.NotMet {
				continue
			}
			if answers(check, facts, shipped) && !answers(check, facts, now) {
				r.add(TemplateFault{Level: check.Level, Article: check.Article, What: check.Says,
					Hint: fault.T("请对照现行模板补上这项内容："+check.Question.Zh, "Compare with the template in force and put it right: "+check.Question.En)})
			}
		}
	}
	return nil
}

// add adds a fault, once.
func (r *TemplateReading) add(f TemplateFault) {
	if !slices.Contains(r.Faults, f) {
		r.Faults = append(r.Faults, f)
	}
}

// answers tells whether a text has what a question asks for.
func answers(check rulebook.DraftCheck, facts rulebook.Facts, text string) bool {
	pattern := check.Must + check.MustNot
	re, err := rulebook.FillPattern(pattern, func(field string) string {
		value, _ := facts[field].(string)
		return value
	})
	return err != nil || re.MatchString(text) == (check.Must != "")
}

const specimenOffice = "示例县示例局"

// specimenWriter writes specimens by one Word file.
type specimenWriter struct {
	drafter *drafter
	own     ownTemplate
}

func newSpecimens(p *rulebook.Procedure, code string, docx []byte) (*specimenWriter, error) {
	d := specimenDrafter(p, code, nil, specimenOffice)
	own, err := d.own(docx)
	return &specimenWriter{d, own}, err
}

func (s *specimenWriter) text(facts rulebook.Facts) (string, error) {
	s.drafter.facts, s.drafter.said = facts, map[string]any{}
	lines, err := s.own.lines(s.drafter)
	return s.own.file.Text(lines), err
}

// ExamineTemplates refuses a change of the rulebook by which a template would lack what its paper must have.
func ExamineTemplates(before, after *rulebook.Book) error {
	for _, p := range after.Procedures {
		old, known := before.Procedure(p.ID)
		for _, code := range DraftCodes(p) {
			t, own := OwnTemplate(p, code)
			if !own {
				continue
			}
			if known {
				if was, found := OwnTemplate(old, code); found && bytes.Equal(was.Docx, t.Docx) {
					continue
				}
			}
			r, err := ReadTemplate(p, code, t.Docx)
			if err != nil {
				return err
			}
			if err := refusedTemplate(p, code, r.Faults); err != nil {
				return err
			}
		}
	}
	return nil
}

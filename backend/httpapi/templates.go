package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// PaperTemplates are the templates by which papers are drafted.
type PaperTemplates struct {
	Templates  []PaperTemplate `json:"templates"`
	MayPropose bool            `json:"may_propose"`
}

// PaperTemplate is the template of a paper in one procedure, and in those that share it. It is the program's own, or a Word file of
// the office. Open is a proposal that would change it.
type PaperTemplate struct {
	Procedure string     `json:"procedure"`
	Of        fault.Text `json:"of" doc:"the procedure's name"`
	Shared    []Named    `json:"shared" doc:"other procedures that draft by it"`
	Code      string     `json:"code"`
	Label     fault.Text `json:"label"`
	Article   string     `json:"article,omitempty"`
	State     string     `json:"state" enum:"shipped,own"`
	File      string     `json:"file" doc:"of the office's own template"`
	Source    string     `json:"source" doc:"what the office's own template rests on"`
	Version   string     `json:"version" doc:"the version of the rulebook that brought it; empty for the program's"`
	Since     string     `json:"since" doc:"from when it holds"`
	Open      string     `json:"open" doc:"the proposal that is open"`
}

// Named is something with a name in both languages.
type Named struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
}

// PaperTemplatePage is a template with what it says, what it may say and what it may not lack.
type PaperTemplatePage struct {
	PaperTemplate
	Words      casefile.TemplateWords     `json:"words"`
	Marks      []casefile.PlaceholderName `json:"marks" doc:"the placeholders of the program's own template, in order"`
	Tests      []casefile.PlaceholderName `json:"tests" doc:"its conditions"`
	More       []casefile.PlaceholderName `json:"more" doc:"all other placeholders"`
	Elements   []TemplateElement          `json:"elements"`
	MayPropose bool                       `json:"may_propose"`
}

// TemplateElement is something that a template of the paper may not lack.
type TemplateElement struct {
	Label   fault.Text `json:"label"`
	Article string     `json:"article"`
	Hint    fault.Text `json:"hint"`
}

// TemplateReading is what a Word file holds as a template. Nothing is kept. Mark names what was looked at.
type TemplateReading struct {
	casefile.TemplateReading
	Diff     []DiffPart `json:"diff" doc:"of the words, with their placeholders"`
	Specimen []DiffPart `json:"specimen" doc:"of what they write for a made-up case"`
	Blocked  bool       `json:"blocked"`
	Mark     string     `json:"mark"`
}

type templateAsked struct {
	Procedure string `path:"procedure" maxLength:"80"`
	Code      string `path:"code" maxLength:"20"`
}

type templateFile struct {
	Name string `json:"name" maxLength:"300"`
	Docx []byte `json:"docx"`
}

type templateRead struct {
	Procedure string `path:"procedure" maxLength:"80"`
	Code      string `path:"code" maxLength:"20"`
	Body      templateFile
}

type templateProposal struct {
	Procedure string `path:"procedure" maxLength:"80"`
	Code      string `path:"code" maxLength:"20"`
	Body      templateOrder
}

type templateOrder struct {
	Name        string `json:"name" maxLength:"300"`
	Docx        []byte `json:"docx"`
	Mark        string `json:"mark" maxLength:"100" doc:"of what was looked at"`
	Source      string `json:"source" maxLength:"500" doc:"what it rests on"`
	InForceFrom string `json:"in_force_from" format:"date"`
	Note        string `json:"note,omitempty" maxLength:"2000"`
}

type templateReturn struct {
	Procedure string `path:"procedure" maxLength:"80"`
	Code      string `path:"code" maxLength:"20"`
	Body      templateGround
}

type templateGround struct {
	Source      string `json:"source" maxLength:"500" doc:"what it rests on"`
	InForceFrom string `json:"in_force_from" format:"date"`
	Note        string `json:"note,omitempty" maxLength:"2000"`
}

func (s *Server) templateRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/templates", signedIn, "The templates by which papers are drafted", func(ctx context.Context, actor account.Person, _ *nothing) (PaperTemplates, error) {
		book := s.Files.Rules.Current()
		out := PaperTemplates{[]PaperTemplate{}, book.May(amender(actor), rulebook.MayPropose)}
		open, err := s.openTemplates(ctx)
		for _, p := range book.Procedures {
			for _, code := range casefile.DraftCodes(p) {
				if casefile.TemplateOwner(p, code) == p.ID {
					out.Templates = append(out.Templates, s.template(p, code, open))
				}
			}
		}
		return out, err
	})
	handle(s, http.MethodGet, "/api/templates/{procedure}/{code}", signedIn, "A template with what it says and may say", func(ctx context.Context, actor account.Person, in *templateAsked) (PaperTemplatePage, error) {
		return s.templatePage(ctx, actor, *in)
	})
	s.raw(mux, http.MethodGet, "/api/templates/{procedure}/{code}/docx", signedIn, "A template as a Word file; ?shipped=true for the program's own", "application/octet-stream", func(w http.ResponseWriter, r *http.Request, _ account.Person) error {
		p, kind, err := s.templated(templateAsked{r.PathValue("procedure"), r.PathValue("code")})
		if err != nil {
			return err
		}
		content, err := casefile.TemplateFile(p, kind.Code, r.URL.Query().Get("shipped") == "true")
		if err == nil {
			handOut(w, kind.Label.Zh+"（模板）.docx", content)
		}
		return err
	})
	handle(s, http.MethodPost, "/api/templates/{procedure}/{code}/readings", signedIn, "What a Word file holds as a template; nothing is kept", func(_ context.Context, _ account.Person, in *templateRead) (TemplateReading, error) {
		return s.readTemplate(templateAsked{in.Procedure, in.Code}, in.Body.Docx)
	})
	handle(s, http.MethodPost, "/api/templates/{procedure}/{code}/proposals", account.ReadCases, "Propose a Word file as the template of a paper", func(ctx context.Context, actor account.Person, in *templateProposal) (AmendmentPage, error) {
		reading, err := s.readTemplate(templateAsked{in.Procedure, in.Code}, in.Body.Docx)
		if err != nil {
			return AmendmentPage{}, err
		}
		if reading.Mark != in.Body.Mark {
			return AmendmentPage{}, fault.New(fault.Conflict, "httpapi.template", fault.T("文件或者现行模板在核对之后已经变化", "the file or the template in force has changed since it was looked at")).
				WithHint(fault.T("请重新核对后再提出。", "Look at the comparison again, then propose it."))
		}
		p, kind, err := s.templated(templateAsked{in.Procedure, in.Code})
		if err != nil {
			return AmendmentPage{}, err
		}
		row := rulebook.Template{ID: p.ID + "/" + kind.Code, Label: kind.Label, Name: path.Base(strings.ReplaceAll(in.Body.Name, `\`, "/")), Docx: reading.Docx, Source: strings.TrimSpace(in.Body.Source)}
		return s.proposeTemplate(ctx, actor, templateGround{in.Body.Source, in.Body.InForceFrom, in.Body.Note}, rulebook.TemplateEdit(row))
	})
	handle(s, http.MethodPost, "/api/templates/{procedure}/{code}/return", account.ReadCases, "Propose to return to the program's own template", func(ctx context.Context, actor account.Person, in *templateReturn) (AmendmentPage, error) {
		p, kind, err := s.templated(templateAsked{in.Procedure, in.Code})
		if err != nil {
			return AmendmentPage{}, err
		}
		if _, own := casefile.OwnTemplate(p, kind.Code); !own {
			return AmendmentPage{}, fault.New(fault.Invalid, "httpapi.template", fault.T("现行模板就是程序自带的", "the template in force is the program's own"))
		}
		return s.proposeTemplate(ctx, actor, in.Body, rulebook.Edit{File: rulebook.TemplatesFile, ID: p.ID + "/" + kind.Code, Removed: true})
	})
	for _, form := range []string{"docx", "pdf"} {
		s.raw(mux, http.MethodGet, "/api/papers/{id}/"+form, account.ReadCases, "A paper that was written in the program, to print", "application/octet-stream", func(w http.ResponseWriter, r *http.Request, _ account.Person) error {
			p, err := s.rawPaper(r.Context(), r.PathValue("id"))
			if err != nil {
				return err
			}
			write := s.Files.Word
			if form == "pdf" {
				write = s.Files.PDF
			}
			out, err := write(r.Context(), p)
			if err == nil {
				handOut(w, out.Name, out.Data)
			}
			return err
		})
	}
}

func (s *Server) proposeTemplate(ctx context.Context, actor account.Person, ground templateGround, edit rulebook.Edit) (AmendmentPage, error) {
	a, err := s.Files.Rules.Propose(ctx, amender(actor), rulebook.Draft{Edits: []rulebook.Edit{edit}, Source: ground.Source, InForceFrom: ground.InForceFrom, Note: ground.Note})
	if err != nil {
		return AmendmentPage{}, err
	}
	return s.amendment(ctx, a.ID)
}

// templated finds the procedure under which the template of a paper stands.
func (s *Server) templated(in templateAsked) (*rulebook.Procedure, rulebook.Paper, error) {
	book := s.Files.Rules.Current()
	if p, known := book.Procedure(in.Procedure); known && slices.Contains(casefile.DraftCodes(p), in.Code) {
		owner, _ := book.Procedure(casefile.TemplateOwner(p, in.Code))
		if kind, known := owner.Paper(in.Code); known {
			return owner, kind, nil
		}
	}
	return nil, rulebook.Paper{}, fault.New(fault.NotFound, "httpapi.template", fault.T("没有这份文书模板", "there is no such template")).
		WithHint(fault.T("在“设置—文书模板”中查看可以起草的文书。", "See “Settings, templates” for the papers that can be drafted."))
}

func (s *Server) readTemplate(in templateAsked, docx []byte) (out TemplateReading, err error) {
	p, kind, err := s.templated(in)
	if err != nil {
		return out, err
	}
	if out.TemplateReading, err = casefile.ReadTemplate(p, kind.Code, docx); err != nil {
		return out, err
	}
	out.Diff, out.Specimen = diff(pieces(out.Before.Words), pieces(out.After.Words)), diff(pieces(out.Before.Specimen), pieces(out.After.Specimen))
	out.Blocked, out.Mark = out.TemplateReading.Blocked(), rulebook.Bundle{"a.json": asJSON(out.Docx), "b.json": asJSON([]byte(out.Before.Words))}.Hash()
	return out, nil
}

func asJSON(b []byte) json.RawMessage {
	raw, _ := json.Marshal(b) // bytes always are
	return raw
}

// openTemplates are the proposals that are open, by the template that they would change.
func (s *Server) openTemplates(ctx context.Context) (map[string]string, error) {
	open := map[string]string{}
	return open, s.Store.View(ctx, func(r *store.Reader) error {
		list, err := rulebook.AmendmentsOf(r)
		for _, a := range list {
			for _, c := range a.Changes {
				if a.State == rulebook.Open && c.File == rulebook.TemplatesFile {
					open[c.ID] = a.ID
				}
			}
		}
		return err
	})
}

func (s *Server) template(p *rulebook.Procedure, code string, open map[string]string) PaperTemplate {
	kind, _ := p.Paper(code)
	id := p.ID + "/" + code
	out := PaperTemplate{Procedure: p.ID, Of: p.Label, Shared: []Named{}, Code: code, Label: kind.Label, Article: kind.Article, State: "shipped", Open: open[id]}
	for _, other := range p.Book().Procedures {
		if other.ID != p.ID && slices.Contains(casefile.DraftCodes(other), code) && casefile.TemplateOwner(other, code) == p.ID {
			out.Shared = append(out.Shared, Named{other.ID, other.Label})
		}
	}
	own, found := casefile.OwnTemplate(p, code)
	if !found {
		return out
	}
	out.State, out.File, out.Source = "own", own.Name, own.Source
	for _, v := range s.Files.Rules.Versions() {
		for _, c := range v.Changes {
			if c.File == rulebook.TemplatesFile && c.ID == id && c.After != nil {
				out.Version, out.Since = v.Label, v.InForceFrom
			}
		}
	}
	return out
}

func (s *Server) templatePage(ctx context.Context, actor account.Person, in templateAsked) (out PaperTemplatePage, err error) {
	p, kind, err := s.templated(in)
	if err != nil {
		return out, err
	}
	open, err := s.openTemplates(ctx)
	if err != nil {
		return out, err
	}
	out.PaperTemplate, out.MayPropose = s.template(p, kind.Code, open), p.Book().May(amender(actor), rulebook.MayPropose)
	_, words, err := casefile.Shipped(p, kind.Code)
	if err != nil {
		return out, err
	}
	out.Marks, out.Tests, out.More, out.Elements = words.Marks, words.Tests, words.More, []TemplateElement{}
	for _, e := range p.ElementsOf(kind.Code) {
		out.Elements = append(out.Elements, TemplateElement{e.Label, e.Article, e.Hint})
	}
	docx, err := casefile.TemplateFile(p, kind.Code, false)
	if err != nil {
		return out, err
	}
	out.Words, err = casefile.WordsOf(p, kind.Code, docx)
	return out, err
}

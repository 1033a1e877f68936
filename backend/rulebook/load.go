package rulebook

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
)

// loader reads files and gathers what is wrong with them.
type loader struct {
	files    Bundle
	problems Problems
	where    map[string]map[string]bool // file → ids seen
	read     map[string]any             // file → its rows; procedures share files
	spoken   map[string]*conditions     // declarations → the language that they make, with all that was compiled in it
}

func newLoader(files Bundle) *loader {
	return &loader{files: files, where: map[string]map[string]bool{}, read: map[string]any{}, spoken: map[string]*conditions{}}
}

// problem reports a fault in both languages.
func (l *loader) problem(file, row, zh, en string, args ...any) {
	l.report(file, row, say(zh, en, args...))
}

// report reports a fault, once.
func (l *loader) report(file, row string, what fault.Text) {
	found := Problem{File: file, Row: row, What: what}
	if !slices.Contains(l.problems, found) { // procedures share files
		l.problems = append(l.problems, found)
	}
}

// file is the frame of every data file.
type file struct {
	Schema string            `json:"schema"`
	Note   string            `json:"note,omitempty"`
	Rows   []json.RawMessage `json:"rows"`
}

// Load reads a rulebook whole and checks it whole. The error's cause is [Problems]: every fault, with its file and row.
// The root holds the rows for every kind of action; each folder with a procedure.json is a kind of action.
func Load(fsys fs.FS) (*Book, error) {
	b, err := Read(fsys)
	if err != nil {
		return nil, err
	}
	return b.Load()
}

// book makes a book of the files and gathers what is wrong with them.
func (l *loader) book() *Book {
	b := &Book{bundle: l.files, Hash: l.files.Hash(), fields: map[string]Field{}, parameters: map[string]any{}, patterns: &sync.Map{}}
	l.known()
	l.root(b)
	l.checkRoot(b)
	for _, folder := range l.folders() {
		if p := l.procedure(b, folder); p != nil {
			b.Procedures = append(b.Procedures, p)
		}
	}
	kinds := b.Table("kind")
	slices.SortStableFunc(b.Procedures, func(x, y *Procedure) int { // by kind, in the order of the code table
		at := func(p *Procedure) int { return slices.IndexFunc(kinds, func(k Code) bool { return k.ID == p.Kind }) }
		return cmp.Compare(at(x), at(y))
	})
	for _, p := range b.Procedures {
		l.conversions(b, p)
		l.offspring(b, p)
	}
	l.checkTables(b)
	if b.Usual == "" && len(b.Procedures) > 0 {
		b.Usual = b.Procedures[0].ID
	}
	if _, known := b.Procedure(b.Usual); !known && len(b.Procedures) > 0 {
		l.problem("book.json", "", "没有“%s”这个常用程序", "the usual procedure %q is unknown", b.Usual)
	}
	if len(b.Procedures) == 0 {
		l.problem("procedure.json", "", "没有一个目录写明程序（procedure.json）", "no folder describes a procedure")
	}
	return b
}

// folders lists the folders of procedures.
func (l *loader) folders() []string {
	var folders []string
	for _, name := range l.files.Names() {
		if folder, ok := strings.CutSuffix(name, "/procedure.json"); ok {
			folders = append(folders, folder)
		}
	}
	return folders
}

// root reads the files that hold for every kind of action and do not depend on its papers.
func (l *loader) root(b *Book) {
	var err error
	var head struct {
		Schema      string     `json:"schema"`
		Label       fault.Text `json:"label"`
		Version     string     `json:"version"`
		InForceFrom string     `json:"in_force_from"`
		Usual       string     `json:"usual"`
	}
	if l.object("book.json", &head); head.Version == "" {
		l.problem("book.json", "", "没有写明版本", "no version")
	}
	b.Version, b.InForceFrom, b.Usual = head.Version, head.InForceFrom, head.Usual
	b.Codes = rows(l, "codes.json", func(c Code) string { return c.Table + "/" + c.ID })
	b.PenaltyKinds = rows(l, "penalty_kinds.json", func(k PenaltyKind) string { return k.ID })
	b.Roles = rows(l, "roles.json", func(r Role) string { return r.ID })
	b.Headings = rows(l, "headings.json", func(h Heading) string { return h.ID })
	b.Opinions = rows(l, "opinions.json", func(o Opinion) string { return o.ID })
	b.Instruments = rows(l, "instruments.json", func(i Instrument) string { return i.ID })
	b.Articles = rows(l, "articles.json", func(a Article) string { return a.ID })
	b.ReviewLimits = rows(l, "review_limits.json", func(r ReviewLimit) string { return r.ID })
	b.Grounds = rows(l, "grounds.json", func(g Ground) string { return g.ID })
	b.Periods = rows(l, "publication_periods.json", func(p PublicationPeriod) string { return p.ID })
	b.Fields = rows(l, "fields.json", func(f Field) string { return f.Name })
	for _, f := range b.Fields {
		b.fields[f.Name] = f
		for _, what := range f.check(b.Codes) {
			l.report("fields.json", f.Name, what)
		}
	}
	b.Wordings = rows(l, "wordings.json", func(e Wording) string { return e.ID })
	b.Parameters = rows(l, "parameters.json", func(p Parameter) string { return p.ID })
	for _, p := range b.Parameters {
		clean, err := Field{Type: p.Type}.Clean(p.Value)
		if err != nil || clean == nil {
			l.problem("parameters.json", p.ID, "值 %v 不符合类型“%s”", "the value %v is not of type %q", p.Value, p.Type)
		}
		b.parameters[p.ID] = clean
	}
	l.object("holidays.json", &b.Holidays)
	if b.Calendar, err = b.Holidays.calendar(); err != nil {
		l.report("holidays.json", "", reason(err))
	}
	b.Redaction = rows(l, "redaction.json", func(r redact.Rule) string { return r.ID })
	b.Redactor = l.redactor(b.Redaction)
	b.Recordings = rows(l, "recordings.json", func(r Recording) string { return r.ID })
	b.RecordFields = rows(l, "recording_fields.json", func(f RecordingField) string { return f.ID })
	b.RecordChecks = rows(l, "recording_checks.json", func(c RecordingCheck) string { return c.ID })
	b.Retentions = rows(l, "retention.json", func(r Retention) string { return r.ID })
	b.Vetoes = rows(l, "dossier_vetoes.json", func(v Veto) string { return v.ID })
	b.Lists = rows(l, "disclosure_lists.json", func(d DisclosureList) string { return d.ID })
	b.Showings = rows(l, "showings.json", func(s Showing) string { return s.ID })
	b.Annual = rows(l, "annual_figures.json", func(f AnnualFigure) string { return f.ID })
	b.ReportForms = rows(l, "report_forms.json", func(f ReportForm) string { return f.ID })
	b.Indicators = rows(l, "indicators.json", func(i Indicator) string { return i.ID })
	b.Templates = rows(l, TemplatesFile, func(t Template) string { return t.ID })
	b.Statistics = rows(l, "statistics.json", func(s Statistic) string { return s.ID })
}

// procedure reads a folder and compiles its conditions.
func (l *loader) procedure(b *Book, folder string) *Procedure {
	p := &Procedure{ID: folder, Head: l.head(folder), book: b, papers: map[string]Paper{}, deadlines: map[string]Deadline{}}
	p.Papers = both(l, p, "papers.json", func(r Paper) (string, []string) { return r.Code, r.Actions })
	p.Deadlines = both(l, p, "deadlines.json", func(r Deadline) (string, []string) { return r.ID, r.Actions })
	p.MajorRules = both(l, p, "major.json", func(r MajorRule) (string, []string) { return r.ID, r.Actions })
	slices.SortStableFunc(p.MajorRules, func(a, b MajorRule) int { return strings.Compare(a.ID, b.ID) })
	p.MaterialRules = both(l, p, "materials.json", func(r MaterialRule) (string, []string) { return r.ID, r.Actions })
	p.ReviewerRules = both(l, p, "reviewer_rules.json", func(r ReviewerRule) (string, []string) { return r.ID, r.Actions })
	p.Lifecycle.States = own(l, p, "states.json", func(s State) string { return s.ID })
	p.Lifecycle.Transitions = own(l, p, "transitions.json", func(t Transition) string { return t.ID })
	p.Checklist = own(l, p, "checklist.json", func(i Item) string { return i.ID })
	p.ProposalRules = own(l, p, "proposals.json", func(r ProposalRule) string { return r.Paper + "/" + r.Fact + "/" + r.Label + "/" + r.Field })
	p.DisclosureFields = own(l, p, "disclosure_fields.json", func(f DisclosureField) string { return f.Code })
	p.DisclosureChecks = own(l, p, "disclosure_checks.json", func(c DisclosureCheck) string { return c.ID })
	p.DisclosureRules = own(l, p, "disclosure_rules.json", func(r DisclosureRule) string { return r.ID })
	p.ArchiveOrder = own(l, p, "archive_order.json", func(s ArchiveSlot) string { return fmt.Sprintf("%s/%d", s.Side, s.No) })
	p.Comparisons = both(l, p, "consistency.json", func(r Comparison) (string, []string) { return r.ID, r.Actions })
	p.DraftChecks = both(l, p, "draft_checks.json", func(r DraftCheck) (string, []string) { return r.ID, r.Actions })
	for i := range p.DraftChecks {
		p.DraftChecks[i].Papers = p.spelledOut(p.DraftChecks[i].Papers)
	}
	p.Elements = both(l, p, "template_elements.json", func(e Element) (string, []string) { return e.ID, e.Actions })
	for i := range p.Elements {
		p.Elements[i].Papers = p.spelledOut(p.Elements[i].Papers)
	}
	p.Scores = own(l, p, "dossier_scores.json", func(s Score) string { return s.ID })
	for _, paper := range p.Papers {
		p.papers[paper.Code] = paper
	}
	for _, d := range p.Deadlines {
		p.deadlines[d.ID] = d
	}
	declared := p.declared()
	said := fmt.Sprint(declared)
	if l.spoken[said] == nil {
		env, err := p.language(declared)
		if err != nil {
			l.problem(folder+"/procedure.json", "", "要素不能用作条件：%v", "the fields cannot be declared: %v", err)
			return nil
		}
		l.spoken[said] = &conditions{env: env, compiled: map[string]*Condition{}}
	}
	p.conditions = &conditions{env: l.spoken[said].env, compiled: map[string]*Condition{}, shared: l.spoken[said].compiled}
	p.names = p.paperNames()
	l.check(p)
	return p
}

// head reads what a procedure says of itself, strictly.
func (l *loader) head(folder string) (h Head) {
	name := folder + "/procedure.json"
	l.object(name, &h)
	l.texts(name, "", h)
	if h.Like == "" {
		return h
	}
	if _, found := l.files[h.Like+"/procedure.json"]; !found || h.Like == folder {
		l.problem(name, "", "所依照的程序“%s”不存在", "like unknown procedure %q", h.Like)
		h.Like = ""
	}
	return h
}

// file is the file of a procedure, or the one that stands in for it.
func (l *loader) file(p *Procedure, name string) string {
	if _, found := l.files[p.ID+"/"+name]; !found && p.Like != "" {
		return p.Like + "/" + name
	}
	return p.ID + "/" + name
}

// own reads the rows of a procedure.
func own[T any](l *loader, p *Procedure, name string, key func(T) string) []T {
	return quiet(l, l.file(p, name), key)
}

// both reads the rows of a procedure and those of the root that hold for it: rows without actions, and those that name its
// kind or its folder.
func both[T any](l *loader, p *Procedure, name string, key func(T) (id string, actions []string)) []T {
	id := func(row T) string { id, _ := key(row); return id }
	out := own(l, p, name, id)
	mine := len(out)
	for _, row := range quiet(l, name, id) {
		rowID, actions := key(row)
		if !p.Among(actions) {
			continue
		}
		if slices.ContainsFunc(out[:mine], func(r T) bool { return id(r) == rowID }) {
			l.problem(l.file(p, name), rowID, "编号重复：%s 中也有", "duplicate id: also in %s", name)
		}
		out = append(out, row)
	}
	return out
}

// quiet reads a file that several procedures share, once.
func quiet[T any](l *loader, name string, key func(T) string) []T {
	if _, read := l.read[name]; !read {
		l.read[name] = rows(l, name, key)
	}
	out, _ := l.read[name].([]T)
	return slices.Clone(out)
}

// object reads a file that is a single object.
func (l *loader) object(name string, into any) {
	content, found := l.files[name]
	if !found {
		l.problem(name, "", "缺少这个文件", "the file is missing")
		return
	}
	var head struct {
		Schema string `json:"schema"`
	}
	_ = json.Unmarshal(content, &head)
	if want := strings.TrimSuffix(path.Base(name), ".json"); head.Schema != want {
		l.problem(name, "", "schema 是“%s”，应为“%s”", "the schema is %q, not %q", head.Schema, want)
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		l.report(name, "", reason(err))
		_ = json.Unmarshal(content, into) // so that the rest is looked at too
	}
}

// rows reads a file of rows, strictly: an unknown key, a missing translation or a duplicate id is a problem.
func rows[T any](l *loader, name string, key func(T) string) []T {
	if _, found := l.files[name]; !found && slices.Contains(optionalFiles, path.Base(name)) {
		return nil
	}
	var f file
	l.object(name, &f)
	seen := map[string]bool{}
	l.where[name] = seen
	out := make([]T, 0, len(f.Rows))
	for i, raw := range f.Rows {
		var row T
		named := rowID(name, raw)
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&row); err != nil {
			where := named
			if where == "" {
				where = fmt.Sprintf("#%d", i+1)
			}
			l.report(name, where, reason(err))
			row = *new(T)
			if json.Unmarshal(raw, &row) != nil {
				continue
			}
		}
		id := key(row)
		if named == "" {
			l.problem(name, fmt.Sprintf("#%d", i+1), "没有编号", "no id")
			continue
		}
		if seen[id] {
			l.problem(name, id, "编号重复", "duplicate id")
		}
		seen[id] = true
		l.texts(name, id, row)
		out = append(out, row)
	}
	return out
}

package app

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

type importCommand struct {
	Paths []string `arg:"" help:"${paths}" type:"path"`
	Into  string   `help:"${into}" placeholder:"NO" xor:"into"`
	Kind  string   `help:"${kind}" xor:"into"`

	Recordings bool   `help:"${recordings}"`
	Use        string `help:"${use}" enum:",practice,assessment" default:""`
}

// Run imports every path as a case of its own, or all into one that exists, with a line for every file.
func (c *importCommand) Run(t *terminal) error {
	if c.Use != "" && (c.Into != "" || c.Kind != "") {
		return fault.New(fault.Invalid, "app.import", fault.T("--use 不能与 --into、--kind 一起使用", "--use goes with neither --into nor --kind")).WithField("use")
	}
	return t.acting(func(o *Office, actor account.Person) error {
		into := ""
		if c.Into != "" {
			id, err := o.caseID(t.ctx, c.Into)
			if err != nil {
				return err
			}
			into = id
		}
		if c.Recordings {
			return c.recordings(t, o, actor, into)
		}
		wanting := false
		for _, path := range c.Paths {
			started, err := o.Files.StartImport(t.ctx, actor, casefile.ImportStart{Folder: path, Case: into, Kind: c.Kind, Legacy: c.Use})
			if err != nil {
				return err
			}
			show := t.progress(started.Name)
			err = o.Files.RunImport(t.ctx, actor, started.ID, func(i casefile.Import) {
				if show != nil {
					show(int64(i.Done), int64(i.Total))
				}
			})
			if err != nil {
				return err
			}
			// Without a program that reads pictures they stay listed as not read.
			if err := o.Files.Recognise(t.ctx, actor, false, nil); err != nil && fault.KindOf(err) != fault.Unavailable {
				return err
			}
			done, err := o.Files.Import(t.ctx, started.ID)
			if err != nil {
				return err
			}
			wanting = wanting || done.Unreadable > 0
			if err := t.print(done, func(w io.Writer) { t.showImport(w, done) }); err != nil {
				return err
			}
		}
		if wanting {
			return errWanting
		}
		return nil
	})
}

func (t *terminal) showImport(w io.Writer, i casefile.Import) {
	for _, f := range i.Files {
		reason := ""
		if f.Reason != nil {
			reason = "  " + f.Reason.In(t.lang)
		}
		fmt.Fprintf(w, "%-10s  %s%s\n", f.State, f.Path, reason)
	}
	fmt.Fprintf(w, "%s  %s  %d/%d\n", i.CaseNo, i.Name, i.Done, i.Total)
}

type caseCommands struct {
	Open     caseOpen     `cmd:"" help:"${open_case}"`
	List     caseList     `cmd:"" help:"${list}"`
	Show     caseShow     `cmd:"" help:"${show}"`
	Next     caseNext     `cmd:"" help:"${next}"`
	Clocks   caseClocks   `cmd:"" help:"${case_clocks}"`
	Handlers caseHandlers `cmd:"" help:"${handlers}"`
	Confirm  caseConfirm  `cmd:"" help:"${confirm}"`
	Move     caseMove     `cmd:"" help:"${move}"`
	Draft    caseDraft    `cmd:"" help:"${draft}"`
	Revise   caseRevise   `cmd:"" help:"${revise}"`
}

type caseOpen struct {
	Title     string `arg:"" help:"${title}"`
	Kind      string `help:"${kind}"`
	Procedure string `help:"${procedure}"`
}

// Run opens a case of a kind of action.
func (c *caseOpen) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		made, err := o.Files.Open(t.ctx, actor, casefile.Opening{Title: c.Title, Kind: c.Kind, Procedure: c.Procedure})
		if err != nil {
			return err
		}
		return t.print(made, func(w io.Writer) { fmt.Fprintf(w, "%s  %s  %s\n", made.No, o.stateLabel(made).In(t.lang), made.Title) })
	})
}

type caseList struct {
	State string `help:"${list}"`
	Kind  string `help:"${kind}"`
	Text  string `arg:"" optional:"" help:"${query}"`
	Limit int    `default:"50" help:"${limit}"`
}

// Run lists cases, the latest first.
func (c *caseList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		cases, total, err := o.Files.List(t.ctx, casefile.Filter{Text: c.Text, State: c.State, Kind: c.Kind, Limit: c.Limit})
		if err != nil {
			return err
		}
		return t.print(map[string]any{"total": total, "cases": cases}, func(w io.Writer) {
			for _, row := range cases {
				major := ""
				if len(row.Major) > 0 {
					major = t.text(" 重大", " major")
				}
				fmt.Fprintf(w, "%s  %s  %s%s  %s\n", row.No, o.stateLabel(row).In(t.lang), row.Title, major, row.Party)
			}
			fmt.Fprintf(w, t.text("共 %d 件\n", "%d in all\n"), total)
		})
	})
}

func (o *Office) stateLabel(c casefile.Case) fault.Text {
	if p, known := o.Files.Procedure(c); known {
		if s, known := p.Lifecycle.State(c.State); known {
			return s.Label
		}
	}
	return fault.T(c.State, c.State)
}

type caseShow struct {
	No string `arg:"" help:"${no}"`
}

// caseView is a case as the command line shows it.
type caseView struct {
	casefile.Case
	Fields    []casefile.Field    `json:"fields"`
	Proposals []casefile.Proposal `json:"proposals"`
	PaperList []casefile.Paper    `json:"paper_list"`
	Clocks    []casefile.Clock    `json:"clocks"`
	Materials []rulebook.Material `json:"materials"`
}

// Run shows a case: what is known, what was read, its papers, periods, and what is missing before review.
func (c *caseShow) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		view, err := o.caseView(t, c.No)
		if err != nil {
			return err
		}
		return t.print(view, func(w io.Writer) { t.showCase(w, o, view) })
	})
}

func (o *Office) caseView(t *terminal, no string) (view caseView, err error) {
	err = o.Store.View(t.ctx, func(r *store.Reader) error {
		if view.Case, err = casefile.CaseOf(r, no); err != nil {
			return err
		}
		id := view.Case.ID
		facts, err := o.Files.Facts(r, view.Case)
		if err != nil {
			return err
		}
		if view.Fields, err = casefile.FieldsOf(r, id); err != nil {
			return err
		}
		if view.Proposals, err = o.Files.Proposals(r, id); err != nil {
			return err
		}
		if view.PaperList, err = casefile.PapersOf(r, id); err != nil {
			return err
		}
		if view.Clocks, err = o.Files.Clocks(r, view.Case, facts); err != nil {
			return err
		}
		procedure, _ := o.Files.Procedure(view.Case)
		view.Materials = procedure.Materials(facts)
		return nil
	})
	return view, err
}

func (t *terminal) showCase(w io.Writer, o *Office, v caseView) {
	procedure, _ := o.Files.Procedure(v.Case)
	fmt.Fprintf(w, "%s  %s\n%s  %s\n", v.No, v.Title, o.stateLabel(v.Case).In(t.lang), v.StateSince)
	for _, hit := range v.Major {
		fmt.Fprintf(w, "%s %s  %s (%s)\n", t.text("重大", "major"), hit.ID, hit.Label.In(t.lang), hit.Article)
	}
	for _, f := range v.Fields {
		spec, _ := procedure.Field(f.Name)
		fmt.Fprintf(w, "  %-20s %s  %s\n", f.Name, spec.Label.In(t.lang), f.Value)
	}
	for _, p := range v.Proposals {
		spec, _ := procedure.Field(p.Field)
		fmt.Fprintf(w, "? %-20s %s  %s  «%s»\n", p.Field, spec.Label.In(t.lang), p.Value, p.Quote)
	}
	for _, p := range v.PaperList {
		fmt.Fprintf(w, "  %-6s %s  %s  %s\n", p.Code, p.ID, p.Title, p.Status)
	}
	for _, c := range v.Clocks {
		fmt.Fprintf(w, "  %-6s %s  %s → %s  %s\n", c.ID, c.Label.In(t.lang), c.StartOn, c.DueLegal, c.State)
	}
	for _, m := range v.Materials {
		if !m.Missing.IsZero() {
			fmt.Fprintf(w, "! %s  %s\n", m.Label.In(t.lang), m.Missing.In(t.lang))
		}
	}
}

type caseNext struct {
	No string `arg:"" help:"${no}"`
}

// Run lists the lawful next steps and what stands in their way.
func (c *caseNext) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		everybody := account.Person{Active: true}
		for _, role := range o.Rules.Current().Roles {
			everybody.Roles = append(everybody.Roles, role.ID)
		}
		steps, err := o.Files.Next(t.ctx, everybody, c.No)
		if err != nil {
			return err
		}
		return t.print(steps, func(w io.Writer) {
			for _, s := range steps {
				mark := "✓"
				if !s.Allowed {
					mark = "✗"
				}
				fmt.Fprintf(w, "%s %-16s %s → %s  %v\n", mark, s.Transition, s.Label.In(t.lang), s.ToLabel.In(t.lang), s.Roles)
				for _, stop := range s.Stops {
					fmt.Fprintf(w, "    %s: %s %s\n", stop.Level, stop.Message.In(t.lang), stop.Article)
				}
			}
		})
	})
}

type caseHandlers struct {
	No    string   `arg:"" help:"${no}"`
	Users []string `arg:"" help:"${username}"`
}

// Run names who handles a case.
func (c *caseHandlers) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		people, err := o.Accounts.People(t.ctx)
		if err != nil {
			return err
		}
		var ids []string
		for _, user := range c.Users {
			i := slices.IndexFunc(people, func(p account.Person) bool { return p.Username == user })
			if i < 0 {
				return fault.New(fault.NotFound, "app.handlers", fault.Tf("没有用户 %[1]s", "no such user: %[1]s", user))
			}
			ids = append(ids, people[i].ID)
		}
		if err := o.Files.SetHandlers(t.ctx, actor, c.No, ids); err != nil {
			return err
		}
		return t.print(ids, func(w io.Writer) { fmt.Fprintln(w, strings.Join(c.Users, " ")) })
	})
}

type caseConfirm struct {
	No     string   `arg:"" help:"${no}"`
	Values []string `arg:"" optional:"" placeholder:"FIELD=VALUE" help:"${confirm}"`
	All    bool     `help:"${confirm}"`
}

// Run accepts the best proposal of every field that has no value yet (--all), and sets the values given.
func (c *caseConfirm) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		view, err := o.caseView(t, c.No)
		if err != nil {
			return err
		}
		if c.All {
			known := map[string]bool{}
			for _, f := range view.Fields {
				known[f.Name] = true
			}
			var accept []string
			for _, p := range view.Proposals {
				if !known[p.Field] {
					accept, known[p.Field] = append(accept, p.ID), true
				}
			}
			if err := o.Files.Answer(t.ctx, actor, view.Case.ID, accept, nil); err != nil {
				return err
			}
		}
		procedure, _ := o.Files.Procedure(view.Case)
		values := map[string]any{}
		for _, pair := range c.Values {
			name, text, ok := strings.Cut(pair, "=")
			if !ok {
				return fault.New(fault.Invalid, "app.confirm", fault.Tf("“%[1]s”应写作 字段=值", "%[1]q should be field=value", pair))
			}
			spec, _ := procedure.Field(name)
			if values[name], err = typed(spec.Type, text); err != nil {
				return err
			}
		}
		if len(values) > 0 {
			if err := o.Files.SetFields(t.ctx, actor, view.Case.ID, values); err != nil {
				return err
			}
		}
		if view, err = o.caseView(t, c.No); err != nil {
			return err
		}
		return t.print(view, func(w io.Writer) { t.showCase(w, o, view) })
	})
}

// typed reads a value as the command line gives it; money is in fen, lists are parted by commas.
func typed(kind rulebook.Type, text string) (any, error) {
	switch kind {
	case rulebook.Int, rulebook.Money:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "app.confirm", fault.Tf("“%[1]s”不是整数", "%[1]q is not a whole number", text))
		}
		return n, nil
	case rulebook.Bool:
		return text == "true" || text == "1", nil
	case rulebook.Texts:
		return strings.Split(text, ","), nil
	case rulebook.List:
		var list any
		err := json.Unmarshal([]byte(text), &list)
		return list, fault.Wrap("app.confirm", err)
	}
	return text, nil
}

type caseMove struct {
	No         string `arg:"" help:"${no}"`
	Transition string `arg:"" help:"${move}"`
	Note       string `help:"${note}"`
}

// Run takes a step.
func (c *caseMove) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.caseID(t.ctx, c.No)
		if err != nil {
			return err
		}
		if c.Transition == "archive" {
			err = o.Dossiers.Archive(t.ctx, actor, id, c.Note)
		} else {
			err = o.Files.Move(t.ctx, actor, id, c.Transition, c.Note)
		}
		if err != nil {
			return err
		}
		view, err := o.caseView(t, id)
		if err != nil {
			return err
		}
		return t.print(view.Case, func(w io.Writer) { fmt.Fprintf(w, "%s  %s\n", view.No, o.stateLabel(view.Case).In(t.lang)) })
	})
}

type caseDraft struct {
	No   string `arg:"" help:"${no}"`
	Code string `arg:"" help:"${draft}"`
}

// Run writes a draft from the case's facts.
func (c *caseDraft) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.caseID(t.ctx, c.No)
		if err != nil {
			return err
		}
		paper, err := o.Files.Draft(t.ctx, actor, id, c.Code)
		if err != nil {
			return err
		}
		return t.showPaper(o, paper)
	})
}

type caseRevise struct {
	Paper string `arg:"" help:"${draft}"`
	File  string `arg:"" help:"${file}" type:"existingfile"`
}

// Run saves a new version of a draft.
func (c *caseRevise) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		text, err := os.ReadFile(c.File)
		if err != nil {
			return fault.New(fault.Invalid, "app.revise", fault.T("文件读不出来", "the file cannot be read")).WithCause(err)
		}
		if err := o.Files.Revise(t.ctx, actor, c.Paper, string(text)); err != nil {
			return err
		}
		paper, _, err := o.Files.PagesByID(t.ctx, c.Paper)
		if err != nil {
			return err
		}
		return t.showPaper(o, paper)
	})
}

func (t *terminal) showPaper(o *Office, p casefile.Paper) error {
	pages, err := o.Files.Pages(t.ctx, p)
	if err != nil {
		return err
	}
	return t.print(p, func(w io.Writer) { fmt.Fprintf(w, "%s  %s  %s\n\n%s\n", p.ID, p.Code, p.Title, casefile.Join(pages)) })
}

package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

type rulesCommands struct {
	Check   rulesCheck   `cmd:"" help:"${rules_check}"`
	List    rulesList    `cmd:"" help:"${rules_list}"`
	Diff    rulesDiff    `cmd:"" help:"${rules_diff}"`
	Export  rulesExport  `cmd:"" help:"${rules_export}"`
	Propose rulesPropose `cmd:"" help:"${rules_propose}"`
	Approve rulesApprove `cmd:"" help:"${rules_approve}"`
	Reject  rulesReject  `cmd:"" help:"${rules_reject}"`
	Import  rulesImport  `cmd:"" help:"${rules_import}"`
	Laws    rulesLaws    `cmd:"" help:"${rules_laws}"`
	Article rulesArticle `cmd:"" help:"${rules_article}"`
}

type rulesCheck struct {
	Path string `arg:"" optional:"" help:"${book}"`
}

// checked is what a check of a rulebook found.
type checked struct {
	Version string             `json:"version,omitempty"`
	Hash    string             `json:"hash,omitempty"`
	Faults  []rulebook.Problem `json:"faults"`
}

// Run loads a rulebook and names all that is wrong with it, by file and row.
func (c *rulesCheck) Run(t *terminal) error {
	if c.Path == "" {
		c.Path = "embedded"
	}
	bundle, err := t.bundle(c.Path)
	if err != nil {
		return err
	}
	out := checked{Faults: []rulebook.Problem{}}
	book, err := bundle.Load()
	var problems rulebook.Problems
	switch {
	case errors.As(err, &problems):
		out.Faults = problems
	case err != nil:
		return err
	default:
		out.Version, out.Hash = book.Version, book.Hash
	}
	err = t.print(out, func(w io.Writer) {
		for _, p := range out.Faults {
			fmt.Fprintf(w, "✗ %s\n", p.In(t.lang))
		}
		if len(out.Faults) == 0 {
			fmt.Fprintf(w, "✓ %s  %s\n", out.Version, out.Hash)
		}
	})
	if err == nil && len(out.Faults) > 0 {
		err = errWanting
	}
	return err
}

// bundle finds a rulebook by what a person calls it: embedded, a folder, an exported file, or a version of the office.
func (t *terminal) bundle(name string) (b rulebook.Bundle, err error) {
	if name == "embedded" {
		book, err := rulebook.Embedded()
		if err != nil {
			return nil, err
		}
		return book.Bundle(), nil
	}
	if info, statErr := os.Stat(name); statErr == nil {
		if info.IsDir() {
			return rulebook.Read(os.DirFS(name))
		}
		content, err := readFile(name)
		if err != nil {
			return nil, err
		}
		return rulebook.ReadDocument(content)
	}
	err = t.office(func(o *Office) error {
		if name == "current" {
			name = o.Rules.Current().Hash
		}
		v, known := o.Rules.Version(name)
		if !known {
			return fault.New(fault.NotFound, "app.rules", fault.Tf("没有规则库 %[1]s", "no such rulebook: %[1]s", name)).
				WithHint(fault.T("可用 embedded、current、版本号、导出的文件或数据目录。", "Name embedded, current, a version, an exported file or a folder."))
		}
		b, err = o.Rules.Bundle(v.Version)
		return err
	})
	return b, err
}

func readFile(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "app.rules", fault.Tf("%[1]s 读不出来", "%[1]s cannot be read", path)).WithCause(err)
	}
	return content, nil
}

type rulesList struct{}

// Run lists the versions and the proposals that are open.
func (c *rulesList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		var amendments []rulebook.Amendment
		err := o.Store.View(t.ctx, func(r *store.Reader) (err error) {
			amendments, err = rulebook.AmendmentsOf(r)
			return err
		})
		if err != nil {
			return err
		}
		current := o.Rules.Current().Hash
		out := map[string]any{"current": current, "versions": o.Rules.Versions(), "amendments": amendments}
		return t.print(out, func(w io.Writer) {
			for _, v := range o.Rules.Versions() {
				mark := " "
				if v.Version == current {
					mark = "*"
				}
				fmt.Fprintf(w, "%s %-12s %s  %s  %s\n", mark, v.Label, v.InForceFrom, v.Version[:12], v.Source)
			}
			for _, a := range amendments {
				if a.State == rulebook.Open {
					fmt.Fprintf(w, t.text("? %s  %s 起  %d 处  %s\n", "? %s  from %s  %d changes  %s\n"), a.ID, a.InForceFrom, len(a.Changes), a.Source)
				}
			}
			for _, u := range o.Rules.Unfit() {
				fmt.Fprintf(w, "✗ %s  %s\n", u.Version[:12], fault.As(u.Err).Message.In(t.lang))
			}
		})
	})
}

type rulesDiff struct {
	A string `arg:"" help:"${book}"`
	B string `arg:"" help:"${book}"`
}

// Run tells what is different between two rulebooks, row by row.
func (c *rulesDiff) Run(t *terminal) error {
	a, err := t.bundle(c.A)
	if err != nil {
		return err
	}
	b, err := t.bundle(c.B)
	if err != nil {
		return err
	}
	changes, err := rulebook.Diff(a, b)
	if err != nil {
		return err
	}
	return t.print(map[string]any{"changes": changes}, func(w io.Writer) { t.showChanges(w, changes) })
}

// showChanges writes rows with what is different in each.
func (t *terminal) showChanges(w io.Writer, changes []rulebook.Change) {
	for _, c := range changes {
		switch {
		case c.Order != nil:
			fmt.Fprintf(w, t.text("~ %s  次序: %s\n", "~ %s  order: %s\n"), c.File, strings.Join(c.Order, " "))
			continue
		case c.Before == nil:
			fmt.Fprintf(w, "+ %s  %s\n", c.File, c.ID)
		case c.After == nil:
			fmt.Fprintf(w, "- %s  %s\n", c.File, c.ID)
		default:
			fmt.Fprintf(w, "~ %s  %s\n", c.File, c.ID)
		}
		for _, k := range c.Keys() {
			fmt.Fprintf(w, "    %s: %s → %s\n", k.Key, orDash(k.Before), orDash(k.After))
		}
	}
	fmt.Fprintf(w, t.text("%d 处不同\n", "%d differences\n"), len(changes))
}

func orDash(raw json.RawMessage) string {
	if raw == nil {
		return "–"
	}
	return string(raw)
}

type rulesExport struct {
	File    string `arg:"" help:"${out}" type:"path"`
	Version string `default:"current" help:"${book}"`
}

// Run writes a version of the rulebook into one file, which must not exist.
func (c *rulesExport) Run(t *terminal) error {
	b, err := t.bundle(c.Version)
	if err != nil {
		return err
	}
	content, err := b.Document()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "app.rules", fault.Tf("不能写入 %[1]s", "%[1]s cannot be written", c.File)).WithCause(err)
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		return fault.New(fault.Storage, "app.rules", fault.T("写入失败", "writing failed")).WithCause(err)
	}
	return t.print(map[string]any{"file": c.File, "version": b.Hash()}, func(w io.Writer) { fmt.Fprintf(w, "✓ %s  %s\n", b.Hash()[:12], c.File) })
}

type rulesPropose struct {
	File   string `arg:"" help:"${rules_file}" type:"existingfile"`
	Source string `required:"" help:"${source}"`
	From   string `required:"" help:"${from}"`
	Note   string `help:"${note}"`
	Try    bool   `help:"${rules_try}"`
}

// trial is what a proposal would come to.
type trial struct {
	Amendment string            `json:"amendment,omitempty"`
	Changes   []rulebook.Change `json:"changes"`
	Effect    casefile.Effect   `json:"effect"`
}

// Run proposes a change after showing its rows and what it would have meant for the office's cases of the last year.
func (c *rulesPropose) Run(t *terminal) error {
	content, err := readFile(c.File)
	if err != nil {
		return err
	}
	draft, err := draftOf(content)
	if err != nil {
		return err
	}
	draft.Source, draft.InForceFrom, draft.Note = c.Source, c.From, c.Note
	return t.acting(func(o *Office, actor account.Person) error {
		tried, err := o.Rules.Try(draft)
		if err != nil {
			return err
		}
		out := trial{Changes: tried.Changes}
		if actor.May(account.ReadCases) {
			since := o.clock().AddDate(-1, 0, 0).Format("2006-01-02")
			if out.Effect, err = o.Files.Effect(t.ctx, tried.Before, tried.After, since, t.progress(t.text("试算", "trying"))); err != nil {
				return err
			}
		}
		if !c.Try {
			a, err := o.Rules.Propose(t.ctx, rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, draft)
			if err != nil {
				return err
			}
			out.Amendment = a.ID
		}
		return t.print(out, func(w io.Writer) { t.showTrial(w, out) })
	})
}

// draftOf reads a whole rulebook or a list of edits.
func draftOf(content []byte) (d rulebook.Draft, err error) {
	var edits struct {
		Edits []rulebook.Edit `json:"edits"`
	}
	if json.Unmarshal(content, &edits) == nil && edits.Edits != nil {
		return rulebook.Draft{Edits: edits.Edits}, nil
	}
	d.Import, err = rulebook.ReadDocument(content)
	return d, err
}

func (t *terminal) showTrial(w io.Writer, out trial) {
	t.showChanges(w, out.Changes)
	e := out.Effect
	fmt.Fprintf(w, t.text("试算 %d 件:将成为重大 %d 件,不再重大 %d 件,在办期限变动 %d 处,审核要点变动 %d 项\n",
		"%d cases tried: %d would become major, %d would not be any more, %d periods would move, %d points of the checklist change\n"),
		e.Cases, len(e.NowMajor), len(e.NotMajor), len(e.Clocks), len(e.Checklist))
	for _, shift := range append(append([]casefile.MajorShift{}, e.NowMajor...), e.NotMajor...) {
		fmt.Fprintf(w, "    %s  %s\n", shift.Case.No, shift.Case.Title)
	}
	if out.Amendment != "" {
		fmt.Fprintf(w, t.text("已提出 %s,须由另一人批准\n", "proposed as %s; another person approves\n"), out.Amendment)
	}
}

type rulesApprove struct {
	ID string `arg:"" help:"${amendment}"`
}

// Run adopts a proposal.
func (c *rulesApprove) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		v, err := o.Rules.Approve(t.ctx, rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, c.ID)
		if err != nil {
			return err
		}
		return t.print(v, func(w io.Writer) { fmt.Fprintf(w, "✓ %s  %s  %s\n", v.Label, v.InForceFrom, v.Version[:12]) })
	})
}

type rulesReject struct {
	ID     string `arg:"" help:"${amendment}"`
	Reason string `required:"" help:"${reason}"`
}

// Run rejects a proposal.
func (c *rulesReject) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		if err := o.Rules.Reject(t.ctx, rulebook.Actor{ID: actor.ID, Roles: actor.Roles}, c.ID, c.Reason); err != nil {
			return err
		}
		return t.print(map[string]any{"amendment": c.ID, "state": rulebook.Rejected}, func(w io.Writer) { fmt.Fprintln(w, "✓") })
	})
}

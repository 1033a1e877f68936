package app

import (
	"fmt"
	"io"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

type backupCommand struct {
	Out string `required:"" help:"${out}" type:"path"`
}

// Run writes the whole office into one file.
func (c *backupCommand) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		m, err := o.Backup(t.ctx, c.Out)
		if err != nil {
			return err
		}
		return t.print(map[string]any{"file": c.Out, "files": len(m.Files), "head": m.Head}, func(w io.Writer) {
			fmt.Fprintf(w, t.text("已备份 %d 个文件,账目 %d 条:%s\n", "%d files and %d entries backed up: %s\n"), len(m.Files), m.Head.Size, c.Out)
		})
	})
}

type restoreCommand struct {
	File string `arg:"" help:"${file}" type:"existingfile"`
}

// Run puts an office back into --data.
func (c *restoreCommand) Run(t *terminal) error {
	report, err := Restore(t.ctx, c.File, t.Data, Settings{})
	return t.restored(report, err)
}

type rehearseCommand struct {
	File string `arg:"" help:"${file}" type:"existingfile"`
}

// Run restores aside, verifies, and throws it away.
func (c *rehearseCommand) Run(t *terminal) error {
	report, err := Rehearse(t.ctx, c.File, Settings{})
	return t.restored(report, err)
}

func (t *terminal) restored(report store.Report, err error) error {
	if err != nil {
		return err
	}
	return t.report(report)
}

type clockCommand struct {
	Kind string       `arg:"" help:"${clock_kind}"`
	Name string       `arg:"" help:"${clock_name}"`
	From workday.Date `required:"" help:"${clock_from}"`
}

// Run reckons one statutory period with its arithmetic.
func (c *clockCommand) Run(t *terminal) error {
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	procedure, known := book.Procedure(c.Kind)
	if !known {
		return fault.New(fault.NotFound, "app.clock", fault.Tf("没有程序 %[1]s", "no such procedure: %[1]s", c.Kind))
	}
	period, known := procedure.Deadline(c.Name)
	if !known {
		return fault.New(fault.NotFound, "app.clock", fault.Tf("没有期限 %[1]s", "no such period: %[1]s", c.Name)).
			WithHint(fault.T("期限编号如 T02、T04。", "Periods are numbered, such as T02 or T04."))
	}
	due, ok, err := procedure.Due(period, rulebook.Facts{period.From: c.From.String()})
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Unavailable, "app.clock", fault.T("该期限不按日、月、年计算", "this period is not one of days, months or years"))
	}
	result := map[string]any{"id": period.ID, "label": period.Label, "article": period.Article, "due": due}
	return t.print(result, func(w io.Writer) {
		fmt.Fprintf(w, "%s  %s  (%s)\n", period.ID, period.Label.In(t.lang), period.Article)
		for _, step := range due.Steps {
			fmt.Fprintln(w, "  "+step.Text.In(t.lang))
		}
	})
}

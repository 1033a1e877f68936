package app

import (
	"fmt"
	"io"

	"zhiheng/backend/store"
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

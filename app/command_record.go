package app

import (
	"fmt"
	"io"

	"zhiheng/backend/account"
	"zhiheng/backend/record"
)

// recordings imports every path as a body recorder or a station's folder, with a line for every file. With a case, all become
// part of its record.
func (c *importCommand) recordings(t *terminal, o *Office, actor account.Person, into string) error {
	wanting := false
	for _, path := range c.Paths {
		started, err := o.Record.StartImport(t.ctx, actor, record.ImportStart{Folder: path, Case: into})
		if err != nil {
			return err
		}
		show := t.progress(started.Name)
		err = o.Record.RunImport(t.ctx, actor, started.ID, func(p record.Progress) {
			if show != nil {
				show(p.Done, p.Total)
			}
		})
		if err != nil {
			return err
		}
		done, err := o.Record.Import(t.ctx, started.ID)
		if err != nil {
			return err
		}
		wanting = wanting || done.Failed > 0
		err = t.print(done, func(w io.Writer) {
			for _, f := range done.Files {
				reason := ""
				if f.Reason != nil {
					reason = "  " + f.Reason.In(t.lang)
				}
				fmt.Fprintf(w, "%-10s  %s%s\n", f.State, f.Path, reason)
			}
			fmt.Fprintf(w, "%s  %d/%d\n", done.Name, done.Done, done.Total)
		})
		if err != nil {
			return err
		}
	}
	if wanting {
		return errWanting
	}
	return nil
}

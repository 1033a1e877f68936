package record

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Import is a body recorder or the folder of a collection station on its way into the office. State is "receiving" while there
// is work, "paused" when it was stopped, "done".
type Import struct {
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	Folder     string       `json:"folder"`
	Case       string       `json:"case_id"`
	Origin     string       `json:"origin"`
	ReturnedAt string       `json:"returned_at"`
	State      string       `json:"state"`
	StartedAt  string       `json:"started_at"`
	StartedBy  string       `json:"started_by"`
	Total      int          `json:"total"`
	Done       int          `json:"done"`
	Duplicates int          `json:"duplicates"`
	Failed     int          `json:"failed"`
	Bytes      int64        `json:"bytes"`
	Files      []ImportFile `json:"files,omitempty"`
}

// ImportFile is one file of an import. State is "done", "duplicate" (the office has it), "sidecar" (it says something of
// recordings, and is kept), "other" (no recording) or "failed" (it could not be received).
type ImportFile struct {
	Path      string      `json:"path"`
	Size      int64       `json:"size"`
	State     string      `json:"state"`
	Recording string      `json:"recording"`
	SHA256    string      `json:"sha256"`
	Reason    *fault.Text `json:"reason,omitempty"`
}

// ImportStart says what to import: a folder on this machine, or files that will be handed over one by one. With a case, all
// become part of its record. ReturnedAt is when the officers were back.
type ImportStart struct {
	Name       string `json:"name"`
	Folder     string `json:"folder"`
	Case       string `json:"case_id"`
	Origin     string `json:"origin"`
	ReturnedAt string `json:"returned_at"`
}

// Progress tells how far an import has come: bytes, and the file that is being received.
type Progress struct {
	Done, Total int64
	File        string
}

// StartImport begins an import. Nothing is read yet.
func (k *Desk) StartImport(ctx context.Context, actor account.Person, s ImportStart) (Import, error) {
	const op = "record.import"
	if err := actor.Demand(account.WorkOnCases); err != nil {
		return Import{}, err
	}
	if s.Folder != "" {
		info, err := os.Stat(s.Folder)
		if err != nil {
			return Import{}, fault.New(fault.Invalid, op, fault.Tf("找不到文件夹 %[1]s", "there is no folder %[1]s", s.Folder)).WithField("folder").WithCause(err)
		}
		if s.Name == "" {
			s.Name = info.Name()
		}
	}
	if s.Name = strings.TrimSpace(casefile.CleanPath(s.Name)); s.Name == "" {
		s.Name = "音像记录"
	}
	if s.ReturnedAt != "" {
		at, err := readInstant(s.ReturnedAt)
		if err != nil {
			return Import{}, fault.New(fault.Invalid, op, fault.Tf("时刻“%[1]s”应写作 2026-03-01 09:30:00", "the moment %[1]q should be written 2026-03-01 09:30:00", s.ReturnedAt)).WithField("returned_at")
		}
		s.ReturnedAt = at.Format(time.RFC3339)
	}
	var id string
	err := k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) (err error) {
		if s.Case != "" {
			c, err := casefile.CaseOf(tx, s.Case)
			if err != nil {
				return err
			}
			if err := k.Files.MayWork(tx, actor, c); err != nil {
				return err
			}
			s.Case = c.ID
		}
		if id, err = tx.NewID("q"); err != nil {
			return err
		}
		_, err = tx.Record("record.import_started", id, importStarted{Name: s.Name, Folder: s.Folder, Case: s.Case, Origin: s.Origin, ReturnedAt: s.ReturnedAt})
		return err
	})
	if err != nil {
		return Import{}, err
	}
	return k.Import(ctx, id)
}

// Import returns an import with its files; an unknown id is fault.NotFound.
func (k *Desk) Import(ctx context.Context, id string) (i Import, err error) {
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		row, found, err := store.One[Import](r, queries.Get("import"), id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "record.import", fault.T("没有这次导入", "no such import"))
		}
		if i = row; err != nil {
			return err
		}
		i.Files, err = store.All[ImportFile](r, queries.Get("import_files"), id)
		return err
	})
	return i, err
}

// Imports lists the latest imports, newest first, without their files. Open lists only those of folders with work to do.
func (k *Desk) Imports(ctx context.Context, open bool) (list []Import, err error) {
	query := "imports"
	if open {
		query = "imports_open"
	}
	err = k.Files.Store.View(ctx, func(r *store.Reader) error {
		ids, err := store.All[string](r, queries.Get(query))
		for _, id := range ids {
			row, _, err := store.One[Import](r, queries.Get("import"), id)
			if err != nil {
				return err
			}
			list = append(list, row)
		}
		return err
	})
	return list, err
}

// found is a file of a folder that waits to be received.
type found struct {
	place string // on this machine
	name  string
	size  int64
}

// RunImport receives what lies in the folder of an import and is not there yet. It may be called again after a stop or a
// crash and goes on where it was: a file is received whole or not at all. A context that ends pauses it.
func (k *Desk) RunImport(ctx context.Context, actor account.Person, id string, progress func(Progress)) error {
	i, err := k.Import(ctx, id)
	if err != nil {
		return err
	}
	if i.State != "receiving" {
		if err := k.tell(ctx, actor, "record.import_resumed", id); err != nil {
			return err
		}
	}
	err = k.receiveFolder(ctx, actor, i, progress)
	end := "record.import_finished"
	if err != nil {
		end = "record.import_paused"
	}
	return errors.Join(err, k.tell(context.WithoutCancel(ctx), actor, end, id))
}

func (k *Desk) tell(ctx context.Context, actor account.Person, kind, id string) error {
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record(kind, id, struct{}{})
		return err
	})
}

func (k *Desk) receiveFolder(ctx context.Context, actor account.Person, i Import, progress func(Progress)) error {
	if i.Folder == "" {
		return nil
	}
	taken := map[string]bool{}
	for _, f := range i.Files {
		taken[f.Path] = f.State != "failed"
	}
	sidecars, files, err := k.walk(i.Folder)
	if err != nil {
		return fault.New(fault.Storage, "record.import", fault.Tf("文件夹 %[1]s 无法读取", "the folder %[1]s cannot be read", i.Folder)).
			WithHint(fault.T("请检查设备连接和访问权限，然后继续导入。", "Check that the device is connected and may be read, then go on.")).WithCause(err)
	}
	p := Progress{}
	for _, f := range files {
		p.Total += f.size
	}
	for _, f := range append(sidecars, files...) {
		if ctx.Err() != nil {
			return paused(ctx)
		}
		if !taken[f.name] {
			if err := k.receiveFile(ctx, actor, i.ID, f, &p, progress); err != nil {
				return err
			}
		} else if !isSidecar(f.name) {
			p.Done += f.size
		}
	}
	return nil
}

func paused(ctx context.Context) error {
	return fault.New(fault.Cancelled, "record.import", fault.T("导入已暂停", "the import is paused")).WithCause(context.Cause(ctx))
}

// walk lists the files of a folder, the side-cars apart: what they say is wanted first.
func (k *Desk) walk(folder string) (sidecars, files []found, err error) {
	err = filepath.WalkDir(folder, func(place string, entry fs.DirEntry, err error) error {
		if err != nil {
			if place == folder {
				return err
			}
			return nil // a folder within that cannot be opened does not stop the others
		}
		if !entry.Type().IsRegular() || casefile.Debris(entry.Name()) {
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return nil
		}
		relative, err := filepath.Rel(folder, place)
		if err != nil || relative == "." {
			relative = filepath.Base(place)
		}
		f := found{place, casefile.CleanPath(filepath.ToSlash(relative)), info.Size()}
		if isSidecar(f.name) {
			sidecars = append(sidecars, f)
		} else {
			files = append(files, f)
		}
		return nil
	})
	return sidecars, files, err
}

// receiveFile receives one file of a folder. One that cannot be opened is listed and does not stop the others.
func (k *Desk) receiveFile(ctx context.Context, actor account.Person, id string, f found, p *Progress, progress func(Progress)) error {
	file, err := os.Open(f.place)
	if err != nil {
		p.Done += f.size
		return k.note(ctx, actor, id, fileNoted{Path: f.name, Size: f.size, State: "failed", Reason: &fault.Text{Zh: "无法打开", En: "cannot be opened"}})
	}
	defer file.Close()
	p.File = path.Base(f.name)
	before := p.Done
	told := int64(0)
	counted := &counter{in: file, ctx: ctx, tell: func(n int64) {
		if isSidecar(f.name) {
			return
		}
		if p.Done = before + n; progress != nil && n-told >= 8<<20 {
			told = n
			progress(*p)
		}
	}}
	err = k.Receive(ctx, actor, id, f.name, counted)
	if ctx.Err() != nil {
		return paused(ctx)
	}
	if counted.failed != nil { // the device, not the office
		err = k.note(ctx, actor, id, fileNoted{Path: f.name, Size: f.size, State: "failed", Reason: &fault.Text{Zh: "读取中断，可重新导入", En: "reading broke off; import it again"}})
	}
	if progress != nil && err == nil {
		progress(*p)
	}
	return err
}

// counter counts what is read, and stops with its context.
type counter struct {
	in     io.Reader
	ctx    context.Context
	n      int64
	tell   func(n int64)
	failed error
}

func (c *counter) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.in.Read(b)
	c.n += int64(n)
	c.tell(c.n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.failed = err
	}
	return n, err
}

func (k *Desk) note(ctx context.Context, actor account.Person, id string, n fileNoted) error {
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("record.file_noted", id, n)
		return err
	})
}

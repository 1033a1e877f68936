package casefile

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Import is a folder of files on its way into a case. State is "receiving" while there is work, "paused" when somebody
// stopped it, "done".
type Import struct {
	ID         string       `json:"id"`
	Case       string       `json:"case_id"`
	CaseNo     string       `json:"case_no"`
	Name       string       `json:"name"`
	Folder     string       `json:"folder,omitempty"`
	State      string       `json:"state"`
	StartedAt  string       `json:"started_at"`
	StartedBy  string       `json:"started_by"`
	Total      int          `json:"total"`
	Done       int          `json:"done"`
	Unreadable int          `json:"unreadable"`
	Bytes      int64        `json:"bytes"`
	Files      []ImportFile `json:"files,omitempty"`
}

// ImportFile is one file of an import; one within an archive has a path such as archive.zip!/folder/file. State is "waiting", "done", "unreadable" (kept, and listed with the reason),
// "duplicate" (the case had it) or "failed" (could not be received).
type ImportFile struct {
	Path   string      `json:"path"`
	SHA256 string      `json:"sha256"`
	Size   int64       `json:"size"`
	State  string      `json:"state"`
	Paper  string      `json:"paper,omitempty"`
	Reason *fault.Text `json:"reason,omitempty"`
}

// ImportStart says what to import: a folder on this machine, or files that will be handed over one by one, into a case or
// into a new one that takes the name as its title.
type ImportStart struct {
	Name   string `json:"name"`
	Folder string `json:"folder,omitempty"`
	Case   string `json:"case_id,omitempty"`

	Kind      string `json:"kind,omitempty"` // of a new case, as in Opening
	Procedure string `json:"procedure,omitempty"`
	Legacy    string `json:"legacy,omitempty"`

	Restrict *Restriction `json:"restrict,omitempty"` // a new case
}

// StartImport begins an import. Nothing is read yet.
func (f *Files) StartImport(ctx context.Context, actor account.Person, s ImportStart) (Import, error) {
	const op = "casefile.import"
	if err := actor.Demand(account.WorkOnCases); err != nil {
		return Import{}, err
	}
	if s.Folder != "" {
		info, err := os.Stat(s.Folder)
		if err != nil {
			return Import{}, fault.New(fault.Invalid, op, fault.Tf("找不到文件夹 %[1]s", "there is no folder %[1]s", s.Folder)).WithField("folder").WithCause(err)
		}
		if s.Name == "" {
			s.Name = strings.TrimSuffix(info.Name(), path.Ext(info.Name()))
		}
	}
	s.Name = strings.TrimSpace(printable(s.Name))
	if s.Name == "" {
		s.Name = "导入的案卷"
	}
	var id string
	err := f.Store.Do(ctx, actor.ID, func(tx *store.Tx) (err error) {
		caseID := s.Case
		if caseID == "" {
			if caseID, err = f.open(tx, actor, Opening{Title: s.Name, Kind: s.Kind, Procedure: s.Procedure, Legacy: s.Legacy, Restrict: s.Restrict}); err != nil {
				return err
			}
		} else {
			c, err := CaseOf(tx, caseID)
			if err != nil {
				return err
			}
			if err := f.MayWork(tx, actor, c); err != nil {
				return err
			}
			caseID = c.ID
		}
		if id, err = tx.NewID("i"); err != nil {
			return err
		}
		_, err = tx.Record("casefile.import_started", id, importStarted{Case: caseID, Name: s.Name, Folder: s.Folder})
		return err
	})
	if err != nil {
		return Import{}, err
	}
	return f.Import(ctx, id)
}

// Receive keeps one file of an import. It is on the disk and in the ledger when Receive returns.
func (f *Files) Receive(ctx context.Context, actor account.Person, importID, name string, content io.Reader) error {
	name = CleanPath(name)
	if name == "" {
		return fault.New(fault.Invalid, "casefile.receive", fault.T("文件没有可用的名称", "the file has no usable name")).WithField("path")
	}
	i, err := f.importRow(ctx, importID)
	if err != nil {
		return err
	}
	if i.State == "done" {
		return fault.New(fault.Conflict, "casefile.receive", fault.T("本次导入已经完成", "this import is done")).WithHint(fault.T("请新建一次导入。", "Begin another one."))
	}
	return f.receive(ctx, actor, importID, name, content)
}

func (f *Files) receive(ctx context.Context, actor account.Person, importID, name string, content io.Reader) error {
	stored, err := f.Blobs.Put(content)
	if err != nil {
		return err
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.file_received", importID, fileReceived{Path: name, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size})
		return err
	})
}

// Import returns an import with its files.
func (f *Files) Import(ctx context.Context, id string) (i Import, err error) {
	if i, err = f.importRow(ctx, id); err != nil {
		return i, err
	}
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		i.Files, err = store.All[ImportFile](r, queries.Get("import_files"), id)
		return err
	})
	return i, err
}

func (f *Files) importRow(ctx context.Context, id string) (i Import, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		row, found, err := store.One[Import](r, queries.Get("import"), id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "casefile.import", fault.T("没有这次导入", "no such import"))
		}
		i = row
		return err
	})
	return i, err
}

// Imports lists the latest imports, newest first, without their files. Open lists only those with work to do.
func (f *Files) Imports(ctx context.Context, open bool) (list []Import, err error) {
	query := "imports"
	if open {
		query = "imports_open"
	}
	err = f.Store.View(ctx, func(r *store.Reader) error {
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

// RunImport does the work of an import: it receives what lies in its folder, if it has one, and reads every file that
// waits. It may be called again after a stop or a crash and goes on where it was. A context that ends pauses it.
func (f *Files) RunImport(ctx context.Context, actor account.Person, id string, progress func(Import)) error {
	i, err := f.importRow(ctx, id)
	if err != nil {
		return err
	}
	if i.State != "receiving" {
		if err := f.tell(ctx, actor, "casefile.import_resumed", id); err != nil {
			return err
		}
	}
	show := func() {
		if row, err := f.importRow(context.WithoutCancel(ctx), id); err == nil && progress != nil {
			progress(row)
		}
	}
	var handled atomic.Int64
	report := func() { // a row counts all its files: the more there are, the seldomer it is shown
		if n := handled.Add(1); n%max(1, n/50) == 0 {
			show()
		}
	}
	err = f.receiveFolder(ctx, actor, i, report)
	if err == nil {
		err = f.readWaiting(ctx, actor, i, report)
	}
	end := "casefile.import_finished"
	if err != nil {
		end = "casefile.import_paused"
	}
	if told := f.tell(context.WithoutCancel(ctx), actor, end, id); told != nil && err == nil {
		err = told
	}
	show()
	return err
}

// RetryImport puts the files that could not be read back in line.
func (f *Files) RetryImport(ctx context.Context, actor account.Person, id string) error {
	return f.tell(ctx, actor, "casefile.import_retried", id)
}

func (f *Files) tell(ctx context.Context, actor account.Person, kind, id string) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record(kind, id, struct{}{})
		return err
	})
}

// receiveFolder walks an import's folder and receives every regular file that is not there yet. A file that cannot be
// opened is listed as failed and does not stop the others.
func (f *Files) receiveFolder(ctx context.Context, actor account.Person, i Import, report func()) error {
	if i.Folder == "" {
		return nil
	}
	known := map[string]bool{}
	full, err := f.Import(ctx, i.ID)
	if err != nil {
		return err
	}
	for _, file := range full.Files {
		known[file.Path] = file.State != "failed"
	}
	return filepath.WalkDir(i.Folder, func(place string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return fault.New(fault.Cancelled, "casefile.import", fault.T("导入已暂停", "the import is paused")).WithCause(ctx.Err())
		}
		relative, relErr := filepath.Rel(i.Folder, place)
		if relErr != nil || relative == "." {
			relative = filepath.Base(place)
		}
		name := CleanPath(filepath.ToSlash(relative))
		if err != nil {
			return f.skip(ctx, actor, i.ID, fileSkipped{Path: name, State: "failed", Reason: &fault.Text{Zh: "无法打开", En: "cannot be opened"}})
		}
		if !entry.Type().IsRegular() || Debris(entry.Name()) || known[name] {
			return nil
		}
		file, err := os.Open(place)
		if err != nil {
			return f.skip(ctx, actor, i.ID, fileSkipped{Path: name, State: "failed", Reason: &fault.Text{Zh: "无法打开", En: "cannot be opened"}})
		}
		defer file.Close()
		defer report()
		return f.Receive(ctx, actor, i.ID, name, file)
	})
}

func (f *Files) skip(ctx context.Context, actor account.Person, id string, s fileSkipped) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.file_skipped", id, s)
		return err
	})
}

// Debris tells whether a name is that of a file which systems and office programs leave behind.
func Debris(name string) bool {
	return name == ".DS_Store" || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "._")
}

// readWaiting reads every waiting file of an import, and then what was found within them.
func (f *Files) readWaiting(ctx context.Context, actor account.Person, i Import, report func()) error {
	for {
		var waiting []ImportFile
		err := f.Store.View(ctx, func(r *store.Reader) (err error) {
			waiting, err = store.All[ImportFile](r, queries.Get("import_waiting"), i.ID)
			return err
		})
		if err != nil || len(waiting) == 0 {
			return err
		}
		if err := f.readAll(ctx, actor, i, waiting, report); err != nil {
			return err
		}
	}
}

// readAll reads files of an import, several at a time.
func (f *Files) readAll(ctx context.Context, actor account.Person, i Import, waiting []ImportFile, report func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan ImportFile)
	var workers sync.WaitGroup
	for range max(2, runtime.NumCPU()) {
		workers.Go(func() {
			for file := range queue {
				if err := f.readOne(ctx, actor, i, file); err != nil {
					cancel(err)
					return
				}
				report()
			}
		})
	}
	for _, file := range waiting {
		select {
		case queue <- file:
		case <-ctx.Done():
		}
	}
	close(queue)
	workers.Wait()
	if cause := context.Cause(ctx); cause != nil {
		if ctx.Err() != nil && cause == ctx.Err() {
			return fault.New(fault.Cancelled, "casefile.import", fault.T("导入已暂停", "the import is paused")).WithCause(cause)
		}
		return cause
	}
	return nil
}

// readOne reads a received file and makes it a paper of the case.
func (f *Files) readOne(ctx context.Context, actor account.Person, i Import, file ImportFile) error {
	result, err := f.Reading.Read(ctx, f.Blobs.Path(file.SHA256), file.Path)
	if err != nil {
		return err
	}
	if err := f.keepPages(ctx, file.SHA256, result.Pages); err != nil {
		return err
	}
	if result.Members > 0 && !f.hasPaper(ctx, i.Case, file.SHA256) { // before it is done, so that a crash between begins it again
		if err := f.unpack(ctx, actor, i, file); err != nil {
			return err
		}
	}
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		twin, found, err := store.One[string](tx, queries.Get("paper_of_case"), i.Case, file.SHA256)
		if err != nil {
			return err
		}
		if found {
			_, err := tx.Record("casefile.file_skipped", i.ID, fileSkipped{Path: file.Path, State: "duplicate", Paper: twin})
			return err
		}
		c, err := CaseOf(tx, i.Case)
		if err != nil {
			return err
		}
		procedure, _ := f.Procedure(c)
		id, err := tx.NewID("d")
		if err != nil {
			return err
		}
		text := Join(result.Pages)
		p := Paper{ID: id, Title: strings.TrimSuffix(path.Base(file.Path), path.Ext(file.Path)), Path: file.Path, Media: result.Media.Mime, Format: result.Media.Format,
			SHA256: file.SHA256, Size: file.Size, Status: string(result.Status), PagesCount: max(result.PageCount, len(result.Pages)), Meta: result.Meta,
			Cause: string(result.Cause), Unread: result.Unread()}
		if !result.Reason.IsZero() {
			p.Reason = &result.Reason
		}
		if p.SM3, err = store.SM3Of(tx, file.SHA256); err != nil {
			return err
		}
		p.Code, p.Part, p.Evidence, p.SortReason = guessed(procedure, file.Path, text, p.Media)
		proposals := propose(procedure, id, p.Code, result.Pages)
		p.No, p.MadeOn = face(p.Code, proposals)
		_, err = tx.Record("casefile.paper_added", c.ID, paperAdded{Paper: p, Proposals: proposals, Import: i.ID})
		return err
	})
}

// hasPaper tells whether a case has a paper of these bytes.
func (f *Files) hasPaper(ctx context.Context, caseID, sha string) (has bool) {
	err := f.Store.View(ctx, func(r *store.Reader) (err error) {
		_, has, err = store.One[string](r, queries.Get("paper_of_case"), caseID, sha)
		return err
	})
	return err == nil && has
}

// CleanPath makes a path that came from outside harmless: relative, with forward slashes, without parent folders, drive
// letters, or characters that do not print or turn the writing direction. It is a label; no file is ever opened by it.
func CleanPath(name string) string {
	var parts []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		part = strings.TrimSpace(printable(part))
		if part == "" || part == "." || part == ".." || len(part) == 2 && part[1] == ':' {
			continue
		}
		if r := []rune(part); len(r) > 200 {
			part = string(r[:150]) + "…" + string(r[len(r)-40:])
		}
		parts = append(parts, part)
	}
	if len(parts) > 12 {
		parts = parts[len(parts)-12:]
	}
	return strings.Join(parts, "/")
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}

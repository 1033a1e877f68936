package httpapi

import (
	"context"
	"errors"
	"net/http"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// mostFile is the largest file that is taken in, in bytes.
const mostFile = 4 << 30

// Import is a folder of files on its way into a case. State is receiving (files are handed over), running (they are read),
// paused or done.
type Import struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Case       string `json:"case"`
	CaseNo     string `json:"case_no"`
	State      string `json:"state" enum:"receiving,running,paused,done"`
	Total      int    `json:"total"`
	Done       int    `json:"done"`
	Unreadable int    `json:"unreadable"`
	Bytes      int64  `json:"bytes"`
	StartedAt  string `json:"started_at"`
	StartedBy  Ref    `json:"started_by"`
}

// ImportPage is an import with its files.
type ImportPage struct {
	Import
	Files []ImportFile `json:"files"`
}

// ImportFile is one file of an import. State is waiting, done, unreadable (kept, and listed with the reason), duplicate
// (the case had it) or failed (it could not be received).
type ImportFile struct {
	Path   string      `json:"path"`
	Size   int64       `json:"size"`
	State  string      `json:"state" enum:"waiting,reading,done,unreadable,duplicate,failed"`
	Reason *fault.Text `json:"reason,omitempty"`
	Paper  string      `json:"paper,omitempty"`
	Code   string      `json:"code,omitempty"`
}

// Imports are the latest imports, the newest first.
type Imports struct {
	Imports []Import `json:"imports"`
}

type newImport struct {
	Path string `json:"path,omitempty" maxLength:"4000" doc:"a folder on this machine; without it the files are put one by one"`
	Name string `json:"name,omitempty" maxLength:"300"`
	Case string `json:"case,omitempty" maxLength:"80" doc:"without it a case is opened"`
	Kind string `json:"kind,omitempty" maxLength:"60" doc:"of action, of a case that is opened"`
	Use  string `json:"use,omitempty" enum:",practice,assessment" doc:"a finished dossier, brought in for this alone"`

	Restriction *restrictOrder `json:"restriction,omitempty" doc:"of a case that is opened"`
}

func (s *Server) importOf(i casefile.Import, who *names) Import {
	out := Import{ID: i.ID, Name: i.Name, Case: i.Case, CaseNo: i.CaseNo, State: i.State, Total: i.Total, Done: i.Done, Unreadable: i.Unreadable, Bytes: i.Bytes,
		StartedAt: i.StartedAt, StartedBy: who.of(i.StartedBy)}
	if s.jobs.runs("import " + i.ID) {
		out.State = "running"
	}
	return out
}

func (s *Server) importPage(ctx context.Context, id string) (out ImportPage, err error) {
	i, err := s.Files.Import(ctx, id)
	if err != nil {
		return out, err
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, i.Case)
		codes := map[string]string{}
		for _, p := range papers {
			codes[p.ID] = p.Code
		}
		out = ImportPage{s.importOf(i, namesFrom(r)), []ImportFile{}}
		for _, f := range i.Files {
			if !actorOf(ctx).May(account.ReadInternal) {
				if inside, err := s.isInternal(r, f.Paper); err != nil {
					return err
				} else if inside {
					continue
				}
			}
			out.Files = append(out.Files, ImportFile{f.Path, f.Size, f.State, f.Reason, f.Paper, codes[f.Paper]})
		}
		return err
	})
}

func (s *Server) importRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/imports", account.ReadCases, "The latest imports", func(ctx context.Context, _ account.Person, _ *nothing) (Imports, error) {
		out := Imports{[]Import{}}
		list, err := s.Files.Imports(ctx, false)
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			who := namesFrom(r)
			for _, i := range list {
				out.Imports = append(out.Imports, s.importOf(i, who))
			}
			return nil
		})
	})
	handle(s, http.MethodPost, "/api/imports", account.WorkOnCases, "Begin an import; with a folder it runs at once", func(ctx context.Context, actor account.Person, in *body[newImport]) (Import, error) {
		i, err := s.Files.StartImport(ctx, actor, casefile.ImportStart{Name: in.Body.Name, Folder: in.Body.Path, Case: in.Body.Case, Kind: in.Body.Kind, Legacy: in.Body.Use, Restrict: in.Body.Restriction.mark()})
		if err != nil {
			return Import{}, err
		}
		if in.Body.Path != "" {
			s.runImport(actor, i)
		}
		page, err := s.importPage(ctx, i.ID)
		return page.Import, err
	})
	handle(s, http.MethodGet, "/api/imports/{id}", account.ReadCases, "An import with its files", func(ctx context.Context, _ account.Person, in *byID) (ImportPage, error) {
		return s.importPage(ctx, in.ID)
	})
	s.importStep("start", "Read what waits; goes on where it was", func(_ context.Context, actor account.Person, i casefile.Import) error {
		s.runImport(actor, i)
		return nil
	})
	s.importStep("cancel", "Pause an import", func(_ context.Context, _ account.Person, i casefile.Import) error {
		s.jobs.cancel("import " + i.ID)
		return nil
	})
	s.importStep("retry", "Read the files that could not be read once more", func(ctx context.Context, actor account.Person, i casefile.Import) error {
		err := s.Files.RetryImport(ctx, actor, i.ID)
		if err == nil {
			s.runImport(actor, i)
		}
		return err
	})
	s.raw(mux, http.MethodPut, "/api/imports/{id}/files", account.WorkOnCases, "Put one file; ?path= is its name within the folder", "application/octet-stream", s.putFile)
}

func (s *Server) importStep(name, summary string, run func(ctx context.Context, actor account.Person, i casefile.Import) error) {
	handle(s, http.MethodPost, "/api/imports/{id}/"+name, account.WorkOnCases, summary, func(ctx context.Context, actor account.Person, in *byID) (Import, error) {
		i, err := s.Files.MayImport(ctx, actor, in.ID)
		if err == nil {
			err = run(ctx, actor, i)
		}
		if err != nil {
			return Import{}, err
		}
		page, err := s.importPage(ctx, i.ID)
		return page.Import, err
	})
}

// putFile streams one file to the originals. Nothing of it is kept in memory.
func (s *Server) putFile(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	if r.ContentLength > mostFile {
		return tooLarge()
	}
	i, err := s.Files.MayImport(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a large file may take its time
	err = s.Files.Receive(r.Context(), actor, i.ID, r.URL.Query().Get("path"), http.MaxBytesReader(w, r.Body, mostFile))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge()
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte("{}\n")) // the browser is gone if this fails
	return nil
}

func tooLarge() error {
	return fault.New(fault.Invalid, "httpapi.put_file", fault.T("文件超过4GB,不能导入", "the file is larger than 4 GB")).WithField("path")
}

// runImport lets an import run as a job.
func (s *Server) runImport(actor account.Person, i casefile.Import) {
	label := fault.Tf("导入“%[1]s”", "import %[1]s", i.Name)
	s.jobs.start("import", "import "+i.ID, label, func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		tell := func(i casefile.Import, state string) {
			_ = s.Store.View(s.life, func(r *store.Reader) error { // told again with the next file
				shown := s.importOf(i, namesFrom(r))
				if state != "" {
					shown.State = state
				}
				s.hub.send("import", i.ID, shown)
				return nil
			})
		}
		last := i
		err := s.Files.RunImport(ctx, actor, i.ID, func(now casefile.Import) {
			last = now
			report(int64(now.Done), int64(now.Total), fault.Text{})
			tell(now, "")
		})
		if err == nil {
			tell(last, "done")
			s.recogniseNew(ctx, actor)
		} else {
			tell(last, "paused")
		}
		return err
	}, i.Case)
}

// ResumeImports goes on with the imports that were under way when the program ended. Those whose files were being put one
// by one go on with what has arrived.
func (s *Server) ResumeImports(ctx context.Context) error {
	list, err := s.Files.Imports(ctx, true)
	if err != nil {
		return err
	}
	for _, i := range list {
		actor, err := s.personOf(ctx, i.StartedBy)
		if err != nil {
			return err
		}
		s.runImport(actor, i)
	}
	return s.resumeRecordings(ctx)
}

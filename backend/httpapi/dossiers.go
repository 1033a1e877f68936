package httpapi

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// DossierPage is the dossier of a case: what is missing first, then what each volume holds, and what the archive knows of it.
type DossierPage struct {
	Particulars Particulars       `json:"particulars"`
	Retentions  []LabelledID      `json:"retentions"`
	Missing     []dossier.Missing `json:"missing"`
	Front       []DossierEntry    `json:"front"`
	Back        []DossierEntry    `json:"back"`
	Recordings  int               `json:"recordings"`
	Archived    bool              `json:"archived"`
	Locked      bool              `json:"locked"`
	LockedAt    string            `json:"locked_at"`
	LockedBy    *Ref              `json:"locked_by,omitempty"`
	KeptUntil   string            `json:"kept_until"`
	Permanent   bool              `json:"permanent"`
	Made        []MadeVolume      `json:"made"`
	Loans       []LoanRow         `json:"loans"`
	MayArchive  bool              `json:"may_archive" doc:"the course of the case leads to the archive from here"`
}

// Particulars are what the archive notes of a dossier.
type Particulars struct {
	Fonds     string            `json:"fonds" maxLength:"60"`
	Catalogue string            `json:"catalogue" maxLength:"60"`
	Number    string            `json:"number" maxLength:"60"`
	Archive   string            `json:"archive" maxLength:"60"`
	Retention string            `json:"retention" maxLength:"60"`
	Note      string            `json:"note" maxLength:"2000"`
	Compiler  string            `json:"compiler" maxLength:"60"`
	Checker   string            `json:"checker" maxLength:"60"`
	Duplex    bool              `json:"duplex"`
	Sides     map[string]string `json:"sides,omitempty"`
}

// DossierEntry is a paper in its place.
type DossierEntry struct {
	ID     string     `json:"id"`
	Code   string     `json:"code"`
	Title  string     `json:"title"`
	No     string     `json:"no"`
	MadeOn string     `json:"made_on"`
	Pages  int        `json:"pages"`
	Slot   fault.Text `json:"slot"`
	Loose  bool       `json:"loose"`
	Status string     `json:"status"`
}

// MadeVolume is a volume or folder that was made. Ready says that its file can be fetched from this window.
type MadeVolume struct {
	ID      string `json:"id"`
	Form    string `json:"form"`
	Side    string `json:"side"`
	Purpose string `json:"purpose"`
	For     string `json:"for"`
	Ground  string `json:"ground"`
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"`
	Pages   int    `json:"pages"`
	Papers  int    `json:"papers"`
	At      string `json:"at"`
	By      Ref    `json:"by"`
	Ready   bool   `json:"ready"`
}

// LoanRow is a loan of a dossier.
type LoanRow struct {
	ID         string `json:"id"`
	Borrower   string `json:"borrower"`
	Unit       string `json:"unit"`
	Purpose    string `json:"purpose"`
	DueOn      string `json:"due_on"`
	ApprovedBy string `json:"approved_by"`
	LentAt     string `json:"lent_at"`
	LentBy     Ref    `json:"lent_by"`
	ReturnedAt string `json:"returned_at"`
	Condition  string `json:"condition"`
}

type makeOrder struct {
	Form    string `json:"form" enum:"pdf,folder"`
	Side    string `json:"side,omitempty" enum:"front,back"`
	Purpose string `json:"purpose" enum:"archive,work,supervision,court,party"`
	For     string `json:"for,omitempty" maxLength:"200"`
	Ground  string `json:"ground,omitempty" maxLength:"300"`
}

type reasonOrder struct {
	Reason string `json:"reason" maxLength:"1000"`
}

type loanOrder struct {
	Borrower   string `json:"borrower" maxLength:"100"`
	Unit       string `json:"unit" maxLength:"200"`
	Purpose    string `json:"purpose" maxLength:"500"`
	DueOn      string `json:"due_on" maxLength:"10"`
	ApprovedBy string `json:"approved_by" maxLength:"100"`
}

// volumes are the files that were made since the program began, until they are fetched or the program ends.
type volumes struct {
	mu    sync.Mutex
	dir   string
	files map[string]volumeFile
}

type volumeFile struct{ path, name, by, of string }

func (v *volumes) folder() (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir != "" {
		return v.dir, nil
	}
	dir, err := os.MkdirTemp("", "zhiheng-volumes-*")
	if err != nil {
		return "", fault.New(fault.Storage, "httpapi.volume", fault.T("无法建立临时文件夹", "a temporary folder cannot be made")).WithCause(err)
	}
	v.dir, v.files = dir, map[string]volumeFile{}
	return dir, nil
}

func (v *volumes) keep(id string, file volumeFile) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.files[id] = file
}

func (v *volumes) get(id string) (volumeFile, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	file, found := v.files[id]
	return file, found
}

func (v *volumes) close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir != "" {
		_ = os.RemoveAll(v.dir) // the system empties its temporary folder too
	}
}

func (s *Server) dossierRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/cases/{id}/dossier", account.ReadCases, "The dossier of a case", func(ctx context.Context, actor account.Person, in *byID) (DossierPage, error) {
		return s.dossierPage(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/dossier", account.ReadCases, "Note the particulars of a dossier", func(ctx context.Context, actor account.Person, in *about[Particulars]) (DossierPage, error) {
		if err := s.Dossiers.Describe(ctx, actor, in.ID, dossier.Particulars(in.Body)); err != nil {
			return DossierPage{}, err
		}
		return s.dossierPage(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/dossier/volumes", account.ReadCases, "Make a volume, or the folder for electronic archives", func(ctx context.Context, actor account.Person, in *about[makeOrder]) (Job, error) {
		return s.makeVolume(ctx, actor, in.ID, in.Body)
	})
	s.raw(mux, http.MethodGet, "/api/volumes/{id}/file", account.ReadCases, "A volume that was just made", "application/octet-stream", s.volumeFile)
	handle(s, http.MethodPost, "/api/cases/{id}/dossier/reopen", account.ReadCases, "Open a closed dossier again", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (DossierPage, error) {
		if err := s.Files.Reopen(ctx, actor, in.ID, in.Body.Reason); err != nil {
			return DossierPage{}, err
		}
		return s.dossierPage(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/dossier/close", account.ReadCases, "Close a dossier that was opened again", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (DossierPage, error) {
		if err := s.Files.CloseAgain(ctx, actor, in.ID, in.Body.Reason); err != nil {
			return DossierPage{}, err
		}
		return s.dossierPage(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/dossier/loans", account.ArchiveCases, "Lend a dossier", func(ctx context.Context, actor account.Person, in *about[loanOrder]) (DossierPage, error) {
		b := in.Body
		if err := s.Dossiers.Lend(ctx, actor, in.ID, dossier.Loan{Borrower: b.Borrower, Unit: b.Unit, Purpose: b.Purpose, DueOn: b.DueOn, ApprovedBy: b.ApprovedBy}); err != nil {
			return DossierPage{}, err
		}
		return s.dossierPage(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/loans/{id}/return", account.ArchiveCases, "Note that a dossier came back", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (nothing, error) {
		return nothing{}, s.Dossiers.Return(ctx, actor, in.ID, in.Body.Reason)
	})
	s.archiveRoutes(mux)
}

func (s *Server) dossierPage(ctx context.Context, actor account.Person, id string) (out DossierPage, err error) {
	out = DossierPage{Retentions: []LabelledID{}, Front: []DossierEntry{}, Back: []DossierEntry{}, Made: []MadeVolume{}, Loans: []LoanRow{}}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		plan, err := s.Dossiers.PlanOf(r, id)
		if err != nil {
			return err
		}
		who := namesFrom(r)
		out.Particulars, out.Missing, out.Recordings = Particulars(plan.Particulars), plan.Missing, len(plan.Recordings)
		for _, e := range plan.Front {
			out.Front = append(out.Front, dossierEntry(e))
		}
		for _, e := range plan.Back {
			if !actor.May(account.ReadInternal) {
				break
			}
			out.Back = append(out.Back, dossierEntry(e))
		}
		for _, period := range s.Files.Rules.Of(plan.Case.Rulebook).DossierRetentions() {
			out.Retentions = append(out.Retentions, LabelledID{period.ID, period.Label})
		}
		if err := s.dossierState(r, actor, plan.Case, who, &out); err != nil {
			return err
		}
		return s.dossierPast(r, plan.Case.ID, actor, who, &out)
	})
	return out, err
}

func dossierEntry(e dossier.Entry) DossierEntry {
	return DossierEntry{e.Paper.ID, e.Paper.Code, e.Paper.Title, e.Paper.No, e.Paper.MadeOn, e.Paper.PagesCount, e.Slot, e.Loose, e.Paper.Status}
}

// dossierState says whether a dossier is closed, and how long it is kept.
func (s *Server) dossierState(r *store.Reader, actor account.Person, c casefile.Case, who *names, out *DossierPage) (err error) {
	lock, locked, err := casefile.LockOf(r, c.ID)
	if err != nil {
		return err
	}
	if out.Locked = locked; locked {
		by := who.of(lock.By)
		out.LockedAt, out.LockedBy = lock.At, &by
	}
	procedure, _ := s.Files.Procedure(c)
	t, leads := procedure.Lifecycle.On(c.State, rulebook.CaseArchived, "")
	out.MayArchive = leads && actor.HoldsAny(t.Roles)
	state, _ := procedure.Lifecycle.State(c.State)
	out.Archived = state.Final && state.Phase == "archiving"
	out.KeptUntil, out.Permanent, err = s.Dossiers.KeptUntil(r, c)
	return err
}

// dossierPast lists what was made and lent.
func (s *Server) dossierPast(r *store.Reader, id string, actor account.Person, who *names, out *DossierPage) error {
	made, err := dossier.MadeOf(r, id)
	if err != nil {
		return err
	}
	for _, m := range made {
		file, there := s.volumes.get(m.ID)
		out.Made = append(out.Made, MadeVolume{m.ID, m.Form, m.Side, m.Purpose, m.For, m.Ground, m.SHA256, m.Size, m.Pages, m.Papers, m.At, who.of(m.By), there && file.by == actor.ID})
	}
	loans, err := dossier.LoansOf(r, id)
	for _, l := range loans {
		out.Loans = append(out.Loans, LoanRow{l.ID, l.Borrower, l.Unit, l.Purpose, l.DueOn, l.ApprovedBy, l.LentAt, who.of(l.LentBy), l.ReturnedAt, l.Condition})
	}
	return err
}

// makeVolume begins to make a volume. Its file waits for the one who asked.
func (s *Server) makeVolume(ctx context.Context, actor account.Person, id string, in makeOrder) (Job, error) {
	var c casefile.Case
	err := s.Store.View(ctx, func(r *store.Reader) (err error) { c, err = casefile.CaseOf(r, id); return err })
	if err != nil {
		return Job{}, err
	}
	order := dossier.Order{Side: in.Side, Purpose: in.Purpose, For: in.For, Ground: in.Ground}
	if err := s.Dossiers.MayMake(actor, order); err != nil {
		return Job{}, err
	}
	if s.Record != nil {
		if err := s.Record.HandleAll(ctx, actor, c.ID, "export", "成卷 "+in.Form+" "+in.Side); err != nil {
			return Job{}, err
		}
	}
	dir, err := s.volumes.folder()
	if err != nil {
		return Job{}, err
	}
	run := func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		file, err := os.CreateTemp(dir, "*")
		if err != nil {
			return fault.New(fault.Storage, "httpapi.volume", fault.T("磁盘空间不足或者不可写", "the disk is full or cannot be written")).WithCause(err)
		}
		defer file.Close()
		make, name := s.Dossiers.Volume, c.No+"-"+in.Side+".pdf"
		if in.Form == "folder" {
			make, name = s.Dossiers.Folder, c.No+".zip"
		}
		made, err := make(ctx, actor, c.ID, order, file, report)
		if err != nil {
			return err
		}
		s.volumes.keep(made.ID, volumeFile{file.Name(), filepath.Base(name), actor.ID, c.ID})
		report(1, 1, fault.Tf("已成卷,%[1]d页", "bound: %[1]d pages", made.Pages))
		return nil
	}
	return s.jobs.start("volume", "volume "+c.ID+" "+in.Form+" "+in.Side+" "+actor.ID, fault.Tf("成卷 %[1]s", "bind %[1]s", c.No), run, c.ID), nil
}

// volumeFile hands over a volume to the one who had it made.
func (s *Server) volumeFile(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	file, found := s.volumes.get(r.PathValue("id"))
	if !found || file.by != actor.ID {
		return fault.New(fault.NotFound, "httpapi.volume", fault.T("文件已不在,请重新成卷", "the file is gone: make the volume again"))
	}
	if err := s.Store.View(r.Context(), func(reader *store.Reader) error { return s.Dossiers.Sealed(reader, file.of) }); err != nil {
		return err
	}
	attach(w, file.name)
	http.ServeFile(w, r, file.path)
	return nil
}

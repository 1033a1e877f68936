package httpapi

import (
	"context"
	"errors"
	"net/http"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// mostRecording is the largest recording that is taken in over HTTP, in bytes.
const mostRecording = 64 << 30

// RecordDevice is a recorder in the register of devices.
type RecordDevice struct {
	record.Device
	Who Ref `json:"who" doc:"who changed it last"`
}

// RecordDevices is the register of devices.
type RecordDevices struct {
	Devices []RecordDevice `json:"devices"`
}

// RecordingImport is a body recorder or a station's folder on its way in. State is receiving, running, paused or done.
type RecordingImport struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Folder     string `json:"folder"`
	Case       string `json:"case_id"`
	Origin     string `json:"origin"`
	ReturnedAt string `json:"returned_at"`
	State      string `json:"state" enum:"receiving,running,paused,done"`
	StartedAt  string `json:"started_at"`
	StartedBy  Ref    `json:"started_by"`
	Total      int    `json:"total"`
	Done       int    `json:"done"`
	Duplicates int    `json:"duplicates"`
	Failed     int    `json:"failed"`
	Bytes      int64  `json:"bytes"`
}

// RecordingImports are the latest imports of recordings, the newest first.
type RecordingImports struct {
	Imports []RecordingImport `json:"imports"`
}

// RecordingImportPage is an import with its files.
type RecordingImportPage struct {
	RecordingImport
	Files []RecordingImportFile `json:"files"`
}

// RecordingImportFile is one file of an import.
type RecordingImportFile struct {
	Path      string      `json:"path"`
	Size      int64       `json:"size"`
	State     string      `json:"state" enum:"done,duplicate,sidecar,other,failed"`
	Recording string      `json:"recording"`
	Reason    *fault.Text `json:"reason,omitempty"`
}

type newRecordingImport struct {
	Name       string `json:"name,omitempty" maxLength:"300"`
	Folder     string `json:"folder,omitempty" maxLength:"4000" doc:"on this machine; without it the files are put one by one"`
	Case       string `json:"case,omitempty" maxLength:"80"`
	Origin     string `json:"origin,omitempty" maxLength:"200"`
	ReturnedAt string `json:"returned_at,omitempty" maxLength:"40"`
}

type deviceDraft struct {
	No           string `json:"no" maxLength:"100"`
	Model        string `json:"model" maxLength:"200"`
	Kind         string `json:"kind" maxLength:"20"`
	Unit         string `json:"unit,omitempty" maxLength:"200"`
	CalibratedOn string `json:"calibrated_on,omitempty" maxLength:"10"`
	CheckedOn    string `json:"checked_on,omitempty" maxLength:"10"`
	SkewSeconds  int    `json:"skew_seconds,omitempty"`
	Retired      bool   `json:"retired,omitempty"`
	Note         string `json:"note,omitempty" maxLength:"1000"`
}

func (d deviceDraft) device(id string) record.Device {
	return record.Device{ID: id, No: d.No, Model: d.Model, Kind: d.Kind, Unit: d.Unit, CalibratedOn: d.CalibratedOn, CheckedOn: d.CheckedOn, SkewSeconds: d.SkewSeconds, Retired: d.Retired, Note: d.Note}
}

func (s *Server) devices(ctx context.Context) (out RecordDevices, err error) {
	out.Devices = []RecordDevice{}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		list, err := record.DevicesOf(r)
		who := namesFrom(r)
		for _, d := range list {
			out.Devices = append(out.Devices, RecordDevice{d, who.of(d.By)})
		}
		return err
	})
}

func (s *Server) deviceRoutes() {
	handle(s, http.MethodGet, "/api/devices", account.ReadCases, "The register of devices", func(ctx context.Context, _ account.Person, _ *nothing) (RecordDevices, error) {
		return s.devices(ctx)
	})
	handle(s, http.MethodPost, "/api/devices", account.WorkOnCases, "Register a device", func(ctx context.Context, actor account.Person, in *body[deviceDraft]) (RecordDevices, error) {
		if _, err := s.Record.PutDevice(ctx, actor, in.Body.device("")); err != nil {
			return RecordDevices{}, err
		}
		return s.devices(ctx)
	})
	handle(s, http.MethodPut, "/api/devices/{id}", account.WorkOnCases, "Change a device in the register", func(ctx context.Context, actor account.Person, in *about[deviceDraft]) (RecordDevices, error) {
		if _, err := s.Record.PutDevice(ctx, actor, in.Body.device(in.ID)); err != nil {
			return RecordDevices{}, err
		}
		return s.devices(ctx)
	})
}

func (s *Server) recordingImportOf(i record.Import, who *names) RecordingImport {
	out := RecordingImport{ID: i.ID, Name: i.Name, Folder: i.Folder, Case: i.Case, Origin: i.Origin, ReturnedAt: i.ReturnedAt, State: i.State, StartedAt: i.StartedAt, StartedBy: who.of(i.StartedBy),
		Total: i.Total, Done: i.Done, Duplicates: i.Duplicates, Failed: i.Failed, Bytes: i.Bytes}
	if s.jobs.runs("recordings " + i.ID) {
		out.State = "running"
	}
	return out
}

func (s *Server) recordingImportPage(ctx context.Context, id string) (out RecordingImportPage, err error) {
	i, err := s.Record.Import(ctx, id)
	if err != nil {
		return out, err
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		out = RecordingImportPage{s.recordingImportOf(i, namesFrom(r)), []RecordingImportFile{}}
		for _, f := range i.Files {
			out.Files = append(out.Files, RecordingImportFile{f.Path, f.Size, f.State, f.Recording, f.Reason})
		}
		return nil
	})
}

func (s *Server) recordingImportRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/recording-imports", account.ReadCases, "The latest imports of recordings", func(ctx context.Context, _ account.Person, _ *nothing) (out RecordingImports, err error) {
		out.Imports = []RecordingImport{}
		list, err := s.Record.Imports(ctx, false)
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			who := namesFrom(r)
			for _, i := range list {
				out.Imports = append(out.Imports, s.recordingImportOf(i, who))
			}
			return nil
		})
	})
	handle(s, http.MethodPost, "/api/recording-imports", account.WorkOnCases, "Begin to import recordings; with a folder it runs at once", func(ctx context.Context, actor account.Person, in *body[newRecordingImport]) (RecordingImportPage, error) {
		b := in.Body
		i, err := s.Record.StartImport(ctx, actor, record.ImportStart{Name: b.Name, Folder: b.Folder, Case: b.Case, Origin: b.Origin, ReturnedAt: b.ReturnedAt})
		if err != nil {
			return RecordingImportPage{}, err
		}
		if b.Folder != "" {
			s.runRecordings(actor, i)
		}
		return s.recordingImportPage(ctx, i.ID)
	})
	handle(s, http.MethodGet, "/api/recording-imports/{id}", account.ReadCases, "An import of recordings with its files", func(ctx context.Context, _ account.Person, in *byID) (RecordingImportPage, error) {
		return s.recordingImportPage(ctx, in.ID)
	})
	for name, summary := range map[string]string{"start": "Go on with an import; with files that were put, it is done", "cancel": "Pause an import"} {
		handle(s, http.MethodPost, "/api/recording-imports/{id}/"+name, account.WorkOnCases, summary, func(ctx context.Context, actor account.Person, in *byID) (RecordingImportPage, error) {
			i, err := s.Record.Import(ctx, in.ID)
			if err != nil {
				return RecordingImportPage{}, err
			}
			if name == "cancel" {
				s.jobs.cancel("recordings " + i.ID)
			} else {
				s.runRecordings(actor, i)
			}
			return s.recordingImportPage(ctx, i.ID)
		})
	}
	s.raw(mux, http.MethodPut, "/api/recording-imports/{id}/files", account.WorkOnCases, "Put one file; ?path= is its name; files that say something of recordings come first", "application/octet-stream", s.putRecording)
}

// putRecording streams one recording to the originals. Nothing of it is kept in memory.
func (s *Server) putRecording(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	tooBig := fault.New(fault.Invalid, "httpapi.put_recording", fault.T("文件超过64GB,不能导入", "the file is larger than 64 GB")).WithField("path")
	if r.ContentLength > mostRecording {
		return tooBig
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a large file may take its time
	err := s.Record.Receive(r.Context(), actor, r.PathValue("id"), r.URL.Query().Get("path"), http.MaxBytesReader(w, r.Body, mostRecording))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooBig
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte("{}\n")) // the browser is gone if this fails
	return nil
}

// runRecordings lets an import run as a job.
func (s *Server) runRecordings(actor account.Person, i record.Import) {
	label := fault.Tf("导入音像记录“%[1]s”", "import recordings from %[1]s", i.Name)
	s.jobs.start("recordings", "recordings "+i.ID, label, func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		return s.Record.RunImport(ctx, actor, i.ID, func(p record.Progress) { report(p.Done, p.Total, fault.T(p.File, p.File)) })
	}, i.Case)
}

// resumeRecordings goes on with the imports of folders that were under way when the program ended.
func (s *Server) resumeRecordings(ctx context.Context) error {
	if s.Record == nil {
		return nil
	}
	list, err := s.Record.Imports(ctx, true)
	if err != nil {
		return err
	}
	for _, i := range list {
		actor, err := s.personOf(ctx, i.StartedBy)
		if err != nil {
			return err
		}
		s.runRecordings(actor, i)
	}
	return nil
}

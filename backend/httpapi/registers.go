package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path"
	"slices"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// The most that is held of registers that are being looked at: bytes of one, and how many.
const (
	mostRegister  = 32 << 20
	mostRegisters = 4
)

// registers are workbooks that people have handed in and not yet imported. They are held in memory: a restart forgets them.
type registers struct {
	mu   sync.Mutex
	held []heldRegister
}

type heldRegister struct {
	id, by, name string
	data         []byte
	table        extract.Table
}

func (r *registers) put(h heldRegister) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.held) == mostRegisters {
		r.held = slices.Delete(r.held, 0, 1)
	}
	r.held = append(r.held, h)
}

func (r *registers) of(id, by string) (heldRegister, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range r.held {
		if h.id == id && h.by == by {
			return h, nil
		}
	}
	return heldRegister{}, fault.New(fault.NotFound, "httpapi.register", fault.T("这份台账已不在内存中，请重新选择文件", "this register is no longer held; choose the file again"))
}

// RegisterPage is a register of finished cases as it was understood so far. Targets are what a column may be taken for.
type RegisterPage struct {
	ID      string           `json:"id"`
	Name    string           `json:"name"`
	Sheets  []string         `json:"sheets"`
	Sheet   int              `json:"sheet" doc:"place in sheets"`
	Header  int              `json:"header" doc:"row of the headings, from 1"`
	Rows    int              `json:"rows"`
	Columns []RegisterColumn `json:"columns"`
	Targets []RegisterTarget `json:"targets"`
}

// RegisterColumn is a column. Target is what it is taken for, empty for nothing.
type RegisterColumn struct {
	Heading    string   `json:"heading"`
	Samples    []string `json:"samples"`
	Target     string   `json:"target"`
	Remembered bool     `json:"remembered" doc:"somebody of the office chose it before"`
}

// RegisterTarget is something that a column may be taken for.
type RegisterTarget struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
}

// RegisterTrial is what an import would do or has done. Known are rows whose case is there already.
type RegisterTrial struct {
	Rows   int                 `json:"rows"`
	Good   int                 `json:"good"`
	Known  int                 `json:"known"`
	Faulty int                 `json:"faulty"`
	Faults []casefile.RowFault `json:"faults" doc:"the first thousand"`
	Sample []RegisterCase      `json:"sample"`
}

// RegisterCase is a row as it would be kept.
type RegisterCase struct {
	Row     int                  `json:"row"`
	No      string               `json:"no"`
	Title   string               `json:"title"`
	Values  map[string]any       `json:"values"`
	Outcome casefile.PastOutcome `json:"outcome"`
}

// RegistersKept are the registers that were imported, the latest first.
type RegistersKept struct {
	Registers []RegisterKept `json:"registers"`
}

// RegisterKept is one of them.
type RegisterKept struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Cases   int    `json:"cases"`
	Known   int    `json:"known"`
	LeftOut int    `json:"left_out"`
	At      string `json:"at"`
	By      Ref    `json:"by"`
}

type registerQuery struct {
	ID        string `path:"id" maxLength:"80"`
	Sheet     int    `query:"sheet" minimum:"0" maximum:"1000"`
	Header    int    `query:"header" minimum:"0" maximum:"50000" doc:"row of the headings; without it they are looked for"`
	Procedure string `query:"procedure" maxLength:"60"`
}

type registerOrder struct {
	Sheet     int      `json:"sheet,omitempty" minimum:"0" maximum:"1000"`
	Header    int      `json:"header" minimum:"1" maximum:"50000"`
	Procedure string   `json:"procedure" maxLength:"60"`
	Targets   []string `json:"targets" maxItems:"200" doc:"by column; empty for one that is left out"`
	LeaveOut  bool     `json:"leave_out,omitempty" doc:"leave out the rows with faults; otherwise one fault refuses all"`
}

func (s *Server) registerRoutes(mux *http.ServeMux) {
	s.raw(mux, http.MethodPut, "/api/registers", account.OpenCases, "Hand a register of finished cases in to be looked at; ?name= is its file name; answers {id}", "application/octet-stream", s.putRegister)
	handle(s, http.MethodGet, "/api/registers", account.ReadCases, "The registers that were imported", func(ctx context.Context, _ account.Person, _ *nothing) (RegistersKept, error) {
		out := RegistersKept{[]RegisterKept{}}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			list, err := casefile.Registers(r)
			who := namesFrom(r)
			for _, k := range list {
				out.Registers = append(out.Registers, RegisterKept{k.ID, k.Name, k.Cases, k.Known, k.LeftOut, k.At, who.of(k.By)})
			}
			return err
		})
	})
	handle(s, http.MethodGet, "/api/registers/{id}", account.OpenCases, "A register that was handed in: its headings, and what they are taken for", func(ctx context.Context, actor account.Person, in *registerQuery) (RegisterPage, error) {
		return s.registerPage(ctx, actor, in)
	})
	handle(s, http.MethodPost, "/api/registers/{id}/trial", account.OpenCases, "Say what the import would do; writes nothing", func(ctx context.Context, actor account.Person, in *about[registerOrder]) (out RegisterTrial, err error) {
		h, err := s.registers.of(in.ID, actor.ID)
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			trial, err := s.Files.TryRegister(r, h.table, in.Body.order(h.name))
			out = trialOf(trial)
			return err
		})
	})
	handle(s, http.MethodPost, "/api/registers/{id}/import", account.OpenCases, "Import the cases of a register, all of them or none", func(ctx context.Context, actor account.Person, in *about[registerOrder]) (RegisterTrial, error) {
		h, err := s.registers.of(in.ID, actor.ID)
		if err != nil {
			return RegisterTrial{}, err
		}
		trial, err := s.Files.ImportRegister(ctx, actor, h.table, in.Body.order(h.name), bytes.NewReader(h.data))
		return trialOf(trial), err
	})
}

func (o registerOrder) order(name string) casefile.RegisterOrder {
	return casefile.RegisterOrder{Name: name, Sheet: o.Sheet, Header: o.Header, Procedure: o.Procedure, Targets: o.Targets, LeaveOut: o.LeaveOut}
}

func trialOf(t casefile.RegisterTrial) RegisterTrial {
	out := RegisterTrial{Rows: t.Rows, Good: t.Good, Known: t.Known, Faulty: t.Faulty, Faults: t.Faults, Sample: []RegisterCase{}}
	if out.Faults == nil {
		out.Faults = []casefile.RowFault{}
	}
	for _, row := range t.Sample {
		out.Sample = append(out.Sample, RegisterCase{row.Row, row.No, row.Title, row.Values, row.Outcome})
	}
	return out
}

func (s *Server) registerPage(ctx context.Context, actor account.Person, in *registerQuery) (out RegisterPage, err error) {
	h, err := s.registers.of(in.ID, actor.ID)
	if err != nil {
		return out, err
	}
	book := s.Files.Rules.Current()
	procedure, known := book.Procedure(in.Procedure)
	if !known {
		procedure, _ = book.Procedure(book.Usual)
	}
	out = RegisterPage{ID: h.id, Name: h.name, Sheets: []string{}, Columns: []RegisterColumn{}, Targets: []RegisterTarget{}}
	for _, t := range casefile.Targets(procedure) {
		out.Targets = append(out.Targets, RegisterTarget(t))
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		laid, err := s.Files.LayOut(r, h.table, in.Sheet, in.Header)
		if err != nil {
			return err
		}
		out.Sheets, out.Sheet, out.Header, out.Rows = laid.Sheets, laid.Sheet, laid.Header, laid.Rows
		for _, c := range laid.Columns {
			out.Columns = append(out.Columns, RegisterColumn(c))
		}
		return nil
	})
}

// putRegister takes a workbook in and reads it. Nothing of it is kept on the disk until it is imported.
func (s *Server) putRegister(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	h, err := s.handedIn(w, r, actor)
	if err != nil {
		return err
	}
	s.registers.put(h)
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(struct {
		ID string `json:"id"`
	}{h.id})
}

// handedIn reads a workbook that somebody hands in, named by ?name=.
func (s *Server) handedIn(w http.ResponseWriter, r *http.Request, actor account.Person) (h heldRegister, err error) {
	const op = "httpapi.handed_in"
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostRegister))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return h, fault.New(fault.Invalid, op, fault.T("文件超过32MB,请分成几个文件", "the file is larger than 32 MB; split it into several files")).WithField("name")
	}
	if err != nil {
		return h, fault.New(fault.Cancelled, op, fault.T("没有收到完整的文件", "the file did not arrive whole")).WithCause(err)
	}
	name := path.Base(casefile.CleanPath(r.URL.Query().Get("name")))
	table, err := s.tableOf(r.Context(), name, data)
	if err != nil {
		return h, err
	}
	return heldRegister{id: newSecret()[:16], by: actor.ID, name: name, data: data, table: table}, nil
}

// tableOf lets the limited reader read a workbook, which it does from a file.
func (s *Server) tableOf(ctx context.Context, name string, data []byte) (extract.Table, error) {
	file, err := os.CreateTemp("", "zhiheng-register-*")
	if err != nil {
		return extract.Table{}, fault.New(fault.Storage, "httpapi.register", fault.T("无法写入临时文件", "a temporary file cannot be written")).WithCause(err)
	}
	defer os.Remove(file.Name()) // the bytes are in memory
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		return extract.Table{}, fault.New(fault.Storage, "httpapi.register", fault.T("无法写入临时文件", "a temporary file cannot be written")).WithCause(err)
	}
	return s.Files.ReadTable(ctx, file.Name(), name)
}

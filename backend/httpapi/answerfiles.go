package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// AnswerFile is a file of a receiver's answers that was handed in: its columns and what they are taken for.
type AnswerFile struct {
	ID      string           `json:"id"`
	Name    string           `json:"name"`
	Header  int              `json:"header"`
	Rows    int              `json:"rows"`
	Columns []RegisterColumn `json:"columns"`
	Targets []RegisterTarget `json:"targets"`
}

// AnswerRow is a row of answers beside what the office has.
type AnswerRow struct {
	Row       int         `json:"row"`
	No        string      `json:"no"`
	Party     string      `json:"party"`
	Item      string      `json:"item" doc:"the disclosure that it speaks of; empty if none was found"`
	Accepted  bool        `json:"accepted"`
	Field     string      `json:"field"`
	Reason    string      `json:"reason"`
	Explained fault.Text  `json:"explained"`
	Unmatched *fault.Text `json:"unmatched,omitempty"`
}

// AnswerRows is what a file of answers says.
type AnswerRows struct {
	Rows     []AnswerRow `json:"rows"`
	Matched  int         `json:"matched"`
	Accepted int         `json:"accepted"`
}

type answerFileOrder struct {
	Destination string   `json:"destination" maxLength:"20"`
	Header      int      `json:"header" minimum:"1" maximum:"50000"`
	Targets     []string `json:"targets" maxItems:"200" doc:"by column; empty for one that is left out"`
}

func (s *Server) answerFileRoutes(mux *http.ServeMux) {
	s.raw(mux, http.MethodPut, "/api/answer-files", account.PublishDisclosure, "Hand a file of a receiver's answers in to be looked at; ?name= is its file name, ?destination= the receiver; answers with its columns", "application/octet-stream", s.putAnswerFile)
	handle(s, http.MethodPost, "/api/answer-files/{id}/trial", account.PublishDisclosure, "Say what a file of answers means; writes nothing", func(ctx context.Context, actor account.Person, in *about[answerFileOrder]) (AnswerRows, error) {
		h, err := s.registers.of(in.ID, actor.ID)
		if err != nil {
			return AnswerRows{}, err
		}
		out, err := s.Disclosure.TryReceipts(ctx, h.table, in.Body.order(h.name))
		return answerRowsOf(out), err
	})
	handle(s, http.MethodPost, "/api/answer-files/{id}/import", account.PublishDisclosure, "Take a file of answers in", func(ctx context.Context, actor account.Person, in *about[answerFileOrder]) (AnswerRows, error) {
		h, err := s.registers.of(in.ID, actor.ID)
		if err != nil {
			return AnswerRows{}, err
		}
		out, err := s.Disclosure.ImportReceipts(ctx, actor, h.table, in.Body.order(h.name), h.data)
		return answerRowsOf(out), err
	})
	s.raw(mux, http.MethodGet, "/api/notice-board", account.PublishDisclosure, "What is public, as a PDF for the notice board; ?id= once for each decision, else all", "application/pdf", s.noticeBoard)
}

func (o answerFileOrder) order(name string) disclosure.ReceiptOrder {
	return disclosure.ReceiptOrder{Destination: o.Destination, Name: name, Header: o.Header, Targets: o.Targets}
}

func answerRowsOf(r disclosure.Receipts) AnswerRows {
	out := AnswerRows{Rows: []AnswerRow{}, Matched: r.Matched, Accepted: r.Accepted}
	for _, row := range r.Rows {
		out.Rows = append(out.Rows, AnswerRow(row))
	}
	return out
}

func (s *Server) putAnswerFile(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	h, err := s.handedIn(w, r, actor)
	if err != nil {
		return err
	}
	if len(h.table.Sheets) == 0 {
		return fault.New(fault.Invalid, "httpapi.put_answer_file", fault.T("文件里没有表格", "the file holds no table")).WithField("name")
	}
	laid, err := s.Disclosure.LayOutReceipts(r.Context(), r.URL.Query().Get("destination"), h.table)
	if err != nil {
		return err
	}
	s.registers.put(h)
	out := AnswerFile{ID: h.id, Name: h.name, Header: laid.Header, Rows: laid.Rows, Columns: []RegisterColumn{}, Targets: []RegisterTarget{}}
	for _, c := range laid.Columns {
		out.Columns = append(out.Columns, RegisterColumn(c))
	}
	for _, t := range disclosure.ReceiptTargets() {
		out.Targets = append(out.Targets, RegisterTarget{ID: t.ID, Label: t.Label})
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(out)
}

func (s *Server) noticeBoard(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	name, content, err := s.Disclosure.NoticeBoard(r.Context(), actor, r.URL.Query()["id"])
	if err == nil {
		handOut(w, name, content)
	}
	return err
}

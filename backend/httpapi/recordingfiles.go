package httpapi

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// mostStill is the largest still that the screen may send, in bytes.
const mostStill = 24 << 20

func (s *Server) recordingFileRoutes(mux *http.ServeMux) {
	s.raw(mux, http.MethodGet, "/api/recordings/{id}/original", account.ReadCases, "The file as it was received, in ranges; refused until the viewing is on record, or with ?download= the export", "application/octet-stream", s.recordingOriginal)
	s.raw(mux, http.MethodGet, "/api/recordings/{id}/frames/{n}", account.ReadCases, "A picture of the overview, by its moment in milliseconds", "image/jpeg", s.recordingFrame)
	s.raw(mux, http.MethodPut, "/api/recordings/{id}/stills", account.WorkOnCases, "Keep a still that the screen took; ?at= in milliseconds, ?note=", "application/octet-stream", s.putStill)
	s.raw(mux, http.MethodPost, "/api/items/{id}/custody-sheet/{form}", account.ReadCases, "Print the custody sheet of an item: docx or pdf", "application/octet-stream", s.custodySheet)
	s.raw(mux, http.MethodGet, "/api/cases/{id}/recordings/{form}", account.ReadCases, "The list of a case's recordings: docx or pdf", "application/octet-stream", s.recordingSheet)
}

// recordingOriginal serves the bytes of a recording, from any place. Nothing in it can run.
func (s *Server) recordingOriginal(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	rec, err := s.Record.Recording(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	act, disposition, kind := "view", "inline", rec.Media
	if r.URL.Query().Get("download") != "" {
		act, disposition = "export", "attachment"
	}
	if err := s.Record.MaySee(r.Context(), actor, rec.ID, act); err != nil {
		return err
	}
	if !slices.Contains(shown, kind) {
		kind, disposition = "application/octet-stream", "attachment"
	}
	file, err := s.Record.File(rec)
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", disposition+"; filename*=UTF-8''"+url.PathEscape(rec.Name()))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("ETag", `"`+rec.SHA256+`"`)
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a film is watched for hours
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

func (s *Server) recordingFrame(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	at, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "httpapi.frame", fault.T("没有这一画面", "no such picture"))
	}
	if err := s.Record.MaySee(r.Context(), actor, r.PathValue("id"), "view"); err != nil {
		return err
	}
	picture, err := s.Record.Frame(r.Context(), r.PathValue("id"), at)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, _ = w.Write(picture) // the browser is gone if this fails
	return nil
}

func (s *Server) putStill(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	at, err := strconv.ParseInt(r.URL.Query().Get("at"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "httpapi.still", fault.T("请指明时刻", "say at which moment")).WithField("at")
	}
	picture, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostStill))
	if err != nil || len(picture) == 0 {
		return fault.New(fault.Invalid, "httpapi.still", fault.T("截图不是可用的图片", "the still is no usable picture")).WithCause(err)
	}
	if _, err = s.Record.TakeStill(r.Context(), actor, r.PathValue("id"), at, picture, r.URL.Query().Get("note")); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte("{}\n")) // the browser is gone if this fails
	return nil
}

// custodySheet hands over the sheet of an item. That it was printed is on it.
func (s *Server) custodySheet(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	id := r.PathValue("id")
	if err := s.Record.Handle(r.Context(), actor, id, "print", "证据流转登记表"); err != nil {
		return err
	}
	doc, err := s.Record.CustodySheet(r.Context(), id)
	if err != nil {
		return err
	}
	return handOver(w, doc, "custody", r.PathValue("form"))
}

func (s *Server) recordingSheet(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	doc, err := s.Record.ListSheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return handOver(w, doc, "recordings", r.PathValue("form"))
}

package httpapi

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Paper is a document or recording of a case. HasImage means that its pages can be drawn.
type Paper struct {
	ID            string            `json:"id"`
	Case          string            `json:"case"`
	Code          string            `json:"code"`
	Name          fault.Text        `json:"name" doc:"of the code"`
	Title         string            `json:"title"`
	No            string            `json:"no"`
	On            string            `json:"on"`
	ServedOn      string            `json:"served_on"`
	ApprovedBy    string            `json:"approved_by"`
	FileName      string            `json:"file_name"`
	Media         string            `json:"media"`
	Size          int64             `json:"size"`
	SHA256        string            `json:"sha256"`
	Status        string            `json:"status" enum:"read,no_text,unreadable,waiting"`
	Reason        *fault.Text       `json:"reason,omitempty"`
	PagesCount    int               `json:"pages_count"`
	SortReason    *fault.Text       `json:"sort_reason,omitempty"`
	SortConfirmed bool              `json:"sort_confirmed"`
	Draft         bool              `json:"draft"`
	Signed        bool              `json:"signed" doc:"it says what was signed within the program, and stays as it is"`
	HasImage      bool              `json:"has_image"`
	First         int               `json:"first" doc:"page of the file at which it begins; 0 if it is the whole file"`
	SplitFrom     string            `json:"split_from" doc:"paper that was the whole file"`
	Meta          map[string]string `json:"meta"`
	AddedAt       string            `json:"added_at"`
	AddedBy       Ref               `json:"added_by"`
	Evidence      string            `json:"evidence" doc:"sort of evidence; empty for none. Who sees such a paper, or takes it away, is put on record first"`
}

// PaperPage is a paper with its text and its versions, the first one first.
type PaperPage struct {
	Paper
	Pages    []PageText     `json:"pages"`
	Versions []PaperVersion `json:"versions"`
	Twins    []PaperTwin    `json:"twins" doc:"papers of other cases that are the same file, as far as the reader may see them"`
}

// PaperTwin is a paper of another case that came in as the same file.
type PaperTwin struct {
	Paper     string `json:"paper"`
	Case      string `json:"case"`
	CaseNo    string `json:"case_no"`
	CaseTitle string `json:"case_title"`
	Title     string `json:"title"`
}

// PageText is the text of one page, counted from 1.
type PageText struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
}

// PaperVersion is one state of a paper's bytes.
type PaperVersion struct {
	SHA256 string `json:"sha256"`
	At     string `json:"at"`
	By     Ref    `json:"by"`
	Size   int64  `json:"size"`
}

type paperChange struct {
	Code       *string `json:"code,omitempty" maxLength:"20"`
	Title      *string `json:"title,omitempty" maxLength:"300"`
	No         *string `json:"no,omitempty" maxLength:"100"`
	On         *string `json:"on,omitempty" maxLength:"10"`
	ServedOn   *string `json:"served_on,omitempty" maxLength:"10"`
	ApprovedBy *string `json:"approved_by,omitempty" maxLength:"100"`
}

type paperText struct {
	Text string `json:"text"`
}

type draftOrder struct {
	Code string `json:"code" maxLength:"20"`
}

type removal struct {
	Reason string `json:"reason" maxLength:"2000"`
}

type paperQuery struct {
	ID    string `path:"id" maxLength:"80"`
	Pages string `query:"pages" enum:"all,none" doc:"none leaves the text out"`
}

type versionQuery struct {
	ID     string `path:"id" maxLength:"80"`
	SHA256 string `path:"sha256" maxLength:"64"`
}

// paperOf shows a paper. When it was served and who approved it stand among the case's values.
func paperOf(p casefile.Paper, procedure *rulebook.Procedure, who *names, fields []casefile.Field) Paper {
	kind, _ := procedure.Paper(p.Code)
	out := Paper{ID: p.ID, Case: p.Case, Code: p.Code, Name: kind.Label, Title: p.Title, No: p.No, On: p.MadeOn, FileName: p.Path, Media: p.Media, Size: p.Size, SHA256: p.SHA256,
		Status: p.Status, Reason: p.Reason, PagesCount: p.PagesCount, SortReason: p.SortReason, SortConfirmed: p.SortConfirmed, Draft: p.Draft, Signed: p.Signed,
		HasImage: p.HasPages(), First: p.First, SplitFrom: p.SplitFrom, Meta: p.Meta, AddedAt: p.AddedAt, AddedBy: who.of(p.AddedBy), Evidence: p.Evidence}
	if out.Meta == nil {
		out.Meta = map[string]string{}
	}
	if p.Code == "" {
		out.Name = fault.T("其他材料", "Other material")
		return out
	}
	for _, f := range fields {
		text, _ := rawValue(f.Value).(string)
		switch f.Name {
		case "d." + p.Code + ".served_on":
			out.ServedOn = text
		case "d." + p.Code + ".approved_by":
			out.ApprovedBy = text
		}
	}
	return out
}

// paper shows a paper by its id.
func (s *Server) paper(from store.Source, id string) (Paper, casefile.Paper, error) {
	p, err := casefile.PaperOf(from, id)
	if err != nil {
		return Paper{}, p, err
	}
	c, err := casefile.CaseOf(from, p.Case)
	if err != nil {
		return Paper{}, p, err
	}
	fields, err := casefile.FieldsOf(from, p.Case)
	procedure, _ := s.Files.Procedure(c)
	return paperOf(p, procedure, namesFrom(from), fields), p, err
}

func (s *Server) paperByID(ctx context.Context, id string) (out Paper, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		out, _, err = s.paper(r, id)
		return err
	})
	return out, err
}

func (s *Server) paperRoutes(mux *http.ServeMux) {
	handle(s, http.MethodPost, "/api/cases/{id}/drafts", account.WorkOnCases, "Write a draft from the case's facts", func(ctx context.Context, actor account.Person, in *about[draftOrder]) (Paper, error) {
		p, err := s.Files.Draft(ctx, actor, in.ID, in.Body.Code)
		if err != nil {
			return Paper{}, err
		}
		return s.paperByID(ctx, p.ID)
	})
	handle(s, http.MethodGet, "/api/papers/{id}", account.ReadCases, "A paper with its versions, and with its text unless pages=none", func(ctx context.Context, _ account.Person, in *paperQuery) (PaperPage, error) {
		return s.paperPage(ctx, in.ID, in.Pages != "none")
	})
	handle(s, http.MethodPut, "/api/papers/{id}", account.WorkOnCases, "Say which paper this is, and its dates", func(ctx context.Context, actor account.Person, in *about[paperChange]) (Paper, error) {
		b := in.Body
		err := s.Files.Sort(ctx, actor, in.ID, casefile.Sorting{Code: b.Code, Title: b.Title, No: b.No, MadeOn: b.On, ServedOn: b.ServedOn, ApprovedBy: b.ApprovedBy})
		if err != nil {
			return Paper{}, err
		}
		return s.paperByID(ctx, in.ID)
	})
	handle(s, http.MethodPut, "/api/papers/{id}/text", account.WorkOnCases, "Save a new version of a draft", func(ctx context.Context, actor account.Person, in *about[paperText]) (Paper, error) {
		if err := s.Files.Revise(ctx, actor, in.ID, in.Body.Text); err != nil {
			return Paper{}, err
		}
		return s.paperByID(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/papers/{id}/removal", account.WorkOnCases, "Take a paper out of the dossier, with a reason; it stays in the ledger",
		func(ctx context.Context, actor account.Person, in *about[removal]) (nothing, error) {
			return nothing{}, s.Files.Remove(ctx, actor, in.ID, in.Body.Reason)
		})
	handle(s, http.MethodGet, "/api/papers/{id}/versions/{sha256}", account.ReadCases, "The text of a version", func(ctx context.Context, _ account.Person, in *versionQuery) (paperText, error) {
		text, err := s.Files.VersionText(ctx, in.ID, in.SHA256)
		return paperText{text}, err
	})
	s.raw(mux, http.MethodGet, "/api/papers/{id}/original", account.ReadCases, "The file as it was received", "application/octet-stream", s.original)
}

func (s *Server) paperPage(ctx context.Context, id string, text bool) (out PaperPage, err error) {
	var p casefile.Paper
	err = s.Store.View(ctx, func(r *store.Reader) error {
		if out.Paper, p, err = s.paper(r, id); err != nil {
			return err
		}
		versions, err := s.Files.Versions(r, id)
		who := namesFrom(r)
		out.Versions = []PaperVersion{}
		for _, v := range versions {
			out.Versions = append(out.Versions, PaperVersion{v.SHA256, v.At, who.of(v.By), v.Size})
		}
		if err != nil {
			return err
		}
		twins, err := s.Files.TwinsOf(r, p, actorOf(ctx).May(account.ReadInternal))
		out.Twins = []PaperTwin{}
		for _, t := range twins {
			out.Twins = append(out.Twins, PaperTwin{t.ID, t.Case, t.CaseNo, t.CaseTitle, t.Title})
		}
		return err
	})
	out.Pages = []PageText{}
	if err != nil || !text || p.Status == "unreadable" {
		return out, err
	}
	pages, err := s.Files.Pages(ctx, p)
	for _, page := range pages {
		out.Pages = append(out.Pages, PageText{page.Number, page.Text})
	}
	return out, err
}

func (s *Server) rawPaper(ctx context.Context, id string) (p casefile.Paper, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		p, err = casefile.PaperOf(r, id)
		return err
	})
	return p, err
}

// shown are the media that a browser may show by itself; all else is handed over as a file.
var shown = []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "audio/mpeg", "audio/wav", "audio/x-wav", "audio/mp4", "audio/x-m4a", "audio/ogg", "audio/aac", "audio/flac",
	"video/mp4", "video/webm", "video/quicktime", "video/ogg", "video/x-m4v"}

// original hands over the file as it was received. Nothing in it can run.
func (s *Server) original(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	p, err := s.rawPaper(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	file, err := s.Files.Blobs.Open(p.SHA256)
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	kind, _, _ := mime.ParseMediaType(p.Media)
	disposition := "attachment"
	if slices.Contains(shown, kind) && r.URL.Query().Get("download") == "" {
		disposition = "inline"
		h.Set("Content-Type", kind)
	} else {
		h.Set("Content-Type", "application/octet-stream")
	}
	name := p.Path[strings.LastIndex(p.Path, "/")+1:]
	h.Set("Content-Disposition", disposition+"; filename*=UTF-8''"+url.PathEscape(name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("ETag", `"`+p.SHA256+`"`)
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

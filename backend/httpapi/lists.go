package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// OpenList is a list that is disclosed before enforcement, and where it stands. Changes counts the rows that the latest version
// does not have so; due is the last day for publishing that version, empty once it is public.
type OpenList struct {
	ID       string       `json:"id"`
	Label    fault.Text   `json:"label"`
	Article  string       `json:"article"`
	From     string       `json:"from" doc:"what the program can fill it with: body, people, courses, hearings, major, recordings, instruments, or nothing"`
	Fields   []ListField  `json:"fields"`
	Rows     int          `json:"rows"`
	Changes  int          `json:"changes"`
	Version  *ListVersion `json:"version,omitempty"`
	Posting  *ListPosting `json:"posting,omitempty"`
	Due      string       `json:"due"`
	DaysLeft *int         `json:"days_left,omitempty"`
	Flags    []ListFlag   `json:"flags"`
}

// ListField is a column of a list.
type ListField struct {
	ID       string     `json:"id"`
	Label    fault.Text `json:"label"`
	Type     string     `json:"type" enum:"text,date,citations,picture"`
	Optional bool       `json:"optional"`
	Key      bool       `json:"key"`
}

// ListVersion is an approved version of a list.
type ListVersion struct {
	Version   int    `json:"version"`
	ValidFrom string `json:"valid_from"`
	Reason    string `json:"reason"`
	Rows      int    `json:"rows"`
	SHA256    string `json:"sha256"`
	At        string `json:"at"`
	By        Ref    `json:"by"`
}

// ListPosting says where and when a version was put before the public.
type ListPosting struct {
	Version int    `json:"version"`
	Day     string `json:"day"`
	Address string `json:"address"`
	At      string `json:"at"`
	By      Ref    `json:"by"`
}

// ListFlag is something about a list that wants looking at; row and field are empty where it is about the whole.
type ListFlag struct {
	Kind  string     `json:"kind" enum:"citation,ended,source,body,missing"`
	Row   string     `json:"row"`
	Field string     `json:"field"`
	Text  fault.Text `json:"text"`
}

// ListRow is a row as it is kept, and what has become of it since the latest version.
type ListRow struct {
	ID      string            `json:"id"`
	Place   int               `json:"place"`
	Content map[string]string `json:"content"`
	State   string            `json:"state" enum:"same,new,changed,removed"`
	Was     map[string]string `json:"was,omitempty"`
}

// OpenLists is every list.
type OpenLists struct {
	Lists []OpenList `json:"lists"`
}

// OpenListDetail is a list with its rows, versions and postings. Editors have changed it since the latest version.
type OpenListDetail struct {
	OpenList
	Kept     []ListRow     `json:"kept"`
	Versions []ListVersion `json:"versions"`
	Postings []ListPosting `json:"postings"`
	Editors  []Ref         `json:"editors"`
}

// SincePosted is what has become of the rows since the version that was published last; nothing was if posting is left out.
type SincePosted struct {
	Posting *ListPosting `json:"posting,omitempty"`
	Rows    []ListRow    `json:"rows"`
}

type listRowsDraft struct {
	Rows []listRowDraft `json:"rows" maxItems:"5000"`
}

type listRowDraft struct {
	ID      string            `json:"id,omitempty" maxLength:"80"`
	Place   int               `json:"place,omitempty"`
	Content map[string]string `json:"content"`
}

type listApproval struct {
	ValidFrom string `json:"valid_from" maxLength:"10"`
	Reason    string `json:"reason" maxLength:"2000"`
}

type listPostingDraft struct {
	Day     string `json:"day" maxLength:"10"`
	Address string `json:"address" maxLength:"2000"`
}

type reasoned struct {
	Reason string `json:"reason" maxLength:"2000"`
}

type listRowRemoval struct {
	ID   string `path:"id" maxLength:"80"`
	Row  string `path:"row" maxLength:"80"`
	Body reasoned
}

// mostPhoto is the size past which a picture of a list is refused, in bytes.
const mostPhoto = 8 << 20

func (s *Server) listRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/lists", signedIn, "The lists that are disclosed before enforcement", func(ctx context.Context, _ account.Person, _ *nothing) (OpenLists, error) {
		lists, err := s.Authority.Lists(ctx)
		if err != nil {
			return OpenLists{}, err
		}
		out := OpenLists{Lists: []OpenList{}}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			who := namesFrom(r)
			for _, l := range lists {
				out.Lists = append(out.Lists, s.openList(l, who))
			}
			return nil
		})
	})
	handle(s, http.MethodGet, "/api/lists/{id}", signedIn, "One list with its rows and versions", func(ctx context.Context, _ account.Person, in *byID) (OpenListDetail, error) {
		return s.listDetail(ctx, in.ID)
	})
	handle(s, http.MethodGet, "/api/lists/{id}/since-posted", signedIn, "The rows of a list beside the version that was published last", func(ctx context.Context, _ account.Person, in *byID) (SincePosted, error) {
		return s.sincePosted(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/lists/{id}/refresh", account.KeepLists, "Bring a list up to what the program knows", func(ctx context.Context, actor account.Person, in *byID) (OpenListDetail, error) {
		if _, err := s.Authority.Refresh(ctx, actor, in.ID); err != nil {
			return OpenListDetail{}, err
		}
		return s.listDetail(ctx, in.ID)
	})
	listChange(s, "/api/lists/{id}/rows", account.KeepLists, "Change rows of a list, or add those without an id", func(ctx context.Context, actor account.Person, list string, in listRowsDraft) error {
		var rows []authority.Row
		for _, r := range in.Rows {
			rows = append(rows, authority.Row(r))
		}
		_, err := s.Authority.PutRows(ctx, actor, list, rows)
		return err
	})
	listChange(s, "/api/lists/{id}/approval", account.ApproveLists, "Approve a list as its next version", func(ctx context.Context, actor account.Person, list string, in listApproval) error {
		return s.Authority.Approve(ctx, actor, list, in.ValidFrom, in.Reason)
	})
	listChange(s, "/api/lists/{id}/postings", account.PublishDisclosure, "Note where and when the latest version was published", func(ctx context.Context, actor account.Person, list string, in listPostingDraft) error {
		return s.Authority.Post(ctx, actor, list, in.Day, in.Address)
	})
	handle(s, http.MethodPost, "/api/lists/{id}/rows/{row}/removal", account.KeepLists, "Take a row off a list", func(ctx context.Context, actor account.Person, in *listRowRemoval) (OpenListDetail, error) {
		if err := s.Authority.RemoveRow(ctx, actor, in.ID, in.Row, in.Body.Reason); err != nil {
			return OpenListDetail{}, err
		}
		return s.listDetail(ctx, in.ID)
	})
	s.raw(mux, http.MethodPut, "/api/lists/{id}/rows/{row}/pictures/{field}", account.KeepLists, "Keep a picture for a column of a row", "application/octet-stream", s.listPicture)
	s.raw(mux, http.MethodGet, "/api/lists/{id}/rows/{row}/pictures/{field}", signedIn, "The picture of a row", "image/*", s.showListPicture)
	s.raw(mux, http.MethodGet, "/api/lists/{id}/rows/{row}/sign", signedIn, "A row of the version in force as a sign to be put up: PDF", "application/pdf", s.listSign)
	s.raw(mux, http.MethodGet, "/api/lists/{id}/files/{form}", signedIn, "A version of a list as a file: xlsx, csv, html, pdf or json; ?version= , the latest if left out", "application/octet-stream", s.listFile)
	s.raw(mux, http.MethodGet, "/api/procedures/{id}/chart", signedIn, "The course of a procedure, drawn; ?lang= is zh or en", "image/svg+xml", s.procedureChart)
}

// listChange registers a route that changes a list by what the body says and answers with the list.
func listChange[T any](s *Server, path string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, list string, in T) error) {
	handle(s, http.MethodPost, path, need, summary, func(ctx context.Context, actor account.Person, in *about[T]) (OpenListDetail, error) {
		if err := run(ctx, actor, in.ID, in.Body); err != nil {
			return OpenListDetail{}, err
		}
		return s.listDetail(ctx, in.ID)
	})
}

func (s *Server) openList(l authority.List, who *names) OpenList {
	out := OpenList{ID: l.ID, Label: l.Label, Article: l.Article, From: l.From, Fields: []ListField{}, Rows: l.Rows, Changes: l.Changes, Flags: []ListFlag{}}
	for _, f := range l.Fields {
		kind := f.Type
		if kind == "" {
			kind = "text"
		}
		out.Fields = append(out.Fields, ListField{f.ID, f.Label, kind, f.Optional, f.Key})
	}
	if l.Version != nil {
		v := listVersion(*l.Version, who)
		out.Version = &v
	}
	if l.Posting != nil {
		p := listPosting(*l.Posting, who)
		out.Posting = &p
	}
	if l.Due != nil {
		out.Due = l.Due.Legal.String()
		left := daysBetween(s.Files.Today(), out.Due)
		out.DaysLeft = &left
	}
	for _, f := range l.Flags {
		out.Flags = append(out.Flags, ListFlag(f))
	}
	return out
}

func listVersion(v authority.Version, who *names) ListVersion {
	return ListVersion{v.Version, v.ValidFrom, v.Reason, v.Rows, v.SHA256, v.At, who.of(v.By)}
}

func listPosting(p authority.Posting, who *names) ListPosting {
	return ListPosting{p.Version, p.Day, p.Address, p.At, who.of(p.By)}
}

func (s *Server) listDetail(ctx context.Context, id string) (out OpenListDetail, err error) {
	d, err := s.Authority.ListDetail(ctx, id)
	if err != nil {
		return out, err
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		out = OpenListDetail{OpenList: s.openList(d.List, who), Kept: []ListRow{}, Versions: []ListVersion{}, Postings: []ListPosting{}, Editors: []Ref{}}
		out.Kept = listRows(d.Kept)
		for _, v := range d.Versions {
			out.Versions = append(out.Versions, listVersion(v, who))
		}
		for _, p := range d.Postings {
			out.Postings = append(out.Postings, listPosting(p, who))
		}
		for _, e := range d.Editors {
			out.Editors = append(out.Editors, who.of(e))
		}
		return nil
	})
}

func listRows(kept []authority.KeptRow) []ListRow {
	rows := []ListRow{}
	for _, k := range kept {
		rows = append(rows, ListRow{k.ID, k.Place, k.Content, k.State, k.Was})
	}
	return rows
}

func (s *Server) sincePosted(ctx context.Context, id string) (out SincePosted, err error) {
	posting, kept, found, err := s.Authority.SincePosted(ctx, id)
	out.Rows = listRows(kept)
	if err != nil || !found {
		return out, err
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		p := listPosting(posting, namesFrom(r))
		out.Posting = &p
		return nil
	})
}

func (s *Server) listPicture(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	return s.Authority.Picture(r.Context(), actor, r.PathValue("id"), r.PathValue("row"), r.PathValue("field"), http.MaxBytesReader(w, r.Body, mostPhoto))
}

func (s *Server) showListPicture(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	content, err := s.Authority.PictureOf(r.Context(), r.PathValue("id"), r.PathValue("row"), r.PathValue("field"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", http.DetectContentType(content))
	_, _ = w.Write(content) // the browser is gone if this fails
	return nil
}

func (s *Server) listFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	version := 0
	if v := r.URL.Query().Get("version"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			return fault.New(fault.Invalid, "httpapi.list_file", fault.T("版本号不正确", "the version is no number")).WithField("version")
		}
		version = n
	}
	name, content, err := s.Authority.ListFile(r.Context(), r.PathValue("id"), version, r.PathValue("form"))
	if err != nil {
		return err
	}
	handOut(w, name, content)
	return nil
}

func (s *Server) listSign(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	name, content, err := s.Authority.Sign(r.Context(), r.PathValue("id"), r.PathValue("row"))
	if err == nil {
		handOut(w, name, content)
	}
	return err
}

func (s *Server) procedureChart(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	lang := "zh"
	if r.URL.Query().Get("lang") == "en" {
		lang = "en"
	}
	content, err := s.Authority.Chart(r.PathValue("id"), lang)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write(content) // the browser is gone if this fails
	return nil
}

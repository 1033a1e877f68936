package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// mostLaw is the longest file that may hold the text of a law, in bytes.
const mostLaw = 64 << 20

// LawTexts are the full texts of laws that the office has imported.
type LawTexts struct {
	Laws []LawText `json:"laws"`
}

// LawText is one of them.
type LawText struct {
	ID          string                `json:"id"`
	Instrument  string                `json:"instrument"`
	Label       fault.Text            `json:"label"`
	Edition     string                `json:"edition"`
	InForceFrom string                `json:"in_force_from"`
	InForceTo   string                `json:"in_force_to" doc:"the last day; empty for the text in force now"`
	Name        string                `json:"name" doc:"of the file"`
	SHA256      string                `json:"sha256"`
	Size        int64                 `json:"size"`
	Articles    int                   `json:"articles"`
	Findings    []rulebook.LawFinding `json:"findings" doc:"what was confirmed when it was imported"`
	At          string                `json:"at"`
	By          Ref                   `json:"by"`
}

// LawTextPage is a text with its articles.
type LawTextPage struct {
	LawText
	Content []rulebook.LawArticle `json:"content"`
}

// LawHits are the articles that a query found.
type LawHits struct {
	Hits []rulebook.LawHit `json:"hits"`
}

type lawQuery struct {
	Query string `query:"q" required:"true" maxLength:"200" doc:"words that all stand in the article or its heading"`
}

type lawReason struct {
	Reason string `json:"reason" maxLength:"1000"`
}

func (s *Server) lawRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/rulebook/laws", signedIn, "The full texts of laws that the office has imported", func(ctx context.Context, _ account.Person, _ *nothing) (LawTexts, error) {
		out := LawTexts{[]LawText{}}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			list, err := rulebook.LawsOf(r)
			who := namesFrom(r)
			for _, law := range list {
				out.Laws = append(out.Laws, s.lawText(law, who))
			}
			return err
		})
	})
	handle(s, http.MethodGet, "/api/rulebook/laws/{id}", signedIn, "A text with its articles", func(ctx context.Context, _ account.Person, in *byID) (out LawTextPage, err error) {
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			law, err := rulebook.LawOf(r, in.ID)
			if err != nil {
				return err
			}
			out.LawText = s.lawText(law, namesFrom(r))
			out.Content, err = rulebook.LawArticlesOf(r, in.ID)
			return err
		})
	})
	handle(s, http.MethodGet, "/api/rulebook/law-search", signedIn, "The articles of all texts that hold some words", func(ctx context.Context, _ account.Person, in *lawQuery) (out LawHits, err error) {
		return out, s.Store.View(ctx, func(r *store.Reader) (err error) {
			out.Hits, err = rulebook.SearchLaws(r, in.Query)
			return err
		})
	})
	handle(s, http.MethodPost, "/api/rulebook/laws/{id}/withdraw", signedIn, "Take a text out of use", func(ctx context.Context, actor account.Person, in *about[lawReason]) (nothing, error) {
		return nothing{}, s.Files.Rules.WithdrawLaw(ctx, amender(actor), in.ID, in.Body.Reason)
	})
	const query = "?instrument=, ?from=, ?to=, ?edition=, ?name= of the file"
	s.raw(mux, http.MethodPost, "/api/rulebook/law-readings", signedIn, "What a file holds as the text of a law; nothing is kept. "+query, "application/octet-stream", func(w http.ResponseWriter, r *http.Request, _ account.Person) error {
		return s.withLaw(w, r, func(d rulebook.LawDraft) (any, error) {
			return s.Files.Rules.ReadLaw(r.Context(), s.Files.Reading, d)
		})
	})
	s.raw(mux, http.MethodPost, "/api/rulebook/laws", signedIn, "Keep a file as the text of a law. "+query+", ?mark= of what was looked at", "application/octet-stream", func(w http.ResponseWriter, r *http.Request, actor account.Person) error {
		return s.withLaw(w, r, func(d rulebook.LawDraft) (any, error) {
			law, err := s.Files.Rules.ImportLaw(r.Context(), amender(actor), s.Files.Reading, d, r.URL.Query().Get("mark"))
			if err != nil {
				return nil, err
			}
			var out LawText
			return &out, s.Store.View(r.Context(), func(reader *store.Reader) error {
				out = s.lawText(law, namesFrom(reader))
				return nil
			})
		})
	})
	s.raw(mux, http.MethodGet, "/api/rulebook/laws/{id}/original", signedIn, "The file of a text as it was imported", "application/octet-stream", s.lawOriginal)
}

func (s *Server) lawText(law rulebook.LawText, who *names) LawText {
	out := LawText{law.ID, law.Instrument, fault.Text{}, law.Edition, law.InForceFrom, law.InForceTo, law.Name, law.SHA256, law.Size, law.Articles, append([]rulebook.LawFinding{}, law.Findings...), law.At, who.of(law.By)}
	for _, i := range s.Files.Rules.Current().Instruments {
		if i.ID == law.Instrument {
			out.Label = i.Label
		}
	}
	return out
}

// withLaw puts the body of a request into a file of its own for as long as it is looked at.
func (s *Server) withLaw(w http.ResponseWriter, r *http.Request, work func(d rulebook.LawDraft) (any, error)) error {
	const op = "httpapi.law"
	file, err := os.CreateTemp("", "zhiheng-law-*")
	if err != nil {
		return fault.New(fault.Storage, op, fault.T("无法暂存文件", "the file cannot be put aside")).WithCause(err)
	}
	defer os.Remove(file.Name())
	_, err = io.Copy(file, http.MaxBytesReader(w, r.Body, mostLaw))
	if err = errors.Join(err, file.Close()); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return fault.New(fault.Invalid, op, fault.T("文件超过64MB,不能导入", "the file is larger than 64 MB")).WithField("file")
		}
		return fault.New(fault.Storage, op, fault.T("无法暂存文件", "the file cannot be put aside")).WithCause(err)
	}
	q := r.URL.Query()
	out, err := work(rulebook.LawDraft{Instrument: q.Get("instrument"), Edition: q.Get("edition"), InForceFrom: q.Get("from"), InForceTo: q.Get("to"), Name: q.Get("name"), Path: file.Name()})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(out)
}

func (s *Server) lawOriginal(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var law rulebook.LawText
	err := s.Store.View(r.Context(), func(reader *store.Reader) (err error) {
		law, err = rulebook.LawOf(reader, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	file, err := s.Files.Blobs.Open(law.SHA256)
	if err != nil {
		return err
	}
	defer file.Close()
	attach(w, law.Name)
	_, _ = io.Copy(w, file) // the browser is gone if this fails
	return nil
}

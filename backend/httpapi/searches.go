package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// SavedSearch is a search that this person keeps. News are the papers found that came in since the person last looked.
type SavedSearch struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Q       string   `json:"q"`
	Scope   string   `json:"scope"`
	Filter  []string `json:"filter"`
	Alert   bool     `json:"alert"`
	News    int      `json:"news"`
	More    bool     `json:"more" doc:"there are more than were counted"`
	SavedAt string   `json:"saved_at"`
}

// SavedSearches are the searches that this person keeps, the latest first. News sums up those with an alert.
type SavedSearches struct {
	Searches []SavedSearch `json:"searches"`
	News     int           `json:"news"`
}

type searchToSave struct {
	Name   string   `json:"name,omitempty" maxLength:"100"`
	Q      string   `json:"q" maxLength:"1000"`
	Scope  string   `json:"scope,omitempty" maxLength:"100"`
	Filter []string `json:"filter,omitempty" maxItems:"100"`
	Alert  bool     `json:"alert,omitempty" doc:"tell of new papers that it finds"`
}

type readOrder struct {
	Paper string `json:"paper" maxLength:"80"`
}

type batchOrder struct {
	Text  string `json:"text" maxLength:"200000"`
	Draft bool   `json:"draft,omitempty" doc:"the text is a draft: look up the parties, numbers and articles that it names"`
	Scope string `json:"scope,omitempty" maxLength:"100"`
}

// BatchResult is what each line of a batch found.
type BatchResult struct {
	Lines []BatchLine `json:"lines"`
	Index IndexState  `json:"index"`
}

// BatchLine is a line with what it found: the exact total and the first hits. Problem says why it could not be asked.
type BatchLine struct {
	Line    string      `json:"line"`
	Q       string      `json:"q"`
	Total   int         `json:"total"`
	Exact   bool        `json:"exact"`
	Hits    []Hit       `json:"hits"`
	Problem *fault.Text `json:"problem,omitempty"`
}

// ofCollections is the scope of a search in what other offices have made public.
const ofCollections = "collections"

// indexFor is the index that a scope is searched in.
func (s *Server) indexFor(scope string) (*precedent.Index, error) {
	if scope == ofCollections && s.Past != nil && s.Past.Others != nil {
		return s.Past.Others, nil
	}
	if s.Index == nil || scope == ofCollections {
		return nil, noIndex()
	}
	return s.Index, nil
}

// searchFor is a query as this person may ask it.
func (s *Server) searchFor(ctx context.Context, actor account.Person, q, scope string, filter []string) (precedent.Query, error) {
	gone, err := s.destroyed(ctx)
	if err != nil {
		return precedent.Query{}, err
	}
	query := precedent.Query{Text: q, Filters: filters(filter), May: may(ctx), Gone: gone, Internal: actor.May(account.ReadInternal)}
	if id, one := strings.CutPrefix(scope, "case:"); one {
		query.Case = id
	}
	if scope == "published" {
		query.Cases = []string{}
		if s.Disclosure != nil {
			rows, err := s.Disclosure.List(ctx, disclosure.Filter{})
			if err != nil {
				return query, err
			}
			for _, row := range rows {
				if row.State == "published" {
					query.Cases = append(query.Cases, row.Case)
				}
			}
		}
	}
	return query, nil
}

func hitOf(h precedent.Hit, read map[string]bool) Hit {
	marks := h.Snippet.Marks
	if marks == nil {
		marks = [][2]int{}
	}
	return Hit{h.Paper.ID, h.Paper.Case, h.Paper.CaseNo, h.Paper.CaseTitle, h.Paper.Title, h.Paper.Kind, h.Page, h.Snippet.Text, marks, h.Paper.On, h.Score, read[h.Paper.ID]}
}

// readBy are the papers that a person opened from lists of hits.
func (s *Server) readBy(ctx context.Context, actor account.Person) (read map[string]bool, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		read, err = precedent.ReadBy(r, actor.ID)
		return err
	})
	return read, err
}

func (s *Server) savedSearchRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/searches", account.Search, "The searches that this person keeps, with what is new", func(ctx context.Context, actor account.Person, _ *nothing) (SavedSearches, error) {
		return s.savedSearches(ctx, actor)
	})
	handle(s, http.MethodPost, "/api/searches", account.Search, "Keep a search", func(ctx context.Context, actor account.Person, in *body[searchToSave]) (SavedSearches, error) {
		return s.saveSearch(ctx, actor, "", in.Body)
	})
	handle(s, http.MethodPut, "/api/searches/{id}", account.Search, "Change a search that is kept", func(ctx context.Context, actor account.Person, in *about[searchToSave]) (SavedSearches, error) {
		return s.saveSearch(ctx, actor, in.ID, in.Body)
	})
	handle(s, http.MethodDelete, "/api/searches/{id}", account.Search, "Forget a search", func(ctx context.Context, actor account.Person, in *byID) (nothing, error) {
		if s.Past == nil {
			return nothing{}, noPast()
		}
		return nothing{}, s.Past.Drop(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/searches/{id}/seen", account.Search, "Note that this person has looked at what it finds", func(ctx context.Context, actor account.Person, in *byID) (nothing, error) {
		if s.Past == nil {
			return nothing{}, noPast()
		}
		_, head, err := s.Store.Head(ctx)
		if err != nil {
			return nothing{}, err
		}
		return nothing{}, s.Past.Seen(ctx, actor, in.ID, head.Size)
	})
	handle(s, http.MethodPost, "/api/search/reads", account.Search, "Note that this person opened a paper from a list of hits", func(ctx context.Context, actor account.Person, in *body[readOrder]) (nothing, error) {
		if s.Past == nil {
			return nothing{}, noPast()
		}
		return nothing{}, s.Past.Read(ctx, actor, in.Body.Paper)
	})
	handle(s, http.MethodPost, "/api/search/batch", account.Search, "Search for every line of a list, or for all that a draft names", func(ctx context.Context, actor account.Person, in *body[batchOrder]) (BatchResult, error) {
		return s.batch(ctx, actor, in.Body)
	})
	s.raw(mux, http.MethodPost, "/api/search/export/{form}", account.Search, "The list of hits as xlsx or csv; the query as for /api/search", "application/octet-stream", s.exportHits)
}

func (s *Server) saveSearch(ctx context.Context, actor account.Person, id string, in searchToSave) (SavedSearches, error) {
	if s.Past == nil {
		return SavedSearches{}, noPast()
	}
	if _, err := s.Past.Save(ctx, actor, precedent.Saved{ID: id, Name: in.Name, Text: in.Q, Scope: in.Scope, Filters: in.Filter, Alert: in.Alert}); err != nil {
		return SavedSearches{}, err
	}
	return s.savedSearches(ctx, actor)
}

func (s *Server) savedSearches(ctx context.Context, actor account.Person) (SavedSearches, error) {
	out := SavedSearches{Searches: []SavedSearch{}}
	var list []precedent.Saved
	err := s.Store.View(ctx, func(r *store.Reader) (err error) {
		list, err = precedent.SavedOf(r, actor.ID)
		return err
	})
	if err != nil || s.Index == nil {
		return out, err
	}
	for _, saved := range list {
		one := SavedSearch{ID: saved.ID, Name: saved.Name, Q: saved.Text, Scope: saved.Scope, Filter: saved.Filters, Alert: saved.Alert, SavedAt: saved.At}
		if one.News, one.More, err = s.newsOf(ctx, actor, saved); err != nil {
			return out, err
		}
		if saved.Alert {
			out.News += one.News
		}
		out.Searches = append(out.Searches, one)
	}
	return out, nil
}

// newsOf counts what a saved search finds that its owner has not seen.
func (s *Server) newsOf(ctx context.Context, actor account.Person, saved precedent.Saved) (n int, more bool, err error) {
	var fresh map[string]bool
	var cases []string
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		fresh, cases, err = precedent.Fresh(r, saved.Since)
		return err
	})
	if err != nil || len(fresh) == 0 || saved.Scope == ofCollections { // a collection comes as a whole, and its import is told by itself
		return 0, false, err
	}
	query, err := s.searchFor(ctx, actor, saved.Text, saved.Scope, saved.Filters)
	if err != nil {
		return 0, false, err
	}
	if saved.Scope == "" || saved.Scope == "office" {
		query.Cases = cases // nothing else is new
	}
	return s.Index.News(ctx, query, fresh)
}

func (s *Server) batch(ctx context.Context, actor account.Person, in batchOrder) (BatchResult, error) {
	index, err := s.indexFor(in.Scope)
	if err != nil {
		return BatchResult{}, err
	}
	base, err := s.searchFor(ctx, actor, "", in.Scope, nil)
	if err != nil {
		return BatchResult{}, err
	}
	read, err := s.readBy(ctx, actor)
	if err != nil {
		return BatchResult{}, err
	}
	lines := precedent.Lines(in.Text)
	if in.Draft {
		lines = precedent.DraftLines(in.Text)
	}
	found, err := index.Batch(ctx, lines, base, nil)
	out := BatchResult{Lines: []BatchLine{}, Index: indexState(index.State())}
	for _, line := range found {
		one := BatchLine{Line: line.Line, Q: line.Query, Total: line.Total, Exact: !line.AtLeast, Hits: []Hit{}}
		if line.Wrong != nil {
			one.Problem = &line.Wrong.Message
		}
		for _, h := range line.Hits {
			one.Hits = append(one.Hits, hitOf(h, read))
		}
		out.Lines = append(out.Lines, one)
	}
	return out, err
}

// mostExported bounds the rows of an exported list of hits.
const mostExported = 5000

// exportHits writes the list of hits as a table and records that it left the program.
func (s *Server) exportHits(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	const op = "httpapi.export_hits"
	if s.Past == nil {
		return noIndex()
	}
	form := r.PathValue("form")
	if form != "xlsx" && form != "csv" {
		return fault.New(fault.NotFound, op, fault.T("只有 xlsx 和 csv", "there are xlsx and csv"))
	}
	ask := r.URL.Query()
	english := ask.Get("language") == "en"
	query, err := s.searchFor(r.Context(), actor, ask.Get("q"), ask.Get("scope"), ask["filter"])
	if err != nil {
		return err
	}
	if order := precedent.Sort(ask.Get("sort")); order == precedent.Newest || order == precedent.Oldest || order == precedent.ByAmount {
		query.Sort = order
	}
	index, err := s.indexFor(ask.Get("scope"))
	if err != nil {
		return err
	}
	sheet, total, err := s.hitSheet(r.Context(), actor, index, query, english)
	if err != nil {
		return err
	}
	var content []byte
	media := "text/csv; charset=utf-8"
	if form == "csv" {
		content, err = paper.CSV(sheet, paper.UTF8)
	} else {
		var office string
		if office, err = s.officeName(r.Context()); err != nil {
			return err
		}
		media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		content, err = paper.XLSX(paper.Workbook{Title: sheet.Name, Sheets: []paper.Sheet{sheet}, Meta: paper.Meta{Creator: office, Created: s.options.Clock()}})
	}
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	x := precedent.Export{Saved: precedent.Saved{Text: query.Text, Scope: ask.Get("scope"), Filters: ask["filter"]}, Form: form, Total: total, Rows: len(sheet.Rows), SHA256: hex.EncodeToString(sum[:])}
	if err := s.Past.Exported(r.Context(), actor, x); err != nil { // recorded first: nothing leaves unrecorded
		return err
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", `attachment; filename*=UTF-8''hits-`+s.options.Clock().Format("20060102-1504")+"."+form)
	_, err = w.Write(content)
	return err
}

// hitSheet lays the hits of a query out, with what this person has read of them.
func (s *Server) hitSheet(ctx context.Context, actor account.Person, index *precedent.Index, query precedent.Query, english bool) (sheet paper.Sheet, total int, err error) {
	read, err := s.readBy(ctx, actor)
	if err != nil {
		return sheet, 0, err
	}
	word := func(zh, en string) string {
		if english {
			return en
		}
		return zh
	}
	sheet = paper.Sheet{Name: word("检索结果", "Hits"), Columns: []paper.Column{{Title: word("序号", "No"), Kind: paper.IntegerColumn}, {Title: word("已读", "Read")}, {Title: word("案号", "Case")}, {Title: word("案件名称", "Title")},
		{Title: word("当事人", "Party")}, {Title: word("材料", "Paper")}, {Title: word("页", "Page"), Kind: paper.IntegerColumn}, {Title: word("日期", "Date"), Kind: paper.DateColumn},
		{Title: word("金额（元）", "Amount (yuan)"), Kind: paper.DecimalColumn, Places: 2}, {Title: word("摘录", "Snippet"), Width: 60}}}
	for query.Limit = 200; len(sheet.Rows) < mostExported; query.Offset += query.Limit {
		found, err := index.Search(ctx, query)
		if err != nil {
			return sheet, 0, err
		}
		total = found.Total
		for _, h := range found.Hits {
			p := h.Paper
			row := []paper.Cell{paper.Number(int64(len(sheet.Rows) + 1)), paper.Text(""), paper.Text(p.CaseNo), paper.Text(p.CaseTitle), paper.Text(strings.Join(p.Party, "、")), paper.Text(p.Title), {}, {}, {}, paper.Text(h.Snippet.Text)}
			if read[p.ID] {
				row[1] = paper.Text(word("已读", "read"))
			}
			if h.Page > 0 {
				row[6] = paper.Number(int64(h.Page))
			}
			if day, err := time.Parse(time.DateOnly, p.On); err == nil {
				row[7] = paper.Day(day)
			}
			if p.Amount > 0 {
				row[8] = paper.Number(p.Amount)
			}
			sheet.Rows = append(sheet.Rows, row)
		}
		if query.Offset+len(found.Hits) >= found.Total || len(found.Hits) == 0 {
			break
		}
	}
	return sheet, total, nil
}

func (s *Server) officeName(ctx context.Context) (name string, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		office, _, err := account.OfficeOf(r)
		name = office.Name
		return err
	})
	return name, err
}

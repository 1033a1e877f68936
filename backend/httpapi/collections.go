package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// mostCollection is how large a file of a collection may be, in bytes.
const mostCollection = 1 << 30

// Collections are the collections of what other offices have made public.
type Collections struct {
	Collections []Collection `json:"collections"`
	Index       IndexState   `json:"index"`
	MayKeep     bool         `json:"may_keep"`
}

// Collection is one of them.
type Collection struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Source    string `json:"source"`
	File      string `json:"file"`
	Documents int    `json:"documents"`
	At        string `json:"at"`
	By        Ref    `json:"by"`
}

// CollectionImported is what came of an import.
type CollectionImported struct {
	ID        string   `json:"id"`
	Documents int      `json:"documents"`
	LeftOut   []string `json:"left_out" doc:"what of the file held no text: lines, rows, or files"`
}

// CollectionDocument is a decision of a collection.
type CollectionDocument struct {
	Collection Collection `json:"collection"`
	Title      string     `json:"title"`
	No         string     `json:"no"`
	Body       string     `json:"body"`
	Party      string     `json:"party"`
	On         string     `json:"on"`
	Fine       int64      `json:"fine"`
	Articles   []string   `json:"articles"`
	Types      []string   `json:"types"`
	Text       string     `json:"text"`
}

type documentQuery struct {
	ID string `path:"id" maxLength:"80"`
	N  int    `path:"n" minimum:"1"`
}

func (s *Server) collectionRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/collections", account.Search, "The collections of other offices' public decisions", func(ctx context.Context, actor account.Person, _ *nothing) (Collections, error) {
		return s.collections(ctx, actor)
	})
	s.raw(mux, http.MethodPut, "/api/collections", account.KeepCollections, "Import a file as a collection; ?name=, ?source= and ?file= say what it is called, where it is from, and the name of the file; answers CollectionImported", "application/octet-stream", s.putCollection)
	handle(s, http.MethodPost, "/api/collections/{id}/removal", account.KeepCollections, "Take a collection out of search", func(ctx context.Context, actor account.Person, in *about[reason]) (Collections, error) {
		if s.Past == nil {
			return Collections{}, noPast()
		}
		if err := s.Past.Remove(ctx, actor, in.ID, in.Body.Reason); err != nil {
			return Collections{}, err
		}
		return s.collections(ctx, actor)
	})
	handle(s, http.MethodGet, "/api/collections/{id}/documents/{n}", account.Search, "A decision of a collection", func(ctx context.Context, _ account.Person, in *documentQuery) (out CollectionDocument, err error) {
		if s.Past == nil || s.Past.Collections == nil {
			return out, noPast()
		}
		c, d, err := s.Past.Collections.Document(ctx, in.ID+"/"+strconv.Itoa(in.N))
		if err != nil {
			return out, err
		}
		out = CollectionDocument{Title: d.Title, No: d.No, Body: d.Body, Party: d.Party, On: d.On, Fine: d.Fine, Articles: append([]string{}, d.Articles...), Types: append([]string{}, d.Types...), Text: d.Text}
		err = s.Store.View(ctx, func(r *store.Reader) error { out.Collection = collection(c, namesFrom(r)); return nil })
		return out, err
	})
}

func collection(c precedent.Collection, who *names) Collection {
	return Collection{c.ID, c.Name, c.Source, c.File, c.Documents, c.At, who.of(c.By)}
}

func (s *Server) collections(ctx context.Context, actor account.Person) (Collections, error) {
	out := Collections{Collections: []Collection{}, Index: IndexState{State: "ready", Percent: 100}, MayKeep: actor.May(account.KeepCollections)}
	if s.Past != nil && s.Past.Others != nil {
		out.Index = indexState(s.Past.Others.State())
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		list, err := precedent.CollectionsOf(r)
		who := namesFrom(r)
		for _, c := range list {
			out.Collections = append(out.Collections, collection(c, who))
		}
		return err
	})
}

// putCollection takes a file in and imports it, all of it or nothing.
func (s *Server) putCollection(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	const op = "httpapi.put_collection"
	if s.Past == nil {
		return noPast()
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	ask := r.URL.Query()
	name := path.Base(casefile.CleanPath(ask.Get("file")))
	temp, err := os.CreateTemp("", "zhiheng-collection-*"+path.Ext(name))
	if err != nil {
		return fault.New(fault.Storage, op, fault.T("没有地方存放收到的文件", "there is no room for the file")).WithCause(err)
	}
	defer os.Remove(temp.Name())
	_, err = io.Copy(temp, http.MaxBytesReader(w, r.Body, mostCollection))
	if closing := temp.Close(); err == nil {
		err = closing
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.Invalid, op, fault.T("文件超过1GB，请分成几个文件", "the file is larger than 1 GB; split it into several files")).WithField("file")
	}
	if err != nil {
		return fault.New(fault.Cancelled, op, fault.T("没有收到完整的文件", "the file did not arrive whole")).WithCause(err)
	}
	done, err := s.Past.Import(r.Context(), actor, ask.Get("name"), ask.Get("source"), temp.Name(), name)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(CollectionImported{done.Collection.ID, done.Collection.Documents, append([]string{}, done.LeftOut...)})
}

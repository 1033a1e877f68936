package precedent

import (
	"context"
	"io"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Collection is a collection (案例集) of what other offices have made public: decisions, each with its text. It is searched, and
// offered among similar cases, by itself, with its source; it counts in nothing that is said of the office's own cases.
type Collection struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Source    string `json:"source"` // where it was published
	File      string `json:"file"`   // name of the file that it was imported from
	SHA256    string `json:"sha256"` // of its documents, as JSON Lines
	Documents int    `json:"documents"`
	At        string `json:"at"`
	By        string `json:"by"`
	Seq       int64  `json:"seq"`
}

// collectionImported is the event. The file with this hash holds a [Document] in each line.
type collectionImported struct {
	Name      string   `json:"name"`
	Source    string   `json:"source"`
	File      string   `json:"file"`
	SHA256    string   `json:"sha256"`
	SM3       string   `json:"sm3,omitempty"`
	Size      int64    `json:"size"`
	Documents int      `json:"documents"`
	LeftOut   []string `json:"left_out,omitempty"` // what of the file held no text
}

// collectionRemoved takes a collection out of search.
type collectionRemoved struct {
	Reason string `json:"reason"`
}

func collectionEvents(events map[string]store.Apply) {
	events["precedent.collection_imported"] = store.On(func(t *store.Tables, e store.Event, d collectionImported) error {
		return t.Exec(queries.Get("collection_insert"), e.Subject, d.Name, d.Source, d.File, d.SHA256, d.Documents, e.Instant(), e.Actor, e.Seq)
	})
	events["precedent.collection_removed"] = store.On(func(t *store.Tables, e store.Event, d collectionRemoved) error {
		rows, err := t.Change(queries.Get("collection_remove"), e.Instant(), e.Seq, e.Subject)
		if err == nil && rows == 0 {
			err = noCollection()
		}
		return err
	})
}

func noCollection() error {
	return fault.New(fault.NotFound, "precedent.collection", fault.T("没有这个案例集", "there is no such collection"))
}

// CollectionsOf lists the collections that are searched, the latest first.
func CollectionsOf(from store.Source) ([]Collection, error) {
	return store.All[Collection](from, queries.Get("collections"))
}

// CollectionOf returns a collection that is searched.
func CollectionOf(from store.Source, id string) (Collection, error) {
	c, found, err := store.One[Collection](from, queries.Get("collection"), id)
	if err == nil && !found {
		err = noCollection()
	}
	return c, err
}

// Imported is what came of an import. LeftOut are files or lines that held no text.
type Imported struct {
	Collection Collection
	LeftOut    []string
}

// mostLeftOut bounds how much of what was left out is kept by name.
const mostLeftOut = 200

// Import takes a file over as a collection: JSON Lines, plain or gzipped; a workbook with a row for each decision; or an archive
// with a file for each. What it holds is kept as an original, in one form whatever it came as.
func (d *Desk) Import(ctx context.Context, actor account.Person, name, source, path, file string) (out Imported, err error) {
	const op = "precedent.import"
	if err := actor.Demand(account.KeepCollections); err != nil {
		return out, err
	}
	if name, source = strings.TrimSpace(name), strings.TrimSpace(source); name == "" {
		return out, fault.New(fault.Invalid, op, fault.T("请填写案例集名称", "name the collection")).WithField("name")
	}
	if source == "" {
		return out, fault.New(fault.Invalid, op, fault.T("请写明来源，例如公布机关和网址", "say where it comes from, such as who published it and where")).WithField("source")
	}
	r, w := io.Pipe()
	reading := &documentWriter{into: w}
	done := make(chan error, 1)
	go func() {
		err := d.readDocuments(ctx, path, file, reading)
		if err == nil && reading.count == 0 {
			err = fault.New(fault.Unreadable, op, fault.T("文件里没有带正文的案例", "the file holds no decision with a text")).
				WithHint(fault.T("每个案例须有正文：JSON Lines 的 text，表格的“违法事实”“处罚内容”等列，或者压缩包里的文件。", "Each needs a text: text in JSON Lines, columns such as 违法事实 and 处罚内容 in a workbook, or a file in an archive."))
		}
		w.CloseWithError(err)
		done <- err
	}()
	stored, err := d.Files.Blobs.Put(r)
	r.CloseWithError(io.ErrClosedPipe) // lets the reader go where nobody takes what it writes
	if failed := <-done; failed != nil && fault.KindOf(failed) != fault.Internal {
		return out, failed
	}
	if err != nil {
		return out, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		id, err := tx.NewID("k")
		if err != nil {
			return err
		}
		out.LeftOut = reading.left
		event := collectionImported{Name: name, Source: source, File: file, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Documents: reading.count, LeftOut: reading.left[:min(len(reading.left), mostLeftOut)]}
		if _, err := tx.Record("precedent.collection_imported", id, event); err != nil {
			return err
		}
		out.Collection, err = CollectionOf(tx, id)
		return err
	})
	if err == nil && d.Others != nil {
		d.Others.Wake()
	}
	return out, err
}

// Remove takes a collection out of search, for a reason. Its file stays among the originals.
func (d *Desk) Remove(ctx context.Context, actor account.Person, id, reason string) error {
	if err := actor.Demand(account.KeepCollections); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "precedent.remove", fault.T("请写明移除的理由", "say why it is removed")).WithField("reason")
	}
	err := d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if _, err := CollectionOf(tx, id); err != nil {
			return err
		}
		_, err := tx.Record("precedent.collection_removed", id, collectionRemoved{reason})
		return err
	})
	if err == nil && d.Others != nil {
		d.Others.Wake()
	}
	return err
}

// Foreign is a decision of a collection that is like a case. Document is its id.
type Foreign struct {
	Document   string  `json:"document"`
	Collection string  `json:"collection"`
	Name       string  `json:"name"` // of the collection
	No         string  `json:"no"`
	Title      string  `json:"title"`
	Body       string  `json:"body"`
	On         string  `json:"on"`
	Fine       int64   `json:"fine"`
	Score      float64 `json:"score"`
	Why        Why     `json:"why"`
	Copies     int     `json:"copies"`
}

// mostForeign is how many decisions of collections stand beside the office's own cases.
const mostForeign = 10

// foreign finds decisions of collections that are like a case.
func (d *Desk) foreign(ctx context.Context, mine known, types []string) ([]Foreign, error) {
	list := []Foreign{}
	if d.Others == nil || mine.facts == "" {
		return list, nil
	}
	found, err := d.Others.Similar(ctx, Likeness{Text: mine.facts, Types: types, Names: mine.names, Limit: mostForeign})
	if fault.KindOf(err) == fault.Unavailable { // the office's own cases are shown all the same
		return list, nil
	}
	for _, hit := range found.Hits {
		p := hit.Paper
		if hit.Kin == 0 && hit.Share < leastShare {
			continue
		}
		list = append(list, Foreign{Document: p.ID, Collection: p.Case, Name: p.CaseTitle, No: p.CaseNo, Title: p.Title, Body: p.Body, On: p.On, Fine: p.Amount, Score: hit.Score,
			Why: why(mine, found.Types, hit), Copies: len(hit.Copies)})
	}
	return list, err
}

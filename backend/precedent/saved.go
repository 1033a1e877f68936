package precedent

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Saved is a search that a person keeps. Since is the end of the ledger when the person last looked: papers that came in
// behind it are new. An alert tells of them.
type Saved struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Text    string   `json:"text"`
	Scope   string   `json:"scope"`   // office, published, or case:ID
	Filters []string `json:"filters"` // FACET:VALUE
	Alert   bool     `json:"alert"`
	Since   int64    `json:"since"`
	At      string   `json:"at"`
}

// searchSaved is the event; its subject is the search, its actor whose it is. Saving under the same subject again changes it.
type searchSaved struct {
	Name    string   `json:"name"`
	Text    string   `json:"text"`
	Scope   string   `json:"scope"`
	Filters []string `json:"filters"`
	Alert   bool     `json:"alert"`
}

// searchSeen says that the person has looked at what a saved search finds, as the ledger stood then.
type searchSeen struct {
	Size int64 `json:"size"`
}

// hitRead says that a person opened a paper from a list of hits. Its subject is the paper.
type hitRead struct{}

// hitsExported says that a list of hits left the program as a file.
type hitsExported struct {
	Text    string   `json:"text"`
	Scope   string   `json:"scope"`
	Filters []string `json:"filters"`
	Form    string   `json:"form"`
	Total   int      `json:"total"`
	Rows    int      `json:"rows"`
	SHA256  string   `json:"sha256"`
}

// savedEvents are the events of this file.
func savedEvents() map[string]store.Apply {
	return map[string]store.Apply{
		"precedent.search_saved": store.On(func(t *store.Tables, e store.Event, d searchSaved) error {
			return t.Exec(queries.Get("saved_put"), e.Subject, e.Actor, d.Name, d.Text, d.Scope, store.JSON(d.Filters), d.Alert, e.Seq, e.Instant())
		}),
		"precedent.search_seen": store.On(func(t *store.Tables, e store.Event, d searchSeen) error {
			return t.Exec(queries.Get("saved_seen"), d.Size, e.Subject, e.Actor)
		}),
		"precedent.search_dropped": store.On(func(t *store.Tables, e store.Event, _ struct{}) error {
			return t.Exec(queries.Get("saved_drop"), e.Subject, e.Actor)
		}),
		"precedent.hit_read": store.On(func(t *store.Tables, e store.Event, _ hitRead) error {
			return t.Exec(queries.Get("read_put"), e.Actor, e.Subject, e.Instant())
		}),
		"precedent.hits_exported": store.On(func(*store.Tables, store.Event, hitsExported) error { return nil }), // the entry is all there is to know
	}
}

// mostSaved is how many searches a person may keep.
const mostSaved = 100

// Save keeps a search for a person; with an id it changes one of theirs. It must be one that can be asked.
func (d *Desk) Save(ctx context.Context, actor account.Person, s Saved) (id string, err error) {
	const op = "precedent.save"
	if err := actor.Demand(account.Search); err != nil {
		return "", err
	}
	s.Name, s.Text = strings.TrimSpace(s.Name), strings.TrimSpace(s.Text)
	if _, _, err := parse(s.Text); err != nil {
		return "", err
	}
	if s.Name == "" {
		s.Name = s.Text
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		list, err := SavedOf(tx, actor.ID)
		if err != nil {
			return err
		}
		if id = s.ID; id == "" {
			if len(list) >= mostSaved {
				return fault.New(fault.Conflict, op, fault.Tf("最多保存%[1]d个检索", "at most %[1]d searches can be kept", mostSaved)).WithHint(fault.T("请先删去不用的。", "Drop those that are not needed."))
			}
			if id, err = tx.NewID("s"); err != nil {
				return err
			}
		} else if !slices.ContainsFunc(list, func(o Saved) bool { return o.ID == id }) {
			return noSaved(op)
		}
		_, err = tx.Record("precedent.search_saved", id, searchSaved{s.Name, s.Text, s.Scope, append([]string{}, s.Filters...), s.Alert})
		return err
	})
	return id, err
}

func noSaved(op string) error {
	return fault.New(fault.NotFound, op, fault.T("没有这个保存的检索", "no such saved search"))
}

// Drop forgets a saved search of a person.
func (d *Desk) Drop(ctx context.Context, actor account.Person, id string) error {
	return d.own(ctx, actor, id, func(tx *store.Tx, _ Saved) error {
		_, err := tx.Record("precedent.search_dropped", id, struct{}{})
		return err
	})
}

// Seen notes that the person has looked at what a saved search finds.
func (d *Desk) Seen(ctx context.Context, actor account.Person, id string, size int64) error {
	return d.own(ctx, actor, id, func(tx *store.Tx, s Saved) error {
		if size <= s.Since {
			return nil
		}
		_, err := tx.Record("precedent.search_seen", id, searchSeen{size})
		return err
	})
}

func (d *Desk) own(ctx context.Context, actor account.Person, id string, change func(tx *store.Tx, s Saved) error) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		list, err := SavedOf(tx, actor.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(s Saved) bool { return s.ID == id })
		if i < 0 {
			return noSaved("precedent.saved")
		}
		return change(tx, list[i])
	})
}

// SavedOf lists the saved searches of a person, the latest first.
func SavedOf(from store.Source, person string) ([]Saved, error) {
	return store.All[Saved](from, queries.Get("saved"), person)
}

// Read notes that a person opened a paper from a list of hits; a second time says nothing new.
func (d *Desk) Read(ctx context.Context, actor account.Person, paperID string) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if _, err := casefile.PaperOf(tx, paperID); err != nil {
			return err
		}
		read, err := ReadBy(tx, actor.ID)
		if err != nil || read[paperID] {
			return err
		}
		_, err = tx.Record("precedent.hit_read", paperID, hitRead{})
		return err
	})
}

// ReadBy are the papers that a person opened from lists of hits.
func ReadBy(from store.Source, person string) (map[string]bool, error) {
	list, err := store.All[string](from, queries.Get("read"), person)
	read := make(map[string]bool, len(list))
	for _, id := range list {
		read[id] = true
	}
	return read, err
}

// Export is a list of hits that leaves the program.
type Export struct {
	Saved
	Form   string
	Total  int
	Rows   int
	SHA256 string
}

// Exported records that a list of hits left the program.
func (d *Desk) Exported(ctx context.Context, actor account.Person, x Export) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("precedent.hits_exported", actor.ID, hitsExported{x.Text, x.Scope, append([]string{}, x.Filters...), x.Form, x.Total, x.Rows, x.SHA256})
		return err
	})
}

// Fresh are the papers that came in behind a sequence of the ledger, by the case they belong to.
func Fresh(from store.Source, since int64) (papers map[string]bool, cases []string, err error) {
	type row struct {
		ID   string `json:"id"`
		Case string `json:"case_id"`
	}
	list, err := store.All[row](from, queries.Get("fresh"), since)
	papers = make(map[string]bool, len(list))
	for _, r := range list {
		papers[r.ID] = true
		if !slices.Contains(cases, r.Case) {
			cases = append(cases, r.Case)
		}
	}
	return papers, cases, err
}

// News counts, among the hits of a search, the papers that came in behind a sequence. The query is asked as the person may
// see; AtLeast says that there were more than were looked at.
func (x *Index) News(ctx context.Context, query Query, fresh map[string]bool) (n int, atLeast bool, err error) {
	for query.Offset, query.Limit = 0, mostHits; query.Offset < mostNews; query.Offset += mostHits {
		found, err := x.Search(ctx, query)
		if err != nil {
			return n, false, err
		}
		for i, hit := range found.Hits {
			if query.Offset+i < found.Exact && fresh[hit.Paper.ID] { // those with some of the words follow those with all
				n++
			}
		}
		if query.Offset+len(found.Hits) >= found.Exact || len(found.Hits) == 0 {
			return n, false, nil
		}
	}
	return n, true, nil
}

// mostNews bounds the hits that are looked at for new papers.
const mostNews = 2000

package record

import (
	"context"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// Handling is one act by which somebody saw an item or took it away.
type Handling struct {
	Item string `json:"item"`
	Seq  int64  `json:"seq"`
	Case string `json:"case_id"`
	Act  string `json:"act"` // of the code table custody: view, export, print, copy
	By   string `json:"by"`
	At   string `json:"at"`
	Note string `json:"note"`
}

// handled is an act as an event carries it; the subject is the item, a recording or a paper.
type handled struct {
	Case string `json:"case_id,omitempty"`
	Act  string `json:"act"`
	Note string `json:"note,omitempty"`
}

func applyHandled(t *store.Tables, e store.Event, d handled) error {
	return t.Exec(queries.Get("custody_insert"), e.Subject, e.Seq, d.Case, d.Act, e.Actor, e.Instant(), d.Note)
}

// session is how long one viewing of an item by one person lasts: what is looked at again within it is no new one.
// patience is how long the bytes are served to somebody who is still playing them.
const (
	session  = time.Hour
	patience = 12 * time.Hour
)

// CustodyOf lists who has seen an item or taken it away, the first one first.
func CustodyOf(from store.Source, item string) ([]Handling, error) {
	return store.All[Handling](from, queries.Get("custody"), item)
}

// Handle notes that somebody sees an item, a recording or a paper, or takes it away. Viewing again within the hour is the same
// viewing, and writes nothing; so is a second export of the same kind within a minute.
func (k *Desk) Handle(ctx context.Context, actor account.Person, item, act, note string) error {
	if err := actor.Demand(account.ReadCases); err != nil {
		return err
	}
	if !k.Files.Rules.Current().HasCode("custody", act) {
		return fault.New(fault.Invalid, "record.handle", fault.Tf("未知的流转方式“%[1]s”", "there is no such act as %[1]q", act)).WithField("act")
	}
	again := time.Minute
	if act == "view" {
		again = session
	}
	fresh := false
	err := k.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if _, err = caseOfItem(r, item); err == nil {
			fresh, err = handledSince(r, actor, item, act, k.now().Add(-again))
		}
		return err
	})
	if err != nil || fresh {
		return err
	}
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		caseID, err := caseOfItem(tx, item)
		if err != nil {
			return err
		}
		_, err = tx.Record("record.handled", item, handled{Case: caseID, Act: act, Note: strings.TrimSpace(note)})
		return err
	})
}

// HandleAll notes that somebody takes all papers of a case that are evidence, as with a volume of its dossier.
func (k *Desk) HandleAll(ctx context.Context, actor account.Person, caseID, act, note string) error {
	if err := actor.Demand(account.ReadCases); err != nil {
		return err
	}
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		papers, err := casefile.PapersOf(tx, caseID)
		for _, p := range papers {
			if err != nil || p.Evidence == "" {
				continue
			}
			var fresh bool
			if fresh, err = handledSince(tx, actor, p.ID, act, k.now().Add(-time.Minute)); err == nil && !fresh {
				_, err = tx.Record("record.handled", p.ID, handled{Case: caseID, Act: act, Note: note})
			}
		}
		return err
	})
}

// MaySee refuses the bytes of an item to somebody whose act has not been noted.
func (k *Desk) MaySee(ctx context.Context, actor account.Person, item, act string) error {
	within := patience
	if act != "view" {
		within = 10 * time.Minute
	}
	seen := false
	err := k.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		seen, err = handledSince(r, actor, item, act, k.now().Add(-within))
		return err
	})
	if err == nil && !seen {
		err = fault.New(fault.Refused, "record.see", fault.T("查阅、导出、打印证据须先登记", "who sees evidence or takes it away is put on record first")).
			WithHint(fault.T("请在案件中打开这件证据，查阅随即登记。", "Open it in its case: that puts it on record."))
	}
	return err
}

func handledSince(from store.Source, actor account.Person, item, act string, since time.Time) (bool, error) {
	last, found, err := store.One[Handling](from, queries.Get("custody_last"), item, act, actor.ID)
	if err != nil || !found {
		return false, err
	}
	at, err := time.Parse(time.RFC3339, last.At)
	return err == nil && at.After(since), nil
}

// caseOfItem is the case that a recording or a paper belongs to.
func caseOfItem(from store.Source, item string) (string, error) {
	r, err := Of(from, item)
	if fault.KindOf(err) != fault.NotFound {
		return r.Case, err
	}
	p, err := casefile.PaperOf(from, item)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "record.item", fault.T("没有这件证据", "no such item"))
	}
	return p.Case, err
}

// now is the office's clock.
func (k *Desk) now() time.Time { return k.Clock().In(ledger.Zone) }

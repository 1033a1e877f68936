package precedent

import (
	"context"
	_ "embed"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Mark is what a reviewer says of a case that was shown as similar to another.
type Mark struct {
	Other   string `json:"other"` // case id
	By      string `json:"by"`
	Similar bool   `json:"similar"`
	Rank    int    `json:"rank"` // place at which it was shown, from 1; 0 when unknown
	At      string `json:"at"`
}

// HitRate is how many of the cases that reviewers looked at were similar.
type HitRate struct {
	Marked  int `json:"marked"`
	Similar int `json:"similar"`
}

// marked is the event; its subject is the case for which another was shown.
type marked struct {
	Other   string `json:"other"`
	Similar bool   `json:"similar"`
	Rank    int    `json:"rank,omitempty"`
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	events := savedEvents()
	collectionEvents(events)
	events["precedent.marked"] = store.On(func(t *store.Tables, e store.Event, d marked) error {
		return t.Exec(queries.Get("mark_put"), e.Subject, d.Other, e.Actor, d.Similar, d.Rank, e.Instant())
	})
	events["precedent.synonyms_set"] = store.On(applySynonyms)
	return store.Pillar{Name: "precedent", Tables: tables, Events: events, Veils: map[string]store.Veil{"precedent_mark": {Column: "case_id", Also: "other"}, "precedent_read": {Column: "paper", Through: "casefile_paper"}}}
}

// Mark records what a reviewer says of a similar case.
func (d *Desk) Mark(ctx context.Context, actor account.Person, caseID string, m Mark) error {
	if err := actor.Demand(account.JudgeReview); err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		other, err := casefile.CaseOf(tx, m.Other)
		if err != nil {
			return err
		}
		if other.ID == c.ID {
			return fault.New(fault.Invalid, "precedent.mark", fault.T("案件不能与自身比较", "a case is not compared with itself")).WithField("other")
		}
		_, err = tx.Record("precedent.marked", c.ID, marked{other.ID, m.Similar, max(m.Rank, 0)})
		return err
	})
}

// marksOf are the marks on what was shown for a case, by the other case.
func marksOf(from store.Source, caseID string) (map[string][]Mark, error) {
	list, err := store.All[Mark](from, queries.Get("marks"), caseID)
	byCase := map[string][]Mark{}
	for _, m := range list {
		byCase[m.Other] = append(byCase[m.Other], m)
	}
	return byCase, err
}

// HitRate tells how often reviewers found that what was shown as similar was so.
func (d *Desk) HitRate(ctx context.Context) (rate HitRate, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		rate, _, err = store.One[HitRate](r, queries.Get("hit_rate"))
		return err
	})
	return rate, err
}

package dossier

import (
	"fmt"
	"strconv"

	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// Archived is a dossier in the list of the archive.
type Archived struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Title      string `json:"title"`
	Party      string `json:"party"`
	Procedure  string `json:"procedure"`
	Rulebook   string `json:"rulebook"`
	ArchivedOn string `json:"archived_on"`
	Archive    string `json:"archive"`
	Retention  string `json:"retention"`
	Locked     bool   `json:"locked"`
	Borrower   string `json:"borrower"`
	DueOn      string `json:"due_on"`
	Kept       string `json:"-"` // as covers say it
	Until      string `json:"-"`
	Permanent  bool   `json:"-"`
	Destroyed  string `json:"-"` // day
}

// ArchivedCases lists the dossiers of the archive, the latest first, and how many there are in all.
func (d *Desk) ArchivedCases(from store.Source, limit, offset int) (list []Archived, total int, err error) {
	if list, err = store.All[Archived](from, queries.Get("archived_cases"), limit, offset); err != nil {
		return nil, 0, err
	}
	for i := range list {
		a := &list[i]
		c := casefile.Case{ID: a.ID, Procedure: a.Procedure, Rulebook: a.Rulebook}
		if r, known := d.retention(c, Particulars{Retention: a.Retention}); known {
			a.Kept = retentionText(r)
		}
		if a.Until, a.Permanent, err = d.KeptUntil(from, c); err != nil {
			return nil, 0, err
		}
		gone, found, err := destroyedBy(from, a.ID)
		if err != nil {
			return nil, 0, err
		}
		if found {
			a.Destroyed = casefile.DayOf(gone.EndedAt)
		}
	}
	total, _, err = store.One[int](from, queries.Get("archived_count"))
	return list, total, err
}

// NextArchiveNo is the next archive number of a year: four digits of the year and four running ones.
func NextArchiveNo(from store.Source, year string) (string, error) {
	last, _, err := store.One[string](from, queries.Get("last_archive"), year+"____")
	if err != nil {
		return "", err
	}
	n := 0
	if len(last) == 8 {
		n, _ = strconv.Atoi(last[4:]) // whatever else stands there does not count
	}
	return fmt.Sprintf("%s%04d", year, n+1), nil
}

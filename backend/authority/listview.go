package authority

import (
	"context"
	"maps"
	"time"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// List is a list with where it stands. Changes counts the rows that the version in force does not have so; Due is the last
// day for putting the latest version before the public, empty once that is done.
type List struct {
	rulebook.DisclosureList
	Rows    int
	Changes int
	Version *Version
	Posting *Posting
	Due     *workday.Result
	Flags   []Flag
}

// The states of a row beside the latest version.
const (
	RowSame    = "same"
	RowNew     = "new"
	RowChanged = "changed"
	RowRemoved = "removed"
)

// KeptRow is a row and what has become of it since the latest version. Was is what that version said.
type KeptRow struct {
	Row
	State string
	Was   map[string]string
}

// ListDetail is a list with its rows, versions and postings.
type ListDetail struct {
	List
	Kept     []KeptRow
	Versions []Version
	Postings []Posting
	Editors  []string
}

// Lists tells where every list stands, in the rulebook's order.
func (a *Authority) Lists(ctx context.Context) (lists []List, err error) {
	err = a.Store.View(ctx, func(r *store.Reader) error {
		for _, d := range a.Rules.Current().Lists {
			detail, err := a.detail(r, d)
			if err != nil {
				return err
			}
			lists = append(lists, detail.List)
		}
		return nil
	})
	return lists, err
}

// SincePosted compares the rows of a list, as they are kept, with the version that was put before the public last. Found is
// false if none was.
func (a *Authority) SincePosted(ctx context.Context, list string) (posting Posting, kept []KeptRow, found bool, err error) {
	err = a.Store.View(ctx, func(r *store.Reader) error {
		postings, err := PostingsOf(r, list)
		if err != nil || len(postings) == 0 {
			return err
		}
		posting, found = postings[0], true
		before, err := RowsAt(r, list, posting.Version)
		if err != nil {
			return err
		}
		rows, err := RowsOf(r, list)
		kept = compare(before, rows)
		return err
	})
	return posting, kept, found, err
}

// ListDetail tells all about a list.
func (a *Authority) ListDetail(ctx context.Context, list string) (detail ListDetail, err error) {
	d, err := a.definition(list)
	if err != nil {
		return detail, err
	}
	err = a.Store.View(ctx, func(r *store.Reader) (err error) {
		detail, err = a.detail(r, d)
		return err
	})
	return detail, err
}

func (a *Authority) detail(from store.Source, d rulebook.DisclosureList) (detail ListDetail, err error) {
	detail.DisclosureList = d
	rows, err := RowsOf(from, d.ID)
	if err != nil {
		return detail, err
	}
	if detail.Versions, err = VersionsOf(from, d.ID); err != nil {
		return detail, err
	}
	if detail.Postings, err = PostingsOf(from, d.ID); err != nil {
		return detail, err
	}
	if detail.Editors, err = store.All[string](from, queries.Get("editors"), d.ID); err != nil {
		return detail, err
	}
	var before []Row
	if len(detail.Versions) > 0 {
		latest := detail.Versions[0]
		detail.Version = &latest
		if before, err = RowsAt(from, d.ID, latest.Version); err != nil {
			return detail, err
		}
	}
	if len(detail.Postings) > 0 {
		detail.Posting = &detail.Postings[0]
	}
	detail.Rows, detail.Kept = len(rows), compare(before, rows)
	for _, k := range detail.Kept {
		if k.State != RowSame {
			detail.Changes++
		}
	}
	if detail.Flags, err = a.flags(from, d, rows, detail.Version); err != nil {
		return detail, err
	}
	detail.Due, err = a.due(detail)
	return detail, err
}

// due is by when the latest version must be public, nil if it is already or there is none.
func (a *Authority) due(d ListDetail) (*workday.Result, error) {
	if d.Version == nil || d.Posting != nil && d.Posting.Version >= d.Version.Version {
		return nil, nil
	}
	due, err := a.Rules.Current().ListDue(d.DisclosureList, d.Version.At[:len(time.DateOnly)])
	return &due, err
}

// compare sets rows beside those of the version before. What that had and these lack comes last.
func compare(before, rows []Row) (kept []KeptRow) {
	was := map[string]Row{}
	for _, r := range before {
		was[r.ID] = r
	}
	for _, r := range rows {
		old, known := was[r.ID]
		delete(was, r.ID)
		switch {
		case !known:
			kept = append(kept, KeptRow{Row: r, State: RowNew})
		case old.Place == r.Place && maps.Equal(old.Content, r.Content):
			kept = append(kept, KeptRow{Row: r, State: RowSame})
		default:
			kept = append(kept, KeptRow{r, RowChanged, old.Content})
		}
	}
	for _, r := range before {
		if _, gone := was[r.ID]; gone {
			kept = append(kept, KeptRow{r, RowRemoved, r.Content})
		}
	}
	return kept
}

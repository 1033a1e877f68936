package review

import (
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Reading is how far somebody has read a paper. Changed means that they have read it, but not as it is now.
type Reading struct {
	Paper   string `json:"paper"`
	Pages   []int  `json:"pages"`
	Changed bool   `json:"changed"`
}

// ReadPages are the pages of one paper, as its bytes are now, that somebody has looked at.
type ReadPages struct {
	Paper  string `json:"paper"`
	SHA256 string `json:"sha256"`
	Pages  []int  `json:"pages"`
}

type pagesRead struct {
	Case   string      `json:"case_id"`
	Papers []ReadPages `json:"papers"`
}

type readRow struct {
	Paper  string `json:"paper"`
	SHA256 string `json:"sha256"`
	Page   int    `json:"page"`
}

func applyRead(t *store.Tables, e store.Event, d pagesRead) error {
	for _, p := range d.Papers {
		for _, page := range p.Pages {
			if err := t.Exec(queries.Get("read_put"), e.Actor, d.Case, p.Paper, p.SHA256, page, e.Instant()); err != nil {
				return err
			}
		}
	}
	return nil
}

// ReadingOf tells how far a person has read the papers of a case as they are now.
func ReadingOf(from store.Source, person, caseID string) ([]Reading, error) {
	papers, err := casefile.PapersOf(from, caseID)
	if err != nil {
		return nil, err
	}
	rows, err := store.All[readRow](from, queries.Get("read"), person, caseID)
	if err != nil {
		return nil, err
	}
	list := []Reading{}
	for _, p := range papers {
		reading := Reading{Paper: p.ID, Pages: []int{}}
		for _, row := range rows {
			switch {
			case row.Paper == p.ID && row.SHA256 == p.SHA256:
				reading.Pages = append(reading.Pages, row.Page)
			case row.Paper == p.ID:
				reading.Changed = true
			}
		}
		reading.Changed = reading.Changed && len(reading.Pages) == 0
		list = append(list, reading)
	}
	return list, nil
}

// Read records that a reviewer has looked at pages of a case. What was looked at before is not recorded again.
func (d *Desk) Read(ctx context.Context, actor account.Person, id string, looked []ReadPages) error {
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		before, err := ReadingOf(tx, actor.ID, r.Case)
		if err != nil {
			return err
		}
		data := pagesRead{Case: r.Case}
		for _, l := range looked {
			p, err := casefile.PaperOf(tx, l.Paper)
			if err != nil {
				return err
			}
			if p.Case != r.Case || slices.ContainsFunc(l.Pages, func(n int) bool { return n < 1 || n > max(p.PagesCount, 1) }) {
				return fault.New(fault.NotFound, "review.read", fault.T("本案没有这一页", "the case has no such page"))
			}
			known := before[slices.IndexFunc(before, func(x Reading) bool { return x.Paper == p.ID })].Pages
			fresh := slices.DeleteFunc(slices.Clone(l.Pages), func(n int) bool { return slices.Contains(known, n) })
			slices.Sort(fresh)
			if fresh = slices.Compact(fresh); len(fresh) > 0 {
				data.Papers = append(data.Papers, ReadPages{p.ID, p.SHA256, fresh})
			}
		}
		if len(data.Papers) == 0 {
			return nil
		}
		_, err = tx.Record("review.pages_read", id, data)
		return err
	})
}

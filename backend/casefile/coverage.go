package casefile

import (
	"context"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Coverage says how much of what the office holds can be searched: of so many pages so many cannot, and why. A paper that
// could not be read counts as the pages it is known to have, at least one; so does a file in an archive that could not be
// taken out. Recordings have no pages.
type Coverage struct {
	Pages        int
	Unsearchable int
	Gaps         []Gap // the largest first
}

// Gap is one reason for which pages cannot be searched.
type Gap struct {
	Cause  string `json:"cause"`
	Pages  int    `json:"pages"`
	Papers int    `json:"papers"`
}

// Unsearched is a page, or a whole paper if Page is 0, that cannot be searched. A file in an archive that could not be taken
// out has no paper.
type Unsearched struct {
	Cause      string      `json:"cause"`
	Paper      string      `json:"paper"`
	Case       string      `json:"case_id"`
	CaseNo     string      `json:"case_no"`
	Title      string      `json:"title"`
	Page       int         `json:"page"`
	Pages      int         `json:"pages"`
	Confidence int         `json:"confidence"`
	Reason     *fault.Text `json:"reason"`
}

// Coverage counts what can be searched and what cannot.
func (f *Files) Coverage(ctx context.Context) (c Coverage, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		if c.Pages, _, err = store.One[int](r, queries.Get("coverage_pages")); err != nil {
			return err
		}
		c.Gaps, err = store.All[Gap](r, queries.Get("coverage_gaps"))
		return err
	})
	for _, gap := range c.Gaps {
		c.Unsearchable += gap.Pages
		if gap.Cause == "member" { // not among the papers' pages
			c.Pages += gap.Pages
		}
	}
	return c, err
}

// Unsearched lists what cannot be searched for a cause, or for all causes if it is empty.
func (f *Files) Unsearched(ctx context.Context, cause string, offset, limit int) (list []Unsearched, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		list, err = store.All[Unsearched](r, queries.Get("unsearched"), cause, limit, offset)
		return err
	})
	return list, err
}

package blindset

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Room is the office in which dossiers are brought in and reviewed.
type Room struct {
	Desk     *review.Desk
	Handlers []account.Person
	Reviewer account.Person
	Temp     string // a folder for the files
	SetToday func(day string)
	Opened   func(round string) error // told of each review that was opened, if set

	brought int
}

// Effort counts what a person had to do while dossiers came in.
type Effort struct {
	Papers, Sorted int // papers, and those that the machine had put into their place by itself
	Offered, Taken int // values that were read and offered, and those that were right
	Typed          int // values that somebody had to put down
}

func (e *Effort) add(more Effort) {
	e.Papers, e.Sorted, e.Offered = e.Papers+more.Papers, e.Sorted+more.Sorted, e.Offered+more.Offered
	e.Taken, e.Typed = e.Taken+more.Taken, e.Typed+more.Typed
}

// Bring takes a case in: its files are received, read and sorted, a person puts papers into the right place where the machine did
// not, takes of what was read what is right, and puts down what is missing. It returns the review of it.
func (r *Room) Bring(ctx context.Context, c *Case, effort *Effort) (detail review.Detail, err error) {
	r.SetToday(c.Today)
	r.brought++
	folder := filepath.Join(r.Temp, fmt.Sprintf("dossier-%d", r.brought))
	defer os.RemoveAll(folder)
	files, err := c.Files()
	if err != nil {
		return detail, err
	}
	if err := save(folder, files); err != nil {
		return detail, err
	}
	handler, desk := r.Handlers[0], r.Desk.Files
	i, err := desk.StartImport(ctx, handler, casefile.ImportStart{Folder: folder, Name: c.title(), Procedure: c.Kind, Legacy: casefile.Assessment})
	if err != nil {
		return detail, err
	}
	if err := desk.RunImport(ctx, handler, i.ID, nil); err != nil {
		return detail, err
	}
	ids := []string{}
	for _, h := range r.Handlers {
		ids = append(ids, h.ID)
	}
	if err := desk.SetHandlers(ctx, handler, i.Case, ids); err != nil {
		return detail, err
	}
	if err := r.sort(ctx, c, i.Case, files, effort); err != nil {
		return detail, err
	}
	if err := r.confirm(ctx, c, i.Case, effort); err != nil {
		return detail, err
	}
	round, err := r.Desk.Practise(ctx, r.Reviewer, i.Case)
	if err != nil {
		return detail, err
	}
	if detail, err = r.Desk.Detail(ctx, round.ID); err == nil && r.Opened != nil {
		err = r.Opened(round.ID)
	}
	return detail, err
}

// title is the name of a case.
func (c *Case) title() string { return c.Hand.local(c.fill(&Sheet{Words: Words{}}, "{title}", 0)) }

// sort puts every paper into its place, with its number and its day.
func (r *Room) sort(ctx context.Context, c *Case, caseID string, files []File, effort *Effort) error {
	var papers []casefile.Paper
	err := r.Desk.Files.Store.View(ctx, func(from *store.Reader) (err error) {
		papers, err = casefile.PapersOf(from, caseID)
		return err
	})
	if err != nil {
		return err
	}
	if len(papers) != len(files) {
		return fmt.Errorf("of %d files came %d papers", len(files), len(papers))
	}
	for _, p := range papers {
		at := slices.IndexFunc(files, func(f File) bool { return f.Name == p.Path })
		if at < 0 || p.Status != "read" {
			return fmt.Errorf("%s came in as %s", p.Path, p.Status)
		}
		s := files[at].Sheet
		if effort.Papers++; p.Code == s.Code {
			effort.Sorted++
		}
		on := string(s.On)
		sorting := casefile.Sorting{Code: &s.Code}
		if s == c.decision() || s.Code == "K-D07" { // its number and its day come from issuing it alone
			on = ""
		} else if s.No != "" {
			no := c.Hand.finish(s.No)
			sorting.No = &no
		}
		if on != "" {
			sorting.MadeOn = &on
		}
		if err := r.Desk.Files.Sort(ctx, r.Handlers[0], p.ID, sorting); err != nil {
			return err
		}
	}
	return nil
}

// confirm answers what was read, and puts down what is missing.
func (r *Room) confirm(ctx context.Context, c *Case, caseID string, effort *Effort) error {
	desk := r.Desk.Files
	truth := c.Truth()
	truth["c.title"] = c.title()
	var proposals []casefile.Proposal
	var procedure *rulebook.Procedure
	err := desk.Store.View(ctx, func(from *store.Reader) error {
		row, err := casefile.CaseOf(from, caseID)
		if err != nil {
			return err
		}
		procedure, _ = desk.Procedure(row)
		proposals, err = desk.Proposals(from, caseID)
		return err
	})
	if err != nil {
		return err
	}
	var accept, dismiss []string
	taken := map[string]bool{}
	for _, p := range proposals {
		effort.Offered++
		if want, known := truth[p.Field]; known && same(procedure, p, want) {
			accept, taken[p.Field] = append(accept, p.ID), true
			effort.Taken++
		} else {
			dismiss = append(dismiss, p.ID)
		}
	}
	if err := desk.Answer(ctx, r.Handlers[0], caseID, accept, dismiss); err != nil {
		return err
	}
	typed := map[string]any{}
	for name, value := range truth {
		if _, known := procedure.Field(name); !known {
			return fmt.Errorf("%s has no field %s", c.Kind, name)
		}
		if !taken[name] {
			typed[name] = value
		}
	}
	effort.Typed += len(typed)
	return desk.SetFields(ctx, r.Handlers[0], caseID, typed)
}

// same tells whether what was read is what somebody would put down.
func same(procedure *rulebook.Procedure, p casefile.Proposal, want any) bool {
	field, known := procedure.Field(p.Field)
	if !known {
		return false
	}
	clean, err := field.Clean(want)
	if err != nil {
		return false
	}
	raw, err := json.Marshal(clean)
	return err == nil && bytes.Equal(raw, p.Value)
}

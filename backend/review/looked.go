package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// mostLooked is of how many cases the last look is kept in memory.
const mostLooked = 64

// lookedAt keeps what the pre-checks found in the cases that were looked at last, each with the fingerprint of all that they rest
// on: the version of the rulebook, the facts of the case and its papers as they are. Whatever of it changes has them look again.
type lookedAt struct {
	mu   sync.Mutex
	last []lookedCase // the newest at the end
	runs int
}

type lookedCase struct {
	id, rests string
	checks    []Precheck
}

func (l *lookedAt) get(id, rests string) ([]Precheck, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.last, func(c lookedCase) bool { return c.id == id })
	if i < 0 || l.last[i].rests != rests {
		return nil, false
	}
	found := l.last[i]
	l.last = append(slices.Delete(l.last, i, i+1), found)
	return slices.Clone(found.checks), true
}

func (l *lookedAt) put(id, rests string, checks []Precheck) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.runs++
	l.last = append(slices.DeleteFunc(l.last, func(c lookedCase) bool { return c.id == id }), lookedCase{id, rests, slices.Clone(checks)})
	if len(l.last) > mostLooked {
		l.last = slices.Delete(l.last, 0, 1)
	}
}

// Looks counts how often the pre-checks of a case were run from the beginning, since the program started.
func (d *Desk) Looks() int {
	d.looked.mu.Lock()
	defer d.looked.mu.Unlock()
	return d.looked.runs
}

// Prechecks runs the pre-checks of a case. Where nothing that they rest on has changed since the last look, they say what they
// said; only those that ask for the parties of other cases ask again.
func (d *Desk) Prechecks(ctx context.Context, caseID string) ([]Precheck, error) {
	dossier, papers, rests, err := d.outline(ctx, caseID)
	if err != nil {
		return nil, err
	}
	if checks, known := d.looked.get(caseID, rests); known {
		return checks, d.askOthers(ctx, dossier, papers, checks)
	}
	whole, err := d.read(ctx, &dossier, papers)
	if err != nil {
		return nil, err
	}
	checks, err := dossier.Look()
	if err == nil && whole { // what could not be read now may be read the next time
		d.looked.put(caseID, rests, checks)
	}
	return checks, err
}

// askOthers has those checks look again that ask for the parties of other cases, which change without this one.
func (d *Desk) askOthers(ctx context.Context, dossier Dossier, papers []casefile.Paper, checks []Precheck) error {
	for i, check := range checks {
		if check.look != rulebook.LookStrangers || len(check.Looked) == 0 {
			continue
		}
		row := slices.IndexFunc(dossier.Procedure.DraftChecks, func(r rulebook.DraftCheck) bool { return r.ID == check.ID })
		asked := slices.DeleteFunc(slices.Clone(papers), func(p casefile.Paper) bool {
			return !slices.ContainsFunc(check.Looked, func(l Looked) bool { return l.Paper == p.ID })
		})
		few := dossier
		if _, err := d.read(ctx, &few, asked); err != nil {
			return err
		}
		read, copies := few.cleared()
		again, err := read.ask(dossier.Procedure.DraftChecks[row])
		if err != nil {
			return err
		}
		back(again.Found, copies)
		checks[i] = again
	}
	return nil
}

// Dossier gathers what the pre-checks of a case look at: the facts in one view, then the text of the papers.
func (d *Desk) Dossier(ctx context.Context, caseID string) (Dossier, error) {
	dossier, papers, _, err := d.outline(ctx, caseID)
	if err == nil {
		_, err = d.read(ctx, &dossier, papers)
	}
	return dossier, err
}

// outline gathers what the pre-checks of a case look at but for the text of its papers, and the fingerprint of it.
func (d *Desk) outline(ctx context.Context, caseID string) (dossier Dossier, papers []casefile.Paper, rests string, err error) {
	var version string
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		dossier.Procedure, _ = d.Files.Procedure(c)
		version = d.Files.VersionOf(c)
		if dossier.Facts, err = d.Files.Facts(r, c); err != nil {
			return err
		}
		papers, err = casefile.PapersOf(r, c.ID)
		return err
	})
	if err != nil {
		return dossier, nil, "", err
	}
	asked := dossier.Procedure.Prechecked()
	papers = slices.DeleteFunc(papers, func(p casefile.Paper) bool { return !slices.Contains(asked, p.Code) })
	dossier.Parties = func(names []string) (others []string, err error) {
		err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
			others, err = casefile.PartiesElsewhere(r, caseID, names)
			return err
		})
		return others, err
	}
	raw, err := json.Marshal([]any{dossier.Procedure.ID, version, dossier.Facts, papers})
	if err != nil {
		return dossier, nil, "", fault.Wrap("review.outline", err)
	}
	sum := sha256.Sum256(raw)
	return dossier, papers, hex.EncodeToString(sum[:]), nil
}

// read reads the text of papers into a dossier, and tells whether all of them could be read or are known to hold none.
func (d *Desk) read(ctx context.Context, dossier *Dossier, papers []casefile.Paper) (whole bool, err error) {
	whole = true
	for _, p := range papers {
		pages, err := d.Files.Pages(ctx, p)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			pages, whole = nil, false // said with every check that wanted it
		}
		dossier.Sheets = append(dossier.Sheets, Sheet{Paper: p, Pages: pages})
	}
	return whole, nil
}

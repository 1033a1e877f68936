package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// AmendmentInfo is a proposal to change the rulebook.
type AmendmentInfo struct {
	ID          string `json:"id"`
	Origin      string `json:"origin" enum:"edit,import,program"`
	State       string `json:"state" enum:"open,adopted,rejected"`
	InForceFrom string `json:"in_force_from"`
	Source      string `json:"source"`
	Note        string `json:"note"`
	Changes     int    `json:"changes"`
	Conflicts   int    `json:"conflicts"`
	ProposedBy  Ref    `json:"proposed_by"`
	ProposedAt  string `json:"proposed_at"`
	ClosedBy    *Ref   `json:"closed_by,omitempty"`
	ClosedAt    string `json:"closed_at,omitempty"`
	Reason      string `json:"reason,omitempty"`
}

// AmendmentPage is a proposal with its rows. Conflicts are rows that the office and the program have both changed; the
// office's stay.
type AmendmentPage struct {
	AmendmentInfo
	Rows         []RowChange   `json:"rows"`
	ConflictRows []RowConflict `json:"conflict_rows"`
}

// RowConflict is a row that the office and the program have both changed.
type RowConflict struct {
	File   string         `json:"file"`
	ID     string         `json:"id"`
	Ours   map[string]any `json:"ours,omitempty"`
	Theirs map[string]any `json:"theirs,omitempty"`
}

// RulebookTrial is what a change would come to. Without faults it has its rows and, when the cases have been gone through,
// its effect; until then the job says how far that is.
type RulebookTrial struct {
	ID     string           `json:"id"`
	Faults []Fault          `json:"faults"`
	Rows   []RowChange      `json:"rows"`
	Effect *casefile.Effect `json:"effect,omitempty"`
	Job    *Job             `json:"job,omitempty"`

	by string // person who asked
}

// RulebookCheck is what is wrong with a change, or else its rows.
type RulebookCheck struct {
	Faults []Fault     `json:"faults"`
	Rows   []RowChange `json:"rows"`
}

type rowEdit struct {
	File    string         `json:"file" maxLength:"100"`
	ID      string         `json:"id,omitempty" maxLength:"300" doc:"empty for a new row, and for what a file says beside its rows"`
	Row     map[string]any `json:"row,omitempty"`
	Removed bool           `json:"removed,omitempty"`
	Order   []string       `json:"order,omitempty" doc:"the ids of all rows in their new order"`
}

// RulebookDraft is a change: rows, or a whole exported rulebook.
type RulebookDraft struct {
	Edits  []rowEdit      `json:"edits,omitempty" maxItems:"2000"`
	Bundle map[string]any `json:"bundle,omitempty" doc:"a whole rulebook as an export has it"`
}

type trialAsked struct {
	RulebookDraft
	Since string `json:"since,omitempty" format:"date" doc:"cases opened since then are gone through; a year if empty"`
}

type amendmentAsked struct {
	RulebookDraft
	Source      string `json:"source" maxLength:"500" doc:"what it rests on"`
	InForceFrom string `json:"in_force_from" format:"date"`
	Note        string `json:"note,omitempty" maxLength:"2000"`
}

type reasonGiven struct {
	Reason string `json:"reason" maxLength:"2000"`
}

type otherRulebook struct {
	Version string `json:"version" maxLength:"80"`
	Reason  string `json:"reason" maxLength:"2000" doc:"by which rule the case follows that version"`
}

func (s *Server) amendmentRoutes() {
	handle(s, http.MethodPost, "/api/rulebook/checks", signedIn, "Check a change of the rulebook, without the cases", func(_ context.Context, _ account.Person, in *body[RulebookDraft]) (RulebookCheck, error) {
		d, err := in.Body.draft()
		if err != nil {
			return RulebookCheck{}, err
		}
		t, err := s.Files.Rules.Try(d)
		out := RulebookCheck{faultsOf(err), rowChanges(t.Changes)}
		if len(out.Faults) > 0 {
			err = nil
		}
		return out, err
	})
	handle(s, http.MethodPost, "/api/rulebook/trials", account.ReadCases, "Try a change of the rulebook on the office's own cases", func(ctx context.Context, _ account.Person, in *body[trialAsked]) (RulebookTrial, error) {
		d, err := in.Body.draft()
		if err != nil {
			return RulebookTrial{}, err
		}
		t, err := s.Files.Rules.Try(d)
		return s.tried(ctx, t, err, in.Body.Since)
	})
	handle(s, http.MethodGet, "/api/rulebook/trials/{id}", account.ReadCases, "A trial and what has come of it", func(_ context.Context, actor account.Person, in *byID) (RulebookTrial, error) {
		return s.trials.get(in.ID, actor.ID)
	})
	handle(s, http.MethodPost, "/api/rulebook/amendments", account.ReadCases, "Propose a change of the rulebook", func(ctx context.Context, actor account.Person, in *body[amendmentAsked]) (AmendmentPage, error) {
		d, err := in.Body.draft()
		if err != nil {
			return AmendmentPage{}, err
		}
		d.Source, d.InForceFrom, d.Note = in.Body.Source, in.Body.InForceFrom, in.Body.Note
		a, err := s.Files.Rules.Propose(ctx, amender(actor), d)
		if err != nil {
			return AmendmentPage{}, err
		}
		return s.amendment(ctx, a.ID)
	})
	handle(s, http.MethodGet, "/api/rulebook/amendments/{id}", signedIn, "A proposal with its rows", func(ctx context.Context, _ account.Person, in *byID) (AmendmentPage, error) {
		return s.amendment(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/rulebook/amendments/{id}/trial", account.ReadCases, "Try a proposal on the office's own cases", func(ctx context.Context, _ account.Person, in *byID) (RulebookTrial, error) {
		t, err := s.Files.Rules.Standing(ctx, in.ID)
		return s.tried(ctx, t, err, "")
	})
	handle(s, http.MethodPost, "/api/rulebook/amendments/{id}/approval", account.ReadCases, "Adopt a proposal", func(ctx context.Context, actor account.Person, in *byID) (AmendmentPage, error) {
		if _, err := s.Files.Rules.Approve(ctx, amender(actor), in.ID); err != nil {
			return AmendmentPage{}, err
		}
		return s.amendment(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/rulebook/amendments/{id}/rejection", account.ReadCases, "Reject a proposal, or take it back", func(ctx context.Context, actor account.Person, in *about[reasonGiven]) (AmendmentPage, error) {
		if err := s.Files.Rules.Reject(ctx, amender(actor), in.ID, in.Body.Reason); err != nil {
			return AmendmentPage{}, err
		}
		return s.amendment(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/rulebook", account.ReadCases, "Put an open case under another version of the rulebook", func(ctx context.Context, actor account.Person, in *about[otherRulebook]) (nothing, error) {
		return nothing{}, s.Files.ChangeRulebook(ctx, actor, in.ID, in.Body.Version, in.Body.Reason)
	})
}

func amender(p account.Person) rulebook.Actor { return rulebook.Actor{ID: p.ID, Roles: p.Roles} }

// draft is the change in the rulebook's own terms.
func (d RulebookDraft) draft() (out rulebook.Draft, err error) {
	for _, e := range d.Edits {
		edit := rulebook.Edit{File: e.File, ID: e.ID, Removed: e.Removed, Order: e.Order}
		if e.Row != nil {
			if edit.Row, err = json.Marshal(e.Row); err != nil {
				return out, fault.Wrap("httpapi.draft", err)
			}
		}
		out.Edits = append(out.Edits, edit)
	}
	if d.Bundle == nil {
		return out, nil
	}
	content, err := json.Marshal(d.Bundle)
	if err != nil {
		return out, fault.Wrap("httpapi.draft", err)
	}
	out.Import, err = rulebook.ReadDocument(content)
	return out, err
}

func (s *Server) amendment(ctx context.Context, id string) (out AmendmentPage, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		a, err := rulebook.AmendmentOf(r, id)
		if err != nil {
			return err
		}
		out = AmendmentPage{amendmentInfo(a, namesFrom(r)), rowChanges(a.Changes), []RowConflict{}}
		for _, c := range a.Conflicts {
			out.ConflictRows = append(out.ConflictRows, RowConflict{c.File, c.ID, object(c.Ours), object(c.Theirs)})
		}
		return nil
	})
	return out, err
}

func amendmentInfo(a rulebook.Amendment, who *names) AmendmentInfo {
	return AmendmentInfo{a.ID, a.Origin, a.State, a.InForceFrom, a.Source, a.Note, len(a.Changes), len(a.Conflicts), who.of(a.ProposedBy), a.ProposedAt,
		who.maybe(a.ClosedBy), a.ClosedAt, a.Reason}
}

// faultsOf lists the faults of a rulebook that an error holds.
func faultsOf(err error) []Fault {
	out := []Fault{}
	var problems rulebook.Problems
	errors.As(err, &problems)
	for _, p := range problems {
		out = append(out, Fault(p))
	}
	return out
}

// trials keeps the last trials, so that a screen can come back for the effect.
type trials struct {
	mu   sync.Mutex
	kept []RulebookTrial
}

// mostTrials is how many trials are kept.
const mostTrials = 20

func (t *trials) get(id, by string) (RulebookTrial, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, one := range t.kept {
		if one.ID == id && one.by == by {
			return one, nil
		}
	}
	return RulebookTrial{}, fault.New(fault.NotFound, "httpapi.trial", fault.T("没有这次试算", "no such trial")).
		WithHint(fault.T("请重新试算。", "Try it again."))
}

func (t *trials) put(one RulebookTrial) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.kept {
		if t.kept[i].ID == one.ID {
			t.kept[i] = one
			return
		}
	}
	if t.kept = append(t.kept, one); len(t.kept) > mostTrials {
		t.kept = t.kept[1:]
	}
}

// patience is how long a trial is waited for before the screen is given the job to follow.
const patience = time.Second

// tried answers with a trial: its faults, or its rows and its effect.
func (s *Server) tried(ctx context.Context, t rulebook.Trial, err error, since string) (RulebookTrial, error) {
	out := RulebookTrial{ID: newSecret()[:16], Faults: faultsOf(err), Rows: rowChanges(t.Changes)}
	if err != nil && len(out.Faults) == 0 {
		return out, err
	}
	if err != nil {
		return out, nil
	}
	if since == "" {
		since = s.options.Clock().AddDate(-1, 0, 0).Format(time.DateOnly)
	}
	out.by = actorOf(ctx).ID
	s.trials.put(out)
	kept := store.UnseenIn(ctx) // the trial names cases: it is made with the eyes of the one who asks, and for them
	done := make(chan casefile.Effect, 1)
	job := s.jobs.start("trial", "trial "+out.ID, fault.T("试算规则修订", "try a change of the rulebook"), func(ctx context.Context, report func(done, total int64, message fault.Text)) error {
		effect, err := s.Files.Effect(store.Unseen(ctx, kept), t.Before, t.After, since, func(d, total int64) { report(d, total, fault.Text{}) })
		if err != nil {
			return err
		}
		finished := out
		finished.Effect = &effect
		s.trials.put(finished)
		done <- effect
		return nil
	})
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case effect := <-done:
		out.Effect = &effect
		return out, nil
	case <-wait.C:
	case <-ctx.Done():
	}
	out.Job = &job
	return out, nil
}

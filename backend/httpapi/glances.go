package httpapi

import (
	"context"
	"strings"
	"sync"

	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// seen is what a look at the facts of a case has shown: its nearest clock, the steps of the
// ordinary course that nothing blocks, and how many values wait to be confirmed.
type seen struct {
	clock   *Clock
	ready   []string
	waiting int
	whole   bool // ready and waiting are known
}

// glances keeps what was seen until something happens to the case, or the day changes. Working a case's facts out takes
// half a millisecond, and lists show many cases.
type glances struct {
	mu    sync.Mutex
	seq   int64 // of the ledger up to which they hold
	today string
	cases map[string]seen
}

// Bounds of what is kept, and of how much of the ledger is read before it is simpler to begin anew.
const (
	mostKept    = 20_000
	mostCatchUp = 500
)

// refresh forgets what has changed since the last look, and returns the sequence up to which the rest holds.
func (s *Server) refresh(ctx context.Context) (int64, error) {
	g := &s.glances
	_, head, err := s.Store.Head(ctx)
	if err != nil {
		return 0, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	today := s.Files.Today()
	if g.cases == nil || g.today != today || head.Size-g.seq > mostCatchUp || len(g.cases) > mostKept {
		g.cases, g.today, g.seq = map[string]seen{}, today, max(g.seq, head.Size)
		return g.seq, nil
	}
	if head.Size <= g.seq {
		return g.seq, nil
	}
	entries, err := s.Store.Entries(ctx, g.seq, mostCatchUp)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		g.forget(e)
		g.seq = e.Seq
	}
	return g.seq, nil
}

// forget drops the case that an entry is about. What may bear on any case drops them all.
func (g *glances) forget(e ledger.Entry) {
	switch pillar, _, _ := strings.Cut(e.Kind, "."); pillar {
	case "casefile", "review", "decision", "disclosure":
		delete(g.cases, e.Subject)
		if id, ok := decoded(e.Data)["case_id"].(string); ok {
			delete(g.cases, id)
		}
	case "store":
	case "account":
		if strings.HasPrefix(e.Kind, "account.person") || e.Kind == "account.office_opened" {
			clear(g.cases)
		}
	default:
		clear(g.cases)
	}
}

func (g *glances) get(id string, whole bool) (seen, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known, there := g.cases[id]
	return known, there && (known.whole || !whole)
}

// put keeps what was seen, unless the ledger was read further meanwhile: then it may be old already.
func (g *glances) put(id string, what seen, upTo int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seq == upTo {
		g.cases[id] = what
	}
}

// see looks at a case, or remembers the last look. Whole wants to know the next steps as well. upTo is from refresh, before
// the view was opened.
func (s *Server) see(ctx context.Context, from store.Source, c casefile.Case, upTo int64, whole bool) (seen, error) {
	seesAll := len(store.UnseenIn(ctx)) == 0
	if known, there := s.glances.get(c.ID, whole); there && seesAll {
		return known, nil
	}
	g, err := s.glance(from, c)
	if err != nil {
		return seen{}, err
	}
	what := g.seen()
	what.whole = whole
	if whole {
		if what.waiting, err = casefile.OpenProposals(from, c.ID); err != nil {
			return seen{}, err
		}
		if what.ready, err = s.readySteps(from, c, g.facts); err != nil {
			return seen{}, err
		}
	}
	if seesAll { // what is kept is for those who see everything
		s.glances.put(c.ID, what, upTo)
	}
	return what, nil
}

// readySteps lists the usual steps that nothing blocks, in the rulebook's order: to review where the decision needs one, and
// to the decision once it has passed.
func (s *Server) readySteps(from store.Source, c casefile.Case, facts rulebook.Facts) ([]string, error) {
	procedure, _ := s.Files.Procedure(c)
	list := []string{}
	for _, t := range procedure.Lifecycle.Transitions {
		if !t.Usual(c.State) || !procedure.Ready(t, facts).Ready {
			continue
		}
		if t.By == rulebook.ReviewSubmitted || t.By == rulebook.DecisionIssued && !t.ReviewAfter {
			owed, err := decision.Owed(from, c, procedure, t)
			if err != nil {
				return nil, err
			}
			if owed != (t.By == rulebook.ReviewSubmitted) {
				continue
			}
		}
		list = append(list, t.ID)
	}
	return list, nil
}

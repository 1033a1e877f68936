package casefile

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// Dues knows the running periods of every open case, so that what ends next in an office is found without looking at its
// cases one by one. It follows the ledger, is derived from it, and is kept in the cache from one run to the next.
type Dues struct {
	files *Files

	working sync.Mutex // held by the one who catches up

	mu     sync.Mutex
	begun  bool
	seq    int64 // of the ledger, up to which stale names all that has changed
	today  string
	rules  string // the rulebook and the days known for holidays
	cases  map[string]*DueCase
	stale  map[string]int64 // cases to look at again, by the turn at which they last became so
	queue  []staleCase      // the same, the latest at the end; one that has another turn by now is passed over
	turn   int64
	sorted []*DueCase // by what ends next; nil when it has to be made again
	fresh  int        // looked at since the last time that all was kept
	words  words      // that the cases share
}

type staleCase struct {
	id   string
	turn int64
}

// DueCase is an open case with its running periods.
type DueCase struct {
	ID       string    `json:"id"`
	State    string    `json:"state"`
	Since    string    `json:"since"`
	Handlers []string  `json:"handlers"`
	Periods  []DueDate `json:"periods"` // that warn, the earliest first
}

// DueDate is the day on which a period of a case ends. A right that lapses makes nobody late.
type DueDate struct {
	ID          string `json:"id"`
	On          string `json:"on"`
	Right       bool   `json:"right,omitempty"`
	Provisional bool   `json:"provisional,omitempty"`
}

// Next is the end that warns on a day: the earliest of a duty, or of a right that has not lapsed; "" if there is none.
func (c *DueCase) Next(today string) string {
	for _, p := range c.Periods {
		if !p.Right || p.On >= today {
			return p.On
		}
	}
	return ""
}

// NewDues makes the dues of an office. They know nothing before the first [Dues.CatchUp].
func NewDues(f *Files) *Dues { return &Dues{files: f, words: words{}} }

// How many entries are read at a time, how many cases are looked at in one view, and after how many all is kept.
const (
	entriesAtOnce = 5_000
	casesAtOnce   = 100
	keepAfter     = 2_000
)

// CatchUp reads what the ledger has grown by and looks at no more than so many cases anew, those first that changed last.
// Left is how many cases there are still to look at.
func (d *Dues) CatchUp(ctx context.Context, most int) (left int, err error) {
	d.working.Lock()
	defer d.working.Unlock()
	if err := d.read(ctx); err != nil {
		return d.Left(), err
	}
	for most > 0 {
		some := d.pick(min(most, casesAtOnce))
		if len(some) == 0 {
			break
		}
		if err := d.look(ctx, some); err != nil {
			return d.Left(), err
		}
		most -= len(some)
	}
	return d.Left(), nil
}

// Left is how many cases there are still to look at.
func (d *Dues) Left() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.stale)
}

// Open lists the open cases by what ends next; those of which nothing ends come last, the longest standing first. The list
// and its cases must not be changed.
func (d *Dues) Open() []*DueCase {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sorted == nil {
		today := d.files.Today()
		next := make(map[*DueCase]string, len(d.cases))
		for _, c := range d.cases {
			next[c] = cmp.Or(c.Next(today), "~")
		}
		d.sorted = slices.SortedFunc(maps.Values(d.cases), func(a, b *DueCase) int {
			return cmp.Or(cmp.Compare(next[a], next[b]), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
		})
	}
	return d.sorted
}

// read notes which cases the ledger's new entries touch. What bears on any case, or a new day, touches them all.
func (d *Dues) read(ctx context.Context) error {
	d.mu.Lock()
	begun := d.begun
	d.mu.Unlock()
	if !begun {
		if err := d.begin(ctx); err != nil {
			return err
		}
	}
	for {
		entries, err := d.files.Store.Entries(ctx, d.seq, entriesAtOnce)
		if err != nil {
			return err
		}
		all := d.note(entries)
		if all {
			if err := d.touchAll(ctx); err != nil {
				return err
			}
		}
		if len(entries) < entriesAtOnce {
			break
		}
	}
	today, rules := d.files.Today(), d.rulesNow()
	d.mu.Lock()
	another := d.today != today || d.rules != rules
	if d.today != today {
		d.sorted = nil
	}
	d.today, d.rules = today, rules
	d.mu.Unlock()
	if another {
		return d.touchAll(ctx)
	}
	return nil
}

// note marks the cases that entries are about; all is true if they bear on any case.
func (d *Dues) note(entries []ledger.Entry) (all bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range entries {
		d.seq = e.Seq
		switch pillar, _, _ := strings.Cut(e.Kind, "."); pillar {
		case "store", "account":
		case "casefile", "review", "decision", "disclosure", "record":
			id := e.Subject
			var about struct {
				Case string `json:"case_id"`
			}
			if json.Unmarshal(e.Data, &about) == nil && about.Case != "" {
				id = about.Case
			}
			d.touch(id)
		default:
			all = true
		}
	}
	return all
}

func (d *Dues) touch(id string) {
	d.turn++
	d.stale[id] = d.turn
	d.queue = append(d.queue, staleCase{id, d.turn})
}

// touchAll marks every open case.
func (d *Dues) touchAll(ctx context.Context) error {
	ids, err := d.files.openIDs(ctx)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range ids {
		d.touch(id)
	}
	return nil
}

// pick takes the stale cases that changed last.
func (d *Dues) pick(n int) (some []staleCase) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(some) < n && len(d.queue) > 0 {
		last := d.queue[len(d.queue)-1]
		d.queue = d.queue[:len(d.queue)-1]
		if d.stale[last.id] == last.turn {
			some = append(some, last)
		}
	}
	return some
}

// look works out some cases and keeps what it finds. What cannot be worked out stays stale.
func (d *Dues) look(ctx context.Context, some []staleCase) error {
	found := make([]*DueCase, len(some))
	err := d.files.Store.View(ctx, func(r *store.Reader) error {
		for i, s := range some {
			c, known, err := store.One[Case](r, queries.Get("case"), s.id)
			if err != nil {
				return err
			}
			if known {
				if found[i], err = d.files.dueCase(r, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.queue = append(d.queue, some...)
		return err
	}
	for i, s := range some {
		if found[i] == nil {
			delete(d.cases, s.id)
		} else {
			d.words.share(found[i])
			d.cases[s.id] = found[i]
		}
		if d.stale[s.id] == s.turn {
			delete(d.stale, s.id)
		}
	}
	d.sorted, d.fresh = nil, d.fresh+len(some)
	return nil
}

// dueCase works out the running periods of a case; nil for a case at rest.
func (f *Files) dueCase(from store.Source, c Case) (*DueCase, error) {
	procedure, known := f.Procedure(c)
	if !known {
		return nil, nil
	}
	if state, _ := procedure.Lifecycle.State(c.State); state.Final {
		return nil, nil
	}
	facts, err := f.Facts(from, c)
	if err != nil {
		return nil, err
	}
	clocks, err := f.Clocks(from, c, facts)
	if err != nil {
		return nil, err
	}
	due := &DueCase{ID: c.ID, State: c.State, Since: c.StateSince}
	if due.Handlers, err = HandlersOf(from, c.ID); err != nil {
		return nil, err
	}
	for _, clock := range clocks {
		if clock.Running() {
			due.Periods = append(due.Periods, DueDate{ID: clock.ID, On: clock.WarnOn, Right: clock.Right, Provisional: clock.Provisional})
		}
	}
	return due, nil
}

// openIDs lists the cases that are not at rest.
func (f *Files) openIDs(ctx context.Context) (ids []string, err error) {
	states := f.OpenStates()
	err = f.Store.View(ctx, func(r *store.Reader) error {
		where, args := Filter{States: states}.where(f.Rules.Current(), false)
		ids, err = store.All[string](r, "SELECT id FROM casefile_case"+where, args...)
		return err
	})
	return ids, err
}

// OpenStates lists the states of all kinds of action in which a case does not rest.
func (f *Files) OpenStates() (states []string) {
	for _, p := range f.Rules.Current().Procedures {
		for _, s := range p.Lifecycle.States {
			if !s.Final && !slices.Contains(states, s.ID) {
				states = append(states, s.ID)
			}
		}
	}
	return states
}

// rulesNow names what the ends of periods rest on beside the cases.
func (d *Dues) rulesNow() string {
	book := d.files.Rules.Current()
	from, to := book.Calendar.Covered()
	return book.Hash + " " + from.String() + " " + to.String()
}

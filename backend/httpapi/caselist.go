package httpapi

import (
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// orders are the orders of the list as the screens name them: the newest and the largest come first.
var orders = map[string]string{"": "updated", "updated": "updated", "-updated": "-updated", "no": "no", "-no": "-no", "filed": "-filed", "-filed": "filed",
	"amount": "-amount", "-amount": "amount"}

func (s *Server) listCases(ctx context.Context, actor account.Person, in *caseQuery) (Cases, error) {
	filter := casefile.Filter{Text: in.Q, State: in.State, Kind: in.Kind, Major: in.Major, Sort: orders[in.Sort], Offset: in.Offset, Limit: in.Limit}
	if in.Mine {
		filter.Handler = actor.ID
	}
	if in.Phase != "" && in.State == "" {
		filter.States = s.statesWhere(in.Kind, func(phase string, _ bool) bool { return phase == in.Phase })
		if len(filter.States) == 0 {
			return Cases{}, fault.New(fault.Invalid, "httpapi.cases", fault.T("没有这个阶段", "no such phase")).WithField("phase")
		}
	}
	if filter.Limit == 0 {
		filter.Limit = 50
	}
	switch {
	case in.Overdue:
		return s.overdueCases(ctx, filter)
	case in.Sort == "due":
		return s.casesByDue(ctx, filter)
	}
	cases, total, err := s.Files.List(ctx, filter)
	if err != nil {
		return Cases{}, err
	}
	rows, err := s.caseRows(ctx, cases)
	return Cases{total, rows}, err
}

// statesWhere lists the states of a kind of action, or of all kinds where none is named, by phase and finality.
func (s *Server) statesWhere(kind string, want func(phase string, final bool) bool) []string {
	var list []string
	for _, p := range s.Files.Rules.Current().Procedures {
		if kind != "" && p.Kind != kind {
			continue
		}
		for _, state := range p.Lifecycle.States {
			if want(state.Phase, state.Final) && !slices.Contains(list, state.ID) {
				list = append(list, state.ID)
			}
		}
	}
	return list
}

// within narrows a filter to some states.
func within(f casefile.Filter, states []string) (casefile.Filter, bool) {
	wanted := f.States
	if f.State != "" {
		wanted = []string{f.State}
	}
	if len(wanted) > 0 {
		states = slices.DeleteFunc(slices.Clone(states), func(id string) bool { return !slices.Contains(wanted, id) })
	}
	f.State, f.States = "", states
	return f, len(states) > 0
}

// caughtUp is how many cases a request looks at whose periods are not known yet, before it answers with what is known.
const caughtUp = 300

// dueCases lists the open cases of a filter by what ends next in them; left is how many open cases are not worked out yet.
func (s *Server) dueCases(ctx context.Context, filter casefile.Filter) (list []*casefile.DueCase, left int, err error) {
	if left, err = s.dues.CatchUp(store.Whole(ctx), caughtUp); err != nil { // what is kept there is for all eyes
		return nil, 0, err
	}
	var among map[string]bool
	if filter.Text != "" || filter.Major || filter.Kind != "" {
		ids, err := s.Files.IDs(ctx, filter)
		if err != nil {
			return nil, 0, err
		}
		among = make(map[string]bool, len(ids))
		for _, id := range ids {
			among[id] = true
		}
	}
	in := make(map[string]bool, len(filter.States))
	for _, state := range filter.States {
		in[state] = true
	}
	for _, c := range s.dues.Open() {
		if store.IsUnseen(ctx, c.ID) || among != nil && !among[c.ID] || len(in) > 0 && !in[c.State] ||
			filter.Handler != "" && !slices.Contains(c.Handlers, filter.Handler) {
			continue
		}
		list = append(list, c)
	}
	return list, left, nil
}

// dueRows shows some of them.
func (s *Server) dueRows(ctx context.Context, list []*casefile.DueCase) ([]CaseRow, error) {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	cases, err := s.Files.ByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	return s.caseRows(ctx, cases)
}

func (s *Server) overdueCases(ctx context.Context, filter casefile.Filter) (Cases, error) {
	open, any := within(filter, s.Files.OpenStates())
	if !any {
		return Cases{0, []CaseRow{}}, nil
	}
	list, _, err := s.dueCases(ctx, open)
	if err != nil {
		return Cases{}, err
	}
	today := s.Files.Today()
	list = slices.DeleteFunc(list, func(c *casefile.DueCase) bool { next := c.Next(today); return next == "" || next >= today })
	rows, err := s.dueRows(ctx, page(list, filter.Offset, filter.Limit))
	return Cases{len(list), rows}, err
}

func page[T any](rows []T, offset, limit int) []T {
	from := min(offset, len(rows))
	return append([]T{}, rows[from:min(from+limit, len(rows))]...)
}

// casesByDue lists open cases by urgency, then those that rest.
func (s *Server) casesByDue(ctx context.Context, filter casefile.Filter) (Cases, error) {
	offset, limit := filter.Offset, filter.Limit
	out := Cases{Cases: []CaseRow{}}
	if open, any := within(filter, s.Files.OpenStates()); any {
		list, _, err := s.dueCases(ctx, open)
		if err != nil {
			return out, err
		}
		out.Total = len(list)
		if out.Cases, err = s.dueRows(ctx, page(list, offset, limit)); err != nil {
			return out, err
		}
	}
	rest, any := within(filter, s.statesWhere("", func(_ string, final bool) bool { return final }))
	if !any {
		return out, nil
	}
	rest.Sort, rest.Offset, rest.Limit = "updated", max(0, offset-out.Total), max(1, limit-len(out.Cases))
	cases, total, err := s.Files.List(ctx, rest)
	if err != nil {
		return out, err
	}
	if len(out.Cases) < limit {
		rows, err := s.caseRows(ctx, cases)
		if err != nil {
			return out, err
		}
		out.Cases = append(out.Cases, rows...)
	}
	out.Total += total
	return out, nil
}

// caseRows adds handlers and clocks to cases.
func (s *Server) caseRows(ctx context.Context, cases []casefile.Case) (rows []CaseRow, err error) {
	rows = make([]CaseRow, 0, len(cases))
	upTo, err := s.refresh(ctx)
	if err != nil {
		return nil, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		for _, c := range cases {
			what, err := s.see(r.Context(), r, c, upTo, false)
			if err != nil {
				return err
			}
			head, err := s.head(r, who, c, what)
			if err != nil {
				return err
			}
			rows = append(rows, CaseRow{head, c.Papers})
		}
		return nil
	})
	return rows, err
}

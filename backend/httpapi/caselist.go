package httpapi

import (
	"cmp"
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// mostLooked is how many open cases are looked at for their periods, the ones that stand longest where they are first:
// what is sorted or filtered by urgency is so among these.
const mostLooked = 300

// orders are the orders of the list as the screens name them: the newest and the largest come first.
var orders = map[string]string{"": "updated", "updated": "updated", "-updated": "-updated", "no": "no", "-no": "-no", "filed": "-filed", "-filed": "filed",
	"amount": "-amount", "-amount": "amount"}

func (s *Server) listCases(ctx context.Context, actor account.Person, in *caseQuery) (Cases, error) {
	filter := casefile.Filter{Text: in.Q, State: in.State, Kind: in.Kind, Major: in.Major, Sort: orders[in.Sort], Offset: in.Offset, Limit: in.Limit}
	if in.Mine {
		filter.Handler = actor.ID
	}
	if in.Phase != "" && in.State == "" {
		filter.States = s.statesWhere(func(phase string, _ bool) bool { return phase == in.Phase })
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

// statesWhere lists the states of all kinds of action by phase and finality.
func (s *Server) statesWhere(want func(phase string, final bool) bool) []string {
	var list []string
	for _, p := range s.Files.Rules.Current().Procedures {
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

func (s *Server) openStates() []string {
	return s.statesWhere(func(_ string, final bool) bool { return !final })
}

// urgent lists the open cases of a filter that have stood longest, by how soon their nearest period ends, and how many
// open cases there are.
func (s *Server) urgent(ctx context.Context, filter casefile.Filter) (rows []CaseRow, total int, err error) {
	filter.Sort, filter.Offset, filter.Limit = "since", 0, mostLooked
	cases, total, err := s.Files.List(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	if rows, err = s.caseRows(ctx, cases); err != nil {
		return nil, 0, err
	}
	slices.SortStableFunc(rows, func(a, b CaseRow) int {
		if (a.Clock == nil) != (b.Clock == nil) {
			if a.Clock == nil {
				return 1
			}
			return -1
		}
		if a.Clock == nil {
			return 0
		}
		return cmp.Compare(a.Clock.DaysLeft, b.Clock.DaysLeft)
	})
	return rows, total, nil
}

func (s *Server) overdueCases(ctx context.Context, filter casefile.Filter) (Cases, error) {
	offset, limit := filter.Offset, filter.Limit
	open, any := within(filter, s.openStates())
	if !any {
		return Cases{0, []CaseRow{}}, nil
	}
	rows, _, err := s.urgent(ctx, open)
	rows = slices.DeleteFunc(rows, func(row CaseRow) bool { return row.Clock == nil || row.Clock.State != "overdue" })
	return Cases{len(rows), page(rows, offset, limit)}, err
}

func page[T any](rows []T, offset, limit int) []T {
	from := min(offset, len(rows))
	return append([]T{}, rows[from:min(from+limit, len(rows))]...)
}

// casesByDue lists open cases by urgency, then the other open ones, then those that rest.
func (s *Server) casesByDue(ctx context.Context, filter casefile.Filter) (Cases, error) {
	offset, limit := filter.Offset, filter.Limit
	out := Cases{Cases: []CaseRow{}}
	if open, any := within(filter, s.openStates()); any {
		first, total, err := s.urgent(ctx, open)
		if err != nil {
			return out, err
		}
		out.Total, out.Cases = total, page(first, offset, limit)
		if left := limit - len(out.Cases); left > 0 && total > len(first) && offset+limit > len(first) {
			open.Sort, open.Offset, open.Limit = "since", max(offset, len(first)), left
			if err := s.more(ctx, &out, open); err != nil {
				return out, err
			}
		}
	}
	rest, any := within(filter, s.statesWhere(func(_ string, final bool) bool { return final }))
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

func (s *Server) more(ctx context.Context, out *Cases, filter casefile.Filter) error {
	cases, _, err := s.Files.List(ctx, filter)
	if err != nil {
		return err
	}
	rows, err := s.caseRows(ctx, cases)
	out.Cases = append(out.Cases, rows...)
	return err
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
			what, err := s.see(r, c, upTo, false)
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

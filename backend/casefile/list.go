package casefile

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Filter narrows the case list. Zero values narrow nothing. Sort is "updated" (the default), "no", "filed", "amount", or one
// of them with a leading minus for the other direction.
type Filter struct {
	Text    string // part of number, title or party
	State   string
	States  []string
	Kind    string // of action
	Handler string // person id
	Major   bool
	Sort    string
	Offset  int
	Limit   int
}

// sorts are the orders of the list. Each is served by an index or a short scan.
var sorts = map[string]string{
	"": "seq DESC", "updated": "seq DESC", "-updated": "seq ASC", "no": "no ASC", "-no": "no DESC",
	"filed": "filed_on ASC, seq DESC", "-filed": "filed_on DESC, seq DESC", "amount": "amount ASC, seq DESC", "-amount": "amount DESC, seq DESC",
	"since": "state_since ASC, seq DESC", "-since": "state_since DESC, seq DESC",
}

// List returns a page of the case list and how many cases there are in all.
func (f *Files) List(ctx context.Context, filter Filter) (cases []Case, total int, err error) {
	order, known := sorts[filter.Sort]
	if !known {
		order = sorts[""]
	}
	if filter.Limit <= 0 || filter.Limit > 500 {
		filter.Limit = 50
	}
	err = f.Store.View(ctx, func(r *store.Reader) error {
		handled, err := filter.handled(r)
		if err != nil {
			return err
		}
		where, args := filter.where(f.Rules.Current(), handled < fewCases)
		query := "SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, amount, filed_on, major, papers, rulebook, review, legacy FROM casefile_case" +
			where + " ORDER BY " + order + " LIMIT ? OFFSET ?"
		if cases, err = store.All[Case](r, query, append(args[:len(args):len(args)], filter.Limit, filter.Offset)...); err != nil {
			return err
		}
		if len(cases) < filter.Limit && (len(cases) > 0 || filter.Offset == 0) { // this is the last page
			total = filter.Offset + len(cases)
			return nil
		}
		if filter.Handler != "" && len(args) == 1 && !filter.Major { // nothing else is asked
			total = handled
			return nil
		}
		total, _, err = store.One[int](r, "SELECT count(*) FROM casefile_case"+where, args...)
		return err
	})
	return cases, total, err
}

// IDs lists the ids of the cases of a filter, in no order.
func (f *Files) IDs(ctx context.Context, filter Filter) (ids []string, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		handled, err := filter.handled(r)
		if err != nil {
			return err
		}
		where, args := filter.where(f.Rules.Current(), handled < fewCases)
		ids, err = store.All[string](r, "SELECT id FROM casefile_case"+where, args...)
		return err
	})
	return ids, err
}

// ByIDs returns cases in the order of their ids. One that is gone is left out.
func (f *Files) ByIDs(ctx context.Context, ids []string) (cases []Case, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		cases, err = store.All[Case](r, queries.Get("cases_by_id"), store.JSON(ids))
		return err
	})
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	slices.SortFunc(cases, func(a, b Case) int { return at[a.ID] - at[b.ID] })
	return cases, err
}

// fewCases is how many cases somebody handles whose cases are looked up one by one. Whoever has more is found on the way
// through all of them.
const fewCases = 2000

// handled is how many cases the handler of a filter has.
func (filter Filter) handled(r *store.Reader) (n int, err error) {
	if filter.Handler != "" {
		n, _, err = store.One[int](r, "SELECT count(*) FROM casefile_handler WHERE person = ?", filter.Handler)
	}
	return n, err
}

// letters are those of which LIKE takes the large and the small one for the same.
func letters(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) })
}

// marks are the places of n arguments.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func (filter Filter) where(book *rulebook.Book, few bool) (string, []any) {
	var conditions []string
	var args []any
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if text := strings.TrimSpace(filter.Text); text != "" && !letters(text) {
		add(`(instr(title, ?) OR instr(no, ?) OR instr(party, ?))`, text, text, text) // says what LIKE says, and is quicker
	} else if text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
		add(`(title LIKE ? ESCAPE '\' OR no LIKE ? ESCAPE '\' OR party LIKE ? ESCAPE '\')`, like, like, like)
	}
	states := filter.States
	if filter.State != "" {
		states = []string{filter.State}
	}
	if len(states) > 0 {
		values := make([]any, len(states))
		for i, state := range states {
			values[i] = state
		}
		add("state IN ("+marks(len(values))+")", values...)
	}
	if filter.Kind != "" {
		var procedures []any
		for _, p := range book.OfKind(filter.Kind) {
			procedures = append(procedures, p.ID)
		}
		add("procedure IN ("+marks(len(procedures))+")", procedures...)
	}
	switch {
	case filter.Handler != "" && few:
		add("id IN (SELECT case_id FROM casefile_handler WHERE person = ?)", filter.Handler)
	case filter.Handler != "":
		add("EXISTS (SELECT 1 FROM casefile_handler h WHERE h.case_id = casefile_case.id AND h.person = ?)", filter.Handler)
	}
	if filter.Major {
		add("major != '[]'")
	}
	if len(conditions) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

package casefile

import (
	"context"
	"strings"

	"zhiheng/backend/store"
)

// Filter narrows the case list. Zero values narrow nothing. Sort is "updated" (the default), "no", "filed", "fine", or one
// of them with a leading minus for the other direction.
type Filter struct {
	Text    string // part of number, title or party
	State   string
	States  []string
	Handler string // person id
	Major   bool
	Sort    string
	Offset  int
	Limit   int
}

// sorts are the orders of the list. Each is served by an index or a short scan.
var sorts = map[string]string{
	"": "seq DESC", "updated": "seq DESC", "-updated": "seq ASC", "no": "no ASC", "-no": "no DESC",
	"filed": "filed_on ASC, seq DESC", "-filed": "filed_on DESC, seq DESC", "fine": "fine ASC, seq DESC", "-fine": "fine DESC, seq DESC",
	"since": "state_since ASC, seq DESC", "-since": "state_since DESC, seq DESC",
}

// List returns a page of the case list and how many cases there are in all.
func (f *Files) List(ctx context.Context, filter Filter) (cases []Case, total int, err error) {
	where, args := filter.where()
	order, known := sorts[filter.Sort]
	if !known {
		order = sorts[""]
	}
	if filter.Limit <= 0 || filter.Limit > 500 {
		filter.Limit = 50
	}
	err = f.Store.View(ctx, func(r *store.Reader) error {
		if total, _, err = store.One[int](r, "SELECT count(*) FROM casefile_case"+where, args...); err != nil {
			return err
		}
		query := "SELECT id, no, title, procedure, state, state_since, opened_at, opened_by, updated_at, party, fine, filed_on, major, papers FROM casefile_case" +
			where + " ORDER BY " + order + " LIMIT ? OFFSET ?"
		cases, err = store.All[Case](r, query, append(args, filter.Limit, filter.Offset)...)
		return err
	})
	return cases, total, err
}

func (filter Filter) where() (string, []any) {
	var conditions []string
	var args []any
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if text := strings.TrimSpace(filter.Text); text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
		add(`(title LIKE ? ESCAPE '\' OR no LIKE ? ESCAPE '\' OR party LIKE ? ESCAPE '\')`, like, like, like)
	}
	states := filter.States
	if filter.State != "" {
		states = []string{filter.State}
	}
	if len(states) > 0 {
		marks := strings.TrimSuffix(strings.Repeat("?,", len(states)), ",")
		values := make([]any, len(states))
		for i, state := range states {
			values[i] = state
		}
		add("state IN ("+marks+")", values...)
	}
	if filter.Handler != "" {
		add("id IN (SELECT case_id FROM casefile_handler WHERE person = ?)", filter.Handler)
	}
	if filter.Major {
		add("major != '[]'")
	}
	if len(conditions) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

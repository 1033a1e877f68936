package store

import (
	"fmt"
	"strings"
)

// Queries are the named statements of a pillar's .sql file: each begins with a line "-- name: what_it_does".
type Queries map[string]string

// ParseQueries reads the text of a .sql file. It panics on a file without names or with a name used twice, as a
// template that does not parse would.
func ParseQueries(text string) Queries {
	queries := Queries{}
	for i, part := range strings.Split("\n"+text, "\n-- name: ") {
		if i == 0 {
			continue
		}
		name, body, _ := strings.Cut(part, "\n")
		name, body = strings.TrimSpace(name), strings.TrimSpace(body)
		if _, taken := queries[name]; taken || name == "" || body == "" {
			panic(fmt.Sprintf("store: query %q is empty or named twice", name))
		}
		queries[name] = body
	}
	return queries
}

// Get returns the statement of a name. It panics if there is none.
func (q Queries) Get(name string) string {
	query, ok := q[name]
	if !ok {
		panic(fmt.Sprintf("store: no query named %q", name))
	}
	return query
}

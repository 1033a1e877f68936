package rulebook

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Conflict is a row that both the office and the program have changed. The office's stays.
type Conflict struct {
	File   string          `json:"file"`
	ID     string          `json:"id,omitempty"`
	Ours   json.RawMessage `json:"ours,omitempty"`
	Theirs json.RawMessage `json:"theirs,omitempty"`
}

// head is the file that names a book; an office does not amend it.
const headFile = "book.json"

// Merge brings what is new in the program's book (theirs, against base) into the office's (ours), row by row. A row that the
// office has changed stays as it is; where the program has changed it too, that is a conflict to look at.
func Merge(base, ours, theirs Bundle) (Bundle, []Conflict, error) {
	own, err := Diff(base, ours)
	if err != nil {
		return nil, nil, err
	}
	news, err := Diff(base, theirs)
	if err != nil {
		return nil, nil, err
	}
	conflicts := []Conflict{}
	merged := ours
	for _, n := range news {
		i := slices.IndexFunc(own, func(c Change) bool { return c.File == n.File && c.ID == n.ID && c.Order == nil })
		gone := n.ID == "" && n.After == nil && n.Order == nil
		if gone {
			i = slices.IndexFunc(own, func(c Change) bool { return c.File == n.File })
		}
		edit := n.Edit()
		switch {
		case n.Order != nil:
			t, err := merged.open(n.File)
			if err != nil {
				return nil, nil, err
			}
			edit.Order = t.inOrderOf(n.Order)
		case i >= 0 && !gone && bytes.Equal(own[i].After, n.After):
			continue
		case i >= 0 && n.File != headFile:
			conflicts = append(conflicts, Conflict{File: n.File, ID: n.ID, Ours: own[i].After, Theirs: n.After})
			continue
		}
		if merged, err = merged.Edit([]Edit{edit}); err != nil {
			return nil, nil, err
		}
	}
	return merged, conflicts, nil
}

// inOrderOf are the table's ids in the order of a list; those that it does not name stand at the end.
func (t table) inOrderOf(list []string) []string {
	ids := slices.Clone(t.ids)
	place := func(id string) int {
		if i := slices.Index(list, id); i >= 0 {
			return i
		}
		return len(list)
	}
	slices.SortStableFunc(ids, func(a, b string) int { return place(a) - place(b) })
	return ids
}

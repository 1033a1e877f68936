package casefile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"zhiheng/backend/store"
)

// Change says that a paper or a case changed at a sequence of the ledger. Gone means that a paper was taken out of the
// dossier.
type Change struct {
	ID   string `json:"id"`
	Seq  int64  `json:"seq"`
	Gone bool   `json:"gone"`
}

// PaperChanges lists changes to papers after a sequence, in order: about limit of them, and always all of one sequence.
func (f *Files) PaperChanges(ctx context.Context, after int64, limit int) ([]Change, error) {
	return f.changes(ctx, "papers_since", "papers_at", after, limit)
}

// CaseChanges lists changes to cases after a sequence, as PaperChanges does.
func (f *Files) CaseChanges(ctx context.Context, after int64, limit int) ([]Change, error) {
	return f.changes(ctx, "cases_changed", "cases_changed_at", after, limit)
}

func (f *Files) changes(ctx context.Context, since, at string, after int64, limit int) (list []Change, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		if list, err = store.All[Change](r, queries.Get(since), after, limit); err != nil || len(list) < limit {
			return err
		}
		last := list[len(list)-1]
		rest, err := store.All[Change](r, queries.Get(at), last.Seq, last.ID)
		list = append(list, rest...)
		return err
	})
	return list, err
}

// PaperHead tells at which sequence a paper last changed and how many papers there are.
func (f *Files) PaperHead(ctx context.Context) (seq int64, papers int, err error) {
	return f.head(ctx, "papers_head", "papers_count")
}

// CaseHead tells at which sequence a case last changed and how many cases there are.
func (f *Files) CaseHead(ctx context.Context) (seq int64, cases int, err error) {
	return f.head(ctx, "cases_head", "cases_count")
}

func (f *Files) head(ctx context.Context, last, count string) (seq int64, n int, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) (err error) {
		if seq, _, err = store.One[int64](r, queries.Get(last)); err != nil {
			return err
		}
		n, _, err = store.One[int](r, queries.Get(count))
		return err
	})
	return seq, n, err
}

// Mark names the ledger's history up to a sequence: the hash of that entry.
func (f *Files) Mark(ctx context.Context, seq int64) (string, error) {
	entries, err := f.Store.Entries(ctx, seq-1, 1)
	if err != nil || len(entries) == 0 {
		return "", err
	}
	raw, err := json.Marshal(entries[0])
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), err
}

// SearchCard is what search needs to know of a paper beside its text. Sensitive are the case's values that must not be
// searchable; Facets are those that papers found are counted by.
type SearchCard struct {
	Paper     Paper
	Case      Case
	Kind      string // of administrative action
	Articles  []string
	Facets    map[string][]string
	Sensitive []string

	Restricted bool // the case is not for everybody
	Internal   bool // of the internal volume
}

// SearchCard returns what search needs to know of a paper.
func (f *Files) SearchCard(ctx context.Context, id string) (card SearchCard, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		if card.Paper, err = PaperOf(r, id); err != nil {
			return err
		}
		if card.Case, err = CaseOf(r, card.Paper.Case); err != nil {
			return err
		}
		fields, err := FieldsOf(r, card.Case.ID)
		if err != nil {
			return err
		}
		procedure, _ := f.Procedure(card.Case)
		card.Kind, card.Facets, card.Internal = procedure.Kind, map[string][]string{}, f.Internal(card.Case, card.Paper.Code)
		if _, card.Restricted, err = RestrictionOf(r, card.Case.ID); err != nil {
			return err
		}
		for _, field := range fields {
			spec, known := procedure.Field(field.Name)
			if known && spec.Facet != "" {
				card.Facets[spec.Facet] = append(card.Facets[spec.Facet], texts(field.Value)...)
			}
			var text string
			switch {
			case known && spec.Articles:
				var list []string
				if json.Unmarshal(field.Value, &list) == nil {
					card.Articles = append(card.Articles, list...)
				}
			case known && spec.Sensitive && json.Unmarshal(field.Value, &text) == nil && text != "":
				card.Sensitive = append(card.Sensitive, text)
			}
		}
		return nil
	})
	return card, err
}

// texts reads a text or a list of texts; anything else is none.
func texts(value json.RawMessage) (list []string) {
	var one string
	if json.Unmarshal(value, &one) == nil && one != "" {
		return []string{one}
	}
	if json.Unmarshal(value, &list) != nil {
		return nil
	}
	return list
}

package precedent

import (
	"context"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// SynonymGroup is a list of words that find each other in a search.
type SynonymGroup struct {
	Words []string `json:"words"`
	At    string   `json:"at"`
	By    string   `json:"by"`
}

// synonymsSet replaces the office's list of synonyms.
type synonymsSet struct {
	Groups [][]string `json:"groups"`
}

func applySynonyms(t *store.Tables, e store.Event, d synonymsSet) error {
	if err := t.Exec(queries.Get("synonyms_clear")); err != nil {
		return err
	}
	for n, words := range d.Groups {
		if err := t.Exec(queries.Get("synonym_insert"), n+1, store.JSON(words), e.Instant(), e.Actor); err != nil {
			return err
		}
	}
	return nil
}

// SynonymsOf lists the office's synonyms.
func SynonymsOf(from store.Source) ([]SynonymGroup, error) {
	return store.All[SynonymGroup](from, queries.Get("synonyms"))
}

// Bounds of the list.
const (
	mostGroups     = 1000
	mostSynonyms   = 20 // of a group
	longestSynonym = 30 // runes
)

// SetSynonyms replaces the office's list of synonyms. It takes effect with the
// next search once it is given to the index: see [Index.SetSynonyms].
func (d *Desk) SetSynonyms(ctx context.Context, actor account.Person, groups [][]string) error {
	if err := actor.Demand(account.KeepSynonyms); err != nil {
		return err
	}
	clean, err := cleanSynonyms(groups)
	if err != nil {
		return err
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		_, err := tx.Record("precedent.synonyms_set", "synonyms", synonymsSet{clean})
		return err
	})
}

// cleanSynonyms refuses a list that cannot be meant: a group of one word, a word that is none, or one that stands in two groups.
func cleanSynonyms(groups [][]string) ([][]string, error) {
	const op = "precedent.synonyms"
	invalid := func(zh, en string, args ...any) error {
		return fault.New(fault.Invalid, op, fault.Tf(zh, en, args...)).WithField("groups")
	}
	if len(groups) > mostGroups {
		return nil, invalid("最多%[1]d组", "at most %[1]d groups", mostGroups)
	}
	clean, in := [][]string{}, map[string]int{}
	for i, group := range groups {
		var words []string
		for _, word := range group {
			word = strings.TrimSpace(word)
			key := fold(word).String()
			switch {
			case word == "":
				continue
			case key == "" || !searchable([]rune(key)) || utf8.RuneCountInString(word) > longestSynonym || strings.ContainsAny(word, `"“”:：()（）*?|&`):
				return nil, invalid("“%[1]s”不能作同义词", "%[1]q cannot be a synonym", word)
			case in[key] == i+1:
				continue
			case in[key] != 0:
				return nil, invalid("“%[1]s”同时在第%[2]d组和第%[3]d组", "%[1]q stands in the groups %[2]d and %[3]d", word, in[key], i+1)
			}
			in[key] = i + 1
			words = append(words, word)
		}
		switch {
		case len(words) == 0:
			continue
		case len(words) == 1:
			return nil, invalid("第%[1]d组只有“%[2]s”一个词", "the group %[1]d has the one word %[2]q", i+1, words[0])
		case len(words) > mostSynonyms:
			return nil, invalid("第%[1]d组的词超过%[2]d个", "the group %[1]d has more than %[2]d words", i+1, mostSynonyms)
		}
		clean = append(clean, words)
	}
	return clean, nil
}

// TakeSynonyms gives indexes the office's list of synonyms as it stands now.
func (d *Desk) TakeSynonyms(ctx context.Context, indexes ...*Index) error {
	return d.Files.Store.View(ctx, func(r *store.Reader) error {
		list, err := SynonymsOf(r)
		var groups [][]string
		for _, g := range list {
			groups = append(groups, g.Words)
		}
		for _, x := range indexes {
			if x != nil {
				x.SetSynonyms(groups)
			}
		}
		return err
	})
}

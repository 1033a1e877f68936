package precedent

import (
	"slices"
	"sort"
	"strings"
)

const (
	nearlySame = 0.8 // texts that share this part of their pairs are copies
	mostWords  = 6   // shared words that are shown
	longWord   = 12  // characters of a shared word that are shown
)

// gather makes the answers out of ranked texts: copies stand with the first of them.
func gather(near []*likely, worth []counted, limit int) []Alike {
	out := []Alike{}
	var heads []*likely
	for _, n := range near {
		if !n.answer {
			continue
		}
		if i := slices.IndexFunc(heads, func(head *likely) bool { return n.bag.isCopy(head.bag) }); i >= 0 {
			out[i].Copies = append(out[i].Copies, n.card)
			continue
		}
		if len(out) == limit {
			continue // a later one may still be a copy of these
		}
		heads = append(heads, n)
		out = append(out, Alike{Paper: n.card, Score: n.score, Facts: n.facts, Share: n.share, Kin: n.kin, Words: sharedWords(n.text, worth), Copies: []Paper{}})
	}
	return out
}

// sharedWords are the longest pieces of a text whose pairs all stand in the question, the most telling first.
func sharedWords(text []rune, worth []counted) []string {
	value := make(map[key]float64, len(worth))
	for _, t := range worth {
		value[t.key] = t.n
	}
	found := map[string]float64{}
	for i := 0; i+1 < len(text); i++ {
		j, sum := i, 0.0
		for j+1 < len(text) && isHan(text[j]) && isHan(text[j+1]) {
			v, shared := value[key(text[j])<<32|key(text[j+1])]
			if !shared {
				break
			}
			sum += v
			j++
		}
		if n := j - i; n >= 2 && n < longWord { // three characters and more: a pair alone is chance
			found[string(text[i:j+1])] = sum
		}
		i = max(i, j)
	}
	words := keys(found)
	sort.Slice(words, func(i, j int) bool {
		a, b := words[i], words[j]
		return found[a] > found[b] || found[a] == found[b] && a < b
	})
	var out []string
	for _, w := range words {
		if len(out) < mostWords && !slices.ContainsFunc(out, func(had string) bool { return strings.Contains(had, w) || strings.Contains(w, had) }) {
			out = append(out, w)
		}
	}
	return append([]string{}, out...)
}

// joined is the text of all pages.
func joined(pages []Page) string {
	list := make([]string, len(pages))
	for i, page := range pages {
		list[i] = page.Text
	}
	return strings.Join(list, "\n")
}

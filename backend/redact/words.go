package redact

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsFile string

// words is what is known of how names are made and of what stands around them.
type words struct {
	surname  map[rune]bool
	compound map[string]bool
	common   map[string]bool // words of two characters that begin like a surname
	behind   map[string]bool // words that stand behind a name, of one or two characters
}

// lexicon reads the word lists, once.
var lexicon = sync.OnceValue(func() words {
	w := words{surname: map[rune]bool{}, compound: map[string]bool{}, common: map[string]bool{}, behind: map[string]bool{}}
	for line := range strings.Lines(wordsFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, word := range strings.Fields(rest) {
			switch kind {
			case "surnames":
				for _, r := range word {
					w.surname[r] = true
				}
			case "compound":
				w.compound[word] = true
			case "common":
				w.common[word] = true
			case "behind":
				w.behind[word] = true
			}
		}
	}
	return w
})

// Surname gives the family name of a Chinese name: two characters for a compound one if a given name follows, else one.
func Surname(name string) string {
	runes := []rune(name)
	if len(runes) >= 3 && lexicon().compound[string(runes[:2])] {
		return string(runes[:2])
	}
	return string(runes[:min(1, len(runes))])
}

package precedent

import "strings"

// informantWords stand before the name of whoever reported a breach (举报人). Such a name is kept from the index and from lists of
// results, wherever it stands in the paper.
var informantWords = []string{"举报人", "投诉人", "检举人", "告发人", "申诉人"}

// notNames are what else follows these words.
var notNames = "称说的为是向对在于未无提及于反送到书陈述要求及和与或者姓名信息等"

// secretsOf are the strings of a paper that must not be indexed or listed: those that are named, and the informants that its
// pages name.
func secretsOf(p Paper, pages []Page) []folded {
	secrets := foldAll(p.Sensitive)
	had := map[string]bool{}
	for _, page := range pages {
		if !namesInformant(page.Text) {
			continue
		}
		for _, name := range informants(fold(page.Text).r) {
			if !had[name] {
				had[name] = true
				secrets = append(secrets, folded{r: []rune(name)})
			}
		}
	}
	return secrets
}

func namesInformant(text string) bool {
	for _, word := range informantWords {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// informants finds the names behind the words: two to four Han characters after a colon, or two to three that begin with a
// common family name.
func informants(r []rune) (names []string) {
	for _, word := range informantWords {
		w := []rune(word)
		for i := 0; i+len(w) < len(r); i++ {
			if !hasAt(r, w, i) {
				continue
			}
			at := i + len(w)
			if hasAt(r, []rune("姓名"), at) || hasAt(r, []rune("名称"), at) {
				at += 2
			}
			colon := at < len(r) && (r[at] == ':' || r[at] == '(' || r[at] == '、')
			if colon {
				at++
			}
			end := at
			for end < len(r) && end-at < 4 && isHan(r[end]) && !strings.ContainsRune(notNames, r[end]) {
				end++
			}
			if n := end - at; n >= 2 && (colon || strings.ContainsRune(surnames, r[at])) {
				if !colon {
					end = min(end, at+3)
				}
				names = append(names, string(r[at:end]))
				if !colon && end-at == 3 { // the third may be the verb
					names = append(names, string(r[at:end-1]))
				}
			}
		}
	}
	return names
}

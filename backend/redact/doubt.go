package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Doubt is a place in a finished text that may still tell who bears a masked name. A person looks at it.
type Doubt struct {
	Start, End int
	Why        fault.Text
}

const syllable = `(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ang|eng|ong|ing|iao|uai|ian|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)`

var (
	spelt       = regexp.MustCompile(`(?i)(?:^|[^a-z])(` + syllable + ` (?:` + syllable + `){1,2}|(?:` + syllable + `){2,4})(?:$|[^a-z])`)
	onlyInGiven = fault.T("只写了名，没有写姓", "the given name alone")
	oneApart    = fault.T("与已隐去的姓名只差一个字", "one character apart from a masked name")
	inLetters   = fault.T("可能是姓名的拼音", "perhaps a name in Latin letters")
)

// Doubts looks in a finished text for what may still tell who bears a name that is masked: the given name alone, the name with
// one character written otherwise, and names in Latin letters. Names of two characters are left out, since so little stands in
// any text. Bodies are names of organisations, in which a name may stand.
func Doubts(text string, names, bodies []string) []Doubt {
	v := fold([]rune(text)).squeeze(func(r, _, _ rune) bool { return joint(r) && r != '\n' })
	var list []Doubt
	add := func(start, end int, why fault.Text) {
		from, to := v.span(start, end)
		if !slices.ContainsFunc(list, func(d Doubt) bool { return d.Start < to && from < d.End }) {
			list = append(list, Doubt{from, to, why})
		}
	}
	for _, body := range bodies {
		if plain := bare(body); plain != "" {
			v = v.with([]rune(strings.ReplaceAll(v.text, plain, strings.Repeat("▢", len([]rune(plain))))))
		}
	}
	for _, name := range names {
		surname := Surname(bare(name))
		given := []rune(strings.TrimPrefix(bare(name), surname))
		if surname == "" || len(given) != 2 || !han(given[0]) || !han(given[1]) {
			continue
		}
		for at := 0; ; {
			i := strings.Index(v.text[at:], string(given))
			if i < 0 {
				break
			}
			add(at+i, at+i+len(string(given)), onlyInGiven)
			at += i + len(string(given))
		}
		similar := regexp.MustCompile(surname + `(?:` + string(given[0]) + `\p{Han}|\p{Han}` + string(given[1]) + `)`)
		for _, m := range similar.FindAllStringIndex(v.text, -1) {
			add(m[0], m[1], oneApart)
		}
	}
	if len(names) > 0 {
		latin := fold([]rune(text))
		for _, m := range spelt.FindAllStringSubmatchIndex(latin.text, -1) {
			if word := latin.text[m[2]:m[3]]; strings.Contains(word, " ") && word[0] < 'a' || len(word) >= 7 && !strings.Contains(word, " ") {
				from, to := latin.span(m[2], m[3])
				list = append(list, Doubt{from, to, inLetters})
			}
		}
	}
	slices.SortFunc(list, func(a, b Doubt) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

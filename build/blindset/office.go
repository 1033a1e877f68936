package blindset

import (
	"slices"
	"strings"
)

// Office is an office with a name and matters of its own. The others share the name and the matters of a market supervision office.
type Office struct {
	Name, USCC, CodeWord string

	wordings            string            // the folder of its wordings
	county, city, trade string            // what stands for 云汀县, 云汀 and 市场监督管理
	roles               map[string]string // what the party is called in cases of a kind or in one paper; the usual word where it says none
	moves               [][2]string
	breaches            []breach
	applications        []application
	levies, fees        []charge
	grounds             []ground
	visits              []visit
}

// ground is a suspicion for which goods are sealed or seized.
type ground struct {
	law                             Law
	cause, goods, unit, more, mores string
}

// visit is what an inspection looks at.
type visit struct {
	basis     Law
	good, bad string
	items     []string
	standard  string
}

// Seen are hands of two offices that nobody had seen when the pre-checks were made. Their first figures stood for an office in its
// first week; since then the checks were mended by what they showed.
func Seen() []Hand {
	return []Hand{
		{ID: "cheng", Office: &urban, order: 0, days: 2, sums: 6, brackets: "﹝﹞", lists: 3, files: 2},
		{ID: "jian", Office: &works, order: 1, pdf: true, days: 6, sums: 7, articles: 1, figures: true, brackets: "[]", lists: 4, files: 1},
	}
}

// Fresh are hands of two more offices, made up by somebody who has seen no check. Nothing has been mended by them: the figure they
// give at first sight stands for an office in its first week.
func Fresh() []Hand {
	return []Hand{
		{ID: "ziran", Office: &lands, sums: 8, brackets: "〔〕", lists: 5},
		{ID: "nongshui", Office: &farms, pdf: true, days: 4, sums: 9, articles: 4, figures: true, brackets: "〔〕", ordinal: true, lists: 6, files: 3},
	}
}

// local puts the names of the hand's office into a text that was made up for the office of the others.
func (h Hand) local(text string) string {
	if h.Office == nil {
		return text
	}
	o := h.Office
	return strings.NewReplacer("云汀县市场监督管理", o.county+o.trade, "云市监", o.CodeWord, "云汀县", o.county, "云汀", o.city).Replace(text)
}

// localValue does the same for what somebody puts down.
func (h Hand) localValue(value any) any {
	switch v := value.(type) {
	case string:
		return h.local(v)
	case []string:
		list := make([]string, len(v))
		for i, text := range v {
			list[i] = h.local(text)
		}
		return list
	}
	return value
}

// arranged puts the passages of a paper into the order of the hand's office.
func (h Hand) arranged(parts []string) []string {
	if h.Office == nil {
		return parts
	}
	parts = slices.Clone(parts)
	for _, move := range h.Office.moves {
		from, after := slices.Index(parts, move[0]), slices.Index(parts, move[1])
		if from < 0 || after < 0 {
			continue
		}
		parts = slices.Delete(parts, from, from+1)
		if from < after {
			after--
		}
		parts = slices.Insert(parts, after+1, move[0])
	}
	return parts
}

// called is the name of a paper: of an office that writes for itself it is the one that stands above it.
func (h Hand) called(s *Sheet) string {
	if h.Office == nil {
		return s.Name
	}
	for _, part := range s.Parts {
		if strings.Contains(part, ".title") {
			return strings.NewReplacer("^", "", "\n", "", " ", "").Replace(h.wording(part))
		}
	}
	return s.Name
}

// matters are those of a hand's office, or the usual ones.
func matters[T any](h Hand, of func(*Office) []T, usual []T) []T {
	if h.Office == nil {
		return usual
	}
	return of(h.Office)
}

// domain is the field of the law in which the hand's office works.
func (h Hand) domain() string {
	if h.Office == nil {
		return "market"
	}
	return "general"
}

// area tells whether a unit is one of which there are hundreds.
func area(unit string) bool { return unit == "平方米" || unit == "立方米" }

func between(low, high Fen) (func(Fen) Fen, func(Fen) Fen) {
	return func(Fen) Fen { return low }, func(Fen) Fen { return high }
}

// level is the level of the law in which an article stands.
func level(l Law) string {
	if title, _, _ := strings.Cut(string(l), "》"); strings.HasSuffix(title, "条例") {
		return "regulation"
	}
	return "law"
}

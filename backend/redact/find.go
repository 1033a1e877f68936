package redact

import (
	"cmp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Hit is one find. Start and End are rune offsets, End exclusive; Text is what stands there and Mask what will stand there.
// Score, from 0 to 1, says how sure the find is; a low score asks for a second look and is not a leave to show it.
type Hit struct {
	Rule  string     `json:"rule"`
	Name  fault.Text `json:"label"`
	Level Level      `json:"level"`
	Start int        `json:"start"`
	End   int        `json:"end"`
	Text  string     `json:"text"`
	Mask  string     `json:"mask"`
	Score float64    `json:"score"`
	Why   fault.Text `json:"why"`

	checked  bool // its check digit is right
	labelled bool // what stands before it says what it is
	marked   bool // by hand, or a field of the case says so
}

// The scores of finds.
const (
	sure     = 1.0 // on the list of people, marked by hand, or a number whose check digit is right
	likely   = 0.7 // has the form
	doubtful = 0.4 // has the form, but the check digit is wrong
)

// Find gives everything that the rules and the dictionary want masked, in order, without overlaps. Where finds overlap
// the longer wins, so that a telephone number inside an identity number is not cut out of it, and nothing of the other is
// left standing.
func (r *Redactor) Find(text string, dictionary Dictionary) []Hit {
	s := &search{original: []rune(text)}
	s.folded = fold(s.original)
	s.tight, s.unwrapped = s.folded.tight(), s.folded.unwrapped()
	s.numerals, s.spelled = s.folded.numerals().tight(), s.folded.spelled()
	for _, rule := range r.rules {
		if rule.pattern != nil {
			s.run(rule)
		}
	}
	dictionary = r.discover(s, dictionary)
	r.people(s, dictionary)
	r.phrases(s, dictionary)
	return s.settle()
}

// search collects finds in one text.
type search struct {
	original []rune

	folded, tight, numerals, spelled, unwrapped view

	found []Hit
	kept  []Hit
}

// run looks for a rule in the folded text, and if the rule allows blanks in the copies without them; for any other in the copy
// without the line breaks of the page.
func (s *search) run(rule compiled) {
	s.look(rule, s.folded, false)
	if rule.Blanks != "" {
		s.look(rule, s.tight, true)
		if s.numerals.text != s.tight.text {
			s.look(rule, s.numerals, true)
		}
		if s.spelled.text != s.folded.text {
			s.look(rule, s.spelled, true)
		}
	} else if s.unwrapped.text != s.folded.text {
		s.look(rule, s.unwrapped, false)
	}
}

func (s *search) look(rule compiled, v view, across bool) {
	for at := 0; at < len(v.text); {
		m := rule.pattern.FindStringSubmatchIndex(v.text[at:])
		if m == nil {
			return
		}
		start, end := masked(m)
		matched := at + m[0]
		start, end, at = at+start, at+end, at+max(m[1], 1)
		if start == end {
			continue
		}
		if !v.cutsNumber(start, end) {
			s.take(rule, v, start, end, across, start > matched)
			continue
		}
		for at = start + 1; at < len(v.text) && v.digit(at-1) && v.digit(at); {
			at++ // go on after the row of digits
		}
	}
}

// masked gives the first group that took part in a match, or else the whole match.
func masked(m []int) (start, end int) {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// take notes one find of a pattern.
func (s *search) take(rule compiled, v view, start, end int, across, labelled bool) {
	from, to := v.span(start, end)
	value := v.text[start:end]
	score, why := likely, fault.T("符合格式", "has the form")
	if rule.check != nil {
		passes := rule.check(strings.NewReplacer(" ", "", "-", "").Replace(value))
		switch {
		case passes:
			score, why = sure, fault.T("符合格式，校验正确", "has the form, and its check is right")
		case rule.Level == Keep || across && rule.Blanks == "checked":
			return
		default:
			score, why = doubtful, fault.T("符合格式，但校验不符，可能有误写", "has the form, but its check is wrong: perhaps miswritten")
		}
	}
	if across && score < sure && scattered(s.original[from:to]) {
		return
	}
	s.add(rule.Rule, from, to, score, why, fill(rule.Mask, string(s.original[from:to]), "", ""))
	list := s.found
	if rule.Level == Keep {
		list = s.kept
	}
	list[len(list)-1].checked, list[len(list)-1].labelled = rule.check != nil && score == sure, labelled
}

// scattered tells whether a row of digits is so full of blanks that it is rather several numbers side by side. A blank
// after nearly every digit is a way of spacing letters.
func scattered(span []rune) bool {
	characters, gaps := 0, 0
	blank := false
	for _, r := range span {
		if plain := plainForm(r); plain != "" && strings.Contains(" -"+inNumbers, plain) {
			if !blank {
				gaps++
			}
			blank = true
			continue
		}
		blank = false
		if _, written := numeral[r]; written || number([]rune(plainForm(r) + "-")[0]) {
			characters++
		}
	}
	return gaps*3 > characters && gaps*3 < characters*2
}

func (s *search) add(rule Rule, from, to int, score float64, how fault.Text, mask string) {
	why := fault.T("“"+rule.Name.Zh+"”："+how.Zh, rule.Name.In("en")+": "+how.En)
	if !rule.Why.IsZero() {
		why = fault.T(why.Zh+"；"+rule.Why.Zh, why.En+"; "+rule.Why.In("en"))
	}
	hit := Hit{Rule: rule.ID, Name: rule.Name, Level: rule.Level, Start: from, End: to,
		Text: string(s.original[from:to]), Mask: mask, Score: score, Why: why}
	if rule.Level == Keep {
		s.kept = append(s.kept, hit)
		return
	}
	s.found = append(s.found, hit)
}

// settle drops what is protected and resolves overlaps.
func (s *search) settle() []Hit {
	slices.SortStableFunc(s.found, func(a, b Hit) int {
		if (a.Level == May) != (b.Level == May) {
			if a.Level == May {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Start, b.Start))
	})
	var settled []Hit
	for _, hit := range s.found {
		if !s.protected(hit) {
			settled = s.place(settled, hit)
		}
	}
	slices.SortFunc(settled, func(a, b Hit) int { return cmp.Compare(a.Start, b.Start) })
	return settled
}

// place adds a hit unless what is there covers it. A part that sticks out of the hits before is kept as a hit of its own,
// blacked out whole.
func (s *search) place(settled []Hit, hit Hit) []Hit {
	parts := [][2]int{{hit.Start, hit.End}}
	for _, other := range settled {
		var rest [][2]int
		for _, p := range parts {
			if p[0] < min(p[1], other.Start) {
				rest = append(rest, [2]int{p[0], min(p[1], other.Start)})
			}
			if max(p[0], other.End) < p[1] {
				rest = append(rest, [2]int{max(p[0], other.End), p[1]})
			}
		}
		parts = rest
	}
	if len(parts) == 1 && parts[0] == [2]int{hit.Start, hit.End} {
		return append(settled, hit)
	}
	if hit.Level == May {
		return settled
	}
	for _, p := range parts {
		part := hit
		part.Start, part.End, part.Text, part.Mask = p[0], p[1], string(s.original[p[0]:p[1]]), "***"
		settled = append(settled, part)
	}
	return settled
}

// protected tells whether something that is never masked covers a hit. A number that is a good identity number and at the
// same place something to be kept, such as a good credit code, is masked all the same, and so is one that is called an account.
func (s *search) protected(hit Hit) bool {
	for _, k := range s.kept {
		if hit.marked && k.Rule != keepRule {
			continue
		}
		if k.Start <= hit.Start && hit.End <= k.End {
			if k.checked && hit.labelled && !k.labelled || k.Start == hit.Start && k.End == hit.End && hit.checked {
				continue
			}
			return true
		}
	}
	return false
}

package review

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// misspelt looks for what is the name in a field but for one character. What the case has under another field of With is no
// mistake.
func (d Dossier) misspelt(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	name := []rune(d.written(row.With[0]))
	switch {
	case len(name) == 0:
		d.lacking(check, row.With[:1])
		return
	case len(name) < 5: // of a short name another may well be another's
		return
	}
	others := ""
	for _, field := range row.With[1:] {
		others += d.written(field) + "\n"
	}
	for _, page := range s.Pages {
		text, at := tightly(page.Text)
		for i := 0; i+len(name) <= len(text); i++ {
			if text[i] != name[0] && text[i+1] != name[1] {
				continue
			}
			window := text[i : i+len(name)]
			if wrong := apart(window, name); wrong == 1 && !strings.Contains(others, string(window)) {
				check.hit(row.Says, spot(s, page, at[i], at[i+len(name)]))
				i += len(name) - 1
			}
		}
	}
}

// tightly is a text without its blanks and line ends, and where each of its characters begins: in a narrow cell a name goes on in
// the next line. Behind the last stands where it ends.
func tightly(text string) (tight []rune, at []int) {
	end := 0
	for i, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		tight, at, end = append(tight, r), append(at, i), i+utf8.RuneLen(r)
	}
	return tight, append(at, end)
}

// apart counts the places in which two texts of a length differ. A mark in the place of a letter counts as many.
func apart(a, b []rune) (n int) {
	for i := range a {
		if a[i] != b[i] {
			if n++; n > 1 || strings.ContainsRune(" 　\n，。、；：（）“”《》", a[i]) {
				return len(a)
			}
		}
	}
	return n
}

// faceDay is the day that a paper bears: below its text, or as somebody put it down, or where it says when it was received.
func (d Dossier) faceDay(s Sheet) (day string, place casefile.Place) {
	find := func(label string) (extract.Fact, bool) {
		for _, f := range slices.Backward(facts(s, extract.Date, label)) {
			return f, true
		}
		return extract.Fact{}, false
	}
	if f, below := find("落款"); below {
		return f.Value, placeOf(s, f)
	}
	if s.MadeOn != "" {
		return s.MadeOn, heading(s)
	}
	f, received := find("送达")
	if kind, _ := d.Procedure.Paper(s.Code); !received || kind.Decides != "" { // a decision tells when its notice was served
		return "", heading(s)
	}
	return f.Value, placeOf(s, f)
}

// sequence holds the days of papers against each other. A line of With is two codes with <= between them; a word after a code and
// a colon must stand in the paper.
func (d Dossier) sequence(row rulebook.DraftCheck, sheets []Sheet, check *Precheck) {
	known := 0
	for _, line := range row.With {
		first, then, _ := strings.Cut(line, "<=")
		for _, a := range papersOf(sheets, first) {
			for _, b := range papersOf(sheets, then) {
				before, here := d.faceDay(a)
				after, there := d.faceDay(b)
				if before == "" || after == "" {
					continue
				}
				if known++; before > after {
					check.hit(row.Says, here, there)
				}
			}
		}
	}
	if known == 0 {
		check.why(fault.T("读不出文书的日期，无从比较先后", "the papers do not give their days: there is nothing to compare"))
	}
}

// papersOf are the sheets of a code, with a word in them if one stands after a colon.
func papersOf(sheets []Sheet, which string) (list []Sheet) {
	code, word, _ := strings.Cut(which, ":")
	for _, s := range sheets {
		if s.Code == code && strings.Contains(s.joined(), word) {
			list = append(list, s)
		}
	}
	return list
}

// span counts the days between two dates. With holds the pattern of the two dates and that of the days.
func (d Dossier) span(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	from, err := d.pattern(row.With[0])
	days, wrong := d.pattern(row.With[1])
	if err != nil || wrong != nil {
		return
	}
	text := s.flowing()
	dates, told := from.FindStringSubmatch(text), days.FindStringSubmatch(text)
	if dates == nil || told == nil {
		check.why(fault.T("文书没有写明起止日期和日数", "the paper does not give both dates and days"))
		return
	}
	begin, bad := dayOf(dates[1])
	end, worse := dayOf(dates[2])
	n, err := strconv.Atoi(count(told[1]))
	if bad || worse || err != nil {
		check.why(fault.T("读不出起止日期或者日数", "the dates or the days cannot be read"))
		return
	}
	if between := int(end.Sub(begin).Hours() / 24); between != n && between+1 != n {
		for _, page := range s.Pages {
			if at := strings.Index(page.Text, dates[0]); at >= 0 {
				check.hit(row.Says, spot(s, page, at, at+len(dates[0])))
				return
			}
		}
		check.hit(row.Says, heading(s))
	}
}

func dayOf(text string) (day time.Time, bad bool) {
	m := anyDate.FindStringSubmatch(text)
	if m == nil {
		return day, true
	}
	number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
	return time.Date(number(1), time.Month(number(2)), number(3), 0, 0, 0, 0, time.UTC), false
}

// listed holds what a paper rests on against the list in the second of the papers of the row. With holds the pattern of the part
// that speaks of it, and then words, of which each that stands there must stand in the list.
func (d Dossier) listed(row rulebook.DraftCheck, sheets []Sheet, check *Precheck) {
	part, err := d.pattern(row.With[0])
	list := ""
	for _, s := range papersOf(sheets, row.Papers[1]) {
		list += s.joined()
	}
	if err != nil || list == "" {
		check.why(fault.T("案卷中没有可以读的目录", "there is no list that could be read"))
		return
	}
	for _, s := range papersOf(sheets, row.Papers[0]) {
		pages := narrowed(s.Pages, part)
		if len(pages) == 0 {
			check.why(fault.T("读不出文书中列举证据的部分", "the part of the paper that lists the evidence cannot be found"))
		}
		for _, page := range pages {
			for _, word := range row.With[1:] {
				pattern, err := d.pattern(word)
				if err != nil {
					continue
				}
				if m := pattern.FindStringIndex(page.Text); m != nil && !pattern.MatchString(list) {
					check.hit(row.Says, spot(s, page, m[0], m[1]))
				}
			}
		}
	}
}

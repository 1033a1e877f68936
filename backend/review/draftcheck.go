package review

import (
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// mostTraces is how many hits of one check are told.
const mostTraces = 10

// ask puts a question to the text of papers.
func (d Dossier) ask(row rulebook.DraftCheck) (Precheck, error) {
	check := Precheck{ID: row.ID, Kind: Draft, Item: d.Procedure.ItemOf(row.Items), Level: row.Level, Article: row.Article, Question: row.Question, Looked: []Looked{}, Found: []Trace{}, look: row.Look}
	switch applies := d.Procedure.Holds(row.Applies, d.Facts); applies.Verdict {
	case rulebook.NotMet:
		check.Result = rulebook.NotApplicable
		return check, nil
	case rulebook.Unknown:
		d.lacking(&check, applies.Missing)
		return check.settle(), nil
	}
	sheets := d.find(row.Papers, &check)
	if row.Where != "" && len(sheets) > 0 {
		if sheets = d.holding(row.Where, sheets); len(sheets) == 0 && check.Why.IsZero() {
			check.Result = rulebook.NotApplicable
			return check, nil
		}
	}
	if row.Look != "" {
		for _, s := range sheets {
			check.looked(s, 0)
		}
		err := d.look(row, sheets, &check)
		return check.settle(), err
	}
	for _, s := range sheets {
		check.looked(s, 0)
		before := len(check.Found)
		var err error
		if row.Check != "" {
			d.weigh(row, s, &check)
		} else {
			err = d.search(row, s, &check)
		}
		if err != nil {
			return check, err
		}
		if row.Any && len(check.Found) == before { // one of the papers is enough
			check.Found, check.Why = nil, fault.Text{}
			return check.settle(), nil
		}
	}
	if row.Any && !check.Why.IsZero() { // it may stand in a paper that could not be read
		check.Found = nil
	}
	if row.Any && len(check.Found) > 1 {
		check.Found = check.Found[:1]
	}
	return check.settle(), nil
}

// holding keeps the papers that hold a pattern.
func (d Dossier) holding(source string, sheets []Sheet) []Sheet {
	pattern, err := d.pattern(source) // checked when the book was loaded
	return slices.DeleteFunc(sheets, func(s Sheet) bool { return err != nil || !pattern.MatchString(s.joined()) })
}

// search looks for a pattern that must be there, or may not.
func (d Dossier) search(row rulebook.DraftCheck, s Sheet, check *Precheck) error {
	source := row.Must + row.MustNot
	for _, name := range rulebook.Placeholders(source) {
		if d.written(name) == "" {
			d.lacking(check, []string{name})
			return nil
		}
	}
	pattern, err := d.pattern(source)
	if err != nil {
		return fault.Wrap("review.search", err)
	}
	if row.Must != "" {
		text := s.joined()
		if d.clear {
			text = d.clearly(s) // a number may be parted from what it counts
		}
		d.asks(check, row, s, pattern.MatchString(text) || d.clear && pattern.MatchString(s.loosely()) || d.saysWording(row, s))
		return nil
	}
	for _, page := range s.Pages {
		for _, m := range pattern.FindAllStringIndex(page.Text, mostTraces) {
			check.hit(row.Says, spot(s, page, m[0], m[1]))
		}
	}
	return nil
}

// heading is the place of a paper's first line, for what is not in it.
func heading(s Sheet) casefile.Place {
	for _, page := range s.Pages {
		if text := strings.TrimLeft(page.Text, " \n\t　"); text != "" {
			line, _, _ := strings.Cut(text, "\n")
			start := strings.Index(page.Text, line)
			return spot(s, page, start, start+len(line))
		}
	}
	return casefile.Place{Paper: s.ID, Page: 1}
}

// weigh judges a condition, with what the paper's text says of itself in the place of what the case has for it.
func (d Dossier) weigh(row rulebook.DraftCheck, s Sheet, check *Precheck) {
	facts, places := d.Facts.Clone(), map[string]casefile.Place{}
	for _, p := range s.proposes(d.Procedure) {
		field, known := d.Procedure.Field(p.Field)
		if _, taken := places[p.Field]; taken || !known || !strings.HasPrefix(p.Field, "d."+s.Code+".") {
			continue
		}
		var raw any
		if json.Unmarshal(p.Value, &raw) != nil {
			continue
		}
		if clean, err := field.Clean(raw); err == nil && clean != nil {
			facts[p.Field], places[p.Field] = clean, p.Place
		}
	}
	if name := "d." + s.Code + ".on"; facts[name] == nil { // a decision says its day itself until it is issued
		if day, place := d.faceDay(s); day != "" {
			facts[name], places[name] = day, place
		}
	}
	out := d.Procedure.Holds(row.Check, facts)
	switch out.Verdict {
	case rulebook.Unknown:
		d.lacking(check, out.Missing)
	case rulebook.NotMet:
		where := heading(s)
		for _, seen := range out.Seen {
			if place, stands := places[seen.Name]; stands {
				place.Paper = s.ID
				where = place
				break
			}
		}
		check.hit(row.Says, where)
	}
}

// facts finds the facts of a kind in a paper, with one of the labels where there are any.
func facts(s Sheet, kind extract.Kind, labels ...string) (list []extract.Fact) {
	for _, f := range s.saysFacts() {
		if f.Kind == kind && (len(labels) == 0 || slices.Contains(labels, f.Label)) {
			list = append(list, f)
		}
	}
	return list
}

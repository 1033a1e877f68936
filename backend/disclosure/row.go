package disclosure

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/paper"
	"zhiheng/backend/redact"
	"zhiheng/backend/rulebook"
)

// Column is one value of the report of a decision (双公示). Value is as reported, Public as it leaves in a package: masked,
// and empty where the value is reported only. Dates are YYYY/MM/DD, sums are in ten thousand yuan with six decimals.
type Column struct {
	Code     string     `json:"code"`
	Label    fault.Text `json:"label"`
	Value    string     `json:"value"`
	Public   string     `json:"public"`
	Required bool       `json:"required"`
	Private  bool       `json:"private,omitempty"`
	Problems []Problem  `json:"problems"`

	fen   *int64        // of a sum that is there
	mend  bool          // the value was brought to half width or rid of invisible characters
	spans []redact.Span // of the masks in Public
	field rulebook.DisclosureField
}

// alternate names the field that says the same as another one, for when that is empty.
func alternate(name string) string {
	switch name {
	case "d.D27.facts":
		return "c.facts"
	case "d.D27.decision":
		return "x.text"
	}
	return ""
}

// made tells whether a column is made of a field alone.
func (c Column) made(name string) bool { return len(c.field.From) == 1 && c.field.From[0] == name }

const remarkCode = "BZ"

// row makes the report of a case.
func (d *Desk) row(s *sight) ([]Column, error) {
	row := []Column{}
	dict, shown := s.dictionary(), s.shown()
	for _, f := range s.procedure.DisclosureFields {
		c := Column{Code: f.Code, Label: f.Label, Private: f.Private, Problems: []Problem{}, field: f}
		required, err := s.required(f)
		if err != nil {
			return nil, err
		}
		c.Required = required
		raw := d.value(s, f, &c)
		c.Value = halfWidth(raw)
		c.mend = c.Value != strings.TrimSpace(raw)
		if !c.Private {
			c.Public, c.spans = c.Value, nil
			if f.Type == "text" {
				c.Public, c.spans = d.publicValue(s, c.Value, dict, shown)
			}
		}
		row = append(row, c)
	}
	return row, nil
}

// required tells whether a column must be filled in this case.
func (s *sight) required(f rulebook.DisclosureField) (bool, error) {
	if f.Required != "when" {
		return f.Required == "must", nil
	}
	condition, err := s.procedure.Compile(f.When)
	if err != nil {
		return false, fault.Wrap("disclosure.row", err)
	}
	return condition.Eval(s.facts).Verdict == rulebook.Met, nil
}

// value reads a column's value off the facts.
func (d *Desk) value(s *sight, f rulebook.DisclosureField, c *Column) string {
	if f.Code == remarkCode {
		return s.item.Remark
	}
	if s.body.Delegated() { // a delegated organisation reports the agency in whose name it acts
		switch name, code := s.agencyColumns(); f.Code {
		case name:
			return s.body.DelegBy
		case code:
			return s.body.DelegUSCC
		}
	}
	var parts []string
	for _, name := range f.From {
		v := s.facts[name]
		if other := alternate(name); other != "" && (v == nil || v == "") {
			v = s.facts[other]
		}
		if name == "disc.end_on" && (v == nil || v == "") {
			v, _ = d.publishedUntil(s)
		}
		switch v := v.(type) {
		case string:
			parts = append(parts, label(s.procedure.Book(), f, v))
		case []string:
			for _, one := range v {
				parts = append(parts, label(s.procedure.Book(), f, one))
			}
		case int64:
			if f.Type == "decimal" && (v != 0 || c.Required) {
				c.fen = &v
				return paper.Number(v).String(decimalColumn(f))
			}
		}
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
	return strings.Join(compact(parts), ";")
}

// agencyColumns are the codes of the columns that name the agency and give its credit code: those that its check looks at.
func (s *sight) agencyColumns() (name, code string) {
	for _, check := range s.procedure.DisclosureChecks {
		if check.Check == "agency" && len(check.Columns) == 2 {
			return check.Columns[0], check.Columns[1]
		}
	}
	return "", ""
}

// compact drops what is there already.
func compact(parts []string) []string {
	var out []string
	for _, p := range parts {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// decimalColumn is the column of a sum: fen with six decimals are ten thousand yuan.
func decimalColumn(f rulebook.DisclosureField) paper.Column {
	return paper.Column{Title: f.Label.Zh, Kind: paper.DecimalColumn, Places: f.Scale}
}

// label puts a stored value into the words and forms of the report.
func label(book *rulebook.Book, f rulebook.DisclosureField, value string) string {
	switch {
	case f.Type == "date":
		return strings.ReplaceAll(value, "-", "/")
	case f.Codes == "penalty_kind":
		if i := slices.IndexFunc(book.PenaltyKinds, func(k rulebook.PenaltyKind) bool { return k.ID == value }); i >= 0 {
			return book.PenaltyKinds[i].Label.Zh
		}
	case f.Codes != "":
		for _, code := range book.Table(f.Codes) {
			if code.ID == value {
				return code.Label.Zh
			}
		}
	}
	return value
}

// halfWidth brings full-width digits and letters to half width and takes out what cannot be seen, line ends included.
func halfWidth(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	return strings.Map(func(r rune) rune {
		switch folded := idcode.FoldRune(r); {
		case folded < 0, r == '\n', r == '\t', r == '\r':
			return -1
		case folded >= '0' && folded <= '9', folded >= 'A' && folded <= 'Z', folded >= 'a' && folded <= 'z':
			return folded
		}
		return r
	}, text)
}

// publishedUntil is the day (YYYY-MM-DD) on which the decision is taken down at the latest, by the most serious of its kinds,
// and the name of the rule. Both are empty where the rulebook sets no limit.
func (d *Desk) publishedUntil(s *sight) (day, rule string) {
	for _, t := range d.terms(s) {
		if t.Destination == creditDestination {
			return t.EndsOn, t.Rule
		}
	}
	return "", ""
}

// creditDestination is the destination whose term ends the publication as a whole.
const creditDestination = "credit"

// terms are how long the decision stays public at each destination.
func (d *Desk) terms(s *sight) []rulebook.PublicTerm {
	published := d.Files.Today()
	if s.item.PublishedAt != "" {
		published = s.item.PublishedAt[:len("2006-01-02")]
	}
	terms, err := s.procedure.PublicTerms(s.facts, s.item.DecidedOn, published)
	if err != nil { // the days are the program's own
		return nil
	}
	return terms
}

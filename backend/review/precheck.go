package review

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// Precheck is what the machine found when it compared the papers of a case, or put a question to the text of a paper. Result
// is Met (looked and found nothing), NotMet (found something), Unknown (could not look; Why says why) or NotApplicable.
type Precheck struct {
	ID       string           `json:"id"`
	Kind     string           `json:"kind"` // Consistency or Draft
	Item     string           `json:"item"` // the point of the checklist that it belongs to, if any
	Level    string           `json:"level"`
	Article  string           `json:"article"`
	Question fault.Text       `json:"question"`
	Result   rulebook.Verdict `json:"result"`
	Looked   []Looked         `json:"looked"`
	Found    []Trace          `json:"found"`
	Why      fault.Text       `json:"why,omitzero"`
	Unfound  bool             `json:"unfound,omitempty"` // Unknown since what the papers must say was not found in one that is worded otherwise than known

	look    string
	answers []answer
}

// Looked is a paper that a check has read, and how many values it found there.
type Looked struct {
	Paper  string `json:"paper"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Values int    `json:"values"`
}

// Trace is something found: what it means, and the places where it stands. Two papers that differ have a place in each.
type Trace struct {
	Says   fault.Text       `json:"says"`
	Places []casefile.Place `json:"places"`

	absent bool // the paper does not say what it must
}

// Dossier is a case as the pre-checks see it.
type Dossier struct {
	Procedure *rulebook.Procedure
	Facts     rulebook.Facts
	Sheets    []Sheet
	Parties   func(names []string) ([]string, error) // which of these are parties of other cases; nil where nobody can tell

	clear  bool                    // the sheets hold clear copies
	labels func(label string) bool // of forms, that the rulebook knows
}

// Look runs all pre-checks, in the order of the rulebook: comparisons first. They read clear copies of the papers, but for those
// that ask how something is written; the places they name are in the papers as they are.
func (d Dossier) Look() ([]Precheck, error) {
	list := []Precheck{}
	read, copies := d.cleared()
	d.Sheets = slices.Clone(d.Sheets)
	for i, s := range d.Sheets {
		d.Sheets[i] = s.keeping()
	}
	for _, row := range d.Procedure.Comparisons {
		check, err := read.compare(row)
		if err != nil {
			return nil, err
		}
		back(check.Found, copies)
		list = append(list, check)
	}
	for _, row := range d.Procedure.DraftChecks {
		if row.AsWritten {
			check, err := d.ask(row)
			if err != nil {
				return nil, err
			}
			list = append(list, check)
			continue
		}
		check, err := read.ask(row)
		if err != nil {
			return nil, err
		}
		list = append(list, check)
	}
	read.doubt(list)
	for i, row := range d.Procedure.DraftChecks {
		if !row.AsWritten {
			back(list[len(d.Procedure.Comparisons)+i].Found, copies)
		}
	}
	return list, nil
}

// find lists the sheets of these codes, in the order of the codes, and notes those that could not be read.
func (d Dossier) find(codes []string, check *Precheck) (found []Sheet) {
	var unread []string
	for _, code := range codes {
		for _, s := range d.Sheets {
			if s.Code != code {
				continue
			}
			if strings.TrimSpace(s.joined()) == "" {
				unread = append(unread, s.Title)
				continue
			}
			found = append(found, s)
		}
	}
	switch {
	case len(unread) > 0:
		check.why(fault.Tf("读不出文字：%[1]s", "no text could be read in: %[1]s", strings.Join(unread, "、")))
	case len(found) == 0:
		var zh, en []string
		for _, code := range codes {
			paper, _ := d.Procedure.Paper(code)
			zh, en = append(zh, paper.Label.Zh), append(en, paper.Label.En)
		}
		check.why(fault.Tf("案卷中没有：%[1]s", "the dossier has none of: %[2]s", strings.Join(zh, "、"), strings.Join(en, ", ")))
	}
	return found
}

// why says that the machine could not look, unless it has found something.
func (c *Precheck) why(text fault.Text) {
	if c.Why.IsZero() {
		c.Why = text
	}
}

// settle works out the result from what was found and what could not be looked at.
func (c *Precheck) settle() Precheck {
	switch {
	case c.Result == rulebook.NotApplicable:
	case len(c.Found) > 0:
		c.Result = rulebook.NotMet
	case !c.Why.IsZero():
		c.Result = rulebook.Unknown
	default:
		c.Result = rulebook.Met
	}
	return *c
}

// looked notes a paper that was read.
func (c *Precheck) looked(s Sheet, values int) {
	c.Looked = append(c.Looked, Looked{Paper: s.ID, Code: s.Code, Title: s.Title, Values: values})
}

// hit notes something that was found.
func (c *Precheck) hit(says fault.Text, places ...casefile.Place) {
	c.Found = append(c.Found, Trace{Says: says, Places: places})
}

// lacking says that the values of fields are not known.
func (d Dossier) lacking(check *Precheck, names []string) {
	var zh, en []string
	for _, name := range names {
		field, _ := d.Procedure.Field(name)
		zh, en = append(zh, field.Label.Zh), append(en, field.Label.En)
	}
	check.why(fault.Tf("尚不知道：%[1]s", "not known yet: %[2]s", strings.Join(zh, "、"), strings.Join(en, ", ")))
}

// written lists the ways in which a paper may write a field's value, the usual one first; none if it is not known.
func (d Dossier) written(name string) string {
	text := d.plainly(name)
	if d.clear {
		text = clearly(text)
	}
	return text
}

func (d Dossier) plainly(name string) string {
	switch v := d.Facts[name].(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "、")
	case nil:
		return ""
	default:
		raw, _ := json.Marshal(v) // numbers and lists always marshal
		return fmt.Sprint(string(raw))
	}
}

// VerdictOn sums up what the pre-checks of a point of the checklist say: NotMet if one that blocks has found something, Met if
// all of them could look and found nothing; else Unknown. There is none if no pre-check belongs to the point.
func VerdictOn(checks []Precheck, item string) (verdict rulebook.Verdict, there bool) {
	verdict = rulebook.NotApplicable
	for _, c := range checks {
		if c.Item != item || c.Result == rulebook.NotApplicable {
			there = there || c.Item == item
			continue
		}
		there = true
		switch {
		case c.Result == rulebook.NotMet && c.Level == "block":
			return rulebook.NotMet, true
		case c.Result != rulebook.Met:
			verdict = rulebook.Unknown
		case verdict == rulebook.NotApplicable:
			verdict = rulebook.Met
		}
	}
	return verdict, there
}

// joined is the machine's verdict on a point: of its condition, and of the pre-checks that belong to it. What a pre-check
// has found outweighs what the confirmed values say; pre-checks alone speak for a point only if the machine can judge it.
func joined(p Point, checks []Precheck) (verdict rulebook.Verdict, checked bool) {
	settled, there := VerdictOn(checks, p.ID)
	switch {
	case !there || p.Machine.Verdict == rulebook.NotApplicable:
		return p.Machine.Verdict, p.Checked
	case settled == rulebook.NotMet:
		return settled, true
	case !p.Checked && p.Class == "A":
		return settled, true
	}
	return p.Machine.Verdict, p.Checked
}

// counted adds to the facts how often papers differ and officers are in two places, as far as the machine could look.
func counted(checks []Precheck, facts rulebook.Facts) {
	count := func(field string, mine func(c Precheck) bool) {
		n, could := int64(0), false
		for _, c := range checks {
			if mine(c) && (c.Result == rulebook.Met || c.Result == rulebook.NotMet) {
				n, could = n+int64(len(c.Found)), true
			}
		}
		if could {
			facts[field] = n
		}
	}
	count("c.paper_conflicts", func(c Precheck) bool { return c.Kind == Consistency && c.Level == "block" })
	count("c.interview_overlaps", func(c Precheck) bool { return c.look == rulebook.LookOverlap })
}

// The kinds of pre-check.
const (
	Consistency = "consistency"
	Draft       = "draft"
)

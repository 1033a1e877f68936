package rulebook

import (
	"math"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/fault"
)

// Type is the type of a field's value.
type Type string

// The types of field. In Go: text, date, instant and code are strings (a date is YYYY-MM-DD, an instant RFC 3339); int and
// money are int64 (money in fen); bool is bool; texts is []string; list is []map[string]any.
const (
	Text    Type = "text"
	Int     Type = "int"
	Money   Type = "money"
	Date    Type = "date"
	Instant Type = "instant"
	Bool    Type = "bool"
	CodeOf  Type = "code"
	Texts   Type = "texts"
	List    Type = "list"
)

var fieldTypes = []Type{Text, Int, Money, Date, Instant, Bool, CodeOf, Texts, List}

// fingerprints are the parts of the review fingerprint; what belongs to none may change after the review.
var fingerprints = []string{"", "party", "case", "penalty", "notice", "hearing", "evidence"}

// The columns of the case list. ColumnAmount is the field that a procedure names as its sum.
const (
	ColumnTitle   = "title"
	ColumnParty   = "party"
	ColumnAmount  = "amount"
	ColumnFiledOn = "filed_on"
)

var columns = []string{"", ColumnTitle, ColumnParty, ColumnFiledOn}

// Field is a canonical field. Fingerprint names the part of the review fingerprint that the value belongs to (party, case,
// penalty, notice, hearing, evidence), or is empty. A field "d.*.on" stands for that attribute of every paper.
type Field struct {
	Name        string     `json:"name"` // such as "x.fine"
	Type        Type       `json:"type"`
	Label       fault.Text `json:"label"`
	Group       string     `json:"group"`           // office, case, party, penalty, hearing, review, discussion, measure, officers, evidence, paper
	Codes       string     `json:"codes,omitempty"` // the code table, for a code or a list of codes
	Fingerprint string     `json:"fingerprint,omitempty"`
	Sensitive   bool       `json:"sensitive,omitempty"`
	Computed    bool       `json:"computed,omitempty"` // the program finds it out; nobody types it
	Counts      *Count     `json:"counts,omitempty"`   // for a computed int: the other cases that it counts
	Column      string     `json:"column,omitempty"`   // the column of the case list that shows it: title, party or filed_on
	Articles    bool       `json:"articles,omitempty"` // names articles of law, by which papers are found
	Facet       string     `json:"facet,omitempty"`    // what papers found are counted by, as precedent names it: party_type, penalty or region
	Default     any        `json:"default,omitempty"`  // what holds as long as nobody has said otherwise
	Derive      string     `json:"derive,omitempty"`   // for a bool: the condition that gives it as long as nobody has said otherwise
	Article     string     `json:"article,omitempty"`
	Source      string     `json:"source"`
}

// Count says which other cases of the same party, under the same procedure, a field counts: those that agree with the case
// in the Same fields, and those whose EarlierInYear lies before the case's own, or before the end of today where it has
// none, and in the same year.
type Count struct {
	Actions       []string `json:"actions"` // the kinds of action whose cases are counted
	Same          []string `json:"same,omitempty"`
	EarlierInYear string   `json:"earlier_in_year,omitempty"`
}

// FieldValue is a field with the value it had when somebody looked. Known is false if there was none.
type FieldValue struct {
	Name  string     `json:"name"`
	Label fault.Text `json:"label"`
	Type  Type       `json:"type,omitempty"`
	Value any        `json:"value,omitempty"`
	Known bool       `json:"known"`
}

// Field finds a field by its canonical name. Attributes of papers, such as d.D21.served_on, are found through a procedure:
// see [Procedure.Field].
func (b *Book) Field(name string) (Field, bool) {
	f, ok := b.fields[name]
	return f, ok
}

// Field finds a field of the procedure, the attributes of its papers included.
func (p *Procedure) Field(name string) (Field, bool) {
	code, attr, ok := paperField(name)
	if !ok {
		f, ok := p.book.Field(name)
		if ok && name == p.Amount {
			f.Column = ColumnAmount
		}
		return f, ok
	}
	paper, ok := p.papers[code]
	if !ok {
		return Field{}, false
	}
	for _, k := range paper.KeyFields {
		if k.ID == attr {
			return Field{Name: name, Type: k.Type, Group: "paper", Fingerprint: paper.Fingerprint, Source: paper.Source,
				Label: fault.T(paper.Label.Zh+"·"+k.Label.Zh, paper.Label.En+": "+k.Label.En)}, true
		}
	}
	f, ok := p.book.fields["d.*."+attr]
	if !ok {
		return Field{}, false
	}
	f.Name, f.Fingerprint = name, paper.Fingerprint
	f.Label = fault.T(paper.Label.Zh+"·"+f.Label.Zh, paper.Label.En+": "+f.Label.En)
	return f, true
}

// paperField splits d.D21.served_on into the paper's code and the attribute.
func paperField(name string) (code, attr string, ok bool) {
	rest, ok := strings.CutPrefix(name, "d.")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ".")
}

// Clean returns a value in the Go type of the field, or says why it cannot be. Numbers and lists may be as JSON has them.
// nil stays nil: not known.
func (f Field) Clean(value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	var out any
	ok := false
	switch f.Type {
	case Int, Money:
		out, ok = whole(value)
	case Bool:
		out, ok = value.(bool)
	case Texts:
		out, ok = stringList(value)
	case List:
		out, ok = mapList(value)
	default:
		var s string
		s, ok = value.(string)
		ok = ok && wellFormed(f.Type, s)
		out = s
	}
	if !ok {
		return nil, fault.New(fault.Invalid, "rulebook.clean", fault.Tf("“%[1]s”的值 %[3]v 不是%[4]s",
			"the value %[3]v of %[2]s is not of type %[4]s", f.Label.Zh, f.Label.En, value, string(f.Type))).WithField(f.Name)
	}
	return out, nil
}

// wellFormed tells whether a string fits a type. The empty string fits all: it is a known nothing.
func wellFormed(t Type, s string) bool {
	switch {
	case s == "":
		return true
	case t == Date:
		_, err := parseDay(s)
		return err == nil
	case t == Instant:
		_, err := time.Parse(time.RFC3339, s)
		return err == nil
	}
	return true
}

func whole(value any) (int64, bool) {
	switch n := value.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	}
	return 0, false
}

func stringList(value any) ([]string, bool) {
	switch list := value.(type) {
	case []string:
		return list, true
	case []any:
		out := make([]string, 0, len(list))
		for _, v := range list {
			s, ok := v.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, false
}

func mapList(value any) ([]map[string]any, bool) {
	switch list := value.(type) {
	case []map[string]any:
		return list, true
	case []any:
		out := make([]map[string]any, 0, len(list))
		for _, v := range list {
			m, ok := v.(map[string]any)
			if !ok {
				return nil, false
			}
			out = append(out, m)
		}
		return out, true
	}
	return nil, false
}

// check looks for faults in a field's row.
func (f Field) check(codes []Code) (problems []fault.Text) {
	if !slices.Contains(fieldTypes, f.Type) {
		problems = append(problems, say("没有“%s”这种类型", "unknown type %q", f.Type))
	}
	if !slices.Contains(fingerprints, f.Fingerprint) {
		problems = append(problems, say("没有“%s”这种计入内容", "unknown part of the fingerprint %q", f.Fingerprint))
	}
	if !slices.Contains(columns, f.Column) {
		problems = append(problems, say("没有“%s”这一列", "unknown column %q", f.Column))
	}
	if f.Group == "" {
		problems = append(problems, fault.T("没有写明组", "no group"))
	}
	if f.Codes != "" && f.Codes != "penalty_kind" && !slices.ContainsFunc(codes, func(c Code) bool { return c.Table == f.Codes }) {
		problems = append(problems, say("没有“%s”这个代码表", "unknown code table %q", f.Codes))
	}
	return problems
}

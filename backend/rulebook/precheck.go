package rulebook

import (
	"regexp"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// Comparison is something that several papers of a case must say alike. What a paper says is found as a fact of a kind, with
// one of the labels where there are any; by a pattern whose first group is the value; or as words of a code table. Part is a
// pattern whose first group is the only part of the paper that is looked at.
type Comparison struct {
	ID      string     `json:"id"` // such as "VP01"
	Actions []string   `json:"actions,omitempty"`
	Items   []string   `json:"items,omitempty"` // the points of the checklists that it belongs to, one in each procedure; an office may have struck it out
	Label   fault.Text `json:"label"`
	Papers  []string   `json:"papers"` // the best witness first
	Fact    string     `json:"fact,omitempty"`
	Labels  []string   `json:"labels,omitempty"`
	Pattern string     `json:"pattern,omitempty"`
	Words   string     `json:"words,omitempty"`
	Part    string     `json:"part,omitempty"`
	Except  string     `json:"except,omitempty"`  // a pattern of values that do not count
	Without string     `json:"without,omitempty"` // a pattern of what is left out of a value before it is compared
	Latest  bool       `json:"latest,omitempty"`  // of several papers of a code only the latest counts: a notice given anew takes the place of the first
	Same    string     `json:"same"`              // SameFirst, SameAny, SameAll or SameWithin
	Field   string     `json:"field,omitempty"`   // the case's own value, which counts as one more witness
	Level   string     `json:"level"`             // block or warn
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// What two papers must share for a comparison: their first values, any one value, or all of them. By SameWithin all that a paper
// says must stand in the first of the papers, which may say more.
const (
	SameFirst  = "first"
	SameAny    = "any"
	SameAll    = "all"
	SameWithin = "within"
)

// DraftCheck is a question to the text of a paper. It has one of Must, a pattern that the text must hold; MustNot, one that
// it may not hold; Check, a condition over the case's facts, in which the paper's own fields are those that the text says;
// and Look, one of [Looks]. In patterns {p.name} stands for the case's value of a field.
type DraftCheck struct {
	ID        string     `json:"id"` // such as "W01"
	Actions   []string   `json:"actions,omitempty"`
	Items     []string   `json:"items,omitempty"`
	Question  fault.Text `json:"question"`
	Says      fault.Text `json:"says"`   // what a hit means
	Papers    []string   `json:"papers"` // codes, or "decision" for all that carry one
	Applies   string     `json:"applies,omitempty"`
	Where     string     `json:"where,omitempty"` // a pattern: only papers that hold it are asked
	Must      string     `json:"must,omitempty"`
	MustNot   string     `json:"must_not,omitempty"`
	Check     string     `json:"check,omitempty"`
	Look      string     `json:"look,omitempty"`
	With      []string   `json:"with,omitempty"` // what the look wants to know
	Level     string     `json:"level"`          // block or warn
	Article   string     `json:"article,omitempty"`
	Source    string     `json:"source"`
	Any       bool       `json:"any,omitempty"`        // Must asks for one of the papers, not for each
	Sign      string     `json:"sign,omitempty"`       // a pattern of the words without which nobody can say what Must asks for
	Wording   string     `json:"wording,omitempty"`    // what Must asks for, which may be said in other words
	AsWritten bool       `json:"as_written,omitempty"` // it asks how something is written, and reads the paper as it is
}

// The looks that no pattern can take.
const (
	LookCapitals   = "capitals"   // a sum in figures and in capitals is the same
	LookSums       = "sums"       // one paper gives one sum for each of the labels
	LookArticles   = "articles"   // the articles cited exist
	LookInForce    = "in_force"   // what is cited was in force on the day of the field
	LookOrder      = "order"      // the dates of the labels follow each other
	LookPersonal   = "personal"   // no identity number but that of the field
	LookStrangers  = "strangers"  // no party of another case
	LookOverlap    = "overlap"    // no officer in two records at once
	LookLevels     = "levels"     // the penalty is one that an instrument of this rank may set
	LookDates      = "dates"      // every date exists
	LookProduct    = "product"    // a sum is its price times its quantity
	LookDuplicated = "duplicated" // no paragraph stands there twice
	LookWidths     = "widths"     // figures are of one width

	LookMisspelt = "misspelt" // no name that is a field's but for one character
	LookNamed    = "named"    // the paper names the party of the case, or one of the others
	LookSequence = "sequence" // papers were made one after another
	LookSpan     = "span"     // so many days lie between two dates
	LookListed   = "listed"   // what a paper rests on is on the list of another

	LookRemedy       = "remedy"        // a remedy is told with its period
	LookRemedyPeriod = "remedy_period" // no remedy is told with another period
	LookRemedyBody   = "remedy_body"   // a remedy is told with the body to turn to
)

// Looks are all of them.
func Looks() []string {
	return []string{LookCapitals, LookSums, LookArticles, LookInForce, LookOrder, LookPersonal, LookStrangers, LookOverlap, LookLevels, LookDates, LookProduct, LookDuplicated, LookWidths,
		LookMisspelt, LookNamed, LookSequence, LookSpan, LookListed, LookRemedy, LookRemedyPeriod, LookRemedyBody}
}

// Holds judges a condition of a check over facts; an empty one is met.
func (p *Procedure) Holds(condition string, f Facts) Outcome { return p.judge(condition, f) }

var placeholder = regexp.MustCompile(`\{([a-zA-Z][a-zA-Z0-9_.-]*\.[a-zA-Z0-9_.-]+)\}`)

// Placeholders lists the fields that a pattern names.
func Placeholders(pattern string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(pattern, -1) {
		names = append(names, m[1])
	}
	return names
}

// FillPattern compiles a pattern with what its fields stand for, taken letter for letter.
func FillPattern(pattern string, value func(field string) string) (*regexp.Regexp, error) {
	return regexp.Compile(placeholder.ReplaceAllStringFunc(pattern, func(m string) string { return regexp.QuoteMeta(value(strings.Trim(m, "{}"))) }))
}

// Pattern is a pattern with what its fields stand for, taken letter for letter. One without fields is compiled once in the life of
// the book.
func (p *Procedure) Pattern(pattern string, value func(field string) string) (*regexp.Regexp, error) {
	if p.book == nil || p.book.patterns == nil || placeholder.MatchString(pattern) {
		return FillPattern(pattern, value)
	}
	if known, there := p.book.patterns.Load(pattern); there {
		return known.(*regexp.Regexp), nil
	}
	compiled, err := regexp.Compile(pattern)
	if err == nil {
		p.book.patterns.Store(pattern, compiled)
	}
	return compiled, err
}

// prechecks checks the comparisons and the questions to drafts.
func (c *checker) prechecks() {
	for _, r := range c.p.Comparisons {
		file := c.from(c.file(c.p, "consistency.json"), r.ID)
		c.codes(file, r.ID, r.Papers)
		c.oneOf(file, r.ID, fault.T("一致方式", "way to be the same"), r.Same, SameFirst, SameAny, SameAll, SameWithin)
		c.oneOf(file, r.ID, fault.T("要求", "level"), r.Level, "block", "warn")
		c.field(file, r.ID, r.Field)
		for _, pattern := range []string{r.Pattern, r.Part, r.Except, r.Without} {
			c.pattern(file, r.ID, pattern)
		}
		if ways := given(r.Fact, r.Pattern, r.Words); ways != 1 {
			c.problem(file, r.ID, "要素（fact）、样式（pattern）、词语（words）须且只能写一项，现写了%d项", "%d of fact, pattern and words, not one", ways)
		}
	}
	for _, r := range c.p.DraftChecks {
		file := c.from(c.file(c.p, "draft_checks.json"), r.ID)
		c.codes(file, r.ID, r.Papers)
		c.oneOf(file, r.ID, fault.T("要求", "level"), r.Level, "block", "warn")
		c.condition(file, r.ID, r.Applies)
		c.condition(file, r.ID, r.Check)
		c.pattern(file, r.ID, r.Where)
		c.pattern(file, r.ID, r.Must)
		c.pattern(file, r.ID, r.MustNot)
		c.pattern(file, r.ID, r.Sign)
		if r.Look != "" {
			c.oneOf(file, r.ID, fault.T("核对方式", "look"), r.Look, Looks()...)
		}
		if _, known := c.p.Wording(r.Wording); !known && r.Wording != "" {
			c.problem(file, r.ID, "没有表述“%[1]s”（wordings.json）", "wordings.json has no wording %[1]q", r.Wording)
		}
		if r.Question.IsZero() || r.Says.IsZero() {
			c.problem(file, r.ID, "没有写明问题，或没有写明发现后的说明", "no question, or no word of what a hit means")
		}
		if ways := given(r.Must, r.MustNot, r.Check, r.Look); ways != 1 {
			c.problem(file, r.ID, "must、must_not、check、look 须且只能写一项，现写了%d项", "%d of must, must_not, check and look, not one", ways)
		}
	}
}

func given(texts ...string) (n int) {
	for _, text := range texts {
		if text != "" {
			n++
		}
	}
	return n
}

// pattern checks that a pattern can be read and that its fields exist.
func (c *checker) pattern(file, row, pattern string) {
	for _, name := range Placeholders(pattern) {
		c.field(file, row, name)
	}
	if _, err := FillPattern(pattern, func(string) string { return "" }); err != nil {
		c.report(file, row, patternFault(pattern, err))
	}
}

// Prechecked lists the papers that the pre-checks of the procedure read.
func (p *Procedure) Prechecked() []string {
	var codes []string
	for _, r := range p.Comparisons {
		codes = append(codes, r.Papers...)
	}
	for _, r := range p.DraftChecks {
		codes = append(codes, r.Papers...)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// ItemOf is the point of this procedure's checklist among those that a row names; empty if there is none.
func (p *Procedure) ItemOf(items []string) string {
	for _, item := range p.Checklist {
		if slices.Contains(items, item.ID) {
			return item.ID
		}
	}
	return ""
}

// decisionPapers stands in a row for every paper of the procedure that carries a decision.
const decisionPapers = "decision"

// spelledOut puts the codes of the papers that carry a decision in the place of their common word.
func (p *Procedure) spelledOut(codes []string) []string {
	if !slices.Contains(codes, decisionPapers) {
		return codes
	}
	var out []string
	for _, code := range codes {
		if code != decisionPapers {
			out = append(out, code)
		}
	}
	for _, paper := range p.Papers {
		if paper.Decides != "" {
			out = append(out, paper.Code)
		}
	}
	return out
}

// Package redact finds personal data in Chinese text, masks it, and proves that it is gone. What counts as personal data,
// and how it is masked, comes in as rules; the people of the case at hand come in as a dictionary.
//
// All offsets are rune offsets into the text as it was given. The package is pure.
package redact

import (
	"regexp"

	"zhiheng/backend/fault"
)

// Level says how binding a rule is.
type Level string

// The levels of a rule.
const (
	Must   Level = "must"   // is masked
	May    Level = "may"    // is masked if the office wants it
	Keep   Level = "keep"   // is never masked: document numbers, money, articles of law, codes of companies
	Manual Level = "manual" // no pattern can find it: a person marks it
)

// Rule is one row of the rule data.
//
// Pattern is an RE2 expression that runs on the folded text (half width, no invisible characters); its first group, if it
// has one, is what is masked. A rule without a pattern serves the dictionary or a person's own marks.
//
// Mask is what stands there afterwards. It may contain {first:N} and {last:N} (characters of the original), {surname},
// {ordinal} (甲, 乙 when several people share a surname, else nothing) and {county} (an address down to the county).
//
// Check names a test that raises or lowers the score of a find and never drops it: "resident_id", "luhn", "credit_code".
// Only for [Keep] does a failed check drop the find.
//
// Before are words that a name stands behind, such as 证人, and Behind words that stand behind a name: what is read there as the
// name of a person is masked under the rule wherever it stands, or kept under a rule of level [Keep]. With Labelled, a word of
// Before counts only as a label, with a colon or a blank behind it. Owns are ids of rules: a name right before what they find is
// that of its owner.
//
// Blanks says whether the pattern also runs on a copy without blanks and dashes: "" no, "any" yes, "checked" yes but a find
// that runs across a blank must pass the check.
type Rule struct {
	ID       string     `json:"id"`
	Name     fault.Text `json:"label"`
	Pattern  string     `json:"pattern,omitempty"`
	Mask     string     `json:"mask,omitempty"`
	Level    Level      `json:"level"`
	Check    string     `json:"check,omitempty"`
	Blanks   string     `json:"blanks,omitempty"`
	Before   []string   `json:"before,omitempty"`
	Labelled bool       `json:"labelled,omitempty"`
	Owns     []string   `json:"owns,omitempty"`
	Behind   []string   `json:"behind,omitempty"`
	Why      fault.Text `json:"why"`
	Source   string     `json:"source,omitempty"`
}

// Redactor finds what its rules describe. It does not change once made and may be used by many at once.
type Redactor struct {
	rules []compiled
	byID  map[string]int

	before, behind roles
}

type compiled struct {
	Rule
	pattern *regexp.Regexp // nil if the rule has none
	check   func(string) bool
}

// Compile makes a redactor. It refuses a rule without id or name, an id given twice, a pattern that does not compile or
// matches nothing at all, an unknown level, check or mask.
func Compile(rules []Rule) (*Redactor, error) {
	r := &Redactor{byID: map[string]int{}}
	for _, rule := range rules {
		c := compiled{Rule: rule}
		if rule.ID == "" || rule.Name.IsZero() {
			return nil, badRule(rule, "没有编号或名称", "has no id or no name", nil)
		}
		if _, twice := r.byID[rule.ID]; twice {
			return nil, badRule(rule, "编号重复", "is there twice", nil)
		}
		if rule.Level != Must && rule.Level != May && rule.Level != Keep && rule.Level != Manual {
			return nil, badRule(rule, "级别不明", "has no known level", nil)
		}
		if rule.Blanks != "" && rule.Blanks != "any" && rule.Blanks != "checked" {
			return nil, badRule(rule, "空白处理方式不明", "has no known way with blanks", nil)
		}
		if !validMask(rule) {
			return nil, badRule(rule, "掩码有误", "has a bad mask", nil)
		}
		if rule.Check != "" {
			if c.check = check(rule.Check); c.check == nil {
				return nil, badRule(rule, "校验方法不明", "has no known check", nil)
			}
		}
		if rule.Pattern != "" {
			pattern, err := regexp.Compile(rule.Pattern)
			if err != nil || pattern.MatchString("") {
				return nil, badRule(rule, "识别式有误", "has a bad pattern", err)
			}
			c.pattern = pattern
		}
		r.byID[rule.ID] = len(r.rules)
		r.rules = append(r.rules, c)
	}
	r.before = compileRoles(r.rules, func(rule Rule) []string { return rule.Before })
	r.behind = compileRoles(r.rules, func(rule Rule) []string { return rule.Behind })
	return r, nil
}

func badRule(rule Rule, zh, en string, cause error) error {
	return fault.New(fault.Invalid, "redact.compile", fault.Tf("脱敏规则“%[1]s”%[2]s", "the redaction rule %[1]q %[3]s", rule.ID, zh, en)).WithCause(cause)
}

// Rules gives the rules in the order of the data.
func (r *Redactor) Rules() []Rule {
	rules := make([]Rule, len(r.rules))
	for i, c := range r.rules {
		rules[i] = c.Rule
	}
	return rules
}

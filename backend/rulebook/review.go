package rulebook

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// MajorRule says when a decision is a major one, which may not be made without legal review. Tier is "statutory" (by the
// law itself), "catalogue" (by the office's list of major decisions) or "unit" (by the office's own choice).
type MajorRule struct {
	Force
	ID           string     `json:"id"` // such as "M08"
	Actions      []string   `json:"actions,omitempty"`
	Tier         string     `json:"tier"`
	Label        fault.Text `json:"label"`
	When         string     `json:"when"`
	Manual       string     `json:"manual,omitempty"` // the field a person ticks, if the rule rests on judgement
	Configurable bool       `json:"configurable,omitempty"`
	Papers       []string   `json:"papers,omitempty"` // the decisions it bears on, by the paper that carries them; empty: the main one
	Article      string     `json:"article"`
	Source       string     `json:"source"`
}

// Triggered is a rule that the facts meet, with the values it rests on.
type Triggered struct {
	Rule    MajorRule    `json:"rule"`
	Because []FieldValue `json:"because"`
}

// Undetermined is a rule that cannot be settled until the missing fields are known.
type Undetermined struct {
	Rule    MajorRule `json:"rule"`
	Missing []string  `json:"missing"`
}

// Bears tells whether a rule bears on the decision that a paper carries.
func (p *Procedure) Bears(rule MajorRule, code string) bool {
	if len(rule.Papers) > 0 {
		return slices.Contains(rule.Papers, code)
	}
	return !p.Further(code)
}

// Bearing lists the rules that bear on the decision that a paper carries, by id.
func (p *Procedure) Bearing(code string) []string {
	ids := []string{}
	for _, rule := range p.MajorRules {
		if p.Bears(rule, code) {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// Major tells which criteria of a major decision the facts meet, and which cannot be settled yet, for all decisions of a
// case together.
func (p *Procedure) Major(f Facts) (met []Triggered, open []Undetermined) {
	return p.major(f, func(MajorRule) bool { return true })
}

// MajorFor does so for the decision that one paper carries.
func (p *Procedure) MajorFor(code string, f Facts) (met []Triggered, open []Undetermined) {
	return p.major(f, func(rule MajorRule) bool { return p.Bears(rule, code) })
}

func (p *Procedure) major(f Facts, bears func(MajorRule) bool) (met []Triggered, open []Undetermined) {
	for _, rule := range p.MajorRules {
		if !rule.On(p.day(f)) || !bears(rule) {
			continue
		}
		switch out := p.judge(rule.When, f); out.Verdict {
		case Met:
			known := slices.DeleteFunc(out.Seen, func(fv FieldValue) bool { return !fv.Known })
			met = append(met, Triggered{Rule: rule, Because: known})
		case Unknown:
			open = append(open, Undetermined{Rule: rule, Missing: out.Missing})
		}
	}
	return met, open
}

// MaterialRule is one line of what must be handed in for review. It is there if the dossier holds all of AllOf, one of AnyOf
// (where there are any), and the fields of Filled have a value.
type MaterialRule struct {
	ID      string     `json:"id"`
	Actions []string   `json:"actions,omitempty"`
	Label   fault.Text `json:"label"`
	Level   string     `json:"level"` // must, when, should
	When    string     `json:"when,omitempty"`
	AllOf   []string   `json:"all_of,omitempty"`
	AnyOf   []string   `json:"any_of,omitempty"`
	Filled  []string   `json:"filled,omitempty"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Material is a line of the submission with its state. Demanded is Met, NotApplicable, or Unknown if its condition cannot
// be settled yet.
type Material struct {
	ID       string     `json:"id"`
	Label    fault.Text `json:"label"`
	Level    string     `json:"level"`
	Demanded Verdict    `json:"demanded"`
	Present  bool       `json:"present"`
	By       []string   `json:"by,omitempty"`      // codes of the papers that answer it
	Lacking  []string   `json:"lacking,omitempty"` // codes and fields that do not
	Article  string     `json:"article,omitempty"`
	Missing  fault.Text `json:"missing,omitzero"` // what is missing, in words; empty if nothing is
}

// Materials compares the dossier with what a submission must hold.
func (p *Procedure) Materials(f Facts) []Material {
	out := make([]Material, 0, len(p.MaterialRules))
	for _, r := range p.MaterialRules {
		m := Material{ID: r.ID, Label: r.Label, Level: r.Level, Article: r.Article, Demanded: p.judge(r.When, f).Verdict}
		if m.Demanded == NotMet {
			m.Demanded = NotApplicable
		}
		var zh, en []string
		lack := func(name string, label fault.Text) {
			m.Lacking, zh, en = append(m.Lacking, name), append(zh, label.Zh), append(en, label.En)
		}
		for _, code := range r.AllOf {
			if f.has(code) {
				m.By = append(m.By, code)
			} else {
				lack(code, p.papers[code].Label)
			}
		}
		found := len(r.AnyOf) == 0
		for _, code := range r.AnyOf {
			if f.has(code) {
				m.By, found = append(m.By, code), true
			}
		}
		if !found {
			lack(r.AnyOf[0], p.papers[r.AnyOf[0]].Label)
		}
		for _, name := range r.Filled {
			if !f.filled(name) {
				field, _ := p.Field(name)
				lack(name, field.Label)
			}
		}
		m.Present = len(m.Lacking) == 0
		if !m.Present && m.Demanded != NotApplicable {
			m.Missing = fault.T("缺："+strings.Join(zh, "、"), "Missing: "+strings.Join(en, ", "))
		}
		out = append(out, m)
	}
	return out
}

// Item is a point of the review checklist. Class is "A" (the machine can judge it), "S" (the machine can help) or "M" (for a
// person alone). Check, where there is one, gives a suggestion; the reviewer decides.
type Item struct {
	ID       string     `json:"id"` // such as "P20"
	Heading  string     `json:"heading"`
	Question fault.Text `json:"question"`
	LookAt   fault.Text `json:"look_at"`
	Papers   []string   `json:"papers,omitempty"` // where to look
	Article  string     `json:"article"`
	Class    string     `json:"class"`
	Tip      fault.Text `json:"tip"` // what the machine compares, or what to watch for
	Applies  string     `json:"applies,omitempty"`
	Check    string     `json:"check,omitempty"`
	Departs  string     `json:"departs,omitempty"` // when the case leaves the standard, which takes a reason
	Source   string     `json:"source"`
}

// ItemResult is a point of the checklist with what the machine can say about it. A point without a check is Unknown.
type ItemResult struct {
	Item    Item    `json:"item"`
	Outcome Outcome `json:"outcome"`
	Checked bool    `json:"checked"` // whether there is a check at all
}

// Examine runs the checks of the checklist over the facts, in the checklist's order.
func (p *Procedure) Examine(f Facts) []ItemResult {
	out := make([]ItemResult, 0, len(p.Checklist))
	for _, item := range p.Checklist {
		r := ItemResult{Item: item, Checked: item.Check != ""}
		switch {
		case r.Checked:
			r.Outcome = p.judgeWhen(item.Applies, item.Check, f)
		case item.Applies != "" && p.judge(item.Applies, f).Verdict == NotMet:
			r.Outcome = p.judge(item.Applies, f)
			r.Outcome.Verdict = NotApplicable
		default:
			r.Outcome.Verdict = Unknown
		}
		out = append(out, r)
	}
	return out
}

// Departs tells whether a case leaves the standard that a point of the checklist holds it to, and by which values. A point that
// holds it to none is NotApplicable.
func (p *Procedure) Departs(item Item, f Facts) Outcome {
	if item.Departs == "" || p.judge(item.Applies, f).Verdict != Met {
		return Outcome{Verdict: NotApplicable}
	}
	return p.judge(item.Departs, f)
}

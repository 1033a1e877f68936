package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

// Recording is an event of enforcement that is recorded in sound or picture. Level is "whole" (from Begin to End), "part"
// (its key moments) or "may" (as the office sees fit). Papers tell that it took place; Steps are those in which it does.
type Recording struct {
	Force
	ID       string     `json:"id"` // such as "AV06"
	Label    fault.Text `json:"label"`
	Actions  []string   `json:"actions,omitempty"` // the kinds of action; empty for all
	Level    string     `json:"level"`
	Stricter fault.Text `json:"stricter,omitzero"` // when the whole is recorded, or had better be, although Level says less
	Media    []string   `json:"media"`             // video, photo, audio

	When      []RecordingRule `json:"when,omitempty"`       // that it took place; a kind of action without a rule asks the papers
	WholeWhen []RecordingRule `json:"whole_when,omitempty"` // that the whole must be recorded although Level says less
	Alone     bool            `json:"alone,omitempty"`      // one officer may be there alone
	Chapters  []string        `json:"chapters,omitempty"`   // the steps that a film or sound recording of it must show, of the code table recording_chapter

	Begin     fault.Text `json:"begin,omitzero"`
	End       fault.Text `json:"end,omitzero"`
	Papers    []string   `json:"papers,omitempty"`
	Steps     []string   `json:"steps,omitempty"` // transitions, by id
	Side      string     `json:"side,omitempty"`  // "front" or "back": where it lies if it becomes part of the dossier
	Retention string     `json:"retention"`       // how long it is kept, by id
	Note      fault.Text `json:"note,omitzero"`
	Article   string     `json:"article,omitempty"`
	Source    string     `json:"source"`
}

// RecordingRule is a condition over the facts of a case of some kinds of action, or of all.
type RecordingRule struct {
	Actions   []string `json:"actions,omitempty"`
	Condition string   `json:"condition"`
}

// RecordingCheck is something that may be wrong with the record of an event. Counts says what it counts as where nobody has
// explained it: "gap" (it was not recorded, wholly or in part) or "fault" (it was, but not as it should be).
type RecordingCheck struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Counts  string     `json:"counts"`
	Says    fault.Text `json:"says"`
	Hint    fault.Text `json:"hint"`
	Param   string     `json:"param,omitempty"` // the parameter with its limit
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// RecordingDuty is an event of the table as it stands in one case. Took is Met if it took place. Whole is Met if all of it
// must be recorded. Papers are those in the dossier that tell of it.
type RecordingDuty struct {
	Recording
	Took   Verdict  `json:"took"`
	Whole  Verdict  `json:"whole"`
	Papers []string `json:"papers_present,omitempty"`
	Lacks  []string `json:"lacks,omitempty"` // the facts that would settle it
}

// Recorded judges which events of the table took place in a case, and which must be recorded whole.
func (p *Procedure) Recorded(f Facts) (duties []RecordingDuty) {
	today, _ := f["today"].(string)
	for _, r := range p.book.Recordings {
		if !p.Among(r.Actions) || !r.On(today) {
			continue
		}
		d := RecordingDuty{Recording: r, Took: NotMet, Whole: NotMet}
		for _, code := range r.Papers {
			if _, known := p.papers[code]; known && f.has(code) {
				d.Papers = append(d.Papers, code)
			}
		}
		if took, ruled := p.anyRule(r.When, f); ruled {
			d.Took, d.Lacks = took.Verdict, took.Missing
		} else if len(d.Papers) > 0 {
			d.Took = Met
		}
		if whole, ruled := p.anyRule(r.WholeWhen, f); r.Level == "whole" {
			d.Whole = Met
		} else if ruled {
			d.Whole = whole.Verdict
		}
		duties = append(duties, d)
	}
	return duties
}

// anyRule judges the first of the rules that holds for the procedure; ruled is false if none does.
func (p *Procedure) anyRule(rules []RecordingRule, f Facts) (out Outcome, ruled bool) {
	for _, r := range rules {
		if p.Among(r.Actions) {
			return p.judge(r.Condition, f), true
		}
	}
	return out, false
}

// RecordingCheck finds a check of recordings.
func (b *Book) RecordingCheck(id string) (RecordingCheck, bool) {
	return find(b.RecordChecks, id, func(c RecordingCheck) string { return c.ID })
}

// Recording finds an event of the table of what is recorded.
func (b *Book) Recording(id string) (Recording, bool) {
	return find(b.Recordings, id, func(r Recording) string { return r.ID })
}

// HasCode tells whether a code table has an entry.
func (b *Book) HasCode(table, id string) bool {
	return slices.ContainsFunc(b.Codes, func(c Code) bool { return c.Table == table && c.ID == id })
}

// CodeLabel is the label of an entry of a code table; an unknown one is shown as it is.
func (b *Book) CodeLabel(table, id string) fault.Text {
	for _, c := range b.Codes {
		if c.Table == table && c.ID == id {
			return c.Label
		}
	}
	return fault.T(id, id)
}

// Count is the value of a whole-number parameter, or another where the book does not have it.
func (b *Book) Count(id string, without int64) int64 {
	if n, ok := b.Parameter(id).(int64); ok {
		return n
	}
	return without
}

// RecordingField is something that is noted of every recording: one value, or a few that belong together, each by its name.
type RecordingField struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Names   []string   `json:"names"`           // of the values, such as t_start and t_end
	Type    Type       `json:"type"`            // of each value
	Codes   string     `json:"codes,omitempty"` // the code table
	Level   string     `json:"level"`           // must, when, may
	Note    fault.Text `json:"note,omitzero"`   // what must hold
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Retention says how long something is kept: Term is "permanent", "dossier" (as long as the dossier that it belongs to),
// "months" or "appraisal" (what happens when the time is over). Months is the least that the source asks for, Usual what
// the program takes unless the office sets another.
type Retention struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Of      string     `json:"of"`                // dossier, recording, log, assessment
	Actions []string   `json:"actions,omitempty"` // for dossiers: the kinds of action
	Procs   []string   `json:"procs,omitempty"`   // for dossiers: the kinds of procedure
	Term    string     `json:"term"`
	Months  int        `json:"months,omitempty"`
	Usual   int        `json:"usual,omitempty"`
	Note    fault.Text `json:"note,omitzero"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

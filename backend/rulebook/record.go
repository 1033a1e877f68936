package rulebook

import "zhiheng/backend/fault"

// Recording is an event of enforcement that is recorded in sound or picture. Level is "whole" (from Begin to End), "part"
// (its key moments) or "may" (as the office sees fit). Papers tell that it took place; Steps are those in which it does.
type Recording struct {
	Force
	ID        string     `json:"id"` // such as "AV06"
	Label     fault.Text `json:"label"`
	Actions   []string   `json:"actions,omitempty"` // the kinds of action; empty for all
	Level     string     `json:"level"`
	Stricter  fault.Text `json:"stricter,omitzero"` // when the whole is recorded, or had better be, although Level says less
	Media     []string   `json:"media"`             // video, photo, audio
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

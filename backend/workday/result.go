package workday

import (
	"time"

	"zhiheng/backend/fault"
)

// StepKind says what happens to the days of a step.
type StepKind string

// The kinds of step, in the words of a calculation on paper.
const (
	Start       StepKind = "start"       // the event; its day is not counted
	Count       StepKind = "count"       // days counted
	Makeup      StepKind = "makeup"      // days at the weekend that are worked, and counted
	Weekend     StepKind = "weekend"     // skipped
	Holiday     StepKind = "holiday"     // skipped
	Suspended   StepKind = "suspended"   // skipped: the clock stands still
	Extended    StepKind = "extended"    // the period is lengthened; Days is by how much, in its unit
	Stated      StepKind = "stated"      // days left out that the file states without saying which; Days is how many
	Month       StepKind = "month"       // the corresponding day so many months on
	End         StepKind = "end"         // the last day by count
	Roll        StepKind = "roll"        // the last day moves to a working day
	Provisional StepKind = "provisional" // the holidays of these days are not announced yet
	Open        StepKind = "open"        // the clock stands still with no end in sight
)

// Step is one line of the arithmetic. From and To are its days, both included, From the earlier; Days is how many of them
// count for the line (the serial number of the last day for [End]). Source is where a holiday was announced, if known.
type Step struct {
	Kind   StepKind   `json:"kind"`
	From   Date       `json:"from"`
	To     Date       `json:"to"`
	Days   int        `json:"days"`
	Text   fault.Text `json:"text"`
	Source string     `json:"source,omitempty"`
}

// Result is a reckoned period. First is the first day counted. Strict is the last day by count alone, which an authority
// holds itself to; Legal is the last day in law, after rolling over to a working day. For working days the two are the
// same. Provisional means that holidays not yet announced may move the end. If Open, a suspension without an end was met
// after Counted days and there is no last day yet.
type Result struct {
	Start       Date   `json:"start"`
	First       Date   `json:"first"`
	Strict      Date   `json:"strict"`
	Legal       Date   `json:"legal"`
	Counted     int    `json:"counted"`
	Provisional bool   `json:"provisional"`
	Open        bool   `json:"open"`
	Steps       []Step `json:"steps"`

	At time.Time `json:"at,omitzero"` // the instant at which a period of hours ends
}

// HourResult is a period of hours: clock time, holidays and nights included.
type HourResult struct {
	Start time.Time  `json:"start"`
	End   time.Time  `json:"end"`
	Text  fault.Text `json:"text"`
}

// Suspension is a time that is not counted, from a day up to but not including another. A zero To means that it still
// lasts. Suspensions may overlap; a day is left out once.
type Suspension struct {
	From   Date       `json:"from"`
	To     Date       `json:"to"`
	Reason fault.Text `json:"reason"`
}

func (s Suspension) holds(d Date) bool {
	return !d.Before(s.From) && (s.To.IsZero() || d.Before(s.To))
}

// run notes a day as counted or skipped, joined to the line before if it goes on from there.
func (r *Result) run(kind StepKind, d Date, text fault.Text, source string) {
	if kind == Count || kind == Makeup {
		r.Counted++
		if r.First.IsZero() {
			r.First = d
		}
	}
	if n := len(r.Steps); n > 0 {
		last := &r.Steps[n-1]
		if last.Kind == kind && last.Source == source && last.Text == text {
			switch d {
			case last.To.Add(1):
				last.To = d
				last.Days++
				return
			case last.From.Add(-1):
				last.From = d
				last.Days++
				return
			}
		}
	}
	r.Steps = append(r.Steps, Step{Kind: kind, From: d, To: d, Days: 1, Text: text, Source: source})
}

// line adds a line that stands by itself.
func (r *Result) line(kind StepKind, from, to Date, days int, zh, en string, args ...any) {
	r.Steps = append(r.Steps, Step{Kind: kind, From: from, To: to, Days: days, Text: fault.Tf(zh, en, args...)})
}

// phrase is the text of a run of days.
func phrase(kind StepKind) fault.Text {
	switch kind {
	case Count:
		return fault.T("计入", "counted")
	case Makeup:
		return fault.T("调休上班，计入", "worked in exchange for a holiday, counted")
	case Weekend:
		return fault.T("周末，不计", "weekend, not counted")
	case Holiday:
		return fault.T("节假日放假，不计", "public holiday, not counted")
	}
	return fault.Text{}
}

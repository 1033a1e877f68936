package casefile

import (
	"cmp"
	"slices"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// The states of a clock.
const (
	ClockWaiting = "waiting" // its first day is not known; its days are what they would be if it began today
	ClockRunning = "running"
	ClockPaused  = "paused" // it stands still, and nobody knows until when
	ClockMet     = "met"
	ClockLate    = "late" // done after its end
	ClockOverdue = "overdue"
)

// Clock is a statutory period of a case. DueStrict is the last day as counted; DueLegal is the day to which it moves when
// that is no working day. WarnOn is the one of the two by which the office is warned; DueAt is the instant for a period of
// hours. DaysLeft counts calendar days from today to WarnOn, WorkdaysLeft working days. Remind are the days five, three and
// one working days before it. Provisional means that holidays not announced yet may still move it.
type Clock struct {
	ID           string         `json:"id"`
	Label        fault.Text     `json:"label"`
	Article      string         `json:"article"`
	Source       string         `json:"source"`
	StartOn      string         `json:"start_on"`
	StartField   string         `json:"start_field"`
	StartWhy     fault.Text     `json:"start_why"`
	DueStrict    string         `json:"due_strict"`
	DueLegal     string         `json:"due_legal"`
	DueAt        string         `json:"due_at,omitempty" doc:"the instant, for a period of hours"`
	WarnOn       string         `json:"warn_on"`
	DaysLeft     int            `json:"days_left"`
	WorkdaysLeft int            `json:"workdays_left"`
	Remind       []string       `json:"remind"`
	N            int            `json:"n"`
	Unit         string         `json:"unit"`
	Before       bool           `json:"before"`
	Right        bool           `json:"right"`
	State        string         `json:"state" enum:"waiting,running,paused,met,late,overdue"`
	DoneOn       string         `json:"done_on,omitempty"`
	Provisional  bool           `json:"provisional"`
	Extension    fault.Text     `json:"extension"`
	Arithmetic   []fault.Text   `json:"arithmetic"`
	Steps        []workday.Step `json:"steps"`
}

// Overdue tells whether the period has run out with nothing done.
func (c Clock) Overdue() bool { return c.State == ClockOverdue }

// Running tells whether the period has an end that is still to come, or has run out with nothing done.
func (c Clock) Running() bool { return c.State == ClockRunning || c.State == ClockOverdue }

// clockwork is a case as its clocks see it.
type clockwork struct {
	files       *Files
	procedure   *rulebook.Procedure
	facts       rulebook.Facts
	suspensions []workday.Suspension
	pauses      []Pause
	ended       map[string]string
	final       bool
	today       workday.Date
}

func (f *Files) clockwork(from store.Source, c Case, facts rulebook.Facts) (*clockwork, error) {
	procedure, known := f.Procedure(c)
	if !known {
		return nil, fault.New(fault.Unavailable, "casefile.clocks", fault.Tf("规则库没有程序 %[1]s", "the rulebook has no procedure %[1]s", c.Procedure))
	}
	steps, err := StepsOf(from, c.ID)
	if err != nil {
		return nil, err
	}
	w := &clockwork{files: f, procedure: procedure, facts: facts, ended: endedBy(procedure, steps)}
	if w.suspensions, err = suspensionsOf(procedure, steps); err != nil {
		return nil, err
	}
	for _, source := range f.Pauses {
		list, err := source(from, c.ID)
		if err != nil {
			return nil, err
		}
		w.pauses = append(w.pauses, list...)
	}
	state, _ := procedure.Lifecycle.State(c.State)
	w.final = state.Final
	w.today, err = workday.ParseDate(f.Today())
	return w, fault.Wrap("casefile.clocks", err)
}

// fillDue gives the facts the last days of the periods that a field tells, suspensions left out. A period that stands still
// has none yet.
func (f *Files) fillDue(from store.Source, c Case, procedure *rulebook.Procedure, facts rulebook.Facts) error {
	var w *clockwork
	for _, d := range procedure.Deadlines {
		if d.Fills == "" || procedure.Applies(d, facts) != rulebook.Met {
			continue
		}
		if w == nil {
			var err error
			if w, err = f.clockwork(from, c, facts); err != nil {
				return err
			}
		}
		due, ok, err := procedure.Due(d, facts, w.still(d)...)
		if err != nil {
			return err
		}
		if ok && !due.Open {
			facts[d.Fills] = due.Legal.String()
		}
	}
	return nil
}

// Clocks lists the periods of a case that have begun: those that run, the most urgent first, then those that stand still,
// then those that were met.
func (f *Files) Clocks(from store.Source, c Case, facts rulebook.Facts) ([]Clock, error) {
	w, err := f.clockwork(from, c, facts)
	if err != nil {
		return nil, err
	}
	clocks := []Clock{}
	for _, d := range w.procedure.Deadlines {
		if w.procedure.Applies(d, facts) != rulebook.Met {
			continue
		}
		due, ok, err := w.procedure.Due(d, facts, w.still(d)...)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		clock := w.clock(d, due)
		if w.final && rank(clock) < 2 {
			continue // a case at rest owes nothing
		}
		clocks = append(clocks, clock)
	}
	slices.SortStableFunc(clocks, func(a, b Clock) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.WarnOn, b.WarnOn))
	})
	return clocks, nil
}

func rank(c Clock) int {
	switch c.State {
	case ClockRunning, ClockOverdue:
		return 0
	case ClockPaused:
		return 1
	}
	return 2
}

// still are the spans in which a period stands still.
func (w *clockwork) still(d rulebook.Deadline) []workday.Suspension {
	var spans []workday.Suspension
	if d.Pausable {
		spans = slices.Clone(w.suspensions)
	}
	for _, p := range w.pauses {
		if slices.Contains(p.Deadlines, d.ID) {
			spans = append(spans, p.Suspension)
		}
	}
	return spans
}

// endedBy tells on which day the steps of a case last ended each period.
func endedBy(procedure *rulebook.Procedure, steps []Step) map[string]string {
	ended := map[string]string{}
	for _, step := range steps {
		t, _ := procedure.Lifecycle.Transition(step.Transition)
		for _, id := range t.Ends {
			ended[id] = step.Day
		}
	}
	return ended
}

// clock works out one period.
func (w *clockwork) clock(d rulebook.Deadline, due workday.Result) Clock {
	clock := w.drawn(d, due)
	if due.Open {
		clock.State = ClockPaused
	}
	done, _ := w.facts[d.To].(string)
	ended := w.ended[d.ID]
	if done == "" && !d.Right && ended >= clock.StartOn {
		done = ended
	}
	clock.DoneOn = done
	switch last := cmp.Or(clock.DueAt, clock.WarnOn); {
	case d.Right && done == "" && (!due.Open && clock.DaysLeft < 0 || ended != "" && ended >= clock.StartOn):
		clock.State = ClockMet // it has lapsed, or is not needed any more
	case done != "" && (due.Open || notAfter(done, last)):
		clock.State = ClockMet
	case done != "":
		clock.State = ClockLate
	case d.Before:
		clock.State = ClockMet // counted back from something that is set already
	case !due.Open && w.over(clock):
		clock.State = ClockOverdue
	}
	return clock
}

// drawn is a period with its days, as if nothing had been done yet.
func (w *clockwork) drawn(d rulebook.Deadline, due workday.Result) Clock {
	calendar := w.files.Rules.Current().Calendar
	clock := Clock{ID: d.ID, Label: d.Label, Article: d.Article, Source: d.Source, StartOn: due.Start.String(), StartField: d.From,
		DueStrict: due.Strict.String(), DueLegal: due.Legal.String(), N: w.procedure.Length(d, w.facts), Unit: string(d.Unit), Before: d.Before, Right: d.Right,
		State: ClockRunning, Provisional: due.Provisional, Extension: d.Extension, Arithmetic: []fault.Text{}, Steps: due.Steps, Remind: []string{}}
	clock.StartWhy = w.startWhy(d)
	for _, step := range due.Steps {
		clock.Arithmetic = append(clock.Arithmetic, dated(step))
	}
	if due.Open {
		return clock
	}
	last := due.Legal
	if d.Strict {
		last = due.Strict
	}
	if !due.At.IsZero() {
		clock.DueAt = due.At.In(ledger.Zone).Format(time.RFC3339)
	}
	clock.WarnOn, clock.DaysLeft = last.String(), last.Sub(w.today)
	clock.WorkdaysLeft = calendar.WorkdaysBetween(w.today, last)
	for _, n := range RemindBefore() {
		clock.Remind = append(clock.Remind, calendar.WorkdaysBefore(last, n).String())
	}
	return clock
}

// RemindBefore lists how many working days before the end of a period people are reminded of it.
func RemindBefore() []int { return []int{5, 3, 1} }

// startWhy says in words which event a period runs from.
func (w *clockwork) startWhy(d rulebook.Deadline) fault.Text {
	if value, _ := w.facts[d.From].(string); value == "" && d.After != "" {
		before, _ := w.procedure.Deadline(d.After)
		return fault.Tf("“%[1]s”届满", "the end of “%[2]s”", before.Label.Zh, before.Label.En)
	}
	field, _ := w.procedure.Field(d.From)
	return field.Label
}

// over tells whether a period has run out. Hours run out at their minute, days with the day.
func (w *clockwork) over(c Clock) bool {
	if c.DueAt == "" || c.DaysLeft != 0 || w.files.Now == nil {
		return c.DaysLeft < 0
	}
	at, err := time.Parse(time.RFC3339, c.DueAt)
	return err == nil && w.files.Now().After(at)
}

// notAfter compares a day or instant with a day or instant; where only one has a time of day, the days are compared.
func notAfter(done, last string) bool {
	a, err := time.Parse(time.RFC3339, done)
	b, err2 := time.Parse(time.RFC3339, last)
	if err == nil && err2 == nil {
		return !a.After(b)
	}
	day := len(time.DateOnly)
	return done[:min(day, len(done))] <= last[:min(day, len(last))]
}

// dated is a step of the arithmetic with its days before it.
func dated(step workday.Step) fault.Text {
	if step.From.IsZero() {
		return step.Text
	}
	days := step.From.String()
	if step.To != step.From && !step.To.IsZero() {
		days += "–" + step.To.String()
	}
	return fault.T(days+" "+step.Text.Zh, days+" "+step.Text.En)
}

// suspensionsOf are the spans in which a case stood still, by its steps.
func suspensionsOf(procedure *rulebook.Procedure, steps []Step) ([]workday.Suspension, error) {
	var list []workday.Suspension
	for _, step := range steps {
		t, _ := procedure.Lifecycle.Transition(step.Transition)
		day, err := workday.ParseDate(step.Day)
		if err != nil {
			return nil, fault.Wrap("casefile.suspensions", err)
		}
		switch {
		case len(t.Pauses) > 0:
			list = append(list, workday.Suspension{From: day, Reason: t.Label})
		case len(t.Resumes) > 0 && len(list) > 0:
			list[len(list)-1].To = day
		}
	}
	return list, nil
}

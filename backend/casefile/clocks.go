package casefile

import (
	"cmp"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Clock is a statutory period of a case. DueStrict is the last day as counted; DueLegal is the day to which it moves when
// that is no working day. DaysLeft counts calendar days from today to the day that warns. State is "running", "met",
// "late" (done after its end) or "overdue". Provisional means that the holidays of its days are not announced yet.
type Clock struct {
	ID          string       `json:"id"`
	Label       fault.Text   `json:"label"`
	Article     string       `json:"article"`
	StartOn     string       `json:"start_on"`
	DueStrict   string       `json:"due_strict"`
	DueLegal    string       `json:"due_legal"`
	DaysLeft    int          `json:"days_left"`
	Unit        string       `json:"unit"`
	State       string       `json:"state"`
	Provisional bool         `json:"provisional"`
	Arithmetic  []fault.Text `json:"arithmetic"`
}

// Overdue tells whether the period has run out with nothing done.
func (c Clock) Overdue() bool { return c.State == "overdue" }

// Clocks lists the periods of a case: those that run, the most urgent first, then those that were met.
func (f *Files) Clocks(from store.Source, c Case, facts rulebook.Facts) ([]Clock, error) {
	procedure, _ := f.Procedure(c)
	steps, err := StepsOf(from, c.ID)
	if err != nil {
		return nil, err
	}
	suspensions, err := suspensionsOf(procedure, steps)
	if err != nil {
		return nil, err
	}
	ended := endedBy(procedure, steps)
	clocks := []Clock{}
	state, _ := procedure.Lifecycle.State(c.State)
	for _, d := range procedure.Deadlines {
		if procedure.Applies(d, facts) != rulebook.Met {
			continue
		}
		var pauses []workday.Suspension
		if d.Pausable {
			pauses = suspensions
		}
		due, ok, err := procedure.Due(d, facts, pauses...)
		if err != nil {
			return nil, err
		}
		if !ok || due.Open {
			continue
		}
		clock, err := f.clock(d, due, facts, ended[d.ID])
		if err != nil {
			return nil, err
		}
		if state.Final && clock.State != "met" && clock.State != "late" {
			continue // a case at rest owes nothing
		}
		clocks = append(clocks, clock)
	}
	slices.SortStableFunc(clocks, func(a, b Clock) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.DueStrict, b.DueStrict))
	})
	return clocks, nil
}

func rank(c Clock) int {
	if c.State == "met" || c.State == "late" {
		return 1
	}
	return 0
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

// clock works out one period. Ended is the day of the step that has ended it, if there is one.
func (f *Files) clock(d rulebook.Deadline, due workday.Result, facts rulebook.Facts, ended string) (Clock, error) {
	clock := Clock{ID: d.ID, Label: d.Label, Article: d.Article, StartOn: due.Start.String(), DueStrict: due.Strict.String(), DueLegal: due.Legal.String(),
		Unit: string(d.Unit), State: "running", Provisional: due.Provisional, Arithmetic: []fault.Text{}}
	for _, step := range due.Steps {
		clock.Arithmetic = append(clock.Arithmetic, dated(step))
	}
	today, err := workday.ParseDate(f.Today())
	if err != nil {
		return Clock{}, fault.Wrap("casefile.clock", err)
	}
	last := due.Legal
	if d.Strict {
		last = due.Strict
	}
	clock.DaysLeft = last.Sub(today)
	done, _ := facts[d.To].(string)
	if done == "" && !d.Right && ended >= clock.StartOn {
		done = ended
	}
	switch {
	case d.Right && done == "" && (clock.DaysLeft < 0 || ended >= clock.StartOn):
		clock.State = "met" // it has lapsed, or is not needed any more
	case done != "" && done <= last.String():
		clock.State = "met"
	case done != "":
		clock.State = "late"
	case d.Before:
		clock.State = "met" // counted back from something that is set already
	case clock.DaysLeft < 0:
		clock.State = "overdue"
	}
	return clock, nil
}

// dated is a step of the arithmetic with its days before it.
func dated(step workday.Step) fault.Text {
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

package httpapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Workbench is what one person has to do, and how the office stands. Overdue, due soon and ahead count all open cases that
// this person has something to do with. Tasks are those of the most urgent of them. Left is how many cases of the office are
// not worked out yet, shortly after a start or a change of the rules.
type Workbench struct {
	Tasks   []Task       `json:"tasks"`
	Counts  []PhaseCount `json:"counts"`
	Overdue int          `json:"overdue"`
	DueSoon int          `json:"due_soon"`
	Ahead   []DayCount   `json:"ahead"`
	Left    int          `json:"left"`
	Month   []MonthCount `json:"month"`
}

// DayCount is how many periods end on a day. Provisional are those that may still move.
type DayCount struct {
	Day         string `json:"day"`
	Count       int    `json:"count"`
	Provisional int    `json:"provisional"`
}

// Task is the next thing this person can do in a case.
type Task struct {
	Kind     string     `json:"kind" enum:"confirm,move,submit,review,sign,supply,dispute,recusal,reply,issue,disclose,approve,publish,archive"`
	Case     string     `json:"case"`
	CaseNo   string     `json:"case_no"`
	Title    string     `json:"title"`
	Label    fault.Text `json:"label"`
	DueOn    string     `json:"due_on,omitempty"`
	DaysLeft *int       `json:"days_left,omitempty"`
	Overdue  bool       `json:"overdue"`
}

// PhaseCount is how many cases of a kind stand in a phase. Open ones do not rest there.
type PhaseCount struct {
	Kind  string `json:"kind"`
	Phase string `json:"phase"`
	Count int    `json:"count"`
	Open  int    `json:"open"`
}

// MonthCount is how many cases were opened and decided in a month.
type MonthCount struct {
	Month   string `json:"month"`
	Opened  int    `json:"opened"`
	Decided int    `json:"decided"`
}

// soon is how many days before its end a period is due soon; daysAhead is how many days the workbench looks ahead, and
// mostLooked how many cases it finds the next step of, the most urgent first.
const (
	soon       = 7
	daysAhead  = 42
	mostLooked = 100
)

func (s *Server) workbenchRoutes() {
	handle(s, http.MethodGet, "/api/workbench", account.ReadCases, "What I have to do", func(ctx context.Context, actor account.Person, _ *nothing) (Workbench, error) {
		b := bench{server: s, actor: actor}
		return b.look(ctx)
	})
}

// bench gathers one person's tasks.
type bench struct {
	server *Server
	actor  account.Person
	out    Workbench
}

func (b *bench) look(ctx context.Context) (Workbench, error) {
	b.out = Workbench{Tasks: []Task{}, Counts: []PhaseCount{}, Ahead: []DayCount{}, Month: []MonthCount{}}
	cases, err := b.cases(ctx)
	if err != nil {
		return b.out, err
	}
	rounds, err := b.server.Desk.List(ctx, true, "")
	if err != nil {
		return b.out, err
	}
	var rows []disclosure.Row
	if b.server.Disclosure != nil {
		if rows, err = b.server.Disclosure.List(ctx, disclosure.Filter{}); err != nil {
			return b.out, err
		}
	}
	upTo, err := b.server.refresh(ctx)
	if err != nil {
		return b.out, err
	}
	err = b.server.Store.View(ctx, func(r *store.Reader) error {
		for _, c := range cases {
			if err := b.ofCase(r, c, upTo); err != nil {
				return err
			}
		}
		for _, round := range rounds {
			if err := b.ofRound(r, round); err != nil {
				return err
			}
		}
		for _, add := range []func(*store.Reader) error{b.ofDisputes, b.ofRecusals, b.ofReplies} {
			if err := add(r); err != nil {
				return err
			}
		}
		for _, row := range rows {
			b.ofDisclosure(row)
		}
		return b.figures(r)
	})
	slices.SortStableFunc(b.out.Tasks, func(x, y Task) int {
		if (x.DaysLeft == nil) != (y.DaysLeft == nil) {
			if x.DaysLeft == nil {
				return 1
			}
			return -1
		}
		if x.DaysLeft == nil {
			return 0
		}
		return cmp.Compare(*x.DaysLeft, *y.DaysLeft)
	})
	return b.out, err
}

// cases are the open cases in which this person may have the next step: a handler's own, for others those of the states
// that lead on by one of their roles.
func (b *bench) cases(ctx context.Context) ([]casefile.Case, error) {
	filter := casefile.Filter{}
	for _, p := range b.server.Files.Rules.Current().Procedures {
		for _, t := range p.Lifecycle.Transitions {
			if b.mine(t) {
				for _, from := range t.From {
					if !slices.Contains(filter.States, from) {
						filter.States = append(filter.States, from)
					}
				}
			}
		}
	}
	if b.handlesOnly() {
		filter.Handler, filter.States = b.actor.ID, b.server.Files.OpenStates()
	}
	if len(filter.States) == 0 {
		return nil, nil
	}
	list, left, err := b.server.dueCases(ctx, filter)
	if err != nil {
		return nil, err
	}
	b.out.Left = left
	b.ahead(list)
	ids := []string{}
	for _, c := range page(list, 0, mostLooked) {
		ids = append(ids, c.ID)
	}
	return b.server.Files.ByIDs(ctx, ids)
}

// ahead counts what is over, what ends soon, and what ends on each of the days to come.
func (b *bench) ahead(list []*casefile.DueCase) {
	today := b.server.Files.Today()
	from, err := workday.ParseDate(today)
	if err != nil {
		return // the clock gives dates
	}
	soonest, last := from.Add(soon).String(), from.Add(daysAhead-1).String()
	days := map[string]*DayCount{}
	for _, c := range list {
		switch next := c.Next(today); {
		case next == "":
		case next < today:
			b.out.Overdue++
		case next <= soonest:
			b.out.DueSoon++
		}
		for _, p := range c.Periods {
			if p.On < today || p.On > last {
				continue
			}
			if days[p.On] == nil {
				days[p.On] = &DayCount{Day: p.On}
			}
			days[p.On].Count++
			if p.Provisional {
				days[p.On].Provisional++
			}
		}
	}
	for d := range daysAhead {
		day := DayCount{Day: from.Add(d).String()}
		if found := days[day.Day]; found != nil {
			day = *found
		}
		b.out.Ahead = append(b.out.Ahead, day)
	}
}

func (b *bench) handlesOnly() bool {
	return b.actor.Holds("handler") && !b.actor.HoldsAny([]string{"head", "leader", "archivist"})
}

// mine tells whether a step is one that this person makes by hand in a case: not a review, not a disclosure.
func (b *bench) mine(t rulebook.Transition) bool {
	switch t.By {
	case "", rulebook.ReviewSubmitted, rulebook.DecisionIssued, rulebook.CaseArchived:
		return b.actor.HoldsAny(t.Roles)
	}
	return false
}

// ofCase adds the task in a case: what was read is confirmed first; then the first step that nothing blocks.
func (b *bench) ofCase(r *store.Reader, c casefile.Case, upTo int64) error {
	what, err := b.server.see(r.Context(), r, c, upTo, true)
	if err != nil {
		return err
	}
	task := Task{Case: c.ID, CaseNo: c.No, Title: c.Title}
	if clock := what.clock; clock != nil {
		left := clock.DaysLeft
		task.DueOn, task.DaysLeft, task.Overdue = clock.WarnOn, &left, clock.State == casefile.ClockOverdue
	}
	if what.waiting > 0 && b.actor.May(account.WorkOnCases) {
		task.Kind, task.Label = "confirm", fault.Tf("核对%[1]d项识别结果", "confirm %[1]d values that were read", what.waiting)
		if what.waiting == 1 {
			task.Label = fault.T("核对1项识别结果", "confirm a value that was read")
		}
		b.out.Tasks = append(b.out.Tasks, task)
		return nil
	}
	procedure, _ := b.server.Files.Procedure(c)
	for _, id := range what.ready {
		if t, _ := procedure.Lifecycle.Transition(id); b.mine(t) {
			task.Kind, task.Label = kindOfTask(t), t.Label
			b.out.Tasks = append(b.out.Tasks, task)
			return nil
		}
	}
	return nil
}

func kindOfTask(t rulebook.Transition) string {
	switch t.By {
	case rulebook.ReviewSubmitted:
		return "submit"
	case rulebook.DecisionIssued:
		return "issue"
	case rulebook.CaseArchived:
		return "archive"
	}
	return "move"
}

// ofRound adds a review to examine, to assign or to sign.
func (b *bench) ofRound(r *store.Reader, round review.Round) error {
	if round.State == "waiting" {
		return b.ofWaiting(r, round)
	}
	free := round.Reviewer == "" || round.Reviewer == b.actor.ID
	task := Task{Case: round.Case, DueOn: round.DueOn}
	switch {
	case round.State == "judged" && b.actor.May(account.SignReview):
		task.Kind, task.Label = "sign", fault.T("签发审核意见", "sign the opinion")
	case round.State == "submitted" && round.Reviewer == "" && b.actor.May(account.AssignReview):
		task.Kind, task.Label = "review", fault.T("指派或审核", "assign it, or examine it")
	case round.State == "submitted" && free && b.actor.May(account.JudgeReview):
		task.Kind, task.Label = "review", fault.T("法制审核", "examine the case")
	default:
		return nil
	}
	handlers, err := casefile.HandlersOf(r, round.Case)
	if err != nil || slices.Contains(handlers, b.actor.ID) {
		return err
	}
	c, err := casefile.CaseOf(r, round.Case)
	if err != nil {
		return err
	}
	task.CaseNo, task.Title = c.No, c.Title
	b.dated(&task)
	b.out.Tasks = append(b.out.Tasks, task)
	return nil
}

// dated reckons how much time a task with a day has left.
func (b *bench) dated(task *Task) {
	if task.DueOn == "" {
		return
	}
	left := daysBetween(b.server.Files.Today(), task.DueOn)
	task.DaysLeft, task.Overdue = &left, left < 0
}

// ofDisclosure adds a disclosure to prepare, to approve or to publish.
func (b *bench) ofDisclosure(row disclosure.Row) {
	task := Task{Case: row.Case, CaseNo: row.CaseNo, Title: row.CaseTitle, DueOn: row.DueOn}
	switch {
	case (row.State == disclosure.ToJudge || row.State == disclosure.Masking) && b.actor.May(account.PrepareDisclosure):
		task.Kind, task.Label = "disclose", fault.T("公示脱敏", "prepare the disclosure")
	case row.State == disclosure.Checking && b.actor.May(account.ApproveDisclosure) && row.PreparedBy != b.actor.ID:
		task.Kind, task.Label = "approve", fault.T("审核公示内容", "approve the disclosure")
	case row.State == disclosure.Approved && b.actor.May(account.PublishDisclosure):
		task.Kind, task.Label = "publish", fault.T("生成公示包", "publish it")
	default:
		return
	}
	b.dated(&task)
	b.out.Tasks = append(b.out.Tasks, task)
}

// figures counts cases by state and by month.
func (b *bench) figures(r *store.Reader) error {
	counts, err := casefile.CountByState(r)
	if err != nil {
		return err
	}
	b.out.Counts = phaseCounts(b.server.Files.Rules.Current(), counts)
	opened, err := casefile.OpenedByMonth(r)
	if err != nil {
		return err
	}
	issued, err := decision.IssuedByMonth(r)
	if err != nil {
		return err
	}
	months := map[string]*MonthCount{}
	for _, t := range opened {
		months[t.Month] = &MonthCount{Month: t.Month, Opened: t.Count}
	}
	for _, t := range issued {
		if months[t.Month] == nil {
			months[t.Month] = &MonthCount{Month: t.Month}
		}
		months[t.Month].Decided = t.Count
	}
	if len(months) == 0 {
		return nil
	}
	now, err := workday.ParseDate(b.server.Files.Today())
	if err != nil {
		return fault.Wrap("httpapi.workbench", err)
	}
	for ago := monthsShown - 1; ago >= 0; ago-- { // a month in which nothing happened is shown as well
		m := MonthCount{Month: now.AddMonths(-ago).String()[:len("2026-01")]}
		if found := months[m.Month]; found != nil {
			m = *found
		}
		b.out.Month = append(b.out.Month, m)
	}
	return nil
}

// phaseCounts adds the counts of states up by kind and phase, in the book's order of both.
func phaseCounts(book *rulebook.Book, counts []casefile.Tally) []PhaseCount {
	out := []PhaseCount{}
	for _, kind := range book.Table("kind") {
		for _, phase := range book.Table("phase") {
			c := PhaseCount{Kind: kind.ID, Phase: phase.ID}
			for _, t := range counts {
				procedure, known := book.Procedure(t.Procedure)
				if !known || procedure.Kind != kind.ID {
					continue
				}
				if state, _ := procedure.Lifecycle.State(t.State); state.Phase == phase.ID {
					c.Count += t.Count
					if !state.Final {
						c.Open += t.Count
					}
				}
			}
			if c.Count > 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// monthsShown is how many months the workbench looks back.
const monthsShown = 12

// daysBetween counts calendar days; 0 for a day that is none.
func daysBetween(from, to string) int {
	first, err := workday.ParseDate(from)
	if err != nil {
		return 0
	}
	last, err := workday.ParseDate(to)
	if err != nil {
		return 0
	}
	return last.Sub(first)
}

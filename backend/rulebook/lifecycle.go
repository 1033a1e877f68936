package rulebook

import (
	"encoding/json"
	"slices"

	"zhiheng/backend/fault"
)

// Lifecycle is the course that a case takes.
type Lifecycle struct {
	States      []State      `json:"states"`
	Transitions []Transition `json:"transitions"`
}

// State is where a case can stand.
type State struct {
	ID    string     `json:"id"` // such as "investigating"
	Label fault.Text `json:"label"`
	Phase string     `json:"phase"`
	Ref   string     `json:"ref,omitempty"`   // the state's number in the domain reference
	Final bool       `json:"final,omitempty"` // the case may rest here for good
}

// The events of other packages that move a case. A transition whose By is one of them happens when that event is recorded
// and in no other way.
const (
	ReviewSubmitted     = "review.submitted"
	OpinionIssued       = "review.opinion_issued"
	DecisionIssued      = "decision.issued"
	DisclosurePublished = "disclosure.published"
	CaseArchived        = "casefile.archived"
)

var events = []string{"", ReviewSubmitted, OpinionIssued, DecisionIssued, DisclosurePublished, CaseArchived}

// Transition is a move from one state to another. An empty From opens the case.
type Transition struct {
	ID       string     `json:"id"`
	From     []string   `json:"from"`
	To       string     `json:"to"`
	Label    fault.Text `json:"label"`
	Roles    []string   `json:"roles"`
	By       string     `json:"by,omitempty"`       // empty: a person makes the move; else the event that makes it
	Opinions []string   `json:"opinions,omitempty"` // for review.opinion_issued: the opinions that lead here
	Papers   []Demand   `json:"papers,omitempty"`
	Guards   []Guard    `json:"guards,omitempty"`
	Starts   []string   `json:"starts,omitempty"` // deadlines that begin to run
	Ends     []string   `json:"ends,omitempty"`   // deadlines that are kept by this move
	Pauses   []string   `json:"pauses,omitempty"`
	Resumes  []string   `json:"resumes,omitempty"`
	Dates    []string   `json:"dates,omitempty"`   // date fields that get the day of the move, if they have none
	Routine  Routine    `json:"routine,omitempty"` // where it is a step on the usual way, to be offered first

	// Converts names the procedure that takes the case over; To is a state of that procedure.
	Converts string `json:"converts,omitempty"`
	// ReviewAfter lets an urgent decision be issued before its legal review, which is then owed.
	ReviewAfter bool `json:"review_after,omitempty"`

	// Opens is the case that this step opens beside the case itself.
	Opens *Offspring `json:"opens,omitempty"`

	Article string `json:"article,omitempty"`
	Source  string `json:"source"`
}

// Routine lists the states from which a step is on the usual way. In the file, true stands for all that the step begins in.
type Routine []string

// everywhere stands for every state that a step begins in.
const everywhere = "*"

// UnmarshalJSON reads true, or a list.
func (r *Routine) UnmarshalJSON(raw []byte) error {
	var all bool
	if err := json.Unmarshal(raw, &all); err != nil {
		return json.Unmarshal(raw, (*[]string)(r))
	}
	if *r = nil; all {
		*r = Routine{everywhere}
	}
	return nil
}

// Usual tells whether the step is the usual way on from a state.
func (t Transition) Usual(state string) bool {
	return slices.Contains(t.From, state) && (slices.Contains(t.Routine, state) || slices.Contains(t.Routine, everywhere))
}

// Offspring is a case that a step of another one opens. {name} in the title stands for a field of that one. The new case
// takes the Carry fields over and has the number of the old one in Origin; the old one has the new number in Number.
type Offspring struct {
	Procedure string   `json:"procedure"`
	Title     string   `json:"title"`
	Source    string   `json:"source"` // of the new case, by code
	Number    string   `json:"number"`
	Origin    string   `json:"origin"`
	Carry     []string `json:"carry"`
}

// Demand asks for a paper: any one of the codes. Level is "must", "should", or "when", which is a must under a condition.
type Demand struct {
	Codes []string `json:"codes"`
	Level string   `json:"level"`
	When  string   `json:"when,omitempty"`
}

// Guard is a requirement of a move. Level is "block" or "warn"; Require must be met, if When is met or empty.
type Guard struct {
	ID      string     `json:"id"`
	When    string     `json:"when,omitempty"`
	Require string     `json:"require"`
	Level   string     `json:"level"`
	Message fault.Text `json:"message"`
	Hint    fault.Text `json:"hint"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// State finds a state.
func (l Lifecycle) State(id string) (State, bool) {
	return find(l.States, id, func(s State) string { return s.ID })
}

// Transition finds a transition.
func (l Lifecycle) Transition(id string) (Transition, bool) {
	return find(l.Transitions, id, func(t Transition) string { return t.ID })
}

// Opening is the transition that opens a case.
func (l Lifecycle) Opening() Transition {
	i := slices.IndexFunc(l.Transitions, func(t Transition) bool { return len(t.From) == 0 })
	if i < 0 {
		return Transition{}
	}
	return l.Transitions[i]
}

// Moves lists the moves that people can make from a state.
func (l Lifecycle) Moves(state string) []Transition {
	var moves []Transition
	for _, t := range l.Transitions {
		if t.By == "" && slices.Contains(t.From, state) {
			moves = append(moves, t)
		}
	}
	return moves
}

// On finds the transition that an event makes from a state; opinion is the opinion's id for review.opinion_issued and else
// empty. ok is false if the event leaves the case where it is.
func (l Lifecycle) On(state, event, opinion string) (t Transition, ok bool) {
	for _, t := range l.Transitions {
		if event == "" || t.By != event || !slices.Contains(t.From, state) {
			continue
		}
		if len(t.Opinions) == 0 || slices.Contains(t.Opinions, opinion) {
			return t, true
		}
	}
	return Transition{}, false
}

// OnAll lists the transitions that an event may make from a state.
func (l Lifecycle) OnAll(state, event string) []Transition {
	var list []Transition
	for _, t := range l.Transitions {
		if t.By == event && slices.Contains(t.From, state) {
			list = append(list, t)
		}
	}
	return list
}

// Exits lists the states of the same procedure that a state leads to, by any move or event.
func (l Lifecycle) Exits(state string) []string {
	var to []string
	for _, t := range l.Transitions {
		if slices.Contains(t.From, state) && t.To != state && t.Converts == "" && !slices.Contains(to, t.To) {
			to = append(to, t.To)
		}
	}
	return to
}

// Reviewed tells whether the course knows legal review.
func (l Lifecycle) Reviewed() bool {
	return slices.ContainsFunc(l.Transitions, func(t Transition) bool { return t.By == ReviewSubmitted })
}

// Door tells whether a state can only be entered by the event of another package.
func (l Lifecycle) Door(state string) bool {
	plain, event := false, false
	for _, t := range l.Transitions {
		if t.To == state && t.Converts == "" {
			plain = plain || t.By == ""
			event = event || t.By != ""
		}
	}
	return event && !plain
}

// reach are the states that can be reached from one, itself included.
func (l Lifecycle) reach(from string) map[string]bool {
	reached := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, to := range l.Exits(queue[0]) {
			if !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	return reached
}

// ends tells whether a case can come from a state to an end, or on into another procedure.
func (l Lifecycle) ends(from string) bool {
	reached := l.reach(from)
	return slices.ContainsFunc(l.States, func(s State) bool { return s.Final && reached[s.ID] }) ||
		slices.ContainsFunc(l.Transitions, func(t Transition) bool {
			return t.Converts != "" && slices.ContainsFunc(t.From, func(s string) bool { return reached[s] })
		})
}

// Readiness tells whether a move may be made, and what stands in its way.
type Readiness struct {
	Ready  bool          `json:"ready"` // no demanded paper is missing and no blocking guard stands in the way
	Papers []PaperDemand `json:"papers,omitempty"`
	Guards []GuardResult `json:"guards,omitempty"`
}

// PaperDemand is a demanded paper and whether the dossier holds it. Demanded is Unknown if its condition cannot be settled
// yet; that does not stop the move.
type PaperDemand struct {
	Demand   Demand  `json:"demand"`
	Demanded Verdict `json:"demanded"`
	Present  bool    `json:"present"`
	By       string  `json:"by,omitempty"` // the code that answers it
}

// GuardResult is a guard and what came of it. Stops is true for a blocking guard that is not met or not known.
type GuardResult struct {
	Guard   Guard   `json:"guard"`
	Outcome Outcome `json:"outcome"`
	Stops   bool    `json:"stops"`
}

// Ready checks a transition against the facts of a case.
func (p *Procedure) Ready(t Transition, f Facts) Readiness {
	r := Readiness{Ready: true}
	for _, d := range t.Papers {
		pd := PaperDemand{Demand: d, Demanded: p.judge(d.When, f).Verdict}
		for _, code := range d.Codes {
			if f.has(code) {
				pd.Present, pd.By = true, code
				break
			}
		}
		if pd.Demanded == Met && !pd.Present && d.Level != "should" {
			r.Ready = false
		}
		r.Papers = append(r.Papers, pd)
	}
	for _, g := range t.Guards {
		gr := GuardResult{Guard: g, Outcome: p.judgeWhen(g.When, g.Require, f)}
		gr.Stops = g.Level == "block" && (gr.Outcome.Verdict == NotMet || gr.Outcome.Verdict == Unknown)
		if gr.Stops {
			r.Ready = false
		}
		r.Guards = append(r.Guards, gr)
	}
	return r
}

// Refusal is the error that a move meets which is not ready: the first blocking guard, else the first missing paper; nil if
// it is ready.
func (p *Procedure) Refusal(t Transition, r Readiness) error {
	for _, g := range r.Guards {
		if g.Stops {
			e := fault.New(fault.Refused, "rulebook.ready", g.Guard.Message).WithHint(g.Guard.Hint).WithArticle(g.Guard.Article)
			if len(g.Outcome.Missing) > 0 {
				_ = e.WithField(g.Outcome.Missing[0])
			}
			return e
		}
	}
	for _, d := range r.Papers {
		if d.Demanded == Met && !d.Present && d.Demand.Level != "should" {
			paper := p.papers[d.Demand.Codes[0]]
			return fault.New(fault.Refused, "rulebook.ready", fault.Tf("“%[1]s”须先有“%[2]s”", "“%[3]s” needs the paper “%[4]s” first",
				t.Label.Zh, paper.Label.Zh, t.Label.En, paper.Label.En)).WithArticle(paper.Article).
				WithHint(fault.T("请把该文书加入案卷。", "Add that paper to the case file."))
		}
	}
	return nil
}

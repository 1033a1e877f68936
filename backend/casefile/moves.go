package casefile

import (
	"context"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Stop is something that stands in the way of a move, or that whoever makes it should know. Level is "block" or "warn".
type Stop struct {
	Level   string     `json:"level"`
	Message fault.Text `json:"message"`
	Article string     `json:"article,omitempty"`
	Hint    fault.Text `json:"hint,omitzero"`
}

// Next is a step that the course of a case allows from here. By names the event of another pillar that makes it; empty
// means that Move does.
type Next struct {
	Transition string     `json:"transition"`
	Label      fault.Text `json:"label"`
	To         string     `json:"to"`
	ToLabel    fault.Text `json:"to_label"`
	Roles      []string   `json:"roles"`
	By         string     `json:"by,omitempty"`
	Allowed    bool       `json:"allowed"` // nothing blocks it, and this person may
	Stops      []Stop     `json:"stops"`
}

// Next lists the lawful steps from where a case stands, with what is in their way for this person.
func (f *Files) Next(ctx context.Context, actor account.Person, caseID string) (list []Next, err error) {
	err = f.Store.View(ctx, func(r *store.Reader) error {
		c, err := CaseOf(r, caseID)
		if err != nil {
			return err
		}
		procedure, _ := f.Procedure(c)
		facts, err := f.Facts(r, c)
		if err != nil {
			return err
		}
		list = []Next{}
		if c.Legacy != "" {
			return nil
		}
		for _, t := range procedure.Lifecycle.Transitions {
			if !slices.Contains(t.From, c.State) {
				continue
			}
			to := f.entered(c, procedure, t)
			stops := f.stops(procedure, t, facts)
			blocked := slices.ContainsFunc(stops, func(s Stop) bool { return s.Level == "block" })
			list = append(list, Next{Transition: t.ID, Label: t.Label, To: t.To, ToLabel: to.Label, Roles: t.Roles, By: t.By,
				Allowed: !blocked && actor.HoldsAny(t.Roles), Stops: stops})
		}
		return nil
	})
	return list, err
}

// entered is the state that a transition leads to, in its own procedure or the one that takes the case over.
func (f *Files) entered(c Case, procedure *rulebook.Procedure, t rulebook.Transition) rulebook.State {
	if t.Converts != "" {
		procedure, _ = f.Rules.Of(c.Rulebook).Procedure(t.Converts)
	}
	state, _ := procedure.Lifecycle.State(t.To)
	return state
}

// stops puts what the rulebook says of a transition into words.
func (f *Files) stops(procedure *rulebook.Procedure, t rulebook.Transition, facts rulebook.Facts) []Stop {
	ready := procedure.Ready(t, facts)
	stops := []Stop{}
	for _, g := range ready.Guards {
		if g.Outcome.Verdict == rulebook.Met || g.Outcome.Verdict == rulebook.NotApplicable {
			continue
		}
		level := g.Guard.Level
		if level == "block" && !g.Stops {
			level = "warn"
		}
		stops = append(stops, Stop{Level: level, Message: g.Guard.Message, Article: g.Guard.Article, Hint: g.Guard.Hint})
	}
	for _, d := range ready.Papers {
		if d.Present || d.Demanded == rulebook.NotApplicable || d.Demanded == rulebook.NotMet {
			continue
		}
		level := "block"
		if d.Demand.Level == "should" || d.Demanded == rulebook.Unknown {
			level = "warn"
		}
		paper, _ := procedure.Paper(d.Demand.Codes[0])
		stops = append(stops, Stop{Level: level, Article: paper.Article,
			Message: fault.Tf("卷内缺少《%[1]s》", "the dossier lacks: %[2]s", paper.Label.Zh, paper.Label.En),
			Hint:    fault.T("导入或起草该文书,或在“材料”中确认其归类。", "Import or draft it, or confirm under Papers which file it is.")})
	}
	return stops
}

// Move takes a case along a transition that people make. What blocks it is a refusal with its article and the way out.
func (f *Files) Move(ctx context.Context, actor account.Person, caseID, transition, note string) error {
	return f.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if err := notLegacy(c, "casefile.move"); err != nil {
			return err
		}
		procedure, _ := f.Procedure(c)
		t, known := procedure.Lifecycle.Transition(transition)
		if !known || !slices.Contains(t.From, c.State) {
			return fault.New(fault.Conflict, "casefile.move", fault.T("案件当前环节没有这一步", "this step does not lead on from where the case stands")).
				WithHint(fault.T("刷新后查看下一步。", "Refresh and look at the next steps."))
		}
		if t.By != "" {
			return fault.New(fault.Refused, "casefile.move", fault.Tf("“%[1]s”不能手工流转", "%[2]s is not a step made by hand", t.Label.Zh, t.Label.En)).WithArticle(t.Article).
				WithHint(fault.T("请在审核、决定、公示页面办理。", "It happens by the review, the decision or the disclosure itself."))
		}
		move, err := f.ready(tx, c, procedure, t, actor)
		if err != nil {
			return err
		}
		move.Note = note
		if t.Converts != "" {
			return f.convert(tx, c, t, move)
		}
		if _, err := tx.Record("casefile.moved", c.ID, move); err != nil {
			return err
		}
		if err := f.dateMove(tx, c.ID, t); err != nil || t.Opens == nil {
			return err
		}
		return f.offspring(tx, actor, c, *t.Opens)
	})
}

// DateMove gives the day of a step that the event of another pillar makes to the fields that the rulebook names.
func (f *Files) DateMove(tx *store.Tx, c Case, m Move) error {
	procedure, _ := f.Procedure(c)
	t, _ := procedure.Lifecycle.Transition(m.Transition)
	return f.dateMove(tx, c.ID, t)
}

// convert takes a case over into the procedure that a transition names.
func (f *Files) convert(tx *store.Tx, c Case, t rulebook.Transition, move Move) error {
	target, known := f.Rules.Of(c.Rulebook).Procedure(t.Converts)
	if !known {
		return fault.New(fault.Unavailable, "casefile.convert", fault.Tf("规则库没有程序 %[1]s", "the rulebook has no procedure %[1]s", t.Converts))
	}
	if _, err := tx.Record("casefile.converted", c.ID, converted{Procedure: target.ID, Review: dutyOf(target), Move: move}); err != nil {
		return err
	}
	if err := f.dateMove(tx, c.ID, t); err != nil {
		return err
	}
	return f.JudgeMajor(tx, c.ID)
}

// dateMove gives the day of a step to the fields that the rulebook names, where they have none.
func (f *Files) dateMove(tx *store.Tx, caseID string, t rulebook.Transition) error {
	fields, err := FieldsOf(tx, caseID)
	if err != nil {
		return err
	}
	values := map[string]any{}
	for _, name := range t.Dates {
		if !slices.ContainsFunc(fields, func(field Field) bool { return field.Name == name }) {
			values[name] = tx.Today()
		}
	}
	if len(values) == 0 {
		return nil
	}
	return f.setFields(tx, caseID, values, nil, nil)
}

// ready checks a transition for a person and returns the move.
func (f *Files) ready(from store.Source, c Case, procedure *rulebook.Procedure, t rulebook.Transition, actor account.Person) (Move, error) {
	if !actor.HoldsAny(t.Roles) {
		roles := procedure.Book().RoleNames(t.Roles)
		return Move{}, fault.New(fault.Forbidden, "casefile.move", fault.Tf("此步须由%[1]s办理", "this step is for: %[2]s", roles.Zh, roles.En))
	}
	if actor.Holds("handler") && !actor.HoldsAny([]string{"head", "leader"}) {
		handlers, err := HandlersOf(from, c.ID)
		if err != nil {
			return Move{}, err
		}
		if !slices.Contains(handlers, actor.ID) {
			return Move{}, fault.New(fault.Forbidden, "casefile.move", fault.T("您不是本案承办人", "you do not handle this case"))
		}
	}
	facts, err := f.Facts(from, c)
	if err != nil {
		return Move{}, err
	}
	if err := procedure.Refusal(t, procedure.Ready(t, facts)); err != nil {
		return Move{}, err
	}
	return Move{Transition: t.ID, From: c.State, To: t.To}, nil
}

// EventMove is the move that an event of another pillar makes, checked for the person who causes it. An event that moves
// nothing from where the case stands is a conflict.
func (f *Files) EventMove(from store.Source, c Case, event, opinion string, actor account.Person) (Move, error) {
	if err := notLegacy(c, "casefile.event_move"); err != nil {
		return Move{}, err
	}
	procedure, _ := f.Procedure(c)
	t, ok := procedure.Lifecycle.On(c.State, event, opinion)
	if !ok {
		state, _ := procedure.Lifecycle.State(c.State)
		return Move{}, fault.New(fault.Conflict, "casefile.event_move", fault.Tf("案件处于“%[1]s”,不能进行这一步", "the case stands at %[2]s: this cannot be done now", state.Label.Zh, state.Label.En)).
			WithHint(fault.T("先完成前面的步骤。", "Complete the steps before it."))
	}
	return f.ready(from, c, procedure, t, actor)
}

// StepMove is the move that an event of another pillar makes by one of the transitions that lead on from here.
func (f *Files) StepMove(from store.Source, c Case, t rulebook.Transition, actor account.Person) (Move, error) {
	procedure, _ := f.Procedure(c)
	return f.ready(from, c, procedure, t, actor)
}

// StepStops lists what stands in the way of a transition that an event of another pillar makes.
func (f *Files) StepStops(from store.Source, c Case, t rulebook.Transition) ([]Stop, error) {
	procedure, _ := f.Procedure(c)
	facts, err := f.Facts(from, c)
	if err != nil {
		return nil, err
	}
	return f.stops(procedure, t, facts), nil
}

// TooEarly says that a case has not come to a step.
func (f *Files) TooEarly(c Case) Stop {
	procedure, _ := f.Procedure(c)
	state, _ := procedure.Lifecycle.State(c.State)
	return Stop{Level: "block", Message: fault.Tf("案件处于“%[1]s”,尚未到这一步", "the case stands at %[2]s and has not come this far", state.Label.Zh, state.Label.En),
		Hint: fault.T("先完成前面的步骤。", "Complete the steps before it.")}
}

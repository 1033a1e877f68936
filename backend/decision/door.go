package decision

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Step is a decision that may come next in a case. Transition is the step of the course that issues it and Code the paper
// that carries it: that of the draft, or the first that the step asks for.
type Step struct {
	Transition string          `json:"transition"`
	Label      fault.Text      `json:"label"`
	Code       string          `json:"code"`
	MayIssue   bool            `json:"may_issue"`
	Stops      []casefile.Stop `json:"stops"`
	Draft      *casefile.Paper `json:"draft,omitempty"`
}

// Readiness tells which decisions a case has, which may come next, and what stands in their way for whom is asking.
// MayIssue, Stops and Draft are those of the step that Issue takes when none is named.
type Readiness struct {
	MayIssue  bool            `json:"may_issue"`
	Stops     []casefile.Stop `json:"stops"`
	Decision  *Decision       `json:"decision,omitempty"` // the main one
	Draft     *casefile.Paper `json:"draft,omitempty"`
	Decisions []Decision      `json:"decisions"`
	Steps     []Step          `json:"steps"`
}

// Readiness looks at what stands between a case and its decisions.
func (d *Door) Readiness(ctx context.Context, actor account.Person, caseID string) (ready Readiness, err error) {
	ready.Stops, ready.Steps = []casefile.Stop{}, []Step{}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		if ready.Decisions, err = AllOf(r, c.ID); err != nil {
			return err
		}
		if main, found, err := Of(r, c.ID); err != nil {
			return err
		} else if found {
			ready.Decision = &main
		}
		if ready.Steps, err = d.steps(r, actor, c); err != nil {
			return err
		}
		switch {
		case len(ready.Steps) > 0:
			first := ready.Steps[usual(ready.Steps)]
			ready.MayIssue, ready.Stops, ready.Draft = first.MayIssue, first.Stops, first.Draft
		case ready.Decision == nil:
			ready.Stops, ready.Draft, err = d.early(r, c)
		}
		return err
	})
	return ready, err
}

// early is what stands in the way of a main decision in a case that has not come as far.
func (d *Door) early(from store.Source, c casefile.Case) (stops []casefile.Stop, draft *casefile.Paper, err error) {
	procedure, _ := d.Files.Procedure(c)
	kinds := procedure.Decisions()
	found, err := d.draftOf(from, c, kinds)
	if err == nil {
		draft = &found
	}
	stops, rest := stopped(stops, err)
	if rest != nil {
		return nil, nil, rest
	}
	_, err = d.footing(from, c, rulebook.Transition{}, found, kinds)
	before, rest := stopped([]casefile.Stop{}, err)
	return slices.Concat(before, []casefile.Stop{d.Files.TooEarly(c)}, stops), draft, rest
}

// stopped adds a refusal to what stands in the way; any other error is returned.
func stopped(stops []casefile.Stop, err error) ([]casefile.Stop, error) {
	if err == nil {
		return stops, nil
	}
	if fault.KindOf(err) != fault.Refused {
		return stops, err
	}
	e := fault.As(err)
	return append(stops, casefile.Stop{Level: "block", Message: e.Message, Article: e.Article, Hint: e.Hint}), nil
}

// usual is the step that is taken when none is named: the first that nothing blocks, else the first with a draft, else the
// first.
func usual(steps []Step) int {
	if i := slices.IndexFunc(steps, func(s Step) bool { return s.MayIssue }); i >= 0 {
		return i
	}
	return max(0, slices.IndexFunc(steps, func(s Step) bool { return s.Draft != nil }))
}

// steps lists the decisions that may come next, in the rulebook's order.
func (d *Door) steps(from store.Source, actor account.Person, c casefile.Case) ([]Step, error) {
	procedure, _ := d.Files.Procedure(c)
	list := []Step{}
	for _, t := range procedure.Lifecycle.OnAll(c.State, rulebook.DecisionIssued) {
		kinds := procedure.DecisionsBy(t)
		step := Step{Transition: t.ID, Label: t.Label, Code: kinds[0].Code}
		draft, missing := d.draftOf(from, c, kinds)
		if missing == nil {
			step.Draft, step.Code = &draft, draft.Code
		}
		_, err := d.footing(from, c, t, draft, kinds)
		stops, err := stopped([]casefile.Stop{}, err)
		if err != nil {
			return nil, err
		}
		more, err := d.Files.StepStops(from, c, t)
		if err != nil {
			return nil, err
		}
		if stops, err = stopped(append(stops, more...), missing); err != nil {
			return nil, err
		}
		if stop, stopped := notFor(actor, procedure, t); stopped {
			stops = append(stops, stop)
		}
		step.Stops = stops
		step.MayIssue = !slices.ContainsFunc(stops, func(s casefile.Stop) bool { return s.Level == "block" })
		list = append(list, step)
	}
	return list, nil
}

// notFor is what stands in the way of a person whom the procedure does not let decide here.
func notFor(actor account.Person, procedure *rulebook.Procedure, t rulebook.Transition) (stop casefile.Stop, stopped bool) {
	if actor.HoldsAny(t.Roles) {
		return stop, false
	}
	roles := procedure.Book().RoleNames(t.Roles)
	return casefile.Stop{Level: "block", Article: t.Article,
		Message: fault.Tf("此项决定由%[1]s作出", "this decision is for: %[2]s", roles.Zh, roles.En),
		Hint:    fault.T("请有权的人员登录后办理。", "Have somebody who may sign in and issue it.")}, true
}

// draftOf finds the paper that is to carry a decision: one of the kinds, in their order, that was not issued yet.
func (d *Door) draftOf(from store.Source, c casefile.Case, kinds []rulebook.Paper) (casefile.Paper, error) {
	papers, err := casefile.PapersOf(from, c.ID)
	if err != nil {
		return casefile.Paper{}, err
	}
	article := ""
	for i, kind := range kinds {
		if i == 0 {
			article = kind.Article
		}
		if i := slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == kind.Code && !p.Issued }); i >= 0 {
			return papers[i], nil
		}
	}
	return casefile.Paper{}, fault.New(fault.Refused, "decision.issue", fault.T("卷内没有决定书代拟稿", "the dossier holds no draft decision")).
		WithArticle(article).WithHint(fault.T("在“材料”中起草或导入决定书。", "Write or import the decision under Papers."))
}

// Issue issues a decision in a case: that of the step that is named, or of the one that may come next. It is refused without
// what it must rest on (see footing), whatever else is in order.
func (d *Door) Issue(ctx context.Context, actor account.Person, caseID, step string) (decision Decision, err error) {
	if err := actor.Demand(account.MoveCases); err != nil { // who of them decides is for the procedure to say
		return Decision{}, err
	}
	w, err := d.draft(ctx, actor, caseID, step)
	if err != nil {
		return Decision{}, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		kind, _ := procedure.Paper(w.draft.Code)
		if err := complete(w.text, kind.Article); err != nil {
			return err
		}
		if err := d.Files.JudgeMajor(tx, c.ID); err != nil {
			return err
		}
		if c, err = casefile.CaseOf(tx, caseID); err != nil {
			return err
		}
		w.kinds = procedure.DecisionsBy(w.step)
		if w.rests, err = d.footing(tx, c, w.step, w.draft, w.kinds); err != nil {
			return err
		}
		current, err := d.draftOf(tx, c, w.kinds)
		if err != nil {
			return err
		}
		if !slices.Contains(w.step.From, c.State) || current.ID != w.draft.ID || current.SHA256 != w.draft.SHA256 {
			return fault.New(fault.Conflict, "decision.issue", fault.T("决定书刚被修改", "the draft has just been changed")).WithHint(fault.T("刷新后重试。", "Refresh and try again."))
		}
		move, err := d.Files.StepMove(tx, c, w.step, actor)
		if err != nil {
			return err
		}
		no, err := nextNo(tx, kind.Decides)
		if err != nil {
			return err
		}
		decision, err = d.issue(tx, c, w, no, move)
		return err
	})
	return decision, err
}

// writing is a decision on its way through the door.
type writing struct {
	step  rulebook.Transition
	kinds []rulebook.Paper
	draft casefile.Paper
	text  string
	rests footing
}

// issue writes the final text, records the decision and tells the hooks.
func (d *Door) issue(tx *store.Tx, c casefile.Case, w writing, no string, move casefile.Move) (decision Decision, err error) {
	stored, err := d.Files.KeepText(fill(w.text, no, tx.Today()))
	if err != nil {
		return decision, err
	}
	code := w.draft.Code
	_, err = tx.Record(rulebook.DecisionIssued, c.ID, issued{No: no, Code: code, IssuedOn: tx.Today(), Paper: w.draft.ID, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size,
		footing: w.rests, Move: move})
	if err != nil {
		return decision, err
	}
	if err := d.Files.SetFieldsIn(tx, c.ID, map[string]any{"d." + code + ".on": tx.Today(), "d." + code + ".no": no}); err != nil {
		return decision, err
	}
	if err := d.Files.DateMove(tx, c, move); err != nil {
		return decision, err
	}
	all, err := AllOf(tx, c.ID)
	if err != nil {
		return decision, err
	}
	if decision = all[len(all)-1]; decision.Further {
		return decision, nil
	}
	for _, hook := range d.Hooks {
		if err := hook(tx, c.ID); err != nil {
			return decision, err
		}
	}
	return decision, nil
}

// draft chooses the step and reads the text of its draft, outside any transaction: it may have to be read out of a file.
func (d *Door) draft(ctx context.Context, actor account.Person, caseID, step string) (w writing, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		if w.step, err = d.choose(r, actor, c, step); err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		w.kinds = procedure.DecisionsBy(w.step)
		draft, missing := d.draftOf(r, c, w.kinds)
		if _, err := d.footing(r, c, w.step, draft, w.kinds); err != nil {
			return err // the law comes first
		}
		w.draft = draft
		return missing
	})
	if err != nil {
		return w, err
	}
	pages, err := d.Files.Pages(ctx, w.draft)
	w.text = casefile.Join(pages)
	return w, err
}

// choose finds the step that is named, or the one that may come next. Where several may, one has to be named.
func (d *Door) choose(from store.Source, actor account.Person, c casefile.Case, step string) (rulebook.Transition, error) {
	const op = "decision.issue"
	procedure, _ := d.Files.Procedure(c)
	open := procedure.Lifecycle.OnAll(c.State, rulebook.DecisionIssued)
	if len(open) == 0 {
		return rulebook.Transition{}, d.noStep(from, c)
	}
	if step != "" {
		if i := slices.IndexFunc(open, func(t rulebook.Transition) bool { return t.ID == step }); i >= 0 {
			return open[i], nil
		}
		return rulebook.Transition{}, fault.New(fault.Conflict, op, fault.T("案件当前环节没有这项决定", "this decision does not follow from where the case stands")).WithField("step").
			WithHint(fault.T("刷新后查看下一步。", "Refresh and look at the next steps."))
	}
	steps, err := d.steps(from, actor, c)
	if err != nil {
		return rulebook.Transition{}, err
	}
	if !slices.ContainsFunc(steps, func(s Step) bool { return s.Draft != nil }) {
		if _, found, err := Of(from, c.ID); err != nil || found {
			return open[0], cmp.Or(err, d.noStep(from, c))
		}
	}
	var zh, en []string
	for _, s := range steps {
		if s.MayIssue {
			zh, en = append(zh, s.Label.Zh), append(en, s.Label.En)
		}
	}
	if len(zh) > 1 {
		return rulebook.Transition{}, fault.New(fault.Invalid, op, fault.T("此时可以作出几项决定，请选择一项", "several decisions may be made now: choose one")).WithField("step").
			WithHint(fault.Tf("可选：%[1]s。", "They are: %[2]s.", strings.Join(zh, "、"), strings.Join(en, "; ")))
	}
	return open[usual(steps)], nil
}

// noStep says why no decision can be made where a case stands.
func (d *Door) noStep(from store.Source, c casefile.Case) error {
	if old, found, err := Of(from, c.ID); err != nil {
		return err
	} else if found {
		return fault.New(fault.Conflict, "decision.issue", fault.Tf("本案已作出决定(%[1]s)", "the decision was issued already (%[1]s)", old.No)).
			WithHint(fault.T("此时没有后续决定可作；查看下一步。", "No further decision follows from here; look at the next steps."))
	}
	procedure, _ := d.Files.Procedure(c)
	kinds := procedure.Decisions()
	draft, missing := d.draftOf(from, c, kinds)
	if _, err := d.footing(from, c, rulebook.Transition{}, draft, kinds); err != nil {
		return err // the law comes first
	}
	if missing != nil {
		return missing
	}
	stop := d.Files.TooEarly(c)
	return fault.New(fault.Conflict, "decision.issue", stop.Message).WithHint(stop.Hint)
}

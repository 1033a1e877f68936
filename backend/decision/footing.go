package decision

import (
	"slices"
	"strings"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// footing is what a decision rests on. Review is the round of legal review that passed it and Fingerprint what was
// reviewed. Without a review, Fingerprint is that of the case as it stood; Judged are then the rules that were looked at,
// none of which makes it a major decision. ReviewAfter means that it could not wait: its review is owed.
type footing struct {
	Review      string   `json:"review"`
	Fingerprint string   `json:"fingerprint"`
	Judged      []string `json:"judged,omitempty"`
	ReviewAfter bool     `json:"review_after,omitempty"`
}

// check holds a decision to the tables and returns the number of the round that passed, 0 if there was none.
func (f footing) check(t store.Source, c casefile.Case, d issued) (round int, err error) {
	pass, binds, err := passFor(t, c, d.Code, d.Paper)
	if err != nil {
		return 0, err
	}
	if pass.Live && pass.Round.ID == f.Review && pass.Round.Fingerprint == f.Fingerprint {
		return pass.Round.Round, nil
	}
	duty, further := c.Review.Of(d.Code)
	var free bool
	switch {
	case f.ReviewAfter:
		free = slices.Contains(c.Review.Urgent, d.Move.Transition)
	case further:
		free = !hit(c, duty.Rules, true) && slices.Equal(f.Judged, duty.Rules)
	default:
		free = !c.Review.Always && !hit(c, c.Review.Elsewhere, false) && len(f.Judged) > 0
	}
	if f.Review != "" || binds || !free {
		return 0, unreviewed(c, pass)
	}
	now, _, err := casefile.Fingerprint(t, c.ID)
	if err == nil && now != f.Fingerprint {
		err = unreviewed(c, pass)
	}
	return 0, err
}

// hit tells whether a rule makes a case a major one that is among some, or is not.
func hit(c casefile.Case, rules []string, among bool) bool {
	return slices.ContainsFunc(c.Major, func(m casefile.MajorHit) bool { return slices.Contains(rules, m.ID) == among })
}

// passFor is what the last opinion is worth for a decision, and whether the decision is bound by it. An opinion that a
// decision rests on already is used up. A further decision is bound only by a review that its paper was submitted to: what
// was said of the measure says nothing of its release.
func passFor(from store.Source, c casefile.Case, code, paper string) (pass review.Pass, binds bool, err error) {
	if pass, err = review.PassOf(from, c.ID); err != nil || !pass.Exists {
		return pass, false, err
	}
	if used, err := RestsOn(from, pass.Round.ID); err != nil || used {
		return review.Pass{}, false, err
	}
	if _, further := c.Review.Of(code); !further {
		return pass, true, nil
	}
	covers, err := review.Covers(from, pass.Round.ID, paper)
	if err == nil && !covers {
		pass = review.Pass{}
	}
	return pass, covers, err
}

// footing finds what a decision in a case would rest on now: a live pass or, where the procedure does not send every case
// to review, the finding that no rule makes this one a major decision, or that it cannot wait. What has been to review
// is bound by it. A refusal says what is in the way and the way out. Kinds are the papers that may carry the decision, and
// draft the one that does, if there is one.
func (d *Door) footing(from store.Source, c casefile.Case, t rulebook.Transition, draft casefile.Paper, kinds []rulebook.Paper) (footing, error) {
	code := draft.Code
	if code == "" && len(kinds) > 0 {
		code = kinds[0].Code
	}
	pass, binds, err := passFor(from, c, code, draft.ID)
	if err != nil {
		return footing{}, err
	}
	if pass.Live {
		return footing{Review: pass.Round.ID, Fingerprint: pass.Round.Fingerprint}, nil
	}
	procedure, _ := d.Files.Procedure(c)
	_, further := c.Review.Of(code)
	if binds || c.Review.Always && !further {
		return footing{}, d.wayOut(procedure, c, unreviewed(c, pass))
	}
	now, _, err := casefile.Fingerprint(from, c.ID)
	if err != nil {
		return footing{}, err
	}
	if slices.Contains(c.Review.Urgent, t.ID) {
		return footing{Fingerprint: now, ReviewAfter: true}, nil
	}
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return footing{}, err
	}
	met, open := procedure.MajorFor(code, facts)
	switch {
	case len(met) > 0:
		return footing{}, d.wayOut(procedure, c, major(c, met))
	case len(open) > 0:
		return footing{}, unsettled(procedure, c, open)
	}
	return footing{Fingerprint: now, Judged: procedure.Bearing(code)}, nil
}

// unreviewed is the refusal of the law: the article, what is the matter, and the way out.
func unreviewed(c casefile.Case, pass review.Pass) *fault.Error {
	e := fault.New(fault.Refused, "decision.issue", fault.T("未经法制审核,不得作出决定", "no decision may be made before it has passed legal review")).
		WithArticle(c.Review.Article).
		WithHint(fault.T("请先送法制审核,取得“同意”意见后再作出决定。", "Submit the case to legal review; issue the decision once it has passed."))
	switch {
	case pass.Recused:
		e.Message = fault.T("审核人或者签发人已被决定回避,原审核意见不再作数,不得作出决定", "whoever examined or signed the review was recused since: the pass is void and no decision may be made")
		e.Hint = fault.T("由其他审核人员重新审核。", "Submit the case again, to be reviewed by somebody else.")
	case pass.Exists && !pass.Round.Passes:
		e.Message = fault.Tf("法制审核未通过(%[1]s),不得作出决定", "legal review did not pass the case (%[1]s): no decision may be made", pass.Round.Opinion)
		e.Hint = fault.T("按审核意见整改后重新送审;有异议的,申请复审。", "Mend what the opinion names and submit again, or object to it.")
	case pass.Exists:
		var names []string
		for _, c := range pass.Changes {
			if name := c.Title; name != "" {
				names = append(names, name)
			} else {
				names = append(names, c.Item)
			}
		}
		e.Message = fault.Tf("审核通过后内容有变动(%[1]s),原审核意见失效,不得作出决定", "the content has changed since the review (%[1]s): the pass is void and no decision may be made", strings.Join(names, "、"))
		e.Hint = fault.T("恢复审核时的内容,或重新送审变动部分。", "Put back what was reviewed, or submit the change to review.")
	}
	return e
}

// major is the refusal of a decision that a rule makes a major one.
func major(c casefile.Case, met []rulebook.Triggered) *fault.Error {
	var zh, en []string
	for _, t := range met {
		zh, en = append(zh, t.Rule.ID+" "+t.Rule.Label.Zh), append(en, t.Rule.ID+" "+t.Rule.Label.En)
	}
	e := unreviewed(c, review.Pass{})
	e.Message = fault.Tf("属于重大执法决定(%[1]s),未经法制审核不得作出", "this is a major decision (%[2]s): it may not be made before it has passed legal review", strings.Join(zh, "；"), strings.Join(en, "; "))
	if e.Article == "" {
		e.Article = met[0].Rule.Article
	}
	return e
}

// unsettled is the refusal of a decision of which it is not known whether it is a major one.
func unsettled(procedure *rulebook.Procedure, c casefile.Case, open []rulebook.Undetermined) *fault.Error {
	var zh, en, names []string
	for _, u := range open {
		for _, name := range u.Missing {
			if field, known := procedure.Field(name); known && !slices.Contains(names, name) {
				names, zh, en = append(names, name), append(zh, field.Label.Zh), append(en, field.Label.En)
			}
		}
	}
	return fault.New(fault.Refused, "decision.issue", fault.T("尚不能判断是否属于重大执法决定", "it is not known yet whether this is a major decision")).WithArticle(c.Review.Article).
		WithHint(fault.Tf("请先确认：%[1]s；或者送法制审核。", "Confirm first: %[2]s; or submit the case to legal review.", strings.Join(zh, "、"), strings.Join(en, "; ")))
}

// wayOut gives a refusal the way out of a procedure that knows no review: into one that does.
func (d *Door) wayOut(procedure *rulebook.Procedure, c casefile.Case, e *fault.Error) *fault.Error {
	life := procedure.Lifecycle
	if life.Reviewed() {
		return e
	}
	for _, t := range life.Transitions {
		if t.Converts != "" && slices.Contains(t.From, c.State) {
			return e.WithHint(fault.Tf("请先办理“%[1]s”,再送法制审核。", "Take the step “%[2]s” first, then submit the case to legal review.", t.Label.Zh, t.Label.En))
		}
	}
	return e
}

// Owed tells whether a step that goes to review, or issues a decision, has a review before it that is still to pass. It asks
// for less than footing does: a rule that cannot be settled yet is none.
func Owed(from store.Source, c casefile.Case, procedure *rulebook.Procedure, t rulebook.Transition) (bool, error) {
	kinds := procedure.DecisionsBy(t)
	if len(kinds) == 0 {
		kinds = procedure.Decisions()
	}
	if len(kinds) == 0 {
		return false, nil
	}
	var draft casefile.Paper
	papers, err := casefile.PapersOf(from, c.ID)
	if err != nil {
		return false, err
	}
	code := kinds[0].Code
	for _, p := range papers {
		if !p.Issued && slices.ContainsFunc(kinds, func(k rulebook.Paper) bool { return k.Code == p.Code }) {
			draft, code = p, p.Code
			break
		}
	}
	pass, binds, err := passFor(from, c, code, draft.ID)
	if err != nil || pass.Live {
		return false, err
	}
	duty, further := c.Review.Of(code)
	if further {
		return binds || hit(c, duty.Rules, true), nil
	}
	return binds || c.Review.Always || hit(c, c.Review.Elsewhere, false), nil
}

package review

import (
	"encoding/json"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// mayJudge refuses whoever may not examine this case or sign its opinion: somebody without the role, who took part in the
// case, who was recused in it, or who lacks what the rulebook asks of reviewers.
func (d *Desk) mayJudge(from store.Source, actor account.Person, round Round, permission account.Permission) error {
	if err := actor.Demand(permission); err != nil {
		return err
	}
	c, err := casefile.CaseOf(from, round.Case)
	if err != nil {
		return err
	}
	part, err := d.tookPart(from, actor, c)
	if err != nil {
		return err
	}
	if part || round.SubmittedBy == actor.ID && round.Practice == "" {
		return fault.New(fault.Forbidden, "review.judge", fault.Tf("%[1]s是本案的承办或者调查人员,不得审核本案", "%[1]s handled or investigated this case and does not review it", actor.Name)).
			WithArticle(c.Review.Article).WithHint(fault.T("请法制机构另行指派审核人员。", "Have the chief assign another reviewer."))
	}
	return d.fit(from, actor, c)
}

// fit holds a person to what the rulebook asks of whoever reviews such a case.
func (d *Desk) fit(from store.Source, p account.Person, c casefile.Case) error {
	procedure, known := d.Files.Procedure(c)
	if !known {
		return nil
	}
	recused, err := RecusedIn(from, c.ID, p.ID)
	if err != nil {
		return err
	}
	first := p.FirstReviewOn
	if first == "" { // this is the first time
		first = d.Files.Today()
	}
	facts := rulebook.Facts{"today": d.Files.Today(), "c.kind": procedure.Kind, "c.proc": procedure.Sub, "rev.first_on": first, "rev.law_qual": p.LawQualified, "rev.recused": recused, "rev.in_case": false}
	rule, unfit := procedure.Unfit(facts)
	if !unfit {
		return nil
	}
	message := fault.Tf("%[1]s：%[2]s", "%[1]s: %[3]s", p.Name, rule.Message.Zh, rule.Message.En)
	return fault.New(fault.Refused, "review.judge", message).WithArticle(rule.Article).WithHint(rule.Hint)
}

// tookPart tells whether somebody handles the case, has handled it, or is named as one who made a paper of it or took its
// evidence.
func (d *Desk) tookPart(from store.Source, p account.Person, c casefile.Case) (bool, error) {
	people, err := casefile.TookPartIn(from, c.ID)
	if err != nil || slices.Contains(people, p.ID) {
		return err == nil, err
	}
	if c.Legacy != "" { // of another office, where somebody may have the same name
		return false, nil
	}
	fields, err := casefile.FieldsOf(from, c.ID)
	if err != nil {
		return false, err
	}
	procedure, _ := d.Files.Procedure(c)
	for _, f := range fields {
		code, made := strings.CutPrefix(f.Name, "d.")
		if code, made = strings.CutSuffix(code, ".by"); !made {
			continue
		}
		if kind, _ := procedure.Paper(code); kind.Review != "" {
			continue // what the reviewing office itself has made
		}
		var names []string
		if json.Unmarshal(f.Value, &names) == nil && slices.Contains(names, p.Name) {
			return true, nil
		}
	}
	return false, nil
}

// begins notes the day on which somebody reviews for the first time: the law asks by that day who must be qualified.
func (d *Desk) begins(tx *store.Tx, p account.Person) error {
	if p.FirstReviewOn != "" {
		return nil
	}
	return account.BeganReviewing(tx, p)
}

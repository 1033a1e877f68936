package rulebook

import (
	"reflect"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// ReviewerRule is what the law asks of whoever examines a case under review or signs its opinion. Require is about the person
// (the rev fields) and the case; what is unknown is not met.
type ReviewerRule struct {
	ID      string     `json:"id"`
	Actions []string   `json:"actions,omitempty"`
	Label   fault.Text `json:"label"`
	When    string     `json:"when,omitempty"`
	Require string     `json:"require"`
	Message fault.Text `json:"message"`
	Hint    fault.Text `json:"hint"`
	Article string     `json:"article,omitempty"`
	Source  string     `json:"source"`
}

// Unfit finds the first rule that the facts about a reviewer do not meet.
func (p *Procedure) Unfit(f Facts) (rule ReviewerRule, unfit bool) {
	for _, rule := range p.ReviewerRules {
		if v := p.judgeWhen(rule.When, rule.Require, f).Verdict; v == NotMet || v == Unknown {
			return rule, true
		}
	}
	return ReviewerRule{}, false
}

// keepsReviewers refuses a book that asks less of reviewers than the law, which another had read.
func keepsReviewers(p *Procedure, book, program *Book) error {
	same := func(of *Procedure, rule ReviewerRule) bool {
		other, known := book.Procedure(p.ID)
		return known && slices.ContainsFunc(other.ReviewerRules, func(r ReviewerRule) bool {
			return r.ID == rule.ID && r.When == rule.When && r.Require == rule.Require && slices.Equal(r.Actions, rule.Actions) && sameParameters(of, other, rule.Require)
		})
	}
	for _, rule := range p.ReviewerRules {
		if !strings.HasPrefix(rule.Source, "S:") || same(p, rule) {
			continue
		}
		if brought, known := program.Procedure(p.ID); known {
			i := slices.IndexFunc(brought.ReviewerRules, func(r ReviewerRule) bool { return r.ID == rule.ID })
			if i < 0 || same(brought, brought.ReviewerRules[i]) {
				continue
			}
		}
		return fault.New(fault.Refused, "rulebook.statutory", fault.Tf("法定的审核人员要求“%[1]s”不得删除或者放宽", "what the law asks of reviewers (%[2]s) cannot be removed or weakened", rule.Label.Zh, rule.Label.En)).
			WithArticle(rule.Article).WithHint(fault.T("本单位可以提出更多要求；法律修改后由新版规则库更新。", "An office may ask for more. When the law changes, a new rulebook brings it."))
	}
	return nil
}

// sameParameters tells whether the parameters of a condition have the same values in two procedures.
func sameParameters(a, b *Procedure, condition string) bool {
	c := a.conditions.compiled[condition]
	if c == nil {
		return true
	}
	return !slices.ContainsFunc(c.Fields(), func(name string) bool { return !reflect.DeepEqual(a.parameterOf(name), b.parameterOf(name)) })
}

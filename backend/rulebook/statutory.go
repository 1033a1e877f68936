package rulebook

import (
	"reflect"
	"slices"
	"strings"

	"zhiheng/backend/fault"
)

// keepsStatutory refuses a book that lacks a statutory rule on major decisions of another, or has weakened one, or that sends
// fewer decisions to review. What the program itself brings is the law as its makers have read it, and may differ.
func keepsStatutory(before, after, program *Book) error {
	for _, p := range before.Procedures {
		if err := keepsReview(p, after, program); err != nil {
			return err
		}
		if err := keepsReviewers(p, after, program); err != nil {
			return err
		}
		for _, rule := range p.MajorRules {
			if rule.Tier != "statutory" || sameRule(p, after, rule) {
				continue
			}
			if brought, known := program.Procedure(p.ID); known {
				i := slices.IndexFunc(brought.MajorRules, func(r MajorRule) bool { return r.ID == rule.ID })
				if i < 0 || sameRule(brought, after, brought.MajorRules[i]) {
					continue
				}
			}
			return fault.New(fault.Refused, "rulebook.statutory", fault.Tf("法定审核情形 %[1]s“%[2]s”不得删除或者放宽", "the statutory rule %[1]s (%[3]s) cannot be removed or weakened",
				rule.ID, rule.Label.Zh, rule.Label.En)).WithArticle(rule.Article).
				WithHint(fault.T("本单位可以增加应当审核的情形、降低本单位目录的数额；法律修改后由新版规则库更新。",
					"An office may add rules and lower the sums of its own list. When the law changes, a new rulebook brings it."))
		}
	}
	return nil
}

// keepsReview refuses a book in which a procedure no longer sends every decision to review, or no longer says by which article
// none may be issued without it.
func keepsReview(p *Procedure, book, program *Book) error {
	other, known := book.Procedure(p.ID)
	if known && (other.Review != ReviewMajor || p.Review == ReviewMajor) && (other.ReviewArticle != "" || p.ReviewArticle == "") {
		return nil
	}
	if brought, ours := program.Procedure(p.ID); known && ours && brought.Review == other.Review && brought.ReviewArticle == other.ReviewArticle {
		return nil
	}
	return fault.New(fault.Refused, "rulebook.statutory", fault.Tf("“%[1]s”的法制审核要求不得取消或者放宽", "the duty of legal review of “%[2]s” cannot be removed or weakened", p.Label.Zh, p.Label.En)).
		WithArticle(p.ReviewArticle).
		WithHint(fault.T("本单位可以增加应当审核的情形；法律修改后由新版规则库更新。", "An office may send more decisions to review. When the law changes, a new rulebook brings it."))
}

// sameRule tells whether a book holds a procedure's rule with the same meaning: the same condition, over fields and
// parameters that mean the same.
func sameRule(p *Procedure, book *Book, rule MajorRule) bool {
	other, known := book.Procedure(p.ID)
	if !known {
		return false
	}
	i := slices.IndexFunc(other.MajorRules, func(r MajorRule) bool { return r.ID == rule.ID })
	if i < 0 {
		return false
	}
	r := other.MajorRules[i]
	if r.Tier != rule.Tier || r.When != rule.When || r.Manual != rule.Manual || r.Force != rule.Force || !slices.Equal(r.Papers, rule.Papers) {
		return false
	}
	names := []string{rule.Manual}
	if c := p.conditions.compiled[rule.When]; c != nil {
		names = append(names, c.Fields()...)
	}
	for _, name := range names {
		a, _ := p.Field(name)
		b, _ := other.Field(name)
		if a.Type != b.Type || !reflect.DeepEqual(a.Default, b.Default) || a.Derive != b.Derive || a.Computed != b.Computed || a.Codes != b.Codes {
			return false
		}
		if !reflect.DeepEqual(p.parameterOf(name), other.parameterOf(name)) {
			return false
		}
	}
	return true
}

// parameterOf is the value of a parameter that a condition names; nil for a field.
func (p *Procedure) parameterOf(name string) any {
	id, _ := strings.CutPrefix(name, "param.")
	return p.book.parameters[id]
}

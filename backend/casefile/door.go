package casefile

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// A paper that carries a decision gets its number and its day from the door through which the decision is issued, and from
// nowhere else: not by hand, not out of a file, not as a value of the case.

// doorField tells whether a field is the number or the day of a paper that carries a decision, and which paper that is.
func doorField(procedure *rulebook.Procedure, name string) (kind rulebook.Paper, is bool) {
	rest, paper := strings.CutPrefix(name, "d.")
	if !paper {
		return kind, false
	}
	code, attribute, _ := strings.Cut(rest, ".")
	if attribute != "no" && attribute != "on" {
		return kind, false
	}
	kind, _ = procedure.Paper(code)
	return kind, kind.Decides != ""
}

// onlyTheDoor refuses a number or a day of a decision that is not that of an issued paper in the case.
func onlyTheDoor(from store.Source, c Case, procedure *rulebook.Procedure, name string, value any) error {
	kind, is := doorField(procedure, name)
	if !is {
		return nil
	}
	papers, err := PapersOf(from, c.ID)
	if err != nil {
		return err
	}
	issued := slices.ContainsFunc(papers, func(p Paper) bool {
		return p.Issued && p.Code == kind.Code && (strings.HasSuffix(name, ".no") && value == p.No || strings.HasSuffix(name, ".on") && value == p.MadeOn)
	})
	if issued {
		return nil
	}
	return byTheDoor("casefile.set_fields", kind).WithField(name)
}

// byTheDoor is the refusal of a number or a day that a decision would get past the door.
func byTheDoor(op string, kind rulebook.Paper) *fault.Error {
	return fault.New(fault.Refused, op, fault.Tf("《%[1]s》的文号和日期由作出决定时产生，不能另填", "the number and the day of “%[2]s” come from issuing the decision and cannot be entered", kind.Label.Zh, kind.Label.En)).
		WithArticle(kind.Article).WithHint(fault.T("请在“决定”页作出决定。", "Issue the decision on its page."))
}

// issuedStays refuses a change to a decision that was issued.
func issuedStays(op string, p Paper, procedure *rulebook.Procedure) error {
	if !p.Issued {
		return nil
	}
	kind, _ := procedure.Paper(p.Code)
	return fault.New(fault.Refused, op, fault.T("已签发的文书不能修改", "an issued paper is not changed")).
		WithArticle(kind.Article).WithHint(fault.T("如确有错误,请走变更、撤销程序。", "If it is wrong, amend or revoke the decision."))
}

package casefile

import (
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// What a finished dossier is brought in for. Such a case stands at an end from its first day: nothing moves it, no period
// runs in it, no decision is issued in it, and no figure counts it.
const (
	Practice   = "practice"   // reviewers learn by it (练习)
	Assessment = "assessment" // the dossier is judged (评查)
)

// legacyWord stands in the numbers of such cases, so that they take none of the office's own.
const legacyWord = "旧卷"

// atRest is the state in which a finished dossier stands.
func atRest(procedure *rulebook.Procedure, legacy string) (string, error) {
	if legacy != Practice && legacy != Assessment {
		return "", fault.New(fault.Invalid, "casefile.open", fault.T("旧卷的用途只能是练习或者评查", "a finished dossier is brought in for practice or for assessment")).WithField("legacy")
	}
	states := procedure.Lifecycle.States
	i := len(states) - 1
	for ; i > 0 && !states[i].Final; i-- {
	}
	if !slices.ContainsFunc(states, func(s rulebook.State) bool { return s.Final }) {
		return "", fault.New(fault.Unavailable, "casefile.open", fault.Tf("程序 %[1]s 没有终结环节", "the procedure %[1]s has no end", procedure.ID))
	}
	return states[i].ID, nil
}

// notLegacy refuses what only the office's own cases do.
func notLegacy(c Case, op string) error {
	if c.Legacy == "" {
		return nil
	}
	return fault.New(fault.Refused, op, fault.T("这是为练习或者评查导入的已办结案卷,不办理流程、不作决定、不计入统计", "this is a finished dossier that was brought in for practice or assessment: nothing moves it, nothing is decided in it and no figure counts it")).
		WithArticle(c.Review.Article).WithHint(fault.T("正在办理的案件请另行新建或者导入为在办案件。", "For a case that is being handled, open or import one of the office's own."))
}

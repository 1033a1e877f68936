package review

import (
	"slices"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
)

// What is not found in a paper is missing only if the paper's way of writing is known: in one that nobody here has read the like of, it
// may stand there in other words. How familiar a paper is shows in what else was found in it. Where it is not, the check says that it
// could not find the thing, and somebody has to look; unless not even one of the words without which nobody can say it stands there.

// answer is what a paper answered to a check that asks for something.
type answer struct {
	sheet string
	found said
}

// said is how a paper says what it is asked for.
type said int

const (
	saidNothing   said = iota // not even a word of it stands there
	saidSomething             // it was not found, but words of it stand there, or it is not known which words it takes
	saidIt                    // it was found
)

// dossierWeight is for how many questions to a paper those to the other papers of its dossier count, since an office writes them alike.
const dossierWeight = 4

// familiarShare is the parameter of the share of what else was asked that a paper must answer to be familiar, in hundredths.
const familiarShare = "familiar_share"

// doubt turns what was not found in unfamiliar papers into what could not be found.
func (d Dossier) doubt(list []Precheck) {
	least, _ := d.Procedure.Book().Parameter(familiarShare).(int64)
	for i, c := range list {
		if len(c.answers) == 0 || c.Result != rulebook.NotMet {
			continue
		}
		var titles []string
		kept := slices.DeleteFunc(slices.Clone(c.Found), func(t Trace) bool {
			at := slices.IndexFunc(d.Sheets, func(s Sheet) bool { return t.absent && s.ID == t.Places[0].Paper })
			if at < 0 || familiarity(list, c, d.Sheets[at].ID) >= least {
				return false
			}
			titles = append(titles, d.Sheets[at].Title)
			return true
		})
		if len(titles) == 0 {
			continue
		}
		if list[i].Found = kept; len(kept) == 0 {
			list[i].Result, list[i].Unfound = rulebook.Unknown, true
			list[i].Why = fault.Tf("没有找到。《%[1]s》的写法与程序认识的不同，也许另有表述，须人工查看", "It was not found. “%[1]s” is worded otherwise than the program knows; it may stand there in other words: somebody has to look", strings.Join(titles, "》《"))
		}
	}
}

// familiarity is the share of the other questions to a paper that do not speak against its being known, in hundredths: what it says
// plainly, and what it does not say with a single word. What its dossier's other papers answer counts with it, for a paper of few
// questions tells little.
func familiarity(list []Precheck, of Precheck, sheet string) int64 {
	var known, asked, allKnown, allAsked float64
	for _, c := range list {
		if c.ID == of.ID {
			continue
		}
		for _, a := range c.answers {
			if allAsked++; a.found != saidSomething {
				allKnown++
			}
			if a.sheet != sheet {
				continue
			}
			if asked++; a.found != saidSomething {
				known++
			}
		}
	}
	if allAsked == 0 { // nothing speaks against it
		return 100
	}
	return int64(100 * (known + dossierWeight*allKnown/allAsked) / (asked + dossierWeight))
}

// lacksSign tells whether a paper holds none of the words without which nobody can say what a row asks for.
func (d Dossier) lacksSign(row rulebook.DraftCheck, s Sheet) bool {
	sign := row.Sign
	if w, known := d.Procedure.Wording(row.Wording); known && sign == "" {
		sign = w.Sign
	}
	if sign == "" {
		return false
	}
	for _, name := range rulebook.Placeholders(sign) {
		if d.written(name) == "" {
			return false
		}
	}
	pattern, err := d.pattern(sign)
	return err == nil && !pattern.MatchString(d.clearly(s)) && !pattern.MatchString(s.loosely())
}

// asks notes whether a paper says what a check asks for; where it does not, that is missing there. Where not a word of it stands there
// it is missing in whatever words the office writes.
func (d Dossier) asks(check *Precheck, row rulebook.DraftCheck, s Sheet, found bool) {
	a := answer{s.ID, saidIt}
	if !found {
		a.found = saidSomething
		if d.lacksSign(row, s) {
			a.found = saidNothing
		}
		check.hit(row.Says, heading(s))
		check.Found[len(check.Found)-1].absent = a.found == saidSomething
	}
	check.answers = append(check.answers, a)
}

// Package decision is the one door through which an enforcement decision is issued (行政处罚法第五十八条: 未经法制审核或者审核
// 未通过的,不得作出决定). Issue is the only writer of decision.issued, and applying that event checks again by itself what the
// decision rests on, so that there is no second way. A case has a main decision and may have others: an extension, a release,
// a surcharge, a new decision after the first was revoked. The rulebook says which papers carry one.
package decision

import (
	_ "embed"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Decision is an issued decision. Code is the paper that carries it. Review and Fingerprint are of the pass it rests on; a
// decision without one says in Judged which rules were looked at and did not make it a major one, or in ReviewAfter that
// it could not wait and that its review is owed. Further tells that it came after the main decision of the case.
type Decision struct {
	Case        string   `json:"case_id"`
	No          string   `json:"no"`
	Code        string   `json:"code"`
	IssuedOn    string   `json:"issued_on"`
	IssuedBy    string   `json:"issued_by"`
	Paper       string   `json:"paper"`
	Review      string   `json:"review"`
	Round       int      `json:"round"`
	Fingerprint string   `json:"fingerprint"`
	Judged      []string `json:"judged"`
	ReviewAfter bool     `json:"review_after"`
	Further     bool     `json:"further"`
	Seq         int64    `json:"seq"`
}

// issued is the event. SHA256 and Size are of the final text, with number and day filled in.
type issued struct {
	No       string        `json:"no"`
	Code     string        `json:"code"`
	IssuedOn string        `json:"issued_on"`
	Paper    string        `json:"paper"`
	SHA256   string        `json:"sha256"`
	SM3      string        `json:"sm3,omitempty"`
	Size     int64         `json:"size"`
	Move     casefile.Move `json:"move"`
	footing
}

// Hook is told of a main decision within the transaction that issues it: disclosure opens its record by one.
type Hook func(tx *store.Tx, caseID string) error

// Door issues decisions.
type Door struct {
	Files *casefile.Files
	Hooks []Hook
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	return store.Pillar{Name: "decision", Tables: tables, Veils: map[string]store.Veil{
		"decision_issued": {Column: "case_id"},
	}, Events: map[string]store.Apply{
		rulebook.DecisionIssued: store.On(apply),
	}}
}

// apply checks by the tables alone what the decision rests on, and refuses the entry without it.
func apply(t *store.Tables, e store.Event, d issued) error {
	c, err := casefile.CaseOf(t, e.Subject)
	if err != nil {
		return err
	}
	round, err := d.check(t, c, d)
	if err != nil {
		return err
	}
	if err := carried(t, c, d); err != nil {
		return err
	}
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	_, further := c.Review.Of(d.Code)
	err = t.Exec(queries.Get("decision_insert"), e.Subject, d.No, d.Code, d.IssuedOn, e.Actor, d.Paper, d.Review, round, d.Fingerprint,
		store.JSON(d.Judged), d.ReviewAfter, further, e.Seq)
	if err != nil {
		return err
	}
	if err := casefile.IssuePaper(t, e, casefile.IssuedPaper{Paper: d.Paper, No: d.No, MadeOn: d.IssuedOn, SHA256: d.SHA256, Size: d.Size}); err != nil {
		return err
	}
	if err := casefile.TouchPapers(t, e, e.Subject); err != nil { // they are found by how the case ended
		return err
	}
	return casefile.Enter(t, e, e.Subject, d.Move)
}

// carried refuses a decision whose paper is not one of the case, or carries one that was issued already.
func carried(t store.Source, c casefile.Case, d issued) error {
	p, err := casefile.PaperOf(t, d.Paper)
	if err != nil {
		return err
	}
	if p.Case != c.ID || p.Code != d.Code || p.Issued {
		return fault.New(fault.Refused, "decision.issued", fault.T("该文书不能作为本案的决定书", "this paper cannot carry a decision of the case"))
	}
	return nil
}

// Of returns the main decision in a case, the last one where one was made anew; found is false if there is none yet.
func Of(from store.Source, caseID string) (d Decision, found bool, err error) {
	return store.One[Decision](from, queries.Get("decision"), caseID)
}

// RestsOn tells whether a decision rests on a round of review.
func RestsOn(from store.Source, round string) (bool, error) {
	n, _, err := store.One[int](from, queries.Get("resting_on"), round)
	return n > 0, err
}

// AllOf returns all decisions in a case in the order in which they were issued.
func AllOf(from store.Source, caseID string) ([]Decision, error) {
	return store.All[Decision](from, queries.Get("decisions"), caseID)
}

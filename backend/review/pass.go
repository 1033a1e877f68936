package review

import (
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Pass is what the last signed opinion is worth now. Live means that a decision may follow: the opinion passes, and all
// that it rests on is as it was when it was read. Changes list what is not.
type Pass struct {
	Round   Round    `json:"round"`
	Exists  bool     `json:"exists"`
	Live    bool     `json:"live"`
	Recused bool     `json:"recused"` // whoever examined or signed it was recused since
	Changes []Change `json:"changes"`
}

// Change is one thing that is not as it was submitted. Before and After are values as JSON, or hashes of papers; an empty
// one means that it was not there.
type Change struct {
	Part   string `json:"part"`
	Item   string `json:"item"`
	Title  string `json:"title"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// PassOf looks at the last signed opinion of a case. It reads tables alone and may be called while an event is applied.
func PassOf(from store.Source, caseID string) (Pass, error) {
	round, found, err := store.One[Round](from, queries.Get("last_pass"), caseID)
	if err != nil || !found {
		return Pass{Changes: []Change{}}, err
	}
	pass := Pass{Round: round, Exists: true}
	live, changes, err := compare(from, round)
	if err != nil {
		return pass, err
	}
	for _, person := range []string{round.Reviewer, round.SignedBy} {
		recused, err := RecusedIn(from, caseID, person)
		if err != nil {
			return pass, err
		}
		pass.Recused = pass.Recused || recused
	}
	pass.Live, pass.Changes = round.Passes && live && !pass.Recused, changes
	return pass, nil
}

// Covers tells whether a paper was among what was submitted to a round.
func Covers(from store.Source, round, paper string) (bool, error) {
	list, err := store.All[casefile.Reviewed](from, queries.Get("snapshot"), round)
	return slices.ContainsFunc(list, func(r casefile.Reviewed) bool { return r.Item == paper }), err
}

// compare holds what was submitted against what is there now.
func compare(from store.Source, round Round) (same bool, changes []Change, err error) {
	fingerprint, now, err := casefile.Fingerprint(from, round.Case)
	if err != nil {
		return false, nil, err
	}
	then, err := store.All[casefile.Reviewed](from, queries.Get("snapshot"), round.ID)
	if err != nil {
		return false, nil, err
	}
	changes = []Change{}
	before := map[string]casefile.Reviewed{}
	for _, r := range then {
		before[r.Part+"\x00"+r.Item] = r
	}
	for _, r := range now {
		key := r.Part + "\x00" + r.Item
		old, there := before[key]
		delete(before, key)
		if !there || old.Value != r.Value {
			changes = append(changes, Change{Part: r.Part, Item: r.Item, Title: r.Title, Before: old.Value, After: r.Value})
		}
	}
	for _, r := range then {
		if _, gone := before[r.Part+"\x00"+r.Item]; gone {
			changes = append(changes, Change{Part: r.Part, Item: r.Item, Title: r.Title, Before: r.Value})
		}
	}
	return fingerprint == round.Fingerprint, changes, nil
}

// Facts adds to a case's facts what review knows: the round, its dates, its opinion if it still holds, and who examined
// the case. It is a casefile.FactSource.
func (d *Desk) Facts(from store.Source, caseID string, facts rulebook.Facts) error {
	rounds, err := RoundsOf(from, caseID)
	if err != nil || len(rounds) == 0 {
		return err
	}
	last := rounds[len(rounds)-1]
	if last.Practice != "" {
		return nil
	}
	facts["r.round"], facts["r.sent_on"], facts["r.due_on"] = int64(last.Round), last.SubmittedAt[:10], last.DueOn
	facts["r.accepted_on"] = last.SubmittedAt[:10]
	if err := d.courseFacts(from, last, facts); err != nil {
		return err
	}
	if err := discussionFacts(from, caseID, facts); err != nil {
		return err
	}
	pass, err := PassOf(from, caseID)
	if err != nil {
		return err
	}
	if pass.Exists {
		decided, err := d.decidedSince(from, caseID, pass.Round.Seq)
		if err != nil {
			return err
		}
		if pass.Live || decided || !pass.Round.Passes {
			facts["r.opinion"], facts["r.issued_on"] = pass.Round.Opinion, pass.Round.SignedAt[:10]
		}
	}
	return reviewerFacts(from, last, facts)
}

// courseFacts adds how the time for a round went: its extensions, what was asked for, the dispute over it.
func (d *Desk) courseFacts(from store.Source, round Round, facts rulebook.Facts) error {
	c, err := casefile.CaseOf(from, round.Case)
	if err != nil {
		return err
	}
	procedure, _ := d.Files.Procedure(c)
	extensions, err := ExtensionsOf(from, round.ID)
	if err != nil {
		return err
	}
	if period, known := procedure.OpinionPeriod(); known && len(extensions) > 0 {
		by, err := account.PersonOf(from, extensions[len(extensions)-1].By)
		if err != nil {
			return err
		}
		extensionFacts(period, extensions, by.Name, facts)
	}
	asked, err := SupplementsOf(from, round.ID)
	if err != nil {
		return err
	}
	if n := len(asked); n > 0 {
		facts["r.asked_on"] = asked[n-1].AskedAt[:10]
		if at := asked[n-1].SuppliedAt; at != "" {
			facts["r.supplied_on"] = at[:10]
		}
	}
	dispute, err := DisputeOf(from, round.ID)
	for _, step := range dispute.Steps {
		switch step.Kind {
		case Objected:
			facts["r.objected_on"] = step.At[:10]
		case Answered:
			facts["r.answered_on"] = step.At[:10]
		}
	}
	return err
}

// decidedSince tells whether the decision was issued after an entry: what happens to the papers then does not touch the
// pass any more.
func (d *Desk) decidedSince(from store.Source, caseID string, seq int64) (bool, error) {
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return false, err
	}
	procedure, _ := d.Files.Procedure(c)
	steps, err := casefile.StepsOf(from, caseID)
	for _, step := range steps {
		if t, known := procedure.Lifecycle.Transition(step.Transition); known && t.By == rulebook.DecisionIssued && step.Seq > seq {
			return true, nil
		}
	}
	return false, err
}

func reviewerFacts(from store.Source, round Round, facts rulebook.Facts) error {
	if round.Reviewer == "" {
		return nil
	}
	p, err := account.PersonOf(from, round.Reviewer)
	if err != nil {
		return err
	}
	handlers, err := casefile.TookPartIn(from, round.Case)
	if err != nil {
		return err
	}
	in := false
	for _, id := range handlers {
		in = in || id == p.ID
	}
	recused, err := RecusedIn(from, round.Case, p.ID)
	if err != nil {
		return err
	}
	facts["r.reviewer"], facts["rev.law_qual"], facts["rev.in_case"], facts["rev.recused"] = p.Name, p.LawQualified, in, recused
	if p.FirstReviewOn != "" {
		facts["rev.first_on"] = p.FirstReviewOn
	}
	return nil
}

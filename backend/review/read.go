package review

import (
	"context"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Point is a point of the checklist with what the machine says about it and what the reviewer found.
type Point struct {
	rulebook.Item
	Machine rulebook.Outcome `json:"machine"`
	Checked bool             `json:"checked"` // whether the machine has a check for it
	Finding
}

// Detail is a round with all that the reviewer needs.
type Detail struct {
	Round
	Points    []Point             `json:"points"`
	Materials []rulebook.Material `json:"materials"`
	Same      bool                `json:"same"` // the case is as it was submitted
	Changes   []Change            `json:"changes"`
	Prechecks []Precheck          `json:"prechecks"`

	Departures []Departure `json:"departures"`
}

// reasoned tells whether the reason is given why the case leaves the standard at a point.
func (d Detail) reasoned(item string) bool {
	return slices.ContainsFunc(d.Departures, func(x Departure) bool { return x.Item.ID == item && x.Reasoned() })
}

// Detail returns a round with its checklist as the machine sees it now.
func (d *Desk) Detail(ctx context.Context, id string) (detail Detail, err error) {
	return d.detail(ctx, id, true)
}

// Early returns a round without what the machine finds in the text of the papers, which takes time where they are long.
func (d *Desk) Early(ctx context.Context, id string) (detail Detail, err error) {
	return d.detail(ctx, id, false)
}

func (d *Desk) detail(ctx context.Context, id string, look bool) (detail Detail, err error) {
	var round Round
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		round, err = RoundOf(r, id)
		return err
	})
	if err != nil {
		return detail, err
	}
	checks := []Precheck{}
	if look {
		if checks, err = d.Prechecks(ctx, round.Case); err != nil {
			return detail, err
		}
	}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		if round, err = RoundOf(r, id); err != nil {
			return err
		}
		c, err := casefile.CaseOf(r, round.Case)
		if err != nil {
			return err
		}
		facts, err := d.Files.Facts(r, c)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		detail = Detail{Round: round, Materials: procedure.Materials(facts)}
		counted(checks, facts)
		if detail.Points, err = points(r, procedure, facts, id); err != nil {
			return err
		}
		if detail.Departures, err = departures(r, procedure, facts, c.ID, practiceOf(round)); err != nil {
			return err
		}
		for i, p := range detail.Points {
			detail.Points[i].Machine.Verdict, detail.Points[i].Checked = joined(p, checks)
		}
		detail.Prechecks = checks
		detail.Same, detail.Changes, err = compare(r, round)
		if err != nil || detail.Same {
			return err
		}
		decided, err := d.decidedSince(r, c.ID, round.Seq)
		if decided {
			detail.Same, detail.Changes = true, []Change{}
		}
		return err
	})
	return detail, err
}

func points(from store.Source, procedure *rulebook.Procedure, facts rulebook.Facts, id string) ([]Point, error) {
	findings, err := store.All[Finding](from, queries.Get("items"), id)
	if err != nil {
		return nil, err
	}
	found := map[string]Finding{}
	for _, f := range findings {
		found[f.Item] = f
	}
	var list []Point
	for _, result := range procedure.Examine(facts) {
		f, there := found[result.Item.ID]
		if !there {
			f = Finding{Item: result.Item.ID, Finding: Unchecked, Proofs: []casefile.Place{}}
		}
		list = append(list, Point{Item: result.Item, Machine: result.Outcome, Checked: result.Checked, Finding: f})
	}
	return list, nil
}

// FindingOf is what was found on one point of a round; a point that nobody has judged is Unchecked.
func FindingOf(from store.Source, id, item string) (Finding, error) {
	f, found, err := store.One[Finding](from, queries.Get("item"), id, item)
	if err == nil && !found {
		f = Finding{Item: item, Finding: Unchecked, Proofs: []casefile.Place{}}
	}
	return f, err
}

// List lists rounds, those that are open and due soonest first. Open leaves out those that are over; a reviewer narrows
// the list to theirs.
func (d *Desk) List(ctx context.Context, open bool, reviewer string) (rounds []Round, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		rounds, err = store.All[Round](r, queries.Get("rounds"), open, reviewer, reviewer)
		return err
	})
	return rounds, err
}

// Progress counts the points of a round that have a finding.
func Progress(from store.Source, id string) (done int, err error) {
	findings, err := store.All[Finding](from, queries.Get("items"), id)
	for _, f := range findings {
		if f.Finding != Unchecked {
			done++
		}
	}
	return done, err
}

// words of the findings, for the opinion paper.
var words = map[string]string{Met: "符合", NotMet: "不符合", NotApplicable: "不适用", Unchecked: "未查"}

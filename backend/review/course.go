package review

import (
	"zhiheng/backend/casefile"
	"zhiheng/backend/store"
)

// Course is what happens around the findings of a round. ObjectBy is the last day to object to its opinion, empty where
// nobody may.
type Course struct {
	Extensions  []Extension
	Offer       Offer
	Supplements []Supplement
	Dispute     Dispute
	ObjectBy    string
	Discussions []Discussion
	Advice      []Advice
	Feedback    []Feedback
	Recusals    []Recusal // in the case
	Adoption    *Adoption
	Points      []string // of the opinion, that a reply must speak of; none if it needs none
}

// Course gathers what happened around the findings of a round.
func (d *Desk) Course(from store.Source, r Round) (c Course, err error) {
	if c.Extensions, err = ExtensionsOf(from, r.ID); err != nil {
		return c, err
	}
	if c.Supplements, err = SupplementsOf(from, r.ID); err != nil {
		return c, err
	}
	if c.Dispute, err = DisputeOf(from, r.ID); err != nil {
		return c, err
	}
	if c.Discussions, err = DiscussionsOf(from, r.Case); err != nil {
		return c, err
	}
	if c.Advice, err = AdviceOf(from, r.ID); err != nil {
		return c, err
	}
	if c.Feedback, err = FeedbackOf(from, r.ID); err != nil {
		return c, err
	}
	if c.Recusals, err = RecusalsOf(from, r.Case); err != nil {
		return c, err
	}
	if r.State == "signed" && !r.Passes && r.Practice == "" {
		if a, there, err := AdoptionOf(from, r.ID); err != nil {
			return c, err
		} else if there {
			c.Adoption = &a
		}
		if c.Points, err = PointsOf(from, r.ID); err != nil {
			return c, err
		}
	}
	if r.Practice != "" {
		c.Offer.Used = true
		return c, nil
	}
	switch r.State {
	case "submitted", "judged":
		c.Offer, err = d.offer(from, r)
	case "signed":
		c.Offer.Used = true
		if d.disputable(from, r) == nil {
			of, err := casefile.CaseOf(from, r.Case)
			if err != nil {
				return c, err
			}
			c.ObjectBy, err = d.within(of, objecting, r.SignedAt[:10])
			return c, err
		}
	default:
		c.Offer.Used = true
	}
	return c, err
}

package review

import (
	"context"

	"zhiheng/backend/account"
	"zhiheng/backend/store"
)

// Candidate is somebody with a role by which they could review a round. Unfit says why they may not, and is nil where they
// may. Open is how many rounds that are not over lie with them.
type Candidate struct {
	account.Person
	Unfit error
	Open  int
}

// Candidates lists who could be assigned to a round, in the order of the office's people.
func (d *Desk) Candidates(ctx context.Context, id string) (list []Candidate, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		round, err := RoundOf(r, id)
		if err != nil {
			return err
		}
		people, err := account.PeopleOf(r)
		if err != nil {
			return err
		}
		open, err := store.All[Round](r, queries.Get("rounds"), 1, "", "")
		if err != nil {
			return err
		}
		lying := map[string]int{}
		for _, o := range open {
			lying[o.Reviewer]++
		}
		for _, p := range people {
			if p.Active && p.May(account.JudgeReview) {
				list = append(list, Candidate{Person: p, Unfit: d.mayJudge(r, p, round, account.JudgeReview), Open: lying[p.ID]})
			}
		}
		return nil
	})
	return list, err
}

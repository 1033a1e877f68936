package app

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

type reviewCommands struct {
	List    reviewList    `cmd:"" help:"${list}"`
	Submit  reviewSubmit  `cmd:"" help:"${review}"`
	Show    reviewShow    `cmd:"" help:"${show}"`
	Judge   reviewJudge   `cmd:"" help:"${review}"`
	Propose reviewPropose `cmd:"" help:"${opinion}"`
	Sign    reviewSign    `cmd:"" help:"${review}"`
	Return  reviewReturn  `cmd:"" help:"${reason}"`
}

type reviewList struct{}

// Run lists the reviews that are open.
func (c *reviewList) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		rounds, err := o.Desk.List(t.ctx, true, "")
		if err != nil {
			return err
		}
		return t.print(rounds, func(w io.Writer) {
			for _, r := range rounds {
				fmt.Fprintf(w, "%s  %s  %s %d  %s %s\n", r.ID, r.State, t.text("第几轮", "round"), r.Round, t.text("到期", "due"), r.DueOn)
			}
		})
	})
}

type reviewSubmit struct {
	No      string            `arg:"" help:"${no}"`
	Note    string            `help:"${note}"`
	Without map[string]string `help:"${without}"`
}

// Run submits a case to legal review.
func (c *reviewSubmit) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.caseID(t.ctx, c.No)
		if err != nil {
			return err
		}
		var without []review.Omission
		for _, material := range slices.Sorted(maps.Keys(c.Without)) {
			without = append(without, review.Omission{Material: material, Reason: c.Without[material]})
		}
		round, err := o.Desk.Submit(t.ctx, actor, id, c.Note, without...)
		if err != nil {
			return err
		}
		return t.showRound(o, round.ID)
	})
}

// lastRound finds the last review of a case.
func (o *Office) lastRound(t *terminal, no string) (round review.Round, err error) {
	id, err := o.caseID(t.ctx, no)
	if err != nil {
		return round, err
	}
	err = o.Store.View(t.ctx, func(r *store.Reader) error {
		rounds, err := review.RoundsOf(r, id)
		if err == nil && len(rounds) == 0 {
			err = fault.New(fault.NotFound, "app.review", fault.T("本案尚未送审", "the case has not been submitted to review"))
		}
		if err == nil {
			round = rounds[len(rounds)-1]
		}
		return err
	})
	return round, err
}

type reviewShow struct {
	No string `arg:"" help:"${no}"`
}

// Run shows the last review of a case, point by point.
func (c *reviewShow) Run(t *terminal) error {
	return t.office(func(o *Office) error {
		round, err := o.lastRound(t, c.No)
		if err != nil {
			return err
		}
		return t.showRound(o, round.ID)
	})
}

func (t *terminal) showRound(o *Office, id string) error {
	detail, err := o.Desk.Detail(t.ctx, id)
	if err != nil {
		return err
	}
	return t.print(detail, func(w io.Writer) {
		fmt.Fprintf(w, "%s  %s  %s %s  %s %s\n", detail.Round.ID, detail.State, t.text("到期", "due"), detail.DueOn, t.text("意见", "opinion"), detail.Opinion)
		for _, p := range detail.Points {
			fmt.Fprintf(w, "%-4s %-4s %-14s %-10s %s (%s)\n", p.ID, p.Heading, p.Finding.Finding, p.Machine.Verdict, p.Question.In(t.lang), p.Article)
		}
		for _, change := range detail.Changes {
			fmt.Fprintf(w, "! %s %s %s → %s\n", change.Part, change.Item+" "+change.Title, change.Before, change.After)
		}
	})
}

type reviewJudge struct {
	No      string `arg:"" help:"${no}"`
	Item    string `arg:"" help:"${item}"`
	Finding string `arg:"" help:"${finding}"`
	Remark  string `help:"${note}"`
}

// Run records a finding; "all" gives it to every point that is still unchecked.
func (c *reviewJudge) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		round, err := o.lastRound(t, c.No)
		if err != nil {
			return err
		}
		items := []string{c.Item}
		if c.Item == "all" {
			detail, err := o.Desk.Detail(t.ctx, round.ID)
			if err != nil {
				return err
			}
			items = nil
			for _, p := range detail.Points {
				if p.Finding.Finding == review.Unchecked {
					items = append(items, p.ID)
				}
			}
		}
		for _, item := range items {
			if err := o.Desk.Judge(t.ctx, actor, round.ID, review.Finding{Item: item, Finding: c.Finding, Remark: c.Remark}); err != nil {
				return err
			}
		}
		return t.showRound(o, round.ID)
	})
}

type reviewPropose struct {
	No      string `arg:"" help:"${no}"`
	Opinion string `arg:"" help:"${opinion}"`
	Text    string `help:"${note}"`
}

// Run proposes an opinion.
func (c *reviewPropose) Run(t *terminal) error {
	return t.onRound(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Desk.Propose(t.ctx, actor, id, c.Opinion, c.Text)
	})
}

type reviewSign struct {
	No string `arg:"" help:"${no}"`
}

// Run signs the proposed opinion.
func (c *reviewSign) Run(t *terminal) error {
	return t.onRound(c.No, func(o *Office, actor account.Person, id string) error { return o.Desk.Sign(t.ctx, actor, id) })
}

type reviewReturn struct {
	No     string `arg:"" help:"${no}"`
	Reason string `arg:"" help:"${reason}"`
}

// Run returns a submission for missing material.
func (c *reviewReturn) Run(t *terminal) error {
	return t.onRound(c.No, func(o *Office, actor account.Person, id string) error {
		return o.Desk.Return(t.ctx, actor, id, c.Reason)
	})
}

func (t *terminal) onRound(no string, act func(o *Office, actor account.Person, id string) error) error {
	return t.acting(func(o *Office, actor account.Person) error {
		round, err := o.lastRound(t, no)
		if err != nil {
			return err
		}
		if err := act(o, actor, round.ID); err != nil {
			return err
		}
		return t.showRound(o, round.ID)
	})
}

type decideCommand struct {
	No   string `arg:"" help:"${no}"`
	Step string `help:"${decide_step}" placeholder:"STEP"`
}

// Run issues the decision, if the law lets it.
func (c *decideCommand) Run(t *terminal) error {
	return t.acting(func(o *Office, actor account.Person) error {
		id, err := o.caseID(t.ctx, c.No)
		if err != nil {
			return err
		}
		d, err := o.Door.Issue(t.ctx, actor, id, c.Step)
		if err != nil {
			return err
		}
		return t.print(d, func(w io.Writer) { fmt.Fprintf(w, "%s  %s\n", d.No, d.IssuedOn) })
	})
}

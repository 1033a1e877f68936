package review

import (
	"context"
	"fmt"
	"strings"

	"zhiheng/backend/account"
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
}

// Detail returns a round with its checklist as the machine sees it now.
func (d *Desk) Detail(ctx context.Context, id string) (detail Detail, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		round, err := RoundOf(r, id)
		if err != nil {
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
		if detail.Points, err = points(r, procedure, facts, id); err != nil {
			return err
		}
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

// opinionText is the text of the opinion paper, written from the findings.
func (d *Desk) opinionText(tx *store.Tx, c casefile.Case, r Round, no string, chief account.Person) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	reviewer, err := account.PersonOf(tx, r.Reviewer)
	if err != nil {
		return "", err
	}
	facts, err := d.Files.Facts(tx, c)
	if err != nil {
		return "", err
	}
	procedure, _ := d.Files.Procedure(c)
	list, err := points(tx, procedure, facts, r.ID)
	if err != nil {
		return "", err
	}
	kind, _ := procedure.Book().Opinion(r.Opinion)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n重大执法决定法制审核意见书\n%s\n\n", office.Name, no)
	fmt.Fprintf(&b, "案件名称:%s\n案件编号:%s\n当事人:%s\n送审日期:%s\n审核轮次:第%d轮\n\n", c.Title, c.No, c.Party, r.SubmittedAt[:10], r.Round)
	b.WriteString("一、审核情况\n")
	for _, heading := range procedure.Book().Headings {
		counts := map[string]int{}
		var issues []string
		for _, p := range list {
			if p.Heading == heading.ID {
				counts[p.Finding.Finding]++
				if p.Finding.Finding == NotMet {
					issues = append(issues, fmt.Sprintf("%s %s(%s):%s", p.ID, p.Question.Zh, p.Article, p.Remark))
				}
			}
		}
		if len(counts) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s:", heading.Label.Zh)
		for _, finding := range []string{Met, NotMet, NotApplicable, Unchecked} {
			if counts[finding] > 0 {
				fmt.Fprintf(&b, "%s%d项 ", words[finding], counts[finding])
			}
		}
		b.WriteString("\n")
		for _, issue := range issues {
			b.WriteString("  " + issue + "\n")
		}
	}
	fmt.Fprintf(&b, "\n二、审核意见\n%s。%s\n\n", kind.Label.Zh, r.OpinionText)
	fmt.Fprintf(&b, "审核内容摘要(SHA-256):%s\n\n", r.Fingerprint)
	fmt.Fprintf(&b, "审核人:%s\n法制机构负责人:%s\n%s\n", reviewer.Name, chief.Name, tx.Today())
	return b.String(), nil
}

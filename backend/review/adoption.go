package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Adopted is what the office that handles a case makes of one point of an opinion that does not pass: it adopts it, or not and
// says why. An empty Item stands for the opinion as a whole, where it names no point.
type Adopted struct {
	Item    string `json:"item"`
	Adopted bool   `json:"adopted"`
	Text    string `json:"text"` // what was done, or why not
}

// Adoption is the signed reply to an opinion (审核意见采纳回复), point by point.
type Adoption struct {
	Points []Adopted `json:"points"`
	Note   string    `json:"note"`
	Paper  string    `json:"paper"`
	By     string    `json:"by,omitempty"`
	At     string    `json:"at,omitempty"`
}

type replied struct {
	Case        string `json:"case_id"`
	Fingerprint string `json:"fingerprint"`
	Adoption
}

// applyReplied refuses a reply to anything but a signed opinion that does not pass, and a second one.
func applyReplied(t *store.Tables, e store.Event, d replied) error {
	round, err := RoundOf(t, e.Subject)
	if err != nil {
		return err
	}
	if round.State != "signed" || round.Passes || round.Fingerprint != d.Fingerprint {
		return fault.New(fault.Conflict, "review.reply", fault.T("本轮没有须回复的审核意见", "this round has no opinion to reply to"))
	}
	return t.Exec(queries.Get("adoption_insert"), e.Subject, store.JSON(d.Points), d.Note, d.Paper, e.Actor, e.Instant())
}

// AdoptionOf returns the reply to a round's opinion; found is false as long as there is none.
func AdoptionOf(from store.Source, id string) (a Adoption, found bool, err error) {
	return store.One[Adoption](from, queries.Get("adoption"), id)
}

// Unanswered lists the rounds whose opinion does not pass and waits for the reply of the office that handles the case.
func Unanswered(from store.Source) ([]Round, error) {
	return store.All[Round](from, queries.Get("unanswered"))
}

// PointsOf lists what a reply to a round's opinion must speak of: its points that are not met, or the opinion as a whole.
func PointsOf(from store.Source, id string) ([]string, error) {
	findings, err := store.All[Finding](from, queries.Get("items"), id)
	points := []string{}
	for _, f := range findings {
		if f.Finding == NotMet {
			points = append(points, f.Item)
		}
	}
	if len(points) == 0 {
		points = append(points, "")
	}
	return points, err
}

// ReplyTo signs the reply to an opinion that does not pass, for the office that handles the case.
func (d *Desk) ReplyTo(ctx context.Context, actor account.Person, id string, points []Adopted, note string) error {
	const op = "review.reply"
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, err := RoundOf(tx, id)
		if err != nil {
			return err
		}
		if err := d.ofOffice(tx, actor, r, op); err != nil {
			return err
		}
		if r.State != "signed" || r.Passes || r.Practice != "" {
			return fault.New(fault.Conflict, op, fault.T("本轮没有须回复的审核意见", "this round has no opinion to reply to")).WithHint(fault.T("只有未通过的审核意见须逐项回复。", "Only an opinion that does not pass is replied to."))
		}
		if _, there, err := AdoptionOf(tx, id); err != nil || there {
			if err == nil {
				err = fault.New(fault.Conflict, op, fault.T("审核意见已经回复", "the opinion has been replied to")).WithHint(fault.T("整改后重新送审。", "Mend the case and submit it again."))
			}
			return err
		}
		dispute, err := DisputeOf(tx, id)
		if err != nil {
			return err
		}
		if dispute.State != "" && dispute.State != Settled {
			return fault.New(fault.Conflict, op, fault.T("对本意见的异议尚未了结", "the dispute over this opinion is not settled")).WithHint(fault.T("先了结或者撤回异议，再回复采纳情况。", "Have it settled or withdraw it, then reply."))
		}
		if points, err = complete(tx, id, points); err != nil {
			return err
		}
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		data := replied{Case: c.ID, Fingerprint: r.Fingerprint, Adoption: Adoption{Points: points, Note: strings.TrimSpace(note)}}
		if data.Paper, err = d.replyPaper(tx, c, r, data.Adoption, actor); err != nil {
			return err
		}
		_, err = tx.Record("review.opinion_replied", id, data)
		return err
	})
}

// complete refuses a reply that leaves a point out, names another, or does not say why a point is not adopted.
func complete(from store.Source, id string, given []Adopted) ([]Adopted, error) {
	const op = "review.reply"
	wanted, err := PointsOf(from, id)
	if err != nil {
		return nil, err
	}
	var points []Adopted
	for _, item := range wanted {
		i := slices.IndexFunc(given, func(a Adopted) bool { return a.Item == item })
		if i < 0 {
			return nil, fault.New(fault.Invalid, op, fault.Tf("要点 %[1]s 尚未回复", "point %[1]s is not replied to", item)).WithField("points").
				WithHint(fault.T("逐项写明采纳或者不采纳及理由。", "Say of each point whether it is adopted, and why not."))
		}
		a := given[i]
		if a.Text = strings.TrimSpace(a.Text); !a.Adopted && a.Text == "" {
			return nil, fault.New(fault.Invalid, op, fault.T("不采纳的,须写明理由", "say why a point is not adopted")).WithField("points")
		}
		points = append(points, a)
	}
	if len(given) != len(points) {
		return nil, fault.New(fault.Invalid, op, fault.T("回复中有审核意见没有指出的要点", "the reply speaks of points that the opinion does not name")).WithField("points")
	}
	return points, nil
}

// replyPaper writes the reply into the dossier, where the catalogue has such a paper.
func (d *Desk) replyPaper(tx *store.Tx, c casefile.Case, r Round, a Adoption, actor account.Person) (string, error) {
	procedure, _ := d.Files.Procedure(c)
	kind, known := procedure.ReviewPaper(rulebook.AdoptionPaper)
	if !known {
		return "", nil
	}
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	opinion, _ := procedure.Book().Opinion(r.Opinion)
	fmt.Fprintf(&b, "%s\n%s\n\n案件名称：%s\n案件编号：%s\n所回复的意见书：%s（%s）\n审核内容摘要（SHA-256）：%s\n\n", office.Name, kind.Label.Zh, c.Title, c.No, r.No, opinion.Label.Zh, r.Fingerprint)
	for i, p := range a.Points {
		word, name := "采纳", "审核意见"
		if !p.Adopted {
			word = "不采纳"
		}
		if at := slices.IndexFunc(procedure.Checklist, hasID(p.Item)); at >= 0 {
			name = p.Item + " " + strings.TrimRight(procedure.Checklist[at].Question.Zh, "？?")
		}
		fmt.Fprintf(&b, "%d．%s：%s。%s\n", i+1, name, word, p.Text)
	}
	if a.Note != "" {
		fmt.Fprintf(&b, "\n说明：%s\n", a.Note)
	}
	fmt.Fprintf(&b, "\n承办机构：%s\n%s\n", actor.Name, tx.Now.Format("2006年1月2日"))
	paper, err := d.Files.AddSigned(tx, c, kind.Code, "", "", b.String())
	return paper.ID, err
}

// owesReply refuses to submit a case anew as long as its last opinion, which did not pass, has no reply. A dispute that ended in
// a new review stands for one.
func owesReply(from store.Source, last Round) error {
	if last.State != "signed" || last.Passes {
		return nil
	}
	_, there, err := AdoptionOf(from, last.ID)
	if err != nil || there {
		return err
	}
	dispute, err := DisputeOf(from, last.ID)
	if err != nil {
		return err
	}
	for _, s := range dispute.Steps {
		if s.Result == Again {
			return nil
		}
	}
	return fault.New(fault.Refused, "review.submit", fault.Tf("第%[1]d轮审核意见（%[2]s）尚未逐项回复采纳情况", "the opinion of round %[1]d (%[2]s) has no reply, point by point", last.Round, last.No)).
		WithArticle("国办发〔2018〕118号").WithHint(fault.T("在“审核”页逐项填写采纳或者不采纳及理由，签署后再送审；有异议的，先提出异议。", "Under Review say of each point whether it is adopted, sign the reply, then submit; or object to the opinion."))
}

package review

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Departure is a point of the checklist at which a case leaves the standard, such as a fine outside its band, with the reason that
// was given: by the office that handles the case or by the reviewer. Waived means that the reviewer asks for none, and Text says
// why. A reason that was given for other values, or by
// somebody who was recused since, is Stale and counts for nothing.
type Departure struct {
	Item   rulebook.Item         `json:"item"`
	Seen   []rulebook.FieldValue `json:"seen"`
	Text   string                `json:"text"`
	Waived bool                  `json:"waived"`
	Stale  bool                  `json:"stale"`
	By     string                `json:"by"`
	At     string                `json:"at"`
	Seq    int64                 `json:"seq"`
}

// Reasoned tells whether there is a reason for the case as it is now.
func (d Departure) Reasoned() bool { return d.Text != "" && !d.Stale }

// Stated is a value for which a reason was given, as JSON.
type Stated struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// departed is a reason, or that none is asked for. Review is the practice that it was given in; the reasons of a practice are
// its own.
type departed struct {
	Case   string   `json:"case_id"`
	Item   string   `json:"item"`
	Text   string   `json:"text"`
	Waived bool     `json:"waived,omitempty"`
	Values []Stated `json:"values"`
	Review string   `json:"review,omitempty"`
}

func applyDeparted(t *store.Tables, e store.Event, d departed) error {
	return t.Exec(queries.Get("departure_put"), d.Case, d.Item, d.Review, d.Text, d.Waived, store.JSON(d.Values), e.Actor, e.Instant(), e.Seq)
}

// departureRow is a reason as it is kept.
type departureRow struct {
	Item   string   `json:"item"`
	Text   string   `json:"text"`
	Waived bool     `json:"waived"`
	Values []Stated `json:"stated"`
	By     string   `json:"by"`
	At     string   `json:"at"`
	Seq    int64    `json:"seq"`
}

// departures lists the points at which a case leaves a standard. Practice is the round of a practice, empty for a review.
func departures(from store.Source, procedure *rulebook.Procedure, facts rulebook.Facts, caseID, practice string) ([]Departure, error) {
	rows, err := store.All[departureRow](from, queries.Get("departures"), caseID, practice)
	if err != nil {
		return nil, err
	}
	list := []Departure{}
	for _, item := range procedure.Checklist {
		out := procedure.Departs(item, facts)
		if out.Verdict != rulebook.Met {
			continue
		}
		found := Departure{Item: item, Seen: slices.DeleteFunc(out.Seen, func(v rulebook.FieldValue) bool { return !v.Known })}
		if i := slices.IndexFunc(rows, func(r departureRow) bool { return r.Item == item.ID }); i >= 0 {
			r := rows[i]
			found.Text, found.Waived, found.By, found.At, found.Seq = r.Text, r.Waived, r.By, r.At, r.Seq
			recused, err := RecusedIn(from, caseID, r.By)
			if err != nil {
				return nil, err
			}
			found.Stale = recused || !slices.Equal(r.Values, stated(found.Seen))
		}
		list = append(list, found)
	}
	return list, nil
}

func stated(seen []rulebook.FieldValue) (list []Stated) {
	for _, v := range seen {
		raw, _ := json.Marshal(v.Value) // a value of a case always marshals
		list = append(list, Stated{v.Name, string(raw)})
	}
	return list
}

// practiceOf is the id of a round that is practice; the reasons of reviews belong to their case.
func practiceOf(r Round) string {
	if r.Practice != "" {
		return r.ID
	}
	return ""
}

// Departures lists the points at which a case leaves a standard, with the reasons that go into its review.
func (d *Desk) Departures(from store.Source, c casefile.Case) ([]Departure, error) {
	return d.departuresIn(from, c, "")
}

func (d *Desk) departuresIn(from store.Source, c casefile.Case, practice string) ([]Departure, error) {
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return nil, err
	}
	procedure, _ := d.Files.Procedure(c)
	return departures(from, procedure, facts, c.ID, practice)
}

// MayReason tells how somebody may give the reason why a case leaves a standard: in an open round that they examine, or for the
// office that handles the case.
func (d *Desk) MayReason(from store.Source, actor account.Person, caseID string) (round string, handles bool, err error) {
	rounds, err := RoundsOf(from, caseID)
	if err != nil {
		return "", false, err
	}
	for _, r := range rounds {
		open := r.State == "submitted" || r.State == waiting || r.State == "judged"
		if open && r.Practice == "" && (r.Reviewer == "" || r.Reviewer == actor.ID) && d.mayJudge(from, actor, r, account.JudgeReview) == nil {
			return r.ID, false, nil
		}
	}
	if d.ofOffice(from, actor, Round{Case: caseID}, "review.depart") != nil {
		return "", false, nil
	}
	pass, err := PassOf(from, caseID)
	return "", !pass.Live, err
}

// GiveReason keeps the reason why a case leaves a standard, as somebody who handles it gives it.
func (d *Desk) GiveReason(ctx context.Context, actor account.Person, caseID, item, text string) error {
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		if err := d.ofOffice(tx, actor, Round{Case: c.ID}, "review.depart"); err != nil {
			return err
		}
		pass, err := PassOf(tx, c.ID)
		if err != nil {
			return err
		}
		if pass.Live {
			return fault.New(fault.Conflict, "review.depart", fault.T("审核意见已经签发，理由已写入意见书", "the opinion is signed and tells the reason")).
				WithHint(fault.T("罚款等内容有变动的，重新送审后再写。", "If the penalty changes, submit the case again and give the reason then."))
		}
		return d.depart(tx, c, departed{Item: item, Text: text})
	})
}

// Depart keeps the reviewer's reason why a case leaves a standard, or why none is asked for.
func (d *Desk) Depart(ctx context.Context, actor account.Person, id, item, text string, waived bool) error {
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		c, err := casefile.CaseOf(tx, r.Case)
		if err != nil {
			return err
		}
		if err := d.take(tx, actor, r); err != nil {
			return err
		}
		return d.depart(tx, c, departed{Item: item, Text: text, Waived: waived, Review: practiceOf(r)})
	})
}

func (d *Desk) depart(tx *store.Tx, c casefile.Case, data departed) error {
	if data.Text = strings.TrimSpace(data.Text); data.Text == "" {
		return fault.New(fault.Invalid, "review.depart", fault.T("请写明理由", "give the reason")).WithField("text")
	}
	list, err := d.departuresIn(tx, c, data.Review)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(x Departure) bool { return x.Item.ID == data.Item })
	if i < 0 {
		return fault.New(fault.NotFound, "review.depart", fault.Tf("要点 %[1]s 没有超出基准", "the case does not leave a standard at point %[1]s", data.Item)).
			WithHint(fault.T("刷新后查看；金额或者基准档可能已经改动。", "Refresh: the sum or the band may have changed."))
	}
	data.Case, data.Values = c.ID, stated(list[i].Seen)
	_, err = tx.Record("review.departure_reasoned", c.ID, data)
	return err
}

// allReasoned refuses to pass a case that leaves a standard without a word.
func allReasoned(list []Departure) error {
	for _, x := range list {
		if x.Reasoned() {
			continue
		}
		return fault.New(fault.Refused, "review.opinion", fault.Tf("要点 %[1]s：%[2]s，尚未写明理由，不能同意", "point %[1]s: %[3]s, and no reason is given: the case cannot be passed", x.Item.ID, told(x.Seen, zh), told(x.Seen, en))).
			WithField("code").WithArticle(x.Item.Article).
			WithHint(fault.T("在审核台该要点下写明超出基准的理由；不需要理由的，写明为什么不需要。罚款不当的，请选择其他意见。", "Give the reason under this point on the review desk, or say why none is needed; if the penalty is wrong, choose another opinion."))
	}
	return nil
}

func zh(t fault.Text) string { return t.Zh }
func en(t fault.Text) string { return t.En }

// told says values with what they are called.
func told(seen []rulebook.FieldValue, pick func(fault.Text) string) string {
	var parts []string
	for _, v := range seen {
		text := fmt.Sprint(v.Value)
		if fen, sum := v.Value.(int64); sum && v.Type == rulebook.Money {
			text = pick(fault.T(idcode.FormatFigures(fen)+"元", "¥"+idcode.FormatFigures(fen)))
		}
		parts = append(parts, pick(v.Label)+" "+text)
	}
	return strings.Join(parts, pick(fault.T("，", ", ")))
}

// departure says under a point of an opinion how the case leaves the standard, and why.
func (w written) departure(b *strings.Builder, item string) {
	i := slices.IndexFunc(w.departures, func(x Departure) bool { return x.Item.ID == item })
	if i < 0 {
		return
	}
	x := w.departures[i]
	fmt.Fprintf(b, "　　超出裁量基准：%s。", told(x.Seen, zh))
	switch {
	case !x.Reasoned():
		b.WriteString("尚未写明理由。\n")
	case x.Waived:
		fmt.Fprintf(b, "审核认为不需要另行说明理由：%s。（%s）\n", strings.TrimRight(x.Text, "。"), w.people[x.By])
	default:
		fmt.Fprintf(b, "理由：%s。（%s）\n", strings.TrimRight(x.Text, "。"), w.people[x.By])
	}
}

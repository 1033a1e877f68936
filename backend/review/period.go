package review

import (
	"context"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Extension is one lengthening of the time for an opinion, by working days. Past is the last day for the decision of the
// case, where the new end lies after it.
type Extension struct {
	Days   int    `json:"days"`
	Reason string `json:"reason"`
	DueOn  string `json:"due_on"`
	Past   string `json:"past,omitempty"`
	By     string `json:"by,omitempty"`
	At     string `json:"at,omitempty"`
}

type extended struct {
	Case string `json:"case_id"`
	Extension
}

func applyExtended(t *store.Tables, e store.Event, d extended) error {
	if err := t.Exec(queries.Get("extension_insert"), e.Subject, e.Seq, d.Days, d.Reason, d.DueOn, d.Past, e.Actor, e.Instant()); err != nil {
		return err
	}
	return one(t, "extend", d.DueOn, e.Seq, e.Subject)
}

// one runs a change that must find its round as it expects it.
func one(t *store.Tables, query string, args ...any) error {
	rows, err := t.Change(queries.Get(query), args...)
	if err == nil && rows == 0 {
		err = fault.New(fault.Conflict, "review."+query, fault.T("本轮审核已不在该状态", "this round of review has gone on meanwhile")).WithHint(fault.T("刷新后重试。", "Refresh and try again."))
	}
	return err
}

// The fields that end the periods of a review: to supply what was asked for, to object to an opinion, to answer that.
const (
	supplying = "r.supplied_on"
	objecting = "r.objected_on"
	answering = "r.answered_on"
)

// Offer is what an extension would give: so many days, to this end. Past is the last day to decide the case if the new end
// lies after it; Used says that no further extension is left.
type Offer struct {
	Days  int    `json:"days"`
	DueOn string `json:"due_on"`
	Past  string `json:"past"`
	Used  bool   `json:"used"`
}

// Extend lengthens the time for an opinion, once unless the rulebook grants more. An end after the last day to decide the
// case is refused unless whoever extends says that they know.
func (d *Desk) Extend(ctx context.Context, actor account.Person, id, reason string, knowing bool) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "review.extend", fault.T("请写明延长的理由", "say why the time is extended")).WithField("reason")
	}
	return d.change(ctx, actor, id, account.AssignReview, func(tx *store.Tx, r Round) error {
		if err := notPractice(r, "review.extend"); err != nil {
			return err
		}
		if r.State == waiting {
			return standsStill("review.extend")
		}
		offer, err := d.offer(tx, r)
		if err != nil {
			return err
		}
		if offer.Used {
			return fault.New(fault.Refused, "review.extend", fault.T("审核期限已经延长过", "the time for review has been extended already")).WithArticle("单位制度").
				WithHint(fault.T("请在现有期限内出具意见;材料不足的,通知补正。", "Give the opinion in time; where material is missing ask for it."))
		}
		if offer.Past != "" && !knowing {
			return fault.New(fault.Refused, "review.extend", fault.Tf("延长后到期日 %[1]s 晚于本案法定办理期限 %[2]s", "the new end %[1]s lies after the last day to decide the case, %[2]s", offer.DueOn, offer.Past)).
				WithArticle("国办发〔2018〕118号").WithField("knowing").
				WithHint(fault.T("先办理案件延期;确需延长的,确认知悉后再办。", "Have the time to decide extended first, or confirm that you know."))
		}
		_, err = tx.Record("review.extended", id, extended{r.Case, Extension{Days: offer.Days, Reason: reason, DueOn: offer.DueOn, Past: offer.Past}})
		return err
	})
}

func standsStill(op string) error {
	return fault.New(fault.Conflict, op, fault.T("正在等待补正,审核期限已停止计算", "the review waits for what was asked for; its clock stands still")).
		WithHint(fault.T("承办人补正后继续;逾期未补正的,可以退回。", "It goes on when the handler has supplied it; if they are late, send the case back."))
}

// offer works out what an extension of a round would give today.
func (d *Desk) offer(from store.Source, r Round) (Offer, error) {
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return Offer{}, err
	}
	procedure, _ := d.Files.Procedure(c)
	period, known := procedure.OpinionPeriod()
	earlier, err := ExtensionsOf(from, r.ID)
	if err != nil || !known {
		return Offer{Used: true}, err
	}
	offer := Offer{Days: procedure.Longest(period, rulebook.Facts{}), Used: len(earlier) >= len(period.Extend.Grants)}
	if offer.Used {
		return offer, nil
	}
	if offer.DueOn, err = d.dueWith(from, r, append(earlier, Extension{Days: offer.Days, At: d.Files.Today()})); err != nil {
		return offer, err
	}
	end, err := d.decideBy(from, c)
	if end != "" && end < offer.DueOn {
		offer.Past = end
	}
	return offer, err
}

// dueWith is the last day for the opinion of a round with these extensions.
func (d *Desk) dueWith(from store.Source, r Round, extensions []Extension) (string, error) {
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return "", err
	}
	pauses, err := d.pausesOf(from, r.ID)
	if err != nil {
		return "", err
	}
	return d.dueFor(c, r, extensions, pauses)
}

// dueFor counts the period for the opinion of a round.
func (d *Desk) dueFor(c casefile.Case, r Round, extensions []Extension, pauses []workday.Suspension) (string, error) {
	procedure, _ := d.Files.Procedure(c)
	period, known := procedure.OpinionPeriod()
	if !known {
		return "", nil
	}
	facts := rulebook.Facts{period.From: r.SubmittedAt[:10]}
	extensionFacts(period, extensions, "", facts)
	due, _, err := procedure.Due(period, facts, pauses...)
	return due.Legal.String(), err
}

// extensionFacts tells the facts by which the rulebook counts the extensions of a period.
func extensionFacts(period rulebook.Deadline, extensions []Extension, by string, facts rulebook.Facts) {
	for i, e := range extensions {
		if i < len(period.Extend.Grants) {
			grant := period.Extend.Grants[i]
			facts[grant.On], facts[grant.N] = e.At[:10], int64(e.Days)
			if by != "" {
				facts[grant.By], facts[grant.Reason] = by, e.Reason
			}
		}
	}
}

// decideBy is the last day on which the law lets a case be decided, empty if no such period runs: the first to end of those
// that the decision ends.
func (d *Desk) decideBy(from store.Source, c casefile.Case) (string, error) {
	procedure, _ := d.Files.Procedure(c)
	ends := map[string]bool{}
	for _, t := range procedure.Lifecycle.Transitions {
		for _, id := range t.Ends {
			ends[id] = ends[id] || t.By == rulebook.DecisionIssued
		}
	}
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return "", err
	}
	clocks, err := d.Files.Clocks(from, c, facts)
	for _, clock := range clocks { // the most urgent first
		if ends[clock.ID] && !clock.Right && clock.Running() {
			return clock.WarnOn, err
		}
	}
	return "", err
}

// within is the last day of the period that a field ends, if it begins on a day; empty if the procedure knows no such one.
func (d *Desk) within(c casefile.Case, field, day string) (string, error) {
	procedure, _ := d.Files.Procedure(c)
	period, known := procedure.PeriodTo(field)
	if !known {
		return "", nil
	}
	due, _, err := procedure.Due(period, rulebook.Facts{period.From: day})
	return due.Legal.String(), err
}

// pausesOf are the spans in which the clock of a round stands still, since something is waited for.
func (d *Desk) pausesOf(from store.Source, id string) ([]workday.Suspension, error) {
	asked, err := SupplementsOf(from, id)
	if err != nil {
		return nil, err
	}
	var spans []workday.Suspension
	for _, s := range asked {
		span := workday.Suspension{Reason: fault.T("等待补正", "waiting for more material")}
		if span.From, err = parseDay(s.AskedAt); err != nil {
			return nil, err
		}
		if s.SuppliedAt != "" {
			if span.To, err = parseDay(s.SuppliedAt); err != nil {
				return nil, err
			}
		}
		spans = append(spans, span)
	}
	return spans, nil
}

func parseDay(instant string) (workday.Date, error) {
	day, err := workday.ParseDate(instant[:len("2026-01-02")])
	return day, fault.Wrap("review.day", err)
}

// Pauses tells a case's clocks when the one of its review stands still. It is a casefile.PauseSource.
func (d *Desk) Pauses(from store.Source, caseID string) ([]casefile.Pause, error) {
	rounds, err := RoundsOf(from, caseID)
	if err != nil || len(rounds) == 0 {
		return nil, err
	}
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return nil, err
	}
	procedure, _ := d.Files.Procedure(c)
	period, _ := procedure.OpinionPeriod()
	spans, err := d.pausesOf(from, rounds[len(rounds)-1].ID)
	list := []casefile.Pause{}
	for _, span := range spans {
		list = append(list, casefile.Pause{Suspension: span, Deadlines: []string{period.ID}})
	}
	return list, err
}

// ExtensionsOf lists the extensions of a round.
func ExtensionsOf(from store.Source, id string) ([]Extension, error) {
	return store.All[Extension](from, queries.Get("extensions"), id)
}

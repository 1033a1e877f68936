// Package decision is the one door through which an enforcement decision is issued (行政处罚法第五十八条: 未经法制审核或者审核
// 未通过的,不得作出决定). Issue is the only writer of decision.issued, and applying that event checks the pass again by
// itself, so that there is no second way.
package decision

import (
	"context"
	_ "embed"
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

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Decision is an issued decision. Code is the paper that carries it. Review and Fingerprint are of the pass it rests on; a
// decision without one says in Judged which rules were looked at and did not make it a major one, or in ReviewAfter that
// it could not wait and that its review is owed.
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
	Seq         int64    `json:"seq"`
}

// issued is the event. SHA256 and Size are of the final text, with number and day filled in.
type issued struct {
	No       string        `json:"no"`
	Code     string        `json:"code"`
	IssuedOn string        `json:"issued_on"`
	Paper    string        `json:"paper"`
	SHA256   string        `json:"sha256"`
	Size     int64         `json:"size"`
	Move     casefile.Move `json:"move"`
	footing
}

// Hook is told of a decision within the transaction that issues it: disclosure opens its record by one.
type Hook func(tx *store.Tx, caseID string) error

// Door issues decisions.
type Door struct {
	Files *casefile.Files
	Hooks []Hook
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	return store.Pillar{Name: "decision", Tables: tables, Events: map[string]store.Apply{
		rulebook.DecisionIssued: store.On(apply),
	}}
}

// apply checks by the tables alone what the decision rests on, and refuses the entry without it.
func apply(t *store.Tables, e store.Event, d issued) error {
	c, err := casefile.CaseOf(t, e.Subject)
	if err != nil {
		return err
	}
	round, err := d.check(t, c, d.Move.Transition)
	if err != nil {
		return err
	}
	if err := t.Original(e, d.SHA256, d.Size); err != nil {
		return err
	}
	err = t.Exec(queries.Get("decision_insert"), e.Subject, d.No, d.Code, d.IssuedOn, e.Actor, d.Paper, d.Review, round, d.Fingerprint,
		store.JSON(d.Judged), d.ReviewAfter, e.Seq)
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

// Of returns the decision in a case; found is false if there is none yet.
func Of(from store.Source, caseID string) (d Decision, found bool, err error) {
	return store.One[Decision](from, queries.Get("decision"), caseID)
}

// Readiness tells whether a decision may be issued now, by whom is asking, and what stands in the way.
type Readiness struct {
	MayIssue bool            `json:"may_issue"`
	Stops    []casefile.Stop `json:"stops"`
	Decision *Decision       `json:"decision,omitempty"`
	Draft    *casefile.Paper `json:"draft,omitempty"`
}

// Readiness looks at what stands between a case and its decision.
func (d *Door) Readiness(ctx context.Context, actor account.Person, caseID string) (ready Readiness, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		ready.Stops = []casefile.Stop{}
		if issued, found, err := Of(r, c.ID); err != nil {
			return err
		} else if found {
			ready.Decision = &issued
			return nil
		}
		if _, err := d.footing(r, c); fault.KindOf(err) == fault.Refused {
			e := fault.As(err)
			ready.Stops = append(ready.Stops, casefile.Stop{Level: "block", Message: e.Message, Article: e.Article, Hint: e.Hint})
		} else if err != nil {
			return err
		}
		stops, err := d.Files.EventStops(r, c, rulebook.DecisionIssued)
		if err != nil {
			return err
		}
		ready.Stops = append(ready.Stops, stops...)
		if draft, err := d.draftOf(r, c); err == nil {
			ready.Draft = &draft
		} else {
			e := fault.As(err)
			ready.Stops = append(ready.Stops, casefile.Stop{Level: "block", Message: e.Message, Article: e.Article, Hint: e.Hint})
		}
		if stop, stopped := d.notFor(actor, c); stopped {
			ready.Stops = append(ready.Stops, stop)
		}
		ready.MayIssue = !slices.ContainsFunc(ready.Stops, func(s casefile.Stop) bool { return s.Level == "block" })
		return nil
	})
	return ready, err
}

// notFor is what stands in the way of a person whom the procedure does not let decide here.
func (d *Door) notFor(actor account.Person, c casefile.Case) (stop casefile.Stop, stopped bool) {
	procedure, _ := d.Files.Procedure(c)
	t, known := procedure.Lifecycle.On(c.State, rulebook.DecisionIssued, "")
	if !known || actor.HoldsAny(t.Roles) {
		return stop, false
	}
	roles := procedure.Book().RoleNames(t.Roles)
	return casefile.Stop{Level: "block", Article: t.Article,
		Message: fault.Tf("此项决定由%[1]s作出", "this decision is for: %[2]s", roles.Zh, roles.En),
		Hint:    fault.T("请有权的人员登录后办理。", "Have somebody who may sign in and issue it.")}, true
}

// draftOf finds the paper that carries the decision.
func (d *Door) draftOf(from store.Source, c casefile.Case) (casefile.Paper, error) {
	papers, err := casefile.PapersOf(from, c.ID)
	if err != nil {
		return casefile.Paper{}, err
	}
	procedure, _ := d.Files.Procedure(c)
	for _, kind := range procedure.Decisions() {
		if i := slices.IndexFunc(papers, func(p casefile.Paper) bool { return p.Code == kind.Code }); i >= 0 {
			return papers[i], nil
		}
	}
	article := ""
	if kinds := procedure.Decisions(); len(kinds) > 0 {
		article = kinds[0].Article
	}
	return casefile.Paper{}, fault.New(fault.Refused, "decision.issue", fault.T("卷内没有决定书代拟稿", "the dossier holds no draft decision")).
		WithArticle(article).WithHint(fault.T("在“材料”中起草或导入决定书。", "Write or import the decision under Papers."))
}

// Issue issues the decision of a case. It is refused without what it must rest on (see footing), whatever else is in order.
func (d *Door) Issue(ctx context.Context, actor account.Person, caseID string) (decision Decision, err error) {
	if err := actor.Demand(account.MoveCases); err != nil { // who of them decides is for the procedure to say
		return Decision{}, err
	}
	draft, text, err := d.draft(ctx, caseID)
	if err != nil {
		return Decision{}, err
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(c)
		kind, _ := procedure.Paper(draft.Code)
		if err := complete(text, kind.Article); err != nil {
			return err
		}
		if old, found, err := Of(tx, c.ID); err != nil {
			return err
		} else if found {
			return fault.New(fault.Conflict, "decision.issue", fault.Tf("本案已作出决定(%[1]s)", "the decision was issued already (%[1]s)", old.No))
		}
		if err := d.Files.JudgeMajor(tx, c.ID); err != nil {
			return err
		}
		rests, err := d.footing(tx, c)
		if err != nil {
			return err
		}
		current, err := d.draftOf(tx, c)
		if err != nil {
			return err
		}
		if current.ID != draft.ID || current.SHA256 != draft.SHA256 {
			return fault.New(fault.Conflict, "decision.issue", fault.T("决定书刚被修改", "the draft has just been changed")).WithHint(fault.T("刷新后重试。", "Refresh and try again."))
		}
		move, err := d.Files.EventMove(tx, c, rulebook.DecisionIssued, "", actor)
		if err != nil {
			return err
		}
		no, err := nextNo(tx, kind.Decides)
		if err != nil {
			return err
		}
		if err := d.issue(tx, c, rests, draft, text, no, move); err != nil {
			return err
		}
		decision, _, err = Of(tx, c.ID)
		return err
	})
	return decision, err
}

// issue writes the final text, records the decision and tells the hooks.
func (d *Door) issue(tx *store.Tx, c casefile.Case, rests footing, draft casefile.Paper, text, no string, move casefile.Move) error {
	stored, err := d.Files.KeepText(fill(text, no, tx.Today()))
	if err != nil {
		return err
	}
	_, err = tx.Record(rulebook.DecisionIssued, c.ID, issued{No: no, Code: draft.Code, IssuedOn: tx.Today(), Paper: draft.ID, SHA256: stored.SHA256, Size: stored.Size,
		footing: rests, Move: move})
	if err != nil {
		return err
	}
	if err := d.Files.SetFieldsIn(tx, c.ID, map[string]any{"d." + draft.Code + ".on": tx.Today(), "d." + draft.Code + ".no": no}); err != nil {
		return err
	}
	if err := d.Files.DateMove(tx, c, move); err != nil {
		return err
	}
	for _, hook := range d.Hooks {
		if err := hook(tx, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// The places in a draft that are filled when it is issued.
const (
	NumberMark = "{{文号}}"
	DayMark    = "{{决定日期}}"
)

// blankMark begins a place in a draft that nobody has filled yet.
const blankMark = "【待填"

// complete refuses a text in which places are still to be filled.
func complete(text, article string) error {
	if n := strings.Count(text, blankMark); n > 0 {
		return fault.New(fault.Refused, "decision.issue", fault.Tf("决定书还有%[1]d处待填内容", "the decision has %[1]d places that are still to be filled", n)).
			WithArticle(article).WithHint(fault.T("补全代拟稿后重新送审。", "Complete the draft and submit it to review again."))
	}
	return nil
}

func fill(text, no, day string) string {
	var year, month, date int
	if _, err := fmt.Sscanf(day, "%d-%d-%d", &year, &month, &date); err == nil {
		day = fmt.Sprintf("%d年%d月%d日", year, month, date)
	}
	return strings.NewReplacer(NumberMark, no, DayMark, day).Replace(text)
}

// draft reads the text of the draft, outside any transaction: it may have to be read out of a file.
func (d *Door) draft(ctx context.Context, caseID string) (p casefile.Paper, text string, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		if _, found, err := Of(r, c.ID); err != nil || found {
			return err // the transaction says so
		}
		if _, err := d.footing(r, c); err != nil {
			return err // the law comes first
		}
		p, err = d.draftOf(r, c)
		return err
	})
	if err != nil || p.ID == "" {
		return p, "", err
	}
	pages, err := d.Files.Pages(ctx, p)
	return p, casefile.Join(pages), err
}

// nextNo is the next number of the year for this kind of decision: no gap, no number twice.
func nextNo(tx *store.Tx, word string) (string, error) {
	office, _, err := account.OfficeOf(tx)
	if err != nil {
		return "", err
	}
	prefix := fmt.Sprintf("%s%s〔%s〕", office.CodeWord, word, tx.Today()[:4])
	numbers, err := store.All[string](tx, queries.Get("numbers"), prefix+"%")
	if err != nil {
		return "", err
	}
	last := 0
	for _, no := range numbers {
		if parsed, err := idcode.ParseDocNo(no); err == nil {
			last = max(last, parsed.Number)
		}
	}
	return fmt.Sprintf("%s%d号", prefix, last+1), nil
}

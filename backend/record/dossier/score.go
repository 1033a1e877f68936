package dossier

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

// Judgment is what review and pre-checks found in a case: findings by checklist item, and faults that the machine sees.
type Judgment struct {
	Items  map[string]ItemFinding
	Faults []Flaw
}

// ItemFinding is what was found of a checklist item: met, not_met, unknown, not_applicable.
type ItemFinding struct {
	Finding string     `json:"finding"`
	Reason  fault.Text `json:"reason"`
	By      string     `json:"by"` // machine or reviewer
}

// Flaw is something that the machine found in a case, with the place to mend it.
type Flaw struct {
	Message fault.Text `json:"message"`
	Article string     `json:"article,omitempty"`
	Item    string     `json:"item,omitempty"`
	Paper   string     `json:"paper,omitempty"`
	Field   string     `json:"field,omitempty"`
}

// The states of a line of the review.
const (
	Clear = "clear" // nothing found
	Found = "found" // the machine found faults, or a person did
	Ask   = "ask"   // a person decides
	NotIn = "not_in"
)

// VetoLine is a veto as it stands in one dossier.
type VetoLine struct {
	ID     string     `json:"id"`
	Label  fault.Text `json:"label"`
	State  string     `json:"state"`
	Faults []Flaw     `json:"faults"`
	Says   string     `json:"says,omitempty"` // what a person decided: yes or no
	Why    string     `json:"why,omitempty"`
}

// ScoreLine is a line of the table as it stands in one dossier. Points are in tenths.
type ScoreLine struct {
	ID      string     `json:"id"`
	Section fault.Text `json:"section"`
	Label   fault.Text `json:"label"`
	Class   string     `json:"class"`
	Full    int        `json:"full"`
	Lost    int        `json:"lost"`
	State   string     `json:"state"`
	Faults  []Flaw     `json:"faults"`
	Say     *int       `json:"say,omitempty"` // what a person takes off instead
	Why     string     `json:"why,omitempty"`
}

// ScoreSheet is the review of a dossier: what the machine can tell, with what people have said.
type ScoreSheet struct {
	Vetoes []VetoLine  `json:"vetoes"`
	Lines  []ScoreLine `json:"lines"`
	Tenths int         `json:"tenths"`
	Open   int         `json:"open"` // lines that still wait for a person
	Vetoed bool        `json:"vetoed"`
	Grade  string      `json:"grade"` // excellent, good, pass, fail
	Remark string      `json:"remark"`
	At     string      `json:"at,omitempty"`
	By     string      `json:"by,omitempty"`
}

// said is what a person decided of a veto or a line.
type said struct {
	Veto string `json:"veto,omitempty"` // yes or no
	Lost *int   `json:"lost,omitempty"` // tenths
	Why  string `json:"why,omitempty"`
}

type scored struct {
	ID     string          `json:"id"`
	Round  string          `json:"round,omitempty"`
	Vetoes map[string]said `json:"vetoes"`
	Lines  map[string]said `json:"lines"`
	Tenths int             `json:"tenths"`
	Grade  string          `json:"grade"`
	Remark string          `json:"remark,omitempty"`
}

type scoreRow struct {
	ID     string          `json:"id"`
	Case   string          `json:"case_id"`
	Round  string          `json:"round"`
	Vetoes map[string]said `json:"vetoes"`
	Lines  map[string]said `json:"lines"`
	Tenths int             `json:"tenths"`
	Grade  string          `json:"grade"`
	Remark string          `json:"remark"`
	At     string          `json:"at"`
	By     string          `json:"by"`
}

func applyScored(t *store.Tables, e store.Event, d scored) error { return insertScore(t, e, d) }
func applyGraded(t *store.Tables, e store.Event, d scored) error { return insertScore(t, e, d) }

func insertScore(t *store.Tables, e store.Event, d scored) error {
	return t.Exec(queries.Get("score_insert"), d.ID, e.Subject, d.Round, store.JSON(d.Vetoes), store.JSON(d.Lines), d.Tenths, d.Grade, d.Remark, e.Instant(), e.Actor)
}

// grade is the mark for points in tenths.
func grade(tenths int, vetoed bool) string {
	switch {
	case vetoed || tenths < 600:
		return "fail"
	case tenths >= 900:
		return "excellent"
	case tenths >= 750:
		return "good"
	}
	return "pass"
}

// Review computes the review of a dossier for a round, or for a self-check when round is empty.
func (d *Desk) Review(ctx context.Context, caseID, round string) (sheet ScoreSheet, err error) {
	var judgment Judgment
	if d.Judged != nil {
		if judgment, err = d.Judged(ctx, caseID); err != nil {
			return sheet, err
		}
	}
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		plan, err := d.PlanOf(r, caseID)
		if err != nil {
			return err
		}
		facts, err := d.Files.Facts(r, plan.Case)
		if err != nil {
			return err
		}
		procedure, _ := d.Files.Procedure(plan.Case)
		row, _, err := store.One[scoreRow](r, queries.Get("score_latest"), plan.Case.ID, round)
		if err != nil {
			return err
		}
		clocks, err := d.Files.Clocks(r, plan.Case, facts)
		if err != nil {
			return err
		}
		s := scorer{procedure: procedure, facts: facts, judgment: judgment, clocks: clocks, plan: plan, row: row}
		sheet = s.sheet(d.Files.Rules.Of(plan.Case.Rulebook))
		return nil
	})
	return sheet, err
}

// scorer computes one sheet.
type scorer struct {
	procedure *rulebook.Procedure
	facts     rulebook.Facts
	judgment  Judgment
	clocks    []casefile.Clock
	plan      Plan
	row       scoreRow
}

func (s scorer) sheet(book *rulebook.Book) ScoreSheet {
	out := ScoreSheet{Vetoes: []VetoLine{}, Lines: []ScoreLine{}, Remark: s.row.Remark, At: s.row.At, By: s.row.By}
	for _, v := range book.Vetoes {
		if len(v.Actions) > 0 && !slices.Contains(v.Actions, s.procedure.Kind) {
			continue
		}
		line := s.veto(v)
		out.Vetoed = out.Vetoed || line.Says == "yes" || line.State == Found && line.Says != "no"
		if line.State == Ask && line.Says == "" {
			out.Open++
		}
		out.Vetoes = append(out.Vetoes, line)
	}
	for _, row := range s.procedure.Scores {
		line := s.line(row)
		if line.State == Ask && line.Say == nil {
			out.Open++
		}
		lost := line.Lost
		if line.Say != nil {
			lost = *line.Say
		}
		out.Tenths += line.Full - min(max(lost, 0), line.Full)
		out.Lines = append(out.Lines, line)
	}
	out.Grade = grade(out.Tenths, out.Vetoed)
	if out.Vetoed {
		out.Tenths = 0
	}
	return out
}

// veto is found if an item that asks for it is not met, and asked of a person where the machine cannot tell of any.
func (s scorer) veto(v rulebook.Veto) VetoLine {
	line := VetoLine{ID: v.ID, Label: v.Label, State: Clear, Faults: []Flaw{}, Says: s.row.Vetoes[v.ID].Veto, Why: s.row.Vetoes[v.ID].Why}
	told := false
	for _, id := range v.Items {
		item, known := s.judgment.Items[id]
		if !known {
			continue
		}
		switch item.Finding {
		case "not_met":
			line.State = Found
			line.Faults = append(line.Faults, Flaw{Message: item.Reason, Item: id})
		case "met", "not_applicable":
			told = true
		}
	}
	if line.State == Clear && !told {
		line.State = Ask
	}
	return line
}

// line takes off what the machine found: missing papers of the line's stage, and items and comparisons that fail there.
func (s scorer) line(row rulebook.Score) ScoreLine {
	line := ScoreLine{ID: row.ID, Section: row.Section, Label: row.Label, Class: row.Class, Full: 10 * row.Points, State: Clear, Faults: []Flaw{}, Why: s.row.Lines[row.ID].Why, Say: s.row.Lines[row.ID].Lost}
	if row.When != "" && s.procedure.Met(row.When, s.facts) == rulebook.NotMet {
		line.State = NotIn
		return line
	}
	told := false
	for _, check := range row.Checks {
		check, nth := rulebook.CheckCost(check)
		faults, known := s.check(check)
		told = told || known
		line.Faults = append(line.Faults, faults...)
		line.Lost += len(faults) * cost(row.Deductions, nth)
	}
	if len(line.Faults) > 0 {
		line.State, line.Lost = Found, min(line.Lost, line.Full)
	} else if row.Class == "M" || !told {
		line.State = Ask
	}
	return line
}

// cost is what the nth deduction takes off, in tenths; where that names no sum, the first that does, and else a point.
func cost(deductions []rulebook.Deduction, nth int) int {
	if nth <= len(deductions) && deductions[nth-1].Tenths > 0 {
		return deductions[nth-1].Tenths
	}
	for _, d := range deductions {
		if d.Tenths > 0 {
			return d.Tenths
		}
	}
	return 10
}

// check looks at one thing that a line of the table asks for: "paper:D02", "item:P20", "field:d.D02.approved_by", "clock:T38" (a
// period that was not kept, the first of several that runs), "count:c.record_gaps" (so many faults), or "plan".
func (s scorer) check(check string) (faults []Flaw, known bool) {
	kind, name, _ := strings.Cut(check, ":")
	switch kind {
	case "paper":
		for _, m := range s.plan.Missing {
			if m.Code != "" && slices.Contains(strings.Split(name, "|"), m.Code) {
				faults = append(faults, Flaw{Message: m.Message, Article: m.Article})
			}
		}
		return faults, true
	case "item":
		item, there := s.judgment.Items[name]
		if there && item.Finding == "not_met" {
			faults = append(faults, Flaw{Message: item.Reason, Item: name})
		}
		return faults, there && item.Finding != "unknown" && item.Finding != ""
	case "field":
		if value, there := s.facts[name]; !there || value == nil || value == "" {
			label := fault.T(name, name)
			if f, ok := s.procedure.Field(name); ok {
				label = f.Label
			}
			faults = append(faults, Flaw{Field: name, Message: fault.Tf("没有填写“%[1]s”", "%[2]s is not filled in", label.Zh, label.In("en"))})
		}
		return faults, true
	case "clock":
		for _, id := range strings.Split(name, "|") {
			for _, c := range s.clocks {
				if c.ID != id {
					continue
				}
				if c.State == "late" || c.State == "overdue" {
					faults = append(faults, Flaw{Message: fault.T("逾期:"+c.Label.Zh+"(应于"+c.DueStrict+"前)", "late: "+c.Label.In("en")+" (due on "+c.DueStrict+")"), Article: c.Article})
				}
				return faults, c.State == "met" || len(faults) > 0
			}
		}
	case "count":
		n, known := s.facts[name].(int64)
		label := fault.T(name, name)
		if f, ok := s.procedure.Field(name); ok {
			label = f.Label
		}
		for i := range n {
			faults = append(faults, Flaw{Field: name, Message: fault.T(fmt.Sprintf("%s,第%d处", label.Zh, i+1), fmt.Sprintf("%s, number %d", label.In("en"), i+1))})
		}
		return faults, known
	case "plan":
		p := s.plan.Particulars
		for field, text := range map[string]string{"归档号": p.Archive, "立卷人": p.Compiler, "检查人": p.Checker} {
			if text == "" {
				faults = append(faults, Flaw{Message: fault.Tf("归档信息缺少%[1]s", "the particulars lack %[1]s", field)})
			}
		}
		slices.SortFunc(faults, func(a, b Flaw) int { return strings.Compare(a.Message.Zh, b.Message.Zh) })
		for _, m := range s.plan.Missing {
			if m.Paper != "" {
				faults = append(faults, Flaw{Message: m.Message, Paper: m.Paper})
			}
		}
		return faults, true
	}
	return nil, false
}

// Say is what a person decided of the lines of a sheet. Lost is in tenths of a point.
type Say struct {
	Vetoes map[string]string `json:"vetoes"` // yes or no by id
	Lines  map[string]int    `json:"lines"`
	Why    map[string]string `json:"why"` // by id of veto or line
	Remark string            `json:"remark"`
}

// Score keeps what a person says of a dossier: in a self-check by those who handle it, in a round by reviewers and supervisors.
func (d *Desk) Score(ctx context.Context, actor account.Person, caseID, round string, say Say) error {
	const op = "dossier.score"
	sheet, err := d.Review(ctx, caseID, round)
	if err != nil {
		return err
	}
	if round != "" && !actor.HoldsAny([]string{"supervisor", "chief", "reviewer", "leader"}) {
		return fault.New(fault.Forbidden, op, fault.T("评查由法制机构、监督人员办理", "reviewers and supervisors review dossiers"))
	}
	data := scored{Round: round, Vetoes: map[string]said{}, Lines: map[string]said{}, Remark: strings.TrimSpace(say.Remark)}
	total, vetoed := 0, false
	for _, v := range sheet.Vetoes {
		word := say.Vetoes[v.ID]
		if word != "" && word != "yes" && word != "no" {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 只能选是或否", "%[1]s is yes or no", v.ID)).WithField(v.ID)
		}
		if v.State == Found && word == "no" && strings.TrimSpace(say.Why[v.ID]) == "" {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 机器查出问题,认为不构成否决的请说明理由", "the machine found %[1]s: say why it is none", v.ID)).WithField(v.ID)
		}
		if word != "" {
			data.Vetoes[v.ID] = said{Veto: word, Why: strings.TrimSpace(say.Why[v.ID])}
		}
		vetoed = vetoed || word == "yes" || v.State == Found && word != "no"
	}
	for _, l := range sheet.Lines {
		lost, spoken := say.Lines[l.ID]
		if !spoken {
			total += l.Full - l.Lost
			continue
		}
		if lost < 0 || lost > l.Full {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 的扣分须在0到%[2]s之间", "%[1]s may lose between 0 and %[2]s points", l.ID, fmt.Sprint(l.Full/10))).WithField(l.ID)
		}
		if lost < l.Lost && strings.TrimSpace(say.Why[l.ID]) == "" {
			return fault.New(fault.Invalid, op, fault.Tf("%[1]s 比机器查出的少扣,请说明理由", "%[1]s loses less than the machine found: say why", l.ID)).WithField(l.ID)
		}
		data.Lines[l.ID] = said{Lost: &lost, Why: strings.TrimSpace(say.Why[l.ID])}
		total += l.Full - lost
	}
	data.Grade = grade(total, vetoed)
	if data.Tenths = total; vetoed {
		data.Tenths = 0
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		c, err := casefile.CaseOf(tx, caseID)
		if err != nil {
			return err
		}
		kind := "dossier.graded"
		if round == "" {
			kind = "dossier.scored"
			if !actor.May(account.ArchiveCases) {
				if err := d.Files.MayHandle(tx, actor, c); err != nil {
					return err
				}
			}
		} else if err := inRound(tx, round, c.ID); err != nil {
			return err
		}
		if data.ID, err = tx.NewID("s"); err != nil {
			return err
		}
		_, err = tx.Record(kind, c.ID, data)
		return err
	})
}

// Mark is what a person made of a dossier: points in tenths, and the grade. At is empty where nobody has.
type Mark struct {
	Tenths int
	Grade  string
	At     string
}

// MarkOf returns the latest mark of a dossier in a round, or of its self-check.
func MarkOf(from store.Source, caseID, round string) (Mark, error) {
	row, _, err := store.One[scoreRow](from, queries.Get("score_latest"), caseID, round)
	return Mark{row.Tenths, row.Grade, row.At}, err
}

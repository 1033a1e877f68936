package rulebook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

// part is the id of something within a row.
var part = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// checkTables looks over the rows of the root that point into procedures, after these have been read.
func (l *loader) checkTables(b *Book) {
	l.wordings(b)
	l.recordings(b)
	l.recordingFields(b)
	l.recordingChecks(b)
	l.retention(b)
	for _, v := range b.Vetoes {
		l.points("dossier_vetoes.json", v.ID, fault.T("审核要点", "item"), b, v.Actions, v.Items, func(p *Procedure, id string) bool {
			return slices.ContainsFunc(p.Checklist, func(i Item) bool { return i.ID == id })
		})
	}
	for _, d := range b.Lists {
		const file = "disclosure_lists.json"
		l.points(file, d.ID, fault.T("期限", "period"), b, d.Actions, []string{d.Deadline}, hasDeadline)
		l.parts(file, d.ID, fault.T("公开内容", "field"), len(d.Fields), func(i int) (string, fault.Text) { return d.Fields[i].ID, d.Fields[i].Label })
		l.listRows(file, d)
	}
	l.showings(b)
	l.annualFigures(b)
	l.reportForms(b)
	l.indicators(b)
	l.statistics(b)
	l.templates(b)
}

// listRows checks what a list says of its rows.
func (l *loader) listRows(file string, d DisclosureList) {
	_, keyed := d.Key()
	if d.From != "" && (!slices.Contains(ListSources, d.From) || !keyed) {
		l.problem(file, d.ID, "各行取自“%s”，但没有这个来源，或公开内容中缺少作为主键的一项", "rows come from %q, which is unknown or needs a key among the fields", d.From)
	}
	for _, f := range d.Fields {
		if !slices.Contains(listFieldTypes, f.Type) || f.Ends && f.Type != "date" {
			l.problem(file, d.ID, "公开内容“%s”的类型“%s”有误", "field %q has the type %q", f.ID, f.Type)
		}
	}
}

// points checks that the kinds of action are such, and that each reference leads somewhere in one of their procedures. A
// book that holds only some of the kinds cannot tell, and does not complain.
func (l *loader) points(file, row string, what fault.Text, b *Book, actions, refs []string, has func(p *Procedure, ref string) bool) {
	kinds, whole := b.Table("kind"), true
	for _, k := range kinds {
		if len(b.OfKind(k.ID)) == 0 && (len(actions) == 0 || slices.Contains(actions, k.ID)) {
			whole = false
		}
	}
	for _, action := range actions {
		if !slices.ContainsFunc(kinds, func(k Code) bool { return k.ID == action }) {
			l.problem(file, row, "没有“%s”这类行政行为", "unknown kind of action %q", action)
		}
	}
	for _, ref := range refs {
		found := slices.ContainsFunc(b.Procedures, func(p *Procedure) bool { return p.Among(actions) && has(p, ref) })
		if whole && !found {
			l.problem(file, row, "没有“%[2]s”这一%[1]s", "unknown %[1]s %[2]q", what, ref)
		}
	}
}

func hasDeadline(p *Procedure, id string) bool {
	_, ok := p.deadlines[id]
	return ok
}

// parts checks the ids and labels of a list within a row, which may not be empty.
func (l *loader) parts(file, row string, what fault.Text, n int, at func(i int) (id string, label fault.Text)) {
	if n == 0 {
		l.problem(file, row, "没有写明%s", "no %s", what)
	}
	seen := map[string]bool{}
	for i := range n {
		id, label := at(i)
		if !part.MatchString(id) || seen[id] {
			l.problem(file, row, "%s“%s”的编号不合格式，或已被使用", "%s %q has a bad id, or one that is taken", what, id)
		}
		seen[id] = true
		l.bothLanguages(file, row, say("%s“%s”", "%s %q", what, id), label)
	}
}

// bothLanguages reports a text within a row that is not there in both languages.
func (l *loader) bothLanguages(file, row string, what, text fault.Text) {
	if text.Zh == "" || text.En == "" {
		l.problem(file, row, "%s须有中文（zh）和英文（en）", "%s needs both zh and en", what)
	}
}

func (l *loader) recordings(b *Book) {
	const file = "recordings.json"
	for _, r := range b.Recordings {
		l.oneOf(file, r.ID, fault.T("要求", "level"), r.Level, "whole", "part", "may")
		l.oneOf(file, r.ID, fault.T("卷别", "side"), r.Side, "", "front", "back")
		if len(r.Media) == 0 {
			l.problem(file, r.ID, "没有写明介质", "no medium")
		}
		for _, medium := range r.Media {
			l.oneOf(file, r.ID, fault.T("介质", "medium"), medium, "video", "photo", "audio")
		}
		for _, chapter := range r.Chapters {
			if !b.HasCode("recording_chapter", chapter) {
				l.problem(file, r.ID, "没有“%s”这个环节", "unknown chapter %q", chapter)
			}
		}
		for _, rule := range slices.Concat(r.When, r.WholeWhen) {
			l.points(file, r.ID, fault.Text{}, b, rule.Actions, nil, nil)
			if rule.Condition == "" {
				l.problem(file, r.ID, "规则没有写明条件", "a rule without a condition")
			}
		}
		l.points(file, r.ID, fault.T("文书", "paper"), b, r.Actions, r.Papers, func(p *Procedure, code string) bool {
			_, ok := p.papers[code]
			return ok
		})
		l.points(file, r.ID, fault.T("步骤", "step"), b, r.Actions, r.Steps, func(p *Procedure, id string) bool {
			return slices.ContainsFunc(p.Lifecycle.Transitions, func(t Transition) bool { return t.ID == id })
		})
		if kept, ok := find(b.Retentions, r.Retention, func(r Retention) string { return r.ID }); !ok || kept.Of != "recording" {
			l.problem(file, r.ID, "没有“%s”这种音像记录保管期限", "unknown retention of recordings %q", r.Retention)
		}
	}
}

// recordings compiles the conditions of the events recorded, in each procedure for which they hold.
func (c *checker) recordings(file string) {
	for _, r := range c.p.book.Recordings {
		if !c.p.Among(r.Actions) {
			continue
		}
		for _, rule := range slices.Concat(r.When, r.WholeWhen) {
			if c.p.Among(rule.Actions) {
				c.condition(file, r.ID, rule.Condition)
			}
		}
	}
}

// recordingChecks looks over what may be wrong with a record, and the limits it goes by.
func (l *loader) recordingChecks(b *Book) {
	const file = "recording_checks.json"
	for _, c := range b.RecordChecks {
		l.oneOf(file, c.ID, fault.T("计数方式", "way to count"), c.Counts, "gap", "fault")
		if _, number := b.Parameter(c.Param).(int64); c.Param != "" && !number {
			l.problem(file, c.ID, "没有“%s”这个参数", "unknown parameter %q", c.Param)
		}
	}
}

func (l *loader) recordingFields(b *Book) {
	const file = "recording_fields.json"
	owner := map[string]string{}
	for _, f := range b.RecordFields {
		l.oneOf(file, f.ID, fault.T("要求", "level"), f.Level, "must", "when", "may")
		if !slices.Contains(fieldTypes, f.Type) {
			l.problem(file, f.ID, "没有“%s”这种类型", "unknown type %q", f.Type)
		}
		if f.Codes != "" && len(b.Table(f.Codes)) == 0 {
			l.problem(file, f.ID, "没有“%s”这个代码表", "unknown code table %q", f.Codes)
		}
		if len(f.Names) == 0 {
			l.problem(file, f.ID, "没有写明数据名", "no name of a value")
		}
		for _, name := range f.Names {
			if !part.MatchString(name) || owner[name] != "" {
				l.problem(file, f.ID, "数据名“%s”不合格式，或已被使用", "the name %q is bad, or taken", name)
			}
			owner[name] = f.ID
		}
	}
}

func (l *loader) retention(b *Book) {
	const file = "retention.json"
	for _, r := range b.Retentions {
		l.oneOf(file, r.ID, fault.T("保管对象", "thing to keep"), r.Of, "dossier", "recording", "log", "assessment")
		l.oneOf(file, r.ID, fault.T("保管期限", "term"), r.Term, "permanent", "dossier", "months", "appraisal")
		if (r.Term == "months") != (r.Months > 0 || r.Usual > 0) || min(r.Months, r.Usual) < 0 || r.Usual > 0 && r.Usual < r.Months {
			l.problem(file, r.ID, "保管期限“%s”与至少%d个月、默认%d个月不相配", "the term %q does not go with %d months, usually %d", r.Term, r.Months, r.Usual)
		}
		l.points(file, r.ID, fault.Text{}, b, r.Actions, nil, nil)
		for _, proc := range r.Procs {
			if !slices.ContainsFunc(b.Table("proc"), func(c Code) bool { return c.ID == proc }) {
				l.problem(file, r.ID, "没有“%s”这种程序", "unknown proc %q", proc)
			}
		}
	}
}

func (l *loader) indicators(b *Book) {
	const file = "indicators.json"
	for _, i := range b.Indicators {
		l.parts(file, i.ID, fault.T("指标口径", "measure"), len(i.Measures), func(n int) (string, fault.Text) { return i.Measures[n].ID, i.Measures[n].Label })
		for _, m := range i.Measures {
			l.bothLanguages(file, i.ID, say("指标口径“%s”的算法", "the formula of %q", m.ID), m.Formula)
			l.oneOf(file, i.ID, fault.T("单位", "unit"), m.Unit, "percent", "count", "workday", "calendar_day", "point")
			l.oneOf(file, i.ID, fault.T("要求", "goal"), m.Goal, "equal", "at_least", "at_most", "watch", "office")
			if free := m.Goal == "watch" || m.Goal == "office"; free == (m.Target != nil || m.Period != "" && m.Unit == "workday" || m.Field != "") {
				l.problem(file, i.ID, "指标口径 %[2]s 的要求“%[1]s”不应有数值，或缺少数值", "the goal %q of %s has a figure, or lacks one", m.Goal, m.ID)
			}
			if m.Period != "" {
				l.points(file, i.ID, fault.T("期限", "period"), b, i.Actions, []string{m.Period}, hasDeadline)
			}
			if _, ok := b.fields[m.Field]; !ok && m.Field != "" {
				l.problem(file, i.ID, "没有“%s”这个要素", "unknown field %q", m.Field)
			}
		}
	}
}

func (l *loader) statistics(b *Book) {
	const file = "statistics.json"
	for _, s := range b.Statistics {
		l.points(file, s.ID, fault.Text{}, b, s.Actions, nil, nil)
		l.parts(file, s.ID, fault.T("列", "column"), len(s.Columns), func(n int) (string, fault.Text) { return s.Columns[n].ID, s.Columns[n].Label })
		for _, c := range s.Columns {
			l.oneOf(file, s.ID, fault.T("单位", "unit"), c.Unit, "count", "percent", "workday", "ten_thousand_yuan", "hour")
			if c.By != "" && c.By != "grounds" && len(b.Table(c.By)) == 0 {
				l.problem(file, s.ID, "没有“%s”这个代码表", "unknown code table %q", c.By)
			}
		}
	}
}

// scores checks the table by which a procedure's dossiers are reviewed.
func (c *checker) scores(file string) {
	sum := 0
	for _, s := range c.p.Scores {
		sum += s.Points
		c.oneOf(file, s.ID, fault.T("类别", "class"), s.Class, "A", "S", "M")
		c.condition(file, s.ID, s.When)
		if s.Points < 1 || len(s.Deductions) == 0 {
			c.problem(file, s.ID, "没有分值，或没有扣分情形", "no points, or nothing that costs any")
		}
		for _, check := range s.Checks {
			check, nth := CheckCost(check)
			if own := strings.HasPrefix(file, c.p.ID+"/"); own && (!c.checkKnown(check) || nth > len(s.Deductions)) { // where another procedure uses the table too, it has points of its own
				c.problem(file, s.ID, "没有可以查看的“%s”", "no such thing to look at: %q", check)
			}
		}
		for _, d := range s.Deductions {
			c.bothLanguages(file, s.ID, fault.T("扣分情形", "a deduction"), d.For)
			_, known := find(c.p.book.Vetoes, d.Veto, func(v Veto) string { return v.ID })
			if d.Veto == "" && (d.Tenths < 1 || d.Tenths > 10*s.Points) || d.Veto != "" && (!known || d.Tenths != 0) {
				c.problem(file, s.ID, "扣分有误：扣十分之%d分，满分%d分，否决项“%s”", "a deduction of %d tenths out of %d points, or by the veto %q", d.Tenths, s.Points, d.Veto)
			}
		}
	}
	if len(c.p.Scores) > 0 && sum != scoreTotal {
		c.problem(file, "", "分值合计%d分，应为%d分", "the points come to %d, not %d", sum, scoreTotal)
	}
}

// CheckCost parts what a line of the table looks at from which of its deductions that costs, counted from 1: the first, unless
// "#2" or the like says otherwise.
func CheckCost(check string) (what string, nth int) {
	what, number, said := strings.Cut(check, "#")
	if nth, err := strconv.Atoi(number); said && err == nil && nth > 0 {
		return what, nth
	}
	return check, 1
}

// checkKnown tells whether a line of the table looks at something that there is.
func (c *checker) checkKnown(check string) bool {
	kind, name, _ := strings.Cut(check, ":")
	switch kind {
	case "clock":
		return !slices.ContainsFunc(strings.Split(name, "|"), func(id string) bool {
			_, known := find(c.p.Deadlines, id, func(d Deadline) string { return d.ID })
			return !known
		})
	case "count":
		f, known := c.p.Field(name)
		return known && f.Type == "int"
	case "paper":
		_, known := c.p.Paper(name)
		return known
	case "item":
		_, known := find(c.p.Checklist, name, func(i Item) string { return i.ID })
		return known
	case "field":
		_, known := c.p.Field(name)
		return known
	}
	return check == "plan"
}

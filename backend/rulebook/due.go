package rulebook

import (
	"cmp"
	"fmt"
	"sort"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/workday"
)

// Due reckons a period from the facts: from its first day, of the length that the office set and the extensions that were
// granted, less what is not counted. Spans that overlap are left out once. ok is false if its first day is not known.
func (p *Procedure) Due(d Deadline, f Facts, suspensions ...workday.Suspension) (due workday.Result, ok bool, err error) {
	start, err := p.start(d, f, suspensions)
	if err != nil || start == "" {
		return due, false, err
	}
	if d.Unit == Hour {
		return hoursFrom(start, p.Length(d, f))
	}
	from, err := civilDay(start)
	if err != nil {
		return due, false, fault.Wrap("rulebook.due", err)
	}
	if d.Unit == YearDate {
		return p.book.dayOfNextYear(from, d.Day)
	}
	spans, notes := p.exclusions(d, f)
	spans = append(spans, suspensions...)
	granted, lines := p.granted(d, f)
	notes = append(notes, lines...)
	same, other := 0, 0
	for _, n := range granted {
		same += n
	}
	if unit := cmp.Or(d.Extend.Unit, d.Unit); unit != d.Unit {
		same, other = 0, same
	}
	length := p.Length(d, f) + same
	if due, err = p.book.reckon(d.Unit, d.Before, from, length, spans); err != nil {
		return due, false, fault.Wrap("rulebook.due", err)
	}
	extra := p.stated(d, f, due, func(extra int) (workday.Result, error) {
		return p.book.reckon(d.Unit, d.Before, from, length+extra, spans)
	})
	if extra > 0 {
		notes = append(notes, step(workday.Stated, extra, fault.Tf("案卷载明另有 %[1]d 日不计入", "the file states %[1]d more days that do not count", extra)))
		if due, err = p.book.reckon(d.Unit, d.Before, from, length+extra, spans); err != nil {
			return due, false, fault.Wrap("rulebook.due", err)
		}
	}
	if other > 0 && !due.Open {
		if due, err = p.book.further(due, d.Extend.Unit, other, spans); err != nil {
			return due, false, fault.Wrap("rulebook.due", err)
		}
	}
	if len(notes) > 0 {
		due.Steps = append(append(due.Steps[:1:1], notes...), due.Steps[1:]...)
	}
	return due, true, nil
}

// start is the day or instant from which a period runs, "" if it is not known.
func (p *Procedure) start(d Deadline, f Facts, suspensions []workday.Suspension) (string, error) {
	if start, _ := f[d.From].(string); start != "" || d.After == "" {
		return start, nil
	}
	before, ok := p.deadlines[d.After]
	if !ok || p.Applies(before, f) != Met {
		return "", nil
	}
	due, ok, err := p.Due(before, f, suspensions...)
	if err != nil || !ok || due.Open {
		return "", err
	}
	return due.Legal.String(), nil
}

// reckon counts a period of days, months or years.
func (b *Book) reckon(unit Unit, back bool, from workday.Date, n int, spans []workday.Suspension) (workday.Result, error) {
	c := b.Calendar
	switch {
	case unit == Workday && back:
		return c.SubWorkdays(from, n, spans...)
	case unit == Workday:
		return c.AddWorkdays(from, n, spans...)
	case unit == CalendarDay && back:
		return c.SubDays(from, n, spans...)
	case unit == CalendarDay:
		return c.AddDays(from, n, spans...)
	case unit == Year:
		n *= 12
	}
	return c.AddMonths(from, n, spans...)
}

// further goes on from the end of a period in another unit.
func (b *Book) further(due workday.Result, unit Unit, n int, spans []workday.Suspension) (workday.Result, error) {
	next, err := b.reckon(unit, false, due.Strict, n, spans)
	if err != nil {
		return next, err
	}
	next.Start, next.First = due.Start, due.First
	next.Provisional = next.Provisional || due.Provisional
	next.Steps = append(due.Steps, next.Steps[1:]...)
	return next, nil
}

// dayOfNextYear is a fixed day, as MM-DD, of the year after a day.
func (b *Book) dayOfNextYear(from workday.Date, day string) (workday.Result, bool, error) {
	end, err := workday.ParseDate(fmt.Sprintf("%04d-%s", from.Year()+1, day))
	if err != nil {
		return workday.Result{}, false, fault.Wrap("rulebook.due", err)
	}
	due, err := b.Calendar.AddDays(from, end.Sub(from))
	return due, err == nil, fault.Wrap("rulebook.due", err)
}

// hoursFrom counts hours by the clock of the country. A day without a time of day counts from its beginning, which is the
// strictest.
func hoursFrom(start string, n int) (workday.Result, bool, error) {
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		day, err := workday.ParseDate(start)
		if err != nil {
			return workday.Result{}, false, fault.New(fault.Invalid, "rulebook.due", fault.Tf("“%[1]s”不是一个时刻", "%[1]q is not a time of a day", start)).
				WithHint(fault.T("按小时计算的期限从时刻起算，请写成 2026-03-02T09:30:00+08:00，或者只写日期（从零时起算）。",
					"A period of hours runs from a time: write 2026-03-02T09:30:00+08:00, or a day alone to count from its first minute."))
		}
		at = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, ledger.Zone)
	}
	hours := workday.AddHours(at.In(ledger.Zone), n)
	first, last := workday.DateOf(hours.Start), workday.DateOf(hours.End)
	return workday.Result{Start: first, First: first, Strict: last, Legal: last, Counted: n, At: hours.End,
		Steps: []workday.Step{{Kind: workday.End, From: first, To: last, Days: n, Text: hours.Text}}}, true, nil
}

// civilDay is the day of a day or of an instant, by the clock of the country whatever zone the instant was written in.
func civilDay(s string) (workday.Date, error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return workday.DateOf(at.In(ledger.Zone)), nil
	}
	return workday.ParseDate(s)
}

// exclusions are the spans that the facts name. A span whose end lies before its beginning is left out and said so.
func (p *Procedure) exclusions(d Deadline, f Facts) (spans []workday.Suspension, notes []workday.Step) {
	for _, e := range d.Exclude {
		first, _ := f[e.From].(string)
		last, _ := f[e.To].(string)
		if first == "" || p.judge(e.When, f).Verdict != Met {
			continue
		}
		from, err := civilDay(first)
		if err != nil {
			continue // checked when it was written
		}
		span := workday.Suspension{From: from, Reason: e.Label}
		if last != "" {
			if span.To, err = civilDay(last); err != nil || span.To.Before(from) {
				notes = append(notes, step(workday.Stated, 0, fault.Tf("%[1]s：%[3]s 至 %[4]s 前后颠倒，没有扣除",
					"%[2]s: %[3]s to %[4]s runs backwards and was not left out", e.Label.Zh, e.Label.En, first, last)))
				continue
			}
		}
		spans = append(spans, span)
	}
	return spans, notes
}

// granted is by how much the period was lengthened each time, with a line for each.
func (p *Procedure) granted(d Deadline, f Facts) (by []int, lines []workday.Step) {
	unit := cmp.Or(d.Extend.Unit, d.Unit)
	for _, g := range d.Extend.Grants {
		on, _ := f[g.On].(string)
		if on == "" && !g.Supposed && (g.When == "" || p.judge(g.When, f).Verdict != Met) {
			continue
		}
		most := p.Longest(d, f)
		n, asked := most, most
		if value, known := p.value(f, g.N); known && g.N != "" {
			if days, ok := value.(int64); ok && days > 0 {
				n, asked = int(days), int(days)
			}
		}
		if !g.Free {
			n = min(n, most)
		}
		by = append(by, n)
		lines = append(lines, step(workday.Extended, n, p.grantText(g, f, unit, n)))
		if n < asked {
			lines = append(lines, step(workday.Stated, 0, fault.Tf("批准延长 %[1]d，超过法定最长 %[2]d，按 %[2]d 计",
				"%[1]d were approved, more than the %[2]d that the law allows: %[2]d are counted", asked, n)))
		}
	}
	return by, lines
}

// grantText says by how much a period was lengthened, when, by whom and why.
func (p *Procedure) grantText(g Grant, f Facts, unit Unit, n int) fault.Text {
	name := unit.Name()
	zh, en := fmt.Sprintf("延长 %d %s", n, name.Zh), fmt.Sprintf("lengthened by %d %s", n, name.En)
	for _, part := range []struct{ field, zh, en string }{{g.On, "，%s 批准", ", approved on %s"}, {g.By, "，批准人 %s", " by %s"}, {g.Reason, "，理由：%s", ", because: %s"}} {
		if value, _ := f[part.field].(string); value != "" {
			zh, en = zh+fmt.Sprintf(part.zh, value), en+fmt.Sprintf(part.en, value)
		}
	}
	return fault.T(zh, en)
}

// stated is how many days that do not count are stated beyond those that lie in known spans. The days it adds may carry the
// end over further known spans, and those are among the stated ones too: it is the least number by which all that was left out
// comes to what was stated.
func (p *Procedure) stated(d Deadline, f Facts, due workday.Result, with func(extra int) (workday.Result, error)) int {
	value, known := p.value(f, d.Excluded)
	days, _ := value.(int64)
	missing := int(days) - leftOut(due)
	if d.Excluded == "" || !known || missing <= 0 {
		return 0
	}
	return sort.Search(missing, func(extra int) bool {
		longer, err := with(extra)
		return err == nil && (longer.Open || extra+leftOut(longer) >= int(days))
	})
}

// leftOut is how many days lay in known spans.
func leftOut(due workday.Result) (n int) {
	for _, s := range due.Steps {
		if s.Kind == workday.Suspended {
			n += s.Days
		}
	}
	return n
}

func step(kind workday.StepKind, days int, text fault.Text) workday.Step {
	return workday.Step{Kind: kind, Days: days, Text: text}
}

// Name is a unit in words, in the plural where there is one.
func (u Unit) Name() fault.Text {
	switch u {
	case Workday:
		return fault.T("个工作日", "working days")
	case CalendarDay:
		return fault.T("日", "days")
	case Hour:
		return fault.T("小时", "hours")
	case Month:
		return fault.T("个月", "months")
	case Year:
		return fault.T("年", "years")
	}
	return fault.T("次年固定日", "a fixed day of the next year")
}

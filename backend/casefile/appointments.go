package casefile

import (
	"strings"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// morning is the hour of the reminders.
const morning = 9

// Appointments are the running periods of a case for other programs' calendars, in a language, with reminders five, three
// and one working days ahead. A period keeps its name from file to file.
func (f *Files) Appointments(from store.Source, c Case, lang string) ([]paper.Appointment, error) {
	facts, err := f.Facts(from, c)
	if err != nil {
		return nil, err
	}
	clocks, err := f.Clocks(from, c, facts)
	if err != nil {
		return nil, err
	}
	var list []paper.Appointment
	for _, clock := range clocks {
		if !clock.Running() {
			continue
		}
		a := paper.Appointment{UID: c.ID + "-" + clock.ID + "@zhiheng", Tentative: clock.Provisional, Text: clock.told(lang),
			Summary: strings.TrimSpace(c.No + " " + clock.Label.In(lang))}
		if a.Day, err = time.ParseInLocation(time.DateOnly, clock.WarnOn, ledger.Zone); err != nil {
			return nil, fault.Wrap("casefile.appointments", err)
		}
		if clock.DueAt != "" {
			if a.At, err = time.Parse(time.RFC3339, clock.DueAt); err != nil {
				return nil, fault.Wrap("casefile.appointments", err)
			}
		}
		if clock.Provisional {
			a.Summary += fault.T("（暂定）", " (provisional)").In(lang)
		}
		for _, day := range clock.Remind {
			if at, err := time.ParseInLocation(time.DateOnly, day, ledger.Zone); err == nil && day > clock.StartOn {
				a.Alarms = append(a.Alarms, at.Add(morning*time.Hour))
			}
		}
		list = append(list, a)
	}
	return list, nil
}

// told is a clock in words: what it runs from, both ends, the article and the arithmetic.
func (c Clock) told(lang string) string {
	lines := []string{
		fault.Tf("起算：%[1]s（%[2]s）", "Runs from %[1]s (%[3]s)", c.StartOn, c.StartWhy.Zh, c.StartWhy.En).In(lang),
		fault.Tf("届满：%[1]s；法律上 %[2]s", "Ends %[1]s; in law %[2]s", c.DueStrict, c.DueLegal).In(lang),
		fault.Tf("依据：%[1]s", "By: %[1]s", c.Article).In(lang),
	}
	for _, line := range c.Arithmetic {
		lines = append(lines, line.In(lang))
	}
	return strings.Join(lines, "\n")
}

// ParseSpan reads a span that is not counted, written 2026-03-10..2026-03-20: from the first day up to but not including the
// second, or without end where the second is missing.
func ParseSpan(text string) (span workday.Suspension, err error) {
	from, to, found := strings.Cut(text, "..")
	if !found {
		return span, fault.New(fault.Invalid, "casefile.span", fault.Tf("“%[1]s”不是一段期间", "%[1]q is no span of days", text)).
			WithHint(fault.T("请写成 2026-03-10..2026-03-20，后一日起恢复计算。", "Write 2026-03-10..2026-03-20; the second day counts again.")).WithField("exclude")
	}
	if span.From, err = workday.ParseDate(from); err != nil {
		return span, err
	}
	if to != "" {
		span.To, err = workday.ParseDate(to)
	}
	return span, err
}

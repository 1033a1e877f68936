package casefile

import (
	"cmp"
	"maps"
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Waiting lists the periods of a case that apply and have not begun, each as it would run if it began today. A case at rest
// waits for nothing.
func (f *Files) Waiting(from store.Source, c Case, facts rulebook.Facts) ([]Clock, error) {
	w, err := f.clockwork(from, c, facts)
	if err != nil || w.final {
		return []Clock{}, err
	}
	clocks := []Clock{}
	for _, d := range w.procedure.Deadlines {
		start, _ := facts[d.From].(string)
		done, _ := facts[d.To].(string)
		if d.From == "" || start != "" || done != "" || w.ended[d.ID] != "" || w.procedure.Applies(d, facts) != rulebook.Met {
			continue
		}
		if _, begun, err := w.procedure.Due(d, facts); err != nil || begun {
			if err != nil {
				return nil, err
			}
			continue // it runs after another
		}
		clock, err := w.supposed(d, w.today.String(), nil)
		if err != nil {
			return nil, err
		}
		clocks = append(clocks, clock)
	}
	slices.SortStableFunc(clocks, func(a, b Clock) int { return cmp.Compare(a.WarnOn, b.WarnOn) })
	return clocks, nil
}

// Supposition is a question about a period that need not have begun: what if it began on that day, with those spans left
// out and lengthened by so much?
type Supposition struct {
	Deadline string
	From     string // a day, or an instant for hours
	Exclude  []workday.Suspension
	Extend   int // in the period's own unit
}

// Suppose reckons a supposition in a case: what is known of the case holds, its first day excepted.
func (f *Files) Suppose(from store.Source, c Case, facts rulebook.Facts, s Supposition) (Clock, error) {
	w, err := f.clockwork(from, c, facts)
	if err != nil {
		return Clock{}, err
	}
	return w.suppose(s)
}

// SupposeAlone reckons a supposition without a case, by the rulebook alone.
func (f *Files) SupposeAlone(procedure *rulebook.Procedure, s Supposition) (Clock, error) {
	today, err := workday.ParseDate(f.Today())
	if err != nil {
		return Clock{}, fault.Wrap("casefile.suppose", err)
	}
	w := &clockwork{files: f, procedure: procedure, facts: rulebook.Facts{}, today: today}
	return w.suppose(s)
}

func (w *clockwork) suppose(s Supposition) (Clock, error) {
	d, known := w.procedure.Deadline(s.Deadline)
	if !known {
		return Clock{}, fault.New(fault.NotFound, "casefile.suppose", fault.Tf("没有期限 %[1]s", "no such period: %[1]s", s.Deadline)).
			WithHint(fault.T("期限编号如 T02、T04。", "Periods are numbered, such as T02 or T04.")).WithField("id")
	}
	if runs := d.Unit == rulebook.Hour || d.Unit == rulebook.YearDate; runs && (s.Extend != 0 || len(s.Exclude) > 0) {
		return Clock{}, fault.New(fault.Invalid, "casefile.suppose", fault.Tf("期限 %[1]s 不延长，也不扣除", "the period %[1]s is not lengthened, and nothing is left out of it", s.Deadline)).
			WithHint(fault.T("按小时计算的期限和次年的固定日连续计算。", "Hours, and a fixed day of the next year, run through."))
	}
	if s.Extend != 0 {
		if s.Extend < 0 || s.Extend > mostExtended {
			return Clock{}, fault.New(fault.Invalid, "casefile.suppose", fault.Tf("延长 %d 超出范围", "an extension of %d is out of range", s.Extend)).WithField("extend")
		}
		d.Extend = rulebook.Extend{N: s.Extend, Grants: []rulebook.Grant{{Supposed: true}}}
	}
	return w.supposed(d, s.From, s.Exclude)
}

// mostExtended bounds a supposed extension.
const mostExtended = 3650

// supposed is a period as it would run from a day.
func (w *clockwork) supposed(d rulebook.Deadline, start string, exclude []workday.Suspension) (Clock, error) {
	facts := maps.Clone(w.facts)
	from := cmp.Or(d.From, "supposed.start")
	d.From, facts[from] = from, start
	due, ok, err := w.procedure.Due(d, facts, append(exclude, w.still(d)...)...)
	if err != nil {
		return Clock{}, err
	}
	if !ok {
		return Clock{}, fault.New(fault.Invalid, "casefile.suppose", fault.T("没有起算日期", "there is no day to count from")).WithField("from")
	}
	clock := w.drawn(d, due)
	clock.State = ClockWaiting
	return clock, nil
}

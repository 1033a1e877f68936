package record

import (
	"fmt"
	"slices"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// The checks of the rulebook that the program knows how to make.
const (
	CheckMissing  = "missing"
	CheckGap      = "gap"
	CheckChapter  = "chapter"
	CheckOfficers = "officers"
	CheckClock    = "clock"
	CheckLate     = "late"
	CheckLength   = "length"
	CheckDevice   = "device"
)

// Finding is something in the record of a case that is missing or not as it should be. From and To are instants. Counts is
// what it counts as now: "gap", "fault", or nothing once its explanation is approved.
type Finding struct {
	Check       string       `json:"check"`
	Event       string       `json:"event"`
	Recording   string       `json:"recording,omitempty"`
	Chapter     string       `json:"chapter,omitempty"`
	From        string       `json:"from,omitempty"`
	To          string       `json:"to,omitempty"`
	Message     fault.Text   `json:"message"`
	Hint        fault.Text   `json:"hint"`
	Article     string       `json:"article"`
	Counts      string       `json:"counts"`
	Explanation *Explanation `json:"explanation,omitempty"`
}

// explainedBy tells whether an explanation is of this finding. One of a break holds for what is left of it.
func (f Finding) explainedBy(x Explanation) bool {
	if f.Check != x.Check || f.Event != x.Event || f.Recording != x.Recording || f.Chapter != x.Chapter {
		return false
	}
	return f.From == "" || x.From <= f.From && f.To <= x.To
}

// Duty is an event of the rulebook's table as it stands in a case: whether it took place, whether all of it must be recorded,
// and its recordings. State is "recorded", "explained", "missing", "optional" (may be recorded, and is not), "unknown" (nobody
// can tell yet whether it took place) or "none".
type Duty struct {
	rulebook.RecordingDuty
	State      string   `json:"state"`
	Recordings []string `json:"recordings"`
}

// Assessment is the record of a case, held against what the rulebook asks for. Gaps counts the events that were not recorded,
// wholly or in part, without an approved explanation; Faults the other findings without one.
type Assessment struct {
	Duties   []Duty    `json:"duties"`
	Findings []Finding `json:"findings"`
	Gaps     int       `json:"gaps"`
	Faults   int       `json:"faults"`
}

// material is all that an assessment rests on.
type material struct {
	book         *rulebook.Book
	duties       []rulebook.RecordingDuty
	recordings   []Recording
	marks        []Mark
	explanations []Explanation
	devices      map[string]Device // by number
}

// Assess holds the record of a case against what the rulebook asks for.
func (k *Desk) Assess(from store.Source, c casefile.Case) (Assessment, error) {
	return k.assess(from, c)
}

func (k *Desk) assess(from store.Source, c casefile.Case) (Assessment, error) {
	facts, err := k.Files.Facts(from, c)
	if err != nil {
		return Assessment{}, err
	}
	m, err := k.material(from, c, facts)
	if err != nil {
		return Assessment{}, err
	}
	return m.assess(), nil
}

func (k *Desk) material(from store.Source, c casefile.Case, facts rulebook.Facts) (m material, err error) {
	procedure, known := k.Files.Procedure(c)
	if !known {
		return m, nil
	}
	m = material{book: procedure.Book(), duties: procedure.Recorded(facts), devices: map[string]Device{}}
	if m.recordings, err = OfCase(from, c.ID); err != nil {
		return m, err
	}
	if m.explanations, err = ExplanationsOf(from, c.ID); err != nil || len(m.recordings) == 0 {
		return m, err
	}
	if m.marks, err = store.All[Mark](from, queries.Get("marks_of_case"), c.ID); err != nil {
		return m, err
	}
	devices, err := DevicesOf(from)
	for _, d := range devices {
		m.devices[d.No] = d
	}
	return m, err
}

func (m material) assess() Assessment {
	a := Assessment{Duties: []Duty{}, Findings: []Finding{}}
	unrecorded := map[string]bool{}
	for _, d := range m.duties {
		duty := Duty{RecordingDuty: d, Recordings: []string{}}
		var mine []Recording
		for _, r := range m.recordings {
			if r.Event == d.ID {
				mine = append(mine, r)
				duty.Recordings = append(duty.Recordings, r.ID)
			}
		}
		found := m.findings(d, mine)
		for i := range found {
			m.weigh(&found[i])
			switch found[i].Counts {
			case "gap":
				unrecorded[d.ID] = true
			case "fault":
				a.Faults++
			}
		}
		duty.State = state(d, mine, found)
		a.Duties, a.Findings = append(a.Duties, duty), append(a.Findings, found...)
	}
	a.Gaps = len(unrecorded)
	return a
}

// state is how an event stands.
func state(d rulebook.RecordingDuty, mine []Recording, found []Finding) string {
	missing := slices.IndexFunc(found, func(f Finding) bool { return f.Check == CheckMissing })
	switch {
	case missing >= 0 && found[missing].Counts == "":
		return "explained"
	case missing >= 0:
		return "missing"
	case len(mine) > 0:
		return "recorded"
	case d.Took == rulebook.Unknown && d.Level != "may":
		return "unknown"
	case d.Took == rulebook.Met && d.Level == "may":
		return "optional"
	}
	return "none"
}

// weigh gives a finding the words and the weight of its check, and the explanation that somebody gave.
func (m material) weigh(f *Finding) {
	check, _ := m.book.RecordingCheck(f.Check)
	f.Hint, f.Article, f.Counts = check.Hint, check.Article, check.Counts
	if event, _ := m.book.Recording(f.Event); f.Check == CheckMissing && event.Article != "" {
		f.Article = event.Article
	}
	for _, x := range m.explanations { // the last one counts
		if x.State != Withdrawn && f.explainedBy(x) {
			f.Explanation = &x
		}
	}
	if f.Explanation != nil && f.Explanation.State == Approved {
		f.Counts = ""
	}
}

// findings are what is wrong with the record of one event.
func (m material) findings(d rulebook.RecordingDuty, mine []Recording) (found []Finding) {
	add := func(check, recording string, zh, en string, args ...any) *Finding {
		if _, known := m.book.RecordingCheck(check); !known {
			return &Finding{} // an older rulebook asks for no such thing
		}
		found = append(found, Finding{Check: check, Event: d.ID, Recording: recording, Message: fault.Tf(zh, en, args...)})
		return &found[len(found)-1]
	}
	if len(mine) == 0 {
		if d.Took == rulebook.Met && d.Level != "may" {
			add(CheckMissing, "", "“%[1]s”没有音像记录", "“%[2]s” was not recorded", d.Label.Zh, d.Label.En)
		}
		return found
	}
	if d.Whole == rulebook.Met {
		for _, gap := range Breaks(m.spans(mine), time.Duration(m.book.Count("record_gap_seconds", 5))*time.Second) {
			f := add(CheckGap, "", "%[1]s 至 %[2]s 没有记录（%[3]s）", "nothing was recorded from %[1]s to %[2]s (%[4]s)", clockTime(gap.From), clockTime(gap.To), lengthZh(gap.Length()), gap.Length().Round(time.Second))
			f.From, f.To = instant(gap.From), instant(gap.To)
		}
	}
	if slices.ContainsFunc(mine, Recording.Film) {
		for _, chapter := range d.Chapters {
			if !m.shows(mine, chapter) {
				label := m.book.CodeLabel("recording_chapter", chapter)
				add(CheckChapter, "", "没有标记“%[1]s”环节", "the step “%[2]s” is not marked", label.Zh, label.En).Chapter = chapter
			}
		}
	}
	var officers []string
	for _, r := range mine {
		officers = append(officers, r.Officers...)
	}
	if n, least := len(unique(officers)), m.book.Count("record_officers", 2); !d.Alone && int64(n) < least {
		add(CheckOfficers, "", "记录中的执法人员为%[1]d人，应不少于%[2]d人", "%[1]d officers take part, and there should be %[2]d at least", n, least)
	}
	for _, r := range mine {
		if r.Parent == "" {
			m.single(r, add)
		}
	}
	return found
}

// single adds what is wrong with one recording by itself.
func (m material) single(r Recording, add func(check, recording string, zh, en string, args ...any) *Finding) {
	name := r.Name()
	if skew, limit := m.skew(r), time.Duration(m.book.Count("record_clock_seconds", 60))*time.Second; skew.Abs() > limit {
		add(CheckClock, r.ID, "“%[1]s”：设备时钟偏差%[2]s", "%[1]s: the device’s clock is off by %[3]s", name, lengthZh(skew.Abs()), skew)
	}
	s, dated := r.span(0)
	if dated && r.EndedAt != "" && r.DurationMs > 0 && r.Film() {
		off := s.Length() - time.Duration(r.DurationMs)*time.Millisecond
		if off.Abs() > time.Duration(m.book.Count("record_length_seconds", 2))*time.Second {
			add(CheckLength, r.ID, "“%[1]s”：起止相差%[2]s，文件时长%[3]s", "%[1]s: from beginning to end are %[4]s, and the file is %[5]s long", name,
				lengthZh(s.Length()), lengthZh(time.Duration(r.DurationMs)*time.Millisecond), s.Length(), (time.Duration(r.DurationMs) * time.Millisecond).Round(time.Second))
		}
	}
	back, err := time.Parse(time.RFC3339, r.ReturnedAt)
	if err != nil && dated {
		back, err = s.To, nil
	}
	received, _ := time.Parse(time.RFC3339, r.ReceivedAt)
	if late, limit := received.Sub(back), m.book.Count("record_handin_hours", 24); err == nil && late > time.Duration(limit)*time.Hour {
		add(CheckLate, r.ID, "“%[1]s”：返回后%[2]s才导入，应在%[3]d小时内", "%[1]s: imported %[4]s after the return, and should be within %[3]d hours", name, lengthZh(late), limit, late.Round(time.Minute))
	}
	m.tested(r, s.From, dated, add)
}

// tested adds that a recording's device is unknown or out of date.
func (m material) tested(r Recording, on time.Time, dated bool, add func(check, recording string, zh, en string, args ...any) *Finding) {
	d, known := m.devices[r.Device]
	switch days := m.book.Count("record_calibration_days", 365); {
	case r.Device == "":
		add(CheckDevice, r.ID, "“%[1]s”：没有写明设备", "%[1]s: no device is named", r.Name())
	case !known:
		add(CheckDevice, r.ID, "“%[1]s”：设备 %[2]s 不在台账内", "%[1]s: the device %[2]s is not in the register", r.Name(), r.Device)
	case dated && max(d.CalibratedOn, d.CheckedOn) < on.AddDate(0, 0, -int(days)).Format(time.DateOnly):
		add(CheckDevice, r.ID, "“%[1]s”：设备 %[2]s 的检定、校时已超过%[3]d天", "%[1]s: the test and the time setting of the device %[2]s are older than %[3]d days", r.Name(), r.Device, days)
	}
}

// skew is by how much the clock of a recording's device ran ahead: as said of the recording, or else of the device.
func (m material) skew(r Recording) time.Duration {
	if r.SkewSeconds != nil {
		return time.Duration(*r.SkewSeconds) * time.Second
	}
	return time.Duration(m.devices[r.Device].SkewSeconds) * time.Second
}

// spans are when recordings were made by the true time; pictures and stills cover no time.
func (m material) spans(list []Recording) (spans []Span) {
	for _, r := range list {
		if s, ok := r.span(m.skew(r)); ok && r.Film() && r.Parent == "" {
			spans = append(spans, s)
		}
	}
	return spans
}

func (m material) shows(list []Recording, chapter string) bool {
	return slices.ContainsFunc(m.marks, func(mark Mark) bool {
		return mark.Chapter == chapter && slices.ContainsFunc(list, func(r Recording) bool { return r.ID == mark.Recording })
	})
}

func instant(at time.Time) string { return at.In(ledger.Zone).Format(time.RFC3339) }

func clockTime(at time.Time) string { return at.In(ledger.Zone).Format("01-02 15:04:05") }

// lengthZh is a length of time in Chinese.
func lengthZh(d time.Duration) string {
	d = d.Round(time.Second)
	switch h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60; {
	case h >= 48:
		return fmt.Sprintf("%d天", h/24)
	case h > 0:
		return fmt.Sprintf("%d小时%d分", h, m)
	case m > 0:
		return fmt.Sprintf("%d分%d秒", m, s)
	default:
		return fmt.Sprintf("%d秒", s)
	}
}

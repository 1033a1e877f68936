package store

import (
	"fmt"
	"time"

	"zhiheng/backend/fault"
)

// Pace turns the progress of a verification into words: what is being looked at, how fast, and how long this part will still
// take. It counts by the clock of whoever asks.
type Pace struct {
	phase string
	begun time.Time
	from  int64
}

// phases are what the parts of a verification are called, in their order.
var phases = map[string]struct {
	n    int
	name fault.Text
	unit fault.Text
}{
	PhaseFile:      {1, fault.T("检查数据文件", "the file"), fault.Text{}},
	PhaseLedger:    {2, fault.T("核对账目与散列树", "the entries against the hash tree"), fault.T("条", " entries")},
	PhaseTables:    {3, fault.T("由账目重建表格", "the tables made anew"), fault.T("条", " entries")},
	PhaseRows:      {4, fault.T("逐行比对表格", "the tables, row by row"), fault.T("行", " rows")},
	PhaseOriginals: {5, fault.T("核对原件", "the originals"), fault.Text{}},
}

// Tell says at a moment what a progress amounts to.
func (p *Pace) Tell(now time.Time, at Progress) fault.Text {
	about := phases[at.Phase]
	if at.Phase != p.phase {
		*p = Pace{at.Phase, now, at.Done}
	}
	head := fault.Tf("第 %[1]d/%[2]d 步 %[3]s", "part %[1]d of %[2]d, %[4]s", about.n, len(phases), about.name.Zh, about.name.En)
	if at.Total <= 0 {
		return head
	}
	amount := func(n int64, unit string) string { return thousands(n) + unit }
	if at.Phase == PhaseOriginals {
		amount = func(n int64, _ string) string { return bytesText(n) }
	}
	zh := head.Zh + ",已核 " + amount(at.Done, "") + "/" + amount(at.Total, about.unit.Zh)
	en := head.En + ": " + amount(at.Done, "") + " of " + amount(at.Total, about.unit.En)
	if took := now.Sub(p.begun); took >= 200*time.Millisecond && at.Done > p.from {
		rate := float64(at.Done-p.from) / took.Seconds()
		left := time.Duration(float64(at.Total-at.Done) / rate * float64(time.Second)).Round(time.Second)
		zh += ",每秒 " + amount(int64(rate), about.unit.Zh) + ",本步约剩 " + clock(left)
		en += ", " + amount(int64(rate), about.unit.En) + "/s, about " + clock(left) + " left of this part"
	}
	return fault.Text{Zh: zh, En: en}
}

// clock is a length of time as hours, minutes and seconds.
func clock(d time.Duration) string {
	s := int64(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func bytesText(n int64) string {
	value, unit := float64(n), 0
	units := []string{"B", "KB", "MB", "GB", "TB"}
	for value >= 1000 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	if unit == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}

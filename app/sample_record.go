package app

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"zhiheng/backend/ledger"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// sampleDevices are the recorders of the sample office. The clock of one is off, and the test of another out of date.
func sampleDevices(now time.Time) []record.Device {
	day := func(back int) string { return now.AddDate(0, 0, -back).Format(time.DateOnly) }
	return []record.Device{
		{No: "YT-DSJ-001", Model: "云汀 DSJ-K8", Kind: "body", Unit: "综合行政执法大队一中队", CalibratedOn: day(60), CheckedOn: day(200)},
		{No: "YT-DSJ-002", Model: "云汀 DSJ-K8", Kind: "body", Unit: "综合行政执法大队二中队", CalibratedOn: day(75), CheckedOn: day(200)},
		{No: "YT-DSJ-003", Model: "云汀 DSJ-K8", Kind: "body", Unit: "望江镇分局", CalibratedOn: day(90), CheckedOn: day(200), SkewSeconds: 95, Note: "时钟快95秒，待校时"},
		{No: "YT-DSJ-004", Model: "云汀 DSJ-K5", Kind: "body", Unit: "望江镇分局", CalibratedOn: day(900), CheckedOn: day(900), Note: "检定已过期"},
		{No: "YT-LY-001", Model: "云汀 LY-2", Kind: "sound", Unit: "综合行政执法大队", CalibratedOn: day(120), CheckedOn: day(120)},
		{No: "YT-JK-001", Model: "固定监控", Kind: "fixed", Unit: "询问室", CalibratedOn: day(30), CheckedOn: day(300)},
	}
}

// registerDevices fills the register of devices as it stands now, or brings it up to date: they are tested and set every year.
func (s *sample) registerDevices() error {
	for _, d := range sampleDevices(s.clock.now()) {
		err := s.office.Store.View(s.ctx, func(r *store.Reader) error {
			old, _, err := record.DeviceOf(r, d.No)
			d.ID = old.ID
			return err
		})
		if err != nil {
			return err
		}
		if _, err := s.office.Record.PutDevice(s.ctx, s.people["panyue"], d); err != nil {
			return err
		}
	}
	return nil
}

// shot is a recording of the sample: what it shows, when it began, how long it is, and its chapters by second.
type shot struct {
	event    string
	name     string
	at       time.Time
	seconds  int
	sound    bool
	device   string
	place    string
	summary  string
	chapters map[string]int
}

// device is the recorder of the team that handles the case.
func (w *walk) device() string { return fmt.Sprintf("YT-DSJ-%03d", w.number%3+1) }

// shoot brings recordings in from a station, with the file in which it says what they are, and marks their chapters.
func (w *walk) shoot(returned time.Time, shots ...shot) {
	if w.err != nil || len(shots) == 0 {
		return
	}
	i, err := w.office.Record.StartImport(w.ctx, w.first, record.ImportStart{Name: "采集站01/" + shots[0].device, Case: w.id, Origin: "CJZ-01", ReturnedAt: returned.Format(time.RFC3339)})
	w.must(err)
	list := "文件名,设备编号,操作人,执法人员,开始时间,地点,内容摘要,事项\n"
	for _, s := range shots {
		list += fmt.Sprintf("%s,%s,%s,%s、%s,%s,%s,%s,%s\n", s.file(), s.device, w.first.Name, w.first.Name, w.second.Name, s.at.Format(time.DateTime), s.place, s.summary, s.event)
	}
	w.receive(i.ID, "记录清单.csv", []byte(list))
	for _, s := range shots {
		data := film(w.random, s.at, s.seconds)
		if s.sound {
			data = sound(w.random, s.seconds)
		}
		w.receive(i.ID, s.file(), data)
	}
	if w.err == nil {
		w.must(w.office.Record.RunImport(w.ctx, w.first, i.ID, nil))
	}
	w.tick()
	for _, s := range shots {
		w.chapters(s)
	}
}

func (s shot) file() string {
	end := ".mp4"
	if s.sound {
		end = ".wav"
	}
	return s.device + "_" + s.at.Format("20060102_150405") + "_" + s.name + end
}

func (w *walk) receive(importID, name string, data []byte) {
	if w.err == nil {
		w.must(w.office.Record.Receive(w.ctx, w.first, importID, name, bytes.NewReader(data)))
	}
}

// leaveLoose brings in two recordings that nobody has attached to a case yet.
func (s *sample) leaveLoose() error {
	if err := s.registerDevices(); err != nil {
		return err
	}
	w := &walk{sample: s, first: s.people["luhengzhi"], second: s.people["yanruo"]}
	w.random = rand.New(rand.NewPCG(s.options.Seed, 77))
	now := s.options.Now.In(ledger.Zone)
	w.shoot(now.Add(-time.Hour),
		shot{name: "日常巡查", at: now.Add(-7 * time.Hour).Truncate(time.Second), seconds: 45, device: "YT-DSJ-004", place: "望江镇农贸市场", summary: "日常巡查"},
		shot{name: "日常巡查", at: now.Add(-6 * time.Hour).Truncate(time.Second), seconds: 30, device: "YT-DSJ-004", place: "望江镇农贸市场", summary: "日常巡查"})
	return w.err
}

// chapters marks the steps that are seen in a recording.
func (w *walk) chapters(s shot) {
	if len(s.chapters) == 0 {
		return
	}
	var mine []record.Recording
	w.view(func(r *store.Reader) (err error) {
		mine, err = record.OfCase(r, w.id)
		return err
	})
	i := slices.IndexFunc(mine, func(r record.Recording) bool { return r.Name() == s.file() })
	if w.err == nil && i < 0 {
		w.must(fmt.Errorf("%s was not taken in", s.file()))
		return
	}
	names := []string{}
	for name := range s.chapters {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if w.err == nil {
			_, err := w.office.Record.Mark(w.ctx, w.first, mine[i].ID, record.Mark{Chapter: name, FromMs: int64(s.chapters[name]) * 1000})
			w.must(err)
		}
	}
}

// explain says why something was not recorded; approved has the head approve it.
func (w *walk) explain(event, check, text string, approved bool) {
	if w.err != nil {
		return
	}
	var x record.Explanation
	w.view(func(r *store.Reader) error {
		found, err := w.office.Record.Assess(r, w.now())
		for _, f := range found.Findings {
			if f.Event == event && f.Check == check {
				x = record.Explanation{Event: f.Event, Check: f.Check, From: f.From, To: f.To, Recording: f.Recording, Chapter: f.Chapter, Reason: "failure", Text: text}
			}
		}
		return err
	})
	if w.err != nil || x.Check == "" {
		return
	}
	given, err := w.office.Record.Explain(w.ctx, w.first, w.id, x)
	w.must(err)
	if w.err == nil && approved {
		w.tick()
		w.must(w.office.Record.Decide(w.ctx, w.people["panyue"], given.ID, true, "情况属实"))
	}
}

// recordInspection brings in what was recorded of the inspection and the interview of an ordinary case. In some nothing was
// recorded, with an explanation or without.
func (w *walk) recordInspection() {
	began := w.instant(w.seen, 10).Add(5 * time.Minute)
	back := w.instant(w.seen, 17)
	inspected := shot{event: "AV01", name: "现场检查", at: began, seconds: 90, device: w.device(), place: w.party.Addr, summary: "对" + w.party.Name + "的经营场所进行现场检查", chapters: map[string]int{"show_card": 4, "tell": 14, "sign": 80}}
	switch w.number % 7 {
	case 3:
		w.explain("AV01", "missing", "执法记录仪在到达现场时电池故障，未能录制，已以照片和笔录固定现场情况。", w.number%2 == 1)
		return
	case 5:
		return // nobody has said why
	case 6:
		delete(inspected.chapters, "tell")
	}
	w.shoot(back, inspected)
	if w.kind.Lab {
		w.shoot(back, shot{event: "AV04", name: "抽样取证", at: began.Add(20 * time.Minute), seconds: 45, device: w.device(), place: w.party.Addr, summary: "抽样取证", chapters: map[string]int{"sample": 3, "seal": 22, "sign": 38}})
	}
}

// recordInterview brings in the sound recording of the interview.
func (w *walk) recordInterview() {
	if w.number%7 == 5 {
		return
	}
	w.shoot(w.instant(w.asked, 17), shot{event: "AV03", name: "询问", at: w.instant(w.asked, 9).Add(40 * time.Minute), seconds: 40, sound: true, device: "YT-LY-001", place: "本局询问室", summary: "询问" + w.party.Rep,
		chapters: map[string]int{"show_card": 1, "tell": 5, "statement": 14, "sign": 36}})
}

// recordMeasure brings in the films of a sealing or a seizure: recorded whole, with a break between the two in which the
// battery was changed.
func (w *walk) recordMeasure(event string, explained bool) {
	began := w.clock.now().In(ledger.Zone).Add(-20 * time.Minute).Truncate(time.Second)
	steps := map[string]int{"announce": 3, "show_card": 8, "tell": 15, "statement": 30}
	last := map[string]int{"seal": 10, "sign": 50}
	if event == "AV07" {
		last = map[string]int{"count": 10, "sign": 50}
	}
	w.shoot(w.clock.now(),
		shot{event: event, name: "实施强制措施1", at: began, seconds: 75, device: w.device(), place: w.party.Addr, summary: "宣告、亮证、告知和陈述申辩", chapters: steps},
		shot{event: event, name: "实施强制措施2", at: began.Add(3*time.Minute + 20*time.Second), seconds: 60, device: w.device(), place: w.party.Addr, summary: "清点、贴封和签字", chapters: last})
	w.explain(event, "gap", "第一台记录仪电量耗尽，更换备用设备用时约两分钟，其间未采取措施。", explained)
}

// recordVisit brings in one film of a visit: an inspection, a verification for a licence, an assessment for a levy.
func (w *walk) recordVisit(event, name string) {
	began := w.clock.now().In(ledger.Zone).Add(-80 * time.Minute).Truncate(time.Second)
	w.shoot(w.clock.now(), shot{event: event, name: name, at: began, seconds: 60, device: w.device(), place: w.party.Addr, summary: name, chapters: map[string]int{"show_card": 4, "tell": 12, "sign": 52}})
}

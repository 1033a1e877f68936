package app

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/idcode"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// walk is a case of the sample on its way. After an error its steps do nothing.
type walk struct {
	*sample
	err     error
	stage   sampleStage
	kind    sampleKind
	party   sampleParty
	random  *rand.Rand
	number  int
	start   workday.Date
	yield   func(time.Time) bool
	first   account.Person // of the two handlers
	second  account.Person
	fine    int64 // yuan
	gain    int64
	goods   string
	facts   string
	plea    string
	seen    string // the day of the inspection
	asked   string // the day of the interview
	hearing string
	id      string // of the case
	title   string
}

// newWalk plans a case: who, what, how much, and when it must begin to have come where it should be by now.
func (s *sample) newWalk(number int, stage sampleStage) (*walk, error) {
	r := rand.New(rand.NewPCG(s.options.Seed, uint64(number)))
	w := &walk{sample: s, stage: stage, random: r, number: number, kind: s.texts.kinds[stage.kind]}
	teams := [][2]string{{"linyiwei", "meizhou"}, {"tangqiu", "qiaomu"}, {"luhengzhi", "yanruo"}}
	team := teams[number%len(teams)]
	w.first, w.second = s.people[team[number/3%2]], s.people[team[1-number/3%2]]
	as := "entity"
	switch {
	case w.kind.Person:
		as = "person"
	case len(w.kind.Entity) == 0 || !stage.big && len(w.kind.Sole) > 0 && r.IntN(3) > 0:
		as = "sole"
	}
	w.party = newSampleParty(r, w.kind, as, number)
	w.goods, w.gain = pick(r, w.kind.Goods...), pick(r, w.kind.Gains...)
	w.fine = w.kind.Fines[1+r.IntN(len(w.kind.Fines)-1)]
	if stage.big {
		w.fine = slices.Max(w.kind.Fines)
	}
	if stage.how == nothing {
		w.fine, w.gain = 0, 0
	}
	w.title = w.party.Name + "涉嫌" + w.kind.Cause + "案"
	w.plea = pick(r, "我们认识到错误，已经整改，希望从轻处理。", "店小利薄，今年生意不好，请考虑实际困难，从轻处罚。", "没有造成危害后果，已主动召回商品，请求减轻处罚。", "我们愿意接受处理，以后一定守法经营。")
	today := workday.DateOf(s.options.Now.In(ledger.Zone))
	back, err := s.office.Rules.Current().Calendar.SubWorkdays(today, w.length()+max(stage.idle, 1))
	if err != nil {
		return nil, err
	}
	w.start = back.Legal
	w.seen, w.asked, w.hearing = w.day(6), w.day(9), w.day(33)
	w.facts, err = fill(w.kind.Facts, w.data(w.day(0)))
	return w, err
}

// length is on which working day after its beginning a case comes to rest.
func (w *walk) length() int {
	late := 0 // what a hearing or a second round of review costs
	if w.stage.how == heardOut {
		late += 12
	}
	if w.stage.how == secondTry {
		late += 7
	}
	days := map[string]int{"clue": 1, "declined": 6, "referred": 6, "filed": 4, "investigating": 11, "suspended": 13, "investigated": 15, "notified": 20, "hearing": 23,
		"defence_review": 27 + late, "legal_review": 29 + late, "returned": 31 + late, "reviewed": 32 + late, "discussion": 33 + late, "decided": 35 + late,
		"served": 37 + late, "disclosed": 41 + late, "performing": 44 + late, "enforcing": 66 + late, "closed": 52 + late, "archived": 60 + late, "amended": 50 + late}
	if w.stage.how == voided {
		return 33 + late
	}
	return days[w.stage.to]
}

// day is the date of a working day after the beginning.
func (w *walk) day(n int) string {
	if n == 0 {
		return w.office.Rules.Current().Calendar.NextWorkday(w.start.Add(-1)).String()
	}
	r, err := w.office.Rules.Current().Calendar.AddWorkdays(w.start, n)
	if err != nil {
		w.err = err
	}
	return r.Legal.String()
}

// at waits until a working day after the beginning, at an hour and a minute.
func (w *walk) at(n, hour, minute int) {
	if w.err != nil {
		return
	}
	day, err := time.ParseInLocation(time.DateOnly, w.day(n), ledger.Zone)
	if err != nil {
		w.err = err
		return
	}
	minute += w.number % 40 // nobody does everything on the stroke
	w.yield(day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(w.random.IntN(60_000))*time.Millisecond))
}

// tick lets some time pass within a piece of work.
func (w *walk) tick() {
	w.clock.put(w.clock.now().Add(time.Duration(20+w.random.IntN(50)) * time.Second))
}

// steps lets the case walk until it rests, yielding the instant of every piece of work before it is done.
func (w *walk) steps() iter.Seq[time.Time] {
	return w.through(w.clue, w.investigation, w.notice, w.review, w.decision, w.ending)
}

// plan begins the walk of a case that is no ordinary penalty: who handles it, whom it is about, and when it must begin to
// have come where it should be by now. Apart keeps its party from those of the other cases.
func (s *sample) plan(apart, number int, to, first, second string, kind sampleKind, as, about string, days int) (*walk, error) {
	r := rand.New(rand.NewPCG(s.options.Seed, uint64(apart+number)))
	w := &walk{sample: s, random: r, number: number, stage: sampleStage{to: to}, first: s.people[first], second: s.people[second]}
	w.party = newSampleParty(r, kind, as, apart+number)
	w.title = w.party.Name + about
	back, err := s.office.Rules.Current().Calendar.SubWorkdays(workday.DateOf(s.options.Now.In(ledger.Zone)), days)
	w.start = back.Legal
	return w, err
}

// through takes the case through parts of its way until one says that it rests.
func (w *walk) through(parts ...func() bool) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		going := true
		w.yield = func(at time.Time) bool {
			if going {
				going = yield(at)
			}
			return going
		}
		for _, part := range parts {
			if rests := part(); rests || w.err != nil || !going {
				return
			}
		}
	}
}

func (w *walk) must(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *walk) set(values map[string]any) {
	if w.err == nil {
		w.must(w.office.Files.SetFields(w.ctx, w.first, w.id, values))
	}
}

func (w *walk) move(username, transition string) {
	if w.err == nil {
		w.must(w.office.Files.Move(w.ctx, w.people[username], w.id, transition, ""))
	}
}

func (w *walk) moveOwn(transition string) { w.move(w.first.Username, transition) }

func (w *walk) draft(code string) (p casefile.Paper) {
	if w.err == nil {
		var err error
		p, err = w.office.Files.Draft(w.ctx, w.first, w.id, code)
		w.must(err)
	}
	return p
}

// write adds a paper that the handlers write in the program.
func (w *walk) write(code, name string) {
	if w.err != nil {
		return
	}
	text, err := w.texts.write(name, w.data(w.today()))
	w.must(err)
	if w.err == nil {
		p, err := w.office.Files.Write(w.ctx, w.first, w.id, code, name, text)
		w.must(err)
		w.sort(p.ID, code, w.today(), "")
	}
}

func (w *walk) today() string { return w.clock.now().In(ledger.Zone).Format(time.DateOnly) }

// sort says for certain what a paper is, when it was made, and what it is called; an empty day or title stays as it is.
func (w *walk) sort(paper, code, day, title string) {
	if w.err != nil {
		return
	}
	s := casefile.Sorting{Code: &code}
	if day != "" && !w.decides(code) {
		s.MadeOn = &day
	}
	if title != "" {
		s.Title = &title
	}
	w.must(w.office.Files.Sort(w.ctx, w.first, paper, s))
}

// decides tells whether a paper carries a decision of the case: it gets its day when it is issued.
func (w *walk) decides(code string) (decides bool) {
	w.must(w.office.Store.View(w.ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, w.id)
		if err != nil {
			return err
		}
		procedure, _ := w.office.Files.Procedure(c)
		kind, _ := procedure.Paper(code)
		decides = kind.Decides != ""
		return nil
	}))
	return decides
}

// bring imports files, says what each is, and answers what was read in them.
func (w *walk) bring(name string, files []sampleFile) {
	if w.err != nil {
		return
	}
	i, err := w.office.Files.StartImport(w.ctx, w.first, casefile.ImportStart{Name: name, Case: w.id})
	w.must(err)
	for _, f := range files {
		if w.err == nil {
			w.must(w.office.Files.Receive(w.ctx, w.first, i.ID, name+"/"+f.name, bytes.NewReader(f.data)))
		}
	}
	if w.err == nil {
		w.must(w.office.Files.RunImport(w.ctx, w.first, i.ID, nil))
	}
	if w.err != nil {
		return
	}
	i, err = w.office.Files.Import(w.ctx, i.ID)
	w.must(err)
	w.tick()
	for _, f := range files {
		at := slices.IndexFunc(i.Files, func(r casefile.ImportFile) bool { return strings.HasSuffix(r.Path, "/"+f.name) })
		if at < 0 || i.Files[at].Paper == "" {
			w.must(fmt.Errorf("%s was not taken in", f.name))
			return
		}
		title := strings.TrimLeft(strings.TrimSuffix(f.name, path.Ext(f.name)), "0123456789") // without its place in the folder
		w.sort(i.Files[at].Paper, f.code, f.day, title)
	}
	w.answer()
}

// settled are the fields whose proposals the handlers answer at once; the others wait.
var settled = []string{"p.name", "p.uscc", "p.legal_rep", "p.addr", "p.id_no", "p.phone"}

// answer accepts the best proposal for each field about the party, dismisses what contradicts it, and leaves the rest open.
func (w *walk) answer() {
	var open []casefile.Proposal
	w.view(func(r *store.Reader) (err error) {
		open, err = w.office.Files.Proposals(r, w.id)
		return err
	})
	var accept, dismiss []string
	chosen := map[string]string{}
	for _, p := range open {
		value, taken := chosen[p.Field]
		switch {
		case !slices.Contains(settled, p.Field):
		case p.Field == "p.id_no" && w.party.Type != "person":
			dismiss = append(dismiss, p.ID) // the number of whoever was interviewed
		case !taken:
			chosen[p.Field] = string(p.Value)
			accept = append(accept, p.ID)
		case value != string(p.Value):
			dismiss = append(dismiss, p.ID)
		}
	}
	if w.err == nil && len(accept)+len(dismiss) > 0 {
		w.must(w.office.Files.Answer(w.ctx, w.first, w.id, accept, dismiss))
	}
}

func (w *walk) view(look func(r *store.Reader) error) {
	if w.err == nil {
		w.must(w.office.Store.View(w.ctx, look))
	}
}

// now returns the case as it stands.
func (w *walk) now() (c casefile.Case) {
	w.view(func(r *store.Reader) (err error) {
		c, err = casefile.CaseOf(r, w.id)
		return err
	})
	return c
}

// longDay writes a date the way papers do.
func longDay(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d年%d月%d日", at.Year(), int(at.Month()), at.Day())
}

// yuan writes whole yuan with commas.
func yuan(sum int64) string { return strings.TrimSuffix(idcode.FormatFigures(sum*100), ".00") }

package app

import (
	"context"
	"embed"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

//go:embed sampledata
var sampleData embed.FS

// SampleOptions say what a sample office should hold. The same seed and instant give the same office, salts and ids apart.
type SampleOptions struct {
	Cases    int       // of ordinary penalties, 40 when 0; there are a few of every other kind beside them
	Seed     uint64    // of the random choices
	Now      time.Time // by which everything has happened; the present when zero
	Settings Settings  // of the office; its clock is set by the sample
}

// SampleReport tells what a sample office holds.
type SampleReport struct {
	Cases   int              `json:"cases"`
	Papers  int              `json:"papers"`
	Entries int64            `json:"entries"`
	People  []account.Person `json:"people"`
}

// sampleClock shows the time that the sample has come to. It never goes back.
type sampleClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *sampleClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *sampleClock) put(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.at) {
		c.at = at
	}
}

// WriteSample makes a fictional office in an empty folder: its people, and cases in every stage, which have come there
// by the same functions that people use, over some fourteen months before Now. A folder in use is fault.Conflict.
func WriteSample(ctx context.Context, dir string, o SampleOptions) (report SampleReport, err error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return report, fault.New(fault.Conflict, "app.sample", fault.T("数据目录不是空的，不能在其中生成示例单位", "the data folder is not empty: no sample office is made in it")).
			WithHint(fault.T("请另选一个空目录。", "Choose an empty folder."))
	}
	if o.Cases <= 0 {
		o.Cases = 40
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	clock := &sampleClock{at: o.Now.In(ledger.Zone).AddDate(0, -14, 0)}
	o.Settings.Clock, o.Settings.still = clock.now, true
	office, err := OpenOffice(dir, o.Settings)
	if err != nil {
		return report, err
	}
	s := &sample{ctx: ctx, office: office, clock: clock, options: o}
	if err = s.run(); err == nil {
		err = office.Index.CatchUp(ctx)
	}
	if err == nil {
		report, err = s.report()
	}
	if err := errors.Join(err, office.Close()); err != nil {
		return report, err
	}
	return report, syncFile(filepath.Join(dir, "office.db"))
}

// syncFile waits until a file that was written without waiting is on the disk.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	return fault.Wrap("app.sample", err)
}

// sample is a sample office in the making.
type sample struct {
	ctx     context.Context
	office  *Office
	clock   *sampleClock
	options SampleOptions
	people  map[string]account.Person // by username
	texts   *sampleTexts
}

// run lets all cases happen at once, each step when its time has come.
func (s *sample) run() (err error) {
	if s.texts, err = loadSampleTexts(); err != nil {
		return err
	}
	if err := s.openOffice(); err != nil {
		return err
	}
	if err := s.openLists(); err != nil {
		return err
	}
	type running struct {
		walk *walk
		next func() (time.Time, bool)
		at   time.Time
	}
	var all []*running
	begin := func(w *walk, steps iter.Seq[time.Time]) func() {
		next, stop := iter.Pull(steps)
		r := &running{walk: w, next: next}
		r.at, _ = next()
		all = append(all, r)
		return stop
	}
	for i, stage := range sampleStages(s.options.Cases) {
		w, err := s.newWalk(i, stage)
		if err != nil {
			return err
		}
		defer begin(w, w.steps())()
	}
	for i, plan := range sampleQuicks() {
		q, err := s.newQuick(i, plan)
		if err != nil {
			return err
		}
		defer begin(q.walk, q.steps())()
	}
	for i, plan := range sampleCoercions() {
		c, err := s.newCoercion(i, plan)
		if err != nil {
			return err
		}
		defer begin(c.walk, c.steps())()
	}
	for i, plan := range sampleLicences(s.options.Cases) {
		l, err := s.newLicence(i, plan)
		if err != nil {
			return err
		}
		defer begin(l.walk, l.steps())()
	}
	for i, plan := range sampleCharges(s.options.Cases) {
		c, err := s.newCharge(i, plan)
		if err != nil {
			return err
		}
		defer begin(c.walk, c.steps())()
	}
	for n, plan := range sampleInspections(s.options.Cases) {
		i, err := s.newInspection(n, plan)
		if err != nil {
			return err
		}
		defer begin(i.walk, i.steps())()
	}
	for len(all) > 0 {
		first := 0
		for i, r := range all {
			if r.at.Before(all[first].at) {
				first = i
			}
		}
		r := all[first]
		s.clock.put(r.at)
		at, more := r.next()
		if r.walk.err != nil {
			return fault.Wrap("app.sample."+r.walk.stage.to, r.walk.err)
		}
		if r.at = at; !more {
			all = append(all[:first], all[first+1:]...)
		}
	}
	return errors.Join(s.changeLists(), s.leaveLoose())
}

func (s *sample) report() (report SampleReport, err error) {
	if report.People, err = s.office.Accounts.People(s.ctx); err != nil {
		return report, err
	}
	if _, report.Cases, err = s.office.Files.List(s.ctx, casefile.Filter{Limit: 1}); err != nil {
		return report, err
	}
	if _, report.Papers, err = s.office.Files.PaperHead(s.ctx); err != nil {
		return report, err
	}
	err = s.office.Store.View(s.ctx, func(r *store.Reader) error {
		report.Entries, _, err = store.One[int64](r, "SELECT count(*) FROM entry")
		return err
	})
	return report, err
}

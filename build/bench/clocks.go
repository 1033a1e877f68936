package main

import (
	"context"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/rulebook"
)

// clocks measures how fast periods are reckoned, and how what ends next is found among all open cases of the big office.
func clocks(ctx context.Context, b *bench, s *section) error {
	if err := reckoning(b, s); err != nil {
		return err
	}
	made, err := b.bigOffice(ctx)
	if err != nil {
		return err
	}
	o, err := openOffice(ctx, made.Dir)
	if err != nil {
		return err
	}
	defer o.close()
	cases := thousands(made.Cases) + " cases"
	begin := time.Now()
	dues := casefile.NewDues(o.files)
	for left := 1; left > 0; {
		if left, err = dues.CatchUp(ctx, 10_000); err != nil {
			return err
		}
	}
	took := time.Since(begin)
	s.add("What ends next in each of "+cases+", worked out from nothing", "%.1f s, %s cases/s", took.Seconds(), thousands(int(float64(made.Cases)/took.Seconds())))
	if err := dues.Keep(ctx); err != nil {
		return err
	}
	begin = time.Now()
	again := casefile.NewDues(o.files)
	if _, err := again.CatchUp(ctx, 0); err != nil {
		return err
	}
	open := again.Open()
	s.add("The same, taken up from the last run", "%.0f ms, %s open cases", time.Since(begin).Seconds()*1000, thousands(len(open)))
	var times []time.Duration
	for range 50 {
		begin := time.Now()
		if _, err := again.CatchUp(ctx, 300); err != nil {
			return err
		}
		late := 0
		for _, c := range again.Open() {
			if next := c.Next(o.files.Today()); next != "" && next < o.files.Today() {
				late++
			}
		}
		times = append(times, time.Since(begin))
	}
	half := quantile(times, .5)
	s.judge(half < 200*time.Millisecond, "< 200 ms", "What is overdue among "+cases+": median and p95 of 50", "%s, %s", millis(half), millis(quantile(times, .95)))
	return nil
}

// reckoning counts all the penalty procedure's periods of one case, again and again.
func reckoning(b *bench, s *section) error {
	book, err := rulebook.Embedded()
	if err != nil {
		return err
	}
	procedure, _ := book.Procedure("penalty")
	facts := rulebook.Facts{"today": "2026-05-06", "c.domain": "market", "h.asked_on": "2026-03-24", "h.held_on": "2026-04-08"}
	for _, d := range procedure.Deadlines {
		if _, set := facts[d.From]; !set && d.From != "" {
			facts[d.From] = "2026-03-02"
			if d.Unit == rulebook.Hour {
				facts[d.From] = "2026-03-02T09:00:00+08:00"
			}
		}
	}
	reckoned, begin := 0, time.Now()
	for range b.size(1000) {
		for _, d := range procedure.Deadlines {
			_, ok, err := procedure.Due(d, facts)
			if err != nil {
				return err
			}
			if ok {
				reckoned++
			}
		}
	}
	rate := float64(reckoned) / time.Since(begin).Seconds()
	s.judge(rate >= 10_000, "≥ 10,000/s", "Periods reckoned with their arithmetic, days to years, on one core", "%s/s", thousands(int(rate)))
	return nil
}

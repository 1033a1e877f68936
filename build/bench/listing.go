package main

import (
	"context"
	"fmt"
	"time"

	"zhiheng/backend/casefile"
)

// listing measures pages of the case list.
func listing(ctx context.Context, b *bench, s *section) error {
	made, err := b.bigOffice(ctx)
	if err != nil {
		return err
	}
	o, err := openOffice(ctx, made.Dir)
	if err != nil {
		return err
	}
	defer o.close()
	handlers, err := o.handlers(ctx)
	if err != nil {
		return err
	}
	mine := made.Cases / 3
	if made.Cases%3 > 0 {
		mine++ // the first handler has the cases 0, 3, 6 …
	}
	third := (made.Cases + 2) / 3
	pages := []struct {
		what   string
		filter casefile.Filter
		total  int
		rows   int
	}{
		{"first page", casefile.Filter{}, made.Cases, 50},
		{fmt.Sprintf("page at offset %s", thousands(made.Cases-50)), casefile.Filter{Offset: made.Cases - 50}, made.Cases, 50},
		{"one state", casefile.Filter{State: "filed"}, third, 50},
		{"of one handler", casefile.Filter{Handler: handlers[0].ID}, mine, 50},
		{"major decisions", casefile.Filter{Major: true}, (made.Cases + 9) / 10, 50},
		{"by number", casefile.Filter{Sort: "no"}, made.Cases, 50},
		{"by sum, largest first", casefile.Filter{Sort: "-amount"}, made.Cases, 50},
		{"part of a number", casefile.Filter{Text: "-2018-0000"}, 9 * min(1, made.Cases/10_001), -1},
	}
	for _, p := range pages {
		var times []time.Duration
		for range 50 {
			begin := time.Now()
			cases, total, err := o.files.List(ctx, p.filter)
			times = append(times, time.Since(begin))
			if err != nil {
				return err
			}
			if total != p.total || p.rows >= 0 && len(cases) != p.rows {
				return fmt.Errorf("%s: %d rows of %d, not %d of %d", p.what, len(cases), total, p.rows, p.total)
			}
		}
		half, most := quantile(times, .5), quantile(times, .95)
		what := fmt.Sprintf("%s cases, %s: median and p95 of 50", thousands(made.Cases), p.what)
		s.judge(half < 50*time.Millisecond, "< 50 ms", what, "%s, %s", millis(half), millis(most))
	}
	return nil
}

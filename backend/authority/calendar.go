package authority

import (
	"context"
	"fmt"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Announcement is a year's notice of holidays that the office has taken up, with when and by whom.
type Announcement struct {
	Notice rulebook.Notice `json:"notice"`
	At     string          `json:"at"`
	By     string          `json:"by"`
}

// applyAnnounced keeps the latest notice of a year.
func applyAnnounced(t *store.Tables, e store.Event, n rulebook.Notice) error {
	return t.Exec(queries.Get("notice_put"), n.Year, store.JSON(n), e.Instant(), e.Actor)
}

// AnnouncementsOf lists the notices that the office has taken up, by year.
func AnnouncementsOf(from store.Source) ([]Announcement, error) {
	return store.All[Announcement](from, queries.Get("notices"))
}

func noticesOf(from store.Source) ([]rulebook.Notice, error) {
	list, err := AnnouncementsOf(from)
	notices := make([]rulebook.Notice, len(list))
	for i, a := range list {
		notices[i] = a.Notice
	}
	return notices, err
}

// Effect tells what a notice would change, before anything is kept.
func (a *Authority) Effect(ctx context.Context, n rulebook.Notice) (e rulebook.NoticeEffect, err error) {
	err = a.Store.View(ctx, func(r *store.Reader) error {
		known, err := noticesOf(r)
		if err != nil {
			return err
		}
		e, err = a.Rules.Current().Effect(known, n)
		return err
	})
	return e, err
}

// Announce takes a notice of holidays up: from now on every period counts by it. Seen is the mark of the effect that the
// person has looked at; if the effect is another by now, nothing is kept.
func (a *Authority) Announce(ctx context.Context, actor account.Person, n rulebook.Notice, seen string) error {
	const op = "authority.announce"
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	err := a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		known, err := noticesOf(tx)
		if err != nil {
			return err
		}
		effect, err := a.Rules.Current().Effect(known, n)
		switch {
		case err != nil:
			return err
		case effect.Mark != seen:
			return fault.New(fault.Conflict, op, fault.T("请先查看放假安排的变化再确认", "look at what the notice changes before confirming it")).
				WithHint(fault.T("重新核对变化后确认。", "Check the changes again, then confirm.")).WithField("mark")
		}
		_, err = tx.Record("authority.holidays_announced", fmt.Sprintf("holidays-%d", n.Year), n)
		return err
	})
	if err != nil {
		return err
	}
	return a.CountByNotices(ctx)
}

// CountByNotices makes the rulebook count by the notices that the office has taken up.
func (a *Authority) CountByNotices(ctx context.Context) error {
	return a.Store.View(ctx, func(r *store.Reader) error {
		notices, err := noticesOf(r)
		if err != nil {
			return err
		}
		return a.Rules.Announce(notices...)
	})
}

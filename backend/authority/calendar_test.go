package authority_test

import (
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

func TestANoticeIsTakenUpOnceItsEffectWasSeen(t *testing.T) {
	a, s := office(t)
	ctx := t.Context()
	notice := rulebook.Notice{Year: 2027, Papers: []string{"https://www.example.gov.cn/2027"}, Days: []rulebook.NoticeDay{{Name: "元旦", Date: "2027-01-01", IsOffDay: true}}}
	effect, err := a.Effect(ctx, notice)
	if err != nil || len(effect.Changes) != 1 {
		t.Fatalf("%+v, %v", effect, err)
	}
	handler := account.Person{ID: "p-2", Roles: []string{"handler"}, Active: true}
	if err := a.Announce(ctx, handler, notice, effect.Mark); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler takes a notice up: %v", err)
	}
	if err := a.Announce(ctx, administrator, notice, "another"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what nobody has seen is taken up: %v", err)
	}
	if _, to := a.Rules.Current().Calendar.Covered(); to.String() != "2026-12-31" {
		t.Errorf("what was refused counts: to %s", to)
	}
	if err := a.Announce(ctx, administrator, notice, effect.Mark); err != nil {
		t.Fatal(err)
	}
	if _, to := a.Rules.Current().Calendar.Covered(); to.String() != "2027-12-31" {
		t.Errorf("covered to %s", to)
	}
	book, err := rulebook.Embedded() // the office is opened again
	if err != nil {
		t.Fatal(err)
	}
	again := &authority.Authority{Store: s, Rules: rulebook.NewShelf(book)}
	if err := again.CountByNotices(ctx); err != nil {
		t.Fatal(err)
	}
	if _, to := book.Calendar.Covered(); to.String() != "2027-12-31" {
		t.Errorf("after opening again covered to %s", to)
	}
	err = s.View(ctx, func(r *store.Reader) error {
		list, err := authority.AnnouncementsOf(r)
		if err == nil && (len(list) != 1 || list[0].By != administrator.ID || list[0].Notice.Days[0].Name != "元旦") {
			t.Errorf("%+v", list)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if report, err := s.Replay(ctx, nil); err != nil || !report.Intact {
		t.Errorf("the replay: %+v, %v", report, err)
	}
}

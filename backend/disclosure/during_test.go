package disclosure_test

import (
	"slices"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

func shownOf(t *testing.T, list []disclosure.Shown, id string) disclosure.Shown {
	t.Helper()
	i := slices.IndexFunc(list, func(s disclosure.Shown) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no %s among %d", id, len(list))
	}
	return list[i]
}

func TestWhatIsShownIsToldByAPaperOrByWhoeverDidIt(t *testing.T) {
	o := newOffice(t)
	c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "虚构案", Procedure: "penalty"})
	o.check(err)
	list, err := o.Showings(bg, c.ID)
	o.check(err)
	if card := shownOf(t, list, "P01"); card.Done() || card.Due != "met" || card.Article == "" {
		t.Errorf("%+v", card)
	}
	if slices.ContainsFunc(list, func(s disclosure.Shown) bool { return s.ID == "K01" }) {
		t.Error("a penalty asks for what a coercive measure needs")
	}
	refused(t, "a day to come", o.NoteShown(bg, o.handler, c.ID, "P01", "2030-01-01", ""), fault.Invalid)
	refused(t, "something else", o.NoteShown(bg, o.handler, c.ID, "K01", "2026-04-01", ""), fault.NotFound)
	refused(t, "by the publisher", o.NoteShown(bg, o.publisher, c.ID, "P01", "2026-04-01", ""), fault.Forbidden)
	o.check(o.NoteShown(bg, o.handler, c.ID, "P01", "2026-04-01", "两人出示执法证"))
	_, err = o.files.Write(bg, o.handler, c.ID, "D21", "", "行政处罚告知书")
	o.check(err)
	list, err = o.Showings(bg, c.ID)
	o.check(err)
	if card := shownOf(t, list, "P01"); !card.Done() || card.NotedOn != "2026-04-01" || card.NotedBy != o.handler.ID {
		t.Errorf("%+v", card)
	}
	if told := shownOf(t, list, "P05"); !told.Done() || !slices.Equal(told.Papers, []string{"D21"}) {
		t.Errorf("%+v", told)
	}
	for _, docx := range []bool{false, true} {
		if name, content, err := o.ShowingSheet(bg, c.ID, docx); err != nil || len(content) < 1000 || name == "" {
			t.Errorf("%s: %d bytes, %v", name, len(content), err)
		}
	}
	o.replays()
}

func TestEveryKindOfActionSaysWhatIsShownAndTold(t *testing.T) {
	o := newOffice(t)
	for _, p := range o.book.Procedures {
		if len(p.ShowingsFor(nil)) == 0 {
			t.Errorf("nothing is shown or told in %s", p.ID)
		}
	}
}

package disclosure_test

import (
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
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

func TestWhatIsShownMayRestOnAStretchOfARecordingOfTheCase(t *testing.T) {
	o := newOffice(t)
	var cases [2]string
	for i := range cases {
		c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "虚构案", Procedure: "penalty"})
		o.check(err)
		cases[i] = c.ID
	}
	film, err := o.files.Blobs.Put(strings.NewReader("film"))
	o.check(err)
	o.check(o.store.Do(bg, o.handler.ID, func(tx *store.Tx) error {
		_, err := tx.Record("record.received", "rec-1", map[string]any{"case_id": cases[0], "event": "AV01", "import": "", "path": "检查.mp4", "media": "video/mp4", "format": "mp4", "duration_ms": 60_000,
			"sha256": film.SHA256, "sm3": film.SM3, "size": film.Size, "says": map[string]any{}})
		return err
	}))
	note := func(caseID string, from, to int64) error {
		return o.NoteShownIn(bg, o.handler, caseID, "P01", "2026-04-01", "两人出示执法证", disclosure.ShownIn{Recording: "rec-1", From: from, To: to})
	}
	refused(t, "of another case", note(cases[1], 1000, 2000), fault.NotFound)
	refused(t, "backwards", note(cases[0], 2000, 2000), fault.Invalid)
	refused(t, "behind its end", note(cases[0], 2000, 60_001), fault.Invalid)
	o.check(note(cases[0], 2000, 9000))
	list, err := o.Showings(bg, cases[0])
	o.check(err)
	if card := shownOf(t, list, "P01"); !card.Done() || card.Proof != (disclosure.ShownIn{Recording: "rec-1", From: 2000, To: 9000}) {
		t.Errorf("%+v", card)
	}
	o.check(o.store.View(bg, func(r *store.Reader) error {
		here, err := disclosure.ShownOn(r, "rec-1")
		if len(here) != 1 || here[0].Case != cases[0] || here[0].Showing != "P01" || here[0].To != 9000 {
			t.Errorf("%+v", here)
		}
		return err
	}))
	o.check(o.NoteShown(bg, o.handler, cases[0], "P01", "2026-04-02", "改为口头说明"))
	list, err = o.Showings(bg, cases[0])
	o.check(err)
	if card := shownOf(t, list, "P01"); card.Proof != (disclosure.ShownIn{}) {
		t.Errorf("a later word keeps the old proof: %+v", card)
	}
	o.replays()
}

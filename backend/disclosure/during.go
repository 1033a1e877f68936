package disclosure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/record"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Shown is something that people are shown, told or heard on in a case, and what is known of it: the papers that tell of it, or
// the word of whoever did it. NotedOn is YYYY-MM-DD, empty as long as nobody gave that word.
type Shown struct {
	rulebook.ShowingDuty
	NotedOn string
	NotedBy string
	Note    string
	Proof   ShownIn
}

// ShownIn is a stretch of a recording, in milliseconds from its beginning, on which it can be seen or heard that something was
// shown or told. The zero ShownIn is none.
type ShownIn struct {
	Recording string `json:"recording,omitempty"`
	From      int64  `json:"from_ms,omitempty"`
	To        int64  `json:"to_ms,omitempty"`
}

// Done tells whether it was done, by a paper or by somebody's word.
func (s Shown) Done() bool { return len(s.Papers) > 0 || s.NotedOn != "" }

// shown says that something was shown or told on a day. A later word takes the place of an earlier one.
type shown struct {
	Showing string `json:"showing"`
	On      string `json:"on"`
	Note    string `json:"note,omitempty"`
	ShownIn
}

func applyShown(t *store.Tables, e store.Event, d shown) error {
	return t.Exec(queries.Get("showing_put"), e.Subject, d.Showing, d.On, d.Note, e.Actor, d.Recording, d.From, d.To)
}

// Showings lists what must be shown and told in a case, and whether it was.
func (d *Desk) Showings(ctx context.Context, caseID string) (list []Shown, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, caseID)
		if err != nil {
			return err
		}
		list, err = d.showings(r, c)
		return err
	})
	return list, err
}

func (d *Desk) showings(from store.Source, c casefile.Case) ([]Shown, error) {
	procedure, known := d.Files.Procedure(c)
	if !known {
		return nil, fault.New(fault.Unavailable, "disclosure.showings", fault.Tf("规则库没有程序 %[1]s", "the rulebook has no procedure %[1]s", c.Procedure))
	}
	facts, err := d.Files.Facts(from, c)
	if err != nil {
		return nil, err
	}
	type noted struct {
		Showing string `json:"showing"`
		On      string `json:"on"`
		Note    string `json:"note"`
		By      string `json:"by"`
		ShownIn
	}
	notes, err := store.All[noted](from, queries.Get("showings"), c.ID)
	if err != nil {
		return nil, err
	}
	list := []Shown{}
	for _, duty := range procedure.ShowingsFor(facts) {
		s := Shown{ShowingDuty: duty}
		for _, n := range notes {
			if n.Showing == duty.ID {
				s.NotedOn, s.NotedBy, s.Note, s.Proof = n.On, n.By, n.Note, n.ShownIn
			}
		}
		list = append(list, s)
	}
	return list, nil
}

// NoteShown takes somebody's word that something was shown or told on a day (YYYY-MM-DD).
func (d *Desk) NoteShown(ctx context.Context, actor account.Person, caseID, showing, on, note string) error {
	return d.NoteShownIn(ctx, actor, caseID, showing, on, note, ShownIn{})
}

// NoteShownIn is the same, resting on a stretch of a recording of the case.
func (d *Desk) NoteShownIn(ctx context.Context, actor account.Person, caseID, showing, on, note string, proof ShownIn) error {
	const op = "disclosure.note_shown"
	if day, err := workday.ParseDate(on); err != nil || day.String() > d.Files.Today() {
		return fault.New(fault.Invalid, op, fault.T("日期不对", "that is not a day, or is to come")).WithField("on")
	}
	return d.Files.Change(ctx, actor, caseID, func(tx *store.Tx, c casefile.Case) error {
		list, err := d.showings(tx, c)
		if err != nil {
			return err
		}
		if err := provable(tx, c.ID, proof); err != nil {
			return err
		}
		for _, s := range list {
			if s.ID == showing {
				_, err := tx.Record("disclosure.shown", c.ID, shown{showing, on, strings.TrimSpace(note), proof})
				return err
			}
		}
		return fault.New(fault.NotFound, op, fault.T("本案没有这一项告知事项", "the case has nothing of the kind to be shown or told")).WithField("showing")
	})
}

// provable refuses a stretch that is none of a recording of the case.
func provable(from store.Source, caseID string, proof ShownIn) error {
	const op = "disclosure.note_shown"
	if proof.Recording == "" {
		return nil
	}
	recordings, err := record.OfCase(from, caseID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(recordings, func(r record.Recording) bool { return r.ID == proof.Recording })
	if i < 0 {
		return fault.New(fault.NotFound, op, fault.T("本案没有这段音像记录", "the case has no such recording")).WithField("recording").WithHint(fault.T("先把音像记录归入本案。", "Attach the recording to the case first."))
	}
	if long := recordings[i].DurationMs; proof.From < 0 || proof.To <= proof.From || long > 0 && proof.To > long {
		return fault.New(fault.Invalid, op, fault.T("时间段不在音像记录之内", "the stretch does not lie within the recording")).WithField("to_ms")
	}
	return nil
}

// ShownHere is something that was shown or told as a stretch of a recording proves.
type ShownHere struct {
	Case    string `json:"case_id"`
	Showing string `json:"showing"`
	On      string `json:"on"`
	From    int64  `json:"from_ms"`
	To      int64  `json:"to_ms"`
}

// ShownOn lists what a recording proves to have been shown or told.
func ShownOn(from store.Source, recording string) ([]ShownHere, error) {
	return store.All[ShownHere](from, queries.Get("showings_on"), recording)
}

// ShowingSheet writes what must be shown and told in a case as a sheet to carry along, a PDF or, with docx, a text document.
func (d *Desk) ShowingSheet(ctx context.Context, caseID string, docx bool) (name string, content []byte, err error) {
	var c casefile.Case
	var office account.Office
	var list []Shown
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if c, err = casefile.CaseOf(r, caseID); err != nil {
			return err
		}
		if office, _, err = account.OfficeOf(r); err != nil {
			return err
		}
		list, err = d.showings(r, c)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	procedure, _ := d.Files.Procedure(c)
	doc := paper.Document{Head: office.Name, Title: "亮证告知清单", Number: c.No, Meta: paper.Meta{Creator: office.Name, Subject: c.No}}
	table := paper.Table{Header: []string{"时点", "应做", "怎样说", "依据", "已做"}, Widths: []int{3, 4, 9, 4, 2}}
	for _, s := range list {
		if s.Due == rulebook.NotMet {
			continue
		}
		done := "□"
		if s.Done() {
			done = "☑"
		}
		table.Rows = append(table.Rows, []string{momentLabel(procedure.Book(), s.Moment).Zh, s.Label.Zh, s.Says.Zh, s.Article, done})
	}
	doc.Blocks = []paper.Block{table, paper.Facts{Items: []paper.Fact{{Label: "执法人员（签名）"}, {Label: "当事人（签名）"}, {Label: "日期"}}}}
	form := "pdf"
	if docx {
		form = "docx"
		content, err = paper.Docx(doc)
	} else {
		content, err = paper.PDF(doc)
	}
	return fmt.Sprintf("%s 亮证告知清单.%s", c.No, form), content, err
}

func momentLabel(book *rulebook.Book, id string) fault.Text {
	for _, code := range book.Table("showing_moment") {
		if code.ID == id {
			return code.Label
		}
	}
	return fault.T(id, id)
}

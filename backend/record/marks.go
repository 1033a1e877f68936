package record

import (
	"context"
	"strings"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Mark is a moment or a span within a recording: a chapter, which is a step of the procedure that is seen in it, or a mark,
// whose Chapter is empty. Times are milliseconds from its beginning.
type Mark struct {
	ID        string `json:"id"`
	Recording string `json:"recording"`
	Chapter   string `json:"chapter"` // of the code table recording_chapter
	FromMs    int64  `json:"from_ms"`
	ToMs      int64  `json:"to_ms"`
	Note      string `json:"note"`
	At        string `json:"at"`
	By        string `json:"by"`
}

type markSet struct {
	Mark    string `json:"mark"`
	Chapter string `json:"chapter,omitempty"`
	FromMs  int64  `json:"from_ms"`
	ToMs    int64  `json:"to_ms"`
	Note    string `json:"note,omitempty"`
}

func applyMarked(t *store.Tables, e store.Event, d markSet) error {
	if err := t.Exec(queries.Get("mark_insert"), d.Mark, e.Subject, d.Chapter, d.FromMs, d.ToMs, d.Note, e.Instant(), e.Actor); err != nil {
		return err
	}
	return t.Exec(queries.Get("recording_touch"), e.Seq, e.Subject)
}

type markRemoved struct {
	Mark    string `json:"mark"`
	Chapter string `json:"chapter,omitempty"`
	FromMs  int64  `json:"from_ms"`
}

func applyMarkRemoved(t *store.Tables, e store.Event, d markRemoved) error {
	if err := t.Exec(queries.Get("mark_delete"), d.Mark, e.Subject); err != nil {
		return err
	}
	return t.Exec(queries.Get("recording_touch"), e.Seq, e.Subject)
}

// MarksOf lists the chapters and marks of a recording in the order of time.
func MarksOf(from store.Source, recording string) ([]Mark, error) {
	return store.All[Mark](from, queries.Get("marks"), recording)
}

// Mark notes a chapter or a mark within a recording.
func (k *Desk) Mark(ctx context.Context, actor account.Person, id string, m Mark) (out Mark, err error) {
	const op = "record.mark"
	err = k.change(ctx, actor, id, func(tx *store.Tx, r Recording) error {
		m.Note = strings.TrimSpace(m.Note)
		m.ToMs = max(m.ToMs, m.FromMs)
		switch {
		case m.Chapter != "" && !k.Files.Rules.Current().HasCode("recording_chapter", m.Chapter):
			return fault.New(fault.Invalid, op, fault.Tf("未知的环节“%[1]s”", "there is no chapter %[1]q", m.Chapter)).WithField("chapter")
		case m.Chapter == "" && m.Note == "":
			return fault.New(fault.Invalid, op, fault.T("请写明标记内容", "say what the mark is about")).WithField("note")
		case m.FromMs < 0 || r.DurationMs > 0 && m.ToMs > r.DurationMs+1000:
			return fault.New(fault.Invalid, op, fault.T("时间不在本段记录内", "the time is not within the recording")).WithField("from_ms")
		case utf8.RuneCountInString(m.Note) > longestSummary:
			return fault.New(fault.Invalid, op, fault.Tf("标记内容不超过%[1]d字", "a mark holds at most %[1]d characters", longestSummary)).WithField("note")
		}
		mark, err := tx.NewID("m")
		if err != nil {
			return err
		}
		if _, err := tx.Record("record.marked", r.ID, markSet{Mark: mark, Chapter: m.Chapter, FromMs: m.FromMs, ToMs: m.ToMs, Note: m.Note}); err != nil {
			return err
		}
		out, _, err = store.One[Mark](tx, queries.Get("mark"), mark)
		return err
	})
	return out, err
}

// Unmark takes a chapter or a mark away. That it was there stays in the ledger.
func (k *Desk) Unmark(ctx context.Context, actor account.Person, id, mark string) error {
	return k.change(ctx, actor, id, func(tx *store.Tx, r Recording) error {
		m, found, err := store.One[Mark](tx, queries.Get("mark"), mark)
		if err != nil {
			return err
		}
		if !found || m.Recording != r.ID {
			return fault.New(fault.NotFound, "record.unmark", fault.T("没有这处标记", "no such mark"))
		}
		_, err = tx.Record("record.mark_removed", r.ID, markRemoved{Mark: m.ID, Chapter: m.Chapter, FromMs: m.FromMs})
		return err
	})
}

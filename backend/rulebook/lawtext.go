package rulebook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path"
	"slices"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// LawText is the full text of an instrument as the office has imported it. Several stand side by side, each in force from its
// own day until the day before the next, or until its own last day. The file itself is kept as an original.
type LawText struct {
	ID          string       `json:"id"`
	Instrument  string       `json:"instrument"`
	Edition     string       `json:"edition"` // such as 2021年修订
	InForceFrom string       `json:"in_force_from"`
	InForceTo   string       `json:"in_force_to"`
	Name        string       `json:"name"` // of the file
	SHA256      string       `json:"sha256"`
	Size        int64        `json:"size"`
	Articles    int          `json:"articles"`
	Findings    []LawFinding `json:"findings"` // that the person has seen and confirmed
	At          string       `json:"at"`
	By          string       `json:"by"`
}

// LawDraft is a file that is to be imported as the text of an instrument, from a first to a last day in force.
type LawDraft struct {
	Instrument  string
	Edition     string
	InForceFrom string
	InForceTo   string
	Name        string // of the file
	Path        string // where it lies on this machine
}

// LawReading is what a file holds. Mark stands for all of it: it is handed back when a person confirms what was found.
type LawReading struct {
	Draft    LawDraft     `json:"-"`
	Articles []LawArticle `json:"articles"`
	Findings []LawFinding `json:"findings"`
	Mark     string       `json:"mark"`
}

// Reader reads the text of a file in whatever format, as extract does.
type Reader interface {
	Read(ctx context.Context, path, name string) (extract.Result, error)
}

// lawImported is the event. Articles are those of the file as it was read then, so that a later reader changes nothing.
type lawImported struct {
	Instrument  string       `json:"instrument"`
	Edition     string       `json:"edition,omitempty"`
	InForceFrom string       `json:"in_force_from"`
	InForceTo   string       `json:"in_force_to,omitempty"`
	Name        string       `json:"name"`
	SHA256      string       `json:"sha256"`
	SM3         string       `json:"sm3,omitempty"`
	Size        int64        `json:"size"`
	Articles    []LawArticle `json:"articles"`
	Findings    []LawFinding `json:"findings,omitempty"`
}

func applyLawImported(t *store.Tables, e store.Event, d lawImported) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	count := 0
	for i, a := range d.Articles {
		if a.No > 0 {
			count++
		}
		if err := t.Exec(queries.Get("law_article_insert"), e.Subject, i, a.Part, a.No, a.Sub, a.Text); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("law_insert"), e.Subject, d.Instrument, d.Edition, d.InForceFrom, d.InForceTo, d.Name, d.SHA256, d.Size, count,
		store.JSON(append([]LawFinding{}, d.Findings...)), e.Instant(), e.Actor)
}

// lawWithdrawn takes a text out of use; it stays in the ledger and its file among the originals.
type lawWithdrawn struct {
	Reason string `json:"reason"`
}

func applyLawWithdrawn(t *store.Tables, e store.Event, _ lawWithdrawn) error {
	if err := t.Exec(queries.Get("law_articles_delete"), e.Subject); err != nil {
		return err
	}
	return t.Exec(queries.Get("law_delete"), e.Subject)
}

// ReadLaw reads a file and splits it into articles. Nothing is kept.
func (s *Shelf) ReadLaw(ctx context.Context, reader Reader, d LawDraft) (LawReading, error) {
	const op = "rulebook.read_law"
	instrument, known := find(s.Current().Instruments, d.Instrument, func(i Instrument) string { return i.ID })
	switch {
	case !known:
		return LawReading{}, fault.New(fault.Invalid, op, fault.Tf("规则库没有法律文件 %[1]s", "the rulebook has no instrument %[1]s", d.Instrument)).WithField("instrument").
			WithHint(fault.T("先在规则库“法律文件”中增加。", "Add it to the instruments of the rulebook first."))
	case d.InForceFrom == "" || !wellFormed(Date, d.InForceFrom):
		return LawReading{}, fault.New(fault.Invalid, op, fault.T("请填写此文本的施行日期", "enter the day from which this text is in force")).WithField("in_force_from")
	case d.InForceTo != "" && (!wellFormed(Date, d.InForceTo) || d.InForceTo < d.InForceFrom):
		return LawReading{}, fault.New(fault.Invalid, op, fault.T("失效日期不对，或者早于施行日期", "the last day in force is wrong, or before the first")).WithField("in_force_to")
	}
	result, err := reader.Read(ctx, d.Path, d.Name)
	if err != nil {
		return LawReading{}, err
	}
	var text strings.Builder
	for _, page := range result.Pages {
		text.WriteString(page.Text + "\n")
	}
	if strings.TrimSpace(text.String()) == "" {
		reason := result.Reason
		if reason.IsZero() {
			reason = fault.T("没有读出文字", "no text could be read")
		}
		return LawReading{}, fault.New(fault.Unreadable, op, fault.Tf("无法导入“%[1]s”：%[2]s", "“%[1]s” cannot be imported: %[3]s", d.Name, reason.Zh, reason.En)).
			WithHint(fault.T("请用 docx、pdf、html 或 txt 格式的文字版。", "Use a docx, pdf, html or txt file that holds text."))
	}
	articles, err := SplitLaw(text.String())
	if err != nil {
		return LawReading{}, err
	}
	r := LawReading{Draft: d, Articles: articles, Findings: CheckLaw(articles, instrument.Articles)}
	r.Mark, err = markOf(lawImported{Instrument: d.Instrument, Edition: d.Edition, InForceFrom: d.InForceFrom, InForceTo: d.InForceTo, Name: d.Name, Articles: articles})
	return r, err
}

// ImportLaw keeps a file as the text of an instrument. Mark is that of the reading that the person has seen and confirmed.
func (s *Shelf) ImportLaw(ctx context.Context, actor Actor, reader Reader, d LawDraft, mark string) (text LawText, err error) {
	const op = "rulebook.import_law"
	if err := s.Current().Demand(actor, MayPropose); err != nil {
		return text, err
	}
	r, err := s.ReadLaw(ctx, reader, d)
	if err != nil {
		return text, err
	}
	if r.Mark != mark {
		return text, fault.New(fault.Conflict, op, fault.T("文件或者填写的内容与核对时不同", "the file, or what was entered, is not what was looked at")).WithField("mark").
			WithHint(fault.T("重新核对条文后确认。", "Look at the articles again, then confirm."))
	}
	file, err := os.Open(d.Path)
	if err != nil {
		return text, fault.Wrap(op, err)
	}
	defer file.Close()
	stored, err := s.originals.Put(file)
	if err != nil {
		return text, err
	}
	err = s.office.Do(ctx, actor.ID, func(tx *store.Tx) error {
		others, err := LawsOf(tx)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(others, func(o LawText) bool { return o.Instrument == d.Instrument && o.InForceFrom == d.InForceFrom }); i >= 0 {
			return fault.New(fault.Conflict, op, fault.Tf("已有自%[1]s起施行的文本（%[2]s）", "there is a text in force from %[1]s already (%[2]s)", d.InForceFrom, others[i].Name)).WithField("in_force_from").
				WithHint(fault.T("先撤下原文本，或者改正施行日期。", "Withdraw that one first, or correct the day."))
		}
		id, err := tx.NewID("l")
		if err != nil {
			return err
		}
		_, err = tx.Record("rulebook.law_imported", id, lawImported{Instrument: d.Instrument, Edition: strings.TrimSpace(d.Edition), InForceFrom: d.InForceFrom, InForceTo: d.InForceTo,
			Name: path.Base(d.Name), SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Articles: r.Articles, Findings: r.Findings})
		if err != nil {
			return err
		}
		text, err = LawOf(tx, id)
		return err
	})
	return text, err
}

// WithdrawLaw takes a text out of use, with the reason.
func (s *Shelf) WithdrawLaw(ctx context.Context, actor Actor, id, reason string) error {
	if err := s.Current().Demand(actor, MayPropose); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "rulebook.withdraw_law", fault.T("请写明理由", "say why")).WithField("reason")
	}
	return s.office.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if _, err := LawOf(tx, id); err != nil {
			return err
		}
		_, err := tx.Record("rulebook.law_withdrawn", id, lawWithdrawn{reason})
		return err
	})
}

// LawsOf lists the texts that the office has imported, by instrument, the latest first. A text without a last day of its own has
// that before the next one.
func LawsOf(from store.Source) ([]LawText, error) {
	list, err := store.All[LawText](from, queries.Get("laws"))
	for i := range list {
		if i == 0 || list[i-1].Instrument != list[i].Instrument {
			continue
		}
		end := dayBefore(list[i-1].InForceFrom)
		if list[i].InForceTo == "" || list[i].InForceTo > end {
			list[i].InForceTo = end
		}
	}
	return list, err
}

// LawOf returns one text; an unknown id is fault.NotFound.
func LawOf(from store.Source, id string) (LawText, error) {
	list, err := LawsOf(from)
	if err != nil {
		return LawText{}, err
	}
	if i := slices.IndexFunc(list, func(l LawText) bool { return l.ID == id }); i >= 0 {
		return list[i], nil
	}
	return LawText{}, fault.New(fault.NotFound, "rulebook.law", fault.T("没有这份法律文本", "no such text of a law"))
}

// LawArticlesOf lists the articles of a text, in order.
func LawArticlesOf(from store.Source, id string) ([]LawArticle, error) {
	return store.All[LawArticle](from, queries.Get("law_articles"), id)
}

// LawHit is an article in which something was found.
type LawHit struct {
	Law string `json:"law"`
	LawArticle
}

// SearchLaws finds the articles that hold all the words of a query, at most 200; those of the texts in force on a day first.
func SearchLaws(from store.Source, query string) ([]LawHit, error) {
	words := strings.Fields(query)
	if len(words) == 0 {
		return []LawHit{}, nil
	}
	return store.All[LawHit](from, queries.Get("law_search"), store.JSON(words))
}

// FullText finds the article of an instrument in the text that was in force on a day (empty: the latest). Found is false if the
// office has imported none for that day, or if the text lacks the article.
func FullText(from store.Source, instrument string, no, sub int, day string) (law LawText, article LawArticle, found bool, err error) {
	list, err := LawsOf(from)
	if err != nil {
		return law, article, false, err
	}
	i := slices.IndexFunc(list, func(l LawText) bool {
		return l.Instrument == instrument && (day == "" || l.InForceFrom <= day && (l.InForceTo == "" || day <= l.InForceTo))
	})
	if i < 0 {
		return law, article, false, nil
	}
	article, found, err = store.One[LawArticle](from, queries.Get("law_article"), list[i].ID, no, sub)
	return list[i], article, found, err
}

func dayBefore(day string) string {
	d, err := workday.ParseDate(day)
	if err != nil {
		return ""
	}
	return d.Add(-1).String()
}

// markOf stands for what a person has looked at.
func markOf(seen lawImported) (string, error) {
	raw, err := ledger.Canonical(seen)
	if err != nil {
		return "", fault.Wrap("rulebook.law_mark", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16]), nil
}

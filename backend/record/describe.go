package record

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// longestSummary is the most that the summary of a recording may hold, in characters.
const longestSummary = 500

// Describe says what a recording is: its device, its people, when, where and what. The same again records nothing.
func (k *Desk) Describe(ctx context.Context, actor account.Person, id string, d Description) (out Recording, err error) {
	err = k.change(ctx, actor, id, func(tx *store.Tx, r Recording) error {
		if err := k.checkDescription(&d); err != nil {
			return err
		}
		if sameDescription(r.Description, d) {
			out = r
			return nil
		}
		if _, err := tx.Record("record.described", r.ID, d); err != nil {
			return err
		}
		out, err = Of(tx, r.ID)
		return err
	})
	return out, err
}

// change runs a change of a recording by somebody who works on its case; of a recording without a case, by anybody who works
// on cases.
func (k *Desk) change(ctx context.Context, actor account.Person, id string, change func(tx *store.Tx, r Recording) error) error {
	if err := actor.Demand(account.WorkOnCases); err != nil {
		return err
	}
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, err := Of(tx, id)
		if err != nil {
			return err
		}
		if err := k.MayWorkOn(tx, actor, r.Case); err != nil {
			return err
		}
		return change(tx, r)
	})
}

// MayWorkOn refuses who does not work on the case of a recording; one without a case is for all who work on cases.
func (k *Desk) MayWorkOn(from store.Source, actor account.Person, caseID string) error {
	if caseID == "" {
		return actor.Demand(account.WorkOnCases)
	}
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return err
	}
	return k.Files.MayWork(from, actor, c)
}

func sameDescription(a, b Description) bool {
	skew := func(d Description) int {
		if d.SkewSeconds == nil {
			return -1 << 40
		}
		return *d.SkewSeconds
	}
	same := skew(a) == skew(b) && strings.Join(a.Officers, "\n") == strings.Join(b.Officers, "\n") && strings.Join(a.MustShow, "\n") == strings.Join(b.MustShow, "\n")
	a.SkewSeconds, b.SkewSeconds, a.Officers, b.Officers, a.MustShow, b.MustShow = nil, nil, nil, nil, nil, nil
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return same && string(x) == string(y)
}

func (k *Desk) checkDescription(d *Description) error {
	const op = "record.describe"
	invalid := func(field, zh, en string, args ...any) error {
		return fault.New(fault.Invalid, op, fault.Tf(zh, en, args...)).WithField(field)
	}
	for _, text := range []*string{&d.Device, &d.Model, &d.Operator, &d.OperatorCert, &d.Place, &d.Lat, &d.Lon, &d.Datum, &d.Summary, &d.Origin, &d.Scope, &d.Retention} {
		*text = strings.TrimSpace(*text)
	}
	if utf8.RuneCountInString(d.Summary) > longestSummary {
		return invalid("summary", "内容摘要不超过%[1]d字", "the summary holds at most %[1]d characters", longestSummary)
	}
	for field, at := range map[string]*string{"started_at": &d.StartedAt, "ended_at": &d.EndedAt, "returned_at": &d.ReturnedAt} {
		if *at == "" {
			continue
		}
		read, err := readInstant(*at)
		if err != nil {
			return invalid(field, "时刻“%[1]s”应写作 2026-03-01 09:30:00", "the moment %[1]q should be written 2026-03-01 09:30:00", *at)
		}
		*at = read.Format(time.RFC3339)
	}
	if d.StartedAt != "" && d.EndedAt != "" && d.EndedAt < d.StartedAt {
		return invalid("ended_at", "结束时刻早于开始时刻", "the end is before the beginning")
	}
	book := k.Files.Rules.Current()
	d.MustShow = unique(d.MustShow)
	for _, code := range d.MustShow {
		if !book.HasCode("recording_content", code) {
			return invalid("must_show", "未知的必录内容“%[1]s”", "there is no such content as %[1]q", code)
		}
	}
	if d.Retention != "" && !kept(book, d.Retention) {
		return invalid("retention", "未知的保管期限“%[1]s”", "there is no such retention as %[1]q", d.Retention)
	}
	d.Officers = unique(d.Officers)
	return nil
}

func kept(book *rulebook.Book, id string) bool {
	for _, r := range book.Retentions {
		if r.ID == id && r.Of == "recording" {
			return true
		}
	}
	return false
}

// unique drops what is empty or there already.
func unique(list []string) []string {
	out, seen := []string{}, map[string]bool{}
	for _, text := range list {
		if text = strings.TrimSpace(text); text != "" && !seen[text] {
			out, seen[text] = append(out, text), true
		}
	}
	return out
}

// readInstant reads a moment as people and devices write it; without an offset it is China's.
func readInstant(text string) (time.Time, error) {
	var err error
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04", "2006/01/02 15:04:05", "2006/1/2 15:04:05", "2006年1月2日 15:04:05", "2006年1月2日15时4分5秒", "20060102150405"} {
		var at time.Time
		if at, err = time.ParseInLocation(form, strings.TrimSpace(text), ledger.Zone); err == nil {
			return at.In(ledger.Zone), nil
		}
	}
	return time.Time{}, err
}

// Attach makes a recording part of the record of a case, of an event. An empty case takes it out again, which needs a reason;
// so does giving it to another case.
func (k *Desk) Attach(ctx context.Context, actor account.Person, id, caseID, event, reason string) (out Recording, err error) {
	const op = "record.attach"
	err = k.change(ctx, actor, id, func(tx *store.Tx, r Recording) error {
		if caseID != "" {
			c, err := casefile.CaseOf(tx, caseID)
			if err != nil {
				return err
			}
			if err := k.Files.MayWork(tx, actor, c); err != nil {
				return err
			}
			caseID = c.ID
			if err := k.checkEvent(c, event); err != nil {
				return err
			}
		} else {
			event = ""
		}
		if r.Case == caseID && r.Event == event {
			out = r
			return nil
		}
		if reason = strings.TrimSpace(reason); r.Case != "" && r.Case != caseID && reason == "" {
			return fault.New(fault.Invalid, op, fault.T("改挂或者取消挂接请写明原因", "say why it is taken out of its case")).WithField("reason")
		}
		change := attached{Case: caseID, Event: event, Reason: reason}
		if r.Case != caseID {
			change.From = r.Case
		}
		if _, err := tx.Record("record.attached", r.ID, change); err != nil {
			return err
		}
		out, err = Of(tx, r.ID)
		return err
	})
	return out, err
}

// checkEvent refuses an event that does not belong to a case's kind of action.
func (k *Desk) checkEvent(c casefile.Case, event string) error {
	if event == "" {
		return nil
	}
	procedure, known := k.Files.Procedure(c)
	if known {
		if e, found := procedure.Book().Recording(event); found && procedure.Among(e.Actions) {
			return nil
		}
	}
	return fault.New(fault.Invalid, "record.attach", fault.Tf("本类案件没有音像记录事项 %[1]s", "a case of this kind has no event %[1]s to be recorded", event)).WithField("event")
}

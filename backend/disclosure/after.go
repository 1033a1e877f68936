package disclosure

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// places are the destinations that the rulebook names for a decision.
func (s *sight) places() []string {
	for _, r := range s.procedure.DisclosureRules {
		if r.ID == s.item.Rule {
			return r.Destinations
		}
	}
	return nil
}

// needed refuses an empty text.
func needed(text, field, zh, en string) error {
	if strings.TrimSpace(text) != "" {
		return nil
	}
	return fault.New(fault.Invalid, "disclosure.after", fault.T(zh, en)).WithField(field)
}

// mayBeRead refuses a reason that will be public and holds personal data.
func (d *Desk) mayBeRead(s *sight, reason string) error {
	for _, p := range d.left(s, reason, nil, fault.T("理由", "the reason"), "reason") {
		return fault.New(fault.Refused, "disclosure.reason", p.Message).WithField("reason").
			WithHint(fault.T("理由将公开,请不要写个人信息。", "The reason becomes public: leave personal data out."))
	}
	return nil
}

// end refuses whoever may not end a publication, and a disclosure of which nothing is public.
func (d *Desk) end(ctx context.Context, actor account.Person, id, reason string, record func(tx *store.Tx, s *sight) error) error {
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if s.item.State != Published && !s.item.correcting() {
			return wrongState(s.item)
		}
		if err := d.mayBeRead(s, reason); err != nil {
			return err
		}
		return record(tx, s)
	})
}

// Withdraw takes back what was published, because the decision was changed or fell. The reason becomes public; the person
// takes the decision down at every destination and notes each, see [Desk.Recall].
func (d *Desk) Withdraw(ctx context.Context, actor account.Person, id, reason string) error {
	if err := needed(reason, "reason", "请写明撤回理由", "say why it is withdrawn"); err != nil {
		return err
	}
	return d.end(ctx, actor, id, reason, func(tx *store.Tx, s *sight) error {
		_, err := tx.Record("disclosure.withdrawn", s.c.ID, reasoned{id, strings.TrimSpace(reason)})
		return err
	})
}

// TakeDown ends a publication whose time has run out, or that ends early because the party has mended its credit.
func (d *Desk) TakeDown(ctx context.Context, actor account.Person, id string, end End, reason string) error {
	if end != EndExpired && end != EndRepaired {
		return fault.New(fault.Invalid, "disclosure.take_down", fault.T("请选择到期下线或者信用修复", "choose whether its time has run out or the credit was mended")).WithField("end")
	}
	if end == EndRepaired {
		if err := needed(reason, "reason", "请写明信用修复决定的文号", "name the decision that mends the credit"); err != nil {
			return err
		}
	}
	return d.end(ctx, actor, id, reason, func(tx *store.Tx, s *sight) error {
		if end == EndExpired && (s.item.Until == "" || d.Files.Today() <= s.item.Until) {
			return fault.New(fault.Refused, "disclosure.take_down", fault.Tf("公示期到 %[1]s 才满", "its time runs until %[1]s", orNever(s.item.Until))).
				WithHint(fault.T("提前停止须有信用修复决定,或办理撤回。", "To end it early takes a decision that mends the credit, or a withdrawal."))
		}
		_, err := tx.Record("disclosure.taken_down", s.c.ID, takenDown{id, end, strings.TrimSpace(reason)})
		return err
	})
}

func orNever(day string) string {
	if day == "" {
		return "—"
	}
	return day
}

// Correct begins the correction of what is public: it is masked, approved and published anew, and stays as it is until then.
func (d *Desk) Correct(ctx context.Context, actor account.Person, id, reason string) error {
	if err := needed(reason, "reason", "请写明哪里不准确", "say what is not accurate"); err != nil {
		return err
	}
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if s.item.State != Published {
			return wrongState(s.item)
		}
		if err := d.mayBeRead(s, reason); err != nil {
			return err
		}
		_, err := tx.Record("disclosure.correction_opened", s.c.ID, reasoned{id, strings.TrimSpace(reason)})
		return err
	})
}

// AskCorrection enters that somebody has asked for a correction on a day (YYYY-MM-DD); the rulebook says until when it is
// answered.
func (d *Desk) AskCorrection(ctx context.Context, actor account.Person, id, asker, what, gotOn string) error {
	for _, err := range []error{needed(asker, "asker", "请写明申请人", "name who asks"), needed(what, "what", "请写明申请更正的内容", "say what is to be corrected")} {
		if err != nil {
			return err
		}
	}
	if day, err := workday.ParseDate(gotOn); err != nil || day.String() > d.Files.Today() {
		return fault.New(fault.Invalid, "disclosure.request", fault.T("收到日期不对", "the day of receipt is not a day, or is to come")).WithField("got_on")
	}
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if s.item.State != Published {
			return wrongState(s.item)
		}
		requests, err := RequestsOf(tx, id)
		if err != nil {
			return err
		}
		data := requested{ID: id, Request: len(requests) + 1, Asker: strings.TrimSpace(asker), What: strings.TrimSpace(what), GotOn: gotOn}
		s.facts["disc.requested_on"], s.facts["disc.answered_on"] = gotOn, ""
		if data.DueOn, err = s.dueFor("disc.answered_on"); err != nil {
			return err
		}
		_, err = tx.Record("disclosure.correction_requested", s.c.ID, data)
		return err
	})
}

// dueFor is the day by which something must have happened, by the first period of the rulebook that ends with it and runs;
// empty if none does.
func (s *sight) dueFor(field string) (string, error) {
	for _, deadline := range s.procedure.Deadlines {
		if deadline.To != field {
			continue
		}
		result, ok, err := s.procedure.Due(deadline, s.facts)
		if err != nil {
			return "", err
		}
		if ok && !result.Open {
			return result.Legal.String(), nil
		}
	}
	return "", nil
}

// DecideCorrection answers a request. One that is granted still has to be corrected or withdrawn.
func (d *Desk) DecideCorrection(ctx context.Context, actor account.Person, id string, n int, granted bool, reason string) error {
	if err := needed(reason, "reason", "请写明处理理由", "say why"); err != nil {
		return err
	}
	return d.changeUnread(ctx, actor, account.ApproveDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		requests, err := RequestsOf(tx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(requests, func(r Request) bool { return r.N == n })
		if i < 0 {
			return fault.New(fault.NotFound, "disclosure.request", fault.T("没有这件更正申请", "no such request"))
		}
		if requests[i].DecidedOn != "" {
			return fault.New(fault.Conflict, "disclosure.request", fault.T("这件更正申请已有处理结果", "this request has been answered"))
		}
		_, err = tx.Record("disclosure.correction_decided", s.c.ID, requestDecided{id, n, granted, strings.TrimSpace(reason)})
		return err
	})
}

// Handling is what a person did at a destination. At is RFC 3339; empty means now.
type Handling struct {
	Destination, Address, At, Note string
}

// check finds a destination of a disclosure and the instant of what was done there.
func (h *Handling) check(tx *store.Tx, id string) (Place, error) {
	if h.At == "" {
		h.At = tx.Now.Format(ledger.TimeFormat)
	}
	when, err := time.Parse(time.RFC3339, h.At)
	if err != nil || when.After(tx.Now) {
		return Place{}, fault.New(fault.Invalid, "disclosure.place", fault.T("时间不对", "that is not an instant, or is to come")).WithField("at")
	}
	h.At = when.In(ledger.Zone).Format(ledger.TimeFormat)
	places, err := PlacesOf(tx, id)
	if err != nil {
		return Place{}, err
	}
	i := slices.IndexFunc(places, func(p Place) bool { return p.Destination == h.Destination })
	if i < 0 {
		return Place{}, noPlace()
	}
	return places[i], nil
}

// Uploaded notes where and when a published decision was put at a destination.
func (d *Desk) Uploaded(ctx context.Context, actor account.Person, id string, h Handling) error {
	if err := needed(h.Address, "address", "请填写公示网址或者位置", "enter the address or the place"); err != nil {
		return err
	}
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if s.item.State != Published {
			return wrongState(s.item)
		}
		if _, err := h.check(tx, id); err != nil {
			return err
		}
		_, err := tx.Record("disclosure.uploaded", s.c.ID, handled{id, h.Destination, strings.TrimSpace(h.Address), h.At, strings.TrimSpace(h.Note)})
		return err
	})
}

// Recall notes that a decision that is public no longer has been taken away from a destination.
func (d *Desk) Recall(ctx context.Context, actor account.Person, id string, h Handling) error {
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if s.item.Ended == "" {
			return wrongState(s.item)
		}
		p, err := h.check(tx, id)
		if err != nil {
			return err
		}
		if p.UploadedAt == "" {
			return fault.New(fault.Refused, "disclosure.recall", fault.T("本件没有登记在这个渠道公示,不需要收回", "nothing was put at that destination: there is nothing to recall"))
		}
		if strings.TrimSpace(h.Address) == "" {
			h.Address = p.Address
		}
		_, err = tx.Record("disclosure.recalled", s.c.ID, handled{id, h.Destination, strings.TrimSpace(h.Address), h.At, strings.TrimSpace(h.Note)})
		return err
	})
}

// Answered notes what the receiver of a row said: that it was taken, or which column it found fault with and why.
func (d *Desk) Answered(ctx context.Context, actor account.Person, id string, a Answer) error {
	if !a.Accepted {
		if err := needed(a.Reason, "reason", "请写明退回原因", "say why it was sent back"); err != nil {
			return err
		}
	}
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		h := Handling{Destination: a.Destination}
		p, err := h.check(tx, id)
		if err != nil {
			return err
		}
		if p.UploadedAt == "" {
			return fault.New(fault.Refused, "disclosure.answer", fault.T("请先登记上传", "enter the upload first"))
		}
		if a.AnsweredOn == "" {
			a.AnsweredOn = tx.Today()
		}
		_, err = tx.Record("disclosure.answered", s.c.ID, answered{id, a.Destination, a.AnsweredOn, a.Accepted, strings.TrimSpace(a.Field), strings.TrimSpace(a.Reason)})
		return err
	})
}

// Picture keeps a picture of what is to be seen at a destination, or of its being gone.
func (d *Desk) Picture(ctx context.Context, actor account.Person, id, destination, name string, recall bool, content io.Reader) error {
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return err
	}
	stored, err := d.Files.Blobs.Put(content)
	if err != nil {
		return err
	}
	return d.changeUnread(ctx, actor, account.PublishDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		data := pictured{ID: id, Destination: destination, Recall: recall, File: File{Name: filepath.Base(filepath.ToSlash(name)), Size: stored.Size, SHA256: stored.SHA256, SM3: stored.SM3}}
		_, err := tx.Record("disclosure.pictured", s.c.ID, data)
		return err
	})
}

// ExportRow gives the whole row of a decision as a workbook, with the values that are reported and never published, for a
// destination that needs them. That it was taken out is noted before it is handed over.
func (d *Desk) ExportRow(ctx context.Context, actor account.Person, id, destination string) (name string, content []byte, err error) {
	err = d.change(ctx, actor, account.PublishDisclosure, id, func(tx *store.Tx, s *sight) error {
		if s.item.State != Approved && s.item.State != Published {
			return wrongState(s.item)
		}
		if !slices.Contains(s.places(), destination) {
			return noPlace()
		}
		row, err := d.row(s)
		if err != nil {
			return err
		}
		sheet := paper.Sheet{Name: s.kind().Zh + "信息", Rows: [][]paper.Cell{{}}}
		for _, c := range row {
			column := paper.Column{Title: c.Label.Zh}
			cell := paper.Text(c.Value)
			if c.fen != nil {
				column, cell = decimalColumn(c.field), paper.Number(*c.fen)
			}
			sheet.Columns, sheet.Rows[0] = append(sheet.Columns, column), append(sheet.Rows[0], cell)
		}
		if content, err = paper.XLSX(paper.Workbook{Title: sheet.Name, Sheets: []paper.Sheet{sheet}, Meta: paper.Meta{Creator: s.office.Name}}); err != nil {
			return err
		}
		name = fileName(s.item.DecisionNo) + "-报送.xlsx"
		_, err = tx.Record("disclosure.row_exported", s.c.ID, rowExported{ID: id, Destination: destination, SHA256: digest(string(content))})
		return err
	})
	if err != nil {
		return "", nil, err
	}
	return name, content, nil
}

// FirstPass counts over all disclosures how many rows were accepted at once.
func (d *Desk) FirstPass(ctx context.Context) (f FirstPass, err error) {
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		f, _, err = store.One[FirstPass](r, queries.Get("first_pass"))
		return err
	})
	return f, err
}

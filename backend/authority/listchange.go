package authority

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // pictures of lists
	_ "image/png"
	"io"
	"maps"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// mostText is the longest value of a row, in characters.
const mostText = 20_000

// PutRows changes rows of a list, and adds those whose ID is empty, all or none. A row that says the same already is left
// alone.
func (a *Authority) PutRows(ctx context.Context, actor account.Person, list string, rows []Row) ([]Row, error) {
	d, err := a.keeping(actor, list)
	if err != nil {
		return nil, err
	}
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i].Content, err = tidy(d, rows[i].Content); err != nil {
			return nil, inRow(i, len(rows), err)
		}
	}
	return rows, a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		k, err := newKeeper(tx, d)
		for i := range rows {
			if err == nil {
				err = inRow(i, len(rows), k.put(&rows[i]))
			}
		}
		return err
	})
}

// inRow says which of several rows an error is about.
func inRow(i, n int, err error) error {
	if err == nil || n < 2 {
		return err
	}
	e := *fault.As(err)
	e.Message = fault.Tf("第 %[1]d 行：%[2]s", "row %[1]d: %[3]s", i+1, e.Message.Zh, e.Message.En)
	return &e
}

// keeper puts rows into a list within a transaction.
type keeper struct {
	tx   *store.Tx
	list rulebook.DisclosureList
	rows map[string]Row
	keys map[string]string // ids by the value of the key
	last int               // place
}

func newKeeper(tx *store.Tx, d rulebook.DisclosureList) (*keeper, error) {
	k := &keeper{tx: tx, list: d, rows: map[string]Row{}, keys: map[string]string{}}
	rows, err := RowsOf(tx, d.ID)
	for _, r := range rows {
		k.note(r)
	}
	return k, err
}

func (k *keeper) note(r Row) {
	if key, keyed := k.list.Key(); keyed {
		delete(k.keys, k.rows[r.ID].Content[key.ID])
		k.keys[r.Content[key.ID]] = r.ID
	}
	k.rows[r.ID], k.last = r, max(k.last, r.Place)
}

func (k *keeper) put(row *Row) (err error) {
	const op = "authority.put_rows"
	old, known := k.rows[row.ID]
	if row.ID != "" && !known {
		return fault.New(fault.NotFound, op, fault.T("清单里没有这一行", "the list has no such row"))
	}
	if key, keyed := k.list.Key(); keyed && row.Content[key.ID] != "" {
		if twin, taken := k.keys[row.Content[key.ID]]; taken && twin != row.ID {
			return fault.New(fault.Conflict, op, fault.Tf("“%[1]s”为“%[3]s”的已有一行", "%[2]q is %[3]q in another row already", key.Label.Zh, key.Label.En, row.Content[key.ID])).WithField(key.ID)
		}
	}
	if !known {
		if row.ID, err = k.tx.NewID("l"); err != nil {
			return err
		}
		row.Place = k.last + 1
	} else if row.Place == 0 {
		row.Place = old.Place
	}
	if known && old.Place == row.Place && maps.Equal(old.Content, row.Content) {
		return nil
	}
	if _, err = k.tx.Record("authority.list_row_put", k.list.ID, rowPut{Row: *row}); err == nil {
		k.note(*row)
	}
	return err
}

// tidy drops blanks around values and refuses what does not belong into a list that is open to everybody.
func tidy(d rulebook.DisclosureList, content map[string]string) (map[string]string, error) {
	invalid := func(f rulebook.ListField, zh, en string) error {
		return fault.New(fault.Invalid, "authority.put_rows", fault.Tf("“%[1]s”"+zh, "%[2]q "+en, f.Label.Zh, f.Label.En)).WithField(f.ID)
	}
	out := map[string]string{}
	for id, value := range content {
		i := slices.IndexFunc(d.Fields, func(f rulebook.ListField) bool { return f.ID == id })
		if i < 0 {
			return nil, fault.New(fault.Invalid, "authority.put_rows", fault.Tf("清单没有“%[1]s”一栏", "the list has no column %[1]q", id)).WithField(id)
		}
		f, value := d.Fields[i], strings.TrimSpace(value)
		if value == "" {
			continue
		}
		if f.Type == "date" {
			if _, err := workday.ParseDate(value); err != nil {
				return nil, invalid(f, "应为日期，如 2026-03-12", "is a date, such as 2026-03-12")
			}
		}
		if len([]rune(value)) > mostText {
			return nil, invalid(f, "过长", "is too long")
		}
		if found := idcode.FindResidentIDs(value); len(found) > 0 {
			return nil, fault.New(fault.Refused, "authority.put_rows", fault.Tf("“%[1]s”里有居民身份证号，不得公开", "%[2]q holds a resident id number, which may not be public", f.Label.Zh, f.Label.En)).
				WithArticle("个人信息保护法第二十八条、第三十四条").WithField(f.ID).WithHint(fault.T("请删去身份证号再保存。", "Take the number out, then save."))
		}
		out[id] = value
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "authority.put_rows", fault.T("这一行是空的", "the row is empty"))
	}
	return out, nil
}

// keeping demands the right to keep lists and finds the list.
func (a *Authority) keeping(actor account.Person, list string) (rulebook.DisclosureList, error) {
	if err := actor.Demand(account.KeepLists); err != nil {
		return rulebook.DisclosureList{}, err
	}
	return a.definition(list)
}

// RemoveRow takes a row off a list. What earlier versions said of it stays.
func (a *Authority) RemoveRow(ctx context.Context, actor account.Person, list, row, reason string) error {
	d, err := a.keeping(actor, list)
	if err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "authority.remove_row", fault.T("请写明移出的理由", "say why the row is taken off")).WithField("reason")
	}
	return a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		rows, err := RowsOf(tx, d.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rows, func(r Row) bool { return r.ID == row }) {
			return fault.New(fault.NotFound, "authority.remove_row", fault.T("清单里没有这一行", "the list has no such row"))
		}
		_, err = tx.Record("authority.list_row_removed", d.ID, rowRemoved{row, reason})
		return err
	})
}

// Picture keeps a picture for a field of a row.
func (a *Authority) Picture(ctx context.Context, actor account.Person, list, row, field string, content io.Reader) error {
	d, err := a.keeping(actor, list)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(d.Fields, func(f rulebook.ListField) bool { return f.ID == field && f.Type == "picture" })
	if i < 0 {
		return fault.New(fault.Invalid, "authority.picture", fault.T("这一栏不放图片", "this column holds no picture")).WithField(field)
	}
	raw, err := io.ReadAll(content)
	if err != nil {
		return fault.New(fault.Invalid, "authority.picture", fault.T("图片没有收全，或者过大", "the picture did not arrive whole, or is too large")).WithField(field).WithCause(err)
	}
	if _, kind, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || kind != "jpeg" && kind != "png" {
		return fault.New(fault.Invalid, "authority.picture", fault.T("请用 JPEG 或者 PNG 图片", "use a JPEG or PNG picture")).WithField(field)
	}
	stored, err := a.Blobs.Put(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	return a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		rows, err := RowsOf(tx, d.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(rows, func(r Row) bool { return r.ID == row })
		if at < 0 {
			return fault.New(fault.NotFound, "authority.picture", fault.T("清单里没有这一行", "the list has no such row"))
		}
		r := rows[at]
		r.Content = maps.Clone(r.Content)
		r.Content[field] = stored.SHA256
		_, err = tx.Record("authority.list_row_put", d.ID, rowPut{Row: r, File: &File{stored.SHA256, stored.SM3, stored.Size}})
		return err
	})
}

// PictureOf reads the picture of a row.
func (a *Authority) PictureOf(ctx context.Context, list, row, field string) (content []byte, err error) {
	var rows []Row
	if err = a.Store.View(ctx, func(r *store.Reader) (err error) { rows, err = RowsOf(r, list); return err }); err != nil {
		return nil, err
	}
	at := slices.IndexFunc(rows, func(r Row) bool { return r.ID == row })
	if at < 0 || rows[at].Content[field] == "" {
		return nil, fault.New(fault.NotFound, "authority.picture", fault.T("没有图片", "there is no picture"))
	}
	return a.read(rows[at].Content[field])
}

// Refresh brings a list up to what the program knows: rows that are missing are added, values that are otherwise are changed.
// Nothing is taken off, and what a person wrote into other columns stays. It returns how many rows were changed.
func (a *Authority) Refresh(ctx context.Context, actor account.Person, list string) (changed int, err error) {
	d, err := a.keeping(actor, list)
	if err != nil {
		return 0, err
	}
	if d.From == "" {
		return 0, fault.New(fault.Invalid, "authority.refresh", fault.T("这张清单的内容程序里没有，请逐行登记或者导入", "the program has nothing to fill this list with: write its rows or import them"))
	}
	var rows []Row
	err = a.Store.View(ctx, func(r *store.Reader) error {
		kept, err := RowsOf(r, d.ID)
		if err != nil {
			return err
		}
		changes, err := a.fromSource(r, d, kept)
		for _, c := range changes {
			if c.Content != nil {
				rows = append(rows, Row{ID: c.ID, Content: c.Content})
			}
		}
		return err
	})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	_, err = a.PutRows(ctx, actor, list, rows)
	return len(rows), err
}

// Approve makes what is kept the next version of a list, to hold from a day. Somebody approves who has changed nothing in it;
// every column that must be filled is.
func (a *Authority) Approve(ctx context.Context, actor account.Person, list, validFrom, reason string) error {
	const op = "authority.approve_list"
	if err := actor.Demand(account.ApproveLists); err != nil {
		return err
	}
	d, err := a.definition(list)
	if err != nil {
		return err
	}
	if _, err := workday.ParseDate(validFrom); err != nil {
		return fault.New(fault.Invalid, op, fault.T("请填写生效日期", "say from which day the list holds")).WithField("valid_from")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, op, fault.T("请写明变更理由", "say why the list changes")).WithField("reason")
	}
	return a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		detail, err := a.detail(tx, d)
		if err != nil {
			return err
		}
		if err := a.complete(detail); err != nil {
			return err
		}
		if detail.Version != nil && validFrom < detail.Version.ValidFrom {
			return fault.New(fault.Invalid, op, fault.Tf("生效日期早于现行版本（%[1]s）", "the version in force holds from %[1]s: a later one cannot begin before it", detail.Version.ValidFrom)).WithField("valid_from")
		}
		rows, err := RowsOf(tx, list)
		if err != nil {
			return err
		}
		_, err = tx.Record("authority.list_approved", list, approved{len(detail.Versions) + 1, validFrom, reason, len(rows), Digest(rows)})
		return err
	})
}

// complete refuses a list with nothing to approve, or with columns that must be filled and are not.
func (a *Authority) complete(d ListDetail) error {
	const op = "authority.approve_list"
	if d.Version != nil && d.Changes == 0 || d.Version == nil && d.Rows == 0 {
		return fault.New(fault.Refused, op, fault.T("清单没有待批准的变更", "the list holds no change to approve"))
	}
	missing := 0
	var first Flag
	for _, f := range d.Flags {
		if f.Kind == FlagMissing {
			if missing++; missing == 1 {
				first = f
			}
		}
	}
	if missing == 0 {
		return nil
	}
	at := 1 + slices.IndexFunc(d.Kept, func(k KeptRow) bool { return k.ID == first.Row })
	return fault.New(fault.Refused, op, fault.Tf("还有 %[1]d 处必填栏目没有填：第 %[2]d 行%[3]s", "%[1]d fields that must be filled are not: row %[2]d, %[4]s", missing, at, first.Text.Zh, first.Text.En)).
		WithArticle("政府信息公开条例第十九条、第二十条").WithField(first.Field).WithHint(fault.T("补齐后再批准。", "Fill them in, then approve."))
}

// Post notes that the latest version of a list was put before the public.
func (a *Authority) Post(ctx context.Context, actor account.Person, list, day, address string) error {
	const op = "authority.post_list"
	if err := actor.Demand(account.PublishDisclosure); err != nil {
		return err
	}
	if _, err := a.definition(list); err != nil {
		return err
	}
	if _, err := workday.ParseDate(day); err != nil {
		return fault.New(fault.Invalid, op, fault.T("请填写公布日期", "say on which day it was published")).WithField("day")
	}
	if address = strings.TrimSpace(address); address == "" {
		return fault.New(fault.Invalid, op, fault.T("请填写公布的网址或者地点", "say where it was published")).WithField("address")
	}
	return a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		versions, err := VersionsOf(tx, list)
		switch {
		case err != nil:
			return err
		case len(versions) == 0:
			return fault.New(fault.Refused, op, fault.T("清单还没有批准的版本", "no version of the list has been approved")).WithHint(fault.T("先经批准再公布。", "Have it approved first."))
		case day > tx.Today():
			return fault.New(fault.Invalid, op, fault.T("公布日期在今天之后", "the day is yet to come")).WithField("day")
		case day < versions[0].At[:len("2006-01-02")]:
			return fault.New(fault.Invalid, op, fault.Tf("公布日期早于批准日期（%[1]s）", "the version was approved on %[1]s only", versions[0].At[:len("2006-01-02")])).WithField("day")
		}
		_, err = tx.Record("authority.list_posted", list, posted{versions[0].Version, day, address})
		return err
	})
}

// nameOf is the list's name for a file.
func nameOf(d rulebook.DisclosureList) string { return fmt.Sprintf("%s %s", d.ID, d.Label.Zh) }

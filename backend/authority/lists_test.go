package authority_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

var (
	keeper   = account.Person{ID: "p-keeper", Name: "柏允", Roles: []string{"publisher"}, Active: true}
	approver = account.Person{ID: "p-leader", Name: "江和", Roles: []string{"leader"}, Active: true}
	both     = account.Person{ID: "p-chief", Name: "方缜", Roles: []string{"chief"}, Active: true}
)

// sharedBook is for tests that change nothing in it.
var sharedBook = sync.OnceValues(rulebook.Embedded)

// listOffice is an office that keeps lists, on 2 March 2026.
func listOffice(t *testing.T) (*authority.Authority, *store.Store) {
	t.Helper()
	book, err := sharedBook()
	if err != nil {
		t.Fatal(err)
	}
	a, s := officeUnder(t, book)
	a.Today = func() string { return "2026-03-02" }
	return a, s
}

// remedies is a whole row of the list of remedies, which has four columns.
func remedies(phone string) authority.Row {
	return authority.Row{Content: map[string]string{"complaints": phone, "reconsideration": "云汀县人民政府", "court": "云汀县人民法院", "periods": "六十日；六个月"}}
}

func putRow(t *testing.T, a *authority.Authority, list string, r authority.Row) authority.Row {
	t.Helper()
	rows, err := a.PutRows(t.Context(), keeper, list, []authority.Row{r})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

func detail(t *testing.T, a *authority.Authority, list string) authority.ListDetail {
	t.Helper()
	d, err := a.ListDetail(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAListIsKeptApprovedByAnotherAndPublished(t *testing.T) {
	a, _ := listOffice(t)
	ctx := t.Context()
	row := putRow(t, a, "A18", remedies("0513-85090000"))
	if d := detail(t, a, "A18"); d.Rows != 1 || d.Changes != 1 || d.Kept[0].State != authority.RowNew || d.Due != nil {
		t.Errorf("after a row was added: %+v", d.List)
	}
	if err := a.Approve(ctx, keeper, "A18", "2026-03-02", "首次公布"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("who keeps lists approves one: %v", err)
	}
	if err := a.Approve(ctx, approver, "A18", "2026-03-02", "首次公布"); err != nil {
		t.Fatal(err)
	}
	d := detail(t, a, "A18")
	if d.Version.Version != 1 || d.Changes != 0 || d.Due == nil || d.Due.Legal.String() != "2026-03-30" {
		t.Errorf("after approval: %+v, due %v", d.List, d.Due)
	}
	if err := a.Approve(ctx, approver, "A18", "2026-03-02", "再批"); fault.KindOf(err) != fault.Refused {
		t.Errorf("a list without a change is approved again: %v", err)
	}
	if err := a.Post(ctx, keeper, "A18", "2026-03-03", "https://site.example"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("published tomorrow: %v", err)
	}
	if err := a.Post(ctx, keeper, "A18", "2026-03-02", "https://site.example"); err != nil {
		t.Fatal(err)
	}
	if d := detail(t, a, "A18"); d.Due != nil || d.Posting.Version != 1 {
		t.Errorf("after publication: due %v, %+v", d.Due, d.Posting)
	}
	row.Content = maps.Clone(row.Content)
	row.Content["court"] = "云汀县人民法院行政审判庭"
	putRow(t, a, "A18", row)
	if d := detail(t, a, "A18"); d.Changes != 1 || d.Kept[0].State != authority.RowChanged || d.Kept[0].Was["court"] != "云汀县人民法院" {
		t.Errorf("after a change: %+v", d.Kept)
	}
}

func TestWhoeverChangedAListDoesNotApproveIt(t *testing.T) {
	a, s := listOffice(t)
	if _, err := a.PutRows(t.Context(), both, "A18", []authority.Row{remedies("1")}); err != nil {
		t.Fatal(err)
	}
	if err := a.Approve(t.Context(), both, "A18", "2026-03-02", "首次公布"); fault.KindOf(err) != fault.Refused {
		t.Errorf("the same person changes and approves: %v", err)
	}
	rows := []authority.Row{}
	err := s.Do(t.Context(), both.ID, func(tx *store.Tx) (err error) { // past the function, straight into the ledger
		if rows, err = authority.RowsOf(tx, "A18"); err != nil {
			return err
		}
		_, err = tx.Record("authority.list_approved", "A18", map[string]any{"version": 1, "valid_from": "2026-03-02", "reason": "x", "rows": 1, "sha256": authority.Digest(rows)})
		return err
	})
	if fault.KindOf(err) != fault.Refused {
		t.Errorf("the entry itself is not refused: %v", err)
	}
}

func TestAServiceGuideNeedsAllItsElements(t *testing.T) {
	a, _ := listOffice(t)
	row := authority.Row{Content: map[string]string{}}
	for _, f := range detail(t, a, "A05").Fields {
		row.Content[f.ID] = "食品经营许可" + f.Label.Zh
	}
	if len(row.Content) != 15 {
		t.Fatalf("a guide has %d elements", len(row.Content))
	}
	delete(row.Content, "preference") // may be left out
	delete(row.Content, "remedies")   // may not
	row = putRow(t, a, "A05", row)
	err := a.Approve(t.Context(), approver, "A05", "2026-03-02", "首次公布")
	if e := fault.As(err); e.Kind != fault.Refused || e.Field != "remedies" || !strings.Contains(e.Message.Zh, "救济途径") {
		t.Fatalf("a guide without remedies is approved: %v", err)
	}
	row.Content["remedies"] = "行政复议、行政诉讼"
	putRow(t, a, "A05", row)
	if err := a.Approve(t.Context(), approver, "A05", "2026-03-02", "首次公布"); err != nil {
		t.Error(err)
	}
}

func TestWhatMayNotBePublicIsRefused(t *testing.T) {
	a, _ := listOffice(t)
	for name, content := range map[string]map[string]string{
		"a resident id":      {"complaints": "联系人 320681198503121237"},
		"a column not there": {"shoe_size": "42"},
		"nothing":            {"complaints": "  "},
	} {
		if _, err := a.PutRows(t.Context(), keeper, "A18", []authority.Row{{Content: content}}); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	bad := []authority.Row{{Content: map[string]string{"name": "赵一", "certificate": "1"}}, {Content: map[string]string{"name": "钱二", "certificate": "1"}}}
	_, err := a.PutRows(t.Context(), keeper, "A02", bad)
	if e := fault.As(err); e.Kind != fault.Conflict || !strings.Contains(e.Message.Zh, "第 2 行") {
		t.Errorf("two officers under one certificate: %v", err)
	}
	if d := detail(t, a, "A02"); d.Rows != 0 {
		t.Errorf("half of a refused paste was kept: %d rows", d.Rows)
	}
	if _, err := a.PutRows(t.Context(), keeper, "A02", []authority.Row{{Content: map[string]string{"name": "赵一", "valid_to": "明年"}}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a day that is none: %v", err)
	}
}

func TestAListIsFlaggedWhereItNoLongerHolds(t *testing.T) {
	a, s := listOffice(t)
	ctx := t.Context()
	putRow(t, a, "A02", authority.Row{Content: map[string]string{"name": "赵一", "certificate": "10068000001", "valid_to": "2026-03-01"}})
	putRow(t, a, "A18", remedies("1"))
	if err := a.Approve(ctx, approver, "A18", "2026-03-02", "首次公布"); err != nil {
		t.Fatal(err)
	}
	kinds := func(list string) (found []string) {
		for _, f := range detail(t, a, list).Flags {
			if f.Kind != authority.FlagMissing {
				found = append(found, f.Kind)
			}
		}
		return found
	}
	if got := kinds("A02"); !slices.Contains(got, authority.FlagEnded) || !slices.Contains(got, authority.FlagSource) {
		t.Errorf("a certificate that ran out, of somebody unknown: %v", got)
	}
	if got := kinds("A18"); len(got) != 0 {
		t.Errorf("a list that holds is flagged: %v", got)
	}
	if err := s.Do(ctx, "p-1", func(tx *store.Tx) error { // later than the approval
		_, err := tx.Record("authority.body_described", "office", agency)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := kinds("A18"); !slices.Equal(got, []string{authority.FlagBody}) {
		t.Errorf("after the office was described anew: %v", got)
	}
}

func TestCitationsThatEndedAreFlagged(t *testing.T) {
	a, _ := listOffice(t)
	book := a.Rules.Current()
	i := slices.IndexFunc(book.Instruments, func(i rulebook.Instrument) bool { return i.InForceTo != "" && i.InForceTo < "2026-03-02" })
	if i < 0 {
		t.Fatal("the book knows no instrument that has ended")
	}
	putRow(t, a, "A11", authority.Row{Content: map[string]string{"matter": "未公示营业执照", "conditions": "首次", "basis": "行政处罚法第三十三条；" + book.Instruments[i].Label.Zh + "第一条"}})
	flags := detail(t, a, "A11").Flags
	if len(flags) != 1 || flags[0].Kind != authority.FlagCitation || flags[0].Field != "basis" || !strings.Contains(flags[0].Text.Zh, book.Instruments[i].InForceTo) {
		t.Errorf("flags: %+v", flags)
	}
}

func TestAListIsFilledFromWhatTheProgramKnows(t *testing.T) {
	a, _ := listOffice(t)
	for _, d := range a.Rules.Current().Lists {
		n, err := a.Refresh(t.Context(), keeper, d.ID)
		if (d.From == "") != (err != nil) {
			t.Errorf("%s: %v", d.ID, err)
		}
		if d.From == "" || d.From == "people" || d.From == "body" { // nobody and nothing there yet
			continue
		}
		if n == 0 {
			t.Errorf("%s: nothing known", d.ID)
		}
		if again, err := a.Refresh(t.Context(), keeper, d.ID); again != 0 || err != nil {
			t.Errorf("%s: %d rows change when it is filled again, %v", d.ID, again, err)
		}
		if flags := detail(t, a, d.ID).Flags; slices.ContainsFunc(flags, func(f authority.Flag) bool { return f.Kind == authority.FlagSource }) {
			t.Errorf("%s still differs from what is known", d.ID)
		}
	}
	row := detail(t, a, "A14").Kept[0].Row
	row.Content = maps.Clone(row.Content)
	row.Content["level"] = "不录"
	putRow(t, a, "A14", row)
	if n, err := a.Refresh(t.Context(), keeper, "A14"); n != 1 || err != nil {
		t.Errorf("a row that was changed by hand: %d, %v", n, err)
	}
}

func TestEveryVersionCanBeReadAsItWas(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, s := listOffice(t)
		var wanted [][]authority.Row
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			rows, err := current(s)
			if err != nil {
				r.Fatal(err)
			}
			switch step := rapid.SampledFrom([]string{"add", "change", "remove", "approve"}).Draw(r, "step"); {
			case step == "approve":
				before := len(wanted)
				if err := a.Approve(t.Context(), approver, "A18", "2026-03-02", "调整"); err == nil {
					wanted = append(wanted, rows)
				} else if before == 0 && len(rows) > 0 {
					r.Fatal(err)
				}
			case step == "add" || len(rows) == 0:
				mustPut(r, a, remedies(rapid.StringMatching(`[0-9]{3,6}`).Draw(r, "phone")))
			case step == "change":
				row := rapid.SampledFrom(rows).Draw(r, "row")
				row.Content = remedies(rapid.StringMatching(`[0-9]{3,6}`).Draw(r, "phone")).Content
				mustPut(r, a, row)
			default:
				if err := a.RemoveRow(t.Context(), keeper, "A18", rapid.SampledFrom(rows).Draw(r, "row").ID, "不再适用"); err != nil {
					r.Fatal(err)
				}
			}
		}
		for i, want := range wanted {
			var got []authority.Row
			if err := s.View(t.Context(), func(v *store.Reader) (err error) { got, err = authority.RowsAt(v, "A18", i+1); return err }); err != nil {
				r.Fatal(err)
			}
			if authority.Digest(got) != authority.Digest(want) {
				r.Fatalf("version %d reads %v, was %v", i+1, got, want)
			}
		}
	})
}

func current(s *store.Store) (rows []authority.Row, err error) {
	err = s.View(ctxBackground, func(r *store.Reader) (err error) { rows, err = authority.RowsOf(r, "A18"); return err })
	return rows, err
}

func mustPut(r *rapid.T, a *authority.Authority, row authority.Row) {
	if _, err := a.PutRows(ctxBackground, keeper, "A18", []authority.Row{row}); err != nil {
		r.Fatal(err)
	}
}

func TestAListIsHandedOutInEveryForm(t *testing.T) {
	a, _ := listOffice(t)
	putRow(t, a, "A18", remedies("=1+1"))
	if _, _, err := a.ListFile(t.Context(), "A18", 0, authority.FormHTML); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a list that nobody approved is handed out: %v", err)
	}
	if err := a.Approve(t.Context(), approver, "A18", "2026-03-02", "首次公布"); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{authority.FormXLSX, authority.FormCSV, authority.FormHTML, authority.FormPDF, authority.FormJSON} {
		name, content, err := a.ListFile(t.Context(), "A18", 1, form)
		if err != nil || !strings.HasSuffix(name, form) || len(content) < 100 {
			t.Errorf("%s: %q, %d bytes, %v", form, name, len(content), err)
		}
		if form == authority.FormCSV && !bytes.Contains(content, []byte("'=1+1")) {
			t.Errorf("a formula stays one: %s", content)
		}
		var data struct{ Rows []authority.Row }
		if form == authority.FormJSON && (json.Unmarshal(content, &data) != nil || data.Rows[0].Content["complaints"] != "=1+1") {
			t.Errorf("open data: %s", content)
		}
	}
	if _, _, err := a.ListFile(t.Context(), "A18", 1, "exe"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a form that there is not: %v", err)
	}
}

func TestASignIsSetFromWhatWasApproved(t *testing.T) {
	a, _ := listOffice(t)
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer blobs.Close()
	a.Blobs = blobs
	content := map[string]string{}
	for _, f := range detail(t, a, "W01").Fields {
		if f.Type != "picture" {
			content[f.ID] = f.Label.Zh
		}
	}
	row := putRow(t, a, "W01", authority.Row{Content: content})
	if err := a.Picture(t.Context(), keeper, "W01", row.ID, "photo", strings.NewReader("no picture")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a text is taken for a picture: %v", err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	if err := a.Picture(t.Context(), keeper, "W01", row.ID, "photo", bytes.NewReader(picture.Bytes())); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.Sign(t.Context(), "W01", row.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a sign is made of what nobody approved: %v", err)
	}
	if err := a.Approve(t.Context(), approver, "W01", "2026-03-02", "首次公布"); err != nil {
		t.Fatal(err)
	}
	if err := a.Post(t.Context(), keeper, "W01", "2026-03-02", "https://site.example/w01"); err != nil {
		t.Fatal(err)
	}
	name, pdf, err := a.Sign(t.Context(), "W01", row.ID)
	if err != nil || !strings.HasSuffix(name, ".pdf") || !bytes.Contains(pdf, []byte("/XObject<</P0")) {
		t.Errorf("%s, %d bytes, %v", name, len(pdf), err)
	}
	if got, err := a.PictureOf(t.Context(), "W01", row.ID, "photo"); err != nil || !bytes.Equal(got, picture.Bytes()) {
		t.Errorf("the picture comes back as %d bytes, %v", len(got), err)
	}
}

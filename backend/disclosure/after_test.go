package disclosure_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// published is a disclosure that is public, with the folder of its package.
func (o *office) published() (caseID, id, folder string) {
	o.t.Helper()
	caseID, id = o.decided("启虚监处罚〔2026〕12号", "company.txt", company())
	o.serve(caseID)
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	return caseID, id, batch.Folder
}

// later moves the clock on.
func (o *office) later(days int) { o.now = o.now.AddDate(0, 0, days) }

func (o *office) place(id, destination string) disclosure.Place {
	o.t.Helper()
	for _, p := range o.get(id).Places {
		if p.Destination == destination {
			return p
		}
	}
	o.t.Fatalf("no place %s", destination)
	return disclosure.Place{}
}

func visit(t *testing.T, dir string) (records []disclosure.Record, notices []disclosure.Notice) {
	t.Helper()
	_, findings, err := disclosure.ReadPackage(dir, disclosure.Visit{
		Record: func(r disclosure.Record, _ disclosure.File) { records = append(records, r) },
		Notice: func(n disclosure.Notice, _ disclosure.File) { notices = append(notices, n) },
	})
	if err != nil || len(findings) > 0 {
		t.Errorf("%v %v", err, findings)
	}
	return records, notices
}

func TestACorrectionIsPublishedAnewAndKeepsTheHashOfTheFirst(t *testing.T) {
	o := newOffice(t)
	_, id, first := o.published()
	before := o.get(id).Record
	if before == "" {
		t.Fatal("no public record")
	}
	refused(t, "by a reviewer", o.Correct(bg, o.reviewer, id, "金额误写"), fault.Forbidden)
	refused(t, "without a reason", o.Correct(bg, o.publisher, id, " "), fault.Invalid)
	refused(t, "with personal data in it", o.Correct(bg, o.publisher, id, "沈虚构的身份证号320681198503121237误写"), fault.Refused)
	o.check(o.Correct(bg, o.publisher, id, "处罚内容误写"))
	d := o.get(id)
	if d.State != disclosure.Masking || d.Replaces != before || d.Record != before || d.Correction != "处罚内容误写" {
		t.Errorf("%+v", d)
	}
	refused(t, "withheld though public", o.Withhold(bg, o.leader, id, "X03", "影响稳定"), fault.Refused)
	refused(t, "corrected twice at once", o.Correct(bg, o.publisher, id, "又误写"), fault.Conflict)
	o.later(1)
	o.approved(id)
	batch, err := o.Publish(bg, o.publisher, []string{id}, o.out)
	o.check(err)
	records, _ := visit(t, batch.Folder)
	if len(records) != 1 || records[0].Replaces != before || records[0].Correction != "处罚内容误写" || records[0].PublishedOn != "2026-04-30" {
		t.Errorf("%+v", records)
	}
	d = o.get(id)
	if d.State != disclosure.Published || d.Replaces != "" || d.Record == before || len(d.Versions) != 1 || d.Versions[0].SHA256 != before || d.PublishedAt[:10] != "2026-04-29" {
		t.Errorf("%+v", d)
	}
	for _, folder := range []string{first, batch.Folder} {
		if check, err := o.CheckPackage(bg, folder); err != nil || !check.Sound {
			t.Errorf("%s: %v %+v", folder, err, check)
		}
	}
	o.replays()
}

func TestAWithdrawalIsToldInTheNextPackageAndRecalledPlaceByPlace(t *testing.T) {
	o := newOffice(t)
	caseID, id, _ := o.published()
	now := o.now.Format(time.RFC3339)
	o.check(o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "site", Address: "https://example.org/12", At: now}))
	o.check(o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "credit", Address: "https://example.org/credit/12"}))
	if rows, err := o.List(bg, disclosure.Filter{}); err != nil || rows[0].ToUpload != 1 || rows[0].ToRecall != 0 {
		t.Errorf("%v %+v", err, rows)
	}
	refused(t, "at a place of no concern", o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "moon", Address: "x"}), fault.NotFound)
	refused(t, "tomorrow", o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "site", Address: "x", At: o.now.AddDate(0, 0, 1).Format(time.RFC3339)}), fault.Invalid)
	refused(t, "recalled while it is public", o.Recall(bg, o.publisher, id, disclosure.Handling{Destination: "site"}), fault.Conflict)
	o.check(o.files.SetFields(bg, o.handler, caseID, map[string]any{"c.amended_on": "2026-04-29"}))
	if d := o.get(id); d.WithdrawBy != "2026-05-07" { // three working days over the holidays of May
		t.Errorf("withdraw by %s", d.WithdrawBy)
	}
	refused(t, "with personal data in the reason", o.Withdraw(bg, o.publisher, id, "当事人沈虚构申诉"), fault.Refused)
	o.check(o.Withdraw(bg, o.publisher, id, "处罚决定被依法撤销"))
	refused(t, "put there after it was withdrawn", o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: "gsxt", Address: "x"}), fault.Conflict)
	o.later(1)
	batch, err := o.Publish(bg, o.publisher, nil, o.out)
	o.check(err)
	_, notices := visit(t, batch.Folder)
	if batch.Notices != 1 || len(notices) != 1 || notices[0].End != disclosure.EndWithdrawn || notices[0].Reason != "处罚决定被依法撤销" || notices[0].SHA256 != o.get(id).Record {
		t.Errorf("%+v %+v", batch, notices)
	}
	if check, err := o.CheckPackage(bg, batch.Folder); err != nil || !check.Sound {
		t.Errorf("%v %+v", err, check)
	}
	_, err = o.Publish(bg, o.publisher, nil, o.out)
	refused(t, "told twice", err, fault.Refused)
	refused(t, "recalled from where it never was", o.Recall(bg, o.publisher, id, disclosure.Handling{Destination: "gsxt"}), fault.Refused)
	o.check(o.Recall(bg, o.publisher, id, disclosure.Handling{Destination: "site", Note: "已删除,页面返回404"}))
	o.check(o.Picture(bg, o.publisher, id, "site", "截图.png", true, strings.NewReader("picture")))
	if p := o.place(id, "site"); p.RecalledAt == "" || p.RecallAddress != "https://example.org/12" || len(p.RecallPicture) != 64 {
		t.Errorf("%+v", p)
	}
	if d := o.get(id); d.ToRecall != 1 || d.EndedOn != "2026-04-29" {
		t.Errorf("%+v", d.Row)
	}
	o.check(o.store.View(bg, func(r *store.Reader) error {
		facts := map[string]any{}
		err := disclosure.Facts(r, caseID, facts)
		if facts["disc.withdrawn_on"] != "2026-04-29" {
			t.Errorf("%v", facts)
		}
		return err
	}))
	o.replays()
}

func TestWhatHasRunOutIsTakenDownAndNotBefore(t *testing.T) {
	o := newOffice(t)
	_, id, _ := o.published()
	until := o.get(id).Until
	if until == "" {
		t.Fatal("no end is known")
	}
	refused(t, "too early", o.TakeDown(bg, o.publisher, id, disclosure.EndExpired, ""), fault.Refused)
	refused(t, "mended without a decision", o.TakeDown(bg, o.publisher, id, disclosure.EndRepaired, ""), fault.Invalid)
	refused(t, "for no reason of law", o.TakeDown(bg, o.publisher, id, disclosure.EndWithdrawn, "x"), fault.Invalid)
	end, err := time.Parse(time.DateOnly, until)
	o.check(err)
	o.now = end.Add(10 * time.Hour)
	refused(t, "on its last day", o.TakeDown(bg, o.publisher, id, disclosure.EndExpired, ""), fault.Refused)
	o.later(1)
	o.check(o.TakeDown(bg, o.publisher, id, disclosure.EndExpired, ""))
	if d := o.get(id); d.State != disclosure.TakenDown || d.Ended != disclosure.EndExpired {
		t.Errorf("%+v", d)
	}
	refused(t, "withdrawn after it was taken down", o.Withdraw(bg, o.publisher, id, "决定被撤销"), fault.Conflict)
	o.replays()
}

func TestARequestToCorrectIsAnsweredInTime(t *testing.T) {
	o := newOffice(t)
	_, id, _ := o.published()
	refused(t, "from nobody", o.AskCorrection(bg, o.publisher, id, "", "金额", "2026-04-29"), fault.Invalid)
	refused(t, "from tomorrow", o.AskCorrection(bg, o.publisher, id, "当事人", "金额", "2026-04-30"), fault.Invalid)
	o.check(o.AskCorrection(bg, o.publisher, id, "当事人", "金额", "2026-04-29"))
	if r := o.get(id).Requests; len(r) != 1 || r[0].DueOn != "2026-05-09" || r[0].DecidedOn != "" {
		t.Errorf("%+v", r)
	}
	refused(t, "by the publisher", o.DecideCorrection(bg, o.publisher, id, 1, true, "属实"), fault.Forbidden)
	refused(t, "without a reason", o.DecideCorrection(bg, o.leader, id, 1, true, ""), fault.Invalid)
	refused(t, "another one", o.DecideCorrection(bg, o.leader, id, 2, true, "属实"), fault.NotFound)
	o.check(o.DecideCorrection(bg, o.leader, id, 1, true, "属实"))
	refused(t, "twice", o.DecideCorrection(bg, o.leader, id, 1, false, "不属实"), fault.Conflict)
	if r := o.get(id).Requests; r[0].DecidedOn != "2026-04-29" || !r[0].Granted {
		t.Errorf("%+v", r)
	}
	o.replays()
}

func TestTheFirstAnswerOfAReceiverCounts(t *testing.T) {
	o := newOffice(t)
	_, id, _ := o.published()
	refused(t, "before the upload", o.Answered(bg, o.publisher, id, disclosure.Answer{Destination: "credit", Accepted: true}), fault.Refused)
	for _, p := range []string{"credit", "site"} {
		o.check(o.Uploaded(bg, o.publisher, id, disclosure.Handling{Destination: p, Address: "https://example.org"}))
	}
	refused(t, "without a reason", o.Answered(bg, o.publisher, id, disclosure.Answer{Destination: "credit"}), fault.Invalid)
	o.check(o.Answered(bg, o.publisher, id, disclosure.Answer{Destination: "credit", Field: "CF_XDR_SHXYM", Reason: "代码校验不通过"}))
	o.check(o.Answered(bg, o.publisher, id, disclosure.Answer{Destination: "credit", Accepted: true}))
	o.check(o.Answered(bg, o.publisher, id, disclosure.Answer{Destination: "site", Accepted: true}))
	if f, err := o.FirstPass(bg); err != nil || f.Answered != 2 || f.Accepted != 1 {
		t.Errorf("%v %+v", err, f)
	}
	if a := o.place(id, "credit").Answers; len(a) != 2 || a[0].Field != "CF_XDR_SHXYM" || !a[1].Accepted {
		t.Errorf("%+v", a)
	}
	o.replays()
}

func TestTheFullRowLeavesOnlyByThePublisherAndIsNoted(t *testing.T) {
	o := newOffice(t)
	caseID, id, _ := o.published()
	for _, who := range []struct {
		what string
		err  error
	}{{"a reviewer", func() error { _, _, err := o.ExportRow(bg, o.reviewer, id, "credit"); return err }()}, {"a handler", func() error { _, _, err := o.ExportRow(bg, o.handler, id, "credit"); return err }()}} {
		refused(t, who.what, who.err, fault.Forbidden)
	}
	_, _, err := o.ExportRow(bg, o.publisher, id, "window")
	refused(t, "for a destination of no concern", err, fault.NotFound)
	_, before, err := o.store.Head(bg)
	o.check(err)
	name, content, err := o.ExportRow(bg, o.publisher, id, "credit")
	o.check(err)
	_, after, err := o.store.Head(bg)
	o.check(err)
	if after.Size != before.Size+1 {
		t.Errorf("%d entries were made", after.Size-before.Size)
	}
	entries, err := o.store.EntriesAbout(bg, []string{caseID}, 0, 1)
	o.check(err)
	if entries[0].Kind != "disclosure.row_exported" || entries[0].Actor != o.publisher.ID || strings.Contains(string(entries[0].Data), "320681198503121237") {
		t.Errorf("%+v", entries[0])
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	o.check(err)
	rows, err := f.GetRows(f.GetSheetList()[0])
	o.check(err)
	if !strings.Contains(strings.Join(rows[1], "|"), "320681198503121237") || strings.Contains(name, "沈") {
		t.Errorf("%s %v", name, rows)
	}
}

func TestAChangedByteInAPackageIsNamed(t *testing.T) {
	o := newOffice(t)
	_, _, folder := o.published()
	entries, err := os.ReadDir(folder)
	o.check(err)
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		raw, err := os.ReadFile(path)
		o.check(err)
		torn := append([]byte{}, raw...)
		torn[len(torn)/2] ^= 1
		o.check(os.WriteFile(path, torn, 0o644))
		_, findings, err := disclosure.ReadPackage(folder, disclosure.Visit{})
		if err == nil && len(findings) == 0 {
			t.Errorf("%s was changed and nobody saw", e.Name())
		}
		o.check(os.WriteFile(path, raw, 0o644))
	}
	o.check(os.Remove(filepath.Join(folder, "proof.json")))
	refused(t, "proved by a reviewer", o.Attest(bg, o.reviewer, folder), fault.Forbidden)
	o.check(o.Attest(bg, o.publisher, folder))
	visit(t, folder)
}

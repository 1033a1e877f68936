// Package officetest makes fictional offices for the tests of the pillars: a real store in a folder of its own, invented
// people, and cases walked to where a test begins.
package officetest

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// PlainReading reads every file as UTF-8 text.
type PlainReading struct{}

// Read reads a file.
func (PlainReading) Read(_ context.Context, path, _ string) (extract.Result, error) {
	raw, err := os.ReadFile(path)
	return extract.Result{Status: extract.Read, Media: extract.Media{Format: "txt", Mime: "text/plain"}, Pages: []extract.Page{{Number: 1, Text: string(raw)}}}, err
}

// Unpack finds nothing within a file.
func (PlainReading) Unpack(context.Context, string, string, extract.Room, func(extract.Member, io.Reader) error) (extract.Result, error) {
	return extract.Result{}, nil
}

// PageImage draws nothing.
func (PlainReading) PageImage(context.Context, string, int, int) ([]byte, string, error) {
	return nil, "", os.ErrInvalid
}

// Office is a fictional office with its people, and a clock that stands where it is put.
type Office struct {
	T      testing.TB
	Path   string // of the office file
	Ctx    context.Context
	Now    time.Time
	Store  *store.Store
	Files  *casefile.Files
	Desk   *review.Desk
	Door   *decision.Door
	Record *record.Desk
	Who    map[string]account.Person
}

// New makes an office with its people.
func New(t testing.TB) *Office {
	t.Helper()
	o := &Office{T: t, Ctx: context.Background(), Now: time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone), Who: map[string]account.Person{}}
	dir, clock := t.TempDir(), func() time.Time { return o.Now }
	secrets, err := account.OpenSecrets(dir, clock)
	o.Must(err)
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng")
	o.Must(err)
	program, err := rulebook.Embedded()
	o.Must(err)
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	o.Must(err)
	cache, err := store.OpenCache(filepath.Join(dir, "derived", "cache.db"))
	o.Must(err)
	o.Path = filepath.Join(dir, "office.db")
	o.Store, err = store.Open(o.Path, store.Options{Origin: "zhiheng", Keys: keys, Clock: clock, Synchronous: "OFF", // what survives a power cut is tested elsewhere
		Pillars: []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), review.Pillar(), decision.Pillar(), precedent.Pillar(), record.Pillar(), dossier.Pillar(), disclosure.Pillar(), anchor.Pillar()}})
	o.Must(err)
	t.Cleanup(func() { o.Store.Close(); cache.Close(); blobs.Close(); secrets.Close() })
	today := func() string { return o.Now.Format(time.DateOnly) }
	rules, err := rulebook.OpenShelf(o.Ctx, o.Store, blobs, program, today)
	o.Must(err)
	rules.Examine = casefile.ExamineTemplates
	o.Files = &casefile.Files{Store: o.Store, Rules: rules, Blobs: blobs, Reading: PlainReading{}, Cache: cache, Read: &casefile.ReadPapers{}, Today: today}
	o.Desk = &review.Desk{Files: o.Files}
	o.Door = &decision.Door{Files: o.Files}
	o.Record = &record.Desk{Files: o.Files, Clock: clock}
	o.Files.Sources = []casefile.FactSource{o.Desk.Facts, o.Record.Facts}
	o.Files.Pauses = []casefile.PauseSource{o.Desk.Pauses}
	accounts := account.New(o.Store, secrets)
	security := account.Newcomer{Person: account.Person{Username: "anquan", Name: "安全员", Roles: []string{"security_admin"}}, Password: "Yunting-2026"}
	o.Must(accounts.Open(o.Ctx, account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云市监", Sample: true}, []account.Newcomer{security}))
	for username, p := range map[string]account.Person{
		"lin":   {Name: "林一", Roles: []string{"handler"}, CertNo: "YT001", CertFrom: "2024-01-01", CertTo: "2029-12-31"},
		"mei":   {Name: "梅二", Roles: []string{"handler"}, CertNo: "YT002", CertFrom: "2024-01-01", CertTo: "2029-12-31"},
		"he":    {Name: "何三", Roles: []string{"reviewer"}, LawQualified: true, FirstReviewOn: "2019-05-01"},
		"fang":  {Name: "方四", Roles: []string{"chief"}, LawQualified: true, FirstReviewOn: "2016-05-01"},
		"jiang": {Name: "江五", Roles: []string{"leader"}},
		"wei":   {Name: "魏六", Roles: []string{"system_admin"}},
		"pan":   {Name: "潘七", Roles: []string{"head"}},
		"gong":  {Name: "白八", Roles: []string{"publisher"}},
		"cang":  {Name: "仓九", Roles: []string{"archivist"}},
		"quan":  {Name: "权十", Roles: []string{"security_admin"}},
	} {
		p.Username = username
		added, err := accounts.Add(o.Ctx, store.System, account.Newcomer{Person: p, Password: "Quzou-Bai-88"})
		o.Must(err)
		o.Who[username] = added
	}
	return o
}

// Must fails the test on an error.
func (o *Office) Must(err error) {
	o.T.Helper()
	if err != nil {
		o.T.Fatal(err)
	}
}

// Set confirms values of a case as its handler.
func (o *Office) Set(c casefile.Case, values map[string]any) {
	o.T.Helper()
	o.Must(o.Files.SetFields(o.Ctx, o.Who["lin"], c.ID, values))
}

// Write puts a written paper into a case.
func (o *Office) Write(c casefile.Case, code, text string) casefile.Paper {
	o.T.Helper()
	p, err := o.Files.Write(o.Ctx, o.Who["lin"], c.ID, code, "", text)
	o.Must(err)
	return p
}

// Move takes a step of a case.
func (o *Office) Move(c casefile.Case, who, transition string) {
	o.T.Helper()
	o.Must(o.Files.Move(o.Ctx, o.Who[who], c.ID, transition, ""))
}

// Heard walks a new case up to the point where it can be submitted to review: a company that advertised falsely, 120,000
// yuan, so that the decision is a major one.
func (o *Office) Heard() casefile.Case {
	o.T.Helper()
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "云汀县青禾食品有限公司涉嫌虚假宣传案", Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	o.Set(c, map[string]any{"p.type": "entity", "p.name": "云汀县青禾食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "x.fine": 12_000_000, "x.kinds": []string{"010103"},
		"c.region": "320681", "c.domain": "market", "x.basis_id": "YT-2024-017"})
	o.Write(c, "D02", "立案审批表")
	o.Set(c, map[string]any{"d.D02.approved_by": "江五"})
	o.Move(c, "jiang", "file")
	o.Move(c, "lin", "investigate")
	for _, code := range []string{"D08", "D06", "D20", "D43", "R01", "D48"} {
		o.Write(c, code, "材料 "+code)
	}
	o.Move(c, "lin", "conclude")
	o.Write(c, "D21", "行政处罚听证告知书")
	o.Set(c, map[string]any{"d.D21.penalty": "罚款120000元", "d.D21.facts": "虚假宣传", "d.D21.reasons": "违反反不正当竞争法", "d.D21.basis": "反不正当竞争法第二十条", "d.D21.rights": true,
		"d.D21.hearing": true, "d.D21.fine": 12_000_000})
	o.Move(c, "lin", "notify")
	o.Write(c, "D31", "送达回证")
	o.Set(c, map[string]any{"d.D21.served_on": "2026-03-03", "c.waived": true})
	o.Move(c, "lin", "examine_defence")
	o.Write(c, "D27", "行政处罚决定书\n"+decision.NumberMark+"\n罚款120000元。\n"+decision.DayMark)
	return c
}

// Passed walks a case through review, to a signed pass, and to the discussion that a major decision needs.
func (o *Office) Passed() casefile.Case {
	o.T.Helper()
	c := o.Heard()
	round, err := o.Desk.Submit(o.Ctx, o.Who["lin"], c.ID, "")
	o.Must(err)
	o.JudgeAll(round.ID)
	o.Must(o.Desk.Propose(o.Ctx, o.Who["he"], round.ID, "O1", "同意"))
	o.Must(o.Desk.Sign(o.Ctx, o.Who["fang"], round.ID))
	o.Now = o.Now.Add(24 * time.Hour)
	o.Write(c, "D26", "集体讨论记录")
	o.Set(c, map[string]any{"d.D26.on": o.Now.Format(time.DateOnly), "g.on": o.Now.Format(time.DateOnly), "g.leader_present": true})
	return c
}

// JudgeAll finds every point of the checklist met.
func (o *Office) JudgeAll(round string) {
	o.T.Helper()
	detail, err := o.Desk.Detail(o.Ctx, round)
	o.Must(err)
	procedure, _ := o.Files.Procedure(o.CaseOf(detail.Round.Case))
	if len(detail.Points) == 0 || len(detail.Points) != len(procedure.Checklist) {
		o.T.Fatalf("%d points on the checklist", len(detail.Points))
	}
	for _, p := range detail.Points {
		f := review.Finding{Item: p.ID, Finding: review.Met}
		if p.Machine.Verdict == rulebook.NotMet {
			f.Remark = "经核对原件,符合"
		}
		o.Must(o.Desk.Judge(o.Ctx, o.Who["he"], round, f))
	}
}

// CaseOf returns a case as it stands.
func (o *Office) CaseOf(id string) (c casefile.Case) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) (err error) { c, err = casefile.CaseOf(r, id); return err }))
	return c
}

// MustBeIntact verifies the office: the tables are what the ledger gives.
func (o *Office) MustBeIntact() {
	o.T.Helper()
	report, err := o.Store.Verify(o.Ctx, store.VerifyOptions{Originals: o.Files.Blobs})
	o.Must(err)
	if !report.Intact {
		o.T.Fatalf("not intact: %+v", report.Findings[:min(3, len(report.Findings))])
	}
}

// Reply adopts every point of an opinion that did not pass, so that the case may be submitted again.
func (o *Office) Reply(round string) {
	o.T.Helper()
	var points []review.Adopted
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		items, err := review.PointsOf(r, round)
		for _, item := range items {
			points = append(points, review.Adopted{Item: item, Adopted: true, Text: "已整改"})
		}
		return err
	}))
	o.Must(o.Desk.ReplyTo(o.Ctx, o.Who["lin"], round, points, ""))
}

// Explained gives a reason for every material that a submission of a case lacks.
func (o *Office) Explained(caseID string) (without []review.Omission) {
	o.T.Helper()
	o.Must(o.Store.View(o.Ctx, func(r *store.Reader) error {
		missing, err := o.Desk.Missing(r, o.CaseOf(caseID))
		for _, m := range missing {
			without = append(without, review.Omission{Material: m.ID, Reason: "确实不能提供"})
		}
		return err
	}))
	return without
}

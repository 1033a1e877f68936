package decision_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/extract"
	"zhiheng/backend/ledger"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// plainReading reads every file as UTF-8 text.
type plainReading struct{}

func (plainReading) Read(_ context.Context, path, _ string) (extract.Result, error) {
	raw, err := os.ReadFile(path)
	return extract.Result{Status: extract.Read, Media: extract.Media{Format: "txt", Mime: "text/plain"}, Pages: []extract.Page{{Number: 1, Text: string(raw)}}}, err
}

func (plainReading) PageImage(context.Context, string, int, int) ([]byte, string, error) {
	return nil, "", os.ErrInvalid
}

// office is a fictional office with its people, and a clock that stands where it is put.
type office struct {
	t     testing.TB
	ctx   context.Context
	now   time.Time
	store *store.Store
	files *casefile.Files
	desk  *review.Desk
	door  *decision.Door
	who   map[string]account.Person
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t, ctx: context.Background(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone), who: map[string]account.Person{}}
	dir, clock := t.TempDir(), func() time.Time { return o.now }
	secrets, err := account.OpenSecrets(dir, clock)
	o.must(err)
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng")
	o.must(err)
	book, err := rulebook.Embedded()
	o.must(err)
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	o.must(err)
	cache, err := store.OpenCache(filepath.Join(dir, "derived", "cache.db"))
	o.must(err)
	o.store, err = store.Open(filepath.Join(dir, "office.db"), store.Options{Origin: "zhiheng", Keys: keys, Clock: clock,
		Pillars: []store.Pillar{account.Pillar(), casefile.Pillar(book), review.Pillar(), decision.Pillar()}})
	o.must(err)
	t.Cleanup(func() { o.store.Close(); cache.Close(); blobs.Close(); secrets.Close() })
	o.files = &casefile.Files{Store: o.store, Book: book, Blobs: blobs, Reading: plainReading{}, Cache: cache, Today: func() string { return o.now.Format(time.DateOnly) }}
	o.desk = &review.Desk{Files: o.files}
	o.door = &decision.Door{Files: o.files}
	o.files.Sources = []casefile.FactSource{o.desk.Facts}
	accounts := account.New(o.store, secrets)
	security := account.Newcomer{Person: account.Person{Username: "anquan", Name: "安全员", Roles: []string{"security_admin"}}, Password: "Yunting-2026"}
	o.must(accounts.Open(o.ctx, account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云市监", Sample: true}, []account.Newcomer{security}))
	for username, p := range map[string]account.Person{
		"lin":   {Name: "林一", Roles: []string{"handler"}, CertNo: "YT001", CertFrom: "2024-01-01", CertTo: "2029-12-31"},
		"mei":   {Name: "梅二", Roles: []string{"handler"}, CertNo: "YT002", CertFrom: "2024-01-01", CertTo: "2029-12-31"},
		"he":    {Name: "何三", Roles: []string{"reviewer"}, LawQualified: true, FirstReviewOn: "2019-05-01"},
		"fang":  {Name: "方四", Roles: []string{"chief"}, LawQualified: true, FirstReviewOn: "2016-05-01"},
		"jiang": {Name: "江五", Roles: []string{"leader"}},
	} {
		p.Username = username
		added, err := accounts.Add(o.ctx, store.System, account.Newcomer{Person: p, Password: "Quzou-Bai-88"})
		o.must(err)
		o.who[username] = added
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) set(c casefile.Case, values map[string]any) {
	o.t.Helper()
	o.must(o.files.SetFields(o.ctx, o.who["lin"], c.ID, values))
}

func (o *office) write(c casefile.Case, code, text string) casefile.Paper {
	o.t.Helper()
	p, err := o.files.Write(o.ctx, o.who["lin"], c.ID, code, "", text)
	o.must(err)
	return p
}

func (o *office) move(c casefile.Case, who, transition string) {
	o.t.Helper()
	o.must(o.files.Move(o.ctx, o.who[who], c.ID, transition, ""))
}

// heard walks a new case up to the point where it can be submitted to review: a company that advertised falsely, 120,000
// yuan, so that the decision is a major one.
func (o *office) heard() casefile.Case {
	o.t.Helper()
	c, err := o.files.Open(o.ctx, o.who["lin"], casefile.Opening{Title: "云汀县青禾食品有限公司涉嫌虚假宣传案", Handlers: []string{o.who["lin"].ID, o.who["mei"].ID}})
	o.must(err)
	o.set(c, map[string]any{"p.type": "entity", "p.name": "云汀县青禾食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "x.fine": 12_000_000, "x.kinds": []string{"010103"},
		"c.region": "320681", "c.domain": "market", "x.basis_id": "YT-2024-017"})
	o.write(c, "D02", "立案审批表")
	o.set(c, map[string]any{"d.D02.approved_by": "江五"})
	o.move(c, "jiang", "file")
	o.move(c, "lin", "investigate")
	for _, code := range []string{"D08", "D06", "D20", "D43", "R01", "D48"} {
		o.write(c, code, "材料 "+code)
	}
	o.move(c, "lin", "conclude")
	o.write(c, "D21", "行政处罚听证告知书")
	o.set(c, map[string]any{"d.D21.penalty": "罚款120000元", "d.D21.facts": "虚假宣传", "d.D21.reasons": "违反反不正当竞争法", "d.D21.basis": "反不正当竞争法第二十条", "d.D21.rights": true,
		"d.D21.hearing": true, "d.D21.fine": 12_000_000})
	o.move(c, "lin", "notify")
	o.write(c, "D31", "送达回证")
	o.set(c, map[string]any{"d.D21.served_on": "2026-03-03", "c.waived": true})
	o.move(c, "lin", "examine_defence")
	o.write(c, "D27", "行政处罚决定书\n"+decision.NumberMark+"\n罚款120000元。\n"+decision.DayMark)
	return c
}

// passed walks a case through review, to a signed pass, and to the discussion that a major decision needs.
func (o *office) passed() casefile.Case {
	o.t.Helper()
	c := o.heard()
	round, err := o.desk.Submit(o.ctx, o.who["lin"], c.ID, "")
	o.must(err)
	o.judgeAll(round.ID)
	o.must(o.desk.Propose(o.ctx, o.who["he"], round.ID, "O1", "同意"))
	o.must(o.desk.Sign(o.ctx, o.who["fang"], round.ID))
	o.now = o.now.Add(24 * time.Hour)
	o.write(c, "D26", "集体讨论记录")
	o.set(c, map[string]any{"d.D26.on": o.now.Format(time.DateOnly), "g.on": o.now.Format(time.DateOnly), "g.leader_present": true})
	return c
}

func (o *office) judgeAll(round string) {
	o.t.Helper()
	detail, err := o.desk.Detail(o.ctx, round)
	o.must(err)
	if len(detail.Points) != 63 {
		o.t.Fatalf("%d points on the checklist", len(detail.Points))
	}
	for _, p := range detail.Points {
		o.must(o.desk.Judge(o.ctx, o.who["he"], round, review.Finding{Item: p.ID, Finding: review.Met}))
	}
}

func (o *office) caseOf(id string) (c casefile.Case) {
	o.t.Helper()
	o.must(o.store.View(o.ctx, func(r *store.Reader) (err error) { c, err = casefile.CaseOf(r, id); return err }))
	return c
}

func (o *office) mustReplay() {
	o.t.Helper()
	report, err := o.store.Verify(o.ctx, store.VerifyOptions{Originals: o.files.Blobs})
	o.must(err)
	if !report.Intact {
		o.t.Fatalf("not intact: %+v", report.Findings[:min(3, len(report.Findings))])
	}
}

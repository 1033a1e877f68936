package disclosure_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/record"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// office is an office in a folder of its own, with invented people and cases.
type office struct {
	*disclosure.Desk
	t     *testing.T
	store *store.Store
	files *casefile.Files
	book  *rulebook.Book
	now   time.Time
	out   string

	handler, publisher, reviewer, leader, both account.Person
}

var bg = context.Background()

// decisions is a stand-in for the pillar that issues decisions: a table of its own, filled by its own event.
type decisions struct{}

const decisionTables = `
CREATE TABLE decision_issued (
  case_id TEXT PRIMARY KEY,
  no      TEXT NOT NULL,
  made_on TEXT NOT NULL,
  paper   TEXT NOT NULL
) STRICT;
`

type issued struct {
	No    string        `json:"no"`
	On    string        `json:"made_on"`
	Paper string        `json:"paper"`
	Move  casefile.Move `json:"move"`
}

func decisionPillar() store.Pillar {
	return store.Pillar{Name: "decision", Tables: decisionTables, Events: map[string]store.Apply{
		rulebook.DecisionIssued: store.On(func(t *store.Tables, e store.Event, d issued) error {
			if err := t.Exec("INSERT INTO decision_issued (case_id, no, made_on, paper) VALUES (?, ?, ?, ?)", e.Subject, d.No, d.On, d.Paper); err != nil {
				return err
			}
			return casefile.Enter(t, e, e.Subject, d.Move)
		}),
	}}
}

func (decisions) Issued(from store.Source, caseID string) (disclosure.Issued, bool, error) {
	row, found, err := store.One[issued](from, "SELECT no, made_on, paper FROM decision_issued WHERE case_id = ?", caseID)
	return disclosure.Issued{Case: caseID, No: row.No, On: row.On, Paper: row.Paper}, found, err
}

func newOffice(t *testing.T) *office {
	t.Helper()
	dir := t.TempDir()
	o := &office{t: t, now: time.Date(2026, 4, 29, 10, 0, 0, 0, ledger.Zone), out: filepath.Join(dir, "公示输出")}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/test")
	must(err)
	o.book, err = rulebook.Embedded()
	must(err)
	pillars := []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), record.Pillar(), decisionPillar(), disclosure.Pillar()}
	o.store, err = store.Open(filepath.Join(dir, "office.db"), store.Options{Pillars: pillars, Keys: keys, Origin: "zhiheng/test", Clock: func() time.Time { return o.now }, Synchronous: "OFF"})
	must(err)
	t.Cleanup(func() { o.store.Close() })
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	must(err)
	t.Cleanup(func() { blobs.Close() })
	cache, err := store.OpenCache(filepath.Join(dir, "derived", "text.db"))
	must(err)
	t.Cleanup(func() { cache.Close() })
	today := func() string { return o.now.Format(time.DateOnly) }
	rules, err := rulebook.OpenShelf(bg, o.store, blobs, o.book, today)
	must(err)
	o.files = &casefile.Files{Store: o.store, Rules: rules, Blobs: blobs, Cache: cache, Sources: []casefile.FactSource{authority.Facts, disclosure.Facts}, Today: today}
	o.Desk, err = disclosure.New(o.files, decisions{})
	must(err)
	must(o.store.Do(bg, store.System, func(tx *store.Tx) error {
		if _, err := tx.Record("account.office_opened", "office", account.Office{Name: "启东市虚构监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "启虚监"}); err != nil {
			return err
		}
		for _, p := range []struct {
			into  *account.Person
			name  string
			roles []string
		}{{&o.handler, "赵执法", []string{"handler"}}, {&o.publisher, "钱公示", []string{"publisher"}}, {&o.reviewer, "孙审核", []string{"reviewer"}},
			{&o.leader, "李局长", []string{"leader"}}, {&o.both, "吴兼职", []string{"publisher", "reviewer"}}} {
			id, err := tx.NewID("p")
			if err != nil {
				return err
			}
			*p.into = account.Person{ID: id, Username: id, Name: p.name, Roles: p.roles, Active: true}
			if _, err := tx.Record("account.person_added", id, *p.into); err != nil {
				return err
			}
		}
		return nil
	}))
	return o
}

// company and trader are the facts of the two invented cases.
func company() map[string]any {
	return map[string]any{
		"p.type": "entity", "p.name": "启东市虚构食品有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "沈虚构", "p.rep_id_type": "resident_id", "p.rep_id_no": "320681198503121237",
		"p.phone": "13812345678", "p.addr": "启东市汇龙镇人民路1号", "c.domain": "market", "c.cause": "销售超过保质期的食品", "c.illegal_from": "2026-03-02",
		"c.facts": "当事人销售超过保质期的酱油12瓶，证人李雷证实。", "x.kinds": []any{"010103", "010104"}, "x.fine": 12000000, "x.conf": 350000,
		"x.law_bad": []any{"《中华人民共和国食品安全法》第三十四条第（十）项"}, "x.law_pen": []any{"《中华人民共和国食品安全法》第一百二十四条第一款第（五）项"},
		"x.text": "罚款120000元，没收违法所得3500元。", "x.valid_to": "2099-12-31",
	}
}

func trader() map[string]any {
	return map[string]any{
		"p.type": "sole", "p.name": "启东市张三餐馆", "p.uscc": "92320612MA2TEXT32M", "p.legal_rep": "张三", "p.rep_id_type": "resident_id", "p.rep_id_no": "320682199202290046",
		"c.domain": "market", "c.cause": "未按规定保存进货票据", "c.illegal_from": "2026-03-09", "c.facts": "经营者张三未按规定保存进货票据。", "x.kinds": []any{"010103"}, "x.fine": 500000,
		"x.law_bad": []any{"《中华人民共和国食品安全法》第五十三条第二款"}, "x.law_pen": []any{"《中华人民共和国食品安全法》第一百二十六条第一款第（三）项"},
		"x.text": "罚款5000元。", "x.valid_to": "2099-12-31",
	}
}

// decided opens a case with facts and a decision's text, and issues that decision on 29 April 2026. It returns the ids of
// the case and its disclosure.
func (o *office) decided(no, textFile string, facts map[string]any, more ...string) (caseID, id string) {
	o.t.Helper()
	return o.decidedBy("D27", no, textFile, facts, more...)
}

// decidedBy is the same with a paper of another code.
func (o *office) decidedBy(code, no, textFile string, facts map[string]any, more ...string) (caseID, id string) {
	o.t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", textFile))
	o.check(err)
	for _, line := range more {
		text = append(text, line...)
	}
	c, err := o.files.Open(bg, o.handler, casefile.Opening{Title: "虚构案 " + no, Procedure: "penalty"})
	o.check(err)
	p, err := o.files.Write(bg, o.handler, c.ID, code, "", string(text))
	o.check(err)
	o.check(o.files.SetFields(bg, o.handler, c.ID, facts))
	o.check(o.store.Do(bg, o.leader.ID, func(tx *store.Tx) (err error) {
		d := issued{No: no, On: "2026-04-29", Paper: p.ID, Move: casefile.Move{Transition: "decide", From: c.State, To: "decided"}}
		if _, err := tx.Record(rulebook.DecisionIssued, c.ID, d); err != nil {
			return err
		}
		id, err = o.Open(tx, c.ID)
		return err
	}))
	return c.ID, id
}

// serve takes a case to the state in which its decision has been served.
func (o *office) serve(caseID string) {
	o.t.Helper()
	o.check(o.store.Do(bg, o.handler.ID, func(tx *store.Tx) error {
		_, err := tx.Record("casefile.moved", caseID, casefile.Move{Transition: "serve", From: "decided", To: "served"})
		return err
	}))
}

// approved takes a disclosure all the way to its approval.
func (o *office) approved(id string) {
	o.t.Helper()
	o.check(o.Prepare(bg, o.publisher, id))
	o.check(o.Submit(bg, o.publisher, id))
	o.check(o.Approve(bg, o.reviewer, id))
}

func (o *office) get(id string) disclosure.Detail {
	o.t.Helper()
	d, err := o.Get(bg, id)
	o.check(err)
	return d
}

func (o *office) check(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatalf("%v\n%+v", err, fault.As(err).Err)
	}
}

// refused asserts that an error is of a kind and speaks both languages.
func refused(t *testing.T, what string, err error, kind fault.Kind) *fault.Error {
	t.Helper()
	e := fault.As(err)
	if err == nil || e.Kind != kind || e.Message.Zh == "" || e.Message.En == "" {
		t.Errorf("%s: want %s, got %v", what, kind, err)
	}
	return e
}

// replays asserts that the ledger gives the live tables again.
func (o *office) replays() {
	o.t.Helper()
	report, err := o.store.Verify(bg, store.VerifyOptions{Originals: o.files.Blobs})
	if err != nil || !report.Intact {
		o.t.Errorf("replay: %v %+v", err, report.Findings)
	}
}

package casefile_test

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// plainReading reads every file as plain text, so that no child process is needed.
type plainReading struct{}

func (plainReading) Read(_ context.Context, path, _ string) (extract.Result, error) {
	raw, err := os.ReadFile(path)
	return extract.Result{Media: extract.Media{Mime: "text/plain", Format: "txt"}, Status: "read", PageCount: 1, Pages: []extract.Page{{Number: 1, Text: string(raw)}}}, err
}

func (plainReading) Unpack(context.Context, string, string, extract.Room, func(extract.Member, io.Reader) error) (extract.Result, error) {
	return extract.Result{}, nil
}

func (plainReading) PageImage(context.Context, string, int, int) ([]byte, string, error) {
	return nil, "", fault.New(fault.Unavailable, "test", fault.T("无图", "no picture"))
}

// drafting is an office with one handler, for drafts.
type drafting struct {
	*casefile.Files
	handler account.Person
}

const draftDay = "2026-03-02"

func newDrafting(t *testing.T) drafting {
	t.Helper()
	dir := t.TempDir()
	clock := func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 8*3600)) }
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	secrets, err := account.OpenSecrets(dir, clock)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := secrets.Keys("test")
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.Open(filepath.Join(dir, "originals"))
	if err != nil {
		t.Fatal(err)
	}
	opened, err := store.Open(filepath.Join(dir, "office.db"), store.Options{Pillars: []store.Pillar{rulebook.Pillar(), account.Pillar(), casefile.Pillar()}, Keys: keys, Origin: "test", Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	cache, err := store.OpenCache(filepath.Join(dir, "cache.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cache.Close(); opened.Close(); blobs.Close(); secrets.Close() })
	accounts := account.New(opened, secrets)
	err = accounts.Open(t.Context(), account.Office{Name: "云汀县市场监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "云市监"}, []account.Newcomer{
		{Person: account.Person{Username: "admin", Name: "管理员", Roles: []string{"security_admin"}}, Password: "Yunting-2026"},
		{Person: account.Person{Username: "lin", Name: "林一苇", Roles: []string{"handler"}}, Password: "Yunting-2026"}})
	if err != nil {
		t.Fatal(err)
	}
	people, err := accounts.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := func() string { return draftDay }
	rules, err := rulebook.OpenShelf(t.Context(), opened, blobs, book, today)
	if err != nil {
		t.Fatal(err)
	}
	files := &casefile.Files{Store: opened, Rules: rules, Blobs: blobs, Reading: plainReading{}, Cache: cache, Today: today}
	return drafting{files, people[1]}
}

func (d drafting) penalty() *rulebook.Procedure {
	p, _ := d.Rules.Current().Procedure("penalty")
	return p
}

func (d drafting) open(t *testing.T, values map[string]any) casefile.Case {
	t.Helper()
	c, err := d.Open(t.Context(), d.handler, casefile.Opening{Title: "示例商行涉嫌虚假宣传案", Source: "inspection"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetFields(t.Context(), d.handler, c.ID, values); err != nil {
		t.Fatal(err)
	}
	return c
}

// proposed imports a text as a paper of another case and returns what was read in it.
func (d drafting) proposed(t *testing.T, title, text string) map[string][]json.RawMessage {
	t.Helper()
	ctx := t.Context()
	i, err := d.StartImport(ctx, d.handler, casefile.ImportStart{Name: "再读"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Receive(ctx, d.handler, i.ID, title+".txt", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if err := d.RunImport(ctx, d.handler, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	found := map[string][]json.RawMessage{}
	err = d.Store.View(ctx, func(r *store.Reader) error {
		list, err := d.Files.Proposals(r, i.Case)
		for _, p := range list {
			found[p.Field] = append(found[p.Field], p.Value)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (d drafting) fields(t *testing.T, id string) map[string]json.RawMessage {
	t.Helper()
	values := map[string]json.RawMessage{}
	err := d.Store.View(t.Context(), func(r *store.Reader) error {
		list, err := casefile.FieldsOf(r, id)
		for _, f := range list {
			values[f.Name] = f.Value
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// entity and person are all that a draft wants to know of a case.
func entity() map[string]any {
	return map[string]any{
		"c.filed_on": "2026-01-12", "c.cause": "发布虚假广告", "c.facts": "当事人自2025年10月起在店堂内张贴广告，宣称所售果汁可以治疗高血压，至案发时违法所得8,600元。",
		"p.type": "entity", "p.name": "云汀县示例商行有限公司", "p.uscc": "91320681MA1ABCD2XX", "p.legal_rep": "沈望舒", "p.addr": "云汀县望江镇滨河路18号",
		"x.kinds": []string{"010104", "010103"}, "x.fine": int64(12000000), "x.conf": int64(860000), "x.factor": "normal", "x.basis_id": "GG-03 一般",
		"x.law_bad": []string{"《中华人民共和国广告法》第二十八条第一款"}, "x.law_pen": []string{"《中华人民共和国广告法》第五十五条第一款"},
		"d.D27.payee": "云汀县政府非税收入汇缴专户",
	}
}

func person() map[string]any {
	v := entity()
	for _, name := range []string{"p.uscc", "p.legal_rep"} {
		delete(v, name)
	}
	v["p.type"], v["p.name"], v["p.id_type"], v["p.id_no"] = "person", "顾青禾", "resident_id", "320681198503121237"
	v["x.kinds"], v["x.fine"], v["x.conf"] = []string{"010103"}, int64(50000), int64(0)
	return v
}

// TestDraftsReadBack drafts every paper, reads it as if it had come from outside, and holds what was read to the fields.
func TestDraftsReadBack(t *testing.T) {
	must := map[string][]string{
		"D02": {"p.name", "p.uscc", "c.filed_on"},
		"D20": {"p.name", "p.uscc", "p.legal_rep", "p.addr", "x.fine", "x.conf", "d.D20.fine", "c.filed_on", "d.D20.on"},
		"D21": {"p.name", "p.uscc", "p.legal_rep", "p.addr", "x.fine", "x.conf", "d.D21.fine", "d.D21.conf", "d.D21.party", "d.D21.on"},
		"D22": {"p.name", "d.D22.on"}, "D26": {"p.name", "d.D26.on", "g.on"},
		"D27": {"p.name", "p.uscc", "p.legal_rep", "p.addr", "x.fine", "x.conf", "d.D27.fine", "d.D27.conf", "d.D27.party", "c.filed_on"},
		"D28": {"p.name", "d.D28.party"}, "D31": {"p.name", "d.D31.party", "d.D31.on"}, "D36": {"p.name", "c.filed_on"}, "R01": {"p.name", "x.fine", "x.conf", "c.filed_on", "d.R01.on"},
	}
	office := newDrafting(t)
	for name, values := range map[string]map[string]any{"entity": entity(), "person": person()} {
		c := office.open(t, values)
		for _, code := range casefile.DraftCodes(office.penalty()) {
			if code == "D31" {
				if err := office.SetFields(t.Context(), office.handler, c.ID, map[string]any{"d.D21.served_on": "2026-02-27", "d.D21.served_how": "direct"}); err != nil {
					t.Fatal(err)
				}
			}
			paper, err := office.Draft(t.Context(), office.handler, c.ID, code)
			if err != nil {
				t.Fatalf("%s: %v", code, err)
			}
			text, err := office.Text(t.Context(), paper.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(text, "[[") || strings.Contains(text, "<no value>") || strings.Contains(text, "%!") {
				t.Errorf("%s %s is not finished:\n%s", name, code, text)
			}
			read, confirmed := office.proposed(t, paper.Title, text), office.fields(t, c.ID)
			for field, found := range read {
				known, there := confirmed[field]
				if !there || field == "c.filed_on" && code == "D02" {
					continue
				}
				checkRead(t, name+" "+code, field, found, known)
			}
			for _, field := range must[code] {
				person := name == "person" && (field == "p.uscc" || field == "p.legal_rep" || strings.HasSuffix(field, "conf"))
				if len(read[field]) == 0 && !person {
					t.Errorf("%s %s: %s was not read:\n%s", name, code, field, text)
				}
			}
		}
	}
}

func checkRead(t *testing.T, paper, field string, found []json.RawMessage, known json.RawMessage) {
	t.Helper()
	var list, want []string
	if json.Unmarshal(known, &want) == nil {
		_ = json.Unmarshal(found[0], &list)
		for _, v := range want {
			if !slices.Contains(list, v) {
				t.Errorf("%s: %s: %s was not read among %q", paper, field, v, list)
			}
		}
		return
	}
	if len(found) != 1 || string(found[0]) != string(known) {
		t.Errorf("%s: %s is %s but %s was read", paper, field, known, found)
	}
}

// TestDraftSays holds the fields that the guards look at to what the notice and the decision say.
func TestDraftSays(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, entity())
	for _, code := range []string{"D21", "D27"} {
		if _, err := office.Draft(t.Context(), office.handler, c.ID, code); err != nil {
			t.Fatal(err)
		}
	}
	fields := office.fields(t, c.ID)
	for name, want := range map[string]string{
		"d.D21.rights": "true", "d.D21.hearing": "true", "d.D21.fine": "12000000", "d.D21.conf": "860000", "d.D21.on": `"2026-03-02"`,
		"d.D27.pay_days": "15", "d.D27.surcharge": "true", "d.D27.org_name": `"云汀县市场监督管理局"`,
	} {
		if string(fields[name]) != want {
			t.Errorf("%s is %s, want %s", name, fields[name], want)
		}
	}
	for _, name := range []string{"d.D21.penalty", "d.D21.facts", "d.D21.reasons", "d.D21.basis", "d.D27.remedy", "d.D27.decision"} {
		if len(fields[name]) < 10 {
			t.Errorf("%s is %s", name, fields[name])
		}
	}
	small := entity()
	small["x.fine"], small["x.conf"], small["x.kinds"] = int64(300000), int64(0), []string{"010103"}
	c = office.open(t, small)
	if _, err := office.Draft(t.Context(), office.handler, c.ID, "D21"); err != nil {
		t.Fatal(err)
	}
	if got := string(office.fields(t, c.ID)["d.D21.hearing"]); got != "false" {
		t.Errorf("a fine of 3,000 yuan tells of a hearing: %s", got)
	}
}

func TestDraftOfLittleKnown(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, nil)
	paper, err := office.Draft(t.Context(), office.handler, c.ID, "D21")
	if err != nil {
		t.Fatal(err)
	}
	text, err := office.Text(t.Context(), paper.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"【待填：当事人名称】", "【待填：基本事实】", "【待填：处罚依据的条款】"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing:\n%s", want, text)
		}
	}
	fields := office.fields(t, c.ID)
	for _, name := range []string{"d.D21.facts", "d.D21.penalty", "d.D21.basis", "d.D21.reasons", "d.D21.fine"} {
		if _, set := fields[name]; set {
			t.Errorf("%s was set out of nothing: %s", name, fields[name])
		}
	}
	if read := office.proposed(t, "行政处罚告知书", text); len(read["p.name"])+len(read["x.fine"]) > 0 {
		t.Errorf("blanks were read as values: %s", read)
	}
	if _, err := office.Draft(t.Context(), office.handler, c.ID, "D12"); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.As(err).Hint.Zh, "D27") {
		t.Errorf("a paper without a template: %v", err)
	}
}

func TestDraftAgainIsAnotherVersion(t *testing.T) {
	office := newDrafting(t)
	c := office.open(t, entity())
	first, err := office.Draft(t.Context(), office.handler, c.ID, "D27")
	if err != nil {
		t.Fatal(err)
	}
	if err := office.SetFields(t.Context(), office.handler, c.ID, map[string]any{"x.fine": int64(9000000)}); err != nil {
		t.Fatal(err)
	}
	second, err := office.Draft(t.Context(), office.handler, c.ID, "D27")
	if err != nil || second.ID != first.ID || second.SHA256 == first.SHA256 {
		t.Errorf("the draft was not revised: %v %v %v", first, second, err)
	}
}

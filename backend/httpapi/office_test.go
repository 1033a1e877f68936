package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/record"
	"zhiheng/backend/record/anchor"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

const (
	port     = 41234
	host     = "127.0.0.1:41234"
	password = "Lantern-42-boat"
)

var bg = context.Background()

// roles are all roles; in the test office each is held by one person, whose username is the role.
var roles = []string{"handler", "head", "reviewer", "chief", "leader", "publisher", "archivist", "auditor", "system_admin", "security_admin", "supervisor"}

// plainReading reads files as the text they are.
type plainReading struct{}

func (plainReading) Read(_ context.Context, path, name string) (extract.Result, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return extract.Result{}, err
	}
	if strings.HasSuffix(name, ".bad") {
		return extract.Result{Status: extract.Unreadable, Reason: fault.T("文件已损坏", "damaged")}, nil
	}
	if strings.HasSuffix(name, ".png") {
		return extract.Result{Media: extract.Media{Mime: "image/png", Format: "png"}, Status: extract.NoText, PageCount: 1}, nil
	}
	return extract.Result{Media: extract.Media{Mime: "text/html", Format: "html"}, Status: extract.Read, Pages: []extract.Page{{Number: 1, Text: string(raw)}}, PageCount: 1}, nil
}

func (plainReading) Unpack(context.Context, string, string, extract.Room, func(extract.Member, io.Reader) error) (extract.Result, error) {
	return extract.Result{}, nil
}

func (plainReading) PageImage(context.Context, string, int, int) ([]byte, string, error) {
	return []byte("\x89PNG"), "image/png", nil
}

// office is an open office with a server.
type office struct {
	*httpapi.Server
	t     testing.TB
	store *store.Store
	files *casefile.Files
	accts *account.Accounts
	desk  *review.Desk
	log   *bytes.Buffer
	mu    sync.Mutex
	ahead time.Duration // of the real clock
	ids   map[string]string
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return time.Now().Add(o.ahead)
}

func (o *office) pass(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ahead += d
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// book is the rulebook, loaded once.
var book = sync.OnceValues(rulebook.Embedded)

// openIn opens the office of a folder.
func openIn(t testing.TB, dir string, options func(*httpapi.Parts, *httpapi.Options)) *office {
	t.Helper()
	return openOn(t, dir, pillars(), options)
}

func openOn(t testing.TB, dir string, pillars []store.Pillar, options func(*httpapi.Parts, *httpapi.Options)) *office {
	t.Helper()
	o := &office{t: t, log: &bytes.Buffer{}, ids: map[string]string{}}
	secrets := must(account.OpenSecrets(dir, o.now))(t)
	t.Cleanup(func() { secrets.Close() })
	keys := must(secrets.Keys("zhiheng"))(t)
	o.store = must(store.Open(filepath.Join(dir, "office.db"), store.Options{Keys: keys, Origin: "zhiheng", Clock: o.now, Synchronous: "OFF", Pillars: pillars}))(t)
	t.Cleanup(func() { o.store.Close() })
	blobs := must(blob.Open(filepath.Join(dir, "originals")))(t)
	t.Cleanup(func() { blobs.Close() })
	cache := must(store.OpenCache(filepath.Join(dir, "cache.db")))(t)
	t.Cleanup(func() { cache.Close() })
	o.accts = account.New(o.store, secrets)
	today := func() string { return o.now().In(ledger.Zone).Format(time.DateOnly) }
	rules := must(rulebook.OpenShelf(bg, o.store, blobs, must(book())(t), today))(t)
	rules.Examine = casefile.ExamineTemplates
	o.files = &casefile.Files{Store: o.store, Rules: rules, Blobs: blobs, Reading: plainReading{}, Cache: cache, Read: &casefile.ReadPapers{}, Today: today}
	o.desk = &review.Desk{Files: o.files}
	o.files.Sources = []casefile.FactSource{o.desk.Facts}
	recorded := &record.Desk{Files: o.files, Clock: o.now}
	open := must(disclosure.New(o.files, issued{}))(t)
	parts := httpapi.Parts{Accounts: o.accts, Secrets: secrets, Files: o.files, Desk: o.desk, Door: &decision.Door{Files: o.files}, Disclosure: open, Record: recorded, Authority: &authority.Authority{Store: o.store, Rules: o.files.Rules, Blobs: o.files.Blobs, Today: o.files.Today}, Dossiers: &dossier.Desk{Files: o.files}, Anchoring: &anchor.Desk{Store: o.store}, Store: o.store, Version: "test",
		Verify: func(ctx context.Context, progress func(store.Progress)) (store.Report, error) {
			return o.store.Verify(ctx, store.VerifyOptions{Originals: blobs, Progress: progress})
		}}
	settings := httpapi.Options{Port: port, Clock: o.now, Log: logInto(o.log)}
	if options != nil {
		options(&parts, &settings)
	}
	o.Server = httpapi.New(parts, settings)
	t.Cleanup(o.Server.Close)
	people, err := o.accts.People(bg)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		o.ids[p.Username] = p.ID
	}
	return o
}

func pillars() []store.Pillar {
	return []store.Pillar{rulebook.Pillar(), account.Pillar(), authority.Pillar(), casefile.Pillar(), record.Pillar(), review.Pillar(), decision.Pillar(), disclosure.Pillar(), precedent.Pillar(), dossier.Pillar(), anchor.Pillar()}
}

// issued shows decisions to disclosure.
type issued struct{}

func (issued) Issued(from store.Source, caseID string) (disclosure.Issued, bool, error) {
	d, found, err := decision.Of(from, caseID)
	return disclosure.Issued{Case: d.Case, No: d.No, On: d.IssuedOn, Paper: d.Paper}, found, err
}

// model is the folder of an office with people and one case, made once and copied for each test.
var model = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "zhiheng-httpapi-") })

var filled sync.Once

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := model(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// newOffice opens a copy of the model office.
func newOffice(t testing.TB) *office { return newOfficeWith(t, nil) }

func newOfficeWith(t testing.TB, options func(*httpapi.Parts, *httpapi.Options)) *office {
	t.Helper()
	return newOfficeOn(t, pillars(), options)
}

func newOfficeOn(t testing.TB, pillars []store.Pillar, options func(*httpapi.Parts, *httpapi.Options)) *office {
	t.Helper()
	dir := must(model())(t)
	filled.Do(func() { fill(t, dir) })
	own := t.TempDir()
	if err := copyTree(dir, own); err != nil {
		t.Fatal(err)
	}
	o := openOn(t, own, pillars, options)
	cases, _, err := o.files.List(bg, casefile.Filter{})
	if err != nil || len(cases) == 0 {
		t.Fatalf("the model office has no case: %v", err)
	}
	o.ids["case"] = cases[0].ID
	must(0, o.store.View(bg, func(r *store.Reader) error {
		papers, err := casefile.PapersOf(r, cases[0].ID)
		for _, p := range papers {
			o.ids[p.Title] = p.ID
		}
		return err
	}))(t)
	imports, err := o.files.Imports(bg, false)
	if err != nil {
		t.Fatal(err)
	}
	o.ids["import"] = imports[0].ID
	return o
}

const notice = "行政处罚告知书\n启虚监罚告〔2026〕1号\n当事人:启东市虚构食品有限公司\n拟罚款人民币50000元。\n"

// inner is a test within which something is opened and closed again: it cleans up when it is told to.
type inner struct {
	testing.TB
	ends []func()
}

func (i *inner) Cleanup(end func()) { i.ends = append(i.ends, end) }

func (i *inner) clean() {
	for _, end := range slices.Backward(i.ends) {
		end()
	}
}

// fill makes the model office and closes it, so that it can be copied.
func fill(t testing.TB, dir string) {
	t.Helper()
	within := &inner{TB: t}
	defer within.clean()
	o := openIn(within, dir, nil)
	var people []account.Newcomer
	for _, role := range roles {
		people = append(people, account.Newcomer{Person: account.Person{Username: role, Name: "虚构·" + role, Roles: []string{role}, LawQualified: true}, Password: password})
	}
	err := o.accts.Open(bg, account.Office{Name: "启东市虚构监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "启虚监"}, people)
	if err != nil {
		t.Fatal(err)
	}
	handler := person(t, o, "handler")
	c := must(o.files.Open(bg, handler, casefile.Opening{Title: "虚构食品标签案"}))(t)
	folder := t.TempDir()
	for name, text := range map[string]string{"行政处罚告知书.html": notice, "现场照片.png": "picture", "坏.bad": "x"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	i := must(o.files.StartImport(bg, handler, casefile.ImportStart{Name: "卷一", Folder: folder, Case: c.ID}))(t)
	if err := o.files.RunImport(bg, handler, i.ID, nil); err != nil {
		t.Fatal(err)
	}
}

func person(t testing.TB, o *office, username string) account.Person {
	t.Helper()
	people := must(o.accts.People(bg))(t)
	for _, p := range people {
		if p.Username == username {
			return p
		}
	}
	t.Fatalf("nobody is called %s", username)
	return account.Person{}
}

func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), raw, 0o600)
	})
}

// size is how many entries the ledger has.
func (o *office) size() int64 {
	o.t.Helper()
	_, head, err := o.store.Head(bg)
	if err != nil {
		o.t.Fatal(err)
	}
	return head.Size
}

// visitor is a browser.
type visitor struct {
	o       *office
	cookies map[string]string
}

// stranger is a browser that was not let in; guest one that was; as is one in which somebody is signed in.
func (o *office) stranger() *visitor { return &visitor{o, map[string]string{}} }

func (o *office) guest() *visitor {
	v := o.stranger()
	v.do("GET", "/enter?token="+o.Token(""), nil)
	return v
}

func (o *office) as(username string) *visitor {
	switch username {
	case "":
		return o.guest()
	case "stranger":
		return o.stranger()
	}
	v := o.stranger()
	if o.ids[username] == "" {
		o.t.Fatalf("nobody is called %s", username)
	}
	v.do("GET", "/enter?token="+o.Token(o.ids[username]), nil)
	return v
}

// request makes a request with the browser's cookies. A body that is no reader is sent as JSON.
func (v *visitor) request(method, url string, body any) *http.Request {
	var raw []byte
	switch body := body.(type) {
	case nil:
	case string:
		raw = []byte(body)
	default:
		raw, _ = json.Marshal(body) // test data always marshals
	}
	r := httptest.NewRequest(method, url, bytes.NewReader(raw))
	r.Host = host
	if len(raw) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

func (v *visitor) send(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	v.o.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		} else {
			v.cookies[c.Name] = c.Value
		}
	}
	return w
}

func (v *visitor) do(method, url string, body any) *httptest.ResponseRecorder {
	return v.send(v.request(method, url, body))
}

// get decodes an answer that must be 200.
func get[T any](v *visitor, method, url string, body any) (out T) {
	v.o.t.Helper()
	w := v.do(method, url, body)
	if w.Code != http.StatusOK {
		v.o.t.Fatalf("%s %s: %d %s", method, url, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		v.o.t.Fatalf("%s %s: %v in %s", method, url, err, w.Body)
	}
	return out
}

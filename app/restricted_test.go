package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhiheng/app"
	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/httpapi"
	"zhiheng/backend/record/dossier"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// secretWord stands in every text of the restricted case, and nowhere else.
const secretWord = "鸀鳿鸑鷟"

// caller asks an office's server as somebody.
type caller struct {
	server  *httpapi.Server
	cookies []*http.Cookie
}

func (c *caller) do(method, path string, body any) (int, []byte) {
	var content io.Reader
	if body != nil {
		raw, _ := json.Marshal(body) // what tests send always marshals
		content = bytes.NewReader(raw)
	}
	r := httptest.NewRequest(method, path, content)
	r.Host = "127.0.0.1:41234"
	r.Header.Set("Content-Type", "application/json")
	for _, cookie := range c.cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, r)
	c.cookies = append(c.cookies, w.Result().Cookies()...)
	return w.Code, w.Body.Bytes()
}

// watched is an office with a server and the people who ask it.
type watched struct {
	*app.Office
	t      *testing.T
	server *httpapi.Server
	who    map[string]account.Person
	asks   map[string]*caller
}

func watch(t *testing.T) *watched {
	t.Helper()
	o, _ := writeSample(t, 1, 1)
	w := &watched{Office: o, t: t, who: map[string]account.Person{}, asks: map[string]*caller{}}
	w.server = httpapi.New(httpapi.Parts{Accounts: o.Accounts, Secrets: o.Secrets, Files: o.Files, Desk: o.Desk, Door: o.Door, Record: o.Record, Disclosure: o.Disclosure, Index: o.Index, Past: o.Past,
		Authority: o.Authority, Dossiers: o.Dossiers, Anchoring: o.Anchoring, Store: o.Store, Verify: o.Verify, Version: "test"},
		httpapi.Options{Port: 41234, Clock: func() time.Time { return sampleNow }, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	t.Cleanup(w.server.Close)
	people, err := o.Accounts.People(t.Context())
	w.must(err)
	for _, p := range people {
		w.who[p.Username] = p
		w.asks[p.Username] = &caller{server: w.server}
		w.asks[p.Username].do("GET", "/enter?token="+w.server.Token(p.ID), nil)
	}
	w.follow()
	return w
}

func (w *watched) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// follow lets the indexes come up to the ledger.
func (w *watched) follow() {
	w.t.Helper()
	w.must(w.Index.CatchUp(w.t.Context()))
	w.must(w.Past.Cases.CatchUp(w.t.Context()))
}

// plant opens a case with the word in every text that a person can enter, and restricts it.
func (w *watched) plant() casefile.Case {
	w.t.Helper()
	ctx, lin := w.t.Context(), w.who["linyiwei"]
	c, err := w.Files.Open(ctx, lin, casefile.Opening{Title: secretWord + "销售过期食品案", Source: secretWord, Handlers: []string{lin.ID}})
	w.must(err)
	w.must(w.Files.Restrict(ctx, lin, c.ID, casefile.Restriction{Ground: "X05", Reason: secretWord}))
	w.must(w.Files.SetFields(ctx, lin, c.ID, map[string]any{"p.name": secretWord + "食品店", "p.type": "entity", "c.facts": secretWord + "在货架上销售超过保质期的酸奶，未检查库存", "c.cause": "经营超过保质期的食品",
		"x.law_pen": []string{"食品安全法第一百二十四条"}, "x.fine": 777}))
	folder := w.t.TempDir()
	for name, text := range map[string]string{"立案审批表.txt": "立案审批表\n当事人：" + secretWord + "食品店\n酸奶", secretWord + ".txt": secretWord, "坏.pdf": "%PDF-1.4 " + secretWord} {
		w.must(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	i, err := w.Files.StartImport(ctx, lin, casefile.ImportStart{Name: secretWord, Folder: folder, Case: c.ID})
	w.must(err)
	w.must(w.Files.RunImport(ctx, lin, i.ID, nil))
	w.must(w.Store.Do(ctx, lin.ID, func(tx *store.Tx) error {
		_, err := tx.Record("record.explained", "x-"+strings.Repeat("7", 12), map[string]any{"case_id": c.ID, "event": "AV03", "reason": "failure", "text": secretWord})
		return err
	}))
	w.must(w.Dossiers.Describe(ctx, w.who["cangjie"], c.ID, dossier.Particulars{Archive: secretWord, Compiler: secretWord}))
	return c
}

var volatile = regexp.MustCompile(`^(took_ms|withheld|size|at|note|root|line|window|score|index)$`)

// bare is an answer without what changes from one moment to the next: the head of the ledger, whose numbers are everybody's, times,
// how far the index has come, and the order of hits, which goes by how rare a word is in all papers.
func bare(raw []byte) any {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	var strip func(any) any
	strip = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for key, inner := range v {
				if volatile.MatchString(key) {
					delete(v, key)
				} else {
					v[key] = strip(inner)
				}
			}
			if hits, is := v["hits"].([]any); is {
				slices.SortFunc(hits, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		case []any:
			for i := range v {
				v[i] = strip(v[i])
			}
		}
		return v
	}
	return strip(v)
}

// holds tells whether an answer holds a word, also where it is a packed file.
func holds(raw []byte, words ...string) bool {
	found := slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(raw, []byte(word)) })
	packed, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return found
	}
	for _, file := range packed.File {
		inner, err := file.Open()
		if err != nil {
			continue
		}
		content, _ := io.ReadAll(inner)
		inner.Close()
		found = found || slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(content, []byte(word)) })
	}
	return found
}

// addresses are all GET routes with some of the ids that an office has, and searches for the word.
func (w *watched) addresses(ids map[string][]string) (list []string) {
	w.t.Helper()
	for path, methods := range describe(w.t).Paths {
		if _, get := methods["get"]; !get || path == "/api/events" || strings.Contains(path, "{seq}") {
			continue
		}
		area, _, one := strings.Cut(strings.TrimPrefix(path, "/api/"), "/{id}")
		if !one {
			list = append(list, someOf.Replace(path))
			continue
		}
		for _, id := range ids[area] {
			address := someOf.Replace(strings.Replace(path, "{id}", url.PathEscape(id), 1))
			if strings.HasSuffix(path, "/find") {
				address += "?q=" + url.QueryEscape(secretWord)
			}
			list = append(list, address)
		}
	}
	for _, q := range []string{secretWord, "酸奶", "-" + secretWord, "case:2026", "金额:7..8", "保质期"} {
		list = append(list, "/api/search?limit=200&facets=true&q="+url.QueryEscape(q), "/api/search?limit=200&scope=published&q="+url.QueryEscape(q))
	}
	list = append(list, "/api/cases?limit=500", "/api/cases?sort=due&limit=500", "/api/cases?q="+url.QueryEscape(secretWord), "/api/ledger?limit=500", "/api/coverage/list?limit=200", "/api/reviews?open=false",
		"/api/recordings?limit=100", "/api/cases?overdue=true", "/api/archive?limit=100")
	slices.Sort(list)
	return list
}

// ids are the ids of the things of a case, by the area of their routes; of the whole office if the case is empty. Some are enough.
func (w *watched) ids(c string, some int) map[string][]string {
	w.t.Helper()
	ids := map[string][]string{}
	view(w.t, w.Office, func(r *store.Reader) error {
		for area, query := range map[string]string{"cases": "SELECT id FROM casefile_case WHERE ?1 IN ('', id)", "papers": "SELECT id FROM casefile_paper WHERE ?1 IN ('', case_id) ORDER BY code = 'D20' DESC",
			"imports": "SELECT id FROM casefile_import WHERE ?1 IN ('', case_id)", "reviews": "SELECT id FROM review_round WHERE ?1 IN ('', case_id)", "disclosures": "SELECT id FROM disclosure_item WHERE ?1 IN ('', case_id)",
			"recordings": "SELECT id FROM record_recording WHERE ?1 IN ('', case_id)", "receipts": "SELECT id FROM casefile_case WHERE ?1 IN ('', id)"} {
			list, err := store.All[string](r, query, c)
			if err != nil {
				return err
			}
			ids[area] = list[:min(len(list), some)]
		}
		return nil
	})
	return ids
}

// answers asks every address as somebody.
func (w *watched) answers(who string, addresses []string) map[string]string {
	out := map[string]string{}
	for _, address := range addresses {
		code, raw := w.asks[who].do("GET", address, nil)
		if holds(raw, secretWord, url.QueryEscape(secretWord)) {
			w.t.Errorf("%s at %s: the answer holds the word: %.300s", who, address, raw)
		}
		told, _ := json.Marshal(bare(raw)) // what was decoded marshals
		out[address] = fmt.Sprint(code, string(told))
	}
	return out
}

// TestARestrictedCaseIsNotThere asks every route that shows anything, as everybody from whom a case is kept, before the case exists
// and after: the answers are the same, and at its own addresses they are those for what there is not.
func TestARestrictedCaseIsNotThere(t *testing.T) {
	w := watch(t)
	t.Run("who reviews a case sees it", w.byReviewer)
	addresses := w.addresses(w.ids("", 2))
	before := map[string]map[string]string{}
	for _, who := range keptFrom() {
		before[who] = w.answers(who, addresses)
	}
	c := w.plant()
	w.follow()
	own := w.ids(c.ID, 10)
	own["cases"] = append(own["cases"], c.No)
	for _, who := range keptFrom() {
		after := w.answers(who, addresses)
		for address, told := range after {
			if told != before[who][address] {
				t.Errorf("%s at %s: %s", who, address, cmp.Diff(before[who][address], told))
			}
		}
		w.nothingAt(who, own)
	}
	// those who may see it do, so that the test would find what it looks for
	for _, who := range []string{"linyiwei", "panyue", "fangzhen"} {
		code, raw := w.asks[who].do("GET", "/api/cases/"+c.ID, nil)
		if code != 200 || !holds(raw, secretWord) {
			t.Errorf("%s does not see the case: %d", who, code)
		}
		if _, raw := w.asks[who].do("GET", "/api/search?limit=200&facets=true&q="+url.QueryEscape(secretWord), nil); !holds(raw, secretWord) {
			t.Errorf("%s does not find the case", who)
		}
	}
	// somebody who is named sees it, and no longer when they are not
	for _, named := range [][]string{{w.who["jianghe"].ID}, nil} {
		w.must(w.Files.Restrict(t.Context(), w.who["linyiwei"], c.ID, casefile.Restriction{Ground: "X05", Reason: "换人", Named: named}))
		if code, _ := w.asks["jianghe"].do("GET", "/api/cases/"+c.ID, nil); (code == 200) != (named != nil) {
			t.Errorf("named %v: %d", named, code)
		}
	}
}

// described are the routes as the description has them.
type described struct {
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	RequestBody struct {
		Content map[string]struct{ Schema schema }
	}
}

type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Enum       []any
	Properties map[string]schema
	Required   []string
}

func describe(t *testing.T) (d described) {
	t.Helper()
	raw, err := httpapi.Describe()
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// some is a value of a schema's form with as little in it as there can be.
func (d described) some(s schema) any {
	if s.Ref != "" {
		return d.some(d.Components.Schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]])
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	switch kind := fmt.Sprint(s.Type); {
	case strings.Contains(kind, "object"):
		value := map[string]any{}
		for _, name := range s.Required {
			value[name] = d.some(s.Properties[name])
		}
		return value
	case strings.Contains(kind, "array"):
		return []any{}
	case strings.Contains(kind, "integer"), strings.Contains(kind, "number"):
		return 1
	case strings.Contains(kind, "boolean"):
		return true
	}
	return "2026-11-01"
}

// nothingAt asks for the things of a case, by every method, and wants the answers for what there is not.
func (w *watched) nothingAt(who string, own map[string][]string) {
	w.t.Helper()
	d := describe(w.t)
	for path, methods := range d.Paths {
		area, _, one := strings.Cut(strings.TrimPrefix(path, "/api/"), "/{id}")
		for method, op := range methods {
			for _, id := range own[area] {
				if !one {
					continue
				}
				ask := func(id string) string {
					address := someOf.Replace(strings.Replace(path, "{id}", url.PathEscape(id), 1))
					if strings.HasSuffix(path, "/find") {
						address += "?q=x"
					}
					var body any
					if content, is := op.RequestBody.Content["application/json"]; is {
						body = d.some(content.Schema)
					}
					code, raw := w.asks[who].do(strings.ToUpper(method), address, body)
					return fmt.Sprint(code, " ", strings.ReplaceAll(string(raw), id, "ID"))
				}
				prefix, _, _ := strings.Cut(id, "-")
				if there, not := ask(id), ask(prefix+"-zzzzzzzzzzzz"); there != not {
					w.t.Errorf("%s at %s %s of %s: %s instead of %s", who, method, path, id, there, not)
				}
			}
		}
	}
}

// someOf fills the other places of a path.
var someOf = strings.NewReplacer("{n}", "1", "{item}", "P01", "{row}", "1", "{field}", "x", "{name}", "x.csv", "{sha256}", strings.Repeat("a", 64), "{form}", "docx", "{mark}", "x")

// byReviewer restricts a case that somebody has reviewed, and lifts it again.
func (w *watched) byReviewer(t *testing.T) {
	var round review.Round
	rounds, err := w.Desk.List(t.Context(), false, "")
	w.must(err)
	view(t, w.Office, func(from *store.Reader) error { // one that was decided, so that there is much to see of it
		for _, r := range rounds {
			_, decided, err := decision.Of(from, r.Case)
			if err != nil {
				return err
			}
			if r.Reviewer == w.who["hesu"].ID && (decided || round.ID == "") {
				round = r
			}
		}
		return nil
	})
	w.must(w.Files.Restrict(t.Context(), w.who["fangzhen"], round.Case, casefile.Restriction{Ground: "X04", Reason: "商业秘密"}))
	var no string
	view(t, w.Office, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, round.Case)
		no = c.No
		return err
	})
	for _, who := range []string{"tangqiu", "baiyun", "duchuan", "shenji"} {
		for _, address := range w.addresses(w.ids("", 2)) {
			if strings.Contains(address, round.Case) {
				continue
			}
			if _, raw := w.asks[who].do("GET", address, nil); holds(raw, round.Case, no) {
				t.Errorf("%s at %s is told of the case: %.200s", who, address, raw)
			}
		}
	}
	for who, sees := range map[string]bool{"hesu": true, "jiangning": false, "fangzhen": true, "baiyun": false} {
		code, _ := w.asks[who].do("GET", "/api/cases/"+round.Case, nil)
		list, raw := w.asks[who].do("GET", "/api/cases?limit=500", nil)
		if (code == 200) != sees || list != 200 || holds(raw, round.Case) != sees {
			t.Errorf("%s: %d", who, code)
		}
	}
	w.must(w.Files.LiftRestriction(t.Context(), w.who["panyue"], round.Case, "已公开"))
	if code, _ := w.asks["jiangning"].do("GET", "/api/cases/"+round.Case, nil); code != 200 {
		t.Errorf("after the lifting: %d", code)
	}
	if err := w.Files.Restrict(t.Context(), w.who["fangzhen"], round.Case, casefile.Restriction{Ground: "X01", Reason: "涉密"}); err == nil || !strings.Contains(err.Error(), "国家秘密") {
		t.Errorf("a state secret: %v", err)
	}
}

// keptFrom are one of each role from whom a case of linyiwei's is kept.
func keptFrom() []string {
	return []string{"tangqiu", "hesu", "jianghe", "baiyun", "duchuan", "shenji", "weilan", "quanshou"}
}

package httpapi_test

import (
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

func logInto(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// scenario is one request: who makes it, what comes back, and by how many entries the ledger grows. In the URL and the
// body {name} stands for an id of the model office.
type scenario struct {
	name    string
	who     string // a username; "" is a browser that was let in, "stranger" one that was not
	method  string
	url     string
	body    string
	status  int
	want    []string
	unwant  []string
	entries int64
}

func (s scenario) run(t *testing.T) {
	o := newOffice(t)
	fill := func(text string) string {
		for name, id := range o.ids {
			text = strings.ReplaceAll(text, "{"+name+"}", id)
		}
		return text
	}
	v := o.as(s.who)
	before := o.size()
	var body any
	if s.body != "" {
		body = fill(s.body)
	}
	w := v.do(s.method, fill(s.url), body)
	if w.Code != s.status {
		t.Fatalf("status %d, want %d: %s", w.Code, s.status, w.Body)
	}
	for _, text := range s.want {
		if !strings.Contains(w.Body.String(), fill(text)) {
			t.Errorf("%q is missing in %s", fill(text), w.Body)
		}
	}
	for _, text := range s.unwant {
		if strings.Contains(w.Body.String(), fill(text)) {
			t.Errorf("%q should not stand in %s", fill(text), w.Body)
		}
	}
	if grown := o.size() - before; grown != s.entries {
		t.Errorf("the ledger grew by %d, want %d", grown, s.entries)
	}
	if w.Code >= http.StatusInternalServerError {
		t.Errorf("a scenario ends in %d", w.Code)
	}
}

func runAll(t *testing.T, scenarios []scenario) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) { t.Parallel(); s.run(t) })
	}
}

func TestSigningIn(t *testing.T) {
	runAll(t, []scenario{
		{name: "a browser that was not let in gets nothing", who: "stranger", method: "GET", url: "/api/office", status: 401, want: []string{`"unauthenticated"`}, unwant: []string{"启东"}},
		{name: "a browser that was let in sees the office", method: "GET", url: "/api/office", status: 200, want: []string{`"set_up":true`, "启东市虚构监督管理局"}, unwant: []string{"sample_p"}},
		{name: "the right password signs in", method: "POST", url: "/api/session", body: `{"username":"handler","password":"` + password + `"}`, status: 200,
			want: []string{`"case.work"`, `"username":"handler"`}, unwant: []string{password}, entries: 1},
		{name: "a wrong password does not, and the ledger tells", method: "POST", url: "/api/session", body: `{"username":"handler","password":"wrong-Password-9"}`, status: 401,
			want: []string{"用户名或密码不正确"}, entries: 1},
		{name: "an unknown name gets the same answer", method: "POST", url: "/api/session", body: `{"username":"nobody","password":"wrong-Password-9"}`, status: 401,
			want: []string{"用户名或密码不正确"}, entries: 1},
		{name: "nobody is signed in at first", method: "GET", url: "/api/session", status: 401, want: []string{"请先登录"}},
		{name: "who is signed in sees themselves", who: "chief", method: "GET", url: "/api/session", status: 200, want: []string{`"review.sign"`}},
		{name: "an office is opened once", method: "POST", url: "/api/office", body: `{"name":"另一局","uscc":"11320681014381238G","region":"320681","code_word":"另","people":[{"username":"a","name":"甲","roles":["security_admin"],"password":"` + password + `"}]}`,
			status: 409, want: []string{`"conflict"`}},
		{name: "a body of the wrong type is named by its field", method: "POST", url: "/api/session", body: `{"username":7,"password":"x"}`, status: 400, want: []string{`"invalid"`, `"field":"username"`}, unwant: []string{"$schema", "errors"}},
		{name: "a body that is no JSON is invalid", method: "POST", url: "/api/session", body: `{"username":`, status: 400, want: []string{`"invalid"`}},
	})
}

func TestCasesAndPapers(t *testing.T) {
	runAll(t, []scenario{
		{name: "a supervisor reads the list", who: "supervisor", method: "GET", url: "/api/cases", status: 200, want: []string{`"total":1`, "虚构食品标签案", `"handlers":[{"id":"{handler}"`}},
		{name: "an auditor reads no case", who: "auditor", method: "GET", url: "/api/cases", status: 403, want: []string{`"forbidden"`}, unwant: []string{"虚构食品"}},
		{name: "a case has its page", who: "leader", method: "GET", url: "/api/cases/{case}", status: 200,
			want: []string{`"kind":"penalty"`, `"procedure":"penalty"`, "行政处罚告知书", `"status":"unreadable"`, `"proposals":[{`, `"reason":{"zh":"读自`}},
		{name: "an unknown case is not found", who: "leader", method: "GET", url: "/api/cases/c-000000000000", status: 404, want: []string{`"not_found"`}},
		{name: "a handler opens a case", who: "handler", method: "POST", url: "/api/cases", body: `{"title":"虚构广告案","kind":"penalty","procedure":"penalty","source":"complaint","handlers":["{handler}"]}`, status: 200,
			want: []string{"虚构广告案", `"state":"clue"`}, entries: 2},
		{name: "a case without a title is refused", who: "handler", method: "POST", url: "/api/cases", body: `{"title":" "}`, status: 400, want: []string{`"field":"title"`}},
		{name: "a reviewer opens none", who: "reviewer", method: "POST", url: "/api/cases", body: `{"title":"虚构广告案"}`, status: 403},
		{name: "a value is confirmed", who: "handler", method: "PUT", url: "/api/cases/{case}/fields", body: `{"fields":{"x.fine":5000000}}`, status: 200, want: []string{`"amount":5000000`}, entries: 1},
		{name: "a value of the wrong type is not", who: "handler", method: "PUT", url: "/api/cases/{case}/fields", body: `{"fields":{"x.fine":"viel"}}`, status: 400, want: []string{`"field":"x.fine"`}},
		{name: "a stranger to the case changes nothing", who: "publisher", method: "PUT", url: "/api/cases/{case}/fields", body: `{"fields":{"x.fine":1}}`, status: 403},
		{name: "the next steps are told with their stops", who: "leader", method: "GET", url: "/api/cases/{case}/next", status: 200, want: []string{`"state":"clue"`, `"transition":"file"`, `"stops":[{"level":"block"`}},
		{name: "a step that papers block is refused", who: "leader", method: "POST", url: "/api/cases/{case}/moves", body: `{"transition":"file"}`, status: 422, want: []string{`"refused"`, `"hint"`}},
		{name: "a paper shows its text", who: "reviewer", method: "GET", url: "/api/papers/{行政处罚告知书}", status: 200, want: []string{"拟罚款人民币50000元", `"versions":[{"sha256"`}},
		{name: "a paper is sorted", who: "handler", method: "PUT", url: "/api/papers/{行政处罚告知书}", body: `{"code":"D21","on":"2026-03-02","served_on":"2026-03-03"}`, status: 200,
			want: []string{`"code":"D21"`, `"served_on":"2026-03-03"`, `"sort_confirmed":true`}, entries: 2},
		{name: "a draft is written", who: "handler", method: "POST", url: "/api/cases/{case}/drafts", body: `{"code":"D27"}`, status: 200, want: []string{`"draft":true`, `"code":"D27"`}, entries: 2},
		{name: "what happened to a case can be read", who: "supervisor", method: "GET", url: "/api/cases/{case}/timeline", status: 200, want: []string{"登记线索", "收到文件", "导入完成"}},
		{name: "a case has its proof", who: "supervisor", method: "GET", url: "/api/cases/{case}/proof", status: 200, want: []string{`"first_seq"`, `"root"`, `"sha256"`}},
	})
}

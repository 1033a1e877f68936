package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"zhiheng/backend/httpapi"
)

func TestOnlyTheseHostNamesAreAnswered(t *testing.T) {
	o := newOffice(t)
	v := o.as("leader")
	for _, name := range []string{host, "localhost:41234", "[::1]:41234"} {
		r := v.request("GET", "/api/session", nil)
		r.Host = name
		if w := v.send(r); w.Code != http.StatusOK {
			t.Errorf("%s is refused: %d", name, w.Code)
		}
	}
	hosts := []string{"", "evil.example", "evil.example:41234", "127.0.0.1.nip.io:41234", "localhost.:41234", "localhost.evil.example:41234", "127.0.0.1", "localhost", "127.0.0.1:80", "127.0.0.1:41235",
		"2130706433:41234", "0x7f000001:41234", "0:41234", "127.1:41234", "[::1]", "::1:41234", "[::ffff:127.0.0.1]:41234", "LOCALHOST.EVIL:41234", "127.0.0.1:41234 evil", "user@127.0.0.1:41234"}
	routes := append(allRoutes(t), route{method: "GET", path: "/"}, route{method: "GET", path: "/enter"}, route{method: "GET", path: "/enter.js"}, route{method: "GET", path: "/assets/x.js"})
	for _, r := range routes {
		for _, name := range hosts {
			code, body := r.call(v, r.url(o, true), "{}", func(q *http.Request) {
				q.Host = name
				q.Header.Set("X-Forwarded-Host", host)
				q.Header.Set("Forwarded", "host="+host)
			})
			if code != http.StatusForbidden || strings.Contains(body, "虚构") {
				t.Fatalf("%s under the name %q: %d %s", r, name, code, body)
			}
		}
	}
}

func TestNoOtherPageChangesAnything(t *testing.T) {
	o := newOffice(t)
	v := o.as("handler")
	before := o.size()
	attacks := map[string]func(*http.Request){
		"cross-site": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"same-site":  func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
		"cross-site with origin": func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Origin", "https://evil.example")
		},
		"foreign origin": func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"null origin":    func(r *http.Request) { r.Header.Set("Origin", "null") },
		"another port":   func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:9999") },
		"text form":      func(r *http.Request) { r.Header.Set("Origin", "null"); r.Header.Set("Content-Type", "text/plain") },
		"override": func(r *http.Request) {
			r.Header.Set("Origin", "https://evil.example")
			r.Header.Set("X-HTTP-Method-Override", "DELETE")
		},
	}
	for _, r := range allRoutes(t) {
		if r.method == "GET" {
			continue
		}
		for name, attack := range attacks {
			if code, body := r.call(v, r.url(o, true), `{"title":"虚构"}`, attack); code != http.StatusForbidden {
				t.Errorf("%s, %s: %d %s", r, name, code, body)
			}
		}
	}
	if after := o.size(); after != before {
		t.Errorf("the attacks wrote %d entries", after-before)
	}
	if code, _ := (route{method: "GET", path: "/api/cases"}).call(v, "/api/cases", "", attacks["same-site"]); code != http.StatusForbidden {
		t.Errorf("a page of another port reads the cases: %d", code)
	}
	w := v.request("POST", "/api/cases", `{"title":"虚构"}`)
	w.Header.Set("Content-Type", "text/plain")
	if answer := v.send(w); answer.Code != http.StatusUnsupportedMediaType && answer.Code != http.StatusBadRequest {
		t.Errorf("a body that is not called JSON is taken: %d %s", answer.Code, answer.Body)
	}
}

func TestSessionsEnd(t *testing.T) {
	is := func(o *office, v *visitor, want int, when string) {
		t.Helper()
		if w := v.do("GET", "/api/cases", nil); w.Code != want {
			t.Errorf("%s: %d, want %d", when, w.Code, want)
		}
	}
	t.Run("by signing out, everywhere", func(t *testing.T) {
		o := newOffice(t)
		here, there := o.as("handler"), o.as("handler")
		other := o.as("leader")
		is(o, there, 200, "before")
		stolen := *here
		stolen.cookies = map[string]string{}
		for name, value := range here.cookies {
			stolen.cookies[name] = value
		}
		here.do("DELETE", "/api/session", nil)
		is(o, here, 401, "here, after signing out")
		is(o, &stolen, 401, "with the old cookie")
		is(o, there, 401, "in the other window")
		is(o, other, 200, "for somebody else")
	})
	t.Run("by a new password", func(t *testing.T) {
		o := newOffice(t)
		here, there := o.as("handler"), o.as("handler")
		if w := here.do("PUT", "/api/session/password", map[string]string{"current": "wrong-Password-1", "new": "Harbour-77-gull"}); w.Code != 400 {
			t.Errorf("a wrong current password: %d", w.Code)
		}
		is(o, there, 200, "after a failure")
		if w := here.do("PUT", "/api/session/password", map[string]string{"current": password, "new": "Harbour-77-gull"}); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		is(o, here, 401, "here, after the change")
		is(o, there, 401, "there, after the change")
	})
	t.Run("by an administrator's password, or by leaving", func(t *testing.T) {
		o := newOffice(t)
		admin, v := o.as("security_admin"), o.as("handler")
		if w := admin.do("POST", "/api/people/"+o.ids["handler"]+"/password", map[string]string{"new": "Harbour-77-gull"}); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		is(o, v, 401, "after the administrator set a password")
		v = o.as("leader")
		gone := map[string]any{"username": "leader", "name": "虚构", "roles": []string{"leader"}, "active": false}
		if w := admin.do("PUT", "/api/people/"+o.ids["leader"], gone); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		is(o, v, 401, "after they left")
		is(o, o.as("leader"), 401, "by a link, after they left")
	})
	t.Run("by time", func(t *testing.T) {
		o := newOffice(t)
		v := o.as("handler")
		is(o, v, 200, "at first")
		o.pass(31 * time.Minute)
		is(o, v, 401, "after half an hour")
	})
	t.Run("roles that are taken away no longer count", func(t *testing.T) {
		o := newOffice(t)
		v := o.as("leader")
		is(o, v, 200, "as a leader")
		changed := map[string]any{"username": "leader", "name": "虚构", "roles": []string{"auditor"}}
		if w := o.as("security_admin").do("PUT", "/api/people/"+o.ids["leader"], changed); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		is(o, v, 403, "as an auditor")
	})
	t.Run("signing in gives a new token", func(t *testing.T) {
		o := newOffice(t)
		v := o.as("leader")
		name := "zhiheng_session_41234"
		old := v.cookies[name]
		if w := v.do("POST", "/api/session", map[string]string{"username": "handler", "password": password}); w.Code != 200 || v.cookies[name] == old || old == "" {
			t.Errorf("%d, token %q", w.Code, v.cookies[name])
		}
		v.cookies[name] = old
		is(o, v, 401, "with the token from before")
	})
}

func TestALinkLetsInOnce(t *testing.T) {
	o := newOffice(t)
	link := "/enter?token=" + o.Token("")
	first, second := o.stranger(), o.stranger()
	w := first.do("GET", link, nil)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `src="/enter.js"`) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	cookie := w.Result().Header.Get("Set-Cookie")
	for _, part := range []string{"zhiheng_device_41234=", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %s", cookie, part)
		}
	}
	if w := second.do("GET", link, nil); w.Code != http.StatusUnauthorized || len(second.cookies) > 0 {
		t.Errorf("the link holds twice: %d", w.Code)
	}
	late := "/enter?token=" + o.Token("")
	o.pass(11 * time.Minute)
	for _, url := range []string{late, "/enter", "/enter?token=", "/enter?token=AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		if w := second.do("GET", url, nil); w.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d", url, w.Code)
		}
	}
	if w := second.do("GET", "/enter.js", nil); !strings.Contains(w.Body.String(), "location.replace") || w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("the script: %v %s", w.Header(), w.Body)
	}
}

func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	o := newOffice(t)
	v := o.as("handler")
	for _, r := range append(allRoutes(t), route{method: "GET", path: "/"}, route{method: "GET", path: "/cases/1"}) {
		if r.method != "GET" || r.path == "/api/events" {
			continue
		}
		w := v.do("GET", r.url(o, true), nil)
		h := w.Header()
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'self'") && !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: policy %q", r, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Server") != "" {
			t.Errorf("%s: %v", r, h)
		}
		if strings.HasPrefix(r.path, "/api/") && !strings.Contains(h.Get("Cache-Control"), "no-store") {
			t.Errorf("%s may be kept: %q", r, h.Get("Cache-Control"))
		}
	}
}

func TestTheScreens(t *testing.T) {
	o := newOffice(t)
	if w := o.stranger().do("GET", "/", nil); w.Code != 200 || !strings.Contains(w.Body.String(), "npm run build") {
		t.Errorf("without screens: %d %s", w.Code, w.Body)
	}
	built := fstest.MapFS{"index.html": {Data: []byte("<title>screens</title>")}, "assets/a-1.js": {Data: []byte("let a")}, "icon.svg": {Data: []byte("<svg/>")}}
	o = newOfficeWith(t, func(_ *httpapi.Parts, options *httpapi.Options) { options.Static = built })
	for url, want := range map[string]string{"/": "screens", "/cases/c-1/review": "screens", "/index.html": "screens", "/assets/a-1.js": "let a", "/icon.svg": "<svg/>"} {
		if w := o.stranger().do("GET", url, nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", url, w.Code, w.Body)
		}
	}
	for _, url := range []string{"/assets/none.js", "/assets/%2e%2e/index.html/x"} {
		if w := o.stranger().do("GET", url, nil); w.Code == 200 && !strings.Contains(w.Body.String(), "screens") {
			t.Errorf("%s: %d %s", url, w.Code, w.Body)
		}
	}
	if w := o.stranger().do("POST", "/cases", nil); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("a POST to the screens: %d", w.Code)
	}
}

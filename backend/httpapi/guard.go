package httpapi

import (
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"zhiheng/backend/fault"
)

// policy is what a page of the program may load and do.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard stands before every route: headers, the names under which this machine may be addressed, and where a change may
// come from.
func (s *Server) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { foreign(w) }))
	inner := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if !s.addressed(r.Host) {
			problem(fault.New(fault.Forbidden, "httpapi.host", fault.T("不接受以此主机名访问", "this host name is not answered"))).write(w)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func foreign(w http.ResponseWriter) {
	problem(fault.New(fault.Forbidden, "httpapi.origin", fault.T("请求来自其他网页", "the request comes from another page"))).write(w)
}

// addressed tells whether a Host header names this server: a loopback name with the port that is listened on, or one of
// the names in the options.
func (s *Server) addressed(host string) bool {
	if slices.Contains(s.options.Hosts, host) {
		return true
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil || port != strconv.Itoa(s.options.Port) {
		return false
	}
	return name == "localhost" || name == "127.0.0.1" || name == "::1" && strings.HasPrefix(host, "[")
}

// guardAPI stands before the API: no answer is kept by the browser, no other site may even read, no browser that was not
// let in gets further, and the session is at hand.
func (s *Server) guardAPI(next http.Handler) http.Handler {
	known := s.sessions.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
			foreign(w)
			return
		}
		if !s.letIn(r) {
			problem(fault.New(fault.Unauthenticated, "httpapi.device", fault.T("本浏览器尚未获准访问", "this browser has not been let in")).
				WithHint(fault.T("请从执衡窗口打开,或使用启动时给出的链接。", "Open it from the window of Zhiheng, or by the link given at start-up."))).write(w)
			return
		}
		known.ServeHTTP(w, r)
	})
}

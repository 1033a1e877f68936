package httpapi

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strconv"
	"sync"
	"time"

	"zhiheng/backend/fault"
)

// entryFor is how long a link into the program holds.
const entryFor = 10 * time.Minute

// newSecret is 26 random characters.
func newSecret() string { return rand.Text() }

// tokens are the links that let a browser in, each once.
type tokens struct {
	mu    sync.Mutex
	clock func() time.Time
	live  []token
}

type token struct {
	hash   [sha256.Size]byte
	until  time.Time
	person string // to be signed in as well, or empty
}

func newTokens(clock func() time.Time) *tokens { return &tokens{clock: clock} }

func (t *tokens) issue(person string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := newSecret()
	t.live = append(t.live, token{sha256.Sum256([]byte(text)), t.clock().Add(entryFor), person})
	return text
}

// use takes a token out. Every live one is compared, in the same time whichever it is.
func (t *tokens) use(text string) (person string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	hash, now := sha256.Sum256([]byte(text)), t.clock()
	var left []token
	for _, one := range t.live {
		same := subtle.ConstantTimeCompare(one.hash[:], hash[:]) == 1
		fresh := now.Before(one.until)
		if same && fresh {
			person, ok = one.person, true
		}
		if !same && fresh {
			left = append(left, one)
		}
	}
	t.live = left
	return person, ok
}

// Token returns a new link's token: GET /enter?token=… lets the browser in that opens it, once, within ten minutes. With
// a person's id it signs that person in as well.
func (s *Server) Token(person string) string { return s.tokens.issue(person) }

// deviceCookie is the cookie of a browser that has been let in. The port is in its name because cookies are shared
// between the ports of a machine.
func (s *Server) deviceCookie() string { return "zhiheng_device_" + strconv.Itoa(s.options.Port) }

// letIn tells whether a request comes from a browser that has been let in since the server began.
func (s *Server) letIn(r *http.Request) bool {
	cookie, err := r.Cookie(s.deviceCookie())
	return err == nil && subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(s.device)) == 1
}

const enterPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>执衡</title><script src="/enter.js"></script></head><body></body></html>
`

// enter lets a browser in. The answer is a page that goes on by script: a redirect would lose the cookies.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	person, ok := s.tokens.use(r.URL.Query().Get("token"))
	if !ok {
		problem(fault.New(fault.Unauthenticated, "httpapi.enter", fault.T("链接已失效", "this link no longer holds")).
			WithHint(fault.T("请从执衡窗口重新打开。", "Open it anew from Zhiheng."))).write(w)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: s.deviceCookie(), Value: s.device, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if person != "" {
			if err := s.begin(r.Context(), person); err != nil {
				s.fail(w, r, err)
				return
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(enterPage)) // the browser is gone if this fails
	})
	s.sessions.LoadAndSave(page).ServeHTTP(w, r)
}

func enterScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("location.replace(\"/\");\n")) // the browser is gone if this fails
}

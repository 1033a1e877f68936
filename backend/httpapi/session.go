package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// How long a session lasts without a request, and in all.
const (
	idle     = 30 * time.Minute
	lifetime = 8 * time.Hour
)

const personKey = "person"

// newSessions makes the manager of sessions over the file of secrets.
func (s *Server) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = &calmStore{SessionStore: s.Secrets.Sessions(), written: map[string]written{}, ended: map[string]bool{}}
	m.Codec = jsonCodec{}
	m.IdleTimeout, m.Lifetime = idle, lifetime
	m.HashTokenInStore = true
	m.Cookie = scs.SessionCookie{Name: "zhiheng_session_" + strconv.Itoa(s.options.Port), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	return m
}

// calmStore writes a session again only when it has changed or a minute of its life has gone: else every request would
// wait for the disk.
type calmStore struct {
	account.SessionStore
	mu      sync.Mutex
	written map[string]written
	ended   map[string]bool // a request under way must not bring back a session that ended meanwhile
}

type written struct {
	data   string
	expiry time.Time
}

// Commit keeps a session until its expiry.
func (c *calmStore) Commit(token string, data []byte, expiry time.Time) error {
	c.mu.Lock()
	old, there := c.written[token]
	ended := c.ended[token]
	c.mu.Unlock()
	if ended || there && old.data == string(data) && expiry.Sub(old.expiry) < time.Minute {
		return nil
	}
	if err := c.SessionStore.Commit(token, data, expiry); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.written) > 10_000 {
		clear(c.written)
	}
	c.written[token] = written{string(data), expiry}
	return nil
}

// Delete ends a session.
func (c *calmStore) Delete(token string) error {
	c.mu.Lock()
	delete(c.written, token)
	if len(c.ended) > 10_000 {
		clear(c.ended) // of requests that are long over
	}
	c.ended[token] = true
	c.mu.Unlock()
	return c.SessionStore.Delete(token)
}

// jsonCodec writes session data as JSON, the same bytes for the same content.
type jsonCodec struct{}

type sessionData struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode writes session data.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(sessionData{deadline, values})
}

// Decode reads session data.
func (jsonCodec) Decode(raw []byte) (time.Time, map[string]any, error) {
	var d sessionData
	err := json.Unmarshal(raw, &d)
	return d.Deadline, d.Values, err
}

// person is whoever is signed in, as they stand now: roles that were taken away no longer count.
func (s *Server) person(ctx context.Context) (p account.Person, found bool, err error) {
	id := s.sessions.GetString(ctx, personKey)
	if id == "" {
		return p, false, nil
	}
	p, err = s.personOf(ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return p, false, nil
	}
	return p, err == nil && p.Active, err
}

// begin signs a person in under a new token.
func (s *Server) begin(ctx context.Context, person string) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return fault.Wrap("httpapi.begin", err)
	}
	s.sessions.Put(ctx, personKey, person)
	return nil
}

// endAll ends every session of a person.
func (s *Server) endAll(person string) error {
	kept := s.sessions.Store.(*calmStore)
	all, err := kept.All()
	if err != nil {
		return err
	}
	for token, raw := range all {
		_, values, err := jsonCodec{}.Decode(raw)
		if err != nil || values[personKey] == person { // one that cannot be read is nobody's
			if err := kept.Delete(token); err != nil {
				return err
			}
		}
	}
	return nil
}

// Session is who is signed in and what they may do.
type Session struct {
	Person Person   `json:"person"`
	May    []string `json:"may" doc:"permissions"`
}

type credentials struct {
	Username string `json:"username" maxLength:"100"`
	Password string `json:"password" maxLength:"300"`
}

type newPassword struct {
	Current string `json:"current,omitempty" maxLength:"300"`
	New     string `json:"new" maxLength:"300"`
}

func session(p account.Person) Session {
	may := []string{}
	for _, permission := range p.Permissions() {
		may = append(may, string(permission))
	}
	return Session{Person: person(p), May: may}
}

func (s *Server) sessionRoutes() {
	handle(s, http.MethodPost, "/api/session", anybody, "Sign in", func(ctx context.Context, _ account.Person, in *body[credentials]) (Session, error) {
		p, err := s.Accounts.SignIn(ctx, in.Body.Username, in.Body.Password)
		if err != nil {
			return Session{}, err
		}
		return session(p), s.begin(ctx, p.ID)
	})
	handle(s, http.MethodGet, "/api/session", signedIn, "Who is signed in", func(_ context.Context, actor account.Person, _ *nothing) (Session, error) {
		return session(actor), nil
	})
	handle(s, http.MethodDelete, "/api/session", signedIn, "Sign out", func(ctx context.Context, actor account.Person, _ *nothing) (nothing, error) {
		if err := s.sessions.Destroy(ctx); err != nil {
			return nothing{}, err
		}
		if err := s.endAll(actor.ID); err != nil {
			return nothing{}, err
		}
		return nothing{}, s.Accounts.SignedOut(ctx, actor.ID)
	})
	handle(s, http.MethodPut, "/api/session/password", signedIn, "Change one's own password; every session of this person ends",
		func(ctx context.Context, actor account.Person, in *body[newPassword]) (nothing, error) {
			if err := s.Accounts.SetPassword(ctx, actor.ID, actor.ID, in.Body.Current, in.Body.New); err != nil {
				return nothing{}, err
			}
			if err := s.sessions.Destroy(ctx); err != nil {
				return nothing{}, err
			}
			return nothing{}, s.endAll(actor.ID)
		})
}

// personOf reads a person by id.
func (s *Server) personOf(ctx context.Context, id string) (p account.Person, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) (err error) {
		p, err = account.PersonOf(r, id)
		return err
	})
	return p, err
}

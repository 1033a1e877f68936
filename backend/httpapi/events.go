package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/store"
)

// How often a window is told something at most, and how often it hears that the server is there.
const (
	eventPause = 200 * time.Millisecond
	heartbeat  = 15 * time.Second
)

// hub hands events to the open windows. Of several events about the same thing a window that has not caught up sees the
// last alone.
type hub struct {
	mu      sync.Mutex
	windows map[*listener]bool
}

type listener struct {
	mu      sync.Mutex
	order   []string
	waiting map[string]event
	wake    chan struct{}
}

type event struct {
	name string
	data any
}

func newHub() *hub { return &hub{windows: map[*listener]bool{}} }

// send tells every window. The id says what the event is about.
func (h *hub) send(name, id string, data any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.windows {
		l.put(name+" "+id, event{name, data})
	}
}

func (l *listener) put(key string, e event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, there := l.waiting[key]; !there {
		l.order = append(l.order, key)
	}
	l.waiting[key] = e
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *listener) take() []event {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []event
	for _, key := range l.order {
		list = append(list, l.waiting[key])
	}
	l.order, l.waiting = nil, map[string]event{}
	return list
}

func (h *hub) join() *listener {
	l := &listener{waiting: map[string]event{}, wake: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.windows[l] = true
	return l
}

func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.windows, l)
}

// Head is the head of the ledger as the windows hear of it.
type headEvent struct {
	Size int64 `json:"size"`
}

// events tells a window what happens until it closes, its session ends, or the office does.
func (s *Server) events(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a server without deadlines has none to lift
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	l := s.hub.join()
	defer s.hub.leave(l)
	grown, stop := s.Store.Follow()
	defer stop()
	if err := s.putHead(r, l); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-s.life.Done():
			return nil
		case _, open := <-grown:
			if !open {
				return nil
			}
			if err := s.putHead(r, l); err != nil {
				s.log("events", err)
				return nil
			}
			continue
		case <-beat.C:
			if !s.stillIn(r, actor) {
				return nil
			}
			if _, err := w.Write([]byte(": here\n\n")); err != nil {
				return nil
			}
		case <-l.wake:
			ctx, err := s.seeing(store.Whole(r.Context()), actor) // as it stands now
			if err != nil {
				s.log("events", err)
				return nil
			}
			if _, err := w.Write(lines(ctx, actor, l.take())); err != nil {
				return nil // the window is closed
			}
		}
		if err := out.Flush(); err != nil {
			return nil
		}
		select {
		case <-time.After(eventPause):
		case <-r.Context().Done():
			return nil
		}
	}
}

func (s *Server) putHead(r *http.Request, l *listener) error {
	_, head, err := s.Store.Head(r.Context())
	l.put("head", event{"head", headEvent{head.Size}})
	return err
}

// stillIn tells whether the session of a window that listens has not ended meanwhile.
func (s *Server) stillIn(r *http.Request, actor account.Person) bool {
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return false
	}
	ctx, err := s.sessions.Load(r.Context(), cookie.Value)
	if err != nil {
		return false
	}
	p, found, err := s.person(ctx)
	return err == nil && found && p.ID == actor.ID
}

// lines are events in the form of the wire, without those that are not for these eyes.
func lines(ctx context.Context, actor account.Person, events []event) []byte {
	var b bytes.Buffer
	for _, e := range events {
		if !maySee(ctx, actor, e.name, e.data) {
			continue
		}
		raw, err := json.Marshal(e.data)
		if err != nil {
			continue // jobs, imports and heads always marshal
		}
		b.WriteString("event: " + e.name + "\ndata: ")
		b.Write(raw)
		b.WriteString("\n\n")
	}
	return b.Bytes()
}

package store

import (
	"context"
	"sync"

	"zhiheng/backend/ledger"
)

// followers are told that the ledger has grown. They read what is new by sequence, so nobody is lost who sleeps.
type followers struct {
	mu      sync.Mutex
	waiting map[chan struct{}]bool
}

func (f *followers) wake() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.waiting {
		select {
		case c <- struct{}{}:
		default: // it has a wake-up call it has not yet answered
		}
	}
}

func (f *followers) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.waiting {
		close(c)
	}
	f.waiting = nil
}

// Follow returns a channel that gets a value after commits, one for any number of them, and is closed with the store.
// The follower calls stop when it wants no more.
func (s *Store) Follow() (woken <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	s.follow.mu.Lock()
	defer s.follow.mu.Unlock()
	if s.follow.waiting == nil {
		s.follow.waiting = map[chan struct{}]bool{}
	}
	s.follow.waiting[c] = true
	return c, func() {
		s.follow.mu.Lock()
		defer s.follow.mu.Unlock()
		if s.follow.waiting[c] {
			delete(s.follow.waiting, c)
			close(c)
		}
	}
}

// Entries returns up to limit entries after a sequence, in order.
func (s *Store) Entries(ctx context.Context, after int64, limit int) (entries []ledger.Entry, err error) {
	err = s.View(ctx, func(r *Reader) error {
		rows, err := All[entryRow](r, "SELECT seq, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
		if err != nil {
			return err
		}
		entries, err = decoded(rows)
		return err
	})
	return entries, err
}

// decoded reads the entries out of their rows.
func decoded(rows []entryRow) (entries []ledger.Entry, err error) {
	for _, row := range rows {
		entry, err := ledger.Decode(row.Seq, []byte(row.Body))
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// Head returns the signed head of the ledger. An empty ledger has none.
func (s *Store) Head(ctx context.Context) (signed string, c ledger.Checkpoint, err error) {
	err = s.View(ctx, func(r *Reader) error {
		var found bool
		if signed, found, err = One[string](r, "SELECT note FROM checkpoint"); err != nil || !found {
			return err
		}
		c, err = ledger.OpenCheckpoint(signed, s.options.Keys.Public)
		return err
	})
	return signed, c, err
}

// PublicKey is the public half of the key by which heads are signed, in the form of the note package.
func (s *Store) PublicKey() string { return s.options.Keys.Public }

// Origin is the ledger's name in its checkpoints.
func (s *Store) Origin() string { return s.options.Origin }

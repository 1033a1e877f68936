package store

import (
	"time"

	"zhiheng/backend/ledger"
)

// clockTolerance is how far the machine's clock may fall behind the last entry before that is worth an entry itself.
const clockTolerance = 2 * time.Second

// clockSetBack is the event that the machine's clock was found behind the last entry.
const clockSetBack = "store.clock_set_back"

// own is what the store itself has to tell.
func own() Pillar {
	return Pillar{Name: "store", Events: map[string]Apply{
		clockSetBack: func(*Tables, Event) error { return nil },
	}}
}

// noteClock records that the machine's clock is behind the ledger. Entries keep their order: they carry the last
// entry's instant until the clock has caught up.
func (tx *Tx) noteClock(behind time.Duration) error {
	actor := tx.Actor
	defer func() { tx.Actor = actor }()
	tx.Actor = System
	_, err := tx.Record(clockSetBack, "ledger", map[string]any{
		"machine": tx.Now.Add(-behind).Format(ledger.TimeFormat), "behind_seconds": int64(behind.Seconds())})
	return err
}

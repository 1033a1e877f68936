package store

import (
	"encoding/json"
	"fmt"
	"time"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// Event is an entry as an applier sees it.
type Event struct {
	Seq     int64
	At      time.Time // in China's zone, to the millisecond
	Actor   string
	Kind    string
	Subject string
	Data    json.RawMessage

	decoded any // Data as its applier wants it, when a replay has read ahead
}

// Day is the date of the event in China.
func (e Event) Day() string { return e.At.Format(time.DateOnly) }

// Instant is the moment of the event as it is written in tables and JSON.
func (e Event) Instant() string { return e.At.Format(ledger.TimeFormat) }

// Apply brings one event into a pillar's tables. It is a pure function of tables and event: no clock, no randomness, no
// file, no network. An error refuses the event, and with it the transaction.
type Apply func(t *Tables, e Event) error

// Pillar is what a pillar gives to the store: its name, the SQL that makes its tables, and what each kind of event does
// to them. Every event kind begins with the pillar's name and a dot. Veils are drawn over the tables, by name, that are not for
// all eyes.
type Pillar struct {
	Name   string
	Tables string
	Events map[string]Apply
	Veils  map[string]Veil
}

// On makes an applier out of a function that wants the event's data decoded.
func On[D any](apply func(t *Tables, e Event, data D) error) Apply {
	return func(t *Tables, e Event) error {
		data, known := e.decoded.(D)
		if !known {
			if err := json.Unmarshal(e.Data, &data); err != nil {
				return fault.New(fault.Damaged, "store.apply", fault.Tf("第%[1]d条账目(%[2]s)内容不可读", "entry %[1]d (%[2]s) cannot be read", e.Seq, e.Kind)).WithCause(err)
			}
		}
		if t.ahead != nil {
			*t.ahead = data
			return nil
		}
		return apply(t, e, data)
	}
}

// appliers gathers what every pillar does with its events. A kind claimed twice or outside its pillar is a fault of the
// program.
func appliers(pillars []Pillar) (map[string]Apply, error) {
	all := map[string]Apply{}
	for _, p := range pillars {
		for kind, apply := range p.Events {
			if _, taken := all[kind]; taken || len(kind) <= len(p.Name)+1 || kind[:len(p.Name)+1] != p.Name+"." {
				return nil, fault.Wrap("store.pillars", fmt.Errorf("pillar %s may not claim event %q", p.Name, kind))
			}
			all[kind] = apply
		}
	}
	return all, nil
}

package store

import (
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
)

// replayBatch is how many entries are read at a time.
const replayBatch = 2000

// replay reads every entry from one connection and applies it to the tables of another. Whatever is wrong with an entry
// goes to bad, which decides whether to go on. While a batch is applied the next one is read and decoded.
type replay struct {
	from     Source
	into     *Tables
	apply    map[string]Apply
	sm3      *ledger.Tree // grows by every entry; may be nil
	bad      func(int64, error) error
	progress func(done int64)
}

// batch is entries in order, ready to be applied, or the error that ended the reading.
type batch struct {
	ready []ready
	err   error
}

// ready is an entry that only has to be applied, or what is wrong with it.
type ready struct {
	seq   int64
	sm3   tlog.Hash
	entry ledger.Entry
	event Event
	apply Apply
	err   error
}

func (p *replay) run() error {
	batches, stop := make(chan batch), make(chan struct{})
	go func() {
		defer close(batches)
		p.readAhead(batches, stop)
	}()
	defer func() {
		close(stop)
		for range batches { // the connection is free when the reading has ended
		}
	}()
	done := int64(0)
	for b := range batches {
		if b.err != nil {
			return b.err
		}
		for chunk := range slices.Chunk(b.ready, eventRows) {
			if err := p.chunk(chunk); err != nil {
				return err
			}
		}
		if n := len(b.ready); n > 0 {
			done = b.ready[n-1].seq
		}
		if p.progress != nil {
			p.progress(done)
		}
	}
	return nil
}

// eventRows is how many rows of the table event one statement of a replay inserts. No applier reads that table.
const eventRows = 100

// chunk applies some entries in order.
func (p *replay) chunk(entries []ready) error {
	var args []any
	for _, r := range entries {
		if r.err == nil {
			args = append(args, r.entry.Seq, r.entry.Subject)
		}
	}
	if err := p.into.ExecRows(insertEvent, args...); err != nil {
		return err
	}
	for i := range entries {
		r := &entries[i]
		if p.sm3 != nil {
			p.sm3.Append(r.sm3)
		}
		err := r.err
		if err == nil {
			err = r.apply(p.into, r.event)
		}
		if err != nil {
			if err := p.bad(r.seq, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// readAhead reads and decodes batches until the ledger ends or nobody wants more.
func (p *replay) readAhead(batches chan<- batch, stop <-chan struct{}) {
	for after := int64(0); ; {
		rows, err := All[entryRow](p.from, "SELECT seq, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, replayBatch)
		b := batch{err: err, ready: make([]ready, len(rows))}
		for i, row := range rows {
			b.ready[i] = p.prepare(row)
			after = row.Seq
		}
		select {
		case batches <- b:
		case <-stop:
			return
		}
		if err != nil || len(rows) < replayBatch {
			return
		}
	}
}

// prepare decodes an entry. The applier itself decodes the event's data, since it alone knows their type: it is a pure
// function of tables and event, and without tables to write to it does nothing else.
func (p *replay) prepare(row entryRow) (r ready) {
	r.seq = row.Seq
	body := []byte(row.Body)
	if p.sm3 != nil {
		r.sm3 = ledger.LeafSM3(body)
	}
	if r.entry, r.err = ledger.Decode(row.Seq, body); r.err != nil {
		return r
	}
	at, err := r.entry.Time()
	if err != nil {
		r.err = fault.New(fault.Damaged, "store.replay", fault.Tf("第%[1]d条账目的时刻不可读", "the instant of entry %[1]d cannot be read", row.Seq)).WithCause(err)
		return r
	}
	known := false
	if r.apply, known = p.apply[r.entry.Kind]; !known {
		r.err = newerProgram(fmt.Errorf("entry %d is of the unknown kind %q", row.Seq, r.entry.Kind))
		return r
	}
	r.event = eventOf(r.entry, at.In(ledger.Zone))
	var decoded any
	if err := r.apply(&Tables{ahead: &decoded}, r.event); err == nil { // an error comes again when it is applied
		r.event.decoded = decoded
	}
	return r
}

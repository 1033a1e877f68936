package store

import (
	"context"
	"sync"
	"sync/atomic"

	"zhiheng/backend/fault"
)

type originalRow struct {
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3"`
	Size   int64  `json:"size"`
	Seq    int64  `json:"seq"`
}

// step is by how many bytes the reading of originals goes on before it is told.
const step = 32 << 20

// originals compares every file that an event rests on with its name and its SM3, several at a time.
func (v *verification) originals() error {
	if v.options.Originals == nil || v.options.tablesOnly {
		return nil
	}
	rows, err := All[originalRow](v.disk, "SELECT sha256, sm3, size, seq FROM original ORDER BY seq, sha256")
	if err != nil {
		return err
	}
	total := int64(0)
	for _, row := range rows {
		total += row.Size
	}
	ctx, stop := context.WithCancel(v.disk.ctx)
	defer stop()
	wrong := make([]error, len(rows))
	var next, done, told atomic.Int64
	tell := make(chan struct{}, 1)
	read := func(n int64) {
		if now := done.Add(n); now-told.Load() >= step {
			told.Store(now)
			select {
			case tell <- struct{}{}:
			default: // it will be told with the next
			}
		}
	}
	var working sync.WaitGroup
	for range workers() {
		working.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(rows)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				row := rows[i]
				if v.options.SHA256Only {
					row.SM3 = ""
				}
				wrong[i] = v.options.Originals.Check(ctx, row.SHA256, row.SM3, read)
			}
		})
	}
	finished := make(chan struct{})
	go func() { working.Wait(); close(finished) }()
	for busy := true; busy; {
		select {
		case <-tell:
		case <-finished:
			busy = false
		}
		v.progress(PhaseOriginals, done.Load(), total)
	}
	if err := v.disk.ctx.Err(); err != nil {
		return storageError("store.verify", err)
	}
	for i, row := range rows {
		v.report.Files++
		if kind := fault.KindOf(wrong[i]); kind == fault.Damaged || kind == fault.Storage {
			v.report.add(Finding{Where: "original", Name: row.SHA256, Seq: row.Seq, What: fault.As(wrong[i]).Message})
		} else if wrong[i] != nil {
			return wrong[i]
		}
	}
	v.report.Bytes = done.Load()
	return nil
}

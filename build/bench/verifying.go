package main

import (
	"context"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"zhiheng/backend/store"
)

const (
	verifiedEntries = 1_000_000
	sparseFiles     = 25
	sparseSize      = 4 << 30 // of each: a hundred gigabytes in all
)

// verifying measures the verification of a big office: its ledger, and originals that are mostly noughts.
func verifying(ctx context.Context, b *bench, s *section) error {
	if err := verifyLong(ctx, b, s); err != nil {
		return err
	}
	return verifyLarge(ctx, b, s)
}

// filed is a pillar with an event that names an original.
func filed() store.Pillar {
	return store.Pillar{Name: "filed", Events: map[string]store.Apply{"filed.kept": store.On(func(t *store.Tables, e store.Event, d object) error {
		return t.Original(e, d["sha256"].(string), d["sm3"].(string), int64(d["size"].(float64)))
	})}}
}

// verifyLong verifies a ledger of a million entries of three values.
func verifyLong(ctx context.Context, b *bench, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "long"))
	if err != nil {
		return err
	}
	defer o.close()
	if err := o.found(ctx); err != nil {
		return err
	}
	const id = "c-000000000001"
	n := b.size(verifiedEntries)
	for made := 0; made < n; {
		err := o.store.Do(ctx, store.System, func(tx *store.Tx) error {
			if made == 0 {
				if _, err := tx.Record("casefile.opened", id, object{"no": "320681-PEN-2026-00001", "title": "虚构案", "procedure": "penalty", "state": "clue", "handlers": []string{}}); err != nil {
					return err
				}
			}
			for range min(1000, n-made) {
				made++
				data := object{"fields": fields("p.name", fmt.Sprintf("云汀县第%d食品有限公司", made), "x.fine", made*100, "p.addr", "云汀县虚构区示例路8号")}
				if _, err := tx.Record("casefile.fields_set", id, data); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	begun, phases := time.Now(), map[string]time.Duration{}
	last, at := begun, ""
	report, err := o.store.Verify(ctx, store.VerifyOptions{Progress: func(p store.Progress) {
		if now := time.Now(); p.Phase != at {
			phases[at] += now.Sub(last)
			last, at = now, p.Phase
		}
	}})
	if err != nil {
		return err
	}
	phases[at] += time.Since(last)
	if !report.Intact || report.Entries < int64(n) {
		return fmt.Errorf("the long ledger does not verify: %d entries, %+v", report.Entries, report.Findings)
	}
	rate := perSecond(int(report.Entries), phases[store.PhaseLedger])
	s.judge(rate >= 200_000, "≥ 200,000 entries/s", fmt.Sprintf("The ledger part: %s entries, each hashed by SHA-256 and SM3 and held against the tree", thousands(report.Entries)), "%s entries/s (%.1f s)", thousands(rate), phases[store.PhaseLedger].Seconds())
	s.add("The whole of it: file, ledger, tables made anew and compared", "%.1f s (file %.1f s, tables anew %.1f s, compared %.1f s)", time.Since(begun).Seconds(), phases[store.PhaseFile].Seconds(), phases[store.PhaseTables].Seconds(), phases[store.PhaseRows].Seconds())
	return nil
}

// verifyLarge verifies sparse originals, by both hashes and by one, beside a plain reading of the same files.
func verifyLarge(ctx context.Context, b *bench, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "large"), filed())
	if err != nil {
		return err
	}
	defer o.close()
	size := int64(b.size(sparseSize))
	files, err := sparse(o, size)
	if err != nil {
		return err
	}
	err = o.store.Do(ctx, store.System, func(tx *store.Tx) error {
		for _, f := range files {
			if _, err := tx.Record("filed.kept", "office", f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	total := size * int64(len(files))
	begun := time.Now()
	file, err := o.blobs.Open(files[0]["sha256"].(string))
	if err != nil {
		return err
	}
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{file}, make([]byte, 1<<20))
	if err = errors.Join(err, file.Close()); err != nil || n != size {
		return fmt.Errorf("%d bytes of %d: %w", n, size, err)
	}
	s.add("Reading alone, one file after the other", "%s", perSecondMB(n, time.Since(begun)))
	for _, only := range []bool{false, true} {
		begun := time.Now()
		report, err := o.store.Verify(ctx, store.VerifyOptions{Originals: o.blobs, SHA256Only: only})
		if err != nil {
			return err
		}
		took := time.Since(begun)
		if !report.Intact || report.Bytes < total {
			return fmt.Errorf("the large office does not verify: %d bytes, %+v", report.Bytes, report.Findings)
		}
		s.add(fmt.Sprintf("%d sparse originals of %.1f GB in all, by %s", len(files), float64(total)/1e9, map[bool]string{false: "SHA-256 and SM3", true: "SHA-256 alone"}[only]), "%s (%.0f s)", perSecondMB(total, took), took.Seconds())
	}
	return nil
}

func perSecondMB(bytes int64, took time.Duration) string {
	return fmt.Sprintf("%s MB/s", thousands(int64(float64(bytes)/1e6/took.Seconds())))
}

// sparse makes originals that differ in their last bytes alone, so that the noughts before them are hashed once.
func sparse(o *office, size int64) (files []object, err error) {
	one, other := sha256.New(), sm3.New()
	if _, err := io.CopyN(io.MultiWriter(one, other), noughts{}, size-8); err != nil {
		return nil, err
	}
	for n := range sparseFiles {
		tail := fmt.Appendf(nil, "%08d", n)
		sha, sm := ended(one, sha256.New(), tail), ended(other, sm3.New(), tail)
		place := o.blobs.Path(sha)
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			return nil, err
		}
		file, err := os.Create(place)
		if err == nil {
			err = file.Truncate(size)
		}
		if err == nil {
			_, err = file.WriteAt(tail, size-8)
		}
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		files = append(files, object{"sha256": sha, "sm3": sm, "size": size})
	}
	return files, nil
}

// ended is a hash that has come so far, with a tail behind.
func ended(so, into hash.Hash, tail []byte) string {
	state, err := so.(encoding.BinaryMarshaler).MarshalBinary()
	if err == nil {
		err = into.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)
	}
	if err != nil {
		panic(err) // both hashes can do it
	}
	into.Write(tail)
	return hex.EncodeToString(into.Sum(nil))
}

// noughts reads as zeros without an end.
type noughts struct{}

func (noughts) Read(b []byte) (int, error) { clear(b); return len(b), nil }

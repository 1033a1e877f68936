package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// longRecording is the size of a long recording, in bytes; and so many places in it are jumped to.
const (
	longRecording = 4 << 30
	jumps         = 200
	jumpSize      = 1 << 20
)

// recording measures a long recording on its way into the office, beside a plain copy of the same file, and the jumping about in it.
func recording(ctx context.Context, b *bench, s *section) error {
	o, err := openOffice(ctx, filepath.Join(b.temp, "recording"))
	if err != nil {
		return err
	}
	defer o.close()
	size := int64(b.size(longRecording))
	from := filepath.Join(b.temp, "station")
	film := filepath.Join(from, "20260301080000_0001.mp4")
	if err := writeFilm(film, size); err != nil {
		return err
	}
	copied, err := plainCopy(film, filepath.Join(b.temp, "copy.mp4"))
	if err != nil {
		return err
	}
	s.add(fmt.Sprintf("A plain copy of %.1f GB, with a sync", float64(size)/1e9), "%s", perSecondMB(size, copied))
	desk := &record.Desk{Files: o.files, Clock: time.Now}
	actor := account.Person{ID: "p-importer", Roles: []string{"handler"}, Active: true}
	started, err := desk.StartImport(ctx, actor, record.ImportStart{Folder: from})
	if err != nil {
		return err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	if err := desk.RunImport(ctx, actor, started.ID, nil); err != nil {
		return err
	}
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	list, n, err := desk.List(ctx, record.Filter{})
	if err != nil || n != 1 || list[0].Size != size {
		return fmt.Errorf("%d recordings came in: %w", n, err)
	}
	s.add("The same import into the record: kept with a sync, hashed by SHA-256 and SM3 on the way, read, entered", "%s (%.1f s)", perSecondMB(size, took), took.Seconds())
	s.judge(after.TotalAlloc-before.TotalAlloc < 64<<20, "constant", "All memory that it ever took, whatever the size", "%d MiB", (after.TotalAlloc-before.TotalAlloc)>>20)
	if report, err := o.store.Verify(ctx, store.VerifyOptions{Originals: o.blobs}); err != nil || !report.Intact {
		return fmt.Errorf("the office with the recording does not verify: %w", err)
	}
	return jumping(desk, list[0], s)
}

// writeFilm writes a film of a size: a head that says how long it is, and then what no disk can make smaller.
func writeFilm(path string, size int64) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Sync(), file.Close()) }()
	head := sampleMP4(1)
	left := size - int64(len(head)) - 16
	rest := append(binary.BigEndian.AppendUint32(nil, 1), "mdat"...)
	if _, err := file.Write(append(head, binary.BigEndian.AppendUint64(rest, uint64(left+16))...)); err != nil {
		return err
	}
	_, err = io.CopyN(file, rand.NewChaCha8([32]byte{1}), left)
	return err
}

func plainCopy(from, to string) (time.Duration, error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	begun := time.Now()
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{out}, struct{ io.Reader }{in}, make([]byte, 1<<20))
	err = errors.Join(err, out.Sync(), out.Close())
	return time.Since(begun), errors.Join(err, os.Remove(to))
}

// jumping asks for a second's worth of the recording at many places, as a player does.
func jumping(desk *record.Desk, r record.Recording, s *section) error {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		file, err := desk.File(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer file.Close()
		http.ServeContent(w, q, "", time.Time{}, file)
	}))
	defer server.Close()
	var times []time.Duration
	for range jumps {
		at := rand.Int64N(r.Size - jumpSize)
		ask, err := http.NewRequest(http.MethodGet, server.URL, nil)
		if err != nil {
			return err
		}
		ask.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", at, at+jumpSize-1))
		begun := time.Now()
		answer, err := http.DefaultClient.Do(ask)
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if err != nil || n != jumpSize || answer.StatusCode != http.StatusPartialContent {
			return fmt.Errorf("at %d: %d bytes, %s: %w", at, n, answer.Status, err)
		}
		times = append(times, time.Since(begun))
	}
	s.judge(quantile(times, 1) < time.Second, "at once", fmt.Sprintf("A megabyte from any of %d places, over HTTP: median and longest", jumps), "%s, %s", millis(quantile(times, .5)), millis(quantile(times, 1)))
	return nil
}

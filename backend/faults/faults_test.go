// Package faults_test breaks things on purpose: it kills the program, cuts the power, fills the disk, and lets others
// write into an office, and then asks whether every original and record that was acknowledged is still there. Every
// harness also runs over a store with a known fault and must find it.
//
// ZHIHENG_FAULTS=full runs the full counts; ZHIHENG_SEED=n repeats the random choices of a run that failed.
package faults_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/blob"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

func TestMain(m *testing.M) {
	if work := os.Getenv(jobVariable); work != "" {
		os.Exit(child(work))
	}
	os.Exit(m.Run())
}

// full tells whether this is the full run.
func full() bool { return os.Getenv("ZHIHENG_FAULTS") == "full" }

// count is how often a fault is tried: normally, and in the full run.
func count(normal, inFull int) int {
	if full() {
		return inFull
	}
	if testing.Short() {
		return max(1, normal/4)
	}
	return normal
}

// dice gives the random choices of a test and says how to repeat them if it fails.
func dice(t *testing.T) *mathrand.Rand {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv("ZHIHENG_SEED"), 10, 64)
	if err != nil {
		seed = mathrand.Uint64()
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("repeat the choices with ZHIHENG_SEED=%d", seed)
		}
	})
	return mathrand.New(mathrand.NewPCG(seed, 1))
}

// memoryDir is a folder that is quick to sync, where the machine has one.
func memoryDir(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "linux" {
		if dir, err := os.MkdirTemp("/dev/shm", "zhiheng-faults-"); err == nil {
			t.Cleanup(func() { os.RemoveAll(dir) })
			return dir
		}
	}
	return t.TempDir()
}

func newKeys(t *testing.T) ledger.Keys {
	t.Helper()
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/faults")
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// The tests' own pillar keeps items, each of which rests on one original.
const itemTables = `
CREATE TABLE item_kept (
  id     TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL
) STRICT;
`

type item struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"`
	Size   int64  `json:"size,omitempty"`
}

func items() store.Pillar {
	return store.Pillar{Name: "item", Tables: itemTables, Events: map[string]store.Apply{
		"item.kept": store.On(func(t *store.Tables, e store.Event, d item) error {
			if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
				return err
			}
			return t.Exec("INSERT INTO item_kept (id, sha256) VALUES (?, ?)", e.Subject, d.SHA256)
		}),
	}}
}

// office is an office in a folder: a file of records and a folder of originals.
type office struct {
	*store.Store
	originals *blob.Store
}

// openOffice opens the office in a folder or makes it.
func openOffice(dir string, keys ledger.Keys, synchronous string) (*office, error) {
	originals, err := blob.Open(filepath.Join(dir, "originals"))
	if err != nil {
		return nil, err
	}
	s, err := store.Open(filepath.Join(dir, "office.db"), store.Options{Pillars: []store.Pillar{items()}, Keys: keys,
		Origin: "zhiheng/faults", Clock: time.Now, Synchronous: synchronous})
	if err != nil {
		originals.Close()
		return nil, err
	}
	return &office{s, originals}, nil
}

func (o *office) close() {
	o.Close()
	o.originals.Close()
}

// record says that an item was kept.
func (o *office) record(id, sha string, size int64) error {
	return o.Do(context.Background(), "p-1", func(tx *store.Tx) error {
		_, err := tx.Record("item.kept", id, item{ID: id, SHA256: sha, Size: size})
		return err
	})
}

// keep puts an item's original and then its record: the order on which everything rests.
func (o *office) keep(id string) error {
	stored, err := o.originals.Put(bytes.NewReader(content(id)))
	if err != nil {
		return err
	}
	return o.record(id, stored.SHA256, stored.Size)
}

// items reads all items.
func (o *office) items() (there []item, err error) {
	err = o.View(context.Background(), func(r *store.Reader) (err error) {
		there, err = store.All[item](r, "SELECT id, sha256 FROM item_kept")
		return err
	})
	return there, err
}

// content is the original of an item: a few blocks long, and all its own.
func content(id string) []byte {
	hash := fnv.New64a()
	hash.Write([]byte(id))
	r := mathrand.New(mathrand.NewPCG(hash.Sum64(), 7))
	body := make([]byte, 1+r.IntN(20_000))
	for i := range body {
		body[i] = byte(r.Uint32())
	}
	return append([]byte(id+"\n"), body...)
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// verdict is what has become of an office.
type verdict struct {
	err      error           // it cannot be opened or read
	findings []store.Finding // it is not intact
	lost     []string        // these were acknowledged and are not there
	items    int
}

func (v verdict) sound() bool { return v.err == nil && len(v.findings) == 0 && len(v.lost) == 0 }

func (v verdict) String() string {
	switch {
	case v.err != nil:
		return "cannot be opened: " + v.err.Error()
	case len(v.findings) > 0:
		return fmt.Sprintf("is not intact: %+v", v.findings)
	case len(v.lost) > 0:
		return "has lost " + strings.Join(v.lost, ", ")
	}
	return fmt.Sprintf("is sound, with %d items", v.items)
}

// judge opens the office in a folder as the next start of the program would, verifies it with all its originals and looks
// for every item that was acknowledged.
func judge(dir string, keys ledger.Keys, acknowledged []string) verdict {
	o, err := openOffice(dir, keys, "")
	if err != nil {
		return verdict{err: err}
	}
	defer o.close()
	return o.judge(acknowledged)
}

func (o *office) judge(acknowledged []string) verdict {
	report, err := o.Verify(context.Background(), store.VerifyOptions{Originals: o.originals})
	if err != nil {
		return verdict{err: err}
	}
	v := verdict{findings: report.Findings}
	there, err := o.items()
	v.err = err
	known := map[string]string{}
	for _, i := range there {
		known[i.ID] = i.SHA256
	}
	v.items = len(known)
	for _, id := range acknowledged {
		if known[id] != hashOf(content(id)) {
			v.lost = append(v.lost, id)
		}
	}
	return v
}

// tally counts verdicts.
type tally struct {
	looked, unopenable, inconsistent, lost int
	acknowledged                           int
}

func (c *tally) add(v verdict) {
	c.looked++
	if v.err != nil {
		c.unopenable++
	}
	if len(v.findings) > 0 {
		c.inconsistent++
	}
	if len(v.lost) > 0 {
		c.lost++
	}
}

func (c *tally) bad() int { return c.unopenable + c.inconsistent + c.lost }

func (c *tally) String() string {
	return fmt.Sprintf("%d looked at after %d acknowledged items: %d with a lost item, %d not intact, %d not to be opened",
		c.looked, c.acknowledged, c.lost, c.inconsistent, c.unopenable)
}

package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"zhiheng/backend/store"
)

func openCache(t *testing.T, path string) *store.Cache {
	t.Helper()
	c, err := store.OpenCache(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestACacheKeepsValues(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "derived", "cache.db")
	c := openCache(t, path)
	for _, value := range []string{"一", "二", ""} {
		if err := c.Put(ctx, "key", []byte(value)); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		c = openCache(t, path)
		if got, found, err := c.Get(ctx, "key"); err != nil || !found || string(got) != value {
			t.Errorf("%q %v %v, want %q", got, found, err, value)
		}
	}
	if got, found, err := c.Get(ctx, "other"); err != nil || found {
		t.Errorf("%q %v %v", got, found, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// TestADamagedCacheNeverLies changes the file in many places: every value is then what was kept, or missing, and can be
// kept again.
func TestADamagedCacheNeverLies(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "cache.db")
	c := openCache(t, path)
	want := map[string][]byte{}
	for i := range 60 {
		key := fmt.Sprintf("text/%d", i)
		want[key] = bytes.Repeat([]byte(fmt.Sprintf("第%d页 ", i)), 1+i*20)
		if err := c.Put(ctx, key, want[key]); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for round := range 60 {
		damaged := bytes.Clone(sound)
		for at := round * 67; at < len(damaged); at += 4096 + 511*round {
			copy(damaged[at:], "harm")
		}
		if round%10 == 9 {
			damaged = damaged[:len(damaged)*round/100]
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		c := openCache(t, path)
		for key, value := range want {
			got, found, err := c.Get(ctx, key)
			if err != nil || found && !bytes.Equal(got, value) {
				t.Fatalf("round %d: %s is %.20q, %v", round, key, got, err)
			}
			if !found {
				lost++
				if err := c.Put(ctx, key, value); err != nil {
					t.Fatalf("round %d: %v", round, err)
				}
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + suffix) // there are none after a close
		}
	}
	if lost < 60 {
		t.Errorf("only %d values were lost: nothing was damaged", lost)
	}
}

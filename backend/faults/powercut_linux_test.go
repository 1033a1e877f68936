package faults_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// cutting is a run of power cuts.
type cutting struct {
	cuts, states int
	synchronous  string
	plant        string
	until        int // stop after so many bad offices; 0 to go on
}

// run lets a child keep items on a disk that may forget, cuts the power at a random moment, and judges several of the
// states in which the disk may be found. A disk lives through five cuts before a new one is begun.
func (c cutting) run(t *testing.T, r *rand.Rand) (tally, verdict) {
	t.Helper()
	var sum tally
	var first verdict
	keys, place := newKeys(t), memoryDir(t)
	var d *disk
	var acknowledged []string
	for n := range c.cuts {
		if n%5 == 0 {
			d, acknowledged = newDisk(), nil
		}
		kept := c.cut(t, r, d, job{Keys: keys, Round: fmt.Sprint(n), Workers: 1 + r.IntN(3), Synchronous: c.synchronous, Plant: c.plant})
		sum.acknowledged += len(kept)
		acknowledged = append(acknowledged, kept...)
		if c.until > 0 && sum.bad() >= c.until {
			break
		}
		next := d
		for state := range c.states {
			found := d.afterCut(r, [...]float64{0, 1, 0.5, 0.1, 0.9}[state%5])
			dir := filepath.Join(place, fmt.Sprintf("%d-%d", n, state))
			if err := found.writeTo(dir); err != nil {
				t.Fatal(err)
			}
			v := judge(dir, keys, acknowledged)
			sum.add(v)
			if !v.sound() && first.sound() {
				first = v
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			if v.sound() {
				next = found // on which the office goes on
			}
		}
		if d = next; d.off { // none is sound
			d, acknowledged = newDisk(), nil
		}
	}
	return sum, first
}

// cut lets a child work on a disk until the power is cut, and returns what it has acknowledged.
func (c cutting) cut(t *testing.T, r *rand.Rand, d *disk, j job) []string {
	t.Helper()
	dir, unmount := d.mount(t)
	defer unmount()
	j.Dir = dir
	worker := start(t, j)
	if r.IntN(5) > 0 { // one in five is cut while the office is made or mended
		<-worker.open
	}
	time.Sleep(time.Duration(r.IntN(120_000)) * time.Microsecond)
	d.cutPower()
	// Nothing can be synced any more: whatever the child still says was true before.
	return said(worker.kill(), "kept")
}

func TestPowerCutAtAnyMoment(t *testing.T) {
	began := time.Now()
	c := cutting{cuts: count(10, 200), states: count(5, 20)}
	sum, first := c.run(t, dice(t))
	t.Logf("%d cuts, %v; %v", c.cuts, &sum, time.Since(began).Round(time.Millisecond))
	if sum.bad() > 0 {
		t.Fatalf("the first bad office %v", first)
	}
	if sum.acknowledged < c.cuts {
		t.Fatal("hardly anything was kept: the test looks at nothing")
	}
}

func TestPowerCutsFindWhatWasNotSynced(t *testing.T) {
	for name, c := range map[string]cutting{
		"records with synchronous NORMAL": {synchronous: "NORMAL"},
		"records with synchronous OFF":    {synchronous: "OFF"},
		unsyncedOriginals:                 {plant: unsyncedOriginals},
		acknowledgeFirst:                  {plant: acknowledgeFirst},
		databaseFirst:                     {plant: databaseFirst},
	} {
		t.Run(name, func(t *testing.T) {
			c.cuts, c.states, c.until = 40, 5, 1
			if full() {
				c.cuts, c.states, c.until = 20, 20, 0
			}
			sum, first := c.run(t, dice(t))
			t.Logf("%d cuts, %v; the first %.200v", c.cuts, &sum, first)
			if sum.bad() == 0 {
				t.Fatal("the harness does not find it")
			}
		})
	}
}

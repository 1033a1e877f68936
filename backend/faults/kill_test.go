package faults_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// killing is a run of kill cycles.
type killing struct {
	cycles int
	plant  string
	until  int // stop after so many bad offices; 0 to go on
}

// run starts a child, kills it at a random moment, and judges what it has left behind, again and again. An office lives
// through ten kills before a new one is begun.
func (k killing) run(t *testing.T, r *rand.Rand) (tally, verdict) {
	t.Helper()
	var sum tally
	var first verdict
	keys, root := newKeys(t), t.TempDir()
	var acknowledged []string
	for cycle := range k.cycles {
		dir := filepath.Join(root, fmt.Sprint(cycle/10))
		if cycle%10 == 0 {
			acknowledged = nil
		}
		c := start(t, job{Dir: dir, Keys: keys, Round: fmt.Sprint(cycle), Workers: 1 + r.IntN(3), Plant: k.plant})
		if r.IntN(5) > 0 { // one in five dies while it starts
			<-c.open
		}
		time.Sleep(time.Duration(r.IntN(60_000)) * time.Microsecond)
		kept := said(c.kill(), "kept")
		sum.acknowledged += len(kept)
		acknowledged = append(acknowledged, kept...)
		v := judge(dir, keys, acknowledged)
		sum.add(v)
		if !v.sound() {
			if first.sound() {
				first = v
			}
			if k.until > 0 && sum.bad() >= k.until {
				break
			}
			acknowledged = nil // what was bad once stays bad: begin anew
			root = t.TempDir()
		}
	}
	return sum, first
}

func TestKilledAtAnyMoment(t *testing.T) {
	began := time.Now()
	sum, first := killing{cycles: count(60, 1000)}.run(t, dice(t))
	t.Logf("%v; %v", &sum, time.Since(began).Round(time.Millisecond))
	if sum.bad() > 0 {
		t.Fatalf("the first bad office %v", first)
	}
	if sum.acknowledged < sum.looked {
		t.Fatal("hardly anything was kept: the test looks at nothing")
	}
}

func TestKillingFindsAWrongOrder(t *testing.T) {
	for _, plant := range []string{databaseFirst, acknowledgeFirst} {
		t.Run(plant, func(t *testing.T) {
			k := killing{cycles: 60, plant: plant, until: 1}
			if full() {
				k.cycles, k.until = 100, 0
			}
			sum, _ := k.run(t, dice(t))
			t.Log(&sum)
			if sum.bad() == 0 {
				t.Fatal("the harness does not find it")
			}
		})
	}
}

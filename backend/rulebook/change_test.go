package rulebook_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
)

// shuffled is a bundle with some rows removed, changed, added and moved, by a seed.
func shuffled(t *testing.T, b rulebook.Bundle, seed uint64) rulebook.Bundle {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	out := rulebook.Bundle{}
	for _, name := range b.Names() {
		var file map[string]any
		if err := json.Unmarshal(b[name], &file); err != nil {
			t.Fatal(err)
		}
		rows, list := file["rows"].([]any)
		switch {
		case random.IntN(12) == 0:
			continue // the file is gone
		case !list:
			file["said"] = random.IntN(3)
		}
		if list {
			rows = slices.DeleteFunc(rows, func(any) bool { return random.IntN(20) == 0 })
			for _, r := range rows {
				if random.IntN(20) == 0 {
					r.(map[string]any)["source"] = fmt.Sprint(random.IntN(5))
				}
			}
			if len(rows) > 1 && random.IntN(3) == 0 {
				random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			}
			file["rows"] = rows
		}
		raw, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = raw
	}
	return out
}

// seeds is how many random books are tried; a few in a short run.
func seeds(n uint64) uint64 {
	if testing.Short() {
		return n / 8
	}
	return n
}

func TestTheDifferenceOfTwoRulebooksTurnsOneIntoTheOther(t *testing.T) {
	sound := load(t).Bundle()
	for seed := range seeds(40) {
		a, b := shuffled(t, sound, seed), shuffled(t, sound, seed+1000)
		changes, err := rulebook.Diff(a, b)
		if err != nil {
			t.Fatal(err)
		}
		edits := make([]rulebook.Edit, 0, len(changes))
		for _, c := range changes {
			edits = append(edits, c.Edit())
		}
		got, err := a.Edit(edits)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		x, errX := got.Document()
		y, errY := b.Document()
		if errX != nil || errY != nil || !bytes.Equal(x, y) {
			again, _ := rulebook.Diff(got, b)
			t.Fatalf("seed %d: %d changes, and %d are left: %.500v", seed, len(changes), len(again), again)
		}
		if again, err := rulebook.Diff(got, b); err != nil || len(again) != 0 {
			t.Fatalf("seed %d: equal books differ: %v", seed, again)
		}
	}
}

func TestAMergeWithNothingOwnIsTheProgramsBook(t *testing.T) {
	sound := load(t).Bundle()
	for seed := range seeds(10) {
		theirs := shuffled(t, sound, seed)
		merged, conflicts, err := rulebook.Merge(sound, sound, theirs)
		if err != nil || len(conflicts) != 0 || merged.Hash() != theirs.Hash() {
			t.Fatalf("seed %d: %v, %v", seed, conflicts, err)
		}
		ours := shuffled(t, sound, seed+500)
		if merged, _, err = rulebook.Merge(sound, ours, sound); err != nil || merged.Hash() != ours.Hash() {
			t.Fatalf("seed %d: nothing is new, and the office's book has changed: %v", seed, err)
		}
	}
}

func TestTheKeysOfAChangedRowAreTold(t *testing.T) {
	c := rulebook.Change{Before: json.RawMessage(`{"a":1,"b":2,"c":3}`), After: json.RawMessage(`{"a":1,"b":5,"d":4}`)}
	var told []string
	for _, k := range c.Keys() {
		told = append(told, fmt.Sprintf("%s %s %s", k.Key, k.Before, k.After))
	}
	if !slices.Equal(told, []string{"b 2 5", "c 3 ", "d  4"}) {
		t.Errorf("%q", told)
	}
}

package blindset_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/officetest"
	"zhiheng/build/blindset"
)

// TestMain lets the test binary serve as the reader of files.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "extract-child" {
		os.Exit(extract.Child(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// room is a made-up office that reads files in earnest.
func room(t *testing.T) *blindset.Room {
	o := officetest.New(t)
	pool, err := extract.New(extract.Options{Executable: os.Args[0], Args: []string{"extract-child"}, CacheDir: filepath.Join(os.TempDir(), "zhiheng-extract-test")})
	o.Must(err)
	t.Cleanup(pool.Close)
	o.Files.Reading = pool
	o.Files.Sources = []casefile.FactSource{authority.Facts, o.Desk.Facts}
	o.Must((&authority.Authority{Store: o.Store, Rules: o.Files.Rules, Blobs: o.Files.Blobs, Today: o.Files.Today}).
		Describe(t.Context(), o.Who["wei"], authority.Body{Kind: "agency", Level: "county", Listed: true, Powers: []string{"YT-0231"}}))
	blindset.Handled(blindset.Officer{Name: "林一", Cert: "YT001"}, blindset.Officer{Name: "梅二", Cert: "YT002"})
	today := ""
	o.Files.Today = func() string { return today }
	return &blindset.Room{Desk: o.Desk, Handlers: []account.Person{o.Who["lin"], o.Who["mei"]}, Reviewer: o.Who["he"], Temp: t.TempDir(), SetToday: func(day string) { today = day }}
}

func TestTry(t *testing.T) {
	r := room(t)
	open, kept := blindset.Hands()
	var openOps []blindset.Operator
	for _, o := range blindset.Operators() {
		if !o.Kept {
			openOps = append(openOps, o)
		}
	}
	seen, missed, stray := map[string][]string{}, []string{}, []string{}
	tell := func(result blindset.Result) {
		c := result.Case
		name := fmt.Sprintf("%s%d %s", c.Hand.ID, c.Number, c.Why)
		if result.Operator == nil {
			for _, a := range result.Alarms {
				key := c.Kind + " " + a.Item + " " + a.Check + " " + a.Class
				seen[key] = append(seen[key], name, a.Says)
			}
			return
		}
		if !result.Found && result.Class == "A" {
			missed = append(missed, c.Kind+" "+name+" "+result.Operator.Label)
		}
	}
	part := blindset.Part{Hands: open, Operators: openOps, Sound: 3, Rounds: 2, First: 0, Oddities: true}
	if os.Getenv("PART") == "kept" {
		part.Hands, part.Operators, part.Rounds, part.First, tell = kept, blindset.Operators(), 1, 5000, nil
	}
	if n := os.Getenv("ROUNDS"); n != "" {
		part.Rounds = int(n[0] - '0')
	}
	f, err := r.Run(t.Context(), part, tell)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range slices.Sorted(maps.Keys(seen)) {
		var who []string
		for i := 0; i < len(seen[k]); i += 2 {
			who = append(who, seen[k][i])
		}
		t.Logf("%s: %d %v %.260s", k, len(who), who[:min(6, len(who))], seen[k][1])
	}
	for _, m := range missed {
		t.Logf("MISSED %s", m)
	}
	for _, m := range stray {
		t.Logf("%s", m)
	}
	t.Logf("quiet %d/%d %v %v; found %d/%d %v %v; elsewhere %d; further %d/%d; hints %d; unlooked %d/%d; %+v", blindset.Sum(f.Quiet), blindset.Sum(f.Sound), f.Quiet, f.Sound,
		blindset.Sum(f.Found), blindset.Sum(f.Faulty), f.Found, f.Faulty, f.Elsewhere, f.Other, f.Further, f.Hints, f.Unlooked, f.Asked, f.Effort)
}

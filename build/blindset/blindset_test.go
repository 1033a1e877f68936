package blindset_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/idcode"
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

// open is the part of the set by which the checks were mended; the rest is for the bench alone.
func open(every int) blindset.Part {
	hands, _ := blindset.Hands()
	part := blindset.Part{Hands: hands, Rounds: 1}
	for i, o := range blindset.Operators() {
		if !o.Kept && i%every == 0 {
			part.Operators = append(part.Operators, o)
		}
	}
	return part
}

// TestDossiersOfOtherOfficesAreReviewed brings in dossiers of other offices: the sound ones give no alarm, and the faults are found.
// It takes every tenth fault, all of them with ZHIHENG_FAULTS=full.
func TestDossiersOfOtherOfficesAreReviewed(t *testing.T) {
	r := room(t)
	part := open(10)
	part.Sound = 1
	if os.Getenv("ZHIHENG_FAULTS") == "full" {
		part = open(1)
		part.Sound, part.Oddities = 5, true
	}
	f, err := r.Run(t.Context(), part, func(result blindset.Result) {
		c := result.Case
		if result.Operator == nil && result.Alarmed() {
			t.Errorf("%s %d %s in the hand %s: %+v", c.Kind, c.Number, c.Why, c.Hand.ID, result.Alarms)
		}
		if result.Operator != nil && result.Class == "A" && !result.Found {
			t.Logf("%s %d in the hand %s: %s was not found: %+v", c.Kind, c.Number, c.Hand.ID, result.Operator.Label, result.Alarms)
		}
		if result.Operator != nil && result.Class == "" {
			t.Errorf("%s breaks no point of the checklist of %s", result.Operator.ID, c.Kind)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	found, faulty := blindset.Sum(f.Found), blindset.Sum(f.Faulty)
	if faulty == 0 || float64(found) < .95*float64(faulty) {
		t.Errorf("%d of %d faults were found", found, faulty)
	}
	if len(f.Sound) != len(blindset.Kinds()) || f.Effort.Sorted == 0 || f.Effort.Taken == 0 {
		t.Errorf("not every kind was there, or nothing was read: %+v", f)
	}
	t.Logf("%d of %d faults; %+v", found, faulty, f.Effort)
}

// TestACaseIsWrittenTheSameAgain holds that the same seed gives the same files, and another hand other ones with the same matter.
func TestACaseIsWrittenTheSameAgain(t *testing.T) {
	hands, kept := blindset.Hands()
	for _, kind := range blindset.Kinds() {
		for i, hand := range append(hands, kept...) {
			one, err := blindset.Make(kind, 7, hand).Files()
			if err != nil {
				t.Fatal(err)
			}
			two, err := blindset.Make(kind, 7, hand).Files()
			if err != nil {
				t.Fatal(err)
			}
			if len(one) < 4 || len(one) != len(two) {
				t.Fatalf("%s has %d papers, and then %d", kind, len(one), len(two))
			}
			for j := range one {
				if one[j].Name != two[j].Name || !bytes.Equal(one[j].Data, two[j].Data) {
					t.Errorf("%s %s is not written the same again", kind, one[j].Name)
				}
			}
			if other := blindset.Make(kind, 7, hands[(i+1)%len(hands)]); i < len(hands) && reflect.DeepEqual(other.Texts(), blindset.Make(kind, 7, hand).Texts()) {
				t.Errorf("%s is written alike by %s and %s", kind, hand.ID, other.Hand.ID)
			}
		}
	}
}

// TestEveryOperatorChangesACase holds that an operator which says that it has worked has changed a text or what is known, and that
// every operator and oddity fits a case of each of its kinds.
func TestEveryOperatorChangesACase(t *testing.T) {
	hands, _ := blindset.Hands()
	seen := map[string]bool{}
	for _, o := range append(blindset.Operators(), blindset.Oddities()...) {
		if seen[o.ID] || o.Article == "" || o.Label == "" {
			t.Errorf("%s is there twice, or does not say by what law", o.ID)
		}
		seen[o.ID] = true
		for _, kind := range o.Kinds {
			worked := false
			for n := range 40 {
				before, after := blindset.Make(kind, n, hands[n%2]), blindset.Make(kind, n, hands[n%2])
				if !o.Apply(after) {
					continue
				}
				worked = true
				if reflect.DeepEqual(before.Truth(), after.Truth()) && before.Today == after.Today && reflect.DeepEqual(before.Texts(), after.Texts()) {
					t.Errorf("%s changes nothing in case %d of %s", o.ID, n, kind)
				}
				break
			}
			if !worked {
				t.Errorf("%s fits no case of %s", o.ID, kind)
			}
		}
	}
}

// TestOfficesWriteForThemselves holds that the offices of their own word every passage in their own way, name nobody else's office,
// write the same again, and that a case of theirs names its party
// and has the papers that one of another office has.
func TestOfficesWriteForThemselves(t *testing.T) {
	open, _ := blindset.Hands()
	own := append(blindset.Seen(), blindset.Fresh()...)
	for _, kind := range blindset.Kinds() {
		for n := range 12 {
			usual := blindset.Make(kind, n, open[0])
			var before []string
			for _, hand := range own {
				c := blindset.Make(kind, n, hand)
				texts := c.Texts()
				if !reflect.DeepEqual(texts, blindset.Make(kind, n, hand).Texts()) || reflect.DeepEqual(texts, before) {
					t.Errorf("%s %d is written otherwise again, or alike by both offices", kind, n)
				}
				if kind != "penalty" && len(c.Sheets) != len(usual.Sheets) { // whether there is a hearing hangs on the fine
					t.Errorf("%s %d has %d papers in the hand %s, and %d elsewhere", kind, n, len(c.Sheets), hand.ID, len(usual.Sheets))
				}
				all := strings.Join(texts, "\n")
				if strings.Contains(all, "云汀") || strings.Contains(all, "云市监") || strings.ContainsAny(all, "{}") {
					t.Errorf("%s %d in the hand %s names another office or has a gap", kind, n, hand.ID)
				}
				for _, said := range []any{c.Truth()["p.name"], c.Truth()["p.addr"], hand.Office.Name} {
					if !strings.Contains(all, said.(string)) {
						t.Errorf("%s %d in the hand %s does not say %v", kind, n, hand.ID, said)
					}
				}
				if problems := idcode.CheckCreditCode(hand.Office.USCC); len(problems) > 0 {
					t.Errorf("%s: %v", hand.Office.USCC, problems)
				}
				before = texts
			}
		}
	}
	for _, hand := range own {
		worked := 0
		for _, o := range append(blindset.Operators(), blindset.Oddities()...) {
			for _, kind := range o.Kinds {
				for n := range 40 {
					if c := blindset.Make(kind, n, hand); o.Apply(c) && c.Texts() != nil { // a passage without a wording ends the test
						worked++
						break
					}
				}
			}
		}
		if worked < 240 {
			t.Errorf("only %d faults and oddities fit a case of the hand %s", worked, hand.ID)
		}
		t.Logf("%s: %d", hand.ID, worked)
	}
}

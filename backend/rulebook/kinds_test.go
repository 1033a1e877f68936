package rulebook_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"zhiheng/backend/rulebook"
)

func procedure(t testing.TB, id string) *rulebook.Procedure {
	t.Helper()
	p, ok := load(t).Procedure(id)
	if !ok {
		t.Fatalf("no procedure %s", id)
	}
	return p
}

// examined are the facts of a file by which every point of class A is met, and what changes that.
type examined struct {
	Base rulebook.Facts
	Rows []struct {
		Item          string
		NotMet        rulebook.Facts `json:"not_met"`
		Unknown       []string
		NotApplicable rulebook.Facts `json:"not_applicable"`
	}
}

func readExamined(t *testing.T, id string) (e examined) {
	t.Helper()
	raw, err := os.ReadFile("testdata/items/" + id + ".json")
	if err == nil {
		err = json.Unmarshal(raw, &e)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestChecklistsOfTheOtherKinds(t *testing.T) {
	b := load(t)
	for id, want := range map[string]map[string]int{
		"levy": {"A": 13, "S": 4, "M": 1}, "fee": {"A": 11, "S": 4, "M": 1}, "inspection": {"A": 14, "S": 5, "M": 1},
	} {
		p, _ := b.Procedure(id)
		got := map[string]int{}
		for _, item := range p.Checklist {
			got[item.Class]++
			if item.Class == "A" && item.Check == "" {
				t.Errorf("%s %s: nothing for the machine to check", id, item.ID)
			}
			if item.Tip.IsZero() {
				t.Errorf("%s %s: no hint", id, item.ID)
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %v, not %v", id, got, want)
		}
	}
}

func TestEveryPointOfClassA(t *testing.T) {
	for _, id := range []string{"levy", "fee", "inspection"} {
		p, e := procedure(t, id), readExamined(t, id)
		verdict := func(item string, f rulebook.Facts) rulebook.Verdict {
			facts := maps.Clone(f)
			p.Complete(facts)
			results := p.Examine(facts)
			return results[slices.IndexFunc(results, func(r rulebook.ItemResult) bool { return r.Item.ID == item })].Outcome.Verdict
		}
		if err := p.CheckFacts(e.Base); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		seen := map[string]bool{}
		for _, row := range e.Rows {
			seen[row.Item] = true
			base := e.Base
			if row.Item == "J16" { // met only once the case has been passed on
				base = with(base, rulebook.Facts{"i.result": "transfer", "i.opened_case": "320681-PEN-2026-00031"})
			}
			if got := verdict(row.Item, base); got != rulebook.Met {
				t.Errorf("%s: %s with everything in order", row.Item, got)
			}
			if got := verdict(row.Item, with(e.Base, row.NotMet)); got != rulebook.NotMet {
				t.Errorf("%s: %s although %v", row.Item, got, row.NotMet)
			}
			for _, name := range row.Unknown {
				f := with(e.Base, rulebook.Facts{name: nil})
				if field, known := p.Field(name); !known || field.Default != nil {
					t.Errorf("%s: %s is never unknown", row.Item, name)
				}
				if got := verdict(row.Item, f); got != rulebook.Unknown {
					t.Errorf("%s: %s without %s", row.Item, got, name)
				}
			}
			if len(row.NotApplicable) > 0 {
				if got := verdict(row.Item, with(e.Base, row.NotApplicable)); got != rulebook.NotApplicable {
					t.Errorf("%s: %s although %v", row.Item, got, row.NotApplicable)
				}
			}
		}
		for _, item := range p.Checklist {
			if item.Class == "A" && !seen[item.ID] {
				t.Errorf("%s is not tried", item.ID)
			}
		}
	}
}

func TestPapersOfTheOtherKinds(t *testing.T) {
	b := load(t)
	for id, codes := range map[string][]string{
		"levy":       {"T-D01", "T-D02", "T-D03", "T-D04", "T-D05", "T-D06", "T-D07", "T-D08", "T-D09", "T-D10", "D08", "R01", "R05", "G02"},
		"fee":        {"T-D01", "T-D05", "T-D10", "T-D13"},
		"inspection": {"J-D00", "J-D01", "J-D02", "J-D03", "J-D04", "J-D05", "J-D06", "J-D07", "J-D08", "J-D09", "D17", "R01", "G01"},
	} {
		p, _ := b.Procedure(id)
		for _, code := range codes {
			if paper, ok := p.Paper(code); !ok || paper.Label.En == "" {
				t.Errorf("%s has no paper %s", id, code)
			}
		}
		if got := p.Decisions(); len(got) != 1 {
			t.Errorf("%s: %d papers carry a decision", id, len(got))
		}
	}
	if p, _ := b.Procedure("inspection"); true {
		if _, ok := p.Paper("D27"); ok {
			t.Error("an inspection has a penalty decision")
		}
	}
}

// Sums by hand: 2,000 yuan a square metre for 1,234.56 square metres is 2,469,120 yuan; 469,120 yuan are relieved. Half a
// thousandth a day for thirty days of 2,000,000 yuan is 30,000 yuan.
func TestSumsOfALevy(t *testing.T) {
	p := procedure(t, "levy")
	base := readExamined(t, "levy").Base
	for _, c := range []struct {
		name, condition string
		changes         rulebook.Facts
		want            rulebook.Verdict
	}{
		{"whole", `times(t.std, t.qty) == 246912000`, nil, rulebook.Met},
		{"a third of a fen less is rounded up", `times(t.std, t.qty) == 1`, rulebook.Facts{"t.std": 2, "t.qty": "0.333333"}, rulebook.Met},
		{"half a fen", `times(t.std, t.qty) == 1`, rulebook.Facts{"t.std": 1, "t.qty": "0.5"}, rulebook.Met},
		{"no number", `times(t.std, t.qty) >= 0`, rulebook.Facts{"t.qty": "约十二"}, rulebook.Unknown},
		{"a minus", `times(t.std, t.qty) >= 0`, rulebook.Facts{"t.qty": "-3"}, rulebook.Unknown},
		{"a fraction", `times(t.std, t.qty) >= 0`, rulebook.Facts{"t.qty": "1/3"}, rulebook.Unknown},
		{"beyond all sums", `times(t.std, t.qty) >= 0`, rulebook.Facts{"t.std": 9_000_000_000_000, "t.qty": "999999999999"}, rulebook.Unknown},
		{"the last day of the water resource fee", `in_force("charge_item", t.item, t.base_on)`, rulebook.Facts{"t.item": "water_resource", "t.base_on": "2024-11-30"}, rulebook.Met},
		{"the day after", `in_force("charge_item", t.item, t.base_on)`, rulebook.Facts{"t.item": "water_resource", "t.base_on": "2024-12-01"}, rulebook.NotMet},
		{"an item that is not in the table", `in_force("charge_item", t.item, t.base_on)`, rulebook.Facts{"t.item": "none"}, rulebook.Unknown},
		{"no day", `in_force("charge_item", t.item, t.base_on)`, rulebook.Facts{"t.base_on": ""}, rulebook.Unknown},
	} {
		condition, err := p.Compile(c.condition)
		if err != nil {
			t.Fatal(err)
		}
		if got := condition.Eval(with(base, c.changes)).Verdict; got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}

func TestTheSurchargeIsCapped(t *testing.T) {
	p := procedure(t, "levy")
	charge, _ := p.Lifecycle.Transition("charge_late")
	for fee, want := range map[int64]bool{3_000_000: true, 3_000_001: false, 200_000_000: true, 200_000_001: false} {
		f := with(readExamined(t, "levy").Base, rulebook.Facts{"t.late_fee": fee})
		if fee > 100_000_000 { // so many days that only the sum owed is a limit
			f["t.late_to"] = "2036-06-30"
		}
		p.Complete(f)
		if got := p.Ready(charge, f).Ready; got != want {
			t.Errorf("a surcharge of %d fen: ready %v", fee, got)
		}
	}
	f := with(readExamined(t, "levy").Base, rulebook.Facts{"t.late_basis": ""})
	p.Complete(f)
	if p.Ready(charge, f).Ready {
		t.Error("a surcharge without a basis")
	}
}

func TestMajorDecisionsOfTheOtherKinds(t *testing.T) {
	plain := rulebook.Facts{"c.flag_public_interest": false, "c.item_review": false, "c.flag_social_impact": false, "today": "2026-05-20"}
	levy := with(plain, rulebook.Facts{"c.tags": []string{}, "t.amount": 49_999_999})
	fee := with(plain, rulebook.Facts{"t.amount": 9_999_999})
	inspection := with(plain, rulebook.Facts{"i.type": "daily", "i.year_count": 1, "i.cap": 2, "c.region": "320681", "org.region": "320681"})
	for _, c := range []struct {
		procedure, name string
		facts, changes  rulebook.Facts
		want            []string
	}{
		{"levy", "small", levy, nil, nil},
		{"levy", "large", levy, rulebook.Facts{"t.amount": 50_000_000}, []string{"M41"}},
		{"levy", "a construction fund", levy, rulebook.Facts{"c.tags": []string{"construction_fund"}}, []string{"M40"}},
		{"levy", "a surcharge", levy, rulebook.Facts{"t.late_fee": 1}, []string{"M40"}},
		{"levy", "deferred", levy, rulebook.Facts{"t.relief": "defer"}, []string{"M42"}},
		{"levy", "a refund", levy, rulebook.Facts{"d.T-D10.present": true}, []string{"M42"}},
		{"levy", "disputed", levy, rulebook.Facts{"t.dispute": true}, []string{"M43"}},
		{"levy", "thirty payers", levy, rulebook.Facts{"t.payers": 30}, []string{"M43"}},
		{"levy", "great public interest", levy, rulebook.Facts{"c.flag_public_interest": true}, []string{"M01"}},
		{"fee", "small", fee, nil, nil},
		{"fee", "the first of a new fee", fee, rulebook.Facts{"t.changed": true}, []string{"M50"}},
		{"fee", "large", fee, rulebook.Facts{"t.amount": 10_000_000}, []string{"M51"}},
		{"fee", "waived", fee, rulebook.Facts{"t.relief": "waive"}, []string{"M51"}},
		{"inspection", "routine", inspection, nil, nil},
		{"inspection", "at the cap", inspection, rulebook.Facts{"i.year_count": 2}, []string{"M61"}},
		{"inspection", "at the cap, on a clue", inspection, rulebook.Facts{"i.year_count": 2, "i.type": "individual"}, nil},
		{"inspection", "at the cap, approved already", inspection, rulebook.Facts{"i.year_count": 2, "i.approved_on": "2026-05-01"}, nil},
		{"inspection", "in another county", inspection, rulebook.Facts{"c.region": "320602"}, []string{"M61"}},
		{"inspection", "a plan", inspection, rulebook.Facts{"d.J-D00.present": true}, []string{"M60"}},
		{"inspection", "a plan that was approved", inspection, rulebook.Facts{"d.J-D00.present": true, "i.plan_approved_on": "2026-01-10"}, nil},
		{"inspection", "closure intended", inspection, rulebook.Facts{"i.measure": true}, []string{"M62"}},
	} {
		p, f := procedure(t, c.procedure), with(c.facts, c.changes)
		p.Complete(f)
		met, open := p.Major(f)
		var got []string
		for _, hit := range met {
			got = append(got, hit.Rule.ID)
		}
		if !slices.Equal(got, c.want) || len(open) > 0 {
			t.Errorf("%s, %s: %v, not %v; open %v", c.procedure, c.name, got, c.want, open)
		}
	}
}

// Clocks by hand. 2026-06-19 is the Dragon Boat Festival, a Friday; 2026-10-01 to 10-07 are off, 10-10 is worked.
func TestClocksOfTheOtherKinds(t *testing.T) {
	for _, c := range []struct {
		procedure, id string
		facts         rulebook.Facts
		strict, legal string
	}{
		{"levy", "T61", rulebook.Facts{"d.T-D03.served_on": "2026-05-12"}, "2026-05-19", "2026-05-19"},
		{"levy", "T62", rulebook.Facts{"d.T-D05.on": "2026-06-15"}, "2026-06-25", "2026-06-25"},
		{"levy", "T63", rulebook.Facts{"t.due_on": "2026-06-20"}, "2026-06-20", "2026-06-22"},
		{"levy", "T65", rulebook.Facts{"d.T-D09.on": "2026-07-31"}, "2026-08-30", "2026-08-31"},
		{"levy", "T33", rulebook.Facts{"d.T-D08.served_on": "2026-07-02"}, "2026-07-16", "2026-07-16"},
		{"levy", "T36", rulebook.Facts{"d.T-D05.served_on": "2026-06-10"}, "2026-08-09", "2026-08-10"},
		{"fee", "T37", rulebook.Facts{"d.T-D05.served_on": "2026-06-10"}, "2026-12-10", "2026-12-10"},
		{"levy", "T38", rulebook.Facts{"d.T-D05.on": "2026-06-01"}, "2026-06-30", "2026-06-30"},
		{"inspection", "T71", rulebook.Facts{"i.on": "2026-05-08"}, "2026-05-21", "2026-05-21"},
		{"inspection", "T72", rulebook.Facts{"i.fix_by": "2026-05-15"}, "2026-05-22", "2026-05-22"},
		{"inspection", "T38", rulebook.Facts{"d.J-D08.on": "2026-05-12"}, "2026-06-09", "2026-06-09"},
	} {
		p := procedure(t, c.procedure)
		d, ok := p.Deadline(c.id)
		if !ok {
			t.Errorf("%s has no %s", c.procedure, c.id)
			continue
		}
		due, ok, err := p.Due(d, c.facts)
		if err != nil || !ok || due.Strict.String() != c.strict || due.Legal.String() != c.legal {
			t.Errorf("%s %s: strict %s, legal %s, not %s, %s (%v)", c.procedure, c.id, due.Strict, due.Legal, c.strict, c.legal, err)
		}
	}
}

func TestWhatIsPublishedOfTheOtherKinds(t *testing.T) {
	for _, c := range []struct {
		procedure     string
		facts         rulebook.Facts
		rule, publish string
	}{
		{"levy", rulebook.Facts{"p.type": "entity", "d.T-D05.present": true}, "ordinary", "yes"},
		{"levy", rulebook.Facts{"p.type": "person", "p.minor": true, "d.T-D05.present": true}, "minor", "never"},
		{"levy", rulebook.Facts{"p.type": "entity"}, "no_decision", "no"},
		{"fee", rulebook.Facts{"p.type": "entity", "d.T-D05.present": true}, "posted", "no"},
		{"inspection", rulebook.Facts{"p.type": "entity", "i.enterprise": true, "d.J-D08.present": true}, "business", "yes"},
		{"inspection", rulebook.Facts{"p.type": "person", "p.minor": false, "i.enterprise": false, "d.J-D08.present": true}, "ordinary", "yes"},
	} {
		rule, verdict, missing := procedure(t, c.procedure).DisclosureRuleFor(c.facts)
		if rule.ID != c.rule || rule.Publish != c.publish || verdict != rulebook.Met {
			t.Errorf("%s %v: %s, %s, %s %v", c.procedure, c.facts, rule.ID, rule.Publish, verdict, missing)
		}
	}
}

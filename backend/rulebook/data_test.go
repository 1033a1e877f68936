package rulebook_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/rulebook"
)

func TestHolidaysCountTheWorkingDaysOfEachYear(t *testing.T) {
	h := load(t).Holidays
	if h.From != "2017-01-01" || h.To != "2026-12-31" || len(h.Counts) != 10 || len(h.Notice) != 10 {
		t.Fatalf("%s to %s, %d counts, %d notices", h.From, h.To, len(h.Counts), len(h.Notice))
	}
	counts := map[string]int{}
	for d := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2027; d = d.AddDate(0, 0, 1) {
		day, weekend := d.Format(time.DateOnly), d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if weekend && slices.Contains(h.Off, day) || !weekend && slices.Contains(h.On, day) {
			t.Errorf("%s is listed on the wrong side", day)
		}
		if (!weekend && !slices.Contains(h.Off, day)) || slices.Contains(h.On, day) {
			counts[day[:4]]++
		}
	}
	for year, want := range h.Counts {
		if counts[year] != want {
			t.Errorf("%s has %d working days, not %d", year, counts[year], want)
		}
	}
}

func TestOpinionsPassOnlyWithAgreement(t *testing.T) {
	for _, o := range load(t).Opinions {
		if o.Passes != (o.ID == "O1" || o.ID == "O2") {
			t.Errorf("%s passes: %v", o.ID, o.Passes)
		}
	}
}

func TestDeadlines(t *testing.T) {
	p := penalty(t)
	for _, c := range []struct {
		id   string
		n    int
		unit rulebook.Unit
	}{{"T01", 7, rulebook.Workday}, {"T02", 90, rulebook.CalendarDay}, {"T04", 5, rulebook.Workday}, {"T05", 7, rulebook.Workday}, {"T06", 7, rulebook.Workday},
		{"T07", 15, rulebook.CalendarDay}, {"T09", 3, rulebook.Workday}, {"T34", 3, rulebook.Month}, {"T36", 60, rulebook.CalendarDay}, {"T37", 6, rulebook.Month},
		{"T39", 7, rulebook.Workday}, {"T40", 20, rulebook.Workday}, {"T44", 5, rulebook.Workday}} {
		d, ok := p.Deadline(c.id)
		if !ok || d.N != c.n || d.Unit != c.unit || d.Article == "" {
			t.Errorf("%s: %+v", c.id, d)
		}
	}
	review, _ := p.Deadline("T44")
	if n := p.Length(review, rulebook.Facts{"param.review_days": 10}); n != 10 {
		t.Errorf("review takes %d days although the office set ten", n)
	}
	police, _ := p.Deadline("T11")
	if got := p.Applies(police, rulebook.Facts{"c.domain": "market"}); got != rulebook.NotMet {
		t.Errorf("the police's limit in a market case: %s", got)
	}
}

func TestDisclosureFieldsAreTheThirtyColumns(t *testing.T) {
	p := penalty(t)
	if len(p.DisclosureFields) != 30 {
		t.Fatalf("%d columns", len(p.DisclosureFields))
	}
	for i, f := range p.DisclosureFields {
		if f.No != i+1 {
			t.Errorf("%s has number %d at place %d", f.Code, f.No, i+1)
		}
		for _, name := range f.From {
			if field, ok := p.Field(name); ok && field.Sensitive && !f.Private {
				t.Errorf("%s publishes the sensitive field %s", f.Code, name)
			}
		}
	}
}

func TestDisclosureRules(t *testing.T) {
	p := penalty(t)
	for _, c := range []struct {
		name          string
		changes       rulebook.Facts
		rule, publish string
		want          rulebook.Verdict
	}{
		{"market", nil, "market", "yes", rulebook.Met},
		{"another field", rulebook.Facts{"c.domain": "environment"}, "ordinary", "yes", rulebook.Met},
		{"minor", rulebook.Facts{"p.minor": true}, "minor", "never", rulebook.Met},
		{"not known whether a minor", rulebook.Facts{"p.minor": nil}, "minor", "never", rulebook.Unknown},
		{"public security", rulebook.Facts{"c.domain": "police"}, "police", "never", rulebook.Met},
		{"public security before 2026", rulebook.Facts{"c.domain": "police", "today": "2025-12-31"}, "ordinary", "yes", rulebook.Met},
		{"simple", rulebook.Facts{"c.proc": "simple"}, "simple", "no", rulebook.Met},
		{"a mere warning", rulebook.Facts{"x.kinds": []string{"010101"}}, "warning_only", "no", rulebook.Met},
		{"warning and fine", rulebook.Facts{"x.kinds": []string{"010101", "010103"}}, "market", "yes", rulebook.Met},
		{"no penalty", rulebook.Facts{"d.D27.present": false}, "no_penalty", "no", rulebook.Met},
	} {
		rule, verdict, _ := p.DisclosureRuleFor(with(caseG01(), c.changes))
		if rule.ID != c.rule || rule.Publish != c.publish || verdict != c.want {
			t.Errorf("%s: %s, %s, %s", c.name, rule.ID, rule.Publish, verdict)
		}
	}
	met, _ := p.GroundsFor(with(caseG01(), rulebook.Facts{"p.minor": true}))
	if !slices.ContainsFunc(met, func(g rulebook.Ground) bool { return g.ID == "X05" && g.Never && g.Effect == "seal" }) {
		t.Errorf("grounds for a minor: %v", met)
	}
}

func TestPublicationPeriodsFollowTheDayOfTheDecision(t *testing.T) {
	b := load(t)
	for day, want := range map[string]string{"2023-04-30": "old_ordinary", "2023-05-01": "o58_ordinary", "2026-03-31": "o58_ordinary", "2026-04-01": "o36_ordinary"} {
		found := b.PeriodsOn(day, "credit")
		i := slices.IndexFunc(found, func(p rulebook.PublicationPeriod) bool { return p.Class == "ordinary" })
		if i < 0 || found[i].ID != want {
			t.Errorf("%s: %v", day, found)
		}
	}
}

func TestProposals(t *testing.T) {
	p := penalty(t)
	for _, c := range []struct{ paper, fact, label, want string }{
		{"D27", "amount", "罚款", "d.D27.fine x.fine"},
		{"D21", "amount", "罚款", "d.D21.fine x.fine"},
		{"D08", "credit_code", "", "p.uscc"},
		{"D40", "credit_code", "", "p.uscc"},
		{"D40", "doc_no", "", "d.D40.no"},
		{"D05", "amount", "罚款", ""},
		{"D08", "credit_code", "校验不符", ""},
		{"D20", "representative", "法定代表人", "p.legal_rep"},
		{"D21", "date", "落款", "d.D21.on"},
		{"D99", "date", "落款", ""},
		{"", "party_name", "", "p.name"},
	} {
		var got []string
		for _, proposal := range p.Proposals(c.paper, c.fact, c.label) {
			got = append(got, proposal.Field)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s %s: %v, not %s", c.paper, c.fact, c.label, got, c.want)
		}
	}
	weight := func(paper string) int {
		for _, proposal := range p.Proposals(paper, "amount", "罚款") {
			if proposal.Field == "x.fine" {
				return proposal.Weight
			}
		}
		return 0
	}
	if weight("D27") <= weight("D21") {
		t.Error("the notice is a better witness of the fine than the decision")
	}
}

func TestFieldsOfPapers(t *testing.T) {
	p := penalty(t)
	f, ok := p.Field("d.D21.served_on")
	if !ok || f.Type != rulebook.Date || f.Fingerprint != "notice" || !strings.Contains(f.Label.Zh, "送达日期") {
		t.Errorf("%+v", f)
	}
	if f, ok := p.Field("d.D21.hearing"); !ok || f.Type != rulebook.Bool {
		t.Errorf("%+v", f)
	}
	for _, name := range []string{"d.D21.colour", "d.D99.on", "x.none", ""} {
		if _, ok := p.Field(name); ok {
			t.Errorf("%q is a field", name)
		}
	}
}

func TestCheckFacts(t *testing.T) {
	p := penalty(t)
	if err := p.CheckFacts(caseG01()); err != nil {
		t.Errorf("sound facts: %v", err)
	}
	for _, f := range []rulebook.Facts{{"x.fien": 1}, {"x.fine": "1"}, {"x.fine": 1.5}, {"c.filed_on": "2026-02-30"}, {"x.kinds": "010103"}, {"d.D99.on": ""}, {"param.none": 1}, {"p.minor": 1}} {
		if err := p.CheckFacts(f); err == nil {
			t.Errorf("%v is taken as sound", f)
		}
	}
}

func TestTheReviewFingerprintCoversWhatIsDecided(t *testing.T) {
	b := load(t)
	for name, want := range map[string]string{"p.name": "party", "p.uscc": "party", "x.fine": "penalty", "x.kinds": "penalty", "x.law_pen": "penalty", "c.facts": "case", "e": "evidence", "h.held_on": "hearing", "r.opinion": "", "c.no": ""} {
		if f, ok := b.Field(name); !ok || f.Fingerprint != want {
			t.Errorf("%s belongs to %q, not %q", name, f.Fingerprint, want)
		}
	}
}

// TestG01Deadlines: filed 2026-03-02, notice served 2026-03-20, decided 2026-04-29, served 2026-04-30.
func TestG01Deadlines(t *testing.T) {
	p := penalty(t)
	f := with(caseG01(), rulebook.Facts{"d.D27.on": "2026-04-29", "d.D27.served_on": "2026-04-30", "h.held_on": "2026-04-15", "c.illegal_to": "2026-01-31"})
	for _, c := range []struct{ id, strict, legal string }{
		{"T02", "2026-05-31", "2026-06-01"},
		{"T04", "2026-03-27", "2026-03-27"},
		{"T05", "2026-04-03", "2026-04-03"},
		{"T06", "2026-05-12", "2026-05-12"},
		{"T07", "2026-05-15", "2026-05-15"},
		{"T10", "2028-01-31", "2028-01-31"},
		{"T36", "2026-06-29", "2026-06-29"},
		{"T37", "2026-10-30", "2026-10-30"},
		{"T39", "2026-05-12", "2026-05-12"},
		{"T40", "2026-05-29", "2026-05-29"},
	} {
		d, ok := p.Deadline(c.id)
		if !ok {
			t.Fatalf("no %s", c.id)
		}
		due, ok, err := p.Due(d, f)
		if err != nil || !ok || due.Strict.String() != c.strict || due.Legal.String() != c.legal {
			t.Errorf("%s: strict %s, legal %s, not %s, %s (%v)", c.id, due.Strict, due.Legal, c.strict, c.legal, err)
		}
	}
	if d, _ := p.Deadline("T06"); true {
		if _, ok, err := p.Due(d, rulebook.Facts{}); ok || err != nil {
			t.Errorf("a period without a beginning: %v, %v", ok, err)
		}
	}
}

func TestRedactionRulesAreHandedOn(t *testing.T) {
	b := load(t)
	if len(b.Redaction) == 0 || len(b.Redactor.Rules()) != len(b.Redaction) {
		t.Fatalf("%d rules, %d rows", len(b.Redaction), len(b.Redactor.Rules()))
	}
	for _, r := range b.Redaction {
		if r.Name.Zh == "" || r.Name.En == "" || r.Source == "" {
			t.Errorf("%s: %+v", r.ID, r)
		}
	}
}

func TestARowIsInForceBetweenItsDays(t *testing.T) {
	f := rulebook.Force{InForceFrom: "2026-01-01", InForceTo: "2026-12-31"}
	for day, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-12-31": true, "2027-01-01": false, "": true} {
		if f.On(day) != want {
			t.Errorf("%q: %v", day, f.On(day))
		}
	}
}

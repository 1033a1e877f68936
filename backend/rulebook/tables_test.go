package rulebook_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/rulebook"
)

// TestTheTablesAreThoseOfTheReference counts the rows, and the kinds among them, against the domain reference.
func TestTheTablesAreThoseOfTheReference(t *testing.T) {
	b := load(t)
	levels, fields := map[string]int{}, map[string]int{}
	for _, r := range b.Recordings {
		levels[r.Level]++
	}
	for _, f := range b.RecordFields {
		fields[f.Level]++
	}
	if len(b.Recordings) != 25 || !maps.Equal(levels, map[string]int{"whole": 9, "part": 12, "may": 4}) {
		t.Errorf("%d recordings: %v", len(b.Recordings), levels)
	}
	if len(b.RecordFields) != 23 || !maps.Equal(fields, map[string]int{"must": 18, "when": 3, "may": 2}) {
		t.Errorf("%d fields of recordings: %v", len(b.RecordFields), fields)
	}
	columns := map[string]int{}
	for _, s := range b.Statistics {
		columns[s.ID] = len(s.Columns)
	}
	if want := map[string]int{"ST1": 14, "ST1b": 26, "ST2": 5, "ST3": 12, "ST4": 2, "ST5": 1, "ST6": 6, "ST7": 6, "ST8": 7, "ST9": 13, "ST10": 10, "ST11": 8, "ST12": 8}; !maps.Equal(columns, want) {
		t.Errorf("columns of the statistical tables: %v", columns)
	}
	lists := []int{}
	for _, l := range b.Lists {
		lists = append(lists, len(l.Fields))
	}
	if want := []int{11, 8, 12, 12, 15, 4, 13, 9, 6, 7, 4, 5, 6, 4, 7, 6, 2, 4, 8, 10}; !slices.Equal(lists, want) {
		t.Errorf("fields of the lists: %v", lists)
	}
	if len(b.Vetoes) != 19 || len(b.Indicators) != 25 || len(b.Retentions) != 10 {
		t.Errorf("%d vetoes, %d indicators, %d retention periods", len(b.Vetoes), len(b.Indicators), len(b.Retentions))
	}
}

func TestEveryProcedureHasATableOfAHundredPoints(t *testing.T) {
	b := load(t)
	for _, p := range b.Procedures {
		sum := 0
		for _, s := range p.Scores {
			sum += s.Points
		}
		if sum != 100 {
			t.Errorf("%s comes to %d points", p.ID, sum)
		}
	}
	if p := penalty(t); len(p.Scores) != 25 || !slices.ContainsFunc(p.Scores, func(s rulebook.Score) bool { return s.Deductions[0].Veto == "VT09" }) {
		t.Errorf("%d lines for penalties", len(penalty(t).Scores))
	}
}

func TestARestraintOfLibertyIsRecordedWholeAndKeptForEver(t *testing.T) {
	b := load(t)
	kept := map[string]rulebook.Retention{}
	for _, r := range b.Retentions {
		kept[r.ID] = r
	}
	for _, r := range b.Recordings {
		grave := r.ID == "AV09" || r.ID == "AV10" || r.ID == "AV25"
		if grave && r.Level != "whole" || grave != (kept[r.Retention].Term == "permanent") {
			t.Errorf("%s: %s, kept %s", r.ID, r.Level, kept[r.Retention].Term)
		}
	}
	for _, p := range b.Procedures {
		if p.Among([]string{"coercion"}) != (p.Kind == "coercion") || !p.Among(nil) || !p.Among([]string{"x", p.ID}) {
			t.Errorf("%s is among the wrong procedures", p.ID)
		}
	}
}

func TestEveryKindOfPenaltyHasItsColumnInTheYearlyReport(t *testing.T) {
	b := load(t)
	year := b.Statistics[0]
	for _, k := range b.PenaltyKinds {
		if !slices.ContainsFunc(year.Columns, func(c rulebook.StatColumn) bool { return strings.HasPrefix(c.Label.Zh, k.StatColumn) }) {
			t.Errorf("%s: no column %s in %s", k.ID, k.StatColumn, year.ID)
		}
	}
}

// TestABookOfAnEarlierVersionHasNoneOfTheseTables loads a rulebook as an office may have stored it before they came.
func TestABookOfAnEarlierVersionHasNoneOfTheseTables(t *testing.T) {
	bundle := load(t).Bundle()
	for name := range bundle {
		switch name[strings.LastIndex(name, "/")+1:] {
		case "recordings.json", "recording_fields.json", "recording_checks.json", "retention.json", "dossier_vetoes.json", "dossier_scores.json", "disclosure_lists.json", "showings.json", "annual_figures.json", "report_forms.json", "indicators.json", "statistics.json":
			delete(bundle, name)
		}
	}
	b, err := bundle.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := b.Procedure("penalty")
	if n := len(b.Recordings) + len(b.RecordFields) + len(b.RecordChecks) + len(b.Retentions) + len(b.Vetoes) + len(b.Lists) + len(b.Showings) + len(b.Annual) + len(b.ReportForms) + len(b.Indicators) + len(b.Statistics) + len(p.Scores); n != 0 {
		t.Errorf("%d rows out of nowhere", n)
	}
}

package review_test

import (
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// strange is a decision in words that nobody here has read the like of. It tells of litigation, and of reconsideration nothing.
const strange = "云汀县市场监督管理局\n行政处罚决定书\n" +
	"兹有涉事一方，青禾食品，代码已录于卷。\n" +
	"其于店内悬挂广告若干，与法有违，本局已有定论，证据在卷。\n" +
	"故科以罚款，着其改正；款项应于半月之期缴清，缴处另示；加收之数以本数为上限。\n" +
	"不服者，可诉于云汀县人民法院。\n"

func TestWhatIsNotFoundInStrangeWordsIsNotMissing(t *testing.T) {
	d := dossier(t, formFacts, [2]string{"D27", strange})
	checks, err := d.Look()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]review.Precheck{}
	for _, c := range checks {
		if found[c.ID] = c; c.Unfound != (c.Result == rulebook.Unknown && strings.Contains(c.Why.Zh, "没有找到")) || c.Unfound && (c.Why.En == "" || len(c.Found) > 0) {
			t.Errorf("%s: %s, unfound %v, %+v", c.ID, c.Result, c.Unfound, c.Why)
		}
	}
	for _, id := range []string{"W07", "W08", "W09", "W18", "W60"} {
		if c := found[id]; c.Result != rulebook.Unknown || !c.Unfound {
			t.Errorf("%s in strange words is %s", id, c.Result)
		}
	}
	for _, id := range []string{"W01", "W23", "W26"} { // not even a word of it stands there
		if c := found[id]; c.Result != rulebook.NotMet || c.Unfound {
			t.Errorf("%s, of which no word is there, is %s", id, c.Result)
		}
	}
	for _, item := range []string{"P46", "P54", "P56"} {
		if got, there := review.VerdictOn(checks, item); !there || got == rulebook.Met {
			t.Errorf("%s is %s, though somebody has to look", item, got)
		}
	}
	known := written(forms["a colon"], "处罚内容") // in a form that is known the same lack is a fault
	if c := look(t, dossier(t, formFacts, [2]string{"D27", known}), "W09"); c.Result != rulebook.NotMet {
		t.Errorf("what is missing in a known form is %s", c.Result)
	}
}

// TestEveryAbsenceIsFound puts every question for something that must be there to papers that say nothing: each must find that it is
// missing. One that never does would ask nothing.
func TestEveryAbsenceIsFound(t *testing.T) {
	book, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, kind := range book.Procedures {
		p := *kind
		p.DraftChecks = slices.Clone(p.DraftChecks)
		facts, d := rulebook.Facts{}, review.Dossier{Procedure: &p}
		codes := map[string]bool{}
		for i, row := range p.DraftChecks {
			p.DraftChecks[i].Applies, p.DraftChecks[i].Where = "", ""
			for _, name := range append(rulebook.Placeholders(row.Must+row.Sign), "org.name", "p.name") {
				facts[name] = "云汀县某某"
			}
			for _, code := range row.Papers {
				if !codes[code] {
					codes[code] = true
					d.Sheets = append(d.Sheets, review.Sheet{Paper: casefile.Paper{ID: code, Code: code, Title: code}, Pages: []extract.Page{{Number: 1, Text: "无题\n（此处空白）\n"}}})
				}
			}
		}
		d.Facts = facts
		checks, err := d.Look()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range checks {
			i := slices.IndexFunc(p.DraftChecks, func(r rulebook.DraftCheck) bool { return r.ID == c.ID })
			if i < 0 || p.DraftChecks[i].Must == "" && p.DraftChecks[i].Look != rulebook.LookRemedy && (p.DraftChecks[i].Look != rulebook.LookRemedyBody || len(p.DraftChecks[i].With) > 3) {
				continue
			}
			if asked++; c.Result != rulebook.NotMet {
				t.Errorf("%s: %s of papers that say nothing is %s: %v", p.ID, c.ID, c.Result, c.Why)
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d questions were put", asked)
	}
}

package review_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/officetest"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
)

// TestTheLookIsKeptUntilSomethingChanges holds that a case is looked at anew when a paper or a value of it changes, and only then.
func TestTheLookIsKeptUntilSomethingChanges(t *testing.T) {
	o := officetest.New(t)
	c, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "拾光案", Handlers: []string{o.Who["lin"].ID, o.Who["mei"].ID}})
	o.Must(err)
	o.Set(c, map[string]any{"p.type": "entity", "p.name": "云汀县拾光餐饮有限公司"})
	o.Write(c, "D20", "调查终结报告\n当事人：云汀县拾光餐饮有限公司\n")
	paper := o.Write(c, "D27", "行政处罚决定书\n当事人：云汀县拾光餐饮有限公司\n与云汀县长亭商行无关。\n")
	verdict := func(id string) rulebook.Verdict {
		t.Helper()
		checks, err := o.Desk.Prechecks(o.Ctx, c.ID)
		o.Must(err)
		i := slices.IndexFunc(checks, func(c review.Precheck) bool { return c.ID == id })
		return checks[i].Result
	}
	looks := func(want int, why string) {
		t.Helper()
		if got := o.Desk.Looks(); got != want {
			t.Errorf("%s: %d looks, not %d", why, got, want)
		}
	}
	if got := verdict("VP01"); got != rulebook.Met {
		t.Errorf("papers that agree are %s", got)
	}
	if got := verdict("VP01"); got != rulebook.Met {
		t.Errorf("asked again, papers that agree are %s", got)
	}
	looks(1, "nothing has changed")
	o.Must(o.Files.Revise(o.Ctx, o.Who["lin"], paper.ID, "行政处罚决定书\n当事人：云汀县拴光餐饮有限公司\n与云汀县长亭商行无关。\n"))
	if got := verdict("VP01"); got != rulebook.NotMet {
		t.Errorf("a paper was changed, and what it says of the party is %s", got)
	}
	looks(2, "a paper was changed")
	o.Set(c, map[string]any{"c.defended": true})
	verdict("VP01")
	looks(3, "a value was changed")
	if got := verdict("WG11"); got != rulebook.Met {
		t.Errorf("before there is another case, the look for strangers is %s", got)
	}
	other, err := o.Files.Open(o.Ctx, o.Who["lin"], casefile.Opening{Title: "长亭案"})
	o.Must(err)
	o.Set(other, map[string]any{"p.type": "sole", "p.name": "云汀县长亭商行"})
	if got := verdict("WG11"); got != rulebook.NotMet {
		t.Errorf("the party of a new case stands in the decision, and the look for strangers is %s", got)
	}
	looks(3, "another case was changed")
}

// TestWhatCouldNotBeLookedAtIsNeverFoundSound holds, for every pre-check of every procedure, that it does not say it has found nothing
// where papers that it asks for are missing altogether, or where any of them holds no text.
func TestWhatCouldNotBeLookedAtIsNeverFoundSound(t *testing.T) {
	book, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, procedure := range book.Procedures {
		asks := map[string][]string{}
		anyOf := map[string]bool{}
		for _, row := range procedure.Comparisons {
			asks[row.ID] = row.Papers
		}
		for _, row := range procedure.DraftChecks {
			asks[row.ID], anyOf[row.ID] = row.Papers, row.Any
		}
		codes := procedure.Prechecked()
		if len(codes) == 0 {
			continue
		}
		rapid.Check(t, func(t *rapid.T) {
			there, blank := map[string]bool{}, map[string]bool{}
			d := review.Dossier{Procedure: procedure, Facts: rulebook.Facts{"p.name": "云汀县拾光餐饮有限公司", "p.type": "entity", "today": "2026-03-02"}}
			for i, code := range codes {
				kind := rapid.SampledFrom([]string{"missing", "blank", "nothing", "text"}).Draw(t, code)
				if kind == "missing" {
					continue
				}
				s := review.Sheet{Paper: casefile.Paper{ID: fmt.Sprint(i), Code: code, Title: code}}
				switch kind {
				case "text":
					s.Pages = []extract.Page{{Number: 1, Text: "当事人：云汀县拾光餐饮有限公司\n2026年3月2日\n"}}
					there[code] = true
				case "blank":
					s.Pages = []extract.Page{{Number: 1, Text: " 　\n"}}
				}
				blank[code] = kind != "text"
				d.Sheets = append(d.Sheets, s)
			}
			checks, err := d.Look()
			if err != nil {
				t.Fatal(err)
			}
			for _, check := range checks {
				read := slices.ContainsFunc(asks[check.ID], func(code string) bool { return there[code] })
				unread := slices.ContainsFunc(asks[check.ID], func(code string) bool { return blank[code] })
				if check.Result == rulebook.Met && (!read || unread && !anyOf[check.ID]) {
					t.Errorf("%s %s says it found nothing: read %t, unread %t", procedure.ID, check.ID, read, unread)
				}
				if check.Result == rulebook.Unknown && check.Why.IsZero() {
					t.Errorf("%s %s could not look and does not say why", procedure.ID, check.ID)
				}
			}
		})
	}
}

package app_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhiheng/app"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/precedent"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

var sampleNow = time.Date(2026, 11, 20, 17, 30, 0, 0, ledger.Zone)

func sampleSettings(t *testing.T) app.Settings {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return app.Settings{Clock: func() time.Time { return sampleNow }, Executable: self, Arguments: []string{readerArgument}, Readers: 2}
}

// writeSample makes a sample office and opens it.
func writeSample(t *testing.T, cases int, seed uint64) (*app.Office, app.SampleReport) {
	t.Helper()
	dir := t.TempDir()
	began := time.Now()
	report, err := app.WriteSample(t.Context(), dir, app.SampleOptions{Cases: cases, Seed: seed, Now: sampleNow, Settings: sampleSettings(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d cases, %d papers, %d entries in %v", report.Cases, report.Papers, report.Entries, time.Since(began).Round(time.Millisecond))
	o, err := app.OpenOffice(dir, sampleSettings(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o, report
}

func view(t *testing.T, o *app.Office, look func(r *store.Reader) error) {
	t.Helper()
	if err := o.Store.View(t.Context(), look); err != nil {
		t.Fatal(err)
	}
}

func casesOf(t *testing.T, o *app.Office) []casefile.Case {
	t.Helper()
	cases, _, err := o.Files.List(t.Context(), casefile.Filter{Limit: 500, Sort: "no"})
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// TestSample looks at a sample of twelve cases from every side.
func TestSample(t *testing.T) {
	o, report := writeSample(t, 12, 1)
	cases := casesOf(t, o)
	const penalties, others = 12, 4 + 5 + 3 + 3 + 3 + 1 // on the spot and fast, coercion, licences, charges, inspections, and the case that one of these opened
	if report.Cases != penalties+others || len(cases) != report.Cases || len(report.People) < 14 || report.Papers < 100 {
		t.Errorf("%d cases, %d people, %d papers", report.Cases, len(report.People), report.Papers)
	}
	t.Run("intact", func(t *testing.T) {
		verified, err := o.Verify(t.Context(), nil)
		if err != nil || !verified.Intact || verified.Entries != report.Entries {
			t.Errorf("%v %+v", err, verified)
		}
		if replayed, err := o.Store.Replay(t.Context(), nil); err != nil || !replayed.Intact {
			t.Errorf("%v %+v", err, replayed)
		}
	})
	t.Run("states", func(t *testing.T) {
		found := map[string]bool{}
		for _, c := range cases {
			found[c.State] = true
		}
		for _, state := range strings.Fields("clue investigating notified legal_review returned reviewed discussion decided served disclosed closed archived") {
			if !found[state] {
				t.Errorf("no case stands at %s", state)
			}
		}
	})
	t.Run("decisions", func(t *testing.T) { checkDecisions(t, o, cases) })
	t.Run("papers", func(t *testing.T) { checkPapers(t, o, cases) })
	t.Run("ledger", func(t *testing.T) { checkLedger(t, o) })
	t.Run("licences", func(t *testing.T) { checkLicences(t, o, cases) })
	t.Run("clocks", func(t *testing.T) { checkClocks(t, o, cases) })
	t.Run("search", func(t *testing.T) {
		if err := o.Index.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		result, err := o.Index.Search(t.Context(), precedent.Query{Text: "“逐页签名” 询问"})
		if err != nil || result.Total < 5 {
			t.Errorf("%d papers found, %v", result.Total, err)
		}
	})
}

// checkDecisions holds every decision to the pass it was issued under, and wants a pass that was voided.
func checkDecisions(t *testing.T, o *app.Office, cases []casefile.Case) {
	decided, voided := 0, 0
	view(t, o, func(r *store.Reader) error {
		for _, c := range cases {
			pass, err := review.PassOf(r, c.ID)
			if err != nil {
				return err
			}
			if pass.Exists && pass.Round.Passes && !pass.Live && c.State == "reviewed" {
				voided++
			}
			d, found, err := decision.Of(r, c.ID)
			if err != nil || !found {
				continue
			}
			decided++
			if d.Review == "" && (len(d.Judged) > 0 || d.ReviewAfter) {
				continue // no rule made it a major one, or its review came later
			}
			if round, err := review.RoundOf(r, d.Review); err != nil || !round.Passes || round.Fingerprint != d.Fingerprint || round.SignedAt[:10] > d.IssuedOn {
				t.Errorf("%s was decided under %+v, %v", c.No, round, err)
			}
			if !strings.HasPrefix(d.No, "云市监") || d.IssuedOn < c.FiledOn {
				t.Errorf("%s: %+v", c.No, d)
			}
		}
		return nil
	})
	if decided < 4 || voided != 1 {
		t.Errorf("%d decided, %d passes void", decided, voided)
	}
}

// checkLicences wants a licence granted without review and public, one under review after a hearing, and one refused by a pass.
func checkLicences(t *testing.T, o *app.Office, cases []casefile.Case) {
	found := map[string]string{}
	view(t, o, func(r *store.Reader) error {
		for _, c := range cases {
			if c.Procedure != "license" {
				continue
			}
			d, _, err := decision.Of(r, c.ID)
			if err != nil {
				return err
			}
			var major []string
			for _, hit := range c.Major {
				major = append(major, hit.ID)
			}
			found[c.State] = fmt.Sprint(d.Code, d.Review != "", major)
		}
		return nil
	})
	want := map[string]string{"disclosed": "L-D13false []", "legal_review": "false [M20 M21 M24]", "served": "L-D14true [M22]"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	tables, _ := filepath.Glob(filepath.Join(o.Dir, "published", "*", "行政许可信息.csv"))
	if len(tables) != 1 {
		t.Fatalf("licences were published in %v", tables)
	}
	raw, err := os.ReadFile(tables[0])
	if err != nil || !strings.Contains(string(raw), "便利店有限公司") || !strings.Contains(string(raw), "预包装食品销售") {
		t.Errorf("%s %v", raw, err)
	}
}

// checkPapers wants every paper read, and the party of every case told by its papers.
func checkPapers(t *testing.T, o *app.Office, cases []casefile.Case) {
	formats := map[string]int{}
	view(t, o, func(r *store.Reader) error {
		for _, c := range cases {
			papers, err := casefile.PapersOf(r, c.ID)
			if err != nil {
				return err
			}
			for _, p := range papers {
				formats[p.Format]++
				if p.Status != "read" && p.Status != "empty" && !strings.HasPrefix(p.Media, "image/") && !strings.HasPrefix(p.Media, "audio/") && !strings.HasPrefix(p.Media, "video/") {
					t.Errorf("%s %s is %s: %v", c.No, p.Path, p.Status, p.Reason)
				}
			}
			if !strings.HasPrefix(c.Title, c.Party) || c.Party == "" {
				t.Errorf("%s of %q is called %q", c.No, c.Party, c.Title)
			}
		}
		return nil
	})
	for _, format := range strings.Fields("txt docx xlsx csv jpeg wav mp4") {
		if formats[format] == 0 {
			t.Errorf("no %s among %v", format, formats)
		}
	}
}

// checkLedger wants entries in the order of time, before Now, over more than half a year, and the machine's guess at a paper
// right nine times out of ten.
func checkLedger(t *testing.T, o *app.Office) {
	entries, err := o.Store.Entries(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	last, guessed, right := "", 0, 0
	guess := map[string]string{}
	for _, e := range entries {
		if e.At < last || e.Kind == "store.clock_set_back" {
			t.Fatalf("entry %d at %s follows %s (%s)", e.Seq, e.At, last, e.Kind)
		}
		last = e.At
		var added struct {
			Paper  casefile.Paper `json:"paper"`
			Import string         `json:"import"`
		}
		var sorted struct {
			Paper string `json:"paper"`
			Code  string `json:"code"`
		}
		switch e.Kind {
		case "casefile.paper_added":
			if err := json.Unmarshal(e.Data, &added); err == nil && added.Import != "" {
				guess[added.Paper.ID] = added.Paper.Code
			}
		case "casefile.paper_sorted":
			if err := json.Unmarshal(e.Data, &sorted); err == nil {
				if code, there := guess[sorted.Paper]; there {
					guessed++
					if code == sorted.Code {
						right++
					}
					delete(guess, sorted.Paper)
				}
			}
		}
	}
	if last >= sampleNow.Format(ledger.TimeFormat) || entries[0].At > sampleNow.AddDate(0, -6, 0).Format(ledger.TimeFormat) {
		t.Errorf("from %s to %s", entries[0].At, last)
	}
	if guessed < 60 || right*10 < guessed*9 {
		t.Errorf("%d of %d papers were sorted right", right, guessed)
	}
}

// checkClocks wants a period that has run out and one that runs.
func checkClocks(t *testing.T, o *app.Office, cases []casefile.Case) {
	overdue, running := 0, 0
	view(t, o, func(r *store.Reader) error {
		for _, c := range cases {
			facts, err := o.Files.Facts(r, c)
			if err != nil {
				return err
			}
			clocks, err := o.Files.Clocks(r, c, facts)
			if err != nil {
				return err
			}
			for _, clock := range clocks {
				switch {
				case clock.Overdue():
					overdue++
				case clock.State == "running" && clock.DaysLeft <= 7:
					running++
				}
			}
		}
		return nil
	})
	if overdue == 0 || running == 0 {
		t.Errorf("%d periods overdue, %d due soon", overdue, running)
	}
}

// TestSampleIsTheSameAgain makes two offices with one seed and one with another.
func TestSampleIsTheSameAgain(t *testing.T) {
	first, _ := writeSample(t, 4, 7)
	second, _ := writeSample(t, 4, 7)
	third, _ := writeSample(t, 4, 8)
	if diff := cmp.Diff(portrait(t, first), portrait(t, second)); diff != "" {
		t.Errorf("the same seed gives another office:\n%s", diff)
	}
	if maps.Equal(portrait(t, first), portrait(t, third)) {
		t.Error("another seed gives the same office")
	}
}

// portrait is all that a case holds but ids, by number and name. What review signs names a fingerprint, which rests on ids.
func portrait(t *testing.T, o *app.Office) map[string]string {
	t.Helper()
	lines := map[string]string{}
	view(t, o, func(r *store.Reader) error {
		for _, c := range casesOf(t, o) {
			lines[c.No] = fmt.Sprint(c.Title, c.State, c.StateSince, c.Amount, c.FiledOn, c.UpdatedAt)
			papers, _ := casefile.PapersOf(r, c.ID)
			for i, p := range papers {
				if p.Code == "R02" || p.Code == "R03" {
					p.SHA256 = ""
				}
				lines[fmt.Sprintf("%s paper %d", c.No, i)] = fmt.Sprint(p.Code, p.Title, p.No, p.MadeOn, p.Path, p.SHA256, p.AddedAt)
			}
			fields, _ := casefile.FieldsOf(r, c.ID)
			for _, f := range fields {
				lines[c.No+" "+f.Name] = string(f.Value)
			}
			steps, _ := casefile.StepsOf(r, c.ID)
			for i, s := range steps {
				lines[fmt.Sprintf("%s step %d", c.No, i)] = s.Transition + s.Day
			}
		}
		return nil
	})
	return lines
}

func TestSampleRefusesFolderInUse(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "office.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := app.WriteSample(t.Context(), dir, app.SampleOptions{Now: sampleNow}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
}

// TestSampleOfForty makes the whole sample and wants every state of the course in it.
func TestSampleOfForty(t *testing.T) {
	if testing.Short() {
		t.Skip("makes forty cases")
	}
	o, _ := writeSample(t, 40, 1)
	found := map[string]int{}
	for _, c := range casesOf(t, o) {
		found[c.State]++
	}
	procedure, _ := o.Rules.Current().Procedure("penalty")
	for _, state := range procedure.Lifecycle.States {
		if found[state.ID] == 0 && state.ID != "pre_review" { // the office does not review before the notice
			t.Errorf("no case stands at %s", state.ID)
		}
	}
}

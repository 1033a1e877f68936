package rulebook_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// library is the rulebook of an office in a folder of its own.
type library struct {
	*rulebook.Shelf
	t     *testing.T
	store *store.Store
	blobs *blob.Store
	day   string
}

var (
	chief    = rulebook.Actor{ID: "fang", Roles: []string{"chief"}}
	reviewer = rulebook.Actor{ID: "he", Roles: []string{"reviewer"}}
	leader   = rulebook.Actor{ID: "jiang", Roles: []string{"leader"}}
	handler  = rulebook.Actor{ID: "lin", Roles: []string{"handler"}}
)

func newLibrary(t *testing.T, program *rulebook.Book) *library {
	t.Helper()
	dir := t.TempDir()
	l := &library{t: t, day: "2026-09-01"}
	clock := func() time.Time { return time.Date(2026, 9, 1, 9, 0, 0, 0, ledger.Zone) }
	keys, err := ledger.NewKeys(rand.Reader, "test")
	l.must(err)
	l.blobs, err = blob.Open(filepath.Join(dir, "originals"))
	l.must(err)
	l.store, err = store.Open(filepath.Join(dir, "office.db"), store.Options{Pillars: []store.Pillar{rulebook.Pillar()}, Keys: keys, Origin: "test", Clock: clock, Synchronous: "OFF"})
	l.must(err)
	t.Cleanup(func() { l.store.Close(); l.blobs.Close() })
	l.reopen(program)
	return l
}

func (l *library) must(err error) {
	l.t.Helper()
	var ps rulebook.Problems
	if errors.As(err, &ps) {
		l.t.Fatalf("%v", ps)
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

// reopen opens the shelf as a program does that comes with a book.
func (l *library) reopen(program *rulebook.Book) {
	l.t.Helper()
	var err error
	l.Shelf, err = rulebook.OpenShelf(context.Background(), l.store, l.blobs, program, func() string { return l.day })
	l.must(err)
}

// row is a row of a file of the last version, with some of its keys changed; nil takes a key out.
func (l *library) row(file, id string, changes map[string]any) rulebook.Edit {
	l.t.Helper()
	versions := l.Versions()
	b, err := l.Bundle(versions[len(versions)-1].Version)
	l.must(err)
	return edit(l.t, b, file, id, changes)
}

// head is an edit of a file that is one object; nil takes a key away.
func (l *library) head(file string, changes map[string]any) rulebook.Edit {
	l.t.Helper()
	versions := l.Versions()
	b, err := l.Bundle(versions[len(versions)-1].Version)
	l.must(err)
	var object map[string]any
	l.must(json.Unmarshal(b[file], &object))
	maps.Copy(object, changes)
	maps.DeleteFunc(object, func(_ string, v any) bool { return v == nil })
	raw, err := json.Marshal(object)
	l.must(err)
	return rulebook.Edit{File: file, Row: raw}
}

// edit is a row of a bundle with some of its keys changed.
func edit(t *testing.T, b rulebook.Bundle, file, id string, changes map[string]any) rulebook.Edit {
	t.Helper()
	all, err := rulebook.Diff(rulebook.Bundle{}, b)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(c rulebook.Change) bool { return c.File == file && c.ID == id })
	if i < 0 {
		t.Fatalf("no row %s in %s", id, file)
	}
	row := map[string]any{}
	if err := json.Unmarshal(all[i].After, &row); err != nil {
		t.Fatal(err)
	}
	for key, value := range changes {
		if row[key] = value; value == nil {
			delete(row, key)
		}
	}
	raw, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return rulebook.Edit{File: file, ID: id, Row: raw}
}

func (l *library) propose(from string, edits ...rulebook.Edit) rulebook.Amendment {
	l.t.Helper()
	p, err := l.Propose(context.Background(), reviewer, rulebook.Draft{Edits: edits, Source: "云汀法〔2026〕3号", InForceFrom: from})
	l.must(err)
	return p
}

func (l *library) amend(from string, edits ...rulebook.Edit) rulebook.Version {
	l.t.Helper()
	v, err := l.Approve(context.Background(), leader, l.propose(from, edits...).ID)
	l.must(err)
	return v
}

// sum is the threshold for persons in a book.
func sum(t *testing.T, b *rulebook.Book) any {
	t.Helper()
	i := slices.IndexFunc(b.Parameters, func(p rulebook.Parameter) bool { return p.ID == "major_sum_person" })
	return b.Parameters[i].Value
}

// mustReplay holds the tables against the ledger.
func (l *library) mustReplay() {
	l.t.Helper()
	report, err := l.store.Verify(context.Background(), store.VerifyOptions{Originals: l.blobs})
	l.must(err)
	if !report.Intact {
		l.t.Fatalf("%+v", report.Findings)
	}
}

func TestAnOfficeBeginsWithTheProgramsBook(t *testing.T) {
	book := load(t)
	l := newLibrary(t, book)
	l.reopen(book)
	versions := l.Versions()
	if len(versions) != 1 || versions[0].Version != book.Hash || versions[0].Label != book.Version || versions[0].ApprovedBy != store.System {
		t.Fatalf("%+v", versions)
	}
	if l.Current() != book || l.Of("") != book {
		t.Error("the current book is not the program's")
	}
	l.mustReplay()
}

func TestAnAmendmentLeavesOldCasesUnderTheirVersion(t *testing.T) {
	l := newLibrary(t, load(t))
	first := l.Current().Hash
	v := l.amend("2026-09-01", l.row("parameters.json", "major_sum_person", map[string]any{"value": 2_000_000}))
	if v.Label != "2026.11-1" || v.Own != 1 || v.ProposedBy != reviewer.ID || v.ApprovedBy != leader.ID || v.Source != "云汀法〔2026〕3号" || len(v.Changes) != 1 {
		t.Fatalf("%+v", v)
	}
	if got := sum(t, l.Current()); got != float64(2_000_000) {
		t.Errorf("the current threshold is %v", got)
	}
	if got := sum(t, l.Of(first)); got != float64(1_000_000) {
		t.Errorf("the old threshold has become %v", got)
	}
	if l.Of("") != l.Of(first) || l.Of(v.Version) != l.Current() {
		t.Error("a book is not where it belongs")
	}
	l.amend("2026-10-01", l.row("parameters.json", "major_sum_person", map[string]any{"value": 3_000_000}))
	if got := sum(t, l.Current()); got != float64(2_000_000) {
		t.Errorf("before its day the threshold is %v", got)
	}
	l.day = "2026-10-01"
	if got := sum(t, l.Current()); got != float64(3_000_000) {
		t.Errorf("on its day the threshold is %v", got)
	}
	l.mustReplay()
	l.reopen(load(t))
	if got := sum(t, l.Current()); got != float64(3_000_000) || len(l.Versions()) != 3 {
		t.Errorf("after opening anew: %v, %d versions", got, len(l.Versions()))
	}
}

func TestASecondPersonIsNeeded(t *testing.T) {
	l := newLibrary(t, load(t))
	ctx := context.Background()
	change := l.row("parameters.json", "review_days", map[string]any{"value": 7})
	draft := rulebook.Draft{Edits: []rulebook.Edit{change}, Source: "云汀法〔2026〕3号", InForceFrom: "2026-09-01"}
	if _, err := l.Propose(ctx, handler, draft); fault.KindOf(err) != fault.Forbidden || !strings.Contains(fault.As(err).Hint.Zh, "法制") {
		t.Errorf("a handler proposed: %v", err)
	}
	p, err := l.Propose(ctx, chief, draft)
	l.must(err)
	if _, err := l.Approve(ctx, chief, p.ID); fault.KindOf(err) != fault.Refused {
		t.Errorf("approved by whoever proposed it: %v", err)
	}
	if _, err := l.Approve(ctx, reviewer, p.ID); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("approved by a reviewer: %v", err)
	}
	err = l.store.Do(ctx, chief.ID, func(tx *store.Tx) error { // round the shelf
		_, err := tx.Record("rulebook.adopted", p.Version, map[string]any{"sha256": p.Version, "amendment": p.ID, "proposed_by": chief.ID, "approved_by": chief.ID})
		return err
	})
	if fault.KindOf(err) != fault.Refused {
		t.Errorf("the ledger took it: %v", err)
	}
	if len(l.Versions()) != 1 {
		t.Fatal("something was adopted")
	}
	_, err = l.Approve(ctx, leader, p.ID)
	l.must(err)
	if _, err := l.Approve(ctx, leader, p.ID); fault.KindOf(err) != fault.Conflict {
		t.Errorf("approved twice: %v", err)
	}
	if err := l.Reject(ctx, leader, p.ID, "不再需要"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("rejected after its adoption: %v", err)
	}
}

func TestAProposalNeedsAReasonAndADay(t *testing.T) {
	l := newLibrary(t, load(t))
	ctx := context.Background()
	change := l.row("parameters.json", "review_days", map[string]any{"value": 7})
	for name, d := range map[string]rulebook.Draft{
		"source":        {Edits: []rulebook.Edit{change}, InForceFrom: "2026-09-01"},
		"in_force_from": {Edits: []rulebook.Edit{change}, Source: "x"},
		"a day":         {Edits: []rulebook.Edit{change}, Source: "x", InForceFrom: "2026-02-30"},
		"order":         {Edits: []rulebook.Edit{change}, Source: "x", InForceFrom: "2020-01-01"},
		"nothing":       {Edits: []rulebook.Edit{l.row("parameters.json", "review_days", nil)}, Source: "x", InForceFrom: "2026-09-01"},
	} {
		if _, err := l.Propose(ctx, reviewer, d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := l.propose("2026-09-01", change)
	if err := l.Reject(ctx, leader, p.ID, " "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("rejected without a reason: %v", err)
	}
	l.must(l.Reject(ctx, reviewer, p.ID, "写错了"))
	if p, err := l.Amendment(ctx, p.ID); err != nil || p.State != rulebook.Rejected || p.Reason != "写错了" {
		t.Errorf("%+v, %v", p, err)
	}
	l.mustReplay()
}

func TestAStatutoryRuleStays(t *testing.T) {
	l := newLibrary(t, load(t))
	for name, e := range map[string]rulebook.Edit{
		"removed":       {File: "penalty/major.json", ID: "M03", Removed: true},
		"weaker":        l.row("penalty/major.json", "M02", map[string]any{"when": `h.held_on != "" && x.fine > 100000000`}),
		"another tier":  l.row("major.json", "M01", map[string]any{"tier": "unit"}),
		"over for good": l.row("major.json", "M01", map[string]any{"in_force_to": "2026-09-01"}),
		"not for all":   l.row("major.json", "M04", map[string]any{"actions": []string{"inspection"}}),
		"review":        l.head("penalty/procedure.json", map[string]any{"review": "major"}),
		"fast review":   l.head("penalty_fast/procedure.json", map[string]any{"review": "major"}),
		"no article":    l.head("penalty/procedure.json", map[string]any{"review_article": nil}),
		"out of reach":  l.row("fields.json", "c.flag_complex", map[string]any{"computed": true}),
	} {
		_, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{e}})
		if fault.KindOf(err) != fault.Refused || !strings.Contains(fault.As(err).Article, "行政处罚法第五十八条") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{l.row("penalty/major.json", "M03", map[string]any{"label": map[string]any{"zh": "疑难复杂", "en": "Complex"}})}}); err != nil {
		t.Errorf("a new label: %v", err)
	}
	if _, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{{File: "penalty/major.json", ID: "M17", Removed: true}}}); err != nil {
		t.Errorf("a rule of the office's own list cannot be removed: %v", err)
	}
}

func TestWhatTheLawAsksOfReviewersStays(t *testing.T) {
	l := newLibrary(t, load(t))
	for name, e := range map[string]rulebook.Edit{
		"taken away":   {File: "reviewer_rules.json", ID: "Q1", Removed: true},
		"less":         l.row("reviewer_rules.json", "Q1", map[string]any{"when": "rev.law_qual"}),
		"from later":   l.row("parameters.json", "reviewer_qualified_from", map[string]any{"value": "2028-01-01"}),
		"not for them": l.row("reviewer_rules.json", "Q1", map[string]any{"actions": []string{"inspection"}}),
	} {
		_, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{e}})
		if fault.KindOf(err) != fault.Refused || !strings.Contains(fault.As(err).Article, "第五十八条第二款") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFaultyChangeIsRefusedByFileAndRow(t *testing.T) {
	l := newLibrary(t, load(t))
	before := l.Current()
	_, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{l.row("penalty/checklist.json", "P20", map[string]any{"check": "x.nothing > 1"})}})
	var ps rulebook.Problems
	if !errors.As(err, &ps) || len(ps) != 1 || ps[0].File != "penalty/checklist.json" || ps[0].Row != "P20" {
		t.Fatalf("%v", err)
	}
	for name, e := range map[string]rulebook.Edit{
		"no such row": {File: "parameters.json", ID: "none", Removed: true}, "another id": {File: "parameters.json", ID: "review_days", Row: json.RawMessage(`{"id":"x"}`)},
		"a fraction": {File: "parameters.json", ID: "review_days", Row: json.RawMessage(`{"id":"review_days","value":1.5}`)}, "a name": {File: "../x.json", Row: json.RawMessage(`{"id":"x"}`)},
		"all rows": {File: "parameters.json", Row: json.RawMessage(`{"schema":"parameters","rows":[]}`)}, "an order": {File: "parameters.json", Order: []string{"review_days"}},
	} {
		if _, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{e}}); !errors.As(err, &ps) || ps[0].File != e.File || ps[0].Row != e.ID {
			t.Errorf("%s: %v", name, err)
		}
	}
	if l.Current() != before || len(l.Versions()) != 1 {
		t.Error("something changed")
	}
}

func TestADamagedVersionLeavesTheLastGoodOne(t *testing.T) {
	l := newLibrary(t, load(t))
	good := l.amend("2026-09-01", l.row("parameters.json", "major_sum_person", map[string]any{"value": 2_000_000}))
	bad := l.amend("2026-09-01", l.row("parameters.json", "major_sum_person", map[string]any{"value": 3_000_000}))
	path := l.blobs.Path(bad.Version)
	content, err := os.ReadFile(path)
	l.must(err)
	l.must(os.Chmod(path, 0o600))
	l.must(os.WriteFile(path, []byte(strings.Replace(string(content), "3000000", "9000000", 1)), 0o600))
	l.reopen(load(t))
	if got := sum(t, l.Current()); got != float64(2_000_000) || l.Current().Hash != good.Version {
		t.Errorf("works with %v", got)
	}
	if unfit := l.Unfit(); len(unfit) != 1 || unfit[0].Version != bad.Version || fault.KindOf(unfit[0].Err) != fault.Damaged {
		t.Errorf("%+v", unfit)
	}
	if _, err := l.Try(rulebook.Draft{Edits: []rulebook.Edit{{File: "penalty/major.json", ID: "M17", Removed: true}}}); fault.KindOf(err) != fault.Damaged {
		t.Errorf("a damaged version was amended: %v", err)
	}
	l.must(os.Remove(path))
	l.reopen(load(t))
	if l.Current().Hash != good.Version {
		t.Error("without its data the version is used")
	}
}

// program is the program's book as a later version of the program has it.
func program(t *testing.T, edits ...rulebook.Edit) *rulebook.Book {
	t.Helper()
	next, err := load(t).Bundle().Edit(append(edits, rulebook.Edit{File: "book.json", Row: json.RawMessage(`{"schema":"book","label":{"zh":"执衡规则库","en":"Zhiheng rulebook"},"version":"2027.1","in_force_from":"2026-08-20"}`)}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := next.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestANewBookOfTheProgramIsTakenWhereNothingIsOwn(t *testing.T) {
	old := load(t)
	l := newLibrary(t, old)
	l.reopen(program(t, edit(t, old.Bundle(), "parameters.json", "review_days", map[string]any{"value": 8})))
	versions := l.Versions()
	if len(versions) != 2 || versions[1].Label != "2027.1" || len(versions[1].Changes) != 2 || l.Current().Version != "2027.1" || l.Of("").Version != "2026.11" {
		t.Fatalf("%+v", versions)
	}
	l.reopen(old)
	if len(l.Versions()) != 2 {
		t.Error("an older program brings its book back")
	}
	l.mustReplay()
}

func TestANewBookOfTheProgramIsMergedRowByRow(t *testing.T) {
	old := load(t)
	l := newLibrary(t, old)
	l.amend("2026-09-01", l.row("parameters.json", "major_sum_person", map[string]any{"value": 2_000_000}), l.row("parameters.json", "return_days", map[string]any{"value": 20}))
	next := program(t, edit(t, old.Bundle(), "parameters.json", "review_days", map[string]any{"value": 8}),
		edit(t, old.Bundle(), "parameters.json", "return_days", map[string]any{"value": 10}))
	l.reopen(next)
	l.reopen(next)
	if len(l.Versions()) != 2 {
		t.Fatal("the merged book was adopted without a person")
	}
	var open []rulebook.Amendment
	l.must(l.store.View(context.Background(), func(r *store.Reader) (err error) { open, err = rulebook.AmendmentsOf(r); return err }))
	if len(open) != 2 || open[0].Origin != rulebook.ByProgram || open[0].State != rulebook.Open {
		t.Fatalf("%d proposals: %+v", len(open), open[0])
	}
	if c := open[0].Conflicts; len(c) != 1 || c[0].ID != "return_days" || !strings.Contains(string(c[0].Ours), "20") || !strings.Contains(string(c[0].Theirs), "10") {
		t.Errorf("%+v", c)
	}
	v, err := l.Approve(context.Background(), chief, open[0].ID)
	l.must(err)
	values := map[string]any{}
	for _, p := range l.Current().Parameters {
		values[p.ID] = p.Value
	}
	if v.Label != "2027.1-1" || values["major_sum_person"] != float64(2_000_000) || values["return_days"] != float64(20) || values["review_days"] != float64(8) {
		t.Errorf("%s: %v", v.Label, values)
	}
	l.reopen(next)
	if len(l.Versions()) != 3 {
		t.Error("the program's book was brought again")
	}
	l.mustReplay()
}

func TestTwoProposalsFollowEachOther(t *testing.T) {
	l := newLibrary(t, load(t))
	ctx := context.Background()
	a := l.propose("2026-09-01", l.row("parameters.json", "review_days", map[string]any{"value": 7}))
	b := l.propose("2026-09-01", l.row("parameters.json", "return_days", map[string]any{"value": 20}))
	c := l.propose("2026-09-01", l.row("parameters.json", "review_days", map[string]any{"value": 10}))
	for _, p := range []rulebook.Amendment{a, b} {
		_, err := l.Approve(ctx, leader, p.ID)
		l.must(err)
	}
	if _, err := l.Approve(ctx, leader, c.ID); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a row was changed over another's change: %v", err)
	}
	for _, p := range l.Current().Parameters {
		if p.ID == "review_days" && p.Value != float64(7) || p.ID == "return_days" && p.Value != float64(20) {
			t.Errorf("%s is %v", p.ID, p.Value)
		}
	}
	back := l.amend("2026-09-01", l.row("parameters.json", "review_days", map[string]any{"value": 5}), l.row("parameters.json", "return_days", map[string]any{"value": 15}))
	if back.Version != load(t).Hash || back.Own != 0 || back.Label != "2026.11" {
		t.Errorf("the office is back at the program's book, and it is called %+v", back)
	}
	l.mustReplay()
}

func TestANewKindOfActionNeedsDataOnly(t *testing.T) {
	l := newLibrary(t, load(t))
	next := load(t).Bundle()
	for _, name := range next.Names() {
		if own, ok := strings.CutPrefix(name, "penalty/"); ok {
			next["seventh/"+own] = next[name]
		}
	}
	content, err := next.Document()
	l.must(err)
	imported, err := rulebook.ReadDocument(content)
	l.must(err)
	p, err := l.Propose(context.Background(), chief, rulebook.Draft{Import: imported, Source: "云汀法〔2026〕9号", InForceFrom: "2026-09-01"})
	l.must(err)
	_, err = l.Approve(context.Background(), leader, p.ID)
	l.must(err)
	if seventh, known := l.Current().Procedure("seventh"); !known || len(seventh.Lifecycle.States) < 20 {
		t.Error("the kind is not there")
	}
	if _, known := l.Of("").Procedure("seventh"); known {
		t.Error("old cases know the new kind")
	}
	delete(imported, "penalty/major.json")
	if _, err := l.Try(rulebook.Draft{Import: imported}); err == nil {
		t.Error("a book without the statutory rules was imported")
	}
	if _, err := rulebook.ReadDocument([]byte(`{"schema":"rulebook","files":{"../x.json":{}}}`)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad name: %v", err)
	}
}

func TestNewHolidaysReachOldCases(t *testing.T) {
	l := newLibrary(t, load(t))
	first := l.Of("").Calendar
	var h map[string]any
	l.must(json.Unmarshal(load(t).Bundle()["holidays.json"], &h))
	h["off"] = append(h["off"].([]any), "2026-12-31")
	h["workdays_per_year"].(map[string]any)["2026"] = 247
	raw, err := json.Marshal(h)
	l.must(err)
	l.amend("2026-09-01", rulebook.Edit{File: "holidays.json", Row: raw})
	if l.Of("").Calendar == first || !slices.Contains(l.Of("").Holidays.Off, "2026-12-31") {
		t.Error("an old case reckons by the old calendar")
	}
	if sum(t, l.Of("")) != float64(1_000_000) || l.Of("").Hash != load(t).Hash {
		t.Error("the rest of the old book has changed")
	}
}

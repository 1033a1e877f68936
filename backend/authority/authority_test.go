package authority_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhiheng/backend/account"
	"zhiheng/backend/authority"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

var _ casefile.FactSource = authority.Facts // what the case files take

var (
	administrator = account.Person{ID: "p-1", Name: "钱管理", Roles: []string{"system_admin"}, Active: true}
	agency        = authority.Body{Kind: "agency", Level: "county", Listed: true, Powers: []string{"市监-0012"}}
	delegated     = authority.Body{Kind: "delegated", Level: "township", DelegBy: "启东市虚构监督管理局", DelegUSCC: "11320681014381238G",
		DelegFrom: "2026-01-01", DelegTo: "2026-12-31", DelegScope: []string{"市监-0012"}, DelegPublished: true}
)

// office is a new office with nothing described.
func office(t *testing.T) (*authority.Authority, *store.Store) {
	t.Helper()
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return officeUnder(t, book)
}

// officeUnder is a new office under a rulebook; each change comes a second after the one before.
func officeUnder(t *testing.T, book *rulebook.Book) (*authority.Authority, *store.Store) {
	t.Helper()
	keys, err := ledger.NewKeys(rand.Reader, "zhiheng/test")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone)
	s, err := store.Open(filepath.Join(t.TempDir(), "office.db"), store.Options{Pillars: []store.Pillar{account.Pillar(), authority.Pillar()},
		Keys: keys, Origin: "zhiheng/test", Clock: func() time.Time { now = now.Add(time.Second); return now }, Synchronous: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &authority.Authority{Store: s, Rules: rulebook.NewShelf(book)}, s
}

func facts(t *testing.T, s *store.Store) rulebook.Facts {
	t.Helper()
	f := rulebook.Facts{}
	if err := s.View(context.Background(), func(r *store.Reader) error { return authority.Facts(r, "c-1", f) }); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFactsComeFromTheOfficeAndItsDescription(t *testing.T) {
	a, s := office(t)
	ctx := context.Background()
	if got := facts(t, s); len(got) != 0 {
		t.Errorf("an office that does not exist has facts: %v", got)
	}
	if err := s.Do(ctx, store.System, func(tx *store.Tx) error {
		_, err := tx.Record("account.office_opened", "office", account.Office{Name: "启东市虚构监督管理局", USCC: "11320681014381238G", Region: "320681", CodeWord: "启虚监"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := rulebook.Facts{"org.name": "启东市虚构监督管理局", "org.uscc": "11320681014381238G", "org.region": "320681"}
	if diff := cmp.Diff(want, facts(t, s)); diff != "" {
		t.Errorf("before the description:\n%s", diff)
	}
	if err := a.Describe(ctx, administrator, delegated); err != nil {
		t.Fatal(err)
	}
	got := facts(t, s)
	if got["org.kind"] != "delegated" || got["org.listed"] != false || got["org.deleg_to"] != "2026-12-31" || got["org.deleg_published"] != true {
		t.Errorf("%v", got)
	}
	procedure, _ := a.Rules.Current().Procedure("penalty")
	if err := procedure.CheckFacts(got); err != nil {
		t.Errorf("the rulebook does not know these facts: %v", err)
	}
	if err := a.Describe(ctx, administrator, agency); err != nil {
		t.Fatal(err)
	}
	if got := facts(t, s); got["org.deleg_by"] != "" || got["org.listed"] != true || !cmp.Equal(got["org.powers"], []string{"市监-0012"}) {
		t.Errorf("the later description does not hold: %v", got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	a, _ := office(t)
	for name, change := range map[string]struct {
		body  authority.Body
		field string
	}{
		"unknown kind":           {authority.Body{Kind: "club", Level: "county"}, "kind"},
		"unknown level":          {authority.Body{Kind: "agency", Level: "moon"}, "level"},
		"delegated by nobody":    {authority.Body{Kind: "delegated", Level: "county"}, "deleg_by"},
		"delegated without code": {authority.Body{Kind: "delegated", Level: "county", DelegBy: "甲局", DelegUSCC: "11320681014381238X"}, "deleg_uscc"},
		"agency with delegation": {authority.Body{Kind: "agency", Level: "county", DelegBy: "甲局"}, "deleg_by"},
		"no such day":            {authority.Body{Kind: "agency", Level: "county", DelegFrom: "2026-02-30"}, "deleg_from"},
		"ends before it begins":  {func() authority.Body { b := delegated; b.DelegTo = "2025-12-31"; return b }(), "deleg_to"},
	} {
		err := a.Describe(context.Background(), administrator, change.body)
		if e := fault.As(err); err == nil || e.Kind != fault.Invalid || e.Field != change.field || e.Message.En == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	handler := account.Person{ID: "p-2", Roles: []string{"handler"}, Active: true}
	if err := a.Describe(context.Background(), handler, agency); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a handler described the office: %v", err)
	}
}

func TestTheSameAgainRecordsNothingAndReplayGivesTheSame(t *testing.T) {
	a, s := office(t)
	ctx := context.Background()
	for range 3 {
		if err := a.Describe(ctx, administrator, agency); err != nil {
			t.Fatal(err)
		}
	}
	report, err := s.Replay(ctx, nil)
	if err != nil || !report.Intact || report.Entries != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

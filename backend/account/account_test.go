package account_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

const (
	goodCode     = "11320681014381238G"
	goodPassword = "Xun-Jian-2026"
)

// desk is an office with its accounts, its secrets and a clock that a test sets.
type desk struct {
	*account.Accounts
	store   *store.Store
	secrets *account.Secrets
	dir     string
	now     time.Time
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, ledger.Zone)}
	var err error
	if d.secrets, err = account.OpenSecrets(d.dir, func() time.Time { return d.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.secrets.Close() })
	keys, err := d.secrets.Keys("zhiheng/test")
	if err != nil {
		t.Fatal(err)
	}
	d.store, err = store.Open(filepath.Join(d.dir, "office.db"), store.Options{Pillars: []store.Pillar{account.Pillar()}, Keys: keys,
		Origin: "zhiheng/test", Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	d.Accounts = account.New(d.store, d.secrets)
	return d
}

func newcomer(username string, roles ...string) account.Newcomer {
	return account.Newcomer{Person: account.Person{Username: username, Name: "人员" + username, Department: "法规科", Roles: roles}, Password: goodPassword}
}

func office() account.Office {
	return account.Office{Name: "启东市市场监督管理局", USCC: goodCode, Region: "320681", CodeWord: "启市监"}
}

// opened is an office with a security administrator "keeper" and a case handler "zhou".
func opened(t testing.TB) *desk {
	t.Helper()
	d := newDesk(t)
	if err := d.Open(context.Background(), office(), []account.Newcomer{newcomer("keeper", "security_admin"), newcomer("zhou", "handler")}); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) person(t testing.TB, username string) account.Person {
	t.Helper()
	people, err := d.People(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(people, func(p account.Person) bool { return p.Username == username })
	if at < 0 {
		t.Fatalf("nobody is called %s", username)
	}
	return people[at]
}

// kinds lists what the ledger has been told.
func (d *desk) kinds(t testing.TB) []string {
	t.Helper()
	entries, err := d.store.Entries(context.Background(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range entries {
		kinds = append(kinds, strings.TrimPrefix(e.Kind, "account."))
	}
	return kinds
}

func want(t testing.TB, err error, kind fault.Kind, field string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind || fault.As(err).Field != field {
		t.Errorf("got %v (field %q), want %s on %q", err, fault.As(err).Field, kind, field)
	}
}

func TestAnOfficeIsOpenedOnce(t *testing.T) {
	d := newDesk(t)
	if _, found, err := d.Office(context.Background()); found || err != nil {
		t.Fatalf("before: %v, %v", found, err)
	}
	first := []account.Newcomer{newcomer("keeper", "security_admin"), newcomer("zhou", "handler")}
	if err := d.Open(context.Background(), office(), first); err != nil {
		t.Fatal(err)
	}
	got, found, err := d.Office(context.Background())
	wanted := office()
	wanted.OpenedAt = "2026-03-02T09:00:00.000+08:00"
	if !found || err != nil || got != wanted {
		t.Errorf("%+v, %v", got, err)
	}
	want(t, d.Open(context.Background(), office(), []account.Newcomer{newcomer("other", "security_admin")}), fault.Conflict, "")
	if people, _ := d.People(context.Background()); len(people) != 2 || people[0].Username != "keeper" || !people[1].Active || !strings.HasPrefix(people[1].ID, "p-") {
		t.Errorf("%+v", people)
	}
}

func TestABadOfficeIsNotOpened(t *testing.T) {
	keeper := newcomer("keeper", "security_admin")
	weak := keeper
	weak.Password = "short"
	cases := map[string]struct {
		change func(o *account.Office)
		people []account.Newcomer
		kind   fault.Kind
		field  string
	}{
		"no name":                    {func(o *account.Office) { o.Name = "" }, []account.Newcomer{keeper}, fault.Invalid, "name"},
		"a credit code mistyped":     {func(o *account.Office) { o.USCC = "11320681014381239G" }, []account.Newcomer{keeper}, fault.Invalid, "uscc"},
		"no credit code":             {func(o *account.Office) { o.USCC = "" }, []account.Newcomer{keeper}, fault.Invalid, "uscc"},
		"a short region":             {func(o *account.Office) { o.Region = "3206" }, []account.Newcomer{keeper}, fault.Invalid, "region"},
		"a region of letters":        {func(o *account.Office) { o.Region = "32o681" }, []account.Newcomer{keeper}, fault.Invalid, "region"},
		"a region of two characters": {func(o *account.Office) { o.Region = "启东" }, []account.Newcomer{keeper}, fault.Invalid, "region"},
		"nobody":                     {nil, nil, fault.Invalid, "people"},
		"no security administrator":  {nil, []account.Newcomer{newcomer("zhou", "handler")}, fault.Invalid, "people"},
		"a weak password":            {nil, []account.Newcomer{weak}, fault.Invalid, "password"},
		"two of one username":        {nil, []account.Newcomer{keeper, newcomer("keeper", "handler")}, fault.Conflict, "username"},
		"an administrator with more": {nil, []account.Newcomer{newcomer("keeper", "security_admin", "handler")}, fault.Refused, "roles"},
	}
	d := newDesk(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := office()
			if c.change != nil {
				c.change(&o)
			}
			want(t, d.Open(context.Background(), o, c.people), c.kind, c.field)
			if kinds := d.kinds(t); len(kinds) != 0 {
				t.Errorf("and yet the ledger says %v", kinds)
			}
		})
	}
}

func TestPeopleAreAddedAndChanged(t *testing.T) {
	d := opened(t)
	ctx, keeper := context.Background(), d.person(t, "keeper")
	added, err := d.Add(ctx, keeper.ID, newcomer("qian", "reviewer", "archivist"))
	if err != nil || d.personLike(t, added).ID != added.ID {
		t.Fatalf("%+v, %v", added, err)
	}
	added.Name, added.Active, added.LawQualified, added.Roles = "钱某", false, true, []string{"chief"}
	if err := d.Change(ctx, keeper.ID, added); err != nil {
		t.Fatal(err)
	}
	if got := d.person(t, "qian"); got.Name != "钱某" || got.Active || !got.LawQualified || !slices.Equal(got.Roles, []string{"chief"}) || got.ID != added.ID {
		t.Errorf("%+v", got)
	}
	_, err = d.Add(ctx, keeper.ID, newcomer("zhou", "handler"))
	want(t, err, fault.Conflict, "username")
	_, err = d.Add(ctx, keeper.ID, newcomer("", "handler"))
	want(t, err, fault.Invalid, "username")
	added.Username = "zhou"
	want(t, d.Change(ctx, keeper.ID, added), fault.Conflict, "username")
	added.ID = "p-nobody"
	want(t, d.Change(ctx, keeper.ID, added), fault.NotFound, "")
	if kinds := d.kinds(t); len(kinds) != 5 {
		t.Errorf("refusals left entries: %v", kinds)
	}
}

// personLike reads a person back by username.
func (d *desk) personLike(t testing.TB, p account.Person) (same account.Person) {
	same = d.person(t, p.Username)
	if !slices.Equal(same.Roles, p.Roles) {
		t.Errorf("roles %v became %v", p.Roles, same.Roles)
	}
	return same
}

func TestNobodyChangesThemselves(t *testing.T) {
	d := opened(t)
	keeper := d.person(t, "keeper")
	keeper.Name = "另名"
	want(t, d.Change(context.Background(), keeper.ID, keeper), fault.Forbidden, "")
	keeper.Roles = []string{"auditor"}
	want(t, d.Change(context.Background(), keeper.ID, keeper), fault.Forbidden, "")
	if got := d.person(t, "keeper"); got.Name == "另名" || !got.Holds("security_admin") {
		t.Errorf("%+v", got)
	}
}

func TestNoPasswordOrHashIsInTheLedger(t *testing.T) {
	d := opened(t)
	ctx, keeper, zhou := context.Background(), d.person(t, "keeper"), d.person(t, "zhou")
	_, wrong := d.SignIn(ctx, "zhou", "Not-The-One-77")
	_, swapped := d.SignIn(ctx, "Password-In-The-Wrong-Box-1", "zhou")
	if wrong == nil || swapped == nil {
		t.Fatal("signed in")
	}
	if err := d.SetPassword(ctx, zhou.ID, zhou.ID, goodPassword, "Second-Word-88"); err != nil {
		t.Fatal(err)
	}
	if err := d.SetPassword(ctx, keeper.ID, zhou.ID, "", "Third-Word-99"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Add(ctx, keeper.ID, newcomer("qian", "reviewer")); err != nil {
		t.Fatal(err)
	}
	entries, err := d.store.Entries(ctx, 0, 1000)
	if err != nil || len(entries) < 8 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		text := strings.Join([]string{e.Actor, e.Kind, e.Subject, string(e.Data)}, " ")
		for _, secret := range []string{goodPassword, "Not-The-One-77", "Password-In-The-Wrong-Box-1", "Second-Word-88", "Third-Word-99", "argon2", "$v=19", "PRIVATE"} {
			if strings.Contains(text, secret) {
				t.Errorf("entry %d holds %q", e.Seq, secret)
			}
		}
	}
	if report, err := d.store.Verify(ctx, store.VerifyOptions{}); err != nil || !report.Intact {
		t.Errorf("%+v, %v", report.Findings, err)
	}
}

// Package account knows the office and its people: who they are, which roles they hold and what these allow, and that
// whoever sits at the screen is who they say. Passwords, sessions and the signing key lie in a file of their own, which
// is the only state of an office that is not in its ledger.
package account

import (
	"context"
	_ "embed"
	"regexp"

	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var (
	queries    = store.ParseQueries(queriesText)
	regionCode = regexp.MustCompile(`^\d{6}$`)
)

// Office is the body whose app this is. USCC is its unified social credit code, Region the six-digit code of its county,
// CodeWord the word its document numbers begin with, such as 启市监. A sample office holds fiction only and says its
// password to everybody.
type Office struct {
	Name           string `json:"name"`
	USCC           string `json:"uscc"`
	Region         string `json:"region"`
	CodeWord       string `json:"code_word"`
	Sample         bool   `json:"sample"`
	SamplePassword string `json:"sample_password,omitempty"`
	OpenedAt       string `json:"opened_at,omitempty"`
}

// Person is somebody with an account. Dates are YYYY-MM-DD or empty. CertNo is the enforcement certificate.
type Person struct {
	ID            string   `json:"id"`
	Username      string   `json:"username"`
	Name          string   `json:"name"`
	Department    string   `json:"department"`
	Roles         []string `json:"roles"`
	CertNo        string   `json:"cert_no"`
	CertFrom      string   `json:"cert_from"`
	CertTo        string   `json:"cert_to"`
	LawQualified  bool     `json:"law_qualified"`
	FirstReviewOn string   `json:"first_review_on"`
	Active        bool     `json:"active"`
}

// Accounts are the office's people over its store and its secrets.
type Accounts struct {
	store   *store.Store
	secrets *Secrets
}

// New makes the accounts of an open office.
func New(s *store.Store, secrets *Secrets) *Accounts { return &Accounts{s, secrets} }

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	return store.Pillar{Name: "account", Tables: tables, Events: map[string]store.Apply{
		"account.office_opened": store.On(func(t *store.Tables, e store.Event, o Office) error {
			return t.Exec(queries.Get("office_insert"), o.Name, o.USCC, o.Region, o.CodeWord, o.Sample, o.SamplePassword, e.Instant())
		}),
		"account.settings_set":   store.On(applySettings),
		"account.person_added":   store.On(putPerson),
		"account.person_changed": store.On(putPerson),
		"account.password_set":   note,
		"account.signed_in":      note,
		"account.sign_in_failed": note,
		"account.locked":         note,
		"account.signed_out":     note,
	}}
}

// note is for events that are told for the record alone.
func note(*store.Tables, store.Event) error { return nil }

func putPerson(t *store.Tables, e store.Event, p Person) error {
	return t.Exec(queries.Get("person_put"), e.Subject, p.Username, p.Name, p.Department, store.JSON(p.Roles), p.CertNo, p.CertFrom, p.CertTo,
		p.LawQualified, p.FirstReviewOn, p.Active, e.Seq)
}

// Office returns the office; found is false while the folder is new.
func (a *Accounts) Office(ctx context.Context) (o Office, found bool, err error) {
	err = a.store.View(ctx, func(r *store.Reader) (err error) {
		o, found, err = OfficeOf(r)
		return err
	})
	return o, found, err
}

// OfficeOf returns the office from what is being read.
func OfficeOf(from store.Source) (Office, bool, error) {
	return store.One[Office](from, queries.Get("office"))
}

// People lists everybody, in the order in which they were added.
func (a *Accounts) People(ctx context.Context) (people []Person, err error) {
	err = a.store.View(ctx, func(r *store.Reader) (err error) {
		people, err = PeopleOf(r)
		return err
	})
	return people, err
}

// PeopleOf lists everybody from what is being read.
func PeopleOf(from store.Source) ([]Person, error) {
	return store.All[Person](from, queries.Get("people"))
}

// PersonOf finds somebody from what is being read; an unknown id is fault.NotFound.
func PersonOf(from store.Source, id string) (Person, error) {
	p, found, err := store.One[Person](from, queries.Get("person"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.person", fault.T("没有这个人员", "no such person"))
	}
	return p, err
}

// Newcomer is a person to be added, with a first password.
type Newcomer struct {
	Person
	Password string `json:"password"`
}

// Open opens a new office with its first people: one of them at least must be a security administrator, who adds the
// others later. It is refused when there is an office already.
func (a *Accounts) Open(ctx context.Context, o Office, people []Newcomer) error {
	if err := checkOffice(o); err != nil {
		return err
	}
	administrators := 0
	for _, p := range people {
		if p.Holds("security_admin") {
			administrators++
		}
	}
	if administrators == 0 {
		return fault.New(fault.Invalid, "account.open", fault.T("首批人员中须有安全管理员", "the first people must include a security administrator")).WithField("people")
	}
	return a.store.Do(ctx, store.System, func(tx *store.Tx) error {
		if _, found, err := OfficeOf(tx); err != nil {
			return err
		} else if found {
			return fault.New(fault.Conflict, "account.open", fault.T("本数据目录已有单位", "this folder already holds an office"))
		}
		if _, err := tx.Record("account.office_opened", "office", o); err != nil {
			return err
		}
		for _, p := range people {
			if _, err := a.add(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkOffice(o Office) error {
	if o.Name == "" {
		return fault.New(fault.Invalid, "account.open", fault.T("请填写单位名称", "give the office's name")).WithField("name")
	}
	if problems := idcode.CheckCreditCode(o.USCC); len(problems) > 0 {
		return fault.New(fault.Invalid, "account.open", problems[0].Text).WithField("uscc")
	}
	if !regionCode.MatchString(o.Region) {
		return fault.New(fault.Invalid, "account.open", fault.T("行政区划代码为六位数字", "the region code has six digits")).WithField("region")
	}
	return nil
}

// Add adds a person. The id is made here.
func (a *Accounts) Add(ctx context.Context, actor string, p Newcomer) (added Person, err error) {
	err = a.store.Do(ctx, actor, func(tx *store.Tx) (err error) {
		added, err = a.add(tx, p)
		return err
	})
	return added, err
}

func (a *Accounts) add(tx *store.Tx, p Newcomer) (Person, error) {
	if err := checkPassword(p.Password, p.Username); err != nil {
		return Person{}, err
	}
	id, err := tx.NewID("p")
	if err != nil {
		return Person{}, err
	}
	p.ID, p.Active = id, true
	if err := checkPerson(tx, p.Person); err != nil {
		return Person{}, err
	}
	if _, err := tx.Record("account.person_added", id, p.Person); err != nil {
		return Person{}, err
	}
	return p.Person, a.secrets.SetPassword(id, p.Password)
}

// Change replaces what is known of a person, the id excepted.
func (a *Accounts) Change(ctx context.Context, actor string, p Person) error {
	return a.store.Do(ctx, actor, func(tx *store.Tx) error {
		if _, err := PersonOf(tx, p.ID); err != nil {
			return err
		}
		if p.ID == actor {
			return fault.New(fault.Forbidden, "account.change", fault.T("不能更改本人的账户和角色", "nobody changes their own account or roles")).
				WithHint(fault.T("请由另一名安全管理员办理。", "Ask another security administrator."))
		}
		if err := checkPerson(tx, p); err != nil {
			return err
		}
		_, err := tx.Record("account.person_changed", p.ID, p)
		return err
	})
}

// checkPerson holds a person to the rules: a name, a username of one's own, known roles, and no administrator who does
// anything else (三员分立).
func checkPerson(from store.Source, p Person) error {
	if p.Name == "" || p.Username == "" {
		return fault.New(fault.Invalid, "account.person", fault.T("请填写姓名和用户名", "give a name and a username")).WithField("username")
	}
	other, found, err := store.One[Person](from, queries.Get("person_by_username"), p.Username)
	if err != nil {
		return err
	}
	if found && other.ID != p.ID {
		return fault.New(fault.Conflict, "account.person", fault.Tf("用户名 %[1]s 已被使用", "the username %[1]s is taken", p.Username)).WithField("username")
	}
	return checkRoles(p.Roles)
}

// BeganReviewing notes that somebody reviews for the first time, on the day of the transaction.
func BeganReviewing(tx *store.Tx, p Person) error {
	p.FirstReviewOn = tx.Today()
	_, err := tx.Record("account.person_changed", p.ID, p)
	return err
}

// Package authority says by what right the office enforces the law: what kind of body it is, whether it stands on the list
// of enforcement authorities, which powers it has, and by whom and until when it was delegated. It keeps the lists that are
// disclosed before anybody is dealt with (事前公开), and takes up the notices of holidays.
package authority

import (
	"context"
	_ "embed"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Body is the office as an enforcement authority. Kind and Level are ids of the code tables org_kind and org_level. Powers
// are ids of items on the list of powers. What begins with Deleg is filled for a delegated organisation: the delegating
// agency with its credit code, first and last day (YYYY-MM-DD), the items and whether the delegation was published.
type Body struct {
	Kind           string   `json:"kind"`
	Level          string   `json:"level"`
	Listed         bool     `json:"listed"`
	Powers         []string `json:"powers,omitempty"`
	DelegBy        string   `json:"deleg_by,omitempty"`
	DelegUSCC      string   `json:"deleg_uscc,omitempty"`
	DelegFrom      string   `json:"deleg_from,omitempty"`
	DelegTo        string   `json:"deleg_to,omitempty"`
	DelegScope     []string `json:"deleg_scope,omitempty"`
	DelegPublished bool     `json:"deleg_published,omitempty"`
}

// Delegated tells whether the body acts in the name of another.
func (b Body) Delegated() bool { return b.Kind == "delegated" }

// Authority is the description of the office over its store. Blobs keeps the pictures of lists, Today tells the date
// (YYYY-MM-DD); only the lists need these two.
type Authority struct {
	Store *store.Store
	Rules *rulebook.Shelf
	Blobs *blob.Store
	Today func() string
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	events := listEvents()
	events["authority.body_described"] = store.On(func(t *store.Tables, e store.Event, b Body) error {
		return t.Exec(queries.Get("body_put"), store.JSON(b), e.Instant(), e.Actor)
	})
	events["authority.holidays_announced"] = store.On(applyAnnounced)
	return store.Pillar{Name: "authority", Tables: tables, Events: events}
}

// BodyOf returns the description of the office; found is false as long as nobody gave one.
func BodyOf(from store.Source) (b Body, found bool, err error) {
	type row struct {
		Description Body `json:"description"`
	}
	r, found, err := store.One[row](from, queries.Get("body"))
	return r.Description, found, err
}

// Describe replaces the description of the office. The same description again records nothing.
func (a *Authority) Describe(ctx context.Context, actor account.Person, b Body) error {
	if err := actor.Demand(account.ManageSettings); err != nil {
		return err
	}
	if err := a.check(b); err != nil {
		return err
	}
	return a.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		old, found, err := BodyOf(tx)
		if err != nil || found && same(old, b) {
			return err
		}
		_, err = tx.Record("authority.body_described", "office", b)
		return err
	})
}

func same(a, b Body) bool {
	lists := slices.Equal(a.Powers, b.Powers) && slices.Equal(a.DelegScope, b.DelegScope)
	return lists && a.Kind == b.Kind && a.Level == b.Level && a.Listed == b.Listed && a.DelegBy == b.DelegBy && a.DelegUSCC == b.DelegUSCC &&
		a.DelegFrom == b.DelegFrom && a.DelegTo == b.DelegTo && a.DelegPublished == b.DelegPublished
}

// check refuses codes that the rulebook lacks, a delegation without its agency, and days that are none.
func (a *Authority) check(b Body) error {
	invalid := func(field, zh, en string) error {
		return fault.New(fault.Invalid, "authority.describe", fault.T(zh, en)).WithField(field)
	}
	known := func(table, id string) bool {
		return slices.ContainsFunc(a.Rules.Current().Table(table), func(c rulebook.Code) bool { return c.ID == id })
	}
	for field, day := range map[string]string{"deleg_from": b.DelegFrom, "deleg_to": b.DelegTo} {
		if _, err := workday.ParseDate(day); day != "" && err != nil {
			return invalid(field, "日期不正确", "this is no date")
		}
	}
	switch {
	case !known("org_kind", b.Kind):
		return invalid("kind", "请选择主体性质", "choose the nature of the body")
	case !known("org_level", b.Level):
		return invalid("level", "请选择机关层级", "choose the level of the body")
	case b.Delegated() && strings.TrimSpace(b.DelegBy) == "":
		return invalid("deleg_by", "受委托的组织须填写委托机关", "a delegated organisation names the agency that delegated it")
	case b.Delegated() && len(idcode.CheckCreditCode(b.DelegUSCC)) > 0:
		return invalid("deleg_uscc", "委托机关的统一社会信用代码不正确", "the credit code of the delegating agency is wrong")
	case !b.Delegated() && b.DelegBy+b.DelegUSCC+b.DelegFrom+b.DelegTo != "":
		return invalid("deleg_by", "只有受委托的组织才填写委托情况", "only a delegated organisation has a delegation")
	case b.DelegTo != "" && b.DelegTo < b.DelegFrom:
		return invalid("deleg_to", "委托结束日早于开始日", "the delegation ends before it begins")
	}
	return nil
}

// Facts adds what is known of the office to the facts of a case. What nobody has described stays unknown.
func Facts(from store.Source, _ string, facts rulebook.Facts) error {
	office, found, err := account.OfficeOf(from)
	if err != nil || !found {
		return err
	}
	facts["org.name"], facts["org.uscc"], facts["org.region"] = office.Name, office.USCC, office.Region
	b, found, err := BodyOf(from)
	if err != nil || !found {
		return err
	}
	facts["org.kind"], facts["org.level"], facts["org.listed"] = b.Kind, b.Level, b.Listed
	facts["org.powers"] = append([]string{}, b.Powers...)
	facts["org.deleg_by"], facts["org.deleg_from"], facts["org.deleg_to"] = b.DelegBy, b.DelegFrom, b.DelegTo
	facts["org.deleg_scope"] = append([]string{}, b.DelegScope...)
	facts["org.deleg_published"] = b.DelegPublished
	return nil
}

package rulebook

import (
	_ "embed"
	"encoding/json"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Version is a rulebook that the office has adopted. Its name is the hash of its data, which lie among the originals.
type Version struct {
	Version     string   `json:"version"`
	Seq         int64    `json:"seq"`
	Label       string   `json:"label"`   // such as 2026.11-2: the second own amendment on top of the program's 2026.11
	Program     string   `json:"program"` // the program's book that it rests on
	Own         int      `json:"own"`     // how many own amendments it holds
	InForceFrom string   `json:"in_force_from"`
	Source      string   `json:"source"`
	Size        int64    `json:"size"`
	Changes     []Change `json:"changes"`
	Amendment   string   `json:"amendment,omitempty"`
	ProposedBy  string   `json:"proposed_by"`
	ApprovedBy  string   `json:"approved_by"`
	AdoptedAt   string   `json:"adopted_at"`
}

// The origins of a proposal.
const (
	ByEdit    = "edit"    // somebody changed rows
	ByImport  = "import"  // somebody brought a whole rulebook
	ByProgram = "program" // a new version of the program brought it
)

// The states of a proposal.
const (
	Open     = "open"
	Adopted  = "adopted"
	Rejected = "rejected"
)

// Amendment is a change of the rulebook that waits for a second person, or did.
type Amendment struct {
	ID          string     `json:"id"`
	Origin      string     `json:"origin" enum:"edit,import,program"`
	State       string     `json:"state" enum:"open,adopted,rejected"`
	Base        string     `json:"base"`
	Version     string     `json:"version"`
	Program     string     `json:"program"`
	InForceFrom string     `json:"in_force_from"`
	Source      string     `json:"source"`
	Note        string     `json:"note"`
	Changes     []Change   `json:"changes"`
	Conflicts   []Conflict `json:"conflicts"`
	ProposedBy  string     `json:"proposed_by"`
	ProposedAt  string     `json:"proposed_at"`
	ClosedBy    string     `json:"closed_by,omitempty"`
	ClosedAt    string     `json:"closed_at,omitempty"`
	Reason      string     `json:"reason,omitempty"`
}

// adopted is the event that brings a version into use.
type adopted struct {
	Label       string              `json:"version"`
	SHA256      string              `json:"sha256"`
	SM3         string              `json:"sm3,omitempty"`
	Size        int64               `json:"size"`
	InForceFrom string              `json:"in_force_from"`
	Source      string              `json:"source"`
	Changes     []Change            `json:"changes"`
	Program     string              `json:"program"`
	Own         int                 `json:"own"`
	Doors       map[string][]string `json:"doors"` // by procedure: the states that only an event leads to
	Amendment   string              `json:"amendment,omitempty"`
	ProposedBy  string              `json:"proposed_by"`
	ApprovedBy  string              `json:"approved_by"`
}

type proposed struct {
	Origin      string     `json:"origin"`
	Base        string     `json:"base"`
	SHA256      string     `json:"sha256"`
	SM3         string     `json:"sm3,omitempty"`
	Size        int64      `json:"size"`
	Program     string     `json:"program"`
	InForceFrom string     `json:"in_force_from"`
	Source      string     `json:"source"`
	Note        string     `json:"note,omitempty"`
	Changes     []Change   `json:"changes"`
	Conflicts   []Conflict `json:"conflicts,omitempty"`
}

type rejected struct {
	Reason string `json:"reason"`
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	return store.Pillar{Name: "rulebook", Tables: tables, Events: map[string]store.Apply{
		"rulebook.adopted":       store.On(applyAdopted),
		"rulebook.proposed":      store.On(applyProposed),
		"rulebook.law_imported":  store.On(applyLawImported),
		"rulebook.law_withdrawn": store.On(applyLawWithdrawn),
		"rulebook.rejected": store.On(func(t *store.Tables, e store.Event, d rejected) error {
			return closeAmendment(t, e, e.Subject, Rejected, d.Reason)
		}),
	}}
}

func applyAdopted(t *store.Tables, e store.Event, d adopted) error {
	if d.Amendment != "" {
		p, err := AmendmentOf(t, d.Amendment)
		if err != nil {
			return err
		}
		if p.ProposedBy == e.Actor {
			return samePerson()
		}
		if err := closeAmendment(t, e, d.Amendment, Adopted, ""); err != nil {
			return err
		}
	}
	changes, err := json.Marshal(d.Changes)
	if err != nil {
		return fault.Wrap("rulebook.adopted", err)
	}
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	for procedure, states := range d.Doors {
		for _, state := range states {
			if err := t.Exec(queries.Get("door_insert"), e.Subject, procedure, state); err != nil {
				return err
			}
		}
	}
	return t.Exec(queries.Get("version_insert"), e.Subject, e.Seq, d.Label, d.Program, d.Own, d.InForceFrom, d.Source, d.Size, string(changes), d.Amendment,
		d.ProposedBy, d.ApprovedBy, e.Instant())
}

func applyProposed(t *store.Tables, e store.Event, d proposed) error {
	changes, err := json.Marshal(d.Changes)
	if err != nil {
		return fault.Wrap("rulebook.proposed", err)
	}
	conflicts, err := json.Marshal(append([]Conflict{}, d.Conflicts...))
	if err != nil {
		return fault.Wrap("rulebook.proposed", err)
	}
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	return t.Exec(queries.Get("amendment_insert"), e.Subject, e.Seq, d.Origin, d.Base, d.SHA256, d.Program, d.InForceFrom, d.Source, d.Note, string(changes),
		string(conflicts), e.Actor, e.Instant())
}

// closeAmendment settles a proposal that is open.
func closeAmendment(t *store.Tables, e store.Event, id, state, reason string) error {
	rows, err := t.Change(queries.Get("amendment_close"), state, e.Actor, e.Instant(), reason, id)
	if err == nil && rows == 0 {
		err = notOpen()
	}
	return err
}

func samePerson() error {
	return fault.New(fault.Refused, "rulebook.approve", fault.T("规则修订须由提出人以外的人批准", "whoever proposed a change does not approve it")).
		WithHint(fault.T("请由另一名有权批准的人员办理。", "Have another person who may approve it do so."))
}

func notOpen() error {
	return fault.New(fault.Conflict, "rulebook.close", fault.T("该修订已办结", "this proposal has been settled")).
		WithHint(fault.T("刷新后查看结果。", "Refresh and look at how."))
}

// VersionsOf lists the versions in the order of their adoption.
func VersionsOf(from store.Source) ([]Version, error) {
	return store.All[Version](from, queries.Get("versions"))
}

// AmendmentOf returns a proposal; an unknown id is fault.NotFound.
func AmendmentOf(from store.Source, id string) (Amendment, error) {
	p, found, err := store.One[Amendment](from, queries.Get("amendment"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "rulebook.amendment", fault.T("没有这项修订", "no such amendment"))
	}
	return p, err
}

// AmendmentsOf lists the proposals, the newest first.
func AmendmentsOf(from store.Source) ([]Amendment, error) {
	return store.All[Amendment](from, queries.Get("amendments"))
}

// IsDoor tells whether a state can be entered only by the event of another pillar, under a version (empty for the first).
// It reads tables alone, so an applier may ask.
func IsDoor(from store.Source, version, procedure, state string) (bool, error) {
	n, _, err := store.One[int](from, queries.Get("door"), version, procedure, state)
	return n > 0, err
}

// doors are the states of a book's procedures that only an event leads to.
func (b *Book) doors() map[string][]string {
	doors := map[string][]string{}
	for _, p := range b.Procedures {
		for _, s := range p.Lifecycle.States {
			if p.Lifecycle.Door(s.ID) {
				doors[p.ID] = append(doors[p.ID], s.ID)
			}
		}
	}
	return doors
}

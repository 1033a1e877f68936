// Package anchor keeps the heads of the ledger that were fixed outside it, so that a rewritten history is seen: signed daily
// and at each issue, printed, sent as a line, signed by another office as a witness, or stamped by a time-stamping authority. What is anchored cannot be changed
// unseen any more; how much is not anchored yet is the window.
package anchor

import (
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// The kinds of anchors. A daily head, and one signed at an issue, stay in the office; the others leave it.
const (
	Daily   = "daily"
	Issue   = "issue"
	Printed = "printed"
	Line    = "line"
	Witness = "witness"
	// Timestamp is a head that a time-stamping authority is asked about.
	Timestamp = "timestamp"
)

// outside are the kinds that somebody else holds.
var outside = map[string]bool{Printed: true, Line: true, Witness: true, Timestamp: true}

// Desk anchors the ledger of an open office.
type Desk struct {
	Store *store.Store
	Today func() string
	// Ask hands a request to a time-stamping service by the network and returns its answer; nil where there is none.
	Ask func(ctx context.Context, url string, request []byte) ([]byte, error)
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	veils := map[string]store.Veil{"anchor_head": {Column: `"with"`, Names: []string{"id"}}} // at an issue, with is the case
	return store.Pillar{Name: "anchor", Tables: tables, Veils: veils, Events: map[string]store.Apply{
		"anchor.made":      store.On(applyMade),
		"anchor.witnessed": store.On(applyWitnessed),
		"anchor.held":      store.On(applyHeld),

		"anchor.stamped":           store.On(applyStamped),
		"anchor.authority_trusted": store.On(applyTrusted),
		"anchor.authority_dropped": store.On(applyDropped),
		"anchor.service_set":       store.On(applyService),
	}}
}

// Made is a head that was anchored: of how many entries, with which root and note, and with whom or where it lies.
type Made struct {
	Kind string `json:"kind"`
	Size int64  `json:"size"`
	Root string `json:"root"`
	Note string `json:"note"`
	With string `json:"with,omitempty"`
	SM3  string `json:"sm3,omitempty"` // root over the same entries by SM3, in hex

	Alg   string `json:"alg,omitempty"`   // by which a time-stamping authority is told of the note
	Nonce string `json:"nonce,omitempty"` // of that request, in hex
}

// Anchor is a row of the anchors.
type Anchor struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Size    int64  `json:"size"`
	Root    string `json:"root"`
	Note    string `json:"note"`
	With    string `json:"with"`
	SM3     string `json:"sm3"`
	Seq     int64  `json:"seq"` // of the entry that tells of it
	At      string `json:"at"`
	By      string `json:"by"`
	Witness string `json:"witness"` // the note of the witness
	Key     string `json:"key"`     // of the witness
	Alg     string `json:"alg"`
	Nonce   string `json:"nonce"`
	Reply   string `json:"reply"`   // of the time-stamping authority, in base64
	Stamped string `json:"stamped"` // the instant that it names
	Stamper string `json:"stamper"` // who it is
	Stamp   int64  `json:"stamp"`   // sequence of the entry with the answer
}

func applyMade(t *store.Tables, e store.Event, d Made) error {
	if err := t.NamedHead(e, d.Size, d.Root, d.SM3); err != nil {
		return err
	}
	return t.Exec(queries.Get("insert"), e.Subject, d.Kind, d.Size, d.Root, d.Note, d.With, d.SM3, e.Seq, e.Instant(), e.Actor, d.Alg, d.Nonce)
}

type witnessed struct {
	Note string `json:"note"`
	Key  string `json:"key"`
}

func applyWitnessed(t *store.Tables, e store.Event, d witnessed) error {
	return t.Exec(queries.Get("witness"), d.Note, d.Key, e.Subject)
}

// Held is the head of another office that this one keeps as its witness.
type Held struct {
	Origin string `json:"origin"`
	Office string `json:"office"`
	Key    string `json:"key"`
	Size   int64  `json:"size"`
	Note   string `json:"note"`
	At     string `json:"at,omitempty"`
}

func applyHeld(t *store.Tables, e store.Event, d Held) error {
	return t.Exec(queries.Get("held_set"), d.Key, d.Origin, d.Office, d.Size, d.Note, e.Instant())
}

// Anchors lists the anchors, the latest first.
func Anchors(from store.Source) ([]Anchor, error) { return store.All[Anchor](from, queries.Get("all")) }

// HeldHeads lists the heads of other offices that this one keeps.
func HeldHeads(from store.Source) ([]Held, error) {
	return store.All[Held](from, queries.Get("held_all"))
}

// Make anchors the present head. It returns the anchor, whose note goes out.
func (d *Desk) Make(ctx context.Context, actor, kind, with string) (made Anchor, err error) {
	err = d.Store.Do(ctx, actor, func(tx *store.Tx) error {
		made, err = anchored(tx, Made{Kind: kind, With: with})
		return err
	})
	return made, err
}

func anchored(tx *store.Tx, m Made) (Anchor, error) {
	kind := m.Kind
	if !outside[kind] && kind != Daily && kind != Issue {
		return Anchor{}, fault.New(fault.Invalid, "anchor.make", fault.Tf("没有这种锚定方式 %[1]s", "no such kind of anchor: %[1]s", kind)).WithField("kind")
	}
	signed, head, err := tx.SignedHead()
	if err != nil {
		return Anchor{}, err
	}
	if head.Size == 0 {
		return Anchor{}, fault.New(fault.Conflict, "anchor.make", fault.T("账本还是空的", "the ledger is empty"))
	}
	id, err := tx.NewID("a")
	if err != nil {
		return Anchor{}, err
	}
	m.Size, m.Root, m.Note, m.With, m.SM3 = head.Size, base64.StdEncoding.EncodeToString(head.Root[:]), signed, strings.TrimSpace(m.With), tx.SM3()
	seq, err := tx.Record("anchor.made", id, m)
	return Anchor{ID: id, Kind: kind, Size: m.Size, Root: m.Root, Note: signed, With: m.With, SM3: m.SM3, Seq: seq, Alg: m.Alg, Nonce: m.Nonce}, err
}

// AtIssue signs the head within the transaction of an issue.
func AtIssue(tx *store.Tx, no string) error {
	_, err := anchored(tx, Made{Kind: Issue, With: no})
	return err
}

// EachDay signs the head of a day, unless that was done, or nothing has happened since the last anchor.
func (d *Desk) EachDay(ctx context.Context) error {
	return d.Store.Do(ctx, store.System, func(tx *store.Tx) error {
		last, found, err := store.One[Anchor](tx, queries.Get("latest"), Daily)
		if err != nil || found && (cut(last.At) == tx.Today() || last.Seq == tx.Size()) {
			return err
		}
		if tx.Size() == 0 {
			return nil
		}
		_, err = anchored(tx, Made{Kind: Daily})
		return err
	})
}

func cut(instant string) string { return instant[:min(len(instant), len("2006-01-02"))] }

// Offer is the file by which an office asks another to witness its head: the head, and the proof that it grew out of the one
// that the other holds.
type Offer struct {
	Format     string   `json:"format"`
	Office     string   `json:"office"`
	Key        string   `json:"key"`
	Checkpoint string   `json:"checkpoint"`
	From       int64    `json:"from"` // size of the head that the witness holds; 0 for none
	Proof      []string `json:"proof"`
}

// Answer is what the witness sends back: the same head under its own signature.
type Answer struct {
	Format     string `json:"format"`
	Key        string `json:"key"`
	Checkpoint string `json:"checkpoint"`
}

const (
	offerFormat  = "zhiheng.witness-offer.1"
	answerFormat = "zhiheng.witness-answer.1"
)

// Offer anchors the present head with a witness and makes the file for it. From is the size that the witness said it holds.
func (d *Desk) Offer(ctx context.Context, actor account.Person, with string, from int64) (file []byte, err error) {
	if err := actor.Demand(account.RunVerification); err != nil {
		return nil, err
	}
	made, err := d.Make(ctx, actor.ID, Witness, with)
	if err != nil {
		return nil, err
	}
	offer := Offer{Format: offerFormat, Key: d.Store.PublicKey(), Checkpoint: made.Note, From: from, Proof: []string{}}
	err = d.Store.View(ctx, func(r *store.Reader) error {
		office, _, err := account.OfficeOf(r)
		offer.Office = office.Name
		return err
	})
	if err == nil && from > 0 {
		offer.Proof, err = d.Store.ConsistencyBetween(ctx, from, made.Size)
	}
	if err != nil {
		return nil, err
	}
	file, err = json.MarshalIndent(offer, "", "  ")
	return append(file, '\n'), fault.Wrap("anchor.offer", err)
}

// Take witnesses the head of another office: it must be signed by that office's key, and have grown out of the head that is
// held. One that did not is refused, and both heads stay known. The answer carries this office's signature.
func (d *Desk) Take(ctx context.Context, actor account.Person, file []byte) (answer []byte, held Held, err error) {
	const op = "anchor.take"
	if err := actor.Demand(account.RunVerification); err != nil {
		return nil, held, err
	}
	var offer Offer
	if err := json.Unmarshal(file, &offer); err != nil || offer.Format != offerFormat {
		return nil, held, fault.New(fault.Invalid, op, fault.T("不是见证请求文件", "this is no request to a witness")).WithCause(err)
	}
	head, err := ledger.OpenCheckpoint(offer.Checkpoint, offer.Key)
	if err != nil {
		return nil, held, err
	}
	if offer.Key == d.Store.PublicKey() {
		return nil, held, fault.New(fault.Invalid, op, fault.T("不能为自己见证", "an office does not witness itself"))
	}
	held = Held{Origin: head.Origin, Office: offer.Office, Key: offer.Key, Size: head.Size, Note: offer.Checkpoint}
	err = d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		before, found, err := store.One[Held](tx, queries.Get("held"), offer.Key)
		if err == nil && found {
			err = grewFrom(before, head, offer)
		}
		if err != nil {
			return err
		}
		_, err = tx.Record("anchor.held", "office", held)
		return err
	})
	if err != nil {
		return nil, held, err
	}
	signed, err := d.Store.Countersign(head)
	if err != nil {
		return nil, held, err
	}
	answer, err = json.MarshalIndent(Answer{answerFormat, d.Store.PublicKey(), signed}, "", "  ")
	return append(answer, '\n'), held, fault.Wrap(op, err)
}

// grewFrom checks that a head contains the one that is held.
func grewFrom(before Held, head ledger.Checkpoint, offer Offer) error {
	old, err := ledger.OpenCheckpoint(before.Note, before.Key)
	if err != nil {
		return err
	}
	refusal := fault.New(fault.Refused, "anchor.take", fault.Tf("该单位的账本与本单位%[1]s见证的首部(%[2]d条)对不上:历史被改写或者截断", "that ledger does not contain the head of %[2]d entries which was witnessed on %[1]s: its history was rewritten or cut", cut(before.At), before.Size)).
		WithHint(fault.T("两个签名首部都已保留,请向该单位核实并报告上级。", "Both signed heads are kept: ask that office, and report it."))
	if old.Origin != head.Origin || head.Size < old.Size {
		return refusal
	}
	proof, err := hashes(offer.Proof)
	if err == nil && offer.From != old.Size {
		if head.Size == old.Size && head.Root == old.Root {
			return nil
		}
		return fault.New(fault.Conflict, "anchor.take", fault.Tf("证明应从本单位持有的%[1]d条算起", "the proof must begin at the %[1]d entries that this office holds", old.Size)).
			WithHint(fault.Tf("请对方以“已见证%[1]d条”重新出具请求。", "Ask for a request that says: %[1]d are held.", old.Size))
	}
	if err == nil {
		err = tlog.CheckTree(proof, head.Size, head.Root, old.Size, old.Root)
	}
	if err != nil {
		return refusal.WithCause(err)
	}
	return nil
}

func hashes(list []string) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(list))
	for i, text := range list {
		raw, err := base64.StdEncoding.Strict().DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, errors.New("a hash that is none")
		}
		out[i] = tlog.Hash(raw)
	}
	return out, nil
}

// Keep takes the answer of a witness: its signature under a head that this office has anchored.
func (d *Desk) Keep(ctx context.Context, actor account.Person, file []byte) error {
	const op = "anchor.keep"
	if err := actor.Demand(account.RunVerification); err != nil {
		return err
	}
	var answer Answer
	if err := json.Unmarshal(file, &answer); err != nil || answer.Format != answerFormat {
		return fault.New(fault.Invalid, op, fault.T("不是见证回执文件", "this is no answer of a witness")).WithCause(err)
	}
	seen, err := ledger.OpenCheckpoint(answer.Checkpoint, answer.Key)
	if err != nil {
		return err
	}
	return d.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		list, err := Anchors(tx)
		if err != nil {
			return err
		}
		root := base64.StdEncoding.EncodeToString(seen.Root[:])
		for _, a := range list {
			if a.Kind == Witness && a.Size == seen.Size && a.Root == root && seen.Origin == d.Store.Origin() && answer.Key != d.Store.PublicKey() {
				_, err := tx.Record("anchor.witnessed", a.ID, witnessed{answer.Checkpoint, answer.Key})
				return err
			}
		}
		return fault.New(fault.NotFound, op, fault.T("回执中的首部不是本单位锚定过的", "the head in the answer is none that this office has anchored"))
	})
}

// Outside tells whether somebody outside the office holds the head: a witness, or a time-stamping authority, does once it has
// answered.
func (a Anchor) Outside() bool {
	return outside[a.Kind] && (a.Kind != Witness || a.Witness != "") && (a.Kind != Timestamp || a.Reply != "")
}

// Of returns an anchor; an unknown id is fault.NotFound.
func Of(from store.Source, id string) (Anchor, error) {
	a, found, err := store.One[Anchor](from, queries.Get("one"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "anchor.of", fault.T("没有这个锚定", "no such anchor"))
	}
	return a, err
}

package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Criteria say from which archived dossiers a round is drawn.
type Criteria struct {
	From      string `json:"from"` // days of archiving
	To        string `json:"to"`
	Procedure string `json:"procedure,omitempty"`
}

// Round is a round of dossier review: its dossiers were drawn by a seed that is known, out of a pool that is known, so that
// anybody can draw them again.
type Round struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Seed     string   `json:"seed"`
	Criteria Criteria `json:"criteria"`
	Pool     int      `json:"pool"`
	PoolSum  string   `json:"pool_sum"`
	At       string   `json:"at"`
	By       string   `json:"by"`
	Cases    []string `json:"-"`
}

type roundDrawn struct {
	Title    string   `json:"title"`
	Seed     string   `json:"seed"`
	Criteria Criteria `json:"criteria"`
	Pool     int      `json:"pool"`
	PoolSum  string   `json:"pool_sum"`
	Cases    []string `json:"cases"`
}

func applyRoundDrawn(t *store.Tables, e store.Event, d roundDrawn) error {
	if err := t.Exec(queries.Get("round_insert"), e.Subject, d.Title, d.Seed, store.JSON(d.Criteria), d.Pool, d.PoolSum, e.Instant(), e.Actor); err != nil {
		return err
	}
	for i, id := range d.Cases {
		if err := t.Exec(queries.Get("round_case"), e.Subject, i+1, id); err != nil {
			return err
		}
	}
	return nil
}

type pooled struct {
	ID        string `json:"id"`
	No        string `json:"no"`
	Title     string `json:"title"`
	Procedure string `json:"procedure"`
}

// Draw draws a round by a seed: the same pool and the same seed give the same dossiers on every machine.
func (d *Desk) Draw(ctx context.Context, actor account.Person, title, seed string, size int, criteria Criteria) (id string, err error) {
	const op = "dossier.draw"
	if !actor.Active || !actor.HoldsAny([]string{"supervisor", "chief", "leader"}) {
		return "", fault.New(fault.Forbidden, op, fault.T("由监督人员、法制机构负责人或者机关负责人抽取", "a supervisor, a chief of legal review or a leader draws"))
	}
	switch {
	case strings.TrimSpace(title) == "":
		return "", fault.New(fault.Invalid, op, fault.T("请填写评查名称", "give the round a title")).WithField("title")
	case strings.TrimSpace(seed) == "":
		return "", fault.New(fault.Invalid, op, fault.T("请填写随机种子(如当众掷出的数字)", "give a seed, such as numbers thrown in public")).WithField("seed")
	case size < 1 || size > 500:
		return "", fault.New(fault.Invalid, op, fault.T("抽取1到500件", "draw 1 to 500")).WithField("size")
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		pool, err := store.All[pooled](tx, queries.Get("pool"), criteria.From, criteria.To, criteria.Procedure, criteria.Procedure)
		if err != nil {
			return err
		}
		if len(pool) == 0 {
			return fault.New(fault.Invalid, op, fault.T("该期间没有归档的案卷", "no dossier was archived in that time")).WithField("from")
		}
		data := roundDrawn{Title: strings.TrimSpace(title), Seed: seed, Criteria: criteria, Pool: len(pool), PoolSum: poolSum(pool), Cases: drawn(pool, seed, size)}
		if id, err = tx.NewID("r"); err != nil {
			return err
		}
		_, err = tx.Record("dossier.round_drawn", id, data)
		return err
	})
	return id, err
}

// poolSum is a hash over the numbers of a pool, one a line.
func poolSum(pool []pooled) string {
	sum := sha256.New()
	for _, p := range pool {
		fmt.Fprintln(sum, p.No)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// drawn shuffles the pool by the seed and takes the first.
func drawn(pool []pooled, seed string, size int) (ids []string) {
	source := rand.New(rand.NewChaCha8(sha256.Sum256([]byte(seed))))
	order := source.Perm(len(pool))
	for _, i := range order[:min(size, len(pool))] {
		ids = append(ids, pool[i].ID)
	}
	return ids
}

// Rounds lists the rounds of review, the latest first.
func Rounds(from store.Source) ([]Round, error) {
	list, err := store.All[Round](from, queries.Get("rounds"))
	for i := range list {
		if err == nil {
			list[i].Cases, err = store.All[string](from, queries.Get("round_cases"), list[i].ID)
		}
	}
	return list, err
}

// RoundOf returns a round with its dossiers.
func RoundOf(from store.Source, id string) (r Round, err error) {
	r, found, err := store.One[Round](from, queries.Get("round"), id)
	if err != nil || !found {
		return r, orElse(err, fault.New(fault.NotFound, "dossier.round", fault.T("没有这次评查", "no such round")))
	}
	r.Cases, err = store.All[string](from, queries.Get("round_cases"), id)
	return r, err
}

func inRound(from store.Source, round, caseID string) error {
	r, err := RoundOf(from, round)
	if err == nil && !slices.Contains(r.Cases, caseID) {
		err = fault.New(fault.NotFound, "dossier.round", fault.T("案卷不在这次评查之内", "the dossier is not in this round"))
	}
	return err
}

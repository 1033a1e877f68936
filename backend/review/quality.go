package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Sample is a random draw of passed reviews to be looked at again. The seed and the days give the same draw again: see
// Drawn.
type Sample struct {
	ID         string   `json:"id"`
	Seed       string   `json:"seed"`
	FromOn     string   `json:"from_on"`
	ToOn       string   `json:"to_on"`
	Candidates int      `json:"candidates"` // out of how many
	Reviews    []string `json:"reviews"`
	By         string   `json:"by,omitempty"`
	At         string   `json:"at,omitempty"`
}

// Score is what a second reviewer thinks of a drawn review: 0 to 100, and why.
type Score struct {
	Sample string `json:"sample"`
	Review string `json:"review"`
	Score  int    `json:"score"`
	Note   string `json:"note"`
	By     string `json:"by,omitempty"`
	At     string `json:"at,omitempty"`
}

func applySampled(t *store.Tables, e store.Event, d Sample) error {
	return t.Exec(queries.Get("sample_insert"), e.Subject, d.Seed, d.FromOn, d.ToOn, d.Candidates, store.JSON(d.Reviews), e.Actor, e.Instant(), e.Seq)
}

func applyScored(t *store.Tables, e store.Event, d Score) error {
	return t.Exec(queries.Get("score_put"), e.Subject, d.Review, d.Score, d.Note, e.Actor, e.Instant())
}

// Drawn is the draw of n things by a seed: those whose hash with it comes first. The order of the things does not matter.
func Drawn(seed string, ids []string, n int) []string {
	rank := func(id string) string {
		sum := sha256.Sum256([]byte(seed + "\n" + id))
		return hex.EncodeToString(sum[:])
	}
	list := slices.Clone(ids)
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
	return list[:min(max(n, 0), len(list))]
}

// Draw draws n reviews that passed between two days. Without a seed it takes a random one.
func (d *Desk) Draw(ctx context.Context, actor account.Person, from, to, seed string, n int) (sample Sample, err error) {
	const op = "review.draw"
	if err := actor.Demand(account.AssignReview); err != nil {
		return sample, err
	}
	for name, day := range map[string]string{"from_on": from, "to_on": to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return sample, fault.New(fault.Invalid, op, fault.T("请填写起止日期", "give the first and the last day")).WithField(name)
		}
	}
	if n < 1 {
		return sample, fault.New(fault.Invalid, op, fault.T("至少抽取一件", "draw one at least")).WithField("count")
	}
	err = d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		ids, err := store.All[string](tx, queries.Get("passed_between"), from, to)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return fault.New(fault.Conflict, op, fault.T("这段时间没有审核通过的案件", "no review passed in that time")).WithHint(fault.T("换一个时间段。", "Choose another time."))
		}
		id, err := tx.NewID("q")
		if err != nil {
			return err
		}
		if seed == "" {
			seed = id
		}
		sample = Sample{ID: id, Seed: seed, FromOn: from, ToOn: to, Candidates: len(ids), Reviews: Drawn(seed, ids, n)}
		_, err = tx.Record("review.sampled", id, sample)
		return err
	})
	return sample, err
}

// Rate gives a drawn review a score. Whoever examined or signed it does not rate it.
func (d *Desk) Rate(ctx context.Context, actor account.Person, s Score) error {
	const op = "review.rate"
	if err := actor.Demand(account.JudgeReview); err != nil {
		return err
	}
	if s.Score < 0 || s.Score > 100 {
		return fault.New(fault.Invalid, op, fault.T("评分为 0 至 100", "a score is 0 to 100")).WithField("score")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		samples, err := SamplesOf(tx)
		if err != nil {
			return err
		}
		drawn := slices.ContainsFunc(samples, func(x Sample) bool { return x.ID == s.Sample && slices.Contains(x.Reviews, s.Review) })
		if !drawn {
			return fault.New(fault.NotFound, op, fault.T("这次抽查没有抽到该件", "that review was not drawn"))
		}
		r, err := RoundOf(tx, s.Review)
		if err != nil {
			return err
		}
		if err := d.mayJudge(tx, actor, r, account.JudgeReview); err != nil {
			return err
		}
		if r.Reviewer == actor.ID || r.SignedBy == actor.ID {
			return fault.New(fault.Forbidden, op, fault.T("审核人、签发人不评查自己办理的审核件", "nobody rates a review they examined or signed")).WithHint(fault.T("请由其他审核人员评查。", "Have another reviewer rate it."))
		}
		_, err = tx.Record("review.sample_scored", s.Sample, Score{Sample: s.Sample, Review: s.Review, Score: s.Score, Note: s.Note})
		return err
	})
}

// SamplesOf lists the draws, the last one first.
func SamplesOf(from store.Source) ([]Sample, error) {
	return store.All[Sample](from, queries.Get("samples"))
}

// ScoresOf lists the scores given.
func ScoresOf(from store.Source) ([]Score, error) {
	return store.All[Score](from, queries.Get("scores"))
}

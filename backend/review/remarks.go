package review

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Advice is what a legal adviser or public lawyer says of a case. It is kept beside the review and never stands for it.
type Advice struct {
	Name     string `json:"name"`
	Capacity string `json:"capacity"`
	Text     string `json:"text"`
	By       string `json:"by,omitempty"`
	At       string `json:"at,omitempty"`
}

// Feedback tells the handler of a reviewed case what was good and what was not, by named factors.
type Feedback struct {
	Factors []string `json:"factors"`
	Text    string   `json:"text"`
	By      string   `json:"by,omitempty"`
	At      string   `json:"at,omitempty"`
}

// FactorTable is the code table of the factors of feedback.
const FactorTable = "review_factor"

type advised struct {
	Case string `json:"case_id"`
	Advice
}

type fedBack struct {
	Case string `json:"case_id"`
	Feedback
}

// Training is time that a reviewer has spent learning.
type Training struct {
	Person string `json:"person"`
	HeldOn string `json:"held_on"`
	Hours  int    `json:"hours"`
	Topic  string `json:"topic"`
	By     string `json:"by,omitempty"`
	At     string `json:"at,omitempty"`
}

func applyAdvised(t *store.Tables, e store.Event, d advised) error {
	return t.Exec(queries.Get("advice_insert"), e.Subject, e.Seq, d.Name, d.Capacity, d.Text, e.Actor, e.Instant())
}

func applyFedBack(t *store.Tables, e store.Event, d fedBack) error {
	return t.Exec(queries.Get("feedback_insert"), e.Subject, e.Seq, store.JSON(d.Factors), d.Text, e.Actor, e.Instant())
}

func applyTraining(t *store.Tables, e store.Event, d Training) error {
	return t.Exec(queries.Get("training_insert"), e.Seq, e.Subject, d.HeldOn, d.Hours, d.Topic, e.Actor, e.Instant())
}

// AdviceOf lists what advisers said in a round.
func AdviceOf(from store.Source, id string) ([]Advice, error) {
	return store.All[Advice](from, queries.Get("advice"), id)
}

// FeedbackOf lists the feedback on a round.
func FeedbackOf(from store.Source, id string) ([]Feedback, error) {
	return store.All[Feedback](from, queries.Get("feedback"), id)
}

// Factor is how often a factor was named.
type Factor struct {
	ID    string `json:"id"`
	Count int    `json:"count"`
}

// FactorsOf counts the factors of all feedback, the most frequent first.
func FactorsOf(from store.Source) ([]Factor, error) {
	return store.All[Factor](from, queries.Get("factors"))
}

// TrainingOf lists the training recorded, the last first.
func TrainingOf(from store.Source) ([]Training, error) {
	return store.All[Training](from, queries.Get("training"))
}

// Advise records what an adviser says of a case under review.
func (d *Desk) Advise(ctx context.Context, actor account.Person, id string, a Advice) error {
	if strings.TrimSpace(a.Name) == "" || strings.TrimSpace(a.Text) == "" {
		return fault.New(fault.Invalid, "review.advise", fault.T("请写明顾问姓名和意见", "give the adviser's name and what they say")).WithField("text")
	}
	if strings.TrimSpace(a.Capacity) == "" {
		return fault.New(fault.Invalid, "review.advise", fault.T("请写明顾问的身份", "give the adviser's capacity")).WithField("capacity")
	}
	return d.change(ctx, actor, id, account.JudgeReview, func(tx *store.Tx, r Round) error {
		_, err := tx.Record("review.adviser_heard", id, advised{r.Case, Advice{Name: a.Name, Capacity: a.Capacity, Text: a.Text}})
		return err
	})
}

// Feed gives the handler feedback on a case whose opinion is signed.
func (d *Desk) Feed(ctx context.Context, actor account.Person, id string, f Feedback) error {
	const op = "review.feedback"
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		r, err := RoundOf(tx, id)
		if err != nil {
			return err
		}
		if err := d.mayJudge(tx, actor, r, account.JudgeReview); err != nil {
			return err
		}
		if err := notPractice(r, op); err != nil {
			return err
		}
		if r.State != "signed" {
			return fault.New(fault.Conflict, op, fault.T("意见签发后再反馈", "feedback follows the signed opinion")).WithHint(fault.T("先签发意见。", "Have the opinion signed first."))
		}
		codes := d.Files.Rules.Current().Table(FactorTable)
		unknown := slices.ContainsFunc(f.Factors, func(id string) bool {
			return !slices.ContainsFunc(codes, func(c rulebook.Code) bool { return c.ID == id })
		})
		if len(f.Factors) == 0 || unknown {
			return fault.New(fault.Invalid, op, fault.T("请选择反馈的因素", "choose the factors")).WithField("factors")
		}
		_, err = tx.Record("review.feedback_given", id, fedBack{r.Case, Feedback{Factors: f.Factors, Text: f.Text}})
		return err
	})
}

// Train records the training of a reviewer.
func (d *Desk) Train(ctx context.Context, actor account.Person, training Training) error {
	if err := actor.Demand(account.AssignReview); err != nil {
		return err
	}
	if training.Hours < 1 || strings.TrimSpace(training.Topic) == "" || len(training.HeldOn) != len("2026-01-02") {
		return fault.New(fault.Invalid, "review.train", fault.T("请填写日期、学时和内容", "give the day, the hours and the topic")).WithField("hours")
	}
	return d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error {
		if _, err := account.PersonOf(tx, training.Person); err != nil {
			return err
		}
		_, err := tx.Record("review.training_recorded", training.Person, Training{Person: training.Person, HeldOn: training.HeldOn, Hours: training.Hours, Topic: training.Topic})
		return err
	})
}

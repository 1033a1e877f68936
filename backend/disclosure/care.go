package disclosure

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
	"zhiheng/backend/workday"
)

// Consultation is the asking of a third party whose secrets or privacy a publication touches. AnsweredOn is empty while it is
// open; Agreed and Opinion are what they said.
type Consultation struct {
	N          int    `json:"n"`
	Whom       string `json:"whom"`
	About      string `json:"about"`
	AskedOn    string `json:"asked_on"`
	DueOn      string `json:"due_on"`
	AnsweredOn string `json:"answered_on"`
	Agreed     bool   `json:"agreed"`
	Opinion    string `json:"opinion"`
}

// The kinds of assessment: that of the impact of a publication on people, and the yearly look at whether what is withheld can be
// public by now.
const (
	AssessImpact   = "impact"
	AssessWithheld = "withheld"
)

// Assessment is what somebody found on looking at a disclosure. Passed tells whether it may be as it is: that it is published,
// or that it stays withheld. It is kept until KeepUntil at least, and to be done again by NextOn where that is not empty.
type Assessment struct {
	N         int    `json:"n"`
	Kind      string `json:"kind"`
	On        string `json:"on"`
	By        string `json:"by"`
	Purpose   string `json:"purpose"`
	Risks     string `json:"risks"`
	Measures  string `json:"measures"`
	Passed    bool   `json:"passed"`
	KeepUntil string `json:"keep_until"`
	NextOn    string `json:"next_on"`
}

// ConsultationsOf lists the third parties that were asked about a disclosure.
func ConsultationsOf(from store.Source, id string) ([]Consultation, error) {
	return store.All[Consultation](from, queries.Get("consultations"), id)
}

// AssessmentsOf lists the assessments of a disclosure.
func AssessmentsOf(from store.Source, id string) ([]Assessment, error) {
	return store.All[Assessment](from, queries.Get("assessments"), id)
}

type consulted struct {
	ID    string `json:"id"`
	N     int    `json:"n"`
	Whom  string `json:"whom"`
	About string `json:"about"`
	On    string `json:"on"`
	DueOn string `json:"due_on"`
}

func applyConsulted(t *store.Tables, _ store.Event, d consulted) error {
	return t.Exec(queries.Get("consultation_insert"), d.ID, d.N, d.Whom, d.About, d.On, d.DueOn)
}

type consultationAnswered struct {
	ID      string `json:"id"`
	N       int    `json:"n"`
	On      string `json:"on"`
	Agreed  bool   `json:"agreed"`
	Opinion string `json:"opinion,omitempty"`
}

func applyConsultationAnswered(t *store.Tables, _ store.Event, d consultationAnswered) error {
	return t.Exec(queries.Get("consultation_answered"), d.On, d.Agreed, d.Opinion, d.ID, d.N)
}

type assessed struct {
	ID        string `json:"id"`
	N         int    `json:"n"`
	Kind      string `json:"kind"`
	Purpose   string `json:"purpose"`
	Risks     string `json:"risks,omitempty"`
	Measures  string `json:"measures,omitempty"`
	Passed    bool   `json:"passed"`
	KeepUntil string `json:"keep_until"`
	NextOn    string `json:"next_on,omitempty"`
}

func applyAssessed(t *store.Tables, e store.Event, d assessed) error {
	return t.Exec(queries.Get("assessment_insert"), d.ID, d.N, d.Kind, e.Day(), e.Actor, d.Purpose, d.Risks, d.Measures, d.Passed, d.KeepUntil, d.NextOn)
}

// Consult enters that a third party was asked on a day (YYYY-MM-DD) whether something may be public; the rulebook says by when
// they answer.
func (d *Desk) Consult(ctx context.Context, actor account.Person, id, whom, about, on string) error {
	for _, err := range []error{needed(whom, "whom", "请写明征求谁的意见", "name whom you ask"), needed(about, "about", "请写明征求意见的内容", "say what you ask about")} {
		if err != nil {
			return err
		}
	}
	if day, err := workday.ParseDate(on); err != nil || day.String() > d.Files.Today() {
		return fault.New(fault.Invalid, "disclosure.consult", fault.T("日期不对", "that is not a day, or is to come")).WithField("on")
	}
	return d.changeUnread(ctx, actor, account.PrepareDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		list, err := ConsultationsOf(tx, id)
		if err != nil {
			return err
		}
		data := consulted{ID: id, N: len(list) + 1, Whom: strings.TrimSpace(whom), About: strings.TrimSpace(about), On: on}
		s.facts["disc.consulted_on"], s.facts["disc.consultation_answered_on"] = on, ""
		if data.DueOn, err = s.dueFor("disc.consultation_answered_on"); err != nil {
			return err
		}
		_, err = tx.Record("disclosure.consulted", s.c.ID, data)
		return err
	})
}

// AnswerConsultation enters what a third party said.
func (d *Desk) AnswerConsultation(ctx context.Context, actor account.Person, id string, n int, agreed bool, opinion, on string) error {
	if !agreed {
		if err := needed(opinion, "opinion", "请写明第三方的意见和理由", "say what they object to and why"); err != nil {
			return err
		}
	}
	if day, err := workday.ParseDate(on); err != nil || day.String() > d.Files.Today() {
		return fault.New(fault.Invalid, "disclosure.consult", fault.T("日期不对", "that is not a day, or is to come")).WithField("on")
	}
	return d.changeUnread(ctx, actor, account.PrepareDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		list, err := ConsultationsOf(tx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(c Consultation) bool { return c.N == n })
		if i < 0 || list[i].AnsweredOn != "" {
			return fault.New(fault.Conflict, "disclosure.consult", fault.T("没有这次待答复的征求意见", "nobody is being asked under this number"))
		}
		_, err = tx.Record("disclosure.consultation_answered", s.c.ID, consultationAnswered{id, n, on, agreed, strings.TrimSpace(opinion)})
		return err
	})
}

// AssessmentInput is what a person writes into an assessment.
type AssessmentInput struct {
	Kind, Purpose, Risks, Measures string
	Passed                         bool
}

// Assess enters an assessment. The rulebook says how long it is kept and when it is due again.
func (d *Desk) Assess(ctx context.Context, actor account.Person, id string, in AssessmentInput) error {
	const op = "disclosure.assess"
	if in.Kind != AssessImpact && in.Kind != AssessWithheld {
		return fault.New(fault.Invalid, op, fault.T("请选择评估种类", "choose the kind of assessment")).WithField("kind")
	}
	if err := needed(in.Purpose, "purpose", "请写明评估的事项和结论理由", "say what was looked at, and why it comes out so"); err != nil {
		return err
	}
	if in.Kind == AssessImpact {
		if err := needed(in.Risks, "risks", "请写明对个人权益的影响和风险", "say what it means for people and what may go wrong"); err != nil {
			return err
		}
		if err := needed(in.Measures, "measures", "请写明采取的保护措施", "say what protects them"); err != nil {
			return err
		}
	}
	return d.changeUnread(ctx, actor, account.PrepareDisclosure, id, material{}, func(tx *store.Tx, s *sight) error {
		if in.Kind == AssessWithheld && s.item.State != Withheld {
			return wrongState(s.item)
		}
		list, err := AssessmentsOf(tx, id)
		if err != nil {
			return err
		}
		data := assessed{ID: id, N: len(list) + 1, Kind: in.Kind, Purpose: strings.TrimSpace(in.Purpose), Risks: strings.TrimSpace(in.Risks), Measures: strings.TrimSpace(in.Measures), Passed: in.Passed}
		if data.KeepUntil, err = keepUntil(s.procedure.Book(), tx.Today()); err != nil {
			return err
		}
		if data.NextOn, err = nextAssessment(s.procedure.Book(), tx.Today()); err != nil {
			return err
		}
		_, err = tx.Record("disclosure.assessed", s.c.ID, data)
		return err
	})
}

// keepUntil is the day until which an assessment of a day is kept, by the rulebook's table of retention.
func keepUntil(book *rulebook.Book, day string) (string, error) {
	for _, r := range book.Retentions {
		if r.Of == "assessment" {
			return laterBy(book, day, r.Months)
		}
	}
	return "", nil
}

// nextAssessment is the day by which an assessment of a day is to be done again.
func nextAssessment(book *rulebook.Book, day string) (string, error) {
	months, _ := book.Parameter("assessment_months").(int64)
	if months == 0 {
		return "", nil
	}
	return laterBy(book, day, int(months))
}

func laterBy(book *rulebook.Book, day string, months int) (string, error) {
	start, err := workday.ParseDate(day)
	if err != nil {
		return "", fault.Wrap("disclosure.assess", err)
	}
	end, err := book.Calendar.AddMonths(start, months)
	return end.Strict.String(), err
}

// asked is the check that third parties who were asked have answered, or let their time pass.
func (r *report) asked() {
	for _, c := range r.consultations {
		if c.AnsweredOn == "" && (c.DueOn == "" || c.DueOn >= r.today) {
			r.say("text", "正在征求%[1]s的意见，%[2]s前答复", "%[1]s is being asked and answers by %[2]s", c.Whom, c.DueOn)
		}
		if c.AnsweredOn != "" && !c.Agreed {
			r.sayAt("warn", "text", fault.Tf("%[1]s不同意公开：%[2]s", "%[1]s objects: %[2]s", c.Whom, c.Opinion), "")
		}
	}
}

// impactArticle is what asks for an assessment before personal data is made public.
const impactArticle = "个人信息保护法第五十五条第（四）项"

// assessed is the check that the impact on people was assessed, and last found bearable, where the party is a person. Where it is an
// individual business, whose keeper's data may be at stake, it only warns.
func (r *report) assessed() {
	level := r.check.Level
	switch r.str("p.type") {
	case "entity":
		return
	case "person":
	default:
		level = "warn"
	}
	for _, a := range slices.Backward(r.assessments) {
		if a.Kind != AssessImpact {
			continue
		}
		if !a.Passed {
			r.sayAt(level, "text", fault.T("个人信息保护影响评估的结论是需要改进，改进后请重新评估", "the impact on people was assessed and is to be improved: assess it again once it is"), impactArticle)
		}
		return
	}
	r.sayAt(level, "text", fault.T("当事人不是单位，公示前应当进行个人信息保护影响评估并登记结论", "the party is a person: assess the impact on them before it is public, and enter what comes out"), impactArticle)
}

// EndExpired takes down every publication whose time has run out, and returns how many. It is done without anybody asking.
func (d *Desk) EndExpired(ctx context.Context) (n int, err error) {
	today := d.Files.Today()
	expired := func(from store.Source) ([]Item, error) { return store.All[Item](from, queries.Get("expired"), today) }
	var list []Item
	err = d.Files.Store.View(ctx, func(r *store.Reader) (err error) { list, err = expired(r); return err })
	if err != nil || len(list) == 0 {
		return 0, err
	}
	err = d.Files.Store.Do(ctx, store.System, func(tx *store.Tx) error {
		if list, err = expired(tx); err != nil {
			return err
		}
		for _, i := range list {
			if _, err := tx.Record("disclosure.taken_down", i.Case, takenDown{ID: i.ID, End: EndExpired}); err != nil {
				return err
			}
		}
		return nil
	})
	return len(list), err
}

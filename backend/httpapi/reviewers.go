package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Recusal is an application that a reviewer or chief stand back from a case.
type Recusal struct {
	ID        string `json:"id"`
	Person    Ref    `json:"person"`
	Side      string `json:"side" enum:"self,party,office"`
	Reason    string `json:"reason"`
	AskedBy   Ref    `json:"asked_by"`
	AskedAt   string `json:"asked_at"`
	State     string `json:"state" enum:"asked,granted,refused"`
	Grounds   string `json:"grounds" doc:"of the decision"`
	DecidedBy *Ref   `json:"decided_by,omitempty"`
	DecidedAt string `json:"decided_at"`
}

// Adoption is the signed reply to an opinion that does not pass.
type Adoption struct {
	Points []AdoptedPoint `json:"points"`
	Note   string         `json:"note"`
	Paper  string         `json:"paper"`
	By     Ref            `json:"by"`
	At     string         `json:"at"`
}

// AdoptedPoint is what the office that handles the case makes of one point. An empty item is the opinion as a whole.
type AdoptedPoint struct {
	Item    string `json:"item" maxLength:"20"`
	Adopted bool   `json:"adopted"`
	Text    string `json:"text" maxLength:"4000" doc:"what was done, or why not"`
}

// SoleException lets the only lawyer of an office sign what they examined.
type SoleException struct {
	ID         string `json:"id"`
	Person     Ref    `json:"person"`
	Reason     string `json:"reason"`
	Until      string `json:"until"`
	ApprovedBy Ref    `json:"approved_by"`
	ApprovedAt string `json:"approved_at"`
	EndedBy    *Ref   `json:"ended_by,omitempty"`
	EndedAt    string `json:"ended_at"`
	InForce    bool   `json:"in_force"`
}

// YearHours is the training of somebody in a year.
type YearHours struct {
	Person Ref    `json:"person"`
	Year   string `json:"year"`
	Hours  int    `json:"hours"`
}

// Candidate is somebody who could review a round.
type Candidate struct {
	Ref
	LawQualified bool     `json:"law_qualified"`
	Open         int      `json:"open" doc:"rounds that are not over and lie with them"`
	Unfit        *Problem `json:"unfit,omitempty" doc:"why they may not"`
}

// Candidates are those who could review a round.
type Candidates struct {
	Candidates []Candidate `json:"candidates"`
}

// Reviewers is who reviews in the office: their exceptions, their training by year, and the hours that the office asks for.
type Reviewers struct {
	Exceptions []SoleException `json:"exceptions"`
	Configured bool            `json:"configured" doc:"whether the rulebook turns the exception for a legal office of one on"`
	Training   []YearHours     `json:"training"`
	Hours      int64           `json:"hours" doc:"asked for in a year; 0 if the office asks for none"`
}

// ReviewStatistics are the reviews submitted between two days, in counts.
type ReviewStatistics struct {
	Rounds     int          `json:"rounds"`
	Cases      int          `json:"cases"`
	Signed     int          `json:"signed"`
	Returned   int          `json:"returned"`
	Open       int          `json:"open"`
	FirstPass  int          `json:"first_pass" doc:"passed in the first round"`
	Firsts     int          `json:"firsts" doc:"first rounds with a signed opinion"`
	InTime     int          `json:"in_time"`
	MedianDays int          `json:"median_days"`
	SamePerson int          `json:"same_person"`
	Extended   int          `json:"extended"`
	Asked      int          `json:"asked"`
	Disputed   int          `json:"disputed"`
	Again      int          `json:"again"`
	Adopted    int          `json:"adopted"`
	NotAdopted int          `json:"not_adopted"`
	Opinions   []NamedCount `json:"opinions"`
	Reviewers  []NamedCount `json:"reviewers"`
	Items      []NamedCount `json:"items" doc:"points found not met, the most frequent first"`
}

// NamedCount is a count under a name.
type NamedCount struct {
	ID    string     `json:"id"`
	Label fault.Text `json:"label"`
	Count int        `json:"count"`
}

type recusalOrder struct {
	Person string `json:"person" maxLength:"80"`
	Side   string `json:"side" enum:"self,party,office"`
	Reason string `json:"reason" maxLength:"4000"`
}

type recusalDecision struct {
	Granted bool   `json:"granted"`
	Grounds string `json:"grounds" maxLength:"4000"`
}

type recusalList struct {
	Recusals []Recusal `json:"recusals"`
}

type replyOrder struct {
	Points []AdoptedPoint `json:"points" maxItems:"200"`
	Note   string         `json:"note,omitempty" maxLength:"4000"`
}

type exceptionOrder struct {
	Person string `json:"person" maxLength:"80"`
	Reason string `json:"reason" maxLength:"4000"`
	Until  string `json:"until" maxLength:"10"`
}

type betweenDays struct {
	From string `query:"from" maxLength:"10"`
	To   string `query:"to" maxLength:"10"`
}

func (s *Server) reviewerRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/cases/{id}/recusals", account.ReadInternal, "Who was asked to stand back from the review of a case", s.recusals)
	handle(s, http.MethodPost, "/api/cases/{id}/recusals", account.ReadCases, "Ask that a reviewer or chief stand back", func(ctx context.Context, actor account.Person, in *about[recusalOrder]) (recusalList, error) {
		if err := s.Desk.AskRecusal(ctx, actor, in.ID, in.Body.Person, in.Body.Side, in.Body.Reason); err != nil {
			return recusalList{}, err
		}
		return s.recusals(ctx, actor, &byID{in.ID})
	})
	handle(s, http.MethodPost, "/api/recusals/{id}/decision", account.RuleDisputes, "Decide whether somebody stands back", func(ctx context.Context, actor account.Person, in *about[recusalDecision]) (nothing, error) {
		return nothing{}, s.Desk.DecideRecusal(ctx, actor, in.ID, in.Body.Granted, in.Body.Grounds)
	})
	change(s, "/api/reviews/{id}/reply", account.SubmitReview, "Sign the reply to an opinion, point by point", func(ctx context.Context, actor account.Person, id string, in replyOrder) error {
		points := []review.Adopted{}
		for _, p := range in.Points {
			points = append(points, review.Adopted(p))
		}
		return s.Desk.ReplyTo(ctx, actor, id, points, in.Note)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/practice", account.JudgeReview, "Begin to review a finished dossier, for practice or assessment", func(ctx context.Context, actor account.Person, in *about[nothing]) (Review, error) {
		round, err := s.Desk.Practise(ctx, actor, in.ID)
		if err != nil {
			return Review{}, err
		}
		return s.reviewPage(ctx, round.ID)
	})
	change(s, "/api/reviews/{id}/practice-end", account.JudgeReview, "End one's practice", func(ctx context.Context, actor account.Person, id string, _ nothing) error {
		return s.Desk.ClosePractice(ctx, actor, id)
	})
	handle(s, http.MethodGet, "/api/reviews/{id}/candidates", account.ReadInternal, "Who could review a round, and why some may not", s.candidates)
	handle(s, http.MethodGet, "/api/reviewers", account.ReadInternal, "Exceptions and training of those who review", func(ctx context.Context, _ account.Person, _ *nothing) (Reviewers, error) {
		return s.reviewers(ctx)
	})
	handle(s, http.MethodPost, "/api/reviewers/exceptions", account.RuleDisputes, "Let the only lawyer of the office sign what they examined", func(ctx context.Context, actor account.Person, in *body[exceptionOrder]) (Reviewers, error) {
		if err := s.Desk.ApproveException(ctx, actor, in.Body.Person, in.Body.Reason, in.Body.Until); err != nil {
			return Reviewers{}, err
		}
		return s.reviewers(ctx)
	})
	handle(s, http.MethodPost, "/api/reviewers/exceptions/{id}/end", account.RuleDisputes, "End an exception", func(ctx context.Context, actor account.Person, in *about[reason]) (Reviewers, error) {
		if err := s.Desk.EndException(ctx, actor, in.ID, in.Body.Reason); err != nil {
			return Reviewers{}, err
		}
		return s.reviewers(ctx)
	})
	handle(s, http.MethodGet, "/api/review-statistics", account.ReadInternal, "The reviews of a time in counts", s.reviewStatistics)
	s.raw(mux, http.MethodGet, "/api/cases/{id}/review-record", account.ReadInternal, "All that was said in the review of a case, for other programs", "application/json", s.reviewRecord)
}

// reviewRecord hands the record of a review over as a file that another program reads.
func (s *Server) reviewRecord(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var file review.RecordFile
	err := s.Store.View(r.Context(), func(from *store.Reader) (err error) {
		file, err = s.Desk.RecordOf(from, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="review-record.json"`)
	writer := json.NewEncoder(w)
	writer.SetIndent("", "  ")
	return writer.Encode(file)
}

// question is what a point of any checklist asks.
func question(book *rulebook.Book, item string) fault.Text {
	for _, p := range book.Procedures {
		for _, i := range p.Checklist {
			if i.ID == item {
				return i.Question
			}
		}
	}
	return fault.T(item, item)
}

func (s *Server) recusals(ctx context.Context, _ account.Person, in *byID) (out recusalList, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, in.ID)
		if err != nil {
			return err
		}
		list, err := review.RecusalsOf(r, c.ID)
		out.Recusals = recusalRows(list, namesFrom(r))
		return err
	})
	return out, err
}

func recusalRows(list []review.Recusal, who *names) []Recusal {
	out := []Recusal{}
	for _, r := range list {
		out = append(out, Recusal{ID: r.ID, Person: who.of(r.Person), Side: r.Side, Reason: r.Reason, AskedBy: who.of(r.AskedBy), AskedAt: r.AskedAt, State: r.State, Grounds: r.Grounds, DecidedBy: who.maybe(r.DecidedBy), DecidedAt: r.DecidedAt})
	}
	return out
}

func adoption(a *review.Adoption, who *names) *Adoption {
	if a == nil {
		return nil
	}
	out := &Adoption{Points: []AdoptedPoint{}, Note: a.Note, Paper: a.Paper, By: who.of(a.By), At: a.At}
	for _, p := range a.Points {
		out.Points = append(out.Points, AdoptedPoint(p))
	}
	return out
}

func (s *Server) candidates(ctx context.Context, _ account.Person, in *byID) (out Candidates, err error) {
	list, err := s.Desk.Candidates(ctx, in.ID)
	out.Candidates = []Candidate{}
	for _, c := range list {
		row := Candidate{Ref: Ref{ID: c.ID, Name: c.Name}, LawQualified: c.LawQualified, Open: c.Open}
		if c.Unfit != nil {
			row.Unfit = problem(c.Unfit)
		}
		out.Candidates = append(out.Candidates, row)
	}
	return out, err
}

func (s *Server) reviewers(ctx context.Context) (out Reviewers, err error) {
	out = Reviewers{Exceptions: []SoleException{}, Training: []YearHours{}}
	book := s.Files.Rules.Current()
	out.Configured, _ = book.Parameter("one_person_review").(bool)
	out.Hours, _ = book.Parameter("training_hours").(int64)
	err = s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		list, err := review.ExceptionsOf(r)
		if err != nil {
			return err
		}
		for _, x := range list {
			out.Exceptions = append(out.Exceptions, SoleException{ID: x.ID, Person: who.of(x.Person), Reason: x.Reason, Until: x.Until, ApprovedBy: who.of(x.ApprovedBy), ApprovedAt: x.ApprovedAt, EndedBy: who.maybe(x.EndedBy), EndedAt: x.EndedAt,
				InForce: out.Configured && x.EndedAt == "" && x.Until >= s.Files.Today()})
		}
		years, err := review.TrainingByYear(r)
		for _, y := range years {
			out.Training = append(out.Training, YearHours{who.of(y.Person), y.Year, y.Hours})
		}
		return err
	})
	return out, err
}

func (s *Server) reviewStatistics(ctx context.Context, _ account.Person, in *betweenDays) (out ReviewStatistics, err error) {
	if in.To == "" {
		in.To = s.Files.Today()
	}
	if in.From == "" {
		in.From = in.To[:min(4, len(in.To))] + "-01-01"
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		x, err := review.StatisticsOf(r, in.From, in.To)
		if err != nil {
			return err
		}
		out = ReviewStatistics{Rounds: x.Rounds, Cases: x.Cases, Signed: x.Signed, Returned: x.Returned, Open: x.Open, FirstPass: x.FirstPass, Firsts: x.Firsts, InTime: x.InTime, MedianDays: x.MedianDays, SamePerson: x.SamePerson,
			Extended: x.Extended, Asked: x.Asked, Disputed: x.Disputed, Again: x.Again, Adopted: x.Adopted, NotAdopted: x.NotAdopted, Opinions: []NamedCount{}, Reviewers: []NamedCount{}, Items: []NamedCount{}}
		book, who := s.Files.Rules.Current(), namesFrom(r)
		for _, o := range book.Opinions {
			out.Opinions = append(out.Opinions, NamedCount{o.ID, o.Label, x.Opinions[o.ID]})
		}
		people, err := account.PeopleOf(r)
		for _, p := range people {
			if n := x.Reviewers[p.ID]; n > 0 {
				out.Reviewers = append(out.Reviewers, NamedCount{p.ID, fault.T(who.of(p.ID).Name, who.of(p.ID).Name), n})
			}
		}
		for _, i := range x.Items {
			out.Items = append(out.Items, NamedCount{i.Item, question(book, i.Item), i.Count})
		}
		return err
	})
	return out, err
}

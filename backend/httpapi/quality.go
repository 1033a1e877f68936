package httpapi

import (
	"context"
	"net/http"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// Advice is what a legal adviser says of a case.
type Advice struct {
	Name     string `json:"name"`
	Capacity string `json:"capacity"`
	Text     string `json:"text"`
	By       Ref    `json:"by"`
	At       string `json:"at"`
}

// Feedback tells the handler what was good and what was not.
type Feedback struct {
	Factors []string `json:"factors"`
	Text    string   `json:"text"`
	By      Ref      `json:"by"`
	At      string   `json:"at"`
}

// Responsibility is who said what about which text in the review of a case.
type Responsibility struct {
	Links []ResponsibilityLink `json:"links"`
}

// ResponsibilityLink is one act.
type ResponsibilityLink struct {
	At          string `json:"at"`
	By          Ref    `json:"by"`
	Round       int    `json:"round"`
	Act         string `json:"act"`
	Item        string `json:"item"`
	Text        string `json:"text"`
	Fingerprint string `json:"fingerprint"`
}

// Quality is how well the office reviews: random draws with their scores, the factors of feedback, training, and how many
// reviewers there are to how many officers.
type Quality struct {
	Samples   []Sample      `json:"samples"`
	Factors   []FactorCount `json:"factors" doc:"every factor, whether it was named or not"`
	Training  []Training    `json:"training"`
	Reviewers int           `json:"reviewers"`
	Officers  int           `json:"officers" doc:"people with an enforcement certificate"`
}

// Sample is a random draw of passed reviews.
type Sample struct {
	ID         string        `json:"id"`
	Seed       string        `json:"seed"`
	FromOn     string        `json:"from_on"`
	ToOn       string        `json:"to_on"`
	Candidates int           `json:"candidates"`
	Reviews    []DrawnReview `json:"reviews"`
	By         Ref           `json:"by"`
	At         string        `json:"at"`
}

// DrawnReview is a review that was drawn. Mine is true for whoever examined or signed it, who does not rate it.
type DrawnReview struct {
	ID        string `json:"id"`
	CaseNo    string `json:"case_no"`
	CaseTitle string `json:"case_title"`
	Mine      bool   `json:"mine"`
	Rated     bool   `json:"rated"`
	Score     int    `json:"score"`
	Note      string `json:"note"`
	By        *Ref   `json:"by,omitempty"`
}

// FactorCount is how often a factor was named.
type FactorCount struct {
	LabelledID
	Count int `json:"count"`
}

// Training is time spent learning.
type Training struct {
	Person Ref    `json:"person"`
	HeldOn string `json:"held_on"`
	Hours  int    `json:"hours"`
	Topic  string `json:"topic"`
}

type adviceDraft struct {
	Name     string `json:"name" maxLength:"80"`
	Capacity string `json:"capacity,omitempty" maxLength:"80"`
	Text     string `json:"text" maxLength:"8000"`
}

type feedbackDraft struct {
	Factors []string `json:"factors" maxItems:"40"`
	Text    string   `json:"text,omitempty" maxLength:"8000"`
}

type drawOrder struct {
	FromOn string `json:"from_on" maxLength:"10"`
	ToOn   string `json:"to_on" maxLength:"10"`
	Count  int    `json:"count"`
	Seed   string `json:"seed,omitempty" maxLength:"200"`
}

type scoreDraft struct {
	Review string `json:"review" maxLength:"80"`
	Score  int    `json:"score"`
	Note   string `json:"note,omitempty" maxLength:"4000"`
}

type trainingDraft struct {
	Person string `json:"person" maxLength:"80"`
	HeldOn string `json:"held_on" maxLength:"10"`
	Hours  int    `json:"hours"`
	Topic  string `json:"topic" maxLength:"400"`
}

func (s *Server) qualityRoutes(mux *http.ServeMux) {
	change(s, "/api/reviews/{id}/advice", account.JudgeReview, "Record what a legal adviser says", func(ctx context.Context, actor account.Person, id string, in adviceDraft) error {
		return s.Desk.Advise(ctx, actor, id, review.Advice{Name: in.Name, Capacity: in.Capacity, Text: in.Text})
	})
	change(s, "/api/reviews/{id}/feedback", account.JudgeReview, "Give the handler feedback", func(ctx context.Context, actor account.Person, id string, in feedbackDraft) error {
		return s.Desk.Feed(ctx, actor, id, review.Feedback{Factors: in.Factors, Text: in.Text})
	})
	handle(s, http.MethodGet, "/api/cases/{id}/responsibility", account.ReadInternal, "Who said what about which text in the review of a case", s.responsibility)
	s.raw(mux, http.MethodGet, "/api/cases/{id}/responsibility/{form}", account.ReadInternal, "The chain of responsibility as a file: docx or pdf", "application/octet-stream", s.responsibilityFile)
	handle(s, http.MethodGet, "/api/review-quality", account.ReadInternal, "Draws, factors, training and staff of legal review", func(ctx context.Context, actor account.Person, _ *nothing) (Quality, error) {
		return s.quality(ctx, actor)
	})
	handle(s, http.MethodPost, "/api/review-samples", account.AssignReview, "Draw passed reviews at random", func(ctx context.Context, actor account.Person, in *body[drawOrder]) (Quality, error) {
		if _, err := s.Desk.Draw(ctx, actor, in.Body.FromOn, in.Body.ToOn, in.Body.Seed, in.Body.Count); err != nil {
			return Quality{}, err
		}
		return s.quality(ctx, actor)
	})
	handle(s, http.MethodPost, "/api/review-samples/{id}/scores", account.JudgeReview, "Rate a drawn review", func(ctx context.Context, actor account.Person, in *about[scoreDraft]) (Quality, error) {
		if err := s.Desk.Rate(ctx, actor, review.Score{Sample: in.ID, Review: in.Body.Review, Score: in.Body.Score, Note: in.Body.Note}); err != nil {
			return Quality{}, err
		}
		return s.quality(ctx, actor)
	})
	handle(s, http.MethodPost, "/api/review-training", account.AssignReview, "Record the training of a reviewer", func(ctx context.Context, actor account.Person, in *body[trainingDraft]) (Quality, error) {
		if err := s.Desk.Train(ctx, actor, review.Training{Person: in.Body.Person, HeldOn: in.Body.HeldOn, Hours: in.Body.Hours, Topic: in.Body.Topic}); err != nil {
			return Quality{}, err
		}
		return s.quality(ctx, actor)
	})
}

func (s *Server) responsibility(ctx context.Context, _ account.Person, in *byID) (out Responsibility, err error) {
	out.Links = []ResponsibilityLink{}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		if _, err := casefile.CaseOf(r, in.ID); err != nil {
			return err
		}
		links, err := review.Chain(r, in.ID)
		for _, l := range links {
			out.Links = append(out.Links, ResponsibilityLink{At: l.At, By: Ref{l.By, l.Name}, Round: l.Round, Act: l.Act, Item: l.Item, Text: l.Text, Fingerprint: l.Fingerprint})
		}
		return err
	})
	return out, err
}

func (s *Server) responsibilityFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	var doc paper.Document
	err := s.Store.View(r.Context(), func(from *store.Reader) error {
		c, err := casefile.CaseOf(from, r.PathValue("id"))
		if err != nil {
			return err
		}
		doc, err = review.ChainDocument(from, c)
		return err
	})
	if err != nil {
		return err
	}
	return handOver(w, doc, "responsibility", r.PathValue("form"))
}

// handOver writes a document as docx or pdf.
func handOver(w http.ResponseWriter, doc paper.Document, name, form string) error {
	forms := map[string]struct {
		media string
		write func(paper.Document) ([]byte, error)
	}{
		"docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper.Docx},
		"pdf":  {"application/pdf", paper.PDF},
	}
	chosen, known := forms[form]
	if !known {
		return fault.New(fault.NotFound, "httpapi.hand_over", fault.T("只有 docx 和 pdf", "there are docx and pdf"))
	}
	content, err := chosen.write(doc)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", chosen.media)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+form+`"`)
	_, err = w.Write(content)
	return err
}

// quality gathers how well the office reviews, as this person sees it.
func (s *Server) quality(ctx context.Context, actor account.Person) (out Quality, err error) {
	out = Quality{Samples: []Sample{}, Factors: []FactorCount{}, Training: []Training{}}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		if err := s.samples(r, who, actor, &out); err != nil {
			return err
		}
		counts, err := review.FactorsOf(r)
		if err != nil {
			return err
		}
		for _, code := range s.Files.Rules.Current().Table(review.FactorTable) {
			row := FactorCount{LabelledID: LabelledID{code.ID, code.Label}}
			if i := slices.IndexFunc(counts, func(f review.Factor) bool { return f.ID == code.ID }); i >= 0 {
				row.Count = counts[i].Count
			}
			out.Factors = append(out.Factors, row)
		}
		training, err := review.TrainingOf(r)
		if err != nil {
			return err
		}
		for _, t := range training {
			out.Training = append(out.Training, Training{Person: who.of(t.Person), HeldOn: t.HeldOn, Hours: t.Hours, Topic: t.Topic})
		}
		people, err := account.PeopleOf(r)
		for _, p := range people {
			if p.Active && p.HoldsAny([]string{"reviewer", "chief"}) {
				out.Reviewers++
			}
			if p.Active && p.CertNo != "" {
				out.Officers++
			}
		}
		return err
	})
	return out, err
}

func (s *Server) samples(r *store.Reader, who *names, actor account.Person, out *Quality) error {
	samples, err := review.SamplesOf(r)
	if err != nil {
		return err
	}
	scores, err := review.ScoresOf(r)
	if err != nil {
		return err
	}
	for _, x := range samples {
		sample := Sample{ID: x.ID, Seed: x.Seed, FromOn: x.FromOn, ToOn: x.ToOn, Candidates: x.Candidates, Reviews: []DrawnReview{}, By: who.of(x.By), At: x.At}
		for _, id := range x.Reviews {
			round, err := review.RoundOf(r, id)
			if err != nil {
				return err
			}
			c, err := casefile.CaseOf(r, round.Case)
			if err != nil {
				return err
			}
			row := DrawnReview{ID: id, CaseNo: c.No, CaseTitle: c.Title, Mine: round.Reviewer == actor.ID || round.SignedBy == actor.ID}
			if i := slices.IndexFunc(scores, func(v review.Score) bool { return v.Sample == x.ID && v.Review == id }); i >= 0 {
				row.Rated, row.Score, row.Note, row.By = true, scores[i].Score, scores[i].Note, who.maybe(scores[i].By)
			}
			sample.Reviews = append(sample.Reviews, row)
		}
		out.Samples = append(out.Samples, sample)
	}
	return nil
}

package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Decision is an issued decision. The main decision of a case goes by the case's id, and so do those that came after it.
type Decision struct {
	ID          string     `json:"id"`
	Case        string     `json:"case"`
	No          string     `json:"no"`
	IssuedOn    string     `json:"issued_on"`
	By          Ref        `json:"by"`
	Code        string     `json:"code" doc:"of the paper that carries it"`
	Label       fault.Text `json:"label" doc:"what that paper is called"`
	Paper       string     `json:"paper"`
	Review      string     `json:"review" doc:"the round that it rests on; empty where none was needed, or where it is owed"`
	Round       int        `json:"round"`
	Judged      []string   `json:"judged" doc:"without a review: the rules that were looked at and made it no major decision"`
	ReviewAfter bool       `json:"review_after" doc:"it could not wait: its review is owed"`
	Further     bool       `json:"further" doc:"it came after the main decision of the case"`
	Fingerprint string     `json:"fingerprint"`
}

// DecisionStep is a decision that may come next.
type DecisionStep struct {
	Transition string     `json:"transition"`
	Label      fault.Text `json:"label"`
	Code       string     `json:"code"`
	Paper      fault.Text `json:"paper" doc:"what the paper that carries it is called"`
	MayIssue   bool       `json:"may_issue"`
	Stops      []Stop     `json:"stops"`
	Draft      *Paper     `json:"draft,omitempty"`
}

// DecisionDoor is what stands between a case and its decisions. What is said of one decision is of the step that is taken when
// none is named.
type DecisionDoor struct {
	MayIssue  bool           `json:"may_issue"`
	Stops     []Stop         `json:"stops"`
	Decision  *Decision      `json:"decision,omitempty" doc:"the main one"`
	Draft     *Paper         `json:"draft,omitempty"`
	Decisions []Decision     `json:"decisions" doc:"all, in the order in which they were issued"`
	Steps     []DecisionStep `json:"steps" doc:"those that may come next"`
}

// issueDecision names the decision to issue.
type issueDecision struct {
	Step string `json:"step,omitempty" doc:"the transition, where several decisions may come next"`
}

func (s *Server) decisionOf(c casefile.Case, d decision.Decision, who *names) Decision {
	out := Decision{ID: d.Case, Case: d.Case, No: d.No, IssuedOn: d.IssuedOn, By: who.of(d.IssuedBy), Code: d.Code, Paper: d.Paper, Review: d.Review, Round: d.Round,
		Judged: append([]string{}, d.Judged...), ReviewAfter: d.ReviewAfter, Further: d.Further, Fingerprint: d.Fingerprint}
	if procedure, known := s.Files.Procedure(c); known {
		kind, _ := procedure.Paper(d.Code)
		out.Label = kind.Label
	}
	return out
}

func (s *Server) door(r *store.Reader, caseID string, ready decision.Readiness) (DecisionDoor, error) {
	out := DecisionDoor{MayIssue: ready.MayIssue, Stops: stops(ready.Stops), Decisions: []Decision{}, Steps: []DecisionStep{}}
	c, err := casefile.CaseOf(r, caseID)
	if err != nil {
		return out, err
	}
	who := namesFrom(r)
	procedure, _ := s.Files.Procedure(c)
	draftOf := func(p *casefile.Paper) *Paper {
		if p == nil || err != nil {
			return nil
		}
		var shown Paper
		shown, _, err = s.paper(r, p.ID)
		return &shown
	}
	if ready.Decision != nil {
		shown := s.decisionOf(c, *ready.Decision, who)
		out.Decision = &shown
	}
	for _, d := range ready.Decisions {
		out.Decisions = append(out.Decisions, s.decisionOf(c, d, who))
	}
	for _, step := range ready.Steps {
		kind, _ := procedure.Paper(step.Code)
		out.Steps = append(out.Steps, DecisionStep{step.Transition, step.Label, step.Code, kind.Label, step.MayIssue, stops(step.Stops), draftOf(step.Draft)})
	}
	out.Draft = draftOf(ready.Draft)
	return out, err
}

func (s *Server) decisionRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/decision", account.ReadCases, "What stands between a case and its decisions", func(ctx context.Context, actor account.Person, in *byID) (DecisionDoor, error) {
		ready, err := s.Door.Readiness(ctx, actor, in.ID)
		var out DecisionDoor
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) (err error) {
			out, err = s.door(r, in.ID, ready)
			return err
		})
	})
	handle(s, http.MethodPost, "/api/cases/{id}/decision", account.MoveCases, "Issue a decision; refused without what it must rest on, and to whom the procedure does not name", func(ctx context.Context, actor account.Person, in *about[issueDecision]) (Decision, error) {
		d, err := s.Door.Issue(ctx, actor, in.ID, in.Body.Step)
		if err != nil {
			return Decision{}, err
		}
		var out Decision
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			c, err := casefile.CaseOf(r, d.Case)
			out = s.decisionOf(c, d, namesFrom(r))
			return err
		})
	})
}

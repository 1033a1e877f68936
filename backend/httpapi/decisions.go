package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/decision"
	"zhiheng/backend/store"
)

// Decision is an issued decision; a case has one at most and it goes by the case's id.
type Decision struct {
	ID          string `json:"id"`
	Case        string `json:"case"`
	No          string `json:"no"`
	IssuedOn    string `json:"issued_on"`
	By          Ref    `json:"by"`
	Code        string `json:"code" doc:"of the paper that carries it"`
	Paper       string `json:"paper"`
	Review      string `json:"review"`
	Round       int    `json:"round"`
	Fingerprint string `json:"fingerprint"`
}

// DecisionDoor is what stands between a case and its decision.
type DecisionDoor struct {
	MayIssue bool      `json:"may_issue"`
	Stops    []Stop    `json:"stops"`
	Decision *Decision `json:"decision,omitempty"`
	Draft    *Paper    `json:"draft,omitempty"`
}

func decisionOf(d decision.Decision, who *names) Decision {
	return Decision{ID: d.Case, Case: d.Case, No: d.No, IssuedOn: d.IssuedOn, By: who.of(d.IssuedBy), Code: d.Code, Paper: d.Paper, Review: d.Review, Round: d.Round, Fingerprint: d.Fingerprint}
}

func (s *Server) decisionRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/decision", account.ReadCases, "What stands between a case and its decision", func(ctx context.Context, actor account.Person, in *byID) (DecisionDoor, error) {
		ready, err := s.Door.Readiness(ctx, actor, in.ID)
		out := DecisionDoor{MayIssue: ready.MayIssue, Stops: stops(ready.Stops)}
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			if ready.Decision != nil {
				shown := decisionOf(*ready.Decision, namesFrom(r))
				out.Decision = &shown
			}
			if ready.Draft != nil {
				draft, _, err := s.paper(r, ready.Draft.ID)
				out.Draft = &draft
				return err
			}
			return nil
		})
	})
	handle(s, http.MethodPost, "/api/cases/{id}/decision", account.MoveCases, "Issue the decision; refused without what it must rest on, and to whom the procedure does not name", func(ctx context.Context, actor account.Person, in *about[nothing]) (Decision, error) {
		d, err := s.Door.Issue(ctx, actor, in.ID)
		if err != nil {
			return Decision{}, err
		}
		var out Decision
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			out = decisionOf(d, namesFrom(r))
			return nil
		})
	})
}

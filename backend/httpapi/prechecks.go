package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
)

// Precheck is a comparison of papers, or a question to the text of a paper, with what the machine found. Result met means
// that it looked and found nothing; unknown that it could not look, and why says why.
type Precheck struct {
	ID       string        `json:"id"`
	Kind     string        `json:"kind" enum:"consistency,draft"`
	Item     string        `json:"item" doc:"the point of the checklist that it belongs to, if any"`
	Level    string        `json:"level" enum:"block,warn"`
	Article  string        `json:"article"`
	Question fault.Text    `json:"question"`
	Result   string        `json:"result" enum:"met,not_met,not_applicable,unknown"`
	Why      *fault.Text   `json:"why,omitempty"`
	Unfound  bool          `json:"unfound,omitempty" doc:"unknown since what the papers must say was not found in one that is worded otherwise than the program knows"`
	Looked   []LookedPaper `json:"looked"`
	Found    []Trace       `json:"found"`
}

// LookedPaper is a paper that a pre-check has read. Values counts what a comparison found in it.
type LookedPaper struct {
	Paper  string `json:"paper"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Values int    `json:"values"`
}

// Trace is something that a pre-check found, with the places where it stands; papers that differ have a place each.
type Trace struct {
	Says   fault.Text `json:"says"`
	Places []Citation `json:"places"`
}

// Prechecks are the pre-checks of a case.
type Prechecks struct {
	Prechecks []Precheck `json:"prechecks"`
}

func prechecks(list []review.Precheck) []Precheck {
	out := []Precheck{}
	for _, c := range list {
		check := Precheck{ID: c.ID, Kind: c.Kind, Item: c.Item, Level: c.Level, Article: c.Article, Question: c.Question, Result: string(c.Result), Unfound: c.Unfound, Looked: []LookedPaper{}, Found: []Trace{}}
		if !c.Why.IsZero() {
			check.Why = &c.Why
		}
		for _, l := range c.Looked {
			check.Looked = append(check.Looked, LookedPaper(l))
		}
		for _, trace := range c.Found {
			check.Found = append(check.Found, Trace{Says: trace.Says, Places: citationsOf(trace.Places)})
		}
		out = append(out, check)
	}
	return out
}

func (s *Server) precheckRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/prechecks", account.ReadInternal, "What the machine compared in the papers of a case", func(ctx context.Context, _ account.Person, in *byID) (Prechecks, error) {
		list, err := s.Desk.Prechecks(ctx, in.ID)
		return Prechecks{prechecks(list)}, err
	})
}

package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// Annual are the figures of a year for the yearly reports.
type Annual struct {
	Year    string         `json:"year"`
	DueOn   string         `json:"due_on"`
	Figures []AnnualFigure `json:"figures"`
}

// AnnualFigure is a figure of a year with the decisions that it counts.
type AnnualFigure struct {
	ID          string       `json:"id"`
	Label       fault.Text   `json:"label"`
	Report      string       `json:"report" enum:"openness,statistics,double"`
	ReportLabel fault.Text   `json:"report_label"`
	Value       string       `json:"value"`
	Article     string       `json:"article"`
	Source      string       `json:"source"`
	Cases       []AnnualCase `json:"cases"`
}

// AnnualCase is a decision that a figure counts.
type AnnualCase struct {
	Case       string `json:"case"`
	CaseNo     string `json:"case_no"`
	DecisionNo string `json:"decision_no"`
	On         string `json:"on"`
}

type byYear struct {
	Year string `path:"year" maxLength:"4"`
}

func (s *Server) annualRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/annual/{year}", account.ReadCases, "The figures of a year for the yearly reports", func(ctx context.Context, _ account.Person, in *byYear) (Annual, error) {
		a, err := s.Disclosure.Annual(ctx, in.Year)
		out := Annual{Year: a.Year, DueOn: a.DueOn, Figures: []AnnualFigure{}}
		for _, f := range a.Figures {
			out.Figures = append(out.Figures, annualFigure(f))
		}
		return out, err
	})
	s.raw(mux, http.MethodGet, "/api/annual/{year}/{form}", account.ReadCases, "The figures of a year as a file: xlsx or pdf", "application/octet-stream", s.annualFile)
}

func annualFigure(f disclosure.AnnualFigure) AnnualFigure {
	out := AnnualFigure{ID: f.ID, Label: f.Label, Report: f.Report, ReportLabel: disclosure.ReportLabel(f.Report), Value: f.Shown(), Article: f.Article, Source: f.Source, Cases: []AnnualCase{}}
	for _, c := range f.Of {
		out.Cases = append(out.Cases, AnnualCase(c))
	}
	return out
}

func (s *Server) annualFile(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	name, content, err := s.Disclosure.AnnualFile(r.Context(), r.PathValue("year"), r.PathValue("form"))
	if err == nil {
		handOut(w, name, content)
	}
	return err
}

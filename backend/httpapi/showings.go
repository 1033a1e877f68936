package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Showing is something that people are shown, told or heard on in a case. Papers in the dossier tell that it was done, or
// somebody's word does.
type Showing struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Moment  fault.Text `json:"moment"`
	Does    string     `json:"does" enum:"show,tell,hear"`
	Says    fault.Text `json:"says"`
	Article string     `json:"article"`
	Due     string     `json:"due" enum:"met,not_met,unknown" doc:"whether it must be done in this case"`
	Papers  []string   `json:"papers"`
	NotedOn string     `json:"noted_on"`
	NotedBy *Ref       `json:"noted_by,omitempty"`
	Note    string     `json:"note"`
	Done    bool       `json:"done"`

	Recording string `json:"recording,omitempty" doc:"that proves it"`
	FromMs    int64  `json:"from_ms,omitempty"`
	ToMs      int64  `json:"to_ms,omitempty"`
}

// ShownHere is something that a stretch of a recording proves to have been shown or told.
type ShownHere struct {
	Case   string     `json:"case"`
	Label  fault.Text `json:"label"`
	On     string     `json:"on"`
	FromMs int64      `json:"from_ms"`
	ToMs   int64      `json:"to_ms"`
}

// Showings is what must be shown and told in a case, in order.
type Showings struct {
	Showings []Showing `json:"showings"`
}

type showingNote struct {
	Showing string `json:"showing" maxLength:"20"`
	On      string `json:"on" maxLength:"10"`
	Note    string `json:"note,omitempty" maxLength:"2000"`

	Recording string `json:"recording,omitempty" maxLength:"80" doc:"of the case, that proves it"`
	FromMs    int64  `json:"from_ms,omitempty" minimum:"0"`
	ToMs      int64  `json:"to_ms,omitempty" minimum:"0"`
}

func (s *Server) showingRoutes(mux *http.ServeMux) {
	handle(s, http.MethodGet, "/api/cases/{id}/showings", account.ReadCases, "What must be shown and told in a case", func(ctx context.Context, _ account.Person, in *byID) (Showings, error) {
		return s.showings(ctx, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/showings", account.WorkOnCases, "Note that something was shown or told", func(ctx context.Context, actor account.Person, in *about[showingNote]) (Showings, error) {
		if err := s.Disclosure.NoteShownIn(ctx, actor, in.ID, in.Body.Showing, in.Body.On, in.Body.Note, disclosure.ShownIn{Recording: in.Body.Recording, From: in.Body.FromMs, To: in.Body.ToMs}); err != nil {
			return Showings{}, err
		}
		return s.showings(ctx, in.ID)
	})
	s.raw(mux, http.MethodGet, "/api/cases/{id}/showing-sheet", account.ReadCases, "What must be shown and told, as a sheet to carry along: PDF; ?form=docx for a text document", "application/pdf", s.showingSheet)
}

func (s *Server) showings(ctx context.Context, id string) (Showings, error) {
	out := Showings{Showings: []Showing{}}
	list, err := s.Disclosure.Showings(ctx, id)
	if err != nil {
		return out, err
	}
	moments := map[string]fault.Text{}
	for _, code := range s.Files.Rules.Current().Table("showing_moment") {
		moments[code.ID] = code.Label
	}
	return out, s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		for _, d := range list {
			out.Showings = append(out.Showings, showing(d, moments[d.Moment], who))
		}
		return nil
	})
}

func showing(d disclosure.Shown, moment fault.Text, who *names) Showing {
	papers := d.Papers
	if papers == nil {
		papers = []string{}
	}
	return Showing{ID: d.ID, Label: d.Label, Moment: moment, Does: d.Does, Says: d.Says, Article: d.Article, Due: string(d.Due), Papers: papers, NotedOn: d.NotedOn, NotedBy: who.maybe(d.NotedBy), Note: d.Note, Done: d.Done(),
		Recording: d.Proof.Recording, FromMs: d.Proof.From, ToMs: d.Proof.To}
}

func (s *Server) showingSheet(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	name, content, err := s.Disclosure.ShowingSheet(r.Context(), r.PathValue("id"), r.URL.Query().Get("form") == "docx")
	if err == nil {
		handOut(w, name, content)
	}
	return err
}

// shownOn lists what a recording proves to have been shown or told.
func (s *Server) shownOn(from store.Source, recording string) ([]ShownHere, error) {
	out := []ShownHere{}
	list, err := disclosure.ShownOn(from, recording)
	for _, one := range list {
		here := ShownHere{Case: one.Case, On: one.On, FromMs: one.From, ToMs: one.To, Label: fault.T(one.Showing, one.Showing)}
		for _, showing := range s.Files.Rules.Current().Showings {
			if showing.ID == one.Showing {
				here.Label = showing.Label
			}
		}
		out = append(out, here)
	}
	return out, err
}

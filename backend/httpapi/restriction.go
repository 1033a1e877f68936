package httpapi

import (
	"context"
	"net/http"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// CaseRestriction says whether a case is for everybody who reads cases, who may see it if not, and by which grounds it may be
// restricted.
type CaseRestriction struct {
	Restricted  bool             `json:"restricted"`
	Ground      string           `json:"ground"`
	Label       fault.Text       `json:"label" doc:"of the ground"`
	Article     string           `json:"article"`
	Reason      string           `json:"reason"`
	Named       []Ref            `json:"named"`
	At          string           `json:"at"`
	By          *Ref             `json:"by,omitempty"`
	See         []Sees           `json:"see" doc:"who may see the case while it is restricted"`
	Grounds     []RestrictGround `json:"grounds"`
	MayRestrict bool             `json:"may_restrict"`
	MayLift     bool             `json:"may_lift"`
	Deciders    bool             `json:"deciders" doc:"somebody who decides cases may see it"`
}

// Sees is somebody who may see a restricted case, and why: handler, reviewer, role or named.
type Sees struct {
	Person Ref    `json:"person"`
	Why    string `json:"why" enum:"handler,reviewer,role,named"`
}

// RestrictGround is a ground of the rulebook. Barred ones do not restrict a case: it may not be kept here at all.
type RestrictGround struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Article string     `json:"article"`
	Then    fault.Text `json:"then"`
	Barred  bool       `json:"barred"`
}

type restrictOrder struct {
	Ground string   `json:"ground" maxLength:"20"`
	Reason string   `json:"reason" maxLength:"2000"`
	Named  []string `json:"named,omitempty" maxItems:"200"`
}

// mark is a restriction in the words of the pillar, nil for none.
func (o *restrictOrder) mark() *casefile.Restriction {
	if o == nil {
		return nil
	}
	return &casefile.Restriction{Ground: o.Ground, Reason: o.Reason, Named: o.Named}
}

func (s *Server) restrictionRoutes() {
	const path = "/api/cases/{id}/restriction"
	handle(s, http.MethodGet, path, account.ReadCases, "Who may see a case", func(ctx context.Context, actor account.Person, in *byID) (CaseRestriction, error) {
		return s.restriction(ctx, actor, in.ID)
	})
	handle(s, http.MethodPut, path, account.ReadCases, "Keep a case from those who have nothing to do with it", func(ctx context.Context, actor account.Person, in *about[restrictOrder]) (CaseRestriction, error) {
		if err := s.Files.Restrict(ctx, actor, in.ID, casefile.Restriction{Ground: in.Body.Ground, Reason: in.Body.Reason, Named: in.Body.Named}); err != nil {
			return CaseRestriction{}, err
		}
		return s.restriction(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, path+"/lifting", account.ReadCases, "Let everybody who reads cases see a case again", func(ctx context.Context, actor account.Person, in *about[reasonOrder]) (CaseRestriction, error) {
		if err := s.Files.LiftRestriction(ctx, actor, in.ID, in.Body.Reason); err != nil {
			return CaseRestriction{}, err
		}
		return s.restriction(ctx, actor, in.ID)
	})
}

func (s *Server) restriction(ctx context.Context, actor account.Person, id string) (out CaseRestriction, err error) {
	out = CaseRestriction{Named: []Ref{}, See: []Sees{}, Grounds: []RestrictGround{}, MayLift: actor.HoldsAny([]string{"head", "chief", "leader"})}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		out.MayRestrict = actor.HoldsAny([]string{"chief", "leader"}) || s.Files.MayHandle(r, actor, c) == nil
		mark, found, err := casefile.RestrictionOf(r, c.ID)
		if err != nil {
			return err
		}
		for _, g := range s.Files.Rules.Of(c.Rulebook).Grounds {
			if g.Restricts != "" {
				out.Grounds = append(out.Grounds, RestrictGround{g.ID, g.Label, g.Article, g.Then, g.Restricts == rulebook.BarsCase})
			}
			if found && g.ID == mark.Ground {
				out.Label, out.Article = g.Label, g.Article
			}
		}
		if out.Restricted = found; found {
			who := namesFrom(r)
			by := who.of(mark.By)
			out.Ground, out.Reason, out.At, out.By = mark.Ground, mark.Reason, mark.At, &by
			for _, person := range mark.Named {
				out.Named = append(out.Named, who.of(person))
			}
		}
		return s.whoSees(r, c, mark, &out)
	})
	return out, err
}

// whoSees lists the people who may see a case while it is restricted.
func (s *Server) whoSees(r *store.Reader, c casefile.Case, mark casefile.Restriction, out *CaseRestriction) error {
	people, err := account.PeopleOf(r)
	if err != nil {
		return err
	}
	handlers, err := casefile.HandlersOf(r, c.ID)
	if err != nil {
		return err
	}
	rounds, err := review.RoundsOf(r, c.ID)
	if err != nil {
		return err
	}
	for _, p := range people {
		why := ""
		switch {
		case !p.May(account.ReadCases):
		case slices.Contains(handlers, p.ID):
			why = "handler"
		case slices.ContainsFunc(rounds, func(round review.Round) bool { return round.Reviewer == p.ID }):
			why = "reviewer"
		case p.May(account.ReadRestricted):
			why = "role"
		case slices.Contains(mark.Named, p.ID):
			why = "named"
		}
		if why != "" {
			out.See = append(out.See, Sees{Ref{p.ID, p.Name}, why})
			out.Deciders = out.Deciders || p.May(account.RuleDisputes)
		}
	}
	return nil
}

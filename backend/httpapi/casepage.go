package httpapi

import (
	"context"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/idcode"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// Case is the page of a case.
type Case struct {
	CaseHead
	OpenedAt   string         `json:"opened_at"`
	OpenedBy   Ref            `json:"opened_by"`
	Fields     []FieldValue   `json:"fields"`
	Proposals  []Proposal     `json:"proposals"`
	Papers     []Paper        `json:"papers"`
	Clocks     []Clock        `json:"clocks"`
	MajorRules []MajorRule    `json:"major_rules"`
	Materials  []Material     `json:"materials"`
	Review     *ReviewRow     `json:"review,omitempty" doc:"the latest round"`
	Decision   *Decision      `json:"decision,omitempty"`
	Disclosure *DisclosureRow `json:"disclosure,omitempty"`
	Pass       *Pass          `json:"pass,omitempty"`
	Rulebook   CaseRulebook   `json:"rulebook"`
}

// CaseRulebook is the version of the rulebook that a case is under.
type CaseRulebook struct {
	Version string `json:"version"`
	Label   string `json:"label"`
	Current bool   `json:"current" doc:"new cases come under it too"`
}

// Place is where in a paper something stands: rune offsets within the text of a page.
type Place struct {
	Paper  string `json:"paper"`
	Page   int    `json:"page"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Quote  string `json:"quote"`
}

// FieldValue is a confirmed value.
type FieldValue struct {
	Name   string `json:"name"`
	Value  any    `json:"value"`
	By     *Ref   `json:"by,omitempty"`
	At     string `json:"at"`
	Source *Place `json:"source,omitempty"`
}

// Proposal is a value that was read and waits for a person.
type Proposal struct {
	Place
	ID     string     `json:"id"`
	Field  string     `json:"field"`
	Value  any        `json:"value"`
	Reason fault.Text `json:"reason"`
	Weight int        `json:"weight" doc:"how good a witness the paper is, 100 the best"`
}

// Because is a value on which a rule rests.
type Because struct {
	Field string     `json:"field"`
	Label fault.Text `json:"label"`
	Value any        `json:"value"`
}

// MajorRule is a rule by which the decision is a major one.
type MajorRule struct {
	ID      string     `json:"id"`
	Label   fault.Text `json:"label"`
	Tier    string     `json:"tier"`
	Article string     `json:"article"`
	Because []Because  `json:"because"`
}

// Material is a line of what must be handed in for review. Missing says in words what is lacking.
type Material struct {
	ID      string     `json:"id"`
	Name    fault.Text `json:"name"`
	Level   string     `json:"level"`
	Present bool       `json:"present"`
	Article string     `json:"article"`
	Papers  []string   `json:"papers"`
	Missing fault.Text `json:"missing"`
}

// Pass is what the last signed opinion is worth now.
type Pass struct {
	Valid   bool     `json:"valid"`
	Round   int      `json:"round"`
	Changes []Change `json:"changes"`
}

func (s *Server) casePage(ctx context.Context, id string) (page Case, err error) {
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		g, err := s.glance(r, c)
		if err != nil {
			return err
		}
		who := namesFrom(r)
		if page.CaseHead, err = s.head(r, who, c, g.seen()); err != nil {
			return err
		}
		page.OpenedAt, page.OpenedBy = c.OpenedAt, who.of(c.OpenedBy)
		page.Rulebook = s.rulebookOf(c)
		page.Clocks, page.MajorRules = []Clock{}, majorRules(c.Major)
		for _, clock := range g.clocks {
			page.Clocks = append(page.Clocks, clock)
		}
		procedure, _ := s.Files.Procedure(c)
		page.Materials = []Material{}
		if procedure.Lifecycle.Reviewed() { // the materials are those of a submission
			page.Materials = materials(procedure.Materials(g.facts))
		}
		if err := s.pageContent(r, who, c, procedure, &page); err != nil {
			return err
		}
		return s.pageCourse(r, who, c, &page)
	})
	if err == nil && page.Pass != nil {
		err = s.addDiffs(ctx, page.Pass.Changes)
	}
	return page, err
}

// rulebookOf names the version that a case is under.
func (s *Server) rulebookOf(c casefile.Case) CaseRulebook {
	version := s.Files.VersionOf(c)
	v, _ := s.Files.Rules.Version(version)
	return CaseRulebook{version, v.Label, version == s.Files.Rules.Current().Hash}
}

// pageContent adds papers, values and proposals.
func (s *Server) pageContent(r *store.Reader, who *names, c casefile.Case, procedure *rulebook.Procedure, page *Case) error {
	fields, err := casefile.FieldsOf(r, c.ID)
	if err != nil {
		return err
	}
	all, err := casefile.PapersOf(r, c.ID)
	if err != nil {
		return err
	}
	papers := s.shownPapers(actorOf(r.Context()), c, all)
	page.Fields = []FieldValue{}
	for _, f := range fields {
		value := FieldValue{Name: f.Name, Value: rawValue(f.Value), By: who.maybe(f.By), At: f.At, Source: placeOf(f.Source)}
		if f.Source != nil && !slices.ContainsFunc(papers, func(p casefile.Paper) bool { return p.ID == f.Source.Paper }) {
			value.Source = nil // of the internal volume, or gone
		}
		page.Fields = append(page.Fields, value)
	}
	titles := map[string]string{}
	page.Papers = []Paper{}
	for _, p := range papers {
		titles[p.ID] = p.Title
		page.Papers = append(page.Papers, paperOf(p, procedure, who, fields))
	}
	proposals, err := s.Files.Proposals(r, c.ID)
	if err != nil {
		return err
	}
	page.Proposals = []Proposal{}
	if s.Dossiers != nil && s.Dossiers.Sealed(r, c.ID) != nil {
		proposals = nil // what was read in papers that were destroyed
	}
	for _, p := range proposals {
		if _, shown := titles[p.Paper]; !shown {
			continue
		}
		page.Proposals = append(page.Proposals, Proposal{Place: *placeOf(&p.Place), ID: p.ID, Field: p.Field, Value: rawValue(p.Value), Weight: p.Weight,
			Reason: fault.Tf("读自《%[1]s》第%[2]d页", "read in “%[1]s”, page %[2]d", titles[p.Paper], p.Page)})
	}
	return nil
}

// pageCourse adds review, decision and disclosure.
func (s *Server) pageCourse(r *store.Reader, who *names, c casefile.Case, page *Case) error {
	rounds, err := review.RoundsOf(r, c.ID)
	if err != nil {
		return err
	}
	if len(rounds) > 0 {
		row, err := s.reviewRow(r, who, rounds[len(rounds)-1])
		if err != nil {
			return err
		}
		page.Review = &row
		if !actorOf(r.Context()).May(account.ReadInternal) {
			page.Review.Opinion = ""
		}
	}
	pass, err := review.PassOf(r, c.ID)
	if err != nil {
		return err
	}
	issued, found, err := decision.Of(r, c.ID)
	if err != nil {
		return err
	}
	if found {
		shown := s.decisionOf(c, issued, who)
		page.Decision = &shown
	}
	if pass.Exists {
		page.Pass = &Pass{Valid: pass.Live, Round: pass.Round.Round, Changes: s.changes(r, c, pass.Changes)}
		rests, err := decision.RestsOn(r, pass.Round.ID)
		if err != nil {
			return err
		}
		if rests || found && pass.Round.Seq < issued.Seq {
			page.Pass.Valid, page.Pass.Changes = true, []Change{} // a decision rests on it; what comes later does not touch it
		}
	}
	if page.Pass != nil && !actorOf(r.Context()).May(account.ReadInternal) {
		page.Pass.Changes = []Change{}
	}
	page.Disclosure, err = s.disclosureOfCase(r, who, c)
	return err
}

func placeOf(p *casefile.Place) *Place {
	if p == nil {
		return nil
	}
	return &Place{p.Paper, p.Page, p.Start, p.Length, p.Quote}
}

func because(list []rulebook.FieldValue) []Because {
	out := []Because{}
	for _, f := range list {
		if !f.Known {
			continue
		}
		value := f.Value
		if fen, sum := value.(float64); sum { // out of a table's JSON
			value = int64(fen)
		}
		if fen, sum := value.(int64); sum && f.Type == rulebook.Money && strings.HasPrefix(f.Name, "param.") {
			value = "¥" + strings.TrimSuffix(idcode.FormatFigures(fen), ".00") // a threshold is no field: the screen knows no type for it
		}
		out = append(out, Because{f.Name, f.Label, value})
	}
	return out
}

func majorRules(hits []casefile.MajorHit) []MajorRule {
	out := []MajorRule{}
	for _, hit := range hits {
		out = append(out, MajorRule{hit.ID, hit.Label, hit.Tier, hit.Article, because(hit.Because)})
	}
	return out
}

// materials leaves out what is not asked for in this case.
func materials(list []rulebook.Material) []Material {
	out := []Material{}
	for _, m := range list {
		if m.Demanded == rulebook.NotApplicable {
			continue
		}
		if m.Level == "when" && m.Demanded == rulebook.Met { // its condition is met: it is asked for
			m.Level = "must"
		}
		out = append(out, Material{m.ID, m.Label, m.Level, m.Present, m.Article, append([]string{}, m.By...), m.Missing})
	}
	return out
}

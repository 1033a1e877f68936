package rulebook

import (
	"slices"

	"zhiheng/backend/fault"
)

// Paper is a kind of document in the catalogue. Level is "must", "when" (needed under circumstances) or "should"; Side is
// "front" (正卷) or "back" (副卷); Fingerprint names the part of the review fingerprint its content belongs to.
type Paper struct {
	Code        string     `json:"code"` // such as "D21"
	Label       fault.Text `json:"label"`
	Actions     []string   `json:"actions,omitempty"` // the procedures it belongs to; empty for all that read the row
	Phase       string     `json:"phase"`
	Level       string     `json:"level"`
	Side        string     `json:"side"`
	Aliases     []string   `json:"aliases"`               // names and headings it goes by, Chinese
	Hints       []string   `json:"hints,omitempty"`       // weaker words that only suggest it
	Strong      bool       `json:"strong,omitempty"`      // its name wins over any other in the same file name
	KeyFields   []KeyField `json:"key_fields,omitempty"`  // what the paper itself says
	Evidence    string     `json:"evidence,omitempty"`    // the kind of evidence it is, by code
	Fingerprint string     `json:"fingerprint,omitempty"` // notice, evidence, penalty, hearing
	Decides     string     `json:"decides,omitempty"`     // for a paper that carries a decision: the word of its document number, such as 处罚
	Review      string     `json:"review,omitempty"`      // what it carries of legal review: opinion, supplement, dispute, discussion
	Article     string     `json:"article,omitempty"`
	Source      string     `json:"source"`
}

// What papers carry of legal review.
const (
	OpinionPaper    = "opinion"
	SupplementPaper = "supplement" // the request for further material
	DisputePaper    = "dispute"    // the record of a disputed opinion
	AdoptionPaper   = "adoption"   // the reply to an opinion, point by point
	DiscussionPaper = "discussion" // the minutes of a collective discussion
)

var reviewPapers = []string{"", OpinionPaper, SupplementPaper, DisputePaper, AdoptionPaper, DiscussionPaper}

// ReviewPaper is the paper that carries something of legal review, such as [OpinionPaper].
func (p *Procedure) ReviewPaper(part string) (Paper, bool) {
	return find(p.Papers, part, func(paper Paper) string { return paper.Review })
}

// Decisions lists the papers that carry the main decision of the procedure, in the order in which a case is asked for them.
func (p *Procedure) Decisions() []Paper {
	return p.deciding(func(code string) bool { return p.decidesBy(code, true) })
}

// FurtherDecisions lists the papers that carry a decision that comes after the main one, such as the release of a measure.
func (p *Procedure) FurtherDecisions() []Paper { return p.deciding(p.Further) }

// Further tells whether a paper carries a decision that comes after the main one.
func (p *Procedure) Further(code string) bool {
	return p.decidesBy(code, false) && !p.decidesBy(code, true)
}

// DecisionsBy lists the papers that carry the decision that a transition issues.
func (p *Procedure) DecisionsBy(t Transition) []Paper {
	return p.deciding(func(code string) bool { return t.By == DecisionIssued && t.demands(code) })
}

func (p *Procedure) deciding(asked func(code string) bool) []Paper {
	var papers []Paper
	for _, paper := range p.Papers {
		if paper.Decides != "" && asked(paper.Code) {
			papers = append(papers, paper)
		}
	}
	return papers
}

// decidesBy tells whether a decision of the procedure asks for a paper: the main one, which leads into a state of decision, or
// another.
func (p *Procedure) decidesBy(code string, main bool) bool {
	return slices.ContainsFunc(p.Lifecycle.Transitions, func(t Transition) bool {
		to, _ := p.Lifecycle.State(t.To)
		return t.By == DecisionIssued && (to.Phase == "decision") == main && t.demands(code)
	})
}

func (t Transition) demands(code string) bool {
	return slices.ContainsFunc(t.Papers, func(d Demand) bool { return slices.Contains(d.Codes, code) })
}

// Calls tells whether a case that stands in a state is asked for a paper that carries a decision: by the review or the
// decision that may come next.
func (p *Procedure) Calls(state, code string) bool {
	return slices.ContainsFunc(p.Lifecycle.Transitions, func(t Transition) bool {
		return (t.By == DecisionIssued || t.By == ReviewSubmitted) && slices.Contains(t.From, state) && t.demands(code)
	})
}

// KeyField is a particular of one kind of paper. In conditions it is d.<code>.<id>.
type KeyField struct {
	ID    string     `json:"id"`
	Type  Type       `json:"type"`
	Label fault.Text `json:"label"`
	From  string     `json:"from,omitempty"` // the field that fills it when the paper is drafted
}

// Paper finds a paper of the procedure by its code.
func (p *Procedure) Paper(code string) (Paper, bool) {
	paper, ok := p.papers[code]
	return paper, ok
}

// ArchiveSlot is a place in the order of an archived dossier.
type ArchiveSlot struct {
	Side   string     `json:"side"` // front or back
	No     int        `json:"no"`   // from 1 within the side
	Label  fault.Text `json:"label"`
	Papers []string   `json:"papers"`
	Source string     `json:"source"`
}

// ProposalRule maps a fact found in the text of a paper to a canonical field. Paper "*" means any paper without a rule of
// its own for that fact and label; Label "*" means any label.
type ProposalRule struct {
	Paper  string `json:"paper"`
	Fact   string `json:"fact"`  // party_name, representative, address, credit_code, resident_id, phone, amount, date, doc_no, law_article
	Label  string `json:"label"` // such as "罚款"; empty for a fact without one
	Field  string `json:"field"` // "d.this.x" is the attribute x of the paper in which the fact was found
	Weight int    `json:"weight"`
	Source string `json:"source"`
}

// Proposal is a field that a found fact may fill. The greater weight is the better witness; 100 is the most.
type Proposal struct {
	Field  string
	Weight int
}

// Proposals lists the fields that a fact found in a paper may fill, best first by the file's order. Rules for that paper
// come before those for any paper, field by field.
func (p *Procedure) Proposals(paperCode, factKind, label string) []Proposal {
	var out []Proposal
	taken := map[string]bool{}
	for _, paper := range []string{paperCode, "*"} {
		for _, r := range p.ProposalRules {
			if r.Paper != paper || r.Fact != factKind || (r.Label != label && r.Label != "*") {
				continue
			}
			field := r.Field
			if code, attr, ok := paperField(field); ok && code == "this" {
				field = "d." + paperCode + "." + attr
				if _, known := p.Field(field); !known {
					continue
				}
			}
			if !taken[field] {
				taken[field] = true
				out = append(out, Proposal{Field: field, Weight: r.Weight})
			}
		}
	}
	return out
}

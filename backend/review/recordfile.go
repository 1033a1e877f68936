package review

import (
	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// RecordFormat names the form of a [RecordFile], which docs/review-record.md describes.
const RecordFormat = "zhiheng-review-record/1"

// RecordFile is all that was said in the review of a case, for another program to read without this one: what was submitted
// with its hashes, each finding with its places, each opinion, reply and dispute, and who said it when. Seq are the entries of
// the ledger in which it stands.
type RecordFile struct {
	Format      string            `json:"format"`
	Office      string            `json:"office"`
	Case        string            `json:"case"`
	CaseNo      string            `json:"case_no"`
	CaseTitle   string            `json:"case_title"`
	Rulebook    string            `json:"rulebook"` // version, by hash
	People      map[string]string `json:"people"`   // names by id
	Papers      []RecordPaper     `json:"papers"`   // what the findings and opinions point to
	Rounds      []RecordRound     `json:"rounds"`
	Discussions []Discussion      `json:"discussions"`
	Recusals    []Recusal         `json:"recusals"`
	Acts        []Link            `json:"acts"` // all of it in the order of time
}

// RecordPaper is a paper of the case by its hash.
type RecordPaper struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	SHA256 string `json:"sha256"`
}

// RecordRound is one round. Submitted is what its fingerprint is over.
type RecordRound struct {
	Round
	Submitted   []casefile.Reviewed `json:"submitted"`
	Findings    []RecordFinding     `json:"findings"`
	Extensions  []Extension         `json:"extensions"`
	Supplements []Supplement        `json:"supplements"`
	Advice      []Advice            `json:"advice"`
	Adoption    *Adoption           `json:"adoption,omitempty"`
	Dispute     Dispute             `json:"dispute"`
	Feedback    []Feedback          `json:"feedback"`
}

// RecordFinding is a finding with the question it answers.
type RecordFinding struct {
	Finding
	Question fault.Text `json:"question"`
	Article  string     `json:"article"`
}

// RecordOf gathers the record of the review of a case.
func (d *Desk) RecordOf(from store.Source, caseID string) (f RecordFile, err error) {
	c, err := casefile.CaseOf(from, caseID)
	if err != nil {
		return f, err
	}
	office, _, err := account.OfficeOf(from)
	if err != nil {
		return f, err
	}
	f = RecordFile{Format: RecordFormat, Office: office.Name, Case: c.ID, CaseNo: c.No, CaseTitle: c.Title, Rulebook: d.Files.VersionOf(c), People: map[string]string{}, Papers: []RecordPaper{}, Rounds: []RecordRound{}}
	people, err := account.PeopleOf(from)
	if err != nil {
		return f, err
	}
	for _, p := range people {
		f.People[p.ID] = p.Name
	}
	papers, err := casefile.PapersOf(from, c.ID)
	if err != nil {
		return f, err
	}
	for _, p := range papers {
		f.Papers = append(f.Papers, RecordPaper{p.ID, p.Code, p.Title, p.SHA256})
	}
	rounds, err := RoundsOf(from, c.ID)
	if err != nil {
		return f, err
	}
	procedure, _ := d.Files.Procedure(c)
	for _, r := range rounds {
		round, err := recordRound(from, procedure, r)
		if err != nil {
			return f, err
		}
		f.Rounds = append(f.Rounds, round)
	}
	if f.Discussions, err = DiscussionsOf(from, c.ID); err != nil {
		return f, err
	}
	if f.Recusals, err = RecusalsOf(from, c.ID); err != nil {
		return f, err
	}
	f.Acts, err = Chain(from, c.ID)
	return f, err
}

// recordRound gathers what was said in one round.
func recordRound(from store.Source, procedure *rulebook.Procedure, r Round) (out RecordRound, err error) {
	out.Round = r
	if out.Submitted, err = store.All[casefile.Reviewed](from, queries.Get("snapshot"), r.ID); err != nil {
		return out, err
	}
	found, err := findingsOf(from, r.ID)
	if err != nil {
		return out, err
	}
	out.Findings = []RecordFinding{}
	for _, item := range procedure.Checklist {
		if f, there := found[item.ID]; there {
			out.Findings = append(out.Findings, RecordFinding{f, item.Question, item.Article})
		}
	}
	if out.Extensions, err = ExtensionsOf(from, r.ID); err != nil {
		return out, err
	}
	if out.Supplements, err = SupplementsOf(from, r.ID); err != nil {
		return out, err
	}
	if out.Advice, err = AdviceOf(from, r.ID); err != nil {
		return out, err
	}
	if a, there, err := AdoptionOf(from, r.ID); err != nil {
		return out, err
	} else if there {
		out.Adoption = &a
	}
	if out.Dispute, err = DisputeOf(from, r.ID); err != nil {
		return out, err
	}
	out.Feedback, err = FeedbackOf(from, r.ID)
	return out, err
}

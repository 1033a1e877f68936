package httpapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/record"
	"zhiheng/backend/store"
)

// CaseRecord is the full-process record of a case: what must be recorded and how it stands, what is wrong, its recordings, and
// its whole life as a timeline, the oldest first.
type CaseRecord struct {
	Duties     []RecordDuty    `json:"duties"`
	Findings   []RecordFinding `json:"findings"`
	Gaps       int             `json:"gaps"`
	Faults     int             `json:"faults"`
	Recordings []Recording     `json:"recordings"`
	Timeline   []LifeItem      `json:"timeline"`
	MayWork    bool            `json:"may_work"`
	MayApprove bool            `json:"may_approve"`
}

// RecordDuty is an event of the rulebook's table as it stands in the case. Papers are those that tell of it.
type RecordDuty struct {
	ID         string     `json:"id"`
	Label      fault.Text `json:"label"`
	Level      string     `json:"level" enum:"whole,part,may"`
	State      string     `json:"state" enum:"recorded,explained,missing,optional,unknown,none"`
	Media      []string   `json:"media"`
	Stricter   fault.Text `json:"stricter"`
	Begin      fault.Text `json:"begin"`
	End        fault.Text `json:"end"`
	Note       fault.Text `json:"note"`
	Chapters   []string   `json:"chapters"`
	Papers     []string   `json:"papers"`
	Lacks      []string   `json:"lacks"`
	Recordings []string   `json:"recordings"`
	Article    string     `json:"article"`
}

// RecordFinding is something that is missing or not as it should be. Counts is gap, fault, or empty once it is explained.
type RecordFinding struct {
	Check       string             `json:"check"`
	Label       fault.Text         `json:"label"`
	Event       string             `json:"event"`
	Recording   string             `json:"recording"`
	Chapter     string             `json:"chapter"`
	From        string             `json:"from"`
	To          string             `json:"to"`
	Message     fault.Text         `json:"message"`
	Hint        fault.Text         `json:"hint"`
	Article     string             `json:"article"`
	Counts      string             `json:"counts"`
	Explanation *RecordExplanation `json:"explanation,omitempty"`
}

// RecordExplanation says why, and who has approved that.
type RecordExplanation struct {
	ID       string `json:"id"`
	Reason   string `json:"reason"`
	Text     string `json:"text"`
	State    string `json:"state" enum:"stated,approved,rejected,withdrawn"`
	StatedBy Ref    `json:"stated_by"`
	StatedAt string `json:"stated_at"`
	Decider  *Ref   `json:"decider,omitempty"`
	Decided  string `json:"decided"`
	Answer   string `json:"answer"`
}

// LifeItem is something in the life of a case. Sort is step, paper, review, decision, disclosure, recording, gap, missing or
// explanation. At and To are instants.
type LifeItem struct {
	ID     string     `json:"id"`
	Sort   string     `json:"sort" enum:"step,paper,review,decision,disclosure,recording,gap,missing,explanation"`
	At     string     `json:"at"`
	To     string     `json:"to"`
	Text   fault.Text `json:"text"`
	Who    []string   `json:"who"`
	Place  string     `json:"place"`
	Device string     `json:"device"`
	Event  string     `json:"event"`
	Open   string     `json:"open" doc:"id of the recording or paper to open"`
}

type newExplanation struct {
	Event     string `json:"event" maxLength:"20"`
	Check     string `json:"check" maxLength:"20"`
	Recording string `json:"recording,omitempty" maxLength:"80"`
	Chapter   string `json:"chapter,omitempty" maxLength:"40"`
	From      string `json:"from,omitempty" maxLength:"40"`
	To        string `json:"to,omitempty" maxLength:"40"`
	Reason    string `json:"reason" maxLength:"20"`
	Text      string `json:"text" maxLength:"2000"`
}

type answer struct {
	Answer string `json:"answer,omitempty" maxLength:"2000"`
}

func (s *Server) recordCaseRoutes() {
	handle(s, http.MethodGet, "/api/cases/{id}/record", account.ReadCases, "The full-process record of a case", func(ctx context.Context, actor account.Person, in *byID) (CaseRecord, error) {
		return s.caseRecord(ctx, actor, in.ID)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/explanations", account.WorkOnCases, "Explain what was not recorded, or not as it should be", func(ctx context.Context, actor account.Person, in *about[newExplanation]) (CaseRecord, error) {
		b := in.Body
		_, err := s.Record.Explain(ctx, actor, in.ID, record.Explanation{Event: b.Event, Check: b.Check, Recording: b.Recording, Chapter: b.Chapter, From: b.From, To: b.To, Reason: b.Reason, Text: b.Text})
		if err != nil {
			return CaseRecord{}, err
		}
		return s.caseRecord(ctx, actor, in.ID)
	})
	s.explanationStep("approval", account.ApproveGaps, "Approve an explanation", func(ctx context.Context, actor account.Person, id, answer string) error {
		return s.Record.Decide(ctx, actor, id, true, answer)
	})
	s.explanationStep("rejection", account.ApproveGaps, "Reject an explanation, with a reason", func(ctx context.Context, actor account.Person, id, answer string) error {
		return s.Record.Decide(ctx, actor, id, false, answer)
	})
	s.explanationStep("withdrawal", account.WorkOnCases, "Take one’s explanation back", func(ctx context.Context, actor account.Person, id, _ string) error {
		return s.Record.Withdraw(ctx, actor, id)
	})
}

func (s *Server) explanationStep(name string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, id, answer string) error) {
	handle(s, http.MethodPost, "/api/explanations/{id}/"+name, need, summary, func(ctx context.Context, actor account.Person, in *about[answer]) (CaseRecord, error) {
		if err := run(ctx, actor, in.ID, in.Body.Answer); err != nil {
			return CaseRecord{}, err
		}
		caseID := ""
		err := s.Store.View(ctx, func(r *store.Reader) error {
			x, err := record.ExplanationOf(r, in.ID)
			caseID = x.Case
			return err
		})
		if err != nil {
			return CaseRecord{}, err
		}
		return s.caseRecord(ctx, actor, caseID)
	})
}

func (s *Server) caseRecord(ctx context.Context, actor account.Person, id string) (out CaseRecord, err error) {
	entries, err := s.entriesOfCase(ctx, id)
	if err != nil {
		return out, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		c, err := casefile.CaseOf(r, id)
		if err != nil {
			return err
		}
		found, err := s.Record.Assess(r, c)
		if err != nil {
			return err
		}
		list, err := record.OfCase(r, c.ID)
		if err != nil {
			return err
		}
		if out.Recordings, err = s.recordingsOf(r, list); err != nil {
			return err
		}
		out.Gaps, out.Faults = found.Gaps, found.Faults
		out.MayWork, out.MayApprove = s.Files.MayWork(r, actor, c) == nil, actor.May(account.ApproveGaps)
		out.Duties, out.Findings = dutiesOf(found), s.findingsOf(namesFrom(r), found)
		papers, err := casefile.PapersOf(r, c.ID)
		if err != nil {
			return err
		}
		life := life{teller: s.teller(r)}
		for _, e := range entries {
			life.entry(e)
		}
		for _, rec := range out.Recordings {
			life.recording(rec)
		}
		life.gaps(out, papers)
		out.Timeline = life.sorted()
		return nil
	})
	return out, err
}

func dutiesOf(a record.Assessment) []RecordDuty {
	out := []RecordDuty{}
	for _, d := range a.Duties {
		level := d.Level
		if d.Whole == "met" {
			level = "whole"
		}
		out = append(out, RecordDuty{ID: d.ID, Label: d.Label, Level: level, State: d.State, Media: d.Media, Stricter: d.Stricter, Begin: d.Begin, End: d.End, Note: d.Note,
			Chapters: append([]string{}, d.Chapters...), Papers: append([]string{}, d.Papers...), Lacks: append([]string{}, d.Lacks...), Recordings: d.Recordings, Article: d.Article})
	}
	return out
}

func (s *Server) findingsOf(who *names, a record.Assessment) []RecordFinding {
	out := []RecordFinding{}
	for _, f := range a.Findings {
		check, _ := s.Files.Rules.Current().RecordingCheck(f.Check)
		shown := RecordFinding{Check: f.Check, Label: check.Label, Event: f.Event, Recording: f.Recording, Chapter: f.Chapter, From: f.From, To: f.To, Message: f.Message, Hint: f.Hint, Article: f.Article, Counts: f.Counts}
		if x := f.Explanation; x != nil {
			shown.Explanation = &RecordExplanation{x.ID, x.Reason, x.Text, x.State, who.of(x.StatedBy), x.StatedAt, who.maybe(x.DecidedBy), x.DecidedAt, x.Answer}
		}
		out = append(out, shown)
	}
	return out
}

// sortOf is which kind of thing in a case's life an entry is; "" for one that is none of its steps.
func sortOf(kind string) string {
	switch kind {
	case "casefile.opened", "casefile.moved", "casefile.converted", "casefile.archived":
		return "step"
	case "casefile.paper_added", "casefile.paper_revised":
		return "paper"
	case "review.submitted", "review.opinion_issued", "review.returned", "review.supplement_asked", "review.supplemented", "review.objected", "review.dispute_ruled", "review.case_discussed":
		return "review"
	case "record.explained", "record.explanation_approved", "record.explanation_rejected":
		return "explanation"
	}
	if pillar, _, _ := strings.Cut(kind, "."); pillar == "decision" || kind == "disclosure.published" || kind == "disclosure.withdrawn" {
		return pillar
	}
	return ""
}

func byTime(a, b LifeItem) int {
	return cmp.Or(strings.Compare(a.At, b.At), strings.Compare(a.ID, b.ID))
}

func (l *life) sorted() []LifeItem {
	slices.SortFunc(l.items, byTime)
	return append([]LifeItem{}, l.items...)
}

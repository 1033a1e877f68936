package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/review"
	"zhiheng/backend/store"
)

// ReviewCourse is what happens around the findings of a round: its time, what was asked for, the dispute over its opinion.
type ReviewCourse struct {
	Extensions  []ReviewExtension  `json:"extensions"`
	Offer       ExtensionOffer     `json:"offer" doc:"what an extension would give now"`
	Supplements []ReviewSupplement `json:"supplements"`
	Dispute     ReviewDispute      `json:"dispute"`
	Discussions []Discussion       `json:"discussions" doc:"of the case"`
	Advice      []Advice           `json:"advice"`
	Feedback    []Feedback         `json:"feedback"`
	SamePerson  bool               `json:"same_person" doc:"the chief who signed had examined the case as well"`
	Recusals    []Recusal          `json:"recusals" doc:"in the case"`
	Adoption    *Adoption          `json:"adoption,omitempty"`
	Points      []string           `json:"points" doc:"of the opinion, that a reply must speak of; empty if it needs none"`
}

// ReviewExtension is one lengthening of the time for an opinion. Past is the last day to decide the case, if the new end lies
// after it.
type ReviewExtension struct {
	Days   int    `json:"days" doc:"working days"`
	Reason string `json:"reason"`
	DueOn  string `json:"due_on"`
	Past   string `json:"past"`
	By     Ref    `json:"by"`
	At     string `json:"at"`
}

// ExtensionOffer is what an extension would give. Used means that none is left.
type ExtensionOffer struct {
	Days  int    `json:"days"`
	DueOn string `json:"due_on"`
	Past  string `json:"past" doc:"the last day to decide the case, if the new end lies after it"`
	Used  bool   `json:"used"`
}

// ReviewSupplement is one request for more material, and what came of it.
type ReviewSupplement struct {
	Lacks      []Lack   `json:"lacks"`
	DueOn      string   `json:"due_on"`
	Overdue    bool     `json:"overdue"`
	Paper      string   `json:"paper" doc:"the request as a paper"`
	AskedBy    Ref      `json:"asked_by"`
	AskedAt    string   `json:"asked_at"`
	Replies    []Reply  `json:"replies" doc:"in the order of lacks; empty as long as it is waited for"`
	Note       string   `json:"note"`
	Reopened   []string `json:"reopened" doc:"points of the checklist that it opened again"`
	SuppliedBy *Ref     `json:"supplied_by,omitempty"`
	SuppliedAt string   `json:"supplied_at"`
}

// Lack is one thing that a submission lacks.
type Lack struct {
	What   string `json:"what" maxLength:"1000"`
	Code   string `json:"code,omitempty" maxLength:"20" doc:"of the catalogue, if it is a paper"`
	Reason string `json:"reason" maxLength:"2000"`
}

// Reply answers one lack: in words, with a paper, or both.
type Reply struct {
	Answer string `json:"answer" maxLength:"4000"`
	Paper  string `json:"paper,omitempty" maxLength:"80"`
}

// ReviewDispute is the dispute over an opinion. ObjectBy is the last day to object.
type ReviewDispute struct {
	State    string        `json:"state" enum:",objected,answered,with_deputy,ruled,with_head,with_discussion,settled"`
	DueOn    string        `json:"due_on"`
	Overdue  bool          `json:"overdue"`
	Turn     string        `json:"turn" enum:",office,chief,leader" doc:"who takes the next step: the office that handles the case, the chief, a head of the office"`
	ObjectBy string        `json:"object_by"`
	Steps    []DisputeStep `json:"steps"`
}

// DisputeStep is one step of a dispute.
type DisputeStep struct {
	Kind       string   `json:"kind" enum:"objected,answered,referred,ruled,withdrawn"`
	Level      string   `json:"level" enum:",deputy,head,discussion"`
	Result     string   `json:"result" enum:",upheld,again"`
	Text       string   `json:"text"`
	Minority   string   `json:"minority"`
	Items      []string `json:"items"`
	DueOn      string   `json:"due_on"`
	Discussion string   `json:"discussion"`
	Paper      string   `json:"paper"`
	By         Ref      `json:"by"`
	At         string   `json:"at"`
}

// DiscussionDraft is a collective discussion as it is recorded.
type DiscussionDraft struct {
	HeldOn    string    `json:"held_on" maxLength:"10"`
	Place     string    `json:"place,omitempty" maxLength:"200"`
	Chair     string    `json:"chair" maxLength:"80"`
	Recorder  string    `json:"recorder,omitempty" maxLength:"80"`
	Voices    []Voice   `json:"voices" maxItems:"60"`
	Absent    []Absence `json:"absent,omitempty" maxItems:"60"`
	Observers []string  `json:"observers,omitempty" maxItems:"60"`
	Report    string    `json:"report,omitempty" maxLength:"8000"`
	Follows   bool      `json:"follows" doc:"whether the opinion is followed"`
	Reason    string    `json:"reason" maxLength:"4000"`
	Result    string    `json:"result" maxLength:"4000"`
	Signed    bool      `json:"signed"`
}

// Discussion is a recorded discussion. Led means that one of the office's leaders took part.
type Discussion struct {
	ID string `json:"id"`
	DiscussionDraft
	Review string `json:"review"`
	Led    bool   `json:"led"`
	Paper  string `json:"paper"`
	By     Ref    `json:"by"`
	At     string `json:"at"`
}

// Voice is somebody present at a discussion.
type Voice struct {
	Name string `json:"name" maxLength:"80"`
	Duty string `json:"duty,omitempty" maxLength:"80"`
	View string `json:"view" maxLength:"4000"`
	Vote string `json:"vote" enum:"for,against,abstain"`
}

// Absence is a member who was not there.
type Absence struct {
	Name   string `json:"name" maxLength:"80"`
	Reason string `json:"reason,omitempty" maxLength:"400"`
}

type extensionOrder struct {
	Reason  string `json:"reason" maxLength:"4000"`
	Knowing bool   `json:"knowing,omitempty" doc:"the new end may lie after the last day to decide the case"`
}

type supplementOrder struct {
	Lacks []Lack `json:"lacks" maxItems:"60"`
}

type supplementAnswer struct {
	Replies []Reply `json:"replies" maxItems:"60"`
	Note    string  `json:"note,omitempty" maxLength:"4000"`
}

type objection struct {
	Reasons string   `json:"reasons" maxLength:"20000"`
	Items   []string `json:"items,omitempty" maxItems:"100"`
}

type objectionAnswer struct {
	Result   string `json:"result" enum:"upheld,again"`
	Text     string `json:"text" maxLength:"20000"`
	Minority string `json:"minority,omitempty" maxLength:"8000"`
}

type referral struct {
	Level string `json:"level" enum:"deputy,head,discussion"`
	Text  string `json:"text" maxLength:"8000"`
}

type ruling struct {
	Level    string `json:"level" enum:"deputy,head,discussion"`
	Result   string `json:"result" enum:"upheld,again"`
	Text     string `json:"text" maxLength:"20000"`
	Minority string `json:"minority,omitempty" maxLength:"8000"`
}

func (s *Server) courseRoutes() {
	change(s, "/api/reviews/{id}/extension", account.AssignReview, "Extend the time for the opinion", func(ctx context.Context, actor account.Person, id string, in extensionOrder) error {
		return s.Desk.Extend(ctx, actor, id, in.Reason, in.Knowing)
	})
	change(s, "/api/reviews/{id}/supplement-request", account.JudgeReview, "Ask for what a submission lacks: the clock stands still", func(ctx context.Context, actor account.Person, id string, in supplementOrder) error {
		lacks := []review.Lack{}
		for _, l := range in.Lacks {
			lacks = append(lacks, review.Lack(l))
		}
		return s.Desk.Ask(ctx, actor, id, lacks)
	})
	change(s, "/api/reviews/{id}/supplement", account.SubmitReview, "Answer what was asked for and hand the case in again", func(ctx context.Context, actor account.Person, id string, in supplementAnswer) error {
		replies := []review.Reply{}
		for _, r := range in.Replies {
			replies = append(replies, review.Reply(r))
		}
		return s.Desk.Supply(ctx, actor, id, replies, in.Note)
	})
	change(s, "/api/reviews/{id}/objection", account.SubmitReview, "Object to a signed opinion", func(ctx context.Context, actor account.Person, id string, in objection) error {
		return s.Desk.Object(ctx, actor, id, in.Reasons, in.Items)
	})
	change(s, "/api/reviews/{id}/objection-answer", account.SignReview, "Answer an objection", func(ctx context.Context, actor account.Person, id string, in objectionAnswer) error {
		return s.Desk.AnswerObjection(ctx, actor, id, in.Result, in.Text, in.Minority)
	})
	change(s, "/api/reviews/{id}/referral", account.ReadCases, "Refer a dispute to the deputy, the head or a discussion", func(ctx context.Context, actor account.Person, id string, in referral) error {
		return s.Desk.Refer(ctx, actor, id, in.Level, in.Text)
	})
	change(s, "/api/reviews/{id}/ruling", account.RuleDisputes, "Rule on a dispute", func(ctx context.Context, actor account.Person, id string, in ruling) error {
		return s.Desk.Rule(ctx, actor, id, review.DisputeStep{Level: in.Level, Result: in.Result, Text: in.Text, Minority: in.Minority})
	})
	change(s, "/api/reviews/{id}/withdrawal", account.SubmitReview, "Withdraw an objection", func(ctx context.Context, actor account.Person, id string, in reason) error {
		return s.Desk.Withdraw(ctx, actor, id, in.Reason)
	})
	handle(s, http.MethodPost, "/api/cases/{id}/discussions", account.RecordDiscussions, "Record a collective discussion", func(ctx context.Context, actor account.Person, in *about[DiscussionDraft]) (out Discussion, err error) {
		held, err := s.Desk.Discuss(ctx, actor, in.ID, in.Body.held())
		if err != nil {
			return out, err
		}
		err = s.Store.View(ctx, func(r *store.Reader) error { out = discussion(held, namesFrom(r)); return nil })
		return out, err
	})
}

// held is a discussion in the words of the pillar.
func (d DiscussionDraft) held() review.Discussion {
	out := review.Discussion{HeldOn: d.HeldOn, Place: d.Place, Chair: d.Chair, Recorder: d.Recorder, Observers: d.Observers, Report: d.Report, Follows: d.Follows, Reason: d.Reason, Result: d.Result, Signed: d.Signed}
	for _, v := range d.Voices {
		out.Voices = append(out.Voices, review.Voice(v))
	}
	for _, a := range d.Absent {
		out.Absent = append(out.Absent, review.Absence(a))
	}
	return out
}

func discussion(d review.Discussion, who *names) Discussion {
	draft := DiscussionDraft{HeldOn: d.HeldOn, Place: d.Place, Chair: d.Chair, Recorder: d.Recorder, Voices: []Voice{}, Absent: []Absence{}, Observers: d.Observers, Report: d.Report, Follows: d.Follows, Reason: d.Reason, Result: d.Result, Signed: d.Signed}
	for _, v := range d.Voices {
		draft.Voices = append(draft.Voices, Voice(v))
	}
	for _, a := range d.Absent {
		draft.Absent = append(draft.Absent, Absence(a))
	}
	return Discussion{ID: d.ID, DiscussionDraft: draft, Review: d.Review, Led: d.Led, Paper: d.Paper, By: who.of(d.By), At: d.At}
}

// reviewCourse gathers what happens around the findings of a round.
func (s *Server) reviewCourse(r *store.Reader, who *names, c casefile.Case, round review.Round) (out ReviewCourse, err error) {
	course, err := s.Desk.Course(r, round)
	if err != nil {
		return out, err
	}
	today := s.Files.Today()
	out = ReviewCourse{Offer: ExtensionOffer(course.Offer), Extensions: []ReviewExtension{}, Supplements: []ReviewSupplement{}, Discussions: []Discussion{}, Advice: []Advice{}, Feedback: []Feedback{}, SamePerson: round.SamePerson,
		Recusals: recusalRows(course.Recusals, who), Adoption: adoption(course.Adoption, who), Points: append([]string{}, course.Points...)}
	for _, e := range course.Extensions {
		out.Extensions = append(out.Extensions, ReviewExtension{Days: e.Days, Reason: e.Reason, DueOn: e.DueOn, Past: e.Past, By: who.of(e.By), At: e.At})
	}
	for _, x := range course.Supplements {
		row := ReviewSupplement{Lacks: []Lack{}, DueOn: x.DueOn, Paper: x.Paper, AskedBy: who.of(x.AskedBy), AskedAt: x.AskedAt, Replies: []Reply{}, Note: x.Note, Reopened: x.Reopened,
			SuppliedBy: who.maybe(x.SuppliedBy), SuppliedAt: x.SuppliedAt, Overdue: x.SuppliedAt == "" && x.DueOn != "" && x.DueOn < today}
		for _, l := range x.Lacks {
			row.Lacks = append(row.Lacks, Lack(l))
		}
		for _, a := range x.Replies {
			row.Replies = append(row.Replies, Reply(a))
		}
		out.Supplements = append(out.Supplements, row)
	}
	d := course.Dispute
	out.Dispute = ReviewDispute{State: d.State, Turn: d.Turn(), DueOn: d.DueOn, ObjectBy: course.ObjectBy, Steps: []DisputeStep{}, Overdue: d.State == review.Objected && d.DueOn != "" && d.DueOn < today}
	for _, x := range d.Steps {
		out.Dispute.Steps = append(out.Dispute.Steps, DisputeStep{Kind: x.Kind, Level: x.Level, Result: x.Result, Text: x.Text, Minority: x.Minority, Items: x.Items, DueOn: x.DueOn, Discussion: x.Discussion, Paper: x.Paper, By: who.of(x.By), At: x.At})
	}
	for _, x := range course.Discussions {
		out.Discussions = append(out.Discussions, discussion(x, who))
	}
	for _, a := range course.Advice {
		out.Advice = append(out.Advice, Advice{Name: a.Name, Capacity: a.Capacity, Text: a.Text, By: who.of(a.By), At: a.At})
	}
	for _, f := range course.Feedback {
		out.Feedback = append(out.Feedback, Feedback{Factors: f.Factors, Text: f.Text, By: who.of(f.By), At: f.At})
	}
	return out, nil
}

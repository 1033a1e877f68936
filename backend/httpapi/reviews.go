package httpapi

import (
	"context"
	"net/http"
	"slices"

	"zhiheng/backend/account"
	"zhiheng/backend/casefile"
	"zhiheng/backend/decision"
	"zhiheng/backend/fault"
	"zhiheng/backend/review"
	"zhiheng/backend/rulebook"
	"zhiheng/backend/store"
)

// ReviewRow is a line of the list of reviews. State is submitted, accepted (somebody examines it), judged (an opinion waits
// to be signed), waiting (for more material), signed or returned. Valid means that the case is as it was submitted, or that the pass still holds.
type ReviewRow struct {
	ID          string `json:"id"`
	Case        string `json:"case"`
	CaseNo      string `json:"case_no"`
	CaseTitle   string `json:"case_title"`
	Round       int    `json:"round"`
	State       string `json:"state" enum:"submitted,accepted,waiting,returned,judged,signed"`
	SubmittedAt string `json:"submitted_at"`
	SubmittedBy Ref    `json:"submitted_by"`
	DueOn       string `json:"due_on"`
	Reviewer    *Ref   `json:"reviewer,omitempty"`
	Opinion     string `json:"opinion,omitempty"`
	Overdue     bool   `json:"overdue"`
	ItemsDone   int    `json:"items_done"`
	ItemsTotal  int    `json:"items_total"`
	Valid       bool   `json:"valid"`
	Practice    string `json:"practice" enum:",practice,assessment" doc:"of a finished dossier: it passes nothing"`
}

// Review is the page of a round.
type Review struct {
	ReviewRow
	Note         string       `json:"note"`
	Fingerprint  string       `json:"fingerprint"`
	Items        []ReviewItem `json:"items"`
	Materials    []Material   `json:"materials"`
	Changes      []Change     `json:"changes" doc:"since it was submitted"`
	OpinionText  string       `json:"opinion_text"`
	ReturnReason string       `json:"return_reason"`
	SignedBy     *Ref         `json:"signed_by,omitempty"`
	SignedAt     string       `json:"signed_at,omitempty"`
	No           string       `json:"no,omitempty" doc:"of the opinion paper"`
	Paper        string       `json:"paper,omitempty" doc:"the opinion paper"`
	CaseDetail   CaseRow      `json:"case_detail"`
	Course       ReviewCourse `json:"course"`
	Prechecks    []Precheck   `json:"prechecks" doc:"what the machine compared in the papers, as they are now"`
}

// ReviewItem is a point of the checklist. Class is A (the machine can judge it), S (it can help) or M (for a person alone).
type ReviewItem struct {
	ID       string     `json:"id"`
	Heading  string     `json:"heading"`
	Question fault.Text `json:"question"`
	LookAt   fault.Text `json:"look_at"`
	Tip      fault.Text `json:"tip"`
	Article  string     `json:"article"`
	Class    string     `json:"class"`
	Papers   []string   `json:"papers" doc:"codes of the papers to look at"`
	Machine  Machine    `json:"machine"`
	Finding  string     `json:"finding" enum:"met,not_met,not_applicable,unchecked"`
	Remark   string     `json:"remark"`
	Proofs   []Citation `json:"proofs"`
	By       *Ref       `json:"by,omitempty"`
	At       string     `json:"at,omitempty"`
	Carried  int        `json:"carried" doc:"the round that the finding was taken over from; 0 if it was made in this one"`

	Departure *Departure `json:"departure,omitempty" doc:"the case leaves the standard at this point"`
}

// Machine is what the machine says about a point; it never decides.
type Machine struct {
	Result  string         `json:"result" enum:"met,not_met,not_applicable,unknown,none"`
	Because []Because      `json:"because"`
	Missing []MissingField `json:"missing"`
}

// MissingField is a value that would settle a point.
type MissingField struct {
	Field string     `json:"field"`
	Label fault.Text `json:"label"`
}

// Reviews is the list of reviews.
type Reviews struct {
	Reviews []ReviewRow `json:"reviews"`
}

type reviewQuery struct {
	Mine bool   `query:"mine"`
	Open bool   `query:"open"`
	Case string `query:"case" maxLength:"80" doc:"all rounds of one case"`
}

type roundQuery struct {
	ID        string `path:"id" maxLength:"80"`
	Prechecks string `query:"prechecks" enum:"all,none" doc:"none answers sooner"`
}

type submission struct {
	Note    string     `json:"note,omitempty" maxLength:"4000"`
	Without []omission `json:"without,omitempty" maxItems:"100" doc:"why materials are missing, one by one"`
}

type omission struct {
	Material string `json:"material" maxLength:"20"`
	Reason   string `json:"reason" maxLength:"1000"`
}

type assignment struct {
	Reviewer string `json:"reviewer" maxLength:"80"`
}

type reason struct {
	Reason string `json:"reason" maxLength:"4000"`
}

type opinionOrder struct {
	Code string `json:"code" maxLength:"10"`
	Text string `json:"text,omitempty" maxLength:"20000"`
}

type itemMark struct {
	Finding string     `json:"finding" enum:"met,not_met,not_applicable,unchecked"`
	Remark  string     `json:"remark,omitempty" maxLength:"8000"`
	Proofs  []Citation `json:"proofs,omitempty" maxItems:"100"`
}

type itemQuery struct {
	ID   string `path:"id" maxLength:"80"`
	Item string `path:"item" maxLength:"20"`
	Body itemMark
}

func (s *Server) reviewRow(from store.Source, who *names, r review.Round) (ReviewRow, error) {
	c, err := casefile.CaseOf(from, r.Case)
	if err != nil {
		return ReviewRow{}, err
	}
	row := ReviewRow{ID: r.ID, Case: r.Case, CaseNo: c.No, CaseTitle: c.Title, Round: r.Round, State: r.State, SubmittedAt: r.SubmittedAt, SubmittedBy: who.of(r.SubmittedBy),
		DueOn: r.DueOn, Reviewer: who.maybe(r.Reviewer), Opinion: r.Opinion, Practice: r.Practice}
	open := r.State == "submitted" || r.State == "waiting" || r.State == "judged"
	if r.State == "submitted" && r.Reviewer != "" {
		row.State = "accepted"
	}
	if r.State == "waiting" { // its own clock stands still
		asked, err := review.SupplementsOf(from, r.ID)
		if err != nil {
			return row, err
		}
		row.DueOn = asked[len(asked)-1].DueOn
	}
	row.Overdue = open && row.DueOn != "" && row.DueOn < s.Files.Today()
	if procedure, known := s.Files.Procedure(c); known {
		row.ItemsTotal = len(procedure.Checklist)
	}
	if row.ItemsDone, err = review.Progress(from, r.ID); err != nil {
		return row, err
	}
	if open {
		fingerprint, _, err := casefile.Fingerprint(from, r.Case)
		row.Valid = fingerprint == r.Fingerprint
		return row, err
	}
	if rests, err := decision.RestsOn(from, r.ID); err != nil || rests {
		row.Valid = rests // a decision rests on it: what comes later does not touch it
		return row, err
	}
	pass, err := review.PassOf(from, r.Case)
	row.Valid = pass.Live && pass.Round.ID == r.ID
	return row, err
}

func (s *Server) reviewPage(ctx context.Context, id string) (Review, error) {
	return s.reviewPageOf(ctx, id, s.Desk.Detail)
}

func (s *Server) reviewPageOf(ctx context.Context, id string, read func(context.Context, string) (review.Detail, error)) (page Review, err error) {
	detail, err := read(ctx, id)
	if err != nil {
		return page, err
	}
	err = s.Store.View(ctx, func(r *store.Reader) error {
		who := namesFrom(r)
		if page.ReviewRow, err = s.reviewRow(r, who, detail.Round); err != nil {
			return err
		}
		c, err := casefile.CaseOf(r, detail.Case)
		if err != nil {
			return err
		}
		g, err := s.glance(r, c)
		if err != nil {
			return err
		}
		head, err := s.head(r, who, c, g.seen())
		if err != nil {
			return err
		}
		page.CaseDetail = CaseRow{head, c.Papers}
		page.Note, page.Fingerprint, page.OpinionText, page.ReturnReason = detail.Note, detail.Fingerprint, detail.OpinionText, detail.ReturnReason
		page.SignedBy, page.SignedAt, page.No, page.Paper = who.maybe(detail.SignedBy), detail.SignedAt, detail.No, detail.Round.Paper
		page.Materials, page.Changes = materials(detail.Materials), s.changes(r, c, detail.Changes)
		if page.Course, err = s.reviewCourse(r, who, c, detail.Round); err != nil {
			return err
		}
		procedure, _ := s.Files.Procedure(c)
		page.Prechecks = prechecks(detail.Prechecks)
		page.Items = []ReviewItem{}
		for _, p := range detail.Points {
			item := reviewItem(p, procedure, who)
			if i := slices.IndexFunc(detail.Departures, func(d review.Departure) bool { return d.Item.ID == p.ID }); i >= 0 {
				left := departure(detail.Departures[i], who)
				item.Departure = &left
			}
			page.Items = append(page.Items, item)
		}
		return nil
	})
	if err != nil {
		return page, err
	}
	return page, s.addDiffs(ctx, page.Changes)
}

func reviewItem(p review.Point, procedure *rulebook.Procedure, who *names) ReviewItem {
	out := ReviewItem{ID: p.ID, Heading: p.Heading, Question: p.Question, LookAt: p.LookAt, Tip: p.Tip, Article: p.Article, Class: p.Class, Papers: append([]string{}, p.Papers...),
		Machine: Machine{Result: string(p.Machine.Verdict), Because: because(p.Machine.Seen), Missing: []MissingField{}},
		Finding: p.Finding.Finding, Remark: p.Remark, Proofs: citationsOf(p.Proofs), By: who.maybe(p.By), At: p.At, Carried: p.Carried}
	if !p.Checked && p.Machine.Verdict != rulebook.NotApplicable {
		out.Machine.Result = "none"
	}
	for _, name := range p.Machine.Missing {
		field, _ := procedure.Field(name)
		out.Machine.Missing = append(out.Machine.Missing, MissingField{name, field.Label})
	}
	return out
}

func (s *Server) reviewRoutes() {
	handle(s, http.MethodGet, "/api/reviews", account.ReadInternal, "Reviews, the open ones that are due soonest first", func(ctx context.Context, actor account.Person, in *reviewQuery) (Reviews, error) {
		reviewer := ""
		if in.Mine {
			reviewer = actor.ID
		}
		out := Reviews{[]ReviewRow{}}
		s.Files.StandReady(ctx)
		rounds, err := s.Desk.List(ctx, in.Open, reviewer)
		if err != nil {
			return out, err
		}
		return out, s.Store.View(ctx, func(r *store.Reader) error {
			who := namesFrom(r)
			if in.Case != "" {
				if rounds, err = review.RoundsOf(r, in.Case); err != nil {
					return err
				}
			}
			for _, round := range rounds {
				row, err := s.reviewRow(r, who, round)
				if err != nil {
					return err
				}
				out.Reviews = append(out.Reviews, row)
			}
			return nil
		})
	})
	handle(s, http.MethodPost, "/api/cases/{id}/reviews", account.SubmitReview, "Send a case to legal review", func(ctx context.Context, actor account.Person, in *about[submission]) (Review, error) {
		without := []review.Omission{}
		for _, o := range in.Body.Without {
			without = append(without, review.Omission(o))
		}
		round, err := s.Desk.Submit(ctx, actor, in.ID, in.Body.Note, without...)
		if err != nil {
			return Review{}, err
		}
		return s.reviewPage(ctx, round.ID)
	})
	handle(s, http.MethodGet, "/api/reviews/{id}", account.ReadInternal, "A round of review; prechecks=none leaves out what the machine finds in the papers", func(ctx context.Context, _ account.Person, in *roundQuery) (Review, error) {
		if in.Prechecks == "none" {
			return s.reviewPageOf(ctx, in.ID, s.Desk.Early)
		}
		return s.reviewPage(ctx, in.ID)
	})
	change(s, "/api/reviews/{id}/assignment", account.AssignReview, "Name the reviewer", func(ctx context.Context, actor account.Person, id string, in assignment) error {
		return s.Desk.Assign(ctx, actor, id, in.Reviewer)
	})
	change(s, "/api/reviews/{id}/return", account.JudgeReview, "Send a submission back for missing material", func(ctx context.Context, actor account.Person, id string, in reason) error {
		return s.Desk.Return(ctx, actor, id, in.Reason)
	})
	change(s, "/api/reviews/{id}/opinion", account.JudgeReview, "Propose an opinion", func(ctx context.Context, actor account.Person, id string, in opinionOrder) error {
		return s.Desk.Propose(ctx, actor, id, in.Code, in.Text)
	})
	change(s, "/api/reviews/{id}/signature", account.SignReview, "Sign the proposed opinion: it is issued", func(ctx context.Context, actor account.Person, id string, _ nothing) error {
		return s.Desk.Sign(ctx, actor, id)
	})
	handle(s, http.MethodPut, "/api/reviews/{id}/items/{item}", account.JudgeReview, "Record a finding on a point", s.judge)
}

// change registers a change of a round, which answers with the round as it is then.
func change[B any](s *Server, path string, need account.Permission, summary string, run func(ctx context.Context, actor account.Person, id string, in B) error) {
	handle(s, http.MethodPost, path, need, summary, func(ctx context.Context, actor account.Person, in *about[B]) (Review, error) {
		if err := run(ctx, actor, in.ID, in.Body); err != nil {
			return Review{}, err
		}
		return s.reviewPage(ctx, in.ID)
	})
}

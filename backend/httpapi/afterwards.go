package httpapi

import (
	"context"
	"net/http"

	"zhiheng/backend/account"
	"zhiheng/backend/disclosure"
	"zhiheng/backend/fault"
)

// Afterwards is what has become of a disclosure since it was published.
type Afterwards struct {
	Places     []PublicPlace       `json:"places"`
	Forms      []PlaceForm         `json:"forms" doc:"in which destinations may want the report"`
	Requests   []CorrectionRequest `json:"requests"`
	Versions   []PublicVersion     `json:"versions"`
	Record     string              `json:"record" doc:"SHA-256 of the public record"`
	Correction string              `json:"correction" doc:"what is being corrected"`
	Dues       []PlaceDue          `json:"dues" doc:"by when it must be public, by destination"`
	Terms      []PublicTerm        `json:"terms" doc:"how long it stays public, by destination"`
	Consulted  []Consultation      `json:"consulted"`
	Assessed   []Assessment        `json:"assessed"`
	Ended      string              `json:"ended" enum:",withdrawn,expired,repaired"`
	EndedOn    string              `json:"ended_on"`
}

// PublicPlace is a destination of a published decision.
type PublicPlace struct {
	Destination   string        `json:"destination"`
	Label         fault.Text    `json:"label"`
	Address       string        `json:"address"`
	UploadedAt    string        `json:"uploaded_at"`
	UploadedBy    *Ref          `json:"uploaded_by,omitempty"`
	Note          string        `json:"note"`
	Picture       string        `json:"picture" doc:"SHA-256"`
	RecallAddress string        `json:"recall_address"`
	RecalledAt    string        `json:"recalled_at"`
	RecalledBy    *Ref          `json:"recalled_by,omitempty"`
	RecallNote    string        `json:"recall_note"`
	RecallPicture string        `json:"recall_picture" doc:"SHA-256"`
	Answers       []PlaceAnswer `json:"answers"`
	DueOn         string        `json:"due_on"`
	Period        string        `json:"period" doc:"of the rulebook"`
}

// PlaceDue is by when a decision must be public at a destination.
type PlaceDue struct {
	Destination string     `json:"destination"`
	Label       fault.Text `json:"label"`
	Period      string     `json:"period"`
	DueOn       string     `json:"due_on"`
}

// PublicTerm says how long a decision stays public at a destination, by which rule and class, and from when its repair may be
// asked for.
type PublicTerm struct {
	Destination string     `json:"destination"`
	Place       fault.Text `json:"place"`
	Rule        string     `json:"rule"`
	Label       fault.Text `json:"label"`
	Note        fault.Text `json:"note"`
	StartsOn    string     `json:"starts_on"`
	RepairFrom  string     `json:"repair_from"`
	EndsOn      string     `json:"ends_on"`
}

// Consultation is the asking of a third party about a publication.
type Consultation struct {
	N          int    `json:"n"`
	Whom       string `json:"whom"`
	About      string `json:"about"`
	AskedOn    string `json:"asked_on"`
	DueOn      string `json:"due_on"`
	AnsweredOn string `json:"answered_on"`
	Agreed     bool   `json:"agreed"`
	Opinion    string `json:"opinion"`
}

// Assessment is what somebody found on looking at the impact of a publication, or at whether something must still be withheld.
type Assessment struct {
	N         int    `json:"n"`
	Kind      string `json:"kind" enum:"impact,withheld"`
	On        string `json:"on"`
	By        Ref    `json:"by"`
	Purpose   string `json:"purpose"`
	Risks     string `json:"risks"`
	Measures  string `json:"measures"`
	Passed    bool   `json:"passed"`
	KeepUntil string `json:"keep_until"`
	NextOn    string `json:"next_on"`
}

type consultationDraft struct {
	Whom  string `json:"whom" maxLength:"200"`
	About string `json:"about" maxLength:"2000"`
	On    string `json:"on" maxLength:"10"`
}

type consultationAnswer struct {
	N       int    `json:"n"`
	Agreed  bool   `json:"agreed"`
	Opinion string `json:"opinion,omitempty" maxLength:"2000"`
	On      string `json:"on" maxLength:"10"`
}

type assessmentDraft struct {
	Kind     string `json:"kind" enum:"impact,withheld"`
	Purpose  string `json:"purpose" maxLength:"4000"`
	Risks    string `json:"risks,omitempty" maxLength:"4000"`
	Measures string `json:"measures,omitempty" maxLength:"4000"`
	Passed   bool   `json:"passed"`
}

// PlaceForm is a form of report of the rulebook, and the destinations that ask for it.
type PlaceForm struct {
	ID           string     `json:"id"`
	Label        fault.Text `json:"label"`
	Destinations []string   `json:"destinations"`
}

// PlaceAnswer is what a receiver said of a row.
type PlaceAnswer struct {
	AnsweredOn string `json:"answered_on"`
	Accepted   bool   `json:"accepted"`
	Field      string `json:"field"`
	Reason     string `json:"reason"`
}

// CorrectionRequest is somebody's request to correct what is public.
type CorrectionRequest struct {
	N         int    `json:"n"`
	Asker     string `json:"asker"`
	GotOn     string `json:"got_on"`
	DueOn     string `json:"due_on"`
	What      string `json:"what"`
	DecidedOn string `json:"decided_on"`
	Granted   bool   `json:"granted"`
	Reason    string `json:"reason"`
}

// PublicVersion is a record that was public until it was corrected.
type PublicVersion struct {
	N          int    `json:"n"`
	SHA256     string `json:"sha256"`
	ShownAt    string `json:"shown_at"`
	Folder     string `json:"folder"`
	ReplacedAt string `json:"replaced_at"`
	Correction string `json:"correction"`
}

// FirstPass counts the rows that receivers have answered, and those among them that were accepted at once.
type FirstPass struct {
	Answered int `json:"answered"`
	Accepted int `json:"accepted"`
}

type handlingOrder struct {
	Destination string `json:"destination" maxLength:"20"`
	Address     string `json:"address,omitempty" maxLength:"1000"`
	At          string `json:"at,omitempty" maxLength:"40" doc:"RFC 3339; else now"`
	Note        string `json:"note,omitempty" maxLength:"2000"`
}

type answerOrder struct {
	Destination string `json:"destination" maxLength:"20"`
	Accepted    bool   `json:"accepted"`
	Field       string `json:"field,omitempty" maxLength:"40"`
	Reason      string `json:"reason,omitempty" maxLength:"2000"`
}

type takeDownOrder struct {
	End    string `json:"end" enum:"expired,repaired"`
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

type requestOrder struct {
	Asker string `json:"asker" maxLength:"200"`
	What  string `json:"what" maxLength:"2000"`
	GotOn string `json:"got_on" maxLength:"10"`
}

type requestAnswer struct {
	N       int    `json:"n"`
	Granted bool   `json:"granted"`
	Reason  string `json:"reason" maxLength:"2000"`
}

func (s *Server) afterwards(d disclosure.Detail, who *names) Afterwards {
	out := Afterwards{Places: []PublicPlace{}, Forms: []PlaceForm{}, Requests: []CorrectionRequest{}, Versions: []PublicVersion{}, Record: d.Record, Correction: d.Correction,
		Dues: []PlaceDue{}, Terms: []PublicTerm{}, Consulted: []Consultation{}, Assessed: []Assessment{},
		Ended: string(d.Ended), EndedOn: d.EndedOn}
	labels := map[string]fault.Text{}
	for _, code := range s.Files.Rules.Current().Table("destination") {
		labels[code.ID] = code.Label
	}
	for _, p := range d.Places {
		place := PublicPlace{Destination: p.Destination, Label: labels[p.Destination], Address: p.Address, UploadedAt: p.UploadedAt, UploadedBy: who.maybe(p.UploadedBy), Note: p.Note, Picture: p.Picture,
			RecallAddress: p.RecallAddress, RecalledAt: p.RecalledAt, RecalledBy: who.maybe(p.RecalledBy), RecallNote: p.RecallNote, RecallPicture: p.RecallPicture, Answers: []PlaceAnswer{}, DueOn: p.DueOn, Period: p.Period}
		for _, a := range p.Answers {
			place.Answers = append(place.Answers, PlaceAnswer{a.AnsweredOn, a.Accepted, a.Field, a.Reason})
		}
		out.Places = append(out.Places, place)
	}
	for _, due := range d.Dues {
		out.Dues = append(out.Dues, PlaceDue{due.Destination, labels[due.Destination], due.Period, due.DueOn})
	}
	for _, t := range d.Terms {
		out.Terms = append(out.Terms, PublicTerm{t.Destination, labels[t.Destination], t.Rule, t.Label, t.Note, t.StartsOn, t.RepairFrom, t.EndsOn})
	}
	for _, c := range d.Consultations {
		out.Consulted = append(out.Consulted, Consultation(c))
	}
	for _, a := range d.Assessments {
		out.Assessed = append(out.Assessed, Assessment{a.N, a.Kind, a.On, who.of(a.By), a.Purpose, a.Risks, a.Measures, a.Passed, a.KeepUntil, a.NextOn})
	}
	for _, r := range d.Requests {
		out.Requests = append(out.Requests, CorrectionRequest(r))
	}
	for _, f := range d.Forms {
		out.Forms = append(out.Forms, PlaceForm(f))
	}
	for _, v := range d.Versions {
		out.Versions = append(out.Versions, PublicVersion(v))
	}
	return out
}

// afterRoutes are the routes of what happens after publication.
func (s *Server) afterRoutes(mux *http.ServeMux) {
	desk := s.Disclosure
	disclose(s, http.MethodPost, "correction", account.PublishDisclosure, "Begin to correct what is public", func(ctx context.Context, actor account.Person, id string, in reason) error {
		return desk.Correct(ctx, actor, id, in.Reason)
	})
	disclose(s, http.MethodPost, "taking-down", account.PublishDisclosure, "Take down what has run out, or whose party has mended its credit", func(ctx context.Context, actor account.Person, id string, in takeDownOrder) error {
		return desk.TakeDown(ctx, actor, id, disclosure.End(in.End), in.Reason)
	})
	disclose(s, http.MethodPost, "uploads", account.PublishDisclosure, "Note where and when it was published", func(ctx context.Context, actor account.Person, id string, in handlingOrder) error {
		return desk.Uploaded(ctx, actor, id, disclosure.Handling(in))
	})
	disclose(s, http.MethodPost, "recalls", account.PublishDisclosure, "Note that it was taken away from a destination", func(ctx context.Context, actor account.Person, id string, in handlingOrder) error {
		return desk.Recall(ctx, actor, id, disclosure.Handling(in))
	})
	disclose(s, http.MethodPost, "answers", account.PublishDisclosure, "Note what the receiver of a row answered", func(ctx context.Context, actor account.Person, id string, in answerOrder) error {
		return desk.Answered(ctx, actor, id, disclosure.Answer{Destination: in.Destination, Accepted: in.Accepted, Field: in.Field, Reason: in.Reason})
	})
	disclose(s, http.MethodPost, "requests", account.PublishDisclosure, "Enter a request to correct what is public", func(ctx context.Context, actor account.Person, id string, in requestOrder) error {
		return desk.AskCorrection(ctx, actor, id, in.Asker, in.What, in.GotOn)
	})
	disclose(s, http.MethodPost, "request-answers", account.ApproveDisclosure, "Answer a request to correct what is public", func(ctx context.Context, actor account.Person, id string, in requestAnswer) error {
		return desk.DecideCorrection(ctx, actor, id, in.N, in.Granted, in.Reason)
	})
	disclose(s, http.MethodPost, "consultations", account.PrepareDisclosure, "Enter that a third party was asked", func(ctx context.Context, actor account.Person, id string, in consultationDraft) error {
		return desk.Consult(ctx, actor, id, in.Whom, in.About, in.On)
	})
	disclose(s, http.MethodPost, "consultation-answers", account.PrepareDisclosure, "Enter what a third party said", func(ctx context.Context, actor account.Person, id string, in consultationAnswer) error {
		return desk.AnswerConsultation(ctx, actor, id, in.N, in.Agreed, in.Opinion, in.On)
	})
	disclose(s, http.MethodPost, "assessments", account.PrepareDisclosure, "Enter an assessment", func(ctx context.Context, actor account.Person, id string, in assessmentDraft) error {
		return desk.Assess(ctx, actor, id, disclosure.AssessmentInput(in))
	})
	s.raw(mux, http.MethodPut, "/api/disclosures/{id}/pictures/{destination}", account.PublishDisclosure, "Keep a picture of a destination; ?name= names the file, ?recall=true says that it shows it gone", "application/octet-stream", s.picture)
	s.raw(mux, http.MethodPost, "/api/disclosures/{id}/full-rows/{destination}", account.PublishDisclosure, "Hand out the full row, with what is never published; ?form= puts it into a form of the rulebook, ?csv=true into a CSV file; noted in the ledger", "application/octet-stream", s.fullRow)
}

// mostPicture is the size past which a picture is not taken, in bytes.
const mostPicture = 20 << 20

func (s *Server) picture(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	query := r.URL.Query()
	return s.Disclosure.Picture(r.Context(), actor, r.PathValue("id"), r.PathValue("destination"), query.Get("name"), query.Get("recall") == "true", http.MaxBytesReader(w, r.Body, mostPicture))
}

func (s *Server) fullRow(w http.ResponseWriter, r *http.Request, actor account.Person) error {
	id, destination, query := r.PathValue("id"), r.PathValue("destination"), r.URL.Query()
	name, content, err := "", []byte(nil), error(nil)
	if form := query.Get("form"); form != "" {
		name, content, err = s.Disclosure.ExportForm(r.Context(), actor, []string{id}, destination, form, query.Get("csv") == "true")
	} else {
		name, content, err = s.Disclosure.ExportRow(r.Context(), actor, id, destination)
	}
	if err != nil {
		return err
	}
	handOut(w, name, content)
	return nil
}

package disclosure

import (
	"slices"

	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Place is one destination of a published decision: where it can be seen, when it was put there, what the receiver answered,
// and the proof that it is gone when it had to go. Instants are RFC 3339 or empty; pictures are SHA-256 of originals.
type Place struct {
	Destination   string   `json:"destination"`
	Address       string   `json:"address"`
	UploadedAt    string   `json:"uploaded_at"`
	UploadedBy    string   `json:"uploaded_by"`
	Note          string   `json:"note"`
	Picture       string   `json:"picture"`
	RecallAddress string   `json:"recall_address"`
	RecalledAt    string   `json:"recalled_at"`
	RecalledBy    string   `json:"recalled_by"`
	RecallNote    string   `json:"recall_note"`
	RecallPicture string   `json:"recall_picture"`
	Answers       []Answer `json:"answers"`
	DueOn         string   `json:"due_on"` // by its own period, or else by that of the decision
	Period        string   `json:"period"` // of the rulebook
}

// Answer is what a receiver said of a row. Field is the code of the column it found fault with, or empty.
type Answer struct {
	Destination string `json:"destination"`
	N           int    `json:"n"`
	AnsweredOn  string `json:"answered_on"`
	Accepted    bool   `json:"accepted"`
	Field       string `json:"field"`
	Reason      string `json:"reason"`
}

// Request is somebody's request to correct what is public. DecidedOn is empty while it is open.
type Request struct {
	N         int    `json:"n"`
	Asker     string `json:"asker"`
	GotOn     string `json:"got_on"`
	DueOn     string `json:"due_on"`
	What      string `json:"what"`
	DecidedOn string `json:"decided_on"`
	Granted   bool   `json:"granted"`
	Reason    string `json:"reason"`
}

// Version is a record that was public until it was corrected.
type Version struct {
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

// PlacesOf lists the destinations of a disclosure with their answers.
func PlacesOf(from store.Source, id string) ([]Place, error) {
	places, err := store.All[Place](from, queries.Get("places"), id)
	if err != nil {
		return nil, err
	}
	answers, err := store.All[Answer](from, queries.Get("answers"), id)
	for i := range places {
		places[i].Answers = slices.DeleteFunc(slices.Clone(answers), func(a Answer) bool { return a.Destination != places[i].Destination })
	}
	return places, err
}

// RequestsOf lists the requests to correct a disclosure, the earliest first.
func RequestsOf(from store.Source, id string) ([]Request, error) {
	return store.All[Request](from, queries.Get("requests"), id)
}

// VersionsOf lists what was public before, the earliest first.
func VersionsOf(from store.Source, id string) ([]Version, error) {
	return store.All[Version](from, queries.Get("versions"), id)
}

type requested struct {
	ID      string `json:"id"`
	Request int    `json:"request"`
	Asker   string `json:"asker"`
	GotOn   string `json:"got_on"`
	DueOn   string `json:"due_on"`
	What    string `json:"what"`
}

func applyRequested(t *store.Tables, e store.Event, d requested) error {
	if err := expect(t, e, d.ID, Published); err != nil {
		return err
	}
	return t.Exec(queries.Get("request_insert"), d.ID, d.Request, d.Asker, d.GotOn, d.DueOn, d.What)
}

type requestDecided struct {
	ID      string `json:"id"`
	Request int    `json:"request"`
	Granted bool   `json:"granted"`
	Reason  string `json:"reason"`
}

func applyDecided(t *store.Tables, e store.Event, d requestDecided) error {
	return t.Exec(queries.Get("request_decided"), e.Day(), d.Granted, d.Reason, d.ID, d.Request)
}

func applyCorrection(t *store.Tables, e store.Event, d reasoned) error {
	if err := expect(t, e, d.ID, Published); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_correction"), d.Reason, e.Seq, d.ID)
}

func applyWithdrawn(t *store.Tables, e store.Event, d reasoned) error {
	if err := public(t, e, d.ID); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_ended"), string(Withdrawn), string(EndWithdrawn), e.Day(), d.Reason, e.Seq, d.ID)
}

type takenDown struct {
	ID     string `json:"id"`
	End    End    `json:"end"`
	Reason string `json:"reason"`
}

func applyTakenDown(t *store.Tables, e store.Event, d takenDown) error {
	if err := public(t, e, d.ID); err != nil {
		return err
	}
	return t.Exec(queries.Get("item_ended"), string(TakenDown), string(d.End), e.Day(), d.Reason, e.Seq, d.ID)
}

// public refuses an event about a disclosure of which nothing can be seen: one that is being corrected still can.
func public(t *store.Tables, e store.Event, id string) error {
	i, err := ItemOf(t, id)
	if err == nil && i.Case == e.Subject && i.correcting() {
		return nil
	}
	return expect(t, e, id, Published)
}

// correcting tells whether a disclosure is public in its first text while another is prepared.
func (i Item) correcting() bool {
	return i.Replaces != "" && slices.Contains([]State{Masking, Checking, Approved}, i.State)
}

// handled is what somebody did at a destination: put the decision there, or took it away.
type handled struct {
	ID          string `json:"id"`
	Destination string `json:"destination"`
	Address     string `json:"address"`
	At          string `json:"at"` // RFC 3339
	Note        string `json:"note,omitempty"`
}

func applyUploaded(t *store.Tables, e store.Event, d handled) error {
	return onPlace(t, "place_uploaded", d.Address, d.At, e.Actor, d.Note, d.ID, d.Destination)
}

func applyRecalled(t *store.Tables, e store.Event, d handled) error {
	return onPlace(t, "place_recalled", d.Address, d.At, e.Actor, d.Note, d.ID, d.Destination)
}

// onPlace changes one destination, which must be there.
func onPlace(t *store.Tables, query string, args ...any) error {
	rows, err := t.Change(queries.Get(query), args...)
	if err == nil && rows != 1 {
		err = noPlace()
	}
	return err
}

func noPlace() error {
	return fault.New(fault.NotFound, "disclosure.place", fault.T("本件不在这个渠道公示", "this decision is not published at that destination"))
}

type answered struct {
	ID          string `json:"id"`
	Destination string `json:"destination"`
	On          string `json:"on"`
	Accepted    bool   `json:"accepted"`
	Field       string `json:"field,omitempty"`
	Reason      string `json:"reason,omitempty"`
}

func applyAnswered(t *store.Tables, _ store.Event, d answered) error {
	return t.Exec(queries.Get("answer_insert"), d.ID, d.Destination, d.On, d.Accepted, d.Field, d.Reason)
}

// pictured is a picture of what was to be seen at a destination, or of its being gone.
type pictured struct {
	ID          string `json:"id"`
	Destination string `json:"destination"`
	Recall      bool   `json:"recall,omitempty"`
	File        File   `json:"file"`
}

func applyPictured(t *store.Tables, e store.Event, d pictured) error {
	if err := t.Original(e, d.File.SHA256, d.File.SM3, d.File.Size); err != nil {
		return err
	}
	query := "place_picture"
	if d.Recall {
		query = "place_recall_picture"
	}
	return onPlace(t, query, d.File.SHA256, d.ID, d.Destination)
}

// rowExported says that somebody has taken the full row of a decision out of the office, for a destination that needs it.
type rowExported struct {
	ID          string `json:"id"`
	Destination string `json:"destination"`
	SHA256      string `json:"sha256"`
	Form        string `json:"form,omitempty"` // of the rulebook
}

func applyRowExported(*store.Tables, store.Event, rowExported) error { return nil }

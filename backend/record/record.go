// Package record is the full-process record (执法全过程记录) of a case in sound and picture: which events must be recorded and
// which were, the recordings with their devices, chapters and marks, what is missing and how it is explained, and who has
// seen or taken away an item. What was recorded is never altered: a still or a cut is a file of its own that names its parent.
package record

import (
	_ "embed"
	"time"

	"zhiheng/backend/casefile"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

//go:embed tables.sql
var tables string

//go:embed queries.sql
var queriesText string

var queries = store.ParseQueries(queriesText)

// Desk is the record of an open office.
type Desk struct {
	Files *casefile.Files
	Clock func() time.Time
	Film  Film // nil where pictures and loudness are not taken out of recordings
}

// Pillar is what the store needs to know of this package.
func Pillar() store.Pillar {
	byCase, named := store.Veil{Column: "case_id"}, store.Veil{Column: "case_id", Names: []string{"id"}}
	return store.Pillar{Name: "record", Tables: tables, Veils: map[string]store.Veil{
		"record_recording": named, "record_mark": {Column: "recording", Through: "record_recording", Names: []string{"id"}}, "record_explanation": named, "record_custody": byCase,
		"record_import": named, "record_import_file": {Column: "recording", Through: "record_recording"},
	}, Events: map[string]store.Apply{
		"record.device_registered":     store.On(applyDevice),
		"record.device_changed":        store.On(applyDevice),
		"record.import_started":        store.On(applyImportStarted),
		"record.import_paused":         importState("paused"),
		"record.import_resumed":        importState("receiving"),
		"record.import_finished":       importState("done"),
		"record.file_noted":            store.On(applyFileNoted),
		"record.received":              store.On(applyReceived),
		"record.described":             store.On(applyDescribed),
		"record.attached":              store.On(applyAttached),
		"record.marked":                store.On(applyMarked),
		"record.mark_removed":          store.On(applyMarkRemoved),
		"record.still_taken":           store.On(applyReceived),
		"record.explained":             store.On(applyExplained),
		"record.explanation_approved":  explanationState(Approved),
		"record.explanation_rejected":  explanationState(Rejected),
		"record.explanation_withdrawn": explanationState(Withdrawn),
		"record.handled":               store.On(applyHandled),
	}}
}

// Recording is a film, a sound recording or a picture of enforcement (音像记录). Case is empty as long as it is attached to
// none. What the file says of itself stands beside what people have said of it.
type Recording struct {
	ID         string `json:"id"`
	Case       string `json:"case_id"`
	Event      string `json:"event"` // id of the rulebook's table of what is recorded; empty if nobody has said
	Import     string `json:"import_id"`
	Path       string `json:"path"` // under which it came
	Media      string `json:"media"`
	Format     string `json:"format"`
	Codec      string `json:"codec"`
	Width      int    `json:"width"`
	Height     int    `json:"height"`
	FrameRate  string `json:"frame_rate"`
	DurationMs int64  `json:"duration_ms"`
	Created    string `json:"created"` // instant, as the file claims it
	SHA256     string `json:"sha256"`
	Size       int64  `json:"size"`
	Description
	Parent     string            `json:"parent"` // the recording that it was taken out of
	ParentMs   int64             `json:"parent_ms"`
	EditNote   string            `json:"edit_note"`
	Sources    map[string]string `json:"sources"` // where each of the first particulars came from: sidecar, name, folder, file
	ReceivedAt string            `json:"received_at"`
	ReceivedBy string            `json:"received_by"`
	AttachedAt string            `json:"attached_at"`
	AttachedBy string            `json:"attached_by"`
	Seq        int64             `json:"seq"` // of the last entry about it
}

// Description is what is said of a recording. Instants are RFC 3339, by the device's own clock; SkewSeconds is by how much
// that runs ahead, where somebody has told. ReturnedAt is when the officers were back, from which the time to hand in runs.
type Description struct {
	Device       string   `json:"device,omitempty"` // number
	Model        string   `json:"model,omitempty"`
	Operator     string   `json:"operator,omitempty"`
	OperatorCert string   `json:"operator_cert,omitempty"`
	Officers     []string `json:"officers,omitempty"`
	StartedAt    string   `json:"started_at,omitempty"`
	EndedAt      string   `json:"ended_at,omitempty"`
	SkewSeconds  *int     `json:"skew_seconds,omitempty"`
	ReturnedAt   string   `json:"returned_at,omitempty"`
	Place        string   `json:"place,omitempty"`
	Lat          string   `json:"lat,omitempty"`
	Lon          string   `json:"lon,omitempty"`
	Datum        string   `json:"datum,omitempty"` // WGS-84 or GCJ-02
	Summary      string   `json:"summary,omitempty"`
	MustShow     []string `json:"must_show,omitempty"` // of the code table recording_content
	Origin       string   `json:"origin,omitempty"`    // number of the card or the collection station
	Scope        string   `json:"scope,omitempty"`     // who may know
	Retention    string   `json:"retention,omitempty"` // id of the table of retention periods; empty for that of the event
}

// Film tells whether a recording has a length: it is no picture.
func (r Recording) Film() bool { return r.Kind() != "photo" }

// Kind is what sort of recording it is: video, audio or photo.
func (r Recording) Kind() string {
	switch {
	case len(r.Media) > 6 && r.Media[:6] == "video/":
		return "video"
	case len(r.Media) > 6 && r.Media[:6] == "audio/":
		return "audio"
	}
	return "photo"
}

// Of returns a recording; an unknown id is fault.NotFound.
func Of(from store.Source, id string) (Recording, error) {
	r, found, err := store.One[Recording](from, queries.Get("recording"), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "record.recording", fault.T("没有这条音像记录", "no such recording"))
	}
	return r, err
}

// OfCase lists the recordings of a case in the order in which they were made.
func OfCase(from store.Source, caseID string) ([]Recording, error) {
	return store.All[Recording](from, queries.Get("recordings_of_case"), caseID)
}

// Subjects lists the subjects of the entries about the record of a case, beside the case itself.
func Subjects(from store.Source, caseID string) ([]string, error) {
	return store.All[string](from, queries.Get("subjects_of_case"), caseID, caseID)
}

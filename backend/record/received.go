package record

import (
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// received is a recording as it came in; the subject is its id. A still carries its parent.
type received struct {
	Case       string            `json:"case_id,omitempty"`
	Event      string            `json:"event,omitempty"`
	Import     string            `json:"import_id,omitempty"`
	Path       string            `json:"path"`
	Media      string            `json:"media"`
	Format     string            `json:"format"`
	Codec      string            `json:"codec,omitempty"`
	Width      int               `json:"width,omitempty"`
	Height     int               `json:"height,omitempty"`
	FrameRate  string            `json:"frame_rate,omitempty"`
	DurationMs int64             `json:"duration_ms,omitempty"`
	Created    string            `json:"created,omitempty"`
	SHA256     string            `json:"sha256"`
	SM3        string            `json:"sm3,omitempty"`
	Size       int64             `json:"size"`
	Says       Description       `json:"says"`
	Parent     string            `json:"parent,omitempty"`
	ParentMs   int64             `json:"parent_ms,omitempty"`
	EditNote   string            `json:"edit_note,omitempty"`
	Sources    map[string]string `json:"sources,omitempty"`
	Marks      []markSet         `json:"marks,omitempty"` // that came with it, such as by a key of the recorder
}

func applyReceived(t *store.Tables, e store.Event, d received) error {
	if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
		return err
	}
	attachedAt, attachedBy := "", ""
	if d.Case != "" {
		attachedAt, attachedBy = e.Instant(), e.Actor
	}
	s := d.Says
	err := t.Exec(queries.Get("recording_insert"), e.Subject, d.Case, d.Event, d.Import, d.Path, d.Media, d.Format, d.Codec, d.Width, d.Height, d.FrameRate, d.DurationMs, d.Created, d.SHA256, d.Size,
		s.Device, s.Model, s.Operator, s.OperatorCert, store.JSON(listOf(s.Officers)), s.StartedAt, s.EndedAt, store.JSON(s.SkewSeconds), s.ReturnedAt, s.Place, s.Lat, s.Lon, s.Datum, s.Summary,
		store.JSON(listOf(s.MustShow)), s.Origin, s.Scope, s.Retention, d.Parent, d.ParentMs, d.EditNote, store.JSON(d.Sources), e.Instant(), e.Actor, attachedAt, attachedBy, e.Seq)
	if err != nil {
		return err
	}
	for _, m := range d.Marks {
		if err := t.Exec(queries.Get("mark_insert"), m.Mark, e.Subject, m.Chapter, m.FromMs, m.ToMs, m.Note, e.Instant(), e.Actor); err != nil {
			return err
		}
	}
	if d.Import != "" {
		return t.Exec(queries.Get("import_file_put"), d.Import, d.Path, d.Size, "done", e.Subject, "", "null")
	}
	return nil
}

// listOf is a list that is never null.
func listOf(list []string) []string { return append([]string{}, list...) }

func applyDescribed(t *store.Tables, e store.Event, s Description) error {
	return t.Exec(queries.Get("recording_describe"), s.Device, s.Model, s.Operator, s.OperatorCert, store.JSON(listOf(s.Officers)), s.StartedAt, s.EndedAt, store.JSON(s.SkewSeconds), s.ReturnedAt,
		s.Place, s.Lat, s.Lon, s.Datum, s.Summary, store.JSON(listOf(s.MustShow)), s.Origin, s.Scope, s.Retention, e.Seq, e.Subject)
}

// attached is a recording that becomes part of the record of a case, or, with an empty case, of none any more.
type attached struct {
	Case   string `json:"case_id"`
	Event  string `json:"event"`
	From   string `json:"from,omitempty"` // the case that it belonged to
	Reason string `json:"reason,omitempty"`
}

func applyAttached(t *store.Tables, e store.Event, d attached) error {
	return t.Exec(queries.Get("recording_attach"), d.Case, d.Event, e.Instant(), e.Actor, e.Seq, e.Subject)
}

type importStarted struct {
	Name       string `json:"name"`
	Folder     string `json:"folder,omitempty"`
	Case       string `json:"case_id,omitempty"`
	Origin     string `json:"origin,omitempty"`
	ReturnedAt string `json:"returned_at,omitempty"`
}

func applyImportStarted(t *store.Tables, e store.Event, d importStarted) error {
	return t.Exec(queries.Get("import_insert"), e.Subject, d.Name, d.Folder, d.Case, d.Origin, d.ReturnedAt, e.Instant(), e.Actor)
}

func importState(state string) store.Apply {
	return func(t *store.Tables, e store.Event) error {
		return t.Exec(queries.Get("import_state"), state, e.Subject)
	}
}

// fileNoted is a file of an import that became no recording: a side-car, which is kept, a duplicate, another kind of file, or
// one that could not be received. The subject is the import.
type fileNoted struct {
	Path      string      `json:"path"`
	Size      int64       `json:"size"`
	State     string      `json:"state"`
	Recording string      `json:"recording,omitempty"`
	SHA256    string      `json:"sha256,omitempty"`
	SM3       string      `json:"sm3,omitempty"`
	Reason    *fault.Text `json:"reason,omitempty"`
}

func applyFileNoted(t *store.Tables, e store.Event, d fileNoted) error {
	if d.SHA256 != "" {
		if err := t.Original(e, d.SHA256, d.SM3, d.Size); err != nil {
			return err
		}
	}
	return t.Exec(queries.Get("import_file_put"), e.Subject, d.Path, d.Size, d.State, d.Recording, d.SHA256, store.JSON(d.Reason))
}

package record

import (
	"context"
	"io"
	"maps"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/blob"
	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/ledger"
	"zhiheng/backend/store"
)

// formats are those of recordings.
var formats = map[string]bool{"mp4": true, "mov": true, "m4a": true, "avi": true, "mkv": true, "webm": true, "wav": true, "mp3": true, "ogg": true, "flac": true, "aac": true, "amr": true,
	"jpeg": true, "png": true, "heic": true, "webp": true, "bmp": true, "tiff": true}

// Receive takes in one file of an import. Its bytes go to the disk once and are hashed on the way; when Receive returns they
// are there under their name, and the entry about them too. A file that says something of recordings is kept as well, and
// should come before them.
func (k *Desk) Receive(ctx context.Context, actor account.Person, importID, name string, content io.Reader) error {
	const op = "record.receive"
	if name = casefile.CleanPath(name); name == "" {
		return fault.New(fault.Invalid, op, fault.T("文件没有可用的名称", "the file has no usable name")).WithField("path")
	}
	i, err := k.Import(ctx, importID)
	if err != nil {
		return err
	}
	if isSidecar(name) {
		return k.receiveSidecar(ctx, actor, i, name, content)
	}
	stored, err := k.Files.Blobs.Put(content)
	if err != nil {
		return err
	}
	read, err := k.Files.Reading.Read(ctx, k.Files.Blobs.Path(stored.SHA256), name)
	if err != nil {
		return err
	}
	if !formats[read.Media.Format] {
		return k.note(ctx, actor, i.ID, fileNoted{Path: name, Size: stored.Size, State: "other", SHA256: stored.SHA256, SM3: stored.SM3, Reason: &fault.Text{Zh: "不是音像记录：" + read.Media.Name.Zh, En: "no recording: " + read.Media.Name.En}})
	}
	beside, err := k.beside(i, name)
	if err != nil {
		return err
	}
	return k.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) error { return k.receive(tx, actor, i, name, stored, read, beside) })
}

func (k *Desk) receiveSidecar(ctx context.Context, actor account.Person, i Import, name string, content io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(content, largestSidecar+1))
	if err != nil {
		return fault.New(fault.Storage, "record.receive", fault.T("读取中断", "reading broke off")).WithCause(err)
	}
	said, err := sidecar(name, raw)
	if err != nil || len(said) == 0 {
		return k.note(ctx, actor, i.ID, fileNoted{Path: name, Size: int64(len(raw)), State: "other", Reason: &fault.Text{Zh: "没有读到记录信息", En: "it says nothing of recordings"}})
	}
	stored, err := k.Files.Blobs.Put(strings.NewReader(string(raw)))
	if err != nil {
		return err
	}
	return k.note(ctx, actor, i.ID, fileNoted{Path: name, Size: stored.Size, State: "sidecar", SHA256: stored.SHA256, SM3: stored.SM3})
}

// beside is what the side-cars of an import say of one of its files: one with its name, or a list in its folder or above.
func (k *Desk) beside(i Import, name string) (values, error) {
	said := values{}
	base := strings.ToLower(path.Base(name))
	for _, f := range i.Files {
		if f.State != "sidecar" || !within(path.Dir(f.Path), name) {
			continue
		}
		raw, err := k.sidecarText(f.SHA256)
		if err != nil {
			return nil, err
		}
		rows, err := sidecar(f.Path, raw)
		if err != nil {
			continue // it was read when it came; if it cannot be any more, verification says so
		}
		own := strings.ToLower(strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path)))
		switch row := rows[base]; {
		case row != nil:
			maps.Copy(said, row)
		case rows[""] != nil && (own == base || own == strings.TrimSuffix(base, strings.ToLower(path.Ext(base)))):
			maps.Copy(said, rows[""])
		}
	}
	return said, nil
}

// within tells whether a file lies in a folder or below it.
func within(folder, name string) bool { return folder == "." || strings.HasPrefix(name, folder+"/") }

func (k *Desk) sidecarText(sha string) ([]byte, error) {
	file, err := k.Files.Blobs.Open(sha)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, largestSidecar))
}

// receive records a file that is on the disk.
func (k *Desk) receive(tx *store.Tx, actor account.Person, i Import, name string, stored blob.Stored, read extract.Result, beside values) error {
	twin, known, err := store.One[string](tx, queries.Get("recording_by_hash"), stored.SHA256)
	if err != nil {
		return err
	}
	if known {
		_, err := tx.Record("record.file_noted", i.ID, fileNoted{Path: name, Size: stored.Size, State: "duplicate", Recording: twin})
		return err
	}
	id, err := tx.NewID("r")
	if err != nil {
		return err
	}
	d := received{Case: i.Case, Import: i.ID, Path: name, Media: read.Media.Mime, Format: read.Media.Format, Codec: read.Meta[extract.MetaCodec], Width: read.Width, Height: read.Height,
		FrameRate: read.Meta[extract.MetaFrameRate], DurationMs: read.DurationMs, Created: read.Meta[extract.MetaCreated], SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size, Sources: map[string]string{}}
	office, err := k.clues(tx)
	if err != nil {
		return err
	}
	said := k.merged(&d, i, beside, office.named(i.Name+"/"+name), fileValues(read))
	if d.Case == "" && said["case"] != "" {
		c, err := casefile.CaseOf(tx, said["case"])
		if err == nil && k.Files.MayWork(tx, actor, c) == nil { // else it waits to be attached
			d.Case = c.ID
		}
	}
	if event := office.event(said["event"]); event != "" && d.Case != "" {
		c, err := casefile.CaseOf(tx, d.Case)
		if err != nil {
			return err
		}
		if k.checkEvent(c, event) == nil {
			d.Event = event
		}
	}
	if dev, registered := office.devices[d.Says.Device]; registered && d.Says.Model == "" {
		d.Says.Model = dev.Model
	}
	_, err = tx.Record("record.received", id, d)
	return err
}

// clues gathers what the names of files are read by.
func (k *Desk) clues(from store.Source) (out clues, err error) {
	out = clues{devices: map[string]Device{}, book: k.Files.Rules.Current()}
	devices, err := DevicesOf(from)
	for _, d := range devices {
		out.devices[d.No] = d
	}
	if err == nil {
		out.people, err = account.PeopleOf(from)
	}
	return out, err
}

// fileValues is what a file says of itself. A file without a clock of its own says nothing of when.
func fileValues(read extract.Result) values {
	v := values{}
	if at, err := readInstant(read.Meta[extract.MetaCreated]); err == nil && at.Year() > 2000 {
		v["started_at"] = at.Format(time.RFC3339)
	}
	if model := strings.TrimSpace(read.Meta[extract.MetaMaker] + " " + read.Meta[extract.MetaModel]); model != "" {
		v["model"] = model
	}
	if lat, lon := read.Meta[extract.MetaLatitude], read.Meta[extract.MetaLongitude]; lat != "" && lon != "" {
		v["lat"], v["lon"], v["datum"] = lat, lon, "WGS-84"
	}
	return v
}

// merged fills in what is said of a recording, each from the best that says it: the side-car, the name, the file itself.
func (k *Desk) merged(d *received, i Import, beside, name, file values) values {
	said := values{}
	for _, source := range []struct {
		name string
		says values
	}{{"file", file}, {"name", name}, {"sidecar", beside}} {
		for field, value := range source.says {
			if strings.HasSuffix(field, "_at") {
				at, err := readInstant(value)
				if err != nil {
					continue
				}
				value = at.Format(time.RFC3339)
			}
			said[field], d.Sources[field] = value, source.name
		}
	}
	s := &d.Says
	for field, into := range map[string]*string{"device": &s.Device, "model": &s.Model, "operator": &s.Operator, "operator_cert": &s.OperatorCert, "started_at": &s.StartedAt, "ended_at": &s.EndedAt,
		"returned_at": &s.ReturnedAt, "place": &s.Place, "lat": &s.Lat, "lon": &s.Lon, "datum": &s.Datum, "origin": &s.Origin, "scope": &s.Scope} {
		*into = cut(said[field], 200)
	}
	s.Summary = cut(said["summary"], longestSummary)
	s.Officers = unique(strings.FieldsFunc(said["officers"], func(r rune) bool { return strings.ContainsRune("、,，;；/ ", r) }))
	if len(s.Officers) == 0 && s.Operator != "" {
		s.Officers = []string{s.Operator}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(said["skew_seconds"], "秒")); err == nil {
		s.SkewSeconds = &n
	}
	if s.Origin == "" {
		s.Origin = i.Origin
	}
	if s.ReturnedAt == "" {
		s.ReturnedAt = i.ReturnedAt
	}
	if s.EndedAt == "" && s.StartedAt != "" && d.DurationMs > 0 {
		if from, err := time.Parse(time.RFC3339, s.StartedAt); err == nil {
			s.EndedAt = from.Add(time.Duration(d.DurationMs) * time.Millisecond).In(ledger.Zone).Format(time.RFC3339)
		}
	}
	return said
}

// cut is the beginning of a text, in characters.
func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// File opens the bytes of a recording, for reading from any place.
func (k *Desk) File(r Recording) (*os.File, error) { return k.Files.Blobs.Open(r.SHA256) }

package record

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"zhiheng/backend/account"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// Film takes pictures and loudness out of recordings. [extract.Film] is one.
type Film interface {
	Ready(ctx context.Context) (program string, err error)
	Frame(ctx context.Context, path, format string, atMs int64, width int) ([]byte, error)
	Loudness(ctx context.Context, path, format string, durationMs int64, spans int, progress func(doneMs int64)) ([]byte, error)
}

const (
	frameCount  = 24  // pictures of a contact sheet
	frameWidth  = 240 // of each, in pixels
	loudSpans   = 1200
	framesShare = 70 // of a hundred parts of the work
)

// Glance is a recording seen at once: pictures over its length, and how loud it is. State is "made", "none" (nothing has been
// made yet) or "unavailable" (Reason says why). Frames are the moments of the pictures, in milliseconds; a picture that could
// not be had is left out. Loudness has one value of 0 to 255 for each of its equal spans.
type Glance struct {
	State    string      `json:"state"`
	Frames   []int64     `json:"frames"`
	Loudness []int       `json:"loudness"`
	Reason   *fault.Text `json:"reason,omitempty"`
	Program  string      `json:"program"`
}

func glanceKey(sha string) string            { return "glance/" + sha }
func frameKey(sha string, atMs int64) string { return fmt.Sprintf("frame/%s/%d", sha, atMs) }
func duration(ms int64) time.Duration        { return time.Duration(ms) * time.Millisecond }
func (k *Desk) place(r Recording) string     { return k.Files.Blobs.Path(r.SHA256) }
func (k *Desk) canLook(ctx context.Context) error {
	if k.Film == nil {
		return fault.New(fault.Unavailable, "record.glance", fault.T("没有生成画面概览的程序", "there is no program that makes overviews"))
	}
	_, err := k.Film.Ready(ctx)
	return err
}

// Glance returns what has been made of a recording. A sound recording of plain samples is made on the spot.
func (k *Desk) Glance(ctx context.Context, r Recording) (g Glance, err error) {
	g = Glance{State: "none", Frames: []int64{}, Loudness: []int{}}
	raw, there, err := k.Files.Cache.Get(ctx, glanceKey(r.SHA256))
	if err == nil && there {
		err = json.Unmarshal(raw, &g)
	}
	if err != nil || g.State != "none" {
		return g, err
	}
	if r.Kind() == "audio" {
		if loud, ok := k.plainSound(r); ok {
			g.State, g.Loudness = "made", loud
			return g, k.keepGlance(ctx, r, g)
		}
	}
	if err := k.canLook(ctx); err != nil {
		e := fault.As(err)
		reason := fault.T(e.Message.Zh+"。"+e.Hint.Zh, e.Message.En+". "+e.Hint.En)
		g.State, g.Reason = "unavailable", &reason
	}
	return g, nil
}

func (k *Desk) plainSound(r Recording) (loud []int, ok bool) {
	file, err := k.File(r)
	if err != nil {
		return nil, false
	}
	defer file.Close()
	peaks, ok := extract.SoundLoudness(file, r.Size, loudSpans)
	return numbers(peaks), ok
}

func numbers(b []byte) []int {
	out := make([]int, len(b))
	for i, v := range b {
		out[i] = int(v)
	}
	return out
}

func (k *Desk) keepGlance(ctx context.Context, r Recording, g Glance) error {
	raw, err := json.Marshal(g)
	if err != nil {
		return fault.Wrap("record.glance", err)
	}
	return k.Files.Cache.Put(ctx, glanceKey(r.SHA256), raw)
}

// MakeGlance takes pictures and loudness out of a recording, which may take a minute or two. Progress goes from 0 to 100.
func (k *Desk) MakeGlance(ctx context.Context, id string, progress func(percent int)) error {
	r, err := k.Recording(ctx, id)
	if err != nil {
		return err
	}
	if err := k.canLook(ctx); err != nil {
		return err
	}
	g := Glance{State: "made", Frames: []int64{}, Loudness: []int{}}
	if g.Program, err = k.Film.Ready(ctx); err != nil {
		return err
	}
	if r.Kind() == "video" {
		for i := range frameCount {
			at := r.DurationMs * (2*int64(i) + 1) / (2 * frameCount)
			picture, err := k.Film.Frame(ctx, k.place(r), r.Format, at, frameWidth)
			if fault.KindOf(err) == fault.Cancelled {
				return err
			}
			if err == nil {
				if err := k.Files.Cache.Put(ctx, frameKey(r.SHA256, at), picture); err != nil {
					return err
				}
				g.Frames = append(g.Frames, at)
			}
			progress((i + 1) * framesShare / frameCount)
		}
	}
	loud, err := k.Film.Loudness(ctx, k.place(r), r.Format, r.DurationMs, loudSpans, func(doneMs int64) {
		progress(framesShare + int(min(doneMs*(100-framesShare)/max(r.DurationMs, 1), 100-framesShare)))
	})
	if fault.KindOf(err) == fault.Cancelled {
		return err
	}
	if err == nil && !bytes.Equal(loud, make([]byte, len(loud))) {
		g.Loudness = numbers(loud)
	}
	if len(g.Frames) == 0 && len(g.Loudness) == 0 && err != nil {
		return err
	}
	return k.keepGlance(ctx, r, g)
}

// Frame is a picture of a recording's contact sheet.
func (k *Desk) Frame(ctx context.Context, id string, atMs int64) ([]byte, error) {
	r, err := k.Recording(ctx, id)
	if err != nil {
		return nil, err
	}
	picture, there, err := k.Files.Cache.Get(ctx, frameKey(r.SHA256, atMs))
	if err == nil && !there {
		err = fault.New(fault.NotFound, "record.frame", fault.T("没有这一画面", "no such picture"))
	}
	return picture, err
}

// Recording returns a recording; an unknown id is fault.NotFound.
func (k *Desk) Recording(ctx context.Context, id string) (r Recording, err error) {
	err = k.Files.Store.View(ctx, func(from *store.Reader) (err error) {
		r, err = Of(from, id)
		return err
	})
	return r, err
}

// mayLook refuses who may not work on a recording before the costly part of the work.
func (k *Desk) mayLook(ctx context.Context, actor account.Person, id string) (r Recording, err error) {
	err = k.Files.Store.View(ctx, func(from *store.Reader) error {
		if r, err = Of(from, id); err != nil {
			return err
		}
		return k.MayWorkOn(from, actor, r.Case)
	})
	return r, err
}

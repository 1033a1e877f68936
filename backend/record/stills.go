package record

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // what a still may be
	_ "image/png"
	"path"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/store"
)

// largestStill is the most that a still may hold, in bytes.
const largestStill = 24 << 20

// TakeStill keeps a picture of a film at a moment as evidence: a recording of its own that names its parent, which stays as it
// is. Without a picture the program takes it itself, which needs FFmpeg; a picture that the screen took is noted as such.
func (k *Desk) TakeStill(ctx context.Context, actor account.Person, id string, atMs int64, picture []byte, note string) (out Recording, err error) {
	const op = "record.still"
	r, err := k.mayLook(ctx, actor, id)
	if err != nil {
		return out, err
	}
	if r.Kind() != "video" {
		return out, fault.New(fault.Invalid, op, fault.T("只能从录像中截图", "stills are taken of films only"))
	}
	if atMs < 0 || r.DurationMs > 0 && atMs > r.DurationMs {
		return out, fault.New(fault.Invalid, op, fault.T("时间不在本段记录内", "the time is not within the recording")).WithField("at_ms")
	}
	how := "画面由播放窗口截取"
	if len(picture) == 0 {
		if err := k.canLook(ctx); err != nil {
			return out, err
		}
		if picture, err = k.Film.Frame(ctx, k.place(r), r.Format, atMs, 0); err != nil {
			return out, err
		}
		how = "画面由程序从原件截取"
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || len(picture) > largestStill {
		return out, fault.New(fault.Invalid, op, fault.T("截图不是可用的图片", "the still is no usable picture")).WithCause(err)
	}
	stored, err := k.Files.Blobs.Put(bytes.NewReader(picture))
	if err != nil {
		return out, err
	}
	name := fmt.Sprintf("%s 截图%s.%s", strings.TrimSuffix(r.Name(), path.Ext(r.Name())), strings.ReplaceAll(Clock(atMs), ":", ""), map[string]string{"jpeg": "jpg"}[format]+map[string]string{"png": "png"}[format])
	err = k.change(ctx, actor, id, func(tx *store.Tx, r Recording) error {
		still, err := tx.NewID("r")
		if err != nil {
			return err
		}
		d := received{Case: r.Case, Event: r.Event, Path: name, Media: "image/" + format, Format: format, Width: config.Width, Height: config.Height, SHA256: stored.SHA256, SM3: stored.SM3, Size: stored.Size,
			Parent: r.ID, ParentMs: atMs, EditNote: strings.TrimSpace(how + "；" + note), Says: Description{Device: r.Device, Model: r.Model, Operator: r.Operator, OperatorCert: r.OperatorCert, Officers: r.Officers,
				SkewSeconds: r.SkewSeconds, Place: r.Place, Summary: cut(strings.TrimSpace(note), longestSummary), Scope: r.Scope, Retention: r.Retention}}
		if s, ok := r.span(0); ok {
			d.Says.StartedAt = instant(s.From.Add(duration(atMs)))
		}
		if _, err := tx.Record("record.still_taken", still, d); err != nil {
			return err
		}
		out, err = Of(tx, still)
		return err
	})
	return out, err
}

// Clock is a moment within a recording, such as 1:02:03.
func Clock(ms int64) string {
	s := ms / 1000
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// StillsOf lists the stills that were taken of a recording, in the order of time.
func StillsOf(from store.Source, id string) ([]Recording, error) {
	return store.All[Recording](from, queries.Get("stills"), id)
}

package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// Order is what is asked for: a volume of one side, or both with everything as a folder.
type Order struct {
	Side    string `json:"side"` // of a pdf
	Purpose string `json:"purpose"`
	For     string `json:"for,omitempty"`
	Ground  string `json:"ground,omitempty"`
	OnTop   bool   `json:"-"` // what is missing stands first in the volume
}

// purposes are what a dossier is handed out for; those that go outside the office say for whom.
var purposes = map[string]bool{"archive": false, "work": false, "supervision": true, "court": true, "party": true}

func (o Order) check(actor account.Person) error {
	const op = "dossier.make"
	outside, known := purposes[o.Purpose]
	switch {
	case !known:
		return fault.New(fault.Invalid, op, fault.T("请选择用途", "say what it is for")).WithField("purpose")
	case outside && strings.TrimSpace(o.For) == "":
		return fault.New(fault.Invalid, op, fault.T("请写明提供给谁", "say for whom it is")).WithField("for")
	case o.Purpose == "party" && o.Side == Back:
		return fault.New(fault.Refused, op, fault.T("副卷是内部卷,不提供给当事人", "the back volume is the office's own and is not handed to a party")).WithArticle("政府信息公开条例第十六条第二款").
			WithHint(fault.T("请提供正卷。", "Hand out the front volume."))
	}
	return actor.Demand(account.ReadCases)
}

// Progress says how far the making of a volume is.
type Progress func(done, total int64, what fault.Text)

// volume is a side that was bound.
type volume struct {
	side   string
	papers []bound
	pages  int
	path   string
	sha256 string
	size   int64
}

// Volume makes one side of a dossier as a PDF, records that it was made, and writes it to out.
func (d *Desk) Volume(ctx context.Context, actor account.Person, caseID string, o Order, out io.Writer, progress Progress) (made Made, err error) {
	if o.Side != Back {
		o.Side = Front
	}
	if err := o.check(actor); err != nil {
		return made, err
	}
	err = d.inBindery(ctx, caseID, func(b *bindery, plan Plan) error {
		v, err := b.volume(plan, o.Side, progress)
		if err != nil {
			return err
		}
		made = Made{Form: "pdf", Side: o.Side, Purpose: o.Purpose, For: strings.TrimSpace(o.For), Ground: strings.TrimSpace(o.Ground), SHA256: v.sha256, Size: v.size, Pages: v.pages, Papers: len(v.papers)}
		if made, err = d.noteMade(ctx, actor, plan.Case.ID, made); err != nil {
			return err
		}
		return copyOut(v.path, out)
	})
	return made, err
}

// noteMade records what is about to be handed out.
func (d *Desk) noteMade(ctx context.Context, actor account.Person, caseID string, made Made) (Made, error) {
	err := d.Files.Store.Do(ctx, actor.ID, func(tx *store.Tx) (err error) {
		if made.ID, err = tx.NewID("v"); err != nil {
			return err
		}
		_, err = tx.Record("dossier.made", caseID, made)
		return err
	})
	return made, err
}

func copyOut(path string, out io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return fault.Wrap("dossier.copy", err)
	}
	defer file.Close()
	if _, err := io.Copy(out, file); err != nil {
		return fault.New(fault.Storage, "dossier.copy", fault.T("写出卷宗时中断", "writing the volume was interrupted")).WithCause(err)
	}
	return nil
}

// inBindery plans a dossier and runs the making of it in a folder that is thrown away.
func (d *Desk) inBindery(ctx context.Context, caseID string, run func(b *bindery, plan Plan) error) error {
	var plan Plan
	var office account.Office
	err := d.Files.Store.View(ctx, func(r *store.Reader) (err error) {
		if plan, err = d.PlanOf(r, caseID); err != nil {
			return err
		}
		if err = d.Sealed(r, plan.Case.ID); err != nil {
			return err
		}
		office, _, err = account.OfficeOf(r)
		return err
	})
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "zhiheng-dossier-*")
	if err != nil {
		return fault.New(fault.Storage, "dossier.bind", fault.T("无法建立临时文件夹", "a temporary folder cannot be made")).WithCause(err)
	}
	defer os.RemoveAll(dir)
	return run(&bindery{Desk: d, ctx: ctx, dir: dir, meta: paper.Meta{Creator: office.Name, Subject: plan.Case.No}}, plan)
}

// volume binds a side.
func (b *bindery) volume(plan Plan, side string, progress Progress) (v volume, err error) {
	v.side = side
	entries := plan.Side(side)
	total := int64(2*len(entries) + 6)
	var loose []Entry
	for i, e := range entries {
		if err := b.ctx.Err(); err != nil {
			return v, fault.New(fault.Cancelled, "dossier.bind", fault.T("已取消", "cancelled")).WithCause(err)
		}
		progress(int64(i), total, fault.Tf("整理《%[1]s》", "preparing %[1]s", e.Paper.Title))
		if e.Own {
			continue
		}
		if e.Loose {
			loose = append(loose, e)
			continue
		}
		one, err := b.paper(e)
		if err != nil {
			return v, err
		}
		one.first = v.pages + 1
		v.pages += one.pages
		v.papers = append(v.papers, one)
	}
	whole, at, err := b.parts(plan, &v, loose)
	if err != nil {
		return v, err
	}
	v.path = filepath.Join(b.dir, side+".pdf")
	var file *summed
	replace := func(part int, reason fault.Text) (paper.VolumePart, error) {
		i := part - at
		if i < 0 || i >= len(v.papers) || whole.Parts[part].Path != v.papers[i].path {
			return paper.VolumePart{}, fault.New(fault.Internal, "dossier.bind", fault.T("卷宗不能装订", "the volume cannot be bound"))
		}
		v.papers[i].note = reason
		return paper.VolumePart{}, b.replaced(plan, &v, i, loose, &whole)
	}
	err = b.bind(whole, func(part int, reason fault.Text) (paper.VolumePart, error) {
		_, err := replace(part, reason)
		return whole.Parts[part], err
	}, func() (io.WriteCloser, error) {
		var err error
		file, err = newSummed(v.path)
		return file, err
	}, func(part int) {
		progress(int64(len(entries)+min(part, len(entries))), total, fault.T("装订", "binding"))
	})
	if err == nil {
		v.sha256, v.size = hex.EncodeToString(file.sum.Sum(nil)), file.size
	}
	return v, err
}

// replaced puts a page that says why in the place of a paper that cannot be bound, and sets the sheets anew, since all pages
// after it have moved.
func (b *bindery) replaced(plan Plan, v *volume, i int, loose []Entry, whole *paper.Volume) error {
	if err := b.standIn(&v.papers[i]); err != nil {
		return err
	}
	v.pages = 0
	for n := range v.papers {
		v.papers[n].first = v.pages + 1
		v.pages += v.papers[n].pages
	}
	again, _, err := b.parts(plan, v, loose)
	if err == nil {
		copy(whole.Parts, again.Parts) // the caller binds these
	}
	return err
}

// parts lists what a volume is bound of, and at which of them its papers begin.
func (b *bindery) parts(plan Plan, v *volume, loose []Entry) (whole paper.Volume, at int, err error) {
	today := b.Files.Today()
	var cover Cover
	err = b.Files.Store.View(b.ctx, func(r *store.Reader) (err error) {
		cover, err = b.cover(r, plan, v.side, len(v.papers), v.pages, today)
		return err
	})
	if err != nil {
		return whole, 0, err
	}
	whole = paper.Volume{Title: plan.Case.Title + "(" + sideName(v.side) + ")", Meta: b.meta, Duplex: plan.Particulars.Duplex}
	sheet := func(title string, doc paper.Document) {
		if err != nil {
			return
		}
		var path string
		doc.Unnumbered = true
		if path, _, err = b.document(doc); err == nil {
			whole.Parts = append(whole.Parts, paper.VolumePart{Path: path, Title: title, Level: 1})
		}
	}
	sheet("封面", cover.document())
	sheet("卷内目录", contents(v.side, cover.Office, v.papers))
	at = len(whole.Parts)
	for _, p := range v.papers {
		whole.Parts = append(whole.Parts, paper.VolumePart{Path: p.path, First: p.from, Pages: p.pages, Title: p.Paper.Title, Level: 1, Numbered: true})
	}
	if v.side == Front {
		sheet("音像记录资料清单", recordings(plan.Recordings, loose))
		if err == nil && plan.Custody != nil {
			sheet("证据流转登记表", *plan.Custody)
		}
	}
	if err == nil {
		var doc paper.Document
		doc, err = b.integrity(v.papers)
		sheet("完整性说明", doc)
	}
	sheet("备考表", backPage(v.side, plan.Particulars, len(v.papers), v.pages, today))
	return whole, at, err
}

// summed is a file whose hash is known when it is written.
type summed struct {
	*os.File
	sum  hash.Hash
	size int64
}

func newSummed(path string) (*summed, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fault.New(fault.Storage, "dossier.bind", fault.T("磁盘空间不足或者不可写,无法装订", "the disk is full or cannot be written: nothing was bound")).WithCause(err)
	}
	return &summed{File: file, sum: sha256.New()}, nil
}

func (s *summed) Write(data []byte) (int, error) {
	n, err := s.File.Write(data)
	s.sum.Write(data[:n])
	s.size += int64(n)
	return n, err
}

// coverOf is the cover of the whole dossier.
func (b *bindery) coverOf(plan Plan) (cover Cover, err error) {
	err = b.Files.Store.View(b.ctx, func(r *store.Reader) (err error) {
		cover, err = b.cover(r, plan, Front, len(plan.Front)+len(plan.Back), 0, b.Files.Today())
		return err
	})
	return cover, err
}

// MayMake refuses an order that this person may not give, before any work is done.
func (d *Desk) MayMake(actor account.Person, o Order) error { return o.check(actor) }

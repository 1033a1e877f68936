package dossier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

const (
	scanWidth  = 1654 // pixels of a page of A4 at 200 dots an inch
	mostDrawn  = 400  // pages of a paper that are bound as pictures
	titleLimit = 200
)

// bound is a paper as it goes into a volume: a PDF file and its pages.
type bound struct {
	Entry
	path  string
	from  int // page of the file at which it begins; 0 for the whole file
	pages int
	first int        // its first page in the volume, from 1
	note  fault.Text // why something stands in for it
}

// bindery makes the files of a volume in a folder that is thrown away.
type bindery struct {
	*Desk
	ctx  context.Context
	dir  string
	n    int
	meta paper.Meta
}

// keep writes a file of the volume.
func (b *bindery) keep(data []byte) (string, error) {
	b.n++
	path := filepath.Join(b.dir, fmt.Sprintf("%04d.pdf", b.n))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return "", fault.New(fault.Storage, "dossier.bind", fault.T("磁盘空间不足或者不可写,无法装订", "the disk is full or cannot be written: nothing was bound")).WithCause(err)
	}
	return path, nil
}

// paper makes the file of a paper: its own PDF as it is, pictures as pages, written text set anew. What cannot be shown on
// paper gets a page that says what it is and where it lies.
func (b *bindery) paper(e Entry) (out bound, err error) {
	out = bound{Entry: e}
	p := e.Paper
	switch {
	case p.Format == "pdf":
		out.path = b.Files.Blobs.Path(p.SHA256)
		if out.pages, out.note, err = b.count(out.path); err != nil || out.note.IsZero() {
			if p.First > 0 {
				out.from, out.pages = p.First, max(0, min(p.PagesCount, out.pages-p.First+1))
			}
			return out, err
		}
	case p.Media == "text/plain; charset=utf-8":
		err = b.text(&out, false)
		return out, err
	case strings.HasPrefix(p.Media, "image/") || p.Format == "ofd":
		if err = b.pictures(&out); err == nil || fault.KindOf(err) == fault.Cancelled || fault.KindOf(err) == fault.Storage {
			return out, err
		}
		if p.Format == "ofd" && p.Status == "read" {
			return out, b.text(&out, true)
		}
		out.note = fault.As(err).Message
	case p.Status == "read" && !e.Loose:
		return out, b.text(&out, true)
	case p.Reason != nil:
		out.note = *p.Reason
	default:
		out.note = fault.T("这种文件不能印在纸上", "a file of this kind cannot be shown on paper")
	}
	return out, b.standIn(&out)
}

// count has a child count the pages of a PDF. A file that breaks the child gets its reason too.
func (b *bindery) count(path string) (int, fault.Text, error) {
	var answer bytes.Buffer
	err := b.Binder.Run(b.ctx, countTask, path, &answer, func(int) {})
	if fault.KindOf(err) == fault.Unreadable {
		return 0, fault.As(err).Message, nil
	}
	var c counted
	if err == nil {
		err = fault.Wrap("dossier.count", json.Unmarshal(answer.Bytes(), &c))
	}
	return c.Pages, c.Reason, err
}

// document writes a document of the program's own.
func (b *bindery) document(d paper.Document) (path string, pages int, err error) {
	d.Meta = b.meta
	data, err := paper.PDF(d)
	if err != nil {
		return "", 0, err
	}
	if pages, err = paper.PageCount(bytes.NewReader(data)); err != nil {
		return "", 0, err
	}
	path, err = b.keep(data)
	return path, pages, err
}

// text sets the text of a paper. Of a foreign file it is a transcript, and says so.
func (b *bindery) text(out *bound, transcript bool) error {
	pages, err := b.Files.Pages(b.ctx, out.Paper)
	if err != nil {
		return err
	}
	d := paper.Document{}
	if transcript {
		d.Title = out.Paper.Title
		d.Blocks = append(d.Blocks, paper.Paragraph{Flush: true, Text: fmt.Sprintf("【本页为电子文件的文字稿。原件:%s,%d 字节,SHA-256 %s,随电子卷保存。】", filepath.Base(out.Paper.Path), out.Paper.Size, out.Paper.SHA256)})
	}
	for i, page := range pages {
		if i > 0 && transcript {
			d.Blocks = append(d.Blocks, paper.PageBreak{})
		}
		for n, line := range strings.Split(strings.TrimSpace(page.Text), "\n") {
			if !transcript && i == 0 && n == 0 && len([]rune(line)) < 40 {
				d.Title = strings.TrimSpace(line)
				continue
			}
			if line = strings.TrimRight(line, " \t"); line != "" {
				d.Blocks = append(d.Blocks, paper.Paragraph{Text: line})
			}
		}
	}
	out.path, out.pages, err = b.document(d)
	return err
}

// pictures draws the pages of a picture or a scanned document.
func (b *bindery) pictures(out *bound) error {
	var list []paper.Picture
	for n := 1; n <= min(max(out.Paper.PagesCount, 1), mostDrawn); n++ {
		data, _, err := b.Files.PageImage(b.ctx, out.Paper, n, scanWidth)
		if err != nil {
			return err
		}
		list = append(list, paper.Picture{Data: data, Caption: out.Paper.Title})
	}
	data, err := paper.PicturePages(out.Paper.Title, b.meta, list)
	if err != nil {
		return err
	}
	out.pages = len(list)
	out.path, err = b.keep(data)
	return err
}

// standIn makes the page that stands for a file which cannot be bound.
func (b *bindery) standIn(out *bound) (err error) {
	p := out.Paper
	out.from = 0
	out.path, out.pages, err = b.document(paper.Document{Title: p.Title, Blocks: []paper.Block{
		paper.Paragraph{Text: "本件不能装订成页,以本页代替。原件未作任何改动,按下列哈希保存在电子卷中。"},
		paper.Facts{Items: []paper.Fact{{Label: "文件名", Value: filepath.Base(p.Path)}, {Label: "大小", Value: fmt.Sprintf("%d 字节", p.Size)},
			{Label: "SHA-256", Value: grouped(p.SHA256)}, {Label: "不能装订的原因", Value: out.note.Zh}}},
	}})
	return err
}

// grouped is a hash in groups of eight, which can be compared by eye.
func grouped(hash string) string {
	var groups []string
	for len(hash) > 8 {
		groups, hash = append(groups, hash[:8]), hash[8:]
	}
	return strings.Join(append(groups, hash), " ")
}

// bind joins the parts of a volume. A part over which the child breaks down is replaced and the rest bound all the same.
func (b *bindery) bind(v paper.Volume, replace func(part int, reason fault.Text) (paper.VolumePart, error), out func() (io.WriteCloser, error), step func(part int)) error {
	for range len(v.Parts) + 1 {
		file, err := out()
		if err != nil {
			return err
		}
		at := 0
		err = b.Binder.Run(b.ctx, bindTask, v, file, func(part int) { at = part; step(part) })
		if closed := file.Close(); err == nil && closed != nil {
			err = fault.New(fault.Storage, "dossier.bind", fault.T("磁盘空间不足或者不可写,无法装订", "the disk is full or cannot be written: nothing was bound")).WithCause(closed)
		}
		if fault.KindOf(err) != fault.Unreadable {
			return err
		}
		if v.Parts[at], err = replace(at, fault.As(err).Message); err != nil {
			return err
		}
	}
	return fault.New(fault.Unreadable, "dossier.bind", fault.T("卷宗不能装订", "the volume cannot be bound"))
}

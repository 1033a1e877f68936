package casefile

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/paper"
)

// Placing says where the text of a page stands on its picture. *extract.Pool can; a [Reading] that cannot gives pictures alone.
type Placing interface {
	PageLayout(ctx context.Context, path string, page int) (extract.Layout, error)
}

// StandReady has the reader of papers stand ready to draw pages, where it can: whoever looks at the queue of reviews will open one.
func (f *Files) StandReady(ctx context.Context) {
	if reader, able := f.Reading.(interface{ Ready(context.Context) error }); able {
		go reader.Ready(context.WithoutCancel(ctx)) //nolint:errcheck // a page that is asked for says what is wrong
	}
}

// leafVersion is part of the key of what was set by [paper.SetLeaf]; it grows when that sets the same text otherwise.
const leafVersion = 1

// Face is a page as it is read and as it looks: its text, and where on the picture the text stands. Without lines the places
// are not known, as on a scan whose text was read before places were kept.
type Face struct {
	Text string
	extract.Layout
}

// HasPages tells whether the pages of a paper can be drawn: those of its file, its text set on pages, or the pictures in it.
func (p Paper) HasPages() bool {
	return !p.Recording() && p.Status != "unreadable" && (p.drawn() || p.Status == "read" || p.Cause == "" && p.PagesCount > 0)
}

// pictured tells whether a page of a document is a picture within it.
func (f *Files) pictured(ctx context.Context, p Paper, page int) bool {
	if p.drawn() || p.Recording() || p.Status == "unreadable" {
		return false
	}
	pages, err := f.Pages(ctx, p)
	return err == nil && slices.ContainsFunc(pages, func(x extract.Page) bool { return x.Number == page && x.Picture })
}

// drawn tells whether a paper's own pages are pictures, or can be drawn as they are.
func (p Paper) drawn() bool {
	return p.Format == "pdf" || p.Format == "ofd" || strings.HasPrefix(p.Media, "image/")
}

// PageImage draws a page at a width in pixels. A paper that is only text is set on a page. Images are kept.
func (f *Files) PageImage(ctx context.Context, p Paper, page, width int) (data []byte, contentType string, err error) {
	if p.First > 0 && (page < 1 || page > p.PagesCount) {
		return nil, "", fault.New(fault.NotFound, "casefile.page", fault.T("没有这一页", "no such page"))
	}
	drawn := p.drawn() || f.pictured(ctx, p, page)
	key := fmt.Sprintf("image/%s/%d/%d", p.SHA256, p.inFile(page), width)
	if !drawn {
		key = fmt.Sprintf("leaf%d/%s/%d/%d", leafVersion, p.SHA256, page, width)
	}
	if data, found, err := f.Cache.Get(ctx, key); err == nil && found {
		kind, image, _ := strings.Cut(string(data), "\n")
		return []byte(image), kind, nil
	}
	if drawn {
		data, contentType, err = f.Reading.PageImage(ctx, f.Blobs.Path(p.SHA256), p.inFile(page), width)
	}
	if !drawn || p.Format == "ofd" && fault.KindOf(err) == fault.Unreadable { // an OFD page that is no scan is known by its text alone
		leaf, leafErr := f.leaf(ctx, p, page)
		if leafErr != nil {
			return nil, "", leafErr
		}
		contentType = "image/jpeg"
		data, err = leaf.JPEG(width)
	}
	if err != nil {
		return nil, "", err
	}
	return data, contentType, f.Cache.Put(context.WithoutCancel(ctx), key, append([]byte(contentType+"\n"), data...))
}

// PageFace is a page with the places of its text.
func (f *Files) PageFace(ctx context.Context, p Paper, page int) (face Face, err error) {
	face.Lines = []extract.Line{}
	read, err := f.readPage(ctx, p, page)
	if face.Text = read.Text; err != nil || p.Recording() {
		return face, err
	}
	defer func() {
		if len(face.Lines) == 0 && len(read.Lines) > 0 {
			face.Lines = read.Lines
		}
	}()
	key := fmt.Sprintf("layout/%s/%d", p.SHA256, p.inFile(page))
	if raw, found, err := f.Cache.Get(ctx, key); err == nil && found && p.drawn() && json.Unmarshal(raw, &face.Layout) == nil {
		return face, nil
	}
	placing, able := f.Reading.(Placing)
	switch {
	case f.pictured(ctx, p, page):
		return face, nil
	case !p.drawn() && p.Status == "read", p.Format == "ofd" && face.Text != "" && !f.ofdScan(ctx, p, page):
		leaf, err := paper.SetLeaf(face.Text)
		if err != nil {
			return face, err
		}
		face.Layout = leafLayout(leaf)
		return face, nil
	case p.Format != "pdf" || !able:
		return face, nil
	}
	face.Layout, err = placing.PageLayout(ctx, f.Blobs.Path(p.SHA256), p.inFile(page))
	if fault.KindOf(err) == fault.Unreadable {
		return face, nil // the picture will say so
	}
	if err != nil {
		return face, err
	}
	raw, err := json.Marshal(face.Layout)
	if err != nil {
		return face, fault.Wrap("casefile.page_face", err)
	}
	return face, f.Cache.Put(context.WithoutCancel(ctx), key, raw)
}

// ofdScan tells whether a page of an OFD document is a picture.
func (f *Files) ofdScan(ctx context.Context, p Paper, page int) bool {
	_, _, err := f.Reading.PageImage(ctx, f.Blobs.Path(p.SHA256), p.inFile(page), 32)
	return err == nil
}

func (f *Files) readPage(ctx context.Context, p Paper, page int) (read extract.Page, err error) {
	if page < 1 || page > max(p.PagesCount, 1) {
		return read, fault.New(fault.NotFound, "casefile.page", fault.T("没有这一页", "no such page"))
	}
	if p.Status == "unreadable" {
		return read, nil
	}
	pages, err := f.Pages(ctx, p)
	if i := slices.IndexFunc(pages, func(x extract.Page) bool { return x.Number == page }); i >= 0 {
		return pages[i], err
	}
	return read, err
}

func (f *Files) leaf(ctx context.Context, p Paper, page int) (*paper.Leaf, error) {
	read, err := f.readPage(ctx, p, page)
	if err != nil {
		return nil, err
	}
	if read.Text == "" {
		return nil, fault.New(fault.Unavailable, "casefile.page", fault.T("这一页没有可以显示的图像", "this page holds no picture that can be shown"))
	}
	return paper.SetLeaf(read.Text)
}

// leafLayout counts the places of a leaf in parts of its sides.
func leafLayout(l *paper.Leaf) extract.Layout {
	part := func(x, whole float64) int { return int(math.Round(x * extract.Whole / whole)) }
	out := extract.Layout{Width: int(math.Round(l.Width)), Height: int(math.Round(l.Height)), Lines: []extract.Line{}}
	for _, line := range l.Lines {
		set := extract.Line{Start: line.Start, Y: part(line.Y, l.Height), Height: part(line.Height, l.Height)}
		for _, x := range line.Edges {
			set.Edges = append(set.Edges, part(x, l.Width))
		}
		if len(set.Edges) > 1 {
			out.Lines = append(out.Lines, set)
		}
	}
	return out
}

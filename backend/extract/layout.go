package extract

import (
	"context"
	"errors"
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"zhiheng/backend/fault"
)

// Whole is a side of a page, in the parts that a Layout counts in.
const Whole = 10_000

// Layout is where the text of a page stands on its picture: the page's size in points and its lines.
type Layout struct {
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Lines  []Line `json:"lines"`
}

// Line is a run of characters beside one another. Start is the rune of the page's text that it begins with; Edges are the left
// edges of its characters and the right edge of the last, in parts of the width; Y and Height are parts of the height.
type Line struct {
	Start  int   `json:"start"`
	Y      int   `json:"y"`
	Height int   `json:"height"`
	Edges  []int `json:"edges"`
}

// PageLayout says where the text of a page of a PDF stands. Other formats give fault.Unavailable, a page that is not there
// fault.NotFound, a file that cannot be read fault.Unreadable.
func (p *Pool) PageLayout(ctx context.Context, path string, page int) (Layout, error) {
	const op = "extract.page_layout"
	path, err := openable(op, path)
	if err != nil {
		return Layout{}, err
	}
	a, cause, err := p.work(ctx, op, job{Op: "layout", Path: path, Page: page}, nil)
	switch {
	case err != nil:
		return Layout{}, err
	case a.Failed != "":
		return Layout{}, fault.New(a.Failed, op, a.Reason)
	case cause != CauseNone || a.Layout == nil:
		var s *stop
		errors.As(p.ended(cause), &s)
		return Layout{}, fault.New(fault.Unreadable, op, s.reason)
	}
	return *a.Layout, nil
}

// layout finds the places of the characters of a page.
func layout(src *source, page int) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = noPicture(damaged(nil))
		}
	}()
	src.media = Detect(src.file, src.size, src.name)
	if src.media.Format != "pdf" {
		return answer{Failed: fault.Unavailable, Reason: fault.T("此格式没有页面图像", "this format has no page images")}
	}
	missing := false
	err := src.engine.with(src, func(p pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		if err != nil {
			return pdfError(err)
		}
		if missing = page < 1 || page > count.PageCount; missing {
			return nil
		}
		a.Layout, err = pdfLayout(p, doc, page-1)
		return err
	})
	if missing && err == nil {
		return answer{Failed: fault.NotFound, Reason: fault.T("没有这一页", "there is no such page")}
	}
	if err != nil {
		return noPicture(err)
	}
	return a
}

// lookAhead is how many characters a text may lack of those on the page, in one go.
const lookAhead = 64

// box is a character with its place, in parts of the page.
type box struct {
	r                        rune
	left, top, right, bottom float64
}

func pdfLayout(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (*Layout, error) {
	size, err := p.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: doc, Index: index})
	if err != nil {
		return nil, pdfError(err)
	}
	l := &Layout{Width: int(math.Round(size.Width)), Height: int(math.Round(size.Height)), Lines: []Line{}}
	text, err := pdfPage(p, doc, index)
	if err != nil || text == "" {
		return l, nil // a page without text that can be read still has its picture
	}
	page, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, pdfError(err)
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	boxes, err := pdfBoxes(p, requests.Page{ByReference: &page.Page}, loosely)
	if err != nil {
		return nil, pdfError(err)
	}
	l.Lines = linesOf([]rune(clean(text)), boxes)
	return l, nil
}

// pdfBoxes are the characters of a page with their places as the page is drawn.
func pdfBoxes(p pdfium.Pdfium, page requests.Page, around rectangle) ([]box, error) {
	place, err := drawnAt(p, page)
	if err != nil {
		return nil, err
	}
	text, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	boxes := make([]box, 0, count.Count)
	for i := range min(count.Count, maxTextBytes/2) {
		char, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		r := rune(char.Unicode)
		if n := len(boxes); n > 0 && utf16.IsSurrogate(boxes[n-1].r) && utf16.IsSurrogate(r) {
			boxes[n-1].r = utf16.DecodeRune(boxes[n-1].r, r)
			continue
		}
		if unicode.IsSpace(r) {
			continue
		}
		l, t, r2, b, err := around(p, text.TextPage, i)
		if err != nil {
			continue
		}
		left, top := place(l, t)
		right, bottom := place(r2, b)
		boxes = append(boxes, box{r, min(left, right), min(top, bottom), max(left, right), max(top, bottom)})
	}
	return boxes, nil
}

// rectangle gives the sides of a character of a page, in points from its lower left corner.
type rectangle func(p pdfium.Pdfium, page references.FPDF_TEXTPAGE, index int) (left, top, right, bottom float64, err error)

// loosely is the rectangle that a character takes up in its line.
func loosely(p pdfium.Pdfium, page references.FPDF_TEXTPAGE, index int) (left, top, right, bottom float64, err error) {
	b, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: index})
	if err != nil {
		return 0, 0, 0, 0, err
	}
	return float64(b.Rect.Left), float64(b.Rect.Top), float64(b.Rect.Right), float64(b.Rect.Bottom), nil
}

// inked is the rectangle that the strokes of a character fill.
func inked(p pdfium.Pdfium, page references.FPDF_TEXTPAGE, index int) (left, top, right, bottom float64, err error) {
	b, err := p.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: page, Index: index})
	if err != nil {
		return 0, 0, 0, 0, err
	}
	return b.Left, b.Top, b.Right, b.Bottom, nil
}

// drawnAt turns places in a page's own coordinates into parts of the drawn page, whichever way it is turned.
func drawnAt(p pdfium.Pdfium, page requests.Page) (func(x, y float64) (float64, float64), error) {
	const fine, step = 1_000_000, 100.0
	at := func(x, y float64) (float64, float64, error) {
		d, err := p.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: page, SizeX: fine, SizeY: fine, PageX: x, PageY: y})
		if err != nil {
			return 0, 0, err
		}
		return float64(d.DeviceX) * Whole / fine, float64(d.DeviceY) * Whole / fine, nil
	}
	x0, y0, err := at(0, 0)
	if err != nil {
		return nil, err
	}
	xx, yx, err := at(step, 0)
	if err != nil {
		return nil, err
	}
	xy, yy, err := at(0, step)
	if err != nil {
		return nil, err
	}
	return func(x, y float64) (float64, float64) {
		return x0 + (xx-x0)*x/step + (xy-x0)*y/step, y0 + (yx-y0)*x/step + (yy-y0)*y/step
	}, nil
}

// linesOf joins the characters of a text with their places. Text and boxes come in the same order; what the one has and the
// other lacks, such as white space, is passed over.
func linesOf(text []rune, boxes []box) []Line {
	lines := []Line{}
	var line *Line
	var last box
	next := 0
	for i, r := range text {
		if unicode.IsSpace(r) {
			if line != nil {
				line.Edges = append(line.Edges, line.Edges[len(line.Edges)-1])
			}
			continue
		}
		found, end := next, min(next+lookAhead, len(boxes))
		for found < end && boxes[found].r != r {
			found++
		}
		if found == end {
			line = nil
			continue
		}
		b := boxes[found]
		next = found + 1
		if line == nil || !beside(last, b) {
			lines = append(lines, Line{Start: i, Y: part(b.top), Height: max(part(b.bottom)-part(b.top), 1), Edges: []int{part(b.left)}})
			line = &lines[len(lines)-1]
		} else {
			line.Edges[len(line.Edges)-1] = part(b.left)
			bottom := max(line.Y+line.Height, part(b.bottom))
			line.Y = min(line.Y, part(b.top))
			line.Height = bottom - line.Y
		}
		line.Edges = append(line.Edges, part(b.right))
		last = b
	}
	return lines
}

// beside tells whether a character stands on the line of the one before it, to its right.
func beside(a, b box) bool {
	overlap := min(a.bottom, b.bottom) - max(a.top, b.top)
	return b.left >= a.left && overlap*2 > min(a.bottom-a.top, b.bottom-b.top)
}

func part(x float64) int { return int(math.Round(min(max(x, 0), Whole))) }

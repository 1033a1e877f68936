package paper

import (
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"zhiheng/backend/fault"
)

const (
	mostBoundPages = 20_000
	mostDepth      = 100 // of the page tree, and of values within values
)

// sourcePage is a page of a file with all that it inherits.
type sourcePage struct {
	dict      types.Dict
	resources types.Object
	box       [4]float64 // what is seen: left, bottom, right, top
	media     [4]float64
	turn      int // clockwise: 0, 90, 180 or 270
}

// width is the width of the page as it is seen.
func (p sourcePage) width() float64 {
	if p.turn%180 == 90 {
		return p.box[3] - p.box[1]
	}
	return p.box[2] - p.box[0]
}

// upright is the matrix from the page as it is seen, with its origin at the lower left, to its own space.
func (p sourcePage) upright() string {
	m := [6]float64{1, 0, 0, 1, p.box[0], p.box[1]}
	switch p.turn {
	case 90:
		m = [6]float64{0, 1, -1, 0, p.box[2], p.box[1]}
	case 180:
		m = [6]float64{-1, 0, 0, -1, p.box[2], p.box[3]}
	case 270:
		m = [6]float64{0, -1, 1, 0, p.box[0], p.box[3]}
	}
	return fmt.Sprintf("%s %s %s %s %s %s", number(m[0]), number(m[1]), number(m[2]), number(m[3]), number(m[4]), number(m[5]))
}

// sourcePages are the pages of a file in their order.
type sourcePages struct {
	table *model.XRefTable
	list  []sourcePage
	seen  map[int]bool // nodes of the page tree
}

// unreadable says that a file cannot be bound.
func unreadable(cause error) error {
	reason := fault.T("PDF 已损坏或不完整,不能装订", "the PDF is damaged or incomplete and cannot be bound")
	if errors.Is(cause, pdfcpu.ErrWrongPassword) {
		reason = fault.T("PDF 设有密码,不能装订", "the PDF is locked by a password and cannot be bound")
	}
	return fault.New(fault.Unreadable, "paper.bind", reason).WithCause(cause)
}

// readPages reads a file as far as its pages need.
func readPages(file io.ReadSeeker) (pages *sourcePages, err error) {
	defer func() {
		if p := recover(); p != nil {
			pages, err = nil, unreadable(fmt.Errorf("the reader broke down: %v", p))
		}
	}()
	model.ConfigPath = "disable" // it would make a folder in the person's home
	settings := model.NewDefaultConfiguration()
	settings.ValidationMode = model.ValidationRelaxed
	settings.Offline = true
	read, err := pdfcpu.Read(file, settings)
	if err != nil {
		return nil, unreadable(err)
	}
	pages = &sourcePages{table: read.XRefTable, seen: map[int]bool{}}
	catalog, err := pages.table.Catalog()
	if err == nil && catalog == nil {
		err = errors.New("no catalogue")
	}
	if err == nil {
		top, _ := catalog.Find("Pages")
		err = pages.walk(top, sourcePage{media: [4]float64{0, 0, pageWidth, pageHeight}}, 0)
	}
	if err == nil && len(pages.list) == 0 {
		err = errors.New("no pages")
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return pages, nil
}

// walk visits a node of the page tree with what it inherits.
func (s *sourcePages) walk(node types.Object, above sourcePage, depth int) error {
	if ref, is := node.(types.IndirectRef); is {
		n := ref.ObjectNumber.Value()
		if s.seen[n] || depth > mostDepth {
			return errors.New("the page tree runs in a circle")
		}
		s.seen[n] = true
	}
	dict, err := s.table.DereferenceDict(node)
	if err != nil || dict == nil {
		return err
	}
	page := above
	page.dict = dict
	if own, has := dict.Find("Resources"); has {
		page.resources = own
	}
	if box, ok := s.box(dict, "MediaBox"); ok {
		page.media, page.box = box, box
	} else if page.box == [4]float64{} {
		page.box = page.media
	}
	if box, ok := s.box(dict, "CropBox"); ok {
		page.box = box
	}
	if turn, err := s.table.Dereference(dict["Rotate"]); err == nil {
		if degrees, is := turn.(types.Integer); is {
			page.turn = (degrees.Value()%360 + 360) % 360 / 90 * 90
		}
	}
	kids, has := dict.Find("Kids")
	if !has {
		if len(s.list) == mostBoundPages {
			return errors.New("too many pages")
		}
		s.list = append(s.list, page)
		return nil
	}
	list, err := s.table.DereferenceArray(kids)
	if err != nil {
		return err
	}
	for _, kid := range list {
		if err := s.walk(kid, page, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// box reads a rectangle with its corners in order. One without an area is none.
func (s *sourcePages) box(dict types.Dict, name string) (box [4]float64, ok bool) {
	list, err := s.table.DereferenceArray(dict[name])
	if err != nil || len(list) != 4 {
		return box, false
	}
	for i, side := range list {
		value, err := s.table.Dereference(side)
		if err != nil {
			return box, false
		}
		switch value := value.(type) {
		case types.Integer:
			box[i] = float64(value.Value())
		case types.Float:
			box[i] = value.Value()
		default:
			return box, false
		}
	}
	box = [4]float64{min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])}
	return box, box[2]-box[0] > 1 && box[3]-box[1] > 1
}

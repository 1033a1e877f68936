package paper

import (
	"bytes"
	"fmt"
	"image"

	"zhiheng/backend/fault"
)

// Photo is a JPEG or PNG in the middle of a page of a PDF, as large as fits into 50 by 68 mm, with a caption below. A page and
// a text document show the caption alone.
type Photo struct {
	Data    []byte
	Caption string
}

func (Photo) block() {}

const (
	photoWide = 50 * mm
	photoHigh = 68 * mm
)

// shot is a photo that was drawn on a page, under its name there.
type shot struct {
	page int
	name string
	data []byte
}

// checkPhotos refuses a document with a photo that cannot be read.
func checkPhotos(blocks []Block) error {
	for _, b := range blocks {
		photo, is := b.(Photo)
		if sign, drawn := b.(Sign); drawn && sign.Photo != nil {
			photo, is = Photo{Data: sign.Photo}, true
		}
		if is {
			if _, _, err := image.DecodeConfig(bytes.NewReader(photo.Data)); err != nil {
				return fault.New(fault.Unreadable, "paper.photo", fault.T("照片不能读取", "the photograph cannot be read")).WithCause(err)
			}
		}
	}
	return nil
}

// photo draws a photo in the middle of the page.
func (f *flow) photo(p Photo) {
	config, _, err := image.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil || config.Width == 0 || config.Height == 0 {
		return // refused before anything is drawn
	}
	scale := min(photoWide/float64(config.Width), photoHigh/float64(config.Height))
	wide, high := float64(config.Width)*scale, float64(config.Height)*scale
	f.need(high + 2*smallLead)
	f.y -= high
	name := fmt.Sprintf("P%d", len(f.shots))
	f.shots = append(f.shots, shot{len(f.pages) - 1, name, p.Data})
	fmt.Fprintf(f.page(), "q %s 0 0 %s %s %s cm /%s Do Q\n", number(wide), number(high), number(leftEdge+(measure-wide)/2), number(f.y), name)
	f.y -= smallLead / 2
	if p.Caption != "" {
		f.text(p.Caption, setting{size: smallSize, lead: smallLead, align: Center})
	}
}

// photos adds the photos of a page to the file and returns its dictionary of them.
func (f *flow) photos(out *pdfFile, page int) (dictionary string, err error) {
	for _, s := range f.shots {
		if s.page != page {
			continue
		}
		object, _, _, err := out.picture(s.data)
		if err != nil {
			return "", fault.New(fault.Unreadable, "paper.photo", fault.T("照片不能读取", "the photograph cannot be read")).WithCause(err)
		}
		dictionary += fmt.Sprintf("/%s %d 0 R", s.name, object)
	}
	if dictionary != "" {
		dictionary = "/XObject<<" + dictionary + ">>"
	}
	return dictionary, nil
}

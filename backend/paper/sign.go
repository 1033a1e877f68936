package paper

import (
	"bytes"
	"fmt"
	"image"
)

// Sign is a sheet to be put up and read from some steps away, one page of a PDF: photo and name at the top, facts below as large
// as they fit, and a QR code at the foot. Status are boxes to tick by hand. Other forms show its words alone.
type Sign struct {
	Head, Title string
	Photo       []byte // JPEG or PNG; a blank frame if empty
	Name, Post  string
	Status      []string
	Facts       []Fact
	QR          QR // left out without a text
}

func (Sign) block() {}

// The measures of a sign: the edge of the page all around, and the sizes of its parts.
const (
	signEdge      = 18 * mm
	signWide      = pageWidth - 2*signEdge
	signPhotoWide = 60 * mm
	signPhotoHigh = 84 * mm
	signQR        = 38 * mm
	signLargest   = 30.0 // of the facts, in points
	signSmallest  = 11.0
	signLeading   = 1.4 // of the size
	signLabel     = 0.24
)

// facts are the words of a sign for the forms that draw none.
func (s Sign) facts() Facts {
	f := Facts{Items: []Fact{{Label: s.Title, Value: s.Name}}}
	if s.Post != "" {
		f.Items = append(f.Items, Fact{Value: s.Post})
	}
	f.Items = append(f.Items, s.Facts...)
	if s.QR.Text != "" {
		f.Items = append(f.Items, Fact{Label: s.QR.Caption, Value: s.QR.Text})
	}
	return f
}

// sign draws a sign on a page of its own.
func (f *flow) sign(s Sign) {
	if f.y < topEdge {
		f.breakPage()
	}
	y := pageHeight - signEdge
	y = f.oneLine(s.Head, 30, signEdge, signWide, y, Center, true)
	y = f.oneLine(s.Title, 22, signEdge, signWide, y-4, Center, false)
	f.rule(signEdge, y-8, signEdge+signWide, y-8)
	y -= 20
	left := signEdge + signPhotoWide + 10*mm
	f.signPhoto(s.Photo, signEdge, y-signPhotoHigh)
	beside := signEdge + signWide - left
	at := f.oneLine(s.Name, 72, left, beside, y-14, Start, true)
	at = f.oneLine(s.Post, 34, left, beside, at-10, Start, false)
	for _, status := range s.Status {
		at = f.oneLine(status, 28, left, beside, at-10, Start, false)
	}
	y -= signPhotoHigh + 14
	foot := signEdge
	if s.QR.Text != "" {
		foot += signQR + 8
		f.code(s.QR, signEdge+signWide-signQR, signEdge, signQR)
		st := setting{size: 18, lead: 26, align: End}
		lines := f.lines(s.QR.Caption, st, signWide-signQR-16)
		for i, line := range lines {
			f.line(line, st, signEdge, signWide-signQR-16, signEdge+signQR/2+float64(len(lines)-1-2*i)*st.lead/2)
		}
	}
	f.signFacts(s.Facts, y, foot)
	f.y = bottomEdge
}

// oneLine draws a text in one line, smaller if it is too long, and returns the height at which the next thing may begin.
func (f *flow) oneLine(text string, size, x, width, y float64, align Align, bold bool) float64 {
	if text == "" {
		return y
	}
	if w := f.width(text, size); w > width {
		size *= width / w
	}
	f.line(setLine{text: text, width: f.width(text, size)}, setting{size: size, align: align, bold: bold}, x, width, y-size)
	return y - size*1.2
}

func (f *flow) signPhoto(data []byte, x, y float64) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width == 0 || config.Height == 0 {
		fmt.Fprintf(f.page(), "%s w %s %s %s %s re S\n", number(lineWidth), number(x), number(y), number(signPhotoWide), number(signPhotoHigh))
		return
	}
	scale := min(signPhotoWide/float64(config.Width), signPhotoHigh/float64(config.Height))
	wide, high := float64(config.Width)*scale, float64(config.Height)*scale
	name := fmt.Sprintf("P%d", len(f.shots))
	f.shots = append(f.shots, shot{len(f.pages) - 1, name, data})
	fmt.Fprintf(f.page(), "q %s 0 0 %s %s %s cm /%s Do Q\n", number(wide), number(high), number(x), number(y+signPhotoHigh-high), name)
}

// signFacts draws the facts between two heights, in the largest size in which they fit.
func (f *flow) signFacts(facts []Fact, top, foot float64) {
	for size := signLargest; ; size-- {
		st := setting{size: size, lead: size * signLeading}
		high := 0.0
		for _, fact := range facts {
			high += float64(max(len(f.lines(fact.Label, st, signWide*signLabel-8)), len(f.lines(fact.Value, st, signWide*(1-signLabel)))))*st.lead + size/2
		}
		if high > top-foot && size > signSmallest {
			continue
		}
		for _, fact := range facts {
			labels, values := f.lines(fact.Label, st, signWide*signLabel-8), f.lines(fact.Value, st, signWide*(1-signLabel))
			for i, line := range labels {
				f.line(line, st, signEdge, signWide*signLabel, top-float64(i+1)*st.lead)
			}
			bold := st
			bold.bold = true
			for i, line := range values {
				f.line(line, bold, signEdge+signWide*signLabel, signWide*(1-signLabel), top-float64(i+1)*st.lead)
			}
			top -= float64(max(len(labels), len(values)))*st.lead + size/2
		}
		return
	}
}

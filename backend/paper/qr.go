package paper

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// QR is a text as a QR code of a width of 36 mm, with the text itself below where a reader has no camera. It is drawn in a
// PDF; a page and a text document show the text alone.
type QR struct{ Text, Caption string }

func (QR) block() {}

const (
	qrSide  = 36 * mm
	qrQuiet = 4 // modules of white around the code
)

// modules are the black squares of a code, row by row from the top; empty if the text is too long for one.
func (q QR) modules() [][]bool {
	code, err := qr.Encode(q.Text, qr.M, qr.Auto)
	if err != nil {
		return nil
	}
	size := code.Bounds()
	rows := make([][]bool, size.Dy())
	for y := range rows {
		rows[y] = make([]bool, size.Dx())
		for x := range rows[y] {
			r, _, _, _ := code.At(size.Min.X+x, size.Min.Y+y).RGBA()
			rows[y][x] = r == 0
		}
	}
	return rows
}

// qr draws a code in the middle of the page, its caption below.
func (f *flow) qr(q QR) {
	if len(q.modules()) > 0 {
		f.need(qrSide + 2*smallLead)
		f.y -= qrSide
		f.code(q, leftEdge+(measure-qrSide)/2, f.y, qrSide)
	}
	if q.Caption != "" {
		f.text(q.Caption, setting{size: smallSize, lead: smallLead, align: Center})
	}
}

// code draws the squares of a code of some width, its lower left corner at a place.
func (f *flow) code(q QR, left, foot, side float64) {
	rows := q.modules()
	module := side / float64(len(rows)+2*qrQuiet)
	for y, row := range rows {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(f.page(), "%s %s %s %s re f\n", number(left+float64(from+qrQuiet)*module), number(foot+float64(len(rows)-1-y+qrQuiet)*module), number(float64(x-from)*module), number(module))
			}
		}
	}
}

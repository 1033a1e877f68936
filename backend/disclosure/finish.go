package disclosure

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"slices"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

const (
	finishedWide    = 1600 // pixels of a page as it is published: two hundred to the inch on A4
	finishedQuality = 85
	block           = 8 // side of the squares in which the brightness of a JPEG is coded: a cover fills them
	lettersWide     = 4 // the width of a cover goes by steps of so many characters
)

// finished is the picture of a page as it is published. Areas are what is covered on it, in pixels; Plain are those among the
// covers (by place in the list) whose width may still tell how long the text under them is, since other text stands beside it.
type finished struct {
	picture []byte
	size    image.Point
	areas   []image.Rectangle
	plain   []int
}

// finish draws a page anew with its covers burnt in: a JPEG with nothing but pixels, and nothing but black under a cover. The same
// page and covers give the same bytes.
func (d *Desk) finish(ctx context.Context, p casefile.Paper, page int, covers []Cover) (f finished, err error) {
	const op = "disclosure.finish"
	raw, _, err := d.Files.PageImage(ctx, p, page, finishedWide)
	if err != nil {
		return f, err
	}
	source, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return f, fault.New(fault.Unreadable, op, fault.T("图片不能读取", "the picture cannot be read")).WithCause(err)
	}
	f.size = source.Bounds().Size()
	sheet := image.NewRGBA(image.Rectangle{Max: f.size})
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(sheet, sheet.Bounds(), source, source.Bounds().Min, draw.Over)
	for i, c := range covers {
		area, even := evenWide(sheet, inPixels(c.Region, f.size))
		f.areas = append(f.areas, area)
		if !even {
			f.plain = append(f.plain, i)
		}
	}
	f.picture, err = d.Burn(sheet, f.areas)
	return f, err
}

// burnIn covers areas of a sheet with black and writes it as a JPEG.
func burnIn(sheet *image.RGBA, areas []image.Rectangle) ([]byte, error) {
	for _, area := range areas {
		draw.Draw(sheet, area, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, sheet, &jpeg.Options{Quality: finishedQuality})
	return out.Bytes(), fault.Wrap("disclosure.finish", err)
}

// inPixels is a region of a picture of a size, grown to whole blocks.
func inPixels(r casefile.Region, size image.Point) image.Rectangle {
	down := func(part, whole int) int { return part * whole / extract.Whole / block * block }
	up := func(part, whole int) int {
		return ((part*whole+extract.Whole-1)/extract.Whole + block - 1) / block * block
	}
	area := image.Rect(down(r.X, size.X), down(r.Y, size.Y), up(r.X+r.Width, size.X), up(r.Y+r.Height, size.Y))
	return area.Intersect(image.Rectangle{Max: size})
}

// evenWide widens an area to the next of a few widths, as far as nothing stands beside it, so that it does not tell how long the
// text under it is. Even tells whether that width was reached.
func evenWide(sheet *image.RGBA, area image.Rectangle) (wide image.Rectangle, even bool) {
	step := (area.Dy()*lettersWide + block - 1) / block * block
	want := (area.Dx() + step - 1) / step * step
	for area.Dx() < want {
		right := image.Rect(area.Max.X, area.Min.Y, area.Max.X+block, area.Max.Y)
		left := image.Rect(area.Min.X-block, area.Min.Y, area.Min.X, area.Max.Y)
		switch {
		case right.In(sheet.Bounds()) && blank(sheet, right):
			area.Max.X = right.Max.X
		case left.In(sheet.Bounds()) && blank(sheet, left):
			area.Min.X = left.Min.X
		default:
			return area, false
		}
	}
	return area, true
}

// blank tells whether nothing stands in an area: no more dark points in it than specks of dust.
func blank(sheet *image.RGBA, area image.Rectangle) bool {
	const dark, dust = 150, 100
	marks := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			at := sheet.PixOffset(x, y)
			if int(sheet.Pix[at])+int(sheet.Pix[at+1])+int(sheet.Pix[at+2]) < 3*dark {
				marks++
			}
		}
	}
	return marks*dust <= area.Dx()*area.Dy()
}

// opaque tells whether an area of a picture is black all over, in its brightness: the tint of what stands beside it may reach in.
func opaque(picture image.Image, areas []image.Rectangle) bool {
	const black = 20 // of 255: what coding makes of black
	coded, is := picture.(*image.YCbCr)
	for _, area := range areas {
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				if !is || coded.Y[coded.YOffset(x, y)] > black {
					return false
				}
			}
		}
	}
	return true
}

// exactly is a region of a picture of a size.
func exactly(r casefile.Region, size image.Point) image.Rectangle {
	at := func(part, whole int) int { return part * whole / extract.Whole }
	return image.Rect(at(r.X, size.X), at(r.Y, size.Y), at(r.X+r.Width, size.X)+1, at(r.Y+r.Height, size.Y)+1)
}

// head is what is kept of a finished picture before its bytes.
type head struct {
	Size  image.Point       `json:"size"`
	Areas []image.Rectangle `json:"areas"`
	Plain []int             `json:"plain"`
}

func (f finished) save() []byte {
	raw, err := json.Marshal(head{f.size, f.areas, f.plain})
	if err != nil {
		return nil // of whole numbers alone: it cannot be
	}
	return slices.Concat(raw, []byte("\n"), f.picture)
}

func (f *finished) load(kept []byte) bool {
	raw, picture, found := bytes.Cut(kept, []byte("\n"))
	var h head
	if !found || json.Unmarshal(raw, &h) != nil {
		return false
	}
	f.size, f.areas, f.plain, f.picture = h.Size, h.Areas, h.Plain, picture
	return true
}
